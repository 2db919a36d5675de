"""Repair mojibake: text whose bytes were read with the wrong codec.

Takes a text; gives :class:`~newsnorm.Repaired` with the text, one edit for each
place that was changed, and the spans that are beyond repair.  Raises
:class:`~newsnorm.errors.InputTypeError` if it is not given a ``str``.
"""

from __future__ import annotations

from newsnorm.mojibake.engine import repair

__all__ = ["repair"]
