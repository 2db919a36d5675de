"""The stage as one function, read top to bottom."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from newsnorm._text.spans import compose_edits, minimal_edits
from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import Damage, Edit, OffsetMap, Repaired, apply_edits
from newsnorm.mojibake.controls import (
    CONTROLS,
    compose_letters,
    damaged,
    drop_controls,
    join_surrogates,
    may_be_damaged,
    read_apostrophes,
    read_controls,
    read_marks,
)
from newsnorm.mojibake.doubt import with_rereadings
from newsnorm.mojibake.entities import has_entity, repair_entities
from newsnorm.mojibake.rare import rare_edits
from newsnorm.mojibake.refute import is_harmless
from newsnorm.mojibake.scan import CONTROL, UNJOINED, Glance, glance, scan
from newsnorm.mojibake.shape import lacks_marks
from newsnorm.mojibake.torn import certain_lines, still_torn, torn_lines, with_losses
from newsnorm.mojibake.utf8 import MAX_LAYERS, repair_utf8_with_codecs
from newsnorm.mojibake.whole import Whole, read_whole, whole_edits

__all__ = ["repair"]

Edits = tuple[Edit, ...]

MAX_AGAIN = 3
"""Times that what was repaired is looked at again, so that a second call finds nothing."""
WHOLE_ODD = 3
"""Odd characters that a text needs to be read from end to end at once."""
RESIDUE = 8
"""How many times less odd it must be afterwards: clean text too has an odd word, which
is looked at by itself then."""
_LEGAL_ASCII = bytes(byte for byte in range(0x80) if chr(byte) not in CONTROLS)
_CP850_MARK = "\xd4\xc7"
"""What marks of UTF-8 read as cp850 begin with; it is odd in no other way."""
_ASCII = re.compile(r"[\x00-\x7f]+")


class _Undone(NamedTuple):
    """What undoing wrong readings gives: edits, damage, the text after them and how it looks."""

    edits: Edits
    damage: tuple[Damage, ...]
    text: str
    seen: Glance


def repair(text: str) -> Repaired:
    """Repair the mojibake in *text*; clean text comes back as it is.

    Every repair is an edit that names how the text was misread, with its evidence
    and a confidence between 0 and 1; the edits are ordered, disjoint and minimal, and
    ``apply_edits(text, repaired.edits) == repaired.text``.  What is damaged beyond
    repair is left as it is and listed in ``damage``, with spans of *text*.
    Quotation marks, dashes and spaces stay as they were published.

    Raises :class:`~newsnorm.errors.InputTypeError` if *text* is no ``str``.

    >>> repaired = repair("Der Pr√§sident sprach √ºber K√∂ln.")
    >>> repaired.text
    'Der Präsident sprach über Köln.'
    >>> repaired.edits[0].original, repaired.edits[0].reason
    ('√§', 'utf-8 read as mac_roman')

    It does not correct spelling, straighten quotation marks or guess at a ``?``.
    """
    if not isinstance(text, str):
        raise InputTypeError(f"repair takes a str, not {shortened(text)}")
    if text.isascii():
        if not has_entity(text) and not text.encode("ascii").translate(None, _LEGAL_ASCII):
            return Repaired(text=text)
        seen = Glance(bits=CONTROL)
    else:
        seen = glance(text)
        if _is_plain(text, seen):
            return Repaired(text=text)
    whole = _read_whole(text, seen)
    if whole is None:
        seen = _cleared(text, seen)
        if _is_plain(text, seen):
            return Repaired(text=text)
        repaired, seen = _repaired(text, seen)
    else:
        layers, fixed, seen = whole
        repaired = Repaired.with_edits_later(fixed, lambda: whole_edits(text, layers))
        if _is_plain(fixed, seen):
            return repaired
    for _ in range(MAX_AGAIN):
        if not repaired.edits or _is_plain(repaired.text, seen):
            break
        again, seen = _repaired(repaired.text, seen)
        if not again.edits:
            break
        edits = minimal_edits(compose_edits(repaired.edits, again.edits))
        offsets = OffsetMap(repaired.edits)
        damage = tuple(_at_source(item, offsets) for item in again.damage)
        repaired = Repaired(
            text=again.text, edits=edits, damage=_disjoint([*repaired.damage, *damage])
        )
    return repaired


def _glance(text: str) -> Glance:
    """Look at *text* once; a few odd words of a clean text are refuted at once."""
    if not text:
        return Glance(bits=0)
    seen = glance(text)
    return seen if seen.odd >= WHOLE_ODD else _cleared(text, seen)


def _cleared(text: str, seen: Glance) -> Glance:
    """Return what was *seen* in a text without what is found to be harmless."""
    if seen.bits & ~UNJOINED and is_harmless(text, seen):
        return Glance(bits=seen.bits & UNJOINED)
    return seen


def _is_plain(text: str, seen: Glance) -> bool:
    """Say whether nothing in *text* can be in need of repair."""
    return (
        not seen.bits & ~UNJOINED
        and not may_be_damaged(text)
        and not has_entity(text)
        and not lacks_marks(text)
        and _CP850_MARK not in text
        and (not seen.bits or unicodedata.is_normalized("NFC", text))
    )


def _repaired(text: str, seen: Glance) -> tuple[Repaired, Glance]:
    """Run all repairs, each on what the one before it made; say how the result looks."""
    edits: Edits = ()
    fixed = text
    if has_entity(text):
        edits, fixed = _then(edits, fixed, repair_entities(fixed))
    if seen.bits & CONTROL:
        edits, fixed = _then(edits, fixed, drop_controls(fixed))
    if seen.lone:
        edits, fixed = _then(edits, fixed, join_surrogates(fixed))
    if _CP850_MARK in fixed:
        edits, fixed = _then(edits, fixed, read_marks(fixed))
    if edits:
        seen = _glance(fixed)
    if seen.odd >= 1 and (rare := rare_edits(fixed)):
        edits, fixed = _then(edits, fixed, rare)
        seen = _glance(fixed)
    more, lost, fixed, seen = _undo_misreadings(fixed, seen)
    offsets = OffsetMap(edits)
    found = [_at_source(damage, offsets) for damage in lost]
    if more:
        edits = minimal_edits(compose_edits(edits, more)) if edits else more
    looked_at = fixed
    if seen.bits & CONTROL:
        edits, fixed = _then(edits, fixed, read_controls(fixed))
    if "\xd5" in fixed:
        edits, fixed = _then(edits, fixed, read_apostrophes(fixed))
    edits, fixed = _then(edits, fixed, compose_letters(fixed))
    if fixed != looked_at:
        seen = _glance(fixed)
    if seen.lone or may_be_damaged(fixed):
        offsets = OffsetMap(edits)
        found += [_at_source(damage, offsets) for damage in damaged(fixed)]
    return Repaired(text=fixed, edits=edits, damage=_disjoint(found)), seen


def _then(edits: Edits, text: str, more: Edits) -> tuple[Edits, str]:
    """Return all edits so far, and the text after them."""
    if not more:
        return edits, text
    joined = minimal_edits(compose_edits(edits, more)) if edits else more
    return joined, apply_edits(text, more)


def _at_source(damage: Damage, offsets: OffsetMap) -> Damage:
    """Return *damage* with its span in the source."""
    start = offsets.to_source(damage.start)
    end = max(start, offsets.to_source(damage.end, end=True))
    return Damage(
        start=start, end=end, reason=damage.reason, data=damage.data, read_as=damage.read_as
    )


def _disjoint(found: list[Damage]) -> tuple[Damage, ...]:
    """Return *found* in order, without those that overlap an earlier one."""
    kept: list[Damage] = []
    for damage in sorted(found, key=lambda item: (item.start, item.end)):
        if not kept or damage.start >= kept[-1].end:
            kept.append(damage)
    return tuple(kept)


def _undo_misreadings(text: str, seen: Glance) -> _Undone:
    """Return the edits that undo wrong readings, and what they could not complete."""
    if text.isascii() or not (seen.bits & ~UNJOINED or lacks_marks(text)):
        return _Undone((), (), text, seen)
    whole = _read_whole(text, seen)
    if whole is not None:
        layers, fixed, seen = whole
        return _Undone(whole_edits(text, layers), (), fixed, seen)
    suspicion = scan(text, seen)
    if suspicion is None and not lacks_marks(text):
        return _Undone((), (), text, seen)
    edits, codecs = repair_utf8_with_codecs(text, suspicion)
    torn = torn_lines(text, edits, codecs)
    settled = with_rereadings(text, edits, suspicion, certain_lines(text, torn))
    settled, damage = with_losses(text, settled, still_torn(torn, edits, settled))
    if not settled:
        return _Undone((), damage, text, seen)
    fixed = apply_edits(text, settled)
    return _Undone(settled, damage, fixed, _glance(fixed))


def _read_whole(text: str, seen: Glance) -> tuple[list[Whole], str, Glance] | None:
    """Read *text* in one codec from end to end, in as many layers as it was misread in.

    Gives the layers, the outermost first, the text and how it looks.
    """
    layers: list[Whole] = []
    fixed, left = text, seen
    while left.odd >= WHOLE_ODD and len(layers) < MAX_LAYERS:
        whole = read_whole(fixed)
        if whole is None:
            break
        layers.append(whole)
        fixed = whole.text
        left = glance(fixed)
    if not layers or left.odd * RESIDUE > seen.odd:
        return None
    if left.odd and rare_edits(text):
        return None  # what is still odd says that it was another codec, of nearly the same bytes
    return layers, fixed, _cleared(fixed, left)
