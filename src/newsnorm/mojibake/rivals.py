"""Which of two accidents: UTF-8 that lost bytes, or one legacy codec read in another.

Takes a line that has the shape of the first; says whether the second explains it
better.  A letter of a legacy codec may look like a first byte of UTF-8 whose other bytes
are lost: ``Ä`` for ``é`` where Mac Roman was read in ibm850.
"""

from __future__ import annotations

import re

from newsnorm.mojibake.reread import rereadings
from newsnorm.mojibake.tables import table

__all__ = ["is_legacy"]

LOST = 6.0
"""Nats that each character costs which is left of what cannot be completed yet: about what
a letter costs inside a word."""
BETTER = -10.0
"""Nats by which the likelier codecs must be better, beyond what they need by themselves: 58
lines of 13 pairs of codecs have -6 to 180, 3 of 2,200 lines in six kinds of loss more
than -20."""
UNDERSTOOD = 25.0
"""What a reading needs that is never enough by itself, as one letter in a word or two."""

_RUN = re.compile(r"[^\x00-\x7f]+")


def is_legacy(line: str, codec: str) -> bool:
    """Say whether *line* is rather text of a legacy codec than UTF-8 read in *codec*.

    >>> is_legacy("ConcrÅtement, la SociÄtÄ gÄnÄrale paie", "cp1252")
    True
    >>> is_legacy("byÅa najjaÅniejszÄ gwiezdnÄ", "cp1252")
    False
    """
    read = table(codec)
    rest = len("".join(_RUN.findall(read.sequences.sub("", line))))
    margins = rereadings(line, odd=True, fixed=read.whole_only(line)).margins
    return any(
        nats - min(alone, UNDERSTOOD) + LOST * rest >= BETTER for nats, alone, _ in margins.values()
    )
