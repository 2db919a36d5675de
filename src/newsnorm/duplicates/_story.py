"""Which texts tell the same story in other words.

Takes the first words of each text, where news says what it is about, and weighs
them by how few texts have them.  Two texts tell one story if what is rare in one
is in the other, above all what its headline says.  The relation is a hint: it
never merges.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from newsnorm.duplicates._candidates import ALL_PAIRS
from newsnorm.duplicates._folding import CHARACTER, SYLLABIC, Array
from newsnorm.duplicates._tokens import Words, mix

LEAD_WORDS = 100
HEADLINE_WORDS = 14
HEADLINE_RANGE = (3, 25)
"""The words looked at, and those that count as headline: the first line, if it has so many
words, else the first ones.  A character counts for :data:`CHARACTERS_PER_WORD` less."""
CHARACTERS_PER_WORD = 2
STORY_SCORE = 0.45
"""Mean of the cosine and of the shares of both headlines that the other text has.
(Labelled pairs in Russian and English: any bound from 0.40 to 0.50 gives F1 0.91 to 0.94.)"""
PRIOR_TEXTS = 100
"""So many texts are thought to have been seen before, where words of a length had the
frequencies of :data:`_PRIOR`: a small batch knows too little of what is common."""
_PRIOR = np.array([0.03, 1.0, 1.0, 0.5, 0.3, 0.06, 0.06])
"""By number of letters of the stem; first: numbers; last: characters."""
_CHARACTERS = len(_PRIOR) - 1
KEYS = 16
"""Terms under which a text is looked for: those with the highest weights."""
KEYS_IN_COMMON = 2
_BLOCK = 1 << 13
_PAIR_STEP = np.uint64(0xB492B66FBE98F273)


@frozen
class Terms:
    """What texts are about: ``hashes`` of terms, different within a text.

    ``codes`` have the class of the term (a place in the table of priors), and
    in bit 3 whether the headline has it; ``bounds`` say where each text's terms
    begin.
    """

    hashes: Array
    codes: Array
    bounds: Array


def terms(found: Words, headlines: Array) -> tuple[Array, Array, Array]:
    """Return terms, codes and counts of a batch of texts.

    *headlines* are the lengths of the first lines, in code points (or less than 0).
    """
    counts = np.diff(found.bounds)
    first = found.bounds[:-1]
    limit = np.full(len(counts), LEAD_WORDS)
    head = np.full(len(counts), HEADLINE_WORDS)
    spaceless = found.kinds >= CHARACTER
    dense = np.zeros(len(counts), bool)
    if spaceless.any():
        dense = np.add.reduceat(np.append(spaceless, False), first)[: len(counts)] * 2 > counts
        dense &= counts > 0
        limit[dense] *= CHARACTERS_PER_WORD
        head[dense] *= CHARACTERS_PER_WORD
    counts = np.minimum(counts, limit)
    texts = np.repeat(np.arange(len(counts)), counts)
    rank = np.arange(len(texts)) - np.repeat(np.cumsum(counts) - counts, counts)
    index = first[texts] + rank
    inside = found.starts[index] < headlines[texts]
    lines = np.bincount(texts[inside], minlength=len(counts)) // np.where(dense, 2, 1)
    good = (lines >= HEADLINE_RANGE[0]) & (lines <= HEADLINE_RANGE[1])
    in_head = np.where(good[texts], inside, rank < head[texts])
    hashes, classes = _described(found, index)
    kept = _PRIOR[classes] < 1
    keys = (texts[kept].astype(np.uint64) << np.uint64(36)) | (
        (hashes[kept] >> np.uint64(32)) << np.uint64(4)
    )
    keys |= (classes[kept] << 1).astype(np.uint64) | (~in_head[kept]).astype(np.uint64)
    keys.sort()
    fresh = np.ones(len(keys), bool)
    fresh[1:] = keys[1:] >> np.uint64(4) != keys[:-1] >> np.uint64(4)
    keys = keys[fresh]
    low = keys.astype(np.uint8)
    codes = ((low >> 1) & 7) | ((~low & 1) << 3)
    owners = (keys >> np.uint64(36)).astype(np.int64)
    return (
        (keys >> np.uint64(4)).astype(np.uint32),
        codes,
        np.bincount(owners, minlength=len(counts)),
    )


class TermCollector:
    """Collects the terms of a batch, chunk by chunk."""

    __slots__ = ("_codes", "_counts", "_hashes")

    def __init__(self) -> None:
        self._hashes: list[Array] = [np.zeros(0, np.uint32)]
        self._codes: list[Array] = [np.zeros(0, np.uint8)]
        self._counts: list[Array] = [np.zeros(1, np.int64)]

    def __call__(self, texts: Sequence[str], found: Words) -> None:
        """Take the terms of *texts*."""
        lines = np.array([text.find("\n") for text in texts], np.int64)
        hashes, codes, counts = terms(found, lines)
        self._hashes.append(hashes)
        self._codes.append(codes)
        self._counts.append(counts)

    def terms(self) -> Terms:
        """Return what was collected."""
        return Terms(
            np.concatenate(self._hashes),
            np.concatenate(self._codes),
            np.concatenate(self._counts).cumsum(),
        )


def _described(found: Words, index: Array) -> tuple[Array, Array]:
    """Return the hash and the class of the term that each word *index* gives."""
    hashes = found.stems[index]
    classes = np.minimum(found.sizes[index], _CHARACTERS - 1)
    numbers = found.numbers[index]
    classes[numbers] = np.where(found.sizes[index][numbers] > 1, 0, 1)
    spaceless = np.flatnonzero(found.kinds[index] >= CHARACTER)
    if len(spaceless):
        here = index[spaceless]
        following = np.minimum(here + 1, len(found.hashes) - 1)
        together = found.starts[following] == found.ends[here]
        together &= found.kinds[following] == found.kinds[here]
        hashes[spaceless] = mix(found.hashes[here] * _PAIR_STEP + found.hashes[following])
        classes[spaceless] = np.where(together, _CHARACTERS, 1)
        classes[spaceless[found.kinds[here] == SYLLABIC]] = 3
    return hashes, classes


@frozen
class _Weighed:
    """The terms of some texts: weights, owners and hashes, by owner; and groups by hash."""

    owners: Array
    hashes: Array
    weights: Array
    frequencies: Array
    heads: Array


def _weighed(found: Terms, chosen: Array) -> _Weighed:
    owners = np.repeat(np.arange(len(chosen), dtype=np.int32), np.diff(found.bounds))
    kept = chosen[owners]
    owners, hashes, codes = owners[kept], found.hashes[kept], found.codes[kept]
    keys = hashes.astype(np.uint64) << np.uint64(32)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    order = keys.astype(np.uint32)
    keys >>= np.uint64(32)
    fresh = np.ones(len(keys), bool)
    fresh[1:] = keys[1:] != keys[:-1]
    del keys
    sizes = np.diff(np.append(np.flatnonzero(fresh), len(order)))
    frequencies = np.empty(len(order), np.int32)
    frequencies[order] = np.repeat(sizes, sizes)
    total = int(chosen.sum()) + PRIOR_TEXTS
    weights = total / (frequencies + (PRIOR_TEXTS * _PRIOR).astype(np.float32)[codes & 7])
    weights = np.maximum(np.log(weights.astype(np.float32)), 0)
    return _Weighed(owners, hashes, weights, frequencies, (codes & 8) > 0)


def _meeting(found: _Weighed, count: int) -> Array:
    """Return the pairs that have several of their weightiest terms in common."""
    shared = (found.frequencies > 1) & (found.frequencies <= ALL_PAIRS)
    owners, hashes, weights = (
        array[shared] for array in (found.owners, found.hashes, found.weights)
    )
    order = np.lexsort((hashes, -weights, owners))
    owners, hashes = owners[order].astype(np.int64), hashes[order]
    begins = np.searchsorted(owners, np.arange(count))
    best = np.arange(len(owners)) - begins[owners] < KEYS
    owners, hashes = owners[best], hashes[best]
    order = np.lexsort((owners, hashes))
    owners, hashes = owners[order], hashes[order]
    parts = [np.zeros(0, np.int64)]
    for shift in range(1, ALL_PAIRS):
        same = np.flatnonzero(hashes[shift:] == hashes[:-shift])
        if not len(same):
            break
        parts.append(owners[same] * count + owners[same + shift])
    keys, counts = np.unique(np.concatenate(parts), return_counts=True)
    keys = keys[counts >= KEYS_IN_COMMON]
    return np.stack((keys // count, keys % count), axis=1)


def _scores(found: _Weighed, pairs: Array, bounds: Array, norms: Array, head_norms: Array) -> Array:
    """Return how much of what is rare in one text of each pair is in the other."""
    sizes = np.diff(bounds)[pairs.ravel()]
    index = np.arange(int(sizes.sum())) + np.repeat(
        bounds[pairs.ravel()] - (np.cumsum(sizes) - sizes), sizes
    )
    sides = np.repeat(np.arange(len(sizes)), sizes)
    keys = (sides >> 1).astype(np.uint64) << np.uint64(32) | found.hashes[index]
    order = np.argsort(keys, kind="stable")
    twice = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    left, right = index[order[twice]], index[order[twice + 1]]
    rows = sides[order[twice]] >> 1
    a, b = pairs[:, 0], pairs[:, 1]
    count = len(pairs)
    products = found.weights[left].astype(np.float64) * found.weights[right]
    cosine = np.bincount(rows, products, count) / np.sqrt(norms[a] * norms[b])
    shares = np.bincount(rows, products * found.heads[left], count) / head_norms[a]
    shares += np.bincount(rows, products * found.heads[right], count) / head_norms[b]
    return np.asarray((cosine + shares) / 3)


def stories(found: Terms, chosen: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs among the texts *chosen* that tell the same story."""
    count = len(found.bounds) - 1
    mask = np.zeros(count, bool)
    mask[list(chosen)] = True
    weighed = _weighed(found, mask)
    pairs = _meeting(weighed, max(1, count))
    bounds = np.concatenate(([0], np.cumsum(np.bincount(weighed.owners, minlength=count))))
    squares = weighed.weights.astype(np.float64) ** 2
    norms = np.maximum(np.bincount(weighed.owners, squares, count), 1e-9)
    squares *= weighed.heads
    head_norms = np.maximum(np.bincount(weighed.owners, squares, count), 1e-9)
    del squares
    result: list[tuple[int, int]] = []
    for start in range(0, len(pairs), _BLOCK):
        part = pairs[start : start + _BLOCK]
        good = _scores(weighed, part, bounds, norms, head_norms) >= STORY_SCORE
        result += [(a, b) for a, b in part[good].tolist()]
    return result
