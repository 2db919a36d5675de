"""A date as read, and what the grammar asks about the items around it."""

from __future__ import annotations

from calendar import isleap

from newsnorm.dates import calendars
from newsnorm.dates.kinds import (
    ERA,
    GLUE,
    INSIDE,
    MONTH,
    NUMBER,
    PERIOD,
    SEPARATOR,
    UNIT_DAY,
    UNIT_HOUR,
    UNIT_YEAR,
    WEEKDAY,
)
from newsnorm.dates.tokens import Item

_REACH = 6
"""Items that are looked at on the way from a month's name to its number."""
_STEP_OVER = INSIDE | GLUE | WEEKDAY | ERA | UNIT_YEAR | UNIT_DAY
_YEARS = (1000, 2999)
NEWS_YEARS = (1800, 2100)
"""Years of a date that is only a year and a month in numbers; outside, it is more often a range."""
_GLUED_YEARS = (1990, 2049)
"""Years that are looked for at the start of longer numbers."""
_GLUED_DIGITS = 10
_MINGUO_YEARS = (90, 189)
"""Years of the Republic of China that are told without its era: 2001 to 2100."""
_LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of the months, of February in a leap year."""
_CENTURY_TURN = 70
"""Years of two digits below this are of the 2000s (POSIX says 69)."""


class Reading:
    """A date as read: fields, the items it spans, other orders, and how sure it is."""

    others: tuple[tuple[int, int, int], ...] = ()
    calendar = "gregorian"
    sure = 1.0
    clock = ""
    """Digits of a time that stick to the date: '1805' of '202502121805'."""
    amount = -1
    """The number of a relative date."""
    glued = 0
    """Characters of the last number that are not of the date: '13.06.20264 min'."""
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
    if not (1 <= month <= 12 and 1 <= day <= _LENGTHS[month]):
        return False
    if year is None:
        return True
    return 1 <= year <= 9999 and (month != 2 or day <= 28 or isleap(year))


def century(year: int) -> int:
    """Return the year that two digits mean.

    >>> century(25), century(97)
    (2025, 1997)
    """
    return 2000 + year if year < _CENTURY_TURN else 1900 + year


def daylike(item: Item) -> bool:
    """Say whether the number can be a day of a month."""
    return item.width <= 2 and 1 <= item.value <= 31


def yearlike(item: Item) -> bool:
    """Say whether the number can be a year of four digits."""
    return item.width == 4 and _YEARS[0] <= item.value <= _YEARS[1]


def glued_year(item: Item) -> int:
    """Return the year at the start of a number that has digits too many; 0 if none.

    Extracted text often lacks the space between a date and what follows it.
    """
    if not 5 <= item.width <= _GLUED_DIGITS or item.value < 0:
        return 0
    year = item.value // 10 ** (item.width - 4)
    return year if _GLUED_YEARS[0] <= year <= _GLUED_YEARS[1] else 0


def timed(items: list[Item], at: int) -> bool:
    """Say whether the number is part of a clock: '18:05', '18h', '6 pm'."""
    if at + 1 < len(items):
        after = items[at + 1]
        if after.text == ":":
            if at + 2 < len(items):
                second = items[at + 2]
                if second.flags & NUMBER and second.start == after.end:
                    return True
        elif (
            items[at].width <= 2
            and after.flags & (PERIOD | UNIT_HOUR)
            and not after.flags & (GLUE | MONTH | WEEKDAY)
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


def near(items: list[Item], at: int, step: int) -> int:
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
    return (
        at >= 2
        and before.start == items[at - 2].end
        and bool(before.flags & INSIDE and items[at - 2].flags & NUMBER)
    )


def counted_year(items: list[Item], at: int) -> tuple[int, int] | None:
    """Return the year before a year counter ('令和7年', '25年', '2025년') and its first item."""
    if at + 1 >= len(items) or not items[at + 1].flags & UNIT_YEAR or items[at].value < 0:
        return None
    item = items[at]
    before = items[at - 1].word if at else None
    if before is not None and before.era in calendars.ERAS and item.width <= 3:
        return item.value + calendars.ERAS[before.era], at - 1
    if item.width == 2 and not items[at + 1].text.isascii():
        return century(item.value), at
    if _minguo(items, at):
        return item.value + calendars.ERAS["民國"], at
    return (item.value, at) if yearlike(item) else None


def _minguo(items: list[Item], at: int) -> bool:
    """Say whether the number is a year of the Republic of China without its era: '114年2月'."""
    return (
        items[at].width == 3
        and _MINGUO_YEARS[0] <= items[at].value <= _MINGUO_YEARS[1]
        and items[at + 1].text == "年"
        and at + 2 < len(items)
        and bool(items[at + 2].flags & (NUMBER | MONTH))
    )


def era_calendar(items: list[Item], first: int) -> str:
    """Return the calendar of a year that starts at item *first*, perhaps with its era."""
    if items[first].width == 3:
        return "roc"
    word = items[first].word
    if word is not None and word.era in calendars.ERAS:
        return "roc" if word.era == "民國" else "japanese"
    return "gregorian"


def other_year(year: int) -> tuple[int, str]:
    """Return the Gregorian year and the calendar that a year of four digits is of."""
    if year >= calendars.BUDDHIST_FROM:
        return year - calendars.BUDDHIST_OFFSET, "buddhist"
    return year, "gregorian"
