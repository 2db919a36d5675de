"""newsnorm in PySpark (the extra ``spark``): normalize, and deduplicate by joins.

Takes data frames; gives data frames.  Raises :class:`MissingExtraError` without
pyspark or pyarrow, :class:`InputError` for a frame without the columns needed.

Texts go through :mod:`newsnorm.engines.arrow`; this module only says where rows
meet.  No step holds a bucket, a cluster or the graph in memory: Spark's sorts and
joins spill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from newsnorm.duplicates import steps
from newsnorm.engines import arrow
from newsnorm.errors import InputError, OptionError
from newsnorm.formats.extras import load_extra
from newsnorm.options import DEFAULT_OPTIONS, Options

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["deduplicate", "normalize"]

_TYPES = {"string": "string", "int64": "bigint", "bool": "boolean", "double": "double"}
_TYPES |= {"binary": "binary", "list<item: string>": "array<string>"}
_TYPES |= {"list<item: int64>": "array<bigint>"}


def normalize(
    df: DataFrame,
    *,
    options: Options = DEFAULT_OPTIONS,
    column: str | None = None,
    keep: Sequence[str] = (),
) -> DataFrame:
    """Normalize the documents of a frame; see :func:`newsnorm.engines.arrow.normalize_batch`.

    The result has the columns *keep*, those of an article, and ``error``.
    """
    _need(df, keep)
    work = partial(arrow.normalize_batch, options=options, column=column, keep=tuple(keep))
    kept = [f"`{name}` {df.schema[name].dataType.simpleString()}" for name in keep]
    return _map(df, work, ", ".join([*kept, _ddl(arrow.normalized_schema())]))


def deduplicate(
    df: DataFrame,
    *,
    id: str = "id",  # noqa: A002 (the word users have for it)
    text: str = "article_body",
    method: Literal["texts", "sketches"] = "texts",
) -> DataFrame:
    """Label copies: a frame with the column *id* and ``cluster``, one row a document.

    *id* names a column of different integers, *text* that of the texts.
    ``cluster`` is the smallest id among a document's copies.  With *method*
    ``"texts"`` that is the label that :func:`newsnorm.deduplicate`
    gives to documents in the order of their ids; candidates are compared by their texts.
    With ``"sketches"`` they are compared by 240 bytes each, which moves a
    fraction of the data: the label of ``components`` over ``merging_edges`` of
    :mod:`newsnorm.duplicates`.
    """
    _need(df, (id, text))
    if df.schema[id].dataType.simpleString() not in ("bigint", "int", "smallint", "tinyint"):
        raise InputError(f"the column {id!r} must hold integers")
    if method not in ("texts", "sketches"):
        raise OptionError(f"method is 'texts' or 'sketches', not {method!r}")
    docs = df.select(df[id].cast("bigint").alias("id"), df[text].alias("text"))
    labels = _components(_by_texts(docs) if method == "texts" else _by_sketches(docs))
    known = docs.select("id").join(labels, "id", "left")
    return known.selectExpr(f"id AS `{id}`", "coalesce(cluster, id) AS cluster")


def _by_texts(docs: DataFrame) -> DataFrame:
    """Return the pairs of copies, compared by their texts."""
    sql, window = _functions()
    rows = _map(docs, arrow.print_batch, _ddl(arrow.print_schema()))
    rows = rows.withColumn("first", sql.min("id").over(window.partitionBy("key"))).persist()
    total = rows.agg(sql.sum("count")).first()[0] or 0
    met = _meetings(rows.where("id = first"), max(1, total.bit_length()))
    sums = [sql.sum(name).alias(name) for name in ("few", "many")]
    met = met.groupBy("a", "b").agg(*sums, sql.max("least").alias("least"))
    pairs = met.where(steps.worth_comparing(met["few"], met["many"], met["least"]))
    merging = _merging(pairs, docs, "text", arrow.verify_batch)
    return merging.union(rows.where("id > first").selectExpr("first AS small", "id AS large"))


def _by_sketches(docs: DataFrame) -> DataFrame:
    """Return the pairs of copies, compared by their sketches."""
    sketches = _map(docs, arrow.sketch_batch, _ddl(arrow.sketch_schema())).persist()
    pairs = _meetings(_map(sketches, arrow.band_batch, _ddl(arrow.print_schema())), 0)
    return _merging(pairs.select("a", "b").distinct(), sketches, "sketch", arrow.judge_batch)


def _meetings(rows: DataFrame, bits: int) -> DataFrame:
    """Return the pairs within buckets: :func:`newsnorm.duplicates.steps.meetings`, by sorting."""
    sql, window = _functions()
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
    sql, window = _functions()
    behind = window.partitionBy("bucket").orderBy(*order).rowsBetween(1, reach)
    nexts = sql.collect_list(sql.struct("id", "count")).over(behind)
    pairs = rows.withColumn("nexts", nexts).selectExpr("id", "count", "explode(nexts) AS next")
    pair = ("least(id, next.id) AS a", "greatest(id, next.id) AS b", *counts.split(", "))
    return pairs.selectExpr(*pair, "least(count, next.count) AS least")


def _merging(
    pairs: DataFrame,
    docs: DataFrame,
    name: str,
    compare: Callable[[pa.RecordBatch], pa.RecordBatch],
) -> DataFrame:
    """Join what is to be compared to both sides of the pairs, and return those that merge."""
    sql, _window = _functions()
    for side in ("a", "b"):
        pairs = pairs.join(docs.selectExpr(f"id AS {side}", f"{name} AS {name}_{side}"), side)
    compared = _map(pairs, compare, _ddl(arrow.verify_schema()))
    held = sql.collect_list(sql.struct(*arrow.verify_schema().names)).alias("held")
    return _map(compared.groupBy("large").agg(held), _merged, _ddl(arrow.merge_schema()))


def _merged(batch: pa.RecordBatch) -> pa.RecordBatch:
    held = batch.column("held").flatten()
    return arrow.merge_batch(load_extra("pyarrow").RecordBatch.from_struct_array(held))


def _components(edges: DataFrame) -> DataFrame:
    """Return for each document in a cluster of two or more the smallest one: id, cluster.

    Alternating large-star and small-star steps (Kiveris and others, "Connected
    Components in MapReduce and Beyond", 2014): in each round every document is
    tied to the smallest one that it knows, until nothing changes.
    """
    sql, window = _functions()
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


def _functions() -> tuple[Any, Any]:
    return load_extra("pyspark.sql.functions"), load_extra("pyspark.sql.window").Window


def _map(df: DataFrame, work: Callable[[pa.RecordBatch], pa.RecordBatch], ddl: str) -> DataFrame:
    return df.mapInArrow(partial(_mapped, work), ddl)


def _mapped(
    work: Callable[[pa.RecordBatch], pa.RecordBatch], batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    return map(work, batches)


def _ddl(schema: pa.Schema) -> str:
    """Return *schema* in the words of Spark SQL."""
    return ", ".join(f"`{field.name}` {_TYPES[str(field.type)]}" for field in schema)


def _need(df: DataFrame, names: Sequence[str]) -> None:
    missing = [name for name in names if name not in df.columns]
    if missing:
        raise InputError(f"no column {missing[0]!r} among {df.columns!r}")
