"""Rows of small things: a date, an author, a section, tags, a reading time in one line.

Takes a line.  Gives what its parts hold if all of them, between the marks that part them, are
such things and at least one surely so; one of them alone may be no more than evidence.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from newsnorm.boilerplate.layers import Ruling
from newsnorm.boilerplate.lines import Cut, Line

__all__ = ["ROW_CHARS", "row_of"]

_SEPARATOR = re.compile(r"\s+[-–—|•·/]\s+|\s*[|•·]\s*|\s{3,}|\t")
ROW_CHARS = 160
"""A longer line is no row."""
PARTS = 8
_KINDS = frozenset(
    {
        "timestamp", "byline", "author_bio", "reading_time", "tags", "comments", "share",
        "agency_credit", "media_credit", "feedback", "video_teaser",
    }
)  # fmt: skip

Values: TypeAlias = tuple[tuple[str, int, int], ...]


def row_of(line: Line, ruling: Ruling) -> tuple[Cut, Values] | None:
    """Return why a row goes, and the spans of what it holds, or ``None`` if it is none.

    It goes as what its first sure part is.

    >>> from newsnorm._text.rules import shipped_rules
    >>> text = "03/05/2024 - By Jane Example - Category: Coast"
    >>> cut, values = row_of(Line(0, len(text), text), Ruling(book=shipped_rules()))
    >>> cut.kind, [(name, text[start:end]) for name, start, end in values]
    ('timestamp', [('author', 'Jane Example'), ('keywords', 'Coast')])
    """
    text = line.text
    if len(text) > ROW_CHARS:
        return None
    starts, ends = [0], []
    for mark in _SEPARATOR.finditer(text):
        ends.append(mark.start())
        starts.append(mark.end())
    ends.append(len(text))
    spans = [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]
    if not 2 <= len(spans) <= PARTS:
        return None
    parts = [Line(start, end, text[start:end]) for start, end in spans]
    seen = ruling.look(parts)
    first: Cut | None = None
    values: list[tuple[str, int, int]] = []
    for part, (hit, shape) in zip(parts, seen, strict=True):
        kind = hit.rule.kind if hit is not None else shape.kind if shape is not None else None
        if kind not in _KINDS:
            return None
        if shape is not None or (hit is not None and hit.rule.sure):
            rule = shape.rule if shape is not None else hit.rule.id if hit is not None else ""
            first = first or Cut(kind, f"row.{rule}")
        held = shape.values if shape is not None else hit.values if hit is not None else ()
        values += [(name, part.start + start, part.start + end) for name, start, end in held]
    return (first, tuple(values)) if first is not None else None
