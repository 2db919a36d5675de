"""Long lines are told apart by their ends and a few words first: that must never lose a hit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm._text.gate import LEAST
from newsnorm._text.rules import Rule, RuleBook, shipped_rules

EXAMPLES = [line for rule in shipped_rules().rules for line in rule.yes if "line" in rule.at]
MARKS = st.text(alphabet=" ()[]\u2014\u00bb:.,'\u201c\u200f12 \u03a3\u0130\u02bc", max_size=70)
FILLER = st.sampled_from(["the rain fell ", "дождь ", "雨が降る", "(x) ", "3.4 ", "is a ", "x"])


def _none_is_lost(book: RuleBook, lines: list[str]) -> None:
    long = [line.strip() for line in lines if len(line.strip()) >= LEAST]
    if not long:
        return
    together = book.gate.passed(long)
    for line, passed in zip(long, together, strict=True):
        assert passed or book.match(line) is None
        assert passed or not book.gate.passed([line])[0]


@given(
    st.sampled_from(EXAMPLES), MARKS, MARKS, FILLER, st.integers(0, 60), st.sampled_from(EXAMPLES)
)
def test_no_hit_is_lost(
    example: str, before: str, after: str, filler: str, times: int, other: str
) -> None:
    middle = filler * times
    halves = example[: len(example) // 2] + middle + example[len(example) // 2 :]
    lines = [example + middle, middle + example, example, halves, middle + other, middle]
    _none_is_lost(shipped_rules(), [before + line + after for line in lines])


def test_most_prose_is_told_apart() -> None:
    prose = [
        "The council voted on Monday to rebuild the old sea wall, which two storms had damaged.",
        "Der Rat beschloss am Montag, die alte Mauer am Hafen für vier Millionen neu zu bauen.",
        "Работы начнутся в мае и продлятся два года, сообщила во вторник городская управа.",
    ]
    assert shipped_rules().gate.passed(prose) == [False] * 3


def test_words_that_stand_in_keys_only_close_nothing() -> None:
    rules = [Rule(id="x.code", kind="affiliate", pattern=("* code#x *",))]
    line = "Here stands a long line of text with a code7x between other words of it, and more."
    assert RuleBook(rules).match(line) is not None
    _none_is_lost(RuleBook(rules), [line])


@pytest.mark.parametrize(
    ("size", "short", "long"), [(150, True, True), (330, False, True), (460, False, False)]
)
def test_lines_are_held_against_rules_that_take_their_length(
    size: int, *, short: bool, long: bool
) -> None:
    few = Rule(id="x.few", kind="share", pattern=("share this * with all", "* tell a friend *"))
    more = Rule(id="x.more", kind="share", pattern=("we bake * for you", "* tea *"), longest=400)
    middle = "and so on " * (size // 10)
    for rule, lines, taken in (
        (few, [f"Share this {middle} with all", f"Do {middle} tell a friend now"], short),
        (more, [f"We bake {middle} for you", f"Cakes {middle} and tea at noon"], long),
    ):
        book = RuleBook([few, more])
        assert [hit and hit.rule for hit in map(book.match, lines)] == [rule if taken else None] * 2
        assert book.gate.passed(lines) == [taken or rule is more] * 2
