"""newsnorm in PySpark (the extra ``spark``): normalize, and deduplicate by joins.

Takes data frames; gives data frames.  Raises :class:`MissingExtraError` without
pyspark or pyarrow, :class:`InputError` for a frame without the columns needed.

Texts go through :mod:`newsnorm.engines.arrow`; this module only says where rows
meet.  No step holds a bucket, a cluster or the graph in memory: Spark's sorts and
joins spill.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from newsnorm.duplicates import steps
from newsnorm.engines import arrow
from newsnorm.engines._spark_joins import (
    components,
    ddl,
    functions,
    map_frame,
    meetings,
    merging,
)
from newsnorm.errors import InputError, OptionError
from newsnorm.options import DEFAULT_OPTIONS, Options

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["deduplicate", "normalize"]


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
    return map_frame(df, work, ", ".join([*kept, ddl(arrow.normalized_schema())]))


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
    labels = components(_by_texts(docs) if method == "texts" else _by_sketches(docs))
    known = docs.select("id").join(labels, "id", "left")
    return known.selectExpr(f"id AS `{id}`", "coalesce(cluster, id) AS cluster")


def _by_texts(docs: DataFrame) -> DataFrame:
    """Return the pairs of copies, compared by their texts."""
    sql, window = functions()
    rows = map_frame(docs, arrow.print_batch, ddl(arrow.print_schema()))
    rows = rows.withColumn("first", sql.min("id").over(window.partitionBy("key"))).persist()
    total = rows.agg(sql.sum("count")).first()[0] or 0
    met = meetings(rows.where("id = first"), max(1, total.bit_length()))
    sums = [sql.sum(name).alias(name) for name in ("few", "many")]
    met = met.groupBy("a", "b").agg(*sums, sql.max("least").alias("least"))
    pairs = met.where(steps.worth_comparing(met["few"], met["many"], met["least"]))
    copies = merging(pairs, docs, "text", arrow.verify_batch)
    return copies.union(rows.where("id > first").selectExpr("first AS small", "id AS large"))


def _by_sketches(docs: DataFrame) -> DataFrame:
    """Return the pairs of copies, compared by their sketches."""
    sketches = map_frame(docs, arrow.sketch_batch, ddl(arrow.sketch_schema())).persist()
    pairs = meetings(map_frame(sketches, arrow.band_batch, ddl(arrow.print_schema())), 0)
    return merging(pairs.select("a", "b").distinct(), sketches, "sketch", arrow.judge_batch)


def _need(df: DataFrame, names: Sequence[str]) -> None:
    missing = [name for name in names if name not in df.columns]
    if missing:
        raise InputError(f"no column {missing[0]!r} among {df.columns!r}")
