"""Which pairs of texts are worth a closer look.

Takes fingerprints; gives pairs that share some.  A fingerprint that few texts
have pairs each with each.  One that many have (a template, boilerplate, a wire
story that everybody ran) pairs only neighbours, in orders that put like beside
like; the copies among them find each other all the same, by neighbours of
neighbours, and by the fingerprints that only they have.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast

import numpy as np
from attrs import frozen

from newsnorm.duplicates._corpus import Corpus, Prints
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

LARGE_SHARE = 0.2
"""Pairs that meet in larger groups alone are worth a look if they meet for so large a
share of the fingerprints of the shorter text (copies share a third and more)."""
SMALL_SHARE = 0.1
"""The same for pairs that meet in small groups; they may share common fingerprints
besides."""

Counts = TypeVar("Counts")

_BLOCK = 1 << 18
_TEXTS = 1 << 11
_SALTS = tuple(np.uint64(salt) for salt in (0x8F14E45FCEEA167A, 0xC9F0F895FB98AB91))


@frozen
class Groups:
    """Fingerprints that several texts have, sorted by hash.

    ``owners`` are the texts, ``prints`` the numbers of the fingerprints, and
    ``places`` the words that they start at, by number; ``begins`` and ``sizes``
    are the groups with the same hash, two or more.
    ``orders`` put like texts beside like ones, where there are large groups;
    ``counts`` are the fingerprints of each text.
    """

    owners: Array
    prints: Array
    places: Array
    begins: Array
    sizes: Array
    orders: Array
    counts: Array


def groups(prints: Prints, active: Array) -> Groups:
    """Group the fingerprints of the *active* texts by their hash.

    A fingerprint that a text has twice counts once.  The hashes of *prints* are
    used up: they are sorted where they stand.
    """
    counts = np.diff(prints.bounds)
    orders = smallest(prints)
    keys = prints.hashes
    bits = np.uint64(max(1, len(keys).bit_length()))
    low = (np.uint64(1) << bits) - np.uint64(1)
    for start in range(0, len(keys), _BLOCK):
        part = keys[start : start + _BLOCK]
        part &= ~low
        part |= np.arange(start, start + len(part), dtype=np.uint64)
    if not active.all():
        keys = keys[np.repeat(active, counts)]
    keys.sort()
    shared = np.zeros(len(keys), bool)
    for start in range(0, len(keys) - 1, _BLOCK):
        part = keys[start : start + _BLOCK + 1]
        same = (part[1:] ^ part[:-1]) <= low
        shared[start + 1 : start + len(part)] |= same
        shared[start : start + len(part) - 1] |= same
    keys = keys[shared]
    order = (keys & low).astype(np.int64)
    keys >>= bits
    owners = np.repeat(np.arange(len(counts), dtype=np.int32), counts)[order]
    once = np.ones(len(keys), bool)
    once[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    keys, order, owners = keys[once], order[once], owners[once]
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else order
    sizes = np.diff(np.append(first, len(keys)))
    return Groups(owners, order, prints.places, first, sizes, orders, counts)


def smallest(prints: Prints) -> Array:
    """Return for each text the smallest of its fingerprints, once for each order."""
    counts = np.diff(prints.bounds)
    result = np.zeros((ORDERS, len(counts)), np.uint64)
    full = np.flatnonzero(counts)
    for start in range(0, len(full), _TEXTS):
        part = full[start : start + _TEXTS]
        low, high = prints.bounds[part[0]], prints.bounds[part[-1] + 1]
        for row, salt in enumerate(_SALTS[:ORDERS]):
            values = mix(prints.hashes[low:high] ^ salt)
            result[row, part] = np.minimum.reduceat(values, prints.bounds[part] - low)
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


def _large_pairs(found: Groups, identities: Array) -> tuple[Array, Array]:
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
        for row in found.orders:
            owners = found.owners[here]
            order = np.lexsort((identities[owners], row[owners], group))
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


def worth_comparing(few: Counts, many: Counts, least: Counts) -> Counts:
    """Say which pairs may be copies, from how often they meet.

    *few* counts the small groups that hold both, *many* the large ones where
    they are neighbours, *least* the fingerprints of the text that has fewer.
    Arrays will do, and whatever else compares and multiplies like them.

    >>> worth_comparing(np.array([1, 1]), np.array([0, 0]), np.array([10, 11])).tolist()
    [True, False]
    """
    ones, others, sizes = cast("Any", few), cast("Any", many), cast("Any", least)
    found: Counts = ((ones > 0) & (ones >= sizes * SMALL_SHARE)) | (
        (others > 0) & (others >= sizes * LARGE_SHARE)
    )
    return found


def candidates(corpus: Corpus, found: Groups, *, copies_only: bool = False) -> tuple[Array, Array]:
    """Return the pairs worth a look, ``a < b``, sorted, and which of them may be copies.

    Pairs that :func:`worth_comparing` finds may be copies.  Without
    *copies_only* there are those besides that share a fingerprint of a
    small group, if the run is long or there are several: they may have a passage
    in common.
    """
    total = max(1, len(corpus))
    one, other = _small_pairs(found)
    keys = _keys(found, one, other)
    order = np.argsort(keys)
    few, first, counts = np.unique(keys[order], return_index=True, return_counts=True)
    many, large_counts = np.unique(
        _keys(found, *_large_pairs(found, corpus.identities)), return_counts=True
    )
    none = np.zeros(1, np.int64)
    copies = np.union1d(
        few[worth_comparing(counts, none, _least(found, few))],
        many[worth_comparing(none, large_counts, _least(found, many))],
    )
    keys = copies
    if not copies_only:
        good = counts >= FEW_HITS
        weak = np.flatnonzero(~good)
        for step in range(FEW_HITS - 1):
            rest = weak[counts[weak] > step]
            hits = order[first[rest] + step]
            left, right = (found.places[found.prints[side[hits]]] for side in (one, other))
            good[rest] |= _long_hits(corpus, left.astype(np.int64), right.astype(np.int64))
        keys = np.union1d(copies, few[good])
    pairs = np.stack((keys // total, keys % total), axis=1)
    return pairs, np.isin(keys, copies, assume_unique=True)


def _least(found: Groups, keys: Array) -> Array:
    """Return for each pair the fingerprints of the text that has fewer."""
    total = max(1, len(found.counts))
    counts: Array = np.minimum(found.counts[keys // total], found.counts[keys % total])
    return counts


def _keys(found: Groups, one: Array, other: Array) -> Array:
    """Return a key for the pair of texts of each hit."""
    keys = np.empty(len(one), np.int64)
    for start in range(0, len(one), _BLOCK):
        part = slice(start, start + _BLOCK)
        a = found.owners[one[part]].astype(np.int64)
        b = found.owners[other[part]].astype(np.int64)
        keys[part] = np.minimum(a, b) * len(found.counts) + np.maximum(a, b)
    return keys


def group_pairs(found: Groups, identities: Array) -> Array:
    """Return a key for the two owners of each pair within the groups."""
    return np.concatenate(
        (_keys(found, *_small_pairs(found)), _keys(found, *_large_pairs(found, identities)))
    )


def pairs_within(
    buckets: Array, identities: Array, orders: Array
) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Return the pairs of rows that meet in small groups, and those in large ones.

    *buckets* are sorted, one row for each text in a group; *identities* and
    *orders* belong to the rows.
    """
    rows = np.arange(len(buckets))
    first = np.flatnonzero(np.append(True, buckets[1:] != buckets[:-1]))[: len(buckets)]
    sizes = np.diff(np.append(first, len(buckets)))
    several = sizes > 1
    found = Groups(rows, rows, rows, first[several], sizes[several], orders, rows)
    return _small_pairs(found), _large_pairs(found, identities)
