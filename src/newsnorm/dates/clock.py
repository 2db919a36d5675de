"""Times of day and their zones, read from the items around a date."""

from __future__ import annotations

from newsnorm.dates.kinds import (
    DASH,
    GLUE,
    MONTH,
    NUMBER,
    PERIOD,
    SEPARATOR,
    TIME,
    UNIT_HOUR,
    UNIT_MINUTE,
    UNIT_SECOND,
    UNKNOWN,
    ZONE,
)
from newsnorm.dates.tokens import Item

_MAX_OFFSET_MINUTES = 14 * 60
_AFTER_CLOCK = SEPARATOR | GLUE | TIME | PERIOD
_COLONS = ":：∶˸"


class Clock:
    """A time of day; ``first`` and ``last`` are the items it was read from.

    ``zone`` is minutes east of UTC, or a rule on regions (see ``words``), or ``None``;
    ``whole_day`` says that the hour was written as 13 or more.
    """

    second: int | None = None
    microsecond: int | None = None
    zone: int | str | None = None

    def __init__(self, first: int, last: int, hour: int, minute: int | None) -> None:
        self.first = first
        self.last = last
        self.hour = hour
        self.minute = minute
        self.whole_day = hour > 12


def _small(items: list[Item], at: int, limit: int) -> bool:
    """Whether item *at* is a number of one or two digits up to *limit*."""
    if at >= len(items):
        return False
    item = items[at]
    return bool(item.flags & NUMBER) and item.width <= 2 and item.value <= limit


def _mark(items: list[Item], at: int, marks: str) -> bool:
    return at < len(items) and bool(items[at].flags & SEPARATOR) and items[at].text in marks


def _has(items: list[Item], at: int, flags: int) -> bool:
    return at < len(items) and bool(items[at].flags & flags)


def clock_at(items: list[Item], at: int, *, dated: bool, iso: bool = False) -> Clock | None:
    """Read a time of day that starts at item *at*.

    *dated*: a date stands right before, so weaker shapes ('18.05', '18h') count;
    *iso*: a ``T`` stands before.
    """
    item = items[at]
    first = at
    before: tuple[int, int] | None = None
    if (
        item.flags & PERIOD
        and item.word is not None
        and (len(item.text) > 1 or not item.text.isascii())
    ):
        before = item.word.period
        at += 1
        while _has(items, at, GLUE | TIME) and at - first < 3:
            at += 1
        if at >= len(items):
            return None
        item = items[at]
    if not item.flags & NUMBER or item.value < 0:
        return None
    clock = _digits(items, at) if iso else None
    if clock is None:
        if item.width > 2 or item.value > 24:
            return None
        clock = _shape(items, at, dated=dated or before is not None, iso=iso)
    if clock is None:
        return None
    clock.first = first
    _period(items, clock, before)
    if clock.hour > 23 or _duration(items, clock):
        return None
    zone_after(items, clock)
    return clock


def _digits(items: list[Item], at: int) -> Clock | None:
    """Read '180507' after a T."""
    item = items[at]
    if item.width not in (4, 6):
        return None
    text = f"{item.value:0{item.width}d}"
    clock = Clock(at, at, int(text[:2]), int(text[2:4]))
    if item.width == 6:
        clock.second = int(text[4:])
        _fraction(items, clock)
    return clock if (clock.minute or 0) < 60 and (clock.second or 0) < 60 else None


def _shape(items: list[Item], at: int, *, dated: bool, iso: bool) -> Clock | None:
    item = items[at]
    if at + 1 < len(items):
        mark = items[at + 1]
        if mark.flags & SEPARATOR:
            if mark.text in _COLONS or (iso and mark.text in ".-"):
                if _small(items, at + 2, 59):
                    return _colons(items, at, loose=iso)
            elif mark.text == "." and dated:
                return _dotted(items, at)
        elif mark.flags & UNIT_HOUR and not (mark.flags & MONTH):
            return _worded(items, at)
        elif mark.flags & PERIOD and 1 <= item.value <= 12 and _halves(mark, dated=dated):
            return Clock(at, at, item.value, None)
    return Clock(at, at, item.value, None) if iso else None


