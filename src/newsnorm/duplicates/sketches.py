"""A text in 250 bytes: pure functions that can run anywhere, in any number of processes.

:func:`sketch_batch` turns texts into sketches, :func:`candidate_edges` finds the
pairs among sketches that are worth a look, :func:`judge` says what they are, and
:func:`components` joins what belongs together.  A sketch depends on its text
alone.  Sketches hold no text: what they say about two texts is an estimate,
exact for texts of up to about :data:`VALUES` fingerprints (240 words).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from newsnorm.duplicates import _decision as limits
from newsnorm.duplicates._candidates import Groups, group_pairs
from newsnorm.duplicates._clusters import split_hosts
from newsnorm.duplicates._corpus import Corpus, Prints, build
from newsnorm.duplicates._folding import Array
from newsnorm.duplicates._tokens import mix
from newsnorm.duplicates.steps import Fingerprints
from newsnorm.model import MERGING_KINDS, RelationKind

VALUES = 64
"""Fingerprints kept of a text, the smallest ones, each with the sixteenth of the text that
it stands in."""
PARTS = 16
COMMON_BANDS, OPENING_BANDS = 8, 2
BANDS = COMMON_BANDS + OPENING_BANDS
"""Fingerprints under which a text is found: the smallest of all, and of the opening, which
finds what was cut short.  A copy that shares three in ten of its fingerprints has one of
the first in common in 94 of 100 cases."""
OPENING_WORDS = 30
NUMBERS = 16

SKETCH = np.dtype(
    [
        ("identity", "<u8"),
        ("words", "<u4"),
        ("prints", "<u4"),
        ("values", "<u2", VALUES),
        ("parts", "u1", VALUES // 2),
        ("numbers", "<u2", NUMBERS),
        ("bands", "<u4", BANDS),
    ]
)
"""One sketch: hash of all words in order, counts of words and fingerprints; the smallest
fingerprints and numbers, ascending, then :data:`NOTHING`; the parts, two to a byte."""
NOTHING = 0xFFFF
NO_BAND = 0xFFFFFFFF

_ORDER_SALT = np.uint64(0x9FB21C651E98DF25)
_NUMBER_SALT = np.uint64(0xD1B54A32D192ED03)
_BLOCK = 1 << 12


def _order(values: Array, owners: Array) -> Array:
    """Return the order by owner, then by value (32 bits), then by place."""
    if len(values) >= 1 << 20 or (len(owners) and int(owners[-1]) >= 1 << 12):
        return np.lexsort((values, owners))
    keys = owners.astype(np.uint64) << np.uint64(52)
    keys |= values.astype(np.uint64) << np.uint64(20)
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    return (keys & np.uint64((1 << 20) - 1)).astype(np.int64)


def _smallest(values: Array, owners: Array, count: int, table: Array, empty: int) -> Array:
    """Write the *count* smallest different *values* of each owner into *table*.

    Return for each place of the table which of the values it is.
    """
    order = _order(values, owners)
    values, owners = values[order], owners[order]
    fresh = np.ones(len(values), bool)
    fresh[1:] = (values[1:] != values[:-1]) | (owners[1:] != owners[:-1])
    fresh &= values < empty
    order, values, owners = order[fresh], values[fresh], owners[fresh]
    first = np.searchsorted(owners, np.arange(len(table)))
    rank = np.arange(len(values)) - first[owners]
    kept = rank < count
    table[owners[kept], rank[kept]] = values[kept]
    chosen = np.full(table.shape, -1, np.int64)
    chosen[owners[kept], rank[kept]] = order[kept]
    return chosen


def sketch_batch(texts: Sequence[str]) -> Array:
    """Return one sketch for each of *texts*, an array of :data:`SKETCH`.

    >>> found = sketch_batch(["The bridge closed on Monday.", "the bridge closed on monday"])
    >>> bool(found["identity"][0] == found["identity"][1]), found["words"].tolist()
    (True, [5, 5])
    """
    result = np.empty(len(texts), SKETCH)
    for start in range(0, len(texts), _BLOCK):
        corpus, prints = build(texts[start : start + _BLOCK], offsets=False)
        _sketch(corpus, prints, result[start : start + _BLOCK])
    return result


def _sketch(corpus: Corpus, prints: Prints, result: Array) -> None:
    """Write the sketches of the texts of *corpus* into *result*."""
    result["identity"] = corpus.identities
    result["words"] = np.diff(corpus.bounds)
    result["prints"] = np.diff(prints.bounds)
    result["values"] = NOTHING
    result["numbers"] = NOTHING
    result["bands"] = NO_BAND
    owners = np.repeat(np.arange(len(corpus)), np.diff(prints.bounds))
    mixed = mix(prints.hashes ^ _ORDER_SALT)
    values = (mixed >> np.uint64(48)).astype(np.int64)
    chosen = _smallest(values, owners, VALUES, result["values"], NOTHING)
    places = (prints.places - corpus.bounds[owners]) * PARTS
    parts = places // np.maximum(1, result["words"][owners])
    parts = np.where(chosen >= 0, np.append(parts, 0)[chosen], 0).astype(np.uint8)
    result["parts"] = parts[:, ::2] | parts[:, 1::2] << 4
    bands = (mixed >> np.uint64(32)).astype(np.int64)
    _smallest(bands, owners, COMMON_BANDS, result["bands"][:, :COMMON_BANDS], NO_BAND)
    early = prints.places < corpus.bounds[owners] + OPENING_WORDS
    rest = result["bands"][:, COMMON_BANDS:]
    _smallest(bands[early], owners[early], OPENING_BANDS, rest, NO_BAND)
    owners = np.repeat(np.arange(len(corpus)), np.diff(corpus.number_bounds))
    numbers = mix(corpus.numbers.astype(np.uint64) ^ _NUMBER_SALT) >> np.uint64(48)
    _smallest(numbers.astype(np.int64), owners, NUMBERS, result["numbers"], NOTHING)


def band_entries(sketches: Array) -> tuple[Array, Array]:
    """Return the bands of *sketches* and the sketches they belong to, sorted by band."""
    bands = sketches["bands"].astype(np.uint64) << np.uint64(32)
    bands |= np.arange(len(sketches), dtype=np.uint64)[:, None]
    keys = np.unique(bands[sketches["bands"] != NO_BAND])
    return (keys >> np.uint64(32)).astype(np.uint32), keys.astype(np.uint32)


def entry_edges(values: Array, owners: Array, identities: Array) -> Array:
    """Return the pairs of owners that have a band in common, ``a < b``, as two columns.

    *values* are sorted.  Large groups pair neighbours only, so that a template
    or boilerplate costs no more than its size.
    """
    total = max(1, len(identities))
    first = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
    first = first[: len(values)]
    sizes = np.diff(np.append(first, len(values)))
    several = sizes > 1
    orders = _band_orders(values, owners, total)
    none = np.zeros(total, np.int64)
    found = Groups(owners, none, none, first[several], sizes[several], orders, none)
    keys = np.unique(group_pairs(found, identities))
    return np.stack((keys // total, keys % total), axis=1)


def _band_orders(values: Array, owners: Array, total: int) -> Array:
    """Return two numbers for each of *total* sketches, by which like ones stand together."""
    orders = np.full((2, total), np.uint64(0xFFFFFFFFFFFFFFFF))
    values = values.astype(np.uint64)
    np.minimum.at(orders[0], owners, values)
    np.minimum.at(orders[1], owners, mix(values ^ _ORDER_SALT))
    return orders


def band_batch(sketches: Array) -> Fingerprints:
    """Return the bands of *sketches* as fingerprints, for an engine that groups them itself.

    >>> found = band_batch(sketch_batch(["one two three four five"]))
    >>> found.keys, found.bounds.tolist()
    ([None], [0, 2])
    """
    values, owners = band_entries(sketches)
    orders = _band_orders(values, owners.astype(np.int64), len(sketches))
    order = np.lexsort((values, owners))
    bounds = np.searchsorted(owners[order], np.arange(len(sketches) + 1))
    keys: list[str | None] = [None] * len(sketches)
    return Fingerprints(keys, sketches["identity"], orders, values[order].astype(np.uint64), bounds)


def candidate_edges(sketches: Array) -> Array:
    """Return the pairs of *sketches* that are worth a look, ``a < b``, as two columns.

    >>> candidate_edges(sketch_batch(["one two three four five"] * 3)).tolist()
    [[0, 1], [0, 2], [1, 2]]
    """
    values, owners = band_entries(sketches)
    return entry_edges(values, owners.astype(np.int64), sketches["identity"])


STUB_CONTAINMENT = 0.55
NEAR_CONTAINMENT = 0.4
NEAR_FILLED = 0.28
TEMPLATE_FILLED = 0.3
"""The bounds of :mod:`newsnorm.duplicates._decision` in shares of fingerprints; those
break at each difference, so that they are lower than shares of words."""
_KINDS: tuple[RelationKind | None, ...] = (
    None, "exact", "near", "truncated", "contains", "template",
)  # fmt: skip


@frozen
class Verdicts:
    """What pairs of sketches are to each other, row by row.

    ``kinds`` (or ``None``), ``jaccard`` and ``containment``; ``smaller`` says
    whether the first of the pair is the one of which more is in the other, and
    ``covered`` has a bit for each part of the other one that the two share.
    """

    kinds: list[RelationKind | None]
    jaccard: Array
    containment: Array
    filled: Array
    smaller: Array
    covered: Array


@frozen
class _Shared:
    """Rows of two sets of values, as far as both are complete: sizes, and what is common.

    ``parts`` says for rows, sides and parts of the text whether most of it is
    common, and ``known`` whether there is anything.
    """

    ones: Array
    others: Array
    common: Array
    parts: Array
    known: Array


def _unpacked(sketches: Array) -> Array:
    both = sketches["parts"]
    return np.stack((both & 15, both >> 4), axis=2).reshape(len(both), VALUES)


def _common(left: Array, right: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Return values as far as both rows are complete, sorted, with sides; and counts."""
    full = [side[:, -1] != NOTHING for side in (left, right)]
    limit = np.minimum(
        np.where(full[0], left[:, -1], NOTHING - 1), np.where(full[1], right[:, -1], NOTHING - 1)
    )[:, None]
    both = np.concatenate((left, right), axis=1)
    inside = both <= limit
    width = left.shape[1]
    keys = (both.astype(np.uint32) << 8) | np.arange(2 * width, dtype=np.uint32)
    keys = np.sort(np.where(inside, keys, np.uint32(0xFFFFFFFF)), axis=1)
    same = keys[:, 1:] >> 8 == keys[:, :-1] >> 8
    same &= keys[:, 1:] != 0xFFFFFFFF
    return inside[:, :width].sum(axis=1), inside[:, width:].sum(axis=1), keys, same, inside


