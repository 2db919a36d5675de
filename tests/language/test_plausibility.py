"""The evidence model: what it must hold for the stages that stand on it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm._text._evidence import (
    EDGES,
    GROUP,
    MARGIN,
    NUMBER,
    evidence,
    lay_out,
    lay_out_many,
    points_of,
)
from newsnorm._text.plausibility import alphabet, languages, plausibility, score

any_text = st.text(st.characters(codec=None), max_size=120)


@given(st.lists(any_text, max_size=6))
def test_scores_do_not_depend_on_the_company(texts: list[str]) -> None:
    together = score(texts)
    assert together.tolist() == [float(score([text])[0]) for text in texts]
    assert np.isfinite(together).all()


@given(st.lists(any_text, min_size=1, max_size=4))
def test_the_best_language_has_the_score(texts: list[str]) -> None:
    for found, bits in zip(plausibility(texts), score(texts), strict=True):
        assert found.bits == bits
        if found.language:
            assert found.languages[found.language] == max(found.languages.values())
            assert found.languages[found.language] == pytest.approx(bits)


@given(any_text, st.sampled_from([{"de"}, {"Latn"}, {"ru", "Grek"}, set()]))
def test_fewer_languages_never_raise_the_score(text: str, within: set[str]) -> None:
    assert score([text], within=within)[0] <= score([text])[0]


@pytest.mark.parametrize(
    ("right", "codec", "wrong"),
    [
        ("Größe und Fähigkeit", "utf-8", "mac_roman"),
        ("Größe und Fähigkeit", "utf-8", "cp1252"),
        ("Новый закон принят", "cp1251", "koi8-r"),
        ("Новый закон принят", "utf-8", "cp866"),
        ("Νέος νόμος ψηφίστηκε", "iso8859-7", "cp1251"),
        ("Příliš žluťoučký kůň", "cp1250", "latin-1"),
        ("政府は昨日発表した", "shift_jis", "gb18030"),
        ("ממשלה חדשה הושבעה", "cp1255", "cp1256"),
    ],
)
def test_the_right_reading_is_more_plausible(right: str, codec: str, wrong: str) -> None:
    other = right.encode(codec).decode(wrong, "replace")
    bits = score([right, other])
    assert bits[0] > bits[1] + 0.5


def test_languages_and_alphabets() -> None:
    assert len(languages()) == len(set(languages())) >= 110
    assert "ru" in languages("Cyrl")
    assert languages("Zzzz") == ()
    assert "ő" in alphabet("hu")
    assert "ő" not in alphabet("fr")
    assert alphabet("xx") == frozenset()


def test_the_table_is_sound() -> None:
    model = evidence()
    assert {tag for group in model.by_number for tag in group.languages} == set(languages())
    for place, group in enumerate(model.by_number):
        assert len(group.table) == len(group.marks) + 1
        numbers = model.numbers[(model.classes == place + 1)]
        assert set((numbers >> GROUP).tolist()) == {place}
        assert (numbers & NUMBER).max() < len(group.mixer)
        assert (numbers & NUMBER).min() >= 1
        for family in filter(None, group.families):
            tags = tuple(group.languages[column] for column in family.columns)
            assert tags == family.table.languages
    assert not model.numbers[model.classes == 0].any()


letters = st.lists(st.integers(0, 30), max_size=40)


@given(letters)
def test_hashes_are_those_of_the_letters_in_their_places(numbers: list[int]) -> None:
    group = evidence().groups["Latn"]
    sequence = np.array([0] * EDGES + numbers, np.int64)
    hashes = group.hashes(sequence)
    for end in range(len(numbers)):
        ending = sequence[: end + EDGES + 1][::-1]
        for order in range(2, group.orders + 1):
            parts = [group.mixer[letter, place] for place, letter in enumerate(ending[:order])]
            assert hashes[order - 2, end] == np.bitwise_xor.reduce(parts)


@given(st.lists(letters, min_size=1, max_size=5))
def test_texts_are_laid_out_together_as_alone(texts: list[list[int]]) -> None:
    margin = [0] * len(MARGIN)
    joined = [number for text in texts for number in (*margin, *text)]
    heads = np.cumsum([0, *(len(text) + len(margin) for text in texts[:-1])])
    sequence, starts = lay_out_many(np.array([*joined, 0], np.int64), heads)
    for text, start, end in zip(texts, starts, starts[1:], strict=False):
        alone = lay_out(np.array([*margin, *text, 0], np.int64))
        assert sequence[start:end].tolist() == alone.tolist()
        assert [number for number in alone if number] == [number for number in text if number]


def test_code_points() -> None:
    assert points_of("a\ud800𐐀").tolist() == [0x61, 0xD800, 0x10400]
