"""A segment of an index as of one commit, and looking things up in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from newsnorm.duplicates import _segments as store
from newsnorm.duplicates._folding import Array
from newsnorm.duplicates._segments import Segment
from newsnorm.duplicates.sketches import NO_BAND

MOST_OF_A_BAND = 16
"""Of the documents of a segment that share a band, so many are looked at.  Those are
copies of one another, or have a template in common; a copy shares other bands as well."""


@frozen(eq=False)
class Part:
    """A segment as of the last commit: its number, and which of its documents live."""

    number: int
    segment: Segment
    alive: Array


def present(parts: Sequence[Part], fresh: Segment) -> list[tuple[int, int]]:
    """Return where keys of *fresh* stand already."""
    found = []
    for part in parts:
        shared = np.flatnonzero(np.isin(fresh.hashes, part.segment.hashes))
        for place in shared.tolist():
            key = store.encoded(fresh.key(int(fresh.places[place])))
            row = part.segment.row(key)
            if row is not None and part.alive[row]:
                found.append((part.number, row))
    return found


def near_bands(part: Part, sketches: Array) -> tuple[Array, Array]:
    """Return pairs: which sketch, and which living document shares a band with it."""
    bands = sketches["bands"].ravel()
    low = np.searchsorted(part.segment.values, bands, "left")
    counts = np.searchsorted(part.segment.values, bands, "right") - low
    counts[bands == NO_BAND] = 0
    np.minimum(counts, MOST_OF_A_BAND, out=counts)
    asked = np.repeat(np.arange(len(bands)) // sketches["bands"].shape[1], counts)
    inner = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = part.segment.owners[np.repeat(low, counts) + inner].astype(np.int64)
    keys = np.unique(asked * max(1, len(part.segment)) + rows)
    asked, rows = keys // max(1, len(part.segment)), keys % max(1, len(part.segment))
    living = part.alive[rows]
    return asked[living], rows[living]
