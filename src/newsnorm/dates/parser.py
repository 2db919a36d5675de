"""Every date of a text: readings, each with its clock, in order."""

from __future__ import annotations

from newsnorm.dates.clock import Clock, clock_at, zone_after
from newsnorm.dates.kinds import (
    ANY_UNIT,
    BETWEEN,
    CHAIN,
    ERA,
    GLUE,
    ISO_T,
    LABEL,
    MONTH,
    NUMBER,
    PERIOD,
    RELATIVE,
    SEPARATOR,
    TIME,
    UNIT_DAY,
    UNIT_HOUR,
    UNIT_YEAR,
    UNKNOWN,
    WEEKDAY,
    ZONE,
)
from newsnorm.dates.named import named
from newsnorm.dates.numeric import decade, numeric
from newsnorm.dates.reading import Reading, other_year, timed
from newsnorm.dates.relative import relative_at
from newsnorm.dates.tokens import Item
from newsnorm.model.dates import DateRole

_CLOCK_REACH = 8
"""Items between a date and its clock."""
_STRANGE_LETTERS = 4
"""Letters of the one unknown word that may stand between a date and its clock ('um', 'об')."""
_NAMED_DAY_ITEMS = 6
"""'Today' without a clock counts in a text of at most so many words and marks."""
_LONE_YEAR_ITEMS = 12
"""A year alone counts in a text of at most so many words and marks."""
_LONE_YEARS = (1900, 2100)
"""Years that a number among words is read as."""
_ANCHOR = NUMBER | MONTH | RELATIVE | PERIOD
_MAKES_CLOCK = SEPARATOR | UNIT_HOUR | PERIOD
"""What makes a time of day of the number before it."""
_FILLER = BETWEEN | ERA | GLUE | TIME | WEEKDAY | ZONE | PERIOD | UNIT_YEAR | UNIT_DAY


class Found:
    """A date in the text with all that hangs on it; ``first`` and ``last`` are items."""

    role: DateRole = "unknown"
    relative = ""
    """Sign and unit of a relative date."""

    def __init__(self, reading: Reading, first: int, last: int, clock: Clock | None) -> None:
        self.reading = reading
        self.first = first
        self.last = last
        self.clock = clock


def dates_of(items: list[Item], orders: tuple[str, ...], *, relative: bool = False) -> list[Found]:
    """Return every date of the items, in order; such as 'an hour ago' if *relative*."""
    anchor = _ANCHOR | ANY_UNIT if relative else _ANCHOR
    out: list[Found] = []
    floor = at = 0
    count = len(items)
    clock: Clock | None = None
    while at < count:
        flags = items[at].flags
        if not flags & anchor:
            at += 1
            continue
        counted = _counted(items, at, floor) if relative else None
        reading = _absolute(items, at, floor, orders) if counted is None else counted[0]
        if reading is not None:
            one = _with_clock(items, reading, clock, floor)
            if counted is not None:
                one.relative = counted[1]
                if one.clock is None and one.relative[-1:].isdigit() and count > _NAMED_DAY_ITEMS:
                    at += 1
                    continue  # 'morgen' is morning, 'heute' in a sentence dates nothing
            out.append(one)
            at = floor = max(one.last, at) + 1
            clock = None
            continue
        if flags & PERIOD or (at + 1 < count and items[at + 1].flags & _MAKES_CLOCK):
            new = clock_at(items, at, dated=_cued(items, at))
            if new is not None and new.last > at:
                clock, at = new, new.last + 1
                continue
        at += 1
    return out


def _absolute(items: list[Item], at: int, floor: int, orders: tuple[str, ...]) -> Reading | None:
    """Read the date that the month or number at item *at* belongs to."""
    flags = items[at].flags
    if flags & MONTH:
        reading = named(items, at)
        return None if reading is None or reading.first < floor else reading
    if not flags & NUMBER:
        return None
    reading = numeric(items, at, orders)
    if reading is not None and reading.month is None and _month_near(items, reading.last):
        return None
    return reading


def _counted(items: list[Item], at: int, floor: int) -> tuple[Reading, str] | None:
    """Read the relative date at item *at*."""
    item = items[at]
    if item.flags & RELATIVE and item.word is not None:
        return Reading(at, at, None, None, None), item.word.relative
    if item.flags & ANY_UNIT:
        return relative_at(items, at, floor)
    if item.flags & NUMBER and at + 1 < len(items) and items[at + 1].flags & ANY_UNIT:
        return relative_at(items, at + 1, floor)
    return None


def _cued(items: list[Item], at: int) -> bool:
    """Whether a word such as 'kl.' or 'um' announces a time of day, or nothing stands before."""
    if at > 1 and items[at - 1].text == ".":
        at -= 1
    return at == 0 or bool(items[at - 1].flags & (GLUE | TIME))


def _month_near(items: list[Item], at: int) -> bool:
    """Whether a month's name follows, so that a year is part of more."""
    return any(item.flags & MONTH for item in items[at + 1 : at + 5])


