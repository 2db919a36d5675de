"""The batch functions: schemas, broken documents, and the labels of one process."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from engines.corpora import corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from newsnorm import InputError, Options, deduplicate, normalize
from newsnorm.duplicates import (
    candidate_edges,
    components,
    judge,
    merging_edges,
    sketch_batch,
    steps,
)
from newsnorm.formats import row_article
from newsnorm.model import MERGING_KINDS

pa = pytest.importorskip("pyarrow", reason="the extra parquet")

from newsnorm.engines import arrow  # noqa: E402  (needs pyarrow)

TEXTS = corpus(250)
LABELS = deduplicate(TEXTS, relations="near").labels


def labels(texts: Sequence[str], sizes: Sequence[int]) -> tuple[int, ...]:
    """Deduplicate with the batch functions alone, in batches of *sizes*: an engine in small."""
    docs = pa.table({"id": range(len(texts)), "text": pa.array(texts, pa.string())})
    prints = _each(arrow.print_batch, docs, sizes)
    bits = sum(prints["count"].to_pylist()).bit_length()
    firsts: dict[str, int] = {}
    for row in prints.select(["id", "key"]).to_pylist():
        firsts.setdefault(row["key"], row["id"])
    first = [firsts[key] for key in prints["key"].to_pylist()]
    alone = prints.filter([one == row for row, one in enumerate(first)])
    met = _met(_each(lambda batch: arrow.bucket_batch(batch, bits=bits), alone, sizes))
    columns = (met[name].to_numpy() for name in ("few", "many", "least"))
    pairs = met.filter(steps.worth_comparing(*columns))
    compared = _each(arrow.verify_batch, _with(pairs, "text", texts), sizes)
    copies = [(one, row) for row, one in enumerate(first)]
    return tuple(components(len(texts), [*copies, *_merging(compared, sizes)]))


def _met(rows: Any) -> Any:
    """Return for each pair of texts that share buckets what is summed over them."""
    halves = [
        rows.filter([(bucket % 2 == half) for bucket in rows["bucket"].to_pylist()])
        for half in (0, 1)
    ]
    parts = [
        arrow.meeting_batch(half.combine_chunks().to_batches()[0])
        for half in halves
        if half.num_rows
    ]
    met = pa.Table.from_batches(parts, arrow.meeting_schema())
    sums = met.group_by(["a", "b"]).aggregate([("few", "sum"), ("many", "sum"), ("least", "max")])
    return sums.rename_columns(met.schema.names).sort_by([("a", "ascending"), ("b", "ascending")])


def _with(pairs: Any, name: str, values: Sequence[Any]) -> Any:
    """Put what is to be compared beside the pairs."""
    for side in ("a", "b"):
        pairs = pairs.append_column(
            f"{name}_{side}", pa.array([values[place] for place in pairs[side].to_pylist()])
        )
    return pairs.combine_chunks()


def _merging(compared: Any, sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs that merge; the rows of one large text stay together."""
    found: list[tuple[int, int]] = []
    for turn in range(len(sizes)):
        part = compared.filter(
            [large % len(sizes) == turn for large in compared["large"].to_pylist()]
        )
        rows = _each(arrow.merge_batch, part, [max(1, part.num_rows)]).to_pylist()
        found += [(row["small"], row["large"]) for row in rows]
    return found


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
    met = _met(_each(lambda batch: arrow.bucket_batch(batch, bits=0), bands, sizes))
    whole = sketch_batch(TEXTS)
    wanted = candidate_edges(whole)
    assert [[row["a"], row["b"]] for row in met.to_pylist()] == wanted.tolist()
    compared = _each(arrow.judge_batch, _with(met, "sketch", rows["sketch"].to_pylist()), sizes)
    verdicts = judge(whole[wanted[:, 0]], whole[wanted[:, 1]])
    merging = [kind for kind in verdicts.kinds if kind in MERGING_KINDS]
    assert compared["kind"].to_pylist() == merging
    assert set(_merging(compared, sizes)) == {
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
        arrow.print_batch(batch)
    with pytest.raises(InputError, match="'site'"):
        arrow.normalize_batch(batch, keep=["site"])


def test_empty_batches() -> None:
    texts = pa.RecordBatch.from_pylist([], pa.schema([("id", pa.int64()), ("text", pa.string())]))
    prints = arrow.print_batch(texts)
    assert prints.num_rows == 0
    buckets = arrow.bucket_batch(prints, bits=1)
    assert buckets.num_rows == arrow.meeting_batch(buckets).num_rows == 0
    assert arrow.band_batch(arrow.sketch_batch(texts)).num_rows == 0
    assert arrow.normalize_batch(texts).num_rows == 0
    assert arrow.normalize_table(texts.schema.empty_table()).num_rows == 0


def test_a_table_is_its_batches() -> None:
    rows = [{"text": f"It rained in Bonn for {day} days."} for day in range(5)]
    table = pa.concat_tables([pa.Table.from_pylist(rows[:2]), pa.Table.from_pylist(rows[2:])])
    done = arrow.normalize_table(table)
    assert done.column("article_body").to_pylist() == [row["text"] for row in rows]
