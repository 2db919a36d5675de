"""The extractors' dictionaries, rows of data sets, and records of no use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import Article, FormatError
from newsnorm.formats import (
    from_fundus,
    from_news_please,
    from_newspaper4k,
    from_record,
    from_text_column,
    from_trafilatura,
)
from newsnorm.formats.document import RawDocument

TRAFILATURA = {
    "title": "Port grows",
    "author": "Rosa Blue; Tim Green",
    "hostname": "coast.example",
    "date": "2025-03-04",
    "fingerprint": "f1d2",
    "id": None,
    "license": None,
    "comments": "First!",
    "raw_text": "The port grows. Not all like it.",
    "text": "The port grows.\nNot all like it.",
    "language": "en",
    "image": None,
    "pagetype": "article",
    "source": "https://coast.example/1",
    "source-hostname": "Coast News",
    "excerpt": "In short.",
    "categories": "Local;Port",
    "tags": "port;traffic",
}
NEWS_PLEASE = {
    "authors": ["Rosa Blue"],
    "date_download": "2025-03-09 10:00:00",
    "date_modify": None,
    "date_publish": "2025-03-04 05:06:00",
    "description": "In short.",
    "filename": "coast.json",
    "language": "en",
    "maintext": "The port grows.",
    "source_domain": "coast.example",
    "title": "Port grows",
    "title_page": None,
    "url": "https://coast.example/1",
}
FUNDUS = {
    "title": "Port grows",
    "authors": ["Rosa Blue"],
    "publishing_date": "2025-03-04 05:06:00+01:00",
    "publisher": "Coast News",
    "topics": ["Port"],
    "lang": "en",
    "free_access": True,
    "html": {
        "requested_url": "https://coast.example/1?x",
        "responded_url": "https://coast.example/1",
    },
    "body": {
        "summary": ["In short."],
        "sections": [
            {"headline": [], "paragraphs": ["The port grows.", "Not all like it."]},
            {"headline": ["What next"], "paragraphs": ["Nobody knows."]},
        ],
    },
}
NEWSPAPER4K = {
    "url": "https://coast.example/1?x",
    "canonical_link": "https://coast.example/1",
    "language": "en",
    "meta_lang": "en",
    "title": "Port grows",
    "top_image": "https://coast.example/1.jpg",
    "keywords": ["grows", "port"],
    "meta_keywords": ["port"],
    "authors": ["Rosa Blue"],
    "publish_date": "2025-03-04T05:06:00+01:00",
    "summary": "Port grows.",
    "meta_description": "In short.",
    "meta_site_name": "Coast News",
    "text": "The port grows.",
}
HUB = {
    "text": "The port grows.",
    "title": "Port grows",
    "date": "2025-03-04",
    "url": "https://coast.example/1",
}
CRAWL = {**HUB, "dump": "CC-MAIN-2025-10", "date": "2025-03-09T10:00:00Z"}


@pytest.mark.parametrize(
    ("read", "record"),
    [
        (from_trafilatura, TRAFILATURA),
        (from_news_please, NEWS_PLEASE),
        (from_fundus, FUNDUS),
        (from_newspaper4k, NEWSPAPER4K),
        (from_text_column, HUB),
        (from_text_column, CRAWL),
    ],
)
def test_the_family_is_known_by_its_keys(
    read: Callable[[dict[str, Any]], RawDocument], record: dict[str, Any]
) -> None:
    document = from_record(record)
    assert document == read(record)
    assert document.fields["headline"] == "Port grows"
    assert document.fields["url"] == "https://coast.example/1"
    assert str(document.text).startswith("The port grows.")


def test_trafilatura() -> None:
    document = from_trafilatura(TRAFILATURA)
    assert document.uri == "f1d2"
    assert dict(document.fields) == {
        "headline": "Port grows",
        "author": ("Rosa Blue", "Tim Green"),
        "description": "In short.",
        "date_published": "2025-03-04",
        "publisher": "Coast News",
        "url": "https://coast.example/1",
        "keywords": ("port", "traffic"),
        "article_section": "Local",
        "in_language": "en",
    }
    assert dict(document.extra) == {"hostname": "coast.example", "pagetype": "article"} or (
        "hostname" not in dict(document.extra)
    )


def test_the_day_of_the_download_is_no_date_of_the_article() -> None:
    document = from_news_please(NEWS_PLEASE)
    assert document.fields["date_published"] == "2025-03-04 05:06:00"
    assert "date_modified" not in document.fields
    assert dict(document.extra)["date_download"] == "2025-03-09 10:00:00"
    crawled = from_text_column(CRAWL)
    assert "date_published" not in crawled.fields
    assert dict(crawled.extra)["date"] == "2025-03-09T10:00:00Z"


def test_fundus_with_its_body_or_its_plain_text() -> None:
    document = from_fundus(FUNDUS)
    assert document.text == "The port grows.\n\nNot all like it.\n\nWhat next\n\nNobody knows."
    assert document.fields["description"] == "In short."
    plain = {"title": "T", "plaintext": "Text.", "publishing_date": None}
    assert from_fundus(plain).text == "Text."


def test_words_that_newspaper4k_counted_are_no_keywords() -> None:
    document = from_newspaper4k(NEWSPAPER4K)
    assert document.fields["keywords"] == ("port",)
    assert document.fields["description"] == "In short."


def test_another_column() -> None:
    row = {"content": "Text.", "text": "No.", "headline": "T"}
    assert from_text_column(row, column="content").text == "Text."
    with pytest.raises(FormatError, match="without a text"):
        from_text_column(row, column="body")


def test_an_article_is_read_as_a_document_again() -> None:
    article = Article(headline="T", article_body="Text.", author=("A",), extra=(("x", "1"),))
    document = from_record(article.to_dict())
    assert (document.text, dict(document.fields), document.extra) == (
        "Text.",
        {"headline": "T", "author": ("A",)},
        (("x", "1"),),
    )


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
_KEYS = sorted(
    {*TRAFILATURA, *NEWS_PLEASE, *FUNDUS, *NEWSPAPER4K, *CRAWL, "@type", "@id", "@graph", "bodies"}
    | {"headlines", "uri", "article_body", "ledger", "extra", "plaintext", "author", "subjects"}
)


@given(st.dictionaries(st.sampled_from(_KEYS), _JSON | st.just("NewsArticle"), max_size=8))
def test_any_record_gives_a_document_or_an_error_of_our_tree(record: dict[str, Any]) -> None:
    try:
        document = from_record(record)
    except FormatError:
        return
    source = document.source()
    assert isinstance(source["text"], str)
    assert all(isinstance(value, str) for value in dict(document.extra).values())


@pytest.mark.parametrize(
    ("stated", "read"),
    [
        ("2025-02-12 00:00:00", "2025-02-12"),
        ("2025-02-12T00:00:00", "2025-02-12"),
        (datetime(2025, 2, 12), "2025-02-12"),
        ("2025-02-12 00:00:00+01:00", "2025-02-12 00:00:00+01:00"),
        ("2025-02-12 09:00:00", "2025-02-12 09:00:00"),
        ("2025-02-12", "2025-02-12"),
    ],
)
def test_a_midnight_that_a_package_made_of_a_day_is_a_day(
    stated: str | datetime, read: str
) -> None:
    for reader, record in (
        (from_newspaper4k, {"text": "Rain.", "publish_date": stated}),
        (from_news_please, {"maintext": "Rain.", "date_publish": stated}),
        (from_fundus, {"title": "T", "plaintext": "Rain.", "publishing_date": stated}),
    ):
        assert reader(record).fields["date_published"] == read
