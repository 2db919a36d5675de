"""The stage as one function, read top to bottom."""

from __future__ import annotations

from bisect import bisect_left

from newsnorm._text.spans import lines, minimal_edits
from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import Edit, Repaired, apply_edits
from newsnorm.mojibake.reread import Rereading, reread_edits, rereadings, settle_all
from newsnorm.mojibake.scan import scan
from newsnorm.mojibake.utf8 import repair_utf8

__all__ = ["repair"]


def repair(text: str) -> Repaired:
    """Repair the mojibake in *text*; clean text comes back as it is.

    >>> repair("Pr√§sident").text
    'Präsident'
    """
    if not isinstance(text, str):
        raise InputTypeError(f"repair takes a str, not {shortened(text)}")
    if text.isascii():
        return Repaired(text=text)
    suspicion = scan(text)
    if suspicion is None:
        return Repaired(text=text)
    may_be_utf8 = suspicion.sequences.size or suspicion.odd.size
    edits = repair_utf8(text) if may_be_utf8 else ()
    edits = _with_rereadings(text, edits)
    return Repaired(text=apply_edits(text, edits), edits=edits)


def _with_rereadings(text: str, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Read again the lines that are suspicious after *edits*, from their source.

    A line that a legacy codec explains well is none that UTF-8 explains in part, so
    its other edits are dropped.
    """
    fixed = apply_edits(text, edits) if edits else text
    suspicion = scan(fixed)
    if suspicion is None:
        return edits
    odd = sorted({*suspicion.odd.tolist(), *suspicion.wide.tolist()})
    traps = suspicion.traps.tolist()
    starts = [edit.start for edit in edits]
    found: list[Rereading] = []
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in lines(text):
        own = edits[bisect_left(starts, start) : bisect_left(starts, end)]
        size = end - start + sum(len(e.replacement) - (e.end - e.start) for e in own)
        is_odd = bisect_left(odd, position) < bisect_left(odd, position + size)
        is_trap = bisect_left(traps, position) < bisect_left(traps, position + size)
        line, now = text[start:end], fixed[position : position + size]
        position += size + 1
        if is_odd or is_trap:
            found.append(rereadings(line, odd=is_odd, fixed=now if own else None))
            spans.append((start, end))
        elif not own and not line.isascii():
            found.append(Rereading(line, {}))
            spans.append((start, end))
    choices = settle_all(found)
    if not any(choices):
        return edits
    more = [
        edit
        for (start, end), choice in zip(spans, choices, strict=True)
        if choice is not None
        for edit in reread_edits(text[start:end], start, *choice)
    ]
    ends = [(start, end) for (start, end), choice in zip(spans, choices, strict=True) if choice]
    kept = [edit for edit in edits if not _inside(edit.start, ends)]
    return tuple(sorted([*kept, *minimal_edits(more)], key=lambda edit: edit.start))


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    """Say whether *position* is in one of the ordered spans."""
    index = bisect_left(spans, (position + 1,)) - 1
    return index >= 0 and position < spans[index][1]
