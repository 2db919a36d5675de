"""The steps that find copies, over whole tables: for engines that hand those out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from newsnorm.duplicates import components, steps
from newsnorm.engines import arrow
from newsnorm.formats.extras import load_extra

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "clusters",
    "each_batch",
    "first_of_key",
    "meet",
    "renamed",
    "with_shard",
    "without",
    "worth_comparing",
]


def each_batch(work: Callable[[pa.RecordBatch], pa.RecordBatch], table: pa.Table) -> pa.Table:
    """Apply a function of batches to a table."""
    pyarrow = load_extra("pyarrow")
    empty = pyarrow.RecordBatch.from_pylist([], schema=table.schema)
    batches = table.combine_chunks().to_batches() or [empty]
    return pyarrow.Table.from_batches([work(batch) for batch in batches])


def renamed(names: Mapping[str, str], table: pa.Table) -> pa.Table:
    """Return the columns that are the values of *names*, called by its keys."""
    return load_extra("pyarrow").table({ours: table[theirs] for ours, theirs in names.items()})


def without(ids: Any, table: pa.Table) -> pa.Table:
    """Return the rows whose ``id`` is not among *ids*."""
    return table.filter(~np.isin(table["id"].to_numpy(), ids))


def with_shard(names: Sequence[str], shards: int, table: pa.Table) -> pa.Table:
    """Add the column ``shard``: the same for rows that are equal in the columns *names*."""
    mixed = sum(table[name].to_numpy() * (2 * place + 1) for place, name in enumerate(names))
    shard = np.asarray(mixed, np.int64) % shards
    return table.append_column("shard", load_extra("pyarrow").array(shard))


def meet(buckets: pa.Table) -> pa.Table:
    """Pair the rows of whole buckets, and sum by pair."""
    return _summed(each_batch(arrow.meeting_batch, buckets.drop(["shard"])))


def worth_comparing(met: pa.Table) -> pa.Table:
    """Return the pairs to compare, of all rows of some pairs."""
    pairs = _summed(met)
    columns = (pairs.column(name).to_numpy() for name in ("few", "many", "least"))
    return pairs.filter(steps.worth_comparing(*columns)).select(["a", "b"])


def _summed(met: pa.Table) -> pa.Table:
    sums = met.group_by(["a", "b"]).aggregate([("few", "sum"), ("many", "sum"), ("least", "max")])
    return sums.rename_columns(arrow.meeting_schema().names)


def first_of_key(known: pa.Table) -> Any:
    """Return for each row, sorted by ``id``, the smallest id with the same ``key``."""
    firsts = known.group_by("key").aggregate([("id", "min")]).rename_columns(["key", "first"])
    return known.join(firsts, "key").sort_by("id")["first"].to_numpy()


def clusters(ids: Any, first: Any, merging: pa.Table) -> Any:
    """Return the smallest id of each one's cluster: tied to *first*, and by what is *merging*."""
    ends = np.append(first, merging["small"]), np.append(ids, merging["large"])
    edges = zip(*(np.searchsorted(ids, side).tolist() for side in ends), strict=True)
    return ids[np.array(components(len(ids), edges), np.int64)]
