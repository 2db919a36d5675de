"""What Spark does itself between the batch functions: windows, joins, connected components.

No step holds a bucket, a cluster or the graph in memory: Spark's sorts and joins spill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from newsnorm.duplicates import steps
from newsnorm.engines import arrow
from newsnorm.formats.extras import load_extra

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["components", "ddl", "functions", "map_frame", "meetings", "merging"]

_TYPES = {"string": "string", "int64": "bigint", "bool": "boolean", "double": "double"}
_TYPES |= {"binary": "binary", "list<item: string>": "array<string>"}
_TYPES |= {"list<item: int64>": "array<bigint>"}


def map_frame(
    df: DataFrame, work: Callable[[pa.RecordBatch], pa.RecordBatch], columns: str
) -> DataFrame:
    """Apply a function of batches to a frame; *columns* is the schema of the result."""
    return df.mapInArrow(partial(_mapped, work), columns)


def _mapped(
    work: Callable[[pa.RecordBatch], pa.RecordBatch], batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    return map(work, batches)


def ddl(schema: pa.Schema) -> str:
    """Return *schema* in the words of Spark SQL."""
    return ", ".join(f"`{field.name}` {_TYPES[str(field.type)]}" for field in schema)


def functions() -> tuple[Any, Any]:
    """Return Spark's functions, and its windows."""
    return load_extra("pyspark.sql.functions"), load_extra("pyspark.sql.window").Window


def meetings(rows: DataFrame, bits: int) -> DataFrame:
    """Return the pairs within buckets: :func:`newsnorm.duplicates.steps.meetings`, by sorting."""
    sql, window = functions()
    bucket = f"explode(array_distinct(transform(prints, p -> shiftrightunsigned(p, {bits}))))"
    spread = rows.selectExpr("id", "identity", "order0", "order1", "count", f"{bucket} AS bucket")
    size = sql.count("*").over(window.partitionBy("bucket"))
    shared = spread.withColumn("size", size).where("size > 1").persist()
    small, large = shared.where(f"size <= {steps.ALL_PAIRS}"), f"size > {steps.ALL_PAIRS}"
    found = _followers(small, ("id",), steps.ALL_PAIRS - 1, "1 AS few, 0 AS many")
    for order in ("order0", "order1"):
        ordered = (order, "identity", "id")
        found = found.union(
            _followers(shared.where(large), ordered, steps.NEIGHBOURS, "0 AS few, 1 AS many")
        )
    return found


def _followers(rows: DataFrame, order: Sequence[str], reach: int, counts: str) -> DataFrame:
    """Pair each row with the next *reach* ones in its bucket."""
    sql, window = functions()
    behind = window.partitionBy("bucket").orderBy(*order).rowsBetween(1, reach)
    nexts = sql.collect_list(sql.struct("id", "count")).over(behind)
    pairs = rows.withColumn("nexts", nexts).selectExpr("id", "count", "explode(nexts) AS next")
    pair = ("least(id, next.id) AS a", "greatest(id, next.id) AS b", *counts.split(", "))
    return pairs.selectExpr(*pair, "least(count, next.count) AS least")


def merging(
    pairs: DataFrame,
    docs: DataFrame,
    name: str,
    compare: Callable[[pa.RecordBatch], pa.RecordBatch],
) -> DataFrame:
    """Join what is to be compared to both sides of the pairs, and return those that merge."""
    sql, _window = functions()
    for side in ("a", "b"):
        pairs = pairs.join(docs.selectExpr(f"id AS {side}", f"{name} AS {name}_{side}"), side)
    compared = map_frame(pairs, compare, ddl(arrow.verify_schema()))
    held = sql.collect_list(sql.struct(*arrow.verify_schema().names)).alias("held")
    return map_frame(compared.groupBy("large").agg(held), _merged, ddl(arrow.merge_schema()))


def _merged(batch: pa.RecordBatch) -> pa.RecordBatch:
    held = batch.column("held").flatten()
    return arrow.merge_batch(load_extra("pyarrow").RecordBatch.from_struct_array(held))


def components(edges: DataFrame) -> DataFrame:
    """Return for each document in a cluster of two or more the smallest one: id, cluster.

    Alternating large-star and small-star steps (Kiveris and others, "Connected
    Components in MapReduce and Beyond", 2014): in each round every document is
    tied to the smallest one that it knows, until nothing changes.
    """
    sql, window = functions()
    lowest = sql.least("u", sql.min("v").over(window.partitionBy("u")))
    state = sql.count("*"), sql.sum(sql.xxhash64("u", "v").cast("decimal(38, 0)"))
    edges = edges.selectExpr("greatest(small, large) AS u", "least(small, large) AS v").distinct()
    before = None
    while True:
        edges = edges.localCheckpoint(eager=False)
        after = edges.agg(*state).first()
        if after == before:
            return edges.selectExpr("u AS id", "v AS cluster")
        before = after
        both = edges.union(edges.selectExpr("v AS u", "u AS v")).withColumn("m", lowest)
        star = both.where("v > u").selectExpr("v AS u", "m AS v").withColumn("m", lowest)
        ends = "explode(array(struct(u, m), struct(v AS u, m))) AS end"
        edges = star.selectExpr(ends).selectExpr("end.u", "end.m AS v").where("u > v").distinct()
