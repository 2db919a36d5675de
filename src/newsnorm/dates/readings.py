"""The grammar: from items to dates.

A date is found at an anchor, either the name of a month or a number that starts
a chain of numbers, and read outwards through what may stand inside a date.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from datetime import date, datetime, timedelta

from newsnorm.dates import calendars
from newsnorm.dates.kinds import (
    CHAIN,
    DASH,

    ERA,
    GLUE,
    INSIDE,
    LABEL,

    MONTH,
    NUMBER,
    PERIOD,
    SEPARATOR,
    UNIT_DAY,
    UNIT_HOUR,
    UNIT_YEAR,
    UNKNOWN,
    WEEKDAY,
)
from newsnorm.dates.tokens import Item

_REACH = 6
"""Items that are looked at on the way from a month's name to its number."""
_STEP_OVER = INSIDE | GLUE | WEEKDAY | ERA | UNIT_YEAR | UNIT_DAY
_YEARS = (1000, 2999)
_NEWS_YEARS = (1800, 2100)
"""Years of a date that is only a year and a month in numbers; outside, it is more often a range."""
_CENTURY_TURN = 70
"""Years of two digits below this are of the 2000s (POSIX says 69)."""
ORDINALS = frozenset("st nd rd th er re e eme ere o a na de ste te ter os as i ai mh la do ro to mo".split())
"""Latin endings of ordinal numbers."""
_DECADES = "代대"
"""'1980年代' is a decade."""
_CLOCKED = frozenset("time timestamp epoch unix ts date datetime created at".split())
"""Words of field names that hold a Unix time."""
_ROMAN = {
    name: month
    for month, name in enumerate("i ii iii iv v vi vii viii ix x xi xii".split(), 1)
}
_COMPACT_YEARS = (1900, 2100)
"""Years of dates written in one number; other numbers are more often counts and keys."""


class Reading:
    """A date as read: fields, the items it spans, other orders, and how sure it is."""

    others: tuple[tuple[int, int, int], ...] = ()
    calendar = "gregorian"
    sure = 1.0
    clock = ""
    """Digits of a time that stick to the date: '1805' of '202502121805'."""
    amount = -1
    """The number of a relative date."""
    short = False
    """Whether the year was read from two digits."""

    def __init__(
        self, first: int, last: int, year: int | None, month: int | None, day: int | None
    ) -> None:
        self.first = first
        self.last = last
        self.year = year
        self.month = month
        self.day = day


