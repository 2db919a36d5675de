"""The promises of the stage, each for every codec pair and for texts of many languages."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mojibake.sentences import CLEAN, LEGACY, RARE_CODECS, UTF8_CODECS, misread

from newsnorm import Repaired, apply_edits, invert_edits, repair
from newsnorm.model import ordered

LANGUAGES = sorted(CLEAN)
languages = st.sampled_from(LANGUAGES)
codecs = st.sampled_from(UTF8_CODECS)
garbage = st.text(
    st.characters(codec=None)
    | st.sampled_from("ÃÂâ€™œ√§ºЄРС╨╤├─ÐÑ\x80\x92\xa0\ufffd\ud83d\ude00\udcc3&;\x00ýþðõ涓浗"),
    max_size=80,
)


def document(language: str, seed: int) -> list[str]:
    """Return the paragraphs of a small document."""
    lines = list(CLEAN[language])
    random.Random(seed).shuffle(lines)
    return lines


def check_ledger(source: str, repaired: Repaired) -> None:
    """Hold the edits and the damage against the source."""
    assert apply_edits(source, repaired.edits) == repaired.text
    assert apply_edits(repaired.text, invert_edits(repaired.edits)) == source
    assert ordered(repaired.edits)
    for edit in repaired.edits:
        assert edit.original == source[edit.start : edit.end]
        assert edit.original != edit.replacement
        assert edit.original[:1] != edit.replacement[:1] or not edit.original
        assert edit.reason
        assert 0 <= edit.confidence <= 1
    for damage in repaired.damage:
        assert 0 <= damage.start <= damage.end <= len(source)


@pytest.mark.parametrize("codec", UTF8_CODECS)
@given(language=languages, seed=st.integers(0, 99))
def test_utf8_read_as_single_byte_codec(codec: str, language: str, seed: int) -> None:
    clean = "\n".join(document(language, seed))
    read = misread(clean, "utf-8", codec)
    assert read is not None
    repaired = repair(read)
    assert repaired.text == clean
    check_ledger(read, repaired)
    assert all(edit.reason.startswith("utf-8 read as ") for edit in repaired.edits)


@pytest.mark.parametrize("codec", RARE_CODECS)
@given(language=languages, other=languages, seed=st.integers(0, 99))
def test_utf8_read_as_a_codec_seldom_met(codec: str, language: str, other: str, seed: int) -> None:
    lines = document(language, seed)
    sound = [line for line in CLEAN[other] if line not in lines]
    read = [misread(line, "utf-8", codec) or line for line in lines]
    repaired = repair("\n".join([*sound, *read]))
    assert repaired.text == "\n".join([*sound, *lines])
    check_ledger("\n".join([*sound, *read]), repaired)


@pytest.mark.parametrize("codec", UTF8_CODECS)
@given(language=languages, seed=st.integers(0, 99), index=st.integers(0, 9))
def test_one_paragraph_of_a_clean_document(
    codec: str, language: str, seed: int, index: int
) -> None:
    lines = document(language, seed)
    clean = "\n".join(lines)
    index %= len(lines)
    lines[index] = misread(lines[index], "utf-8", codec) or lines[index]
    repaired = repair("\n".join(lines))
    assert repaired.text == clean


@given(language=languages, outer=codecs, inner=codecs, seed=st.integers(0, 99))
def test_two_layers(language: str, outer: str, inner: str, seed: int) -> None:
    clean = "\n".join(document(language, seed))
    read = misread(clean, "utf-8", inner, "utf-8", outer)
    assert read is not None
    repaired = repair(read)
    assert repaired.text == clean
    check_ledger(read, repaired)


@pytest.mark.parametrize(
    ("was", "read_as", "language"),
    [(was, read_as, language) for was, read_as, found in LEGACY for language in found],
)
def test_legacy_codec_read_in_another(was: str, read_as: str, language: str) -> None:
    can = [line for line in CLEAN[language] if misread(line, was, read_as) is not None]
    assert can
    read = "\n".join(misread(line, was, read_as) or "" for line in can)
    repaired = repair(read)
    assert repaired.text == "\n".join(can)
    check_ledger(read, repaired)


@pytest.mark.parametrize("codec", ["gb18030", "cp932", "cp949"])
def test_utf8_read_as_multibyte_codec(codec: str) -> None:
    tried = 0
    for language in LANGUAGES:
        for line in CLEAN[language]:
            read = misread(line, "utf-8", codec)
            if read is not None:
                tried += 1
                assert repair(read).text == line
    assert tried >= 5


@given(language=languages, seed=st.integers(0, 99))
def test_clean_text_is_untouched(language: str, seed: int) -> None:
    clean = "\n\n".join(document(language, seed))
    assert repair(clean) == Repaired(text=clean)


@given(language=languages, other=languages, codec=codecs, seed=st.integers(0, 99))
def test_neighbours_and_order_do_not_matter(
    language: str, other: str, codec: str, seed: int
) -> None:
    garbled = [misread(line, "utf-8", codec) or line for line in CLEAN[language]]
    lines = [*zip(garbled, CLEAN[language], strict=True)]
    lines += [(line, line) for line in CLEAN[other]]
    random.Random(seed).shuffle(lines)
    assert repair("\n".join(a for a, _ in lines)).text == "\n".join(b for _, b in lines)


@given(text=garbage)
def test_any_text_gives_a_sound_result(text: str) -> None:
    repaired = repair(text)
    check_ledger(text, repaired)
    again = repair(repaired.text)
    assert again.text == repaired.text


@given(language=languages, codec=codecs, cut=st.integers(0, 60), size=st.integers(1, 60))
def test_pieces_of_garbled_text_give_a_sound_result(
    language: str, codec: str, cut: int, size: int
) -> None:
    read = misread(CLEAN[language][0], "utf-8", codec)
    assert read is not None
    piece = read[cut : cut + size]
    repaired = repair(piece)
    check_ledger(piece, repaired)
    assert repair(repaired.text).text == repaired.text
