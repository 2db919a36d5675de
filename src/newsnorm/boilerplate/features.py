"""What the structure model sees of a line: its shape, its neighbours, its place.

The same for every language: lengths count characters of scripts without spaces
three times, sentence ends are those of all scripts, and no word is looked at
but to see whether the running text uses it too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from attrs import frozen

from newsnorm._text.phrases import DENSE
from newsnorm._text.rules import Rule
from newsnorm.boilerplate.lines import Cut, Line

__all__ = ["DEEP", "NAMES", "NEAR_AT", "RAW", "line_features"]

PROSE_LENGTH = 110
"""A line of this length (in letters) that ends a sentence is running text."""
_NUMBER = re.compile(r"(?:[^\W\d_]{1,12} )?[#(]?(\d{1,3})(?:[.):]|\s|$)")
_LETTERS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_CLOSERS = "\"'”’»›«“„)]）】」』* \u200f\u200e"
_ENDS = frozenset(".!?。！？؟।॥។။۔;；")
_GLUE = re.compile(r"[^\W\d_A-Z][A-ZÄÖÜÉ][^\W\d_A-Z]")
_GLUED = re.compile(r"[A-ZÄÖÜÉ](?<=[^\W\d_A-Z].)[^\W\d_A-Z]")
"""The same from its capital on: it says no much faster."""
_MAYBE_DIGIT = re.compile("[0-9²³¹\u0660-\u1c59\u2070-\U0010ffff]")
"""All digits and more, as ranges: a class of ranges is found faster than by ``str.isdigit``."""
_INNER_END = re.compile(r"[.!?。！？؟।۔][\"'”’»)\]」』）]*(?:\s|(?=[\u3040-\u9fff]))")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:19|20)\d\d|\d{1,2}[:.]\d\d")
_SEPARATORS = re.compile("[|•·›»→←▶►/>—–]")
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
CACHED_CHARS = 200
"""Lines no longer than this are remembered: those that pages share are short."""
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

NEAR_AT = [_AT[name] for name in _NEAR]


def line_features(
    lines: Sequence[Line], cuts: Mapping[int, Cut], hits: Mapping[int, Rule]
) -> list[list[float]]:
    """Return the raw features of each line, in the order of :data:`RAW`."""
    texts = [_cropped(line.text) for line in lines]
    looks = [_look(text) if len(text) <= CACHED_CHARS else _look_at(text) for text in texts]
    rows = [[*look.row] for look in looks]
    times = Counter(line.text for line in lines)
    used: Counter[str] = Counter()
    for look in looks:
        if look.row[1]:
            used.update(look.words)
    others = used.keys()
    several = {word for word, number in used.items() if number > 1}
    at_twice, at_cohesion = _AT["twice"], _AT["cohesion"]
    for index, (row, look) in enumerate(zip(rows, looks, strict=True)):
        one = look.words
        common = len(one & several) if row[1] else len(one & others)
        if times[lines[index].text] > 1:
            row[at_twice] = 1.0
        row[at_cohesion] = common / (len(one) + 1)
    _mark(rows, cuts, hits)
    at_counted = _AT["counted"]
    for index in _counted([look.number for look in looks]):
        rows[index][at_counted] = 1.0
    _announce(rows, cuts, hits)
    _compare([look.skeleton for look in looks], rows)
    return rows


def _mark(rows: list[list[float]], cuts: Mapping[int, Cut], hits: Mapping[int, Rule]) -> None:
    """Note what the rules say of the lines."""
    for index in cuts:
        rows[index][_AT["sure"]] = 1.0
    for index, rule in hits.items():
        row = rows[index]
        if not rule.sure and rule.kind != "affiliate":
            row[_AT["unsure"]] = 1.0
        if rule.takes == "links":
            row[_AT["head"]] = 1.0
        if rule.kind == "navigation":
            row[_AT["nav"]] = 1.0


@frozen
class _Look:
    """What is seen of one line alone.

    ``row`` are its features, ``words`` those that other lines may use too, ``skeleton`` the marks
    and numbers that it begins with, ``number`` the one that counts it.
    """

    row: tuple[float, ...]
    words: frozenset[str]
    skeleton: str
    number: int | None


def _look_at(text: str) -> _Look:
    number = _NUMBER.match(text)
    words = frozenset(_WORD.findall(text[:WORDS_CHARS].lower()))
    return _Look(_shape(text), words, _skeleton(text), int(number[1]) if number else None)


_look = lru_cache(maxsize=2_048)(_look_at)


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


def _compare(marks: list[str], rows: list[list[float]]) -> None:
    """Note how many of the lines around have the same marks in the same places."""
    alike = _AT["alike"]
    for index, mark in enumerate(marks):
        if len(mark) > 1:
            around = marks[max(0, index - 4) : index] + marks[index + 1 : index + 5]
            rows[index][alike] = around.count(mark) / 4


def _skeleton(text: str) -> str:
    """Return the marks and numbers that a line begins with, in order."""
    mark = _LETTERS.sub("a", _DIGITS.sub("0", text[:24]))[:7]
    return mark if mark.strip("a ") else ""


def _counted(numbers: Sequence[int | None]) -> set[int]:
    """Return the lines that count on: one begins with 3, the last numbered one with 2 or 3."""
    found: set[int] = set()
    before, place = -1, -1
    for index, value in enumerate(numbers):
        if value is None:
            continue
        if value in (before + 1, before - 1) and 0 < index - place <= 40:
            found.update(range(place, index + 1) if index - place <= 4 else (place, index))
        before, place = value, index
    return found - {-1}


def _shape(text: str) -> tuple[float, ...]:
    """Return what is seen of one line alone."""
    length = len(text)
    words = text.split()
    count = len(words)
    if not text.isascii():
        dense = len(DENSE.findall(text)) if DENSE.search(text) else 0
        length += 2 * dense
        count += dense // 2 if dense > count else 0
    core = text.rstrip(_CLOSERS)
    last = core[-1:] or text[-1]
    dots = core.endswith(("...", "…", "[…", "[..."))
    ends = last in _ENDS and not dots
    first = text[0]
    inner = len(_INNER_END.findall(text[:-1])) if length > 40 else 0
    short = length < 400
    capital = [word[0].isupper() for word in words].count(True) if short else 0
    letters = [word for word in words if word[0].isalpha()] if short else []
    small = [len(word) <= 3 and word.islower() for word in letters].count(True)
    numbers = _MAYBE_DIGIT.search(text) is not None
    digits = sum(map(str.isdigit, text)) if numbers and length < 200 else 0
    prose = ends and (length >= PROSE_LENGTH or (inner >= 1 and length >= 70))
    return (
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
        min(len(_SEPARATORS.findall(text)), 4) / 2 if short else 0.0,
        min(len(_GLUE.findall(text)), 3) / 3 if short and _GLUED.search(text) else 0.0,
        1.0 if "://" in text or "www." in text or "@" in text else 0.0,
        1.0 if short and numbers and _DATE.search(text) else 0.0,
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
    )


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
