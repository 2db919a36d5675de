"""What texts have in common, and where, for many pairs at once.

Takes pairs of texts; gives how alike they are and the runs that they share.  It
stands on the shingles themselves, never on sketches, and on pairs alone: how
alike two texts are does not depend on any other text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from attrs import frozen

from newsnorm.duplicates._blocks import Block, block_of, blocks
from newsnorm.duplicates._corpus import REACH, Corpus
from newsnorm.duplicates._folding import Array
from newsnorm.duplicates._runs import Runs, runs_of, separated

OPENING_WORDS = 10
"""The words at a text's beginning that tell whether two begin alike."""
PARALLEL_GAP_WORDS = 15
"""Numbers in a longer stretch without a match are no slots of a template: they belong
to matter that only one text has, and say nothing about the matter in common."""
MASK_BITS = 64
MASK_LEAST, MASK_MOST = 0.3, 0.9
"""Masks are made of texts of which such a share is covered; others are no round-ups."""


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
    parallel.  ``small_tail`` are the words that the small text ends with and the
    other has not.  ``mask`` has a bit for each 64th part of the large text that is
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
    small_tail: int
    small_gap: int
    large_gap: int
    common_numbers: int
    small_numbers: int
    mask: int


def _covered(corpus: Corpus, block: Block, matched: Array) -> Array:
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


def _gaps(block: Block, cover: Array) -> _Gaps:
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
    corpus: Corpus, pairs: Array, block: Block, cover: Array, gaps: _Gaps
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


def _masks(block: Block, cover: Array, wanted: Array) -> Array:
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


def _compare(corpus: Corpus, pairs: Array, block: Block) -> Iterator[Likeness]:
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
    tail = np.zeros(len(texts), np.int64)
    closing = gaps.begins + gaps.lengths == (block.begins + block.sizes)[gaps.sides]
    tail[gaps.sides[closing]] = gaps.lengths[closing]
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
            tail,
            longest,
            _masks(block, cover, (share > MASK_LEAST) & (share < MASK_MOST)),
            texts,
            corpus.identities[texts],
        )
    ]
    return _likenesses(columns, sides)


def _likenesses(columns: list[list[Any]], sides: list[list[Any]]) -> Iterator[Likeness]:
    """Turn columns of pairs and of their sides into one object for each pair."""
    share, sizes, openings, early, lead, tail, gaps, masks, texts, identities = sides
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
            int(tail[small]),
            int(gaps[small]),
            int(gaps[large]),
            int(numbers),
            int(fewest),
            int(masks[large]),
        )


def turned(corpus: Corpus, pairs: Array) -> Array:
    """Return *pairs* with the text first whose identity is smaller: as any order of texts would."""
    swap = corpus.identities[pairs[:, 0]] > corpus.identities[pairs[:, 1]]
    return np.where(swap[:, None], pairs[:, ::-1], pairs)


def compare(corpus: Corpus, pairs: Array, *, with_runs: bool = True) -> tuple[list[Likeness], Runs]:
    """Measure how alike the two texts of each of *pairs* are, and find what they share.

    Runs do not overlap in either text.  Longer ones go first and take their
    words; what overlaps them is shortened.  Without *with_runs* there are none.
    """
    likenesses: list[Likeness] = []
    parts: list[Array] = [np.zeros((4, 0), np.int64)]
    for start, stop in blocks(corpus, pairs):
        block = block_of(corpus, pairs[start:stop])
        likenesses += _compare(corpus, pairs[start:stop], block)
        if with_runs:
            part = separated(runs_of(corpus, block))
            part[0] += start
            parts.append(part)
    return likenesses, Runs(*np.concatenate(parts, axis=1))
