"""Where in a long text dates can be: around its digits.

Every date that is not counted from a reference holds a digit, and most of an article
does not; and most numbers are no part of a date: they stand alone and far from the name
of a month.  Only what stands near the others is cut into tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsnorm.dates.calendars import ERAS
from newsnorm.dates.folding import NAME
from newsnorm.dates.kinds import SEPARATOR, UNIT_YEAR
from newsnorm.dates.lexicon import View
from newsnorm.dates.masks import NEAR_CHARACTERS, Mask, Span
from newsnorm.dates.nearby import months_near, names_in
from newsnorm.dates.tokens import Item, scan

WHOLE_CHARACTERS = 400
"""A text of at most so many characters is scanned as a whole."""

BEFORE_CHARACTERS = 80
AFTER_CHARACTERS = 50
"""What is scanned before and behind a number.  Before it a label may stand, behind it the
clock and the zone.  On 2,887 real articles and pages this gave the 2,454 dates that a scan of
everything gave, but for '7.' and '11.04' on two lines."""

UNLABELLED_CHARACTERS = 48
"""What is scanned before a number where no label stands: a month, a weekday, a clock."""

LABEL_REACH = 12
"""Items between a label and its date, at most."""

SPACE_CHARACTERS = 40
"""A region ends at white space if there is any so near."""

_NO_DIGITS = 3
"""A number of so many digits is neither a day nor a year."""

_SEASON = re.compile(
    r"\d{4}\s?[./,·\-–‐‑−．／－，]\s?(?:1[3-9]|[2-9]\d)(?!\d|\s?[./,·\-–‐‑−．／－，]\s?\d)"
)
"""A year and no month."""
_LONGEST_COUNTER = 40
"""Characters of a word that is looked up as a counter of years."""

_ERA_YEAR = re.compile(rf"(?:{'|'.join(ERAS)}|民国)\s?(\d{{1,3}})\s?年")
_SPACE = re.compile(r"\s")


def scan_regions(text: str, view: View) -> list[Item]:
    """Return the items of *text* that stand near digits, regions set apart by a separator."""
    if len(text) <= WHOLE_CHARACTERS:
        return scan(text, view)
    items: list[Item] = []
    for start, end in _regions(text, view):
        if items:
            items += [Item(SEPARATOR, start, start, "\n", None, -1, 0)] * LABEL_REACH
        items += scan(text[start:end], view, offset=start)
    return items


def _regions(text: str, view: View) -> Iterator[Span]:
    """Yield the spans around numbers of dates, ordered and apart from one another."""
    mask = Mask(text)
    start = end = -1
    for first, last in sorted(_numbers(text, mask, view)):
        if last + AFTER_CHARACTERS <= end:
            continue
        if start >= 0 and first - BEFORE_CHARACTERS - SPACE_CHARACTERS <= end:
            end = last + AFTER_CHARACTERS
            continue
        if start >= 0:
            yield start, _space_after(text, end)
        start = _space_before(text, first - _before(first, mask, view))
        end = last + AFTER_CHARACTERS
    if start >= 0:
        yield start, _space_after(text, end)


def _before(at: int, mask: Mask, view: View) -> int:
    """Return how many characters before a number are scanned."""
    near = mask.letters[max(0, at - BEFORE_CHARACTERS - SPACE_CHARACTERS) : at]
    unlabelled = b"?" not in near and view.labels.isdisjoint(near.split())
    return UNLABELLED_CHARACTERS if unlabelled else BEFORE_CHARACTERS


def _numbers(text: str, mask: Mask, view: View) -> set[Span]:
    """Return the numbers that may be of a date: joined to others, near a month, or a year."""
    if b"0" not in mask.shapes:
        return set()
    found = {span for span in mask.written() if not _refused(text, mask.shapes, *span)}
    found |= _years(text, mask, view)
    for start, end in months_near(text, mask, view):
        for span in mask.numbers(start - NEAR_CHARACTERS, end + NEAR_CHARACTERS):
            if span[1] - span[0] != _NO_DIGITS:
                found.add(span)
    return found


def _refused(text: str, shapes: bytes, start: int, end: int) -> bool:
    """Say whether numbers that are joined are none of a date: '2024/25', a lone '1.2.3'."""
    if end - start == 4:
        return _SEASON.match(text, start) is not None
    if shapes[start : start + 6].rstrip(b"-! adex?") != b"0-0-0":
        return False
    around = shapes[max(0, start - NEAR_CHARACTERS - 1) : start + 6 + NEAR_CHARACTERS]
    return around.count(b"0") == 3


def _years(text: str, mask: Mask, view: View) -> set[Span]:
    """Return the numbers that are counted as years: '2025年', '令和7年'."""
    found = set()
    for start, at in mask.counted():
        name = mask.letters[at : at + _LONGEST_COUNTER].partition(b" ")[0]
        if name not in view.yearly and b"?" not in name:
            continue
        match = NAME.match(text, at)
        if match is not None:
            word = names_in(match[0], view)[0][1]
            if word is not None and word.flags & UNIT_YEAR:
                found.add((start, start + 4))
    if "年" in text:
        found.update(match.span(1) for match in _ERA_YEAR.finditer(text))
    return found


def _space_before(text: str, at: int) -> int:
    if at <= 0:
        return 0
    near = text[max(0, at - SPACE_CHARACTERS) : at]
    spaces = [match.end() for match in _SPACE.finditer(near)]
    return at - len(near) + spaces[-1] if spaces else at


def _space_after(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    match = _SPACE.search(text, at, at + SPACE_CHARACTERS)
    return match.start() if match else at
