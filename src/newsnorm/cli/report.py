"""``newsnorm report``: articles in, HTML to look at out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from newsnorm.cli.arguments import positive
from newsnorm.cli.output import make_folder
from newsnorm.duplicates import deduplicate
from newsnorm.model import Article


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "report",
        help="write a report to look at",
        description="Read articles that 'newsnorm normalize' wrote and write HTML that opens from "
        "disk and needs no network and no script: one file, or an index and pages in a folder "
        "beside it where there are more than a thousand articles.",
    )
    parser.add_argument("path", metavar="FILE.jsonl", help="'-' is standard input")
    parser.add_argument("-o", "--output", default="report.html", metavar="FILE")
    parser.add_argument("--title", default="newsnorm report", metavar="TEXT")
    parser.add_argument(
        "--articles-a-page",
        type=positive,
        metavar="N",
        help="on pages of their own; default: 250, if there are more than 1,000 articles",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from newsnorm.formats import read_articles

    make_folder(arguments.output)
    articles = list(read_articles(arguments.path))
    write(arguments.output, articles, title=arguments.title, size=arguments.articles_a_page)
    return 0


def write(
    path: str,
    articles: Sequence[Article],
    *,
    title: str = "newsnorm report",
    size: int | None = None,
) -> None:
    """Write the report, *size* articles a page, and say where it is."""
    from newsnorm.report import pages_folder, write_report

    write_report(path, articles, deduplicate(articles), title=title, articles_a_page=size)
    folder = pages_folder(path)
    beside = f", its pages in {folder}" if folder.exists() else ""
    sys.stderr.write(f"report: {path}{beside}\n")
