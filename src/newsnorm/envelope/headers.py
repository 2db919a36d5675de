"""Header blocks (``Name: value`` lines) and inline prefixes (`` date 2025-02 ``)."""

from __future__ import annotations

import re

from attrs import frozen

from newsnorm.envelope.draft import Cut, Finds
from newsnorm.envelope.lines import FULL_STOP, iterate, units
from newsnorm.envelope.names import BODY, known_name, spelled

__all__ = ["read_header_block", "read_inline_prefix", "read_title_block"]

_BLANKS = r"[ \t\u00a0\u202f]{0,3}"
_HEADER = re.compile(
    r"[ \t]{0,4}(?:\.\. |\#\+|[-*•][ \t])?(?P<mark>[*_]{0,3})"
    r"(?P<field>:?)(?P<name>[^\W_][^\n:：=*#\[\]{}<>|]{0,39}?)"
    rf"(?:(?P=mark){_BLANKS}[:：]|{_BLANKS}[:：](?P=mark))"
    r"(?=[ \t\u00a0\u3000\u200e\u200f]|$|(?<=：)|(?P<tight>\S))"
)
_COLON = re.compile("[:：]")
_MAX_LABEL_CHARACTERS = 60
"""How far into its line the colon of a header may stand."""

_TITLE_BLOCK = re.compile(r"%[ \t]+(\S[^\n\r]{0,400})$")
_TITLE_BLOCK_NAMES = ("headline", "author", "date_published")
_FOLDED = re.compile(r"[ \t]+\S")
_MACHINE_DATE = re.compile(
    r"\d{4}(?:-\d{1,2}(?:-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?"
    r"(?:Z| ?[+-]\d{2}:?\d{2})?)?)?)?(?=[\s|,;]|$)|\d{1,2}[./]\d{1,2}[./]\d{4}(?=[\s|,;]|$)"
)
_URL = re.compile(r"(?:https?://|www\.)\S{1,2000}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?(?=[\s|,;]|$)")
_INLINE_KEY = re.compile(r"([^\W\d_](?:[^\W_]|[_-]){1,30})[ \t]*[:=]?[ \t]+")
_INLINE_SHAPES = {
    "date_published": _MACHINE_DATE,
    "date_modified": _MACHINE_DATE,
    "url": _URL,
    "in_language": _LANGUAGE,
}
_MAX_PREFIXES = 8
_MAX_HEADERS = 200
_SHORT_NAMES = 12
"""A name of up to so many words may mean something else in prose ('De', 'Par'): see below."""

_MAX_NAME_WORDS = 4
_MAX_LONE_TITLE_WORDS = 40
_PERSON_WORDS = 12


@frozen
class _Header:
    """One header: name as written, what it means, and the span of its value."""

    name: str
    meaning: str | None
    start: int
    value_start: int
    value_end: int
    next: int


def read_header_block(text: str, start: int, finds: Finds, max_bytes: int) -> int:
    r"""Read the header lines at *start* into *finds* and return where they end.

    Two lines or more, or one whose name and value are beyond doubt; at least
    one name must be known.  Folded lines belong to the header before.  After a
    label of the text itself (``Text:``) the block ends and the text stays.

    >>> finds = Finds()
    >>> read_header_block("Datum: 3.2.2024\nVon: A. Beh\n\nText", 0, finds, 65536)
    29
    >>> [item.name for item in finds.fields]
    ['date_published', 'author']
    """
    if not _COLON.search(text, start, start + _MAX_LABEL_CHARACTERS):
        return start
    headers, blank = _headers(text, start, min(len(text), start + max_bytes))
    while headers and not blank and headers[-1].meaning is None:
        headers.pop()
    if not _is_block(text, headers, blank=blank):
        return start
    for header in headers:
        if header.meaning != BODY:
            value = text[header.value_start : header.value_end]
            finds.read(header.meaning or header.name, value, header.value_start, header.value_end)
    last = headers[-1]
    if last.meaning == BODY:
        return last.value_start
    return _skip_blank(text, last.next)


def _skip_blank(text: str, position: int) -> int:
    """Return where the first line that is not blank starts."""
    for span in iterate(text, position):
        if text[span.start : span.end].strip():
            return span.start
    return position


def read_title_block(text: str, start: int, finds: Finds) -> int:
    r"""Read a title block: up to three lines that begin with ``%``.

    >>> finds = Finds()
    >>> read_title_block("% Rain\n% Jo Roe\n\nIt rains.", 0, finds), finds.fields[1].value
    (17, 'Jo Roe')
    """
    if not text.startswith("%", start):
        return start
    found: list[tuple[int, int]] = []
    end = start
    for span in iterate(text[start : start + 1_500]):
        match = _TITLE_BLOCK.match(text, start + span.start, start + span.end)
        if match is None:
            break
        found.append(match.span(1))
        end = start + span.next
    if not 2 <= len(found) <= len(_TITLE_BLOCK_NAMES):
        return start
    for name, (first, last) in zip(_TITLE_BLOCK_NAMES, found, strict=False):
        finds.read(name, text[first:last].rstrip(), first, first + len(text[first:last].rstrip()))
    return _skip_blank(text, end)


