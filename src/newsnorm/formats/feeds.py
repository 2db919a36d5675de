"""RSS and Atom: one document for each entry of a feed.

Takes the bytes of a feed; gives :class:`RawDocument` values.  Raises
:class:`FormatError` for what is no feed, :class:`MissingExtraError` for a feed
that only feedparser (the extra ``feeds``) could read.

A well-formed feed is read by a strict parser that knows RSS 0.9 to 2.0, RSS 1.0
and Atom, so it gives the same with and without the extra.  A feed with entity
declarations is refused: they are how an XML bomb is made, and no feed needs any.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from xml.parsers import expat

from attrs import define, field

from newsnorm.errors import FormatError
from newsnorm.formats.document import LIST_FIELDS, FieldValue, RawDocument, as_text, as_texts
from newsnorm.formats.extras import load_extra
from newsnorm.formats.html_blocks import fragment_text

__all__ = ["from_feed"]

_ATOM = "http://www.w3.org/2005/Atom"
_DUBLIN_CORE = ("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/")
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_XML_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
_CHANNEL_DEPTH = 2
"""How deep the channel's own elements lie: ``rss/channel/title``, ``feed/title``."""
_ENTRIES = frozenset({"item", "entry"})
_ROOTS = frozenset({"rss", "feed", "RDF"})
_NAMES: dict[str, str] = {
    "title": "headline",
    "pubDate": "date_published",
    "published": "date_published",
    "issued": "date_published",
    "date": "date_published",
    "updated": "date_modified",
    "modified": "date_modified",
    "author": "author",
    "creator": "author",
    "category": "keywords",
    "subject": "keywords",
    "language": "in_language",
    "rights": "copyright_notice",
    "copyright": "copyright_notice",
    "publisher": "publisher",
}
_BODIES = {"encoded": 0, "content": 1, "description": 2, "summary": 3, "abstract": 4}
"""Elements that hold the text of an entry, the fullest first."""
_MAX_DEPTH = 200
"""Deeper markup is refused; a feed's own has five levels, and its content little more."""


@define(slots=True)
class _Entry:
    values: dict[str, list[str]] = field(factory=dict)
    bodies: dict[int, str] = field(factory=dict)
    link: str = ""
    id: str = ""


@define(slots=True)
class _Handler:
    """Takes the events of the XML parser; fills ``channel`` and ``entries``."""

    channel: _Entry = field(factory=_Entry)
    entries: list[_Entry] = field(factory=list)
    path: list[str] = field(factory=list)
    spaces: list[str] = field(factory=list)
    text: list[str] = field(factory=list)
    entry: _Entry | None = None
    markup: int = 0  # the depth at which inline XHTML began
    depth: int = 0  # of the entry that is open
    kind: str = ""  # the type attribute of the element that is open
    language: str = ""

    def start(self, full_name: str, given: dict[str, str]) -> None:
        space, _, name = full_name.rpartition(" ")
        self.path.append(name)
        self.spaces.append(space)
        if len(self.path) > _MAX_DEPTH:
            raise FormatError(f"a feed deeper than {_MAX_DEPTH} levels")
        if len(self.path) == 1 and name not in _ROOTS:
            raise FormatError(f"no feed: its root element is {name!r}")
        if self.markup:
            self.text.append(f"<{name}>")
        elif name in _ENTRIES:
            self.entry, self.depth = _Entry(), len(self.path)
        else:
            self._open(name, given)

    def _open(self, name: str, given: dict[str, str]) -> None:
        self.language = self.language or given.get(_XML_LANGUAGE, "")
        self.text, self.kind = [], given.get("type", "")
        if self.kind == "xhtml":
            self.markup = len(self.path)
        target = self.entry or self.channel
        if name == "link" and given.get("href") and given.get("rel", "alternate") == "alternate":
            target.link = target.link or given["href"]
        if name == "category" and given.get("term"):
            target.values.setdefault("keywords", []).append(given["term"])

    def data(self, data: str) -> None:
        self.text.append(escape(data, quote=False) if self.markup else data)

    def end(self, _full_name: str) -> None:
        name, space = self.path.pop(), self.spaces.pop()
        if self.markup and len(self.path) >= self.markup:
            self.text.append(f"</{name}>")
            return
        text, self.text = "".join(self.text), []
        if name in _ENTRIES and self.entry is not None:
            self.entries.append(self.entry)
            self.entry, self.depth = None, 0
            return
        html = bool(self.markup) or space != _ATOM or self.kind in ("html", "text/html")
        self.markup = 0
        if name == "name" and self.path[-1:] == ["author"]:
            self._close("author", space, text, len(self.path) - 1, html=False)
        else:
            self._close(name, space, text, len(self.path), html=html)

    def _close(self, name: str, space: str, text: str, depth: int, *, html: bool) -> None:
        if not _known_space(space) or not text.strip():
            return
        if depth > (self.depth or _CHANNEL_DEPTH):
            return  # inside the channel's image, the entry's source and the like
        target = self.entry or self.channel
        if name in _BODIES and (name != "content" or space == _ATOM):
            body = fragment_text(text) if html else text.strip()
            target.bodies.setdefault(_BODIES[name], body)
        elif name in ("guid", "id"):
            target.id = text.strip()
        elif name == "link":
            target.link = target.link or text.strip()
        elif name in _NAMES:
            value = fragment_text(text) if html and name == "title" else text.strip()
            target.values.setdefault(_NAMES[name], []).append(value)


