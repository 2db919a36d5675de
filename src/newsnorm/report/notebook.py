"""The same parts for notebooks: what ``_repr_html_`` of the model shows."""

from __future__ import annotations

from importlib.resources import files

from newsnorm.model import Article, Deduplication, Repaired, Stripped
from newsnorm.report.markup import short, table, tag, text
from newsnorm.report.parts import article_part

ROWS_SHOWN = 30
"""Changes or clusters that a notebook shows of one result."""


def notebook_html(value: Article | Repaired | Stripped | Deduplication) -> str:
    """Return *value* as HTML for a notebook cell.

    >>> "newsnorm" in notebook_html(Repaired(text="Grün"))
    True
    """
    style = files("newsnorm.report").joinpath("report.css").read_text("utf-8")
    return f"<style>@scope (.newsnorm) {{{style}}}</style>" + tag(
        "div", _content(value), class_="newsnorm"
    )


def _content(value: Article | Repaired | Stripped | Deduplication) -> str:
    if isinstance(value, Article):
        return article_part(value)
    if isinstance(value, Repaired):
        rows = [
            [
                f"{e.start}:{e.end}",
                tag("del", text(e.original or "")),
                tag("ins", text(e.replacement)),
                text(e.reason),
            ]
            for e in value.edits[:ROWS_SHOWN]
        ]
        head = f"{len(value.edits):,} edits, {len(value.damage):,} damaged spans"
        return tag("p", head) + table(["span", "was", "is", "reason"], rows)
    if isinstance(value, Stripped):
        rows = [
            [f"{r.start}:{r.end}", text(r.kind), tag("s", text(short(r.text))), text(r.rule)]
            for r in value.removals[:ROWS_SHOWN]
        ]
        head = f"{len(value.removals):,} removals, {len(value.text):,} characters kept"
        return tag("p", head) + table(["span", "kind", "text", "rule"], rows)
    rows = [
        [", ".join(map(str, c.members)), str(c.representative), text(c.reason)]
        for c in value.clusters[:ROWS_SHOWN]
    ]
    head = (
        f"{len(value.labels):,} documents, {len(value.clusters):,} clusters, "
        f"{len(value.relations):,} relations"
    )
    return tag("p", head) + table(["members", "keep", "reason"], rows)
