"""Words without which no phrase that is open at both ends fits a line.

Takes: such phrases, filed by the words that they are found by.  Gives: for each phrase words of
which a line holds one if it fits, as few and as rare ones as the phrase allows, and with each word
what the line spells then.  Raises: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from newsnorm._text.phrases import DENSE

__all__ = ["Spelled", "Triggers", "triggers"]

_MARKS = re.compile(r"[\d#'\":\s]+")
"""What may stand in a key and not in its line."""

Spelled: TypeAlias = Mapping[str, Sequence[str]]
"""Words, and the ways in which phrases that hold them are written."""
Segments: TypeAlias = Sequence[Sequence[str]]
"""Between the wildcards of a phrase, the alternatives that may stand there."""
Triggers: TypeAlias = tuple[dict[str, list[Spelled]], tuple[str, ...], bool]
"""Words with what lines spell that hold them, parts of words, and whether some phrase has none."""


def triggers(inner: Mapping[str, Iterable[Segments]]) -> Triggers:
    """Return what tells that a phrase may fit; *inner* holds phrases by the words they are under.

    >>> segments = [[""], [" is a ", " is the "], ["reporter at "], [" desk "], [""]]
    >>> triggers({"is": [segments]})
    ({'desk': [{'reporter': ('reporter at ',)}]}, (), False)
    """
    filed: dict[int, tuple[Segments, set[str]]] = {}
    for word, phrases in inner.items():
        for segments in phrases:
            filed.setdefault(id(segments), (segments, set()))[1].add(word)
    words: dict[str, list[Spelled]] = {}
    parts: set[str] = set()
    blind = False
    for segments, under in filed.values():
        plain = {max(_plain_words(word), key=len, default="") for word in under}
        if any(map(DENSE.search, plain)):
            parts |= {word for word in plain if DENSE.search(word)}
            plain = {word for word in under if not DENSE.search(word)}
        else:
            plain = _rarest([plain if plain == under else {""}, *map(_bounded, segments)])
        blind = blind or "" in plain
        needles = _needles(segments)
        for word in plain:
            words.setdefault(word, []).append(needles)
    return words, tuple(sorted(parts)), blind


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
