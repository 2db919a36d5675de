"""An interrupted run goes on where it stopped, and ends as if nothing had happened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newsnorm
import newsnorm.cli.normalize as command
from newsnorm.cli import main

NUMBER = 150


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    records = [{"text": f"Der Rat hat heute Punkt {n} beschlossen."} for n in range(NUMBER)]
    lines = [json.dumps(record) for record in records]
    lines[20] = "{broken"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def interrupt(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Stop the run after some documents, as Ctrl-C would."""
    whole = newsnorm.normalize_many

    def stopping(*arguments: Any, **options: Any) -> Iterator[Any]:
        for number, result in enumerate(whole(*arguments, **options)):
            if number == after:
                raise KeyboardInterrupt
            yield result

    monkeypatch.setattr(command, "normalize_many", stopping)


@pytest.mark.parametrize("after", [0, 63, 64, 65, 140])
def test_the_result_is_that_of_one_run(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    straight, resumed = corpus.with_name("a.jsonl"), corpus.with_name("b.jsonl")
    assert main(["normalize", str(corpus), "-o", str(straight)]) == 1  # one line is broken
    with monkeypatch.context() as patch:
        interrupt(patch, after)
        assert main(["normalize", str(corpus), "-o", str(resumed)]) == 130
    assert not resumed.exists()
    with resumed.with_name("b.jsonl.part").open("ab") as part:
        part.write(b'{"half a li')  # what a kill may leave
    assert main(["normalize", str(corpus), "-o", str(resumed), "--resume"]) == 1
    assert resumed.read_bytes() == straight.read_bytes()
    assert sorted(path.name for path in corpus.parent.iterdir()) == [
        "a.jsonl",
        "b.jsonl",
        "in.jsonl",
    ]


def test_other_arguments_are_refused(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(corpus.with_name("b.jsonl"))
    with monkeypatch.context() as patch:
        interrupt(patch, 70)
        assert main(["normalize", str(corpus), "-o", target]) == 130
    assert main(["normalize", str(corpus), "-o", target, "--resume", "--thorough"]) == 2
    assert "other arguments" in capsys.readouterr().err


def test_without_an_earlier_run_resume_starts_one(corpus: Path) -> None:
    target = corpus.with_name("b.jsonl")
    assert main(["normalize", str(corpus), "-o", str(target), "--resume"]) == 1
    assert len(target.read_text("utf-8").splitlines()) == NUMBER - 1


def test_resume_needs_a_file_of_json_lines(corpus: Path) -> None:
    assert main(["normalize", str(corpus), "--resume"]) == 2
