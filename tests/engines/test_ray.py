"""Ray Data on this machine: the labels of one process, the articles of ``normalize``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from engines.corpora import corpus

from newsnorm import InputError, deduplicate, normalize

ray = pytest.importorskip("ray", reason="the extra ray")
pytest.importorskip("polars", reason="the extra ray")
pa = pytest.importorskip("pyarrow", reason="the extra ray")

from newsnorm.engines import ray as engine  # noqa: E402  (needs ray)

pytestmark = pytest.mark.filterwarnings("ignore")  # Ray's own


@pytest.fixture(scope="module", autouse=True)
def _cluster() -> Iterator[None]:
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        object_store_memory=300_000_000,
        logging_level="ERROR",
        log_to_driver=False,
        _node_ip_address="127.0.0.1",
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


def _dataset(columns: dict[str, list[Any]]) -> Any:
    return ray.data.from_arrow(pa.table(columns))


def test_the_labels_are_those_of_one_process() -> None:
    texts = corpus(400, seed=3)
    numbers = list(range(len(texts)))[::-1]
    data = _dataset({"doc": numbers, "body": texts[::-1]})
    rows = engine.deduplicate(data, id="doc", text="body").take_all()
    found = {row["doc"]: row["cluster"] for row in rows}
    assert (
        tuple(found[number] for number in range(len(texts)))
        == deduplicate(texts, relations="near").labels
    )


def test_the_articles_are_those_of_normalize() -> None:
    texts = [
        "Date: 2025-02-12\n\nIt rained in Bonn and in Cologne all day.",
        "",
        "Es regnet überall.",
    ]
    data = _dataset({"id": [0, 1, 2], "text": texts})
    rows = {row["id"]: row for row in engine.normalize(data, keep=["id"]).take_all()}
    for number, text in enumerate(texts):
        assert rows[number]["article_body"] == normalize(text).article_body
        assert rows[number]["error"] is None


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="'body'"):
        engine.deduplicate(_dataset({"id": [1], "article_body": ["Text."]}), text="body")
