"""The lines of a text: content, gaps between them, and the removal of some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attrs import frozen

from newsnorm.model import Removal, RemovalKind
from newsnorm.model.edits import Scope

__all__ = ["Cut", "Line", "cut_lines", "split_lines"]


class Line(NamedTuple):
    """A line that is not blank, without the white space around it.

    ``start`` and ``end`` are where it stands in the source.
    """

    start: int
    end: int
    text: str


@frozen
class Cut:
    """Why a line goes."""

    kind: RemovalKind
    rule: str
    confidence: float = 1.0
    scope: Scope = "line"


def split_lines(text: str) -> list[Line]:
    r"""Return the lines of *text* that are not blank.

    >>> [(line.start, line.text) for line in split_lines("A\n\n  B ")]
    [(0, 'A'), (5, 'B')]
    """
    lines: list[Line] = []
    start = 0
    for row in text.split("\n"):
        content = row.strip()
        if content:
            first = start if len(content) == len(row) else start + len(row) - len(row.lstrip())
            lines.append(Line(first, first + len(content), content))
        start += len(row) + 1
    return lines


def cut_lines(text: str, lines: Sequence[Line], cuts: Mapping[int, Cut]) -> tuple[Removal, ...]:
    r"""Return the removals of the lines that *cuts* names by their index.

    With a line goes one of the gaps beside it.  Of the gaps before and after a run of lines that
    goes, the one with more line breaks stays, so that what was apart stays apart and no stray
    blank lines pile up.

    >>> lines = split_lines("A\n\nB\nC")
    >>> cut_lines("A\n\nB\nC", lines, {1: Cut("share", "en.share")})[0].text
    'B\n'
    """
    out: list[Removal] = []
    index = 0
    while index < len(lines):
        if index not in cuts:
            index += 1
            continue
        first = index
        while index < len(lines) and index in cuts:
            index += 1
        out += _run(text, lines, cuts, range(first, index))
    return tuple(out)


def _run(text: str, lines: Sequence[Line], cuts: Mapping[int, Cut], run: range) -> list[Removal]:
    """Return the removals of the adjoining lines *run*, which stand between two kept ones."""
    before = lines[run[0] - 1].end if run[0] else 0
    after = lines[run[-1] + 1].start if run[-1] + 1 < len(lines) else len(text)
    breaks = text.count("\n", before, lines[run[0]].start)
    forward = run[0] == 0 or (
        run[-1] + 1 < len(lines) and breaks >= text.count("\n", lines[run[-1]].end, after)
    )
    out: list[Removal] = []
    for index in run:
        line, cut = lines[index], cuts[index]
        if forward:
            start, end = line.start, lines[index + 1].start if index < run[-1] else after
        else:
            start, end = lines[index - 1].end if index > run[0] else before, line.end
        same = out and index > run[0] and _mergeable(cut, cuts[index - 1])
        if same:
            out[-1] = _removal(text, out[-1].start, end, cut)
        else:
            out.append(_removal(text, start, end, cut))
    return out


def _mergeable(one: Cut, other: Cut) -> bool:
    """Whether two adjoining lines go as one removal: a run that one decision took out."""
    return one.scope != "line" and (one.kind, one.rule, one.scope) == (
        other.kind,
        other.rule,
        other.scope,
    )


def _removal(text: str, start: int, end: int, cut: Cut) -> Removal:
    return Removal(
        start=start,
        end=end,
        text=text[start:end],
        kind=cut.kind,
        rule=cut.rule,
        confidence=cut.confidence,
        scope=cut.scope,
    )
