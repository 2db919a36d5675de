"""``newsnorm dedup``: articles in, clusters and relations out."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import asdict

from newsnorm.cli.output import make_folder
from newsnorm.cli.terminal import Progress, shown, table
from newsnorm.duplicates import DuplicateIndex, deduplicate
from newsnorm.model import Article, Deduplication, Removal

HEADLINE_COLUMNS = 44
BATCH_ARTICLES = 1_000
"""Articles that are looked up in an index at once."""

TABLE_ROWS = 40
"""Articles shown in the table; the files hold all of them."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "dedup",
        help="find copies and shared passages",
        description="Read articles that 'newsnorm normalize' wrote and write their clusters and "
        "relations as JSON lines; a table goes to standard error.",
    )
    parser.add_argument("path", metavar="FILE.jsonl", help="'-' is standard input")
    parser.add_argument("-o", "--output", default="-", metavar="FILE", help="default: -")
    parser.add_argument(
        "--index",
        metavar="PATH",
        help="a folder that remembers articles between runs: copies of earlier ones are named, "
        "and these are added",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from newsnorm.formats import read_articles
    from newsnorm.formats.streams import open_output

    with Progress("read") as progress:
        articles: list[Article] = []
        for article in read_articles(arguments.path):
            articles.append(article)
            progress(len(articles))
    result = deduplicate(articles)
    make_folder(arguments.output)
    with open_output(arguments.output) as stream:
        for record in _records(articles, result):
            stream.write(_line(record))
        if arguments.index:
            for record in _seen_before(arguments.index, articles):
                stream.write(_line(record))
    sys.stderr.write(overview(articles, result) + "\n")
    return 0


def _line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _records(articles: Sequence[Article], result: Deduplication) -> Iterator[dict[str, Any]]:
    """Yield clusters, then relations; positions come with the articles' URIs."""

    def uris(positions: Iterable[int]) -> list[str | None]:
        return [articles[position].uri for position in positions]

    for cluster in result.clusters:
        yield {"type": "cluster", **asdict(cluster), "uris": uris(cluster.members)}
    for relation in result.relations:
        yield {"type": "relation", **asdict(relation), "uris": uris((relation.a, relation.b))}


def _seen_before(path: str, articles: Sequence[Article]) -> Iterator[dict[str, Any]]:
    """Yield the copies that an index holds already, then add what is new to it.

    An article's key is its URI, or its position in the file where it has none.
    """
    keys = [article.uri or f"{number}" for number, article in enumerate(articles)]
    with DuplicateIndex.open(path) as index, Progress("compared", len(articles)) as progress:
        for start in range(0, len(articles), BATCH_ARTICLES):
            batch = articles[start : start + BATCH_ARTICLES]
            for key, matches in zip(keys[start:], index.query_many(batch), strict=False):
                for match in matches:
                    if match.key != key:
                        yield {"type": "seen", "uri": key, **asdict(match)}
            progress(start + len(batch))
        fresh = {
            key: article for key, article in zip(keys, articles, strict=True) if key not in index
        }
        index.add(list(fresh.values()), keys=list(fresh))


def overview(articles: Sequence[Article], result: Deduplication) -> str:
    """Return a table of the articles, with who shares passages with whom."""
    shares: dict[int, list[str]] = {}
    for relation in result.relations:
        if not relation.merges:
            text = (
                f"{relation.kind} {len(relation.passages)}" if relation.passages else relation.kind
            )
            shares.setdefault(relation.a, []).append(f"{relation.b} ({text})")
            shares.setdefault(relation.b, []).append(f"{relation.a} ({text})")
    rows = [
        [
            str(number),
            shown(article.headline or "–", HEADLINE_COLUMNS),
            article.in_language,
            str(article.date_published or "–"),
            str(sum(not isinstance(change, Removal) for change in article.ledger.edits)),
            str(sum(isinstance(change, Removal) for change in article.ledger.edits)),
            str(result.labels[number]),
            ", ".join(shares.get(number, ["–"])),
        ]
        for number, article in enumerate(articles[:TABLE_ROWS])
    ]
    head = ["", "headline", "language", "date", "edits", "removals", "cluster", "shares with"]
    more = len(articles) - len(rows)
    summary = (
        f"{len(articles)} articles, {len(set(result.labels))} after merging "
        f"{len(result.clusters)} clusters, {len(result.relations)} relations"
    )
    lines = [table(head, rows), f"… and {more} more" if more > 0 else "", summary]
    return "\n".join(line for line in lines if line)
