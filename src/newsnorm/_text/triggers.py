"""Words without which no phrase that is open at both ends fits a line.

Takes: such phrases, filed by the words that they are found by.  Gives: for each phrase words of
which a line holds one if it fits, as few and as rare ones as the phrase allows, and with each word
what the line spells then.  Raises: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from newsnorm._text.phrases import DENSE

__all__ = ["Trigger", "trigger"]

_MARKS = re.compile(r"[\d#'\":\s]+")
"""What may stand in a key and not in its line."""

Spelled: TypeAlias = Mapping[str, Sequence[str]]
"""Words, and the ways in which phrases that hold them are written."""
Segments: TypeAlias = Sequence[Sequence[str]]
"""Between the wildcards of a phrase, the alternatives that may stand there."""


@frozen(slots=False)
class Trigger:
    """What a line holds that a phrase fits.

    One of ``words``, or, in scripts without spaces, one of ``parts``; and then one of the words
    that are ``spelled``.  An empty word says that none can be told.
    """

    segments: Segments
    words: Collection[str]
    parts: Collection[str]

    @cached_property
    def spelled(self) -> Spelled:
        """Words of which the line holds one, and what it spells there; few are ever asked."""
        return _needles(self.segments)


def trigger(segments: Segments, under: Collection[str]) -> Trigger:
    """Return what tells that a phrase may fit, which is filed *under* some words.

    >>> found = trigger([[""], [" is a ", " is the "], ["reporter at "], [" desk "], [""]], {"is"})
    >>> found.words, found.spelled
    ({'desk'}, {'reporter': ('reporter at ',)})
    """
    plain = {max(_plain_words(word), key=len, default="") for word in under}
    dense = {word for word in plain if DENSE.search(word)}
    if dense:
        words = {word for word in under if not DENSE.search(word)}
    else:
        words = _rarest([plain if plain == {*under} else {""}, *map(_bounded, segments)])
    return Trigger(segments, words, dense)


def _rarest(several: Iterable[set[str]]) -> set[str]:
    """Return those words of which the shortest is longest."""
    return max(several, key=lambda words: min(map(len, words), default=0))


def _bounded(segment: Sequence[str]) -> set[str]:
    """Return the longest word of each alternative that has white space on both sides.

    An empty one stands for an alternative that has none.
    """
    inside = [
        [word for word in one.split(" ")[1:-1] if _plain_words(word) == [word]] for one in segment
    ]
    return {max(words, key=len, default="") for words in inside}


def _needles(segments: Segments) -> dict[str, tuple[str, ...]]:
    """Return words of which a line holds one if it fits a phrase of these *segments*.

    Of all segments the one is chosen that says most.  With each word stand the alternatives of
    the segment that hold it.

    >>> _needles([["", "by "], [" is a ", " is the "], ["reporter at ", "newsreporter of "], [""]])
    {'reporter': ('reporter at ', 'newsreporter of ')}
    """
    best: dict[str, list[str]] = {"": [""]}
    for segment in segments:
        words = {one: _plain_words(one) or [""] for one in segment}
        if _least(words) > _least(best):
            best = words
    size = _least(best)
    needed = sorted({word for words in best.values() for word in words if len(word) >= size})
    for word in [*needed]:  # leave out what the others tell as well
        others = [one for one in needed if one != word]
        if all(any(one in way for one in others) for way in best):
            needed = others
    return {word: tuple(way for way in best if word in way) for word in needed}


def _least(words: Mapping[str, Sequence[str]]) -> int:
    """Return how long the longest words of all alternatives are at the least."""
    return min(max(map(len, ones)) for ones in words.values())


def _plain_words(text: str) -> list[str]:
    return [word for word in _MARKS.split(text) if word]
