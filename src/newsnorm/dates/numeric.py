"""Dates of numbers and marks: '12.02.2025', '2025/2/12', '02-2025', '2025年'."""

from __future__ import annotations

from newsnorm.dates import calendars
from newsnorm.dates.kinds import CHAIN, GLUE, MONTH, NUMBER, SEPARATOR, UNIT_YEAR, UNKNOWN
from newsnorm.dates.machine import compact, day_of_year, roman, unix, week_date
from newsnorm.dates.reading import (
    NEWS_YEARS,
    Reading,
    century,
    counted_year,
    era_calendar,
    glued_year,
    other_year,
    timed,
    valid,
    yearlike,
)
from newsnorm.dates.tokens import Item

Orders = tuple[str, ...]
"""Orders of day, month and year that a place uses, likeliest first: 'dmy', 'mdy', 'ymd'."""
_DECADES = ("代", "대")
"""'1980年代' is a decade."""
_COMPACT_WIDTHS = (8, 12, 14)
_UNIX_WIDTHS = (10, 13)


def numeric(items: list[Item], at: int, orders: Orders) -> Reading | None:
    """Read the chain of numbers that starts at item *at*."""
    item = items[at]
    width = item.width
    if width > 4:
        if width in _COMPACT_WIDTHS:
            return compact(items, at)
        return unix(items, at) if width in _UNIX_WIDTHS else None
    if at + 2 >= len(items):
        return _year_counted(items, at)
    mark = items[at + 1]
    if mark.flags & CHAIN:
        return _chain(items, at, mark, orders)
    if mark.flags & UNIT_YEAR:
        return _year_counted(items, at)
    if mark.flags & NUMBER:
        return _spaced(items, at, orders)
    return _worded(items, at, orders) if mark.flags & GLUE and mark.text == "de" else None


def _chain(items: list[Item], at: int, mark: Item, orders: Orders) -> Reading | None:
    """Read numbers that marks join."""
    second, count = items[at + 2], len(items)
    if not second.flags & NUMBER:
        if at + 3 >= count or second.flags & MONTH:
            return None
        return week_date(items, at) if second.text == "w" else roman(items, at)
    if second.value < 0 or not _starts(items, at):
        return None
    if at + 4 < count and items[at + 4].flags & NUMBER and items[at + 3].text == mark.text:
        return None if _joined(items, at + 4) else _triple(items, at, mark, orders)
    if at + 3 < count and items[at + 3].flags & NUMBER and items[at + 3].width == 4:
        return _year_after_space(items, at, mark.text, orders)
    if second.width == 3 and items[at].width == 4 and count == 3 and mark.text == "-":
        return day_of_year(at, items[at].value, second.value)
    return _pair(items, at, mark.text)


def _year_counted(items: list[Item], at: int) -> Reading | None:
    """Read a year with its counter: '2025年', '令和7年'."""
    found = counted_year(items, at)
    if found is None or (items[at].width != 4 and found[1] == at):
        return None
    if decade(items, at):
        return None
    reading = Reading(found[1], at + 1, found[0], None, None)
    reading.calendar = era_calendar(items, reading.first)
    return reading


def decade(items: list[Item], at: int) -> bool:
    """Say whether the year is that of a decade: '1980年代', '2000년대'."""
    for after in items[at + 1 : at + 3]:
        if after.flags & UNKNOWN and after.text.startswith(_DECADES):
            return True
    return False


def _starts(items: list[Item], at: int) -> bool:
    """Whether no number, letter or sign sticks to the chain from the left."""
    if at == 0:
        return True
    before = items[at - 1]
    if before.end != items[at].start:
        return True
    if before.flags & SEPARATOR:
        if before.text in "+$€£#%":
            return False
        if before.text in "./-,:" and at >= 2:
            other = items[at - 2]
            return not (other.end == before.start and other.flags & NUMBER)
        return True
    return before.word is not None or not before.text.isascii() or len(before.text) > 1


def _joined(items: list[Item], at: int) -> bool:
    """Whether the number at *at* goes on as a longer chain ('1.2.3.4')."""
    if at + 2 >= len(items):
        return False
    mark, after = items[at + 1], items[at + 2]
    return (
        mark.text in ("/", ".")
        and mark.text == items[at - 1].text
        and mark.start == items[at].end
        and bool(after.flags & NUMBER)
        and after.start == mark.end
        and items[at].width != 4
        and items[at - 4].width != 4
    )


def _triple(items: list[Item], at: int, mark: Item, orders: Orders) -> Reading | None:
    a, b, c = items[at], items[at + 2], items[at + 4]
    if b.width > 2 or c.value < 0:
        return None
    if a.width == 4:
        return _year_first(at, a, b.value, c.value) if c.width <= 2 and yearlike(a) else None
    if a.width > 2:
        return None
    if c.width == 4:
        return (
            _year_last(at, (a.value, b.value, c.value), mark.text, orders) if yearlike(c) else None
        )
    if c.width > 4:
        return _glued(at, (a.value, b.value), c, mark.text, orders)
    year_first = orders[0] == "ymd" and a.width == 2 and (mark.text != "." or b.start > mark.end)
    if (c.width == 2 or (c.width == 1 and year_first)) and mark.text != ",":
        if at and items[at - 1].end == a.start and items[at - 1].text in ("/", "_", "=", "-"):
            return None
        return _two_digits(at, (a, b, c), mark.text, orders)
    return None


def _glued(
    at: int, parts: tuple[int, int], last: Item, mark: str, orders: Orders
) -> Reading | None:
    """Read a date whose year has the next number stuck to it."""
    year = glued_year(last)
    if not year or mark == ",":
        return None
    reading = _year_last(at, (*parts, year), mark, orders)
    if reading is not None:
        reading.glued, reading.sure = last.width - 4, 0.5
    return reading


