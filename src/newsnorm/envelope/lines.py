"""Lines of a text, with what the eye sees of them: length, end, beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from attrs import define, frozen

from newsnorm._text.scripts import is_spaceless, script_of, words

__all__ = ["Line", "Span", "iterate", "units"]

BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""Line breaks, NEL and form feed among them."""

SENTENCE_END = ".。．｡。।॥؟۔።։။៕។？！?!…፡"
FULL_STOP = ".。．｡।॥۔።։။។፡"
CLOSERS = "\"'”’»›«‹“‘)]）}」』】》〉*_"
LONG_LINE_CHARACTERS = 400
"""The words of a longer line are estimated from its spaces, not counted one by one."""

_SPACELESS_SHARE = 1 / 30
"""A long line with fewer spaces a character is written in a script without word spaces."""

_CHARACTERS_PER_WORD = {"Hani": 1.7, "Hira": 1.7, "Kana": 1.7, "Bopo": 1.7}
_CHARACTERS_PER_WORD_ELSE = 3.5
"""Characters of a script without word spaces that weigh as much as a word: a Chinese or
Japanese word has about 1.7 characters, a Thai one about 3.5 with its marks."""


@frozen
class Span:
    """A line: its text without the break, and where the next one starts.

    >>> Span(0, 3, 4).end
    3
    """

    start: int
    end: int
    next: int

    @property
    def empty(self) -> bool:
        """Whether the line has no character."""
        return self.start == self.end


def iterate(text: str, start: int = 0) -> Iterator[Span]:
    r"""Yield the lines of *text* from *start* on; a break at the very end adds no line.

    >>> [(span.start, span.end, span.next) for span in iterate("ab\r\n\nc")]
    [(0, 2, 4), (4, 4, 5), (5, 6, 6)]
    """
    for match in BREAK.finditer(text, start):
        yield Span(start, match.start(), match.end())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text), len(text))


def units(text: str) -> float:
    """Return the length of *text* in words; a character of a spaceless script is a part of one.

    >>> units("Three little words"), round(units("東京で会議"), 1)
    (3.0, 2.9)
    """
    total = 0.0
    for start, _end in words(text):
        script = script_of(text[start])
        if is_spaceless(script):
            total += 1 / _CHARACTERS_PER_WORD.get(script, _CHARACTERS_PER_WORD_ELSE)
        else:
            total += 1.0
    return total


@define(slots=False)
class Line:
    """A line as it is read: markup is gone from ``shown``; ``begin`` and ``stop`` are its span.

    ``role`` is ``heading``, ``link``, ``image``, ``strong``, ``quote`` or empty;
    ``url`` the target of a line that is one link.

    >>> Line(0, 5, 6, "Hello", 0, 5).ends_sentence
    False
    """

    start: int
    end: int
    next: int
    shown: str
    begin: int
    stop: int
    role: str = ""
    url: str = ""
    url_span: tuple[int, int] = (0, 0)
    indent: int = 0

    @cached_property
    def words(self) -> float:
        """The length in words."""
        size = len(self.shown)
        if size > LONG_LINE_CHARACTERS:
            spaces = self.shown.count(" ")
            spaced = spaces >= size * _SPACELESS_SHARE
            return spaces + 1.0 if spaced else size / _CHARACTERS_PER_WORD_ELSE
        return units(self.shown)

    @property
    def blank(self) -> bool:
        """Whether nothing can be seen."""
        return not self.shown

    @property
    def last(self) -> str:
        """The last character, closing quotation marks and brackets aside."""
        return self.shown[-8:].rstrip(CLOSERS + " \u00a0")[-1:]

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence does."""
        return bool(self.last) and self.last in SENTENCE_END