def _headers(text: str, start: int, end: int) -> tuple[list[_Header], bool]:
    """Return the header lines from *start* on, and whether a blank line ends them."""
    headers: list[_Header] = []
    for span in iterate(text[:end], start):
        line = text[span.start : span.end]
        if not line.strip():
            return headers, bool(headers)
        match = _HEADER.match(line)
        if match and _name_fits(match):
            header = _header(line, span.start, span.next, match)
            headers.append(header)
            if header.meaning == BODY or len(headers) >= _MAX_HEADERS:
                return headers, False
        elif headers and _FOLDED.match(line) and headers[-1].value_end > headers[-1].value_start:
            old = headers[-1]
            stop = span.start + len(line.rstrip())
            headers[-1] = _Header(
                old.name, old.meaning, old.start, old.value_start, stop, span.next
            )
        else:
            return headers, False
    return headers, False


def _name_fits(match: re.Match[str]) -> bool:
    """Refuse what only looks like a name: long ones, and colons glued to what follows."""
    name = match["name"]
    if match["tight"] and known_name(name) is None:
        return False
    return len(name.split()) <= _MAX_NAME_WORDS


def _header(line: str, start: int, following: int, match: re.Match[str]) -> _Header:
    """Build a header from its line."""
    raw = line[match.end() :]
    value = raw.strip().strip("\u200e\u200f")
    begin = start + match.end() + raw.index(value) if value else start + match.end()
    mark = match["mark"]
    if mark and value.endswith(mark):
        value = value[: -len(mark)]
    name = match["name"].strip()
    return _Header(name, known_name(name), start, begin, begin + len(value), following)


def _is_block(text: str, headers: list[_Header], *, blank: bool) -> bool:
    """Say whether header-like lines are headers and not the first lines of prose."""
    known = [header for header in headers if header.meaning]
    if not known:
        return False
    if headers[-1].next >= len(text) and headers[-1].meaning != BODY:
        return False  # nothing but headers: then the text is all there is
    good = [header for header in known if _value_fits(text, header)]
    meanings = {header.meaning for header in good}
    if len(headers) >= 2:
        return len(meanings) >= 2 or (len(good) >= 1 and blank and 2 * len(good) >= len(headers))
    return bool(good) and _beyond_doubt(text, good[0])


def _value_fits(text: str, header: _Header) -> bool:
    """Say whether the value is of the kind that the name promises."""
    value = text[header.value_start : header.value_end]
    if header.meaning in ("date_published", "date_modified"):
        return any(character.isdigit() for character in value) and units(value[:400]) <= 16
    if header.meaning == "url":
        return bool(_URL.match(value)) or ("/" in value and " " not in value)
    if header.meaning in ("author", "publisher", "source_organization", "dateline"):
        words = units(value[:400])
        return "@" in value or (0 < words <= _PERSON_WORDS and value[-1:] not in FULL_STOP + "?!")
    if header.meaning == "headline":
        return 0 < units(value[:600]) <= _MAX_LONE_TITLE_WORDS
    return True


def _beyond_doubt(text: str, header: _Header) -> bool:
    """Say whether a single header line is one: its value could be nothing else."""
    value = text[header.value_start : header.value_end]
    if header.meaning in ("date_published", "date_modified"):
        return sum(character.isdigit() for character in value) >= 4
    if header.meaning == "url":
        return bool(_URL.fullmatch(value))
    return header.meaning == "headline" and spelled(header.name) in ("title", "headline", "subject")


def read_inline_prefix(text: str, start: int, finds: Finds) -> int:
    """Read names with machine-readable values before the first words of the text.

    >>> finds = Finds()
    >>> read_inline_prefix(" date 2025-02 The text", 0, finds), finds.fields[0].value
    (14, '2025-02')
    """
    position = start
    for _ in range(_MAX_PREFIXES):
        probe = text[position : position + 64]
        first = position + len(probe) - len(probe.lstrip(" \t|,;"))
        match = _INLINE_KEY.match(text, first)
        meaning = known_name(match[1]) if match and match[1].islower() else None
        shape = _INLINE_SHAPES.get(meaning or "")
        if match is None or meaning is None or shape is None:
            break
        value = shape.match(text, match.end())
        if value is None or value.end() >= len(text):
            break
        finds.read(meaning, value.group(), *value.span())
        position = value.end()
    if position > start:
        while position < len(text) and text[position] in " \t|,;":
            position += 1
        finds.cuts.append(
            Cut(
                start=start,
                end=position,
                kind="header",
                rule="envelope.header.inline",
                scope="inline",
            )
        )
    return position
