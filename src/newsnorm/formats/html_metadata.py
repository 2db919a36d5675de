"""What a page says about its article: JSON-LD, Open Graph, ``meta`` elements.

Takes HTML; gives fields under schema.org's names in snake case.  Never raises:
what cannot be read is not there.  JSON-LD goes before Open Graph, that before
other ``meta`` elements, those before the title.
"""

from __future__ import annotations

import json
from html import unescape
from typing import Any

from attrs import define, field, frozen

from newsnorm.formats.document import LIST_FIELDS, FieldValue, as_text, as_texts
from newsnorm.formats.html_blocks import fragment_text
from newsnorm.formats.html_tokens import Token, tokens
from newsnorm.formats.schema_org import article_fields, find_article

__all__ = ["PageData", "page_data"]

_META: dict[str, tuple[str, ...]] = {
    "headline": ("og:title", "twitter:title", "headline", "dc.title", "dcterms.title", "title"),
    "description": ("og:description", "description", "twitter:description", "dc.description"),
    "date_published": (
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date_published",
        "dcterms.issued",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "parsely-pub-date",
        "sailthru.date",
        "publishdate",
        "publish-date",
        "publication_date",
        "pubdate",
        "date",
    ),
    "date_modified": (
        "article:modified_time",
        "og:article:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
        "last-modified",
    ),
    "author": (
        "article:author",
        "author",
        "parsely-author",
        "dc.creator",
        "dcterms.creator",
        "byl",
    ),
    "publisher": ("og:site_name", "publisher", "dc.publisher", "application-name"),
    "article_section": ("article:section", "section", "parsely-section"),
    "keywords": ("article:tag", "news_keywords", "keywords", "parsely-tags"),
    "in_language": ("inlanguage", "dc.language", "og:locale", "content-language"),
    "url": ("og:url",),
    "copyright_notice": ("copyright", "dcterms.rights", "rights"),
}
"""For each field the names of ``meta`` elements that hold it, the surest first; from the
Open Graph protocol, Dublin Core, schema.org's microdata, and what trackers ask of publishers."""

_MAX_JSON_CHARS = 4_000_000
"""A larger piece of JSON-LD is not read; a page's has a few thousand characters."""


@frozen(kw_only=True)
class PageData:
    """What a page says about its article.

    ``fields`` under our names; ``body`` is JSON-LD's ``articleBody``;
    ``headings`` the texts of its ``h1`` elements; ``charset`` what a ``meta``
    element declares.
    """

    fields: dict[str, FieldValue]
    body: str | None = None
    headings: tuple[str, ...] = ()
    charset: str | None = None


@define(slots=True)
class _Found:
    metas: dict[str, list[str]] = field(factory=dict)
    scripts: list[str] = field(factory=list)
    headings: list[str] = field(factory=list)
    title: str = ""
    canonical: str = ""
    language: str = ""
    charset: str = ""
    time: str = ""


def page_data(html: str) -> PageData:
    """Return what a page says about its article.

    >>> page_data('<title>T - S</title><meta property="og:title" content="T">').fields
    {'headline': 'T'}
    """
    found = _collect(html)
    node = _best_node(found.scripts)
    fields = {name: _unescaped(value) for name, value in article_fields(node or {}).items()}
    for name, keys in _META.items():
        if name not in fields:
            value = _meta_value(found, name, keys)
            if value:
                fields[name] = value
    for name, text in (
        ("url", found.canonical),
        ("in_language", found.language),
        ("date_published", found.time),
        ("headline", found.headings[0] if len(found.headings) == 1 else found.title),
    ):
        if name not in fields and text:
            fields[name] = text
    if "in_language" in fields:
        fields["in_language"] = str(fields["in_language"]).replace("_", "-")
    body = node.get("articleBody") if node else None
    return PageData(
        fields=fields,
        body=_plain(body) if isinstance(body, str) and body.strip() else None,
        headings=tuple(found.headings),
        charset=found.charset or None,
    )


def _unescaped(value: FieldValue) -> FieldValue:
    """Undo the HTML escapes that publishers leave in the strings of their JSON-LD."""
    return unescape(value) if isinstance(value, str) else tuple(map(unescape, value))


def _plain(body: str) -> str:
    """Return JSON-LD's body as text: it is to be plain, and often is not."""
    if "</" in body or "<br" in body or "<p>" in body:
        return fragment_text(body)
    return unescape(body)


def _meta_value(found: _Found, name: str, keys: tuple[str, ...]) -> FieldValue | None:
    for key in keys:
        values = found.metas.get(key)
        if not values:
            continue
        if name == "keywords":
            values = [part for value in values for part in value.split(",")]
        if name == "author":  # a profile's address is no name
            values = [value for value in values if "://" not in value]
        texts = as_texts(values)
        if texts:
            return texts if name in LIST_FIELDS else texts[0]
    return None


def _collect(html: str) -> _Found:
    found = _Found()
    inside = ""
    heading: list[str] = []
    for token in tokens(html):
        if token.kind == "start":
            inside = _start(found, token, inside)
            if token.value == "h1":
                heading = []
        elif token.kind == "text":
            if inside == "json":
                found.scripts.append(token.value)
            elif inside == "title":
                found.title = found.title or " ".join(token.value.split())
            elif inside == "h1":
                heading.append(token.value)
        elif token.value == "h1" and inside == "h1":
            text = " ".join("".join(heading).split())
            found.headings += [text] if text else []
            inside = ""
        elif token.value in ("script", "title", "svg"):
            inside = "" if inside != "h1" else inside
    return found


def _start(found: _Found, token: Token, inside: str) -> str:
    """Take what a start tag says; return what its text will be."""
    given = token.attributes
    if token.value == "meta":
        _meta(found, given)
    elif token.value == "link" and "canonical" in given.get("rel", "").lower().split():
        found.canonical = found.canonical or given.get("href", "").strip()
    elif token.value == "html":
        found.language = found.language or given.get("lang", given.get("xml:lang", "")).strip()
    elif token.value == "time" and given.get("itemprop", "").lower() == "datepublished":
        found.time = found.time or given.get("datetime", "").strip()
    elif token.value == "script":
        return "json" if given.get("type", "").lower().startswith("application/ld+json") else "raw"
    elif token.value == "title":
        return "title" if not found.title and inside != "svg" else "raw"
    elif token.value in ("h1", "svg"):
        return token.value
    return inside


def _meta(found: _Found, given: dict[str, str]) -> None:
    if given.get("charset"):
        found.charset = found.charset or given["charset"].strip()
    content = given.get("content", "").strip()
    if not content:
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        key = given.get(attribute, "").strip().lower()
        if key:
            found.metas.setdefault(key, []).append(content)
    if given.get("http-equiv", "").lower() == "content-type" and "charset=" in content.lower():
        at = content.lower().index("charset=") + len("charset=")
        found.charset = found.charset or content[at:].strip(" \"';")


def _best_node(scripts: list[str]) -> dict[str, Any] | None:
    """Return the article described by a page's pieces of JSON-LD, taken together."""
    graph = [data for script in scripts if (data := _json(script)) is not None]
    return find_article(graph) if graph else None


def _json(script: str) -> object | None:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    if not text or len(text) > _MAX_JSON_CHARS:
        return None
    try:
        return json.loads(text, strict=False)  # type: ignore[no-any-return]
    except (ValueError, RecursionError):
        return None


def meta_charset(head: bytes) -> str | None:
    """Return the charset that the first bytes of a page declare.

    >>> meta_charset(b'<meta charset="windows-1251">')
    'windows-1251'
    """
    return as_text(_collect(head.decode("latin-1")).charset)
