"""Words and shingles of many texts at once, as arrays.

A word is a run of letters and digits; in scripts that set no spaces each
character is one.  Words are hashed with constants, so that they are the same in
every process and on every platform.  A shingle is :data:`WORDS_PER_SHINGLE`
words in a row, and as many characters as say as much where there are no spaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen

from newsnorm.duplicates._folding import (
    CHARACTER,
    CLASS_SHIFT,
    COMPOSED,
    DIGIT,
    SYLLABIC,
    Array,
    expanded,
    fold,
)

WORDS_PER_SHINGLE = 4
CHARACTERS_PER_SHINGLE = 8
SYLLABICS_PER_SHINGLE = 16

STEM_LETTERS = 5
"""So many letters stand for a word in any of its forms, where only the matter counts
(measured on labelled pairs of Russian and English news: F1 0.88 without, 0.93 with)."""

CHUNK_CODE_POINTS = 1 << 17
"""Texts are worked on in chunks of about so many code points: the arrays of one
chunk stay in the processor's cache (1 MB each) and bound the memory in use."""

_CHAR_MIX = np.uint32(0x9E3779B1)
_POWER_BASE = 0x6659FD93
_POWER_INVERSE = pow(_POWER_BASE, -1, 1 << 32)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_STEP = np.uint64(0xC4CEB9FE1A85EC53)
_SALT_LONG = np.uint64(0x2545F4914F6CDD1D)


def mix(values: Array) -> Array:
    """Spread the bits of 64-bit *values*, so that any of them can be used alone."""
    values = values ^ (values >> np.uint64(32))
    values *= _MIX
    values ^= values >> np.uint64(29)
    return values


@frozen
class Words:
    """The words of a batch of texts.

    ``hashes`` of the words; ``starts`` and ``ends`` their code points within
    their own text; ``kinds`` the class of their first character, ``numbers``
    whether they are numbers; ``stems`` are hashes of their first letters, and
    ``sizes`` how many those are; ``bounds`` where each text's words start, and
    the end.
    """

    hashes: Array
    starts: Array
    ends: Array
    kinds: Array
    numbers: Array
    stems: Array
    sizes: Array
    bounds: Array


_POWERS: dict[int, Array] = {}
_NOTHING: Array = np.zeros(0, np.uint32)


