"""A text as bytes, character by character, in which digits and names are found at once.

One byte stands for each character.  In bytes the engine skips to a digit ten times as fast
as in a text, and words are cut out without any pattern.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable

from newsnorm.dates.folding import fold

Span = tuple[int, int]

NEAR_CHARACTERS = 30
"""How far from its number the name of the month may stand."""

_LONGEST_NUMBER = 40
"""Digits of a longer number are not counted."""

_JOINING = "./,·-–‐‑−．／－，"
"""Marks that join the numbers of a date."""
_PLAIN = (
    ("?", "!"),
    *((mark, "-") for mark in _JOINING if mark > "\xff"),
    *((space, " ") for space in "\u2002\u2003\u2009\u200e\u200f\u202f\u3000"),
    ("’", "'"),
    *((mark, "!") for mark in "‘“”„…—"),
)
"""What stands for common characters outside of Latin-1; ``?`` for all others."""


def _shape(character: str) -> str:
    """Return ``0`` for digits, ``-`` for marks that join, space, and a letter for letters."""
    if character.isspace():
        return " "
    if character in "0123456789":
        return "0"
    if character in _JOINING:
        return "-"
    if character == "'":
        return character
    if character in "ivxIVX":
        return "x"
    if character in "de?":
        return character
    return "a" if character.isalpha() else "!"


def _letter(character: str) -> str:
    """Return a letter without case and accent, a space for what is none."""
    key = fold(character) if character.isalpha() else ""
    if character == "?" or len(key) > 1 or key > "\xff":
        return character
    return key or " "


def _case(character: str) -> str:
    return "A" if character.isupper() else "a" if character.islower() else " "


def _table(what: Callable[[str], str]) -> bytes:
    return "".join(what(chr(code)) for code in range(256)).encode("latin-1")


_SHAPES, _LETTERS, _CASES = _table(_shape), _table(_letter), _table(_case)

_DIGITS_BEGIN = b"\xd9\xdb\xdf\xe0\xe1\xea\xef\xf0"
_NO_DIGITS = bytes(code for code in range(256) if code not in _DIGITS_BEGIN)
"""Bytes that begin no digit in UTF-8, those of ASCII aside."""
_OTHER_DIGIT = re.compile("[^\\D0-9]")

_GROUP = re.compile(rb"0(?:[^0]{0,%d}+0){0,200}+" % NEAR_CHARACTERS)
_WRITTEN = re.compile(
    rb"0(?<!00)(?=0{5}"
    rb"|0{0,3}M0{1,2}M0"
    rb"|000M0{1,2}(?!0)"
    rb"|0?M(?:0{4}(?!0)|0{1,2} 0{4})"
    rb"|0?Mx{1,4}M0{4}"
    rb"|0? 0{1,2} 0{4}|000 00 00"
    rb"|0? de 0{1,2} de 0{4}"
    rb")0*+".replace(b"M", b" ?- ?")
)
_DAY_AND_YEAR = re.compile(
    rb"0(?:[^0]{1,%d}+0000|000[^0]{1,%d}+0|[^0]{0,%d}'00)" % (*(NEAR_CHARACTERS,) * 3,)
)
_NUMBER = re.compile(b"00*+")
_COUNTED = re.compile(rb"0(?<!00)000(?!0) ?(?=[adex?])")
"""All begin with a single digit, which the engine skips to; ``0+`` it would try everywhere."""


class Mask:
    """What stands for the characters of a text.

    ``shapes`` has ``0`` for a digit, ``-`` for a mark that joins numbers, letters for
    letters; ``letters`` the letters of Latin-1 without case and accents, and spaces; ``cases``
    ``A`` and ``a``.  In the first two ``?`` is any other character.
    """

    __slots__ = ("cases", "letters", "shapes")

    def __init__(self, text: str) -> None:
        for character, plain in _PLAIN[:1] if text.isascii() else _PLAIN:
            text = text.replace(character, plain)
        data = text.encode("latin-1", "replace")
        if b"?" in data:
            data = _with_zeros(text).encode("latin-1", "replace")
        self.shapes = data.translate(_SHAPES)
        self.letters = data.translate(_LETTERS)
        self.cases = data.translate(_CASES)

    def groups(self) -> list[Span]:
        """Return the spans of numbers so near to one another that the same words are near."""
        return [match.span() for match in _GROUP.finditer(self.shapes)]

    def written(self) -> set[Span]:
        """Return the numbers that begin a date in numbers.

        A long one, three joined ones, a year and a month; decimals, scores and clocks do not.
        """
        return {match.span() for match in _WRITTEN.finditer(self.shapes)}

    def counted(self) -> list[Span]:
        """Return the start of each number of four digits before a word, and that of the word."""
        return [match.span() for match in _COUNTED.finditer(self.shapes)]

    def dated(self, groups: list[Span]) -> list[Span]:
        """Return the groups that hold a day and a year."""
        found: list[Span] = []
        for match in _DAY_AND_YEAR.finditer(self.shapes):
            at = bisect_right(groups, (match.start(), len(self.shapes))) - 1
            if not found or found[-1] != groups[at]:
                found.append(groups[at])
        return found

    def numbers(self, start: int, end: int) -> list[Span]:
        """Return the numbers of which a part stands in a span."""
        first = max(0, start - _LONGEST_NUMBER)
        found = _NUMBER.finditer(self.shapes, first, end + _LONGEST_NUMBER)
        return [match.span() for match in found if match.end() > start and match.start() < end]


def _with_zeros(text: str) -> str:
    """Put a zero for every digit that is not of ASCII."""
    if not text.encode("utf-8", "surrogatepass").translate(None, _NO_DIGITS):
        return text
    match = _OTHER_DIGIT.search(text)
    while match is not None:
        zero = ord(match[0]) - unicodedata.decimal(match[0])
        for code in range(zero, zero + 10):
            text = text.replace(chr(code), "0")
        match = _OTHER_DIGIT.search(text, match.end())
    return text
