"""What texts have in common, and where, for many pairs at once.

:func:`compare` measures pairs, :func:`runs` cuts out what they share.  Both stand
on the shingles themselves, never on sketches, and on pairs alone: how alike two
texts are does not depend on any other text.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from newsnorm.duplicates._corpus import REACH, Corpus
from newsnorm.duplicates._folding import Array

OPENING_WORDS = 10
"""The words at a text's beginning that tell whether two begin alike."""
PARALLEL_GAP_WORDS = 15
"""Numbers in a longer stretch without a match are no slots of a template: they belong
to matter that only one text has, and say nothing about the matter in common."""
MAX_REPEATS = 4
"""A shingle that a text has more often than this starts no passage of its own."""
MASK_BITS = 64
MASK_LEAST, MASK_MOST = 0.3, 0.9
"""Masks are made of texts of which such a share is covered; others are no round-ups."""
_BLOCK_WORDS = 1 << 16
_BLOCK_PAIRS = 1 << 12


@frozen
class Likeness:
    """How two texts are alike.

    ``small`` is the text of which more is in the other, ``large`` the other.
    The shares are between 0 and 1 and count words in shared shingles:
    ``covered`` of the small one, ``filled`` of the large one; of the openings
    of both; ``early`` is the share of the common shingles of the large one
    that lie no deeper in it than the small one is long.  The gaps are the longest
    stretches of words without a match, ``small_lead`` the one that the small
    text begins with.  Numbers are those that stand where the texts run
    parallel.  ``mask`` has a bit for each 64th part of the large text that is
    covered.
    """

    small: int
    large: int
    jaccard: float
    containment: float
    covered: float
    filled: float
    small_words: int
    large_words: int
    small_opening: float
    large_opening: float
    early: float
    small_lead: int
    small_gap: int
    large_gap: int
    common_numbers: int
    small_numbers: int
    mask: int


@frozen
class _Block:
    """The words of some pairs, one text after the other.

    ``words`` are places in the corpus, ``sides`` the number of the text that
    each belongs to, ``begins`` and ``sizes`` those of the texts.  ``keys`` are
    the shingles, sorted by pair and hash, ``order`` their places in the block;
    ``firsts`` and ``lasts`` bound the groups of equal ones, ``shared`` says
    which groups have members in both texts.
    """

    words: Array
    sides: Array
    begins: Array
    sizes: Array
    order: Array
    firsts: Array
    lasts: Array
    shared: Array


def _blocks(corpus: Corpus, pairs: Array) -> Iterator[tuple[int, int]]:
    """Cut *pairs* into ranges of about as many words as stay in the cache."""
    sizes = np.diff(corpus.bounds)[pairs].sum(axis=1)
    start = total = 0
    for place, size in enumerate(sizes.tolist()):
        if place > start and (total + size > _BLOCK_WORDS or place - start == _BLOCK_PAIRS):
            yield start, place
            start, total = place, 0
        total += size
    if start < len(sizes):
        yield start, len(sizes)


def _block(corpus: Corpus, pairs: Array) -> _Block:
    texts = pairs.ravel()
    sizes = corpus.bounds[texts + 1] - corpus.bounds[texts]
    begins = np.cumsum(sizes) - sizes
    total = int(sizes.sum())
    words = np.arange(total) + np.repeat(corpus.bounds[texts] - begins, sizes)
    sides = np.repeat(np.arange(len(texts)), sizes)
    values = corpus.shingles[words]
    bits = np.uint64(total.bit_length())
    keys = (sides >> 1).astype(np.uint64) << (np.uint64(32) + bits)
    keys |= values.astype(np.uint64) << bits
    keys |= np.arange(total, dtype=np.uint64)
    keys = keys[values != 0]
    keys.sort()
    order = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    keys >>= bits
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if total else order
    lasts = np.append(firsts[1:], len(keys)) - 1
    shared = sides[order[firsts]] != sides[order[lasts]]
    return _Block(words, sides, begins, sizes, order, firsts, lasts, shared)


