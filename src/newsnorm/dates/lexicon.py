"""The names of months, days and times in 312 languages, looked up in one table.

A name is resolved for the declared language first, then English, then a language
with much press, then any.
"""

from __future__ import annotations

import lzma
import unicodedata
from collections import Counter
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from newsnorm.dates import kinds, words
from newsnorm.dates.folding import TOKEN, key_of

Entry = tuple[str, str, str]
"""Kind, value and language of a name; kinds as in ``scripts/build_date_names.py``."""
_SHORT = 3
"""Names of at most so many Latin letters mean something else in most languages."""
_LEAST, _STEM, _ENDING = 2, 4, 3
"""Letters of an abbreviation, of a stem and of an ending that a month is guessed by."""
_FREE = 4
"""Names of at most so many letters keep their accents."""
_FOREIGN = 3
"""The rank of a language that is neither declared nor has much press."""
_SHARED = 4
"""A short name that so many languages share is no accident."""
_SPOKEN = frozenset(("en", "", *words.PRESS))
"""Languages whose names count in any text."""
_AM_PM = ("0-12", "12-24")


class Table:
    """The names as they lie in the file, under their keys.

    ``prefixes`` are what longer names begin with, ``followers`` the second words by the
    first one; ``months`` those of months with their languages (``#``: a number or a mark),
    ``counted`` the words for 'month' behind its number.
    """

    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = {}
        self.prefixes: set[str] = set()
        self.orders: dict[str, dict[str, str]] = {}
        self.pieces: set[str] = set()
        self.longest: dict[str, int] = {}
        self.followers: dict[str, set[str]] = {}
        self.months: dict[str, dict[str, set[str]]] = {}
        self.counted: set[str] = set()
        self.accented: set[str] = set()
        self.first: set[str] = set()
        self.parts: set[str] = set()
        self.hints: set[bytes] = set()
        self.pressed: set[bytes] = set()
        self.yearly: set[bytes] = set()
        self.labels: set[bytes] = set()
        self.own: dict[str, set[bytes]] = {}
        packed = files("newsnorm.dates").joinpath("names.txt.xz").read_bytes()
        self._read(lzma.decompress(packed).decode())
        for kind, value, language, names in words.EXTRA:
            for name in names:
                key = key_of(name, wildcard="#")
                self.entries.setdefault(key, []).append((kind, value, language))
        self._index()

    def _read(self, lines: str) -> None:
        language = ""
        entries = self.entries
        for line in lines.split("\n"):
            mark = line[0]
            if mark == "@":
                language, order = line[1:].split(" ")
                self.orders[language] = {"": order}
            elif mark == "=":
                order, *places = line[1:].split(" ")
                self.orders[language].update(dict.fromkeys(places, order))
            else:
                kind, value, names = line.split("\t")
                entry = (kind, value, language)
                if kind == "x":
                    self.accented.update(names.split("|"))
                    continue
                for name in names.split("|"):
                    if name in entries:
                        entries[name].append(entry)
                    else:
                        entries[name] = [entry]

    def _index(self) -> None:
        for key, entries in self.entries.items():
            parts = key.split(" ")
            self.parts.update(parts)
            spoken = set()
            for kind, value, language in entries:
                if kind in _CALENDARS:
                    spoken.add(language)
                elif value == "y" and kind == "u":
                    self.yearly.add(key.encode("latin-1", "replace"))
                elif kind == "c":
                    self.labels.add(parts[0].encode("latin-1", "replace"))
            if spoken:
                self.first.add(parts[0])
                self._hint(parts[0], spoken)
            for size in range(1, len(parts)):
                self.prefixes.add(" ".join(parts[:size]))
            if len(parts) > 1:
                follower = "#" if parts[1].isdigit() else parts[1]
                self.followers.setdefault(parts[0], set()).add(follower)
                self._months_of(parts, entries)
            if not key.isascii():
                for part in parts:
                    match = TOKEN.match(part)
                    if match and match[2]:
                        self.pieces.add(part)
                        self.longest[part[0]] = max(self.longest.get(part[0], 0), len(part))

        self.first |= self.counted
        for part in self.counted:
            self._hint(part, _SPOKEN)

    def _hint(self, name: str, spoken: AbstractSet[str]) -> None:
        """Note the bytes of a name that begins those of months in some languages."""
        if max(name) > "\xff":
            return
        data = name.encode("latin-1")
        for key in {data, data.replace(b"ss", b"\xdf")}:
            self.hints.add(key)
            if not spoken.isdisjoint(_SPOKEN):
                self.pressed.add(key)
            for language in spoken - _SPOKEN:
                self.own.setdefault(language, set()).add(key)

    def _months_of(self, parts: list[str], entries: list[Entry]) -> None:
        """Note what a month's name of several parts is known by."""
        spelt = [part for part in parts[1:] if part[0].isalpha()]
        for kind, _, language in entries:
            if kind in _CALENDARS:
                if parts[0].isdigit():
                    self.counted.update(spelt[-1:])
                else:
                    second = spelt[0] if spelt else "#"
                    self.months.setdefault(parts[0], {}).setdefault(second, set()).add(language)


