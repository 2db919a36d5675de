"""Shared passages, with offsets into the texts as given.

Takes aligned runs of words; gives passages that are long enough to mean
something and are not boilerplate, which is what too many clusters share.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from newsnorm.duplicates._alignment import Run
from newsnorm.duplicates._candidates import Groups
from newsnorm.duplicates._corpus import REACH, Corpus
from newsnorm.duplicates._folding import CHARACTER, Array
from newsnorm.duplicates._tokens import WORDS_PER_SHINGLE
from newsnorm.model import Passage

COMMON_CLUSTERS = 6
"""Words that more clusters than this share are boilerplate or a stock phrase, and make
no relation.  (Measured: article bodies stand in at most 3 clusters, boilerplate in
10 and more; any bound between gives the same pairs within 2 %.)"""
PASSAGE_WORDS = 8
PASSAGE_CHARACTERS = 60
"""The shortest passage: a sentence.  Two thirds of the shared runs below it are stock
phrases and names; above it nine in ten pairs share text from one source."""
CHARACTER_WEIGHT = 3
"""How many letters an ideograph or kana counts for."""
OWN_WORDS = 6
"""So many words in a row must be in a passage that are no boilerplate."""
_SURELY_LONG = 64
INSERTED_WORDS = 3
"""A passage goes on over so many words that only one of the texts has."""


@frozen
class Rarity:
    """Which words of a corpus stand in text that many clusters share."""

    common: Array

    def own_words(self, begin: int, end: int) -> int:
        """Return the longest stretch of words from *begin* to *end* that are not common."""
        edges = np.flatnonzero(np.concatenate(([True], self.common[begin:end], [True])))
        return int(np.diff(edges).max()) - 1


def rarity(corpus: Corpus, found: Groups, labels: Sequence[int]) -> Rarity:
    """Find the words that more than :data:`COMMON_CLUSTERS` clusters share."""
    group = np.repeat(np.arange(len(found.begins)), found.sizes)
    keys = group * max(1, len(labels)) + np.asarray(labels, np.int64)[found.owners]
    counts = np.bincount(np.unique(keys) // max(1, len(labels)), minlength=len(found.begins))
    places = found.places[(counts > COMMON_CLUSTERS)[group]]
    edge = np.zeros(len(corpus.shingles) + int(REACH.max()) + 2, np.int32)
    np.add.at(edge, places, 1)
    np.subtract.at(edge, places + REACH[corpus.kinds[places]] + 1, 1)
    return Rarity(edge.cumsum()[: len(corpus.shingles)] > 0)


def _merged(found: list[Run]) -> list[tuple[int, int, int, int]]:
    """Join runs between which one text alone has a few words."""
    result: list[tuple[int, int, int, int]] = []
    for left, right, size in found:
        if result:
            a, b, a_size, b_size = result[-1]
            gaps = (left - a - a_size, right - b - b_size)
            if min(gaps) == 0 and max(gaps) <= INSERTED_WORDS:
                result[-1] = (a, b, left + size - a, right + size - b)
                continue
        result.append((left, right, size, size))
    return result


def _long_enough(corpus: Corpus, begin: int, words: int) -> bool:
    """Say whether a run of *words* from word *begin* on is a passage."""
    if words < PASSAGE_WORDS or words >= _SURELY_LONG:
        return words >= _SURELY_LONG
    kinds = corpus.kinds[begin : begin + words]
    span = int(corpus.ends[begin + words - 1] - corpus.starts[begin])
    if kinds.max() < CHARACTER:
        return span >= PASSAGE_CHARACTERS
    span += int((kinds == CHARACTER).sum()) * (CHARACTER_WEIGHT - 1)
    weight = float((WORDS_PER_SHINGLE / REACH[kinds]).sum())
    return span >= PASSAGE_CHARACTERS and weight >= PASSAGE_WORDS


def passages(corpus: Corpus, found: list[Run], rare: Rarity | None) -> tuple[Passage, ...]:
    """Return the passages among the runs that two texts share.

    With *rare*, those that consist of what many clusters share are left out.
    """
    result = []
    for one, other, size, size_b in _merged(found):
        if not _long_enough(corpus, one, size):
            continue
        if rare is not None and rare.own_words(one, one + size) < OWN_WORDS:
            continue
        result.append(
            Passage(
                a_start=int(corpus.starts[one]),
                a_end=int(corpus.ends[one + size - 1]),
                b_start=int(corpus.starts[other]),
                b_end=int(corpus.ends[other + size_b - 1]),
                words_apart=abs(size - size_b),
            )
        )
    return tuple(result)


def whole(corpus: Corpus, a: int, b: int) -> tuple[Passage, ...]:
    """Return all of two texts with the same words as one passage."""
    if not corpus.size(a):
        return ()
    (first, last), (first_b, last_b) = (corpus.bounds[text : text + 2] for text in (a, b))
    return (
        Passage(
            a_start=int(corpus.starts[first]),
            a_end=int(corpus.ends[last - 1]),
            b_start=int(corpus.starts[first_b]),
            b_end=int(corpus.ends[last_b - 1]),
        ),
    )


def _moved(corpus: Corpus, old: int, new: int, start: int, end: int) -> tuple[int, int]:
    """Move a span from text *old* to text *new*, which has the same words."""
    if old == new:
        return start, end
    here = slice(corpus.bounds[old], corpus.bounds[old + 1])
    shift = corpus.bounds[new]
    first = shift + np.searchsorted(corpus.starts[here], start)
    last = shift + np.searchsorted(corpus.ends[here], end)
    return int(corpus.starts[first]), int(corpus.ends[last])


def moved(
    corpus: Corpus, found: tuple[Passage, ...], source: tuple[int, int], target: tuple[int, int]
) -> tuple[Passage, ...]:
    """Move passages between *source* texts to *target* texts with the same words."""
    result = []
    for item in found:
        a_start, a_end = _moved(corpus, source[0], target[0], item.a_start, item.a_end)
        b_start, b_end = _moved(corpus, source[1], target[1], item.b_start, item.b_end)
        result.append(
            Passage(
                a_start=a_start,
                a_end=a_end,
                b_start=b_start,
                b_end=b_end,
                words_apart=item.words_apart,
            )
        )
    return tuple(result)
