"""Phrases: the small pattern language of the rule packs.

A pattern is no regular expression but a phrase, compared with the whole line
after case, brackets, digits and marks at the edges are set aside:

``teilen``
    that line and no other
``folgen sie uns *``
    ``*`` stands for any text
``# kommentare``
    ``#`` stands for a number
``(artikel|beitrag|) teilen``
    one of several words, or none
``video <date_published> erstellt``
    a name in angle brackets stands for any text, which becomes a field
``*{end} mit video``
    ``{end}`` is any mark that ends a sentence

Each ``*`` is found by its leftmost fit, so that matching takes linear time
whatever a pack says.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from itertools import chain

from attrs import frozen

from newsnorm.errors import RuleError, shortened

__all__ = [
    "DENSE",
    "EDGE",
    "REACH",
    "WILDCARD_CHARS",
    "Phrase",
    "anchors",
    "cropped",
    "folded",
    "key_of",
    "phrases",
    "respelled",
    "spans_of_names",
    "trimmed",
    "undressed",
]

HEAD_CHARS = 420
"""Of a long line only the head and the tail are compared, so that a line of 10 MB costs no more
than a paragraph.  Consent boxes, the longest boilerplate there is, need about 400 characters."""
TAIL_CHARS = 180
WILDCARD_CHARS = 240
"""The longest line, in characters, that a pattern with a wildcard takes unless its rule says
otherwise: about as long as a teaser."""
REACH = 6
"""Phrases are filed under so many of their first or last characters."""
EXPANSIONS = 2_000
"""A rule of more phrases than this is refused: its alternatives have been multiplied."""

_KEPT = "#@©ⓒ®℗%&+$€£¥°"


def _edge_marks() -> str:
    """Return the marks that do not count at the edges of a line."""
    blocks = chain(range(0x3100), range(0xFE00, 0x10000), range(0x1F000, 0x1FB00))
    return "".join(
        char
        for char in map(chr, blocks)
        if unicodedata.category(char)[0] in "PSZC" and char not in _KEPT
    )


EDGE = frozenset(_edge_marks())
"""Marks that do not count at the edges of a line."""
_MAYBE_DIGIT = re.compile("[0-9\u0660-\u1c59\ua620-\U0010ffff]")
"""All decimal digits and more: a class of ranges is found several times faster than ``\\d``."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DROPPED = re.compile("[（）［］\u200b-\u200f\u2066-\u2069\ufeff\u00ad]")
_MACROS = {"end": '(.|!|?|"|…|。|！|？)'}


def key_of(line: str) -> str:
    """Return the form of *line* in which phrases are compared.

    >>> key_of("  ▶ Kommentare (12):")
    'kommentare #'
    """
    return trimmed(folded(cropped(line)))


def cropped(line: str) -> str:
    """Return the head and the tail of a long line."""
    if len(line) > HEAD_CHARS + TAIL_CHARS:
        return f"{line[:HEAD_CHARS]} \0 {line[-TAIL_CHARS:]}"
    return line


def trimmed(text: str) -> str:
    """Return *text* without the marks at its edges; a set is faster than ``str.strip`` here."""
    start, end = 0, len(text)
    while start < end and text[start] in EDGE:
        start += 1
    while start < end and text[end - 1] in EDGE:
        end -= 1
    return text[start:end]


def undressed(text: str) -> str:
    """Return *text* in small letters, without brackets and what cannot be seen."""
    for mark in "()[]":
        if mark in text:
            text = text.replace(mark, "")
    if text.isascii():
        return text.lower()
    if _DROPPED.search(text):
        text = _DROPPED.sub("", text)
    text = text.lower()
    return text.replace("i\u0307", "i") if "\u0307" in text else text


def folded(text: str) -> str:
    """Return *text* in the form of keys, but for its length and the marks at its edges."""
    return respelled(" ".join(undressed(text).split()))


def respelled(text: str) -> str:
    """Return *text*, which has small letters and no brackets, as keys spell it.

    >>> respelled("12,5 % of «example»")
    '# % of "example"'
    """
    if not text.isascii():
        text = text.replace("’", "'").replace("ʼ", "'")
        for quote in "“”„«»":
            text = text.replace(quote, '"')
    if " :" in text:  # as French sets it
        text = text.replace(" :", ":")
    return _NUMBER.sub("#", text) if _MAYBE_DIGIT.search(text) else text


