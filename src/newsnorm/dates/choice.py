"""The public calls: roles for all dates, and the choice of the one that is meant."""

from __future__ import annotations

from datetime import datetime

from newsnorm.dates.building import Context, build
from newsnorm.dates.kinds import LABEL, NUMBER, UNKNOWN
from newsnorm.dates.lexicon import View
from newsnorm.dates.parser import Found, dates_of, lone_year
from newsnorm.dates.regions import LABEL_REACH, WHOLE_CHARACTERS, scan_regions
from newsnorm.dates.shortcut import shortcut
from newsnorm.dates.tokens import Item, scan
from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import DateRole, PartialDate

_GUESS_ITEMS = 20
"""Months are guessed in texts of at most so many items: header lines."""
HEADER_CHARACTERS = 2_000
"""Characters that ``parse_date`` looks at: a header says its date early."""
_SENTENCE_ITEMS = 12
_SENTENCE_WORDS = 3
_SENTENCE_REACH = 60
"""A date in a sentence: a text of so many items, so many words within so many characters
on either side."""
_BARS = frozenset("|•·/")
_ROLES: dict[str, DateRole] = {"m": "modified", "p": "published"}
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

    *text* is a header: a date, a byline, a front-matter value, a URL; the first
    2,000 characters count.  *language* (BCP 47) and *region* (ISO 3166) say whose names
    and whose order of day and month come first; without them every language is tried.
    *reference* is the "now" that 'two hours ago' counts from, and that a date without a
    year lies before (or at most a week after); the machine's clock is never asked.
    *not_after* is the latest possible date: of two readings, the one after it is none.

    Gives ``None`` where no date is stated: for a time of day alone, a duration, a score, a
    price, a version, a relative date without a reference.

    Raises :class:`~newsnorm.InputTypeError` if *text* is no ``str``, or *reference* or
    *not_after* no ``datetime``.

    >>> str(parse_date("Stand: 12.02.2025 18:40 Uhr", language="de"))
    '2025-02-12T18:40'
    >>> date = parse_date("02/03/2025", language="en")
    >>> str(date), [str(other) for other in date.alternatives]
    ('2025-02-03', ['2025-03-02'])
    >>> parse_date("3:35 min") is None
    True
    """
    _check(text, reference=reference, not_after=not_after)
    context = Context(language, region, reference, not_after)
    if not_after is None:
        plain = shortcut(text, context.where)
        if plain is not None:
            return plain
    return read(text, context)


def read(text: str, context: Context) -> PartialDate | None:
    """Read the date that *text* is or holds, by the grammar."""
    reference, not_after = context.reference, context.not_after
    text = text[:HEADER_CHARACTERS]
    items = scan(text, context.where.view, relative=reference is not None)
    found = dates_of(items, context.where.orders, relative=reference is not None)
    if not found and _guessed(items, context.where.view):
        found = [f for f in dates_of(items, context.where.orders) if f.reading.year is not None]
    if not found:
        lone = lone_year(items)
        found = [] if lone is None else [lone]
    _label(text, items, found)
    if len(found) > 1:
        found.sort(key=_worth, reverse=True)
    late = None
    for one in found:
        date = build(text, items, one, context)
        if date is not None:
            if not_after is None or not _later(date, not_after):
                return date
            late = late or date
    return late


def find_dates(
    text: str,
    *,
    language: str | None = None,
    region: str | None = None,
    reference: datetime | None = None,
    not_after: datetime | None = None,
) -> tuple[PartialDate, ...]:
    """Return every date in *text*, in order, each with its span and role.

    Takes what :func:`parse_date` takes, and texts of any length.  ``role`` is
    ``"published"`` or ``"modified"`` where a label says so ('Updated: …', '入力 …'),
    ``"event"`` for a date in the middle of a sentence, else ``"unknown"``.  A year alone
    is no date here, unless it is counted as one ('2025年').

    Raises :class:`~newsnorm.InputTypeError` if *text* is no ``str``, or *reference* or
    *not_after* no ``datetime``.

    >>> for date in find_dates("Published: 12 Feb 2025. Updated: 13 Feb 2025, 9:05 am"):
    ...     print(date.role, date, date.start, date.end)
    published 2025-02-12 11 22
    modified 2025-02-13T09:05 33 53
    """
    _check(text, reference=reference, not_after=not_after)
    context = Context(language, region, reference, not_after)
    if reference is None:
        items = scan_regions(text, context.where.view)
    else:
        items = scan(text, context.where.view, relative=True)
    found = dates_of(items, context.where.orders, relative=reference is not None)
    _label(text, items, found)
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


def _check(text: object, **moments: object) -> None:
    if not isinstance(text, str):
        raise InputTypeError(f"a text must be a str, not {shortened(text)}")
    for name, moment in moments.items():
        if moment is not None and not isinstance(moment, datetime):
            raise InputTypeError(f"{name} must be a datetime, not {shortened(moment)}")


def _later(date: PartialDate, limit: datetime) -> bool:
    """Whether the date lies after the limit, to the day."""
    if date.year is None:
        return False
    return (date.year, date.month or 1, date.day or 1) > (limit.year, limit.month, limit.day)


def _roles(items: list[Item]) -> list[DateRole]:
    """Return the roles that the labels among the items give."""
    return [_ROLES[item.word.label] for item in _labels(items) if item.word is not None]


def _labels(items: list[Item]) -> list[Item]:
    """Return the items that label a publication or a change."""
    return [
        item
        for item in items
        if item.flags & LABEL and item.word is not None and item.word.label in _ROLES
    ]


def _label(text: str, items: list[Item], found: list[Found]) -> None:
    """Give the dates their roles by the labels before them.

    A row of labels and then a row of dates belong together in their order.
    """
    pending: list[DateRole] = []
    at = 0
    header = False
    long = len(items) > _SENTENCE_ITEMS or len(text) > WHOLE_CHARACTERS
    for one in found:
        if one.first > at:
            before = items[max(at, one.first - LABEL_REACH) : one.first]
            labels = _labels(before)
            if labels and (header or not _told(text, labels[0])):
                pending = _roles(before)
        if pending:
            one.role = pending.pop(0)
            header = True
        elif long and _in_sentence(text, items, one):
            one.role = "event"
        at = one.last + 1
    if len(found) == 1 and found[0].role == "unknown":
        after = _roles(items[at : at + 1])
        found[0].role = after[0] if after else "unknown"


def _told(text: str, label: Item) -> bool:
    """Whether the label is a word of a sentence: 'the study was published on 12 March'.

    A header sets it first, or with a capital, or with a colon behind it.
    """
    if not text[label.start].islower() or text[label.end : label.end + 2].lstrip()[:1] == ":":
        return False
    before = text[max(0, label.start - _SENTENCE_REACH) : label.start]
    line = before.rpartition("\n")[2]
    return not _BARS.intersection(line) and len(line.split()) >= _SENTENCE_WORDS


def _in_sentence(text: str, items: list[Item], one: Found) -> bool:
    """Whether words of the same line, and no bars, stand on both sides of the date."""
    start, end = items[one.first].start, items[one.last].end
    before = text[max(0, start - _SENTENCE_REACH) : start].rpartition("\n")[2]
    after = text[end : end + _SENTENCE_REACH].partition("\n")[0]
    if _BARS.intersection(before) or _BARS.intersection(after):
        return False
    return min(len(before.split()), len(after.split())) >= _SENTENCE_WORDS


def _worth(one: Found) -> tuple[float, ...]:
    """Order dates by how likely they are the publication."""
    reading = one.reading
    fields = (
        3
        if one.relative
        else ((reading.year is not None) + (reading.month is not None) + (reading.day is not None))
    )
    return (fields, _RANK[one.role], -one.first)
