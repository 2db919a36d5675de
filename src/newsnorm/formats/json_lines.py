"""JSON and JSON lines: records in, articles in and out.

Takes streams of UTF-8; yields documents or articles.  Raises
:class:`FormatError` for what is no JSON object.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Literal

from newsnorm.errors import FormatError, NewsnormError, shortened
from newsnorm.formats.document import RawDocument, broken
from newsnorm.formats.records import from_record, from_text_column
from newsnorm.formats.schema_org import find_article, from_schema_org
from newsnorm.formats.streams import bounded_lines, read_all
from newsnorm.model import Article

__all__ = ["dumps", "from_json", "from_json_lines", "json_bytes", "loads"]


def json_bytes(value: object) -> bytes:
    r"""Return *value* as JSON in UTF-8 on one line; lone surrogates are escaped.

    >>> json_bytes({"a": "ä\ud800"})
    b'{"a": "\xc3\xa4\\ud800"}'
    """
    return _encode(value).encode("utf-8", "backslashreplace")


_encode = json.JSONEncoder(ensure_ascii=False).encode


def dumps(article: Article) -> str:
    """Return *article* as one line of JSON, without the line end.

    >>> loads(dumps(Article(headline="T"))) == Article(headline="T")
    True
    """
    return json_bytes(article.to_dict()).decode("utf-8")


def loads(line: str | bytes) -> Article:
    """Return the article that :func:`dumps` wrote; :class:`FormatError` if it is none."""
    return Article.from_dict(_object(line, "line"))


def _object(data: str | bytes, name: str) -> dict[str, Any]:
    value = _json(data, name)
    if not isinstance(value, dict):
        raise FormatError(f"{name}: not a JSON object: {shortened(data)}")
    return value


def _json(data: str | bytes, name: str) -> Any:
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{name}: not JSON: {shortened(data)} ({error})") from error


def from_json_lines(
    stream: BinaryIO,
    *,
    uri: str,
    column: str | None = None,
    on_error: Literal["raise", "yield"] = "raise",
) -> Iterator[RawDocument]:
    """Yield a document for each line; empty lines are passed over.

    *column* names the one with the text; without it the keys tell what family
    the record is of.  A record without an id has the line as its ``uri``
    (``file.jsonl#3``).  With *on_error* ``"yield"`` a broken line comes as a
    document with its ``error``.
    """
    for number, line in bounded_lines(stream):
        if line is not None and not line.strip():
            continue
        name = f"{uri}#{number}"
        try:
            if line is None:
                raise FormatError(f"{name}: line too long")
            yield named(read_record(_object(line, name), column), name)
        except NewsnormError as error:
            if on_error == "raise":
                raise
            yield broken(name, "unreadable", error)


def read_record(record: dict[str, Any], column: str | None) -> RawDocument:
    """Read *record* by its *column*, or by what its keys say."""
    return from_record(record) if column is None else from_text_column(record, column=column)


def named(document: RawDocument, name: str) -> RawDocument:
    """Give *document* the uri *name* if it has none."""
    from attrs import evolve

    return document if document.uri else evolve(document, uri=name)


def from_json(
    stream: BinaryIO,
    *,
    uri: str,
    column: str | None = None,
    on_error: Literal["raise", "yield"] = "raise",
) -> Iterator[RawDocument]:
    """Yield the documents of one JSON value: an object, an array, a JSON-LD graph.

    A file of several objects, one a line, is read as JSON lines.
    """
    data = read_all(stream, uri)
    try:
        value = _json(data, uri)
    except FormatError:
        if data.count(b"\n") == 0 or not data.lstrip().startswith(b"{"):
            raise
        yield from _as_lines(data, uri, column, on_error)
        return
    if isinstance(value, dict) and "@graph" in value and "@type" not in value:
        nodes = [node for node in value["@graph"] if isinstance(node, dict)]
        articles = [node for node in nodes if find_article([node])]
        rows: list[Any] = articles if len(articles) > 1 else [value]
    else:
        rows = value if isinstance(value, list) else [value]
    for number, row in enumerate(rows, start=1):
        name = f"{uri}#{number}" if len(rows) > 1 else uri
        try:
            if not isinstance(row, dict):
                raise FormatError(f"{name}: not a JSON object: {shortened(row)}")
            graph = "@graph" in row and "@type" not in row
            document = from_schema_org(row) if graph else read_record(row, column)
            yield named(document, name)
        except NewsnormError as error:
            if on_error == "raise":
                raise
            yield broken(name, "unreadable", error)


def _as_lines(
    data: bytes, uri: str, column: str | None, on_error: Literal["raise", "yield"]
) -> Iterator[RawDocument]:
    from io import BytesIO

    yield from from_json_lines(BytesIO(data), uri=uri, column=column, on_error=on_error)
