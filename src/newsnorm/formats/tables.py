"""Articles as rows: Parquet and Arrow (the extra ``parquet``), and CSV of the main fields.

Takes articles or files; gives the other.  Raises :class:`MissingExtraError`
without pyarrow, :class:`FormatError` for a broken file or row.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Self

from newsnorm.errors import FormatError, NewsnormError
from newsnorm.formats.document import LIST_FIELDS, TEXT_FIELDS, RawDocument, broken
from newsnorm.formats.extras import load_extra
from newsnorm.formats.json_lines import json_bytes, named, read_record
from newsnorm.model import Article

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "CSV_COLUMNS",
    "article_row",
    "article_schema",
    "from_csv",
    "from_parquet",
    "row_article",
    "write_csv_rows",
]

_TEXT_COLUMNS = ("uri", *TEXT_FIELDS, "article_body", "encoding")
_DATE_COLUMNS = ("date_published", "date_modified")
_ROWS_A_BATCH = 256
"""Rows read at once: of articles of 3 kB under a megabyte."""

CSV_COLUMNS = (
    "uri",
    "headline",
    "alternative_headline",
    "description",
    "date_published",
    "date_modified",
    "in_language",
    "author",
    "publisher",
    "source_organization",
    "article_section",
    "keywords",
    "url",
    "article_body",
)
"""The columns of a CSV file; lists are joined by semicolons."""


def article_schema() -> pa.Schema:
    """Return the Arrow schema of an article's row.

    One column for each field; dates are ISO 8601 strings no finer than what is
    known; ``details`` and ``ledger`` are JSON: everything else, so that a row
    gives the article back.

    >>> article_schema().names[:3], str(article_schema().field("keywords").type)
    (['uri', 'headline', 'alternative_headline'], 'list<item: string>')
    """
    arrow = load_extra("pyarrow")
    columns = [arrow.field(name, arrow.string()) for name in _TEXT_COLUMNS]
    columns += [arrow.field(name, arrow.list_(arrow.string())) for name in LIST_FIELDS]
    columns += [arrow.field("details", arrow.string()), arrow.field("ledger", arrow.string())]
    return arrow.schema(columns, metadata={"newsnorm": "article"})


def article_row(article: Article) -> dict[str, Any]:
    """Return *article* as the values of a row of :func:`article_schema`.

    A text with lone surrogates, which no Arrow column can hold, stands in its
    column with U+FFFD for each, and as it is in ``details``.

    >>> row = article_row(Article(headline="T", keywords=("a",)))
    >>> row["headline"], row["keywords"], row["url"]
    ('T', ['a'], None)
    """
    rest: dict[str, Any] = article.to_dict()
    row: dict[str, Any] = dict.fromkeys(_TEXT_COLUMNS)
    for name in _TEXT_COLUMNS:
        value = rest.get(name)
        if name in _DATE_COLUMNS:
            row[name] = value["isoformat"] if value else None
        elif isinstance(value, str):
            row[name] = _valid(value)
            if row[name] == value:
                del rest[name]
    for name in LIST_FIELDS:
        values = rest.get(name, [])
        row[name] = [_valid(value) for value in values]
        if row[name] == values:
            rest.pop(name, None)
    row["ledger"] = json_bytes(rest.pop("ledger")).decode("utf-8")
    row["details"] = json_bytes(rest).decode("utf-8")
    return row


def _valid(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("�" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def row_article(row: dict[str, Any]) -> Article:
    """Return the article of a row; :class:`FormatError` if it is none."""
    try:
        values = json.loads(row["details"])
        values["ledger"] = json.loads(row["ledger"])
        for name in (*_TEXT_COLUMNS, *LIST_FIELDS):
            if name not in values and row.get(name) not in (None, []):
                values[name] = row[name]
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"not the row of an article ({error})") from error
    return Article.from_dict(values)


def from_parquet(
    file: BinaryIO,
    *,
    uri: str,
    column: str | None = None,
    on_error: Literal["raise", "yield"] = "raise",
) -> Iterator[RawDocument]:
    """Yield a document for each row of a Parquet file, batch by batch."""
    for number, row in enumerate(parquet_rows(file, uri), start=1):
        name = f"{uri}#{number}"
        try:
            yield named(read_record(_without_details(row), column), name)
        except NewsnormError as error:
            if on_error == "raise":
                raise
            yield broken(name, "unreadable", error)


def _without_details(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row of an article as its dictionary, another row as it is."""
    if "details" in row and "ledger" in row and "article_body" in row:
        return row_article(row).to_dict()
    return row


