"""Code points folded for comparison, a whole batch at a time, with the way back.

Takes texts; gives one array of folded code points with the place that each came
from.  Case, width, accents, normal forms, ligatures and invisible characters do
not matter, and UTF-8 that was read as something else is read again, for the
comparison only.  A clean text that this misreads is misread the same way in
each of its copies, so no care for plausibility is needed here.

The tables fill themselves as code points are met: there is nothing to load, and
an entry depends on its code point alone, so threads cannot disagree.
"""

from __future__ import annotations

import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

Array: TypeAlias = "np.ndarray[Any, Any]"

SEPARATOR, DROP, EXPAND, UNSEEN = 0, 1, 2, 3
"""What the fold table holds where it holds no folded code point."""
COMPOSED = np.uint32(1 << 31)
"""Marks a letter that folds to several letters: a ligature, ß, a Hangul syllable.  It stays
one code point here; :func:`expanded` gives the letters."""
CLASS_SHIFT = 24
"""Folded code points carry their class in the bits from this one on."""
LETTER, DIGIT, CHARACTER, SYLLABIC = 1, 2, 3, 4
"""Classes of folded code points: the last two are words of their own, in scripts
that set no spaces (an ideograph says as much as half a word; a letter of Thai,
Lao, Khmer or Burmese as a fifth)."""

_CODE_POINTS = 0x110000
_fold = np.full(_CODE_POINTS, UNSEEN, np.uint32)
_expansions: dict[int, tuple[int, ...]] = {}

_KEPT_COMBINING = (0, 9)  # vowel signs and viramas of the scripts of India belong to the word
_SPACELESS = (
    (0x0E00, 0x0EFF, SYLLABIC),
    (0x1000, 0x109F, SYLLABIC),
    (0x1780, 0x17FF, SYLLABIC),
    (0x3005, 0x3007, CHARACTER),
    (0x3021, 0x30FF, CHARACTER),
    (0x3100, 0x312F, CHARACTER),
    (0x31F0, 0x31FF, CHARACTER),
    (0x3400, 0x9FFF, CHARACTER),
    (0xF900, 0xFAFF, CHARACTER),
    (0x20000, 0x3FFFF, CHARACTER),
)
_IGNORABLE = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x034F, 0x115F, 0x1160))


def _folded(code: int) -> list[int]:
    """Return what one code point folds to, with classes; 0 is a separator."""
    if code in _IGNORABLE:
        return []
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
    result: list[int] = []
    for char in text:
        category = unicodedata.category(char)
        if category == "Cf" or (
            category == "Mn" and unicodedata.combining(char) not in _KEPT_COMBINING
        ):
            continue
        if category == "Nd":
            char = chr(ord("0") + unicodedata.decimal(char))  # noqa: PLW2901
        letter = category[0] in "LNM"
        result.append(_class_of(ord(char)) << CLASS_SHIFT | ord(char) if letter else SEPARATOR)
    return result if any(result) or not result else [0]


def _class_of(code: int) -> int:
    if unicodedata.category(chr(code))[0] == "N":
        return DIGIT
    return next((kind for low, high, kind in _SPACELESS if low <= code <= high), LETTER)


def _learn(codes: Array) -> None:
    """Fill the tables for the code points *codes*."""
    for code in codes.tolist():
        folded = _folded(code)
        if len(folded) > 1:
            _expansions[code] = tuple(folded)
        if len(folded) > 1 and all(part >> CLASS_SHIFT == LETTER for part in folded):
            _fold[code] = COMPOSED | LETTER << CLASS_SHIFT | code
        else:
            _fold[code] = folded[0] if len(folded) == 1 else EXPAND if folded else DROP


_learn(np.arange(128))


@frozen
class Folded:
    """A batch of folded texts.

    ``codes`` are the folded code points with their classes, 0 where words end,
    one 0 at least after each text.  ``origins`` are the positions in the
    concatenation of the texts that they came from (``None``: position by
    position), ``bounds`` where in it each text starts, and the end.
    """

    codes: Array
    origins: Array | None
    bounds: Array


