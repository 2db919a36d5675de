"""newsnorm in Ray Data (the extra ``ray``): normalize, and deduplicate by groups.

Takes datasets; gives datasets.  Raises :class:`MissingExtraError` without ray or
pyarrow, :class:`InputError` for a dataset without the columns needed.

Texts and fingerprints stay in the cluster; keys, pairs that merge and labels
(some 40 bytes a document) come to the driver.  Beyond a few hundred million
documents use :mod:`newsnorm.engines.spark`, which keeps nothing there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from newsnorm.duplicates._candidates import LARGE_SHARE, SMALL_SHARE
from newsnorm.duplicates._clusters import HOST_FILLED, components
from newsnorm.engines import arrow
from newsnorm.engines._steps import round_ups
from newsnorm.errors import InputError
from newsnorm.formats.extras import load_extra
from newsnorm.model import MERGING_KINDS
from newsnorm.options import DEFAULT_OPTIONS, Options

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import Dataset

__all__ = ["deduplicate", "normalize"]

_SHARD_PRINTS = 2_000_000
"""Fingerprints that one task sorts at once: some 200 MB."""
_BATCH_ROWS = 1_000


def _each(work: Callable[[pa.RecordBatch], pa.RecordBatch], table: pa.Table) -> pa.Table:
    """Apply a function of batches to a table, which is what Ray hands out."""
    pyarrow = load_extra("pyarrow")
    batches = [work(batch) for batch in table.combine_chunks().to_batches()]
    if not batches:
        empty = pyarrow.RecordBatch.from_pylist([], schema=table.schema)
        batches = [work(empty)]
    return pyarrow.Table.from_batches(batches)


def _map(
    ds: Dataset, work: Callable[[pa.RecordBatch], pa.RecordBatch], rows: int = _BATCH_ROWS
) -> Dataset:
    return ds.map_batches(partial(_each, work), batch_format="pyarrow", batch_size=rows)


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
    return _map(ds, work, 64)


def deduplicate(ds: Dataset, *, id: str = "id", text: str = "article_body") -> Dataset:  # noqa: A002
    """Label copies: a dataset with the column *id* and ``cluster``, one row a document.

    *id* names a column of different integers, *text* that of the texts.
    ``cluster`` is the smallest id among a document's copies: the label that
    :func:`newsnorm.deduplicate` (``relations="near"``) gives to documents in the
    order of their ids.
    """
    ray_data = load_extra("ray.data")
    missing = [name for name in (id, text) if name not in (ds.columns() or ())]
    if missing:
        raise InputError(f"no column {missing[0]!r} among {ds.columns()!r}")
    docs = ds.map_batches(
        partial(_columns, names={"id": id, "text": text}), batch_format="pyarrow"
    ).materialize()
    keys = _gathered(_map(docs, arrow.key_batch)).sort_by("id")
    ids = keys["id"].to_numpy()
    firsts = keys.group_by("key").aggregate([("id", "min")]).rename_columns(["key", "first"])
    linked = keys.join(firsts, "key").sort_by("id")
    first = linked["first"].to_numpy()
    active = docs.map_batches(partial(_without, ids[first < ids]), batch_format="pyarrow")
    total = int(keys["prints"].to_numpy().sum())
    shards = max(2, total // _SHARD_PRINTS)
    compared = _gathered(_compared(_candidates(active, total, shards), docs, shards))
    small, large = _merging(compared)
    small, large = np.append(small, first), np.append(large, ids)
    edges = zip(np.searchsorted(ids, small), np.searchsorted(ids, large), strict=True)
    labels = ids[np.array(components(len(ids), edges), np.int64)]
    pyarrow = load_extra("pyarrow")
    return ray_data.from_arrow(pyarrow.table({id: ids, "cluster": labels}))


def _columns(table: pa.Table, names: dict[str, str]) -> pa.Table:
    pyarrow = load_extra("pyarrow")
    return pyarrow.table({ours: table.column(theirs) for ours, theirs in names.items()})


def _without(copies: Any, table: pa.Table) -> pa.Table:
    return table.filter(~np.isin(table.column("id").to_numpy(), copies))


def _gathered(ds: Dataset) -> pa.Table:
    """Bring a dataset of numbers to the driver."""
    ray, pyarrow = load_extra("ray"), load_extra("pyarrow")
    tables = [table for table in ray.get(ds.to_arrow_refs()) if table.num_rows]
    return pyarrow.concat_tables(tables).combine_chunks() if tables else pyarrow.table({})


def _candidates(docs: Dataset, total: int, shards: int) -> Dataset:
    """Return the pairs worth a look: the rule of ``duplicates._candidates``, by groups."""
    sketch = partial(arrow.print_batch, total=total)
    rows = _map(docs, sketch).map_batches(
        partial(_with_shard, ("bucket",), shards), batch_format="pyarrow"
    )
    hits = rows.groupby("shard", num_partitions=shards).map_groups(_hits, batch_format="pyarrow")
    hits = hits.map_batches(partial(_with_shard, ("a", "b"), shards), batch_format="pyarrow")
    return hits.groupby("shard", num_partitions=shards).map_groups(
        _worth_a_look, batch_format="pyarrow"
    )


def _with_shard(names: Sequence[str], shards: int, table: pa.Table) -> pa.Table:
    pyarrow = load_extra("pyarrow")
    mixed = sum(table.column(name).to_numpy() * (2 * place + 1) for place, name in enumerate(names))
    return table.append_column("shard", pyarrow.array(np.asarray(mixed, np.int64) % shards))


def _hits(table: pa.Table) -> pa.Table:
    """Pair the rows of whole buckets, and sum by pair."""
    pyarrow = load_extra("pyarrow")
    table = table.select(arrow.print_schema().names).sort_by("bucket").combine_chunks()
    buckets = table.column("bucket").to_numpy()
    _values, inverse, counts = np.unique(buckets, return_inverse=True, return_counts=True)
    sizes = counts[inverse]
    found: list[Any] = []
    for large, order in (
        (False, ("id",)),
        (True, ("row0", "identity")),
        (True, ("row1", "identity")),
    ):
        inside = (
            sizes > arrow.SMALL_BUCKET if large else (sizes > 1) & (sizes <= arrow.SMALL_BUCKET)
        )
        part = table.filter(inside).sort_by([(name, "ascending") for name in ("bucket", *order)])
        found += arrow.neighbour_batches(part.combine_chunks().to_batches(), large=large)
    return _summed(pyarrow.Table.from_batches(found, schema=arrow.neighbour_schema()))


def _summed(hits: pa.Table) -> pa.Table:
    names = arrow.neighbour_schema().names
    how = {"few": "sum", "many": "sum", "least": "max"}
    sums = hits.group_by(["a", "b"]).aggregate(list(how.items()))
    sums = sums.rename_columns(
        [name.removesuffix("_sum").removesuffix("_max") for name in sums.column_names]
    )
    return sums.select(names)


def _worth_a_look(hits: pa.Table) -> pa.Table:
    pairs = _summed(hits)
    few, many, least = (pairs.column(name).to_numpy() for name in ("few", "many", "least"))
    good = (few > 0) & (few >= SMALL_SHARE * least)
    good |= (many > 0) & (many >= LARGE_SHARE * least)
    return pairs.filter(good).select(["a", "b"])


def _compared(pairs: Dataset, docs: Dataset, shards: int) -> Dataset:
    """Join the texts to the pairs and compare them."""
    for side in ("a", "b"):
        texts = docs.map_batches(
            partial(_columns, names={side: "id", f"text_{side}": "text"}), batch_format="pyarrow"
        )
        pairs = pairs.join(texts, "inner", shards, on=(side,))
    return _map(pairs, arrow.verify_batch)


def _merging(compared: pa.Table) -> tuple[Any, Any]:
    """Return the pairs that merge, without those by which a round-up would chain strangers."""
    rows = [row for row in compared.to_pylist() if row["kind"] in MERGING_KINDS]
    held: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if row["kind"] == "near" and row["filled"] < HOST_FILLED:
            held.setdefault(row["large"], []).append(row)
    apart = {pair for large, near in held.items() for pair in round_ups(large, near)}
    pairs = [
        (row["small"], row["large"])
        for row in rows
        if row["kind"] != "near" or (row["small"], row["large"]) not in apart
    ]
    array = np.array(pairs, np.int64).reshape(-1, 2)
    return array[:, 0], array[:, 1]
