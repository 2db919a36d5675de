"""The grammar: from items to dates.

A date is found at an anchor, either the name of a month or a number that starts
a chain of numbers, and read outwards through what may stand inside a date.
"""

from __future__ import annotations

from calendar import monthrange

from newsnorm.dates import calendars
from newsnorm.dates.tokens import NUMBER, SEPARATOR, WORD, Item

_INSIDE = frozenset(".,-/–—‐‑'’(،、，·⹁")
_CHAIN = frozenset("./-–‐‑−,")
_REACH = 6
"""Items that are looked at on the way from a month's name to its number."""
_YEARS = (1000, 2999)
_NEWS_YEARS = (1800, 2100)
"""Years of a date that is only a year and a month in numbers; outside, it is more often a range."""


class Reading:
    """A date as read: fields, the items it spans, other orders, and how sure it is."""

    __slots__ = ("calendar", "day", "first", "last", "month", "others", "sure", "year")

    def __init__(self, first: int, last: int, year: int | None, month: int | None, day: int | None) -> None:
        self.first = first
        self.last = last
        self.year = year
        self.month = month
        self.day = day
        self.others: tuple[tuple[int, int, int], ...] = ()
        self.calendar = "gregorian"
        self.sure = 1.0


def valid(year: int | None, month: int | None, day: int | None) -> bool:
    """Say whether the calendar has such a date (a leap day needs no year)."""
    if month is not None and not 1 <= month <= 12:
        return False
    if year is not None and not 1 <= year <= 9999:
        return False
    if day is None or month is None:
        return True
    return 1 <= day <= monthrange(year or 2000, month)[1]


def _daylike(item: Item) -> bool:
    return item.width <= 2 and 1 <= item.value <= 31


def _yearlike(item: Item) -> bool:
    return item.width == 4 and _YEARS[0] <= item.value <= _YEARS[1]


def _colon(items: list[Item], at: int) -> bool:
    """Whether the number is part of a clock: a colon joins it to another number."""
    if at + 2 < len(items) and items[at + 1].text == ":" and items[at + 2].kind == NUMBER and items[at + 2].start == items[at + 1].end:
        return True
    return at >= 2 and items[at - 1].text == ":" and items[at - 2].kind == NUMBER and items[at].start == items[at - 1].end


def _timed(items: list[Item], at: int) -> bool:
    """Whether the number is part of a clock, by a colon or by its unit ('18h', '6 pm')."""
    if _colon(items, at):
        return True
    if at + 1 < len(items):
        word = items[at + 1].word
        if word is not None and items[at].width <= 2:
            if word.period is not None and len(word.key) > 1 and not word.glue and not word.month and not word.weekday:
                return True
            if "h" in word.unit and not word.glue:
                return True
    return False


def _near(items: list[Item], at: int, step: int) -> int:
    """Return the next number in direction *step* that only fillers separate, or -1."""
    for _ in range(_REACH):
        if not 0 <= at < len(items):
            return -1
        item = items[at]
        if item.kind == NUMBER:
            return at
        if item.kind == SEPARATOR:
            if item.text not in _INSIDE:
                return -1
        else:
            word = item.word
            if word is None or (word.month and not word.glue and not word.weekday):
                if not _attached(items, at):
                    return -1
            elif not (word.glue or word.weekday or word.era is not None or word.unit in ("Y", "D") or _attached(items, at)):
                return -1
        at += step
    return -1


def _attached(items: list[Item], at: int) -> bool:
    """Whether a short word sticks to the number before it: '1er', '12th', '5-го'."""
    item = items[at]
    if item.end - item.start > 4 or at == 0:
        return False
    before = items[at - 1]
    if before.text in ("-", "'", "’", "("  , ")", "º", "ª") and at >= 2 and before.start == items[at - 2].end:
        return items[at - 2].kind == NUMBER and item.start == before.end
    return before.kind == NUMBER and item.start == before.end


