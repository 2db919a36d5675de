"""What looks odd at a glance, but is found to be harmless by itself.

Takes a text and what a glance at it told; says whether all that was found is refuted.
Most suspicions are a word or two of a clean text, so they are looked at one by one here,
before anything is built for the whole text.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from newsnorm.mojibake.harmless import telling, telling_wide
from newsnorm.mojibake.reread import rereadings
from newsnorm.mojibake.scan import ODD, SEQUENCE, TRAP, U8, UNJOINED, WIDE, Glance
from newsnorm.mojibake.shape import LONE_LEAD
from newsnorm.mojibake.tables import begins_sequence
from newsnorm.mojibake.torn import torn_lines
from newsnorm.mojibake.utf8 import may_choose

__all__ = ["is_harmless"]

FEW = 64
"""Places that are looked at one by one."""
_REFUTED = SEQUENCE | WIDE | ODD | TRAP | UNJOINED
"""The kinds of suspicion that may be refuted here."""


def is_harmless(text: str, seen: Glance) -> bool:
    """Say whether all that a glance *seen* at *text* found is refuted.

    >>> from newsnorm.mojibake.scan import glance
    >>> clean, garbled = "nach dem WpÜG bei 21°C", "f√ºr die Stadt"
    >>> is_harmless(clean, glance(clean)), is_harmless(garbled, glance(garbled))
    (True, False)
    """
    bits, found = seen.bits, seen.found
    if bits & ~_REFUTED or found is None or found.size != len(text):
        return False
    if bits & ODD and (seen.odd > FEW or telling(text, _places(found, ODD).tolist())):
        return False
    if bits & SEQUENCE:
        places = _places(found, SEQUENCE).tolist()
        if len(places) > FEW or _may_be_utf8(text, places):
            return False
    if bits & WIDE and telling_wide(text, _places(found, WIDE).tolist()):
        return False
    return not (bits & TRAP and _has_strange_letters(text, seen, found))


def _may_be_utf8(text: str, places: list[int]) -> bool:
    """Say whether sequences at *places* could be read, or what is left of them completed."""
    begun = [at for at in places if begins_sequence(text[at : at + 4])]
    if not begun:
        return False
    if may_choose(text, begun, []) or _has_replaced(text):
        return True
    lines = {_line(text, at) for at in begun}
    return any(torn_lines(line, (), {}) for line in lines)


def _may_have_lost(text: str) -> bool:
    """Say whether there may be what is left of characters that have lost bytes."""
    return _has_replaced(text) or ("\xc3" in text and LONE_LEAD.search(text) is not None)


def _has_replaced(text: str) -> bool:
    """Say whether a mark may stand for bytes that were lost: it is no end of a question."""
    at = text.find("?")
    while at >= 0:
        after = text[at + 1 : at + 2]
        if text[at - 1 : at] > "\x7f" and (after.isalnum() or after > "\x7f" or after == "?"):
            return True
        at = text.find("?", at + 1)
    return "\ufffd" in text


def _line(text: str, place: int) -> str:
    """Return the line that *place* is in."""
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else None]


def _has_strange_letters(text: str, seen: Glance, found: U8) -> bool:
    """Say whether a line with letters that wrong readings leave may be read again.

    It may where they are not at home, and another codec explains the line.
    """
    if _may_have_lost(text):
        return True
    from newsnorm.mojibake.home import lines_in_doubt  # its tables take time

    spans = lines_in_doubt(seen.units, _places(found, TRAP))
    lines = [text[start:end] for start, end in spans]
    return any(rereadings(line, odd=False).margins or torn_lines(line, (), {}) for line in lines)


def _places(found: U8, kind: int) -> npt.NDArray[np.intp]:
    """Return where pairs have a bit."""
    places: npt.NDArray[np.intp] = ((found & kind) != 0).nonzero()[0]
    return places
