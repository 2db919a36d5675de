"""The dates of a document: stated in a field, standing in a removed line, found in the text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from attrs import evolve

from newsnorm.dates import find_dates, parse_date
from newsnorm.model import DATE_FIELDS, DateRole, Doubt, PartialDate
from newsnorm.options import Options
from newsnorm.pipeline.draft import Draft, SourceMap

ROLES: dict[str, DateRole] = {"date_published": "published", "date_modified": "modified"}

BARE_STAMP_CONFIDENCE = 0.6
"""A time by itself on a line is mostly that of publication; the page may also tell today's."""


class _Reading(TypedDict):
    """How dates are read, for :func:`parse_date` and :func:`find_dates` alike."""

    language: str | None
    region: str | None
    reference: datetime | None
    not_after: datetime | None


def read_dates(draft: Draft, options: Options) -> None:
    """Read the dates of *draft*, whose body and language are known."""
    tag = draft.language.tag
    reading = _Reading(
        language=None if tag == "und" else tag,
        region=options.region,
        reference=options.reference,
        not_after=options.not_after,
    )
    stated = _stated_dates(draft, reading)
    draft.stated = (*stated, *_stamped_dates(draft, reading, stated))
    draft.found = _found_dates(draft, reading)


def _stated_dates(draft: Draft, reading: _Reading) -> list[PartialDate]:
    """Parse the dates that a field or a notice states."""
    dates = []
    for item in draft.fields:
        role = ROLES.get(item.name)
        if role is None:
            continue
        date = parse_date(item.value, **reading)
        if date is not None:
            dates.append(evolve(date, role=role, start=item.start, end=item.end))
    return dates


def _stamped_dates(
    draft: Draft, reading: _Reading, stated: Sequence[PartialDate]
) -> list[PartialDate]:
    """Read the dates in removed lines that were nothing but a time.

    A line without a label counts as published if it tells the time of day, too.  What a field
    of the line *stated* is not read again.
    """
    dates = []
    for item in draft.stamps:
        told = {one.isoformat() for one in stated if item.start <= one.start < item.end}
        for date in find_dates(item.value, **reading):
            if date.isoformat() in told:
                continue
            placed = evolve(date, start=item.start, end=item.end)
            if date.role == "unknown" and date.hour is not None:
                confidence = min(date.confidence, BARE_STAMP_CONFIDENCE)
                placed = evolve(placed, role="published", confidence=confidence)
            dates.append(placed)
    return dates


def _found_dates(draft: Draft, reading: _Reading) -> tuple[PartialDate, ...]:
    """Find the dates in the running text, with their spans in the source."""
    dates = find_dates(draft.body, **reading)
    if not dates:
        return ()
    places = SourceMap(step.edits for step in draft.steps)
    placed = []
    for date in dates:
        start, end = places.span(date.start, date.end)
        moved = (start, end) != (date.start, date.end)
        placed.append(evolve(date, start=start, end=end) if moved else date)
    return tuple(placed)


def choose(
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
