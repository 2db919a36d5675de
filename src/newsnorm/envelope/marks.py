"""Short lines around a headline: times and bylines."""

from __future__ import annotations

import re
from itertools import pairwise

from newsnorm.envelope.lines import Line
from newsnorm.envelope.names import known_name, may_begin_name

__all__ = ["MAX_ASIDE_CHARACTERS", "Labelled", "byline", "is_timestamp", "timestamp"]

_DATE = re.compile(
    r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{4} ?[年년] ?\d{1,2} ?[月월](?: ?\d{1,2} ?[日일])?"
    r"|\d{1,2}(?:st|nd|rd|th|er|\.|º|ª)?(?: de| d’)?[ \u00a0][^\W\d_]{3,14}\.?,?"
    r"(?: de| del)?[ \u00a0]\d{4}"
    r"|[^\W\d_]{3,14}\.?[ \u00a0]\d{1,2}(?:st|nd|rd|th)?,?[ \u00a0]\d{4}"
)
_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}[:h]\d{2}(?!\d)(?::\d{2})?|(?<!\d)\d{1,2}\.\d{2}(?= ?(?:Uhr|[ap]\.?m))"
)
_MAYBE_TIME = re.compile(r"\d(?:\d{3}|[./:h-] ?\d)")
"""What all dates and clocks hold, and some other lines."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_TOKEN = re.compile(r"\S+")
MAX_ASIDE_CHARACTERS = 120
_MAX_OTHER_WORDS = 5
_MAX_OTHER_WORDS_SURE = 3
_MAX_WORDS_WITH_CLOCK = 2
_LABEL_WORDS = 3
_LABEL_CHARACTERS = 60
_MIN_NAME_WORDS, _MAX_NAME_WORDS = 2, 12
_MIN_CAPITAL_SHARE = 0.6

Labelled = tuple[str, str, int]
"""Name of a field, its value, and where the value starts in the line."""


def is_timestamp(line: Line, *, others: int = _MAX_OTHER_WORDS) -> bool:
    """Say whether a line is a date or a time with little else.

    >>> is_timestamp(Line(0, 17, 17, "3 May 2024, 17:47", 0, 17))
    True
    """
    shown = line.shown
    if len(shown) > MAX_ASIDE_CHARACTERS or not _MAYBE_TIME.search(shown):
        return False
    rest, dates = _DATE.subn(" ", shown)
    rest, clocks = _CLOCK.subn(" ", rest)
    if not dates:
        others = min(others, _MAX_WORDS_WITH_CLOCK)
    if not dates and not clocks:
        return False
    return len(_WORD.findall(rest)) <= others or (
        others == _MAX_OTHER_WORDS and _label(shown)[1] == "author"
    )


def timestamp(line: Line) -> list[Labelled]:
    """Read a line that is a date, or two, with labels in front or without.

    >>> timestamp(Line(0, 26, 26, "Erschienen am 30. Mai 2024", 0, 26))
    [('date_published', '30. Mai 2024', 14)]
    >>> timestamp(Line(0, 0, 0, "Published 3 May 2024, 10:00 | Updated 4 May 2024", 0, 48))
    [('date_published', '3 May 2024, 10:00', 10), ('date_modified', '4 May 2024', 38)]
    """
    shown = line.shown
    if len(shown) > MAX_ASIDE_CHARACTERS or not _MAYBE_TIME.search(shown):
        return []
    dates = list(_DATE.finditer(shown))
    if not dates or not is_timestamp(line, others=_MAX_OTHER_WORDS_SURE):
        return []
    if _label(shown)[1] == "author":
        return []
    starts = [0, *(_second_start(shown, one.end(), two.start()) for one, two in pairwise(dates))]
    if None in starts:
        starts = [0]
    ends = [*starts[1:], len(shown)]
    return [_dated(shown, start or 0, end or 0) for start, end in zip(starts, ends, strict=True)]


def _second_start(shown: str, start: int, end: int) -> int | None:
    """Return where the label of a second date starts, between the first one and it."""
    ends = [match.start() for match in re.finditer(r"[^\W\d_]+", shown[start:end])]
    for first in ends:
        label = shown[start + first : end].strip(" \u00a0:：")
        if known_name(label) in ("date_published", "date_modified"):
            return start + first
    return None


def _dated(shown: str, start: int, end: int) -> Labelled:
    """Read one labelled date."""
    piece = shown[start:end].rstrip(" \u00a0|,;•·–—-")
    label, meaning = _label(piece)
    if meaning in ("date_published", "date_modified"):
        return meaning, piece[label:], start + label
    return "date_published", piece, start


def _label(shown: str) -> tuple[int, str | None]:
    """Return where the longest known label at the start ends, and what it means."""
    first = _TOKEN.match(shown, 0, _LABEL_CHARACTERS)
    if first is not None and not may_begin_name(first.group()):
        return 0, None
    ends = [match.end() for match in _TOKEN.finditer(shown, 0, _LABEL_CHARACTERS)][:_LABEL_WORDS]
    for end in reversed(ends):
        meaning = known_name(shown[:end].rstrip(":："))
        if meaning:
            after = len(shown[end:]) - len(shown[end:].lstrip(" \t\u00a0:："))
            return end + after, meaning
    return 0, None


def byline(line: Line) -> list[Labelled]:
    """Read a line that names the authors after a word such as ``By`` or ``Von``.

    A date behind the names is read as well; the list is empty for other lines.

    >>> byline(Line(0, 17, 17, "Von Erna Beispiel", 0, 17))
    [('author', 'Erna Beispiel', 4)]
    >>> byline(Line(0, 25, 25, "By Jo Roe and Al Poe, 3 May 2024", 0, 25))
    [('author', 'Jo Roe and Al Poe', 3), ('date_published', '3 May 2024', 22)]
    """
    shown = line.shown
    if len(shown) > MAX_ASIDE_CHARACTERS:
        return []
    start, meaning = _label(shown)
    if meaning != "author":
        return []
    date = _DATE.search(shown, start)
    names = shown[start : date.start()].rstrip(" ,|–—-•·(") if date else shown[start:]
    if not _are_names(names) or (date is None and line.ends_sentence):
        return []
    found = [("author", names, start)]
    return [*found, ("date_published", shown[date.start() :], date.start())] if date else found


def _are_names(names: str) -> bool:
    """Say whether words are names: most with a capital, no digits, no sentence marks."""
    found = _WORD.findall(names)
    if not _MIN_NAME_WORDS <= len(found) <= _MAX_NAME_WORDS or any(map(str.isdigit, names)):
        return False
    if any(mark in names for mark in ":?!–—«„"):
        return False
    return sum(not word[0].islower() for word in found) >= _MIN_CAPITAL_SHARE * len(found)
