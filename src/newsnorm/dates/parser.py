"""From readings to dates: every date of a text, its clock, its role, and the choice of one."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import evolve

from newsnorm.dates import readings
from newsnorm.dates.clock import Clock, clock_at
from newsnorm.dates.lexicon import View, orders, view
from newsnorm.dates.readings import Reading
from newsnorm.dates.tokens import NUMBER, SEPARATOR, WORD, Item, scan
from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import PartialDate
from newsnorm.model.dates import DateField, DateRole

_BETWEEN = frozenset(".,|·•-–—@/()،、，⹁⋅‧;~[]<>")
_CLOCK_REACH = 7
"""Items between a date and its clock."""
_LONE_YEAR_WORDS = 6
"""A year alone counts in a text of at most so many words."""


class Context:
    """What the caller knows."""

    __slots__ = ("not_after", "orders", "reference", "view")

    def __init__(
        self, language: str | None, region: str | None, reference: datetime | None, not_after: datetime | None
    ) -> None:
        parts = (language or "").replace("_", "-").split("-")
        primary = parts[0].lower()
        area = (region or next((p for p in parts[1:] if len(p) == 2), "")).upper()
        self.view = view(primary)
        self.view.region = area
        self.orders = orders(primary, area)
        self.reference = reference
        self.not_after = not_after


class Found:
    """A date in the text with all that hangs on it."""

    __slots__ = ("clock", "first", "last", "reading", "relative", "role")

    def __init__(self, reading: Reading, first: int, last: int, clock: Clock | None) -> None:
        self.reading = reading
        self.first = first
        self.last = last
        self.clock = clock
        self.role: DateRole = "unknown"
        self.relative = ""


def parse_date(
    text: str,
    *,
    language: str | None = None,
    region: str | None = None,
    reference: datetime | None = None,
    not_after: datetime | None = None,
) -> PartialDate | None:
    """Read the date that *text* is or holds; of several, that of publication.

    >>> str(parse_date("Stand: 12.02.2025 18:40 Uhr", language="de"))
    '2025-02-12T18:40'
    >>> parse_date("3:35 min") is None
    True
    """
    _check(text)
    context = Context(language, region, reference, not_after)
    items = scan(text, context.view, relative=reference is not None)
    found = _all(items, context)
    if not found:
        reading = _lone_year(items)
        if reading is None:
            return None
        found = [Found(reading, reading.first, reading.last, None)]
    _label(items, found)
    best = max(found, key=_worth) if len(found) > 1 else found[0]
    return _result(text, items, best, context)


def find_dates(
    text: str,
    *,
    language: str | None = None,
    region: str | None = None,
    reference: datetime | None = None,
    not_after: datetime | None = None,
) -> tuple[PartialDate, ...]:
    """Return every date in *text*, in order, each with its span and role."""
    _check(text)
    context = Context(language, region, reference, not_after)
    items = scan(text, context.view, relative=reference is not None)
    found = _all(items, context)
    _label(items, found)
    dates = (_result(text, items, one, context) for one in found)
    return tuple(d for d in dates if d is not None)


def _check(text: object) -> None:
    if not isinstance(text, str):
        raise InputTypeError(f"a text must be a str, not {shortened(text)}")


def _all(items: list[Item], context: Context) -> list[Found]:
    """Return every date of the items, in order."""
    out: list[Found] = []
    order = context.orders
    at, count, floor = 0, len(items), 0
    clock: Clock | None = None
    while at < count:
        item = items[at]
        reading: Reading | None = None
        relative = ""
        if item.kind == NUMBER:
            reading = readings.numeric(items, at, order)
            if reading is not None and reading.day is None and reading.month is None:
                better = _month_follows(items, reading.last + 1)
                if better:
                    reading = None
            if reading is None and at + 1 < count:
                new = clock_at(items, at, context.view, dated=False)
                if new is not None:
                    clock = new
                    at = new.last + 1 if not _month_next(items, at) else at + 1
                    continue
        elif item.kind == WORD and item.word is not None:
            word = item.word
            if word.month:
                reading = readings.named(items, at)
                if reading is not None and reading.first < floor:
                    reading = None
            elif word.relative is not None and context.reference is not None:
                relative = word.relative
            elif word.relative_day is not None and context.reference is not None:
                relative = f"{word.relative_day}"
            elif word.period is not None and len(word.key) > 1:
                new = clock_at(items, at, context.view, dated=False)
                if new is not None and new.last > at:
                    clock, at = new, new.last + 1
                    continue
        if relative:
            reading = Reading(at, at, None, None, None)
        if reading is None:
            at += 1
            continue
        one = _with_clock(items, reading, clock, floor, context.view)
        one.relative = relative
        out.append(one)
        at = floor = max(one.last, at) + 1
        clock = None
    return out


def _month_follows(items: list[Item], at: int) -> bool:
    """Whether a month's name comes within the next items, so that a year is part of more."""
    for item in items[at : at + 4]:
        if item.kind == WORD and item.word is not None and item.word.month:
            return True
    return False


