"""Lengths of time before or after the reference: 'an hour ago', 'vor etwa 23 Stunden'.

Phrases that CLDR lists are found by the tokenizer; here are the freer ones: a word
for one, an unknown word between, a unit without a number.
"""

from __future__ import annotations

from newsnorm.dates.kinds import (
    AFTER,
    BEFORE,
    GLUE,
    LABEL,
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
_SPELT = 3
"""Letters of the unit and of the word of the past, where no number is said ('час назад')."""
_LARGEST = 999


def relative_at(items: list[Item], at: int, floor: int) -> tuple[Reading, str] | None:
    """Read the length of time whose unit is item *at*; return it and its sign and unit."""
    word = items[at].word
    if word is None or not word.unit:
        return None
    first, amount = _amount(items, at, floor)
    last = at
    past = False
    after = at + 1 if at + 1 < len(items) and items[at + 1].text != "." else at + 2
    if after < len(items) and _past(items[after], AFTER):
        free = at == 0 or bool(items[at - 1].flags & (SEPARATOR | LABEL))  # not 'six days ago'
        past, last = amount >= 0 or (free and _spelt(items[at], items[after])), after
    else:
        for step in range(first - 1, max(floor, first - 2 - _BETWEEN) - 1, -1):
            item = items[step]
            if _past(item, BEFORE):
                past, first = amount >= 0 or _spelt(items[at], item), step
                break
            if not item.flags & (UNKNOWN | GLUE) or amount < 0:
                break
    if not past and (amount < 0 or not _bare(items, first, at)):
        return None
    reading = Reading(first, last, None, None, None)
    reading.amount = abs(amount)
    return reading, "-" + word.unit


def _past(item: Item, flag: int) -> bool:
    """Whether the item is a word of the past; lengths of time to come date nothing in news."""
    return bool(item.flags & flag) and item.word is not None and item.word.sign < 0


def _spelt(unit: Item, mark: Item) -> bool:
    """Whether both words are long enough to mean an hour and 'ago' without a number."""
    return min(len(unit.text), len(mark.text)) >= _SPELT


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
