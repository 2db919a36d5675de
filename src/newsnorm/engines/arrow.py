"""Batch functions over Arrow: what every engine calls, pure and without state.

Takes ``pyarrow.RecordBatch`` values; gives others of a published schema.
Raises :class:`MissingExtraError` without pyarrow, and
:class:`InputError` for a batch without the columns needed; a document that
cannot be read never stops a batch, its row has the ``error``.

:func:`normalize_batch` works on documents.  The others are the steps of
:func:`newsnorm.deduplicate` (with ``relations="near"``), cut where rows must
meet rows of other batches, so that an engine can shuffle between them::

    key_batch ─ first of each key ─ print_batch ─ sort by bucket ─ neighbour_batches
    ─ sum by pair ─ keep those worth a look ─ join the texts ─ verify_batch ─ group by large
    ─ split_batch ─ connected components

or, without the texts, of the sketches of :mod:`newsnorm.duplicates`::

    sketch_batch ─ band_batch ─ sort by bucket ─ neighbour_batches ─ distinct pairs
    ─ join the sketches ─ judge_batch ─ group by large ─ split_batch ─ connected components

They give exactly the labels of the one process, since they are made of its
parts.  Ids are integers; a cluster is called by its smallest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from newsnorm.duplicates._candidates import ALL_PAIRS, NEIGHBOURS
from newsnorm.engines._steps import (
    band_rows,
    document_keys,
    followers,
    judged,
    packed,
    pair_columns,
    print_rows,
    round_ups,
    verified,
)
from newsnorm.errors import InputError, NewsnormError
from newsnorm.formats import RawDocument, article_row, article_schema
from newsnorm.formats.document import LIST_FIELDS, TEXT_FIELDS
from newsnorm.formats.extras import load_extra
from newsnorm.formats.records import from_record, from_text_column
from newsnorm.model import Article
from newsnorm.options import DEFAULT_OPTIONS, Options
from newsnorm.pipeline import normalize

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "SMALL_BUCKET",
    "band_batch",
    "judge_batch",
    "key_batch",
    "key_schema",
    "neighbour_batches",
    "neighbour_schema",
    "normalize_batch",
    "normalize_table",
    "normalized_schema",
    "print_batch",
    "print_schema",
    "sketch_batch",
    "sketch_schema",
    "split_batch",
    "split_schema",
    "verify_batch",
    "verify_schema",
]


SMALL_BUCKET = ALL_PAIRS
"""Texts in a bucket up to which each is paired with each."""


def _schema(*columns: tuple[str, str]) -> pa.Schema:
    arrow = load_extra("pyarrow")
    return arrow.schema([(name, arrow.type_for_alias(kind)) for name, kind in columns])


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
    _need(batch, keep)
    rows = [
        {**{name: row[name] for name in keep}, **_normalized(row, options, column)}
        for row in batch.to_pylist()
    ]
    kept = arrow.schema([batch.schema.field(name) for name in keep])
    return arrow.RecordBatch.from_pylist(rows, schema=normalized_schema(kept))


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


def _need(batch: pa.RecordBatch, names: Iterable[str]) -> None:
    missing = [name for name in names if name not in batch.schema.names]
    if missing:
        raise InputError(f"no column {missing[0]!r} among {batch.schema.names!r}")


def _normalized(row: dict[str, Any], options: Options, column: str | None) -> dict[str, Any]:
    try:
        source = _document(row, column).source()
        return {**article_row(normalize(source, options=options)), "error": None}
    except NewsnormError as error:
        empty = article_row(Article())
        return {**empty, "error": f"{type(error).__name__}: {error}"}


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


def key_schema() -> pa.Schema:
    """Return the schema of :func:`key_batch`.

    ``key`` is equal for texts with the same words in the same order, and
    ``prints`` how many fingerprints the text has.

    >>> key_schema().names
    ['id', 'key', 'prints']
    """
    return _schema(("id", "int64"), ("key", "string"), ("prints", "int64"))


def key_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the keys of the texts in a batch with ``id`` and ``text``.

    >>> import pyarrow as pa
    >>> texts = pa.RecordBatch.from_pydict({"id": [3, 4], "text": ["A b.", "a  B"]})
    >>> one, other = key_batch(texts)["key"].to_pylist()
    >>> one == other
    True
    """
    arrow = load_extra("pyarrow")
    ids, texts = _texts(batch)
    keys, prints = document_keys(ids, texts)
    return arrow.RecordBatch.from_arrays([arrow.array(ids), keys, prints], schema=key_schema())


def _texts(batch: pa.RecordBatch) -> tuple[Any, list[str]]:
    _need(batch, ("id", "text"))
    ids = batch.column("id").cast("int64").to_numpy(zero_copy_only=False)
    return ids, [text or "" for text in batch.column("text").to_pylist()]


def print_schema() -> pa.Schema:
    """Return the schema of :func:`print_batch`: one row a fingerprint.

    ``bucket`` is equal for equal fingerprints; ``row0`` and ``row1`` order the
    texts of a large bucket so that like stands beside like, ``identity`` breaks
    ties; ``count`` is the number of fingerprints of the text.

    >>> print_schema().names
    ['bucket', 'id', 'row0', 'row1', 'identity', 'count']
    """
    names = ("bucket", "id", "row0", "row1", "identity", "count")
    return _schema(*((name, "int64") for name in names))


def print_batch(batch: pa.RecordBatch, *, total: int) -> pa.RecordBatch:
    """Return the fingerprints of the texts in a batch with ``id`` and ``text``.

    *total* is the number of fingerprints in the whole corpus (the sum of
    ``prints`` of :func:`key_batch`): buckets have as many bits as in one process.
    """
    arrow = load_extra("pyarrow")
    columns = print_rows(*_texts(batch), total)
    return arrow.RecordBatch.from_arrays(list(map(arrow.array, columns)), schema=print_schema())