def _month_next(items: list[Item], at: int) -> bool:
    return False


def _with_clock(
    items: list[Item], reading: Reading, before: Clock | None, floor: int, language: View
) -> Found:
    """Join the clock after the date, or else the one before it."""
    first, last = reading.first, reading.last
    at = last + 1
    clock: Clock | None = None
    if reading.day is not None or reading.year is None:
        iso = at < len(items) and items[at].text in ("t", "T") and at + 1 < len(items) and items[at + 1].start == items[at].end
        if iso:
            clock = clock_at(items, at + 1, language, iso=True)
        else:
            clock = _clock_right(items, at, language)
        if clock is not None:
            return Found(reading, first, clock.last, clock)
        if before is not None and before.first >= floor and _joins(items, before.last + 1, first):
            return Found(reading, before.first, last, before)
    return Found(reading, first, last, None)


def _clock_right(items: list[Item], at: int, language: View) -> Clock | None:
    for step in range(at, min(at + _CLOCK_REACH, len(items))):
        clock = clock_at(items, step, language, dated=step <= at + 2)
        if clock is not None:
            return clock
        if not _filler(items[step]):
            return None
    return None


def _filler(item: Item) -> bool:
    if item.kind == SEPARATOR:
        return item.text in _BETWEEN or item.text == ":"
    word = item.word
    return item.kind == WORD and word is not None and bool(
        word.glue or word.time or word.weekday or word.zone is not None or word.period or "Y" in word.unit or "D" in word.unit
    )


def _joins(items: list[Item], first: int, last: int) -> bool:
    return last - first <= _CLOCK_REACH and all(_filler(item) for item in items[first:last])


def _lone_year(items: list[Item]) -> Reading | None:
    """Read a year that stands alone in a short text."""
    numbers = [at for at, item in enumerate(items[: 3 * _LONE_YEAR_WORDS]) if item.kind == NUMBER]
    if len(items) > 3 * _LONE_YEAR_WORDS or len(numbers) != 1:
        return None
    at = numbers[0]
    item = items[at]
    if item.width != 4 or not 1000 <= item.value <= 2999:
        return None
    rest = [i for step, i in enumerate(items) if step != at]
    unknown = sum(i.kind == WORD for i in rest)
    if not rest or (1800 <= item.value <= 2100 and unknown <= _LONE_YEAR_WORDS and _free(items, at)):
        year, calendar = readings._other_year(item.value)
        reading = Reading(at, at, year, None, None)
        reading.calendar, reading.sure = calendar, 0.4
        return reading
    return None


def _free(items: list[Item], at: int) -> bool:
    item = items[at]
    before = items[at - 1] if at else None
    after = items[at + 1] if at + 1 < len(items) else None
    if before is not None and before.end == item.start and before.text not in "(/\"'’" and not before.word:
        return False
    return not (after is not None and after.start == item.end and after.text in "%$€£")


def _label(items: list[Item], found: list[Found]) -> None:
    """Give the dates their roles by the labels before them."""
    pending: list[DateRole] = []
    at = 0
    previous: Found | None = None
    for one in found:
        fresh: list[DateRole] = []
        for item in items[at : one.first]:
            if item.kind == WORD and item.word is not None and item.word.cue in ("m", "p"):
                fresh.append("modified" if item.word.cue == "m" else "published")
        if fresh:
            pending = fresh
        if pending:
            one.role = pending.pop(0) if len(pending) > 1 and _queued(pending) else pending.pop()
            if not _queued(pending):
                pending = pending[:1] if pending else []
        at = one.last + 1
        previous = one
    if previous is not None and previous.role == "unknown" and len(found) == 1:
        for item in items[at : at + 3]:
            if item.word is not None and item.word.cue == "m" and item.kind == WORD:
                previous.role = "modified"


def _queued(pending: list[DateRole]) -> bool:
    return bool(pending)


