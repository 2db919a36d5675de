"""From verified pairs to clusters.

:func:`components` joins; :func:`split_hosts` first takes away the pairs by which a
round-up would chain the strangers that it holds into one cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from newsnorm.duplicates._alignment import Likeness

HOST_OVERLAP = 0.3
"""Two copies of one text cover the same parts of it: where the parts that they cover
have less than this share of the smaller one in common, the text is a round-up."""
HOST_FILLED = 0.85
"""A text of which so much is in the other one is no round-up."""


def components(count: int, edges: Iterable[tuple[int, int]]) -> list[int]:
    """Return for each of *count* items the smallest item that *edges* lead to.

    The result does not depend on the order of the edges.

    >>> components(5, [(1, 3), (3, 4)])
    [0, 1, 2, 1, 1]
    """
    parent = list(range(count))

    def find(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other in edges:
        low, high = sorted((find(one), find(other)))
        parent[high] = low
    return [find(item) for item in range(count)]


def split_hosts(merging: Sequence[Likeness]) -> set[tuple[int, int]]:
    """Return the pairs (small, large) among *merging* whose large text is a round-up."""
    by_host: dict[int, list[Likeness]] = defaultdict(list)
    for likeness in merging:
        if likeness.filled < HOST_FILLED:
            by_host[likeness.large].append(likeness)
    result: set[tuple[int, int]] = set()
    for held in by_host.values():
        for position, one in enumerate(held):
            for other in held[position + 1 :]:
                least = min(one.mask.bit_count(), other.mask.bit_count())
                if (one.mask & other.mask).bit_count() < HOST_OVERLAP * least:
                    result.update(((one.small, one.large), (other.small, other.large)))
    return result
