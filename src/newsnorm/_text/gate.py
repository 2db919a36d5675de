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
from collections.abc import Collection, Iterable, Mapping, Sequence

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
from newsnorm._text.triggers import Trigger

__all__ = ["LEAST", "Gate", "Sieve", "sieve_of"]

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


@frozen
class _View:
    """Some lines as phrases are held against them: undressed, without the marks at their edges.

    ``heads`` and ``tails`` are their ends as keys have them; ``dense`` says that some may be in
    a script without spaces.
    """

    low: Sequence[str]
    heads: Sequence[str]
    tails: Sequence[str]
    dense: bool


@frozen(kw_only=True)
class Sieve:
    """What lines begin with, end with, or hold, if a phrase with wildcards fits.

    ``words`` are those by which phrases with open ends are told, each with what it tells of,
    ``names`` the words alone; ``parts`` are those of scripts without spaces.  A ``blind`` sieve
    has words that cannot be told from the line itself.
    """

    heads: Filed
    tails: Filed
    words: Mapping[str, Sequence[Trigger]]
    parts: tuple[str, ...]
    blind: bool
    names: frozenset[str]

    def passed(self, places: Sequence[int], view: _View) -> Collection[int]:
        """Return those *places* at which lines stand that a phrase may fit."""
        if self.blind:
            return places
        found = {place for place in self._likely(places, view) if self._fits(view.low[place])}
        left = [place for place in places if place not in found] if found else places
        held = self._held("\n".join([view.low[place] for place in left]), dense=view.dense)
        if held:
            found.update(place for place in left if _spells(view.low[place], held))
        return found

    def _likely(self, places: Sequence[int], view: _View) -> list[int]:
        """Return the places of lines that begin or end with the first characters of a phrase."""
        first, short_first = self.heads.stems, self.heads.brief
        last, short_last = self.tails.stems, self.tails.brief
        likely = []
        for place in places:
            head, tail = view.heads[place], view.tails[place]
            if (
                len(head) < GLANCE_LEAST
                or len(tail) < GLANCE_LEAST
                or (
                    (
                        head[:4] in first
                        or tail[-4:] in last
                        or head[:3] in short_first
                        or tail[-3:] in short_last
                        or head[:2] in short_first
                        or tail[-2:] in short_last
                        or head[:1] in short_first
                        or tail[-1:] in short_last
                    )
                    and (self.heads.listed(head) or self.tails.listed(tail))
                )
            ):
                likely.append(place)
        return likely

    def _fits(self, line: str) -> bool:
        """Whether *line* begins or ends as a phrase does, for all one can see."""
        head, tail = trimmed(folded(line[:PEEK])), trimmed(folded(line[-PEEK:]))
        return (
            len(head) < PEEK_LEAST
            or len(tail) < PEEK_LEAST
            or self.heads.may_fit(head)
            or self.tails.may_fit(tail)
        )

    def _held(self, text: str, *, dense: bool) -> list[tuple[str, Sequence[str]]]:
        """Return what stands in *text* of all that lines hold which fit phrases with open ends."""
        asked: list[tuple[str, Sequence[str]]] = []
        found = self.names.intersection(text.split())
        if found:
            triggers = {id(one): one for word in found for one in self.words[word]}
            asked += [pair for one in triggers.values() for pair in one.spelled.items()]
        if dense:
            asked += [(part, (part,)) for part in self.parts]
        return [pair for pair in asked if pair[0] in text]


def sieve_of(heads: Filed, tails: Filed, open_ones: Iterable[Trigger]) -> Sieve:
    """Make a sieve: *open_ones* tell of the phrases that are open at both ends."""
    words: dict[str, list[Trigger]] = {}
    parts: set[str] = set()
    for one in open_ones:
        parts.update(one.parts)
        for word in one.words:
            words.setdefault(word, []).append(one)
    return Sieve(
        heads=heads,
        tails=tails,
        words=words,
        names=frozenset(words),
        parts=tuple(sorted(parts)),
        blind="" in words,
    )


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
        view = _view(lines)
        whole, whole_ends = self.whole, self.whole_ends
        out = [
            head[:REACH] in whole and tail[-REACH:] in whole_ends
            for head, tail in zip(view.heads, view.tails, strict=True)
        ]
        far = [len(line) > WILDCARD_CHARS for line in lines]
        for sieve, is_far in ((self.near, False), (self.far, True)):
            places = [place for place, size in enumerate(far) if size is is_far]
            for place in sieve.passed(places, view) if places else ():
                out[place] = True
        return out


def _view(lines: Sequence[str]) -> _View:
    """Undress *lines* all at once."""
    text = undressed("\n".join([cropped(line) for line in lines])).replace("ʼ", "'")
    cores = [line.strip(_EDGE_MARKS) for line in text.split("\n")]
    low = [
        trimmed(core) if core and (core[0] in EDGE or core[-1] in EDGE) else core for core in cores
    ]
    glances = respelled("\n".join([f"{line[:GLANCE]}\n{line[-GLANCE:]}" for line in low]))
    ends = glances.split("\n")
    if "  " in glances or _ODD_SPACE.search(glances):
        ends = [" ".join(end.split()) for end in ends]
    return _View(low, ends[::2], ends[1::2], not text.isascii() and DENSE.search(text) is not None)


def _spells(line: str, held: Sequence[tuple[str, Sequence[str]]]) -> bool:
    """Whether *line* holds one of the words, in one of the ways that phrases go on from there."""
    found = [ways for word, ways in held if word in line]
    if not found:
        return False
    text = folded(line)
    return any(way in text for ways in found for way in ways)