def _worth(one: Found) -> tuple[float, ...]:
    """Order dates by how likely they are the publication."""
    role = {"published": 3, "unknown": 2, "modified": 1, "event": 0}[one.role]
    reading = one.reading
    full = (reading.year is not None) + (reading.month is not None) + (reading.day is not None)
    if one.relative:
        full = 3
    return (full, role, reading.sure >= 0.5, -one.first)


def _result(text: str, items: list[Item], one: Found, context: Context) -> PartialDate | None:
    start, end = items[one.first].start, items[one.last].end
    if one.relative:
        return _relative(text, items, one, context, start, end)
    reading, clock = one.reading, one.clock
    year, month, day = reading.year, reading.month, reading.day
    inferred: tuple[DateField, ...] = ()
    others = reading.others
    limit = context.not_after
    if others and limit is not None:
        every = [(year, month, day), *others]
        fitting = [f for f in every if f <= (limit.year, limit.month, limit.day)]  # type: ignore[operator]
        if fitting:
            (year, month, day), *rest = fitting
            others = tuple(rest)  # type: ignore[arg-type]
    if year is None:
        if context.reference is not None and month is not None:
            year = _nearest_year(month, day or 1, context.reference)
            inferred = ("year",)
        if year is None or month is None or (day is not None and not readings.valid(year, month, day)):
            if month is None or day is None:
                return None
            year, inferred = None, ()
    hour = minute = second = micro = offset = None
    if clock is not None and day is not None:
        hour, minute, second, micro, offset = clock.hour, clock.minute, clock.second, clock.microsecond, clock.offset
    plain = PartialDate(
        year=year,
        month=month,
        day=day,
        hour=hour,
        minute=minute,
        second=second,
        microsecond=micro if second is not None else None,
        offset=offset,
        inferred=inferred,
        role=one.role,
        calendar=reading.calendar,
        text=text[start:end],
        start=start,
        end=end,
        confidence=reading.sure,
    )
    if not others:
        return plain
    alternatives = tuple(evolve(plain, year=y, month=m, day=d) for y, m, d in others)
    return evolve(plain, alternatives=alternatives, confidence=min(plain.confidence, 0.6))


def _nearest_year(month: int, day: int, reference: datetime) -> int | None:
    """Return the year that puts month and day nearest before the reference (or a week after)."""
    for year in (reference.year + 1, reference.year, reference.year - 1):
        if readings.valid(year, month, day) and 1 <= year <= 9999:
            gap = datetime(year, month, day) - reference.replace(tzinfo=None)
            if gap <= timedelta(days=7):
                return year
    return None


_STEPS = {"w": 7 * 86400, "d": 86400, "h": 3600, "m": 60, "s": 1}


def _relative(
    text: str, items: list[Item], one: Found, context: Context, start: int, end: int
) -> PartialDate | None:
    reference = context.reference
    assert reference is not None
    rule = one.relative
    fields: tuple[DateField, ...] = ("year", "month", "day")
    unit = rule[-1]
    try:
        if unit in "yMwdhms":
            amount = items[one.reading.first].value * (-1 if rule[0] == "-" else 1)
            when = _shift(reference, amount, unit)
            if unit in "hms":
                fields = ("year", "month", "day", "hour", "minute", "second")[: 6 if unit == "s" else 5]  # type: ignore[assignment]
            elif unit == "M":
                fields = ("year", "month")
            elif unit == "y":
                fields = ("year",)
        else:
            when = reference + timedelta(days=int(rule))
    except (OverflowError, ValueError):
        return None
    values = {name: getattr(when, name) for name in fields}
    clock = one.clock
    inferred = fields
    if clock is not None and len(fields) == 3:
        values.update(hour=clock.hour, minute=clock.minute, second=clock.second)
    offset = when.utcoffset() if "hour" in values else None
    return PartialDate(
        **values,
        offset=None if offset is None else int(offset.total_seconds() // 60),
        inferred=inferred,
        role=one.role,
        text=text[start:end],
        start=start,
        end=end,
        confidence=0.9,
    )


def _shift(reference: datetime, amount: int, unit: str) -> datetime:
    if unit in _STEPS:
        return reference + timedelta(seconds=amount * _STEPS[unit])
    if unit == "y":
        return reference.replace(year=reference.year + amount, day=1)
    months = reference.year * 12 + reference.month - 1 + amount
    return reference.replace(year=months // 12, month=months % 12 + 1, day=1)
