"""Dates around the name of a month: '12 février 2025', 'Feb. 12', '2025年2月12日'."""

from __future__ import annotations

from newsnorm.dates import calendars
from newsnorm.dates.kinds import (
    DASH,
    ERA,
    GLUE,
    INSIDE,
    MONTH,
    NUMBER,
    SEPARATOR,
    UNIT_DAY,
    UNIT_YEAR,
    UNKNOWN,
    WEEKDAY,
)
from newsnorm.dates.lexicon import Word
from newsnorm.dates.reading import (
    Reading,
    century,
    counted_year,
    daylike,
    era_calendar,
    glued_year,
    near,
    timed,
    valid,
    yearlike,
)
from newsnorm.dates.tokens import Item

_ORDINALS = frozenset(
    (
        *("st", "nd", "rd", "th", "er", "re", "e", "eme", "ere", "o", "a", "na", "de", "ste"),
        *("te", "ter", "os", "as", "i", "ai", "mh", "la", "do", "ro", "to", "mo"),
    )
)
"""Latin endings of ordinal numbers."""
_EAST_ASIAN = "\u2e80"
"""The first character of the blocks of Chinese, Japanese and Korean: they have no such endings."""
_POINTED = frozenset(chr(code) for code in range(0x0E00, 0x0E80))
"""Thai letters: short names of months end in a point, also before a short year."""
_RIVALS = 5
"""Items on either side in which a surer month's name is looked for."""
_ABBREVIATED = 3
"""Letters of Latin names that need more than a number behind them in another language."""
_CLOCK_ITEMS = 12
"""Items that a clock and its zone take before the year, at most."""
Arranged = tuple[int, int, "int | None", "int | None"]
"""First and last item, year, day."""


def named(items: list[Item], at: int) -> Reading | None:
    """Read the date around the month's name at item *at*."""
    word = items[at].word
    if word is None or (word.weak and _rivalled(items, at)):
        return None
    left, right = near(items, at - 1, -1), near(items, _named_twice(items, at) + 1, 1)
    if left >= 0 and (timed(items, left) or _decimals(items, left)):
        left = -1
    if right >= 0 and not _fit(items, right):
        right = -1
    found = _arrange(items, at, left, right)
    if found is None:
        return None
    first, last, year, day = found
    if year is None and day is not None:
        if _unordinal(items, left):
            return None
        year = _after_clock(items, last + 1)
    reading = Reading(first, last, year, word.month, day)
    reading.short = items[last].width == 2 and year == century(items[last].value)
    if reading.short and year is not None and word.key[0] in _POINTED:
        year = reading.year = calendars.thai_short_year(year)
    if year is None and first == at and _foreign(word) and not _alone(items, first, last):
        return None  # 'des 16. Jahrhunderts'
    reading.sure = 0.95 if year is not None else 0.5
    if items[last].width > 4:
        reading.glued, reading.sure = items[last].width - 4, 0.5
    if word.weak and not _trusted(items, at, right, reading):
        return None
    return reading if _settled(items, reading, word) else None


def _named_twice(items: list[Item], at: int) -> int:
    """Return the last item of a month that is named in two ways: 'شباط / فبراير', 'May/مايو'."""
    word = items[at].word
    if word is not None and at + 2 < len(items) and items[at + 1].text == "/":
        other = items[at + 2].word
        if other is not None and other.flags & MONTH and other.month == word.month:
            return at + 2
    return at


def _fit(items: list[Item], right: int) -> bool:
    """Whether the number after the month may be its day or year."""
    if glued_year(items[right]):
        return True
    if timed(items, right) or _grouped(items, right):
        return False
    return items[right - 1].text != "("  # 'March (27)' is the count of an archive


def _foreign(word: Word) -> bool:
    """Whether the name is a short one of another language."""
    return word.month_rank > 1 and len(word.key) <= _ABBREVIATED and word.key.isascii()


def _trusted(items: list[Item], at: int, right: int, reading: Reading) -> bool:
    """Whether a word that is likelier something else is a month in this place."""
    last = reading.last
    mark = items[last - 1].text
    if last > right >= 0 and mark in ("/", "-") and items[at + 1].text != mark:
        return False  # 'out 3/2015'
    if reading.day is not None and reading.year is not None:
        return True
    word = items[at].word
    weekday = items[at].flags & WEEKDAY and word is not None and not word.month_level
    return not weekday and reading.year is not None and _alone(items, reading.first, last)


def _settled(items: list[Item], reading: Reading, word: Word) -> bool:
    """Bring the date into the Gregorian calendar; say whether it exists."""
    year, day = reading.year, reading.day
    reading.calendar = era_calendar(items, reading.first)
    if not _converted(reading, word.calendar) or _before_christ(items, reading.last + 1):
        return False
    if reading.last + 1 < len(items):
        counter = items[reading.last + 1]
        if counter.flags & UNIT_DAY and counter.start == items[reading.last].end:
            reading.last += 1
    if word.other_months and year is not None and day is not None:
        reading.others = tuple((year, m, day) for m in word.other_months if valid(year, m, day))
    return True


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
    for other in items[max(0, at - _RIVALS) : at + _RIVALS + 1]:
        if not other.flags & MONTH or other is items[at] or other.word is None:
            continue
        if not other.word.weak or (other.flags & WEEKDAY) < (items[at].flags & WEEKDAY):
            return True
    return False


