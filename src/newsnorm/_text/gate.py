"""Which lines a rule may take, told from their ends and a few words: most lines none can.

To compare a line with the packs its key has to be made (:func:`~newsnorm._text.phrases.key_of`),
which costs more than all else for a line of running text.  A line can only fit a phrase
if it begins as one does, ends as one does, or holds its word.  The first two are told
from a few characters at either end, the third from the words of all lines at once.  Few rules
take lines as long as a paragraph, so those are held against few phrases.

Takes: lines.  Gives: which of them may fit.  It may say yes for a line that no rule takes, but
never no for one that some rule takes.  Raises: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import frozen

from newsnorm._text.filed import TOLD, Filed
from newsnorm._text.phrases import (
    DENSE,
    EDGE,
    REACH,
    WILDCARD_CHARS,
    cropped,
    folded,
    respelled,
    trimmed,
    undressed,
)
from newsnorm._text.triggers import Spelled

__all__ = ["LEAST", "Gate", "Sieve"]

LEAST = 60
"""Lines shorter than this are not told apart by their ends: they are compared as a whole."""
GLANCE = 12
"""So much of either end of a line is looked at first …"""
GLANCE_LEAST = REACH + 2
"""… and so much of it must be left: near the cut a number or a colon may be torn."""
PEEK = 32
"""So much is looked at where a phrase may begin or end like that …"""
PEEK_LEAST = TOLD + 2
"""… and so much of this must be left."""
_EDGE_MARKS = " .,;!?…\"'”’“„»›«‹–—-"
"""Marks that do not count at the edges of a line: the most frequent ones."""
_ODD_SPACE = re.compile("[\t\x0b-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028-\u202f\u205f\u3000]")
"""White space that is neither a space nor a line break."""


@frozen(kw_only=True)
class Sieve:
    """What lines begin with, end with, or hold, if a phrase with wildcards fits.

    ``words`` are those by which phrases with open ends are told, each with what a line spells
    that fits such a phrase; ``parts`` are those of scripts without spaces.  A ``blind`` sieve
    has words that cannot be told from the line itself.
    """

    heads: Filed
    tails: Filed
    words: Mapping[str, Sequence[Spelled]]
    parts: tuple[str, ...]
    blind: bool

    def passed(
        self, places: Sequence[int], low: Sequence[str], heads: Sequence[str], tails: Sequence[str]
    ) -> Collection[int]:
        """Return those *places* at which lines stand that a phrase may fit.

        *low* are the lines, undressed and trimmed, *heads* and *tails* their ends.
        """
        if self.blind:
            return places
        found = {place for place in self._likely(places, heads, tails) if self._fits(low[place])}
        left = [place for place in places if place not in found]
        held = self._held("\n".join([low[place] for place in left]))
        if held:
            found.update(place for place in left if _spells(low[place], held))
        return found

    def _likely(
        self, places: Sequence[int], heads: Sequence[str], tails: Sequence[str]
    ) -> Iterator[int]:
        """Yield the places of lines that begin or end with the first characters of a phrase."""
        first, last = self.heads.stems, self.tails.stems
        for place in places:
            head, tail = heads[place], tails[place]
            if (
                len(head) < GLANCE_LEAST
                or len(tail) < GLANCE_LEAST
                or (
                    (
                        head[:4] in first
                        or head[:3] in first
                        or head[:2] in first
                        or head[:1] in first
                    )
                    and self.heads.listed(head)
                )
                or (
                    (
                        tail[-4:] in last
                        or tail[-3:] in last
                        or tail[-2:] in last
                        or tail[-1:] in last
                    )
                    and self.tails.listed(tail)
                )
            ):
                yield place

    def _fits(self, line: str) -> bool:
        """Whether *line* begins or ends as a phrase does, for all one can see."""
        head, tail = trimmed(folded(line[:PEEK])), trimmed(folded(line[-PEEK:]))
        return (
            len(head) < PEEK_LEAST
            or len(tail) < PEEK_LEAST
            or self.heads.may_fit(head)
            or self.tails.may_fit(tail)
        )

    def _held(self, text: str) -> list[tuple[str, Sequence[str]]]:
        """Return what stands in *text* of all that lines hold which fit phrases with open ends."""
        asked: list[tuple[str, Sequence[str]]] = []
        found = self.words.keys() & text.split()
        if found:
            spelled = {id(one): one for word in found for one in self.words[word]}
            asked += [pair for one in spelled.values() for pair in one.items()]
        if self.parts and not text.isascii() and DENSE.search(text):
            asked += [(part, (part,)) for part in self.parts]
        return [pair for pair in asked if pair[0] in text]


@frozen(kw_only=True)
class Gate:
    """What tells most lines that no rule takes.

    ``near`` is of all phrases with wildcards, ``far`` of those that may take a line longer than
    :data:`~newsnorm._text.phrases.WILDCARD_CHARS`; ``whole`` are the first and ``whole_ends``
    the last characters of phrases without.
    """

    near: Sieve
    far: Sieve
    whole: frozenset[str]
    whole_ends: frozenset[str]

    def passed(self, lines: Sequence[str]) -> list[bool]:
        """Say of each line whether a rule may take it; none is shorter than :data:`LEAST`."""
        low = _bare(lines)
        ends = _ends(low)
        heads, tails = ends[::2], ends[1::2]
        whole, whole_ends = self.whole, self.whole_ends
        out = [
            head[:REACH] in whole and tail[-REACH:] in whole_ends
            for head, tail in zip(heads, tails, strict=True)
        ]
        far = [len(line) > WILDCARD_CHARS for line in lines]
        for sieve, is_far in ((self.near, False), (self.far, True)):
            places = [place for place, size in enumerate(far) if size is is_far]
            for place in sieve.passed(places, low, heads, tails) if places else ():
                out[place] = True
        return out


def _bare(lines: Sequence[str]) -> list[str]:
    """Return *lines* in small letters, without brackets, and without the marks at their edges."""
    text = undressed("\n".join([cropped(line) for line in lines])).replace("ʼ", "'")
    return [
        trimmed(core) if core and (core[0] in EDGE or core[-1] in EDGE) else core
        for line in text.split("\n")
        for core in (line.strip(_EDGE_MARKS),)
    ]


def _ends(low: Sequence[str]) -> list[str]:
    """Return the beginning and the end of each line as its key has it, one after the other."""
    text = respelled("\n".join([f"{line[:GLANCE]}\n{line[-GLANCE:]}" for line in low]))
    if "  " in text or _ODD_SPACE.search(text):
        return [" ".join(end.split()) for end in text.split("\n")]
    return text.split("\n")


def _spells(line: str, held: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """Whether *line* holds one of the words, in one of the ways that phrases go on from there."""
    found = [ways for word, ways in held if word in line]
    if not found:
        return False
    text = folded(line)
    return any(way in text for ways in found for way in ways)
