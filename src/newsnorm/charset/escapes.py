"""Encodings in seven bits that switch by escape sequences: ISO-2022-JP, ISO-2022-KR, HZ."""

from __future__ import annotations

from attrs import evolve

from newsnorm._text.codecs import codec
from newsnorm.charset.exact import read_exactly
from newsnorm.model import Decoded

_ESCAPED = (
    (b"\x1b$)C", "iso-2022-kr"),
    (b"\x1b", "iso-2022-jp"),
    (b"\x1b", "iso-2022-jp-2"),
    (b"\x1b", "iso-2022-jp-ext"),
    (b"~{", "hz-gb-2312"),
)


def read_escapes(data: bytes) -> Decoded | None:
    """Read ASCII bytes with escape sequences; ``None`` if they are none of these encodings."""
    for mark, name in _ESCAPED:
        if mark not in data:
            continue
        text = codec(name).read(data)
        if text is not None and not text.isascii():
            evidence = f"escape sequences of {name}"
            return evolve(read_exactly(data, name, evidence=evidence), confidence=0.99)
    return None