def named(items: list[Item], at: int) -> Reading | None:
    """Read the date around the month's name at item *at*."""
    word = items[at].word
    assert word is not None
    month = word.month
    left, right = _near(items, at - 1, -1), _near(items, at + 1, 1)
    if left >= 0 and _timed(items, left):
        left = -1
    if right >= 0 and _timed(items, right):
        right = -1
    found = _arrange(items, at, left, right)
    if found is None:
        return None
    first, last, year, day = found
    if year is None and day is not None:
        after = _after_clock(items, last + 1)
        if after >= 0:
            year, last = after, last
    reading = Reading(first, last, year, month, day)
    _calendar(items, reading, word.calendar)
    if not valid(reading.year, reading.month, reading.day):
        return None
    reading.sure = 0.9 if year is not None else 0.5
    if word.rank == 2 and len(word.key) <= 3 and (year is None or day is None):
        reading.sure = 0.3
    return reading


def _after_clock(items: list[Item], at: int) -> int:
    """Return the year after a clock ('Feb 12 18:05:07 CET 2025'), or -1."""
    clocked = False
    for step in range(at, min(at + 10, len(items))):
        item = items[step]
        if item.kind == NUMBER:
            if _yearlike(item) and clocked and not _colon(items, step):
                sign = items[step - 1]
                return -1 if sign.text in "+-" and sign.kind == SEPARATOR else item.value
            if not _colon(items, step):
                return -1
            clocked = True
        elif item.kind == SEPARATOR:
            if item.text not in ":,":
                return -1
        elif item.word is None or (item.word.zone is None and item.word.period is None and not item.word.glue):
            return -1
    return -1


def _arrange(items: list[Item], at: int, left: int, right: int) -> tuple[int, int, int | None, int | None] | None:
    """Choose which number is the day and which the year; return span, year, day."""
    if left >= 0 and (counted := _counted_year(items, left)) is not None:
        day = items[right].value if right >= 0 and _daylike(items[right]) else None
        return counted[1], right if day is not None else at, counted[0], day
    lone = items[left] if left >= 0 else None
    rone = items[right] if right >= 0 else None
    right2 = _near(items, right + 1, 1) if rone is not None else -1
    if right2 >= 0 and _timed(items, right2):
        right2 = -1
    if rone is not None and _daylike(rone) and right2 >= 0 and _yearlike(items[right2]) and not (lone is not None and _yearlike(lone)):
        return at, right2, items[right2].value, rone.value
    if lone is not None and _daylike(lone):
        if rone is not None and _yearlike(rone):
            return left, right, rone.value, lone.value
        left2 = _near(items, left - 1, -1)
        if left2 >= 0 and _yearlike(items[left2]):
            return left2, at, items[left2].value, lone.value
        if rone is not None and _short_year(items, left, at, right):
            return left, right, _century(rone.value), lone.value
        return left, at, None, lone.value
    if lone is not None and _yearlike(lone):
        if rone is not None and _daylike(rone):
            return left, right, lone.value, rone.value
        if rone is not None and _yearlike(rone):
            return at, right, rone.value, None
        return left, at, lone.value, None
    if rone is not None and _yearlike(rone):
        return at, right, rone.value, None
    if rone is not None and _daylike(rone):
        if right2 >= 0 and _short_year(items, at, right, right2) and items[right2 - 1].text in "'’,-/":
            return at, right2, _century(items[right2].value), rone.value
        return at, right, None, rone.value
    return None


def _counted_year(items: list[Item], at: int) -> tuple[int, int] | None:
    """Return the year before a year counter ('令和7年', '25年', '2025년') and its first item."""
    word = items[at + 1].word
    if word is None or "Y" not in word.unit:
        return None
    value = items[at].value
    before = items[at - 1].word if at else None
    if before is not None and before.era in calendars.ERAS and items[at].width <= 3:
        return value + calendars.ERAS[before.era], at - 1
    if items[at].width == 2:
        return _century(value), at
    return (value, at) if _yearlike(items[at]) else None


