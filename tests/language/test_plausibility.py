"""The evidence model: what it must hold for the stages that stand on it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm._text._evidence import evidence, points_of
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
    assert set(model.group_of) == set(languages())
    for number, group in enumerate(model.by_number, 1):
        assert group.number == number
        assert len(group.table) == group.letters + len(group.marks)
        numbers = model.idents[model.classes == number]
        assert numbers.max() < group.letters
        assert numbers.min() >= 1


def test_code_points() -> None:
    assert points_of("a\ud800𐐀").tolist() == [0x61, 0xD800, 0x10400]