def valid(year: int | None, month: int, day: int) -> bool:
    """Say whether the calendar has such a date (a leap day needs no year)."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    if year is not None and not 1 <= year <= 9999:
        return False
    return day <= 28 or day <= monthrange(2000 if year is None else year, month)[1]


def century(year: int) -> int:
    """Return the year that two digits mean.

    >>> century(25), century(97)
    (2025, 1997)
    """
    return 2000 + year if year < _CENTURY_TURN else 1900 + year


def _daylike(item: Item) -> bool:
    return item.width <= 2 and 1 <= item.value <= 31


def _yearlike(item: Item) -> bool:
    return item.width == 4 and _YEARS[0] <= item.value <= _YEARS[1]


def timed(items: list[Item], at: int) -> bool:
    """Say whether the number is part of a clock: '18:05', '18h', '6 pm'."""
    if at + 1 < len(items):
        after = items[at + 1]
        if after.text == ":":
            if at + 2 < len(items):
                second = items[at + 2]
                if second.flags & NUMBER and second.start == after.end:
                    return True
        elif items[at].width <= 2 and after.flags & (PERIOD | UNIT_HOUR) and not after.flags & (
            GLUE | MONTH | WEEKDAY
        ):
            return True
    if at >= 2:
        before = items[at - 1]
        return (
            before.text == ":"
            and bool(items[at - 2].flags & NUMBER)
            and items[at].start == before.end
            and items[at - 2].end == before.start
        )
    return False


def _near(items: list[Item], at: int, step: int) -> int:
    """Return the next number in direction *step* that only fillers separate, or -1."""
    count = len(items)
    for _ in range(_REACH):
        if not 0 <= at < count:
            return -1
        flags = items[at].flags
        if flags & NUMBER:
            return at
        if not flags & _STEP_OVER and not attached(items, at):
            return -1
        if flags & UNIT_YEAR and not flags & GLUE and not (at and items[at - 1].flags & NUMBER):
            return -1
        at += step
    return -1


def attached(items: list[Item], at: int) -> bool:
    """Say whether a short word sticks to the number before it: '1er', '12th', '5-го'."""
    item = items[at]
    if at == 0 or item.flags & SEPARATOR or item.end - item.start > 4:
        return False
    before = items[at - 1]
    if item.start != before.end:
        return False
    if before.flags & NUMBER:
        return True
    return at >= 2 and before.start == items[at - 2].end and bool(
        before.flags & INSIDE and items[at - 2].flags & NUMBER
    )


def _decimals(items: list[Item], at: int) -> bool:
    """Whether the number is the fraction of another: '6,107.31'."""
    if at < 2 or items[at - 1].text not in (".", ",") or not items[at - 2].flags & NUMBER:
        return False
    return items[at].start == items[at - 1].end and items[at - 1].start == items[at - 2].end


def _grouped(items: list[Item], at: int) -> bool:
    """Whether the number goes on behind a point or comma: '2,220'."""
    if at + 2 >= len(items) or items[at + 1].text not in (".", ","):
        return False
    mark, after = items[at + 1], items[at + 2]
    return (
        bool(after.flags & NUMBER)
        and mark.start == items[at].end
        and after.start == mark.end
        and after.width != 4
        and not timed(items, at + 2)
    )


def _rivalled(items: list[Item], at: int) -> bool:
    """Whether a surer month's name stands nearby, so that this word is something else."""
    for other in items[max(0, at - 5) : at + 6]:
        if other.flags & MONTH and other is not items[at] and other.word is not None:
            if not other.word.weak or (other.flags & WEEKDAY) < (items[at].flags & WEEKDAY):
                return True
    return False


def named(items: list[Item], at: int) -> Reading | None:
    """Read the date around the month's name at item *at*."""
    word = items[at].word
    if word is None or (word.weak and _rivalled(items, at)):
        return None
    left, right = _near(items, at - 1, -1), _near(items, at + 1, 1)
    if left >= 0 and (timed(items, left) or _decimals(items, left)):
        left = -1
    if right >= 0 and (timed(items, right) or _grouped(items, right)):
        right = -1
    found = _arrange(items, at, left, right)
    if found is None:
        return None
    first, last, year, day = found
    if year is None and day is not None:
        year = _after_clock(items, last + 1)
    if word.weak and right >= 0 and last > right and items[last - 1].text in ("/", "-"):
        if items[at + 1].text != items[last - 1].text:
            return None
    reading = Reading(first, last, year, word.month, day)
    _era_calendar(items, reading)
    if year is None and _unordinal(items, left):
        return None
    if (day is None or year is None) and word.weak:
        dual = items[at].flags & WEEKDAY and not word.month_level
        if dual or year is None or not _alone(items, first, last):
            return None
    reading.sure = 0.95 if year is not None else 0.5
    if not _converted(reading, word.calendar) or _before_christ(items, reading.last + 1):
        return None
    if reading.last + 1 < len(items):
        counter = items[reading.last + 1]
        if counter.flags & UNIT_DAY and counter.start == items[reading.last].end:
            reading.last += 1
    if word.other_months and year is not None and day is not None:
        reading.others = tuple((year, m, day) for m in word.other_months if valid(year, m, day))
    return reading


def _unordinal(items: list[Item], at: int) -> bool:
    """Whether something sticks to the day that no ordinal has: '24mm'."""
    if not 0 <= at < len(items) - 1 or not items[at].flags & NUMBER:
        return False
    after = items[at + 1]
    return (
        bool(after.flags & UNKNOWN)
        and after.start == items[at].end
        and after.text.isascii()
        and after.text not in ORDINALS
    )


