"""All texts of one call as a few flat arrays.

Takes texts; gives their shingles with offsets, their numbers, and their
fingerprints: the shingles that are the smallest of a window (winnowing), so that
any passage of :data:`GUARANTEED_WORDS` words that two texts share has one of its
shingles among the fingerprints of both.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from newsnorm.duplicates._folding import CHARACTER, SYLLABIC, Array
from newsnorm.duplicates._tokens import (
    CHARACTERS_PER_SHINGLE,
    SYLLABICS_PER_SHINGLE,
    WORDS_PER_SHINGLE,
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

_NONE = np.uint64(0xFFFFFFFFFFFFFFFF)
_IDENTITY_STEP = np.uint64(0xA24BAED4963EE407)


@frozen
class Corpus:
    """Texts as arrays, in the order they came.

    ``shingles`` are 32-bit hashes, one for each word, 0 where none starts;
    ``starts``, ``ends`` and ``kinds`` belong to the words; ``bounds`` say where
    each text's words begin.  ``identities`` are equal for texts with the same
    words in the same order.  ``numbers`` are hashes of the numbers, text by text
    as ``number_bounds`` says.  ``prints`` are the fingerprints (64 bits) and
    ``places`` the words they start at, text by text as ``print_bounds`` says.
    """

    shingles: Array
    starts: Array
    ends: Array
    kinds: Array
    bounds: Array
    identities: Array
    numbers: Array
    number_places: Array
    number_bounds: Array
    prints: Array
    places: Array
    print_bounds: Array

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def size(self, text: int) -> int:
        """Return the number of words of *text*."""
        return int(self.bounds[text + 1] - self.bounds[text])


def winnow(hashes: Array, valid: Array) -> Array:
    """Say which shingles are the smallest of some window of :data:`WINDOW`.

    Shingles of different texts never share a window: those that would cross the
    border are not valid, and there are at least as many as a window is wide,
    less one.
    """
    padded = np.full(len(hashes) + 2 * (WINDOW - 1), _NONE, np.uint64)
    body = padded[WINDOW - 1 : WINDOW - 1 + len(hashes)]
    np.copyto(body, hashes, where=valid)
    lowest = padded[: len(padded) - WINDOW + 1].copy()
    for shift in range(1, WINDOW):
        np.minimum(lowest, padded[shift : shift + len(lowest)], out=lowest)
    chosen = np.zeros(len(hashes), bool)
    for shift in range(WINDOW):
        chosen |= body == lowest[shift : shift + len(hashes)]
    return chosen & valid


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


def build(texts: Sequence[str]) -> Corpus:
    """Return *texts* as arrays.

    >>> corpus = build(["one two three four five", "six"])
    >>> corpus.bounds.tolist(), (corpus.shingles > 0).tolist()
    ([0, 5, 6], [True, True, False, False, False, True])
    """
    columns: list[list[Array]] = [[] for _ in range(9)]
    counts: list[Array] = []
    number_counts: list[Array] = []
    print_counts: list[Array] = []
    offset = 0
    for start, stop in chunked(texts):
        found = words(texts[start:stop])
        hashes, valid = shingles(found)
        short = (hashes & np.uint64(0xFFFFFFFF)).astype(np.uint32) | np.uint32(1)
        chosen = np.flatnonzero(winnow(hashes, valid))
        numbers = np.flatnonzero(found.numbers)
        for column, part in zip(
            columns,
            (
                np.where(valid, short, np.uint32(0)),
                found.starts,
                found.ends,
                found.kinds,
                (found.hashes[numbers] & np.uint64(0xFFFFFFFF)).astype(np.uint32),
                hashes[chosen],
                chosen + offset,
                _identities(found.hashes, found.bounds),
                numbers + offset,
            ),
            strict=True,
        ):
            column.append(part)
        offset += len(hashes)
        counts.append(np.diff(found.bounds))
        number_counts.append(np.diff(np.searchsorted(numbers, found.bounds)))
        print_counts.append(np.diff(np.searchsorted(chosen, found.bounds)))
    return _assembled(columns, counts, number_counts, print_counts)


def _assembled(
    columns: list[list[Array]],
    counts: list[Array],
    number_counts: list[Array],
    print_counts: list[Array],
) -> Corpus:
    kinds = (
        np.uint32,
        np.int32,
        np.int32,
        np.uint8,
        np.uint32,
        np.uint64,
        np.int64,
        np.uint64,
        np.int64,
    )
    whole: list[Array] = []
    for column, kind in zip(columns, kinds, strict=True):
        whole.append(np.concatenate(column) if column else np.zeros(0, kind))
        column.clear()  # one copy at a time: memory is the bound
    return Corpus(
        shingles=whole[0],
        starts=whole[1],
        ends=whole[2],
        kinds=whole[3],
        bounds=_cumulated(counts),
        identities=whole[7],
        numbers=whole[4],
        number_places=whole[8],
        number_bounds=_cumulated(number_counts),
        prints=whole[5],
        places=whole[6],
        print_bounds=_cumulated(print_counts),
    )


def _cumulated(counts: list[Array]) -> Array:
    return np.concatenate(([0], *counts)).cumsum()
