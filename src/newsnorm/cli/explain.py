"""``newsnorm explain``: the ledger of a document, for people to read."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from newsnorm.cli.terminal import shown
from newsnorm.model import Article, Change, Removal, Step
from newsnorm.options import Options
from newsnorm.pipeline import normalize

TEXT_COLUMNS = 60
CHANGES_SHOWN = 12
"""Changes of one stage that are shown unless all are asked for."""

_ROWS = (
    *("uri", "encoding", "headline", "alternative_headline", "description", "in_language"),
    *("date_published", "date_modified", "dateline", "author", "publisher"),
    *("source_organization", "article_section", "keywords", "citation", "url"),
    *("copyright_notice", "is_based_on"),
)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "explain",
        help="show what was changed in a document, and why",
        description="Normalize one document and print its fields, every edit and removal with "
        "its span in the source and its reason, and what is doubtful.",
    )
    parser.add_argument("path", metavar="FILE", help="'-' is standard input")
    parser.add_argument("--all", action="store_true", help="show every change of every stage")
    parser.add_argument("--thorough", action="store_true", help="remove boilerplate more boldly")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from newsnorm.formats import read

    for document in read(arguments.path):
        article = normalize(document.source(), options=Options(thorough=arguments.thorough))
        limit = None if arguments.all else CHANGES_SHOWN
        sys.stdout.write("\n".join(explanation(article, limit)) + "\n\n")
    return 0


def explanation(article: Article, limit: int | None) -> Iterator[str]:
    """Yield the lines that explain *article*, with at most *limit* changes a stage."""
    for name in _ROWS:
        value = getattr(article, name)
        if value:
            text = "; ".join(value) if isinstance(value, tuple) else str(value)
            yield f"{name:21} {shown(text, TEXT_COLUMNS + 30)}"
    yield f"{'article_body':21} {len(article.article_body)} characters"
    for date in article.dates:
        yield f"{'date ' + date.role:21} {date.isoformat()}  {shown(date.text, TEXT_COLUMNS)}"
    for doubt in article.doubts:
        where = "" if doubt.start is None else f" ({doubt.start}:{doubt.end})"
        yield f"{'doubt':21} {doubt.stage}: {doubt.message}{where}"
    for step in article.ledger.steps:
        yield from _step(step, limit)


def _step(step: Step, limit: int | None) -> Iterator[str]:
    yield ""
    number = len(step.edits)
    yield f"{step.stage}: {number} {'change' if number == 1 else 'changes'}"
    for change in step.edits[:limit]:
        yield f"  {f'{change.start}:{change.end}':>13}  {_change(change)}"
    if limit is not None and len(step.edits) > limit:
        yield f"  {'…':>13}  {len(step.edits) - limit} more (--all)"


def _change(change: Change) -> str:
    old = shown(repr(change.original or ""), TEXT_COLUMNS)
    if isinstance(change, Removal):
        return f"{change.kind:16} {change.confidence:.2f}  {old}  [{change.rule}]"
    evidence = f" ({change.evidence})" if change.evidence else ""
    return f"{old} → {shown(repr(change.replacement), TEXT_COLUMNS)}  {change.reason}{evidence}"
