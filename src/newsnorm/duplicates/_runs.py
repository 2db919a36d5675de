"""The runs of words that pairs of texts share."""

from __future__ import annotations

import numpy as np
from attrs import frozen

from newsnorm.duplicates._blocks import Block
from newsnorm.duplicates._corpus import REACH, Corpus
from newsnorm.duplicates._folding import Array

MAX_REPEATS = 4
"""A shingle that a text has more often than this starts no passage of its own."""


@frozen
class Runs:
    """What some pairs have in common, in order: runs of the same words.

    ``pairs`` number the pair, ``lefts`` and ``rights`` are the first words in
    the first and the second text (places in the corpus), ``sizes`` the words.
    """

    pairs: Array
    lefts: Array
    rights: Array
    sizes: Array


def runs_of(corpus: Corpus, block: Block) -> Array:
    """Return the runs of a block: pair, first words in both texts, words; as rows."""
    here, there = _matches(block)
    bits = np.uint64(len(block.words).bit_length())
    low = (np.uint64(1) << bits) - np.uint64(1)
    keys = block.sides[here].astype(np.uint64) << (bits + bits)
    keys |= (there - here).astype(np.uint64) << bits
    keys |= here.astype(np.uint64)
    keys.sort()
    firsts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1] + np.uint64(1)))
    firsts = firsts[: len(keys)]
    lasts = np.append(firsts[1:], len(keys)) - 1
    here = (keys[firsts] & low).astype(np.int64)
    there = here + ((keys[firsts] >> bits) & low).astype(np.int64)
    final = here + lasts - firsts
    sizes = final - here + REACH.take(corpus.kinds[block.words[final]])
    sides, ends = block.sides[here], block.begins + block.sizes
    np.minimum(sizes, ends[sides] - here, out=sizes)
    np.minimum(sizes, ends[sides + 1] - there, out=sizes)
    return np.stack((sides >> 1, block.words[here], block.words[there], sizes))


def _matches(block: Block) -> tuple[Array, Array]:
    """Return the places in the block where both texts of a pair have the same shingle."""
    firsts, lasts = block.firsts[block.shared], block.lasts[block.shared]
    once = lasts - firsts == 1
    here, there = block.order[firsts[once]], block.order[lasts[once]]
    if once.all():
        return here, there
    firsts, sizes = firsts[~once], (lasts - firsts + 1)[~once]
    group = np.repeat(np.arange(len(firsts)), sizes)
    inner = np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    places = block.order[np.repeat(firsts, sizes) + inner]
    left = (block.sides[places] & 1) == 0
    lefts = np.bincount(group[left], minlength=len(firsts))
    rights = sizes - lefts
    few = (lefts <= MAX_REPEATS) & (rights <= MAX_REPEATS)
    chosen = left & few[group]
    times = rights[group[chosen]]
    step = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    start = np.repeat((firsts + lefts)[group[chosen]], times)
    return (
        np.concatenate((here, np.repeat(places[chosen], times))),
        np.concatenate((there, block.order[start + step])),
    )


def _overlaps(pairs: Array, places: Array, sizes: Array) -> Array:
    """Return the pairs of which runs overlap in one of the texts."""
    sort = np.lexsort((places, pairs))
    pairs, places, sizes = pairs[sort], places[sort], sizes[sort]
    bad = (pairs[1:] == pairs[:-1]) & (places[1:] < places[:-1] + sizes[:-1])
    return np.asarray(pairs[1:][bad])


def separated(rows: Array) -> Array:
    """Return runs in order and without overlaps."""
    pairs, lefts, rights, sizes = rows
    bad = np.union1d(_overlaps(pairs, lefts, sizes), _overlaps(pairs, rights, sizes))
    parts = [rows[:, ~np.isin(pairs, bad)]]
    for pair in bad.tolist():
        found = _disjoint(rows[1:, pairs == pair].T.tolist())
        chosen = np.array(found, np.int64).reshape(-1, 3).T
        parts.append(np.concatenate((np.full((1, chosen.shape[1]), pair), chosen)))
    rows = np.concatenate(parts, axis=1)
    return np.take(rows, np.lexsort((rows[1], rows[0])), axis=1)


def _disjoint(found: list[list[int]]) -> list[tuple[int, int, int]]:
    """Choose runs that do not overlap in either text, the longest first."""
    result: list[tuple[int, int, int]] = []
    origins = [min(row[side] for row in found) for side in (0, 1)]
    taken = [
        bytearray(max(row[side] + row[2] for row in found) - origins[side] + 1) for side in (0, 1)
    ]
    for left, right, size in sorted(found, key=lambda run: (-run[2], run[0], run[1])):
        a, b = left - origins[0], right - origins[1]
        start, end = 0, size
        while start < end and (taken[0][a + start] or taken[1][b + start]):
            start += 1
        for row, place in enumerate((a, b)):
            stop = taken[row].find(1, place + start, place + end)
            if stop >= 0:
                end = stop - place
        if end > start:
            taken[0][a + start : a + end] = b"\1" * (end - start)
            taken[1][b + start : b + end] = b"\1" * (end - start)
            result.append((left + start, right + start, end - start))
    return result
