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
    ANY_UNIT,
    ERA,
    GLUE,
    LABEL,
    MONTH,
    PERIOD,
    RELATIVE,
    STARTS,
    TIME,
    UNIT_HOUR,
    WEEKDAY,
    ZONE,
)
from newsnorm.dates.reading import century, valid
from newsnorm.dates.tokens import Token, token_of
from newsnorm.model import PartialDate
from newsnorm.model.dates import DateRole

_NAME = r"([^\W\d_][^\W\d_]?[^\s\d.,;:()|/-]{1,12})"
_CLOCK = r"(?:[ ,|·/–-]{1,3}(?:(?:um|at) )?([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?"
_PLAIN = re.compile(
    r"(?<![^\s|(>])(?:"
    r"([0-9]{1,2})([./])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})"
    r"|([0-9]{4})(?:-([0-9]{2})-|\.([0-9]{2})\.)([0-9]{2})"
    rf"|([0-9]{{1,2}})\.? {_NAME}\.?,? ([0-9]{{4}})"
    rf"|{_NAME}\.? ([0-9]{{1,2}}),? ([0-9]{{4}})"
    rf"){_CLOCK}(?![^\s|),;])"
)
"""Groups: day, mark, month, year; year, month or month, day; day, name, year;
name, day, year; hour, minute, second."""
_DIGIT = re.compile(r"\d")
_LONGEST = 120
"""Characters of the longest text that is tried."""
_MOST_OUTSIDE = 11
"""Words and marks outside the date: with more, it may stand in a sentence."""
_SIDE = 3
"""Words on both sides with which a date may stand in a sentence."""
_WORD = re.compile(r" ?([^\W\d_]+)(?![^\s|),;])")
_DOTTED_HALF = re.compile(r" ?([AaPp])\.m(?![^\s.|),;])")
_PLAIN_YEARS = (1500, 2399)
"""Years that are of the Gregorian calendar whatever the language."""
_TELLING = MONTH | RELATIVE | ANY_UNIT | PERIOD | ZONE | ERA
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
    if match[15] is None:
        if end < len(text) and _around(text[end:], where, "") is None:
            return None
        clock: tuple[int | None, int | None, int | None, int | None] = (None, None, None, None)
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
        offset=clock[3],
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
) -> tuple[tuple[int, int, int | None, int | None], int] | None:
    """Return the time of day and the characters of *rest* that belong to it."""
    hour, minute = int(match[15]), int(match[16])
    second = None if match[17] is None else int(match[17])
    half = _half_day(rest, hour, where)
    if half is None or half[0] > 23 or minute > 59 or (second or 0) > 59:
        return None
    _, taken, read, key = half
    followers = where.view.followers.get(key, ())
    offset = None
    zone = _WORD.match(rest, read)
    if zone is not None:
        token = _token(zone[1], where)
        word = token[2]
        if word is not None and token[0] & ZONE:
            if token[0] & ~ZONE or token[1] in followers or not isinstance(word.zone, int):
                return None
            offset, followers = word.zone, where.view.followers.get(token[1], ())
            taken = read = zone.end()
    if _around(rest[read:], where, "", followers) is None:
        return None
    return (half[0], minute, second, offset), taken


def _date(match: re.Match[str], where: Place) -> tuple[int, int, int, float, str] | None:
    """Return year, month, day, confidence and the key that the date begins with."""
    day, mark, month, year = match.group(1, 2, 3, 4)
    if day is not None:
        if len(year) == 2:
            return _short(int(day), int(month), int(year), mark, where)
        if mark == "." or where.orders == ("dmy",):
            return int(year), int(month), int(day), 1.0, "#"
        return (int(year), int(day), int(month), 1.0, "#") if where.orders == ("mdy",) else None
    if match[5] is not None:
        return int(match[5]), int(match[6] or match[7]), int(match[8]), 1.0, "#"
    name = match[10] or match[12]
    token = _token(name, where)
    word = token[2]
    if (
        word is None
        or not token[0] & MONTH
        or token[0] & _NO_MONTH
        or "#" in where.view.followers.get(token[1], ())
        or word.weak
        or word.other_months
        or word.calendar != "gregorian"
    ):
        return None
    if match[10] is not None:
        return int(match[11]), word.month, int(match[9]), 0.95, "#"
    return int(match[14]), word.month, int(match[13]), 0.95, token[1]


def _short(
    day: int, month: int, year: int, mark: str, where: Place
) -> tuple[int, int, int, float, str] | None:
    """Read '12.02.25'."""
    if mark != "." or where.orders[0] == "ymd" or where.view.language == "th":
        return None
    return century(year), month, day, 0.7, "#"


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
        if first and flags & (PERIOD | MONTH):
            word = token[2]
            if flags & GLUE:
                flags &= ~PERIOD  # 'am 12.02.2025'
            if first != "#" and word is not None and word.weak:
                flags &= ~MONTH  # 'on December 4, 2006'
        if flags & _TELLING or token[6] is not None or key in nexts:
            return None
        if flags & LABEL and token[2] is not None:
            label = token[2].label
            if raw[0].islower() and len(pieces) > _SIDE:
                return None  # it may be a word of a sentence
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
        return _dotted_half(rest, hour, where)
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


def _dotted_half(rest: str, hour: int, where: Place) -> tuple[int, int, int, str] | None:
    """Turn the hour round by 'a.m.' or 'p.m.'."""
    match = _DOTTED_HALF.match(rest)
    if match is None:
        return hour, 0, 0, ""
    key = f"{match[1].lower()} m"
    word = where.view.get(key)
    if word is None or word.flags != PERIOD or key in where.view.prefixes:
        return None
    if not 1 <= hour <= 12 or word.period not in _HALVES:
        return None
    return hour % 12 + word.period[0], match.end(), match.end(), ""
