"""Spans and edits: lines, paragraphs, minimal and composed edits.

The algebra itself (apply, invert, map offsets) is in ``newsnorm.model``, since the
ledger needs it; here is what the stages build their edits with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import evolve

from newsnorm.errors import EditError
from newsnorm.model import Change, Edit

__all__ = [
    "common_ends",
    "compose_edits",
    "lines",
    "minimal_edit",
    "minimal_edits",
    "paragraphs",
    "trim",
]

Span = tuple[int, int]

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends; empty spans stay at *start*.

    >>> trim("  ab ", 0, 5)
    (2, 4)
    """
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return start, start
    left = start + len(piece) - len(piece.lstrip())
    return left, left + len(stripped)


def lines(text: str, *, keepends: bool = False) -> list[Span]:
    r"""Return the spans of the lines, cut at ``\n`` only.

    With *keepends* each span takes its line break with it.

    >>> lines("ab\n\nc")
    [(0, 2), (3, 3), (4, 5)]
    """
    spans: list[Span] = []
    start = 0
    while True:
        end = text.find("\n", start)
        if end < 0:
            spans.append((start, len(text)))
            return spans
        spans.append((start, end + 1 if keepends else end))
        start = end + 1


def paragraphs(text: str) -> list[Span]:
    r"""Return the spans of the paragraphs, set apart by blank lines, trimmed.

    >>> paragraphs("a\nb\n\n  c\n")
    [(0, 3), (7, 8)]
    """
    spans: list[Span] = []
    start = 0
    for match in _BLANK_LINES.finditer(text):
        spans.append(trim(text, start, match.start()))
        start = match.end()
    spans.append(trim(text, start, len(text)))
    return [span for span in spans if span[0] < span[1]]


def common_ends(old: str, new: str) -> tuple[int, int]:
    """Return how many code points two texts share at their start, and then at their end.

    >>> common_ends("aXc", "aYYc")
    (1, 1)
    """
    limit = min(len(old), len(new))
    left = 0
    while left < limit and old[left] == new[left]:
        left += 1
    right = 0
    while right < limit - left and old[-1 - right] == new[-1 - right]:
        right += 1
    return left, right


def minimal_edit(edit: Edit) -> Edit | None:
    """Take off what an edit does not change at its ends; ``None`` if it changes nothing.

    The edit must know its original text.

    >>> minimal_edit(Edit(start=0, end=3, original="aXc", replacement="aYc", reason="r")).start
    1
    """
    old, new = edit.original, edit.replacement
    if old is None:
        raise EditError("only an edit that knows its original text can be made minimal")
    if old == new:
        return None
    left, right = common_ends(old, new)
    return evolve(
        edit,
        start=edit.start + left,
        end=edit.end - right,
        original=old[left : len(old) - right],
        replacement=new[left : len(new) - right],
    )


def minimal_edits(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Make each edit minimal and leave out those that change nothing.

    >>> minimal_edits([Edit(start=0, end=1, original="a", replacement="a", reason="r")])
    ()
    """
    return tuple(smaller for edit in edits if (smaller := minimal_edit(edit)) is not None)


def compose_edits(first: Sequence[Change], second: Sequence[Change]) -> tuple[Edit, ...]:
    """Return one list of edits that does what *first* and then *second* do.

    Spans of the result speak about the source of *first*.  Where edits of both
    touch, they are joined, and so are their reasons.

    >>> first = [Edit(start=0, end=2, original="ab", replacement="x", reason="one")]
    >>> second = [Edit(start=1, end=2, original="c", replacement="", reason="two")]
    >>> [(e.start, e.end, e.replacement, e.reason) for e in compose_edits(first, second)]
    [(0, 3, 'x', 'one; two')]
    """
    groups = _Groups(first, second)
    return tuple(edit for edit in groups.joined() if edit is not None)


class _Groups:
    """Edits of two lists, grouped where they touch in the text between the two."""

    def __init__(self, first: Sequence[Change], second: Sequence[Change]) -> None:
        self._first: list[tuple[int, int, Change]] = []
        shift = 0
        for change in first:
            start = change.start + shift
            self._first.append((start, start + len(change.replacement), change))
            shift += len(change.replacement) - (change.end - change.start)
        self._second = [(change.start, change.end, change) for change in second]

    def joined(self) -> list[Edit | None]:
        rows = sorted(
            [(*row, 0) for row in self._first] + [(*row, 1) for row in self._second],
            key=lambda row: (row[0], row[1], row[3]),
        )
        result: list[Edit | None] = []
        shift = 0  # middle offset + shift = source offset, before the group
        index = 0
        while index < len(rows):
            start, end = rows[index][0], rows[index][1]
            group = [rows[index]]
            index += 1
            while index < len(rows) and rows[index][0] <= end:
                group.append(rows[index])
                end = max(end, rows[index][1])
                index += 1
            edit, shift = self._join(group, start, end, shift)
            result.append(edit)
        return result

    @staticmethod
    def _join(
        group: list[tuple[int, int, Change, int]], start: int, end: int, shift: int
    ) -> tuple[Edit | None, int]:
        """Join a group that covers ``start:end`` of the middle text."""
        known: dict[int, str] = {}
        firsts = [row for row in group if row[3] == 0]
        seconds = [row for row in group if row[3] == 1]
        for low, _high, change, _ in firsts:
            known.update(enumerate(change.replacement, low))
        for low, _high, change, _ in seconds:
            if change.original is None:
                raise EditError("edits can be composed only where they know their original text")
            known.update(enumerate(change.original, low))
        middle = "".join(known[offset] for offset in range(start, end))
        new = apply_to(
            middle, [(low - start, high - start, c.replacement) for low, high, c, _ in seconds]
        )
        inverse = []
        for low, high, change, _ in firsts:
            if change.original is None:
                raise EditError("edits can be composed only where they know their original text")
            inverse.append((low - start, high - start, change.original))
        old = apply_to(middle, inverse)
        source_start = start + shift
        shift += len(old) - len(middle)
        if old == new:
            return None, shift
        reasons = list(dict.fromkeys(change.reason for _, _, change, _ in group))
        evidence = list(dict.fromkeys(c.evidence for _, _, c, _ in group if c.evidence))
        edit = Edit(
            start=source_start,
            end=source_start + len(old),
            original=old,
            replacement=new,
            reason="; ".join(reasons),
            evidence="; ".join(evidence),
            confidence=min(change.confidence for _, _, change, _ in group),
        )
        return edit, shift


def apply_to(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """Replace ordered, disjoint spans of *text*.

    >>> apply_to("abc", [(1, 2, "X")])
    'aXc'
    """
    parts: list[str] = []
    position = 0
    for start, end, replacement in spans:
        parts += (text[position:start], replacement)
        position = end
    return "".join([*parts, text[position:]])