def _halves(item: Item, *, dated: bool) -> bool:
    """Whether the part of the day makes an hour of the number before it: '6 pm'."""
    if item.flags & (GLUE | MONTH | UNIT_MINUTE | UNIT_SECOND) or item.word is None:
        return False
    return dated or item.word.period in ((0, 12), (12, 24))


def _colons(items: list[Item], at: int, *, loose: bool) -> Clock:
    """Read '18:05', '18:05:07', '18:05:07.123'; '20-59-53' if *loose*."""
    clock = Clock(at, at + 2, items[at].value, items[at + 2].value)
    marks = _COLONS + (".-" if loose else ".")
    if (
        _mark(items, at + 3, marks)
        and _small(items, at + 4, 60)
        and items[at + 4].width == 2
        and items[at + 3].start == items[at + 2].end
        and items[at + 4].start == items[at + 3].end
        and (
            items[at + 3].text not in ".-"
            or loose
            or items[at + 1].text != ":"
            or not _mark(items, at + 5, ".")
        )
    ):
        clock.second = min(items[at + 4].value, 59)
        clock.last = at + 4
        _fraction(items, clock)
    return clock


def _dotted(items: list[Item], at: int) -> Clock | None:
    """Read '18.05' and '18.05.07', all in one piece and with two digits of minutes."""
    if not (_small(items, at + 2, 59) and items[at + 2].width == 2):
        return None
    if items[at + 1].start != items[at].end or items[at + 2].start != items[at + 1].end:
        return None
    clock = Clock(at, at + 2, items[at].value, items[at + 2].value)
    if (
        _mark(items, at + 3, ".:")
        and at + 4 < len(items)
        and items[at + 4].flags & NUMBER
        and items[at + 3].start == items[at + 2].end
    ):
        if (
            items[at + 4].width != 2
            or items[at + 4].value > 59
            or items[at + 4].start != items[at + 3].end
        ):
            return None
        clock.second, clock.last = items[at + 4].value, at + 4
        if _mark(items, at + 5, ".") and _has(items, at + 6, NUMBER):
            return None
    return clock


def _worded(items: list[Item], at: int) -> Clock:
    """Read '18h05', '18 Uhr', '18時05分30秒', '15h50min6s'."""
    clock = Clock(at, at + 1, items[at].value, None)
    step = at + 2
    if _mark(items, step, ".,"):
        step += 1
    if not _small(items, step, 59):
        return clock
    minutes = _has(items, step + 1, UNIT_MINUTE)
    sticks = items[step].start - items[at + 1].end <= 1
    if not minutes and (not sticks or _chained(items, step)):
        return clock
    if _has(items, step + 1, UNIT_SECOND) and not minutes:
        clock.minute, clock.second, clock.last = 0, items[step].value, step + 1
        return clock
    clock.minute, clock.last = items[step].value, step
    step += 1
    if minutes:
        clock.last = step
        step += 1
    elif _mark(items, step, ":'") and _small(items, step + 1, 59):
        step += 1
    if _small(items, step, 59) and (
        _has(items, step + 1, UNIT_SECOND) or items[step - 1].text == ":"
    ):
        clock.second, clock.last = items[step].value, step
        if _has(items, step + 1, UNIT_SECOND):
            clock.last = step + 1
    return clock


def _chained(items: list[Item], at: int) -> bool:
    """Whether the number begins a chain, such as a date: '18 Uhr 12.02.2025'."""
    return _mark(items, at + 1, "./-") and _has(items, at + 2, NUMBER)


def _fraction(items: list[Item], clock: Clock) -> None:
    at = clock.last + 1
    if _mark(items, at, ".,") and at + 1 < len(items):
        item = items[at + 1]
        mark = items[at]
        if (
            item.flags & NUMBER
            and item.start == mark.end
            and mark.start == items[at - 1].end
            and item.width <= 9
        ):
            clock.microsecond = int(f"{item.value:0{item.width}d}".ljust(6, "0")[:6])
            clock.last = at + 1