def _before_christ(items: list[Item], at: int) -> bool:
    """Whether an era follows whose years count down."""
    for item in items[at : at + 4]:
        if item.flags & ERA and item.word is not None and item.word.era == "0":
            return True
    return False


def _alone(items: list[Item], first: int, last: int) -> bool:
    """Whether the text holds nothing but the items of the date and marks."""
    rest = (*items[:first], *items[last + 1 :])
    return all(item.flags & (SEPARATOR | GLUE | UNIT_YEAR | ERA) for item in rest)


def _after_clock(items: list[Item], at: int) -> int | None:
    """Return the year after a clock ('Feb 12 18:05:07 CET 2025')."""
    clocked = False
    for step in range(at, min(at + 12, len(items))):
        item = items[step]
        if item.flags & NUMBER:
            if timed(items, step):
                clocked = True
            elif not (clocked and _yearlike(item)):
                return None
            else:
                return None if items[step - 1].text in "+-" else item.value
        elif item.text in ("+", "-"):
            if step + 1 < len(items) and items[step + 1].width == 4:
                return items[step + 2].value if step + 2 < len(items) and _yearlike(items[step + 2]) else None
        elif item.flags & SEPARATOR:
            if item.text not in ":,":
                return None
        elif item.flags & (UNKNOWN | MONTH):
            return None
    return None


def _arrange(
    items: list[Item], at: int, left: int, right: int
) -> tuple[int, int, int | None, int | None] | None:
    """Choose which number is the day and which the year; return span, year, day."""
    lone = items[left] if left >= 0 else None
    rone = items[right] if right >= 0 else None
    if lone is not None:
        counted = _counted_year(items, left)
        if counted is not None:
            dayed = rone is not None and _daylike(rone)
            return counted[1], right if dayed else at, counted[0], rone.value if dayed and rone else None
    right2 = -1
    if rone is not None and rone.width <= 2:
        right2 = _near(items, right + 1, 1)
        if right2 >= 0 and timed(items, right2):
            right2 = -1
        if (
            right2 >= 0
            and _daylike(rone)
            and _yearlike(items[right2])
            and not (lone is not None and _yearlike(lone))
        ):
            return at, right2, items[right2].value, rone.value
        if right2 >= 0 and right2 + 2 < len(items) and items[right2 - 1].flags & DASH:
            last = _near(items, right2 + 1, 1)  # 'February 3-9, 2025'
            if last >= 0 and _daylike(rone) and _daylike(items[right2]) and _yearlike(items[last]):
                return at, last, items[last].value, rone.value
    if lone is not None:
        found = _from_left(items, at, left, right)
        if found is not None:
            return found
    if rone is not None and _yearlike(rone):
        if right + 2 < len(items) and _daylike(items[right + 2]) and _tied(items, at, right + 2):
            return at, right + 2, rone.value, items[right + 2].value
        return at, right, rone.value, None
    if rone is not None and _daylike(rone):
        if right2 >= 0 and _short_year(items, at, right, right2) and items[right2 - 1].flags & INSIDE:
            return at, right2, century(items[right2].value), rone.value
        return at, right, None, rone.value
    return None


def _from_left(
    items: list[Item], at: int, left: int, right: int
) -> tuple[int, int, int | None, int | None] | None:
    """Arrange a date with a number before the month."""
    lone = items[left]
    rone = items[right] if right >= 0 else None
    if _daylike(lone):
        if rone is not None and _yearlike(rone):
            return left, right, rone.value, lone.value
        left2 = _near(items, left - 1, -1)
        if left2 >= 0 and _yearlike(items[left2]):
            return left2, at, items[left2].value, lone.value
        if rone is not None and _short_year(items, left, at, right):
            return left, right, century(rone.value), lone.value
        return left, at, None, lone.value
    if _yearlike(lone):
        if rone is not None and _daylike(rone):
            return left, right, lone.value, rone.value
        if rone is not None and _yearlike(rone):
            return at, right, rone.value, None
        if left >= 2 and _daylike(items[left - 2]) and _tied(items, left - 2, at):
            return left - 2, at, lone.value, items[left - 2].value
        return left, at, lone.value, None
    return None


