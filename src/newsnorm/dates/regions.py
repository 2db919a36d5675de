"""Where in a long text dates can be: around its digits.

Every date that is not counted from a reference holds a digit, and most of an article
does not; and most numbers are no part of a date: they stand alone and far from the name
of a month.  Only what stands near the others is cut into tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from newsnorm.dates.calendars import ERAS
from newsnorm.dates.folding import NAME
from newsnorm.dates.kinds import MONTH, SEPARATOR, UNIT_YEAR
from newsnorm.dates.lexicon import View, Word
from newsnorm.dates.tokens import KEPT, LONGEST_KEPT, Item, scan, token_of

WHOLE_CHARACTERS = 400
"""A text of at most so many characters is scanned as a whole."""

BEFORE_CHARACTERS = 80
AFTER_CHARACTERS = 50
"""What is scanned before and behind a number.  Before it a label may stand, behind it the
clock and the zone.  On 2,887 real articles and pages this gave the 2,454 dates that a scan of
everything gave, but for '7.' and '11.04' on two lines."""

SPACE_CHARACTERS = 40
"""A region ends at white space if there is any so near."""

NEAR_CHARACTERS = 30
"""How far from its number the name of the month may stand."""

WORD_CHARACTERS = 20
"""A longer word is cut there."""

_SHORTEST = 6
"""Characters of the shortest date in numbers that is read in a long text."""

_NO_DIGITS = 3
"""A number of so many digits is neither a day nor a year."""

_DIGITS = re.compile(r"\d\d*")
_GROUP = re.compile(rf"\d(?:\D{{0,{NEAR_CHARACTERS}}}+\d){{0,200}}+")
"""Numbers so near to one another that the same words stand around them.

Both begin with a single digit, which the engine skips to; ``\\d+`` it would try everywhere."""

_MARK = r"\s?[./,·\-–‐‑−．／－，]\s?"
_WRITTEN = re.compile(
    r"\d{6}"
    rf"|\d{{1,4}}{_MARK}\d{{1,2}}{_MARK}\d"
    rf"|\d{{4}}{_MARK}\d{{1,2}}(?!\d)"
    rf"|\d{{1,2}}{_MARK}(?:\d{{4}}(?!\d)|\d{{1,2}}\s\d{{4}})"
    rf"|\d{{1,2}}{_MARK}[IVXivx]{{1,4}}{_MARK}\d{{4}}"
    r"|\d{1,2}\s\d{1,2}\s\d{4}|\d{4}\s\d\d\s\d\d"
    r"|\d{1,2}\sde\s\d{1,2}\sde\s\d{4}"
)
"""What begins a date in numbers: one long number, three joined ones, a year and a month.
Decimals, scores and clocks do not."""

_DAY_AND_YEAR = re.compile(r"\d\D+\d{4}|\d{4}\D+\d|\d\D*['’]\d\d")
"""What must stand around a name that is likelier something else."""

_YEAR = re.compile(rf"(?<!\d)(\d{{4}})\s?({NAME.pattern})")
_ERA_YEAR = re.compile(rf"(?:{'|'.join(ERAS)}|民国)\s?(\d{{1,3}})\s?年")
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
    for first, last in _numbers(text, view):
        if last + AFTER_CHARACTERS <= end:
            continue
        if start >= 0 and first - BEFORE_CHARACTERS - SPACE_CHARACTERS <= end:
            end = last + AFTER_CHARACTERS
            continue
        if start >= 0:
            yield start, _space_after(text, end)
        start = _space_before(text, first - BEFORE_CHARACTERS)
        end = last + AFTER_CHARACTERS
    if start >= 0:
        yield start, _space_after(text, end)


def _numbers(text: str, view: View) -> Iterator[tuple[int, int]]:
    """Yield the numbers that may be of a date: joined to others, near a month, or a year.

    Words that never are a month are remembered, so that most groups, which hold no date,
    cost little more than a comparison of sets.
    """
    eras = "年" in text
    for group in _GROUP.finditer(text):
        start, end = group.span()
        before, behind = _whole_words(text, start, end)
        written = end - start >= _SHORTEST and _WRITTEN.search(text, start, behind) is not None
        near = NAME.findall(text, before, behind)
        named = not view.never.issuperset(near) and not (
            not eras
            and view.seldom.issuperset(near)
            and not _DAY_AND_YEAR.search(text, start, end)
            and not _YEAR.search(text, start, behind)
        )
        if not (written or named):
            continue
        months = _months(text, start, end, view) if named else []
        years = _years(text, start, end, view, eras=eras) if named else set()
        for match in _DIGITS.finditer(text, start, end):
            span = first, last = match.span()
            if (
                (written and _WRITTEN.match(text, first))
                or (last - first != _NO_DIGITS and _near(first, last, months))
                or span in years
            ):
                yield span


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the surroundings of a group; pieces of words would be new to the table each time."""
    low, high = max(0, start - NEAR_CHARACTERS), end + NEAR_CHARACTERS
    before = text.rfind(" ", max(0, low - WORD_CHARACTERS), low + 1)
    behind = text.find(" ", high, high + WORD_CHARACTERS)
    return (low if before < 0 else before), (high if behind < 0 else behind)


