"""Edits and the ledger: what was changed, where, and why.

An edit speaks about a span of a *source* text, half-open and in code points.
A list of edits is ordered and disjoint; applied forward it gives the result,
its inverse gives the source back.  A :class:`Ledger` is a chain of such lists,
one for each stage, so that every offset of the final text can be mapped back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from attrs import frozen

from newsnorm.errors import EditError, shortened

RemovalKind: TypeAlias = Literal[
    # what the envelope moves into fields of the article
    "front_matter",
    "header",
    "headline",
    "description",
    "dateline",
    # what the text is freed of
    "markup",
    "title_repeat",
    "kicker",
    "byline",
    "author_bio",
    "timestamp",
    "reading_time",
    "media_caption",
    "media_credit",
    "video_teaser",
    "related",
    "live_pointer",
    "embed_consent",
    "cookie_notice",
    "newsletter",
    "share",
    "comments",
    "feedback",
    "paywall",
    "donation",
    "affiliate",
    "copyright",
    "agency_credit",
    "source_list",
    "broadcast_notice",
    "tags",
    "channel_links",
    "navigation",
    "site_template",
]

Scope: TypeAlias = Literal["inline", "line", "run", "tail", "site"]


@frozen(kw_only=True)
class Edit:
    """One replacement of a span of the source.

    ``start`` and ``end`` are code points of the source, half-open.
    ``replacement`` is what stands there afterwards, ``reason`` says why.
    ``original`` is the text that stood there; with it an edit can be checked
    and undone without the source.  ``evidence`` is the measurement behind the
    decision, for people to read; ``confidence`` is between 0 and 1.

    >>> Edit(start=0, end=2, replacement="ü", reason="utf-8 read as latin-1", original="Ã¼").end
    2
    """

    start: int
    end: int
    replacement: str
    reason: str
    original: str | None = None
    evidence: str = ""
    confidence: float = 1.0


@frozen(kw_only=True)
class Removal:
    """One span of the source that was taken out.

    ``text`` is what stood there, ``kind`` says what it was (one of
    :data:`RemovalKind`), ``rule`` names the rule or layer that decided,
    ``scope`` how far the decision reached, ``confidence`` is between 0 and 1.

    >>> Removal(start=0, end=5, text="Share", kind="share", rule="en.share").reason
    'share'
    """

    start: int
    end: int
    text: str
    kind: RemovalKind
    rule: str
    confidence: float = 1.0
    scope: Scope = "line"

    @property
    def replacement(self) -> str:
        """The empty string: a removal puts nothing in place."""
        return ""

    @property
    def original(self) -> str:
        """The text that was removed; the same as ``text``."""
        return self.text

    @property
    def reason(self) -> str:
        """The kind of the removal, as an edit's reason."""
        return self.kind

    @property
    def evidence(self) -> str:
        """The rule that decided, as an edit's evidence."""
        return self.rule


Change: TypeAlias = Edit | Removal


@frozen(kw_only=True)
class Damage:
    r"""A span that could not be read or repaired for certain.

    ``start`` and ``end`` are code points: of the decoded text in
    :class:`Decoded`, of the source in :class:`Repaired`.  ``data`` are the bytes
    that stood there, where they are known; ``read_as`` names the codec by which
    they were read instead, or ``None`` if they were not.

    >>> Damage(start=3, end=4, reason="invalid byte", data=b"\xe4", read_as="windows-1252").data
    b'\xe4'
    """

    start: int
    end: int
    reason: str
    data: bytes | None = None
    read_as: str | None = None


def _check(change: Change, position: int, length: int) -> None:
    """Raise :class:`EditError` unless *change* starts at or after *position* and fits."""
    where = f"edit {change.start}:{change.end}"
    if change.start > change.end or change.start < 0:
        raise EditError(f"{where} runs backwards")
    if change.start < position:
        raise EditError(f"{where} overlaps the one before, or is out of order (before {position})")
    if change.end > length:
        raise EditError(f"{where} ends after the text (length {length})")


def apply_edits(source: str, edits: Iterable[Change]) -> str:
    """Apply *edits* to *source* and return the result.

    The edits must be ordered and disjoint, with spans in code points of
    *source*.  An edit that knows its original text is checked against the
    source.

    Raises :class:`EditError` if they overlap, are out of order, do not fit, or
    speak about another text.

    >>> apply_edits("Pr√§sident", [Edit(start=2, end=4, replacement="ä", reason="mojibake")])
    'Präsident'
    """
    parts: list[str] = []
    position = 0
    for change in edits:
        _check(change, position, len(source))
        found = source[change.start : change.end]
        if change.original is not None and found != change.original:
            raise EditError(
                f"edit {change.start}:{change.end} expects {shortened(change.original)}, "
                f"the text has {shortened(found)}"
            )
        parts.append(source[position : change.start])
        parts.append(change.replacement)
        position = change.end
    parts.append(source[position:])
    return "".join(parts)