def _tied(items: list[Item], first: int, last: int) -> bool:
    """Whether the five items are three parts of a date with the same mark between them."""
    one, two = items[first + 1], items[last - 1]
    return last - first == 4 and one.text == two.text and one.text in ("-", "/", ".")


def _counted_year(items: list[Item], at: int) -> tuple[int, int] | None:
    """Return the year before a year counter ('令和7年', '25年', '2025년') and its first item."""
    if at + 1 >= len(items) or not items[at + 1].flags & UNIT_YEAR or items[at].value < 0:
        return None
    item = items[at]
    before = items[at - 1].word if at else None
    if before is not None and before.era in calendars.ERAS and item.width <= 3:
        return item.value + calendars.ERAS[before.era], at - 1
    if item.width == 2 and not items[at + 1].text.isascii():
        return century(item.value), at
    return (item.value, at) if _yearlike(item) else None


def _era_calendar(items: list[Item], reading: Reading) -> None:
    """Name the calendar of a year that was counted from an era."""
    word = items[reading.first].word
    if word is not None and word.era in calendars.ERAS:
        reading.calendar = "roc" if word.era == "民國" else "japanese"


def _short_year(items: list[Item], one: int, two: int, year: int) -> bool:
    """Whether a number of two digits is the year: joined as the day is, or after an apostrophe."""
    item = items[year]
    month = items[one].word or items[two].word
    if item.width != 2 or month is None or (month.weak and month.month_rank > 1):
        return False
    if items[year - 1].text in ("'", "’"):
        return True
    join = items[one + 1].text if two > one + 1 else " "
    last = items[year - 1].text if year > two + 1 else " "
    return year - two == two - one and last == join


def _converted(reading: Reading, calendar: str) -> bool:
    """Turn a date of another calendar into the Gregorian one; say whether it exists."""
    year, month, day = reading.year, reading.month, reading.day
    assert month is not None
    if calendar == "gregorian":
        if year is not None and year >= calendars.BUDDHIST_FROM:
            reading.year, reading.calendar = year - calendars.BUDDHIST_OFFSET, "buddhist"
        return day is None or valid(reading.year, month, day)
    if year is None or day is None or not calendars.IN_USE[0] <= year <= calendars.IN_USE[1]:
        return False
    convert = calendars.jalali if calendar == "jalali" else calendars.hijri
    found = convert(year, month, day)
    if found is None:
        return False
    reading.year, reading.month, reading.day = found
    reading.calendar = calendar
    if calendar == "hijri":
        reading.sure = 0.6
    return True


# ------------------------------------------------------------------ numbers only
def numeric(items: list[Item], at: int, orders: tuple[str, ...]) -> Reading | None:
    """Read the chain of numbers that starts at item *at*."""
    item = items[at]
    if item.width in (8, 12, 14):
        return _compact(items, at)
    if item.width in (10, 13):
        return _unix(items, at)
    if item.width not in (1, 2, 3, 4) or at + 2 >= len(items):
        return _year_counted(items, at) if at + 1 < len(items) else None
    mark = items[at + 1]
    if not mark.flags & CHAIN:
        if mark.flags & UNIT_YEAR:
            return _year_counted(items, at)
        if mark.flags & NUMBER:
            return _spaced(items, at, orders)
        if mark.flags & GLUE and mark.text == "de":
            return _worded(items, at, orders)
        return None
    second = items[at + 2]
    if not second.flags & NUMBER and at + 3 < len(items):
        return _week(items, at) if second.text == "w" else _roman(items, at)
    if not second.flags & NUMBER or second.value < 0 or not _starts(items, at):
        return None
    if at + 4 < len(items) and items[at + 4].flags & NUMBER and items[at + 3].text == mark.text:
        return None if _joined(items, at + 4) else _triple(items, at, mark, orders)
    if at + 3 < len(items) and items[at + 3].flags & NUMBER and items[at + 3].width == 4:
        return _year_after_space(items, at, mark.text, orders)
    if second.width == 3 and item.width == 4 and len(items) == 3 and mark.text == "-":
        return _of_days(at, item.value, second.value)
    return _pair(items, at, mark.text)