def _covered(corpus: Corpus, block: _Block, matched: Array) -> Array:
    """Spread matched shingles over the words they are made of."""
    at = np.flatnonzero(matched)
    ends = at + REACH.take(corpus.kinds[block.words[at]])
    np.minimum(ends, (block.begins + block.sizes)[block.sides[at]], out=ends)
    edge = np.zeros(len(matched) + 1, np.int8)
    edge[at] = 1
    if len(ends) and (ends[1:] > ends[:-1]).all():
        edge[ends] -= 1
    else:
        np.subtract.at(edge, ends, np.int8(1))
    return np.cumsum(edge[:-1], dtype=np.int8) > 0


@frozen
class _Gaps:
    """The stretches without a match: where they begin, their lengths and texts."""

    begins: Array
    lengths: Array
    sides: Array


def _gaps(block: _Block, cover: Array) -> _Gaps:
    """Find the stretches of words that are not covered."""
    opens = ~cover
    edge = np.zeros(len(cover) + 1, bool)
    edge[block.begins] = True
    edge[-1] = True
    first = opens.copy()
    first[1:] &= cover[:-1] | edge[1:-1]
    last = opens
    last[:-1] &= cover[1:] | edge[1:-1]
    begins = np.flatnonzero(first)
    return _Gaps(begins, np.flatnonzero(last) - begins + 1, block.sides[begins])


def _numbers(
    corpus: Corpus, pairs: Array, block: _Block, cover: Array, gaps: _Gaps
) -> tuple[Array, Array]:
    """Count numbers where the texts run parallel: common ones, and of the text with fewer."""
    texts = pairs.ravel()
    counts = corpus.number_bounds[texts + 1] - corpus.number_bounds[texts]
    total = int(counts.sum())
    index = np.arange(total) + np.repeat(
        corpus.number_bounds[texts] - (np.cumsum(counts) - counts), counts
    )
    sides = np.repeat(np.arange(len(texts)), counts)
    places = corpus.number_places[index] - corpus.bounds[texts][sides] + block.begins[sides]
    parallel = cover[places]
    if len(gaps.begins):
        gap = np.maximum(np.searchsorted(gaps.begins, places, "right") - 1, 0)
        parallel |= gaps.lengths[gap] <= PARALLEL_GAP_WORDS
    sides = sides[parallel].astype(np.uint64)
    keys = (sides >> np.uint64(1)) << np.uint64(33)
    keys |= corpus.numbers[index[parallel]].astype(np.uint64) << np.uint64(1)
    keys = np.unique(keys | (sides & np.uint64(1)))
    per_side = np.bincount(
        ((keys >> np.uint64(33)) * np.uint64(2) + (keys & np.uint64(1))).astype(np.int64),
        minlength=len(texts),
    ).reshape(-1, 2)
    values = keys >> np.uint64(1)
    twice = values[1:][values[1:] == values[:-1]] >> np.uint64(32)
    return np.bincount(twice.astype(np.int64), minlength=len(pairs)), per_side.min(axis=1)


def _masks(block: _Block, cover: Array, wanted: Array) -> Array:
    """Return a bit for each part of a text that is covered for the most part.

    For texts that are not *wanted* it is 0.
    """
    count = len(block.sizes) * MASK_BITS
    places = np.flatnonzero(wanted[block.sides])
    sides = block.sides[places]
    parts = (places - block.begins[sides]) * MASK_BITS // block.sizes[sides]
    parts += sides * MASK_BITS
    hits = np.bincount(parts[cover[places]], minlength=count)
    bits = (hits * 2 > np.bincount(parts, minlength=count)).reshape(-1, MASK_BITS)
    return np.packbits(bits, axis=1, bitorder="little").view("<u8").ravel()


def _sums(values: Array) -> Array:
    """Return how many of *values* are true before each place, and in all."""
    result = np.zeros(len(values) + 1, np.int32)
    np.cumsum(values, out=result[1:])
    return result


