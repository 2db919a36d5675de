"""The steps that an engine places itself: alone they know what the whole knows."""

from __future__ import annotations

import numpy as np
from attrs import evolve
from duplicates.helpers import article, articles
from hypothesis import given
from hypothesis import strategies as st

from newsnorm.duplicates.steps import (
    ALL_PAIRS,
    NEIGHBOURS,
    Comparison,
    compare_batch,
    fingerprint_batch,
    meetings,
    merging_pairs,
)


@given(articles())
def test_a_text_alone_has_the_fingerprints_that_it_has_among_others(texts: list[str]) -> None:
    whole = fingerprint_batch(texts)
    for place, text in enumerate(texts):
        alone = fingerprint_batch([text])
        assert alone.keys == [whole.keys[place]]
        assert alone.identities[0] == whole.identities[place]
        assert alone.orders[:, 0].tolist() == whole.orders[:, place].tolist()
        part = whole.hashes[whole.bounds[place] : whole.bounds[place + 1]]
        assert alone.hashes.tolist() == part.tolist()


@given(articles(6))
def test_how_alike_two_texts_are_does_not_depend_on_others(texts: list[str]) -> None:
    pairs = [(a, b) for b in range(len(texts)) for a in range(b)]
    whole = compare_batch(texts, np.array(pairs, np.int64).reshape(-1, 2))
    assert [{item.small, item.large} for item in whole] == [set(pair) for pair in pairs]
    for pair, item in zip(pairs, whole, strict=True):
        (alone,) = compare_batch([texts[place] for place in pair], np.array([[0, 1]]))
        small, large = pair[alone.small], pair[alone.large]
        assert evolve(alone, small=small, large=large) == item


@given(st.integers(2, 3 * ALL_PAIRS))
def test_large_buckets_pair_neighbours(size: int) -> None:
    order = np.arange(size)
    found = meetings(np.zeros(size), order, np.stack((order, order[::-1])))
    pairs = {tuple(sorted(pair)) for pair in zip(found.left, found.right, strict=True)}
    reach = NEIGHBOURS if size > ALL_PAIRS else size
    assert pairs == {(a, b) for a in order for b in order if 0 < b - a <= reach}
    assert set(found.large.tolist()) == {size > ALL_PAIRS}


def test_a_round_up_chains_no_strangers() -> None:
    halves = [
        Comparison(kind="near", small=small, large=0, filled=0.5, mask=mask)
        for small, mask in ((1, 0b0011), (2, 0b1100))
    ]
    assert merging_pairs(halves) == []
    assert merging_pairs(halves[:1]) == [(1, 0)]
    other = Comparison(kind="contains", small=3, large=0, filled=0.2, mask=1)
    assert merging_pairs([other]) == []


def test_texts_with_the_same_words_have_one_key() -> None:
    text = article(3)
    keys = fingerprint_batch([text, text.upper(), "", "", "??", " ??"]).keys
    assert keys[0] == keys[1] != keys[4] == keys[5]
    assert keys[2] is keys[3] is None
