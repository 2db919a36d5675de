"""PySpark on this machine: the labels of one process, the articles of ``normalize``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from shutil import which
from typing import Any

import pytest
from engines.corpora import corpus

from newsnorm import InputError, OptionError, deduplicate, normalize
from newsnorm.duplicates import candidate_edges, components, judge, merging_edges, sketch_batch

pytest.importorskip("pyspark", reason="the extra spark")
if which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("Spark needs Java", allow_module_level=True)

from newsnorm.engines import spark as engine

pytestmark = pytest.mark.filterwarnings("ignore")  # Spark's own


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the first python3 on the path
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.pyspark.python": sys.executable,
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",  # each stage would be a job of its own
        "spark.sql.codegen.wholeStage": "false",  # compiling takes longer than these rows
        "spark.sql.execution.arrow.maxRecordsPerBatch": "150",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    found.sparkContext.setLogLevel("ERROR")
    yield found
    found.stop()


def test_the_labels_are_those_of_one_process(session: Any) -> None:
    texts = corpus(400, seed=2)
    rows = [(number, text) for number, text in enumerate(texts)]
    frame = session.createDataFrame(rows[::-1], "doc int, body string").repartition(3)
    found = {
        row["doc"]: row["cluster"]
        for row in engine.deduplicate(frame, id="doc", text="body").collect()
    }
    assert (
        tuple(found[number] for number in range(len(texts)))
        == deduplicate(texts, relations="near").labels
    )


def test_the_labels_of_sketches_are_those_of_one_process(session: Any) -> None:
    texts = corpus(400, seed=2)
    frame = session.createDataFrame(list(enumerate(texts)), "id long, article_body string")
    rows = engine.deduplicate(frame, method="sketches").collect()
    found = {row["id"]: row["cluster"] for row in rows}
    sketches = sketch_batch(texts)
    pairs = candidate_edges(sketches)
    edges = merging_edges(pairs, judge(sketches[pairs[:, 0]], sketches[pairs[:, 1]]))
    assert [found[number] for number in range(len(texts))] == components(len(texts), edges)


def test_the_articles_are_those_of_normalize(session: Any) -> None:
    texts = [
        "Date: 2025-02-12\n\nIt rained in Bonn and in Cologne all day.",
        "",
        "Es regnet überall.",
    ]
    frame = session.createDataFrame([(n, t) for n, t in enumerate(texts)], "id long, text string")
    rows = {row["id"]: row for row in engine.normalize(frame, keep=["id"]).collect()}
    for number, text in enumerate(texts):
        article = normalize(text)
        assert rows[number]["article_body"] == article.article_body
        assert rows[number]["in_language"] == article.in_language
        assert rows[number]["error"] is None
    assert rows[0]["date_published"] == "2025-02-12"


def test_what_is_refused(session: Any) -> None:
    frame = session.createDataFrame([("a", "Text.")], "id string, article_body string")
    with pytest.raises(InputError, match="integers"):
        engine.deduplicate(frame)
    with pytest.raises(InputError, match="'body'"):
        engine.deduplicate(frame, text="body")
    numbered = session.createDataFrame([(1, "Text.")], "id long, article_body string")
    with pytest.raises(OptionError, match="method"):
        engine.deduplicate(numbered, method="magic")  # type: ignore[arg-type]
