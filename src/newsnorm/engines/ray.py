"""newsnorm in Ray Data (the extra ``ray``): normalize, and deduplicate by groups.

Takes datasets; gives datasets.  Raises :class:`MissingExtraError` without ray or
pyarrow, :class:`InputError` for a dataset without the columns needed.

Texts and fingerprints stay in the cluster; keys, pairs that merge and labels
(some 80 bytes a document) come to the driver.  Beyond a few hundred million
documents use :mod:`newsnorm.engines.spark`, which keeps nothing there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from newsnorm.engines import arrow
from newsnorm.engines._tables import (
    clusters,
    each_batch,
    first_of_key,
    meet,
    renamed,
    with_shard,
    without,
    worth_comparing,
)
from newsnorm.errors import InputError
from newsnorm.formats.extras import load_extra
from newsnorm.options import DEFAULT_OPTIONS, Options

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset

__all__ = ["deduplicate", "normalize"]

_SHARD_PRINTS = 2_000_000
"""Fingerprints that one task sorts at once: some 200 MB."""
_BATCH_ROWS = 1_000


def normalize(
    ds: Dataset,
    *,
    options: Options = DEFAULT_OPTIONS,
    column: str | None = None,
    keep: Sequence[str] = (),
) -> Dataset:
    """Normalize the documents of a dataset; see :func:`newsnorm.engines.arrow.normalize_batch`.

    The result has the columns *keep*, those of an article, and ``error``.
    """
    work = partial(arrow.normalize_batch, options=options, column=column, keep=tuple(keep))
    return _map(ds, work)


def deduplicate(
    ds: Dataset,
    *,
    id: str = "id",  # noqa: A002 (the word users have for it)
    text: str = "article_body",
) -> Dataset:
    """Label copies: a dataset with the column *id* and ``cluster``, one row a document.

    *id* names a column of different integers, *text* that of the texts.
    ``cluster`` is the smallest id among a document's copies: the label that
    :func:`newsnorm.deduplicate` gives to documents in the order of their ids.
    """
    missing = [name for name in (id, text) if name not in (ds.columns() or ())]
    if missing:
        raise InputError(f"no column {missing[0]!r} among {ds.columns()!r}")
    docs = _tables(ds, partial(renamed, {"id": id, "text": text})).materialize()
    rows = _map(docs, arrow.print_batch).materialize()
    known = _gathered(rows.select_columns(["id", "key", "count"])).sort_by("id")
    ids, total = known["id"].to_numpy(), int(known["count"].to_numpy().sum())
    first = first_of_key(known)
    alone = _tables(rows, partial(without, ids[first < ids]))
    shards = max(2, total // _SHARD_PRINTS)
    buckets = _map(alone, partial(arrow.bucket_batch, bits=max(1, total.bit_length())))
    met = _grouped(buckets, ("bucket",), shards, meet)
    pairs = _grouped(met, ("a", "b"), shards, worth_comparing)
    for side in ("a", "b"):
        texts = _tables(docs, partial(renamed, {side: "id", f"text_{side}": "text"}))
        pairs = pairs.join(texts, "inner", shards, on=(side,))
    merging = each_batch(arrow.merge_batch, _gathered(_map(pairs, arrow.verify_batch)))
    labels = load_extra("pyarrow").table({id: ids, "cluster": clusters(ids, first, merging)})
    return load_extra("ray.data").from_arrow(labels)


def _gathered(ds: Dataset) -> pa.Table:
    """Bring a dataset of numbers to the driver."""
    ray, pyarrow = load_extra("ray"), load_extra("pyarrow")
    tables = ray.get(ds.to_arrow_refs())
    full = [table for table in tables if table.num_rows] or tables[:1]
    return pyarrow.concat_tables(full).combine_chunks()


def _grouped(
    ds: Dataset, names: Sequence[str], shards: int, work: Callable[[pa.Table], pa.Table]
) -> Dataset:
    """Bring rows that are equal in the columns *names* together, many groups in one table."""
    rows = _tables(ds, partial(with_shard, names, shards))
    return rows.groupby("shard", num_partitions=shards).map_groups(work, batch_format="pyarrow")


def _tables(ds: Dataset, work: Callable[[pa.Table], pa.Table]) -> Dataset:
    return ds.map_batches(work, batch_format="pyarrow")


def _map(ds: Dataset, work: Callable[[pa.RecordBatch], pa.RecordBatch]) -> Dataset:
    each = partial(each_batch, work)
    return ds.map_batches(each, batch_format="pyarrow", batch_size=_BATCH_ROWS)
