"""Times of day and their zones, read from the items around a date."""

from __future__ import annotations

from newsnorm.dates.lexicon import View
from newsnorm.dates.tokens import NUMBER, SEPARATOR, WORD, Item

_MAX_OFFSET_MINUTES = 14 * 60
_DASHES = frozenset("-−–‐‑")


class Clock:
    """A time of day; ``first`` and ``last`` are the items it was read from."""

    __slots__ = ("first", "hour", "last", "microsecond", "minute", "offset", "second", "zoned")

    def __init__(self, first: int, last: int, hour: int, minute: int | None) -> None:
        self.first = first
        self.last = last
        self.hour = hour
        self.minute = minute
        self.second: int | None = None
        self.microsecond: int | None = None
        self.offset: int | None = None
        self.zoned = False


def _is(items: list[Item], at: int, marks: str) -> bool:
    return 0 <= at < len(items) and items[at].kind == SEPARATOR and items[at].text in marks


def _num(items: list[Item], at: int, limit: int, *, widths: tuple[int, ...] = (2,)) -> bool:
    if not 0 <= at < len(items):
        return False
    item = items[at]
    return item.kind == NUMBER and item.width in widths and 0 <= item.value <= limit


def _unit(items: list[Item], at: int, letter: str) -> bool:
    if not at < len(items):
        return False
    word = items[at].word
    return word is not None and letter in word.unit


def clock_at(items: list[Item], at: int, view: View, *, dated: bool = True, iso: bool = False) -> Clock | None:
    """Read a time of day that starts at item *at*.

    *dated*: a date was just read, so weaker shapes ('18.05', '18h') count;
    *iso*: it follows a ``T``.
    """
    count = len(items)
    if at >= count:
        return None
    item = items[at]
    before: tuple[int, int] | None = None
    first = at
    if item.kind == WORD and item.word is not None and item.word.period is not None:
        before = item.word.period
        at += 1
        while at < count and _glue(items[at]):
            at += 1
        if at >= count:
            return None
        item = items[at]
    if item.kind != NUMBER or item.value < 0:
        return None
    clock = _shape(items, first, at, dated=dated or before is not None, iso=iso)
    if clock is None:
        return None
    _period(items, clock, before)
    if clock.hour == 24 and not clock.minute:
        return None
    if clock.hour > 23 or _duration(items, clock):
        return None
    zone_after(items, clock, view)
    return clock


def _glue(item: Item) -> bool:
    word = item.word
    return word is not None and (word.glue or word.time)


def _shape(items: list[Item], first: int, at: int, *, dated: bool, iso: bool) -> Clock | None:
    item = items[at]
    if iso and item.width in (4, 6) and item.value >= 0:
        text = f"{item.value:0{item.width}d}"
        clock = Clock(first, at, int(text[:2]), int(text[2:4]))
        if item.width == 6:
            clock.second = int(text[4:])
            _fraction(items, clock)
        return clock if (clock.minute or 0) < 60 and (clock.second or 0) < 60 else None
    if item.width > 2 or item.value > 24:
        return None
    marks = ":：∶˸" + (".-" if iso else "." if dated else "")
    if _is(items, at + 1, marks) and _num(items, at + 2, 59, widths=(1, 2)):
        mark = items[at + 1]
        colon = mark.text in ":：∶˸"
        if items[at + 2].width == 1 and not colon:
            return None
        if not colon and not iso and not (mark.start == item.end and items[at + 2].start == mark.end):
            return None
        clock = Clock(first, at + 2, item.value, items[at + 2].value)
        if _is(items, at + 3, marks) and _num(items, at + 4, 60) and items[at + 3].start == items[at + 2].end:
            clock.second = min(items[at + 4].value, 59)
            clock.last = at + 4
            _fraction(items, clock)
        elif not colon and not iso and _is(items, at + 3, ".:/") and at + 4 < len(items) and items[at + 4].kind == NUMBER:
            return None
        return clock
    if _unit(items, at + 1, "h"):
        return _worded(items, first, at)
    if iso:
        return Clock(first, at, item.value, None)
    nxt = items[at + 1] if at + 1 < len(items) else None
    if nxt is not None and nxt.word is not None and nxt.word.period is not None and item.value and item.value <= 12:
        return Clock(first, at, item.value, None)
    return None


