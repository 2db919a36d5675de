"""What holds for every text and every date."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from babel import localedata
from babel.dates import format_date, format_datetime, format_skeleton
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import PartialDate, find_dates, parse_date
from newsnorm.dates.building import Context
from newsnorm.dates.choice import HEADER_CHARACTERS, read
from newsnorm.dates.lexicon import view
from newsnorm.dates.shortcut import shortcut
from newsnorm.dates.tokens import scan
from newsnorm.model.dates import DATE_FIELDS

UNREAD = ("dz", "en_Shaw", "mn_Mong", "prg")
"""Locales whose dates are not all read: Dzongkha and Mongolian script stick numbers to words,
the Shavian alphabet marks names with a point, Prussian has a word between month and year."""
LOCALES = sorted(
    code
    for code in localedata.locale_identifiers()
    if code != "root" and not code.startswith(UNREAD)
)

locales = st.sampled_from(LOCALES)
instants = st.datetimes(datetime(1995, 1, 1), datetime(2034, 12, 31)).map(
    lambda when: when.replace(second=0, microsecond=0)
)
shapes = st.sampled_from(("full", "long", "medium", "short"))
pieces = st.sampled_from(
    [
        *("1", "12", "31", "2025", "05", "99", "20250212", "1739383200", "0", "٣", "२०२५"),
        *(".", "/", "-", ":", ",", " ", "  ", "T", "Z", "+", "(", ")", "|", "'", "\n", "\u200f"),
        *("Feb", "mars", "мая", "2月", "年", "日", "時", "ก.พ.", "Mai", "Sat", "Mar", "mai"),
        *("am", "pm", "Uhr", "h", "min", "ago", "vor", "il y a", "hours", "gestern", "UTC", "CET"),
        *(
            "Updated",
            "Published",
            "令和",
            "هـ",
            "يناير",
            "de",
            "о",
            "\ud800",
            "\x00",
            "😀",
            "e\u0301",
        ),
    ]
)
noisy = st.lists(pieces, max_size=24).map("".join) | st.text(max_size=80)
languages = st.sampled_from([None, "", "en", "de-AT", "fr", "zh-Hant-TW", "th", "fa", "xx", "ö"])
references = st.none() | st.datetimes()


def fields(found: Any) -> Any:
    return None if found is None else tuple(getattr(found, name) for name in DATE_FIELDS[:5])


@given(locale=locales, when=instants, shape=shapes)
def test_a_date_in_any_locale_is_read_back(locale: Any, when: Any, shape: Any) -> None:
    text = format_date(when.date(), shape, locale=locale)
    found = parse_date(text, language=locale)
    assert found is not None, text
    assert fields(found)[:3] == (when.year, when.month, when.day), text
    assert found.hour is None


@given(locale=locales, when=instants, shape=st.sampled_from(("medium", "short")))
def test_a_time_in_any_locale_is_read_back(locale: Any, when: Any, shape: Any) -> None:
    text = format_datetime(when, shape, locale=locale)
    found = parse_date(text, language=locale)
    assert fields(found) == (when.year, when.month, when.day, when.hour, when.minute), text


@given(locale=locales, when=instants, skeleton=st.sampled_from(("yMMMM", "y", "MMMMd")))
def test_a_part_of_a_date_gains_no_field(locale: Any, when: Any, skeleton: Any) -> None:
    text = format_skeleton(skeleton, when, locale=locale)
    found = parse_date(text, language=locale)
    if found is not None:
        assert found.hour is None
        assert found.year in (when.year, None)
        assert found.day is None or "d" in skeleton
        assert found.month is None or "M" in skeleton
        assert found.year is None or "y" in skeleton


@given(text=noisy, language=languages, reference=references, not_after=references)
def test_any_text_gives_dates_that_stand_in_it(
    text: Any, language: Any, reference: Any, not_after: Any
) -> None:
    found = find_dates(text, language=language, reference=reference, not_after=not_after)
    end = 0
    for one in found:
        assert isinstance(one, PartialDate)
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert any(c.isalnum() for c in one.text)
        assert 0 < one.confidence <= 1
        end = one.end
    header = parse_date(text, language=language, reference=reference, not_after=not_after)
    assert header is None or text[header.start : header.end] == header.text


@given(text=noisy, language=languages)
def test_nothing_is_inferred_without_a_reference(text: Any, language: Any) -> None:
    for one in find_dates(text, language=language):
        assert one.inferred == ()


@given(text=noisy)
def test_precision_is_no_finer_than_the_numbers_of_the_text(text: Any) -> None:
    """Each field needs digits, a name or a counter: so many fields, so many tokens."""
    for one in find_dates(text):
        tokens = scan(one.text, view(""))
        known = sum(getattr(one, name) is not None for name in DATE_FIELDS)
        digits = sum(c.isdigit() for c in one.text)
        assert known <= len(tokens) or digits >= 8


@given(text=noisy, language=languages, reference=references)
def test_the_same_text_gives_the_same_dates(text: Any, language: Any, reference: Any) -> None:
    first = find_dates(text, language=language, reference=reference)
    view(language or "").tokens.clear()
    assert find_dates(text, language=language, reference=reference) == first


@given(day=st.dates(date(1995, 1, 1), date(2034, 12, 31)))
def test_every_plausible_order_is_listed(day: Any) -> None:
    text = f"{day:%d/%m/%Y}"
    found = parse_date(text)
    assert found is not None
    readings = {fields(one)[:3] for one in (found, *found.alternatives)}
    expected = {(day.year, day.month, day.day)}
    if day.day <= 12:
        expected.add((day.year, day.day, day.month))
    assert readings == expected


plain = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(
        [
            "",
            "Stand: ",
            "Published ",
            "the last study was published on ",
            "am ",
            "Von Jo Roe ",
            "vor ",
            "Sat, ",
            "(",
            "$",
        ]
    ),
    st.sampled_from(
        ["12.02.2025", "3/2/2025", "2025-02-12", "12 Feb 2025", "Mar. 3, 2025", "31. Mai 2024"]
    )
    | st.sampled_from(["29.02.2023", "1 mars 2025", "12 sie 2025", "12 Mai. 2568", "Do 9, 1404"]),
    st.sampled_from(["", " 18:05", ", 6:05 pm", " | 18:05:07 Uhr", " um 3:35 min", " at 25:61"]),
    st.sampled_from(["", " Uhr", " UTC", " BC", " von Jo Roe", " | 3 min", ")", " Updated", ".5"]),
)


@given(text=plain | noisy, language=languages)
def test_the_shortcut_gives_what_the_grammar_gives(text: Any, language: Any) -> None:
    context = Context(language, None, None, None)
    found = shortcut(text, context.where)
    assert found is None or found == read(text, context)


@given(one=noisy)
def test_roles_are_of_the_four(one: Any) -> None:
    assert {d.role for d in find_dates(one)} <= {"published", "modified", "event", "unknown"}


CALLS = 60
"""Calls that a character may take, at the most hostile."""
HOSTILE = ["1", "12.", "1 ", "feb ", ":", "2025-", "年", "12/", "vor 2 ", "12 feb 2025 ", "a1"]
HOSTILE += [
    "[",
    "2025-02-12T",
    "Mo, ",
    "+01:00 ",
    "\u200f",
    "2月",
    "12:00 ",
    "mar ",
    "ก.",
    "ago 3 ",
]


def calls(read: Callable[[], object]) -> int:
    """Count the calls that *read* takes."""
    count = 0

    def tracer(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tracer)
    try:
        read()
    finally:
        sys.setprofile(None)
    return count


def calls_for(text: str) -> int:
    """Count the calls of finding the dates of *text*."""
    return calls(lambda: find_dates(text, language="de", reference=datetime(2025, 6, 15)))


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_with_the_length(unit: str) -> None:
    calls_for(unit * 20)
    short, long = calls_for((unit * 1000)[:1000]), calls_for((unit * 4000)[:4000])
    assert long <= 5 * short + 500
    assert long <= CALLS * 4000


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_header_is_read_to_its_limit(unit: str) -> None:
    text = (unit * 40_000)[:40_000]
    assert calls(lambda: parse_date(text, language="de")) <= CALLS * HEADER_CHARACTERS
