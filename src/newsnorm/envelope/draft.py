"""What the parts of the stage hand to one another: cuts, finds, and what was found."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field, frozen

from newsnorm.model import Doubt, Field, Removal, RemovalKind, Scope

__all__ = ["Cut", "Finds", "disjoint", "to_removals"]

STAGE = "envelope"


@frozen(kw_only=True)
class Cut:
    """A span of the source to be taken out; ``rank`` decides where cuts overlap.

    >>> Cut(start=0, end=3, kind="markup", rule="envelope.markdown.link").rank
    0
    """

    start: int
    end: int
    kind: RemovalKind
    rule: str
    confidence: float = 1.0
    scope: Scope = "line"
    rank: int = 0


@define(kw_only=True)
class Finds:
    """What one pass over a text has found so far.

    >>> Finds().fields
    []
    """

    cuts: list[Cut] = field(factory=list)
    fields: list[Field] = field(factory=list)
    doubts: list[Doubt] = field(factory=list)

    def read(self, name: str, value: str, start: int, end: int) -> None:
        """Note a field, unless it is empty."""
        if value:
            self.fields.append(Field(name=name, value=value, start=start, end=end))

    def doubt(self, message: str, start: int | None = None, end: int | None = None) -> None:
        """Note something that a careful user should know."""
        self.doubts.append(Doubt(stage=STAGE, message=message, start=start, end=end))

    def first(self, name: str) -> Field | None:
        """Return the first field called *name*."""
        for item in self.fields:
            if item.name == name:
                return item
        return None


def disjoint(cuts: Iterable[Cut]) -> list[Cut]:
    """Return *cuts* ordered and without overlaps: a higher rank swallows a lower one.

    Of equal rank the one that starts first, then the longer one, stays.

    >>> line = Cut(start=0, end=9, kind="headline", rule="r", rank=1)
    >>> link = Cut(start=2, end=3, kind="markup", rule="r")
    >>> disjoint([link, line]) == [line]
    True
    """
    kept: list[Cut] = []
    for cut in sorted(cuts, key=lambda item: (item.start, -item.rank, -item.end)):
        if cut.start >= cut.end:
            continue
        while kept and kept[-1].end > cut.start and kept[-1].rank < cut.rank:
            kept.pop()
        if not kept or kept[-1].end <= cut.start:
            kept.append(cut)
    return kept


def to_removals(text: str, cuts: Iterable[Cut]) -> tuple[Removal, ...]:
    """Return disjoint *cuts* as removals from *text*."""
    return tuple(
        Removal(
            start=cut.start,
            end=cut.end,
            text=text[cut.start : cut.end],
            kind=cut.kind,
            rule=cut.rule,
            confidence=cut.confidence,
            scope=cut.scope,
        )
        for cut in cuts
    )
