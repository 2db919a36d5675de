"""What stands between the headline and the body: bylines, times, the standfirst."""

from __future__ import annotations

from itertools import pairwise

from newsnorm.envelope.cursor import Cursor
from newsnorm.envelope.dateline import has_dateline
from newsnorm.envelope.lines import Line
from newsnorm.envelope.marks import byline, timestamp
from newsnorm.envelope.titles import is_aside, is_prose

__all__ = ["read_marks", "read_standfirst"]

MAX_HEAD_LINES = 60
"""How many lines below a standfirst tell how the body is set."""

MAX_MARKS = 3
"""How many bylines and times in a row are read."""

MAX_ASIDE_WORDS = 14
"""The longest line that may stand between a standfirst and a byline."""

MAX_STANDFIRST_WORDS = 110
MIN_STANDFIRST_WORDS = 6
MIN_GLUED_PAIRS = 2
"""How often a paragraph must stand right below another one in a text set as one block."""


def read_marks(cursor: Cursor) -> None:
    """Take bylines and times that stand between the headline and the text."""
    for _ in range(MAX_MARKS):
        line = cursor.line(cursor.at)
        if line is None or cursor.filled(cursor.at + 1) >= cursor.size:
            return
        stamp, names = timestamp(line), byline(line)
        if stamp:
            cursor.take_labelled(stamp, "timestamp")
        elif names:
            cursor.take_labelled(names, "byline")
        else:
            return


def _marks_below(cursor: Cursor, index: int) -> bool:
    """Say whether a byline or a time stands in the next short lines."""
    for _ in range(MAX_MARKS):
        index = cursor.filled(index + 1)
        line = cursor.line(index)
        if line is None or is_prose(line) or line.words > MAX_ASIDE_WORDS:
            return False
        if is_aside(line):
            return True
    return False


def read_standfirst(cursor: Cursor) -> None:
    """Take the paragraph below the headline if the layout sets it apart from the body."""
    line = cursor.line(cursor.at)
    if line is None or not MIN_STANDFIRST_WORDS <= line.words <= MAX_STANDFIRST_WORDS:
        return
    following = cursor.filled(cursor.at + 1)
    if following >= cursor.size:
        return
    reason = (
        "byline" if _marks_below(cursor, cursor.at) else _set_apart(cursor, cursor.at, following)
    )
    if not reason or "://" in line.shown or has_dateline(line) or _is_tabular(line):
        return
    if not _prose_below(cursor, following):
        return
    cursor.finds.read("description", line.shown, line.begin, line.stop)
    cursor.take("description", f"standfirst.{reason}", 0.8)


def _prose_below(cursor: Cursor, index: int) -> bool:
    """Say whether a paragraph is left for the body; above the chapters of a video there is none."""
    behind = min(index + MAX_HEAD_LINES, cursor.size)
    return any(not line.blank and is_prose(line) for line in cursor.lines[index:behind])


def _set_apart(cursor: Cursor, index: int, following: int) -> str | None:
    """Say how the body is set otherwise than a line: indented, or without blank lines."""
    line = cursor.lines[index]
    if cursor.lines[index + 1].shown or not (line.role == "strong" or line.ends_sentence):
        return None
    behind = min(following + MAX_HEAD_LINES, cursor.size)
    if line.role == "strong" and any(
        not item.blank and item.role != "strong" for item in cursor.lines[following:behind]
    ):
        return "emphasis"
    if not line.ends_sentence:
        return None
    if not line.indent and cursor.lines[following].indent:
        filled = [item for item in cursor.lines[following:behind] if not item.blank]
        if all(item.indent for item in filled):
            return "indent"
    if not cursor.lines.has_neighbours(following, behind, MIN_GLUED_PAIRS):
        return None
    pairs = list(pairwise(cursor.lines[following:behind]))
    glued = sum(is_prose(one) and is_prose(two) for one, two in pairs)
    loose = sum(is_prose(one) and two.blank for one, two in pairs)
    if glued >= MIN_GLUED_PAIRS and glued > loose:
        return "block"
    return None


def _is_tabular(line: Line) -> bool:
    """Say whether a line is figures more than words."""
    digits = sum(map(str.isdigit, line.shown))
    return digits * 8 > len(line.shown)
