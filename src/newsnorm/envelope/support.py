"""Which line is the headline, by the words that the text below uses again."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from attrs import frozen

from newsnorm._text.scripts import is_spaceless, script_of
from newsnorm.envelope.lines import Line, Lines
from newsnorm.envelope.titles import (
    MAX_HEADLINE_WORDS,
    clean_title,
    has_inner_stop,
    is_aside,
    is_furniture,
    is_name,
    is_prose,
    looks_like_headline,
    title_key,
)

__all__ = ["Candidate", "candidates", "chosen"]

MAX_FILLED_LINES = 400
"""How many lines of a page are looked at; the headlines of 190 measured pages stand in the
first 270."""

STEM_CHARACTERS = 5
"""Words that begin alike count as one: most endings of the written languages come later."""

MIN_STEM_CHARACTERS = 3
MIN_HEADLINE_WORDS = 3.0
MIN_QUESTION_WORDS = 4.0

MIN_HITS = 4
"""So many words of a headline must come back; with three, 2 of 94 more pages came out right and
4 more wrong."""

MIN_SHARE = 0.5
"""The least share of a headline's words that come back."""

NEAR_BEST = 0.4
"""The first line that reaches this share of the best line's weight is the headline: sub-headlines
often weigh more."""

LINES_ABOVE_STAMP = 8
"""In so many lines from the top a headline is looked for on a page that opens with a paragraph."""

LINES_BELOW = 14
PROSE_BELOW = 2
"""So many paragraphs stand in so many lines below a headline, or all that there are."""

MAX_PROSE_ABOVE = 0.15
"""The greatest share of a page's paragraphs that stand above its headline, as teasers do."""


@frozen(kw_only=True)
class Candidate:
    """A line that may be the headline; *weight* tells how much of it the text uses again.

    >>> Candidate(index=3, weight=7.5).index
    3
    """

    index: int
    weight: float


def candidates(lines: Lines) -> list[Candidate]:
    r"""Return the lines whose words come back in the paragraphs of the page, from the top.

    >>> prose = ["The harbour was flooded by the storm, and ferries stay in harbour for now."]
    >>> page = ["Home News", "Sport", "Storm floods the harbour, ferries stay", *prose * 3]
    >>> [found.index for found in candidates(Lines("\n".join(page)))]
    [2]
    """
    filled = list(_filled(lines))
    prose = [place for place, (_, line) in enumerate(filled) if _is_paragraph(line)]
    if not prose:
        return []
    if prose[0] == 0:
        return _stamped(filled, prose)
    counts = _counts(filled, prose)
    found = []
    for place, (index, line) in enumerate(filled):
        above = bisect_left(prose, place)
        if above > MAX_PROSE_ABOVE * len(prose):
            break
        below = bisect_right(prose, place + LINES_BELOW) - bisect_right(prose, place)
        if below < min(PROSE_BELOW, len(prose) - above) or not _may_be(line):
            continue
        weight = _weight(line, counts)
        if weight and not is_furniture(line):
            found.append(Candidate(index=index, weight=weight))
    return found


def _stamped(filled: list[tuple[int, Line]], prose: list[int]) -> list[Candidate]:
    """Return the lines right above a byline or a time, on a page that opens with a paragraph.

    Pages greet their readers so; articles without a headline open so too, but no line of
    theirs has a time below it and words that come back.
    """
    counts = _counts(filled, prose)
    found = []
    for place, (index, line) in enumerate(filled[:LINES_ABOVE_STAMP]):
        below = filled[place + 1 : place + 2]
        stamped = bool(below) and is_aside(below[0][1]) and prose[-1] > place
        if (
            stamped
            and _may_be(line)
            and (weight := _weight(line, counts))
            and not is_furniture(line)
        ):
            found.append(Candidate(index=index, weight=weight))
    return found


def _counts(filled: list[tuple[int, Line]], prose: list[int]) -> Counter[str]:
    """Return in how many paragraphs each word stands."""
    counts: Counter[str] = Counter()
    for place in prose:
        counts.update(set(_stems(filled[place][1].shown)))
    return counts


def chosen(found: list[Candidate]) -> int | None:
    """Return the first line of *found* that weighs nearly as much as the best one.

    >>> chosen([Candidate(index=4, weight=5.0), Candidate(index=9, weight=8.0)])
    4
    """
    best = max((item.weight for item in found), default=0.0)
    return next((item.index for item in found if item.weight >= NEAR_BEST * best), None)


def _filled(lines: Lines) -> Iterator[tuple[int, Line]]:
    """Yield the first lines that show something."""
    index = lines.filled(0)
    for _ in range(MAX_FILLED_LINES):
        if index >= len(lines):
            return
        yield index, lines[index]
        index = lines.filled(index + 1)


def _is_paragraph(line: Line) -> bool:
    """Say whether a line is running text; a question by itself may be a headline."""
    return is_prose(line) and not _is_question(line)


def _is_question(line: Line) -> bool:
    return (
        line.last in "?？؟!"
        and MIN_QUESTION_WORDS <= line.words <= MAX_HEADLINE_WORDS
        and not has_inner_stop(line)
    )


def _may_be(line: Line) -> bool:
    """Say whether a line has the shape of a headline."""
    if line.words < MIN_HEADLINE_WORDS or (is_prose(line) and not _is_question(line)):
        return False
    shaped = looks_like_headline(line) or _is_question(line)
    return shaped and not is_name(line) and not is_aside(line)


def _weight(line: Line, counts: Counter[str]) -> float:
    """Return how much of a line the paragraphs use again: 0 if it is too little."""
    stems = set(_stems(clean_title(line.shown)[0]))
    hits = [stem for stem in stems if counts[stem]]
    share = len(hits) / len(stems) if stems else 0.0
    if len(hits) < MIN_HITS or share < MIN_SHARE:
        return 0.0
    return share * sum(math.log1p(counts[stem]) for stem in hits)


def _stems(text: str) -> Iterator[str]:
    """Yield the beginnings of words; pairs of characters where words are not set apart."""
    for word in title_key(text).split():
        if is_spaceless(script_of(word[0])):
            yield from (word[place : place + 2] for place in range(len(word) - 1))
        elif len(word) >= MIN_STEM_CHARACTERS:
            yield word[:STEM_CHARACTERS]
