"""The names of months, days and times in 312 languages, looked up in one table.

A name is resolved for a declared language first, then English, then any.
"""

from __future__ import annotations

import lzma
from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files

from newsnorm.dates import words
from newsnorm.dates.folding import TOKEN, key_of

Entry = tuple[str, str, str]
"""Kind, value and language of a name; kinds as in ``scripts/build_date_names.py``."""


class Table:
    """The names as they lie in the file, under their keys."""

    def __init__(self) -> None:
        self.entries: dict[str, list[Entry]] = {}
        self.prefixes: set[str] = set()
        self.orders: dict[str, dict[str, str]] = {}
        self.pieces: set[str] = set()
        self.longest: dict[str, int] = {}
        packed = files("newsnorm.dates").joinpath("names.txt.xz").read_bytes()
        self._read(lzma.decompress(packed).decode())
        for kind, value, language, names in words.EXTRA:
            for name in names:
                self._add(key_of(name, wildcard="#"), (kind, value, language))
        self._index()

    def _read(self, lines: str) -> None:
        language = ""
        for line in lines.split("\n"):
            mark = line[0]
            if mark == "@":
                language, order = line[1:].split(" ")
                self.orders[language] = {"": order}
            elif mark == "=":
                region, order = line[1:].split(" ")
                self.orders[language][region] = order
            else:
                kind, value, names = line.split("\t")
                entry = (kind, value, language)
                entries = self.entries
                for name in names.split("|"):
                    if name in entries:
                        entries[name].append(entry)
                    else:
                        entries[name] = [entry]

    def _add(self, key: str, entry: Entry) -> None:
        self.entries.setdefault(key, []).append(entry)

    def _index(self) -> None:
        for key in self.entries:
            if " " in key:
                parts = key.split(" ")
                for size in range(1, len(parts)):
                    self.prefixes.add(" ".join(parts[:size]))
            else:
                parts = [key]
            if not key.isascii():
                for part in parts:
                    match = TOKEN.match(part)
                    if match and match[2]:
                        self.pieces.add(part)
                        first = part[0]
                        self.longest[first] = max(self.longest.get(first, 0), len(part))


@cache
def table() -> Table:
    """Return the table, read at first use."""
    return Table()


class Word:
    """What a name can mean in one language; ``rank`` 0 declared, 1 English, 2 other."""

    __slots__ = (
        "calendar",
        "cue",
        "day_name",
        "era",
        "glue",
        "key",
        "month",
        "months",
        "other_months",
        "period",
        "rank",
        "relative",
        "relative_day",
        "time",
        "unit",
        "value",
        "weekday",
        "zone",
    )

    def __init__(self, key: str) -> None:
        self.key = key
        self.month = 0
        self.other_months: tuple[int, ...] = ()
        self.calendar = "gregorian"
        self.rank = 2
        self.weekday = 0
        self.period: tuple[int, int] | None = None
        self.glue = False
        self.time = False
        self.era: str | None = None
        self.relative: str | None = None
        self.relative_day: int | None = None
        self.unit = ""
        self.zone: int | str | None = None
        self.cue = ""
        self.value = 0


class View:
    """The table as one language sees it."""

    def __init__(self, language: str) -> None:
        base = table()
        self.language = language
        self.region = ""
        self._entries = base.entries
        self.prefixes = base.prefixes
        self._words: dict[str, Word] = {}

    def get(self, key: str) -> Word | None:
        """Return what *key* means, or ``None`` if it is no name."""
        word = self._words.get(key)
        if word is None:
            entries = self._entries.get(key)
            if entries is None:
                return None
            word = self._words[key] = self._resolve(key, entries)
        return word

    def _rank(self, language: str) -> int:
        return 0 if language == self.language else 1 if language in ("en", "") else 2

    def _resolve(self, key: str, entries: list[Entry]) -> Word:
        word = Word(key)
        by_kind: dict[str, list[tuple[int, int, str, str]]] = {}
        spread = Counter((kind, value) for kind, value, _ in entries)
        for kind, value, language in entries:
            by_kind.setdefault(kind, []).append(
                (self._rank(language), -spread[kind, value], value, language)
            )
        for kind, found in by_kind.items():
            found.sort()
            self._set(word, kind, found)
        return word

    def _set(self, word: Word, kind: str, found: list[tuple[int, int, str, str]]) -> None:
        rank, _, value, _ = found[0]
        if kind in "mjh" and (not word.month or kind == "m" or rank < word.rank):
            if word.month and kind == "m" and rank > word.rank:
                return
            word.month, word.rank = int(value), rank
            word.calendar = {"m": "gregorian", "j": "jalali", "h": "hijri"}[kind]
            same = dict.fromkeys(int(v) for r, _, v, _ in found if r <= max(rank, 1))
            word.other_months = tuple(m for m in same if m != word.month)
        elif kind == "w":
            word.weekday = int(value)
        elif kind == "p":
            low, high = value.split("-")
            word.period = (int(low), int(high))
        elif kind == "g":
            word.glue = rank < 2 or len(word.key) > 1 or not word.key.isascii()
        elif kind == "t":
            word.time = True
        elif kind == "e":
            word.era = value
        elif kind == "r":
            word.relative = value
        elif kind == "d":
            word.relative_day = int(value)
        elif kind == "u":
            word.unit = value
        elif kind == "z":
            word.zone = value if value.startswith("?") else int(value)
        elif kind == "c":
            word.cue = value
        elif kind == "#":
            word.value = int(value)


@lru_cache(maxsize=64)
def view(language: str) -> View:
    """Return the table as *language* (a primary subtag, or empty) sees it."""
    return View(language)


@lru_cache(maxsize=512)
def orders(language: str, region: str) -> tuple[str, ...]:
    """Return the orders of day, month and year in use, likeliest first.

    >>> orders("en", "US"), orders("de", ""), orders("en", "")
    (('mdy',), ('dmy',), ('mdy', 'dmy', 'ymd'))
    """
    known = table().orders.get(language)
    if known is None:
        by_region = Counter(
            order for regions in table().orders.values() if (order := regions.get(region))
        )
        return tuple(order for order, _ in by_region.most_common()) if region else ("dmy", "mdy", "ymd")
    if region and region in known:
        return (known[region],)
    first = known[""] or "dmy"
    if region:
        return (first,)
    rest = Counter(known.values())
    return (first, *(o for o, _ in rest.most_common() if o != first))
