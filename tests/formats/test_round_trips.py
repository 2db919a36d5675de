"""Every format that can give an article back does."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from formats.strategies import articles
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnorm import Article, FormatError, PartialDate
from newsnorm.formats import (
    LIST_FIELDS,
    TEXT_FIELDS,
    dumps,
    from_ninjs,
    from_record,
    from_schema_org,
    loads,
    open_sink,
    read,
    read_articles,
    to_ninjs,
    to_schema_org,
    write,
)
from newsnorm.formats.document import RawDocument
from newsnorm.formats.tables import article_row, from_csv, row_article

pytest.importorskip("pyarrow", reason="the extra parquet")

few = settings(max_examples=15)  # each example writes a file
lone = st.text(st.sampled_from(["\ud800", "a", "\x00", "ä", "\U0001f600"]), max_size=8)


def stated(article: Article) -> dict[str, object]:
    """What a format without ledger can hold of an article."""
    fields: dict[str, object] = {}
    for name in (*TEXT_FIELDS, *LIST_FIELDS):
        value = getattr(article, name)
        if isinstance(value, PartialDate):
            value = value.isoformat()
        if value not in (None, ()) and not (name == "in_language" and value == "und"):
            fields[name] = value
    return fields


@given(articles())
def test_a_json_line_gives_the_article_back(article: Article) -> None:
    line = dumps(article)
    assert "\n" not in line
    assert loads(line) == article


@given(articles(lone))
def test_lone_surrogates_survive_json_and_arrow(article: Article) -> None:
    assert loads(dumps(article).encode("utf-8")) == article
    assert row_article(article_row(article)) == article


@few
@given(st.lists(articles(), max_size=4))
def test_a_parquet_file_gives_the_articles_back(
    tmp_path_factory: pytest.TempPathFactory, some: list[Article]
) -> None:
    path = tmp_path_factory.mktemp("parquet") / "articles.parquet"
    assert write(some, path) == len(some)
    assert list(read_articles(path)) == some
    again = list(read(path))
    assert [document.text for document in again] == [article.article_body for article in some]
    assert [dict(document.fields) for document in again] == [stated(article) for article in some]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst"])
@few
@given(some=st.lists(articles(lone), max_size=3))
def test_a_file_of_json_lines_gives_the_articles_back(
    tmp_path_factory: pytest.TempPathFactory, name: str, some: list[Article]
) -> None:
    if name.endswith(".zst"):
        pytest.importorskip("zstandard", reason="the extra zstd")
    path = tmp_path_factory.mktemp("lines") / name
    write(some, path)
    assert list(read_articles(path)) == some


@given(articles())
def test_json_ld_gives_the_fields_back(article: Article) -> None:
    node = json.loads(json.dumps(to_schema_org(article)))
    document = from_record(node)
    assert document.text == article.article_body
    assert dict(document.fields) == stated(article)
    assert from_schema_org([{"@graph": [{"@type": "WebPage"}, node]}]) == document


@few
@given(st.lists(articles(), min_size=1, max_size=3))
def test_a_json_ld_file_is_one_document_of_json(
    tmp_path_factory: pytest.TempPathFactory, some: list[Article]
) -> None:
    path = tmp_path_factory.mktemp("ld") / "articles.jsonld"
    write(some, path)
    assert json.loads(path.read_bytes())["@context"] == "https://schema.org"
    documents = list(read(path))
    assert [document.text for document in documents] == [article.article_body for article in some]
    assert [dict(document.fields) for document in documents] == list(map(stated, some))


@given(articles())
def test_ninjs_gives_back_all_but_vague_dates_and_what_is_no_address(article: Article) -> None:
    document = from_ninjs(json.loads(json.dumps(to_ninjs(article))))
    assert document.text == article.article_body
    wanted, found = stated(article), dict(document.fields)
    for name in ("date_published", "date_modified", "url", "is_based_on"):
        wanted.pop(name, None)
        found.pop(name, None)
    assert found == wanted


@few
@given(st.lists(articles(), max_size=3))
def test_csv_gives_the_main_fields_back(
    tmp_path_factory: pytest.TempPathFactory, some: list[Article]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "articles.csv"
    write(some, path)
    documents = list(read(path, on_error="yield"))
    assert len(documents) == len(some)
    for article, document in zip(some, documents, strict=True):
        if article.article_body.strip():
            assert document.text == article.article_body
            assert document.fields.get("headline") == article.headline
            assert document.fields.get("author", ()) == tuple(
                part for name in article.author for part in name.split("; ")
            ) or any(";" in name for name in article.author)
        else:
            assert isinstance(document.error, FormatError)


def test_an_empty_file_of_every_format_can_be_written_and_read(tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.parquet", "a.csv", "a.jsonld", "a.ninjs"):
        assert write([], tmp_path / name) == 0
    assert list(read_articles(tmp_path / "a.jsonl")) == []
    assert list(read_articles(tmp_path / "a.parquet")) == []
    assert list(read(tmp_path / "a.csv")) == []
    assert json.loads((tmp_path / "a.jsonld").read_bytes())["@graph"] == []
    assert list(read(tmp_path / "a.ninjs")) == []


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    article = Article(headline="T", article_body="Text.", keywords=("a",))
    for name in ("a.jsonl.gz", "a.parquet", "a.csv", "a.ninjs"):
        write([article], tmp_path / name)
        first = (tmp_path / name).read_bytes()
        write([article], tmp_path / name)
        assert (tmp_path / name).read_bytes() == first


def test_a_file_is_whole_or_absent(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"

    def half() -> None:
        with open_sink(path) as sink:
            sink.write(Article(headline="T"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert list(tmp_path.iterdir()) == []


def test_lines_can_be_appended(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    one, two = Article(headline="1"), Article(headline="2")
    write([one], path)
    with open_sink(path, append=True) as sink:
        sink.write(two)
    assert list(read_articles(path)) == [one, two]
    with (
        pytest.raises(FormatError, match="appended"),
        open_sink(tmp_path / "a.parquet", append=True),
    ):
        pass


def test_a_csv_row_without_text_is_an_error_of_our_tree() -> None:
    rows = from_csv(io.BytesIO(b"title,text\r\nT,\r\nU,Text.\r\n"), uri="a.csv", on_error="yield")
    first, second = rows
    assert isinstance(first.error, FormatError)
    assert second == RawDocument(text="Text.", uri="a.csv#2", fields={"headline": "U"})
