"""Which bytes of a document its readings are compared on."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

SAMPLE = 640  # bytes of a document that readings are compared on
SLICES = 8  # pieces of a sample
ENOUGH = 6  # non-ASCII bytes that the pieces must hold
BLOCK = 64  # bytes of a piece of a sample of a document with few non-ASCII bytes
AROUND = 12  # bytes on each side of a byte that the sample does not have
EXAMPLES = 3  # places of such a byte that are looked at
ASCII = bytes(range(0x80))
_SAFE = re.compile(rb"[\x00-\x2f]")
"""Bytes that are part of no multi-byte character in any codec."""


def sample_of(data: bytes) -> bytes:
    """Return the bytes to compare readings on: pieces of *data* that hold non-ASCII bytes.

    Pieces begin and end after a byte that is part of no longer character in
    any codec, so that multi-byte characters stay whole.
    """
    if len(data) <= SAMPLE:
        return data
    joined = _slices(data)
    if len(joined.translate(None, ASCII)) >= ENOUGH:
        return joined
    return _picked(data)


def _slices(data: bytes) -> bytes:
    """Return some pieces of *data*, evenly spaced."""
    size = SAMPLE // SLICES
    pieces = []
    for start in range(0, len(data) - size, (len(data) - size) // SLICES + 1):
        first = _SAFE.search(data, start, start + size) if start else None
        if start and first is None:
            continue
        at = first.end() if first is not None else 0
        last = _SAFE.search(data, at + size - BLOCK // 2, at + 2 * size)
        if last is not None:
            pieces.append(data[at : last.end()])
    return b"".join(pieces)


def _picked(data: bytes) -> bytes:
    """Return the pieces of *data* that hold non-ASCII bytes, up to the size of a sample."""
    raw = np.frombuffer(data, np.uint8)
    safe = np.flatnonzero(raw <= 0x2F) + 1
    starts = np.searchsorted(safe, np.arange(BLOCK, raw.size, BLOCK))
    starts = safe[np.unique(starts[starts < safe.size])]
    starts = np.concatenate(([0], starts[starts < raw.size]))
    ends = np.append(starts[1:], raw.size)
    high = np.flatnonzero(raw >= 0x80)
    full = np.flatnonzero(np.searchsorted(high, ends) > np.searchsorted(high, starts))
    wanted = max(1, SAMPLE * full.size // max(int((ends - starts)[full].sum()), 1))
    if full.size > wanted:
        full = full[np.linspace(0, full.size - 1, wanted).astype(np.intp)]
    return b"".join([data[starts[i] : ends[i]] for i in full])[:SAMPLE]


def around(data: bytes, values: list[int]) -> npt.NDArray[np.uint8]:
    """Return the neighbourhoods of a few occurrences of each of these bytes."""
    places = sorted(at for value in values for at in _places(data, value))
    pieces = [data[max(0, at - AROUND) : at + AROUND] for at in places]
    return np.frombuffer(b"\n".join(pieces), np.uint8)


def _places(data: bytes, value: int) -> list[int]:
    """Return the first few places of a byte."""
    out: list[int] = []
    at = data.find(value)
    while at >= 0 and len(out) < EXAMPLES:
        out.append(at)
        at = data.find(value, at + AROUND)
    return out


def touching(sample: npt.NDArray[np.uint8]) -> int:
    """Return how often an ASCII letter stands right beside a non-ASCII byte."""
    letter = ((sample | 0x20) - 0x61) < 26
    high = sample >= 0x80
    return int(np.count_nonzero(letter[1:] & high[:-1]) + np.count_nonzero(letter[:-1] & high[1:]))
