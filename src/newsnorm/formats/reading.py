"""Any file in: the format is known by name or by its first bytes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Literal, TypeAlias, get_args

from attrs import frozen

from newsnorm.errors import FormatError, NewsnormError
from newsnorm.formats.document import RawDocument
from newsnorm.formats.html import Extractor, from_html
from newsnorm.formats.json_lines import from_json, from_json_lines, loads
from newsnorm.formats.streams import Count, bounded_lines, open_input, peek, read_all
from newsnorm.model import Article

__all__ = ["InputFormat", "input_format", "read", "read_articles", "read_many", "walk"]

InputFormat: TypeAlias = Literal[
    "text", "markdown", "html", "feed", "jsonl", "json", "parquet", "csv", "tsv", "warc"
]
OnError: TypeAlias = Literal["raise", "yield"]

_BY_SUFFIX: dict[str, InputFormat] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".jsonld": "json",
    ".ninjs": "json",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".tsv": "tsv",
    ".warc": "warc",
    ".wet": "warc",
}
_COMPRESSIONS = frozenset({".gz", ".zst"})
_HEAD_BYTES = 1024


_NO_TEXT = {
    b"%PDF-": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"BZh": "compressed with bzip2",
    b"\xfd7zXZ": "compressed with xz",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
"""What files begin with that are often met among texts, and are none.  Of those that begin as
a text may, only the ones with a NUL are believed."""


def input_format(path: str | os.PathLike[str], head: bytes = b"") -> InputFormat:
    """Return the format of a file by its name, else by its first bytes.

    What is nothing else is text: it may still be a document.

    >>> input_format("a.jsonl.gz"), input_format("-", b"<!DOCTYPE html>"), input_format("notes")
    ('jsonl', 'html', 'text')
    """
    suffixes = [suffix.lower() for suffix in Path(os.fspath(path)).suffixes]
    while suffixes and suffixes[-1] in _COMPRESSIONS:
        suffixes.pop()
    if suffixes and suffixes[-1] in _BY_SUFFIX:
        return _BY_SUFFIX[suffixes[-1]]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith((b"<rss", b"<feed")) or (start.startswith(b"<?xml") and _is_feed(start)):
        return "feed"
    return "jsonl" if start.startswith((b'{"', b"{ ", b"{'")) else "text"


def _is_feed(start: bytes) -> bool:
    return any(mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf"))


def read(
    path: str | os.PathLike[str],
    *,
    format: InputFormat | None = None,  # noqa: A002 (the word users look for)
    column: str | None = None,
    extractor: Extractor = "auto",
    on_error: OnError = "raise",
    count: Count | None = None,
) -> Iterator[RawDocument]:
    """Yield the documents of a file; ``"-"`` is standard input.

    *format* is found out if it is not given, gzip and zstd are undone.
    *column* names the text's column in JSON, Parquet and CSV.  *extractor* is
    who takes the text out of HTML.  Memory is that of one document, except for
    ``feed`` and ``json``, which are read whole.

    With *on_error* ``"yield"`` what cannot be read comes as a document with its
    ``error`` instead of ending the iteration: a record of a file, or the file.

    *count* is called with the number of bytes each time that some of the file are
    read, so that a long run can say how far it is.

    Raises :class:`SourceError` for a file that cannot be read,
    :class:`FormatError` for one that is not what its format says,
    :class:`MissingExtraError` where a package is needed.
    """
    if format is not None and format not in get_args(InputFormat):
        raise FormatError(f"no such format: {format!r}; one of {', '.join(get_args(InputFormat))}")
    name = os.fspath(path)
    try:
        with open_input(name, count=count) as stream:
            head = peek(stream, _HEAD_BYTES)
            kind = format or input_format(name, head)
            yield from _documents(stream, name, _How(kind, column, extractor, on_error))
    except NewsnormError as error:
        if on_error == "raise":
            raise
        yield RawDocument(uri=name, error=error)


@frozen
class _How:
    """What the caller said about a file."""

    kind: InputFormat
    column: str | None
    extractor: Extractor
    on_error: OnError


def _documents(stream: BinaryIO, name: str, how: _How) -> Iterator[RawDocument]:
    """Call the reader of the file's kind; the heavy ones are imported here."""
    if how.kind == "html":
        yield from_html(read_all(stream, name), uri=name, extractor=how.extractor)
    elif how.kind == "jsonl":
        yield from from_json_lines(stream, uri=name, column=how.column, on_error=how.on_error)
    elif how.kind == "json":
        yield from from_json(stream, uri=name, column=how.column, on_error=how.on_error)
    elif how.kind == "feed":
        from newsnorm.formats.feeds import from_feed

        yield from from_feed(read_all(stream, name), uri=name)
    elif how.kind == "warc":
        from newsnorm.formats.warc import from_warc

        for document in from_warc(stream, uri=name, extractor=how.extractor):
            if document.error is not None and how.on_error == "raise":
                raise document.error
            yield document
    elif how.kind in ("parquet", "csv", "tsv"):
        yield from _rows(stream, name, how)
    else:
        yield RawDocument(raw=_text(read_all(stream, name), name), uri=name)


