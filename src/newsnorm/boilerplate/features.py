"""What the structure model sees of a line: its shape, its neighbours, its place.

The same for every language: lengths count characters of scripts without spaces
three times, sentence ends are those of all scripts, and no word is looked at
but to see whether the running text uses it too.

All lines of a text are looked at together, as arrays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from newsnorm._text.rules import Rule
from newsnorm.boilerplate import letters as of
from newsnorm.boilerplate.letters import LINE_CAP, Letters, letters_of, shared_words
from newsnorm.boilerplate.lines import Cut, Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DEEP", "NAMES", "NEAR_AT", "RAW", "line_features"]

PROSE_LENGTH = 110
"""A line of this length (in letters) that ends a sentence is running text."""
SHORT = 400
"""What words a line has is only looked at below this length."""
_NUMBER = re.compile(r"(?:[^\W\d_]{1,12} )?[#(]?(\d{1,3})(?:[.):]|\s|$)")
_LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_GLUE = re.compile(r"[^\W\d_A-Z][A-ZÄÖÜÉ][^\W\d_A-Z]")
_DATE = re.compile(
    r"\d(?:\d{0,3}[./-]\d{1,2}[./-]\d|(?<=1)9\d\d|(?<=2)0\d\d|\d?[:.]\d\d)"
)  # from its first digit on: what begins with one kind of character is found faster
ANNOUNCEMENT_LENGTH = 0.2
"""A line of this length, in hundreds of letters, that ends in a colon may announce a list …"""
LIST_LINES = 60
"""… of at most so many lines."""
DEEP = 200
"""Places and sizes count up to so many lines, as on the longest pages that were seen."""
RAW = (
    "len",
    "prose",
    "long",
    "words",
    "end",
    "colon",
    "dots",
    "question",
    "inner",
    "commas",
    "lower",
    "upper",
    "digit0",
    "bullet",
    "quote0",
    "digits",
    "title",
    "caps",
    "seps",
    "glue",
    "url",
    "date",
    "short_words",
    "twice",
    "cohesion",
    "sure",
    "unsure",
    "head",
    "nav",
    "tiny",
    "brief",
    "counted",
    "listed",
    "announced",
    "alike",
)
_AT = {name: place for place, name in enumerate(RAW)}
_NEAR = (
    "len",
    "prose",
    "end",
    "words",
    "sure",
    "unsure",
    "date",
    "title",
    "cohesion",
    "twice",
    "seps",
    "counted",
    "listed",
    "alike",
)
"""What is also seen of the two lines before and the two after."""

NEAR_AT = [_AT[name] for name in _NEAR]


_BEGINNINGS = (
    ("lower", of.LOWER),
    ("upper", of.UPPER),
    ("digit0", of.DIGIT),
    ("bullet", of.BULLET),
    ("quote0", of.QUOTE),
)
_Columns: TypeAlias = "Mapping[str, NDArray[np.float64]]"


def line_features(
    lines: Sequence[Line], cuts: Mapping[int, Cut], hits: Mapping[int, Rule]
) -> NDArray[np.float64]:
    """Return the raw features: a row a line, columns in the order of :data:`RAW`."""
    import numpy as np

    rows = np.zeros((len(RAW), len(lines)))
    if not lines:
        return rows.T
    texts = [_cropped(line.text) for line in lines]
    column = dict(zip(RAW, rows, strict=True))
    letters = letters_of(texts)
    size = letters.ends - letters.starts + 2 * letters.dense
    _shape(texts, letters, size, column)
    _end(letters, size, column)
    _words(letters, size, column)
    _company([line.text for line in lines], letters, column)
    _mark(cuts, hits, column)
    numbered = np.flatnonzero(letters.digits).tolist()
    for index in _counted(texts, numbered):
        column["counted"][index] = 1.0
    _announce(cuts, hits, column)
    _compare(texts, letters.digits.tolist(), column["alike"])
    return rows.T


def _cropped(text: str) -> str:
    """Return the beginning and the end of a line that is very long."""
    return text if len(text) <= LINE_CAP else text[: LINE_CAP // 2] + text[-LINE_CAP // 2 :]


def _shape(
    texts: Sequence[str], letters: Letters, size: NDArray[np.int64], column: _Columns
) -> None:
    """Note how long the lines are, how they begin, and which marks they hold."""
    import numpy as np

    first = letters.kinds[letters.starts]
    short = size < SHORT
    column["len"][:] = np.minimum(size, 600) / 100
    column["long"][:] = size >= 200
    column["tiny"][:] = size <= 16
    column["brief"][:] = (size > 16) & (size <= 60)
    for name, bit in _BEGINNINGS:
        column[name][:] = first & bit > 0
    column["commas"][:] = np.minimum(letters.commas, 4) / 2
    column["digits"][:] = np.where(size < 200, letters.digits, 0) / size
    column["seps"][:] = np.where(short, np.minimum(letters.separators, 4), 0) / 2
    column["caps"][:] = [text.isupper() for text in texts] & short
    if "://" in letters.text or "www." in letters.text or "@" in letters.text:
        column["url"][:] = ["://" in text or "www." in text or "@" in text for text in texts]
    for index in np.flatnonzero((letters.digits > 0) & short).tolist():
        column["date"][index] = _DATE.search(texts[index]) is not None
    for index in np.flatnonzero(column["bullet"]).tolist():
        column["listed"][index] = len(texts[index]) > 2 and texts[index][1] == " "
    for index in {*_lines_at(letters, _glued(letters)).tolist()}:
        if short[index]:
            column["glue"][index] = min(len(_GLUE.findall(texts[index])), 3) / 3


def _glued(letters: Letters) -> NDArray[np.intp]:
    """Return where capitals stand between small letters."""
    import numpy as np

    kinds = letters.kinds
    at = np.flatnonzero(kinds & of.CAPITAL > 0)
    return at[kinds[at - 1] & kinds[at + 1] & of.SMALL > 0]


def _lines_at(letters: Letters, places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the lines in which *places* lie."""
    return letters.starts.searchsorted(places, "right") - 1


