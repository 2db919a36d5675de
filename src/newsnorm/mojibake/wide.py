"""What text of the Far East looks like: its letters, and those that no text is full of."""

from __future__ import annotations

import re

from newsnorm._text.plausibility import score

__all__ = ["HALF", "WIDE", "is_rare", "is_wide"]

RARE = -15.0
"""Bits a character of the Far East below which a reading is a heap of rare characters: texts of
four to ten characters have -4 to -13.5, what wrong readings of lost bytes gave -16.4 to -18.2."""
WIDE = re.compile(r"[\u2e80-\ud7ff\ue000-\uf8fe\uf900-\uffef]")
"""What the codecs of the Far East have, private letters too, but Mac Roman's apple (U+F8FF)."""
HALF = re.compile(r"[\uff61-\uff9f]")
_ASCII = re.compile(r"[\x00-\x7f]+")


def is_wide(text: str) -> bool:
    """Say whether what stands outside ASCII is mostly letters of the Far East."""
    outside = _ASCII.sub("", text)
    letters = sum(character.isalpha() and character > "\u2e7f" for character in outside)
    return letters >= 3 and 2 * letters >= len(outside)


def is_rare(text: str) -> bool:
    """Say whether what stands outside ASCII is what no text is full of.

    Rare characters, or katakana of half width, which most bytes are in Shift_JIS.
    """
    outside = _ASCII.sub("", text)
    half = len(HALF.findall(outside))
    return 3 * half > len(outside) or float(score([outside])[0]) < RARE
