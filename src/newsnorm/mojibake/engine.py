"""The stage as one function, read top to bottom."""

from __future__ import annotations

from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import Repaired, apply_edits
from newsnorm.mojibake.utf8 import repair_utf8

__all__ = ["repair"]


def repair(text: str) -> Repaired:
    """Repair the mojibake in *text*; clean text comes back as it is.

    >>> repair("Pr√§sident").text
    'Präsident'
    """
    if not isinstance(text, str):
        raise InputTypeError(f"repair takes a str, not {shortened(text)}")
    if text.isascii():
        return Repaired(text=text)
    edits = repair_utf8(text)
    return Repaired(text=apply_edits(text, edits), edits=edits)