def _unordinal(items: list[Item], at: int) -> bool:
    """Whether something sticks to the day that no ordinal has: '24mm', '4至6月'."""
    if not 0 <= at < len(items) - 1 or not items[at].flags & NUMBER:
        return False
    after = items[at + 1]
    if not after.flags & UNKNOWN or after.start != items[at].end:
        return False
    return after.text >= _EAST_ASIAN or (after.text.isascii() and after.text not in _ORDINALS)


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
    """Return the year after a clock ('Feb 12 18:05:07 CET 2025', '18:05:07 +0100 2025')."""
    clocked = False
    for step in range(at, min(at + _CLOCK_ITEMS, len(items))):
        item = items[step]
        if item.flags & NUMBER:
            if timed(items, step) or (clocked and items[step - 1].text in ("+", "-")):
                clocked = True
            else:
                return item.value if clocked and yearlike(item) else None
        elif item.flags & SEPARATOR:
            if item.text not in ":,+-":
                return None
        elif item.flags & (UNKNOWN | MONTH):
            return None
    return None


def _arrange(items: list[Item], at: int, left: int, right: int) -> Arranged | None:
    """Choose which number is the day and which the year."""
    if left >= 0:
        counted = counted_year(items, left)
        if counted is not None:
            if right >= 0 and daylike(items[right]):
                return counted[1], right, counted[0], items[right].value
            return counted[1], at, counted[0], None
    if right >= 0 and items[right].width <= 2:
        found = _day_then_year(items, at, left, right)
        if found is not None:
            return found
    if left >= 0:
        found = _from_left(items, at, left, right)
        if found is not None:
            return found
    return _from_right(items, at, right) if right >= 0 else None


def _day_then_year(items: list[Item], at: int, left: int, right: int) -> Arranged | None:
    """Read 'February 12, 2025' and 'February 3-9, 2025'."""
    day = items[right]
    year = near(items, right + 1, 1)
    if year < 0 or not daylike(day) or (left >= 0 and yearlike(items[left])):
        return None
    if glued := glued_year(items[year]):
        return at, year, glued, day.value
    if timed(items, year):
        return None
    if yearlike(items[year]):
        return at, year, items[year].value, day.value
    if items[year - 1].flags & DASH and daylike(items[year]):
        last = near(items, year + 1, 1)
        if last >= 0 and yearlike(items[last]):
            return at, last, items[last].value, day.value
    return None


def _from_left(items: list[Item], at: int, left: int, right: int) -> Arranged | None:
    """Arrange a date with a number before the month."""
    lone = items[left]
    rone = items[right] if right >= 0 else None
    if daylike(lone):
        if rone is not None and (yearlike(rone) or glued_year(rone)):
            return left, right, glued_year(rone) or rone.value, lone.value
        before = near(items, left - 1, -1)
        if before >= 0 and yearlike(items[before]):
            return before, at, items[before].value, lone.value
        if rone is not None and _short_year(items, left, at, right):
            return left, right, century(rone.value), lone.value
        return left, at, None, lone.value
    return _year_left(items, at, left, rone, right) if yearlike(lone) else None


def _year_left(
    items: list[Item], at: int, left: int, rone: Item | None, right: int
) -> Arranged | None:
    """Arrange a date with the year before the month."""
    year = items[left].value
    if rone is not None and daylike(rone):
        return left, right, year, rone.value
    if rone is not None and yearlike(rone):
        return at, right, rone.value, None
    if left >= 2 and daylike(items[left - 2]) and _tied(items, left - 2, at):
        return left - 2, at, year, items[left - 2].value
    return left, at, year, None


def _from_right(items: list[Item], at: int, right: int) -> Arranged | None:
    """Arrange a date with nothing before the month."""
    rone = items[right]
    if yearlike(rone):
        if right + 2 < len(items) and daylike(items[right + 2]) and _tied(items, at, right + 2):
            return at, right + 2, rone.value, items[right + 2].value
        return at, right, rone.value, None
    if not daylike(rone):
        return None
    year = near(items, right + 1, 1)
    if year < 0 or timed(items, year) or not items[year - 1].flags & INSIDE:
        return at, right, None, rone.value
    if _short_year(items, at, right, year):
        return at, year, century(items[year].value), rone.value
    return at, right, None, rone.value


def _tied(items: list[Item], first: int, last: int) -> bool:
    """Whether the five items are three parts of a date with the same mark between them."""
    one, two = items[first + 1], items[last - 1]
    return last - first == 4 and one.text == two.text and one.text in ("-", "/", ".")


def _short_year(items: list[Item], one: int, two: int, year: int) -> bool:
    """Whether a number of two digits is the year: joined as the day is, or after an apostrophe."""
    item = items[year]
    month = items[one].word or items[two].word
    if item.width != 2 or month is None or (month.weak and month.month_rank > 1):
        return False
    if items[year - 1].text in ("'", "’"):
        return True
    if (
        year == two + 2
        and two == one + 1
        and month.key[0] in _POINTED
        and items[two + 1].text == "."
    ):
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
