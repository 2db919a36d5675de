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


@frozen(kw_only=True)
class Gate:
    """What lines begin with, end with, or hold, if a rule takes them.

    ``heads`` and ``tails`` are those of phrases with wildcards; ``whole`` are the first and
    ``whole_ends`` the last characters of phrases without.  ``words`` are the words by which
    phrases with open ends are filed, each with what a line holds that fits such a
    phrase, none longer than ``longest``; ``parts`` are those of scripts without spaces.  A
    ``blind`` gate has words that cannot be told from the line itself.
    """

    heads: Filed
    tails: Filed
    whole: frozenset[str]
    whole_ends: frozenset[str]
    words: Mapping[str, tuple[str, ...]]
    longest: int
    parts: tuple[str, ...]
    blind: bool

    def passed(self, lines: Sequence[str]) -> list[bool]:
        """Say of each line whether a rule may take it; none is shorter than :data:`LEAST`."""
        low = undressed("\n".join(map(cropped, lines))).replace("ʼ", "'")
        held = self._held(low)
        return [
            self._fits_ends(line) or any(needle in line for needle in held)
            for line in low.split("\n")
        ]

    def _held(self, low: str) -> list[str]:
        """Return what stands in *low* of all that lines hold which fit phrases with open ends."""
        if self.blind:
            return [""]
        asked: set[str] = set()
        for word in self.words.keys() & low.split():
            asked.update(self.words[word])
        if not low.isascii() and DENSE.search(low):
            asked.update(self.parts)
        return [needle for needle in asked if needle in low]

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
        return any(needle in line for needle in self.words.get(word, ()))


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
    words: dict[str, tuple[str, ...]] = {}
    parts: set[str] = set()
    blind = False
    for word, phrases in inner.items():
        plain = max(_plain_words(word), key=len, default="")
        if DENSE.search(plain):
            parts.add(plain)
            continue
        blind = blind or plain != word
        words[word] = tuple(sorted({one for segments in phrases for one in _needles(segments)}))
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


def _needles(segments: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return words of which a line holds one if it fits a phrase of these *segments*.

    Of all segments the one is chosen that says most.

    >>> _needles([["", "by "], [" is a ", " is the "], ["reporter at ", "newsreporter of "], [""]])
    ('reporter',)
    """
    best: tuple[str, ...] = ("",)
    for segment in segments:
        words = tuple({max(_plain_words(one), key=len, default=""): True for one in segment})
        if min(map(len, words)) > min(map(len, best)):
            best = words
    return tuple(one for one in best if not any(other in one for other in best if other != one))


def _plain_words(text: str) -> list[str]:
    return [word for word in _MARKS.split(text) if word]
