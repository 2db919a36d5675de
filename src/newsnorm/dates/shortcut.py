"""The commonest headers, read without the grammar: one plain date, no other number.

'12.02.2025, 18:40 Uhr', 'By Jo Roe | Feb 12, 2025 6:40 pm', 'Publié le 12 février 2025': half
of all bylines.  The result is what the grammar gives (a test holds the two together, on any
text); whatever is not plain goes there.
"""

from __future__ import annotations

import re
from collections.abc import Container

from newsnorm.dates.building import Place
from newsnorm.dates.folding import CUT, IGNORED
from newsnorm.dates.kinds import (
    AFTER,
    ANY_UNIT,
    BEFORE,
    ERA,
    GLUE,
    LABEL,
    MONTH,
    NUMERAL,
    PERIOD,
    RELATIVE,
    STARTS,
    TIME,
    UNIT_HOUR,
    WEEKDAY,
    ZONE,
)
from newsnorm.dates.reading import valid
from newsnorm.dates.tokens import Token, token_of
from newsnorm.model import PartialDate
from newsnorm.model.dates import DateRole

_NAME = r"([^\W\d_]{3,12})"
_CLOCK = r"(?:[ ,|·/–-]{1,3}(?:(?:um|at) )?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?"
_PLAIN = re.compile(
    r"(?<![^\s|(>])(?:"
    r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4})"
    r"|([0-9]{4})-([0-9]{2})-([0-9]{2})"
    rf"|([0-9]{{1,2}})\.? {_NAME}\.?,? ([0-9]{{4}})"
    rf"|{_NAME}\.? ([0-9]{{1,2}}),? ([0-9]{{4}})"
    rf"){_CLOCK}(?![^\s|),;])"
)
"""Groups: day, mark, month, year; year, month, day; day, name, year; name, day, year;
hour, minute, second."""
_DIGIT = re.compile(r"\d")
_LONGEST = 120
"""Characters of the longest text that is tried."""
_MOST_OUTSIDE = 8
"""Words and marks outside the date: with more, it may stand in a sentence."""
_SIDE = 3
"""Words on both sides with which a date may stand in a sentence."""
_WORD = re.compile(r" ?([^\W\d_]+)(?![^\s|),;])")
_PLAIN_YEARS = (1500, 2399)
"""Years that are of the Gregorian calendar whatever the language."""
_TELLING = MONTH | RELATIVE | AFTER | BEFORE | ANY_UNIT | PERIOD | ZONE | ERA | NUMERAL
"""Words outside the date that may be part of it, or of another."""
_NO_MONTH = WEEKDAY | GLUE | LABEL | PERIOD
_HALVES = ((0, 12), (12, 24))
_ROLES: dict[str, DateRole] = {"m": "modified", "p": "published"}


def shortcut(text: str, where: Place) -> PartialDate | None:
    """Read *text* if it holds one plain date; ``None`` says nothing about it."""
    if len(text) > _LONGEST:
        return None
    match = _PLAIN.search(text)
    if match is None:
        return None
    start, end = match.span()
    if _DIGIT.search(text, end) or (start and _DIGIT.search(text, 0, start)):
        return None
    date = _date(match, where)
    if date is None or not (
        _PLAIN_YEARS[0] <= date[0] <= _PLAIN_YEARS[1] and valid(date[0], date[1], date[2])
    ):
        return None
    role = _around(text[:start], where, date[4]) if start else "unknown"
    if role is None or (start and end < len(text) and _amid(text, start, end)):
        return None
    if role != "unknown" and len(text[:start].split()) > _SIDE:
        return None  # the label may be a word of a sentence
    if match[14] is None:
        if end < len(text) and _around(text[end:], where, "") is None:
            return None
        clock: tuple[int, int, int | None] | tuple[None, None, None] = (None, None, None)
    else:
        found = _clock(match, text[end:], where)
        if found is None:
            return None
        clock, end = found[0], end + found[1]
    return PartialDate(
        year=date[0],
        month=date[1],
        day=date[2],
        hour=clock[0],
        minute=clock[1],
        second=clock[2],
        role=role,
        text=text[start:end],
        start=start,
        end=end,
        confidence=date[3],
    )