def fold(texts: Sequence[str]) -> Folded:
    """Fold *texts* for comparison.

    >>> codes = fold(["Ｇrüße"]).codes[:-1] & 0xFFFFFF
    >>> "".join(map(chr, codes.tolist()))
    'gruße'
    """
    bounds = np.array([0, *accumulate(len(text) + 1 for text in texts)])
    joined = "\n".join((*texts, ""))
    source = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    codes, origins = source.astype(np.intp), None
    if not joined.isascii():
        codes, origins = _reread(codes)
    folded = _fold.take(codes)
    special = (folded - np.uint32(1)) < UNSEEN
    if special.any():
        found = folded[special]
        if (found == UNSEEN).any():
            _learn(np.unique(codes[special][found == UNSEEN]))
            folded = _fold.take(codes)
            found = folded[(folded - np.uint32(1)) < UNSEEN]
        if (found == EXPAND).any():
            folded, origins = _expanded(codes, folded, origins)
        if (found == DROP).any():
            kept = folded != DROP
            origins = np.flatnonzero(kept) if origins is None else origins[kept]
            folded = folded[kept]
    return Folded(folded, origins, bounds)


def expanded(codes: Array) -> tuple[Array, Array]:
    """Return folded *codes* with composed letters taken apart, and the place of each in *codes*.

    >>> taken_apart, places = expanded(fold(["ß"]).codes)
    >>> "".join(map(chr, (taken_apart[:-1] & 0xFFFFFF).tolist())), places.tolist()
    ('ss', [0, 0, 1])
    """
    composed = codes >= COMPOSED
    plain = np.where(composed, codes & ((1 << CLASS_SHIFT) - 1), 0)
    return _expanded(plain, np.where(composed, np.uint32(EXPAND), codes), None)


def _expanded(codes: Array, folded: Array, origins: Array | None) -> tuple[Array, Array]:
    """Put in what folds to several code points."""
    places = np.flatnonzero(folded == EXPAND)
    parts = [_expansions[code] for code in codes[places].tolist()]
    sizes = np.array([len(part) for part in parts], np.int64)
    rest = np.repeat(places, sizes - 1)
    result = np.insert(folded, rest, EXPAND)
    result[result == EXPAND] = np.array([code for part in parts for code in part], np.uint32)
    index = np.arange(len(folded)) if origins is None else origins
    return result, np.insert(index, rest, index[rest])


# ---------------------------------------------------------------- UTF-8 that was read otherwise
_MISREADINGS = ("cp1252", "mac_roman", "cp1251", "cp437")
"""Code pages that UTF-8 is read with by mistake; windows-1252 with latin-1's C1 controls."""
_STRONG = (b"\xc2\xc3\xe2", b"\xc2\xc3\xe2", b"", b"\xc2\xc3\xe2")
"""Lead bytes (of Latin letters and punctuation) that one sequence is enough of, for each
code page; in windows-1251 all are letters that end words."""
_ENOUGH_SEQUENCES = 3
_MAX_LAYERS = 3
_NEWLINE = ord("\n")
_marks = np.zeros(_CODE_POINTS, np.uint8)
"""Bits 0 to 3: the code point is a lead byte of UTF-8 in that code page; 4 to 7: a trail."""
_bytes = np.zeros((len(_MISREADINGS), _CODE_POINTS), np.uint8)
_strong = np.zeros(_CODE_POINTS, bool)
_LOWEST_SECOND = {0xE0: 0xA0, 0xF0: 0x90}
_HIGHEST_SECOND = {0xED: 0x9F, 0xF4: 0x8F}


def _prepare_misreadings() -> None:
    for row, codec in enumerate(_MISREADINGS):
        if codec == "cp1252":
            _bytes[row, 0x80:0xA0] = np.arange(0x80, 0xA0)
        for byte in range(0x80, 0x100):
            char = bytes([byte]).decode(codec, "replace")
            if char != "\N{REPLACEMENT CHARACTER}":
                _bytes[row, ord(char)] = byte
        found = np.flatnonzero(_bytes[row])
        values = _bytes[row, found]
        _marks[found[values < 0xC0]] |= 0x10 << row
        _marks[found[(values >= 0xC2) & (values <= 0xF4)]] |= 1 << row
        _strong[found[np.isin(values, np.frombuffer(_STRONG[row], np.uint8))]] = True


