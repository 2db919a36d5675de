"""From verified pairs to clusters.

:func:`components` joins; :func:`split_hosts` first takes away the pairs by which a
round-up would chain the strangers that it holds into one cluster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

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


def split_hosts(near: Iterable[tuple[int, int, float, int]]) -> set[tuple[int, int]]:
    """Return the pairs (held, host) among *near* whose second text is a round-up.

    Each of *near* is a text, the one that holds most of it, the share of the
    latter that is covered, and a mask with a bit for each part of it that is.
    """
    by_host: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for small, large, filled, mask in near:
        if filled < HOST_FILLED:
            by_host[large].append((small, mask))
    result: set[tuple[int, int]] = set()
    for host, held in by_host.items():
        for position, (one, mask) in enumerate(held):
            for other, other_mask in held[position + 1 :]:
                least = min(mask.bit_count(), other_mask.bit_count())
                if (mask & other_mask).bit_count() < HOST_OVERLAP * least:
                    result.update(((one, host), (other, host)))
    return result