def _amid(text: str, start: int, end: int) -> bool:
    """Whether words stand on both sides, so that the date may be part of a sentence."""
    return len(text[end:].split()) >= _SIDE and len(text[:start].split()) >= _SIDE


def _clock(
    match: re.Match[str], rest: str, where: Place
) -> tuple[tuple[int, int, int | None], int] | None:
    """Return the time of day and the characters of *rest* that belong to it."""
    hour, minute = int(match[14]), int(match[15])
    second = None if match[16] is None else int(match[16])
    half = _half_day(rest, hour, where)
    if half is None or half[0] > 23 or minute > 59 or (second or 0) > 59:
        return None
    followers = where.view.followers.get(half[3], ())
    if _around(rest[half[2] :], where, "", followers) is None:
        return None
    return (half[0], minute, second), half[1]


def _date(match: re.Match[str], where: Place) -> tuple[int, int, int, float, str] | None:
    """Return year, month, day, confidence and the key that the date begins with."""
    day, mark, month, year = match.group(1, 2, 3, 4)
    if day is not None:
        if mark == "." or where.orders == ("dmy",):
            return int(year), int(month), int(day), 1.0, "#"
        return (int(year), int(day), int(month), 1.0, "#") if where.orders == ("mdy",) else None
    if match[5] is not None:
        return int(match[5]), int(match[6]), int(match[7]), 1.0, "#"
    name = match[9] or match[11]
    token = _token(name, where)
    word = token[2]
    if (
        word is None
        or not token[0] & MONTH
        or token[0] & _NO_MONTH
        or token[1] in where.view.followers
        or word.weak
        or word.other_months
        or word.calendar != "gregorian"
    ):
        return None
    if match[9] is not None:
        return int(match[10]), word.month, int(match[8]), 0.95, "#"
    return int(match[13]), word.month, int(match[12]), 0.95, token[1]


def _token(raw: str, where: Place) -> Token:
    return where.view.tokens.get(raw) or token_of(raw, where.view)


def _around(text: str, where: Place, first: str, nexts: Container[str] = ()) -> DateRole | None:
    """Return the role that the text beside the date gives it; ``None`` if it may say more.

    *first* is the key that the date begins with; empty for the text after the date.
    """
    role: DateRole = "unknown"
    followers = where.view.followers
    pieces = CUT.findall(text)
    if len(pieces) > _MOST_OUTSIDE:
        return None
    for raw in pieces:
        token = _token(raw, where)
        flags, key = token[0], token[1]
        if first and flags & GLUE:
            flags &= ~PERIOD  # 'am 12.02.2025'
        if flags & _TELLING or token[6] is not None or key in nexts:
            return None
        if flags & LABEL and token[2] is not None:
            label = token[2].label
            if not first or role != "unknown" or label not in _ROLES:
                return None
            role = _ROLES[label]
        if flags and key not in IGNORED:
            nexts = followers.get(key, ())
    if first in nexts:
        return None
    return role


def _half_day(rest: str, hour: int, where: Place) -> tuple[int, int, int, str] | None:
    """Turn the hour round by 'am' or 'pm' after it, and pass over 'Uhr'.

    Return the hour, the characters that belong to it, those that are read, and their key.
    """
    match = _WORD.match(rest)
    if match is None:
        return hour, 0, 0, ""
    token = _token(match[1], where)
    flags, word = token[0], token[2]
    if word is None:
        return hour, 0, 0, ""
    if flags & PERIOD:
        if flags & TIME or not 1 <= hour <= 12 or word.period not in _HALVES:
            return None
        return hour % 12 + word.period[0], match.end(), match.end(), token[1]
    if flags & ~(TIME | UNIT_HOUR | STARTS):
        return hour, 0, 0, ""
    return hour, 0, match.end(), token[1]
