"""What people see on a terminal: progress and tables, always on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

UPDATE_SECONDS = 0.2
"""Time between two updates of the progress line."""
MOST_CHARACTERS_A_COLUMN = 8
"""Characters looked at for each column: a letter with marks, or an emoji sequence, has several."""


class Progress:
    """A line that says how many documents are done, how fast, and how long to go.

    Prints nothing where standard error is no terminal.
    """

    def __init__(self, what: str, total: int | None = None) -> None:
        self._what, self._total = what, total
        self._shown = sys.stderr.isatty()
        self._begin = self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __call__(self, done: int) -> None:
        """Say that *done* documents are done."""
        now = time.monotonic()
        if not self._shown or now - self._last < UPDATE_SECONDS:
            return
        self._last = now
        rate = done / (now - self._begin)
        line = f"{self._what}: {done:,}"
        if self._total:
            left = (self._total - done) / rate if rate else 0
            line += f" of {self._total:,}, {left:,.0f} s left"
        sys.stderr.write(f"\r\x1b[K{line} ({rate:,.0f}/s)")
        sys.stderr.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def width(text: str) -> int:
    """Return the columns that *text*, which holds no control character, takes on a terminal.

    Counted by ftfy's tables, which know wide letters, emoji sequences and marks.

    >>> width("abc"), width("東京"), width("नमस्ते"), width("🇩🇪")
    (3, 4, 4, 2)
    """
    from ftfy.formatting import monospaced_width  # takes 0.1 s to load: for tables only

    columns: int = monospaced_width(text)
    return columns


def shown(text: str, columns: int) -> str:
    r"""Return *text* on one line, without control characters, cut to *columns*.

    >>> shown("a\nb" + "c" * 9, 6)
    'a bcc…'
    """
    start = text[: columns * MOST_CHARACTERS_A_COLUMN]
    flat = "".join(c if c.isprintable() else " " for c in start)
    if len(start) == len(text) and width(flat) <= columns:
        return flat
    while width(flat) > columns - 1:
        flat = flat[:-1]
    return flat + "…"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return *rows* in columns, as wide as they need to be.

    >>> print(table(["a", "b"], [["東京", "1"]]))
    a     b
    ────  ─
    東京  1
    """
    columns = [max(width(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    rule = ["─" * size for size in columns]

    def line(cells: Sequence[str]) -> str:
        padded = (
            cell + " " * (size - width(cell)) for cell, size in zip(cells, columns, strict=True)
        )
        return "  ".join(padded).rstrip()

    return "\n".join(line(cells) for cells in (head, rule, *rows))
