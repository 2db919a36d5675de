"""Dates that machines write: in one number, by weeks, by days of the year, Unix times."""

from __future__ import annotations

from calendar import isleap
from datetime import date, datetime, timedelta

from newsnorm.dates.kinds import LABEL, NUMBER
from newsnorm.dates.reading import NEWS_YEARS, Reading, daylike, valid, yearlike
from newsnorm.dates.tokens import Item

_CLOCKED = frozenset(
    ("at", "created", "date", "datetime", "epoch", "time", "timestamp", "ts", "unix")
)
"""Words of field names that hold a Unix time."""
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_MONTHS = {name: month for month, name in enumerate(_ROMANS, 1)}
_COMPACT_YEARS = (1900, 2100)
"""Years of dates written in one number; other numbers are more often counts and keys."""
_EPOCH = datetime(1970, 1, 1)


def compact(items: list[Item], at: int) -> Reading | None:
    """Read '20250212', and '20250212180507'."""
    item = items[at]
    text = f"{item.value:0{item.width}d}"
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:8])
    if not (_COMPACT_YEARS[0] <= year <= _COMPACT_YEARS[1] and valid(year, month, day)):
        return None
    if at and items[at - 1].end == item.start and items[at - 1].text in "+.,$€£":
        return None
    reading = Reading(at, at, year, month, day)
    if int(text[8:10] or 0) > 23 or int(text[10:12] or 0) > 59 or int(text[12:] or 0) > 59:
        return None
    reading.clock = text[8:]
    reading.sure = 0.6
    return reading


def unix(items: list[Item], at: int) -> Reading | None:
    """Read seconds or milliseconds since 1970, where a word says that it is a time."""
    item = items[at]
    said = any(
        other.flags & LABEL or other.text in _CLOCKED for other in items[max(0, at - 5) : at]
    )
    if not said or (at and items[at - 1].text in ("+", ".", ",")):
        return None
    seconds, rest = divmod(item.value, 1000) if item.width == 13 else (item.value, 0)
    when = _EPOCH + timedelta(seconds=seconds)
    reading = Reading(at, at, when.year, when.month, when.day)
    reading.clock = f"{when:%H%M%S}{rest:03d}Z" if item.width == 13 else f"{when:%H%M%S}Z"
    reading.sure = 0.8
    return reading


def week_date(items: list[Item], at: int) -> Reading | None:
    """Read '2025-W07-3', a day by its week (ISO 8601); a week alone is no date of ours."""
    if at + 5 >= len(items) or items[at].width != 4:
        return None
    week, day = items[at + 3], items[at + 5]
    if not week.flags & day.flags & NUMBER or items[at + 4].text != "-" or week.width != 2:
        return None
    try:
        found = date.fromisocalendar(items[at].value, week.value, day.value)
    except ValueError:
        return None
    return Reading(at, at + 5, found.year, found.month, found.day)


def day_of_year(at: int, year: int, day: int) -> Reading | None:
    """Read '2025-043', a day of the year (ISO 8601)."""
    if not (NEWS_YEARS[0] <= year <= NEWS_YEARS[1] and 1 <= day <= 365 + isleap(year)):
        return None
    found = date(year, 1, 1) + timedelta(days=day - 1)
    reading = Reading(at, at + 2, found.year, found.month, found.day)
    reading.sure = 0.6
    return reading


def roman(items: list[Item], at: int) -> Reading | None:
    """Read '12.II.2025'."""
    month = _ROMAN_MONTHS.get(items[at + 2].text, 0)
    if not month or at + 4 >= len(items) or items[at + 3].text != items[at + 1].text:
        return None
    day, year = items[at], items[at + 4]
    if not (year.flags & NUMBER and yearlike(year) and daylike(day)):
        return None
    if not valid(year.value, month, day.value):
        return None
    return Reading(at, at + 4, year.value, month, day.value)
