"""The public calls: roles for all dates, and the choice of the one that is meant."""

from __future__ import annotations

from datetime import datetime

from newsnorm.dates.building import Context, build
from newsnorm.dates.kinds import LABEL, NUMBER, UNKNOWN
from newsnorm.dates.lexicon import View
from newsnorm.dates.parser import Found, dates_of, lone_year
from newsnorm.dates.tokens import Item, scan
from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import PartialDate

_GUESS_ITEMS = 20
"""Months are guessed in texts of at most so many items: header lines."""
HEADER_CHARACTERS = 2_000
"""Characters that ``parse_date`` looks at: a header says its date early."""
_ROLES = {"m": "modified", "p": "published"}
_RANK = {"published": 3, "unknown": 2, "event": 1, "modified": 0}


def parse_date(
    text: str,
    *,
    language: str | None = None,
    region: str | None = None,
    reference: datetime | None = None,
    not_after: datetime | None = None,
) -> PartialDate | None:
    """Read the date that *text* is or holds; of several, that of publication.

    >>> str(parse_date("Stand: 12.02.2025 18:40 Uhr", language="de"))
    '2025-02-12T18:40'
    >>> parse_date("3:35 min") is None
    True
    """
    _check(text)
    context = Context(language, region, reference, not_after)
    where = context.where
    text = text[:HEADER_CHARACTERS]
    items = scan(text, where.view, relative=reference is not None)
    found = dates_of(items, where.orders, relative=reference is not None)
    if not found and _guessed(items, where.view):
        found = [f for f in dates_of(items, where.orders) if f.reading.year is not None]
    if not found:
        lone = lone_year(items)
        return None if lone is None else build(text, items, lone, context)
    _label(items, found)
    if len(found) > 1:
        found.sort(key=_worth, reverse=True)
    for one in found:
        date = build(text, items, one, context)
        if date is not None:
            return date
    return None


def find_dates(
    text: str,
    *,
    language: str | None = None,
    region: str | None = None,
    reference: datetime | None = None,
    not_after: datetime | None = None,
) -> tuple[PartialDate, ...]:
    """Return every date in *text*, in order, each with its span and role."""
    _check(text)
    context = Context(language, region, reference, not_after)
    where = context.where
    items = scan(text, where.view, relative=reference is not None)
    found = dates_of(items, where.orders, relative=reference is not None)
    _label(items, found)
    dates = (build(text, items, one, context) for one in found)
    return tuple(date for date in dates if date is not None)


def _guessed(items: list[Item], view: View) -> bool:
    """Take unknown words beside numbers for the months that they may be; say whether any is."""
    if not view.language or len(items) > _GUESS_ITEMS:
        return False
    changed = False
    for at, item in enumerate(items):
        beside = items[max(0, at - 2) : at + 3]
        if item.flags & UNKNOWN and any(other.flags & NUMBER for other in beside):
            word = view.guess(item.text)
            if word is not None:
                item.word, item.flags, changed = word, word.flags, True
    return changed


def _check(text: object) -> None:
    if not isinstance(text, str):
        raise InputTypeError(f"a text must be a str, not {shortened(text)}")


def _label(items: list[Item], found: list[Found]) -> None:
    """Give the dates their roles by the labels before them.

    A row of labels and then a row of dates belong together in their order.
    """
    pending: list[str] = []
    at = 0
    for one in found:
        fresh = [
            _ROLES[item.word.label]
            for item in items[at : one.first]
            if item.flags & LABEL and item.word is not None and item.word.label in _ROLES
        ]
        if fresh:
            pending = fresh
        if pending:
            one.role = pending.pop(0)
        at = one.last + 1
    if len(found) == 1 and found[0].role == "unknown" and at < len(items):
        item = items[at]
        if item.flags & LABEL and item.word is not None and item.word.label in _ROLES:
            found[0].role = _ROLES[item.word.label]


def _worth(one: Found) -> tuple[float, ...]:
    """Order dates by how likely they are the publication."""
    reading = one.reading
    fields = (
        3
        if one.relative
        else ((reading.year is not None) + (reading.month is not None) + (reading.day is not None))
    )
    return (fields, _RANK[one.role], -one.first)
