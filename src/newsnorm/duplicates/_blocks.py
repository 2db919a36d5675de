"""The words of some pairs of texts side by side, so that numpy can work on all at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from newsnorm.duplicates._corpus import Corpus
from newsnorm.duplicates._folding import Array

_BLOCK_WORDS = 1 << 16
_BLOCK_PAIRS = 1 << 12


@frozen
class Block:
    """The words of some pairs, one text after the other.

    ``words`` are places in the corpus, ``sides`` the number of the text that
    each belongs to, ``begins`` and ``sizes`` those of the texts.  ``keys`` are
    the shingles, sorted by pair and hash, ``order`` their places in the block;
    ``firsts`` and ``lasts`` bound the groups of equal ones, ``shared`` says
    which groups have members in both texts.
    """

    words: Array
    sides: Array
    begins: Array
    sizes: Array
    order: Array
    firsts: Array
    lasts: Array
    shared: Array


def blocks(corpus: Corpus, pairs: Array) -> Iterator[tuple[int, int]]:
    """Cut *pairs* into ranges of about as many words as stay in the cache."""
    sizes = np.diff(corpus.bounds)[pairs].sum(axis=1)
    start = total = 0
    for place, size in enumerate(sizes.tolist()):
        if place > start and (total + size > _BLOCK_WORDS or place - start == _BLOCK_PAIRS):
            yield start, place
            start, total = place, 0
        total += size
    if start < len(sizes):
        yield start, len(sizes)


def block_of(corpus: Corpus, pairs: Array) -> Block:
    """Put the words of *pairs* side by side and sort their shingles."""
    texts = pairs.ravel()
    sizes = corpus.bounds[texts + 1] - corpus.bounds[texts]
    begins = np.cumsum(sizes) - sizes
    total = int(sizes.sum())
    words = np.arange(total) + np.repeat(corpus.bounds[texts] - begins, sizes)
    sides = np.repeat(np.arange(len(texts)), sizes)
    values = corpus.shingles[words]
    bits = np.uint64(total.bit_length())
    keys = (sides >> 1).astype(np.uint64) << (np.uint64(32) + bits)
    keys |= values.astype(np.uint64) << bits
    keys |= np.arange(total, dtype=np.uint64)
    keys = keys[values != 0]
    keys.sort()
    order = (keys & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    keys >>= bits
    firsts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if total else order
    lasts = np.append(firsts[1:], len(keys)) - 1
    shared = sides[order[firsts]] != sides[order[lasts]]
    return Block(words, sides, begins, sizes, order, firsts, lasts, shared)
