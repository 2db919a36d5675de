"""Phrases filed under what their lines begin with, or end with.

Takes: a key, or one end of it.  Gives: the phrases that begin (or end) like it.  A phrase may
begin in hundreds of ways; only those that share their first characters with the key
are compared, and which they are is remembered.  Raises: nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from newsnorm._text.phrases import REACH

__all__ = ["STEM", "TOLD", "Filed"]

STEM = 4
"""So many characters tell most lines that no rule takes from those that one may take."""
TOLD = 12
"""So many characters of an end tell nearly as much as all of it."""


class Filed:
    """Phrases by the first :data:`~newsnorm._text.phrases.REACH` characters of their lines.

    *files* holds the numbers of the phrases, *ways* all ways in which each phrase may begin.
    With *last* it is about the ends of lines.  ``stems`` are the first :data:`STEM` characters
    of what phrases are under, ``brief`` those under which there are fewer.

    >>> filed = Filed({"share ": [0, 1]}, [["share on ", "share via "], ["share this"]])
    >>> filed.fitting("share on facebook"), filed.may_fit("share prices fell")
    ([(6, 0)], False)
    """

    def __init__(
        self,
        files: Mapping[str, Sequence[int]],
        ways: Sequence[Sequence[str]],
        *,
        last: bool = False,
    ) -> None:
        self._files = files
        self._ways = ways
        self._last = last
        self._cuts = [slice(-size, None) if last else slice(size) for size in range(1, REACH + 1)]
        stem = self._cuts[STEM - 1]
        self.stems = frozenset(key[stem] for key in files)
        self.brief = frozenset(key for key in files if len(key) < STEM)
        self._near: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        self._told: dict[str, tuple[str, ...]] = {}

    def having(self, files: Mapping[str, Sequence[int]]) -> Filed:
        """Return those of the phrases that *files* hold."""
        return Filed(files, self._ways, last=self._last)

    def listed(self, key: str) -> list[str]:
        """Return what of *key* there are files of, the shortest first."""
        one, two, three, stem = self._cuts[:STEM]
        if key[stem] not in self.stems and self.brief.isdisjoint((key[three], key[two], key[one])):
            return []
        files = self._files
        return [end for cut in self._cuts if (end := key[cut]) in files]

    def fitting(self, key: str) -> list[tuple[int, int]]:
        """Return the phrases that begin like *key*, each after the size of what it is under."""
        found: list[tuple[int, int]] = []
        for end in self.listed(key):
            for place, ways in self._under(end):
                if key.endswith(ways) if self._last else key.startswith(ways):
                    found.append((len(end), place))
        return found

    def may_fit(self, key: str) -> bool:
        """Whether :meth:`fitting` may find any: :data:`TOLD` characters of *key* are enough."""
        for end in self.listed(key):
            if len(end) < REACH:
                return True
            told = self._told.get(end)
            if told is None:
                cut = slice(-TOLD, None) if self._last else slice(TOLD)
                ways = chain.from_iterable(ways for _, ways in self._under(end))
                told = self._told[end] = tuple({way[cut]: True for way in ways})
            if key.endswith(told) if self._last else key.startswith(told):
                return True
        return False

    def _under(self, end: str) -> list[tuple[int, tuple[str, ...]]]:
        """Return the phrases filed under *end*, each with those of its ways that are."""
        found = self._near.get(end)
        if found is None:
            cut = slice(-REACH, None) if self._last else slice(REACH)
            found = self._near[end] = [
                (place, tuple(way for way in self._ways[place] if way[cut] == end))
                for place in self._files[end]
            ]
        return found
