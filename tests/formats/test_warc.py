"""WARC files: pages and texts come out, everything else is passed over."""

from __future__ import annotations

from gzip import compress
from pathlib import Path

import pytest

from newsnorm import FormatError
from newsnorm.formats import read

pytest.importorskip("warcio", reason="the extra warc")

PAGE = "<html lang=de><title>Hafen wächst</title><p>Der Hafen wächst, und das schon lange.</p>"
FEED = b"<rss><channel><item><title>Kurz</title><link>https://k.example/9</link></item></channel></rss>"


def _record(number: int, kind: str, content: str, body: bytes) -> bytes:
    """Return a WARC record; *content* is the type of its block."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        "WARC-Target-URI: https://k.example/1\r\nWARC-Date: 2025-03-09T10:00:00Z\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _answer(number: int, content: str, body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content}\r\n\r\n"
    return _record(number, "response", "application/http;msgtype=response", head.encode() + body)


RECORDS = [
    _answer(1, "text/html; charset=windows-1252", PAGE.encode("cp1252")),
    _answer(2, "text/html", b"<p>Not found", status="404 Not Found"),
    _answer(3, "image/png", b"\x89PNG"),
    _record(4, "request", "application/http;msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
    _answer(5, "application/rss+xml", FEED),
    _answer(6, "application/rss+xml", b"<nothing/>"),
    _record(7, "conversion", "text/plain", "Nur Text, doch mit Umlauten: größer.".encode()),
]


@pytest.mark.parametrize(("name", "gzip"), [("a.warc", False), ("a.warc.gz", True)])
def test_pages_feeds_and_texts(tmp_path: Path, name: str, *, gzip: bool) -> None:
    path = tmp_path / name
    pack = compress if gzip else bytes
    path.write_bytes(b"".join(map(pack, RECORDS)))
    page, entry, bad, text = read(path, extractor="blocks", on_error="yield")
    assert page.text == "Der Hafen wächst, und das schon lange."
    assert dict(page.fields) == {
        "url": "https://k.example/1",
        "headline": "Hafen wächst",
        "in_language": "de",
    }
    assert dict(page.extra) == {"warc_date": "2025-03-09T10:00:00Z"}
    assert page.uri == "urn:uuid:1"
    assert entry.fields["url"] == "https://k.example/9"
    assert isinstance(bad.error, FormatError)
    assert text.raw == "Nur Text, doch mit Umlauten: größer.".encode()
    with pytest.raises(FormatError):
        list(read(path, extractor="blocks"))
