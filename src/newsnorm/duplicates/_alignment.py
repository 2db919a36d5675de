"""What two texts have in common, and where.

:func:`compare` measures a pair, :func:`passages` cuts out the shared runs.
Both stand on the shingles themselves, never on sketches.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from newsnorm.duplicates._corpus import REACH, Corpus
from newsnorm.duplicates._folding import Array

OPENING_WORDS = 10
"""The words at a text's beginning that tell whether two begin alike."""
MASK_BITS = 64


@frozen
class Likeness:
    """How two texts are alike.

    ``small`` is the text of which more is in the other, ``large`` the other.
    The shares are between 0 and 1 and count words in shared shingles:
    ``covered`` of the small one, ``filled`` of the large one; of the openings
    of both; ``early`` is the share of the common shingles of the large one
    that lie no deeper in it than the small one is long.  The gaps are the longest
    stretches of words without a match; ``loose`` counts all such words of the
    small one after its opening.  ``mask`` has a bit for each 64th part of the
    large text that is covered.
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
    loose: int
    common_numbers: int
    small_numbers: int
    mask: int


def _cover(matched: Array, kinds: Array) -> Array:
    """Spread matched shingles over the words they are made of."""
    edge = np.zeros(len(matched) + int(REACH.max()) + 1, np.int64)
    at = np.flatnonzero(matched)
    np.add.at(edge, at, 1)
    np.subtract.at(edge, at + REACH[kinds[at]], 1)
    return edge[: len(matched)].cumsum() > 0


def _longest_gap(covered: Array) -> int:
    """Return the length of the longest run of words that are not covered."""
    edges = np.flatnonzero(np.concatenate(([True], covered, [True])))
    return int(np.diff(edges).max()) - 1


def _mask(covered: Array) -> int:
    """Return a bit for each part of the text that is covered for the most part."""
    parts = np.arange(len(covered)) * MASK_BITS // max(1, len(covered))
    hits = np.bincount(parts, weights=covered, minlength=MASK_BITS)
    whole = np.bincount(parts, minlength=MASK_BITS)
    return int.from_bytes(np.packbits((hits * 2 > whole), bitorder="little").tobytes(), "little")


PARALLEL_GAP_WORDS = 15
"""Numbers in a longer stretch without a match are no slots of a template: they belong
to matter that only one text has, and say nothing about the matter in common."""


def _numbers(corpus: Corpus, text: int, covered: Array) -> set[int]:
    """Return the numbers of *text* that stand where the two texts run parallel."""
    begin, end = corpus.number_bounds[text : text + 2]
    if begin == end:
        return set()
    places = corpus.number_places[begin:end] - corpus.bounds[text]
    edges = np.flatnonzero(np.concatenate(([True], covered, [True])))
    after = np.searchsorted(edges, places + 1)
    gap = edges[after] - edges[np.maximum(after - 1, 0)] - 1
    parallel = covered[places] | (gap <= PARALLEL_GAP_WORDS)
    return set(corpus.numbers[begin:end][parallel].tolist())


def compare(corpus: Corpus, a: int, b: int) -> Likeness:
    """Measure how alike texts *a* and *b* of *corpus* are."""
    parts = [slice(corpus.bounds[text], corpus.bounds[text + 1]) for text in (a, b)]
    values = [corpus.shingles[part] for part in parts]
    sets = [np.unique(value[value > 0]) for value in values]
    common = np.intersect1d(sets[0], sets[1], assume_unique=True)
    covers = []
    for part, value in zip(parts, values, strict=True):
        place = np.searchsorted(common, value)
        matched = common[np.minimum(place, len(common) - 1)] == value if len(common) else value < 0
        covers.append((matched, _cover(matched, corpus.kinds[part])))
    shares = [float(cover.mean()) if len(cover) else 0.0 for _matched, cover in covers]
    small = 0 if (shares[0], -len(values[0]), a) >= (shares[1], -len(values[1]), b) else 1
    large = 1 - small
    numbers = [
        _numbers(corpus, text, cover)
        for text, (_matched, cover) in zip((a, b), covers, strict=True)
    ]
    matched, cover = covers[large]
    deep = np.flatnonzero(matched)
    small_cover = covers[small][1]
    return Likeness(
        small=(a, b)[small],
        large=(a, b)[large],
        jaccard=len(common) / max(1, len(sets[0]) + len(sets[1]) - len(common)),
        containment=len(common) / max(1, min(len(sets[0]), len(sets[1]))),
        covered=shares[small],
        filled=shares[large],
        small_words=len(values[small]),
        large_words=len(values[large]),
        small_opening=float(small_cover[:OPENING_WORDS].mean()) if len(small_cover) else 0.0,
        large_opening=float(cover[:OPENING_WORDS].mean()) if len(cover) else 0.0,
        early=float((deep < len(values[small])).mean()) if len(deep) else 0.0,
        small_lead=int(np.argmax(small_cover)) if small_cover.any() else len(small_cover),
        small_gap=_longest_gap(small_cover),
        large_gap=_longest_gap(cover),
        loose=int((~small_cover[OPENING_WORDS:]).sum()),
        common_numbers=len(numbers[0] & numbers[1]),
        small_numbers=min(len(numbers[0]), len(numbers[1])),
        mask=_mask(cover),
    )


MAX_REPEATS = 4
"""A shingle that a text has more often than this starts no passage of its own."""


def runs(corpus: Corpus, a: int, b: int) -> list[tuple[int, int, int]]:
    """Return the shared runs: first word in *a*, first word in *b*, length in words.

    Longer runs go first and take their words; what overlaps them is shortened.
    """
    (begin, stop), (begin_b, stop_b) = (corpus.bounds[text : text + 2] for text in (a, b))
    left, right = corpus.shingles[begin:stop], corpus.shingles[begin_b:stop_b]
    order = np.argsort(right, kind="stable")
    lows = np.searchsorted(right, left, "left", sorter=order)
    counts = np.searchsorted(right, left, "right", sorter=order) - lows
    counts[(left == 0) | (counts > MAX_REPEATS)] = 0
    here = np.repeat(np.arange(len(left)), counts)
    if not len(here):
        return []
    step = np.arange(len(here)) - np.repeat(np.cumsum(counts) - counts, counts)
    there = order[np.repeat(lows, counts) + step]
    sort = np.lexsort((here, there - here))
    here, there = here[sort], there[sort]
    breaks = np.flatnonzero((np.diff(here) != 1) | (np.diff(there) != 1)) + 1
    firsts = np.concatenate(([0], breaks))
    lasts = np.concatenate((breaks, [len(here)])) - 1
    lengths = here[lasts] - here[firsts] + REACH[corpus.kinds[begin + here[lasts]]]
    lengths = np.minimum(lengths, np.minimum(len(left) - here[firsts], len(right) - there[firsts]))
    return _disjoint(here[firsts].tolist(), there[firsts].tolist(), lengths.tolist())


def _disjoint(lefts: list[int], rights: list[int], sizes: list[int]) -> list[tuple[int, int, int]]:
    """Choose runs that do not overlap in either text, the longest first."""
    taken: tuple[set[int], set[int]] = (set(), set())
    result: list[tuple[int, int, int]] = []
    for size, left, right in sorted(
        zip(sizes, lefts, rights, strict=True), key=lambda run: (-run[0], run[1], run[2])
    ):
        start, end = 0, size
        while start < end and (left + start in taken[0] or right + start in taken[1]):
            start += 1
        while end > start and (left + end - 1 in taken[0] or right + end - 1 in taken[1]):
            end -= 1
        if end > start:
            taken[0].update(range(left + start, left + end))
            taken[1].update(range(right + start, right + end))
            result.append((left + start, right + start, end - start))
    return sorted(result)
