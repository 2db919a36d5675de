"""schema.org ``NewsArticle``: articles as JSON-LD, and JSON-LD as publishers write it.

Takes an :class:`Article` or a JSON object; gives the other.  Raises
:class:`FormatError` for JSON-LD that describes no article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newsnorm.errors import FormatError, shortened
from newsnorm.formats.document import FieldValue, RawDocument, as_text, as_texts
from newsnorm.model import Article

__all__ = ["find_article", "from_schema_org", "to_schema_org"]

_TEXTS = {
    "headline": "headline",
    "alternative_headline": "alternativeHeadline",
    "description": "description",
    "dateline": "dateline",
    "article_section": "articleSection",
    "url": "url",
    "copyright_notice": "copyrightNotice",
}
_LISTS = {"keywords": "keywords", "citation": "citation", "is_based_on": "isBasedOn"}
_DEPTH = 12
"""How deep a graph is searched for an article; publishers' graphs have up to five levels."""
_NODES = 10_000
"""How many nodes of a graph are looked at: a page has tens."""


def to_schema_org(article: Article) -> dict[str, Any]:
    """Return *article* as a schema.org ``NewsArticle`` in JSON-LD.

    Empty fields are left out.  Dates keep their precision: ISO 8601 allows
    ``2025`` and ``2025-02``.  An author is an ``Organization`` where the article
    names the same as its agency or publisher, else a ``Person``.

    >>> from newsnorm import PartialDate
    >>> article = Article(headline="T", article_body="Text.", in_language="de",
    ...     date_published=PartialDate(year=2025, month=2), author=("dpa",),
    ...     source_organization=("dpa",))
    >>> node = to_schema_org(article)
    >>> node["datePublished"], node["author"]
    ('2025-02', [{'@type': 'Organization', 'name': 'dpa'}])
    """
    organizations = {*article.source_organization, article.publisher}
    stated: dict[str, Any] = {theirs: getattr(article, name) for name, theirs in _TEXTS.items()}
    stated |= {
        "@id": article.uri,
        "inLanguage": None if article.in_language == "und" else article.in_language,
        "datePublished": article.date_published and article.date_published.isoformat(),
        "dateModified": article.date_modified and article.date_modified.isoformat(),
        "author": [
            _named("Organization" if name in organizations else "Person", name)
            for name in article.author
        ],
        "publisher": article.publisher and _named("Organization", article.publisher),
        "sourceOrganization": [
            _named("Organization", name) for name in article.source_organization
        ],
    }
    stated |= {theirs: list(getattr(article, name)) for name, theirs in _LISTS.items()}
    return {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        **{name: value for name, value in stated.items() if value},
        "articleBody": article.article_body,
    }


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name}


def from_schema_org(data: object) -> RawDocument:
    """Read the article that a piece of JSON-LD describes.

    *data* may be an object, a list or a ``@graph``; references by ``@id`` are
    followed.  What publishers really write is understood: an author as string,
    object or list, keywords in one string with commas, a section as a list.

    Raises :class:`FormatError` if there is no article in it.

    >>> from_schema_org({"@type": "NewsArticle", "articleBody": "Text.",
    ...     "author": {"@type": "Person", "name": "A"}, "keywords": "x, y"}).fields
    mappingproxy({'author': ('A',), 'keywords': ('x', 'y')})
    """
    node = find_article(data)
    if node is None:
        raise FormatError(f"no article in this JSON-LD: {shortened(data)}")
    fields = article_fields(node)
    body = node.get("articleBody")
    return RawDocument(
        text=body if isinstance(body, str) else "",
        uri=as_text(node.get("@id")) or as_text(node.get("url")),
        fields=fields,
    )


def find_article(data: object) -> dict[str, Any] | None:
    """Return the node of *data* that describes an article best, its references filled in.

    The best is the one with most of headline, body, date and author; the first
    of equals.
    """
    nodes = list(_nodes(data))
    articles = [node for node in nodes if _is_article(node)]
    if not articles:
        return None
    marks = ("headline", "articleBody", "datePublished", "author")
    best = max(articles, key=lambda node: sum(bool(node.get(mark)) for mark in marks))
    by_id = {
        node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1
    }
    return {key: _resolved(value, by_id) for key, value in best.items()}


def article_fields(node: Mapping[str, Any]) -> dict[str, FieldValue]:
    """Return the fields of a JSON-LD article under our names."""
    fields: dict[str, FieldValue] = {}

    def put(name: str, value: str | None) -> None:
        if value:
            fields[name] = value

    put("headline", as_text(node.get("headline")) or as_text(node.get("name")))
    for name, theirs in _TEXTS.items():
        if name != "headline":
            put(name, as_text(node.get(theirs)))
    put("url", fields.get("url") or as_text(node.get("mainEntityOfPage")))  # type: ignore[arg-type]
    put("in_language", as_text(_language(node.get("inLanguage"))))
    put("date_published", as_text(node.get("datePublished")))
    put("date_modified", as_text(node.get("dateModified")))
    put("publisher", as_text(node.get("publisher")))
    lists = {
        "author": as_texts(node.get("author")) or as_texts(node.get("creator")),
        "source_organization": as_texts(node.get("sourceOrganization")),
        "keywords": _keywords(node.get("keywords")),
        "citation": as_texts(node.get("citation")),
        "is_based_on": as_texts(node.get("isBasedOn")),
    }
    return fields | {name: values for name, values in lists.items() if values}


def _language(value: object) -> object:
    """A language is a tag, or a ``Language`` node whose ``alternateName`` is the tag."""
    if isinstance(value, Mapping):
        return value.get("alternateName") or value.get("name")
    return value


def _keywords(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return as_texts(value.split(","))
    return as_texts(value)


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(
        isinstance(name, str) and name.endswith(("Article", "BlogPosting", "NewsReport"))
        for name in names
    )


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Yield the objects in *data* in document order, outer ones before inner ones."""
    pending: list[tuple[object, int]] = [(data, 0)]
    seen = 0
    while pending and seen < _NODES:
        value, depth = pending.pop()
        seen += 1
        if isinstance(value, dict):
            yield value
            inner: list[Any] = list(value.values())
        elif isinstance(value, list):
            inner = value
        else:
            continue
        if depth < _DEPTH:
            pending.extend(
                (item, depth + 1) for item in reversed(inner) if isinstance(item, dict | list)
            )


def _resolved(value: Any, by_id: Mapping[str, dict[str, Any]]) -> Any:
    """Fill in references: ``{"@id": x}`` becomes the node of that name."""
    if isinstance(value, dict) and len(value) == 1 and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    if isinstance(value, list):
        return [_resolved(item, by_id) if isinstance(item, dict) else item for item in value]
    return value
