"""Which lines go because of where they stand: the scores of the structure, read with care."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from attrs import frozen

from newsnorm._text.rules import Rule
from newsnorm.boilerplate.features import NAMES
from newsnorm.boilerplate.lines import Cut, Line
from newsnorm.boilerplate.structure import BODY_SCORE, scores
from newsnorm.model import RemovalKind
from newsnorm.model.edits import Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["CAUTIOUS", "SITE", "THOROUGH", "Mode", "structural_cuts", "worth_a_look"]


@frozen(kw_only=True)
class Mode:
    """How much it takes to remove a line by its structure: log odds of boilerplate.

    ``edge`` before and after the body, ``inside`` within it; ``_backed`` where a
    rule has found boilerplate on the way to the body, or close by.  ``alone`` is
    asked of a line between two body lines, which may be a sub-headline.
    ``listed`` is asked on top of lines that belong to a list which the text
    announces or counts, ``priced`` of those in a list of prices, ``prose`` of
    long lines that end like a sentence.
    """

    edge: float
    edge_backed: float
    inside: float
    inside_backed: float
    alone: float
    listed: float
    priced: float
    prose: float


CAUTIOUS = Mode(
    edge=7.0,
    edge_backed=3.0,
    inside=8.0,
    inside_backed=4.0,
    alone=8.0,
    listed=6.0,
    priced=9.0,
    prose=1.5,
)
THOROUGH = Mode(
    edge=1.0,
    edge_backed=0.4,
    inside=1.2,
    inside_backed=0.4,
    alone=2.5,
    listed=4.0,
    priced=9.0,
    prose=0.5,
)
SITE = Mode(
    edge=4.0,
    edge_backed=1.5,
    inside=6.0,
    inside_backed=3.0,
    alone=6.0,
    listed=6.0,
    priced=9.0,
    prose=1.0,
)
"""The limits were set with the structure fitted on other sites than those judged: cautious so that
less than 1.5 % of the body's lines and 0.25 % of its words go, thorough for the best F1, and in
between where the templates of the site back what the structure says."""

NOISY_LINES = 15
"""A text in which no rule finds anything is only looked at if it has more lines than this …"""
NOISY_PROSE = 0.35
"""… and running text makes up less than this share of them."""
PRICES = 3
"""So many lines that hold nothing but a price make a list of goods …"""
PRICE_REACH = 16
"""… of the lines between them that are no further apart than this."""
LIST_LINES = 3
"""So many lines in a row that begin with a bullet are a list."""
NEAR = 2
"""A rule's hit backs lines inside the body that are at most so many lines away."""
TEASER_WORDS = 4
"""A line of so many words is a headline of something else rather than a menu entry."""

_PRICE = re.compile(
    r"^\D{0,12}[$€£¥₹₽₺]\s?\d[\d.,\s]*$"
    r"|^\d[\d.,\s]*\s?(?:€|₽|₺|zł|Kč|Ft|kr\.?|EUR|USD|руб\.?|грн\.?|元|円|원|đ|₫)$"
)
_COLUMN = {name: place for place, name in enumerate(NAMES)}


def worth_a_look(lines: Sequence[Line], found: int) -> bool:
    """Whether the structure has a say: rules found something, or hardly anything is running text.

    What a first pass leaves has neither, so that a second pass changes nothing.
    """
    if found:
        return True
    if len(lines) <= NOISY_LINES:
        return False
    prose = [len(line.text) >= 90 for line in lines].count(True)
    return prose < NOISY_PROSE * len(lines)


