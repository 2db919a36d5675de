"""WARC files: one document for each page (or each text of a WET file) in a crawl.

Takes a stream; yields :class:`RawDocument`.  Raises :class:`MissingExtraError`
without warcio (the extra ``warc``), :class:`FormatError` for what is no WARC.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from attrs import evolve

from newsnorm.errors import FormatError, NewsnormError
from newsnorm.formats.document import MAX_DOCUMENT_BYTES, RawDocument, broken
from newsnorm.formats.extras import load_extra
from newsnorm.formats.feeds import from_feed
from newsnorm.formats.html import Extractor, from_html

__all__ = ["from_warc"]

_PAGES = ("text/html", "application/xhtml+xml")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_KINDS = frozenset({"response", "resource", "conversion"})
_GOOD_STATUS = "2"
"""Only answers with a status of the 200s hold the page that was asked for."""


def from_warc(
    stream: BinaryIO, *, uri: str, extractor: Extractor = "auto"
) -> Iterator[RawDocument]:
    """Yield the pages, feeds and texts of a WARC file, in order.

    Other records (requests, images, answers that are errors) are passed over.
    A page that cannot be read comes as a document with its ``error``.
    ``uri`` is the record's id; ``extra`` holds the date of the crawl.
    """
    archive = load_extra("warcio.archiveiterator")
    failure = load_extra("warcio.exceptions").ArchiveLoadFailed
    records = iter(archive.ArchiveIterator(stream))
    while True:
        try:
            record = next(records, None)
        except (failure, EOFError, ValueError) as error:
            raise FormatError(f"{uri}: no WARC file, or a broken one ({error})") from error
        if record is None:
            return
        if record.rec_type in _KINDS:
            yield from _documents(record, uri, extractor)


def _documents(record: Any, uri: str, extractor: Extractor) -> Iterator[RawDocument]:
    name = (record.rec_headers.get_header("WARC-Record-ID") or uri).strip("<>")
    try:
        for document in _read(record, name, extractor):
            target = record.rec_headers.get_header("WARC-Target-URI")
            date = record.rec_headers.get_header("WARC-Date")
            fields = {**({"url": target} if target else {}), **document.fields}
            extra = (*document.extra, *((("warc_date", date),) if date else ()))
            yield evolve(document, fields=fields, extra=extra)
    except NewsnormError as error:
        yield broken(name, "unreadable", error)


def _read(record: Any, name: str, extractor: Extractor) -> list[RawDocument]:
    headers = record.http_headers
    if headers is not None and not headers.get_statuscode().startswith(_GOOD_STATUS):
        return []
    source = headers if headers is not None else record.rec_headers
    kind, _, parameters = (source.get_header("Content-Type") or "").partition(";")
    kind = kind.strip().lower()
    if kind not in (*_PAGES, *_FEEDS, "text/plain"):
        return []
    data = record.content_stream().read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise FormatError(f"{name}: larger than {MAX_DOCUMENT_BYTES} bytes")
    charset = parameters.lower().partition("charset=")[2].strip(" \"';") or None
    if kind in _FEEDS:
        return from_feed(data, uri=name)
    if kind in _PAGES:
        return [from_html(data, uri=name, charset=charset, extractor=extractor)]
    return [RawDocument(raw=data, charset=charset, uri=name)]
