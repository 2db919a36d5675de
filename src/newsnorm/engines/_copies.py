"""The batch functions of :mod:`newsnorm.engines.arrow` that find copies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import evolve

from newsnorm import duplicates
from newsnorm.duplicates import steps
from newsnorm.errors import InputError
from newsnorm.formats.extras import load_extra
from newsnorm.model import MERGING_KINDS

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
    "need_columns",
    "print_batch",
    "print_schema",
    "sketch_batch",
    "sketch_schema",
    "verify_batch",
    "verify_schema",
]

_SIGN = np.uint64(1 << 63)
_BITS = (1 << 64) - 1


def _schema(*columns: tuple[str, str]) -> pa.Schema:
    arrow = load_extra("pyarrow")
    kinds = {"int64s": arrow.list_(arrow.int64())}
    return arrow.schema(
        [(name, kinds.get(kind) or arrow.type_for_alias(kind)) for name, kind in columns]
    )


def need_columns(batch: pa.RecordBatch, names: Iterable[str]) -> None:
    """Raise :class:`InputError` unless *batch* has the columns *names*."""
    missing = [name for name in names if name not in batch.schema.names]
    if missing:
        raise InputError(f"no column {missing[0]!r} among {batch.schema.names!r}")


def print_schema() -> pa.Schema:
    """Return the schema of :func:`print_batch` and :func:`band_batch`: one row a document.

    ``key`` is equal for texts with the same words in the same order; ``prints``
    are its fingerprints, ``count`` says how many.  ``order0`` and ``order1`` put texts
    that share a large bucket beside like ones, ``identity`` breaks ties.

    >>> print_schema().names
    ['id', 'key', 'identity', 'order0', 'order1', 'count', 'prints']
    """
    numbers = [(name, "int64") for name in ("identity", "order0", "order1", "count")]
    return _schema(("id", "int64"), ("key", "string"), *numbers, ("prints", "int64s"))


def print_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return keys and fingerprints of the texts in a batch with ``id`` and ``text``.

    >>> import pyarrow as pa
    >>> texts = pa.RecordBatch.from_pydict({"id": [3, 4], "text": ["A b.", "a  B"]})
    >>> one, other = print_batch(texts)["key"].to_pylist()
    >>> one == other
    True
    """
    ids, texts = _texts(batch)
    found = steps.fingerprint_batch(texts)
    keys = [key or f"empty {name}" for key, name in zip(found.keys, ids.tolist(), strict=True)]
    return _prints(ids, keys, found)


def _prints(ids: Any, keys: Sequence[str | None], found: steps.Fingerprints) -> pa.RecordBatch:
    arrow = load_extra("pyarrow")
    hashes = arrow.array(found.hashes.astype(np.uint64).view(np.int64))
    lists = arrow.ListArray.from_arrays(arrow.array(found.bounds, arrow.int32()), hashes)
    numbers = (_signed(column) for column in (found.identities, *found.orders))
    return _rows(print_schema(), ids, keys, *numbers, np.diff(found.bounds), lists)


def _signed(values: Any) -> Any:
    """Return unsigned 64-bit *values* as signed ones in the same order: engines have no others."""
    return (values.astype(np.uint64) ^ _SIGN).view(np.int64)


def _texts(batch: pa.RecordBatch) -> tuple[Any, list[str]]:
    need_columns(batch, ("id", "text"))
    ids = batch.column("id").cast("int64").to_numpy(zero_copy_only=False)
    return ids, [text or "" for text in batch.column("text").to_pylist()]


