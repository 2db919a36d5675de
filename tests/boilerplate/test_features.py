"""What is counted for all lines at once is what Python says of each of them."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsnorm.boilerplate.features import RAW, line_features
from newsnorm.boilerplate.letters import LINE_CAP, letters_of, shared_words
from newsnorm.boilerplate.lines import split_lines

CHARS = st.one_of(
    st.characters(),
    st.sampled_from("aZéÄßσΣςİıǅ 09²٣.…!?。,、()\"'»·|-“”あ日ก\ud800\u200f\U0001f600"),
)
LINES = st.lists(st.text(CHARS, min_size=1, max_size=60), min_size=1, max_size=8).map(
    lambda lines: [line.text for line in split_lines("\n".join(lines))] or ["a"]
)
WORD = re.compile(r"[^\W\d_]{4,}")


def _column(lines: list[str], name: str) -> list[float]:
    found = line_features(split_lines("\n".join(lines)), {}, {})
    return [float(one) for one in found[:, RAW.index(name)]]


@given(LINES)
def test_characters_are_counted_line_by_line(lines: list[str]) -> None:
    letters = letters_of(lines)
    assert letters.digits.tolist() == [sum(map(str.isdigit, line)) for line in lines]
    assert letters.commas.tolist() == [sum(c in ",、，،" for c in line) for line in lines]
    spans = zip(letters.starts.tolist(), letters.ends.tolist(), strict=True)
    assert [letters.text[start:end] for start, end in spans] == lines


@given(LINES, st.integers(0, 255))
def test_words_are_shared_as_sets_share_them(lines: list[str], mask: int) -> None:
    prose = np.array([bool(mask >> n & 1) for n in range(len(lines))])
    words, common = shared_words(letters_of(lines), prose)
    sets = [set(WORD.findall(line.lower())) for line in lines]
    assert words.tolist() == [len(one) for one in sets]
    for index, one in enumerate(sets):
        users = [sets[n] for n in range(len(sets)) if prose[n] and n != index]
        assert common[index] == len(one & set().union(*users))


@given(LINES)
def test_words_and_cases_are_those_of_python(lines: list[str]) -> None:
    words = [line.split() for line in lines]
    assert _column(lines, "caps") == [float(line.isupper()) for line in lines]
    assert _column(lines, "upper") == [float(line[0].isupper()) for line in lines]
    title = [
        sum(word[0].isupper() for word in one) / len(one) if len(one) > 1 else 0.0 for one in words
    ]
    assert np.allclose(_column(lines, "title"), title)
    small = [
        sum(len(word) <= 3 and word[0].isalpha() and word.islower() for word in one)
        / max(1, sum(word[0].isalpha() for word in one))
        for one in words
    ]
    assert np.allclose(_column(lines, "short_words"), small)


def test_ends_of_lines() -> None:
    lines = ["It rained.", "It rained …", 'He said: "Yes."', "Who was it?”", "He left...", "List:"]
    assert _column(lines, "end") == [1, 0, 1, 1, 0, 0]
    assert _column(lines, "dots") == [0, 1, 0, 0, 1, 0]
    assert _column(lines, "colon") == [0, 0, 0, 0, 0, 1]


def test_very_long_lines_and_none() -> None:
    assert _column(["x" * (LINE_CAP + 9), "It rained."], "end") == [0, 1]
    assert line_features([], {}, {}).shape == (0, len(RAW))