def parquet_rows(file: BinaryIO, uri: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file as dictionaries, in constant memory."""
    arrow, parquet = load_extra("pyarrow"), load_extra("pyarrow.parquet")
    try:
        for batch in parquet.ParquetFile(file).iter_batches(batch_size=_ROWS_A_BATCH):
            yield from batch.to_pylist()
    except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError, OSError) as error:
        raise FormatError(f"{uri}: not a Parquet file, or a broken one ({error})") from error


class ParquetSink:
    """Writes articles to a stream as Parquet, a batch at a time.

    >>> stream = io.BytesIO()
    >>> with ParquetSink(stream) as sink:
    ...     sink.write(Article(headline="T"))
    >>> stream.getvalue()[:4]
    b'PAR1'
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._rows: list[dict[str, Any]] = []
        self._arrow = load_extra("pyarrow")
        self._writer = load_extra("pyarrow.parquet").ParquetWriter(
            stream, article_schema(), compression="zstd"
        )

    def write(self, article: Article) -> None:
        """Add an article."""
        self._rows.append(article_row(article))
        if len(self._rows) >= _ROWS_A_BATCH:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_batch(
            self._arrow.RecordBatch.from_pylist(self._rows, schema=article_schema())
        )
        self._rows = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and self._rows:
            self._flush()
        self._writer.close()


def write_csv_rows(rows: Iterable[Sequence[str]], stream: BinaryIO) -> None:
    """Write *rows* as CSV (RFC 4180) in UTF-8; lone surrogates become U+FFFD."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_valid(cell) for cell in row])
    stream.write(text.getvalue().encode("utf-8"))


def csv_row(article: Article) -> list[str]:
    """Return the cells of *article* under :data:`CSV_COLUMNS`.

    >>> csv_row(Article(headline="T", keywords=("a", "b")))[1:2]
    ['T']
    """
    cells = []
    for name in CSV_COLUMNS:
        value = getattr(article, name)
        if isinstance(value, tuple):
            cells.append("; ".join(value))
        else:
            cells.append("" if value is None else str(value))
    return cells


def from_csv(
    stream: BinaryIO,
    *,
    uri: str,
    column: str | None = None,
    delimiter: str = ",",
    on_error: Literal["raise", "yield"] = "raise",
) -> Iterator[RawDocument]:
    """Yield a document for each row of a CSV file with a header line, in UTF-8."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    csv.field_size_limit(max(csv.field_size_limit(), _CSV_FIELD_CHARS))
    reader = csv.DictReader(text, delimiter=delimiter, restkey="")
    try:
        for number in count(1):
            name = f"{uri}#{number}"
            try:
                row = next(reader, None)
                if row is None:
                    return
                yield named(read_record(_csv_record(row), column), name)
            except (csv.Error, NewsnormError) as error:
                found = broken(name, "not CSV", error)
                if on_error == "raise" and found.error is not None:
                    raise found.error from error
                yield found
    finally:
        text.detach()  # the stream is its opener's to close


_CSV_FIELD_CHARS = 64 * 1024 * 1024


def _csv_record(row: dict[str, Any]) -> dict[str, Any]:
    """Cut the lists that a CSV of newsnorm holds joined."""
    return {
        key: value.split("; ") if key in LIST_FIELDS and isinstance(value, str) else value
        for key, value in row.items()
        if isinstance(value, str) and value
    }
