"""Dictionaries of the extractors, read as documents by plain functions.

Takes the dictionaries that trafilatura, news-please, fundus and newspaper4k
write (none of them is imported), those that newsnorm writes itself, and rows
of data sets with a text column, as the Hugging Face hub has them.  Gives
:class:`RawDocument`.  Raises :class:`FormatError` for a record without a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from newsnorm.errors import FormatError, shortened
from newsnorm.formats.document import (
    LIST_FIELDS,
    TEXT_FIELDS,
    FieldValue,
    RawDocument,
    as_text,
    as_texts,
)
from newsnorm.formats.ninjs import from_ninjs
from newsnorm.formats.schema_org import from_schema_org

__all__ = [
    "from_fundus",
    "from_news_please",
    "from_newsnorm",
    "from_newspaper4k",
    "from_record",
    "from_text_column",
    "from_trafilatura",
]

Record: TypeAlias = Mapping[str, Any]
_Names: TypeAlias = Mapping[str, tuple[str, ...]]
"""For each field of ours the keys that may hold it, best first."""

_TRAFILATURA: _Names = {
    "text": ("text", "raw_text"),
    "uri": ("id", "fingerprint"),
    "headline": ("title",),
    "author": ("author",),
    "description": ("excerpt", "description"),
    "date_published": ("date",),
    "publisher": ("source-hostname", "sitename", "hostname"),
    "url": ("source", "url"),
    "keywords": ("tags",),
    "article_section": ("categories",),
    "in_language": ("language",),
    "copyright_notice": ("license",),
}
_NEWS_PLEASE: _Names = {
    "text": ("maintext", "text"),
    "uri": ("filename", "url"),
    "headline": ("title", "title_page", "title_rss"),
    "author": ("authors",),
    "description": ("description",),
    "date_published": ("date_publish",),
    "date_modified": ("date_modify",),
    "publisher": ("source_domain",),
    "url": ("url",),
    "in_language": ("language",),
}
_FUNDUS: _Names = {
    "text": ("plaintext",),
    "headline": ("title",),
    "author": ("authors",),
    "date_published": ("publishing_date",),
    "publisher": ("publisher",),
    "keywords": ("topics",),
    "in_language": ("lang",),
}
_NEWSPAPER4K: _Names = {
    "text": ("text",),
    "headline": ("title",),
    "author": ("authors",),
    "description": ("meta_description",),
    "date_published": ("publish_date",),
    "publisher": ("meta_site_name",),
    "url": ("canonical_link", "url"),
    "keywords": ("meta_keywords", "tags"),
    "in_language": ("meta_lang", "language"),
}
_TEXT_KEYS = ("text", "article_body", "articleBody", "maintext", "plaintext", "content", "body")
_ANY: _Names = {
    "text": _TEXT_KEYS,
    "uri": ("uri", "id", "_id", "guid"),
    "headline": ("headline", "title"),
    "alternative_headline": ("alternative_headline", "kicker"),
    "description": ("description", "summary", "standfirst", "excerpt"),
    "author": ("author", "authors", "byline"),
    "date_published": ("date_published", "datePublished", "publish_date", "published", "date"),
    "date_modified": ("date_modified", "dateModified", "updated", "modified"),
    "publisher": ("publisher", "source_domain", "domain"),
    "article_section": ("article_section", "section", "category"),
    "keywords": ("keywords", "tags", "topics"),
    "in_language": ("in_language", "language", "lang"),
    "url": ("url", "link"),
}
_CRAWL_MARKS = frozenset({"dump", "warc_record_id", "crawl_date", "WARC-Date"})
"""Keys of crawl data sets, whose ``date`` is the day of the crawl: no date of the article."""

_EXTRA_CHARS = 1_000
"""A longer value is not a header: images in base64, raw pages, lists of links."""


def _document(record: Record, names: _Names, *, text: str | None = None) -> RawDocument:
    """Build a document from the keys that *names* gives for each field."""
    taken: set[str] = set()
    fields: dict[str, FieldValue] = {}
    uri = None
    for name, keys in names.items():
        for key in keys:
            values = as_texts(record.get(key)) if name != "text" else ()
            taken.add(key)
            if not values:
                continue
            if name == "uri":
                uri = values[0]
            else:
                fields[name] = values if name in LIST_FIELDS else values[0]
            break
    body = text if text is not None else _body(record, names["text"])
    if uri is None:
        url = fields.get("url")
        uri = url if isinstance(url, str) else None
    return RawDocument(text=body, uri=uri, fields=fields, extra=_extra(record, taken))


def _body(record: Record, keys: Sequence[str]) -> str:
    stated: list[str] = [record[key] for key in keys if isinstance(record.get(key), str)]
    for value in stated:
        if value.strip():
            return value
    if stated:
        return stated[0]
    held = shortened(sorted(map(str, record)))
    raise FormatError(f"a record without a text in {' or '.join(keys)}: it holds {held}")


def _extra(record: Record, taken: set[str]) -> tuple[tuple[str, str], ...]:
    """Keep what has no name of ours, where it is a short plain value."""
    return tuple(
        (str(key), str(value))
        for key, value in record.items()
        if key not in taken
        and isinstance(value, str | int | float)
        and value != ""
        and (not isinstance(value, str) or len(value) <= _EXTRA_CHARS)
    )


def _split(record: Record, *keys: str) -> dict[str, Any]:
    """Return *record* with the strings under *keys* cut at semicolons."""
    parts = {key: record[key].split(";") for key in keys if isinstance(record.get(key), str)}
    return {**record, **parts}


_MIDNIGHT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]00:00(?::00(?:\.0+)?)?")


def _days(record: Record, *keys: str) -> dict[str, Any]:
    """Return *record* with midnights without a zone under *keys* as days.

    The packages hold a date in a ``datetime``: that is what it makes of a day.
    """
    found = {key: _MIDNIGHT.fullmatch(str(record.get(key))) for key in keys}
    return {**record, **{key: match[1] for key, match in found.items() if match is not None}}


def from_trafilatura(record: Record) -> RawDocument:
    """Read a dictionary of trafilatura (``--json`` or ``Document.as_dict()``).

    >>> from_trafilatura({"title": "T", "author": "A; B", "text": "Text."}).fields["author"]
    ('A', 'B')
    """
    record = _split(record, "author", "tags", "categories")
    return _document({**record, "comments": None, "raw_text": record.get("raw_text")}, _TRAFILATURA)


def from_news_please(record: Record) -> RawDocument:
    """Read a dictionary of news-please.

    The time of the download is kept in ``extra``: it is no date of the article.
    A date at midnight is a day.

    >>> from_news_please({"maintext": "Text.", "date_publish": "2025-02-12 09:00:00"}).fields
    mappingproxy({'date_published': '2025-02-12 09:00:00'})
    """
    text = _body(record, ("maintext", "text"))
    record = _days(record, "date_publish", "date_modify")
    return _document({**record, "text": None}, _NEWS_PLEASE, text=text)


def from_fundus(record: Record) -> RawDocument:
    r"""Read a dictionary of fundus (``Article.to_json()``), with ``body`` or ``plaintext``.

    The summary of a body becomes the description, the headlines of its sections
    lines of the text.  A date at midnight without a zone is a day.

    >>> body = {"summary": ["S."], "sections": [{"headline": ["H"], "paragraphs": ["P."]}]}
    >>> document = from_fundus({"title": "T", "body": body})
    >>> document.text, document.fields["description"]
    ('H\n\nP.', 'S.')
    """
    record = _days(record, "publishing_date")
    body = record.get("body")
    html = record.get("html")
    if isinstance(html, Mapping):
        address = html.get("responded_url") or html.get("requested_url")
        record = {**record, "url": address, "html": None}
    names = {**_FUNDUS, "url": ("url",)}
    if not isinstance(body, Mapping):
        return _document(record, names)
    parts: list[str] = []
    for section in body.get("sections") or ():
        if isinstance(section, Mapping):
            parts += as_texts(section.get("headline")) + _paragraphs(section.get("paragraphs"))
    summary = "\n".join(_paragraphs(body.get("summary")))
    return _document(
        {**record, "description": summary},
        {**names, "description": ("description",)},
        text="\n\n".join(parts),
    )


def _paragraphs(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list | tuple) else [value]
    return tuple(item for item in items if isinstance(item, str) and item.strip())


def from_newspaper4k(record: Record) -> RawDocument:
    """Read a dictionary of newspaper4k (``Article.to_json()``).

    Its ``keywords`` are the frequent words of the text, not the publisher's:
    only ``meta_keywords`` and ``tags`` are taken.  A date at midnight is a day.

    >>> from_newspaper4k({"text": "Text.", "keywords": ["text"], "meta_lang": "de"}).fields
    mappingproxy({'in_language': 'de'})
    """
    record = _days(record, "publish_date")
    return _document({**record, "keywords": None, "summary": None}, _NEWSPAPER4K)


def from_text_column(record: Record, *, column: str = "text") -> RawDocument:
    """Read a row of a data set whose text stands in *column*.

    Other columns are read where their names say what they are.  Rows of crawl
    data sets have the day of the crawl as their ``date``: it goes to ``extra``.

    >>> from_text_column({"content": "Text.", "title": "T"}, column="content").fields["headline"]
    'T'
    """
    names = {**_ANY, "text": (column,)} if column != "text" else _ANY
    if _CRAWL_MARKS & record.keys():
        names = {**names, "date_published": ("date_published", "datePublished", "publish_date")}
    return _document(record, names)


def from_newsnorm(record: Record) -> RawDocument:
    """Read an article of newsnorm as a document to be worked on again.

    >>> from newsnorm import Article
    >>> from_newsnorm(Article(headline="T", article_body="Text.").to_dict()).text
    'Text.'
    """
    fields: dict[str, FieldValue] = {}
    for name in (*TEXT_FIELDS, *LIST_FIELDS):
        value = record.get(name)
        if name.startswith("date_") and isinstance(value, Mapping):
            value = value.get("isoformat")
        if value not in (None, (), []) and not (name == "in_language" and value == "und"):
            fields[name] = tuple(map(str, value)) if name in LIST_FIELDS else str(value)
    extra = tuple((str(name), str(value)) for name, value in record.get("extra", ()))
    return RawDocument(
        text=str(record["article_body"]), uri=as_text(record.get("uri")), fields=fields, extra=extra
    )


_FAMILIES: tuple[tuple[frozenset[str], Callable[[Record], RawDocument]], ...] = (
    (frozenset({"article_body", "ledger"}), from_newsnorm),
    (frozenset({"@type"}), from_schema_org),
    (frozenset({"uri", "bodies"}), from_ninjs),
    (frozenset({"uri", "headlines"}), from_ninjs),
    (frozenset({"maintext"}), from_news_please),
    (frozenset({"date_download", "source_domain"}), from_news_please),
    (frozenset({"publishing_date"}), from_fundus),
    (frozenset({"plaintext", "title"}), from_fundus),
    (frozenset({"text", "meta_lang"}), from_newspaper4k),
    (frozenset({"text", "publish_date", "top_image"}), from_newspaper4k),
    (frozenset({"text", "source-hostname"}), from_trafilatura),
    (frozenset({"text", "hostname", "excerpt"}), from_trafilatura),
    (frozenset({"text", "hostname", "sitename"}), from_trafilatura),
)
"""Keys by which a family of records is known, the surest first."""


def from_record(record: Record) -> RawDocument:
    """Read a dictionary of any known family; its keys tell which.

    Raises :class:`FormatError` if it holds no text.

    >>> from_record({"maintext": "Text.", "source_domain": "example.org"}).fields["publisher"]
    'example.org'
    """
    if not isinstance(record, Mapping):
        raise FormatError(f"not a record: {shortened(record)}")
    try:
        for marks, read in _FAMILIES:
            if marks <= record.keys():
                return read(record)
        return from_text_column(record)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        if isinstance(error, FormatError):
            raise
        raise FormatError(f"a malformed record: {shortened(record)} ({error})") from error
