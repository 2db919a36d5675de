"""The progress line: how many, how fast, how long to go."""

from __future__ import annotations

import sys
import time
from itertools import count
from pathlib import Path

import pytest

from newsnorm.cli import main
from newsnorm.cli.terminal import Progress


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make standard error a terminal on which each look at the clock finds a second gone by."""
    ticks = count()
    monkeypatch.setattr(time, "monotonic", lambda: float(next(ticks)))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line for line in capsys.readouterr().err.split("\r\x1b[K") if line]


def test_time_left_by_documents(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_terminal(monkeypatch)
    with Progress("compared", 1_000) as progress:
        progress(250)
        progress(500)
    assert lines(capsys) == [
        "compared: 250 of 1,000, 3 s left (250/s)",
        "compared: 500 of 1,000, 2 s left (250/s)",
    ]


def test_time_left_by_bytes_without_what_is_read_ahead(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_terminal(monkeypatch)
    with Progress("normalized", size=1_000) as progress:
        progress.count(200)
        progress(10)
        progress.count(400)
        progress(20)
    assert lines(capsys) == [
        "normalized: 10 (10/s)",
        "normalized: 20, 2 s left (10/s)",
    ]


def test_a_run_on_a_terminal_says_how_long_it_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    on_terminal(monkeypatch)
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text("Der Rat tagt heute in Köln.\n" * 9, "utf-8")
    assert main(["normalize", str(tmp_path), "-o", str(tmp_path / "o.jsonl")]) == 0
    first, *more = lines(capsys)
    assert first.startswith("normalized: 1 (")
    assert [line.partition("(")[0] for line in more] == [
        "normalized: 2, 0 s left ",
        "normalized: 3, 0 s left ",
    ]


def test_nothing_is_said_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("normalized", size=10) as progress:
        progress.count(10)
        progress(1)
    assert capsys.readouterr().err == ""