def neighbour_schema() -> pa.Schema:
    """Return the schema of :func:`neighbour_batches`: pairs of texts that share a bucket.

    ``few`` is 1 for a small bucket, ``many`` for a large one; ``least`` is the
    smaller ``count`` of the two.  By pair the first two are to be summed.

    >>> neighbour_schema().names
    ['a', 'b', 'few', 'many', 'least']
    """
    return _schema(*((name, "int64") for name in ("a", "b", "few", "many", "least")))


def neighbour_batches(
    batches: Iterable[pa.RecordBatch], *, large: bool
) -> Iterator[pa.RecordBatch]:
    """Pair each row with those that follow in its bucket: all of a small one, two of a *large* one.

    *batches* are of :func:`print_schema`, each bucket whole and in one piece:
    as an engine gives them after a shuffle and a sort; those of large buckets
    (more than :data:`SMALL_BUCKET`) once in the order of ``row0`` and once in
    that of ``row1``.  Memory is that of one batch, however large a bucket is.
    """
    arrow = load_extra("pyarrow")
    reach = NEIGHBOURS if large else SMALL_BUCKET - 1
    carried = arrow.table([], schema=arrow.schema([]))
    for batch in batches:
        table = arrow.Table.from_batches([batch])
        seen = carried.num_rows
        if seen:
            table = arrow.concat_tables([carried, table])
        hits = _hits(table, seen, reach, large=large)
        if hits is not None:
            yield hits
        carried = table.slice(max(0, table.num_rows - reach))


def _hits(table: pa.Table, seen: int, reach: int, *, large: bool) -> pa.RecordBatch | None:
    """Return the pairs of *table* whose second row is not among the *seen* ones."""
    arrow = load_extra("pyarrow")
    columns = {name: table.column(name).combine_chunks() for name in print_schema().names}
    left, right = followers(columns["bucket"].to_numpy(), seen, reach)
    if not len(left):
        return None
    pairs = pair_columns(
        columns["id"].to_numpy(), columns["count"].to_numpy(), left, right, large=large
    )
    arrays = [arrow.array(pairs[name]) for name in neighbour_schema().names]
    return arrow.RecordBatch.from_arrays(arrays, schema=neighbour_schema())


def verify_schema() -> pa.Schema:
    """Return the schema of :func:`verify_batch`.

    ``kind`` is that of the relation, null where there is none that matters;
    ``small`` is the text of which more is in ``large``; ``filled`` and ``mask``
    say how much of the large one is covered, and where.

    >>> verify_schema().names
    ['kind', 'small', 'large', 'filled', 'mask']
    """
    return _schema(
        ("kind", "string"),
        ("small", "int64"),
        ("large", "int64"),
        ("filled", "double"),
        ("mask", "int64"),
    )


def verify_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Compare the pairs of a batch with ``a``, ``b``, ``text_a`` and ``text_b``; ``a < b``."""
    arrow = load_extra("pyarrow")
    _need(batch, ("a", "b", "text_a", "text_b"))
    rows = verified(*(batch.column(name).to_pylist() for name in ("a", "b", "text_a", "text_b")))
    return arrow.RecordBatch.from_pylist(rows, schema=verify_schema())


def sketch_schema() -> pa.Schema:
    """Return the schema of :func:`sketch_batch`: the id, and the sketch as bytes.

    >>> sketch_schema().names
    ['id', 'sketch']
    """
    return _schema(("id", "int64"), ("sketch", "binary"))


def sketch_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the sketches of the texts in a batch with ``id`` and ``text``: 240 bytes each."""
    arrow = load_extra("pyarrow")
    ids, texts = _texts(batch)
    columns = [arrow.array(ids), arrow.array(packed(texts), arrow.binary())]
    return arrow.RecordBatch.from_arrays(columns, schema=sketch_schema())


def band_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the bands of the sketches in a batch: rows of :func:`print_schema`."""
    arrow = load_extra("pyarrow")
    _need(batch, ("id", "sketch"))
    ids = batch.column("id").to_numpy(zero_copy_only=False)
    columns = band_rows(ids, batch.column("sketch").to_pylist())
    arrays = [
        arrow.array(column, field.type)
        for column, field in zip(columns, print_schema(), strict=True)
    ]
    return arrow.RecordBatch.from_arrays(arrays, schema=print_schema())


def judge_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Compare the pairs of a batch with ``a``, ``b``, ``sketch_a``, ``sketch_b``; ``a < b``.

    The result is of :func:`verify_schema`.
    """
    arrow = load_extra("pyarrow")
    _need(batch, ("a", "b", "sketch_a", "sketch_b"))
    names = ("a", "b", "sketch_a", "sketch_b")
    rows = judged(*(batch.column(name).to_pylist() for name in names))
    return arrow.RecordBatch.from_pylist(rows, schema=verify_schema())


def split_schema() -> pa.Schema:
    """Return the schema of :func:`split_batch`: pairs that do not merge after all.

    >>> split_schema().names
    ['small', 'large']
    """
    return _schema(("small", "int64"), ("large", "int64"))


def split_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Find the pairs by which a round-up would chain the strangers that it holds.

    The batch has ``large`` and in ``held`` a list of ``small``, ``filled`` and
    ``mask`` of all texts that were found near to it.
    """
    arrow = load_extra("pyarrow")
    _need(batch, ("large", "held"))
    rows = [
        {"small": small, "large": large}
        for row in batch.to_pylist()
        for small, large in round_ups(row["large"], row["held"])
    ]
    return arrow.RecordBatch.from_pylist(rows, schema=split_schema())