@frozen(slots=False)
class Phrase:
    """One pattern: between its wildcards, the alternatives that may stand there."""

    segments: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]

    @cached_property
    def _rare(self) -> tuple[str, ...]:
        """The alternatives between the ends that are looked for fastest: the fewest."""
        return min(self.segments[1:-1], key=len)

    def spans(self, key: str) -> list[tuple[int, int]] | None:
        """Return what each wildcard stands for in *key*, or ``None`` if it does not fit."""
        first, *middle, last = self.segments
        if not key.startswith(first) or not key.endswith(last):
            return None
        if middle:
            for one in self._rare:
                if one in key:
                    break
            else:
                return None
        start = max(len(one) for one in first if key.startswith(one))
        stop = len(key) - max(len(one) for one in last if key.endswith(one))
        if stop < start:
            return None
        ends = [start]
        for segment in middle:
            found = [
                (at, -len(one)) for one in segment if (at := key.find(one, ends[-1], stop)) >= 0
            ]
            if not found:
                return None
            at, size = min(found)
            ends += [at, at - size]
        return list(zip(ends[::2], [*ends[1::2], stop], strict=True))


DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WILD = re.compile(r"\*|<[a-z_]+>")
_GROUP = re.compile(r"\(([^()]*)\)")


def _multiplied(pattern: str, where: str, group: re.Pattern[str]) -> list[str]:
    """Write out the alternatives of those groups of *pattern* that *group* finds."""
    done: list[str] = []
    todo = [pattern]
    while todo:
        text = todo.pop()
        found = group.search(text)
        if found is None:
            done.append(text)
            continue
        head, tail = text[: found.start()], text[found.end() :]
        todo += [head + one + tail for one in found[1].split("|")]
        if len(todo) + len(done) > EXPANSIONS:
            raise RuleError(f"{where}: too many alternatives in {shortened(pattern)}")
    return done[::-1]


_WILD_GROUP = re.compile(r"\(([^()]*[*<][^()]*)\)")


def phrases(pattern: str, where: str) -> list[Phrase]:
    """Compile one pattern: one phrase for each way to choose among groups that hold wildcards."""
    for name, value in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", value)
    if pattern.count("(") != pattern.count(")"):
        raise RuleError(f"{where}: unbalanced brackets in {shortened(pattern)}")
    out: list[Phrase] = []
    for plain in _multiplied(pattern, where, _WILD_GROUP):
        pieces = _WILD.split(plain)
        names = tuple(token.strip("<>*") for token in _WILD.findall(plain))
        segments = []
        for place, piece in enumerate(pieces):
            ends = (place == 0, place == len(pieces) - 1)
            literals = (_literal(one, ends) for one in _multiplied(piece, where, _GROUP))
            segments.append(tuple(dict.fromkeys(literals)))
        out.append(Phrase(tuple(segments), names))
    return out


def _literal(text: str, ends: tuple[bool, bool]) -> str:
    """Fold *text* as :func:`key_of` does, keeping the spaces that face a wildcard."""
    text = folded(f"\0{text}\0").replace("\0 ", " ").replace(" \0", " ").strip("\0")
    start, end = 0, len(text)
    while ends[0] and start < end and text[start] in EDGE:
        start += 1
    while ends[1] and start < end and text[end - 1] in EDGE:
        end -= 1
    return text[start:end]


def anchors(phrase: Phrase, where: str) -> tuple[str, ...]:
    """Return the words by which *phrase* is found if both of its ends are open."""
    for segment in phrase.segments:
        if all(one.strip() for one in segment):
            words = (max(one.split(), key=len) for one in segment)
            return tuple(sorted({word[:2] if DENSE.match(word) else word for word in words}))
    raise RuleError(f"{where}: a pattern needs a word that is not optional")


def spans_of_names(phrase: Phrase, line: str) -> tuple[tuple[str, int, int], ...]:
    """Return the spans of the named wildcards of *phrase* in *line*."""
    if not any(phrase.names):
        return ()
    key, places = _key_with_places(line)
    found = phrase.spans(key) or []
    out: list[tuple[str, int, int]] = []
    for name, (start, end) in zip(phrase.names, found, strict=False):
        if name and start < end:
            first, last = places[start][0], places[end - 1][1]
            text = line[first:last]
            first += len(text) - len(text.lstrip())
            out.append((name, first, first + len(text.strip())))
    return tuple(out)


def _key_with_places(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the key of *line* and, for each of its characters, the span it came from."""
    line = line[: HEAD_CHARS + TAIL_CHARS]
    chars: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    for number in chain(_NUMBER.finditer(line), (None,)):
        stop = len(line) if number is None else number.start()
        for place in range(position, stop):
            for char in " " if line[place].isspace() else folded(line[place]):
                if char == ":" and chars and chars[-1] == " ":
                    chars[-1], places[-1] = char, (place, place + 1)
                elif char != " " or (chars and chars[-1] != " "):
                    chars.append(char)
                    places.append((place, place + 1))
        if number is not None:
            chars.append("#")
            places.append(number.span())
            position = number.end()
    key = "".join(chars)
    start = 0
    while start < len(key) and key[start] in EDGE:
        start += 1
    key = trimmed(key)
    return key, places[start : start + len(key)]