def _short_year(items: list[Item], day: int, month: int, year: int) -> bool:
    """Whether a number of two digits is the year: joined as the day is, or after an apostrophe."""
    item = items[year]
    if item.width != 2:
        return False
    if items[year - 1].text in "'’":
        return True
    low, high = min(day, month), max(day, month)
    join = items[low + 1].text if high > low + 1 else " "
    return year == high + 1 + (high > low + 1) and (items[year - 1].text if year > high + 1 else " ") == join


def _century(year: int) -> int:
    return 2000 + year if year < 70 else 1900 + year


def _calendar(items: list[Item], reading: Reading, calendar: str) -> None:
    """Turn a date of another calendar into the Gregorian one."""
    year = reading.year
    if year is None:
        if calendar != "gregorian":
            reading.month = 13
        return
    if calendar == "gregorian":
        if year >= calendars.BUDDHIST_FROM:
            reading.year, reading.calendar = year - calendars.BUDDHIST_OFFSET, "buddhist"
        return
    if reading.day is None:
        reading.month = 13
        return
    convert = calendars.jalali if calendar == "jalali" else calendars.hijri
    found = convert(year, reading.month or 0, reading.day)
    if found is None or not 1200 <= year <= 1600:
        reading.month = 13
        return
    reading.year, reading.month, reading.day = found
    reading.calendar = calendar


def numeric(items: list[Item], at: int, orders: tuple[str, ...]) -> Reading | None:
    """Read the chain of numbers that starts at item *at*."""
    count = len(items)
    item = items[at]
    if item.width in (8, 12, 14):
        return _compact(items, at)
    if item.width not in (1, 2, 4) or at + 2 >= count:
        return None
    mark = items[at + 1]
    if mark.kind == WORD:
        return _suffixed(items, at)
    second = items[at + 2]
    if mark.text not in _CHAIN or second.kind != NUMBER or not _starts(items, at):
        return None
    if at + 4 < count and items[at + 4].kind == NUMBER and items[at + 3].kind == SEPARATOR and items[at + 3].text == mark.text:
        if _joined(items, at + 4):
            return None
        return _triple(items, at, mark.text, orders)
    return _pair(items, at, mark.text)


def _starts(items: list[Item], at: int) -> bool:
    """Whether no number, letter or sign sticks to the chain from the left."""
    if at == 0:
        return True
    before = items[at - 1]
    if before.end != items[at].start:
        return True
    if before.kind == WORD:
        return before.word is not None or not before.text[-1:].isascii()
    if before.kind == SEPARATOR and before.text in "./-,:+$€£#%" and at >= 2:
        other = items[at - 2]
        return not (other.end == before.start and other.kind == NUMBER) and before.text not in "+$€£#%"
    return True


def _joined(items: list[Item], at: int) -> bool:
    """Whether the number at *at* goes on as a longer chain ('1.2.3.4')."""
    if at + 2 >= len(items):
        return False
    mark, after = items[at + 1], items[at + 2]
    return (
        mark.kind == SEPARATOR and mark.text in "./" and mark.text == items[at - 1].text and mark.start == items[at].end
        and after.kind == NUMBER and after.start == mark.end and after.width != 4
    )


def _triple(items: list[Item], at: int, mark: str, orders: tuple[str, ...]) -> Reading | None:
    a, b, c = items[at], items[at + 2], items[at + 4]
    if min(a.value, b.value, c.value) < 0 or b.width > 2:
        return None
    if a.width == 4:
        if c.width > 2 or not _yearlike(a):
            return None
        return _year_first(at, a.value, b.value, c.value)
    if a.width > 2:
        return None
    if c.width == 4:
        if not _yearlike(c):
            return None
        return _year_last(at, a.value, b.value, c.value, mark, orders)
    if c.width == 2 and mark in "./-":
        spaced = items[at + 1].start - a.end + c.start - items[at + 3].end
        return _two_digits(at, (a, b, c), mark, orders) if spaced <= 4 else None
    return None


def _other_year(year: int) -> tuple[int, str]:
    if year >= calendars.BUDDHIST_FROM:
        return year - calendars.BUDDHIST_OFFSET, "buddhist"
    return year, "gregorian"


