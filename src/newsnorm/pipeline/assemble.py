"""From the fields that the stages read to the article that the user gets.

What came beside the text (an extractor's mapping) is believed before what the
envelope says, and that before what the removed boilerplate said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import TypedDict

from attrs import evolve, frozen

from newsnorm._text.names import split_names
from newsnorm.dates import find_dates, parse_date
from newsnorm.model import (
    DATE_FIELDS,
    Article,
    DateRole,
    Doubt,
    Field,
    Language,
    OffsetMap,
    PartialDate,
    Step,
)
from newsnorm.options import Options

_ONE_TEXT = ("dateline", "publisher", "article_section", "url", "copyright_notice")
_SEVERAL_TEXTS = ("author", "source_organization", "keywords", "citation", "is_based_on")
_ROLES: dict[str, DateRole] = {"date_published": "published", "date_modified": "modified"}
_ELSEWHERE = frozenset({"headline", "alternative_headline", "description", "in_language", "uri"})
"""Fields that the pipeline places itself."""


class SourceMap:
    """Maps spans of a text back through the steps that made it, to the decoded source."""

    __slots__ = ("_maps",)

    def __init__(self, steps: Iterable[Step]) -> None:
        self._maps = [OffsetMap(step.edits) for step in steps if step.edits][::-1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that ``start:end`` came from."""
        for offsets in self._maps:
            start, end = offsets.to_source(start), offsets.to_source(end, end=True)
            start = min(start, end)
        return start, end

    def fields(self, fields: Iterable[Field]) -> tuple[Field, ...]:
        """Return *fields* with their spans in the source."""
        if not self._maps:
            return tuple(fields)
        mapped = []
        for item in fields:
            start, end = self.span(item.start, item.end)
            mapped.append(evolve(item, start=start, end=end))
        return tuple(mapped)


@frozen(kw_only=True)
class Read:
    """What was read from one document; spans are in the decoded source."""

    body: str
    body_map: SourceMap
    given: tuple[Field, ...] = ()
    envelope: tuple[Field, ...] = ()
    boilerplate: tuple[Field, ...] = ()
    stamps: tuple[Field, ...] = ()
    """Lines that were removed because they are times, as they stood there."""

    def all(self) -> Iterable[Field]:
        """Return the fields, the most trusted first."""
        return chain(self.given, self.envelope, self.boilerplate)


def assemble(read: Read, *, language: Language, options: Options) -> Article:
    """Fill an article with what was read; nothing is made up."""
    values: dict[str, list[str]] = {}
    extra: list[tuple[str, str]] = []
    for item in read.all():
        if item.name in _ONE_TEXT or item.name in _SEVERAL_TEXTS:
            values.setdefault(item.name, []).append(item.value)
        elif item.name not in _ROLES and item.name not in _ELSEWHERE:
            extra.append((item.name, item.value))
    tag = None if language.tag == "und" else language.tag
    reading = _Reading(
        language=tag,
        region=options.region,
        reference=options.reference,
        not_after=options.not_after,
    )
    stated = _stated_dates(read, reading)
    stated += _stamped_dates(read, reading, stated)
    found = _found_dates(read, reading)
    published, doubts = _choose("published", stated, found)
    modified, more_doubts = _choose("modified", stated, found)
    return Article(
        article_body=read.body,
        in_language=language.tag,
        language=language,
        date_published=published,
        date_modified=modified,
        dates=(*stated, *found),
        extra=tuple(dict.fromkeys(extra)),
        doubts=(*_body_doubts(read), *doubts, *more_doubts),
        dateline=_one(values, "dateline"),
        publisher=options.publisher or _one(values, "publisher"),
        article_section=_one(values, "article_section"),
        url=_one(values, "url"),
        copyright_notice=_one(values, "copyright_notice"),
        author=tuple(
            dict.fromkeys(chain.from_iterable(map(split_names, values.get("author", ()))))
        ),
        source_organization=_several(values, "source_organization"),
        keywords=_several(values, "keywords"),
        citation=_several(values, "citation"),
        is_based_on=_several(values, "is_based_on"),
    )