@cache
def table() -> Table:
    """Return the table, read at first use."""
    return Table()


class Word:
    """What a name can mean in one language.

    ``flags`` are of :mod:`newsnorm.dates.kinds`; ``month_rank`` is 0 for the declared
    language, 1 for English, 2 for a language with much press, 3 for others; ``weak`` says
    that the month is likelier something else.
    """

    __slots__ = (
        "calendar",
        "era",
        "flags",
        "key",
        "label",
        "month",
        "month_level",
        "month_rank",
        "other_months",
        "period",
        "relative",
        "sign",
        "unit",
        "weak",
        "zone",
    )

    def __init__(self, key: str) -> None:
        self.key = key
        self.flags = 0
        self.month = 0
        self.month_rank = 9
        self.other_months: tuple[int, ...] = ()
        self.weak = False
        self.month_level = True
        self.calendar = "gregorian"
        self.period = (0, 24)
        self.era = ""
        self.relative = ""
        self.label = ""
        self.sign = 0
        self.unit = ""
        self.zone: int | str = ""


_CALENDARS = {"m": "gregorian", "j": "jalali", "h": "hijri"}
_FLAGS = {"w": kinds.WEEKDAY, "g": kinds.GLUE, "t": kinds.TIME, "p": kinds.PERIOD}
_FLAGS |= {"z": kinds.ZONE, "e": kinds.ERA, "r": kinds.RELATIVE, "d": kinds.RELATIVE}
_FLAGS |= {"c": kinds.LABEL, "a": kinds.AFTER, "b": kinds.BEFORE, "#": kinds.NUMERAL}
PREFIXED = frozenset("בלהמושכ")
"""Hebrew letters that are written onto the next word: 'in', 'to', 'the', 'from', 'and'."""


def strange(word: str, key: str) -> bool:
    """Say whether *word* has accents that no short name of that key has ('się' is no August)."""
    return (
        len(key) <= _FREE
        and not word.isascii()
        and key.isascii()
        and unicodedata.normalize("NFC", word.casefold()) not in table().accented
    )


