"""Long texts are scanned near their digits only; the dates found are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import find_dates
from newsnorm.dates import regions
from newsnorm.dates.building import Context

FILLER = "Der Rat sprach lange über Straßen und Brücken und hörte viele Bürger an. "
PIECES = st.sampled_from(
    [
        FILLER * 3,
        "Am 12. Februar 2025 kam die Nachricht, sagte der Sprecher der Stadt am Abend. ",
        "Stand: 13.02.2025 18:40 Uhr\n",
        "Es waren 40 Prozent, also 3,5 Millionen, bei 2:1 Stimmen. ",
        "Veröffentlicht am Donnerstag, dem 6. März 2025, um 9.15 Uhr MEZ. ",
        "会議は2025年2月12日18時05分に始まった。" * 2,
        "a" * 700,
        "7" * 50,
        "\n\n",
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_regions_find_what_a_scan_of_everything_finds(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "WHOLE_CHARACTERS", len(text))
        whole = find_dates(text, language="de")
    assert find_dates(text, language="de") == whole


def test_regions_are_few_in_a_text_with_few_digits() -> None:
    middle = "Viele stimmten dafür, rund 40 Prozent stimmten dagegen, hieß es später im Rathaus. "
    text = FILLER * 100 + "Am 3. Mai 2024 war Schluss. " + middle * 50
    (span,) = regions._regions(text, Context("de", None, None, None).where.view)
    assert span[1] - span[0] < 400
    (date,) = find_dates(text, language="de")
    assert text[date.start : date.end] == "3. Mai 2024"
    assert date.role == "event"


@pytest.mark.parametrize(
    ("language", "written", "iso"),
    [
        ("de", "am 12.II.2025 in Bonn", "2025-02-12"),
        ("pt", "em 9 de 8 de 1971 no Porto", "1971-08-09"),
        ("en", "on 12/2 2025 in York", "2025-12-02"),
        ("ja", "平成30年に", "2018"),
        ("zh", "于2025年", "2025"),
        ("mn", "2025 оны 8-р сарын 12", "2025-08-12"),
        ("vi", "ngày 12 tháng 2 năm 2025", "2025-02-12"),
        ("th", "เมื่อ 13 ธ.ค. 2561", "2018-12-13"),
        ("ar", "في 21 تشرين الأول 2024", "2024-10-21"),
        ("de", "vom 3. bis 20. das Fest", None),
        ("en", "was 12 of 40, or 30 years", None),
    ],
)
def test_dates_that_other_words_tell(language: str, written: str, iso: str | None) -> None:
    text = f"{FILLER * 6}{written} {FILLER * 6}"
    found = [str(date) for date in find_dates(text, language=language)]
    assert found == ([] if iso is None else [iso])


def test_numbers_far_from_any_month_are_no_region() -> None:
    text = FILLER * 5 + "Es waren 3,5 von 12,75 Millionen, 2:1 Stimmen und 40 Jahre. " * 20
    assert not [*regions._regions(text, Context("de", None, None, None).where.view)]


def test_a_long_row_of_numbers_is_read_piece_by_piece() -> None:
    text = "7 " * 3_000 + "12. Februar 2025 " + "7 " * 3_000
    assert [str(date) for date in find_dates(text, language="de")] == ["2025-02-12"]
