"""Pairs that look odd, but that no wrong reading explains.

Takes a text and the places of its odd pairs; says which are left.  A capital after a
small letter may be the letter of another codec; where an ASCII capital follows, as in
``WpÜG``, every other letter in its place would be as odd.  ``21 °C`` and ``20 µm`` are
units, and an accent between ASCII letters is typed for an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from newsnorm.mojibake.tables import CODECS, table

__all__ = ["telling", "telling_wide"]

MANY = 64
"""Odd pairs from which on a text is odd, whatever they are."""
_UNIT = re.compile(r"[°º][CFKСК](?!\w)|[µμ](?:[mgslLAVWFM]|Ci|Sv|mol)(?!\w)")
"""Degrees and micro-units: what a sign and the letters after it are, up to the end of the word."""
_WIDE = r"[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]+"
_WIDE_RUN = re.compile(f"{_WIDE}(?: {_WIDE})*")
_HALF = re.compile(r"[\uff61-\uff9f]")
LONG = 4
"""Characters of the Far East in a row that no wrong reading of Latin words makes."""
_APOSTROPHES = "‘’“”–—«»…"
"""What stands inside words beside letters."""


def telling(text: str, odd: Sequence[int]) -> list[int]:
    """Return the places in *odd* that a wrong reading may have made.

    >>> telling("nach dem WpÜG bei 21°C, doch prÈs", [10, 20, 31])
    [31]
    """
    if len(odd) > MANY:
        return [*odd]
    return [place for place in odd if not _is_harmless(text, place)]


def _is_harmless(text: str, place: int) -> bool:
    """Say whether the odd pair at *place* would be odd, or right, in any codec."""
    first, second = text[place], text[place + 1 : place + 2]
    if "´" in (first, second):
        accent = place if first == "´" else place + 1
        return (text[accent - 1 : accent] + text[accent + 1 : accent + 2]).isascii()
    if first in "°ºµμ":
        return _UNIT.match(text, place) is not None
    here = place if second.isascii() else place + 1
    before, letter, after = text[max(0, here - 1) : here], text[here], text[here + 1 : here + 2]
    return (
        before.islower()
        and letter.isalpha()
        and not letter.isascii()
        and after.isascii()
        and after.isupper()
        and letter not in _apostrophe_letters()
    )


def telling_wide(text: str, wide: Sequence[int]) -> list[int]:
    """Return the places in *wide* in lines that are not written in Chinese, Japanese or Korean.

    >>> telling_wide("我买了一台Mac的电脑", [6]), telling_wide("Die Gr枚脽e", [6])
    ([], [6])
    """
    found: list[int] = []
    end, native = -1, False
    for place in wide:
        if place > end:
            start = text.rfind("\n", 0, place + 1) + 1
            end = text.find("\n", max(start, place + 1))
            end = len(text) if end < 0 else end
            sizes = [len(match.group()) for match in _WIDE_RUN.finditer(text, start, end)]
            half = len(_HALF.findall(text, start, end))
            long = sum(size for size in sizes if size >= LONG)
            native = 2 * long >= max(1, half + sum(sizes))
        if not native:
            found.append(place)
    return found


@cache
def _apostrophe_letters() -> frozenset[str]:
    """Return the letters that an apostrophe, a quotation mark or a dash may turn into."""
    found: set[str] = set()
    for inner in CODECS:
        for outer in CODECS:
            characters = table(outer).characters
            found.update(
                characters[byte]
                for byte in range(0x80, 0x100)
                if table(inner).characters[byte] in _APOSTROPHES
            )
    return frozenset(letter for letter in found if letter.isalpha())
