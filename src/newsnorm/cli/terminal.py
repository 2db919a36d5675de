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

    *total* is the number of documents, *size* that of the input's bytes, where they are known.
    Prints nothing where standard error is no terminal.
    """

    def __init__(self, what: str, total: int | None = None, size: int | None = None) -> None:
        self._what, self._total, self._size = what, total, size
        self._shown = sys.stderr.isatty()
        self._begin = self._last = time.monotonic()
        self._read = 0
        self._ahead: int | None = None

    def __enter__(self) -> Self:
        return self

    def count(self, size: int) -> None:
        """Take note that so many more bytes of the input were read."""
        self._read += size

    def __call__(self, done: int) -> None:
        """Say that *done* documents are done."""
        if self._ahead is None:
            self._ahead = self._read
        now = time.monotonic()
        if not self._shown or now - self._last < UPDATE_SECONDS:
            return
        self._last = now
        spent = now - self._begin
        line = f"{self._what}: {done:,}"
        if self._total:
            line += f" of {self._total:,}"
        left = self._left(done, spent)
        if left is not None:
            line += f", {left:,.0f} s left"
        sys.stderr.write(f"\r\x1b[K{line} ({done / spent:,.0f}/s)")
        sys.stderr.flush()

    def _left(self, done: int, spent: float) -> float | None:
        """Return the seconds that are left, by the documents or the bytes that are."""
        if self._total:
            return spent * (self._total - done) / done
        # what had been read when the first document was done is what is read ahead,
        # or what an earlier run has done: it took no time
        worked = self._read - (self._ahead or 0)
        if not self._size or worked <= 0:
            return None
        return spent * max(0, self._size - self._read) / worked

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
