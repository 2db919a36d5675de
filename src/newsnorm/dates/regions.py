"""Where in a long text dates can be: around its digits.

Every date that is not counted from a reference holds a digit, and most of an article
does not: only what stands near one is cut into tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsnorm.dates.folding import CUT
from newsnorm.dates.kinds import ERA, MONTH, SEPARATOR, UNIT_DAY, UNIT_MONTH, UNIT_YEAR
from newsnorm.dates.lexicon import View
from newsnorm.dates.tokens import Item, scan, token_of

WHOLE_CHARACTERS = 400
"""A text of at most so many characters is scanned as a whole."""

BEFORE_CHARACTERS = 80
AFTER_CHARACTERS = 50
"""What is scanned before and behind a digit.  Before it a label may stand, behind it the
clock and the zone.  On 1,355 real articles and pages this gave what a scan of everything gave,
also at 70 and 40."""

SPACE_CHARACTERS = 40
"""A region ends at white space if there is any so near."""

NEAR_CHARACTERS = 30
"""How far from its number the name of the month, or a unit, may stand."""

JOINED_DIGITS = 6
"""A number of so many digits may be a whole date (`20250212`, `120225`)."""

_NAMES = MONTH | ERA | UNIT_YEAR | UNIT_MONTH | UNIT_DAY
_DIGITS = re.compile(r"\d+(?:([^\w\s]\s?)\d+)*")
_SPACE = re.compile(r"\s")


def scan_regions(text: str, view: View) -> list[Item]:
    """Return the items of *text* that stand near digits, regions set apart by a separator."""
    if len(text) <= WHOLE_CHARACTERS:
        return scan(text, view)
    items: list[Item] = []
    for start, end in _regions(text, view):
        if items:
            items.append(Item(SEPARATOR, start, start, "\n", None, -1, 0))
        items += scan(text[start:end], view, offset=start)
    return items


def _regions(text: str, view: View) -> Iterator[tuple[int, int]]:
    """Yield the spans around numbers of dates, ordered and apart from one another."""
    start = end = -1
    for match in _DIGITS.finditer(text):
        if match.end() + AFTER_CHARACTERS <= end or not _dated(text, match, view):
            continue
        if start >= 0 and match.start() - BEFORE_CHARACTERS - SPACE_CHARACTERS <= end:
            end = match.end() + AFTER_CHARACTERS
            continue
        if start >= 0:
            yield start, _space_after(text, end)
        start = _space_before(text, match.start() - BEFORE_CHARACTERS)
        end = match.end() + AFTER_CHARACTERS
    if start >= 0:
        yield start, _space_after(text, end)


def _dated(text: str, match: re.Match[str], view: View) -> bool:
    """Say whether a number may be one of a date: joined to others, or near a name or a unit."""
    if match[1] is not None or match.end() - match.start() >= JOINED_DIGITS:
        return True
    low, high = max(0, match.start() - NEAR_CHARACTERS), match.end() + NEAR_CHARACTERS
    known = view.tokens
    for raw in (*CUT.findall(text[low : match.start()]), *CUT.findall(text[match.end() : high])):
        token = known.get(raw) or token_of(raw, view)
        if token[0] & _NAMES or (token[6] and any(w and w.flags & _NAMES for *_, w in token[6])):
            return True
    return False


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
