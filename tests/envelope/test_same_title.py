"""Two lines are told apart by a look at their first words; that must change no answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsnorm.envelope.lines import Line, has_words, units
from newsnorm.envelope.titles import (
    MAX_TAG_CHARACTERS,
    PROSE_WORDS,
    is_prose,
    same_title,
    title_key,
)

WORDS = "Rain rain the storm ß SS ﬁ fi É e\u0301 İ i 雨 강 ａ a 🔥 1 2 \u00a0"
MARKS = "“ ” « » ' \" – - | :: [Live] … . ,"
PIECES = st.sampled_from(f"{WORDS} {MARKS}".split(" "))
TITLES = st.lists(PIECES, min_size=1, max_size=14).map(" ".join) | st.lists(
    PIECES, min_size=1, max_size=8
).map("".join)


def _same_by_keys(one: str, other: str) -> bool:
    """Compare all that the keys of both titles may be."""
    from newsnorm.envelope.titles import _keys

    common = _keys(one) & _keys(other)
    return any(len(key) >= 8 or units(key) >= 2 for key in common)


@given(
    TITLES, TITLES, st.sampled_from([" | The Daily", "", " – Example Post", "!", " and more of it"])
)
def test_first_words_change_no_answer(one: str, other: str, end: str) -> None:
    for left, right in (
        (one, other),
        (one, one + end),
        (one + end, f"«{one}»"),
        (one, one + other),
    ):
        if max(len(left), len(right)) > 3 * min(len(left), len(right)) + MAX_TAG_CHARACTERS:
            continue
        assert same_title(left, right) == _same_by_keys(left, right)
        assert same_title(right, left) == same_title(left, right)


def test_a_paragraph_that_begins_with_the_title_is_another_line() -> None:
    title = "Storm floods the old harbour and the market"
    assert not same_title(title, f"{title}, the mayor said on Monday after a walk along the pier.")
    assert same_title(title, f"“{title}” | The Daily")
    assert not same_title(f"“{title}” | The Daily", "“Storm” of applause for the choir at night")


@given(st.text(alphabet="ab ’'-é雨강\u0301\u0e01", max_size=160))
def test_many_words_at_the_beginning_are_many_words(text: str) -> None:
    shown = text.strip() + "."
    if has_words(shown, PROSE_WORDS):
        assert Line(0, len(shown), len(shown), shown, 0, len(shown)).words >= PROSE_WORDS
        assert is_prose(Line(0, len(shown), len(shown), shown, 0, len(shown)))
    assert title_key(shown) == title_key(title_key(shown))
