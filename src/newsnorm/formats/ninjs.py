"""IPTC ninjs 3.1, "News in JSON": articles out and in.

Takes an :class:`Article` or a ninjs object; gives the other.  Raises
:class:`FormatError` for an object without headline and body.  The names are
those of the schema that the IPTC publishes (``ninjs-schema_3.1.json``).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import quote

from newsnorm.errors import FormatError, shortened
from newsnorm.formats.document import FieldValue, RawDocument, as_text, as_texts
from newsnorm.model import Article, PartialDate

__all__ = ["from_ninjs", "to_ninjs"]

_STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[!#$%&'()*+,/:;=?@\[\]\w.~-]+", re.ASCII)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_URI_CHARS = "!#$%&'()*+,/:;=?@[]~"
_SOURCE_ROLES = {
    "author": "author",
    "publisher": "publisher",
    "source_organization": "agency",
    "citation": "citation",
}


def to_ninjs(article: Article, *, clock: Literal["minute", "second"] = "minute") -> dict[str, Any]:
    """Return *article* as a ninjs 3.1 news object.

    ``contentCreated`` is the publication and ``versionCreated`` the latest
    change, each only if the date is known to the *clock* and its offset from
    UTC is known: ninjs has date-times only, and a midnight or a zone that
    nobody stated is not invented.  A time known to the minute is written with
    second 00, unless *clock* is ``"second"``.

    ``uri`` is the only property that the schema requires: the article's own if
    it is an absolute URI, else its ``url``, else a name made of the body's
    digest (RFC 6920), with the article's own in ``altIds``.

    >>> from newsnorm import PartialDate
    >>> item = to_ninjs(Article(headline="T", article_body="Text.", uri="https://example.org/1",
    ...     date_published=PartialDate(year=2025, month=2, day=13)))
    >>> item["uri"], item["headlines"], "contentCreated" in item
    ('https://example.org/1', [{'role': 'main', 'value': 'T'}], False)
    """
    item: dict[str, Any] = {"uri": _uri(article), "type": "text", "standard": dict(_STANDARD)}
    if article.uri and article.uri != item["uri"]:
        item["altIds"] = [{"role": "source", "value": article.uri}]
    stated = {
        "contentCreated": _date_time(article.date_published, clock),
        "versionCreated": _date_time(article.date_modified, clock),
        "language": None if article.in_language == "und" else article.in_language,
        "copyrightNotice": article.copyright_notice,
        "by": ", ".join(article.author),
        "located": article.dateline,
    }
    item |= {name: value for name, value in stated.items() if value}
    item |= _texts(article)
    sources = [
        {"name": name, "role": role}
        for field, role in _SOURCE_ROLES.items()
        for name in as_texts(getattr(article, field))
    ]
    subjects = [{"name": name, "rel": "keyword"} for name in article.keywords]
    if article.article_section:
        subjects.append({"name": article.article_section, "rel": "section"})
    url = _absolute(article.url)
    for name, rows in (
        ("infoSources", sources),
        ("subjects", subjects),
        ("renditions", [{"name": "web", "href": url, "contentType": "text/html"}] if url else []),
        ("associations", _based_on(article)),
    ):
        if rows:
            item[name] = rows
    return item


def _texts(article: Article) -> dict[str, Any]:
    """The headlines, descriptions and bodies."""
    headlines = [
        {"role": role, "value": value}
        for role, value in (("main", article.headline), ("kicker", article.alternative_headline))
        if value
    ]
    body = {
        "role": "main",
        "contentType": "text/plain",
        "charCount": len(article.article_body),
        "value": article.article_body,
    }
    texts: dict[str, Any] = {"headlines": headlines} if headlines else {}
    if article.description:
        texts["descriptions"] = [{"role": "summary", "value": article.description}]
    return {**texts, "bodies": [body]}


def _based_on(article: Article) -> list[dict[str, str]]:
    named = ((name, _absolute(name)) for name in article.is_based_on)
    return [{"name": name, "rel": "isBasedOn", "uri": uri} for name, uri in named if uri]


def _absolute(value: str | None) -> str | None:
    """Return *value* as an absolute URI (RFC 3986), ``None`` if it is none."""
    if not value or any(char.isspace() or char in '<>"{}|\\^`' for char in value):
        return None
    try:
        uri = quote(_BARE_PERCENT.sub("%25", value), safe=_URI_CHARS)
    except UnicodeEncodeError:  # a lone surrogate
        return None
    return uri if _ABSOLUTE.fullmatch(uri) else None


def _uri(article: Article) -> str:
    stated = _absolute(article.uri) or _absolute(article.url)
    if stated:
        return stated
    text = f"{article.uri or ''}\n{article.headline or ''}\n{article.article_body}"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def _date_time(date: PartialDate | None, clock: Literal["minute", "second"]) -> str | None:
    """Return an RFC 3339 date-time, ``None`` where the date does not say enough for one."""
    known = date is not None and date.minute is not None and date.offset is not None
    if date is None or not known or (clock == "second" and date.second is None):
        return None
    return date.to_datetime(precision="minute").isoformat()


def from_ninjs(item: Mapping[str, Any]) -> RawDocument:
    """Read a ninjs object (versions 2 and 3).

    The main headline and body are those with the role ``main``, else the first;
    a body in plain text goes before one with markup.

    Raises :class:`FormatError` if there is neither headline nor body.

    >>> from_ninjs({"uri": "urn:x:1", "headlines": [{"value": "T"}],
    ...     "bodies": [{"value": "Text."}]}).text
    'Text.'
    """
    headlines, bodies = _rows(item, "headlines"), _rows(item, "bodies")
    if not headlines and not bodies:
        raise FormatError(f"no headline and no body in this ninjs object: {shortened(item)}")
    fields: dict[str, FieldValue] = {}
    texts = {
        "headline": _main([row for row in headlines if row.get("role") != "kicker"]),
        "alternative_headline": _of_role(headlines, "kicker"),
        "description": _main(_rows(item, "descriptions")),
        "date_published": item.get("contentCreated") or item.get("firstCreated"),
        "date_modified": item.get("versionCreated"),
        "in_language": item.get("language"),
        "copyright_notice": item.get("copyrightNotice"),
        "dateline": item.get("located"),
    }
    for rendition in _rows(item, "renditions"):
        if rendition.get("contentType") == "text/html":
            texts["url"] = rendition.get("href")
    sections = [row.get("name") for row in _rows(item, "subjects") if row.get("rel") == "section"]
    texts["article_section"] = as_text(sections)
    fields |= {name: text for name, value in texts.items() if (text := as_text(value))}
    fields |= _parties(item)
    alternative = as_text([row.get("value") for row in _rows(item, "altIds")])
    return RawDocument(
        text=_plain_body(bodies), uri=alternative or as_text(item.get("uri")), fields=fields
    )


def _parties(item: Mapping[str, Any]) -> dict[str, FieldValue]:
    """Authors, publisher, agencies, citations, keywords and what it is based on."""
    sources = _rows(item, "infoSources")
    fields: dict[str, FieldValue] = {}
    for name, role in _SOURCE_ROLES.items():
        found = as_texts([row.get("name") for row in sources if row.get("role") == role])
        if found:
            fields[name] = found[0] if name == "publisher" else found
    if "author" not in fields and as_text(item.get("by")):
        fields["author"] = as_texts(item["by"])
    keywords = [row.get("name") for row in _rows(item, "subjects") if row.get("rel") != "section"]
    based = [
        row.get("name") for row in _rows(item, "associations") if row.get("rel") == "isBasedOn"
    ]
    lists = {"keywords": as_texts(keywords), "is_based_on": as_texts(based)}
    return fields | {name: values for name, values in lists.items() if values}


def _rows(item: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    rows = item.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _of_role(rows: list[Mapping[str, Any]], role: str) -> str | None:
    return as_text([row.get("value") for row in rows if row.get("role") == role])


def _main(rows: list[Mapping[str, Any]]) -> str | None:
    return _of_role(rows, "main") or as_text([row.get("value") for row in rows])


def _plain_body(rows: list[Mapping[str, Any]]) -> str:
    """The body to read: plain text before markup, the main one before others."""
    from newsnorm.formats.html_blocks import fragment_text

    texts = [row for row in rows if isinstance(row.get("value"), str)]
    texts.sort(
        key=lambda row: ("html" in str(row.get("contentType", "")), row.get("role") != "main")
    )
    if not texts:
        return ""
    value = str(texts[0]["value"])
    return fragment_text(value) if "html" in str(texts[0].get("contentType", "")) else value
