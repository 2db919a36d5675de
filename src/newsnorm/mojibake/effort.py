"""How much work lost bytes may make: the cheapest words first, the rest is marked.

Takes what each word of the lines that lost bytes would cost, in readings to price; gives
the cost up to which words are read.  It depends on all words together and on nothing
else, so the order of the lines makes no difference, nor does clean text beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

__all__ = ["effort", "most_effort"]

BASE, PER_CHARACTER = 30_000, 1
"""Readings that may be priced in any document, and for each character of its lines that lost
bytes.  A reading takes 5 to 10 µs; 4 KB of such text that took 3.5 s (Russian) to 21 s (Korean)
take 0.3 to 1.2, and Russian has 274 marks where it had 246."""
FINAL = 4
"""Readings that one in the last round counts for, where it is priced with its neighbours."""


def effort(ways: Sequence[int], beam: int) -> int:
    """Return the readings to price for a word whose places have so many *ways*.

    At most *beam* are followed from one place to the next.

    >>> effort([2, 3], 24), effort([1], 24)
    (32, 5)
    """
    total, open_ways = 0, 1
    for number in ways:
        open_ways = min(open_ways, beam) * number
        total += open_ways
    return total + FINAL * min(open_ways, 2 * beam)


def most_effort(efforts: Iterable[int], characters: int) -> int:
    """Return the effort up to which words are read, the cheapest first.

    >>> most_effort([5, 5, 30], 10) >= 30
    True
    >>> most_effort([5] * 100 + [20_000] * 100, 1_000)
    5
    """
    budget = BASE + PER_CHARACTER * characters
    limit = 0
    for one, times in sorted(Counter(efforts).items()):
        budget -= one * times
        if budget < 0:
            return limit
        limit = one
    return limit
