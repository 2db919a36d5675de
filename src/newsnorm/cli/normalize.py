"""``newsnorm normalize``: documents in, articles out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from newsnorm.cli import report
from newsnorm.cli.arguments import charset, language, positive, region
from newsnorm.cli.output import make_folder, open_output
from newsnorm.cli.terminal import Progress
from newsnorm.errors import NewsnormError
from newsnorm.model import Article
from newsnorm.options import Options
from newsnorm.pipeline import Failure, normalize_many

if TYPE_CHECKING:
    from newsnorm.formats import RawDocument
    from newsnorm.pipeline.sources import Source


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "normalize",
        help="turn documents into articles",
        description="Read text, markdown, HTML, feeds, JSONL, Parquet or WARC files, or folders "
        "of them ('-' is standard input), and write one article a document.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="default: -")
    parser.add_argument(
        "--format", metavar="NAME", help="of the output; default: by the name of FILE, else jsonl"
    )
    parser.add_argument("--input-format", metavar="NAME", help="default: by each file's name")
    parser.add_argument(
        "--column", metavar="NAME", help="of the texts in JSON, Parquet and CSV; default: text"
    )
    parser.add_argument(
        "--jobs", type=positive, default=1, metavar="N", help="processes; default: 1"
    )
    parser.add_argument(
        "--language", type=language, metavar="TAG", help="of all documents (BCP 47)"
    )
    parser.add_argument("--region", type=region, metavar="CODE", help="of the publisher (ISO 3166)")
    parser.add_argument(
        "--charset", type=charset, metavar="LABEL", help="believed only where it fits"
    )
    parser.add_argument("--thorough", action="store_true", help="remove boilerplate more boldly")
    parser.add_argument(
        "--resume", action="store_true", help="go on where an interrupted run stopped"
    )
    parser.add_argument(
        "--report", metavar="FILE", help="also write a report (keeps all articles in memory)"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command; return 1 if a document failed."""
    from newsnorm.formats import read_many

    options = Options(
        language=arguments.language,
        region=arguments.region,
        charset=arguments.charset,
        thorough=arguments.thorough,
    )
    if arguments.report:
        make_folder(arguments.report)  # what cannot be written is said before the work
    failed = _Failed()
    kept: list[Article] = []
    progress = Progress("normalized", size=_size(arguments))
    documents = read_many(
        _inputs(arguments),
        format=arguments.input_format,
        column=arguments.column,
        on_error="yield",
        count=progress.count,
    )
    output_options = {"format": arguments.format, "resume": arguments.resume}
    with (
        open_output(arguments.output, run=_common(arguments), **output_options) as output,
        progress,
    ):
        for result in normalize_many(
            failed.sources(documents, skip=output.done),
            options=options,
            jobs=arguments.jobs,
            on_error="yield",
            progress=progress,
        ):
            if isinstance(result, Failure):
                failed.report(result.source, result.error)
            elif arguments.report:
                kept.append(result)
            output.write(None if isinstance(result, Failure) else result)
    if arguments.report:
        report.write(arguments.report, kept)
    return failed.exit_code()


def _common(arguments: argparse.Namespace) -> dict[str, object]:
    """Return what a run that goes on must have in common with the one before."""
    names = ("paths", "input_format", "column", "language", "region", "charset", "thorough")
    return {name: getattr(arguments, name) for name in names}


def _inputs(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the files to read: in a folder all but those that this command itself writes."""
    from newsnorm.formats import walk

    names = [arguments.output + end for end in ("", ".part", ".progress")]
    written = {Path(name).resolve() for name in (*names, arguments.report) if name}
    for path in walk(arguments.paths):
        if path in arguments.paths or Path(path).resolve() not in written:
            yield path


def _size(arguments: argparse.Namespace) -> int | None:
    """Return the bytes of all files, ``None`` if they are not known or nobody will see them."""
    if not sys.stderr.isatty() or "-" in arguments.paths:
        return None
    files = map(Path, _inputs(arguments))
    return sum(file.stat().st_size for file in files if file.is_file())


class _Failed:
    """Names the documents that failed, as they come."""

    def __init__(self) -> None:
        self.number = 0

    def sources(self, documents: Iterator[RawDocument], skip: int) -> Iterator[Source]:
        """Yield what can be normalized, without the first *skip*; report what cannot be read."""
        for document in documents:
            if document.error is not None:
                self.report(document.uri or "?", document.error)
            elif skip:
                skip -= 1
            else:
                yield document.source()

    def report(self, name: str, error: NewsnormError) -> None:
        """Name a document that failed, and why."""
        self.number += 1
        said = str(error)
        sys.stderr.write(f"newsnorm: {said if said.startswith(name) else f'{name}: {said}'}\n")

    def exit_code(self) -> int:
        """Return 1 if any document failed."""
        return 1 if self.number else 0