def _end(letters: Letters, size: NDArray[np.int64], column: _Columns) -> None:
    """Note how the lines end, how many sentences end within, and which are running text."""
    import numpy as np

    kinds = letters.kinds
    at = letters.ends - 1
    while (loose := (kinds[at] & of.CLOSER > 0) & (at > letters.starts)).any():
        at = at - loose
    last = kinds[at]
    dots = last & of.ELLIPSIS > 0
    stop = np.flatnonzero((last & of.STOP > 0) & (at - letters.starts >= 2))
    dots[stop] = kinds[at[stop] - 1] & kinds[at[stop] - 2] & of.STOP > 0
    ends = (last & of.END > 0) & ~dots
    inner = np.where(size > 40, _inner_ends(letters), 0)
    column["end"][:] = ends
    column["dots"][:] = dots
    column["colon"][:] = last & of.COLON > 0
    column["question"][:] = last & of.QUESTION > 0
    column["inner"][:] = np.minimum(inner, 4) / 2
    column["prose"][:] = ends & ((size >= PROSE_LENGTH) | ((inner >= 1) & (size >= 70)))


def _inner_ends(letters: Letters) -> NDArray[np.intp]:
    """Return how many sentences end in each line before its last character.

    A mark, closing marks perhaps, and then a space, or a character of a script without.
    """
    import numpy as np

    kinds = letters.kinds
    at = np.flatnonzero(kinds & of.INNER_END > 0)
    line = _lines_at(letters, at)
    after = at + 1
    while (closed := kinds[after] & of.INNER_CLOSER > 0).any():
        after = after + closed
    ends = (kinds[after] & (of.SPACE | of.IDEOGRAPH) > 0) & (after < letters.ends[line] - 1)
    return np.bincount(line[ends], minlength=len(letters.starts))


