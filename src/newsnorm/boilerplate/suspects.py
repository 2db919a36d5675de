"""Which lines may hold a piece that goes: one look at the whole text, so that clean text is cheap.

Takes the text, its lines, and the rules.  Gives the lines that deserve a look.  No line is
missed: what makes a piece (see :mod:`newsnorm.boilerplate.inline`) begins with letters that a
rule begins with, or carries a mark, or is short and ends the line without a full stop.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from newsnorm.boilerplate.lines import Line

__all__ = ["Stems", "suspects"]

_HEAD = re.compile(
    r"[\n.!?(\[|>·؟۔।॥…•‣\u2190-\u21ff\u25a0-\u27bf、-】！（．？［\ufe0f][^\w\n]{0,12}([^\W\d_][^\n]{0,5})"
)
"""What stands behind the end of a line or sentence, a bracket, a separator."""
_SPECIAL = re.compile("[#＃\u200b\u2060\ufeff]")
_LAST = re.compile(r"[.!?…。！？؟।۔॥\"”»][^.!?…。！？؟।۔॥]{1,76}$")
_BRACKETS = frozenset(")]）】］")
_NETWORKS = ("Facebook", "Twitter")
TAIL = 80
"""So much of a line's end may be a signature."""


class Stems:
    """What phrases begin with, ready for a look at many places of a text.

    >>> Stems(["read m", "ad"]).sizes
    (6, 2)
    """

    __slots__ = ("long", "short", "sizes")

    def __init__(self, beginnings: Iterable[str]) -> None:
        self.long = frozenset(beginnings)
        self.short = frozenset(one[:3] for one in self.long)
        self.sizes = tuple(sorted({len(one) for one in self.long}, reverse=True))


def suspects(text: str, lines: Sequence[Line], stems: Stems) -> list[int]:
    r"""Return the lines that may hold a piece, by their index.

    *stems* are the first letters, six or fewer, of the phrases that rules look for.

    >>> from newsnorm.boilerplate.lines import split_lines
    >>> text = "It rained. Read more here.\nIt rained.\nIt rained. dpa"
    >>> suspects(text, split_lines(text), Stems(["read m"]))
    [0, 2]
    """
    found: set[int] = set()
    low = text.lower()
    if len(low) != len(text):  # letters whose small forms are of another length
        return list(range(len(lines)))
    starts = [line.start for line in lines]
    short, long, sizes = stems.short, stems.long, stems.sizes
    for match in _HEAD.finditer("\n" + low):
        head = match[1]
        likely = head[:3] in short or head[:2] in short or head[0] in short
        if likely and any(head[:size] in long for size in sizes):
            found.add(bisect_right(starts, match.start(1) - 1) - 1)
    for index, (_, _, line) in enumerate(lines):
        last = line[-1]
        if last in ".!?":
            if line[-2:-1] in _BRACKETS:
                found.add(index)
        elif last in _BRACKETS or ((last.isalnum() or last == "/") and _LAST.search(line[-TAIL:])):
            found.add(index)
    if "#" in text or not text.isascii():
        found |= {bisect_right(starts, one.start()) - 1 for one in _SPECIAL.finditer(text)}
    if any(name in text for name in _NETWORKS):
        found |= {n for n, line in enumerate(lines) if any(x in line.text for x in _NETWORKS)}
    return sorted(found)
