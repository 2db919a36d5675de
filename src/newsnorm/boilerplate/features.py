"""What the structure model sees of a line: its shape, its neighbours, its place.

The same for every language: lengths count characters of scripts without spaces
three times, sentence ends are those of all scripts, and no word is looked at
but to see whether the running text uses it too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from newsnorm._text.phrases import DENSE
from newsnorm._text.rules import Rule
from newsnorm.boilerplate.lines import Cut, Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["NAMES", "line_features", "matrix"]

PROSE_LENGTH = 110
"""A line of this length (in letters) that ends a sentence is running text."""
_NUMBER = re.compile(r"(?:[^\W\d_]{1,12} )?[#(]?(\d{1,3})(?:[.):]|\s|$)")
_LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_CLOSERS = "\"'”’»›«“„)]）】」』* \u200f\u200e"
_ENDS = frozenset(".!?。！？؟।॥។။۔;；")
_GLUE = re.compile(r"[^\W\d_A-Z][A-ZÄÖÜÉ][^\W\d_A-Z]")
_INNER_END = re.compile(r"[.!?。！？؟।۔][\"'”’»)\]」』）]*(?:\s|(?=[\u3040-\u9fff]))")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:19|20)\d\d|\d{1,2}[:.]\d\d")
_SEPARATORS = frozenset("|•·›»→←▶►/>—–")
_BULLETS = frozenset("-*•·–—▪◦‣■●►▶»›→+")
_QUOTES = frozenset("\"'“”„«»‘’‚‹›「『")
ANNOUNCEMENT_LENGTH = 0.2
"""A line of this length, in hundreds of letters, that ends in a colon may announce a list …"""
LIST_LINES = 60
"""… of at most so many lines."""
WORDS_CHARS = 1_000
"""So much of a line is looked at for words that other lines use."""
DEEP = 200
"""Places and sizes count up to so many lines, as on the longest pages that were seen."""
LINE_CAP = 4_000
"""Of a longer line only the beginning and the end are looked at."""

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


def line_features(
    lines: Sequence[Line], cuts: Mapping[int, Cut], hits: Mapping[int, Rule]
) -> list[list[float]]:
    """Return the raw features of each line, in the order of :data:`RAW`."""
    texts = [_cropped(line.text) for line in lines]
    known = [set(_WORD.findall(text[:WORDS_CHARS].lower())) for text in texts]
    rows = [_shape(text) for text in texts]
    times = Counter(line.text for line in lines)
    used: Counter[str] = Counter()
    for row, one in zip(rows, known, strict=True):
        if row[1]:
            used.update(one)
    at = _AT
    counted = _counted(texts)
    for index, (row, line) in enumerate(zip(rows, lines, strict=True)):
        one = known[index]
        least = 2 if row[1] else 1
        common = sum(1 for word in one if used[word] >= least)
        row[at["twice"]] = 1.0 if times[line.text] > 1 else 0.0
        row[at["cohesion"]] = common / (len(one) + 1)
        rule = hits.get(index)
        row[at["sure"]] = 1.0 if index in cuts else 0.0
        row[at["unsure"]] = (
            1.0 if rule is not None and not rule.sure and rule.kind != "affiliate" else 0.0
        )
        row[at["head"]] = 1.0 if rule is not None and rule.takes == "links" else 0.0
        row[at["nav"]] = 1.0 if rule is not None and rule.kind == "navigation" else 0.0
        row[at["counted"]] = 1.0 if index in counted else 0.0
    _announce(rows, cuts, hits)
    _compare(texts, rows)
    return rows


def _cropped(text: str) -> str:
    """Return the beginning and the end of a line that is very long."""
    return text if len(text) <= LINE_CAP else text[: LINE_CAP // 2] + text[-LINE_CAP // 2 :]


def _announce(rows: list[list[float]], cuts: Mapping[int, Cut], hits: Mapping[int, Rule]) -> None:
    """Note what stands below a line of text that ends in a colon: the list that it announces."""
    colon, length, prose, announced = (_AT[name] for name in ("colon", "len", "prose", "announced"))
    left = 0
    for index, row in enumerate(rows):
        if index in cuts or row[prose]:
            left = 0
        elif left > 0:
            row[announced] = 1.0
            left -= 1
        if (
            row[colon]
            and row[length] >= ANNOUNCEMENT_LENGTH
            and index not in cuts
            and index not in hits
        ):
            left = LIST_LINES


def _compare(texts: Sequence[str], rows: list[list[float]]) -> None:
    """Note how many of the lines around have the same marks in the same places."""
    marks = [_skeleton(text) for text in texts]
    alike = _AT["alike"]
    for index, mark in enumerate(marks):
        if len(mark) > 1:
            around = marks[max(0, index - 4) : index] + marks[index + 1 : index + 5]
            rows[index][alike] = around.count(mark) / 4


def _skeleton(text: str) -> str:
    """Return the marks and numbers that a line begins with, in order."""
    mark = _LETTERS.sub("a", _DIGITS.sub("0", text[:24]))[:7]
    return mark if mark.strip("a ") else ""


def _counted(texts: Sequence[str]) -> set[int]:
    """Return the lines that count on: one begins with 3, the last numbered one with 2 or 3."""
    found: set[int] = set()
    before, place = -1, -1
    for index, text in enumerate(texts):
        number = _NUMBER.match(text)
        if number is None:
            continue
        value = int(number[1])
        if value in (before + 1, before - 1) and 0 < index - place <= 40:
            found.update(range(place, index + 1) if index - place <= 4 else (place, index))
        before, place = value, index
    return found


def _shape(text: str) -> list[float]:
    """Return what is seen of one line alone."""
    length = len(text)
    words = text.split()
    count = len(words)
    if not text.isascii():
        dense = len(DENSE.findall(text))
        length += 2 * dense
        count += dense // 2 if dense > count else 0
    core = text.rstrip(_CLOSERS)
    last = core[-1:] or text[-1]
    dots = core.endswith(("...", "…", "[…", "[..."))
    ends = last in _ENDS and not dots
    first = text[0]
    inner = len(_INNER_END.findall(text[:-1])) if length > 40 else 0
    short = length < 400
    capital = sum(1 for word in words if word[0].isupper()) if short else 0
    letters = [word for word in words if word[0].isalpha()] if short else []
    small = sum(1 for word in letters if len(word) <= 3 and word.islower())
    digits = sum(map(str.isdigit, text)) if length < 200 else 0
    prose = ends and (length >= PROSE_LENGTH or (inner >= 1 and length >= 70))
    return [
        min(length, 600) / 100,
        1.0 if prose else 0.0,
        1.0 if length >= 200 else 0.0,
        min(count, 30) / 10,
        1.0 if ends else 0.0,
        1.0 if last in ":：" else 0.0,
        1.0 if dots else 0.0,
        1.0 if last in "?？؟" else 0.0,
        min(inner, 4) / 2,
        min(text.count(",") + text.count("、") + text.count("，") + text.count("،"), 4) / 2,
        1.0 if first.islower() else 0.0,
        1.0 if first.isupper() else 0.0,
        1.0 if first.isdigit() else 0.0,
        1.0 if first in _BULLETS else 0.0,
        1.0 if first in _QUOTES else 0.0,
        digits / length,
        capital / max(1, len(words)) if len(words) > 1 else 0.0,
        1.0 if short and text.isupper() else 0.0,
        min(sum(1 for char in text if char in _SEPARATORS), 4) / 2 if short else 0.0,
        min(len(_GLUE.findall(text)), 3) / 3 if short else 0.0,
        1.0 if "://" in text or "www." in text or "@" in text else 0.0,
        1.0 if short and _DATE.search(text) else 0.0,
        small / max(1, len(letters)),
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
        1.0 if length <= 16 else 0.0,
        1.0 if 16 < length <= 60 else 0.0,
        0.0,
        1.0 if first in _BULLETS and len(text) > 2 and text[1] == " " else 0.0,
        0.0,
        0.0,
    ]


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


def matrix(rows: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Return the features of all lines, with their surroundings.

    A row is a line, its columns are in order of :data:`NAMES`.
    """
    import numpy as np

    raw = np.array(rows, dtype=np.float64).reshape(len(rows), len(RAW))
    n = len(raw)
    near = raw[:, [RAW.index(name) for name in _NEAR]]
    padded = np.zeros((n + 4, near.shape[1]))
    padded[2:-2] = near
    shifted = [padded[start : start + n] for start in (0, 1, 3, 4)]
    column = {name: raw[:, place] for place, name in enumerate(RAW)}
    index = np.arange(n, dtype=np.float64)
    prose = column["prose"]
    weight = prose * column["len"]
    total = max(weight.sum(), 1e-9)
    before = (np.cumsum(weight) - weight) / total
    after = 1.0 - before - weight / total
    last = np.maximum.accumulate(np.where(prose > 0, index, -1.0))
    previous = np.concatenate(([-1.0], last[:-1]))
    following = np.minimum.accumulate(np.where(prose > 0, index, np.inf)[::-1])[::-1]
    nextone = np.concatenate((following[1:], [np.inf]))
    to_before = np.where(previous >= 0, index - previous, 40.0)
    to_after = np.where(np.isfinite(nextone), nextone - index, 40.0)
    inside = ((previous >= 0) & np.isfinite(nextone)).astype(np.float64)
    head = np.maximum.accumulate(np.where(column["head"] > 0, index, -1.0))
    since = np.where((head > previous) & (head >= 0), np.exp(-(index - head) / 8.0), 0.0)
    # runs: maximal stretches of lines that are not prose; each line of prose is a run of its own
    start = np.ones(n, dtype=bool)
    start[1:] = (prose[1:] > 0) | (prose[:-1] > 0)
    number = np.cumsum(start) - 1
    sizes = np.bincount(number).astype(np.float64)
    begin = np.flatnonzero(start).astype(np.float64)

    def run_mean(name: str) -> NDArray[np.float64]:
        return np.asarray((np.bincount(number, weights=column[name]) / sizes)[number])

    size = sizes[number]
    offset = index - begin[number]
    neighbour = np.zeros(n + 2)
    neighbour[1:-1] = column["len"]
    place = [
        index == 0,
        index == n - 1,
        np.log1p(np.minimum(index, DEEP)),
        np.log1p(np.minimum(n - 1 - index, DEEP)),
        index / max(1, n - 1),
        np.full(n, np.log1p(min(n, DEEP))),
        np.full(n, prose.mean()),
        np.full(n, column["sure"].mean()),
        before,
        after,
        inside,
        np.log1p(np.minimum(to_before, 40)),
        np.log1p(np.minimum(to_after, 40)),
        _window(prose, 4),
        _window(prose, 12),
        since,
        np.log1p(np.minimum(size, DEEP)),
        np.log1p(np.minimum(offset, DEEP)),
        np.log1p(np.minimum(size - 1 - offset, DEEP)),
        run_mean("sure"),
        run_mean("unsure"),
        run_mean("date"),
        run_mean("title"),
        run_mean("end"),
        run_mean("cohesion"),
        begin[number] == 0,
        begin[number] + size == n,
        neighbour[:-2],
        neighbour[2:],
        _window(column["sure"], 4),
    ]
    return np.column_stack([raw, *shifted, *[np.asarray(one, dtype=np.float64) for one in place]])


def _window(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Return the mean of *values* over the lines at most *reach* away."""
    import numpy as np

    total = np.concatenate(([0.0], np.cumsum(values)))
    index = np.arange(len(values))
    low = np.maximum(index - reach, 0)
    high = np.minimum(index + reach + 1, len(values))
    return np.asarray((total[high] - total[low]) / (high - low))
