"""``newsnorm report``: articles in, one HTML file out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from newsnorm.duplicates import deduplicate
from newsnorm.model import Article


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "report",
        help="write a report to look at",
        description="Read articles that 'newsnorm normalize' wrote and write one HTML file "
        "that opens from disk and needs no network and no script.",
    )
    parser.add_argument("path", metavar="FILE.jsonl", help="'-' is standard input")
    parser.add_argument("-o", "--output", default="report.html", metavar="FILE")
    parser.add_argument("--title", default="newsnorm report", metavar="TEXT")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from newsnorm.formats import read_articles

    articles = list(read_articles(arguments.path))
    write(arguments.output, articles, title=arguments.title)
    return 0


def write(path: str, articles: Sequence[Article], *, title: str = "newsnorm report") -> None:
    """Write the report, and say where it is."""
    from newsnorm.report import write_report

    write_report(path, articles, deduplicate(articles), title=title)
    sys.stderr.write(f"report: {path}\n")
