"""Scripts, words and sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm._text.scripts import dominant_script, script_counts, script_of, sentences, words


@pytest.mark.parametrize(
    ("character", "script"),
    [
        *[("a", "Latn"), ("ß", "Latn"), ("ї", "Cyrl"), ("ω", "Grek"), ("א", "Hebr")],
        *[("ع", "Arab"), ("ह", "Deva"), ("ก", "Thai"), ("あ", "Hira"), ("カ", "Kana")],
        *[("中", "Hani"), ("한", "Hang"), (" ", "Zyyy"), ("7", "Zyyy"), ("🔥", "Zyyy")],
        *[("\u0301", "Zinh"), ("\U00020000", "Hani")],
    ],
)
def test_script_of(character: str, script: str) -> None:
    assert script_of(character) == script


@given(st.text(st.characters(codec=None), max_size=80))
def test_counts_name_the_dominant_script(text: str) -> None:
    counts = script_counts(text)
    assert sum(counts.values()) <= len(text)
    assert dominant_script(text) == "Zyyy" if not counts else dominant_script(text) in counts


@given(st.text(st.characters(codec=None), max_size=80))
def test_words_and_sentences_are_ordered_spans(text: str) -> None:
    for spans in (words(text), sentences(text)):
        assert all(a < b for a, b in spans)
        assert all(x[1] <= y[0] for x, y in pairwise(spans))
    covered = "".join(text[a:b] for a, b in sentences(text))
    assert "".join(covered.split()) == "".join(text.split())


def test_words_by_script() -> None:
    text = "Müller's ЗАВОД हिन्दी में 東京タワー เมือง a_b 3,5"
    assert [text[a:b] for a, b in words(text)] == (
        [
            "Müller's",
            "ЗАВОД",
            "हिन्दी",
            "में",
            *"東京タワ",
            "ー",
            "เ",
            "มื",
            "อ",
            "ง",
            "a",
            "b",
            "3",
            "5",
        ]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er kam am 3. Mai. Sie nicht.", 2),
        ("J. D. Vance spoke. He left.", 2),
        ("Она ушла! Он остался… И всё?", 3),
        ("東京で会議。明日も続く！", 2),
        ("यह सही है। वह भी।", 2),
        ('"Nein!" "Doch!"', 2),
        ("Kosten: 3.5 Euro", 1),
        pytest.param("3.5 Mrd. Euro", 1, marks=pytest.mark.xfail(reason="abbreviations")),
        ("ohne Ende", 1),
        ("", 0),
    ],
)
def test_sentences(text: str, expected: int) -> None:
    assert len(sentences(text)) == expected, [text[a:b] for a, b in sentences(text)]
