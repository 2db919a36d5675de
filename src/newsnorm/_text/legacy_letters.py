"""The letters of all alphabetic languages side by side, by code point."""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text import legacy_tables as tables

LIMIT = 0x2600  # code points below have a column; all above share the last one
WIDTH = 64  # classes a language can have: the boundary and 63 letters
_EDGE = np.array([0, 0], np.int32)
_CASE = tables.CASE.reshape(-1)


@frozen(kw_only=True, eq=False)
class Letters:
    """Costs of characters in each language; rows are languages, columns code points.

    ``rough`` is the cost of a character alone, ``side`` what it costs beside the
    triples of letters, ``classes`` its place in them (0: no letter), ``case`` its
    kind in the table of costs of the case.
    """

    languages: list[str]
    latin: npt.NDArray[np.bool_]
    rough: npt.NDArray[np.float32]
    side: npt.NDArray[np.float32]
    classes: npt.NDArray[np.int32]
    case: npt.NDArray[np.int32]
    stored: npt.NDArray[np.uint8]  # all triples, a language after the other
    english: int

    def triples(
        self, classes: npt.NDArray[np.int32], rows: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float32]:
        """Return the costs of texts by triples of letters.

        ``classes`` has a text in each row, ``rows`` the languages they are in.
        The end of a text is not taken for the end of a word: it may have been cut.
        """
        padded = np.concatenate((np.zeros((len(classes), 2), np.int32), classes), axis=1)
        index = padded[:, 2:] + (padded[:, 1:-1] << 6) + (padded[:, :-2] << 12)
        index += (rows.astype(np.int32) * WIDTH**3)[:, None]
        total = self.stored.take(index).sum(axis=1, dtype=np.int64)
        cost: npt.NDArray[np.float32] = (total / tables.SCALE).astype(np.float32)
        return cost

    def ascii_words(self, points: npt.NDArray[np.integer]) -> float:
        """Return the cost of the ASCII letters of a text as English."""
        latin = np.where(points < 0x80, points, 0x20)
        classes = self.classes[self.english].take(latin)[None, :]
        return float(self.triples(classes, np.array([self.english]))[0])


def case_cost(case: npt.NDArray[np.int32]) -> float:
    """Return the cost of capitals, and of symbols inside words, by the kinds of characters."""
    padded = np.concatenate((_EDGE, case))
    return float(
        _CASE.take(padded[2:] + padded[1:-1] * tables.KINDS + padded[:-2] * tables.KINDS**2).sum()
    )


@cache
def letters() -> Letters:
    """Return the table of all alphabetic languages."""
    alphabets = tables.alphabets()
    languages = list(alphabets)
    chars = [chr(point) for point in range(LIMIT)]
    case = np.array([*(tables.case_of(c) for c in chars), 3], np.int32)
    symbols, scripts = _symbols(chars)
    english = np.zeros(LIMIT, np.float32)
    for char, cost in zip(alphabets["en"], tables.shares("en")[1:], strict=True):
        english[[ord(char), ord(char.upper())]] = cost
    rising = np.where(case[:LIMIT] == 2, tables.CAPITAL, 0.2).astype(np.float32)
    shape = (len(languages), LIMIT + 1)
    rough, side = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    classes = np.zeros(shape, np.int32)
    for row, language in enumerate(languages):
        alphabet = alphabets[language]
        same = np.isin(scripts, list({tables.script(c) for c in alphabet[:3]}))
        foreign = np.where(same, tables.FOREIGN, tables.ALIEN)
        side[row, :LIMIT] = np.where(np.isnan(symbols), foreign, symbols)
        rough[row] = side[row]
        if "e" not in alphabet:
            spot = np.flatnonzero(english)
            side[row, spot] = 0.0
            rough[row, spot] = english[spot] + rising[spot]
        for index, (char, cost) in enumerate(
            zip(alphabet, tables.shares(language)[1:], strict=True)
        ):
            for point in map(ord, tables.forms(char, language)):
                classes[row, point], side[row, point] = index + 1, 0.0
                rough[row, point] = cost + rising[point]
    return Letters(
        languages=languages,
        latin=np.array(["e" in alphabets[language] for language in languages]),
        rough=rough,
        side=side,
        classes=classes,
        case=case,
        stored=_triples(languages, alphabets),
        english=languages.index("en"),
    )


def _symbols(chars: list[str]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.str_]]:
    """Return the costs of what is no letter (not a number for letters), and all scripts."""
    found = [tables.is_letter(c) for c in chars]
    costs = [
        float("nan") if letter else tables.symbol_cost(c)
        for c, letter in zip(chars, found, strict=True)
    ]
    names = [
        unicodedata.name(c, "?").split(" ", 1)[0] if letter else ""
        for c, letter in zip(chars, found, strict=True)
    ]
    return np.array(costs, np.float32), np.array(names)


def _triples(languages: list[str], alphabets: dict[str, str]) -> npt.NDArray[np.uint8]:
    """Return the triples of all languages in cubes of one size."""
    out = np.zeros((len(languages), WIDTH, WIDTH, WIDTH), np.uint8)
    for row, language in enumerate(languages):
        size = len(alphabets[language]) + 1
        out[row, :size, :size, :size] = tables.archive()[f"t:{language}"]
    return out.reshape(-1)


def cost_of(char: str) -> float:
    """Return the cost of a character above LIMIT where an alphabet is expected."""
    if char in tables.LIGATURES or tables.is_letter(char):
        return tables.ALIEN
    return tables.symbol_cost(char)
