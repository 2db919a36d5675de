"""A place in the first lines of a text, and what is taken there."""

from __future__ import annotations

from collections.abc import Sequence

from newsnorm.envelope.draft import Cut, Finds
from newsnorm.envelope.lines import Line, Lines
from newsnorm.envelope.marks import Labelled
from newsnorm.model import RemovalKind

__all__ = ["Cursor"]


class Cursor:
    r"""The first lines of a text, read one after another.

    ``at`` is the current line; the lines before ``taken`` are cut.  ``filled`` gives the first
    line from an index on that shows something.

    >>> Cursor(Lines("\nHi"), Finds()).at
    1
    """

    def __init__(self, lines: Lines, finds: Finds) -> None:
        self.lines = lines
        self.size = len(lines)
        self.finds = finds
        self.filled = lines.filled
        self.at = self.filled(0)
        self.taken = 0

    def line(self, index: int) -> Line | None:
        """Return a line, or ``None`` behind the last one."""
        if index >= self.size:
            return None
        return self.lines.built.get(index) or self.lines[index]

    def take(
        self, kind: RemovalKind, rule: str, confidence: float, *, last: int | None = None
    ) -> None:
        """Cut the current line, or all to *last*, with the blank ones around, and go on."""
        first, behind = self.at, (self.at if last is None else last) + 1
        while first > self.taken and self._empty(first - 1):
            first -= 1
        while behind < self.size and self._empty(behind):
            behind += 1
        self.finds.cuts.append(
            Cut(
                start=self.lines[first].start,
                end=self.lines[behind - 1].next,
                kind=kind,
                rule=f"envelope.{rule}",
                confidence=confidence,
                rank=3,
            )
        )
        self.at, self.taken = self.filled(behind), behind

    def _empty(self, index: int) -> bool:
        """Say whether there is nothing in a line, or a rule; an image is something."""
        line = self.lines[index]
        return not line.shown and line.role in ("", "rule")

    def take_labelled(self, found: Sequence[Labelled], kind: RemovalKind) -> None:
        """Take the current line and note the fields that it holds."""
        line = self.lines[self.at]
        exact = line.stop - line.begin == len(line.shown)
        for name, value, lead in found:
            start = line.begin + lead if exact else line.begin
            self.finds.read(name, value, start, start + len(value) if exact else line.stop)
        self.take(kind, kind, 0.85)
