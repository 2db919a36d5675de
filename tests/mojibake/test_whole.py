"""Documents that are garbled from end to end, and clean ones with an odd word in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mojibake.sentences import CLEAN, misread

from newsnorm import apply_edits, repair
from newsnorm.mojibake.harmless import telling, telling_wide
from newsnorm.mojibake.scan import BLOCK, glance, scan
from newsnorm.mojibake.scan_tables import compute, scan_tables

GERMAN = "\n".join(CLEAN["de"])


@pytest.mark.parametrize("codec", ["cp1252", "mac_roman", "cp1251"])
def test_an_odd_word_of_the_clean_text_keeps_nobody_from_reading_the_rest(codec: str) -> None:
    clean = f"{GERMAN}\nDer Sport-Übertragung bei tvÖÄ folgte ein Schlager."
    garbled = misread(clean, "utf-8", codec)
    assert garbled is not None
    repaired = repair(garbled)
    assert repaired.text == clean
    assert {edit.reason for edit in repaired.edits} == {f"utf-8 read as {codec}"}


def test_layers_are_named_from_the_inside() -> None:
    garbled = misread(GERMAN, "utf-8", "mac_roman", "utf-8", "cp1252")
    assert garbled is not None
    repaired = repair(garbled)
    assert repaired.text == GERMAN
    assert {edit.reason for edit in repaired.edits} == {
        "utf-8 read as mac_roman, then as cp1252",
    }


def test_an_entity_in_a_garbled_document() -> None:
    garbled = misread(GERMAN, "utf-8", "cp1252")
    assert garbled is not None
    source = f"{garbled}\nDer Pr&auml;sident kam."
    repaired = repair(source)
    assert repaired.text == f"{GERMAN}\nDer Präsident kam."
    assert apply_edits(source, repaired.edits) == repaired.text


@pytest.mark.parametrize(
    "text",
    [
        "nach dem WpÜG und dem WpHG",
        "Tausende aus dem районаPress waren dort",
        "heute 21°C, morgen 23 ºC",
        "nur 20 µm dick, 5 µg schwer",
        "wie geht´s ihm",
        "我买了一台Mac的电脑，它很好",
        "약 800만t으로 늘어났다",
    ],
)
def test_what_is_odd_in_every_codec_tells_nothing(text: str) -> None:
    assert scan(text) is None
    assert repair(text).text == text


def test_what_another_codec_explains_is_still_odd() -> None:
    assert telling("dÆItalie", [0]) == [0]
    assert telling("le prÈsident", [4]) == [4]
    assert telling("Liebe zu veµmi", [11]) == [11]
    assert telling_wide("Die Gr枚脽e", [6]) == [6]


@given(st.integers(0, 3 * BLOCK), st.integers(0, 3 * BLOCK))
def test_rare_characters_of_the_far_east_are_found_wherever_they_stand(
    before: int, after: int
) -> None:
    text = "的" * before + "鎴戜滑鐨勫浗瀹" * 12 + "的" * after
    assert glance(text).bits
    assert scan(text) is not None


@given(st.text(min_size=1, max_size=80))
def test_a_text_without_bits_is_clean(text: str) -> None:
    if not text.isascii() and not glance(text).bits:
        assert scan(text) is None


def test_the_shipped_tables_are_what_is_computed() -> None:
    """Compared by pairs of characters, since classes depend on the version of Unicode."""
    shipped = scan_tables()
    classes, pairs = compute()
    points = [*range(0x600), *range(0x2000, 0x2100), *range(0x4E00, 0x4E40), 0xAC00, 0xFF76]
    seconds = [ord(character) for character in "aZ1. é½ÜЯяΩ√一가®”\x92\u0301"]
    for second in seconds:
        old, new = (
            table[rows[points].astype(int) + 256 * int(rows[second])].tolist()
            for rows, table in ((shipped.classes, shipped.pairs), (classes, pairs))
        )
        assert old == new
