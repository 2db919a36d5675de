"""IPTC ninjs: what is written is valid, and no time of day is invented."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from formats.ninjs_schema import NINJS
from formats.strategies import articles, lines, partial_dates
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import Article, FormatError, PartialDate, parse_date
from newsnorm.formats import from_ninjs, to_ninjs

jsonschema = pytest.importorskip("jsonschema", reason="the group test installs it")

checker = jsonschema.FormatChecker(formats=())
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", re.ASCII)
_RFC_3986 = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[!#$&-;=?-Z\[\]_a-z~]|%[0-9A-Fa-f]{2})*")


def _is_date_time(value: str) -> bool:
    return _RFC_3339.fullmatch(value) is not None and bool(datetime.fromisoformat(value))


def _is_uri(value: str) -> bool:
    return _RFC_3986.fullmatch(value) is not None


checker.checks("date-time")(_is_date_time)
checker.checks("uri")(_is_uri)
validator = jsonschema.Draft202012Validator(NINJS, format_checker=checker)
addresses = lines.map("https://example.org/{}".format)


@given(articles(), st.none() | addresses | lines, st.none() | addresses, st.lists(addresses))
def test_every_article_is_valid(
    article: Article, uri: str | None, url: str | None, based_on: list[str]
) -> None:
    values = {**article.to_dict(), "uri": uri, "url": url, "is_based_on": based_on}
    item = to_ninjs(Article.from_dict(values))
    assert list(validator.iter_errors(item)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"uri": "no uri"},
        {"uri": "urn:x:1", "versionCreated": "2025-02-13"},
        {"uri": "urn:x:1", "x": 1},
    ],
)
def test_the_schema_refuses_what_is_wrong(wrong: dict[str, object]) -> None:
    assert list(validator.iter_errors(wrong))


@given(partial_dates())
def test_a_date_is_written_only_if_its_time_and_offset_are_known(date: PartialDate) -> None:
    item = to_ninjs(Article(date_published=date))
    assert ("contentCreated" in item) == (date.minute is not None and date.offset is not None)
    assert ("contentCreated" in to_ninjs(Article(date_published=date), clock="second")) == (
        date.second is not None and date.offset is not None
    )


@pytest.mark.parametrize(
    ("uri", "url", "wanted"),
    [
        ("https://example.org/ä b", "https://example.org/1", "https://example.org/1"),
        ("https://example.org/ä", None, "https://example.org/%C3%A4"),
        ("C:\\news\\1.txt", None, "ni:///sha-256;"),
        (None, None, "ni:///sha-256;"),
    ],
)
def test_the_uri_is_a_uri(uri: str | None, url: str | None, wanted: str) -> None:
    item = to_ninjs(Article(uri=uri, url=url, article_body="Text."))
    assert item["uri"].startswith(wanted)
    assert _is_uri(item["uri"])


def test_reading_takes_plain_text_before_markup() -> None:
    item = {
        "uri": "urn:x:1",
        "headlines": [{"role": "short", "value": "S"}, {"role": "main", "value": "Main"}],
        "bodies": [
            {"contentType": "application/xhtml+xml", "value": "<p>One.</p><p>Two.</p>"},
            {"contentType": "text/plain", "value": "One. Two."},
        ],
    }
    assert from_ninjs(item).text == "One. Two."
    assert from_ninjs(item).fields["headline"] == "Main"
    markup = {**item, "bodies": item["bodies"][:1]}
    assert from_ninjs(markup).text == "One.\n\nTwo."
    with pytest.raises(FormatError, match="no headline and no body"):
        from_ninjs({"uri": "urn:x:1"})


def test_the_time_of_a_change_is_not_taken_from_the_publication() -> None:
    published = parse_date("2025-02-12T18:40:00+01:00")
    assert "versionCreated" not in to_ninjs(Article(date_published=published))
    both = to_ninjs(Article(date_published=published, date_modified=published))
    assert from_ninjs(both).fields["date_modified"] == both["contentCreated"]
    day = parse_date("2025-02-13")
    assert "versionCreated" not in to_ninjs(Article(date_published=published, date_modified=day))
