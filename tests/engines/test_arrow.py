"""The batch functions: schemas, broken documents, and the labels of one process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from engines.corpora import corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnorm import InputError, Options, deduplicate, normalize
from newsnorm.duplicates import candidate_edges, components, judge, merging_edges, sketch_batch
from newsnorm.duplicates._candidates import LARGE_SHARE, SMALL_SHARE
from newsnorm.duplicates._clusters import HOST_FILLED
from newsnorm.formats import row_article
from newsnorm.model import MERGING_KINDS

pa = pytest.importorskip("pyarrow", reason="the extra parquet")

from newsnorm.engines import arrow  # noqa: E402  (needs pyarrow)

TEXTS = corpus(250)
LABELS = deduplicate(TEXTS, relations="near").labels


def labels(texts: Sequence[str], sizes: Sequence[int]) -> tuple[int, ...]:
    """Deduplicate with the batch functions alone, in batches of *sizes*: an engine in small."""
    docs = pa.table({"id": range(len(texts)), "text": pa.array(texts, pa.string())})
    keys = _each(arrow.key_batch, docs, sizes).to_pylist()
    total = sum(row["prints"] for row in keys)
    firsts: dict[str, int] = {}
    for row in sorted(keys, key=lambda row: int(row["id"])):
        firsts.setdefault(row["key"], row["id"])
    edges = [(firsts[row["key"]], row["id"]) for row in keys]
    active = docs.filter([firsts[row["key"]] == row["id"] for row in keys])
    rows = _each(lambda batch: arrow.print_batch(batch, total=total), active, sizes)
    pairs = _pairs(rows, sizes)
    compared = _each(arrow.verify_batch, pairs.combine_chunks(), sizes).to_pylist()
    edges += _merging(compared)
    return tuple(components(len(texts), edges))


def _merging(compared: list[Any]) -> list[tuple[int, int]]:
    """Return the pairs that merge, as an engine finds them."""
    held: dict[int, list[Any]] = {}
    for row in compared:
        if row["kind"] == "near" and row["filled"] < HOST_FILLED:
            held.setdefault(row["large"], []).append(row)
    near = pa.RecordBatch.from_pylist(
        [{"large": large, "held": list(found)} for large, found in held.items()],
        schema=pa.schema([("large", pa.int64()), ("held", pa.list_(_HELD))]),
    )
    apart = {(row["small"], row["large"]) for row in arrow.split_batch(near).to_pylist()}
    return [
        (row["small"], row["large"])
        for row in compared
        if row["kind"] in MERGING_KINDS
        and not (row["kind"] == "near" and (row["small"], row["large"]) in apart)
    ]


_HELD = pa.struct([("small", pa.int64()), ("filled", pa.float64()), ("mask", pa.int64())])


def _cut(table: Any, sizes: Sequence[int]) -> list[Any]:
    """Cut a table into batches of the given sizes, over and over."""
    start = turn = 0
    batches = []
    while start < table.num_rows:
        size = sizes[turn % len(sizes)]
        batches += table.slice(start, size).combine_chunks().to_batches()
        start, turn = start + size, turn + 1
    return batches


def _each(work: Any, table: Any, sizes: Sequence[int]) -> Any:
    done = [work(batch) for batch in _cut(table, sizes)]
    return pa.Table.from_batches(done or [work(pa.RecordBatch.from_pylist([], table.schema))])


def _hits(rows: Any, sizes: Sequence[int]) -> dict[tuple[int, int], list[Any]]:
    """Return for each pair of texts that share buckets what is summed over them."""
    buckets = rows.column("bucket").to_pylist()
    count: dict[int, int] = {}
    for bucket in buckets:
        count[bucket] = count.get(bucket, 0) + 1
    large = [count[bucket] > arrow.SMALL_BUCKET for bucket in buckets]
    hits: dict[tuple[int, int], list[Any]] = {}
    for is_large, order in ((False, "id"), (True, "row0"), (True, "row1")):
        part = rows.filter([one == is_large for one in large])
        names = ("bucket", order, "identity", "id")
        part = part.sort_by([(name, "ascending") for name in names])
        for batch in arrow.neighbour_batches(_cut(part, sizes), large=is_large):
            for row in batch.to_pylist():
                sums = hits.setdefault((row["a"], row["b"]), [0, 0, row["least"]])
                sums[0] += row["few"]
                sums[1] += row["many"]
    return hits


def _pairs(rows: Any, sizes: Sequence[int]) -> Any:
    hits = _hits(rows, sizes)
    good = [
        pair
        for pair, (few, many, least) in hits.items()
        if (few and few >= SMALL_SHARE * least) or (many and many >= LARGE_SHARE * least)
    ]
    return pa.table(
        {
            "a": pa.array([a for a, _ in good], pa.int64()),
            "b": pa.array([b for _, b in good], pa.int64()),
            "text_a": pa.array([TEXTS[a] for a, _ in good], pa.string()),
            "text_b": pa.array([TEXTS[b] for _, b in good], pa.string()),
        }
    )


@settings(max_examples=10)
@given(st.lists(st.integers(1, 200), min_size=1, max_size=4))
def test_any_cut_into_batches_gives_the_labels_of_one_process(sizes: list[int]) -> None:
    assert labels(TEXTS, [max(7, size) for size in sizes]) == LABELS


@settings(max_examples=10)
@given(st.lists(st.integers(7, 200), min_size=1, max_size=4))
def test_sketches_give_the_pairs_and_verdicts_of_one_process(sizes: list[int]) -> None:
    docs = pa.table({"id": range(len(TEXTS)), "text": pa.array(TEXTS, pa.string())})
    rows = _each(arrow.sketch_batch, docs, sizes)
    bands = _each(arrow.band_batch, rows, sizes)
    pairs = sorted(_hits(bands, sizes))
    whole = sketch_batch(TEXTS)
    wanted = candidate_edges(whole)
    assert pairs == [tuple(pair) for pair in wanted.tolist()]
    known = rows.column("sketch").to_pylist()
    table = pa.table(
        {
            "a": pa.array([a for a, _ in pairs], pa.int64()),
            "b": pa.array([b for _, b in pairs], pa.int64()),
            "sketch_a": [known[a] for a, _ in pairs],
            "sketch_b": [known[b] for _, b in pairs],
        }
    )
    compared = _each(arrow.judge_batch, table, sizes).to_pylist()
    verdicts = judge(whole[wanted[:, 0]], whole[wanted[:, 1]])
    assert [row["kind"] for row in compared] == verdicts.kinds
    assert set(_merging(compared)) == {
        (a, b) if first else (b, a)
        for (a, b), first in zip(wanted.tolist(), verdicts.smaller.tolist(), strict=True)
        if (a, b) in set(merging_edges(wanted, verdicts))
    }


def test_copies_are_found_at_all() -> None:
    assert len(set(LABELS)) < 0.8 * len(LABELS)
    assert len(set(LABELS)) > 0.5 * len(LABELS)


def test_normalized_rows_are_articles_and_broken_ones_have_their_error() -> None:
    source = "Date: 12 February 2025\n\nThe GrÃ¼ne party met in Berlin on Monday evening."
    batch = pa.RecordBatch.from_pylist(
        [
            {"id": 1, "text": source, "raw": None},
            {"id": 2, "text": None, "raw": None},
            {
                "id": 3,
                "text": None,
                "raw": "Es regnet in Köln, und das seit Tagen.".encode("cp1252"),
            },
        ]
    )
    options = Options(publisher="Example")
    done = arrow.normalize_batch(batch, options=options, keep=["id"])
    assert done.schema.equals(arrow.normalized_schema(pa.schema([("id", pa.int64())])))
    one, bad, raw = done.to_pylist()
    assert [one["id"], bad["id"], raw["id"]] == [1, 2, 3]
    assert row_article(one) == normalize(
        {"text": source, "extra": {"id": "1"}}, options=options
    ) or (row_article(one).article_body == normalize(source, options=options).article_body)
    assert one["error"] is None
    assert str(bad["error"]).startswith("FormatError: ")
    assert raw["article_body"] == "Es regnet in Köln, und das seit Tagen."
    assert raw["encoding"] == "windows-1252"


def test_a_missing_column_is_named() -> None:
    batch = pa.RecordBatch.from_pylist([{"id": 1}])
    with pytest.raises(InputError, match="'text'"):
        arrow.key_batch(batch)
    with pytest.raises(InputError, match="'site'"):
        arrow.normalize_batch(batch, keep=["site"])


def test_empty_batches() -> None:
    texts = pa.RecordBatch.from_pylist([], pa.schema([("id", pa.int64()), ("text", pa.string())]))
    assert arrow.key_batch(texts).num_rows == 0
    assert arrow.print_batch(texts, total=0).num_rows == 0
    assert arrow.normalize_batch(texts).num_rows == 0
    assert arrow.normalize_table(texts.schema.empty_table()).num_rows == 0
    assert list(arrow.neighbour_batches([], large=True)) == []


def test_a_table_is_its_batches() -> None:
    rows = [{"text": f"It rained in Bonn for {day} days."} for day in range(5)]
    table = pa.concat_tables([pa.Table.from_pylist(rows[:2]), pa.Table.from_pylist(rows[2:])])
    done = arrow.normalize_table(table)
    assert done.column("article_body").to_pylist() == [row["text"] for row in rows]
