"""Lines in doubt are read again: those that are odd, or have letters that wrong readings leave.

Takes a text and the edits that read it as UTF-8; gives the edits of the lines that a
legacy codec explains better.  Only lines in doubt are asked about; the others, where
what was found in those says that they may be alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection

from newsnorm._text.spans import lines, minimal_edits
from newsnorm.model import Edit, apply_edits
from newsnorm.mojibake.controls import read_controls
from newsnorm.mojibake.home import in_doubt
from newsnorm.mojibake.reread import (
    MOST,
    SUPPORT,
    Pair,
    Rereading,
    reread_edits,
    rereadings,
    settle_all,
)
from newsnorm.mojibake.scan import Suspicion, scan

__all__ = ["with_rereadings"]

Edits = tuple[Edit, ...]

_ASCII = re.compile(r"[\x00-\x7f]+")


def with_rereadings(
    text: str, edits: Edits, before: Suspicion | None, torn: Collection[tuple[int, int]]
) -> Edits:
    """Read again the lines that are suspicious after *edits*, from their source.

    Lines that are *torn* are UTF-8 for certain.  A line that a legacy codec explains well
    is none that UTF-8 explains in part, so its other edits are dropped.
    """
    fixed = apply_edits(text, edits) if edits else text
    suspicion = scan(fixed) if edits else before
    if suspicion is None:
        return edits
    kinds = (suspicion.odd, suspicion.wide, suspicion.rare)
    odd = sorted({place for kind in kinds for place in kind.tolist()})
    traps = suspicion.traps.tolist()
    doubtful = in_doubt(fixed, traps) if traps else []
    if not (edits or odd or doubtful):
        return edits
    starts = [edit.start for edit in edits]
    odd_before = before.odd.tolist() if before is not None else []
    found: list[Rereading] = []
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in lines(text):
        own = edits[bisect_left(starts, start) : bisect_left(starts, end)]
        size = end - start + sum(len(e.replacement) - (e.end - e.start) for e in own)
        is_odd = bisect_left(odd, position) < bisect_left(odd, position + size)
        strange = traps if own else doubtful
        is_trap = bisect_left(strange, position) < bisect_left(strange, position + size)
        line, now = text[start:end], fixed[position : position + size]
        if own and 2 * sum(len(e.original or "") for e in own) < len(_ASCII.sub("", line)):
            is_odd |= bisect_left(odd_before, start) < bisect_left(odd_before, end)
        position += size + 1
        if (start, end) in torn:
            continue
        if is_odd or is_trap:
            found.append(
                rereadings(line, odd=is_odd, fixed=_without_controls(now) if own else None)
            )
            spans.append((start, end))
        elif not own and not line.isascii():
            found.append(Rereading(line, {}))
            spans.append((start, end))
    choices = _settled(found)
    if not any(choices):
        return edits
    more = [
        edit
        for (start, end), choice in zip(spans, choices, strict=True)
        if choice is not None
        for edit in reread_edits(text[start:end], start, *choice)
    ]
    ends = [(start, end) for (start, end), choice in zip(spans, choices, strict=True) if choice]
    kept = [edit for edit in edits if not _is_inside(edit.start, ends)]
    return tuple(sorted([*kept, *minimal_edits(more)], key=lambda edit: edit.start))


def _settled(found: list[Rereading]) -> list[tuple[Pair, float] | None]:
    """Choose for each line the codecs that it was read in, if any.

    Lines without a reading of their own are asked only if the others can support them.
    """
    own = [reading for reading in found if reading.margins]
    support: Counter[Pair] = Counter()
    for reading in {reading.text: reading for reading in own}.values():
        support.update({pair: min(margin[2], MOST) for pair, margin in reading.margins.items()})
    if max(support.values(), default=0.0) >= SUPPORT or len(own) == len(found):
        return settle_all(found)
    settled = iter(settle_all(own))
    return [next(settled) if reading.margins else None for reading in found]


def _without_controls(text: str) -> str:
    """Return *text* as it will be when its C1 controls are read too."""
    edits = read_controls(text)
    return apply_edits(text, edits) if edits else text


def _is_inside(position: int, spans: list[tuple[int, int]]) -> bool:
    """Say whether *position* is in one of the ordered spans."""
    index = bisect_left(spans, (position + 1,)) - 1
    return index >= 0 and position < spans[index][1]