_prepare_misreadings()


def _reread(source: Array) -> tuple[Array, Array | None]:
    """Read UTF-8 again that was read with another code page, line by line.

    A line is read with the code page that explains most of it, and again as
    long as that finds something, up to :data:`_MAX_LAYERS` times.
    """
    codes, origins = source, None
    marks = _marks.take(codes)
    leads = np.flatnonzero((marks[:-1] & (marks[1:] >> 4)) > 0)
    for _ in range(_MAX_LAYERS):
        if not len(leads):
            break
        places, values, dropped = _sequences(codes, leads)
        if not len(places):
            break
        result = codes.copy()
        result[places] = values
        kept = np.ones(len(codes), bool)
        kept[dropped] = False
        codes = result[kept]
        origins = np.flatnonzero(kept) if origins is None else origins[kept]
        places = places - np.searchsorted(np.sort(dropped), places)
        leads = places[(_marks[codes[places]] & (_marks[codes[places + 1]] >> 4)) > 0]
    return codes, origins


def _sequences(codes: Array, leads: Array) -> tuple[Array, Array, Array]:
    """Find the sequences to read again: where they start, what they mean, what falls away."""
    lines = np.searchsorted(np.flatnonzero(codes == _NEWLINE), leads)
    numbers, lines, counts = np.unique(lines, return_inverse=True, return_counts=True)
    worth = (counts[lines] >= _ENOUGH_SEQUENCES) | _strong[codes[leads]]
    if not worth.any():
        return leads[:0], leads[:0], leads[:0]
    readings = [_read(codes, leads, table) for table in _bytes]
    explained = np.stack(
        [
            _explained(lines, len(numbers), sizes, table[codes[leads]], strong)
            for (sizes, _values), table, strong in zip(readings, _bytes, _STRONG, strict=True)
        ]
    )
    best = explained.argmax(axis=0)[lines]
    chosen = explained.max(axis=0)[lines] > 0
    sizes = np.where(chosen, np.choose(best, [sizes for sizes, _values in readings]), 0)
    values = np.choose(best, [values for _sizes, values in readings])
    found = sizes > 0
    places, sizes = leads[found], sizes[found]
    dropped = [places[sizes > step] + step for step in (1, 2, 3)]
    return places, values[found], np.concatenate(dropped)


def _explained(lines: Array, count: int, sizes: Array, firsts: Array, strong: bytes) -> Array:
    """Return how many characters of each line one code page explains.

    A few pairs of characters occur in clean text as well (a capital before a
    closing quote): lead bytes that are not *strong* count from
    :data:`_ENOUGH_SEQUENCES` on.
    """
    good = sizes > 0
    certain = good & np.isin(firsts, np.frombuffer(strong, np.uint8))
    total = np.bincount(lines[good], minlength=count)
    believed = (total >= _ENOUGH_SEQUENCES) | (np.bincount(lines[certain], minlength=count) > 0)
    return np.where(believed, np.bincount(lines, weights=sizes, minlength=count), 0)


def _read(codes: Array, leads: Array, table: Array) -> tuple[Array, Array]:
    """Read at *leads* with one code page: lengths (0: no UTF-8 there) and code points."""
    last = len(codes) - 1
    first = table[codes[leads]].astype(np.int64)
    sizes = np.select([first < 0xC2, first < 0xE0, first < 0xF0, first < 0xF5], [0, 2, 3, 4], 0)
    values = first & (0x7F >> np.maximum(sizes, 1))
    good = sizes > 0
    for step in (1, 2, 3):
        inside = sizes > step
        byte = table[codes[np.minimum(leads + step, last)]].astype(np.int64)
        good &= ~inside | ((byte >= 0x80) & (byte < 0xC0) & (leads + step <= last))
        values = np.where(inside, (values << 6) | (byte & 0x3F), values)
        if step == 1:
            for lead, bound in _LOWEST_SECOND.items():
                good &= (first != lead) | (byte >= bound)
            for lead, bound in _HIGHEST_SECOND.items():
                good &= (first != lead) | (byte <= bound)
    return np.where(good, sizes, 0), values
