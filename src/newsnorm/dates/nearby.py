"""The names of months near the digits of a text.

Most words near digits name no month, and a set says so for all of them at once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from newsnorm.dates.folding import NAME, fold
from newsnorm.dates.kinds import MONTH, UNIT_YEAR
from newsnorm.dates.lexicon import PREFIXED, View, Word, strange
from newsnorm.dates.masks import NEAR_CHARACTERS, Mask, Span
from newsnorm.dates.tokens import KEPT, LONGEST_KEPT, token_of

WORD_CHARACTERS = 20
"""A longer word is cut there."""
_REACH = NEAR_CHARACTERS + WORD_CHARACTERS

_DAY_AND_YEAR = re.compile(r"\d\D+\d{4}|\d{4}\D+\d|\d\D*['’]\d\d")
"""What must stand around a name that is likelier something else."""

_MOST_NAMES = 8
"""With more names, each window is read in any case."""

_HUMP = b"aA"
"""A capital inside a word, which may begin a name."""

_LAST_WHOLE = "\u0e00"
"""From here on there are scripts whose words are cut at the names they hold."""

_NEVER, _YEARS, _WEAK, _BEGINS, _SURE = range(5)


def months_near(text: str, mask: Mask, view: View) -> list[Span]:
    """Return the spans of words near numbers that may name a month, in order.

    A name that is likelier something else needs a day and a year.
    """
    groups = mask.groups()
    near = [
        mask.letters[start - _REACH if start > _REACH else 0 : end + _REACH]
        for start, end in groups
    ]
    every = b" ".join(near)
    telling, begins = _telling(every, view)
    found = _places(text, b" %b " % mask.letters, 0, telling) if telling else []
    humps = _humps(mask, view) if _HUMP in mask.cases else []
    if begins or humps or b"?" in every:
        hard = [
            (start, end)
            for (start, end), words in zip(groups, near, strict=True)
            if b"?" in words
            or (begins and not begins.isdisjoint(words.split()))
            or (humps and bisect_left(humps, start - _REACH) < bisect_left(humps, end + _REACH))
        ]
        found += _spelt(text, hard, view)
    for start, end in mask.dated(groups):
        low = start - _REACH if start > _REACH else 0
        words = b" %b " % mask.letters[low : end + _REACH]
        for span in _places(text, words, low, _weak(words, view)):
            before, behind = max(0, span[0] - NEAR_CHARACTERS), span[1] + NEAR_CHARACTERS
            if b"0" in mask.shapes[before:behind] and _dated(text, before, behind):
                found.append(span)
    return sorted(set(found)) if len(found) > 1 else found


def _humps(mask: Mask, view: View) -> list[int]:
    """Return where a name may begin at a capital inside a word: 'TimesNovember'."""
    found = []
    at = mask.cases.find(_HUMP)
    while at >= 0:
        name = mask.letters[at + 1 : at + _REACH].partition(b" ")[0]
        if name in view.hints:
            found.append(at)
        at = mask.cases.find(_HUMP, at + 1)
    return found


def _telling(words: bytes, view: View) -> tuple[set[bytes], set[bytes]]:
    """Return the words that may name a month by themselves, and those that longer names begin with.

    What is learnt of a word is remembered.
    """
    names = view.strong.intersection(words.split())
    for name in names - view.sure - view.begins:
        kind = _kind(name.decode("latin-1"), view, set())
        if kind == _SURE:
            view.sure.add(name)
        elif kind == _BEGINS:
            view.begins.add(name)
        else:
            view.strong.discard(name)
            if kind == _NEVER:
                view.hints.discard(name)
    return names & view.sure, names & view.begins


def _weak(words: bytes, view: View) -> list[bytes]:
    """Return the words that name a month only between a day and a year."""
    names = []
    for name in view.hints.intersection(words.split()) - view.strong:
        if name not in view.weak:
            if _kind(name.decode("latin-1"), view, set()) == _NEVER:
                view.hints.discard(name)
                continue
            view.weak.add(name)
        names.append(name)
    return names


def _places(text: str, words: bytes, low: int, names: Iterable[bytes]) -> list[Span]:
    """Return where names stand among *words* in spaces, which begin at *low*."""
    found = []
    for name in names:
        spaced = b" %b " % name
        at = words.find(spaced)
        while at >= 0:
            start, end = low + at, low + at + len(name)
            raw = text[start:end]
            if raw.isascii() or not strange(raw, name.decode("latin-1")):
                found.append((start, end))
            at = words.find(spaced, at + len(name) + 1)
    return found


def _spelt(text: str, groups: list[Span], view: View) -> list[Span]:
    """Return the spans of words near some groups that may name a month, looking at each word."""
    windows = [_whole_words(text, *group) for group in groups]
    near = [text[start:end] for start, end in windows]
    telling = [raw for raw in set(NAME.findall(" ".join(near))) - view.seldom if _tells(raw, view)]
    many = len(telling) > _MOST_NAMES
    found = []
    for group, window, words in zip(groups, windows, near, strict=True):
        dated = _dated(text, *group)
        if dated or many or any(raw in words for raw in telling):
            found += _months(text, window, view, dated=dated)
    return found


def _tells(raw: str, view: View) -> bool:
    """Say whether a word may name a month by itself; if not, it is remembered."""
    kind = _kind(raw, view, set())
    if kind <= _WEAK:
        _note(raw, view.seldom)
    if kind == _NEVER:
        _note(raw, view.never)
    return kind > _WEAK


def _whole_words(text: str, start: int, end: int) -> Span:
    """Return the surroundings of a group; pieces of words would be new to the table each time."""
    low, high = max(0, start - NEAR_CHARACTERS), end + NEAR_CHARACTERS
    before = text.rfind(" ", max(0, low - WORD_CHARACTERS), low + 1)
    behind = text.find(" ", high, high + WORD_CHARACTERS)
    return (low if before < 0 else before), (high if behind < 0 else behind)


def _months(text: str, window: Span, view: View, *, dated: bool) -> list[Span]:
    """Return the spans of the words in a window that may name a month."""
    found: list[Span] = []
    awaited: set[str] = set()
    for match in NAME.finditer(text, *window):
        raw = match[0]
        if raw in view.never and not awaited:
            continue
        kind = _kind(raw, view, awaited)
        if kind == _SURE or (
            dated
            and kind >= _WEAK
            and _dated(text, max(0, match.start() - NEAR_CHARACTERS), match.end() + NEAR_CHARACTERS)
        ):
            found.append(match.span())
        if kind <= _WEAK:
            _note(raw, view.seldom)
        if kind == _NEVER:
            _note(raw, view.never)
    return found


def _note(raw: str, words: set[str]) -> None:
    """Remember a word."""
    if len(raw) <= LONGEST_KEPT:
        if len(words) >= KEPT:
            words.clear()
        words.add(raw)


def _kind(raw: str, view: View, awaited: set[str]) -> int:
    """Say how a word names a month; one that begins a longer name awaits the next words."""
    if not awaited and _no_name(raw, view):
        return _NEVER
    kind = _NEVER
    for key, word in names_in(raw, view):
        if key in awaited or key in view.counted:
            return _SURE
        if word is not None and word.flags & MONTH:
            if not word.weak:
                return _SURE
            kind = max(kind, _WEAK)
        elif word is not None and word.flags & UNIT_YEAR:
            kind = max(kind, _YEARS)
        seconds = view.months.get(key)
        if seconds:
            awaited |= seconds
            kind = _SURE if "#" in seconds else max(kind, _BEGINS)
    return kind


def _no_name(raw: str, view: View) -> bool:
    """Say whether a word is neither in the table nor to be cut in two."""
    return (
        raw[0] < _LAST_WHOLE
        and raw[0] not in PREFIXED
        and raw[1:].islower()
        and (raw.lower() if raw.isascii() else fold(raw)) not in view.first
    )


def _dated(text: str, start: int, end: int) -> bool:
    """Say whether a day and a year stand in a span."""
    return _DAY_AND_YEAR.search(text, start, end) is not None


def names_in(raw: str, view: View) -> list[tuple[str, Word | None]]:
    """Return the key and the meaning of a word, or of each name in a run of words."""
    _, key, word, *_, pieces = view.tokens.get(raw) or token_of(raw, view)
    return [(key, word)] if pieces is None else [piece[2:] for piece in pieces]
