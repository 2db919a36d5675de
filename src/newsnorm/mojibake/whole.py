"""Text that is UTF-8 read in one single-byte codec from end to end, once or in layers.

Takes a text, gives what it says and the edits.  This is what most garbled documents
are, and it needs no evidence run by run: that thousands of bytes are well-formed UTF-8,
and that what they say is not odd, is no chance.
"""

from __future__ import annotations

import numpy as np
from attrs import frozen

from newsnorm._text.spans import minimal_edit
from newsnorm.model import Edit
from newsnorm.mojibake.readings import chain_name
from newsnorm.mojibake.tables import codecs_in, table

__all__ = ["Whole", "read_whole", "whole_edits"]

ENOUGH_SEQUENCES = 6
"""Bytes after lead bytes that a text needs to be read from end to end at once."""
_SPACE = 0x20


@frozen
class Whole:
    """What a text says from end to end: its bytes in one codec, read as UTF-8."""

    text: str
    codec: str
    data: bytes


def read_whole(text: str) -> Whole | None:
    """Return what *text* says from end to end in one codec.

    ``None`` unless it is well-formed in exactly one way, with sequences enough that it
    cannot be chance.

    >>> read_whole("Größe") is None
    True
    """
    found: Whole | None = None
    for codec in _first_codecs(text):
        data = table(codec).encode(text)
        if data is None or (found is not None and data == found.data):
            continue
        try:
            new = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if found is not None and found.text != new:
            return None
        found = found or Whole(new, codec, data)
    return found if found and len(text) - len(found.text) >= ENOUGH_SEQUENCES else None


def _first_codecs(text: str) -> tuple[str, ...]:
    """Return the codecs in which the first character outside ASCII may begin a sequence."""
    try:
        text.encode("ascii")
    except UnicodeEncodeError as error:
        return codecs_in(text[error.start : error.start + 2])
    return ()


def whole_edits(text: str, layers: list[Whole]) -> tuple[Edit, ...]:
    """Return the edits of a *text* that was read from end to end in *layers*, the outermost first.

    Words that only a space divides make one edit.
    """
    data, *deeper = layers[0].data, *(table(layer.codec).decode for layer in layers[1:])
    reason = chain_name(tuple(layer.codec for layer in layers))
    edges = _edges(data)
    edits: list[Edit] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        old, new = text[start:end], data[start:end].decode("utf-8")
        for decode in deeper:
            new = decode(new) or new
        edit = Edit(
            start=start,
            end=end,
            original=old,
            replacement=new,
            reason=reason,
            evidence="the whole text is well-formed UTF-8",
            confidence=0.9999,
        )
        same_end = old[0] == new[0] or old[-1] == new[-1]
        edits.append((minimal_edit(edit) or edit) if same_end else edit)
    return tuple(edits)


def _edges(data: bytes) -> list[int]:
    """Return where the words outside ASCII begin and end, by turns."""
    points = np.frombuffer(data, np.uint8)
    high = np.zeros(points.size + 2, np.bool_)
    inside = high[1:-1]
    np.greater_equal(points, 0x80, out=inside)
    between = (points[1:-1] == _SPACE) & inside[:-2] & inside[2:]
    inside[1:-1] |= between
    edges: list[int] = np.flatnonzero(high[1:] != high[:-1]).tolist()
    return edges
