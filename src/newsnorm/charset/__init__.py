"""Charset: bytes to text.

Takes ``bytes`` and, if the sender named one, the declared charset.  Gives
:class:`~newsnorm.Decoded`: the text, the encoding, why, how sure, and the
spans that were not valid in that encoding.  Raises
:class:`~newsnorm.errors.InputTypeError` for anything but bytes; never for
their content.
"""

from __future__ import annotations

from newsnorm.charset.decoding import decode
from newsnorm.charset.inverse import to_bytes

__all__ = ["decode", "to_bytes"]

decode.__module__ = "newsnorm"