def invert_edits(edits: Iterable[Change], source: str | None = None) -> tuple[Edit, ...]:
    """Return the edits that lead from the result back to the source.

    Edits that do not carry their ``original`` need *source*.

    Raises :class:`EditError` if the original text is not known, or the edits
    are not ordered and disjoint.

    >>> forward = [Edit(start=1, end=2, replacement="bb", reason="demo", original="x")]
    >>> apply_edits("abbc", invert_edits(forward))
    'axc'
    """
    inverse: list[Edit] = []
    position = shift = 0
    for change in edits:
        _check(change, position, len(source) if source is not None else change.end)
        original = change.original if source is None else source[change.start : change.end]
        if original is None:
            raise EditError(f"edit {change.start}:{change.end} does not know its original text")
        if len(original) != change.end - change.start:
            raise EditError(
                f"edit {change.start}:{change.end}: its original text is of another length"
            )
        start = change.start + shift
        inverse.append(
            Edit(
                start=start,
                end=start + len(change.replacement),
                replacement=original,
                reason=f"undo: {change.reason}",
                original=change.replacement,
            )
        )
        shift += len(change.replacement) - len(original)
        position = change.end
    return tuple(inverse)


class OffsetMap:
    """Maps offsets between the source and the result of one list of edits.

    An offset inside a replaced span maps to the start of what replaced it; with
    ``end=True`` to its end, so that spans never shrink.

    >>> m = OffsetMap([Edit(start=2, end=4, replacement="ä", reason="mojibake")])
    >>> m.to_source(3), m.to_result(4)
    (4, 3)
    """

    __slots__ = ("_result_starts", "_rows", "_source_starts")

    def __init__(self, edits: Iterable[Change]) -> None:
        rows: list[tuple[int, int, int, int]] = []
        shift = 0
        for change in edits:
            result_start = change.start + shift
            rows.append(
                (change.start, change.end, result_start, result_start + len(change.replacement))
            )
            shift += len(change.replacement) - (change.end - change.start)
        self._rows = rows
        self._source_starts = [row[0] for row in rows]
        self._result_starts = [row[2] for row in rows]

    def to_source(self, offset: int, *, end: bool = False) -> int:
        """Return the source offset of *offset* in the result.

        At a place where text was removed, the offset after the removed text is
        given, and with ``end=True`` the one before it: the start of what
        follows, or the end of what stands before.
        """
        index = (
            bisect_right(self._result_starts, offset - 1)
            if end
            else bisect_right(self._result_starts, offset)
        ) - 1
        if index < 0:
            return offset
        start, stop, result_start, result_stop = self._rows[index]
        if offset >= result_stop:
            return offset - result_stop + stop
        if offset == result_start:
            return start
        return stop if end else start

    def to_result(self, offset: int, *, end: bool = False) -> int:
        """Return the result offset of *offset* in the source."""
        index = (
            bisect_right(self._source_starts, offset - 1)
            if end
            else bisect_right(self._source_starts, offset)
        ) - 1
        if index < 0:
            return offset
        start, stop, result_start, result_stop = self._rows[index]
        if offset >= stop:
            return offset - stop + result_stop
        if offset == start:
            return result_start
        return result_stop if end else result_start


@frozen(kw_only=True)
class Step:
    """The edits of one stage, over the text that the stage was given.

    >>> Step(stage="mojibake", edits=()).stage
    'mojibake'
    """

    stage: str
    edits: tuple[Change, ...] = ()


@frozen(kw_only=True)
class Ledger:
    """Every edit between the decoded source and the final text, stage by stage.

    >>> edit = Edit(start=2, end=4, original="√§", replacement="ä", reason="mac_roman")
    >>> ledger = Ledger(steps=(Step(stage="mojibake", edits=(edit,)),))
    >>> ledger.forward("Pr√§sident"), ledger.backward("Präsident")
    ('Präsident', 'Pr√§sident')
    >>> ledger.source_span(0, 9)
    (0, 10)
    """

    steps: tuple[Step, ...] = ()

    @property
    def edits(self) -> tuple[Change, ...]:
        """All edits in order of the stages; each speaks about its own stage's input."""
        return tuple(change for step in self.steps for change in step.edits)

    def forward(self, source: str) -> str:
        """Return what *source* becomes; :class:`EditError` if it is not the ledger's source."""
        for step in self.steps:
            source = apply_edits(source, step.edits)
        return source

    def backward(self, result: str) -> str:
        """Return the source of *result*; :class:`EditError` if it is not the ledger's result."""
        for step in reversed(self.steps):
            result = apply_edits(result, invert_edits(step.edits))
        return result

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the result to the span of the source that it came from."""
        for step in reversed(self.steps):
            offsets = OffsetMap(step.edits)
            start, end = _span(offsets.to_source(start), offsets.to_source(end, end=True))
        return start, end

    def result_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the source to the span of the result that holds what is left of it."""
        for step in self.steps:
            offsets = OffsetMap(step.edits)
            start, end = _span(offsets.to_result(start), offsets.to_result(end, end=True))
        return start, end


def _span(start: int, end: int) -> tuple[int, int]:
    """Keep a span from running backwards where nothing of it is left."""
    return (start, end) if start <= end else (end, end)


def ordered(changes: Sequence[Change]) -> bool:
    """Say whether *changes* are ordered and disjoint.

    >>> ordered([Edit(start=0, end=1, replacement="", reason="x")])
    True
    """
    return all(a.end <= b.start for a, b in pairwise(changes)) and all(
        0 <= change.start <= change.end for change in changes
    )
