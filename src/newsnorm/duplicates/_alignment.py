"""What texts have in common, and where, for many pairs at once.

:func:`compare` measures pairs, :func:`runs` cuts out what they share.  Both stand
on the shingles themselves, never on sketches, and on pairs alone: how alike two
texts are does not depend on any other text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
_BLOCK_WORDS = 1 << 17
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
    """The words of some pairs, one text after the other: a, b, a, b …

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
    ends = at + REACH[corpus.kinds[block.words[at]]]
    np.minimum(ends, (block.begins + block.sizes)[block.sides[at]], out=ends)
    edge = np.bincount(at, minlength=len(matched) + 1)
    edge -= np.bincount(ends, minlength=len(matched) + 1)
    return edge[:-1].cumsum() > 0


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


def _masks(block: _Block, cover: Array, local: Array, wanted: Array) -> Array:
    """Return a bit for each part of a text that is covered for the most part.

    For texts that are not *wanted* it is 0.
    """
    count = len(block.sizes) * MASK_BITS
    places = np.flatnonzero(wanted[block.sides])
    sides = block.sides[places]
    parts = sides * MASK_BITS + local[places] * MASK_BITS // block.sizes[sides]
    hits = np.bincount(parts[cover[places]], minlength=count)
    bits = (hits * 2 > np.bincount(parts, minlength=count)).reshape(-1, MASK_BITS)
    return np.packbits(bits, axis=1, bitorder="little").view("<u8").ravel()


def _compare(corpus: Corpus, pairs: Array) -> Iterator[Likeness]:
    block = _block(corpus, pairs)
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
    local = np.arange(len(cover)) - block.begins[block.sides]
    longest = np.zeros(len(texts), np.int64)
    np.maximum.at(longest, gaps.sides, gaps.lengths)
    lead = np.zeros(len(texts), np.int64)
    opening = gaps.begins == block.begins[gaps.sides]
    lead[gaps.sides[opening]] = gaps.lengths[opening]
    share = np.bincount(block.sides[cover], minlength=len(texts)) / block.sizes
    start = cover & (local < OPENING_WORDS)
    openings = np.bincount(block.sides[start], minlength=len(texts))
    openings = openings / np.minimum(block.sizes, OPENING_WORDS)
    swapped = block.sizes.reshape(-1, 2)[:, ::-1].ravel()
    hits = np.maximum(1, np.bincount(block.sides[matched], minlength=len(texts)))
    shallow = matched & (local < swapped[block.sides])
    early = np.bincount(block.sides[shallow], minlength=len(texts)) / hits
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
            _masks(block, cover, local, (share > MASK_LEAST) & (share < MASK_MOST)),
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


def compare(corpus: Corpus, pairs: Array) -> list[Likeness]:
    """Measure how alike the two texts of each of *pairs* are."""
    return [
        likeness
        for start, stop in _blocks(corpus, pairs)
        for likeness in _compare(corpus, pairs[start:stop])
    ]


Run = tuple[int, int, int]
"""First word in a, first word in b (places in the corpus), and words."""


def runs(corpus: Corpus, pairs: Array) -> Iterator[list[Run]]:
    """Return for each of *pairs* the shared runs, in order, without overlaps.

    Longer runs go first and take their words; what overlaps them is shortened.
    """
    for start, stop in _blocks(corpus, pairs):
        yield from _runs(corpus, pairs[start:stop])


def _runs(corpus: Corpus, pairs: Array) -> Iterator[list[Run]]:
    block = _block(corpus, pairs)
    here, there = _matches(block)
    sort = np.lexsort((here, there - here, block.sides[here]))
    here, there = here[sort], there[sort]
    broken = np.ones(len(here), bool)
    broken[1:] = (np.diff(here) != 1) | (np.diff(there) != 1)
    broken[1:] |= np.diff(block.sides[here]) != 0
    firsts = np.flatnonzero(broken)
    lasts = np.append(firsts[1:], len(here)) - 1
    sizes = here[lasts] - here[firsts] + REACH[corpus.kinds[block.words[here[lasts]]]]
    ends = block.begins + block.sizes
    for places in (here, there):
        np.minimum(sizes, ends[block.sides[places[firsts]]] - places[firsts], out=sizes)
    owners = block.sides[here[firsts]] >> 1
    bounds = np.searchsorted(owners, np.arange(len(pairs) + 1)).tolist()
    lefts = block.words[here[firsts]].tolist()
    rights = block.words[there[firsts]].tolist()
    lengths = sizes.tolist()
    for pair, (low, high) in enumerate(zip(bounds, bounds[1:], strict=False)):
        origins = corpus.bounds[pairs[pair]].tolist()
        part = zip(lengths[low:high], lefts[low:high], rights[low:high], strict=True)
        yield _disjoint(list(part), origins, block.sizes[2 * pair : 2 * pair + 2].tolist())


def _matches(block: _Block) -> tuple[Array, Array]:
    """Return the places in the block where both texts of a pair have the same shingle."""
    firsts, lasts = block.firsts[block.shared], block.lasts[block.shared]
    sizes = lasts - firsts + 1
    group = np.repeat(np.arange(len(firsts)), sizes)
    member = (
        np.repeat(firsts, sizes)
        + np.arange(len(group))
        - np.repeat(np.cumsum(sizes) - sizes, sizes)
    )
    places = block.order[member]
    left = (block.sides[places] & 1) == 0
    lefts = np.bincount(group[left], minlength=len(firsts))
    rights = sizes - lefts
    few = (lefts <= MAX_REPEATS) & (rights <= MAX_REPEATS)
    chosen = left & few[group]
    times = rights[group[chosen]]
    here = np.repeat(places[chosen], times)
    step = np.arange(len(here)) - np.repeat(np.cumsum(times) - times, times)
    start = (firsts + lefts)[group[chosen]]
    there = block.order[np.repeat(start, times) + step]
    return here, there


def _disjoint(
    found: list[tuple[int, int, int]], origins: Sequence[int], sizes: Sequence[int]
) -> list[Run]:
    """Choose runs that do not overlap in either text, the longest first."""
    result: list[Run] = []
    taken = [bytearray(size + 1) for size in sizes]
    for size, left, right in sorted(found, key=lambda run: (-run[0], run[1], run[2])):
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
    return sorted(result)