def _with_clock(items: list[Item], reading: Reading, before: Clock | None, floor: int) -> Found:
    """Join the clock after the date, or else the one before it."""
    first, last = reading.first, reading.last
    if reading.amount >= 0:
        return Found(reading, first, last, None)
    if reading.month is not None and reading.day is None:
        return Found(reading, first, last, None)
    if reading.month is None and reading.year is not None:
        return Found(reading, first, last, None)
    if reading.clock:
        clock = _compact_clock(items, reading)
        return Found(reading, first, clock.last, clock)
    after = _clock_after(items, last + 1)
    if after is not None:
        return Found(reading, first, max(last, after.last), after)
    if (
        before is not None
        and floor <= before.first <= before.last < first
        and _joins(items, before.last + 1, first)
    ):
        return Found(reading, before.first, last, before)
    return Found(reading, first, last, None)


def _compact_clock(items: list[Item], reading: Reading) -> Clock:
    digits = reading.clock
    clock = Clock(reading.first, reading.last, int(digits[:2]), int(digits[2:4]))
    if len(digits) >= 6:
        clock.second = int(digits[4:6])
    if digits[-1] == "Z":
        clock.zone = 0
        clock.microsecond = int(digits[6:9]) * 1000 if len(digits) > 7 else None
    else:
        zone_after(items, clock)
    return clock


def _clock_after(items: list[Item], at: int) -> Clock | None:
    """Read the clock that follows a date with nothing but fillers between."""
    count = len(items)
    if at >= count:
        return None
    item = items[at]
    if item.flags & ISO_T or item.text == "t":
        return clock_at(items, at + 1, dated=True, iso=True) if at + 1 < count else None
    strange = 0
    cued = False
    for step in range(at, min(at + _CLOCK_REACH, count)):
        item = items[step]
        flags = item.flags
        if flags & (NUMBER | PERIOD):
            clock = clock_at(items, step, dated=cued or step <= at + 1)
            if clock is not None and (clock.last > step or step == at):
                return None if strange and items[step + 1].text != ":" else clock
            if flags & NUMBER:
                return None
        elif flags & UNKNOWN:
            strange += 1
            if strange > 1 or item.end - item.start > _STRANGE_LETTERS or step > at + 1:
                return None
        elif not flags & _FILLER:
            return None
        cued = cued or bool(flags & (TIME | GLUE))
    return None


def _joins(items: list[Item], first: int, last: int) -> bool:
    """Whether only fillers stand between the items; '(1:07)' is the length of a film."""
    return last - first <= _CLOCK_REACH and all(
        item.flags & _FILLER and item.text != ")" for item in items[first:last]
    )


def lone_year(items: list[Item]) -> Found | None:
    """Read a year that is the only number of a short text."""
    if len(items) > _LONE_YEAR_ITEMS:
        return None
    numbers = [at for at, item in enumerate(items) if item.flags & NUMBER]
    if len(numbers) != 1 or items[numbers[0]].width != 4:
        return None
    at = numbers[0]
    item = items[at]
    year, calendar = other_year(item.value)
    alone = all(i.flags & _SILENT or i.text in _UNSAID for i in items if i is not item)
    usual = _LONE_YEARS[0] <= year <= _LONE_YEARS[1] and _dated(items, at) and _free(items, at)
    if not usual and not (alone and 1000 <= year <= 2999):
        return None
    reading = Reading(at, at, year, None, None)
    reading.calendar, reading.sure = calendar, 0.4
    return Found(reading, at, at, None)


_SILENT = GLUE | ERA | UNIT_YEAR | BETWEEN
_UNSAID = ("xx", "uu", '"')
"""Digits that EDTF leaves open."""


def _dated(items: list[Item], at: int) -> bool:
    """Whether a word says that the number is a year: 'in 2025', 'année 2008', '2025 erstellt'.

    '2019' in the name of a car or a contest dates nothing, nor does '© 2019'.
    """
    if at and items[at - 1].flags & GLUE:
        return True
    if any(item.flags & UNIT_YEAR for item in items[max(0, at - 2) : at]):
        return True
    if any(item.text in ("©", "copyright") for item in items):
        return False
    return any(item.flags & LABEL for item in items)


def _free(items: list[Item], at: int) -> bool:
    """Whether nothing sticks to the number that makes it a count or a name."""
    item = items[at]
    if at:
        before = items[at - 1]
        if before.end == item.start and before.text not in ("(", "/", '"', "'", "’", "[", "|"):
            return False
        if before.text in "$€£¥+#":
            return False
    if at + 1 < len(items):
        after = items[at + 1]
        if (after.start == item.end and after.text in "%$€£°") or after.text in "€£%":
            return False
        if after.start == item.end and after.flags & UNKNOWN:
            return False
    return not timed(items, at) and not decade(items, at)


_ = CHAIN