def _unix(items: list[Item], at: int) -> Reading | None:
    """Read seconds or milliseconds since 1970, where a word says that it is a time."""
    item = items[at]
    said = any(other.flags & LABEL or other.text in _CLOCKED for other in items[max(0, at - 5) : at])
    if not said or (at and items[at - 1].text in ("+", ".", ",")):
        return None
    seconds, rest = divmod(item.value, 1000) if item.width == 13 else (item.value, 0)
    when = datetime(1970, 1, 1) + timedelta(seconds=seconds)
    reading = Reading(at, at, when.year, when.month, when.day)
    reading.clock = f"{when:%H%M%S}{rest:03d}Z" if item.width == 13 else f"{when:%H%M%S}Z"
    reading.sure = 0.8
    return reading


def _week(items: list[Item], at: int) -> Reading | None:
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


def _of_days(at: int, year: int, day: int) -> Reading | None:
    """Read '2025-043', a day of the year (ISO 8601)."""
    if not (_NEWS_YEARS[0] <= year <= _NEWS_YEARS[1] and 1 <= day <= 365 + isleap(year)):
        return None
    found = date(year, 1, 1) + timedelta(days=day - 1)
    reading = Reading(at, at + 2, found.year, found.month, found.day)
    reading.sure = 0.6
    return reading


def _roman(items: list[Item], at: int) -> Reading | None:
    """Read '12.II.2025'."""
    month = _ROMAN.get(items[at + 2].text, 0)
    if not month or at + 4 >= len(items) or items[at + 3].text != items[at + 1].text:
        return None
    day, year = items[at], items[at + 4]
    if not (year.flags & NUMBER and _yearlike(year) and _daylike(day)):
        return None
    if not valid(year.value, month, day.value):
        return None
    return Reading(at, at + 4, year.value, month, day.value)


def _year_counted(items: list[Item], at: int) -> Reading | None:
    found = _counted_year(items, at)
    if found is None or (items[at].width != 4 and found[1] == at):
        return None
    if at + 2 < len(items) and items[at + 2].text[:1] in _DECADES and items[at + 2].flags & UNKNOWN:
        return None
    reading = Reading(found[1], at + 1, found[0], None, None)
    _era_calendar(items, reading)
    return reading


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


def _triple(items: list[Item], at: int, mark: Item, orders: tuple[str, ...]) -> Reading | None:
    a, b, c = items[at], items[at + 2], items[at + 4]
    if b.width > 2 or c.value < 0:
        return None
    if a.width == 4:
        return _year_first(at, a, b.value, c.value) if c.width <= 2 and _yearlike(a) else None
    if a.width > 2:
        return None
    if c.width == 4:
        return _year_last(at, (a.value, b.value, c.value), mark.text, orders) if _yearlike(c) else None
    year_first = orders[0] == "ymd" and a.width == 2 and (mark.text != "." or b.start > mark.end)
    if (c.width == 2 or (c.width == 1 and year_first)) and mark.text != ",":
        if at and items[at - 1].end == a.start and items[at - 1].text in ("/", "_", "=", "-"):
            return None
        return _two_digits(at, (a, b, c), mark.text, orders)
    return None


def _spaced(items: list[Item], at: int, orders: tuple[str, ...]) -> Reading | None:
    """Read '12 02 2025': three numbers and only spaces; the last or first a year."""
    if at + 2 >= len(items) or not items[at + 2].flags & NUMBER:
        return None
    if (at and items[at - 1].flags & NUMBER) or (at + 3 < len(items) and items[at + 3].flags & NUMBER and not timed(items, at + 3)):
        return None
    a, b, c = items[at : at + 3]
    if timed(items, at + 2) or b.width > 2:
        return None
    reading: Reading | None = None
    if c.width == 4 and a.width <= 2 and _NEWS_YEARS[0] <= c.value <= _NEWS_YEARS[1]:
        reading = _year_last(at, (a.value, b.value, c.value), " ", orders)
    elif a.width == 4 and b.width == 2 == c.width and _NEWS_YEARS[0] <= a.value <= _NEWS_YEARS[1]:
        reading = _year_first(at, a, b.value, c.value)
    if reading is not None:
        reading.last, reading.sure = at + 2, 0.6
    return reading