def _powers(count: int, base: int) -> Array:
    """Return *count* powers of *base* modulo 2**32, kept for chunks of the usual size."""
    known = _POWERS.get(base, _NOTHING)
    if len(known) < count:
        known = np.full(max(count, CHUNK_CODE_POINTS * 5 // 4), base, np.uint32)
        known[0] = 1
        np.multiply.accumulate(known, out=known)
        if len(known) <= CHUNK_CODE_POINTS * 2:
            _POWERS[base] = known
    result: Array = known[:count]
    return result


def words(texts: Sequence[str]) -> Words:
    """Cut *texts* into words and hash them.

    >>> found = words(["Two words", "二字"])
    >>> found.bounds.tolist(), found.starts.tolist(), found.ends.tolist()
    ([0, 2, 4], [0, 4, 0, 1], [3, 9, 1, 2])
    """
    folded = fold(texts)
    classes = (folded.codes >> np.uint32(CLASS_SHIFT)).astype(np.uint8)
    classes &= 7
    starts, lasts = _edges(classes)
    kinds = classes[starts]
    numbers = (kinds == DIGIT) & (classes[lasts] == DIGIT)
    hashes, stems, sizes = _hashed(folded.codes, starts, lasts, numbers)
    composed = np.flatnonzero(folded.codes >= COMPOSED)
    if len(composed):
        _take_apart(folded.codes, composed, (starts, lasts), (hashes, stems, sizes))
    begin, end = starts, lasts + 1
    if folded.origins is not None:
        begin = folded.origins[starts]
        end = np.maximum(folded.origins[lasts] + 1, folded.origins[end])
    bounds = np.searchsorted(begin, folded.bounds)
    shift = np.repeat(folded.bounds[:-1], np.diff(bounds))
    return Words(
        hashes,
        (begin - shift).astype(np.int32),
        (end - shift).astype(np.int32),
        kinds,
        numbers,
        stems,
        sizes,
        bounds,
    )


def _hashed(
    codes: Array, starts: Array, lasts: Array, numbers: Array
) -> tuple[Array, Array, Array]:
    """Return hashes of words, hashes of their stems, and the letters of those."""
    values = codes * _CHAR_MIX
    values ^= values >> np.uint32(15)
    values *= _powers(len(values), _POWER_BASE)
    np.cumsum(values, dtype=np.uint32, out=values)
    before = values[starts - 1] * (starts > 0)
    inverse = _powers(len(values), _POWER_INVERSE)[starts]
    cut = np.minimum(lasts, np.where(numbers, lasts, starts + (STEM_LETTERS - 1)))
    result = []
    for ends in (lasts, cut):
        sums = ((values[ends] - before) * inverse).astype(np.uint64)
        result.append(mix(sums | (ends - starts).astype(np.uint64) << np.uint64(32)))
    return result[0], result[1], (cut - starts + 1).astype(np.int32)


def _take_apart(
    codes: Array, composed: Array, edges: tuple[Array, Array], columns: tuple[Array, Array, Array]
) -> None:
    """Hash the words that have *composed* letters again, letter by letter."""
    starts, lasts = edges
    chosen = np.unique(np.searchsorted(starts, composed, "right") - 1)
    sizes = lasts[chosen] - starts[chosen] + 1
    begins = np.cumsum(sizes) - sizes
    index = np.arange(int(sizes.sum())) + np.repeat(starts[chosen] - begins, sizes)
    letters, places = expanded(codes[index])
    first = np.searchsorted(places, begins)
    last = np.searchsorted(places, begins + sizes) - 1
    for column, part in zip(
        columns, _hashed(letters, first, last, np.zeros(len(chosen), bool)), strict=True
    ):
        column[chosen] = part


def _edges(classes: Array) -> tuple[Array, Array]:
    """Return the first and the last place of each word; the last place is a separator."""
    inside = classes > 0
    joined = inside[1:] & inside[:-1]
    alone = classes >= CHARACTER
    if alone.any():
        joined &= ~(alone[1:] | alone[:-1])
    first = inside.copy()
    first[1:] &= ~joined
    inside[:-1] &= ~joined
    return np.flatnonzero(first), np.flatnonzero(inside)


def _combined(values: Array, count: int, step: np.uint64) -> Array:
    """Hash *count* values in a row, by doubling; the last places hold nonsense."""
    result = values.copy()
    width = 1
    while width < count:
        result[:-width] = result[:-width] * step + result[width:]
        step = step * step
        width *= 2
    return result


def shingles(found: Words) -> tuple[Array, Array]:
    """Return the hash of the shingle that starts at each word, and whether one does.

    A text shorter than one shingle has one, made of all its words.
    """
    hashes = found.hashes
    size = len(hashes)
    if not size:
        return hashes, np.zeros(0, bool)
    with np.errstate(over="ignore"):
        result = _combined(hashes, WORDS_PER_SHINGLE, _STEP)
        reach = np.full(size, WORDS_PER_SHINGLE)
        for kind, count in ((CHARACTER, CHARACTERS_PER_SHINGLE), (SYLLABIC, SYLLABICS_PER_SHINGLE)):
            chosen = found.kinds == kind
            if chosen.any():
                result = np.where(chosen, _combined(hashes, count, _STEP), result)
                reach[chosen] = count
        counts = np.diff(found.bounds)
        last = np.repeat(found.bounds[1:], counts)
        valid = np.arange(size) + reach <= last
        first = found.bounds[:-1][counts > 0]
        short = first[~valid[first]]
        for start in short.tolist():
            total = _SALT_LONG
            for value in hashes[start : last[start]]:
                total = total * _STEP + value
            result[start] = total
        valid[short] = True
        return mix(result), valid


def chunked(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut *texts* into ranges of about :data:`CHUNK_CODE_POINTS`."""
    start = size = 0
    for position, text in enumerate(texts):
        size += len(text) + 1
        if size >= CHUNK_CODE_POINTS:
            yield start, position + 1
            start, size = position + 1, 0
    if start < len(texts):
        yield start, len(texts)
