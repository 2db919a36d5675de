"""The whole report: one HTML file that opens from disk, prints, and needs no script."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

from newsnorm.errors import SourceError, shortened
from newsnorm.model import Article, Deduplication, Removal
from newsnorm.report.markup import folded, table, tag, text
from newsnorm.report.parts import (
    OVERVIEW_HEAD,
    article_part,
    cluster_part,
    overview_row,
    relation_part,
)
from newsnorm.report.pictures import relations_picture, timeline

ARTICLES_A_FOLD = 50
"""Articles in one fold; only the first fold is open, so that thousands stay usable."""

RELATIONS_SHOWN = 500
"""Relations written out side by side; the rest is in the data."""


def render_report(
    articles: Sequence[Article],
    deduplication: Deduplication | None = None,
    *,
    title: str = "newsnorm report",
) -> str:
    """Return a report on *articles* as one HTML document.

    *deduplication* is the result of :func:`deduplicate` for the same articles.

    >>> page = render_report([Article(headline="<script>alert(1)</script>")])
    >>> "<script" in page, "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    (False, True)
    """
    sections = [
        tag("h1", text(title)),
        _totals(articles, deduplication),
        tag("h2", "Articles"),
        *_folds(articles, lambda number: overview_row(number, articles[number], deduplication)),
        tag("h2", "When they appeared"),
        timeline(articles),
    ]
    if deduplication is not None:
        sections += _duplicates(articles, deduplication)
    sections += [tag("h2", "Each article, with every change in place"), *_articles(articles)]
    style = files("newsnorm.report").joinpath("report.css").read_text("utf-8")
    head = (
        '<meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{text(title)}</title><style>{style}</style>"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head>{head}</head>'
        f"<body><main>{''.join(sections)}</main></body></html>\n"
    )


def write_report(
    path: str | os.PathLike[str],
    articles: Sequence[Article],
    deduplication: Deduplication | None = None,
    *,
    title: str = "newsnorm report",
) -> None:
    """Write :func:`render_report` to a file.

    Raises :class:`SourceError` if it cannot be written.
    """
    page = render_report(articles, deduplication, title=title)
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(page, "utf-8")
    except OSError as error:
        raise SourceError(f"cannot write {shortened(os.fspath(path))}: {error}") from error


def _totals(articles: Sequence[Article], result: Deduplication | None) -> str:
    """Return the figures for all articles together."""
    changes = [change for article in articles for change in article.ledger.edits]
    removed = [change for change in changes if isinstance(change, Removal)]
    figures = [
        (f"{len(articles):,}", "articles"),
        (f"{len(changes) - len(removed):,}", "repairs"),
        (f"{len(removed):,}", "removals"),
        (f"{sum(len(change.text) for change in removed):,}", "characters removed"),
        (f"{sum(len(article.doubts) for article in articles):,}", "doubts"),
    ]
    if result is not None:
        figures.append((f"{len(result.clusters):,}", "clusters"))
        figures.append((f"{len(result.relations):,}", "relations"))
    tiles = "".join(tag("li", tag("b", number) + " " + text(label)) for number, label in figures)
    kinds: Counter[str] = Counter(change.kind for change in removed)
    languages = Counter(article.in_language for article in articles)
    return tag("ul", tiles, class_="totals") + tag(
        "div",
        _counts("taken out of the bodies, by kind", kinds) + _counts("languages", languages),
        class_="counts",
    )


def _counts(label: str, counts: Counter[str]) -> str:
    """Return names with their counts, the most frequent first."""
    items = "".join(
        tag("li", text(name.replace("_", " ")) + " " + tag("b", f"{number:,}"))
        for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    return tag("h4", text(label)) + tag("ul", items, class_="chips") if items else ""


def _folds(articles: Sequence[Article], row: Callable[[int], list[str]]) -> list[str]:
    """Return the overview in folds."""
    return [
        folded(
            f"№ {start} to {end - 1}",
            tag("div", table(OVERVIEW_HEAD, [row(n) for n in range(start, end)]), class_="wide"),
            opened=start == 0,
        )
        for start, end in _pages(len(articles))
    ]


def _pages(number: int) -> list[tuple[int, int]]:
    return [
        (start, min(start + ARTICLES_A_FOLD, number)) for start in range(0, number, ARTICLES_A_FOLD)
    ]


def _articles(articles: Sequence[Article]) -> list[str]:
    return [
        folded(
            f"№ {start} to {end - 1}",
            "".join(article_part(articles[number], number) for number in range(start, end)),
            opened=start == 0,
        )
        for start, end in _pages(len(articles))
    ]


def _duplicates(articles: Sequence[Article], result: Deduplication) -> list[str]:
    parts = [tag("h2", "Copies and shared passages"), relations_picture(articles, result)]
    if result.clusters:
        parts.append(tag("h3", "Clusters"))
        parts += [cluster_part(cluster, articles) for cluster in result.clusters]
    if result.relations:
        parts.append(tag("h3", "Relations"))
        parts += [relation_part(item, articles) for item in result.relations[:RELATIONS_SHOWN]]
        more = len(result.relations) - RELATIONS_SHOWN
        if more > 0:
            parts.append(tag("p", f"{more:,} more relations are not written out."))
    return parts