def _rows(schema: pa.Schema, *columns: Any) -> pa.RecordBatch:
    arrow = load_extra("pyarrow")
    arrays = [
        column if isinstance(column, arrow.Array) else arrow.array(column, field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def bucket_schema() -> pa.Schema:
    """Return the schema of :func:`bucket_batch`: one row for each bucket that a text is in.

    >>> bucket_schema().names
    ['bucket', 'id', 'identity', 'order0', 'order1', 'count']
    """
    names = ("bucket", "id", "identity", "order0", "order1", "count")
    return _schema(*((name, "int64") for name in names))


def bucket_batch(batch: pa.RecordBatch, *, bits: int) -> pa.RecordBatch:
    """Spread the fingerprints of a batch of :func:`print_schema` over rows.

    A bucket is a fingerprint without its last *bits*: the bit length of the sum
    of ``count`` over the corpus, as in one process; 0 for bands.  One that a text
    has twice counts once.
    """
    lists = batch.column("prints")
    counts = lists.value_lengths().to_numpy(zero_copy_only=False)
    owners = np.repeat(np.arange(len(counts)), counts)
    buckets = (lists.flatten().to_numpy().view(np.uint64) >> np.uint64(bits)).view(np.int64)
    order = np.lexsort((buckets, owners))
    owners, buckets = owners[order], buckets[order]
    fresh = np.ones(len(order), bool)
    fresh[1:] = (owners[1:] != owners[:-1]) | (buckets[1:] != buckets[:-1])
    owners = owners[fresh]
    rest = (batch.column(name).to_numpy()[owners] for name in bucket_schema().names[1:])
    return _rows(bucket_schema(), buckets[fresh], *rest)


def meeting_schema() -> pa.Schema:
    """Return the schema of :func:`meeting_batch`: pairs of texts that meet in a bucket.

    ``few`` is 1 for a small bucket, ``many`` for a large one; ``least`` is the
    smaller ``count`` of the two.  By pair the first two are to be summed, and
    :func:`newsnorm.duplicates.steps.worth_comparing` says which pairs to compare.

    >>> meeting_schema().names
    ['a', 'b', 'few', 'many', 'least']
    """
    return _schema(*((name, "int64") for name in ("a", "b", "few", "many", "least")))


def meeting_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Pair the rows of a batch of :func:`bucket_schema`, which holds whole buckets.

    See :func:`newsnorm.duplicates.steps.meetings`.
    """
    arrow = load_extra("pyarrow")
    rows = arrow.Table.from_batches([batch]).sort_by([("bucket", "ascending"), ("id", "ascending")])
    names = ("bucket", "identity", "order0", "order1", "id", "count")
    bucket, identity, *orders, ids, counts = (rows.column(name).to_numpy() for name in names)
    found = steps.meetings(bucket, identity, np.stack(orders))
    one, other = ids[found.left], ids[found.right]
    least = np.minimum(counts[found.left], counts[found.right])
    large = found.large.astype(np.int64)
    return _rows(
        meeting_schema(), np.minimum(one, other), np.maximum(one, other), 1 - large, large, least
    )


def verify_schema() -> pa.Schema:
    """Return the schema of :func:`verify_batch`: pairs that may merge, which others do not.

    ``kind`` is that of the relation; ``small`` is the text of which more is in
    ``large``; ``filled`` and ``mask`` say how much of the large one is covered,
    and where.

    >>> verify_schema().names
    ['kind', 'small', 'large', 'filled', 'mask']
    """
    ids = (("small", "int64"), ("large", "int64"))
    return _schema(("kind", "string"), *ids, ("filled", "double"), ("mask", "int64"))


def verify_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Compare the pairs of a batch with ``a``, ``b``, ``text_a`` and ``text_b``.

    Pairs that do not merge are left out.
    """
    ids, texts, pairs = _sides(batch, "text")
    found = steps.compare_batch([text or "" for text in texts], pairs)
    return _verified([evolve(item, small=ids[item.small], large=ids[item.large]) for item in found])


def _sides(batch: pa.RecordBatch, name: str) -> tuple[list[int], list[Any], Any]:
    """Return the ids of a batch of pairs, what belongs to each, and the pairs as places."""
    columns = ("a", "b", f"{name}_a", f"{name}_b")
    need_columns(batch, columns)
    ones, others, *values = (batch.column(column).to_pylist() for column in columns)
    known = dict(zip(ones, values[0], strict=True)) | dict(zip(others, values[1], strict=True))
    ids = sorted(known)
    pairs = np.array((ones, others), np.int64).reshape(2, -1).T
    return ids, [known[name] for name in ids], np.searchsorted(ids, pairs)


def _verified(found: Sequence[steps.Comparison]) -> pa.RecordBatch:
    merging = [item for item in found if item.kind in MERGING_KINDS]
    masks = np.array([item.mask for item in merging], np.uint64).view(np.int64)
    columns = ([getattr(item, name) for item in merging] for name in verify_schema().names[:4])
    return _rows(verify_schema(), *columns, masks)


def merge_schema() -> pa.Schema:
    """Return the schema of :func:`merge_batch`: pairs of texts of one cluster.

    >>> merge_schema().names
    ['small', 'large']
    """
    return _schema(("small", "int64"), ("large", "int64"))


def merge_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the pairs that merge after all, without those that a round-up would chain.

    The batch is of :func:`verify_schema` and has all rows of each ``large`` in it.
    """
    rows = batch.to_pylist()
    found = (steps.Comparison(**{**row, "mask": row["mask"] & _BITS}) for row in rows)
    merging = np.array(steps.merging_pairs(found), np.int64).reshape(-1, 2)
    return _rows(merge_schema(), merging[:, 0], merging[:, 1])


def sketch_schema() -> pa.Schema:
    """Return the schema of :func:`sketch_batch`: the id, and the sketch as bytes.

    >>> sketch_schema().names
    ['id', 'sketch']
    """
    return _schema(("id", "int64"), ("sketch", "binary"))


def sketch_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the sketches of the texts in a batch with ``id`` and ``text``: 240 bytes each."""
    ids, texts = _texts(batch)
    return _rows(sketch_schema(), ids, [item.tobytes() for item in duplicates.sketch_batch(texts)])


def _sketches(rows: Sequence[bytes]) -> Any:
    return np.frombuffer(b"".join(rows), duplicates.SKETCH)


def band_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return the bands of the sketches in a batch: rows of :func:`print_schema` without a key."""
    need_columns(batch, ("id", "sketch"))
    sketches = _sketches(batch.column("sketch").to_pylist())
    return _prints(batch.column("id"), [None] * len(sketches), duplicates.band_batch(sketches))


def judge_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Compare the pairs of a batch with ``a``, ``b``, ``sketch_a``, ``sketch_b``; ``a < b``.

    The result is that of :func:`verify_batch`.
    """
    ids, rows, pairs = _sides(batch, "sketch")
    sketches = _sketches(rows)
    found = duplicates.judge(sketches[pairs[:, 0]], sketches[pairs[:, 1]])
    columns = (found.kinds, found.smaller.tolist(), found.filled.tolist(), found.covered.tolist())
    return _verified(
        [
            steps.Comparison(
                kind=kind,
                small=ids[a if smaller else b],
                large=ids[b if smaller else a],
                filled=filled,
                mask=mask,
            )
            for (a, b), kind, smaller, filled, mask in zip(pairs.tolist(), *columns, strict=True)
        ]
    )
