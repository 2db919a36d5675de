"""Articles out: JSON lines, Parquet, schema.org JSON-LD, IPTC ninjs, CSV."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, TypeAlias, get_args

from newsnorm.errors import FormatError
from newsnorm.formats.json_lines import json_bytes
from newsnorm.formats.ninjs import to_ninjs
from newsnorm.formats.schema_org import to_schema_org
from newsnorm.formats.streams import open_output
from newsnorm.model import Article

__all__ = ["ArticleSink", "OutputFormat", "open_sink", "output_format", "write"]

OutputFormat: TypeAlias = Literal["jsonl", "parquet", "jsonld", "ninjs", "csv"]

_BY_SUFFIX: dict[str, OutputFormat] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".jsonld": "jsonld",
    ".ninjs": "ninjs",
    ".csv": "csv",
}


class ArticleSink(Protocol):
    """Something that articles are written to, one after another."""

    def write(self, article: Article, /) -> None:
        """Add *article*."""
        ...


def output_format(path: str | os.PathLike[str]) -> OutputFormat:
    """Return the format that the name of a file asks for; JSON lines if none does.

    >>> output_format("out/articles.parquet"), output_format("-"), output_format("a.csv.gz")
    ('parquet', 'jsonl', 'csv')
    """
    suffixes = [suffix.lower() for suffix in Path(os.fspath(path)).suffixes]
    while suffixes and suffixes[-1] in (".gz", ".zst"):
        suffixes.pop()
    return _BY_SUFFIX.get(suffixes[-1], "jsonl") if suffixes else "jsonl"


class _Lines:
    """One JSON object a line."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, article: Article) -> None:
        self._stream.write(json_bytes(article.to_dict()) + b"\n")


class _Items:
    """One JSON document: *opening*, the objects with commas between them, *closing*."""

    def __init__(self, stream: BinaryIO, kind: Literal["jsonld", "ninjs"]) -> None:
        self._stream = stream
        self._graph = kind == "jsonld"
        self._separator = (
            b'{"@context": "https://schema.org", "@graph": [\n' if self._graph else b"[\n"
        )

    def write(self, article: Article) -> None:
        item = to_schema_org(article) if self._graph else to_ninjs(article)
        item.pop("@context", None)
        self._stream.write(self._separator + json_bytes(item))
        self._separator = b",\n"

    def close(self) -> None:
        if self._separator != b",\n":
            self._stream.write(self._separator)
        self._stream.write(b"\n]}\n" if self._graph else b"\n]\n")


class _Cells:
    """A line of CSV for each article."""

    def __init__(self, stream: BinaryIO, *, header: bool) -> None:
        from newsnorm.formats.tables import CSV_COLUMNS, csv_row, write_csv_rows

        self._stream, self._row, self._write = stream, csv_row, write_csv_rows
        if header:
            write_csv_rows([CSV_COLUMNS], stream)

    def write(self, article: Article) -> None:
        self._write([self._row(article)], self._stream)


@contextmanager
def open_sink(
    path: str | os.PathLike[str],
    *,
    format: OutputFormat | None = None,  # noqa: A002 (the word users look for)
    append: bool = False,
) -> Iterator[ArticleSink]:
    """Open a file to write articles to; ``"-"`` is standard output.

    The format is that of the name (``.jsonl``, ``.parquet``, ``.jsonld``,
    ``.ninjs``, ``.csv``, with ``.gz`` or ``.zst`` behind it) if it is not
    given.  The file appears whole at the end, or not at all.  *append* adds to
    a file of JSON lines or CSV in place.

    Raises :class:`FormatError` for an unknown format or one that cannot be
    appended to, :class:`SourceError` for a file that cannot be written,
    :class:`MissingExtraError` where a package is needed.
    """
    kind = format or output_format(path)
    if kind not in get_args(OutputFormat):
        raise FormatError(f"no such format: {kind!r}; one of {', '.join(get_args(OutputFormat))}")
    if append and kind not in ("jsonl", "csv"):
        raise FormatError(f"a file of {kind} cannot be appended to")
    with open_output(path, append=append) as stream, _sink(stream, kind, append=append) as sink:
        yield sink


def _sink(
    stream: BinaryIO, kind: OutputFormat, *, append: bool
) -> AbstractContextManager[ArticleSink]:
    if kind == "parquet":
        from newsnorm.formats.tables import ParquetSink

        return ParquetSink(stream)
    if kind in ("jsonld", "ninjs"):
        return _closing(_Items(stream, "jsonld" if kind == "jsonld" else "ninjs"))
    return _plain(_Cells(stream, header=not append) if kind == "csv" else _Lines(stream))


@contextmanager
def _closing(items: _Items) -> Iterator[ArticleSink]:
    yield items
    items.close()


@contextmanager
def _plain(sink: ArticleSink) -> Iterator[ArticleSink]:
    yield sink


def write(
    articles: Iterable[Article],
    path: str | os.PathLike[str],
    *,
    format: OutputFormat | None = None,  # noqa: A002 (the word users look for)
) -> int:
    """Write *articles* to a file and return how many there were; see :func:`open_sink`."""
    count = 0
    with open_sink(path, format=format) as sink:
        for article in articles:
            sink.write(article)
            count += 1
    return count
