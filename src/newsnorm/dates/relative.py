"""Lengths of time before or after the reference: 'an hour ago', 'vor etwa 23 Stunden'.

Phrases that CLDR lists are found by the tokenizer; here are the freer ones: a word
for one, an unknown word between, a unit without a number.
"""

from __future__ import annotations

from newsnorm.dates.kinds import (
    AFTER,
    BEFORE,
    GLUE,
    NUMBER,
    NUMERAL,
    SEPARATOR,
    UNIT_DAY,
    UNIT_HOUR,
    UNIT_WEEK,
    UNKNOWN,
)
from newsnorm.dates.reading import Reading
from newsnorm.dates.tokens import Item

_BETWEEN = 3
"""Items that may stand between the word of the past and the number ('vor etwa', 'cerca de')."""
_LARGEST = 999


def relative_at(items: list[Item], at: int, floor: int) -> tuple[Reading, str] | None:
    """Read the length of time whose unit is item *at*; return it and its sign and unit."""
    word = items[at].word
    if word is None or not word.unit:
        return None
    first, amount = _amount(items, at, floor)
    last = at
    sign = 0
    after = items[at + 1] if at + 1 < len(items) else None
    if after is not None and after.text == "." and at + 2 < len(items):
        after = items[at + 2]
    if after is not None and after.flags & AFTER and after.word is not None:
        sign, last = after.word.sign, items.index(after, at)
    else:
        for step in range(first - 1, max(floor, first - 2 - _BETWEEN) - 1, -1):
            item = items[step]
            if item.flags & BEFORE and item.word is not None:
                sign, first = item.word.sign, step
                break
            if not item.flags & (UNKNOWN | GLUE) or amount < 0:
                break
    if sign == 0:
        if amount < 0 or not _bare(items, first, at):
            return None
        sign = -1
    reading = Reading(first, last, None, None, None)
    reading.amount = abs(amount)
    return reading, ("-" if sign < 0 else "+") + word.unit


def _amount(items: list[Item], at: int, floor: int) -> tuple[int, int]:
    """Return the first item of the length and its number; -1 stands for one that is not said."""
    if at > floor:
        before = items[at - 1]
        if before.flags & NUMBER and 0 <= before.value <= _LARGEST:
            return at - 1, before.value
        if before.flags & NUMERAL:
            return at - 1, 1
    return at, -1


def _bare(items: list[Item], first: int, at: int) -> bool:
    """Whether the text is only hours, days or weeks, as feeds write them: '15 hrs'.

    Minutes and seconds alone are more often the length of a film or of reading.
    """
    if not items[at].flags & (UNIT_HOUR | UNIT_DAY | UNIT_WEEK) or first == at:
        return False
    rest = (*items[:first], *items[at + 1 :])
    return bool(items[first].flags & NUMBER) and all(
        item.flags == SEPARATOR | 0 or item.text == "." for item in rest
    )
