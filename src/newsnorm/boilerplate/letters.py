"""What the characters of a text are, as numbers, for all of its lines at once.

Takes: lines.  Gives: :class:`Letters`: what each character is, and where lines begin and end;
:func:`shared_words`: how many words lines share.  Raises: nothing.

What a character is gets asked of Python once and remembered in a table, so that a text
is one look-up in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from newsnorm._text.phrases import DENSE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "ALPHA",
    "BULLET",
    "CAPITAL",
    "CLOSER",
    "COLON",
    "DIGIT",
    "ELLIPSIS",
    "END",
    "IDEOGRAPH",
    "INNER_CLOSER",
    "INNER_END",
    "LOWER",
    "QUESTION",
    "QUOTE",
    "SMALL",
    "SPACE",
    "STOP",
    "TITLE",
    "UPPER",
    "Letters",
    "letters_of",
    "shared_words",
]

ALPHA, UPPER, LOWER, TITLE, DIGIT, SPACE = (1 << bit for bit in range(22, 28))
END, INNER_END, STOP, ELLIPSIS, COLON, QUESTION = (1 << bit for bit in range(28, 34))
CLOSER, INNER_CLOSER, BULLET, QUOTE, IDEOGRAPH = (1 << bit for bit in range(34, 39))
CAPITAL, SMALL = (1 << bit for bit in range(39, 41))
_KNOWN = 1 << 41
"""Bits of what a character is.  Those below hold its small form, a space if it is no letter."""
_SMALL_FORM = (1 << 21) - 1
FIELD = 12
"""So many bits hold how many characters of one kind a line has, which is :data:`LINE_CAP` long …"""
LINE_CAP = 4_000
"""… since of a longer line only the beginning and the end are looked at."""
WORD_CHARS = 4
"""Words of so many letters tell what a text is about."""
WORDS_CHARS = 1_000
"""So much of a line is looked at for words that other lines use."""

_LETTER = re.compile(r"[^\W\d_]")
_IDEOGRAPH = re.compile("[\u3040-\u9fff]")
_COMMAS = ",、，،"
_SEPARATORS = "|•·›»→←▶►/>—–"
_MARKS = {
    END: ".!?。！？؟।॥।۔;；",
    INNER_END: ".!?。！？؟।۔",
    STOP: ".",
    ELLIPSIS: "…",
    COLON: ":：",
    QUESTION: "?？؟",
    CLOSER: "\"'”’»›«“„)]）】」』* \u200f\u200e",
    INNER_CLOSER: "\"'”’»)]」』）",
    BULLET: "-*•·–—▪◦‣■●►▶»›→+",
    QUOTE: "\"“”'„«»‘’‚‹›「『",
    CAPITAL: "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜÉ",
}


@frozen(eq=False)
class Letters:
    """The characters of some lines, a line break before, between and behind them.

    ``text`` are the lines, ``kinds`` what each character is, ``starts`` and ``ends`` where
    each line begins and ends.  ``dense``, ``commas``, ``digits`` and ``separators`` count
    characters of scripts without spaces and of those kinds in each line.
    """

    text: str
    kinds: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    dense: NDArray[np.int64]
    commas: NDArray[np.int64]
    digits: NDArray[np.int64]
    separators: NDArray[np.int64]


def letters_of(lines: Sequence[str]) -> Letters:
    """Return what the characters of *lines* are; none is empty, or longer than LINE_CAP."""
    import numpy as np

    text = "\n".join(("", *lines, ""))
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.intp)
    what, counts = _tables()
    kinds = what.take(codes)
    if not kinds.all():
        for code in {*codes[kinds == 0].tolist()}:
            what[code], counts[code] = _kind(chr(code)), _counts_as(chr(code))
        kinds = what.take(codes)
    ends = np.cumsum(np.fromiter(map(len, lines), dtype=np.int64, count=len(lines)) + 1)
    starts = np.empty_like(ends)
    starts[0] = 1
    starts[1:] = ends[:-1] + 1
    number = np.add.reduceat(counts.take(codes), starts)
    least = (1 << FIELD) - 1
    return Letters(
        text,
        kinds,
        starts,
        ends,
        number & least,
        number >> FIELD & least,
        number >> 2 * FIELD & least,
        number >> 3 * FIELD,
    )


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return what each character is and what it counts as, 0 for those that were not met yet."""
    import numpy as np

    return np.zeros(0x110000, dtype=np.int64), np.zeros(0x110000, dtype=np.int64)


def _kind(char: str) -> int:
    """Return what *char* is."""
    letter = _LETTER.match(char) is not None
    small = char.lower()
    bits = _KNOWN | ord(small if len(small) == 1 and _LETTER.match(small) else " ")
    for bit, is_so in (
        (ALPHA, char.isalpha()),
        (UPPER, char.isupper()),
        (LOWER, char.islower()),
        (TITLE, char.istitle() and not char.isupper()),
        (DIGIT, char.isdigit()),
        (SPACE, char.isspace()),
        (IDEOGRAPH, _IDEOGRAPH.match(char) is not None),
        (SMALL, letter and not "A" <= char <= "Z"),
        *((bit, char in marks) for bit, marks in _MARKS.items()),
    ):
        bits |= bit if is_so else 0
    return bits


def _counts_as(char: str) -> int:
    """Return what *char* adds to the counts of its line, one behind another."""
    counted = (DENSE.match(char), char in _COMMAS, char.isdigit(), char in _SEPARATORS)
    return sum(1 << place * FIELD for place, is_so in enumerate(counted) if is_so)


def shared_words(
    letters: Letters, prose: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how many words each line has, and how many of them the running text uses too.

    A line of *prose*, which is running text, has to share them with another one.  Words are
    told apart by a number of 64 bits, less those that number the lines.
    """
    import numpy as np

    if "Σ" in letters.text or "İ" in letters.text:  # their small forms hang on what is beside them
        lines = letters.text[1:-1].split("\n")
        letters = letters_of([line[:WORDS_CHARS].lower() for line in lines])
    small = letters.kinds & _SMALL_FORM
    for line in np.flatnonzero(letters.ends - letters.starts > WORDS_CHARS).tolist():
        small[letters.starts[line] + WORDS_CHARS : letters.ends[line]] = 32
    blank = small == 32
    edges = np.flatnonzero(blank[:-1] != blank[1:]) + 1
    first, size = edges[::2], edges[1::2] - edges[::2]
    told = size >= WORD_CHARS
    first, size = first[told], size[told]
    count = len(letters.starts)
    if not len(first):
        return np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    begin = np.cumsum(size) - size
    place = np.arange(begin[-1] + size[-1]) - np.repeat(begin, size)
    number = np.add.reduceat(small[place + np.repeat(first, size)] * _powers()[place], begin)
    bits = count.bit_length()
    pair = number << bits | (letters.starts.searchsorted(first, "right") - 1)
    pair.sort()
    pair = pair[np.append(True, pair[1:] != pair[:-1])]  # each word of a line once
    number, line = pair >> bits, pair & ((1 << bits) - 1)
    word = np.cumsum(np.append(False, number[1:] != number[:-1]))
    within = prose[line]
    users = np.bincount(word, weights=within)[word]
    common = users > within
    return np.bincount(line, minlength=count), np.bincount(line[common], minlength=count)


@lru_cache(maxsize=1)
def _powers() -> NDArray[np.int64]:
    """Return the powers of an odd number, modulo 2 ** 64."""
    import numpy as np

    powers = np.full(LINE_CAP, 0x9E3779B97F4A7C15, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers).view(np.int64)