def _compare(corpus: Corpus, pairs: Array, block: _Block) -> Iterator[Likeness]:
    texts = pairs.ravel()
    group_pairs = block.sides[block.order[block.firsts]] >> 1
    common = np.bincount(group_pairs[block.shared], minlength=len(pairs))
    ones = block.sides[block.order[block.firsts]]
    others = block.sides[block.order[block.lasts]]
    distinct = np.bincount(ones, minlength=len(texts))
    distinct += np.bincount(others[block.shared], minlength=len(texts))
    distinct = distinct.reshape(-1, 2)
    matched = np.zeros(len(block.words), bool)
    matched[block.order[np.repeat(block.shared, block.lasts - block.firsts + 1)]] = True
    cover = _covered(corpus, block, matched)
    gaps = _gaps(block, cover)
    longest = np.zeros(len(texts), np.int64)
    np.maximum.at(longest, gaps.sides, gaps.lengths)
    lead = np.zeros(len(texts), np.int64)
    opening = gaps.begins == block.begins[gaps.sides]
    lead[gaps.sides[opening]] = gaps.lengths[opening]
    short = np.minimum(block.sizes, OPENING_WORDS)
    sums = _sums(cover)
    share = (sums[block.begins + block.sizes] - sums[block.begins]) / block.sizes
    openings = (sums[block.begins + short] - sums[block.begins]) / short
    sums = _sums(matched)
    hits = sums[block.begins + block.sizes] - sums[block.begins]
    shallow = np.minimum(block.sizes, block.sizes.reshape(-1, 2)[:, ::-1].ravel())
    early = (sums[block.begins + shallow] - sums[block.begins]) / np.maximum(1, hits)
    numbers, fewest = _numbers(corpus, pairs, block, cover, gaps)
    columns = [
        column.tolist()
        for column in (
            common / np.maximum(1, distinct.sum(axis=1) - common),
            common / np.maximum(1, distinct.min(axis=1)),
            numbers,
            fewest,
        )
    ]
    sides = [
        column.tolist()
        for column in (
            share,
            block.sizes,
            openings,
            early,
            lead,
            longest,
            _masks(block, cover, (share > MASK_LEAST) & (share < MASK_MOST)),
            texts,
            corpus.identities[texts],
        )
    ]
    return _likenesses(columns, sides)


def _likenesses(columns: list[list[float]], sides: list[list[float]]) -> Iterator[Likeness]:
    """Turn columns of pairs and of their sides into one object for each pair."""
    share, sizes, openings, early, lead, gaps, masks, texts, identities = sides
    for row, (jaccard, containment, numbers, fewest) in enumerate(zip(*columns, strict=True)):
        a, b = 2 * row, 2 * row + 1
        if (share[a], -sizes[a], identities[a]) >= (share[b], -sizes[b], identities[b]):
            small, large = a, b
        else:
            small, large = b, a
        yield Likeness(
            int(texts[small]),
            int(texts[large]),
            jaccard,
            containment,
            share[small],
            share[large],
            int(sizes[small]),
            int(sizes[large]),
            openings[small],
            openings[large],
            early[large],
            int(lead[small]),
            int(gaps[small]),
            int(gaps[large]),
            int(numbers),
            int(fewest),
            int(masks[large]),
        )


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


def compare(corpus: Corpus, pairs: Array, *, with_runs: bool = True) -> tuple[list[Likeness], Runs]:
    """Measure how alike the two texts of each of *pairs* are, and find what they share.

    Runs do not overlap in either text.  Longer ones go first and take their
    words; what overlaps them is shortened.  Without *with_runs* there are none.
    """
    likenesses: list[Likeness] = []
    parts: list[Array] = [np.zeros((4, 0), np.int64)]
    for start, stop in _blocks(corpus, pairs):
        block = _block(corpus, pairs[start:stop])
        likenesses += _compare(corpus, pairs[start:stop], block)
        if with_runs:
            part = _separated(_runs(corpus, block))
            part[0] += start
            parts.append(part)
    return likenesses, Runs(*np.concatenate(parts, axis=1))


def _runs(corpus: Corpus, block: _Block) -> Array:
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


def _matches(block: _Block) -> tuple[Array, Array]:
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
    return pairs[1:][(pairs[1:] == pairs[:-1]) & (places[1:] < places[:-1] + sizes[:-1])]


def _separated(rows: Array) -> Array:
    """Return runs in order and without overlaps."""
    pairs, lefts, rights, sizes = rows
    bad = np.union1d(_overlaps(pairs, lefts, sizes), _overlaps(pairs, rights, sizes))
    parts = [rows[:, ~np.isin(pairs, bad)]]
    for pair in bad.tolist():
        found = _disjoint(rows[1:, pairs == pair].T.tolist())
        chosen = np.array(found, np.int64).reshape(-1, 3).T
        parts.append(np.concatenate((np.full((1, chosen.shape[1]), pair), chosen)))
    rows = np.concatenate(parts, axis=1)
    return rows[:, np.lexsort((rows[1], rows[0]))]


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
