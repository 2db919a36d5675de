"""The steps of :func:`newsnorm.deduplicate`, apart: for an engine that places them itself.

Takes texts or columns of numbers; gives the same.  Nothing here knows more than
it is given, so the steps can run anywhere, in any number of processes::

    texts ─ fingerprint_batch ─ the first of each key ─ rows by fingerprint ─ meetings
    ─ sums by pair ─ worth_comparing ─ compare_batch ─ merging_pairs ─ components

The functions of :mod:`newsnorm.duplicates.sketches` are their counterparts that
need no texts.  Raises nothing of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b

import numpy as np
from attrs import frozen

from newsnorm.duplicates._alignment import Likeness, compare, turned
from newsnorm.duplicates._candidates import (
    ALL_PAIRS,
    NEIGHBOURS,
    pairs_within,
    smallest,
    worth_comparing,
)
from newsnorm.duplicates._clusters import split_hosts
from newsnorm.duplicates._corpus import build, word_keys
from newsnorm.duplicates._decision import kind_of
from newsnorm.duplicates._folding import Array
from newsnorm.model import MERGING_KINDS, RelationKind

__all__ = [
    "ALL_PAIRS",
    "NEIGHBOURS",
    "Comparison",
    "Fingerprints",
    "Meetings",
    "compare_batch",
    "fingerprint_batch",
    "meetings",
    "merging_pairs",
    "worth_comparing",
]


@frozen
class Fingerprints:
    """What is known of texts without looking at others.

    ``keys`` are equal for texts with the same words in the same order (``None``:
    like no other); ``identities`` are hashes of all words.  ``hashes`` are the
    fingerprints, unsigned numbers of 64 bits, text by text as ``bounds`` says;
    ``orders`` are two numbers for each text, by which texts stand beside like ones.
    """

    keys: list[str | None]
    identities: Array
    orders: Array
    hashes: Array
    bounds: Array


def fingerprint_batch(texts: Sequence[str]) -> Fingerprints:
    """Return the keys and fingerprints of *texts*; each depends on its text alone.

    >>> found = fingerprint_batch(["The bridge is shut.", "the bridge  is shut", ""])
    >>> found.keys[0] == found.keys[1], found.keys[2], found.bounds.tolist()
    (True, None, [0, 1, 2, 2])
    """
    corpus, prints = build(texts, offsets=False)
    keys = [_key(key) for key in word_keys(corpus, texts)]
    return Fingerprints(
        keys, corpus.identities, smallest(prints), prints.hashes, np.asarray(prints.bounds)
    )


def _key(key: tuple[int, int] | str | None) -> str | None:
    if isinstance(key, tuple):
        return f"{key[0]:016x} {key[1]}"
    if key is None:
        return None
    return f"text {blake2b(key.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"


@frozen
class Meetings:
    """Pairs of rows: their places, and whether it is a large bucket where they meet."""

    left: Array
    right: Array
    large: Array


def meetings(buckets: Array, identities: Array, orders: Array) -> Meetings:
    """Pair the rows that have the same bucket.

    *buckets* are sorted; there is one row for each text in a bucket, in the
    order of the texts.  *identities* and the two *orders* belong to the rows.  In a bucket of up to
    :data:`ALL_PAIRS` rows each meets each, in a larger one its next
    :data:`NEIGHBOURS` in each order.

    >>> found = meetings(np.array([3, 3, 8]), np.zeros(3), np.zeros((2, 3)))
    >>> found.left.tolist(), found.right.tolist(), found.large.tolist()
    ([0], [1], [False])
    """
    small, large = pairs_within(buckets, identities, orders)
    left, right = (np.concatenate(sides) for sides in zip(small, large, strict=True))
    return Meetings(left, right, np.arange(len(left)) >= len(small[0]))


@frozen(kw_only=True)
class Comparison:
    """What two texts are to each other.

    ``small`` is the number of the text of which more is in ``large``; ``filled``
    is the share of the large one that is covered, ``mask`` has a bit for each
    64th part of it that is.

    >>> Comparison(kind="near", small=1, large=0, filled=0.9, mask=0).kind
    'near'
    """

    kind: RelationKind | None
    small: int
    large: int
    filled: float
    mask: int


def compare_batch(texts: Sequence[str], pairs: Array) -> list[Comparison]:
    """Compare *pairs* of *texts* (two columns of places), one after the other.

    A text without words is like no other.

    >>> texts = ["One two three four five six.", "ONE two three four five six", "Seven."]
    >>> [found.kind for found in compare_batch(texts, np.array([[0, 1], [0, 2]]))]
    ['near', None]
    """
    corpus, _prints = build(texts, offsets=False)
    sizes = np.diff(corpus.bounds)[pairs]
    full = np.minimum(sizes[:, 0], sizes[:, 1]) > 0
    likenesses, _runs = compare(corpus, turned(corpus, pairs[full]), with_runs=False)
    found = iter(likenesses)
    return [
        _compared(next(found), texts)
        if both
        else Comparison(kind=None, small=a, large=b, filled=0.0, mask=0)
        for (a, b), both in zip(pairs.tolist(), full.tolist(), strict=True)
    ]


def _compared(likeness: Likeness, texts: Sequence[str]) -> Comparison:
    return Comparison(
        kind=kind_of(likeness, texts[likeness.small]),
        small=likeness.small,
        large=likeness.large,
        filled=likeness.filled,
        mask=likeness.mask,
    )


def merging_pairs(found: Iterable[Comparison]) -> list[tuple[int, int]]:
    """Return the pairs (small, large) that put two texts into one cluster.

    *found* must hold all comparisons of each large text in it: those by which a
    round-up would chain the strangers that it holds are left out.

    >>> merging_pairs([Comparison(kind="near", small=1, large=0, filled=0.9, mask=0)])
    [(1, 0)]
    """
    by_large: defaultdict[int, list[Comparison]] = defaultdict(list)
    for item in found:
        if item.kind in MERGING_KINDS:
            by_large[item.large].append(item)
    result = []
    for items in by_large.values():
        hosts = split_hosts(
            (item.small, item.large, item.filled, item.mask)
            for item in items
            if item.kind == "near"
        )
        result += [
            (item.small, item.large)
            for item in items
            if item.kind != "near" or (item.small, item.large) not in hosts
        ]
    return result
