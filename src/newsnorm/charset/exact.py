"""Make sure that what was read can be written back, byte for byte."""

from __future__ import annotations

import re

from newsnorm._text.codecs import codec
from newsnorm.model import Damage, Decoded

UNUSUAL = "read right, but not the bytes that the encoding writes for it"
INVALID = "invalid bytes"
_STATEFUL = ("iso2022", "hz")  # what a byte means there hangs on the escapes before it
_ESCAPED = re.compile("[\udc80-\udcff]+")


def read_exactly(data: bytes, name: str, *, bom: bytes = b"", evidence: str = "") -> Decoded:
    """Read *data*, without its *bom*, in a codec in which ASCII stands for itself.

    Invalid bytes become U+FFFD, one for each, and damage.  So does, with its
    text kept, what the codec would write with other bytes: Shift_JIS and Big5
    have two ways to write some characters, and escape sequences can be idle.
    """
    page = codec(name)
    python = page.python
    strict = page.read(data)
    if strict is not None and page.write(strict) == data:
        return Decoded(text=strict, encoding=name, evidence=evidence, bom=bom)
    text = str(data, python, "surrogateescape")
    if _write(text, python) == data:
        damage = invalid(text)
    elif python.startswith(_STATEFUL):
        damage = [Damage(start=0, end=len(text), reason=UNUSUAL, data=data)]
    else:
        damage = []
        position = 0
        for row, raw in _lines(text, data, python):
            if _write(row, python) == raw:
                damage += invalid(row, position)
            else:
                damage += _within(row, raw, position, python)
            position += len(row) + 1
    return Decoded(
        text=_ESCAPED.sub(lambda m: "\ufffd" * len(m.group()), text),
        encoding=name,
        evidence=evidence,
        damage=tuple(damage),
        bom=bom,
        confidence=0.9 if any(spot.reason == INVALID for spot in damage) else 1.0,
    )


def invalid(text: str, offset: int = 0) -> list[Damage]:
    """Return the damage of a text in which surrogates stand for invalid bytes."""
    return [
        Damage(
            start=offset + match.start(),
            end=offset + match.end(),
            reason=INVALID,
            data=match.group().encode("ascii", "surrogateescape"),
        )
        for match in _ESCAPED.finditer(text)
    ]


def _write(text: str, python: str) -> bytes | None:
    try:
        return text.encode(python, "surrogateescape")
    except UnicodeEncodeError:
        return None


def _read(data: bytes, python: str) -> str | None:
    try:
        return str(data, python, "surrogateescape")
    except UnicodeDecodeError:
        return None


def _lines(text: str, data: bytes, python: str) -> list[tuple[str, bytes]]:
    """Return the lines of both, or both whole where lines do not match."""
    rows, raws = text.split("\n"), data.split(b"\n")
    if len(rows) == len(raws) and all(
        _read(raw, python) == row for row, raw in zip(rows, raws, strict=True)
    ):
        return list(zip(rows, raws, strict=True))
    return [(text, data)]


def _within(row: str, raw: bytes, start: int, python: str) -> list[Damage]:
    """Return the note for one line: the piece of it that is written otherwise."""
    first, ahead = _agreeing(row, raw, python)
    last, end = len(row), len(raw)
    while last > first:
        piece = _write(row[last - 1], python)
        if piece is None or not raw[ahead:end].endswith(piece):
            break
        last, end = last - 1, end - len(piece)
    cuts = ((0, first, 0, ahead), (first, last, ahead, end), (last, len(row), end, len(raw)))
    if any(_read(raw[a:b], python) != row[s:e] for s, e, a, b in cuts):
        first, last, ahead, end = 0, len(row), 0, len(raw)
    spot = Damage(start=start + first, end=start + last, reason=UNUSUAL, data=raw[ahead:end])
    before, after = invalid(row[:first], start), invalid(row[last:], start + last)
    return [*before, spot, *after]


def _agreeing(row: str, raw: bytes, python: str) -> tuple[int, int]:
    """Return how many characters, and bytes, agree from the start."""
    ahead = 0
    for place, char in enumerate(row):
        piece = _write(char, python)
        if piece is None or not raw.startswith(piece, ahead):
            return place, ahead
        ahead += len(piece)
    return len(row), ahead