def _words(letters: Letters, size: NDArray[np.int64], column: _Columns) -> None:
    """Note how many words the lines have, how many with a capital, and how many small ones."""
    import numpy as np

    kinds = letters.kinds
    space = kinds & of.SPACE > 0
    edges = np.flatnonzero(space[:-1] != space[1:]) + 1
    first, last = edges[::2], edges[1::2] - 1
    begin = kinds[first]
    middle = np.minimum(first + 1, last)
    small = (begin | kinds[middle] | kinds[last]) & (of.UPPER | of.LOWER | of.TITLE) == of.LOWER
    small &= (last - first < 3) & (begin & of.ALPHA > 0)
    sums = np.zeros((4, len(first) + 1), dtype=np.int64)
    np.cumsum((begin & of.UPPER > 0, begin & of.ALPHA > 0, small), axis=1, out=sums[:3, 1:])
    bounds = first.searchsorted(np.append(letters.starts, len(kinds)))
    capital, alpha, brief, _ = sums[:, bounds[1:]] - sums[:, bounds[:-1]]
    raw = np.diff(bounds)
    count = raw + np.where(letters.dense > raw, letters.dense // 2, 0)
    column["words"][:] = np.minimum(count, 30) / 10
    short = size < SHORT
    column["title"][:] = np.where(short & (raw > 1), capital, 0) / np.maximum(raw, 1)
    column["short_words"][:] = np.where(short, brief, 0) / np.maximum(alpha, 1)


def _company(texts: Sequence[str], letters: Letters, column: _Columns) -> None:
    """Note which lines are there twice, and which share their words with the running text."""
    if len({*texts}) < len(texts):
        times = Counter(texts)
        column["twice"][:] = [times[text] > 1 for text in texts]
    words, common = shared_words(letters, column["prose"] > 0)
    column["cohesion"][:] = common / (words + 1)


def _mark(cuts: Mapping[int, Cut], hits: Mapping[int, Rule], column: _Columns) -> None:
    """Note what the rules say of the lines."""
    column["sure"][[*cuts]] = 1.0
    for index, rule in hits.items():
        if not rule.sure and rule.kind != "affiliate":
            column["unsure"][index] = 1.0
        if rule.takes == "links":
            column["head"][index] = 1.0
        if rule.kind == "navigation":
            column["nav"][index] = 1.0


def _announce(cuts: Mapping[int, Cut], hits: Mapping[int, Rule], column: _Columns) -> None:
    """Note what stands below a line of text that ends in a colon: the list that it announces."""
    import numpy as np

    heads = np.flatnonzero((column["colon"] > 0) & (column["len"] >= ANNOUNCEMENT_LENGTH)).tolist()
    prose = column["prose"]
    for head in heads:
        if head in cuts or head in hits:
            continue
        for index in range(head + 1, min(head + 1 + LIST_LINES, len(prose))):
            if index in cuts or prose[index]:
                break
            column["announced"][index] = 1.0


def _compare(texts: Sequence[str], digits: Sequence[int], alike: NDArray[np.float64]) -> None:
    """Note how many of the lines around have the same marks in the same places."""
    marks = [
        _skeleton(text[:24], digits=count > 0) for text, count in zip(texts, digits, strict=True)
    ]
    for index, mark in enumerate(marks):
        if len(mark) > 1:
            around = marks[max(0, index - 4) : index] + marks[index + 1 : index + 5]
            alike[index] = around.count(mark) / 4


def _skeleton(head: str, *, digits: bool) -> str:
    """Return the marks and numbers that a line begins with, in order."""
    if head.replace(" ", "").isalpha():
        return ""
    mark = _LETTERS.sub("a", _DIGITS.sub("0", head) if digits else head)[:7]
    return mark if mark.strip("a ") else ""


def _counted(texts: Sequence[str], numbered: Sequence[int]) -> set[int]:
    """Return the lines that count on: one begins with 3, the last numbered one with 2 or 3.

    *numbered* are the lines that hold a digit.
    """
    found: set[int] = set()
    before, place = -1, -1
    for index in numbered:
        number = _NUMBER.match(texts[index])
        if number is None:
            continue
        value = int(number[1])
        if value in (before + 1, before - 1) and 0 < index - place <= 40:
            found.update(range(place, index + 1) if index - place <= 4 else (place, index))
        before, place = value, index
    return found - {-1}


def _names() -> tuple[str, ...]:
    near = [f"{name}{offset:+d}" for offset in (-2, -1, 1, 2) for name in _NEAR]
    place = [
        "is_first",
        "is_last",
        "log_index",
        "log_rest",
        "place",
        "log_lines",
        "prose_share",
        "sure_share",
        "prose_before",
        "prose_after",
        "inside",
        "to_prose_before",
        "to_prose_after",
        "near_prose",
        "wide_prose",
        "since_head",
        "run",
        "run_place",
        "run_rest",
        "run_sure",
        "run_unsure",
        "run_date",
        "run_title",
        "run_end",
        "run_cohesion",
        "run_first",
        "run_last",
        "len_before",
        "len_after",
        "near_sure",
    ]
    return (*RAW, *near, *place)


NAMES = _names()