def _shared(left: Array, right: Array) -> _Shared:
    ones, others, keys, same, inside = _common(left["values"], right["values"])
    parts = np.concatenate((_unpacked(left), _unpacked(right) + PARTS), axis=1).astype(np.int64)
    count = len(left) * 2 * PARTS
    rows = np.arange(len(left))[:, None] * 2 * PARTS + parts
    whole = np.bincount(rows[inside], minlength=count)
    row, column = np.nonzero(same)
    hits = np.zeros(count, np.int64)
    for step in (0, 1):
        place = (keys[row, column + step] & 0xFF).astype(np.int64)
        hits += np.bincount(rows[row, place], minlength=count)
    shape = (len(left), 2, PARTS)
    return _Shared(
        ones,
        others,
        same.sum(axis=1),
        (hits * 2 > whole).reshape(shape),
        (whole > 0).reshape(shape),
    )


def judge(left: Array, right: Array) -> Verdicts:
    """Say what the texts of two equally long arrays of sketches are to each other, by row.

    >>> pair = sketch_batch(["The same words here.", "the same words here", "Others."])
    >>> judge(pair[:2], pair[[1, 2]]).kinds
    ['exact', None]
    """
    if len(left) <= _BLOCK:
        return _judged(left, right)
    parts = [
        _judged(left[start : start + _BLOCK], right[start : start + _BLOCK])
        for start in range(0, len(left), _BLOCK)
    ]
    return Verdicts(
        [kind for part in parts for kind in part.kinds],
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("jaccard", "containment", "filled", "smaller", "covered")
        ),
    )