def _spaced(items: list[Item], at: int, orders: Orders) -> Reading | None:
    """Read '12 02 2025': three numbers and only spaces; the last or first a year."""
    if at + 2 >= len(items) or not items[at + 2].flags & NUMBER:
        return None
    if (at and items[at - 1].flags & NUMBER) or (
        at + 3 < len(items) and items[at + 3].flags & NUMBER and not timed(items, at + 3)
    ):
        return None
    a, b, c = items[at : at + 3]
    if timed(items, at + 2) or b.width > 2:
        return None
    reading: Reading | None = None
    if c.width == 4 and a.width <= 2 and NEWS_YEARS[0] <= c.value <= NEWS_YEARS[1]:
        reading = _year_last(at, (a.value, b.value, c.value), " ", orders)
    elif a.width == 4 and b.width == 2 == c.width and NEWS_YEARS[0] <= a.value <= NEWS_YEARS[1]:
        reading = _year_first(at, a, b.value, c.value)
    if reading is not None:
        reading.last, reading.sure = at + 2, 0.6
    return reading


def _year_after_space(items: list[Item], at: int, mark: str, orders: Orders) -> Reading | None:
    """Read '12/2 2025'."""
    a, b, c = items[at], items[at + 2], items[at + 3]
    if not NEWS_YEARS[0] <= c.value <= NEWS_YEARS[1] or max(a.width, b.width) > 2:
        return None
    if timed(items, at + 3) or mark not in "./":
        return None
    reading = _year_last(at, (a.value, b.value, c.value), mark, orders)
    if reading is not None:
        reading.last, reading.sure = at + 3, 0.7
    return reading


def _worded(items: list[Item], at: int, orders: Orders) -> Reading | None:
    """Read '9 de 8 de 1971'."""
    if at + 4 >= len(items) or items[at + 3].text != "de":
        return None
    a, b, c = items[at], items[at + 2], items[at + 4]
    if not (a.flags & b.flags & c.flags & NUMBER and yearlike(c) and max(a.width, b.width) <= 2):
        return None
    return _year_last(at, (a.value, b.value, c.value), "de", orders)


def _year_first(at: int, item: Item, month: int, day: int) -> Reading | None:
    year = item.value
    if calendars.JALALI_NOW[0] <= year <= calendars.JALALI_NOW[1]:
        found = calendars.jalali(year, month, day)
        if found is None:
            return None
        reading = Reading(at, at + 4, *found)
        reading.calendar, reading.sure = "jalali", 0.6
        return reading
    year, calendar = other_year(year)
    if month == 0 and day == 0:
        return Reading(at, at + 4, year, None, None)
    if day == 0 and 1 <= month <= 12:
        return Reading(at, at + 4, year, month, None)
    if not valid(year, month, day):
        month, day = day, month
        if not valid(year, month, day):
            return None
    reading = Reading(at, at + 4, year, month, day)
    reading.calendar = calendar
    return reading


def _year_last(at: int, parts: tuple[int, int, int], mark: str, orders: Orders) -> Reading | None:
    """Read day and month, in either order, before a year of four digits."""
    a, b, written = parts
    year, calendar = other_year(written)
    if calendars.JALALI_NOW[0] <= year <= calendars.JALALI_NOW[1]:
        return None
    found: list[tuple[int, int, int]] = []
    for order in ("dmy", "mdy") if mark == "." else (*orders, "dmy", "mdy"):
        fields = (year, a, b) if order == "mdy" else (year, b, a)
        if order[0] in "dm" and fields not in found and valid(*fields):
            found.append(fields)
    if not found:
        return None
    reading = Reading(at, at + 4, *found[0])
    reading.calendar = calendar
    if mark != "." and len([order for order in orders if order[0] in "dm"]) != 1:
        reading.others = tuple(found[1:])
    return reading


def _two_digits(
    at: int, parts: tuple[Item, Item, Item], mark: str, orders: Orders
) -> Reading | None:
    """Read three numbers of at most two digits; the year always has two."""
    wanted = ("dmy", *orders) if mark == "." and orders[0] != "ymd" else (*orders, "dmy", "mdy")
    found: list[tuple[int, int, int]] = []
    for order in wanted:
        if order == "Ymd":
            continue
        item = dict(zip(order, parts, strict=True))
        if item["y"].width != 2:
            continue
        fields = (century(item["y"].value), item["m"].value, item["d"].value)
        if fields not in found and valid(*fields):
            found.append(fields)
    if not found:
        return None
    reading = Reading(at, at + 4, *found[0])
    if mark != "." and len(orders) != 1:
        reading.others = tuple(found[1:])
    reading.sure, reading.short = 0.7, True
    return reading


def _pair(items: list[Item], at: int, mark: str) -> Reading | None:
    """Read a year and a month in numbers."""
    a, b = items[at], items[at + 2]
    if mark == ",":
        if b.width != 4 or b.start == items[at + 1].end:
            return None
        if at and not items[at - 1].flags & GLUE:
            return None
    if at + 4 < len(items):
        after, last = items[at + 3], items[at + 4]
        if (
            last.flags & NUMBER
            and after.start == b.end
            and last.start == after.end
            and after.text in "./-:%,"
        ):
            return None
    year, month = (a, b) if a.width == 4 else (b, a)
    if year.width != 4 or month.width > 2 or not 1 <= month.value <= 12:
        return None
    if not NEWS_YEARS[0] <= year.value <= NEWS_YEARS[1]:
        return None
    reading = Reading(at, at + 2, year.value, month.value, None)
    reading.sure = 0.6
    return reading