def _one(values: dict[str, list[str]], name: str) -> str | None:
    return values[name][0] if name in values else None


def _several(values: dict[str, list[str]], name: str) -> tuple[str, ...]:
    """Return all values of a field, each once, in order."""
    return tuple(dict.fromkeys(values.get(name, ())))


class _Reading(TypedDict):
    """How dates are read, for :func:`parse_date` and :func:`find_dates` alike."""

    language: str | None
    region: str | None
    reference: datetime | None
    not_after: datetime | None


def _stated_dates(read: Read, reading: _Reading) -> tuple[PartialDate, ...]:
    """Parse the dates that a field or a notice states."""
    dates = []
    for item in read.all():
        role = _ROLES.get(item.name)
        if role is None:
            continue
        date = parse_date(item.value, **reading)
        if date is not None:
            dates.append(evolve(date, role=role, start=item.start, end=item.end))
    return tuple(dates)


BARE_STAMP_CONFIDENCE = 0.6
"""A time by itself on a line is mostly that of publication; the page may also tell today's."""


def _stamped_dates(
    read: Read, reading: _Reading, stated: Sequence[PartialDate]
) -> tuple[PartialDate, ...]:
    """Read the dates in removed lines that were nothing but a time.

    A line without a label counts as published if it tells the time of day, too.  What a field
    of the line *stated* is not read again.
    """
    dates = []
    for item in read.stamps:
        told = {one.isoformat() for one in stated if item.start <= one.start < item.end}
        for date in find_dates(item.value, **reading):
            if date.isoformat() in told:
                continue
            placed = evolve(date, start=item.start, end=item.end)
            if date.role == "unknown" and date.hour is not None:
                confidence = min(date.confidence, BARE_STAMP_CONFIDENCE)
                placed = evolve(placed, role="published", confidence=confidence)
            dates.append(placed)
    return tuple(dates)


def _found_dates(read: Read, reading: _Reading) -> tuple[PartialDate, ...]:
    """Find the dates in the running text, with their spans in the source."""
    dates = []
    for date in find_dates(read.body, **reading):
        start, end = read.body_map.span(date.start, date.end)
        moved = (start, end) != (date.start, date.end)
        dates.append(evolve(date, start=start, end=end) if moved else date)
    return tuple(dates)


def _choose(
    role: DateRole, stated: Sequence[PartialDate], found: Sequence[PartialDate]
) -> tuple[PartialDate | None, list[Doubt]]:
    """Choose the date of *role*: the first one stated, or one that agrees and says more.

    A date in the running text counts only where it is marked with the role.
    """
    candidates = [d for d in (*stated, *found) if d.role == role and d.year is not None]
    sure = [d for d in candidates if d.confidence > BARE_STAMP_CONFIDENCE]
    candidates = sure or candidates
    if not candidates:
        return None, []
    best = candidates[0]
    doubts = []
    for other in candidates[1:]:
        if not best.overlaps(other):
            message = f"two dates {role}: {best.isoformat()} and {other.isoformat()}"
            doubts.append(Doubt(stage="dates", message=message, start=other.start, end=other.end))
        elif _rank(other) > _rank(best):
            best = other
    return best, doubts


def _rank(date: PartialDate) -> tuple[int, bool]:
    return DATE_FIELDS.index(date.precision), date.offset is not None


_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F))
"""Control characters that no text holds on purpose (tab, line and page breaks may stand)."""


def _body_doubts(read: Read) -> list[Doubt]:
    if not read.body:
        return [Doubt(stage="pipeline", message="no body text")]
    doubts = []
    try:
        data = read.body.encode()
    except UnicodeEncodeError:
        doubts.append(Doubt(stage="pipeline", message="the body holds broken surrogates"))
        data = read.body.encode("utf-8", "replace")
    if len(data.translate(None, _CONTROLS)) < len(data):
        doubts.append(Doubt(stage="pipeline", message="the body holds control characters"))
    return doubts
