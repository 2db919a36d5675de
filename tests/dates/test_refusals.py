"""What is no date: told by the shape of the tokens, not by a list of strings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from newsnorm import InputTypeError, find_dates, parse_date

REFUSED = [
    *("18:05", "18:05 Uhr", "6 pm", "kl 12.17", "12:05:59", "7:55 AM UTC", "18時05分"),
    *("3:35 min", "12 Minuten", "4 min read", "1:02:03", "90'", "Dauer 3:35"),
    *("2:1", "3-2", "6:4, 7:6 (7:3)", "2 x 1", "٢-١", "1:0 (0:0)"),
    *("1.250 Euro", "12,50 zł", "$3.50", "€3.50 – 12.99", "1.250.000", "Rs 12,50,000"),
    *("v2.3.1", "1.2.3.4", "192.168.1.10", "Python 3.11.7", "lighttpd/1.4.28"),
    *("ISBN 978-3-16-148410-0", "ISSN 1476-4687", "+49 30 123456", "030 12 34 56"),
    *("24/7", "9/11", "7/7", "50/50", "1/4", "6.5/10", "3/5", "16:9", "2024/25"),
    *("The Sun", "June Carter", "Mars", "Märzrevolution", "April", "May", "to", "of a", "Mon"),
    *("Art. 5 GG", "page 3", "第12条", "Top 10", "A380", "Boeing 737-800", "G20", "100m", "24mm"),
    *("Feb 30, 2025", "32.01.2025", "2025-13-45", "29.02.2023"),
    *("", " ", "\x00", "\ud800", "1" * 50, "123456789", "1739383200", "Q1 2025"),
    *("Over 2000 people", "1838 dollars", "2000년대", "1980年代"),
    *("World Cup 2023", "© 2024 Nine Papers", "2020 Roadster review", "Janeiro (27)", "4至6月"),
    *("1 January 49 BC", "2 hours ago", "gestern", "yesterday"),
]


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.parametrize("language", [None, "en", "de"])
def test_refused(text: Any, language: Any) -> None:
    date = parse_date(text, language=language)
    assert date is None


@pytest.mark.parametrize("text", ["15 Minuten", "3 mins", "90 seconds", "2 Jahre"])
def test_a_bare_length_of_time_is_no_date_even_with_a_reference(text: Any) -> None:
    assert parse_date(text, language="de", reference=datetime(2025, 6, 15)) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Zahl szacuje się 7,5 miliona osób", "pl"),
        ("im Laufe des 16. Jahrhunderts", "de"),
        ("au cours des 15 années", "fr"),
        ("od 10 do 15 osób", "pl"),
        ("DE 10 ĜIS 15 PROKSUMULOJN", "eo"),
        ("Bil 58/- kwa 3:2", "sw"),
        ("Sie gewannen 3:2 und 12:10 in 90 Minuten", "de"),
        ("Of the 12 in 20 to 30", "en"),
    ],
)
def test_no_date_in_prose(text: Any, language: Any) -> None:
    assert find_dates(text, language=language) == ()


@pytest.mark.parametrize("read", [parse_date, find_dates])
@pytest.mark.parametrize("wrong", [{"reference": "2025-02-01"}, {"not_after": 5}])
def test_moments_are_datetimes(read: Callable[..., object], wrong: dict[str, object]) -> None:
    with pytest.raises(InputTypeError, match="must be a datetime"):
        read("yesterday", **wrong)


@pytest.mark.parametrize("read", [parse_date, find_dates])
def test_texts_are_str(read: Callable[..., object]) -> None:
    with pytest.raises(InputTypeError, match="must be a str"):
        read(b"12 Feb 2025")
