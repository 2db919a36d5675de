"""Make sure that what was read can be written back, byte for byte."""

from __future__ import annotations

from attrs import evolve

from newsnorm._text.codecs import codec
from newsnorm.model import Damage, Decoded

UNUSUAL = "read right, but not the bytes that the encoding writes for it"


def exact(data: bytes, decoded: Decoded) -> Decoded:
    """Return *decoded* with notes where its text does not give the bytes *data* again.

    Encodings with two ways to write one character (Shift_JIS, Big5, escape
    sequences) need this; *decoded* must have no damage yet.
    """
    page = codec(decoded.encoding)
    text = decoded.text
    if page.write(text) == data:
        return decoded
    damage: list[Damage] = []
    position = start = 0
    lines = text.split("\n")
    for row, raw in zip(lines, data.split(b"\n"), strict=False):
        start = position
        position += len(row) + 1
        if page.read(raw) == row and page.write(row) == raw:
            continue
        damage += _within(raw, row, start, decoded.encoding)
    return evolve(decoded, damage=tuple(damage))


def _within(raw: bytes, row: str, start: int, name: str) -> list[Damage]:
    """Return the note for one line: the piece of it that is written otherwise."""
    page = codec(name)
    first, last = 0, len(row)
    ahead = behind = 0
    for char in row:
        piece = page.write(char)
        if piece is None or raw[ahead : ahead + len(piece)] != piece:
            break
        ahead += len(piece)
        first += 1
    while last > first:
        piece = page.write(row[last - 1])
        if piece is None or raw[len(raw) - behind - len(piece) : len(raw) - behind] != piece:
            break
        behind += len(piece)
        last -= 1
    end = len(raw) - behind
    if (
        end < ahead
        or page.read(raw[:ahead]) != row[:first]
        or page.read(raw[ahead:end]) != row[first:last]
        or page.read(raw[end:]) != row[last:]
    ):
        first, last, ahead, end = 0, len(row), 0, len(raw)
    spot = Damage(start=start + first, end=start + last, reason=UNUSUAL, data=raw[ahead:end])
    return [spot]