def merging_edges(pairs: Array, verdicts: Verdicts) -> list[tuple[int, int]]:
    """Return the pairs that put two texts into one cluster.

    Those by which a round-up would chain the strangers that it holds are left out.
    """
    near = [
        (pair, int(mask), filled, bool(first))
        for pair, kind, mask, filled, first in zip(
            pairs.tolist(),
            verdicts.kinds,
            verdicts.covered,
            verdicts.filled.tolist(),
            verdicts.smaller,
            strict=True,
        )
        if kind == "near"
    ]
    hosts = split_hosts(
        (pair[0], pair[1], filled, mask) if first else (pair[1], pair[0], filled, mask)
        for pair, mask, filled, first in near
    )
    return [
        (a, b)
        for (a, b), kind in zip(pairs.tolist(), verdicts.kinds, strict=True)
        if kind in MERGING_KINDS and (kind != "near" or not {(a, b), (b, a)} & hosts)
    ]


def _lead(covered: Array, known: Array) -> Array:
    """Return how many parts each text begins with that are not covered."""
    parts: Array = (~np.logical_or.accumulate(covered, axis=1) & known).sum(axis=1)
    return parts


def _gap(covered: Array, known: Array) -> Array:
    """Return the most parts in a row of each text that are not covered."""
    bare = np.cumsum(known & ~covered, axis=1)
    before = np.maximum.accumulate(np.where(known & covered, bare, 0), axis=1)
    longest: Array = (bare - before).max(axis=1)
    return longest