def _year_after_space(
    items: list[Item], at: int, mark: str, orders: tuple[str, ...]
) -> Reading | None:
    """Read '12/2 2025'."""
    a, b, c = items[at], items[at + 2], items[at + 3]
    if not _NEWS_YEARS[0] <= c.value <= _NEWS_YEARS[1] or max(a.width, b.width) > 2:
        return None
    if timed(items, at + 3) or mark not in "./":
        return None
    reading = _year_last(at, (a.value, b.value, c.value), mark, orders)
    if reading is not None:
        reading.last, reading.sure = at + 3, 0.7
    return reading


def _worded(items: list[Item], at: int, orders: tuple[str, ...]) -> Reading | None:
    """Read '9 de 8 de 1971'."""
    if at + 4 >= len(items) or items[at + 3].text != "de":
        return None
    a, b, c = items[at], items[at + 2], items[at + 4]
    if not (a.flags & b.flags & c.flags & NUMBER and _yearlike(c) and max(a.width, b.width) <= 2):
        return None
    return _year_last(at, (a.value, b.value, c.value), "de", orders)


def other_year(year: int) -> tuple[int, str]:
    """Return the Gregorian year and the calendar that a year of four digits is of."""
    if year >= calendars.BUDDHIST_FROM:
        return year - calendars.BUDDHIST_OFFSET, "buddhist"
    return year, "gregorian"


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


def _year_last(
    at: int, parts: tuple[int, int, int], mark: str, orders: tuple[str, ...]
) -> Reading | None:
    """Read day and month, in either order, before a year of four digits."""
    a, b, written = parts
    year, calendar = other_year(written)
    if calendars.JALALI_NOW[0] <= year <= calendars.JALALI_NOW[1]:
        return None
    found: list[tuple[int, int, int]] = []
    for order in ("dmy", "mdy") if mark == "." else (*orders, "dmy", "mdy"):
        date = (year, a, b) if order == "mdy" else (year, b, a)
        if order != "ymd" and date not in found and valid(*date):
            found.append(date)
    if not found:
        return None
    reading = Reading(at, at + 4, *found[0])
    reading.calendar = calendar
    if mark != "." and len(set(orders) - {"ymd"}) != 1:
        reading.others = tuple(found[1:])
    return reading


def _two_digits(
    at: int, parts: tuple[Item, Item, Item], mark: str, orders: tuple[str, ...]
) -> Reading | None:
    """Read three numbers of at most two digits; the year always has two."""
    wanted = ("dmy", *orders) if mark == "." and orders[0] != "ymd" else (*orders, "dmy", "mdy")
    found: list[tuple[int, int, int]] = []
    for order in wanted:
        item = dict(zip(order, parts, strict=True))
        if item["y"].width != 2:
            continue
        date = (century(item["y"].value), item["m"].value, item["d"].value)
        if date not in found and valid(*date):
            found.append(date)
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
        if at and items[at - 1].flags & UNKNOWN:
            return None
    if at + 4 < len(items):
        after, last = items[at + 3], items[at + 4]
        if last.flags & NUMBER and after.start == b.end and last.start == after.end and after.text in "./-:%,":
            return None
    year, month = (a, b) if a.width == 4 else (b, a)
    if year.width != 4 or month.width > 2 or not 1 <= month.value <= 12:
        return None
    if not _NEWS_YEARS[0] <= year.value <= _NEWS_YEARS[1]:
        return None
    reading = Reading(at, at + 2, year.value, month.value, None)
    reading.sure = 0.6
    return reading


def _compact(items: list[Item], at: int) -> Reading | None:
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




