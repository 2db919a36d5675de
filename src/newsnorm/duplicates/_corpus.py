"""All texts of one call as a few flat arrays.

Takes texts; gives their shingles with offsets, their numbers, and their
fingerprints: the shingles that are the smallest of a window (winnowing), so that
any passage of :data:`GUARANTEED_WORDS` words that two texts share has one of its
shingles among the fingerprints of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from attrs import frozen

from newsnorm.duplicates._folding import CHARACTER, SYLLABIC, Array
from newsnorm.duplicates._tokens import (
    CHARACTERS_PER_SHINGLE,
    SYLLABICS_PER_SHINGLE,
    WORDS_PER_SHINGLE,
    Words,
    chunked,
    mix,
    shingles,
    words,
)

WINDOW = 5
"""Shingles among which the smallest becomes a fingerprint."""
GUARANTEED_WORDS = WORDS_PER_SHINGLE + WINDOW - 1
"""A shared passage of so many words is always noticed."""

REACH = np.full(8, WORDS_PER_SHINGLE, np.int64)
"""How many words the shingle has that starts with a word of each class."""
REACH[CHARACTER] = CHARACTERS_PER_SHINGLE
REACH[SYLLABIC] = SYLLABICS_PER_SHINGLE

CUT = 255
_KEPT_FREE_BYTES = 24 << 20
"""An array of this size is made and thrown away, untouched: the C library then keeps
as much free memory for reuse.  It would give the arrays of each chunk back to the
system and fetch them again else (78 instead of 37 µs a text on Linux)."""
_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)
_IDENTITY_STEP = np.uint64(0xA24BAED4963EE407)


@frozen
class Prints:
    """Fingerprints, text by text as ``bounds`` says.

    ``hashes`` have 64 bits; ``places`` are the words they start at.
    """

    hashes: Array
    places: Array
    bounds: Array


@frozen
class Corpus:
    """Texts as arrays, in the order they came.

    ``shingles`` are 32-bit hashes, one for each word, 0 where none starts;
    ``starts``, ``lengths`` and ``kinds`` belong to the words; ``bounds`` say
    where each text's words begin.  Lengths are cut at 255; ``long`` has the
    others.  ``identities`` are equal for texts with the same words in the same
    order.  ``numbers`` are hashes of the numbers and ``number_places`` the
    words they are, text by text as ``number_bounds`` says.
    """

    shingles: Array
    starts: Array
    lengths: Array
    kinds: Array
    bounds: Array
    identities: Array
    numbers: Array
    number_places: Array
    number_bounds: Array
    long: dict[int, int]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def size(self, text: int) -> int:
        """Return the number of words of *text*."""
        return int(self.bounds[text + 1] - self.bounds[text])

    def start(self, word: int) -> int:
        """Return where *word* starts in its text."""
        return int(self.starts[word])

    def end(self, word: int) -> int:
        """Return where *word* ends in its text."""
        length = int(self.lengths[word])
        return int(self.starts[word]) + (length if length < CUT else self.long[word])


def winnow(hashes: Array, valid: Array, bounds: Array) -> Array:
    """Say which shingles are the smallest of some window of :data:`WINDOW`.

    Texts are set apart by as much as a window is wide, so that what is chosen
    of a text does not depend on its neighbours.
    """
    apart = WINDOW - 1
    texts = len(bounds) - 1
    places = np.arange(len(hashes)) + np.repeat(np.arange(1, texts + 1) * apart, np.diff(bounds))
    padded = np.full(len(hashes) + (texts + 1) * apart, _NONE, np.uint64)
    padded[places[valid]] = hashes[valid]
    lowest = padded[: len(padded) - apart].copy()
    for shift in range(1, WINDOW):
        np.minimum(lowest, padded[shift : shift + len(lowest)], out=lowest)
    chosen = np.zeros(len(padded), bool)
    body = padded[apart : len(padded) - apart]
    middle = chosen[apart : len(padded) - apart]
    for shift in range(WINDOW):
        middle |= body == lowest[shift : shift + len(body)]
    return chosen[places] & valid


def _identities(hashes: Array, bounds: Array) -> Array:
    """Return one number for each text that stands for its words and their order."""
    result = np.zeros(len(bounds) - 1, np.uint64)
    counts = np.diff(bounds)
    full = np.flatnonzero(counts)
    if len(full):
        place = np.arange(len(hashes), dtype=np.uint64)
        place -= np.repeat(bounds[:-1], counts).astype(np.uint64)
        values = mix(hashes ^ mix((place + np.uint64(1)) * _IDENTITY_STEP))
        result[full] = np.add.reduceat(values, bounds[:-1][full])
    return result


def word_keys(corpus: Corpus, texts: Sequence[str]) -> Iterator[tuple[int, int] | str | None]:
    """Yield for each text what is equal for texts with the same words in the same order.

    A text without words is compared as it stands, but for spaces; one that is
    empty is like no other, and has ``None``.
    """
    for text, identity in enumerate(corpus.identities.tolist()):
        if corpus.size(text):
            yield identity, corpus.size(text)
        else:
            yield " ".join(texts[text].split()) or None


def build(
    texts: Sequence[str],
    *,
    watch: Callable[[Sequence[str], Words], None] | None = None,
    offsets: bool = True,
) -> tuple[Corpus, Prints]:
    """Return *texts* as arrays.

    Without *offsets*, starts and lengths of words are left out.  *watch* is
    called with each chunk of texts and its words: what else is to be
    taken from the words need not cut the texts again.

    >>> corpus, prints = build(["one two three four five", "six"])
    >>> corpus.bounds.tolist(), (corpus.shingles > 0).tolist()
    ([0, 5, 6], [True, True, False, False, False, True])
    """
    np.empty(_KEPT_FREE_BYTES, np.uint8)
    total = sum(map(len, texts))
    place = np.int32 if total < np.iinfo(np.int32).max else np.int64
    columns = [
        _Column(kind, total // share)
        for kind, share in (
            (np.uint32, 5), (np.int32, 5), (np.uint8, 5), (np.uint8, 5), (np.uint64, 15),
            (place, 15), (np.uint32, 100), (place, 100), (np.uint64, 1000),
        )
    ]  # fmt: skip
    bounds: tuple[list[Array], ...] = ([], [], [])
    long: dict[int, int] = {}
    offset = 0
    for start, stop in chunked(texts):
        found = words(texts[start:stop])
        if watch is not None:
            watch(texts[start:stop], found)
        hashes, valid = shingles(found)
        short = hashes.astype(np.uint32) | np.uint32(1)
        chosen = np.flatnonzero(winnow(hashes, valid, found.bounds))
        numbers = np.flatnonzero(found.numbers)
        lengths = found.ends - found.starts
        for word in np.flatnonzero(lengths >= CUT).tolist():
            long[offset + word] = int(lengths[word])
        parts = (
            np.where(valid, short, np.uint32(0)),
            found.starts if offsets else lengths[:0],
            np.minimum(lengths, CUT) if offsets else lengths[:0],
            found.kinds,
            hashes[chosen],
            chosen + offset,
            found.hashes[numbers],
            numbers + offset,
            _identities(found.hashes, found.bounds),
        )
        for column, part in zip(columns, parts, strict=True):
            column.append(part)
        offset += len(hashes)
        for edges, places in zip(bounds, (None, chosen, numbers), strict=True):
            whole = found.bounds if places is None else np.searchsorted(places, found.bounds)
            edges.append(np.diff(whole))
    word_bounds, print_bounds, number_bounds = (
        np.concatenate(([0], *counts)).cumsum() for counts in bounds
    )
    shingle, starts, cut, kinds, hashes, places, numbers, number_places, identities = (
        column.array() for column in columns
    )
    corpus = Corpus(
        shingles=shingle,
        starts=starts,
        lengths=cut,
        kinds=kinds,
        bounds=word_bounds,
        identities=identities,
        numbers=numbers,
        number_places=number_places,
        number_bounds=number_bounds,
        long=long,
    )
    return corpus, Prints(hashes, places, print_bounds)


class _Column:
    """An array that grows in place: two copies at once would double the memory."""

    __slots__ = ("_array", "_used")

    def __init__(self, kind: type[np.generic], expected: int) -> None:
        self._array: Array = np.empty(expected + 16, kind)
        self._used = 0

    def append(self, part: Array) -> None:
        """Put *part* at the end."""
        end = self._used + len(part)
        if end > len(self._array):
            self._array.resize(end + end // 4, refcheck=False)
        self._array[self._used : end] = part
        self._used = end

    def array(self) -> Array:
        """Return what was put in."""
        self._array.resize(self._used, refcheck=False)
        return self._array