def _near(first: int, last: int, spans: list[tuple[int, int]]) -> bool:
    """Say whether one of some ordered spans stands near another one."""
    at = bisect_left(spans, (last + NEAR_CHARACTERS,)) - 1
    return at >= 0 and spans[at][1] > first - NEAR_CHARACTERS


def _years(text: str, start: int, end: int, view: View, *, eras: bool) -> set[tuple[int, int]]:
    """Return the numbers of a group that are counted as years: '2025年', '令和7年'."""
    found = {
        match.span(1)
        for match in _YEAR.finditer(text, start, end + NEAR_CHARACTERS)
        if (word := _names(match[2], view)[0][1]) is not None and word.flags & UNIT_YEAR
    }
    if eras:
        before = max(0, start - NEAR_CHARACTERS)
        behind = end + NEAR_CHARACTERS
        found.update(match.span(1) for match in _ERA_YEAR.finditer(text, before, behind))
    return found


def _months(text: str, start: int, end: int, view: View) -> list[tuple[int, int]]:
    """Return the spans of words in a group of numbers, or near it, that may name a month.

    A name that is likelier something else needs a day and a year.
    """
    found: list[tuple[int, int]] = []
    awaited: set[str] = set()
    for match in NAME.finditer(text, *_whole_words(text, start, end)):
        raw = match[0]
        if raw in view.never and not awaited:
            continue
        kind = _kind(raw, view, awaited)
        if kind == _SURE or (kind == _WEAK and _dated(text, *match.span())):
            found.append(match.span())
        if kind <= _WEAK:
            _note(raw, view.seldom)
        if kind == _NEVER:
            _note(raw, view.never)
    return found


_NEVER, _YEARS, _WEAK, _BEGINS, _SURE = range(5)


def _kind(raw: str, view: View, awaited: set[str]) -> int:
    """Say how a word names a month; one that begins a longer name awaits the next words."""
    kind = _NEVER
    for key, word in _names(raw, view):
        if key in awaited or key in view.counted:
            return _SURE
        if word is not None and word.flags & MONTH:
            if not word.weak:
                return _SURE
            kind = max(kind, _WEAK)
        elif word is not None and word.flags & UNIT_YEAR:
            kind = max(kind, _YEARS)
        seconds = view.months.get(key)
        if seconds:
            awaited |= seconds
            kind = _SURE if "#" in seconds else max(kind, _BEGINS)
    return kind


def _dated(text: str, start: int, end: int) -> bool:
    """Say whether a day and a year stand near a word."""
    near = text[max(0, start - NEAR_CHARACTERS) : end + NEAR_CHARACTERS]
    return _DAY_AND_YEAR.search(near) is not None


def _note(raw: str, words: set[str]) -> None:
    """Remember a word."""
    if len(raw) <= LONGEST_KEPT:
        if len(words) >= KEPT:
            words.clear()
        words.add(raw)


def _names(raw: str, view: View) -> list[tuple[str, Word | None]]:
    """Return the key and the meaning of a word, or of each name in a run of words."""
    _, key, word, *_, pieces = view.tokens.get(raw) or token_of(raw, view)
    return [(key, word)] if pieces is None else [piece[2:] for piece in pieces]


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
