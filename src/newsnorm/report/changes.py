"""A text with its changes in place: repaired spans, removed parts struck through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from attrs import frozen

from newsnorm.model import Article, Change, Edit, Ledger, Removal
from newsnorm.report.markup import short, tag, text

CONTEXT_CODE_POINTS = 220
"""Unchanged text shown on either side of a change before it is folded away."""


@frozen(kw_only=True)
class Run:
    """A stretch of the repaired text: kept, repaired (``edit``) or removed (``removal``)."""

    text: str
    edit: Edit | None = None
    removal: Removal | None = None


def runs(article: Article) -> list[Run]:
    """Return the repaired text of *article* as runs, in order.

    What the repair took out altogether comes as a run without text.
    """
    steps = article.ledger.steps
    repairs = [step for step in steps if step.stage == "mojibake"]
    later = Ledger(steps=tuple(step for step in steps if step.stage != "mojibake"))
    repaired = later.backward(article.article_body)
    removed = _removed(repaired, later)
    edits = _edited(repairs[0].edits if repairs else ())
    return list(_runs(repaired, removed, edits))


def _removed(repaired: str, later: Ledger) -> list[Removal | None]:
    """Say for each code point of the repaired text which removal took it."""
    taken: list[Removal | None] = [None] * len(repaired)
    present = list(range(len(repaired)))
    for step in later.steps:
        kept: list[int] = []
        position = 0
        for change in step.edits:
            kept += present[position : change.start]
            if isinstance(change, Removal):
                for offset in present[change.start : change.end]:
                    taken[offset] = change
            position = change.end
        present = kept + present[position:]
    return taken


def _edited(changes: Sequence[Change]) -> list[tuple[int, int, Edit]]:
    """Return the repairs with their spans in the repaired text."""
    spans: list[tuple[int, int, Edit]] = []
    shift = 0
    for change in changes:
        if isinstance(change, Edit):
            start = change.start + shift
            spans.append((start, start + len(change.replacement), change))
        shift += len(change.replacement) - (change.end - change.start)
    return spans


def _runs(
    repaired: str, removed: list[Removal | None], edits: list[tuple[int, int, Edit]]
) -> Iterator[Run]:
    position = 0
    for start, end, edit in edits:
        yield from _plain(repaired, removed, position, start)
        taken = removed[start] if start < end else None
        yield Run(text=repaired[start:end], edit=edit, removal=taken)
        position = end
    yield from _plain(repaired, removed, position, len(repaired))


def _plain(repaired: str, removed: list[Removal | None], start: int, end: int) -> Iterator[Run]:
    for _, group in groupby(range(start, end), key=lambda offset: id(removed[offset])):
        offsets = list(group)
        piece = repaired[offsets[0] : offsets[-1] + 1]
        yield Run(text=piece, removal=removed[offsets[0]])


def text_with_changes(article: Article) -> str:
    """Return the text of *article* as HTML, with every change in place."""
    pieces: list[str] = []
    all_runs = runs(article)
    previous: Removal | None = None
    for index, run in enumerate(all_runs):
        if run.removal is not None and run.removal is not previous:
            pieces.append(_label(run.removal))
        previous = run.removal
        pieces.append(_html(run, first=index == 0, last=index == len(all_runs) - 1))
    return tag("div", "".join(pieces), class_="text")


def _label(removal: Removal) -> str:
    """Return the kind and the rule of a removal, for the margin."""
    rule = tag("small", text(removal.rule))
    title = f"confidence {removal.confidence:.2f}"
    return tag(
        "span", text(removal.kind.replace("_", " ")) + " " + rule, class_="kind", title=title
    )


def _html(run: Run, *, first: bool, last: bool) -> str:
    if run.edit is not None:
        before = tag("del", text(run.edit.original or ""))
        after = tag("ins", text(run.text)) if run.text else ""
        reason = "; ".join(filter(None, (run.edit.reason, run.edit.evidence)))
        content = tag("span", before + after, class_="repair", title=reason)
        return tag("s", content) if run.removal is not None else content
    if run.removal is not None:
        shown = text(short(run.text, 2 * CONTEXT_CODE_POINTS))
        return tag("s", shown) if run.text.strip() else shown
    return _kept(run.text, first=first, last=last)


def _kept(piece: str, *, first: bool, last: bool) -> str:
    """Return kept text; what is far from any change is folded away."""
    limit = CONTEXT_CODE_POINTS
    if len(piece) <= 3 * limit:
        return text(piece)
    head = "" if first else piece[:limit]
    tail = "" if last else piece[-limit:]
    middle = piece[len(head) : len(piece) - len(tail)]
    fold = tag(
        "details",
        tag("summary", f"{len(middle):,} unchanged characters") + text(middle),
        class_="same",
    )
    return text(head) + fold + text(tail)


def changes_table(article: Article) -> list[list[str]]:
    """Return one row of HTML cells for each reason: how often, and an example."""
    rows: dict[tuple[str, str], list[Change]] = {}
    for step in article.ledger.steps:
        for change in step.edits:
            rows.setdefault((step.stage, change.reason), []).append(change)
    table = []
    for (stage, reason), changes in rows.items():
        example = changes[0]
        shown = tag("del", text(short(example.original or "", 60)))
        if example.replacement:
            shown += " " + tag("ins", text(short(example.replacement, 60)))
        characters = sum(change.end - change.start for change in changes)
        table.append([text(stage), text(reason), f"{len(changes):,}", f"{characters:,}", shown])
    return table