def _year_first(at: int, year: int, month: int, day: int) -> Reading | None:
    if 1200 <= year <= 1500 and 1 <= month <= 12:
        found = calendars.jalali(year, month, day) if year > 1300 else None
        if found:
            reading = Reading(at, at + 4, *found)
            reading.calendar, reading.sure = "jalali", 0.6
            return reading
    year, calendar = _other_year(year)
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


def _year_last(at: int, a: int, b: int, year: int, mark: str, orders: tuple[str, ...]) -> Reading | None:
    year, calendar = _other_year(year)
    wanted = ("dmy",) if mark == "." else tuple(dict.fromkeys("dmy" if o == "ymd" else o for o in orders))
    wanted = tuple(dict.fromkeys((*wanted, "dmy", "mdy"))) if mark != "." else ("dmy", "mdy")
    found = [
        (year, b, a) if order[0] == "d" else (year, a, b)
        for order in wanted
        if valid(year, b if order[0] == "d" else a, a if order[0] == "d" else b)
    ]
    if not found:
        return None
    reading = Reading(at, at + 4, *found[0])
    reading.calendar = calendar
    certain = mark == "." or (len(orders) == 1)
    reading.others = () if certain else tuple(dict.fromkeys(f for f in found if f != found[0]))
    return reading


def _two_digits(at: int, parts: tuple[Item, Item, Item], mark: str, orders: tuple[str, ...]) -> Reading | None:
    a, b, c = (p.value for p in parts)
    wanted = ("dmy", *orders) if mark == "." and orders[0] != "ymd" else (*orders, "dmy")
    found: list[tuple[int, int, int]] = []
    for order in dict.fromkeys(wanted):
        if len(order) != 3:
            continue
        value = dict(zip(order, (a, b, c), strict=True))
        width = dict(zip(order, (p.width for p in parts), strict=True))
        if width["y"] != 2 or not valid(2000, value["m"], value["d"]):
            continue
        found.append((_century(value["y"]), value["m"], value["d"]))
    found = list(dict.fromkeys(f for f in found if valid(*f)))
    if not found:
        return None
    reading = Reading(at, at + 4, *found[0])
    reading.others = tuple(found[1:]) if mark != "." else ()
    reading.sure = 0.7
    return reading


def _pair(items: list[Item], at: int, mark: str) -> Reading | None:
    """Read a year and a month in numbers."""
    a, b = items[at], items[at + 2]
    if mark == ",":
        if b.width != 4 or b.start == items[at + 1].end:
            return None
    after = items[at + 3] if at + 3 < len(items) else None
    if after is not None and after.kind == SEPARATOR and after.start == b.end and after.text in "./-:%" and at + 4 < len(items) and items[at + 4].kind == NUMBER and items[at + 4].start == after.end:
        return None
    if a.width == 4 and b.width <= 2 and _NEWS_YEARS[0] <= a.value <= _NEWS_YEARS[1] and 1 <= b.value <= 12:
        reading = Reading(at, at + 2, a.value, b.value, None)
    elif b.width == 4 and a.width <= 2 and _NEWS_YEARS[0] <= b.value <= _NEWS_YEARS[1] and 1 <= a.value <= 12:
        reading = Reading(at, at + 2, b.value, a.value, None)
    else:
        return None
    reading.sure = 0.6
    return reading


def _compact(items: list[Item], at: int) -> Reading | None:
    item = items[at]
    text = f"{item.value:0{item.width}d}"
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:8])
    if not (1900 <= year <= 2100 and valid(year, month, day) and day):
        return None
    lone = len(items) <= 2 or at > 0 or item.width > 8 or len(items) > at + 1
    reading = Reading(at, at, year, month, day)
    reading.sure = 0.6 if lone else 0.6
    return reading


def _suffixed(items: list[Item], at: int) -> Reading | None:
    """Read numbers with counters: '2025年2月12日', '2025년 2월 12일' (month by number or name)."""
    found = _counted_year(items, at)
    if found is None or (items[at].width == 2 and found[1] == at):
        return None
    return Reading(found[1], at + 1, found[0], None, None)
