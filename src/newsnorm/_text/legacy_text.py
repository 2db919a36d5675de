"""The cost of text: the same nats as :mod:`newsnorm._text.legacy`, for ``str``.

So text as it stands can be compared with what its bytes say in another codec.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from newsnorm._text import legacy_tables as tables
from newsnorm._text.legacy_letters import LIMIT, case_cost, cost_of, letters

SHORTLIST = 8  # languages that pass from single letters to triples
CHECKED = 4_096  # characters of a text that are looked at: from the start


def text_cost(text: str) -> tuple[float, str]:
    """Return the cost of *text*, in nats, in the language that explains it best, and which.

    >>> text_cost("Größe der Stadt")[0] < text_cost("Gr√∂√üe der Stadt")[0]
    True
    """
    text = text[:CHECKED]
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not points.size:
        return 0.0, "und"
    table = letters()
    short = np.minimum(points, LIMIT).astype(np.intp)
    counts = np.bincount(short, minlength=LIMIT + 1)
    values = np.flatnonzero(counts)
    weights = counts[values].astype(np.float32)
    switch = tables.SWITCH * _touching(short)
    rough = table.rough[:, values] @ weights + np.where(table.latin, 0.0, switch)
    rows = np.argpartition(rough, SHORTLIST)[:SHORTLIST]
    beyond = points[points >= LIMIT]
    cost = table.side[rows[:, None], values] @ weights
    cost += sum(cost_of(chr(point)) for point in beyond.tolist()) if beyond.size else 0.0
    classes = table.classes[rows].take(short, axis=1)
    cost += table.triples(classes, rows) + case_cost(table.case.take(short))
    other = ~table.latin[rows]
    if counts[0x41:0x7B].any() and other.any():
        cost[other] += table.ascii_words(short)
        cost[other] += tables.SWITCH * _switches(short, classes[other])
    best = int(np.argmin(cost))
    found = float(cost[best]), table.languages[int(rows[best])]
    if (beyond >= tables.WIDE).any():
        return min(found, *((cjk_cost(text, language), language) for language in tables.CJK))
    return found


def _ascii_letter(short: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    folded = short | 0x20
    return (folded >= 0x61) & (folded <= 0x7A)


def _touching(short: npt.NDArray[np.intp]) -> int:
    """Return how often an ASCII letter stands right beside a non-ASCII letter."""
    latin, high = _ascii_letter(short), (short >= 0x80) & (letters().case.take(short) % 3 > 0)
    return int(np.count_nonzero((latin[1:] & high[:-1]) | (latin[:-1] & high[1:])))


def _switches(
    short: npt.NDArray[np.intp], classes: npt.NDArray[np.int32]
) -> npt.NDArray[np.float32]:
    """Return how often a Latin letter stands right beside one of another alphabet."""
    native, latin = classes > 0, _ascii_letter(short)[None, :]
    beside = (native[:, 1:] & latin[:, :-1]) | (native[:, :-1] & latin[:, 1:])
    count: npt.NDArray[np.float32] = beside.sum(axis=1).astype(np.float32)
    return count


def cjk_cost(text: str, language: str) -> float:
    """Return the cost of *text* as Chinese, Japanese or Korean with English words in it."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    inside = points < 0x1_0000
    cost = float(tables.cjk_costs(language).take(points[inside]).sum(dtype=np.float64))
    cost += tables.ASTRAL * float(points.size - np.count_nonzero(inside))
    narrow = np.where(points < 0x80, points, 0x20).astype(np.intp)
    letter = _ascii_letter(narrow)
    if not letter.any():
        return cost
    table = letters()
    cost += table.ascii_words(narrow) + case_cost(table.case.take(narrow))
    wide = points >= tables.WIDE
    edge = np.concatenate(([False], wide, [False]))
    alone = wide & ~edge[:-2] & ~edge[2:]
    for marked, price in ((wide, tables.CJK_SWITCH), (alone, tables.ALONE)):
        beside = (marked[1:] & letter[:-1]).sum() + (marked[:-1] & letter[1:]).sum()
        cost += price * float(beside)
    return cost