def _text(data: bytes, name: str) -> bytes:
    """Return *data*, :class:`FormatError` if it is known to be no text."""
    for start, what in _NO_TEXT.items():
        if data.startswith(start) and (b"\0" in data or not start.isalnum()):
            raise FormatError(f"{name}: {what}, no text")
    return data


def _rows(stream: BinaryIO, name: str, how: _How) -> Iterator[RawDocument]:
    from newsnorm.formats.tables import from_csv, from_parquet

    if how.kind == "parquet":
        file = _seekable(stream, name)
        yield from from_parquet(file, uri=name, column=how.column, on_error=how.on_error)
    else:
        mark = "\t" if how.kind == "tsv" else ","
        yield from from_csv(
            stream, uri=name, column=how.column, delimiter=mark, on_error=how.on_error
        )


def _seekable(stream: BinaryIO, name: str) -> BinaryIO:
    """Parquet is read from its end: what comes through a pipe is taken into memory."""
    from io import BytesIO

    if name != "-" and not name.endswith(tuple(_COMPRESSIONS)):
        return stream
    return BytesIO(read_all(stream, name))


def walk(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str]:
    """Yield the files of *paths* in order; folders are gone through by name.

    Hidden files are left out.  Raises :class:`SourceError` for a path that is
    not there.
    """
    for path in paths:
        name = os.fspath(path)
        if name != "-" and Path(name).is_dir():
            inner = (item for item in Path(name).iterdir() if not item.name.startswith("."))
            yield from walk(sorted(map(str, inner)))
        else:
            yield name


def read_many(
    paths: Iterable[str | os.PathLike[str]],
    *,
    format: InputFormat | None = None,  # noqa: A002 (the word users look for)
    column: str | None = None,
    extractor: Extractor = "auto",
    on_error: OnError = "raise",
    count: Count | None = None,
) -> Iterator[RawDocument]:
    """Yield the documents of several files and folders in order; see :func:`read`."""
    for path in walk(paths):
        yield from read(
            path,
            format=format,
            column=column,
            extractor=extractor,
            on_error=on_error,
            count=count,
        )


def read_articles(path: str | os.PathLike[str]) -> Iterator[Article]:
    """Yield the articles of a JSON lines or Parquet file that newsnorm wrote.

    Raises :class:`FormatError` for anything else, with the line.
    """
    name = os.fspath(path)
    with open_input(name) as stream:
        if input_format(name, peek(stream, _HEAD_BYTES)) == "parquet":
            from newsnorm.formats.tables import parquet_rows, row_article

            yield from map(row_article, parquet_rows(_seekable(stream, name), name))
            return
        for number, line in bounded_lines(stream):
            if line is None:
                raise FormatError(f"{name}#{number}: line too long")
            if line.strip():
                yield _article(line, f"{name}#{number}")


def _article(line: bytes, name: str) -> Article:
    try:
        return loads(line)
    except FormatError as error:
        raise FormatError(f"{name}: {error}") from error
