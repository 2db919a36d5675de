"""The seeds: what must go from each, as which kind, and what must stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsnorm import strip_boilerplate
from newsnorm.mojibake import repair

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return repair(path.read_text(encoding="utf-8")).text


GONE = {
    "000": [
        ("video_teaser", "12.02.2025 | 3:35 min"),
        ("video_teaser", "12.02.2025 | 3:10 min"),
        ("video_teaser", "12.02.2025 | 1:43 min"),
        ("video_teaser", "mit Video"),
        ("embed_consent", "Ein Klick für den Datenschutz"),
        ("live_pointer", "jederzeit in unserem Liveblog"),
        ("live_pointer", "im Ticker. Liveblog"),
    ],
    "001": [
        ("tags", "#ukraine"),
        ("channel_links", "WELT DOKU Channel"),
        ("channel_links", "Mediathek auf WELT.de"),
        ("channel_links", "Instagram"),
        ("comments", "keine Kommentare mehr zulassen"),
        ("comments", "Danke für euer Verständnis"),
        ("copyright", "Video 2025 erstellt"),
    ],
    "003": [("source_list", "Hindustan Times")],
    "004": [
        ("media_caption", "Donald Trump im Oval Office"),
        ("media_credit", "ABACAPRESS"),
        ("broadcast_notice", "im Programm Deutschlandfunk"),
    ],
}
STAYS = {
    "000": [
        "hoffentlich bald!", "Wolodymyr Selenskyj, Präsident Ukraine", "Die Botschaft aus dem",
        "Die Bedingungen der Amerikaner", "Anschließendes Telefonat zwischen Trump und Selenskyj",
    ],
    "001": ["Trump sucht Putins Nähe", "Putin lädt Trump nach Moskau ein", "«langes und sehr"],
    "003": ["Trump und Putin telefonieren über Ukraine-Konflikt und weitere Themen"],
    "004": ["US-Vertragsentwurf für Abbau", "Europäer wollen an", "US-Verteidigungsminister: Ukr"],
}  # fmt: skip


@pytest.mark.parametrize("thorough", [False, True])
@pytest.mark.parametrize("number", ["000", "001", "003", "004"])
def test_seed(number: str, thorough: bool) -> None:
    done = strip_boilerplate(seed(number), thorough=thorough)
    for kind, piece in GONE[number]:
        assert piece not in done.text
        assert any(kind == one.kind and piece in one.text for one in done.removals), piece
    for piece in STAYS[number]:
        assert piece in done.text


@pytest.mark.parametrize("thorough", [False, True])
def test_seed_without_boilerplate(thorough: bool) -> None:
    assert strip_boilerplate(seed("002"), thorough=thorough).removals == ()


def test_data_of_the_seeds() -> None:
    fields = strip_boilerplate(seed("001")).fields
    assert [one.value for one in fields if one.name == "keywords"] == [
        "ukraine", "putin", "trump", "weltnachrichtensender",
    ]  # fmt: skip
    assert [one.value for one in fields if one.name == "date_published"] == ["2025"]
    assert (
        len([one for one in strip_boilerplate(seed("003")).fields if one.name == "citation"]) == 8
    )
    found = {one.name: one.value for one in strip_boilerplate(seed("004")).fields}
    assert found["date_published"] == "13.02.2025"
    assert found["publisher"] == "Deutschlandfunk"
    assert "IMAGO" in found["source_organization"]
