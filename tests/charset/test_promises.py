"""What decode promises for any bytes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from charset.sentences import CASES, LANGUAGES, PARAGRAPHS
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import decode
from newsnorm._text.codecs import MULTI_BYTE, SINGLE_BYTE, codec, labels
from newsnorm.charset import to_bytes
from newsnorm.errors import InputTypeError
from newsnorm.model import Decoded

ODD = b"\x80\x92\xe4\xfc\xc3\xa4\n \x1b$B~{}\x00\xff\xfe\xef\xbb\xbf"
encoded = st.builds(
    lambda case, times: (codec(case[1]).write(case[2]) or b"") * times,
    st.sampled_from(CASES),
    st.integers(1, 3),
)
utf8 = st.builds(lambda case: case[2].encode(), st.sampled_from(CASES))
odd = st.binary(max_size=20).map(lambda data: bytes(ODD[value % len(ODD)] for value in data))
pieces = st.lists(st.one_of(st.binary(max_size=60), odd, encoded, utf8), max_size=5).map(b"".join)
declared = st.one_of(st.none(), st.sampled_from(sorted(labels())), st.text(max_size=12))


def well_formed(result: Decoded) -> bool:
    spans = [(spot.start, spot.end) for spot in result.damage]
    return (
        0 <= result.confidence <= 1
        and result.encoding in {*SINGLE_BYTE, *MULTI_BYTE}
        and bool(result.evidence)
        and all(0 <= start <= end <= len(result.text) for start, end in spans)
        and all(a[1] <= b[0] for a, b in pairwise(spans))
        and result.text.encode() is not None  # no lone surrogates
    )


@given(pieces, declared)
def test_any_bytes_give_a_result_that_leads_back_to_them(data: bytes, label: str | None) -> None:
    result = decode(data, declared=label)
    assert well_formed(result)
    assert to_bytes(result) == data


@given(pieces)
def test_the_same_bytes_give_the_same_result(data: bytes) -> None:
    assert decode(data) == decode(bytes(bytearray(data)))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_read_as_it_stands(text: str) -> None:
    text = text.replace("~", "-").removeprefix("\ufeff")
    result = decode(text.encode())
    assert (result.text, result.encoding, result.damage) == (text, "utf-8", ())


@given(
    st.sampled_from(sorted(PARAGRAPHS)),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-be"]),
)
def test_unicode_with_a_mark_and_without(language: str, python: str) -> None:
    text = PARAGRAPHS[language] + "\nNo. 1 (2024), read more."
    result = decode(text.encode(python))
    assert result.text == text
    assert result.encoding.startswith("utf-")


@given(st.sampled_from(CASES))
def test_a_sentence_in_a_codec_of_its_language_is_read_back(case: tuple[str, str, str]) -> None:
    _, name, sentence = case
    data = codec(name).write(sentence)
    assert data is not None
    assert decode(data).text == sentence


@given(st.sampled_from(CASES), st.data())
def test_sentences_in_any_order(case: tuple[str, str, str], data: st.DataObject) -> None:
    language, name, _ = case
    order = data.draw(st.permutations(LANGUAGES[language][1]))
    text = " ".join(order)
    raw = codec(name).write(text)
    assert raw is not None
    result = decode(raw)
    assert result.text == text
    assert codec(result.encoding).read(raw) == text


@given(st.sampled_from(sorted(PARAGRAPHS)), st.data())
def test_utf8_cut_anywhere(language: str, data: st.DataObject) -> None:
    text = PARAGRAPHS[language]
    raw = text.encode()
    start = data.draw(st.integers(0, 5))
    end = data.draw(st.integers(len(raw) - 40, len(raw)))
    result = decode(raw[start:end])
    assert result.encoding == "utf-8"
    assert result.text.strip("\ufffd") == raw[start:end].decode("utf-8", "ignore")
    assert all(spot.data for spot in result.damage)


@given(st.sampled_from(sorted(PARAGRAPHS)), st.data())
def test_one_stray_byte_in_utf8(language: str, data: st.DataObject) -> None:
    words = PARAGRAPHS[language].split(" ")
    place = data.draw(st.integers(0, len(words)))
    quoted = " ".join([*words[:place], "x’s – it", *words[place:]])
    raw = quoted.encode().replace("’".encode(), b"\x92")
    result = decode(raw)
    assert result.text == quoted
    assert result.encoding == "utf-8"
    assert [spot.data for spot in result.damage] == [b"\x92"]


@given(st.sampled_from(CASES))
def test_one_paragraph_in_another_encoding(case: tuple[str, str, str]) -> None:
    language, name, _ = case
    text = PARAGRAPHS[language].replace("\n", " ")
    old = codec(name).write(text)
    assert old is not None
    for parts in ((text.encode(),) * 3 + (old,), (old,) * 3 + (text.encode(),)):
        raw = b"\n".join(parts)
        result = decode(raw)
        assert result.text == "\n".join([text] * 4)
        assert to_bytes(result) == raw
        (spot,) = result.damage
        assert result.text[spot.start : spot.end] == text
        assert spot.data == parts[-1]


@given(st.sampled_from(CASES))
def test_the_declared_charset_is_believed_only_if_it_fits(case: tuple[str, str, str]) -> None:
    _, name, sentence = case
    raw = codec(name).write(sentence)
    assert raw is not None
    assert decode(raw, declared=name).text == sentence
    assert decode(raw, declared="utf-8").text == sentence
    assert decode(sentence.encode(), declared=name).text == sentence


@pytest.mark.parametrize("value", ["text", None, 7, ["a"]])
def test_what_is_not_bytes_is_refused(value: object) -> None:
    with pytest.raises(InputTypeError):
        decode(value)  # type: ignore[arg-type]


def test_bytes_like_objects_are_taken() -> None:
    raw = "Grüße".encode("cp1252")
    assert decode(bytearray(raw)) == decode(memoryview(raw)) == decode(raw)  # type: ignore[arg-type]
