"""Batch functions over Arrow: what every engine calls, pure and without state.

Takes ``pyarrow.RecordBatch`` values; gives others of a published schema.
Raises :class:`MissingExtraError` without pyarrow, and
:class:`InputError` for a batch without the columns needed; a document that
cannot be read never stops a batch, its row has the ``error``.

:func:`normalize_batch` works on documents.  The others are the steps of
:func:`newsnorm.deduplicate` (with ``relations="near"``), cut where rows must
meet rows of other batches, so that an engine can shuffle between them::

    print_batch ─ the first of each key ─ bucket_batch ─ rows by bucket ─ meeting_batch
    ─ sum by pair ─ worth_comparing ─ join the texts ─ verify_batch ─ group by large
    ─ merge_batch ─ components

or, without the texts, of the sketches of :mod:`newsnorm.duplicates`::

    sketch_batch ─ band_batch ─ bucket_batch ─ rows by bucket ─ meeting_batch ─ distinct pairs
    ─ join the sketches ─ judge_batch ─ group by large ─ merge_batch ─ components

They give exactly the labels of the one process, since they are made of its
parts: :mod:`newsnorm.duplicates.steps` and :mod:`newsnorm.duplicates.sketches`.
Ids are integers; a cluster is called by its smallest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from newsnorm.engines._copies import (
    band_batch,
    bucket_batch,
    bucket_schema,
    judge_batch,
    meeting_batch,
    meeting_schema,
    merge_batch,
    merge_schema,
    need_columns,
    print_batch,
    print_schema,
    sketch_batch,
    sketch_schema,
    verify_batch,
    verify_schema,
)
from newsnorm.errors import NewsnormError
from newsnorm.formats import RawDocument, article_row, article_schema
from newsnorm.formats.document import LIST_FIELDS, TEXT_FIELDS
from newsnorm.formats.extras import load_extra
from newsnorm.formats.records import from_record, from_text_column
from newsnorm.model import Article
from newsnorm.options import DEFAULT_OPTIONS, Options
from newsnorm.pipeline import Failure, normalize_many
from newsnorm.pipeline.sources import Source

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "band_batch",
    "bucket_batch",
    "bucket_schema",
    "judge_batch",
    "meeting_batch",
    "meeting_schema",
    "merge_batch",
    "merge_schema",
    "normalize_batch",
    "normalize_table",
    "normalized_schema",
    "print_batch",
    "print_schema",
    "sketch_batch",
    "sketch_schema",
    "verify_batch",
    "verify_schema",
]


def normalized_schema(keep: pa.Schema | None = None) -> pa.Schema:
    """Return the schema of :func:`normalize_batch`.

    Those of an article (:func:`newsnorm.formats.article_schema`) and ``error``,
    a text where the document failed; before them the columns *keep*.

    >>> normalized_schema().names[-3:]
    ['details', 'ledger', 'error']
    """
    arrow = load_extra("pyarrow")
    return arrow.schema([*(keep or ()), *article_schema(), arrow.field("error", arrow.string())])


def normalize_batch(
    batch: pa.RecordBatch,
    *,
    options: Options = DEFAULT_OPTIONS,
    column: str | None = None,
    keep: Sequence[str] = (),
) -> pa.RecordBatch:
    r"""Normalize the documents of a batch, row by row.

    A row is read as a dictionary: that of an extractor, or one with the text in
    *column*, or with bytes in ``raw`` (and ``charset``).  The columns *keep* are
    passed on.  Order and number of rows stay.

    >>> import pyarrow as pa
    >>> rows = pa.RecordBatch.from_pydict({"id": [7], "text": ["Date: 2025-02-12\n\nIt rained."]})
    >>> done = normalize_batch(rows, keep=["id"]).to_pylist()[0]
    >>> done["id"], done["article_body"], done["date_published"], done["error"]
    (7, 'It rained.', '2025-02-12', None)
    """
    arrow = load_extra("pyarrow")
    need_columns(batch, keep)
    rows = batch.to_pylist()
    done = _normalized([_source(row, column) for row in rows], options)
    for row, result in zip(rows, done, strict=True):
        result.update((name, row[name]) for name in keep)
    kept = arrow.schema([batch.schema.field(name) for name in keep])
    return arrow.RecordBatch.from_pylist(done, schema=normalized_schema(kept))


def normalize_table(
    table: pa.Table,
    *,
    options: Options = DEFAULT_OPTIONS,
    column: str | None = None,
    keep: Sequence[str] = (),
) -> pa.Table:
    """Normalize the documents of a table: :func:`normalize_batch` of all its batches."""
    arrow = load_extra("pyarrow")
    batches = table.to_batches() or [arrow.RecordBatch.from_pylist([], schema=table.schema)]
    return arrow.Table.from_batches(
        [normalize_batch(batch, options=options, column=column, keep=keep) for batch in batches]
    )


def _normalized(
    sources: Sequence[Source | NewsnormError], options: Options
) -> list[dict[str, Any]]:
    """Return the values of a row for each source, or for the error there is instead of one."""
    sound = (source for source in sources if not isinstance(source, NewsnormError))
    results = normalize_many(sound, options=options, on_error="yield")
    rows = []
    for source in sources:
        result = source if isinstance(source, NewsnormError) else next(results)
        if isinstance(result, Article):
            rows.append({**article_row(result), "error": None})
        else:
            error = result.error if isinstance(result, Failure) else result
            rows.append({**article_row(Article()), "error": f"{type(error).__name__}: {error}"})
    return rows


def _source(row: dict[str, Any], column: str | None) -> Source | NewsnormError:
    try:
        return _document(row, column).source()
    except NewsnormError as error:
        return error


def _document(row: dict[str, Any], column: str | None) -> RawDocument:
    if isinstance(row.get("raw"), bytes):
        stated = {name: row[name] for name in TEXT_FIELDS if isinstance(row.get(name), str)}
        lists = {name: tuple(row[name]) for name in LIST_FIELDS if row.get(name)}
        return RawDocument(
            raw=row["raw"],
            charset=row.get("charset"),
            uri=row.get("uri"),
            fields={**stated, **lists},
        )
    return from_record(row) if column is None else from_text_column(row, column=column)
