"""Lines of UTF-8 read in one codec that have lost bytes since.

Takes a text, the edits of :mod:`newsnorm.mojibake.utf8` and their codecs; says which
lines are such, and completes them or gives the damage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from newsnorm._text.plausibility import alphabet, plausibility, score
from newsnorm._text.spans import lines, minimal_edits
from newsnorm.model import Damage, Edit, apply_edits
from newsnorm.mojibake.loss import Loss, without
from newsnorm.mojibake.lossy import losses
from newsnorm.mojibake.oddity import UNUSUAL_LETTER, oddity
from newsnorm.mojibake.rivals import is_legacy
from newsnorm.mojibake.scan import sequences
from newsnorm.mojibake.shape import (
    FEW_LEADS,
    LONE_LEAD,
    MOST_LEADS,
    has_lost_marks,
    has_many,
    is_dense,
    is_strange,
    is_torn,
    is_torn_by_itself,
    lacks_marks,
    strange_leads,
    torn_codec,
)
from newsnorm.mojibake.tables import CODECS, codecs_of, table

__all__ = ["certain_lines", "still_torn", "torn_lines", "with_losses"]

Edits = tuple[Edit, ...]
Span = tuple[int, int]

SAMPLE = 1_500
"""Characters that the language is told from."""
LEAST = 24
"""Letters that tell a language."""
BETTER = 1.0
"""Bits a character by which a line by itself must be likelier without what is incomplete."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_HOLE = 0x8F
"""A byte that most codecs leave undefined, so that U+FFFD may stand for it."""
WITH_LETTERS = "cp1252"
"""The codec that a line without any whole sequence is asked about: first bytes of characters are
letters in it, so that they tell themselves from marks."""
LAYERED = 4
"""Characters that a character of two bytes has after two wrong readings."""
_ASCII = re.compile(r"[\x00-\x7f\ufffd]+")


def torn_lines(text: str, edits: Edits, codecs: Mapping[int, str]) -> dict[Span, str]:
    """Return the lines that may have lost bytes, with the codec that they were read in.

    *codecs* has the one codec of each of *edits* by its start, where there is one.  A line
    without any whole sequence is not asked about.
    """
    starts = [edit.start for edit in edits if edit.start in codecs]
    every = [edit.start for edit in edits]
    usual = Counter(codecs[at] for at in starts).most_common(1)
    likely = (usual[0][0],) if usual else CODECS
    found: dict[Span, str] = {}
    letters = _letters(text, edits) if usual else frozenset()
    begun = sequences(text)
    places = np.flatnonzero(begun).tolist()
    may_lack, lacking = "\xc3" in text, lacks_marks(text)
    for start, end in lines(text):
        line = text[start:end]
        if line.isascii():
            continue
        own = starts[bisect_left(starts, start) : bisect_left(starts, end)]
        if own:
            codec = Counter(codecs[at] for at in own).most_common(1)[0][0]
            inside = edits[bisect_left(every, start) : bisect_left(every, end)]
            read = sum(len(edit.original or "") for edit in inside)
            half = 2 * read >= len(_ASCII.sub("", line))
            if not half and not is_torn(line, codec):
                codec = torn_codec(line, CODECS, MOST_LEADS) or codec
            if table(codec).incomplete(line) and (half or _may_be(line, codec, letters)):
                found[start, end] = codec
            continue
        within = slice(bisect_left(places, start), bisect_left(places, end))
        here = {codec for bits in {*begun[places[within]].tolist()} for codec in codecs_of(bits)}
        some = [codec for codec in likely if codec in here]
        some += [WITH_LETTERS] * (WITH_LETTERS not in some)
        torn = torn_codec(line, some, MOST_LEADS if usual else FEW_LEADS)
        if torn is not None and not (has_many(line, torn) or _is_better(line, torn)):
            torn = None
        torn = torn or is_torn_by_itself(line)
        if torn is None and usual and _may_be(line, usual[0][0], letters):
            torn = usual[0][0]
        may_lack_marks = torn is None and lacking and lacks_marks(line)
        if may_lack_marks and has_lost_marks(line, letters or _letters(line, ())):
            torn = WITH_LETTERS
        if torn is None and not usual and may_lack and LONE_LEAD.search(line):
            torn = "cp1252"
        if torn is not None:
            found[start, end] = torn
    return found


def _may_be(line: str, codec: str, letters: frozenset[str]) -> bool:
    """Say whether *line*, in a document that was read in *codec*, has lost bytes."""
    return (
        is_torn(line, codec)
        or is_strange(line, codec, letters)
        or next(strange_leads(line, codec), None) is not None
    )


def certain_lines(text: str, torn: Mapping[Span, str]) -> set[Span]:
    """Return the lines of *torn* that are UTF-8 for certain, or say too little to be else."""
    return {
        (start, end)
        for (start, end), codec in torn.items()
        if (
            is_torn(text[start:end], codec)
            or is_torn_by_itself(text[start:end])
            or LONE_LEAD.search(text, start, end)
        )
        and (is_dense(text[start:end], codec) or not is_legacy(text[start:end], codec))
    }


