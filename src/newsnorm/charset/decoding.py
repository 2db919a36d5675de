"""The order in which bytes are tried."""

from __future__ import annotations

import re

from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import Damage, Decoded

BINARY = 0.1  # share of control characters from which on bytes are no text
_CONTROLS = dict.fromkeys(c for c in range(32) if chr(c) not in "\t\n\f\r\x1b")
_BOM = b"\xef\xbb\xbf"
_HEAD = 64  # bytes; UTF-16 and UTF-32 show within them
_ODD = re.compile(b"[\x00\x04\x06\x0e]")
"""Bytes that UTF-16 has in ASCII, Cyrillic, Arabic and Thai text, and other text does not."""


_SURROGATE = re.compile(b"\xed[\xa0-\xbf]")


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Read *data* as text.

    ``declared`` is the charset that the sender named (a label such as
    ``latin1``, read by the WHATWG table); it is believed only if it fits.

    Tried in this order: a byte-order mark; UTF-8; UTF-16 and UTF-32 without a
    mark; escape sequences (ISO-2022, HZ); UTF-8 with stray bytes or cut in a
    character, and mixtures of UTF-8 and a legacy codec; legacy codecs.
    Every byte is accounted for: ``charset.to_bytes`` gives *data* back.

    Raises :class:`~newsnorm.errors.InputTypeError` if *data* is not bytes.

    >>> decode("Größe".encode("latin-1")).text
    'Größe'
    """
    if type(data) is not bytes:
        data = _bytes(data)
    try:
        text = str(data, "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, declared)
    if data.isascii():
        if b"\x1b" in data or b"~" in data or _ODD.search(data, 0, _HEAD):
            return _odd_ascii(data, text)
        return Decoded(text=text, encoding="utf-8", evidence="ASCII only")
    if data[:3] == _BOM:
        evidence = "byte-order mark of utf-8"
        return Decoded(text=text[1:], encoding="utf-8", evidence=evidence, bom=_BOM)
    if _ODD.search(data, 0, _HEAD):
        return _maybe_wide(data, text)
    return Decoded(text=text, encoding="utf-8", evidence="valid UTF-8")


def _bytes(data: object) -> bytes:
    """Return a bytes-like object as bytes."""
    if isinstance(data, bytes | bytearray | memoryview):
        return bytes(data)
    raise InputTypeError(f"decode takes bytes, not {shortened(data)}")


# What follows needs numpy and the letter models; most documents do not.
def _maybe_wide(data: bytes, text: str) -> Decoded:
    """Read valid UTF-8 with control characters: it may be UTF-16."""
    from newsnorm.charset.unicode import read_wide

    return read_wide(data) or _with_controls(text, "valid UTF-8")


def _with_controls(text: str, evidence: str) -> Decoded:
    """Return UTF-8 with control characters in it; with many of them it is no text."""
    if len(text) - len(text.translate(_CONTROLS)) < BINARY * len(text):
        return Decoded(text=text, encoding="utf-8", evidence=evidence)
    damage = Damage(start=0, end=len(text), reason="does not look like text")
    return Decoded(text=text, encoding="utf-8", evidence=evidence, confidence=0.1, damage=(damage,))


def _odd_ascii(data: bytes, text: str) -> Decoded:
    """Read ASCII bytes with escapes or control characters among them."""
    from newsnorm.charset.escapes import read_escapes
    from newsnorm.charset.unicode import read_bom, read_wide

    found = read_bom(data) or read_wide(data) or read_escapes(data)
    return found or _with_controls(text, "ASCII only")


def _not_utf8(data: bytes, declared: str | None) -> Decoded:
    """Read bytes that are not valid UTF-8."""
    from newsnorm.charset.legacy import read_legacy
    from newsnorm.charset.mixed import read_marked, read_mixed
    from newsnorm.charset.unicode import read_bom, read_surrogates, read_wide

    if data[:3] == _BOM:
        return read_marked(data, declared)
    found = read_bom(data) or read_wide(data, declared)
    if found is None and _SURROGATE.search(data):
        found = read_surrogates(data)
    return found or read_mixed(data, declared) or read_legacy(data, declared)
