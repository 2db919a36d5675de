"""Which lines a rule may take, told from their ends and a few words: most lines none can.

To compare a line with the packs its key has to be made (:func:`~newsnorm._text.phrases.key_of`),
which costs more than all else for a line of running text.  A line can only fit a phrase
if it begins as one does, ends as one does, or holds its word.  The first two are told
from a few characters at either end, the third from the words of all lines at once.

Takes: lines.  Gives: which of them may fit.  It may say yes for a line that no rule takes, but
never no for one that some rule takes.  Raises: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from newsnorm._text.filed import TOLD, Filed
from newsnorm._text.phrases import DENSE, REACH, cropped, folded, trimmed, undressed

__all__ = ["LEAST", "Gate", "gate_of"]

LEAST = 60
"""Lines shorter than this are not told apart by their ends: they are compared as a whole."""
PLAIN = 8
"""So much of an end is looked at first.  If it is of letters, and so is the next character,
folding leaves it as it is."""
PEEK = 32
"""So much of an end is folded if it holds anything but letters …"""
PEEK_LEAST = TOLD + 2
"""… and so much of it must be left: near the cut a number or a colon may be torn."""
_MARKS = re.compile(r"[\d#'\":\s]+")
"""What may stand in a key and not in its line."""
_EDGE_MARKS = " .,;!?…\"'”’“„»›«‹–—-"
"""Marks that do not count at the edges of a line: the most frequent ones."""

_Spelled: TypeAlias = Mapping[str, Sequence[str]]
"""Words, and the ways in which phrases that hold them are written."""


@frozen(kw_only=True)
class Gate:
    """What lines begin with, end with, or hold, if a rule takes them.

    ``heads`` and ``tails`` are those of phrases with wildcards; ``whole`` are the first and
    ``whole_ends`` the last characters of phrases without.  ``words`` are the words by which
    phrases with open ends are filed, each with what a line spells that fits such a
    phrase, none longer than ``longest``; ``parts`` are those of scripts without spaces.  A
    ``blind`` gate has words that cannot be told from the line itself.
    """

    heads: Filed
    tails: Filed
    whole: frozenset[str]
    whole_ends: frozenset[str]
    words: Mapping[str, _Spelled]
    longest: int
    parts: tuple[str, ...]
    blind: bool

    def passed(self, lines: Sequence[str]) -> list[bool]:
        """Say of each line whether a rule may take it; none is shorter than :data:`LEAST`."""
        if self.blind:
            return [True] * len(lines)
        low = undressed("\n".join(map(cropped, lines))).replace("ʼ", "'")
        held = self._held(low)
        return [
            self._fits_ends(line) or (bool(held) and _spells(line, held))
            for line in low.split("\n")
        ]

    def _held(self, low: str) -> _Spelled:
        """Return what stands in *low* of all that lines hold which fit phrases with open ends."""
        words = self.words.keys() & low.split()
        asked = _together([self.words[word] for word in words])
        if not low.isascii() and DENSE.search(low):
            asked.update((part, (part,)) for part in self.parts)
        return {needle: ways for needle, ways in asked.items() if needle in low}

    def _fits_ends(self, line: str) -> bool:
        """Whether *line* begins or ends as a phrase does, or with a word of one."""
        core = line.strip(_EDGE_MARKS)
        if len(core) < PEEK:
            return True
        head = core[:PLAIN]
        if not _is_plain(core[: PLAIN + 1]) or self.heads.listed(head):
            head = trimmed(folded(core[:PEEK]))
            if len(head) < PEEK_LEAST or self.heads.may_fit(head):
                return True
            if self._holds(line, head.partition(" ")[0], head):
                return True
        elif not line[0].isalpha() and self._holds(line, core.split(None, 1)[0]):
            return True
        tail = core[-PLAIN:]
        if not _is_plain(core[-PLAIN - 1 :]) or self.tails.listed(tail):
            tail = trimmed(folded(core[-PEEK:]))
            if len(tail) < PEEK_LEAST or self.tails.may_fit(tail):
                return True
            if self._holds(line, tail.rpartition(" ")[2], tail):
                return True
        elif self._holds(line, core.rsplit(None, 1)[-1]):
            return True
        return head[:REACH] in self.whole and tail[-REACH:] in self.whole_ends

    def _holds(self, line: str, word: str, end: str = "") -> bool:
        """Whether *line*, at whose *end* stands *word*, may fit a phrase filed under that."""
        if word == end and len(word) <= self.longest:  # perhaps only a part of it
            return True
        return word in self.words and _spells(line, self.words[word])


def _together(several: Sequence[_Spelled]) -> dict[str, Sequence[str]]:
    """Return all of *several* as one."""
    out: dict[str, Sequence[str]] = {}
    for one in {id(one): one for one in several}.values():
        for word, ways in one.items():
            out[word] = (*out[word], *ways) if word in out else ways
    return out


def _spells(line: str, held: _Spelled) -> bool:
    """Whether *line* holds one of the words, in one of the ways that phrases go on from there."""
    found = [ways for word, ways in held.items() if word in line]
    if not found:
        return False
    text = folded(line)
    return any(way in text for ways in found for way in ways)


def _is_plain(end: str) -> bool:
    """Whether folding leaves *end* as it is: words of letters, one space between."""
    return end.replace(" ", "").isalpha() and "  " not in end


def gate_of(
    heads: Filed,
    tails: Filed,
    whole: Iterable[str],
    inner: Mapping[str, Iterable[Sequence[Sequence[str]]]],
) -> Gate:
    """Make the gate of phrases: *inner* holds the segments of those with open ends, by word."""
    words: dict[str, _Spelled] = {}
    spelled: dict[int, _Spelled] = {}  # so that one phrase asks once, whatever word leads to it
    parts: set[str] = set()
    blind = False
    for word, phrases in inner.items():
        plain = max(_plain_words(word), key=len, default="")
        if DENSE.search(plain):
            parts.add(plain)
            continue
        blind = blind or plain != word
        for segments in phrases:
            if id(segments) not in spelled:
                spelled[id(segments)] = _needles(segments)
        ways = [spelled[id(segments)] for segments in phrases]
        words[word] = ways[0] if len(ways) == 1 else _together(ways)
    return Gate(
        heads=heads,
        tails=tails,
        whole=frozenset(key[:REACH] for key in whole if len(key) > REACH),
        whole_ends=frozenset(key[-REACH:] for key in whole if len(key) > REACH),
        words=words,
        longest=max(map(len, words), default=0),
        parts=tuple(sorted(parts)),
        blind=blind,
    )


def _needles(segments: Iterable[Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return words of which a line holds one if it fits a phrase of these *segments*.

    Of all segments the one is chosen that says most.  With each word stand the alternatives of
    the segment that hold it.

    >>> _needles([["", "by "], [" is a ", " is the "], ["reporter at ", "newsreporter of "], [""]])
    {'reporter': ('reporter at ', 'newsreporter of ')}
    """
    best: dict[str, str] = {"": ""}
    for segment in segments:
        words = {one: max(_plain_words(one), key=len, default="") for one in segment}
        if min(map(len, words.values())) > min(map(len, best.values())):
            best = words
    least = {
        word
        for word in best.values()
        if not any(one in word for one in best.values() if one != word)
    }
    return {word: tuple(way for way, own in best.items() if word in own) for word in sorted(least)}


def _plain_words(text: str) -> list[str]:
    return [word for word in _MARKS.split(text) if word]