def _known_space(space: str) -> bool:
    """Whether a namespace is RSS's, Atom's, Dublin Core's or that of ``content:encoded``."""
    return (
        space in ("", _ATOM, _CONTENT)
        or space in _DUBLIN_CORE
        or space.startswith(
            ("http://purl.org/rss/", "http://my.netscape.com/rdf/", "http://backend.")
        )
    )


def from_feed(feed: bytes, *, uri: str | None = None) -> list[RawDocument]:
    """Read the entries of an RSS or Atom feed, in order.

    ``text`` is the fullest text that an entry has; a shorter one beside it is
    the description.  The feed's title is the publisher, its language that of
    its entries.

    >>> documents = from_feed(b"<rss><channel><title>News</title><item><title>T</title>"
    ...     b"<description>Text.</description></item></channel></rss>")
    >>> documents[0].text, dict(documents[0].fields)
    ('Text.', {'headline': 'T', 'publisher': 'News'})
    """
    try:
        handler = _parsed(feed)
    except expat.ExpatError as error:
        return _by_feedparser(feed, uri, error)
    return [
        _document(entry, handler, f"{uri or ''}#{number}" if uri else None)
        for number, entry in enumerate(handler.entries, start=1)
    ]


def _parsed(feed: bytes) -> _Handler:
    """Parse strictly; bytes that do not fit their declaration are decoded by newsnorm first."""
    try:
        return _strictly(feed)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if isinstance(error, FormatError):
            raise
        from newsnorm.charset import decode

        text = decode(feed).text.lstrip("\ufeff \t\r\n")
        return _strictly("".join(char for char in text if _is_xml(char)))


def _is_xml(char: str) -> bool:
    """Whether a character may stand in XML 1.0 (its production 2, ``Char``)."""
    code = ord(char)
    return (
        code in (9, 10, 13)
        or 0x20 <= code <= 0xD7FF
        or (code >= 0xE000 and code not in (0xFFFE, 0xFFFF))
    )


def _strictly(feed: bytes | str) -> _Handler:
    handler = _Handler()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    parser.EntityDeclHandler = _refuse_entities
    parser.Parse(feed, True)  # noqa: FBT003 (expat takes no keyword)
    return handler


def _refuse_entities(name: str, *_: Any) -> None:
    raise FormatError(f"a feed that declares an entity ({name!r}) is refused")


def _document(entry: _Entry, handler: _Handler, uri: str | None) -> RawDocument:
    channel = handler.channel
    stated: dict[str, list[str]] = {**entry.values}
    stated.setdefault("publisher", channel.values.get("headline", []))
    for name in ("in_language", "copyright_notice"):
        stated.setdefault(name, channel.values.get(name, []))
    if handler.language and not stated["in_language"]:
        stated["in_language"] = [handler.language]
    bodies = [entry.bodies[rank] for rank in sorted(entry.bodies)]
    text = max(bodies, key=len, default="")
    stated["description"] = [body for body in bodies if body != text][:1]
    stated["url"] = [entry.link or (entry.id if "://" in entry.id else "")]
    return RawDocument(text=text, uri=entry.id or entry.link or uri, fields=_fields(stated))


def _fields(stated: Mapping[str, Iterable[str]]) -> dict[str, FieldValue]:
    fields: dict[str, FieldValue] = {}
    for name, values in stated.items():
        texts = as_texts(list(values))
        if texts:
            fields[name] = texts if name in LIST_FIELDS else texts[0]
    return fields


def _by_feedparser(feed: bytes, uri: str | None, cause: Exception) -> list[RawDocument]:
    """Let feedparser read what is no XML."""
    head = feed[:4096].lower()
    if not any(mark in head for mark in (b"<rss", b"<feed", b"<rdf")):
        raise FormatError(f"{uri}: no feed ({cause})") from cause
    parsed = load_extra("feedparser").parse(feed)
    if not parsed.entries:
        raise FormatError(f"{uri}: no feed ({cause})") from cause
    return [
        _from_feedparser(entry, parsed.feed, f"{uri}#{number}" if uri else None)
        for number, entry in enumerate(parsed.entries, start=1)
    ]


def _from_feedparser(
    entry: Mapping[str, Any], feed: Mapping[str, Any], uri: str | None
) -> RawDocument:
    contents = [content.get("value", "") for content in entry.get("content", ())]
    bodies = [fragment_text(text) for text in (*contents, entry.get("summary", "")) if text]
    text = max(bodies, key=len, default="")
    fields = _fields(
        {
            "headline": [fragment_text(entry.get("title", ""))],
            "description": [body for body in bodies if body != text][:1],
            "date_published": [entry.get("published", "")],
            "date_modified": [dict(entry).get("updated", "")],
            "author": [author.get("name", "") for author in entry.get("authors", ())],
            "keywords": [tag.get("term") or "" for tag in entry.get("tags", ())],
            "publisher": [feed.get("title", "")],
            "in_language": [feed.get("language", "")],
            "copyright_notice": [feed.get("rights", "")],
            "url": [entry.get("link", "")],
        }
    )
    identifier = as_text(entry.get("id")) or as_text(entry.get("link"))
    return RawDocument(text=text, uri=identifier or uri, fields=fields)
