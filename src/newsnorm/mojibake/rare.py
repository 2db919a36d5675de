"""Lines of UTF-8 that were read from end to end in a codec that is seldom met.

Takes a text, gives edits.  The run by run evidence of :mod:`newsnorm.mojibake.utf8` is
weighed for the common codecs only.  Here the line itself is the evidence: that all of its
bytes in one codec are well-formed UTF-8 is no chance, whichever codec that is; a Polish
console reads in ibm852, a Turkish one in ibm857, a Greek one in ibm737.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsnorm._text.legacy_text import text_cost
from newsnorm._text.spans import minimal_edit
from newsnorm.model import Edit
from newsnorm.mojibake.oddity import oddity
from newsnorm.mojibake.tables import CODECS, table

__all__ = ["rare_edits"]

RARE = (
    "cp852",
    "cp857",
    "cp1256",
    "cp1255",
    "cp1257",
    "cp1258",
    "cp874",
    "mac_cyrillic",
    "mac_latin2",
    "mac_greek",
    "mac_turkish",
    "koi8-u",
    "cp737",
    "cp775",
    "cp855",
    "cp858",
    "cp860",
    "cp861",
    "cp862",
    "cp863",
    "cp865",
    "cp869",
    "cp1125",
    "iso8859-3",
    "iso8859-4",
    "iso8859-5",
    "iso8859-7",
    "iso8859-9",
    "iso8859-10",
    "iso8859-13",
    "iso8859-14",
    "iso8859-16",
)
"""Code pages of the consoles, of Windows, of the Macintosh and ISO 8859 that Python knows,
without the common ones: where several give the same text, the first is named."""

ENOUGH = 6
"""Bytes after lead bytes that lines need to say that they were read in a codec.  Those of
U+FFFD are enough: no text has its three characters in a row."""
LIKELIER = 4.0
"""Nats that say so too: of 40,000 clean lines with letters outside ASCII three are well-formed
UTF-8 in one of these codecs, and less likely then by 9 nats and more."""
RESIDUE = 4
"""How many times less odd the line must be then."""


_RUN = re.compile(r"[^\x00-\x7f]+")


class _Read(NamedTuple):
    """What a line says in a codec, and how much it says for it, in bytes after lead bytes."""

    codec: str
    text: str
    size: int


def rare_edits(text: str) -> tuple[Edit, ...]:
    """Return the edits of the lines of *text* that were read in a codec seldom met.

    >>> line = "Zażółć gęślą jaźń".encode().decode("cp852")
    >>> [edit.reason for edit in rare_edits(line)][:1]
    ['utf-8 read as cp852']
    """
    lines = text.split("\n")
    found = [[] if line.isascii() else _readings(line) for line in lines]
    votes: dict[str, int] = {}
    for readings in found:
        for reading in readings:
            votes[reading.codec] = votes.get(reading.codec, 0) + reading.size
    edits: list[Edit] = []
    start = 0
    for line, readings in zip(lines, found, strict=True):
        sure = [reading for reading in readings if votes[reading.codec] >= ENOUGH]
        if sure:
            most = max(votes[reading.codec] for reading in sure)
            best = _best([reading for reading in sure if votes[reading.codec] == most])
            if _is_better(line, best.text):
                edits += _edits(line, best, start)
        start += len(line) + 1
    return tuple(edits)


def _readings(line: str) -> list[_Read]:
    """Return what *line* says in the rare codecs that explain it better than the common ones."""
    match = _RUN.search(line)
    common, rare = _beginning(match.group()[:2] if match is not None else "")
    found = [(codec, new) for codec in rare if (new := table(codec).decode(line)) is not None]
    if not found:
        return []
    usual = {new for codec in common if (new := table(codec).decode(line)) is not None}
    if usual and usual.issuperset(new for _, new in found):
        return []
    cost = min(text_cost(text)[0] for text in usual or {line})
    readings: list[_Read] = []
    for codec, new in found:
        sure = "\ufffd" in new or cost - text_cost(new)[0] >= LIKELIER
        if sure or not usual:
            size = max(ENOUGH if sure else 0, len(line) - len(new))
            readings.append(_Read(codec, new, size))
    return readings


@cache
def _begun() -> dict[str, tuple[dict[str, frozenset[str]], ...]]:
    """Return for a first character of a sequence in which codecs it is, with their seconds."""
    begun: dict[str, tuple[dict[str, frozenset[str]], ...]] = {}
    for place, codecs in enumerate((CODECS, RARE)):
        for codec in codecs:
            characters = table(codec).characters
            seconds = frozenset(characters[0x80:0xC0])
            for first in characters[0xC2:0xF5]:
                begun.setdefault(first, ({}, {}))[place][codec] = seconds
    return begun


def _beginning(pair: str) -> tuple[list[str], list[str]]:
    """Return the common and the rare codecs in which *pair* begins a sequence."""
    found = _begun().get(pair[:1], ({}, {}))
    common, rare = (
        [codec for codec, seconds in codecs.items() if pair[1:] in seconds] for codecs in found
    )
    return common, rare


def _best(readings: list[_Read]) -> _Read:
    """Return the reading that is the least odd, then the likeliest, then the first."""
    if len({reading.text for reading in readings}) == 1:
        return readings[0]
    return min(readings, key=lambda reading: (oddity(reading.text), text_cost(reading.text)[0]))


def _is_better(line: str, new: str) -> bool:
    """Say whether *new* is text where *line* is none; U+FFFD says nothing for either."""
    new = new.replace("\ufffd", "")
    return oddity(new) * RESIDUE <= oddity(line) and text_cost(new)[0] < text_cost(line)[0]


def _edits(line: str, reading: _Read, start: int) -> list[Edit]:
    """Return the edits of a line at *start*, one for each run outside ASCII."""
    decode = table(reading.codec).decode
    edits: list[Edit] = []
    for match in _RUN.finditer(line):
        edit = Edit(
            start=start + match.start(),
            end=start + match.end(),
            original=match.group(),
            replacement=decode(match.group()) or "",
            reason=f"utf-8 read as {reading.codec}",
            evidence="the whole line is well-formed UTF-8",
            confidence=0.999,
        )
        edits.append(minimal_edit(edit) or edit)
    return edits