def _worded(items: list[Item], first: int, at: int) -> Clock:
    """Read '18h05', '18 Uhr', '18時05分30秒', '15h50min6s'."""
    clock = Clock(first, at + 1, items[at].value, None)
    step = at + 2
    if step < len(items) and _is(items, step, ".,"):
        step += 1
    if _num(items, step, 59, widths=(1, 2)) and (
        _unit(items, step + 1, "m") or items[step].start - items[at + 1].end <= 1
    ):
        if _is(items, step + 1, ".:/-") and _num(items, step + 2, 9999, widths=(1, 2, 4)):
            return clock
        clock.minute, clock.last = items[step].value, step
        step += 1
        if _unit(items, step, "m"):
            clock.last = step
            step += 1
        if _num(items, step, 59, widths=(1, 2)) and _unit(items, step + 1, "s"):
            clock.second, clock.last = items[step].value, step + 1
    return clock


def _fraction(items: list[Item], clock: Clock) -> None:
    at = clock.last + 1
    if _is(items, at, ".,") and at + 1 < len(items):
        item = items[at + 1]
        if item.kind == NUMBER and item.start == items[at].end == items[clock.last].end + 1 and item.width <= 9:
            digits = f"{item.value:0{item.width}d}"[:6]
            if item.width >= 1 and (item.width >= 3 or items[at].text == "," or True):
                clock.microsecond = int(digits.ljust(6, "0"))
                clock.last = at + 1


def _period(items: list[Item], clock: Clock, before: tuple[int, int] | None) -> None:
    """Turn a 12-hour clock into 24 hours by the part of the day beside it."""
    period = before
    at = clock.last + 1
    if at < len(items) and _is(items, at, "-,"):
        at += 1
    if at < len(items) and items[at].word is not None and _glue(items[at]) and items[at].word.period is None:  # type: ignore[union-attr]
        at += 1
    if at < len(items):
        word = items[at].word
        if word is not None and word.period is not None and (len(word.key) > 1 or items[at].start == items[at - 1].end):
            period = word.period
            clock.last = at
    if period is not None and clock.hour <= 12:
        low, high = period
        choices = [h for h in (clock.hour % 12, clock.hour % 12 + 12) if _within(h, low, high)]
        if len(choices) == 1:
            clock.hour = choices[0]


def _within(hour: int, low: int, high: int) -> bool:
    return low <= hour < high if low < high else hour >= low or hour < high


def _duration(items: list[Item], clock: Clock) -> bool:
    """'3:35 min' is a length, not a time."""
    at = clock.last + 1
    return at < len(items) and items[clock.last].kind == NUMBER and (_unit(items, at, "m") or _unit(items, at, "s"))


def zone_after(items: list[Item], clock: Clock, view: View) -> None:
    """Read the zone after a time of day, if there is one."""
    at = clock.last + 1
    while at < len(items) and (_is(items, at, ",()[") or (items[at].word is not None and items[at].word.time and items[at].word.zone is None)):  # type: ignore[union-attr]
        at += 1
    if at >= len(items):
        return
    word = items[at].word
    if word is not None and word.zone is not None:
        offset = _named_zone(word.zone, view.region)
        signed = _offset(items, at + 1)
        clock.last = at
        if signed is not None and word.key in ("utc", "gmt", "ut", "z"):
            offset, clock.last = signed
        elif _is(items, at + 1, "+"):
            pass
        clock.offset = offset
        clock.zoned = True
    elif (signed := _offset(items, at)) is not None and items[at].start - items[clock.last].end <= 1:
        clock.offset, clock.last = signed
        clock.zoned = True
    else:
        return
    _trailing_zone(items, clock)


def _trailing_zone(items: list[Item], clock: Clock) -> None:
    """Take in a zone's second name: '+02:00CET', 'GMT+0000 (UTC)', '+01:00[Europe/Berlin]'."""
    at = clock.last + 1
    if _is(items, at, "("):
        at += 1
    if at < len(items):
        word = items[at].word
        if word is not None and word.zone is not None:
            clock.last = at


def _named_zone(zone: int | str, region: str) -> int | None:
    if isinstance(zone, int):
        return zone
    for part in zone[1:].split():
        if part[:2] == region:
            return int(part[2:])
    return None


def _offset(items: list[Item], at: int) -> tuple[int, int] | None:
    """Read '+01:00', '+0100', '+1', "+01'00'"; return minutes and the last item."""
    if at + 1 >= len(items) or items[at].kind != SEPARATOR:
        return None
    mark = items[at].text
    if mark != "+" and mark not in _DASHES:
        return None
    sign = 1 if mark == "+" else -1
    number = items[at + 1]
    if number.kind != NUMBER or number.start != items[at].end or number.value < 0:
        return None
    last = at + 1
    if number.width == 4:
        minutes = number.value // 100 * 60 + number.value % 100
    elif number.width <= 2:
        minutes = number.value * 60
        if _is(items, at + 2, ":'’") and _num(items, at + 3, 59):
            minutes += items[at + 3].value
            last = at + 3
    else:
        return None
    return (sign * minutes, last) if minutes <= _MAX_OFFSET_MINUTES else None
