"""The report on disk: one file, or an index and pages where there are many articles."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from newsnorm.errors import OptionError, SourceError, shortened
from newsnorm.model import Article, Deduplication
from newsnorm.report.markup import tag
from newsnorm.report.page import render_index, render_page, render_report, spans

ARTICLES_A_FILE = 1_000
"""Up to so many articles are one file: some 8 MB, which a browser opens at once."""

ARTICLES_A_PAGE = 250
"""Articles on a page where there are more: some 2 MB."""

_PAGE_NAME = re.compile(r"articles-\d+\.html")


def write_report(
    path: str | os.PathLike[str],
    articles: Sequence[Article],
    deduplication: Deduplication | None = None,
    *,
    title: str = "newsnorm report",
    articles_a_page: int | None = None,
) -> None:
    """Write the report on *articles*: :func:`render_report` in one file, if they are few.

    More than 1,000 articles, or more than *articles_a_page*, stand on pages in the folder
    :func:`pages_folder` beside the file, which then is their index.

    Raises :class:`SourceError` if it cannot be written, :class:`OptionError` for a page
    without articles.
    """
    if articles_a_page is not None and articles_a_page < 1:
        raise OptionError(f"a page needs at least one article, not {articles_a_page!r}")
    folder = pages_folder(path)
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        if len(articles) <= (articles_a_page or ARTICLES_A_FILE):
            Path(path).write_text(render_report(articles, deduplication, title=title), "utf-8")
            _clear(folder, 0)
            return
        size = articles_a_page or ARTICLES_A_PAGE
        pages = spans(len(articles), size)
        _write_pages(Path(path), articles, pages, title)
        index = render_index(
            articles,
            deduplication,
            title=title,
            pages=pages,
            address=lambda number: f"{quote(folder.name)}/{_name(number // size)}#a{number}",
        )
        Path(path).write_text(index, "utf-8")
        _clear(folder, len(pages))
    except OSError as error:
        raise SourceError(f"cannot write {shortened(os.fspath(path))}: {error}") from error


def pages_folder(path: str | os.PathLike[str]) -> Path:
    """Return the folder in which the pages of a large report stand.

    >>> pages_folder("out/report.html").name
    'report-articles'
    """
    return Path(path).with_name(f"{Path(path).stem}-articles")


def _write_pages(
    path: Path, articles: Sequence[Article], pages: Sequence[tuple[int, int]], title: str
) -> None:
    """Write one page after the other: memory is that of one."""
    folder = pages_folder(path)
    folder.mkdir(exist_ok=True)
    for place, span in enumerate(pages):
        links = [tag("a", "all articles", href=f"../{quote(path.name)}")]
        if place:
            links.insert(0, tag("a", "← before", href=_name(place - 1), rel="prev"))
        if place + 1 < len(pages):
            links.append(tag("a", "next →", href=_name(place + 1), rel="next"))
        page = render_page(articles, span, title=title, links=links)
        (folder / _name(place)).write_text(page, "utf-8")


def _name(page: int) -> str:
    return f"articles-{page}.html"


def _clear(folder: Path, keep: int) -> None:
    """Take away the pages of an earlier, larger report."""
    if not folder.is_dir():
        return
    names = {_name(page) for page in range(keep)}
    for item in list(folder.iterdir()):
        if _PAGE_NAME.fullmatch(item.name) and item.name not in names:
            item.unlink()
    if not keep and not any(folder.iterdir()):
        folder.rmdir()
