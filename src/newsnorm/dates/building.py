"""From a found date to a :class:`~newsnorm.PartialDate`, and what the caller knows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from attrs import evolve

from newsnorm.dates import calendars
from newsnorm.dates.clock import Clock
from newsnorm.dates.lexicon import View, view
from newsnorm.dates.orders import orders
from newsnorm.dates.parser import Found
from newsnorm.dates.reading import valid
from newsnorm.dates.tokens import Item
from newsnorm.model import PartialDate
from newsnorm.model.dates import DateField

_AHEAD = timedelta(days=7)
"""How far after the reference a date without a year may lie: an announcement, a zone."""
_DAY_FIRST_ZONES = frozenset((0, 60, 120, 180, 330))
_MONTH_FIRST_ZONES = frozenset((-240, -300, -360, -420, -480))
_DOUBT = 0.6
"""Confidence of a date that has another reading."""


class Place:
    """How a language and region write dates."""

    __slots__ = ("orders", "region", "view")

    def __init__(self, language: str, region: str) -> None:
        parts = language.replace("_", "-").split("-")
        primary = parts[0].lower()
        rest = parts[1:]
        script = next((p.title() for p in rest if len(p) == 4 and p.isalpha()), "")
        area = (region or next((p for p in rest if len(p) == 2 or p.isdigit()), "")).upper()
        self.region = "GB" if area == "UK" else area
        self.view: View = view("" if primary == "und" else primary)
        self.orders = orders(primary, script, self.region)


@lru_cache(maxsize=512)
def place(language: str, region: str) -> Place:
    """Return how *language* in *region* writes dates."""
    return Place(language, region)


class Context:
    """What is known beside the text."""

    def __init__(
        self,
        language: str | None,
        region: str | None,
        reference: datetime | None,
        not_after: datetime | None,
    ) -> None:
        self.where = place(language or "", region or "")
        self.reference = reference
        self.not_after = not_after


def build(text: str, items: list[Item], found: Found, context: Context) -> PartialDate | None:
    """Return the date, with the year from the reference where the text has none."""
    where, reference = context.where, context.reference
    if found.relative:
        return _relative(text, items, found, reference)
    reading, clock = found.reading, found.clock
    year, month, day = reading.year, reading.month, reading.day
    others: tuple[_Date, ...] = reading.others
    if reading.short and year is not None and where.view.language == "th":
        year = calendars.thai_short_year(year)
        others = ()
    if others:
        (year, month, day), others = _preferred((year, month, day), others, clock, context)
    inferred: tuple[DateField, ...] = ()
    if year is None:
        if month is None or day is None:
            return None
        if reference is not None:
            year = _nearest_year(month, day, reference)
            inferred = ("year",) if year is not None else ()
    start, end = items[found.first].start, items[found.last].end
    if reading.glued and found.last == reading.last:
        end -= reading.glued
    hour = minute = second = micro = offset = None
    if clock is not None and day is not None:
        hour, minute, second, micro = clock.hour, clock.minute, clock.second, clock.microsecond
        offset = _offset(clock.zone, where.region)
        if hour == 24:
            return None
    plain = PartialDate(
        year=year,
        month=month,
        day=day,
        hour=hour,
        minute=minute,
        second=second,
        microsecond=micro,
        offset=offset,
        inferred=inferred,
        role=found.role,
        calendar=reading.calendar,
        text=text[start:end],
        start=start,
        end=end,
        confidence=reading.sure,
    )
    if not others:
        return plain
    plain = evolve(plain, confidence=min(plain.confidence, _DOUBT))
    alternatives = tuple(evolve(plain, year=y, month=m, day=d) for y, m, d in others)
    return evolve(plain, alternatives=alternatives)


def _offset(zone: int | str | None, region: str) -> int | None:
    """Return the minutes east of UTC of a zone that the region may have to decide."""
    if zone is None or isinstance(zone, int):
        return zone
    for part in zone[1:].split():
        if part[:2] == region:
            return int(part[2:])
    return None


_Date = tuple[int | None, int | None, int | None]


def _preferred(
    first: _Date,
    others: tuple[_Date, ...],
    clock: Clock | None,
    context: Context,
) -> tuple[_Date, tuple[_Date, ...]]:
    """Put the likeliest of several readings first.

    A reading after *not_after* is none.  Where the month would come first, a clock of
    24 hours or a zone where nobody writes so turns the order round, and the other way.
    """
    where, not_after = context.where, context.not_after
    every: list[_Date] = [first, *others]
    if not_after is not None:
        limit = (not_after.year, not_after.month, not_after.day)
        every = [f for f in every if f <= limit] or every
    if clock is not None and len(every) == 2 and every[0][1] == every[1][2]:
        month_first = where.orders[0] == "mdy"
        zone = _offset(clock.zone, where.region)
        day_first = clock.whole_day or zone in _DAY_FIRST_ZONES
        if day_first if month_first else zone in _MONTH_FIRST_ZONES:
            every.reverse()
    return every[0], tuple(every[1:])


def _nearest_year(month: int, day: int, reference: datetime) -> int | None:
    """Return the year that puts the day last before the reference, or just after it."""
    latest = reference.replace(tzinfo=None) + min(
        _AHEAD, datetime.max - reference.replace(tzinfo=None)
    )
    for year in range(latest.year, max(0, latest.year - 9), -1):
        if valid(year, month, day) and date(year, month, day) <= latest.date():
            return year
    return None


_SECONDS = {"w": 7 * 86400, "d": 86400, "h": 3600, "m": 60, "s": 1}
_KNOWN: dict[str, tuple[DateField, ...]] = {
    "y": ("year",),
    "M": ("year", "month"),
    "h": ("year", "month", "day", "hour", "minute"),
    "m": ("year", "month", "day", "hour", "minute"),
    "s": ("year", "month", "day", "hour", "minute", "second"),
}
_DAY: tuple[DateField, ...] = ("year", "month", "day")


def _relative(
    text: str, items: list[Item], found: Found, reference: datetime | None
) -> PartialDate | None:
    """Count back from the reference; every field is inferred."""
    if reference is None:
        return None
    rule, item = found.relative, items[found.reading.first]
    fields = _DAY
    try:
        if rule[-1].isdigit():
            when = reference + timedelta(days=int(rule))
        else:
            fields = _KNOWN.get(rule[-1], _DAY)
            amount = found.reading.amount if found.reading.amount >= 0 else item.value
            when = _shifted(reference, -amount if rule[0] == "-" else amount, rule[-1])
    except (OverflowError, ValueError):
        return None
    values: dict[str, Any] = {name: getattr(when, name) for name in fields}
    clock = found.clock
    offset = None
    if clock is not None and fields is _DAY:
        values |= {"hour": clock.hour, "minute": clock.minute, "second": clock.second}
        if clock.hour == 24:
            return None
        offset = clock.zone if isinstance(clock.zone, int) else None
    elif "hour" in values and (away := when.utcoffset()) is not None:
        offset = int(away.total_seconds() // 60)
    last = found.last if fields is _DAY else found.reading.last
    start, end = items[found.first].start, items[last].end
    return PartialDate(
        **values,
        offset=offset,
        inferred=fields,
        role=found.role,
        text=text[start:end],
        start=start,
        end=end,
        confidence=0.9,
    )


def _shifted(reference: datetime, amount: int, unit: str) -> datetime:
    if unit in _SECONDS:
        return reference + timedelta(seconds=amount * _SECONDS[unit])
    if unit == "y":
        return reference.replace(year=reference.year + amount, day=1)
    months = reference.year * 12 + reference.month - 1 + amount
    return reference.replace(year=months // 12, month=months % 12 + 1, day=1)
