"""Garbage that lost bytes must never come out worse than it went in."""

from __future__ import annotations

import pytest

from newsnorm import Repaired, repair
from newsnorm._text.scripts import script_of


def read_as(text: str, codec: str) -> str:
    """Return the UTF-8 of *text* read in *codec*, holes as controls."""

    def one(byte: int) -> str:
        try:
            return bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            return chr(byte)

    return "".join(map(one, text.encode()))


def without_c1(text: str) -> str:
    """Return *text* without its C1 controls."""
    return "".join(c for c in text if not "\x80" <= c <= "\x9f")


@pytest.mark.parametrize(
    ("clean", "codec"),
    [
        ("Задачи экспорта и записи", "latin-1"),
        ("Задачи экспорта и записи", "cp1252"),
        ("Νέα μέτρα από την Κυριακή", "latin-1"),
        ("必要なカラムのみを保持", "cp1252"),
        ("文件信息", "latin-1"),
        ("الصفحة الرئيسية", "latin-1"),
        ("새로운 정부가 출범했다", "latin-1"),
        ("He said “we won.” It means that", "cp850"),
    ],
)
def test_no_third_script_appears(clean: str, codec: str) -> None:
    garbled = without_c1(read_as(clean, codec)).replace("\xa0", " ")
    letters = {script_of(c) for c in repair(garbled).text if c.isalpha()}
    assert letters <= {script_of(c) for c in clean + garbled if c.isalpha()}


@pytest.mark.parametrize(
    "clean", ["see Phase 1 → Phase 2", "they are identical ⇒ done", "⚡ Add hours"]
)
def test_a_whole_symbol_is_evidence(clean: str) -> None:
    assert repair(read_as(clean, "cp1252")).text == clean


def test_a_lost_closing_quote_is_told_by_its_pair() -> None:
    assert repair("He said â€œwe won.â€ It means that").text == "He said “we won.” It means that"


@pytest.mark.parametrize(
    "text",
    [
        "Slovène",
        "Tailandês",
        "Þýða %(name)s",
        "Kle sekirite pou kòd la",
        "%(num)d orë",
        "%(count)s\xa0minut öň",
        "Kolumbiýa",
        "Je to istý?",
        "à %(time)s par %(user)s",
        "Malaiàlam",
        "Tên và mã số",
        "Die man het ´n boek gelees terwyl hy in die tuin gesit het.",
    ],
)
def test_short_texts_of_any_language_stay(text: str) -> None:
    assert repair(text) == Repaired(text=text)


@pytest.mark.parametrize("clean", ["データの読み込み", "国家统计局公布数据", "クラス名を取得する"])
def test_rare_characters_are_no_reading(clean: str) -> None:
    garbled = without_c1(read_as(clean, "latin-1"))
    repaired = repair(garbled)
    assert not any("\u3000" < c < "\uffef" for c in repaired.text) or repaired.damage


def test_an_apostrophe_is_likelier_than_a_letter_of_another_language() -> None:
    garbled = "He didnÕt say that it wasnÕt so"
    assert repair(garbled).text == "He didn’t say that it wasn’t so"