def _judged(left: Array, right: Array) -> Verdicts:
    shared = _shared(left, right)
    common = shared.common
    shares = [common / np.maximum(1, count) for count in (shared.ones, shared.others)]
    jaccard = common / np.maximum(1, shared.ones + shared.others - common)
    containment, filled = np.maximum(*shares), np.minimum(*shares)
    ties = (shares[0] == shares[1]) & (left["words"] <= right["words"])
    smaller = (shares[0] > shares[1]) | ties
    ones, others, _keys, same, _inside = _common(left["numbers"], right["numbers"])
    least, agreed = np.minimum(ones, others), same.sum(axis=1)
    disagree = (least >= limits.TEMPLATE_NUMBERS) & (agreed < limits.TEMPLATE_AGREEMENT * least)
    disagree &= jaccard < limits.TEMPLATE_JACCARD
    small = np.where(smaller, 0, 1)
    rows = np.arange(len(small))
    held, holder = (
        (shared.parts[rows, side], shared.known[rows, side]) for side in (small, 1 - small)
    )
    small_lead, large_lead, large_gap = _lead(*held), _lead(*holder), _gap(*holder)
    bits = (holder[0] << np.arange(PARTS)).sum(axis=1)
    words = np.where(smaller, left["words"], right["words"]) / PARTS
    large_words = np.where(smaller, right["words"], left["words"]) / PARTS
    own = 1 - filled
    stub = (filled < limits.STUB_FILLED) & (containment >= STUB_CONTAINMENT)
    stub &= (small_lead == 0) & (large_lead == 0) & (words < limits.STUB_FILLED * large_words)
    end = (words * PARTS / np.maximum(1, large_words)).astype(np.int64) + 2
    stub &= bits >> np.minimum(end, PARTS) == 0
    holds = (large_gap * large_words >= limits.EXTRA_GAP_WORDS) & (own >= limits.EXTRA_SHARE)
    holds &= ((small_lead - 0.5) * words <= limits.HELD_LEAD_WORDS) & (
        (own >= limits.EXTRA_MOST) | (small_lead > 0)
    )
    near = (jaccard >= limits.NEAR_JACCARD) & (filled >= NEAR_FILLED)
    near &= containment >= NEAR_CONTAINMENT
    exact = (left["identity"] == right["identity"]) & (left["words"] == right["words"])
    codes = np.where(containment >= limits.CONTAINS_COVERED, 4, 0)
    for which, code in (  # the later ones weigh more
        (near, 2),
        (holds & near, 4),
        (stub, 3),
        (disagree, np.where(filled >= TEMPLATE_FILLED, 5, 0)),
        (exact & (left["words"] > 0), 1),
    ):
        codes = np.where(which, code, codes)
    kinds = [_KINDS[code] for code in codes.tolist()]
    return Verdicts(kinds, jaccard, containment, filled, smaller, bits)