def structural_cuts(
    lines: Sequence[Line], cuts: Mapping[int, Cut], hits: Mapping[int, Rule], mode: Mode
) -> dict[int, Cut]:
    """Return the lines that go because of the structure; *cuts* are those that rules took."""
    odds, features = scores(lines, cuts, hits)
    score = odds.tolist()
    n = len(lines)
    body = [i for i in range(n) if score[i] < BODY_SCORE and i not in cuts]
    if not body:
        return {}
    first, last = body[0], body[-1]
    unsure = features[:, _COLUMN["unsure"]].tolist()
    backed = [i in cuts or unsure[i] > 0 for i in range(n)]
    asked = _asked(n, first, last, backed, mode)
    listed = (features[:, _COLUMN["counted"]] > 0) | (features[:, _COLUMN["announced"]] > 0)
    guard = listed.tolist()
    for index in _marked(features[:, _COLUMN["bullet"]] > 0, cuts, hits):
        guard[index] = True
    prose = features[:, _COLUMN["prose"]].tolist()
    priced = _priced(lines)
    alone = _alone(score, cuts)
    out: dict[int, Cut] = {}
    for index in range(n):
        if index in cuts:
            continue
        least = asked[index]
        if index in alone and index not in hits:
            least = max(least, mode.alone)
        if guard[index]:
            least += mode.listed
        if index in priced:
            least += mode.priced
        if prose[index]:
            least += mode.prose
        if score[index] > least:
            place = "before" if index < first else "after" if index > last else "inside"
            out[index] = _cut(lines[index], hits.get(index), place, score[index])
    return out


def _asked(n: int, first: int, last: int, backed: Sequence[bool], mode: Mode) -> list[float]:
    """Return the score that is asked of each line."""
    asked = [0.0] * n
    seen = False
    for index in range(first - 1, -1, -1):
        seen = seen or backed[index]
        asked[index] = mode.edge_backed if seen else mode.edge
    seen = False
    for index in range(last + 1, n):
        seen = seen or backed[index]
        asked[index] = mode.edge_backed if seen else mode.edge
    for index in range(first, last + 1):
        near = any(backed[max(first, index - NEAR) : min(last, index + NEAR) + 1])
        asked[index] = mode.inside_backed if near else mode.inside
    return asked


def _alone(score: Sequence[float], cuts: Mapping[int, Cut]) -> set[int]:
    """Return the lines between two body lines, those apart that rules take."""
    left = [index for index in range(len(score)) if index not in cuts]
    return {
        one
        for before, one, after in zip(left, left[1:], left[2:], strict=False)
        if score[before] < 0 and score[after] < 0
    }


def _marked(
    bullets: NDArray[np.bool_], cuts: Mapping[int, Cut], hits: Mapping[int, Rule]
) -> Iterator[int]:
    """Yield the lines of lists with bullets, unless boilerplate heads the list."""
    places = bullets.nonzero()[0].tolist()
    start = 0
    for at in range(1, len(places) + 1):
        if at < len(places) and places[at] == places[at - 1] + 1:
            continue
        run = places[start:at]
        head = run[0] - 1
        if len(run) >= LIST_LINES and head not in cuts and head not in hits:
            yield from run
        start = at


def _priced(lines: Sequence[Line]) -> set[int]:
    """Return the lines of a list of goods: those between prices that stand alone."""
    places = [i for i, line in enumerate(lines) if len(line.text) <= 24 and _PRICE.match(line.text)]
    if len(places) < PRICES:
        return set()
    found: set[int] = set()
    for one, other in pairwise(places):
        if other - one <= PRICE_REACH:
            found.update(range(max(0, one - PRICE_REACH if one == places[0] else one), other + 1))
    found.update(range(places[-1], min(len(lines), places[-1] + 4)))
    return found


def _cut(line: Line, rule: Rule | None, place: str, score: float) -> Cut:
    """Say what a line is that the structure takes out."""
    confidence = round(1.0 - 0.5 ** max(1.0, score), 3)
    scope: Scope = "tail" if place == "after" else "run"
    if rule is not None:
        return Cut(rule.kind, rule.id, confidence, "line")
    teaser = len(line.text.split()) >= TEASER_WORDS or len(line.text) >= 24
    kind: RemovalKind = "navigation"
    if teaser:
        kind = "media_caption" if place == "inside" else "related" if place == "after" else "kicker"
    return Cut(kind, f"structure.{place}", confidence, scope)
