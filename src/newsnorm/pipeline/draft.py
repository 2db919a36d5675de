"""A document on its way through the stages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import define, evolve, field

from newsnorm.model import (
    Article,
    Change,
    Decoded,
    Doubt,
    Envelope,
    Field,
    Language,
    OffsetMap,
    PartialDate,
    Repaired,
    Step,
    Stripped,
)
from newsnorm.pipeline.sources import Given, Source


class SourceMap:
    """Maps spans of a text back through the edits of each step to the decoded source."""

    __slots__ = ("_maps",)

    def __init__(self, steps: Iterable[Sequence[Change]]) -> None:
        self._maps = [OffsetMap(edits) for edits in steps if edits][::-1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that ``start:end`` came from."""
        for offsets in self._maps:
            start, end = offsets.to_source(start), offsets.to_source(end, end=True)
            start = min(start, end)
        return start, end


def in_source(fields: Sequence[Field], *steps: Sequence[Change]) -> tuple[Field, ...]:
    """Return *fields* of a text that *steps* made with their spans in the decoded source."""
    if not fields or not any(steps):
        return tuple(fields)
    places = SourceMap(steps)
    mapped = []
    for item in fields:
        start, end = places.span(item.start, item.end)
        mapped.append(evolve(item, start=start, end=end))
    return tuple(mapped)


@define(eq=False)
class Draft:
    """What is known of one document so far; each stage sets the next attributes.

    ``fields`` are those read from the document, the most trusted first, and ``stamps`` the lines
    that were removed because they are times; spans of both are in the decoded source.
    """

    source: Source
    given: Given = field(init=False)
    decoded: Decoded = field(init=False)
    repaired: Repaired = field(init=False)
    envelope: Envelope = field(init=False)
    stripped: Stripped = field(init=False)
    body: str = field(init=False)
    steps: tuple[Step, ...] = field(init=False)
    fields: tuple[Field, ...] = field(init=False)
    stamps: tuple[Field, ...] = field(init=False)
    language: Language = field(init=False)
    stated: tuple[PartialDate, ...] = field(init=False)
    found: tuple[PartialDate, ...] = field(init=False)
    doubts: tuple[Doubt, ...] = ()
    article: Article = field(init=False)

    def stated_beside(self, name: str) -> str | None:
        """Return the first value of a field that came beside the text."""
        return next((item.value for item in self.given.fields if item.name == name), None)
