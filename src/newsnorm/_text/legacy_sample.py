"""Which bytes of a document its readings are compared on."""

from __future__ import annotations

import re

import numpy as np
from attrs import frozen

WHOLE = 400  # bytes of a document that is compared as a whole
DENSE_PIECES = 4  # the same where most bytes are beyond ASCII
PIECES = 10  # pieces of a longer one, each around a byte beyond ASCII
BEFORE, BEHIND = 24, 40  # bytes of a piece on each side, at least
SEARCHED = 160  # bytes in which the end of a piece is looked for
SHORTEST = 40  # bytes of a sample; where pieces hold less, the document has no spaces
DENSE = 0.4  # share of non-ASCII bytes; Latin text has less
ENOUGH = 240  # bytes of a dense sample: there every letter tells
AROUND = 12  # bytes on each side of a byte that the sample does not have
EXAMPLES = 3  # places of such a byte that are looked at
ASCII, HIGH = bytes(range(0x80)), bytes(range(0x80, 0x100))
_SAFE = re.compile(rb"[\x00-\x2f]")
"""Bytes that are part of no multi-byte character in any codec."""
_SPACES = bytes(range(0x30))


@frozen(kw_only=True, eq=False)
class Sample:
    """The bytes to compare readings on.

    ``words`` are those that hold bytes beyond ASCII, ``plain`` some around them that do
    not; ``share`` is that of bytes beyond ASCII among both; ``cut`` says whether the sample
    may end in the middle of a character.
    """

    words: bytes
    plain: bytes
    share: float
    cut: bool


def sample_of(data: bytes) -> Sample:
    """Return a sample of *data*: pieces that hold bytes beyond ASCII.

    Pieces begin and end where no longer character of any codec does, so that multi-byte
    characters stay whole.
    """
    joined = data if len(data) <= WHOLE else _pieces(data)
    cut = len(joined) < len(data) and joined[-1] >= 0x30
    high = len(joined.translate(None, ASCII))
    share = high / len(joined)
    if share > DENSE:
        if len(joined) > ENOUGH:
            last = _SAFE.search(joined, ENOUGH)
            joined, cut = (joined[: last.end()], False) if last is not None else (joined, cut)
        if not cut and len(data) > WHOLE:  # what a page repeats says nothing new
            joined = b" ".join(dict.fromkeys(joined.split()))
        return Sample(words=joined, plain=b"", share=share, cut=cut)
    raw = np.frombuffer(joined, np.uint8)
    number = (raw < 0x30).cumsum()
    full = np.zeros(number[-1] + 1, np.bool_)
    full[number[raw >= 0x80]] = True
    inside = full[number]
    words, plain = raw[inside].tobytes(), raw[~inside].tobytes()
    return Sample(words=words, plain=plain, share=share, cut=cut)


def _pieces(data: bytes) -> bytes:
    """Return pieces around bytes beyond ASCII, evenly spaced among these."""
    pieces = []
    end = 0
    for place in _places(data):
        if place < end:
            continue
        first = max(end, place - BEFORE)
        before = _SAFE.search(data, first, place)
        if before is not None:
            first = before.end()
        elif first != end:
            first = _last_safe(data, max(end, first - SEARCHED), first)
        if first < 0:
            continue
        behind = _SAFE.search(data, place + BEHIND, place + BEHIND + SEARCHED)
        if behind is None and place + BEHIND + SEARCHED < len(data):
            continue
        end = behind.end() if behind is not None else len(data)
        pieces.append(data[first:end])
    joined = b"".join(pieces)
    return joined if len(joined) >= SHORTEST else data[:WHOLE]


def _places(data: bytes) -> list[int]:
    """Return places of some bytes beyond ASCII."""
    if len(data) - len(data.translate(None, HIGH)) > DENSE * len(data):
        return [*range(BEFORE, len(data), len(data) // DENSE_PIECES)]
    places = (np.frombuffer(data, np.uint8) & 0x80).nonzero()[0]
    chosen: list[int] = places[:: max(1, places.size // PIECES)][:PIECES].tolist()
    return chosen


def _last_safe(data: bytes, start: int, end: int) -> int:
    """Return the place behind the last safe byte, -1 for none."""
    kept = data[start:end].rstrip(_UNSAFE)
    return start + len(kept) if kept or not start else -1


_UNSAFE = bytes(range(0x30, 0x100))


SCATTERED = 64  # bytes of words from which on the place of bytes beyond ASCII says something
CLOSE = 0.5  # share of them with another one beside or next but one; Latin text has less


def surely_single(sample: Sample) -> bool:
    """Say whether bytes beyond ASCII stand apart from one another, as in Latin text."""
    if len(sample.words) < SCATTERED or sample.share > DENSE:
        return False
    places = (np.frombuffer(sample.words, np.uint8) & 0x80).nonzero()[0]
    near = np.count_nonzero(places[1:] - places[:-1] <= 2)
    return bool(near < CLOSE * places.size)


def around(data: bytes, values: list[int]) -> bytes:
    """Return the neighbourhoods of the first few places of each of these bytes."""
    pieces = []
    for value in values:
        at = data.find(value)
        for _ in range(EXAMPLES):
            if at < 0:
                break
            pieces.append(data[max(0, at - AROUND) : at + AROUND])
            at = data.find(value, at + AROUND)
    return b"\n".join(pieces)
