"""The index on disk against a dictionary and brute force."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from duplicates.helpers import article, articles, sentence
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from newsnorm.duplicates import (
    DuplicateIndex,
    components,
    judge,
    merging_edges,
    sketch_batch,
)
from newsnorm.duplicates.sketches import NO_BAND
from newsnorm.errors import IndexStoreError, InputError, InputTypeError

KEYS = [f"key {number}" for number in range(8)]
TEXTS = [
    article(1),
    article(1).replace(sentence(103), sentence(777)),
    article(1)[:300] + " … Log in to read on.",
    article(2),
    article(2) + "\n" + sentence(778),
    "\n".join((article(3), article(2))),
    "A short headline",
    "",
]


def brute_force(documents: dict[str, str]) -> set[tuple[str, ...]]:
    """Return the clusters by looking at each pair that shares a band."""
    keys = sorted(documents)
    sketches = sketch_batch([documents[key] for key in keys])
    bands = [set(sketch["bands"].tolist()) - {NO_BAND} for sketch in sketches]
    pairs = [(a, b) for a, b in combinations(range(len(keys)), 2) if bands[a] & bands[b]]
    rows = np.array(pairs, np.int64).reshape(-1, 2)
    verdicts = judge(sketches[rows[:, 0]], sketches[rows[:, 1]])
    labels = components(len(keys), merging_edges(rows, verdicts))
    groups: dict[int, list[str]] = {}
    for key, label in zip(keys, labels, strict=True):
        groups.setdefault(label, []).append(key)
    return {tuple(group) for group in groups.values() if len(group) > 1}


class IndexMachine(RuleBasedStateMachine):
    """Adds, replaces, removes, merges, compacts and opens again, as a dictionary would."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.index = DuplicateIndex.open(self.folder / "index")
        self.expected: dict[str, str] = {}

    @rule(batch=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(TEXTS), max_size=4))
    def add(self, batch: dict[str, str]) -> None:
        assert self.index.add(list(batch.values()), keys=list(batch)) == tuple(batch)
        self.expected |= batch

    @rule(keys=st.lists(st.sampled_from(KEYS), max_size=3))
    def remove(self, keys: list[str]) -> None:
        gone = self.expected.keys() & set(keys)
        assert self.index.remove(keys) == len(gone)
        for key in gone:
            del self.expected[key]

    @rule(batch=st.dictionaries(st.sampled_from(KEYS), st.sampled_from(TEXTS), max_size=3))
    def merge(self, batch: dict[str, str]) -> None:
        with (
            tempfile.TemporaryDirectory() as folder,
            DuplicateIndex.open(folder) as other,
        ):
            other.add(list(batch.values()), keys=list(batch))
            assert self.index.merge(other) == len(batch)
        self.expected |= batch

    @rule()
    def compact(self) -> None:
        self.index.compact()

    @rule()
    def open_again(self) -> None:
        self.index.close()
        self.index = DuplicateIndex.open(self.folder / "index")

    @rule(text=st.sampled_from(TEXTS))
    def query(self, text: str) -> None:
        exact = {match.key for match in self.index.query(text) if match.kind == "exact"}
        assert exact == {key for key, value in self.expected.items() if value == text and text}

    @invariant()
    def it_holds_what_was_added(self) -> None:
        assert len(self.index) == len(self.expected)
        assert set(self.index.keys()) == self.expected.keys()
        assert all((key in self.index) == (key in self.expected) for key in KEYS)

    @precondition(lambda self: self.expected)
    @rule()
    def clusters(self) -> None:
        assert set(self.index.clusters()) == brute_force(self.expected)

    def teardown(self) -> None:
        self.index.close()
        shutil.rmtree(self.folder)


TestIndexMachine = IndexMachine.TestCase
TestIndexMachine.settings = settings(max_examples=25, stateful_step_count=15)


@given(articles(), st.lists(st.integers(1, 4), max_size=6))
@settings(max_examples=25)
def test_batches_do_not_matter(texts: list[str], sizes: list[int]) -> None:
    keys = [str(number) for number in range(len(texts))]
    with (
        tempfile.TemporaryDirectory() as folder,
        DuplicateIndex.open(Path(folder, "whole")) as whole,
        DuplicateIndex.open(Path(folder, "pieces")) as pieces,
    ):
        whole.add(texts, keys=keys)
        start = 0
        for size in [*sizes, len(texts)]:
            pieces.add(texts[start : start + size], keys=keys[start : start + size])
            start += size
        assert whole.clusters() == pieces.clusters()
        assert whole.query_many(texts) == pieces.query_many(texts)


@given(articles(), st.text(max_size=40))
def test_a_sketch_depends_on_its_text_alone(texts: list[str], other: str) -> None:
    together = sketch_batch([other, *texts, other])
    for place, text in enumerate(texts, 1):
        assert sketch_batch([text]).tobytes() == together[place : place + 1].tobytes()


def test_many_small_batches_are_joined(tmp_path: Path) -> None:
    with DuplicateIndex.open(tmp_path) as index:
        for number in range(40):
            index.add([article(number)])
        assert len(index) == 40
        assert len(list(tmp_path.glob("*.seg"))) <= 9
        assert [match.key for match in index.query(article(17))] == ["17"]
        index.compact()
        assert len(list(tmp_path.glob("*.seg"))) == 1


def test_readers_see_commits_while_another_writes(tmp_path: Path) -> None:
    with DuplicateIndex.open(tmp_path) as writer, DuplicateIndex.open(tmp_path) as reader:
        for number in range(20):
            writer.add([article(number)], keys=[str(number)])
            assert [match.key for match in reader.query(article(number))] == [str(number)]
        writer.compact()
        assert [match.key for match in reader.query(article(3))] == ["3"]
        writer.remove(["3"])
        assert reader.query(article(3)) == ()


def test_a_failed_batch_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with DuplicateIndex.open(tmp_path) as index:
        index.add([article(1)], keys=["a"])

        def full(*_arguments: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("newsnorm.duplicates._segments.os.fsync", full)
        with pytest.raises(IndexStoreError):
            index.add([article(2)], keys=["b"])
        monkeypatch.undo()
        assert list(index.keys()) == ["a"]
        index.compact()
        assert len(list(tmp_path.glob("*.seg"))) == 1


def test_keys_are_checked(tmp_path: Path) -> None:
    with DuplicateIndex.open(tmp_path) as index:
        with pytest.raises(InputError):
            index.add(["a", "b"], keys=["1"])
        with pytest.raises(InputError):
            index.add(["a", "b"], keys=["1", "1"])
        with pytest.raises(InputTypeError):
            index.add(["a"], keys=[1])  # type: ignore[list-item]
        with pytest.raises(InputTypeError):
            index.remove("key")
        assert len(index) == 0


def test_what_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.sqlite").write_bytes(b"no database" * 500)
    with pytest.raises(IndexStoreError):
        DuplicateIndex.open(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(IndexStoreError):
        DuplicateIndex.open(tmp_path / "file")


def test_another_format_and_damage_are_refused(tmp_path: Path) -> None:
    with DuplicateIndex.open(tmp_path) as index:
        index.add([article(1)])
    (segment,) = tmp_path.glob("*.seg")
    segment.write_bytes(segment.read_bytes()[:-1])
    with DuplicateIndex.open(tmp_path) as index, pytest.raises(IndexStoreError):
        len(index)
    connection = sqlite3.connect(tmp_path / "index.sqlite")
    connection.execute("UPDATE meta SET value = '99' WHERE name = 'format'")
    connection.commit()
    connection.close()
    with pytest.raises(IndexStoreError):
        DuplicateIndex.open(tmp_path)
