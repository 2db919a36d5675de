"""The command line as a Unix tool."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsnorm.cli import main

TEXT = (
    "Rat beschließt neuen Haushalt\n\nDer Rat hat am 12. Februar 2025 einen Haushalt beschlossen.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    return tmp_path


def test_normalize_writes_one_article_a_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["normalize", str(folder / "a.txt"), str(folder / "b.txt")]) == 0
    captured = capsys.readouterr()
    records = [json.loads(line) for line in captured.out.splitlines()]
    assert [record["headline"] for record in records] == ["Rat beschließt neuen Haushalt"] * 2
    assert captured.err == ""


def test_a_folder_is_read_in_order_and_written_to_a_file(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = tmp_path_factory.mktemp("out") / "new" / "articles.jsonl"
    assert main(["normalize", str(folder), "-o", str(target), "--jobs", "2"]) == 0
    uris = [json.loads(line)["uri"] for line in target.read_text("utf-8").splitlines()]
    assert [Path(uri).name for uri in uris] == ["a.txt", "b.txt"]


def test_standard_input_to_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(TEXT.encode())))
    )
    assert main(["normalize", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["in_language"] == "de"


def test_a_document_that_fails_is_named_and_the_rest_goes_on(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = folder / "missing.txt"
    assert main(["normalize", str(missing), str(folder / "a.txt")]) == 1
    captured = capsys.readouterr()
    assert "missing.txt" in captured.err
    assert "Traceback" not in captured.err
    assert len(captured.out.splitlines()) == 1


@pytest.mark.parametrize("content", [b"", b"  \n", bytes(range(256)), b"\xc3", b"---\n: [\n"])
def test_bad_documents_give_articles_not_tracebacks(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    assert main(["normalize", str(path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [[], ["nonsense"], ["normalize"], ["normalize", "x", "--jobs", "0"], ["dedup"]],
)
def test_wrong_usage_is_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "usage" in capsys.readouterr().err


def test_dedup_writes_clusters_and_relations(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = folder.with_name("articles.jsonl")
    assert main(["normalize", str(folder), "-o", str(target)]) == 0
    assert main(["dedup", str(target)]) == 0
    captured = capsys.readouterr()
    records = [json.loads(line) for line in captured.out.splitlines()]
    assert records[0]["type"] == "cluster"
    assert records[0]["members"] == [0, 1]
    assert [Path(uri).name for uri in records[0]["uris"]] == ["a.txt", "b.txt"]
    assert {record["type"] for record in records[1:]} <= {"cluster", "relation"}
    assert "2 articles, 1 after merging" in captured.err
    assert "2025-02-12" not in captured.err  # an event is no date of publication


def test_an_index_remembers_between_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = folder.with_name("1.jsonl"), folder.with_name("2.jsonl")
    index = str(folder.with_name("seen"))
    assert main(["normalize", str(folder / "a.txt"), "-o", str(first)]) == 0
    assert main(["normalize", str(folder / "b.txt"), "-o", str(second)]) == 0
    assert main(["dedup", str(first), "--index", index]) == 0
    assert capsys.readouterr().out == ""
    assert main(["dedup", str(second), "--index", index]) == 0
    (record,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert record["type"] == "seen"
    assert (Path(record["uri"]).name, Path(record["key"]).name) == ("b.txt", "a.txt")
    assert main(["dedup", str(second), "--index", index]) == 0  # again: it does not match itself
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_dedup_of_something_else_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no.jsonl"
    path.write_text("{not json\n", "utf-8")
    assert main(["dedup", str(path)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_explain_shows_the_ledger(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "c.txt").write_text("GrÃ¼ne Politik\n" + TEXT, "utf-8")
    assert main(["explain", str(folder / "c.txt")]) == 0
    out = capsys.readouterr().out
    assert "alternative_headline  Grüne Politik" in out
    assert "mojibake" in out
    assert "'Ã¼' → 'ü'" in out


def test_the_module_runs_and_a_closed_pipe_is_no_error(folder: Path) -> None:
    command = f"{sys.executable} -m newsnorm explain {folder / 'a.txt'} | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_rules_are_listed_with_their_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--language", "de", "--kind", "share"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("de.share: share")
    assert "\n  + Artikel teilen\n" in captured.out
    assert "\n  - " in captured.out
    assert main(["rules", "--kind", "nonsense"]) == 2


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--language", "German please"),
        ("--region", "Deutschland"),
        ("--charset", "klingon"),
        ("--jobs", "0"),
        ("--jobs", "two"),
        ("--jobs", "²"),
    ],
)
def test_a_value_that_would_change_nothing_is_refused(
    option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "o.jsonl"
    assert main(["normalize", "nothing.txt", "-o", str(output), option, value]) == 2
    assert repr(value) in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_region_says_how_dates_are_written(tmp_path: Path) -> None:
    page, output = tmp_path / "a.txt", tmp_path / "o.jsonl"
    page.write_text("Date: 02/03/2025\n\nIt rained all day in the city, they said.\n", "utf-8")
    months = []
    for region in ("gb", "US"):
        assert main(["normalize", str(page), "-o", str(output), "--region", region]) == 0
        months.append(json.loads(output.read_text("utf-8"))["date_published"]["isoformat"])
    assert months == ["2025-03-02", "2025-02-03"]


def test_a_folder_with_its_own_output_in_it_is_read_without_that(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Der Rat tagt heute in Köln.\n", "utf-8")
    output, report = tmp_path / "o.jsonl", tmp_path / "r.html"
    command = ["normalize", str(tmp_path), "-o", str(output), "--report", str(report)]
    for _ in range(2):
        assert main(command) == 0
        assert len(output.read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize("name", ["o.html", "o.xml", "o.tsv.gz", "o.md"])
def test_a_format_that_is_only_read_is_not_written(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Der Rat tagt heute in Köln.\n", "utf-8")
    command = ["normalize", str(tmp_path / "a.txt"), "-o", str(tmp_path / name)]
    assert main(command) == 2
    assert "--format" in capsys.readouterr().err
    assert main([*command, "--format", "jsonl"]) == 0


def test_the_column_of_the_texts_can_be_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("name,story\na,It rained all day in the city.\n", "utf-8")
    assert main(["normalize", str(table)]) == 1
    said = capsys.readouterr().err
    assert "'story'" in said
    assert said.count(str(table)) == 1
    assert main(["normalize", str(table), "--column", "story"]) == 0
    assert json.loads(capsys.readouterr().out)["article_body"] == "It rained all day in the city."


@pytest.fixture
def text(tmp_path: Path) -> str:
    """The path of a text to work on."""
    path = tmp_path / "a.txt"
    path.write_text("Der Rat tagt heute in Köln.\n", "utf-8")
    return str(path)


def test_a_pipe_is_written_to_and_stays_one(text: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert main(["normalize", text, "-o", str(pipe)]) == 0
        assert json.loads(os.read(reader, 65_536))["article_body"]
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.txt", "pipe"]


@pytest.mark.parametrize("name", ["o.jsonl", "o.csv"])
def test_a_link_stays_one(name: str, text: str, tmp_path: Path) -> None:
    link, target = tmp_path / name, tmp_path / f"there-{name}"
    target.write_text("old", "utf-8")
    link.symlink_to(target)
    assert main(["normalize", text, "-o", str(link)]) == 0
    assert link.is_symlink()
    assert "Köln" in target.read_text("utf-8")


@pytest.mark.parametrize("command", ["normalize", "dedup", "report"])
def test_a_folder_is_no_file_to_write(
    command: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = tmp_path / "a.jsonl"
    assert main(["normalize", text, "-o", str(articles)]) == 0
    source = text if command == "normalize" else str(articles)
    assert main([command, source, "-o", str(tmp_path)]) == 2
    assert "is a folder" in capsys.readouterr().err


def test_the_folder_of_the_output_is_made(text: str, tmp_path: Path) -> None:
    for name in ("o.jsonl", "o.csv", "o.jsonl.gz"):
        output = tmp_path / f"new-{name}" / name
        assert main(["normalize", text, "-o", str(output)]) == 0
        assert output.is_file()
