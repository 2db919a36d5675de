"""newsnorm in PySpark (the extra ``spark``): normalize, and deduplicate by joins.

Takes data frames; gives data frames.  Raises :class:`MissingExtraError` without
pyspark or pyarrow, :class:`InputError` for a frame without the columns needed.

Every row goes through :mod:`newsnorm.engines.arrow`; this module only says
where rows meet.  No step holds a bucket, a cluster or the graph in memory:
Spark's sorts and joins spill.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from newsnorm.duplicates._candidates import LARGE_SHARE, SMALL_SHARE
from newsnorm.duplicates._clusters import HOST_FILLED
from newsnorm.engines import arrow
from newsnorm.errors import InputError, OptionError
from newsnorm.formats.extras import load_extra
from newsnorm.model import MERGING_KINDS
from newsnorm.options import DEFAULT_OPTIONS, Options

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

__all__ = ["deduplicate", "normalize"]

_TYPES = {"string": "string", "int64": "bigint", "bool": "boolean", "double": "double"}
_TYPES |= {"binary": "binary", "list<item: string>": "array<string>"}


def _ddl(schema: pa.Schema) -> str:
    """Return *schema* in the words of Spark SQL."""
    return ", ".join(f"`{field.name}` {_TYPES[str(field.type)]}" for field in schema)


def _each(work: Callable[[pa.RecordBatch], pa.RecordBatch]) -> Any:
    """Make of a function of one batch the function of an iterator that Spark calls."""
    return partial(_mapped, work)


def _mapped(
    work: Callable[[pa.RecordBatch], pa.RecordBatch], batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    return map(work, batches)


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
    return df.mapInArrow(_each(work), ", ".join([*kept, _ddl(arrow.normalized_schema())]))


def _need(df: DataFrame, names: Sequence[str]) -> None:
    missing = [name for name in names if name not in df.columns]
    if missing:
        raise InputError(f"no column {missing[0]!r} among {df.columns!r}")


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
    ``"texts"`` that is the label that :func:`newsnorm.deduplicate` (``relations="near"``)
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
    functions = load_extra("pyspark.sql.functions")
    keys = docs.mapInArrow(_each(arrow.key_batch), _ddl(arrow.key_schema())).persist()
    total = keys.agg(functions.sum("prints")).first()[0] or 0
    firsts = keys.groupBy("key").agg(functions.min("id").alias("first"))
    linked = keys.join(firsts, "key").select("id", "first").persist()
    active = docs.join(linked.where("id = first").select("id"), "id")
    rows = active.mapInArrow(
        _each(partial(arrow.print_batch, total=total)), _ddl(arrow.print_schema())
    )
    sums: list[Any] = [functions.sum(name).alias(name) for name in ("few", "many")]
    sums += [functions.max("least").alias("least")]
    found = _neighbours(rows).groupBy("a", "b").agg(*sums)
    few = (found["few"] > 0) & (found["few"] >= SMALL_SHARE * found["least"])
    many = (found["many"] > 0) & (found["many"] >= LARGE_SHARE * found["least"])
    pairs = found.where(few | many).select("a", "b")
    copies = linked.where("id > first").selectExpr("first AS small", "id AS large")
    return _merging(_joined(pairs, active, "text"), arrow.verify_batch).union(copies)


def _by_sketches(docs: DataFrame) -> DataFrame:
    """Return the pairs of copies, compared by their sketches."""
    sketches = docs.mapInArrow(_each(arrow.sketch_batch), _ddl(arrow.sketch_schema())).persist()
    rows = sketches.mapInArrow(_each(arrow.band_batch), _ddl(arrow.print_schema()))
    pairs = _neighbours(rows).select("a", "b").distinct()
    return _merging(_joined(pairs, sketches, "sketch"), arrow.judge_batch)


def _neighbours(rows: DataFrame) -> DataFrame:
    """Return the pairs within buckets: the rule of ``duplicates._candidates``, by sorting."""
    functions = load_extra("pyspark.sql.functions")
    window = load_extra("pyspark.sql.window").Window.partitionBy("bucket")
    sized = rows.withColumn("size", functions.count("*").over(window)).where("size > 1").persist()
    ddl = _ddl(arrow.neighbour_schema())
    small = sized.where(sized["size"] <= arrow.SMALL_BUCKET).sortWithinPartitions("bucket", "id")
    hits = small.mapInArrow(partial(arrow.neighbour_batches, large=False), ddl)
    large = sized.where(sized["size"] > arrow.SMALL_BUCKET)
    for row in ("row0", "row1"):
        inside = large.sortWithinPartitions("bucket", row, "identity", "id")
        hits = hits.union(inside.mapInArrow(partial(arrow.neighbour_batches, large=True), ddl))
    return hits


def _joined(pairs: DataFrame, docs: DataFrame, name: str) -> DataFrame:
    """Join what is to be compared to both sides of the pairs."""
    first = docs.selectExpr("id AS a", f"{name} AS {name}_a")
    second = docs.selectExpr("id AS b", f"{name} AS {name}_b")
    return pairs.join(first, "a").join(second, "b")


def _merging(pairs: DataFrame, compare: Callable[[pa.RecordBatch], pa.RecordBatch]) -> DataFrame:
    """Compare the pairs and return those that merge, as ``small`` and ``large``."""
    functions = load_extra("pyspark.sql.functions")
    compared = pairs.mapInArrow(_each(compare), _ddl(arrow.verify_schema())).persist()
    held = functions.collect_list(functions.struct("small", "filled", "mask")).alias("held")
    near = compared.where((compared["kind"] == "near") & (compared["filled"] < HOST_FILLED))
    hosts = near.groupBy("large").agg(held).where("size(held) > 1")
    split = hosts.mapInArrow(_each(arrow.split_batch), _ddl(arrow.split_schema()))
    apart = split.withColumn("kind", functions.lit("near"))
    merging = compared.where(compared["kind"].isin(*MERGING_KINDS))
    return merging.join(apart, ["small", "large", "kind"], "left_anti").select("small", "large")


def _components(edges: DataFrame) -> DataFrame:
    """Return for each document in a cluster of two or more the smallest one: id, cluster.

    Alternating large-star and small-star steps (Kiveris and others, "Connected
    Components in MapReduce and Beyond", 2014): in each round every document is
    tied to the smallest one that it knows, until nothing changes.
    """
    functions = load_extra("pyspark.sql.functions")
    high, low = functions.greatest("small", "large"), functions.least("small", "large")
    edges = edges.select(high.alias("u"), low.alias("v")).distinct().localCheckpoint()
    before = None
    while True:
        state = edges.agg(functions.count("*"), functions.sum(_mixed(functions))).first()
        if state == before:
            return edges.selectExpr("u AS id", "v AS cluster")
        before = state
        both = edges.union(edges.selectExpr("v AS u", "u AS v"))
        known = both.groupBy("u").agg(functions.min("v").alias("m"))
        known = known.selectExpr("u", "least(u, m) AS m")
        star = both.where("v > u").join(known, "u").selectExpr("v AS u", "m AS v").distinct()
        known = star.groupBy("u").agg(functions.min("v").alias("m"))
        tied = star.join(known, "u")
        inner = tied.where("v <> m").selectExpr("v AS u", "m AS v")
        edges = inner.union(known.selectExpr("u", "m AS v")).distinct().localCheckpoint()


def _mixed(functions: Any) -> Any:
    """A number of an edge; the sum over all tells whether a round changed any."""
    return functions.xxhash64("u", "v").cast("decimal(38, 0)")
