"""All readings of single bytes, a codec and a language each, side by side."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text import legacy_tables as tables
from newsnorm._text.codecs import EBCDIC, HOLE, SINGLE_BYTE, codec
from newsnorm._text.legacy_letters import LIMIT, Letters, case_cost, cost_of, letters

Sample = npt.NDArray[np.uint8]
Costs = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]

MISSING = 0.002  # share of a language's letters that a codec may lack


@frozen(kw_only=True, eq=False)
class Bank:
    """The readings: rows of all arrays but those whose comment says otherwise."""

    letters: Letters
    readings: list[tuple[str, str]]
    prior: Costs
    rough: Costs  # [reading, byte]: cost of a byte alone
    side: Costs  # [reading, byte]: cost beside that of the triples
    classes: npt.NDArray[np.int32]  # [reading, byte]
    language: Rows  # number of its language
    other: npt.NDArray[np.bool_]  # whether that is written in another script than Latin
    ebcdic: npt.NDArray[np.bool_]  # whether bytes of ASCII are other characters in its codec
    cases: npt.NDArray[np.int32]  # [codec, byte]
    case_row: npt.NDArray[np.int32]  # row in cases
    spots: tuple[Rows, Rows]  # place in the grid
    places: Rows  # [codec, language]: reading, or -1
    latin_rows: Rows  # for each Latin language a reading

    def rows_of(self, language: str) -> Rows:
        """Return the readings in one language."""
        column = self.places[:, self.letters.languages.index(language)]
        return column[column >= 0]

    def fine(self, sample: Sample, counts: Costs, rows: Rows) -> Costs:
        """Return the costs of the readings *rows*, by triples of letters."""
        cost = self.side[rows] @ counts + self._triples(sample, rows)
        kinds = self.case_row[rows].tolist()
        case = {kind: case_cost(self.cases[kind].take(sample)) for kind in dict.fromkeys(kinds)}
        cost += np.array([case[kind] for kind in kinds], np.float32)
        other = self.other[rows]
        if counts[0x41:0x7B].any() and other.any():
            cost[other] += self.letters.ascii_words(sample)
            cost[other] += tables.SWITCH * self._switches(sample, rows[other])
        return cost

    def skeleton(self, sample: Sample) -> Costs:
        """Return the cost of the ASCII letters alone in each Latin language, 0 in others."""
        cost = np.zeros(len(self.letters.languages), np.float32)
        ascii_only = np.where(sample < 0x80, sample, 0x20).astype(np.uint8)
        cost[self.letters.latin] = self._triples(ascii_only, self.latin_rows)
        return cost

    def _triples(self, sample: Sample, rows: Rows) -> Costs:
        return self.letters.triples(self.classes[rows].take(sample, axis=1), self.language[rows])

    def _switches(self, sample: Sample, rows: Rows) -> Costs:
        """Return how often a Latin letter stands right beside one of another alphabet."""
        native = self.classes[rows].take(sample, axis=1) > 0
        latin = (((sample | 0x20) - 0x61) < 26)[None, :]
        beside = (native[:, 1:] & latin[:, :-1]) | (native[:, :-1] & latin[:, 1:])
        count: Costs = beside.sum(axis=1).astype(np.float32)
        return count


@cache
def bank() -> Bank:
    """Return all single-byte readings."""
    table = letters()
    names = [name for name in SINGLE_BYTE if name not in tables.NEVER]
    points = np.array([[min(ord(c), LIMIT) for c in codec(name).table] for name in names])
    covered = _covered(points, names)
    pairs = [
        (row, column)
        for row, name in enumerate(names)
        for column, language in enumerate(table.languages)
        if covered[row, column] and language in _home(name, language)
    ]
    rows, columns = (np.array(part, np.intp) for part in zip(*pairs, strict=True))
    spots = points[rows]
    rough, side = (part[columns[:, None], spots] for part in (table.rough, table.side))
    above = _above(names)[rows]
    rough, side = (np.where(above > 0, above, part) for part in (rough, side))
    places = np.full((len(names), len(table.languages)), -1, np.intp)
    places[rows, columns] = np.arange(rows.size)
    plain = [row for row, name in enumerate(names) if name not in EBCDIC]
    prior = [tables.PRIOR.get(names[row], tables.UNUSUAL) for row in rows.tolist()]
    return Bank(
        letters=table,
        readings=[(names[row], table.languages[column]) for row, column in pairs],
        prior=np.array(prior, np.float32),
        rough=rough.astype(np.float32),
        side=side.astype(np.float32),
        classes=table.classes[columns[:, None], spots],
        language=columns,
        other=~table.latin[columns],
        ebcdic=np.array([names[row] in EBCDIC for row in rows.tolist()]),
        cases=table.case[points],
        case_row=rows.astype(np.int32),
        spots=(rows, columns),
        places=places,
        latin_rows=places[plain].max(axis=0)[table.latin],
    )


def _home(name: str, language: str) -> frozenset[str]:
    """Return the languages that a codec was made for; any where it was made for many."""
    for codecs, languages in tables.HOMES:
        if name in codecs:
            return languages
    return frozenset({language})


def _covered(points: npt.NDArray[np.intp], names: list[str]) -> npt.NDArray[np.bool_]:
    """Say, [codec, language], whether the codec has nearly all letters of the language."""
    table = letters()
    out = np.zeros((len(names), len(table.languages)), np.bool_)
    for column, (language, alphabet) in enumerate(tables.alphabets().items()):
        if alphabet.isascii():
            out[:, column] = [name in tables.ASCII_HOMES for name in names]
            continue
        share = np.exp(-tables.shares(language))
        share[0] = 0.0
        above = np.array([False, *(not char.isascii() for char in alphabet)])
        for row, found in enumerate(table.classes[column].take(points)):
            have = np.zeros(share.size, np.bool_)
            have[found] = True
            out[row, column] = share[~have].sum() < MISSING and (have & above).any()
    return out


def _above(names: list[str]) -> Costs:
    """Return the costs of characters that have no column, and of bytes without a character."""
    out = np.zeros((len(names), 256), np.float32)
    for row, name in enumerate(names):
        for value, char in enumerate(codec(name).table):
            if char == HOLE:
                out[row, value] = tables.HOLE_COST
            elif ord(char) >= LIMIT:
                out[row, value] = cost_of(char)
    return out
