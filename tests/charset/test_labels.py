"""Names of charsets: the table of the WHATWG Encoding Standard, and Python's names beside it.

The rows here are copied from the section "Names and labels" of the standard
(https://encoding.spec.whatwg.org/#names-and-labels, as of 2026-11-22).
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm._text.codecs import HOLE, MULTI_BYTE, SINGLE_BYTE, codec, labels, lookup

SPEC = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "ibm866": "866 cp866 csibm866 ibm866",
    "iso-8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2"
    " iso_8859-2:1987 l2 latin2",
    "iso-8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126"
    " iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek",
    "iso-8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "macintosh": "csmacintosh mac macintosh x-mac-roman",
    "windows-874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "windows-1250": "cp1250 windows-1250 x-cp1250",
    "windows-1251": "cp1251 windows-1251 x-cp1251",
    "windows-1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100"
    " iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
    "windows-1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9"
    " iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254",
    "x-mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gbk": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk",
    "gb18030": "gb18030",
    "big5": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso-2022-jp": "csiso2022jp iso-2022-jp",
    "shift_jis": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "euc-kr": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989"
    " ksc5601 ksc_5601 windows-949",
    "utf-16be": "unicodefffe utf-16be",
    "utf-16le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
}


@pytest.mark.parametrize("name", sorted(SPEC))
def test_labels_are_those_of_the_standard(name: str) -> None:
    assert {label for label, known in labels().items() if known == name} == set(SPEC[name].split())


def test_there_are_228_labels_for_40_names() -> None:
    assert len(labels()) == 228
    assert len(set(labels().values())) == 40


@pytest.mark.parametrize(
    ("label", "name"),
    [
        (" Latin1\n", "windows-1252"),
        ("UTF-8", "utf-8"),
        ("cp850", "ibm850"),
        ("mac_roman", "macintosh"),
        ("cp932", "shift_jis"),
        ("cp949", "euc-kr"),
        ("iso8859_16", "iso-8859-16"),
        ("ISO-8859-8-I", "iso-8859-8"),
        ("hz", "hz-gb-2312"),
        ("klingon", None),
        ("rot13", None),
        ("x-user-defined", None),
        ("", None),
        ("a\x00b", None),
    ],
)
def test_lookup(label: str, name: str | None) -> None:
    assert lookup(label) == name


@given(st.text(max_size=20))
def test_any_label_is_known_or_not(label: str) -> None:
    assert lookup(label) in {None, *SINGLE_BYTE, *MULTI_BYTE}


@pytest.mark.parametrize("name", SINGLE_BYTE)
def test_tables_have_each_character_once(name: str) -> None:
    table = codec(name).table
    known = [char for char in table if char != HOLE]
    assert len(table) == 256
    assert len(set(known)) == len(known)


@pytest.mark.parametrize("name", SINGLE_BYTE)
def test_what_a_table_reads_it_writes(name: str) -> None:
    page = codec(name)
    data = bytes(value for value in range(256) if page.table[value] != HOLE)
    text = page.read(data)
    assert text is not None
    assert page.write(text) == data


def test_bytes_that_windows_leaves_open_are_controls() -> None:
    assert codec("windows-1252").read(b"\x81\x8d\x8f\x90\x9d") == "\x81\x8d\x8f\x90\x9d"
    assert codec("windows-1253").read(b"\xaa") is None
