"""Which lines may hold a piece that goes: one look at the whole text, so that clean text is cheap.

Takes the text, its lines, and the rules.  Gives the lines that deserve a look.  No line is
missed: what makes a piece (see :mod:`newsnorm.boilerplate.inline`) begins with letters that a
rule begins with, or carries a mark, or is short and ends the line without a full stop.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from newsnorm._text.phrases import REACH
from newsnorm.boilerplate.lines import Line

__all__ = ["Beginnings", "suspects"]

_HEAD = re.compile(
    r"[\n.!?(\[|>·؟۔।॥…•‣\u2190-\u21ff\u25a0-\u27bf、-】！（．？［\ufe0f][^\w\n]{0,12}([^\W\d_][^\n]{0,5})"
)
"""What stands behind the end of a line or sentence, a bracket, a separator."""
_SPECIAL = "#＃\u200b\u2060\ufeff"
_SPECIALS = re.compile(f"[{_SPECIAL}]")
_LAST = re.compile(r"[.!?…。！？؟।۔॥\"”»][^.!?…。！？؟।۔॥]{1,76}$")
_BRACKETS = frozenset(")]）】］")
_NETWORKS = ("Facebook", "Twitter")
TAIL = 80
"""So much of a line's end may be a signature."""
TOLD = 14
"""So many letters tell nearly as much of a phrase as all of it."""


class Beginnings:
    """What phrases begin with, ready for a look at many places of a text.

    >>> known = Beginnings([("read more: ", False), ("ad", True)])
    >>> known.may_begin("Read more: here"), known.may_begin("Admirals of the sea")
    (True, False)
    """

    __slots__ = ("_brief", "_long", "_ways")

    def __init__(self, beginnings: Iterable[tuple[str, bool]]) -> None:
        """Take beginnings of phrases, each with whether it is all of the phrase."""
        self._ways: dict[str, dict[tuple[str, bool], None]] = {}
        for way, whole in beginnings:
            self._ways.setdefault(way[:REACH], {})[way[:TOLD], whole and len(way) < TOLD] = None
        self._long = frozenset(stem for stem in self._ways if len(stem) == REACH)
        self._brief = frozenset(stem[:3] for stem in self._ways if len(stem) < REACH)

    def likely(self, heads: Sequence[str]) -> list[int]:
        """Return which of *heads*, in small letters, are of letters that phrases begin with."""
        long, brief, ways = self._long, self._brief, self._ways
        return [
            at
            for at, head in enumerate(heads)
            if head in long
            or (
                (head[:3] in brief or head[:2] in brief or head[:1] in brief)
                and any(head[:size] in ways for size in range(1, REACH))
            )
        ]

    def may_begin(self, head: str) -> bool:
        """Whether a phrase may begin like *head*, which goes on in the text.

        Behind a phrase that stands for itself no letter follows.
        """
        low = head.lower()
        plain = "  " not in low and low[:TOLD].replace(" ", "").isalpha()
        for size in range(1, REACH + 1):
            for way, whole in self._ways.get(low[:size], ()):
                if not plain or (
                    low.startswith(way) and not (whole and low[len(way) : len(way) + 1].isalpha())
                ):
                    return True
        return False


def suspects(text: str, lines: Sequence[Line], beginnings: Beginnings) -> list[int]:
    r"""Return the lines that may hold a piece, by their index.

    *beginnings* are those of the phrases that rules look for.

    >>> from newsnorm.boilerplate.lines import split_lines
    >>> text = "It rained. Read more here.\nIt rained.\nIt rained. dpa"
    >>> suspects(text, split_lines(text), Beginnings([("read more", False)]))
    [0, 2]
    """
    if "İ" in text:  # its small form is of another length
        return list(range(len(lines)))
    found: set[int] = set()
    starts = [line.start for line in lines]
    above = "\n" + text
    likely = beginnings.likely("\n".join(_HEAD.findall(above)).lower().split("\n"))
    if likely:
        places = [match.start(1) for match in _HEAD.finditer(above)]
        for at in (places[one] for one in likely):
            if beginnings.may_begin(above[at : at + 2 * TOLD]):
                found.add(bisect_right(starts, at - 1) - 1)
    for index, (_, _, line) in enumerate(lines):
        last = line[-1]
        if last in ".!?":
            if line[-2:-1] in _BRACKETS:
                found.add(index)
        elif last in _BRACKETS or ((last.isalnum() or last == "/") and _LAST.search(line[-TAIL:])):
            found.add(index)
    if any(mark in text for mark in _SPECIAL):
        found |= {bisect_right(starts, one.start()) - 1 for one in _SPECIALS.finditer(text)}
    if any(name in text for name in _NETWORKS):
        found |= {n for n, line in enumerate(lines) if any(x in line.text for x in _NETWORKS)}
    return sorted(found)
