"""Shared passages, with offsets into the texts as given.

Takes aligned runs of words; gives passages that are long enough to mean
something and are not boilerplate, which is what too many clusters share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from attrs import frozen

from newsnorm.duplicates._candidates import Groups
from newsnorm.duplicates._corpus import CUT, REACH, Corpus
from newsnorm.duplicates._folding import CHARACTER, Array
from newsnorm.duplicates._runs import Runs
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
    common = np.zeros(len(corpus.shingles) + int(REACH.max()) + 1, bool)
    large = np.flatnonzero(found.sizes > COMMON_CLUSTERS)
    if len(large):
        sizes = found.sizes[large]
        group = np.repeat(np.arange(len(large)), sizes)
        inner = np.arange(len(group)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        member = np.repeat(found.begins[large], sizes) + inner
        keys = group * len(labels) + np.asarray(labels, np.int64)[found.owners[member]]
        keys.sort()
        fresh = np.append(True, keys[1:] != keys[:-1])
        clusters = np.bincount(keys[fresh] // len(labels), minlength=len(large))
        chosen = member[(clusters > COMMON_CLUSTERS)[group]]
        places = found.places[found.prints[chosen]].astype(np.int64)
        reach = REACH[corpus.kinds[places]]
        for step in range(int(REACH.max()) + 1):
            inside = places[reach >= step]
            if not len(inside):
                break
            common[inside + step] = True
    return Rarity(common)


@frozen
class _Spans:
    """Runs that became passages: number of the pair, first words and words in each text."""

    pairs: Array
    lefts: Array
    rights: Array
    left_sizes: Array
    right_sizes: Array


def _merged(found: Runs) -> _Spans:
    """Join runs between which one text alone has a few words."""
    left_ends, right_ends = found.lefts + found.sizes, found.rights + found.sizes
    left_gaps = found.lefts[1:] - left_ends[:-1]
    right_gaps = found.rights[1:] - right_ends[:-1]
    fresh = np.ones(len(found.pairs), bool)
    fresh[1:] = (
        (found.pairs[1:] != found.pairs[:-1])
        | (np.minimum(left_gaps, right_gaps) != 0)
        | (np.maximum(left_gaps, right_gaps) > INSERTED_WORDS)
    )
    firsts = np.flatnonzero(fresh)
    lasts = np.append(firsts[1:], len(fresh)) - 1
    lefts, rights = found.lefts[firsts], found.rights[firsts]
    return _Spans(
        found.pairs[firsts], lefts, rights, left_ends[lasts] - lefts, right_ends[lasts] - rights
    )


def _ends(corpus: Corpus, words: Array) -> Array:
    """Return where *words* end in their texts."""
    lengths = corpus.lengths[words].astype(np.int64)
    for place in np.flatnonzero(lengths == CUT).tolist():
        lengths[place] = corpus.long[int(words[place])]
    return corpus.starts[words] + lengths


def _long_enough(corpus: Corpus, spans: _Spans) -> Array:
    """Say which spans are passages: of words enough, and characters enough."""
    lasts = spans.lefts + spans.left_sizes - 1
    sizes = _ends(corpus, lasts) - corpus.starts[spans.lefts]
    good = (spans.left_sizes >= PASSAGE_WORDS) & (sizes >= PASSAGE_CHARACTERS)
    spaceless = (corpus.kinds[spans.lefts] >= CHARACTER) | (corpus.kinds[lasts] >= CHARACTER)
    for place in np.flatnonzero(spaceless & (spans.left_sizes >= PASSAGE_WORDS)).tolist():
        first = int(spans.lefts[place])
        kinds = corpus.kinds[first : first + int(spans.left_sizes[place])]
        size = int(sizes[place]) + int((kinds == CHARACTER).sum()) * (CHARACTER_WEIGHT - 1)
        weight = float((WORDS_PER_SHINGLE / REACH[kinds]).sum())
        good[place] = size >= PASSAGE_CHARACTERS and weight >= PASSAGE_WORDS
    return good


def passages(
    corpus: Corpus, found: Runs, merging: Sequence[bool], rare: Rarity
) -> dict[int, list[Passage]]:
    """Return the passages that pairs share, by the number of the pair.

    Of pairs that are not *merging*, those that consist of what many clusters
    share are left out.
    """
    result: dict[int, list[Passage]] = defaultdict(list)
    if not len(found.pairs):
        return result
    spans = _merged(found)
    good = _long_enough(corpus, spans)
    merges = np.asarray(merging, bool)[spans.pairs]
    for place in np.flatnonzero(good & ~merges).tolist():
        first = int(spans.lefts[place])
        own = rare.own_words(first, first + int(spans.left_sizes[place]))
        good[place] = own >= OWN_WORDS
    lefts, rights = spans.lefts[good], spans.rights[good]
    left_sizes, right_sizes = spans.left_sizes[good], spans.right_sizes[good]
    for pair, a_start, a_end, b_start, b_end, apart in zip(
        spans.pairs[good].tolist(),
        corpus.starts[lefts].tolist(),
        _ends(corpus, lefts + left_sizes - 1).tolist(),
        corpus.starts[rights].tolist(),
        _ends(corpus, rights + right_sizes - 1).tolist(),
        np.abs(left_sizes - right_sizes).tolist(),
        strict=True,
    ):
        result[pair].append(
            Passage(a_start=a_start, a_end=a_end, b_start=b_start, b_end=b_end, words_apart=apart)
        )
    return result


def mirrored(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return *found* with the two texts changed about, in order of the first."""
    turned = (
        Passage(
            a_start=item.b_start,
            a_end=item.b_end,
            b_start=item.a_start,
            b_end=item.a_end,
            words_apart=item.words_apart,
        )
        for item in found
    )
    return tuple(sorted(turned, key=lambda item: item.a_start))


def whole(corpus: Corpus, a: int, b: int) -> tuple[Passage, ...]:
    """Return all of two texts with the same words as one passage."""
    if not corpus.size(a):
        return ()
    (first, last), (first_b, last_b) = (corpus.bounds[text : text + 2] for text in (a, b))
    return (
        Passage(
            a_start=corpus.start(first),
            a_end=corpus.end(last - 1),
            b_start=corpus.start(first_b),
            b_end=corpus.end(last_b - 1),
        ),
    )


def _moved(corpus: Corpus, old: int, new: int, start: int, end: int) -> tuple[int, int]:
    """Move a span from text *old* to text *new*, which has the same words."""
    if old == new:
        return start, end
    here = corpus.starts[corpus.bounds[old] : corpus.bounds[old + 1]]
    shift = int(corpus.bounds[new])
    first = int(np.searchsorted(here, start))
    last = int(np.searchsorted(here, end)) - 1
    return corpus.start(shift + first), corpus.end(shift + last)


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