def still_torn(torn: Mapping[Span, str], edits: Edits, settled: Edits) -> dict[Span, str]:
    """Return the lines of *torn* whose *edits* are as they were."""
    old, new = set(map(id, edits)), set(map(id, settled))
    changed = sorted(
        edit.start for edit in (*edits, *settled) if (id(edit) in old) ^ (id(edit) in new)
    )
    return {
        (start, end): codec
        for (start, end), codec in torn.items()
        if bisect_left(changed, start) == bisect_left(changed, end)
    }


def _is_better(line: str, codec: str) -> bool:
    """Say whether *line* is likelier with its complete sequences read in *codec*."""
    new = table(codec).whole_only(line[:SAMPLE])
    before, after = score([line[:SAMPLE], new])
    return bool(after >= before + BETTER) and not _PRIVATE.search(new)


def _letters(text: str, edits: Edits) -> frozenset[str]:
    """Return the letters of the language that the text is in after *edits*."""
    return alphabet(plausibility([apply_edits(text, edits)[:SAMPLE]])[0].language)


def with_losses(
    text: str, edits: Edits, torn: Mapping[Span, str]
) -> tuple[Edits, tuple[Damage, ...]]:
    """Complete what was lost in the lines of *torn*, or mark it as damage."""
    if not torn:
        return edits, ()
    certain = certain_lines(text, torn)
    layered = _Places([(edit.start, edit.end) for edit in edits if _is_layered(edit)])
    sure = _Places(sorted(certain))
    kept_edits = [edit for edit in edits if not sure.touch(edit) or _is_layered(edit)]
    taken_up = _Places([(edit.start, edit.end) for edit in kept_edits])
    complete = [
        edit
        for edit in _complete(text, {span: torn[span] for span in certain})
        if not taken_up.touch(edit) and not _is_odder(text, edit)
    ]
    edits = tuple(sorted([*kept_edits, *complete], key=lambda edit: edit.start))
    found = [
        loss
        for loss in losses(text, dict(torn), _after(text, edits, torn), certain)
        if not layered.touch(loss)
    ]
    taken = [(loss.start, loss.end) for loss in found if loss.edit is not None]
    spans = sorted(torn)
    kept: list[Edit] = []
    ends = [start for start, _ in taken]
    for edit in edits:
        near = taken[max(0, bisect_left(ends, edit.start) - 1) : bisect_left(ends, edit.end)]
        over = [span for span in near if span[0] < edit.end and edit.start < span[1]]
        if not over:
            kept.append(edit)
            continue
        line = spans[bisect_left(spans, (edit.start + 1,)) - 1]
        kept.extend(minimal_edits(without(text, edit, torn[line], over)))
    more = minimal_edits(loss.edit for loss in found if loss.edit is not None)
    damage = tuple(_damage_of(found))
    return tuple(sorted([*kept, *more], key=lambda edit: edit.start)), damage


def _after(text: str, edits: Edits, torn: Iterable[Span]) -> str:
    """Return what the *torn* lines say after *edits*; all lines, where those say too little.

    So clean lines beside them, of another language, make no difference.
    """
    starts = [edit.start for edit in edits]
    said: list[str] = []
    for start, end in sorted(torn):
        position = start
        for edit in edits[bisect_left(starts, start) : bisect_left(starts, end)]:
            said += [text[position : edit.start], edit.replacement]
            position = edit.end
        said += [text[position:end], "\n"]
    found = "".join(said)
    enough = sum(map(str.isalpha, found[: 2 * LEAST])) >= LEAST
    return found if enough else apply_edits(text, edits)


def _is_layered(edit: Edit) -> bool:
    """Say whether *edit* takes off several layers, the outer one without a rest."""
    run = edit.original or ""
    return (
        ", " in edit.reason
        and len(run) >= LAYERED
        and any(table(codec).decode(run) is not None for codec in CODECS)
    )


def _is_odder(text: str, edit: Edit) -> bool:
    """Say whether *text* is odder with *edit* than without."""
    new = oddity(_with(text, edit, edit.replacement))
    return new > oddity(_with(text, edit, edit.original or "")) + UNUSUAL_LETTER


def _with(text: str, edit: Edit, piece: str) -> str:
    """Return *piece* between its neighbours, where they are no garbage themselves."""
    before, after = text[max(0, edit.start - 1) : edit.start], text[edit.end : edit.end + 1]
    return before * before.isascii() + piece + after * after.isascii()


class _Places:
    """Ordered, disjoint spans that are asked whether something touches them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def touch(self, place: Edit | Loss) -> bool:
        """Say whether *place* overlaps any of them."""
        index = bisect_left(self._starts, place.end) - 1
        return index >= 0 and self._spans[index][1] > place.start


def _complete(text: str, torn: Mapping[Span, str]) -> Iterator[Edit]:
    """Yield the edits of the complete sequences of lines that are UTF-8 for certain."""
    for (start, end), codec in torn.items():
        read = table(codec)
        for match in read.sequences.finditer(text, start, end):
            yield Edit(
                start=match.start(),
                end=match.end(),
                original=match.group(),
                replacement=read.decode(match.group()) or match.group(),
                reason=f"utf-8 read as {codec}",
                evidence="nearly all of the line was read so",
                confidence=0.98,
            )


def _damage_of(found: Sequence[Loss]) -> Iterator[Damage]:
    for loss in found:
        if loss.damage is not None:
            yield loss.damage
