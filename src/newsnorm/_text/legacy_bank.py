"""All single-byte codecs side by side: what each of their bytes costs in each language."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text import legacy_tables as tables
from newsnorm._text.codecs import EBCDIC, SINGLE_BYTE, codec
from newsnorm._text.legacy_prices import CAPITAL, Characters, characters, number_of
from newsnorm._text.legacy_words import alphabets, tongues

Costs = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

SCRIPTS = ("Latn", "Cyrl", "Grek", "Arab", "Hebr", "Thai")
"""Scripts that single-byte codecs were made for, as groups of the evidence model."""
MISSING = 0.004  # share of a language's letters that a codec may lack
TONE = 2.0  # nats: a Vietnamese tone that stands apart, alone
RISING = 1.0  # nats: a capital, where only single letters are looked at


@frozen(kw_only=True, eq=False)
class Bank:
    """The codecs: rows of all arrays but those whose comment says otherwise.

    A reading is a codec with a language that it was made for.
    """

    names: list[str]
    numbers: dict[str, int]
    script: list[str]  # the codec's own
    prior: Costs
    points: npt.NDArray[np.uint16]  # [codec, byte]
    ident: npt.NDArray[np.uint16]  # [codec, byte]: letter of its own script, or 0
    native: Flags  # [codec, byte]: letter or accent of its own script
    side: Costs  # [codec, byte]: cost beside that of the n-grams
    kind: npt.NDArray[np.uint8]  # [codec, byte]
    spoken: Flags  # [codec, language of its script]: whether that is a reading
    ebcdic: Flags  # of the codecs that have readings
    rough: Costs  # [reading, byte]: cost of a byte alone
    high: Costs  # the same of the bytes beyond ASCII
    starts: Rows  # first reading of each codec that has one
    ends: Rows  # behind the last one
    codecs: Rows  # that codec
    place: Rows  # [codec]: its place in these, or -1
    ascii: npt.NDArray[np.uint16]  # [byte]: ASCII letter, or 0
    english: Costs  # [byte]: cost of ASCII where all else is in another script
    language: Rows  # [reading]: number of its language in its script
    others: int  # first of the readings in other scripts than Latin

    def reading(self, row: int, language: int) -> int:
        """Return the number of a reading."""
        place = int(self.place[row])
        first, last = int(self.starts[place]), int(self.ends[place])
        return first + int(self.language[first:last].searchsorted(language))


@cache
def bank() -> Bank:
    """Return all single-byte codecs that are looked for, those in Latin letters first."""
    table = characters()
    names = [name for name in SINGLE_BYTE if name not in tables.NEVER]
    script = {name: _script(name, table) for name in names}
    names.sort(key=lambda name: script[name] != "Latn")
    points = np.array([[ord(c) for c in codec(name).table] for name in names], np.uint16)
    groups = table.group[points]
    number = np.array([number_of(script[name]) for name in names])[:, None]
    own = groups == number
    ident = np.where(own, table.ident[points], 0).astype(np.uint16)
    side = table.cost[points]
    side[(groups > 0) & ~own] = tables.ALIEN
    plain = (points < 0x80) & (groups > 0) & ~own
    english = tongues("Latn").alone[:, tongues("Latn").names.index("en")]
    side[plain] = english[table.ident[points[plain]]]
    kind = table.kind[points]
    rough, codecs, language = _readings(names, script, ident, points, side, kind)
    spoken = np.zeros((len(names), 64), np.bool_)
    spoken[codecs, language] = True
    of = np.array(codecs, np.intp)
    starts = np.flatnonzero(np.diff(of, prepend=-1))
    latin = np.array([script[name] == "Latn" for name in names])
    place = np.full(len(names), -1, np.intp)
    place[of[starts]] = np.arange(starts.size)
    every = np.array(rough, np.float32)
    return Bank(
        names=names,
        numbers={name: row for row, name in enumerate(names)},
        script=[script[name] for name in names],
        prior=np.array([tables.PRIOR.get(name, tables.UNUSUAL) for name in names], np.float32),
        points=points,
        ident=ident,
        native=own | (table.mark[points] & ~latin[:, None]),
        side=side,
        kind=kind,
        spoken=spoken,
        ebcdic=np.array([names[row] in EBCDIC for row in of[starts].tolist()]),
        rough=every,
        high=np.ascontiguousarray(every[:, 0x80:]),
        starts=starts,
        ends=np.append(starts[1:], of.size),
        codecs=of[starts],
        place=place,
        ascii=np.where(np.arange(256) < 0x80, ident[names.index("windows-1252")], 0).astype(
            np.uint16
        ),
        english=side[names.index("windows-1253"), :0x80].copy(),
        language=np.array(language, np.intp),
        others=int(np.flatnonzero(latin[of])[-1]) + 1,
    )


def _readings(
    names: list[str],
    script: dict[str, str],
    ident: npt.NDArray[np.uint16],
    points: npt.NDArray[np.uint16],
    side: Costs,
    kind: npt.NDArray[np.uint8],
) -> tuple[list[Costs], list[int], list[int]]:
    """Return the costs of bytes alone in each reading, its codec, and its language."""
    table = characters()
    rough: list[Costs] = []
    codecs: list[int] = []
    language: list[int] = []
    for row, name in enumerate(names):
        known = tongues(script[name])
        own = ident[row] > 0
        rising = np.where(own, np.where(kind[row] == CAPITAL, RISING, 0.2), 0.0)
        for column in _languages(name, script[name], ident[row], points[row]):
            letters = known.alone[ident[row], column]
            cost = np.where(own, letters, side[row]) + rising
            if name == "windows-1258":
                cost[table.mark[points[row]]] = TONE
            rough.append(cost)
            codecs.append(row)
            language.append(column)
    return rough, codecs, language


def _script(name: str, table: Characters) -> str:
    """Return the script that a codec was made for: that of most of its letters beyond ASCII."""
    points = np.array([ord(c) for c in codec(name).table if not c.isascii()])
    count = np.bincount(table.group[points], minlength=256)
    weight = {script: int(count[number_of(script)]) for script in SCRIPTS}
    weight["Latn"] //= 2  # codecs for other scripts have some accents besides
    return max(SCRIPTS, key=lambda script: weight[script])


def _languages(
    name: str, script: str, ident: npt.NDArray[np.uint16], points: npt.NDArray[np.uint16]
) -> list[int]:
    """Return the languages that a codec was made for and that it has nearly all letters of."""
    known = tongues(script)
    have = np.zeros(len(known.alone), np.bool_)
    have[ident] = True
    if name == "windows-1258":  # its tones stand apart
        have[:] = True
    reach = np.zeros(len(known.alone), np.bool_)
    reach[ident[points >= 0x80]] = True
    out = []
    for column, language in enumerate(known.names):
        if not made_for(name, language):
            continue
        if alphabets()[language].isascii():
            if name in tables.ASCII_HOMES:
                out.append(column)
            continue
        letters = np.flatnonzero(known.foreign[1:, column] == 0) + 1
        share = np.exp(-known.alone[letters, column])
        if share[~have[letters]].sum() < MISSING * share.sum() and reach[letters].any():
            out.append(column)
    return out


def made_for(name: str, language: str) -> bool:
    """Say whether a codec was ever used for a language."""
    return all(name not in codecs or language in home for codecs, home in tables.HOMES)