class View:
    """The table as one language sees it.

    ``tokens`` remembers what pieces of text are.  In ``hints`` are the names that may be
    months, as bytes (see :class:`~newsnorm.dates.masks.Mask`), in ``strong`` those that may be
    one by themselves until they are looked at; then they are in ``sure``, ``begins`` (of a
    longer name) or ``weak``.  ``never`` and ``seldom`` are words that never, or only between a
    day and a year, are months.
    """

    def __init__(self, language: str) -> None:
        base = table()
        self.language = language
        self.entries = base.entries
        self.prefixes = base.prefixes
        self.followers = base.followers
        self.counted = base.counted
        self.months = {first: self._usual(seconds) for first, seconds in base.months.items()}
        self.tokens: dict[str, tuple[Any, ...]] = {}
        self.first = base.first
        self.hints = base.hints.copy()
        self.parts = base.parts
        self.yearly, self.labels = base.yearly, base.labels
        self.strong = base.pressed | base.own.get(language, set())
        self.sure: set[bytes] = set()
        self.begins: set[bytes] = set()
        self.weak: set[bytes] = set()
        self.never: set[str] = set()
        self.seldom: set[str] = set()
        self.known: dict[str, Word | None] = {}
        self._months: list[tuple[str, str]] | None = None

    def _usual(self, seconds: dict[str, set[str]]) -> set[str]:
        """Return the words that go on the name of a month in a language that counts here."""
        ranks = {second: min(map(self._rank, known)) for second, known in seconds.items()}
        return {second for second, rank in ranks.items() if rank < _FOREIGN}

    def get(self, key: str) -> Word | None:
        """Return what *key* means, or ``None`` if it is no name."""
        if key in self.known:
            return self.known[key]
        entries = self.entries.get(key)
        if entries is None:
            return self._without_prefix(key) if key[:1] in PREFIXED and len(key) > 2 else None
        word = self._resolve(key, entries)
        self.known[key] = word
        return word

    def _without_prefix(self, key: str) -> Word | None:
        """Return the month or weekday under a Hebrew word's first letter."""
        if key[1:] not in self.entries:
            return None
        word = self.get(key[1:])
        return word if word is not None and word.flags & (kinds.MONTH | kinds.WEEKDAY) else None

    def guess(self, key: str) -> Word | None:
        """Return the one month of the language that *key* cuts short or inflects.

        Only the declared language is asked: over all of them any word would be a month.
        """
        if self._months is None:
            self._months = [
                (name, value)
                for name, entries in self.entries.items()
                for kind, value, language in entries
                if kind == "m" and language == self.language
            ]
        values = {
            value
            for name, value in self._months
            if (len(key) >= _LEAST and name.startswith(key))
            or (len(name) >= _STEM and key.startswith(name) and len(key) <= len(name) + _ENDING)
        }
        if len(values) != 1 or not self.language:
            return None
        word = Word(key)
        word.flags, word.month, word.month_rank, word.weak = kinds.MONTH, int(values.pop()), 0, True
        word.month_level = False
        return word

    def _rank(self, language: str) -> int:
        if language == self.language:
            return 0
        return 1 if language in ("en", "") else 2 if language in words.PRESS else _FOREIGN

    def _resolve(self, key: str, entries: list[Entry]) -> Word | None:
        ranked: dict[str, list[tuple[int, bool, int, str]]] = {}
        spread = Counter((kind, value) for kind, value, _ in entries)
        for kind, value, language in entries:
            row = (self._rank(language), value not in _AM_PM, -spread[kind, value], value)
            ranked.setdefault(kind, []).append(row)
        word = Word(key)
        best = {kind: min(rows) for kind, rows in ranked.items()}
        for kind, (rank, _, shared, value) in best.items():
            if kind in _CALENDARS:
                continue
            if self._kept(key, kind, rank, -shared):
                self._set(word, kind, value)
        for kind in "jhm":
            if kind in best:
                self._month(word, kind, sorted(ranked[kind]), best)
        return word if word.flags else None

    def _kept(self, key: str, kind: str, rank: int, shared: int) -> bool:
        """Whether a meaning from a language of that rank, *shared* by so many, counts."""
        if rank <= 1 or kind in "ab#":
            return True
        if kind in "rd":
            return len(key) > _FREE or (rank == 2 and not self.language)
        short = key.isascii() and len(key) <= _SHORT
        if kind == "e":
            return not short
        if kind == "u" and not self.language and rank == 2 and len(key) == _SHORT:
            return True
        if kind in "ptu":
            return not short or (not self.language and rank == 2 and shared >= _SHARED)
        if kind in "wg":
            return not short or (rank == 2 and (len(key) > 1 or not self.language))
        return True

    def _set(self, word: Word, kind: str, value: str) -> None:
        word.flags |= kinds.UNITS[value] if kind == "u" else _FLAGS[kind]
        if kind == "u":
            word.unit = value
        if kind == "p":
            low, high = value.split("-")
            word.period = (int(low), int(high))
        elif kind == "e":
            word.era = value
        elif kind == "r" or (kind == "d" and not word.relative):
            word.relative = value
        elif kind == "z":
            word.zone = value if value.startswith("?") else int(value)
        elif kind == "c":
            word.label = value
        elif kind in "ab":
            word.sign = -1 if value == "-" else 1

    def _month(
        self,
        word: Word,
        kind: str,
        rows: list[tuple[int, bool, int, str]],
        best: dict[str, tuple[int, bool, int, str]],
    ) -> None:
        rank, _, shared, value = rows[0]
        if rank > word.month_rank:
            return
        rival = min((best[k][0] for k in "gptu" if k in best), default=9)
        short = word.key.isascii() and len(word.key) <= _SHORT
        if rival < rank and (short or rival == 0):
            return
        weekday = best["w"][0] if "w" in best else 9
        word.month_level = rank <= weekday
        alien = rank >= 2 and (bool(self.language) or -shared < _SHARED)
        if weekday <= rank or (short and alien):
            word.weak = True
        word.weak = word.weak or rank == 3
        word.flags |= kinds.MONTH
        word.month, word.month_rank = int(value), rank
        word.calendar = _CALENDARS[kind]
        same = dict.fromkeys(int(v) for r, _, _, v in rows if r <= max(rank, 2))
        word.other_months = tuple(m for m in same if m != word.month)


@lru_cache(maxsize=64)
def view(language: str) -> View:
    """Return the table as *language* (a primary subtag, or empty) sees it."""
    return View(language)
