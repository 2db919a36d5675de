"""Counts of character n-grams with word boundaries, as sorted integer codes.

A character is a small number in its group of languages: 0 is the edge of a
word, 1 a letter that the group does not know.  The code of an n-gram is its
characters' numbers side by side, ``bits`` bits each, the first one highest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float64]
Table = tuple[Codes, Floats]
"""Sorted codes, each once, and how often each occurs."""


def tally(codes: Codes, weights: Floats) -> Table:
    """Add up the weights of equal codes; counts of zero or less go."""
    unique, inverse = np.unique(codes, return_inverse=True)
    sums: Floats = np.bincount(inverse, weights=weights, minlength=len(unique)).astype(float)
    keep = sums > 0.5
    return unique[keep], sums[keep]


def merge(tables: Iterable[Table]) -> Table:
    """Add tables up."""
    parts = list(tables)
    return tally(np.concatenate([t[0] for t in parts]), np.concatenate([t[1] for t in parts]))


def look_up(table: Table, codes: Codes) -> Floats:
    """Return the count of each of *codes*, 0 where there is none."""
    keys, counts = table
    if not len(keys):
        return np.zeros(len(codes))
    at = np.minimum(np.searchsorted(keys, codes), len(keys) - 1)
    return np.where(keys[at] == codes, counts[at], 0.0)


def of_sequence(sequence: npt.NDArray[np.uint16], orders: int, bits: int) -> list[Table]:
    """Count the n-grams of a sequence of characters, 0 between words."""
    seq = sequence.astype(np.uint64)
    out: list[Table] = []
    for order in range(1, orders + 1):
        count = len(seq) - order + 1
        if count <= 0:
            out.append((np.zeros(0, np.uint64), np.zeros(0)))
            continue
        code = np.zeros(count, np.uint64)
        inside = np.ones(count, bool)
        for k in range(order):
            part = seq[k : k + count]
            code = (code << np.uint64(bits)) | part
            if 0 < k < order - 1:
                inside &= part > 0
        if order == 2:  # two edges side by side are no bigram
            inside &= code > 0
        out.append(tally(code[inside], np.ones(int(inside.sum()))))
    return out


def of_words(
    words: Mapping[str, float], ids: Mapping[str, int], orders: int, bits: int
) -> list[Table]:
    """Count the n-grams of words with their frequencies."""
    codes: list[list[int]] = [[] for _ in range(orders)]
    weights: list[list[float]] = [[] for _ in range(orders)]
    for word, freq in words.items():
        seq = [0, *(ids.get(c, 1) for c in word), 0]
        for start in range(len(seq)):
            code = 0
            for order in range(1, min(orders, len(seq) - start) + 1):
                code = (code << bits) | seq[start + order - 1]
                if start == 0 and order == 1:
                    continue  # each edge once: the closing one
                codes[order - 1].append(code)
                weights[order - 1].append(freq)
    return [
        tally(np.array(c, np.uint64), np.array(w, float))
        for c, w in zip(codes, weights, strict=True)
    ]


def with_edges(inner: list[Table], bits: int) -> list[Table]:
    """Work out the n-grams at word edges from all n-grams inside words.

    A gram opens a word as often as it is not preceded by a letter, so the counts
    of the next order give it; likewise at the end.
    """
    b = np.uint64(bits)
    out: list[Table] = []
    opening: list[Table] = []
    closings: list[Table] = []
    orders = len(inner)
    for n in range(orders):
        mask = np.uint64((1 << (bits * (n + 1))) - 1)
        codes, counts = inner[n]
        if n + 1 < orders:
            longer, amount = inner[n + 1]
            before = tally(longer & mask, amount)
            after = tally(longer >> b, amount)
            opening.append(_positive(codes, counts - look_up(before, codes)))
            closing = _positive(codes << b, counts - look_up(after, codes))
        else:
            closing = (codes[:0], counts[:0])
        parts = [inner[n]]
        if n >= 1:
            parts.append(opening[n - 1])  # edge + n letters: the code does not change
            parts.append(closings[n - 1])
        if n >= 2:  # whole words of n - 1 letters
            head, total = opening[n - 2]
            after = tally(opening[n - 1][0] >> b, opening[n - 1][1])
            parts.append(_positive(head << b, total - look_up(after, head)))
        if n == 0:
            parts.append((np.zeros(1, np.uint64), np.array([float(opening[0][1].sum())])))
        out.append(merge(parts))
        closings.append(closing)
    return out


def _positive(codes: Codes, counts: Floats) -> Table:
    keep = counts > 0.5
    return codes[keep], counts[keep]
