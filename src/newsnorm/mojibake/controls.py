"""Characters that no text has: controls, halves of surrogate pairs, letters in parts.

Takes a text, gives edits and damage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from newsnorm._text.codecs import codec
from newsnorm.model import Damage, Edit

__all__ = [
    "compose_letters",
    "damaged",
    "drop_controls",
    "join_surrogates",
    "may_be_damaged",
    "read_controls",
]

CONTROLS = "".join(map(chr, (*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F)))
"""The control characters that say nothing in plain text: all but tab, line feed, form feed,
carriage return and escape."""

_CONTROLS = re.compile(f"[{re.escape(CONTROLS)}]+")
_C1 = re.compile(r"[\x80-\x9f]+")
_PAIR = re.compile(r"(?:[\ud800-\udbff][\udc00-\udfff])+")
_ESCAPED = re.compile(r"[\udc80-\udcff]+")
REPLACED_TWICE = ("锟斤拷", "占쏙옙", "嚙踝蕭", "鐃緒申")
"""What two U+FFFD in a row become when their UTF-8 is read in the codecs of the Far East.
No text has them but text about them, so they are damage and stay as they are."""
_APOSTROPHE = re.compile(
    r"(?<=n)\xd5(?=t\b)|(?<=[a-z])\xd5(?=(?:s|re|ve|ll|d|m)\b)"
    r"|(?<=\b[cdjlmnst])\xd5(?=[a-zA-Z\xe0\xe2\xe9\xea\xee\xc9])|(?<=\bqu)\xd5(?=[a-z\xe0\xe2\xe9\xea\xee])"
)
_MARKS = re.compile("\xd4\xc7[\xf4\xf6\xd6\xa3\xd8\xff\xaa\xd7]")
"""Dashes, quotation marks and the ellipsis of UTF-8 read as cp850."""
_DAMAGED = re.compile(rf"[\ufffd\ud800-\udfff]+|(?:{'|'.join(REPLACED_TWICE)})+")
_JOINABLE = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_LATE = frozenset(
    "\u09be\u09d7\u0b3e\u0b56\u0b57\u0bbe\u0bd7\u0cc2\u0cd5\u0cd6\u0d3e\u0d57\u0dcf\u0ddf\u102e"
)
"""Vowel signs that are no combining marks by class, but join the letter before them."""


def drop_controls(text: str) -> tuple[Edit, ...]:
    r"""Return the edits that take control characters out.

    >>> [(e.start, e.original) for e in drop_controls("a\x08b\n")]
    [(1, '\x08')]
    """
    return tuple(
        Edit(
            start=match.start(),
            end=match.end(),
            original=match.group(),
            replacement="",
            reason="control character",
            evidence="no plain text has it",
        )
        for match in _CONTROLS.finditer(text)
    )


def read_controls(text: str) -> tuple[Edit, ...]:
    r"""Return the edits that read C1 controls as what windows-1252 has in their place.

    >>> [e.replacement for e in read_controls("it\x92s")]
    ['’']
    """
    edits: list[Edit] = []
    for match in _C1.finditer(text):
        old = match.group()
        new = codec("windows-1252").read(old.encode("latin-1")) or old
        if new != old:
            edits.append(
                Edit(
                    start=match.start(),
                    end=match.end(),
                    original=old,
                    replacement=new,
                    reason="cp1252 read as latin-1",
                    evidence="no plain text has C1 control characters",
                    confidence=0.95,
                )
            )
    return tuple(edits)


def read_apostrophes(text: str) -> tuple[Edit, ...]:
    """Return the edits that read ``Õ`` as the apostrophe of Mac Roman, where one must stand.

    That is before the endings of English words and after the elisions of French ones.

    >>> [(e.start, e.replacement) for e in read_apostrophes("We donÕt know, dÕabord")]
    [(6, '’'), (16, '’')]
    """
    return tuple(
        Edit(
            start=match.start(),
            end=match.end(),
            original="\xd5",
            replacement="’",
            reason="mac_roman read as cp1252",
            evidence="a capital inside a word, where an apostrophe is written",
            confidence=0.98,
        )
        for match in _APOSTROPHE.finditer(text)
    )


def read_marks(text: str) -> tuple[Edit, ...]:
    """Return the edits that read marks of UTF-8 in cp850, where a line has nothing else.

    >>> [(e.original, e.replacement) for e in read_marks("pages 5ÔÇô10")]
    [('ÔÇô', '–')]
    """
    edits: list[Edit] = []
    for match in _MARKS.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        if not _MARKS.sub("", text[start : end if end >= 0 else len(text)]).isascii():
            continue
        edits.append(
            Edit(
                start=match.start(),
                end=match.end(),
                original=match.group(),
                replacement=match.group().encode("cp850").decode("utf-8"),
                reason="utf-8 read as cp850",
                evidence="no word has these letters in a row",
                confidence=0.98,
            )
        )
    return tuple(edits)


def join_surrogates(text: str) -> tuple[Edit, ...]:
    r"""Return the edits that join the halves of characters, and read escaped bytes.

    >>> [e.replacement for e in join_surrogates("\ud83d\ude00 caf\udcc3\udca9")]
    ['😀', 'é']
    """
    if text.isascii():
        return ()
    edits: list[Edit] = []
    for match in _PAIR.finditer(text):
        new = match.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        edits.append(_surrogate_edit(match, new, "surrogate pair in two halves"))
    taken = {edit.start for edit in edits}
    for match in _ESCAPED.finditer(text):
        data = bytes(ord(character) - 0xDC00 for character in match.group())
        try:
            new = data.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if match.start() - 1 not in taken:
            edits.append(_surrogate_edit(match, new, "bytes of utf-8 as surrogates"))
    return tuple(sorted(edits, key=lambda edit: edit.start))


def _surrogate_edit(match: re.Match[str], new: str, reason: str) -> Edit:
    return Edit(
        start=match.start(),
        end=match.end(),
        original=match.group(),
        replacement=new,
        reason=reason,
        evidence="no text has surrogates by themselves",
    )


def compose_letters(text: str) -> tuple[Edit, ...]:
    r"""Return the edits that join letters written in parts (NFC, where it is shorter).

    >>> [(e.start, e.end, e.replacement) for e in compose_letters("cafe\u0301s")]
    [(3, 5, 'é')]
    """
    if unicodedata.is_normalized("NFC", text):
        return ()
    return tuple(
        Edit(
            start=start,
            end=start + len(old),
            original=old,
            replacement=new,
            reason="letter in parts",
            evidence="the same character in Unicode's normal form C",
        )
        for start, old in _clusters(text)
        if len(new := unicodedata.normalize("NFC", old)) < len(old)
    )


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Yield the letters with the marks that follow them, where they are not in NFC."""
    for match in _JOINABLE.finditer(text):
        piece = match.group()
        if unicodedata.is_normalized("NFC", piece):
            continue
        start = 0
        for index in range(1, len(piece) + 1):
            if index == len(piece) or not _joins(piece[index]):
                if index - start > 1:
                    yield match.start() + start, piece[start:index]
                start = index


def _joins(character: str) -> bool:
    """Say whether a character may join the one before it."""
    return (
        unicodedata.combining(character) > 0
        or "\u1161" <= character <= "\u11c2"
        or character in _LATE
    )


def damaged(text: str) -> Iterator[Damage]:
    """Yield the places where *text* has lost characters for certain.

    >>> [(spot.start, spot.end) for spot in damaged("图片锟斤拷锟斤拷")]
    [(2, 8)]
    """
    for match in _DAMAGED.finditer(text):
        lone = "\ud800" <= match.group()[0] <= "\udfff"
        yield Damage(
            start=match.start(),
            end=match.end(),
            reason="lone surrogate" if lone else "replacement character: bytes were lost",
        )


def may_be_damaged(text: str) -> bool:
    """Say whether *text* may have U+FFFD, as it is or misread.

    One rare character of each is looked for: four times as fast as all of it.
    """
    return "\ufffd" in text or "锟" in text or "쏙" in text or "嚙" in text or "鐃" in text