def _period(items: list[Item], clock: Clock, before: tuple[int, int] | None) -> None:
    """Turn a 12-hour clock into 24 hours by the part of the day beside it."""
    period = before
    at = clock.last + 1
    if before is None and not (at < len(items) and items[at].flags & _AFTER_CLOCK):
        return
    if _mark(items, at, "-,(."):
        at += 1
    if at < len(items):
        spoken = not items[clock.last].flags & NUMBER  # '12 Uhr am 5. Mai' is no a.m.
        if items[at].flags & (GLUE | TIME) and not items[at].flags & PERIOD:
            at += 1
            spoken = True
        if _has(items, at, PERIOD) and not (spoken and items[at].flags & GLUE):
            word = items[at].word
            if word is not None and (len(word.key) > 1 or items[at].start <= items[at - 1].end + 1):
                period = word.period
                clock.last = at
    if period is not None and clock.hour <= 12:
        low, high = period
        choices = [h for h in (clock.hour % 12, clock.hour % 12 + 12) if _within(h, low, high)]
        if len(choices) == 1:
            clock.hour = choices[0]
        elif not choices and low >= 12:
            clock.hour = clock.hour % 12 + 12


def _within(hour: int, low: int, high: int) -> bool:
    return low <= hour < high if low < high else hour >= low or hour < high


def _duration(items: list[Item], clock: Clock) -> bool:
    """'3:35 min' is a length, not a time."""
    return (
        bool(items[clock.last].flags & NUMBER)
        and _has(items, clock.last + 1, UNIT_MINUTE | UNIT_SECOND)
        and not _has(items, clock.last + 1, PERIOD | TIME)
    )


def zone_after(items: list[Item], clock: Clock) -> None:
    """Read the zone after a time of day, if there is one."""
    at = clock.last + 1
    count = len(items)
    if at >= count or items[at].flags & UNKNOWN:
        return
    while at < count and at <= clock.last + 3:
        item = items[at]
        if item.flags & ZONE or not (item.flags & TIME or item.text in ",([|"):
            break
        at += 1
    if at >= count:
        return
    item = items[at]
    if item.flags & ZONE and item.word is not None:
        clock.zone, clock.last = item.word.zone, at
        signed = _offset(items, at + 1)
        if signed is not None and item.word.zone == 0:
            clock.zone, clock.last = signed
    elif item.flags & SEPARATOR or item.flags & NUMBER:
        signed = _offset(items, at) or _escaped(items, at, clock)
        if signed is None or item.start - items[clock.last].end > 1:
            return
        clock.zone, clock.last = signed
    else:
        return
    at = clock.last + 1
    if _mark(items, at, "("):
        at += 1
    if _has(items, at, ZONE):
        clock.last = at


def _offset(items: list[Item], at: int) -> tuple[int, int] | None:
    """Read '+01:00', '+0100', '+1', "+01'00'"; return minutes and the last item."""
    if at + 1 >= len(items) or not items[at].flags & SEPARATOR:
        return None
    mark = items[at]
    if mark.text != "+" and not mark.flags & DASH:
        return None
    if items[at + 1].start != mark.end:
        return None
    found = _minutes(items, at + 1)
    if found is None:
        return None
    return (found[0] if mark.text == "+" else -found[0]), found[1]


def _minutes(items: list[Item], at: int) -> tuple[int, int] | None:
    number = items[at]
    if not number.flags & NUMBER or number.value < 0:
        return None
    last = at
    if number.width == 4:
        minutes = number.value // 100 * 60 + number.value % 100
    elif number.width <= 2:
        minutes = number.value * 60
        if _mark(items, at + 1, ":'’") and _small(items, at + 2, 59) and items[at + 2].width == 2:
            minutes += items[at + 2].value
            last = at + 2
    else:
        return None
    return (minutes, last) if minutes <= _MAX_OFFSET_MINUTES else None


def _escaped(items: list[Item], at: int, clock: Clock) -> tuple[int, int] | None:
    """Read an offset whose plus sign was escaped ('%2B01:00', '&#43;01:00') or became a space."""
    if clock.second is None:
        return None
    if (
        _mark(items, at, "%")
        and at + 2 < len(items)
        and items[at + 1].text == "2"
        and items[at + 2].text == "b"
    ):
        return _minutes(items, at + 3) if at + 3 < len(items) else None
    if (
        _mark(items, at, "&")
        and at + 4 < len(items)
        and items[at + 1].text == "#"
        and items[at + 2].text == "43"
    ):
        return _minutes(items, at + 4)
    if (
        items[at].flags & NUMBER
        and items[at].width == 2
        and _mark(items, at + 1, ":")
        and at + 3 == len(items)
    ):
        return _minutes(items, at)
    return None
