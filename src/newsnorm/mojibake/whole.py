"""Text that is UTF-8 read in one single-byte codec from end to end.

Takes a text, gives what it says and the edits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from newsnorm._text.spans import minimal_edit
from newsnorm.model import Edit
from newsnorm.mojibake.readings import chain_name
from newsnorm.mojibake.tables import table

__all__ = ["read_whole", "whole_edits"]

_WORDS = re.compile(r"[^\x00-\x7f]+(?: [^\x00-\x7f]+)*")
ENOUGH_SEQUENCES = 6
"""Bytes after lead bytes that a text needs to be read from end to end at once."""


def read_whole(text: str, codecs: Iterable[str]) -> tuple[str, str] | None:
    """Return what *text* says from end to end in one codec, and the codec.

    ``None`` unless it is well-formed in exactly one way, with sequences enough that it
    cannot be chance.
    """
    found: tuple[str, str] | None = None
    for codec in codecs:
        new = table(codec).decode(text)
        if new is None or new == text:
            continue
        if found is not None and found[0] != new:
            return None
        found = found or (new, codec)
    return found if found and len(text) - len(found[0]) >= ENOUGH_SEQUENCES else None


def whole_edits(text: str, codec: str) -> tuple[Edit, ...]:
    """Return the edits of a *text* that was read in *codec* from end to end.

    Words that only a space divides make one edit.
    """
    decode = table(codec).decode
    reason = chain_name((codec,))
    edits: list[Edit] = []
    for match in _WORDS.finditer(text):
        old = match.group()
        new = decode(old) or ""
        edit = Edit(
            start=match.start(),
            end=match.end(),
            original=old,
            replacement=new,
            reason=reason,
            evidence="the whole text is well-formed UTF-8",
            confidence=0.9999,
        )
        same_end = old[0] == new[:1] or old[-1] == new[-1:]
        edits.append((minimal_edit(edit) or edit) if same_end else edit)
    return tuple(edits)
