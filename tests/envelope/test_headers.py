"""Header blocks, inline prefixes, messenger posts."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from newsnorm.envelope import split_envelope
from newsnorm.envelope.names import known_name, spelled

BODY = "It rained all day in the valley, and the river rose by a metre."


def fields(text: str) -> dict[str, str]:
    return {item.name: item.value for item in split_envelope(text).fields}


@pytest.mark.parametrize(
    "header",
    [
        "From: Jo Roe\nSubject: Rain\nDate: Fri, 3 May 2024 10:00:00 +0200\n",
        "Von: Jo Roe\nBetreff: Rain\nDatum: 3.5.2024\n",
        "Titre : Rain\nAuteur : Jo Roe\nDate : 3 mai 2024\n",
        "Título: Rain\nAutor: Jo Roe\nFecha: 3 de mayo de 2024\n",
        "Заголовок: Rain\nАвтор: Jo Roe\nДата: 3 мая 2024\n",
        "标题：Rain\n作者：Jo Roe\n日期：2024年5月3日\n",
        "タイトル：Rain\n著者：Jo Roe\n日付：2024年5月3日\n",
        "العنوان: Rain\nالكاتب: Jo Roe\nالتاريخ: 3 مايو 2024\n",
        "शीर्षक: Rain\nलेखक: Jo Roe\nदिनांक: 3 मई 2024\n",
        "**Title:** Rain\n**Author:** Jo Roe\n**Date:** 3 May 2024\n",
        "#+TITLE: Rain\n#+AUTHOR: Jo Roe\n#+DATE: 2024-05-03\n",
        "% Rain\n% Jo Roe\n% 3 May 2024\n",
        ".. title: Rain\n.. author: Jo Roe\n.. date: 2024-05-03\n",
        "Title: Rain\r\nAuthor: Jo Roe\r\nPubDate: Fri, 03 May 2024 10:00:00 GMT\r\n",
    ],
)
def test_header_blocks_of_many_languages(header: str) -> None:
    envelope = split_envelope(f"{header}\n{BODY}")
    assert envelope.headline == "Rain"
    assert envelope.values("author") == ("Jo Roe",)
    assert "2024" in envelope.values("date_published")[0]
    assert envelope.body == BODY


def test_folded_and_unknown_headers_survive() -> None:
    text = f"Subject: Rain\nDate: 2024-05-03\nX-Long: one\n two\nX-Empty:\n\n{BODY}"
    assert fields(text)["X-Long"] == "one\n two"
    assert split_envelope(text).body == BODY


def test_a_label_of_the_text_ends_the_block() -> None:
    envelope = split_envelope(f"Title: Rain\nSource: Example News\nText: {BODY}")
    assert envelope.body == BODY
    assert envelope.values("source_organization") == ("Example News",)


@pytest.mark.parametrize("label", ["", "Text: ", "Text:\n"])
def test_a_block_below_the_headline(label: str) -> None:
    header = "Council passes the budget\n\nDate: 3 May 2024\nSource: Example News\n"
    envelope = split_envelope(f"{header}{label or chr(10)}{BODY}")
    assert envelope.headline == "Council passes the budget"
    assert envelope.values("date_published") == ("3 May 2024",)
    assert envelope.values("source_organization") == ("Example News",)
    assert envelope.body.strip() == BODY


def test_two_labelled_dates_in_one_line() -> None:
    line = "Published 3 May 2024, 10:00 | Updated 4 May 2024"
    envelope = split_envelope(f"Council passes the budget\n{line}\n{BODY}")
    assert envelope.values("date_published") == ("3 May 2024, 10:00",)
    assert envelope.values("date_modified") == ("4 May 2024",)
    assert envelope.body == BODY


def test_the_fields_of_a_feed_item() -> None:
    text = (
        "title: Rain\nlink: https://example.org/rain\npubDate: Fri, 03 May 2024 10:00:00 GMT\n"
        f"description: A wet day.\n\n{BODY}"
    )
    assert fields(text) == {
        "headline": "Rain",
        "url": "https://example.org/rain",
        "date_published": "Fri, 03 May 2024 10:00:00 GMT",
        "description": "A wet day.",
    }


@pytest.mark.parametrize(
    "text",
    [
        f"Quelle: Das Amt sieht keine Gefahr, sagt der Sprecher. Das ist neu.\n\n{BODY}",
        f"Interview: How the valley got so wet\nOpinion: Why it will stay wet\n{BODY}",
        (
            "ANNA: Welcome to the show\nBOB: It is good to be here with you today.\n"
            "ANNA: How wet is it?\nBOB: Very wet.\nANNA: Thank you for the talk.\nBOB: Thank you."
        ),
        "Date 2024 was a good year for wine, they say in the valley.",
        f"Note: the river may rise.\nWarning: stay away.\n\n{BODY}",
        "Date: 2024-05-03",
        "De la Cruz: a life in pictures, told by those who knew him best and longest.",
    ],
)
def test_prose_is_no_header(text: str) -> None:
    envelope = split_envelope(text)
    assert envelope.body == text or envelope.removals[0].kind == "headline"
    assert "date_published" not in fields(text)


@pytest.mark.parametrize(
    ("prefix", "want"),
    [
        (" date 2025-02 ", {"date_published": "2025-02"}),
        ("date: 2025-02-13T10:00:00Z | ", {"date_published": "2025-02-13T10:00:00Z"}),
        ("datum 13.02.2025 ", {"date_published": "13.02.2025"}),
        ("дата 2025-02-13 ", {"date_published": "2025-02-13"}),
        (
            "date 2025 lang en url https://example.org/a ",
            {"date_published": "2025", "in_language": "en", "url": "https://example.org/a"},
        ),
    ],
)
def test_inline_prefixes(prefix: str, want: dict[str, str]) -> None:
    assert fields(prefix + BODY) == want
    assert split_envelope(prefix + BODY).body == BODY


@pytest.mark.parametrize(
    ("prefix", "time"),
    [
        ("[03.05.24, 10:00:12] Valley Desk: ", "03.05.24, 10:00:12"),
        ("\u200e[5/3/24, 10:00:12\u202fAM] Valley Desk: ", "5/3/24, 10:00:12\u202fAM"),
        ("03/05/2024, 10:00 - Valley Desk: ", "03/05/2024, 10:00"),
        ("Valley Desk, [03.05.2024 10:00]\n", "03.05.2024 10:00"),
    ],
)
def test_messenger_posts(prefix: str, time: str) -> None:
    assert fields(prefix + BODY) == {"date_published": time, "author": "Valley Desk"}
    assert split_envelope(prefix + BODY).body == BODY


def test_later_posts_of_the_same_sender_lose_their_prefix_too() -> None:
    text = "[03.05.24, 10:00] Desk: It rains.\n[03.05.24, 11:00] Desk: It rains still."
    assert split_envelope(text).body == "It rains.\nIt rains still."


def test_the_speakers_of_a_conversation_stay() -> None:
    text = "[03.05.24, 10:00] Jo: It rains.\n[03.05.24, 11:00] Al: I know."
    assert split_envelope(text).body == "It rains.\n[03.05.24, 11:00] Al: I know."


def test_a_name_means_one_thing() -> None:
    path = files("newsnorm.envelope").joinpath("data/headers.toml")
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    names = [spelled(name) for meanings in lists.values() for name in meanings]
    assert len(names) == len(set(names))
    assert all(known_name(name) == key for key, listed in lists.items() for name in listed)
