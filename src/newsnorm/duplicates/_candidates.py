"""Which pairs of texts are worth a closer look.

Takes fingerprints; gives pairs that share some.  A fingerprint that few texts
have pairs each with each.  One that many have (a template, boilerplate, a wire
story that everybody ran) pairs only neighbours, in orders that put like beside
like; the copies among them find each other all the same, by neighbours of
neighbours, and by the fingerprints that only they have.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from newsnorm.duplicates._corpus import Corpus
from newsnorm.duplicates._folding import Array
from newsnorm.duplicates._tokens import mix

ALL_PAIRS = 16
"""Texts that share a fingerprint: up to so many, each is paired with each.  A cluster
of the measured news data has at most 13 texts; pairs grow with the square."""
NEIGHBOURS = 2
ORDERS = 2
"""In how many orders, and with how many neighbours in each, larger groups pair."""
LONG_RUN = 5
"""Equal shingles in a row that make a pair worth a look: the shortest passage."""
FEW_HITS = 3
"""Fingerprints in common that make a pair worth a look without such a run."""

_BLOCK = 1 << 20
_SALTS = tuple(np.uint64(salt) for salt in (0x8F14E45FCEEA167A, 0xC9F0F895FB98AB91))


@frozen
class Groups:
    """Fingerprints sorted by hash.

    ``owners`` are the texts, ``places`` the words the fingerprints start at;
    ``begins`` and ``sizes`` are the groups with the same hash, two or more.
    """

    owners: Array
    places: Array
    begins: Array
    sizes: Array


def groups(corpus: Corpus, active: Array) -> Groups:
    """Group the fingerprints of the *active* texts by their hash.

    A fingerprint that a text has twice counts once.
    """
    count = len(corpus.prints)
    owners = np.repeat(np.arange(len(corpus), dtype=np.int32), np.diff(corpus.print_bounds))
    bits = np.uint64(max(1, int(count).bit_length()))
    keys = (corpus.prints >> bits) << bits
    keys |= np.arange(count, dtype=np.uint64)
    if not active.all():
        keys = keys[active[owners]]
    keys.sort()
    order = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    keys >>= bits
    owners = owners[order]
    same = keys[1:] == keys[:-1]
    twice = np.flatnonzero(same & (owners[1:] == owners[:-1])) + 1
    if len(twice):
        keys, order, owners = (np.delete(array, twice) for array in (keys, order, owners))
        same = keys[1:] == keys[:-1]
    shared = np.zeros(len(keys), bool)
    shared[1:] |= same
    shared[:-1] |= same
    keys, order, owners = keys[shared], order[shared], owners[shared]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else order
    sizes = np.diff(np.append(first, len(keys)))
    return Groups(owners, corpus.places[order], first, sizes)


def _orders(corpus: Corpus) -> Array:
    """Return for each text the smallest of its fingerprints, once for each order."""
    result = np.zeros((ORDERS, len(corpus)), np.uint64)
    counts = np.diff(corpus.print_bounds)
    full = np.flatnonzero(counts)
    if len(full):
        for row, salt in enumerate(_SALTS[:ORDERS]):
            values = mix(corpus.prints ^ salt)
            result[row, full] = np.minimum.reduceat(values, corpus.print_bounds[:-1][full])
    return result


def _small_pairs(found: Groups) -> tuple[Array, Array]:
    """Pair each with each in the small groups; positions in *found*."""
    left: list[Array] = []
    right: list[Array] = []
    small = found.sizes <= ALL_PAIRS
    begins, sizes = found.begins[small], found.sizes[small]
    position = np.repeat(begins, sizes)
    inner = np.arange(len(position)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    here = position + inner
    rest = np.repeat(sizes, sizes) - inner
    for shift in range(1, ALL_PAIRS):
        fits = here[rest > shift]
        if not len(fits):
            break
        left.append(fits)
        right.append(fits + shift)
    if not left:
        return here[:0], here[:0]
    return np.concatenate(left), np.concatenate(right)


def _large_pairs(found: Groups, corpus: Corpus) -> tuple[Array, Array]:
    """Pair neighbours in the large groups; positions in *found*."""
    large = np.flatnonzero(found.sizes > ALL_PAIRS)
    left: list[Array] = []
    right: list[Array] = []
    if len(large):
        begins, sizes = found.begins[large], found.sizes[large]
        group = np.repeat(np.arange(len(large)), sizes)
        here = np.repeat(begins, sizes) + (
            np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        )
        for row in _orders(corpus):
            owners = found.owners[here]
            order = np.lexsort((corpus.identities[owners], row[owners], group))
            sorted_group = group[order]
            for shift in range(1, NEIGHBOURS + 1):
                same = np.flatnonzero(sorted_group[shift:] == sorted_group[:-shift])
                left.append(here[order[same]])
                right.append(here[order[same + shift]])
    if not left:
        return large[:0], large[:0]
    return np.concatenate(left), np.concatenate(right)


def _long_hits(corpus: Corpus, one: Array, other: Array) -> Array:
    """Say which hits (words *one* and *other*) lie in a run of :data:`LONG_RUN` shingles."""
    values = corpus.shingles
    end = len(values) - 1
    run = np.ones(len(one), np.int64)
    for step in (1, -1):
        going = np.ones(len(one), bool)
        for reach in range(1, LONG_RUN):
            here, there = one + step * reach, other + step * reach
            inside = (here >= 0) & (there >= 0) & (here <= end) & (there <= end)
            here, there = np.clip(here, 0, end), np.clip(there, 0, end)
            going &= inside & (values[here] == values[there]) & (values[here] != 0)
            if not going.any():
                break
            run += going
    return run >= LONG_RUN


def candidates(corpus: Corpus, found: Groups) -> Array:
    """Return the pairs worth a look, ``a < b``, sorted: an array of two columns."""
    parts: list[Array] = []
    strong: list[Array] = []
    total = np.int64(len(corpus))
    for one, other in (_small_pairs(found), _large_pairs(found, corpus)):
        for start in range(0, len(one), _BLOCK):
            left, right = one[start : start + _BLOCK], other[start : start + _BLOCK]
            a, b = found.owners[left].astype(np.int64), found.owners[right].astype(np.int64)
            parts.append(np.minimum(a, b) * total + np.maximum(a, b))
            strong.append(_long_hits(corpus, found.places[left], found.places[right]))
    if not parts:
        return np.zeros((0, 2), np.int64)
    keys, flags = np.concatenate(parts), np.concatenate(strong)
    keys, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    good = np.bincount(inverse, weights=flags, minlength=len(keys)) > 0
    keys = keys[good | (counts >= FEW_HITS)]
    return np.stack((keys // total, keys % total), axis=1)
