"""Cases that went wrong once, and what decode is for."""

from __future__ import annotations

import random

import pytest

from newsnorm import decode
from newsnorm._text.legacy import guess_legacy, margin
from newsnorm._text.legacy_cost import text_cost
from newsnorm.charset import to_bytes
from newsnorm.errors import InputError
from newsnorm.model import Decoded


def test_the_encoding_is_named_as_the_standard_names_it() -> None:
    assert decode("Größe".encode("latin-1")).encoding == "windows-1252"
    assert decode("日本語の本文です。".encode("cp932")).encoding == "shift_jis"
    assert decode(b"plain").encoding == "utf-8"


def test_empty() -> None:
    assert decode(b"") == Decoded(text="", encoding="utf-8", evidence="ASCII only")


def test_the_byte_order_mark_is_taken_off_and_kept() -> None:
    result = decode(b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe")
    assert (result.text, result.bom) == ("Grüße", b"\xef\xbb\xbf")


def test_a_stray_byte_after_a_byte_order_mark() -> None:
    raw = "\ufeffDie Bürger sagen: x’s – und gehen.".encode().replace("’".encode(), b"\x92")
    result = decode(raw)
    assert result.text == "Die Bürger sagen: x’s – und gehen."
    assert result.bom == b"\xef\xbb\xbf"
    assert to_bytes(result) == raw


def test_an_odd_byte_at_the_end_of_utf16() -> None:
    result = decode("Grüße".encode("utf-16") + b"x")
    assert result.text == "Grüße\ufffd"
    assert [spot.data for spot in result.damage] == [b"x"]


def test_half_a_surrogate_pair_in_utf16() -> None:
    result = decode(b"\xff\xfea\x00\x00\xd8b\x00")
    assert result.text == "a\ufffdb"
    assert to_bytes(result) == b"\xff\xfea\x00\x00\xd8b\x00"


def test_utf16_without_ascii_needs_the_declaration() -> None:
    raw = "市長は昨日、図書館を開いた。".encode("utf-16-le")
    assert decode(raw, declared="utf-16").text == "市長は昨日、図書館を開いた。"


@pytest.mark.parametrize(
    ("text", "python", "encoding"),
    [
        ("市長は昨日、図書館を開いた。", "iso2022_jp", "iso-2022-jp"),
        ("市长昨天为图书馆揭幕。", "hz", "hz-gb-2312"),
        ("시장은 어제 도서관의 문을 열었다.", "iso2022_kr", "iso-2022-kr"),
    ],
)
def test_seven_bit_encodings(text: str, python: str, encoding: str) -> None:
    result = decode(text.encode(python))
    assert (result.text, result.encoding, result.damage) == (text, encoding, ())


def test_terminal_colours_are_no_iso_2022() -> None:
    assert decode(b"\x1b[31mred\x1b[0m ~{}").text == "\x1b[31mred\x1b[0m ~{}"


def test_a_nul_byte_in_utf8_stays() -> None:
    assert decode("Größe\x00der Stadt".encode()).text == "Größe\x00der Stadt"


@pytest.mark.parametrize(
    "raw", [bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff", b"\x00\x01ab" * 9]
)
def test_binary_is_read_without_confidence(raw: bytes) -> None:
    result = decode(raw)
    assert result.confidence <= 0.1
    assert result.damage
    assert to_bytes(result) == raw


def test_two_ways_to_write_one_character() -> None:
    raw = "容量は約".encode("cp932") + b"\x81\xca\xee\xf9" + "です。本日の会議".encode("cp932")
    result = decode(raw)
    assert result.text == "容量は約￢￢です。本日の会議"
    assert to_bytes(result) == raw


def test_one_han_character_inside_latin_words_is_no_chinese() -> None:
    page = "<item><title>Hafen wächst &amp; lärmt</title><link>/a/b</link></item>" * 12
    assert decode(page.encode("latin-1")).text == page


def test_old_spelling_with_sharp_s() -> None:
    text = "Vielmehr nehmen wir an, daß de"
    assert decode(text.encode("latin-1")).text == text


def test_a_page_that_names_its_charset() -> None:
    head = '<meta charset="{}"><p>'
    for label, python in (("koi8-u", "koi8_u"), ("utf-8", "cp1251"), ("x", "cp1251")):
        text = head.format(label) + "Рада ухвалила рішення про їжу та ґрунти."
        assert decode(text.encode(python)).text == text


def test_utf8_in_a_page_that_says_latin1() -> None:
    text = '<meta charset="iso-8859-1"><p>Größe'
    assert decode(text.encode()).text == text


def test_two_codecs_that_differ_beyond_the_sample() -> None:
    body = "Ο δήμαρχος της πόλης μίλησε για το νέο σχολείο. " * 60
    for python in ("cp1253", "iso8859_7"):
        text = body + "Άλλοι έφυγαν."
        assert decode(text.encode(python)).text == text


def test_text_that_was_changed_cannot_go_back() -> None:
    result = decode("Größe".encode("latin-1"))
    with pytest.raises(InputError):
        to_bytes(Decoded(text=result.text + "я", encoding=result.encoding, evidence=""))


def test_guesses_name_codec_and_language() -> None:
    raw = "Der Bürgermeister eröffnete die größte Bücherei.".encode("cp850")
    guesses = guess_legacy(raw)
    assert (guesses[0].codec, guesses[0].language) == ("ibm850", "de")
    assert margin(guesses, raw) > 10


def test_each_candidate_is_answered() -> None:
    raw = "L'été".encode("cp1250")
    found = guess_legacy(raw, candidates=["windows-1250", "koi8-r", "shift_jis", "windows-1252"])
    assert {guess.codec for guess in found} >= {"windows-1250", "koi8-r", "windows-1252"}


def test_rare_codecs_are_guessed_on_demand() -> None:
    raw = "정부는 내년 예산안을 이번 주 안에 확정할 방침이라고 밝혔다.".encode("johab")
    assert guess_legacy(raw, rare=True)[0].codec == "johab"
    assert "johab" not in {guess.codec for guess in guess_legacy(raw)}


def test_guessing_ascii_says_nothing() -> None:
    assert guess_legacy(b"plain ascii") == []


@pytest.mark.parametrize(
    ("text", "python", "name"),
    [
        (
            "市政府宣布，新的地鐵線路將於明年春天開始建設。佢哋嘅嘢喺邊度？",
            "big5hkscs",
            "big5-hkscs",
        ),
        ("정부는 내년 예산안을 이번 주 안에 확정할 방침이라고 밝혔다.", "johab", "johab"),
        ("𠮟る人と剝がす絵を見た。政府は来年度の予算案を出す。", "euc_jis_2004", "euc-jis-2004"),
        ("Hükümet küçük şehirler için yeni bir program açıkladı, dedi.", "cp1026", "ibm1026"),
        ("Der Bürgermeister eröffnete die größte Bücherei.", "hp_roman8", "hp-roman8"),
        ("市政府宣布，新的地铁线路将于明年春天开始建设。", "utf-16-le", "utf-16le"),
    ],
)
def test_rare_encodings(text: str, python: str, name: str) -> None:
    raw = text.encode(python)
    result = decode(raw)
    assert (result.text, result.encoding) == (text, name)
    assert to_bytes(result) == raw


def test_utf16_that_was_cut() -> None:
    raw = "Die Bücherei öffnet am Dienstag.".encode("utf-16-le")[:-1]
    result = decode(raw)
    assert result.text == "Die Bücherei öffnet am Dienstag\ufffd"
    assert to_bytes(result) == raw


def test_surrogates_in_utf8_are_joined() -> None:
    raw = "Grüße ".encode() + b"\xed\xa0\xbd\xed\xb8\x80 und \xed\xa0\xbd."
    result = decode(raw)
    assert result.text == "Grüße 😀 und \ufffd."
    assert result.encoding == "utf-8"
    assert [spot.start for spot in result.damage] == [6, 12]
    assert to_bytes(result) == raw


@pytest.mark.parametrize(
    ("word", "python"),
    [
        ("Подробнее", "cp1251"),
        ("ΠΕΡΙΣΣΟΤΕΡΑ", "iso8859_7"),
        ("続きを読む", "euc_jp"),
        ("더보기", "cp949"),
    ],
)
def test_what_a_page_repeats_says_nothing_new(word: str, python: str) -> None:
    text = f"{word}\n" * 100
    assert decode(text.encode(python)).text == text


def test_many_random_bytes_are_no_text() -> None:
    result = decode(random.Random(5).randbytes(50_000))
    assert result.confidence <= 0.1
    assert result.damage


def test_text_is_priced_as_bytes_are() -> None:
    text = "Мэр открыл во вторник самую большую библиотеку города."
    raw = text.encode("cp1251")
    guess = guess_legacy(raw)[0]
    assert text_cost(text)[1] == guess.language == "ru"
    assert text_cost(text)[0] < guess.cost + 5  # single letters say less than words
    assert text_cost(text)[0] + 50 < text_cost(raw.decode("koi8_r"))[0]


def test_one_foreign_name_does_not_decide() -> None:
    text = "Council members said that Mayor Ibáñez will not run for a second term, reports say."
    assert decode(text.encode("cp1252")).text == text
    assert decode(text.encode("mac_roman")).text == text


def test_one_letter_of_another_script_is_not_another_script() -> None:
    for text in (
        "The price rose by £30 in May — and by £12 in June, traders said.",
        "De minister zei dat het plan er één is waarover nog wordt gesproken.",
        "Il sindaco è arrivato con un'ora di ritardo, c'è chi protesta.",
    ):
        assert decode(text.encode("cp1252")).text == text


def test_a_letter_that_the_sample_does_not_have() -> None:
    line = "Η κυβέρνηση ανακοίνωσε το νέο πρόγραμμα για τις πόλεις της χώρας.\n"
    text = line * 40 + "Ο δήμαρχος από το Άργος συμφώνησε.\n" + line * 40
    assert decode(text.encode("cp1253")).text == text
    assert decode(text.encode("iso8859_7")).text == text


def test_japanese_with_half_width_katakana() -> None:
    text = "ﾆｭｰｽ: 市長は図書館の建設を始めると述べた。ﾃﾚﾋﾞでも放送された。"
    assert decode(text.encode("cp932")).text == text


def test_garbled_text_costs_more() -> None:
    for clean in ("Größe der Stadt", "Город и область", "図書館を開いた", "ห้องสมุดของเมือง"):
        for python in ("cp1252", "mac_roman", "koi8_r", "cp437"):
            garbled = clean.encode().decode(python, "ignore")
            assert text_cost(garbled)[0] > text_cost(clean)[0]


def test_the_price_of_nothing() -> None:
    assert text_cost("") == (0.0, "und")
    assert text_cost("\ud800\x00\U0010ffff")[0] > 0
