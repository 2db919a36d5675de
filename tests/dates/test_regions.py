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
