"""A text as bytes: one for each character, digits and letters of any kind told apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import find_dates
from newsnorm.dates.folding import fold
from newsnorm.dates.masks import NEAR_CHARACTERS, Mask

PIECES = st.text(max_size=12) | st.sampled_from(
    ["12", "٣", "2025", " ", ". ", "–", "/", " de ", "IV", "März", "Été", "?", "１", "०", "年"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)
_GROUP = re.compile(rf"\d(?:\D{{0,{NEAR_CHARACTERS}}}+\d){{0,200}}+")


@given(TEXTS)
def test_one_byte_stands_for_each_character(text: str) -> None:
    mask = Mask(text)
    assert len(mask.shapes) == len(mask.letters) == len(mask.cases) == len(text)
    for character, shape in zip(text, mask.shapes.decode(), strict=True):
        assert (shape == "0") == character.isdecimal()


@given(TEXTS)
def test_groups_are_those_of_the_text(text: str) -> None:
    assert Mask(text).groups() == [match.span() for match in _GROUP.finditer(text)]


@given(st.characters(max_codepoint=0xFF))
def test_letters_are_without_case_and_accent(character: str) -> None:
    letter = Mask(character).letters.decode("latin-1")
    if not character.isalpha():
        assert letter == " "
    elif len(fold(character)) == 1 and fold(character) <= "\xff":
        assert letter == fold(character)


@pytest.mark.parametrize(
    "written",
    [
        *("12.02.2025", "1/2/25", "2025-02-12", "2025–2", "12 / 2 / 2025", "12.II.2025"),
        *(
            "12 02 2025",
            "2025 02 12",
            "9 de 8 de 1971",
            "202502121805",
            "١٢/٠٢/٢٠٢٥",
            "12．2．2025",
        ),
    ],
)
def test_dates_in_numbers_begin_at_their_first_number(written: str) -> None:
    mask = Mask(f"x {written} x")
    assert mask.groups()[0][0] == 2
    assert 2 in {start for start, _ in mask.written()}


@pytest.mark.parametrize("other", ["3.5", "2:1", "1,500", "18:05", "12 of 40", "$30", "4711"])
def test_other_numbers_begin_no_date(other: str) -> None:
    assert not Mask(f"x {other} x").written()


FILLER = "Viele Bürger hörten zu, und mancher fragte nach Straßen und Brücken der Stadt. " * 6


@pytest.mark.parametrize(
    ("language", "written", "iso"),
    [
        ("de", "am 12. März 2025 in Bonn", "2025-03-12"),
        ("de", "am 12. MÄRZ 2025 in Bonn", "2025-03-12"),
        ("en", "The TimesNovember 13, 2025 issue", "2025-11-13"),
        ("en", "why? 13 November 2025?", "2025-11-13"),
        ("en", "Łódź, 13 November 2025, Łódź", "2025-11-13"),
        ("fr", "le 12 aou\u0302t 2025 à Lyon", "2025-08-12"),
        ("ru", "от 12 февраля 2025 года", "2025-02-12"),
        ("hi", "१२ फ़रवरी २०२५ को", "2025-02-12"),
        ("es", "el 17 mar 2022, por la tarde", "2022-03-17"),
        ("ar", "يوم ٢٨\u200f/١٢\u200f/٢٠٢٣ في", "2023-12-28"),
        ("en", "the 1987/88 budget in question", None),
        ("pl", "że się 7 z 2019 zgadza", None),
    ],
)
def test_names_of_months_beside_other_letters(language: str, written: str, iso: str | None) -> None:
    found = [str(date) for date in find_dates(f"{FILLER}{written} {FILLER}", language=language)]
    assert found == ([] if iso is None else [iso])
