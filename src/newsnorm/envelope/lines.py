"""Lines of a text, with what the eye sees of them: length, end, beginning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from operator import and_
from typing import overload

from attrs import define, field, frozen

from newsnorm._text.scripts import is_spaceless, script_of, words

__all__ = ["Line", "Lines", "Span", "has_words", "iterate", "leading_blanks", "units"]

BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
"""Line breaks, NEL and form feed among them."""

BREAK = re.compile(rf"\r\n|[{BREAKS}]")

SENTENCE_END = ".。．｡。।॥؟۔።։။៕។？！?!…፡"
FULL_STOP = ".。．｡।॥۔።։။។፡"
CLOSERS = "\"'”’»›«‹“‘)]）}」』】》〉*_"
LONG_LINE_CHARACTERS = 400
"""The words of a longer line are estimated from its spaces, not counted one by one …"""
LONG_EASY_CHARACTERS = 300
"""… and those of a line longer than this, if its script sets them apart."""

_SEPARATORS = "\x1c\x1d\x1e"
"""What :meth:`str.splitlines` takes for line breaks, and this stage does not."""

_EASY = re.compile(r"[\x00-\u02e9\u0370-\u0482\u2010-\u206f\u20a0-\u20bf\uac00-\ud7a3]*")
"""Characters of scripts with word spaces that are no combining marks."""

_EASY_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""A word of such characters, as :func:`newsnorm._text.scripts.words` finds it."""

_BEGINNING_CHARACTERS = 100
"""Twelve words of most languages."""

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
    if text.isascii() or _EASY.fullmatch(text):
        return float(len(_EASY_WORD.findall(text)))
    total = 0.0
    for start, _end in words(text):
        total += _weight(text[start])
    return total


def has_words(shown: str, number: float) -> bool:
    """Say whether the beginning of a line already has more words than that: most paragraphs do.

    >>> has_words("It rained in the north. It did not rain in the south, says Jo.", 9.0)
    True
    """
    start = shown[:_BEGINNING_CHARACTERS]
    if not (start.isascii() or _EASY.fullmatch(start)):
        return False
    return len(_EASY_WORD.findall(start)) > number  # the last one may be torn


def _length(shown: str) -> float:
    """Return the length of a line in words; that of a long line is estimated."""
    size = len(shown)
    if size <= LONG_LINE_CHARACTERS and (
        size <= LONG_EASY_CHARACTERS or not (shown.isascii() or _EASY.fullmatch(shown))
    ):
        return units(shown)
    spaces = shown.count(" ")
    spaced = spaces >= size * _SPACELESS_SHARE
    return spaces + 1.0 if spaced else size / _CHARACTERS_PER_WORD_ELSE


@cache
def _weight(character: str) -> float:
    """Return the words that a word beginning with *character* weighs."""
    script = script_of(character)
    if is_spaceless(script):
        return 1 / _CHARACTERS_PER_WORD.get(script, _CHARACTERS_PER_WORD_ELSE)
    return 1.0


@define
class Line:
    """A line as it is read: markup is gone from ``shown``; ``begin`` and ``stop`` are its span.

    ``role`` is ``heading``, ``link``, ``image``, ``strong``, ``quote`` or empty;
    ``url`` the target of a line that is one link.  ``length``, ``prose``, ``aside`` and
    ``furniture`` keep what was found out about the line.

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
    length: float | None = field(default=None, init=False)
    prose: bool | None = field(default=None, init=False)
    aside: bool | None = field(default=None, init=False)
    furniture: bool | None = field(default=None, init=False)

    @property
    def words(self) -> float:
        """The length in words."""
        if self.length is None:
            self.length = _length(self.shown)
        return self.length

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
        last = self.last
        return bool(last) and last in SENTENCE_END


class Lines(Sequence[Line]):
    r"""The lines of a text, free of white space at their ends; each is built when it is asked for.

    Lines that show something else than what is written can be put in their place.

    >>> lines = Lines(" one\r\n\ntwo")
    >>> len(lines), lines[0].shown, lines[1].blank, lines[2].start
    (3, 'one', True, 7)
    """

    def __init__(self, text: str, start: int = 0) -> None:
        rest = text[start:] if start else text
        if any(mark in rest for mark in _SEPARATORS):
            self.pieces = [rest[span.start : span.next] for span in iterate(rest)]
        else:
            self.pieces = rest.splitlines(keepends=True)
        self.starts = list(accumulate(map(len, self.pieces), initial=start))
        self.built: dict[int, Line] = {}

    def below(self, index: int) -> Lines:
        """Return the lines from *index* on, with all that is known about them."""
        rest = Lines.__new__(Lines)
        rest.pieces, rest.starts = self.pieces[index:], self.starts[index:]
        rest.built = {place - index: line for place, line in self.built.items() if place >= index}
        return rest

    def __len__(self) -> int:
        return len(self.pieces)

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...

    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self.pieces)))]
        found = self.built.get(index)
        return self._build(index) if found is None else found

    def __setitem__(self, index: int, line: Line) -> None:
        self.built[index] = line

    def _build(self, index: int) -> Line:
        """Build the line that shows what is written."""
        piece, start = self.pieces[index], self.starts[index]
        after = start + len(piece)
        raw = piece.rstrip(BREAKS)
        shown = raw.strip()
        end = start + len(raw)
        if len(shown) == len(raw):
            line = Line(start, end, after, shown, start, end)
        else:
            begin = start + len(raw) - len(raw.lstrip()) if shown else start
            line = Line(
                start, end, after, shown, begin, begin + len(shown), indent=leading_blanks(raw)
            )
        self.built[index] = line
        return line

    def span(self, index: int) -> Span:
        """Return where a line stands."""
        piece, start = self.pieces[index], self.starts[index]
        return Span(start, start + len(piece.rstrip(BREAKS)), start + len(piece))

    def empty(self, index: int) -> bool:
        """Say whether nothing but white space is written in a line."""
        return self.pieces[index].isspace()

    def filled(self, index: int) -> int:
        """Return the first line from *index* on that shows something."""
        pieces, built = self.pieces, self.built
        while index < len(pieces):
            line = built.get(index)
            if line.shown if line is not None else not pieces[index].isspace():
                return index
            index += 1
        return index

    def has_neighbours(self, start: int, end: int, number: int) -> bool:
        """Say whether from *start* to *end* so many lines stand right below one another."""
        written = [not piece.isspace() for piece in self.pieces[start:end]]
        neighbours: int = sum(map(and_, written, written[1:]))
        return neighbours >= number

    def holding(self, text: str, marks: Iterable[str]) -> list[int]:
        """Return the lines of *text* that hold one of *marks*."""
        found: set[int] = set()
        for mark in marks:
            if mark[0] not in text:
                continue  # looking for one character costs far less than for two
            place = text.find(mark, self.starts[0])
            while place >= 0:
                index = bisect_right(self.starts, place) - 1
                found.add(index)
                place = text.find(mark, self.starts[index + 1])
        return sorted(found) if found else []


def leading_blanks(raw: str) -> int:
    """Count the blanks and tabs before the first character.

    >>> leading_blanks("   x")
    3
    """
    return len(raw) - len(raw.lstrip(" \t"))
