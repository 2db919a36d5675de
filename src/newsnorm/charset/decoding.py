"""The order in which bytes are tried."""

from __future__ import annotations

import re

from attrs import evolve

from newsnorm.charset.escapes import read_escapes
from newsnorm.charset.exact import read_exactly
from newsnorm.charset.legacy import read_legacy
from newsnorm.charset.mixed import read_mixed
from newsnorm.charset.unicode import CONTROLS, read_bom, read_wide
from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import Decoded

_BOM = b"\xef\xbb\xbf"
_HEAD = 64  # bytes; UTF-16 and UTF-32 show within them
_ODD = re.compile(b"[%s]" % CONTROLS)


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
        evidence = "byte-order mark of UTF-8"
        return Decoded(text=text[1:], encoding="utf-8", evidence=evidence, bom=_BOM)
    if _ODD.search(data, 0, _HEAD):
        wide = read_wide(data)
        if wide is not None:
            return wide
    return Decoded(text=text, encoding="utf-8", evidence="valid UTF-8")


def _bytes(data: object) -> bytes:
    """Return a bytes-like object as bytes."""
    if isinstance(data, bytes | bytearray | memoryview):
        return bytes(data)
    raise InputTypeError(f"decode takes bytes, not {shortened(data)}")


def _odd_ascii(data: bytes, text: str) -> Decoded:
    """Read ASCII bytes with escapes or control characters among them."""
    found = read_bom(data) or read_wide(data) or read_escapes(data)
    return found or Decoded(text=text, encoding="utf-8", evidence="ASCII only")


def _not_utf8(data: bytes, declared: str | None) -> Decoded:
    """Read bytes that are not valid UTF-8."""
    if data[:3] == _BOM:
        return _marked(data, declared)
    found = read_bom(data) or read_wide(data, declared)
    return found or read_mixed(data, declared) or read_legacy(data, declared)


def _marked(data: bytes, declared: str | None) -> Decoded:
    """Read bytes with the mark of UTF-8 that are not all UTF-8."""
    evidence = "byte-order mark of UTF-8"
    found = read_mixed(data[3:], declared)
    if found is not None and found.encoding == "utf-8":
        return evolve(found, bom=_BOM, evidence=f"{evidence}; {found.evidence}")
    return read_exactly(data[3:], "utf-8", bom=_BOM, evidence=evidence)
