"""The pages of a report: HTML that opens from disk, prints, and needs no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files

from newsnorm.model import Article, Deduplication, Removal
from newsnorm.report.markup import Address, folded, here, table, tag, text
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
    folds = spans(len(articles), ARTICLES_A_FOLD)
    sections = [
        *_overview(articles, deduplication, title, folds, here),
        tag("h2", "Each article, with every change in place"),
        *(
            folded(_range(span), _parts(articles, span), opened=place == 0)
            for place, span in enumerate(folds)
        ),
    ]
    return _document(title, sections)


def render_index(
    articles: Sequence[Article],
    deduplication: Deduplication | None,
    *,
    title: str,
    pages: Sequence[tuple[int, int]],
    address: Address,
) -> str:
    """Return the first page of a report whose articles stand on *pages* of their own."""
    return _document(title, _overview(articles, deduplication, title, pages, address))


def render_page(
    articles: Sequence[Article], span: tuple[int, int], *, title: str, links: Sequence[str]
) -> str:
    """Return the page of the articles from one number up to another, with *links* to others."""
    nav = tag("nav", " ".join(links))
    parts = [tag("h1", text(f"{title}: {_range(span)}")), nav, _parts(articles, span), nav]
    return _document(f"{title}: {_range(span)}", parts)


def spans(number: int, size: int) -> list[tuple[int, int]]:
    """Cut *number* articles into spans of *size*.

    >>> spans(5, 2)
    [(0, 2), (2, 4), (4, 5)]
    """
    return [(start, min(start + size, number)) for start in range(0, number, size)]


def _range(span: tuple[int, int]) -> str:
    return f"№ {span[0]} to {span[1] - 1}"


def _parts(articles: Sequence[Article], span: tuple[int, int]) -> str:
    return "".join(article_part(articles[number], number) for number in range(*span))


def _document(title: str, sections: Iterable[str]) -> str:
    """Return a whole page, which asks for nothing from outside."""
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


def _overview(
    articles: Sequence[Article],
    deduplication: Deduplication | None,
    title: str,
    folds: Sequence[tuple[int, int]],
    address: Address,
) -> list[str]:
    """Return what a report says of all articles together."""
    sections = [
        tag("h1", text(title)),
        _totals(articles, deduplication),
        tag("h2", "Articles"),
    ]
    for place, span in enumerate(folds):
        rows = [overview_row(n, articles[n], deduplication, address) for n in range(*span)]
        content = tag("div", table(OVERVIEW_HEAD, rows), class_="wide")
        sections.append(folded(_range(span), content, opened=place == 0))
    sections += [tag("h2", "When they appeared"), timeline(articles)]
    if deduplication is not None:
        sections += _duplicates(articles, deduplication, address)
    return sections


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


def _duplicates(articles: Sequence[Article], result: Deduplication, address: Address) -> list[str]:
    picture = relations_picture(articles, result, address)
    parts = [tag("h2", "Copies and shared passages"), picture]
    if result.clusters:
        parts.append(tag("h3", "Clusters"))
        parts += [cluster_part(cluster, articles, address) for cluster in result.clusters]
    if result.relations:
        parts.append(tag("h3", "Relations"))
        parts += [
            relation_part(item, articles, address) for item in result.relations[:RELATIONS_SHOWN]
        ]
        more = len(result.relations) - RELATIONS_SHOWN
        if more > 0:
            parts.append(tag("p", f"{more:,} more relations are not written out."))
    return parts
