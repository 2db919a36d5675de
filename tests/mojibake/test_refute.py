"""What a glance suspects and a closer look refutes: it must not hide what is garbled."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mojibake.sentences import CLEAN, misread

from newsnorm import repair
from newsnorm.mojibake.home import lines_in_doubt
from newsnorm.mojibake.refute import is_harmless
from newsnorm.mojibake.scan import TRAP, UNJOINED, glance, scan
from newsnorm.mojibake.tables import CODECS, begins_sequence, table

LATIN = ("de", "fr", "pt", "it", "sv", "da", "pl", "cs", "hu", "tr")


def _doubted(text: str) -> list[str]:
    """Return the lines whose letters are not at home."""
    seen = glance(text)
    assert seen.found is not None
    places = ((seen.found & TRAP) != 0).nonzero()[0]
    return (
        [text[start:end] for start, end in lines_in_doubt(seen.units, places)]
        if places.size
        else []
    )


@pytest.mark.parametrize("language", LATIN)
def test_letters_of_a_language_are_at_home_in_it(language: str) -> None:
    text = "\n".join(CLEAN[language])
    assert _doubted(text) == []
    assert repair(text).edits == ()


def test_a_line_of_another_language_is_in_doubt_among_clean_ones() -> None:
    strange = misread(CLEAN["tr"][0], "cp1254", "cp1252")
    assert strange is not None
    for language in ("fr", "it", "pl", "cs"):
        assert _doubted("\n".join((*CLEAN[language] * 2, strange))) == [strange]


@pytest.mark.parametrize(
    ("language", "codec"),
    [("tr", "cp1254"), ("pl", "cp1250"), ("cs", "cp1250"), ("cs", "iso8859-2")],
)
def test_what_is_read_again_is_not_refuted(language: str, codec: str) -> None:
    garbled = misread("\n".join(CLEAN[language]), codec, "cp1252")
    assert garbled is not None
    assert not is_harmless(garbled, glance(garbled))
    assert repair(garbled).text == "\n".join(CLEAN[language])


def test_a_letter_that_no_codec_in_question_can_write_needs_no_second_look() -> None:
    assert _doubted("Ủy ban nhân dân đã họp, theo lời ông Ðặng") == []


def test_what_is_left_of_a_torn_letter_is_not_refuted() -> None:
    text = "Não é fácil: o João falou à irmã.\nla città di Roma e\xc3 bella"
    assert not is_harmless(text, glance(text))


@given(st.text(min_size=1, max_size=60))
def test_what_is_refuted_without_letters_is_what_the_scan_refutes(text: str) -> None:
    seen = glance(text)
    if not seen.bits & TRAP and is_harmless(text, seen):
        assert scan(text) is None


@given(st.text(st.sampled_from("aÜG°CµmÃ¼√§Ð°»“”€™\u3042中文ABé\u0301œ"), min_size=1, max_size=30))
def test_odd_pairs_are_refuted_as_the_scan_does(text: str) -> None:
    seen = glance(text)
    if not seen.bits & TRAP and is_harmless(text, seen):
        assert scan(text) is None


@given(st.text(min_size=1, max_size=40))
def test_a_text_without_joining_characters_is_in_normal_form(text: str) -> None:
    if not glance(text).bits & UNJOINED:
        assert unicodedata.is_normalized("NFC", text)


@given(st.sampled_from(CODECS), st.characters(min_codepoint=0x80, exclude_categories=["Cs"]))
def test_a_character_misread_begins_a_sequence(codec: str, character: str) -> None:
    read = table(codec).characters
    assert begins_sequence("".join(read[byte] for byte in character.encode()) + "x")


def test_places_at_the_ends_of_a_text() -> None:
    for text in ("ýþkù", "ýþkù\n", "\nýþkù", "ýþkù\nùkðý", "\n\nýþkù\n\nùkðý"):
        assert _doubted(text) == [line for line in text.split("\n") if line]
