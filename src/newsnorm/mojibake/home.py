"""Letters that wrong readings leave, but that are at home where they stand.

Takes the places of such letters in a text; gives the lines in which they are not at
home.  ``ý`` and ``ð`` are what Turkish becomes in the wrong codec, and what Icelandic
is written with: the language is told from all letters together, and then asked how
usual each such letter is after the two before it, and the one that follows it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text import legacy_tables as tables
from newsnorm._text.codecs import codec
from newsnorm._text.legacy_letters import LIMIT, WIDTH, letters
from newsnorm.mojibake.oddity import SAFE
from newsnorm.mojibake.reread import CHECKED, NATIONAL_OUTERS, TRAP_OUTERS
from newsnorm.mojibake.scan import units_of

__all__ = ["in_doubt", "lines_in_doubt"]

U16: TypeAlias = npt.NDArray[np.uint16]
F32: TypeAlias = npt.NDArray[np.float32]
Positions: TypeAlias = npt.NDArray[np.intp]
Span: TypeAlias = tuple[int, int]

USUAL = 9.5
"""Nats for such a letter and the one after it, on average over those of a line, up to which they
are at home: 98 in 100 of 4,500 clean lines in 16 languages have less; of 2,178 lines that are
read again for nothing but such letters 27 have none that their language lacks, and the least of
those whose language was told rightly is 10.6."""
TELLING = 300
"""Letters of a sample from which on the language is certain: that of shorter ones was told
wrongly in 20 of those 27 lines."""
NEAR = 6
"""Languages that a shorter one is priced in."""
NATURAL = 2.8
"""Nats a character up to which a line is natural in the language: nine in ten of 1,335
clean lines are; of 227 misread ones the least is 3.06, in whichever language."""
STRANGE = np.float32(1e6)
"""Stands for the price of a letter that the language lacks."""
ALIKE = 12.0
"""Nats by which languages that are near the likeliest cost more: which of them it is, the letters
in question tell, between their neighbours."""
SAMPLE = 1_000
"""Characters of the text that its language is told from, evenly spaced."""
_BEYOND = 0x2E80
"""From here on a line is read again in other codecs."""
_BREAK = 10
_EDGE = np.array([_BREAK, _BREAK], np.uint16)
_NATS = np.float32(1 / tables.SCALE)
_AROUND = np.array([[-2], [-1], [0], [1]])
_STEPS = np.array([[WIDTH**2, WIDTH, 1, 0], [0, WIDTH**2, WIDTH, 1]], np.float32)
"""Makes of the classes of four letters the places of two triples."""


@frozen(eq=False)
class _Latin:
    """The languages in Latin letters: ``names``, ``rows`` in the table of all languages.

    ``numbers`` has a number for each 16-bit code that is a letter of one of them, ``shares``
    what such a letter costs in each, ``classes`` its class in each.
    """

    names: tuple[str, ...]
    rows: tuple[int, ...]
    numbers: npt.NDArray[np.uint8]
    shares: F32
    classes: F32


@cache
def _latin() -> _Latin:
    """Return the table of the languages in Latin letters."""
    known = letters()
    rows = np.flatnonzero(known.latin)
    own = known.classes[rows, :LIMIT]
    numbers = np.zeros(0x10000, np.uint8)
    shares: list[F32] = [np.zeros(rows.size, np.float32)]
    seen: dict[bytes, int] = {}
    alone = [tables.shares(known.languages[row]) for row in rows.tolist()]
    for point in np.flatnonzero(own.any(axis=0)).tolist():
        column = own[:, point]
        number = seen.setdefault(column.tobytes(), len(shares))
        numbers[point] = number
        if number == len(shares):
            costs = [share[index] for share, index in zip(alone, column.tolist(), strict=True)]
            shares.append(np.where(column > 0, costs, tables.FOREIGN).astype(np.float32))
    classes = np.zeros((rows.size, 0x10000), np.float32)
    classes[:, :LIMIT] = own
    return _Latin(
        names=tuple(known.languages[row] for row in rows.tolist()),
        rows=tuple(rows.tolist()),
        numbers=numbers,
        shares=np.ascontiguousarray(np.array(shares).T),
        classes=classes,
    )


@cache
def _writers() -> npt.NDArray[np.uint8]:
    """Return the codecs, as bits, that can write each 16-bit code, of those in question."""
    found = np.zeros(0x10000, np.uint8)
    found[:0x100] |= 1  # iso-8859-1, for lines with C1 controls
    for index, name in enumerate((*TRAP_OUTERS, *NATIONAL_OUTERS), 1):
        found[[ord(character) for character in codec(name).table]] |= 1 << index
    return found


def lines_in_doubt(units: U16, places: Positions) -> list[Span]:
    r"""Return the lines in which letters at *places* are not at home, unless nothing can be done.

    *units* are those of the text in UTF-16, with a line break at the end.

    >>> def doubt(text, place):
    ...     units = np.frombuffer(f"{text}\n".encode("utf-16-le"), np.uint16)
    ...     return lines_in_doubt(units, np.array([place]))
    >>> doubt("Vláda včera schválila nový zákon, který začne platit příští rok.", 7)
    []
    >>> doubt("Bakan, yeni yasanýn bugün yürürlüðe girdiðini açýkladý.", 17)
    [(0, 55)]
    """
    known = _latin()
    language, costs = _told(known, units, places)
    excess = np.ones(places.size) if costs is None else costs - USUAL * tables.SCALE
    breaks = (units == _BREAK).nonzero()[0]
    ends = places.searchsorted(breaks)
    starts = np.zeros_like(ends)
    starts[1:] = ends[:-1]
    lines = (ends > starts).nonzero()[0]
    starts = starts.take(lines)
    odd = (np.add.reduceat(excess, starts) > 0).nonzero()[0]
    if not odd.size:
        return []
    may = np.bitwise_and.reduceat(_writers().take(units.take(places)), starts)
    spans = [
        (int(breaks[line - 1]) + 1 if line else 0, int(breaks[line]))
        for line in lines.take(odd[may.take(odd) > 0]).tolist()
    ]
    if not spans:
        return []
    natural = _line_costs(known.rows[language], units, spans) <= NATURAL
    return [
        span
        for span, home in zip(spans, natural.tolist(), strict=True)
        if not home and _may_be_reread(units, span)
    ]


def in_doubt(text: str, places: list[int]) -> list[int]:
    """Return those of the ordered *places* that are in lines in doubt."""
    units = np.append(units_of(text), _BREAK).astype(np.uint16)
    spans = lines_in_doubt(units, np.array(places, np.intp))
    return [at for start, end in spans for at in places[bisect_left(places, start) :] if at < end]


def _told(known: _Latin, units: U16, places: Positions) -> tuple[int, F32 | None]:
    """Return the language of a text, and the prices of letters in it unless it is too short.

    A short text is priced letter by letter in those that are likeliest by single ones.
    """
    sample = known.numbers.take(units[:: 1 + units.size // SAMPLE])
    counts = np.bincount(sample, minlength=known.shares.shape[1])
    shares = known.shares @ counts.astype(np.float32)
    if sample.size - counts[0] < TELLING:
        near: list[int] = shares.argsort()[:NEAR].tolist()
        text = np.minimum(np.concatenate([_EDGE, units]), LIMIT)
        return min(near, key=lambda index: float(_prices(known.rows[index], text)[0].sum())), None
    best, second = shares.argsort()[:2].tolist()
    costs = _costs(known, best, units, places)
    if shares[second] < shares[best] + ALIKE:
        more = _costs(known, second, units, places)
        if more.sum() < costs.sum():
            return second, more
    return best, costs


def _costs(known: _Latin, language: int, units: U16, places: Positions) -> F32:
    """Return for each of *places* the price of the letter and of the one after it."""
    classes = known.classes[language].take(units.take(places + _AROUND))
    cube = known.rows[language] * WIDTH**3
    triples = (_STEPS @ classes).astype(np.intp)
    prices = letters().stored[cube : cube + WIDTH**3].take(triples)
    costs: F32 = np.add(prices[0], prices[1], dtype=np.float32)
    costs[classes[2] == 0] = STRANGE
    return costs


def _prices(row: int, text: U16) -> tuple[F32, npt.NDArray[np.bool_]]:
    """Return the nats of each character of *text* behind two others, and which are no letters."""
    known = letters()
    classes = known.classes[row].take(text)
    triples = classes[2:] + (classes[1:-1] << 6) + (classes[:-2] << 12)
    triples += row * WIDTH**3
    costs: F32 = known.stored.take(triples) * _NATS
    costs += known.side[row].take(text[2:])
    return costs, classes[2:] == 0


def _line_costs(row: int, units: U16, spans: list[Span]) -> F32:
    """Return the nats a character of lines in a language; infinite with letters it lacks."""
    text = np.concatenate([_EDGE, *(units[start : end + 1] for start, end in spans)])
    text = np.minimum(text, LIMIT)
    costs, others = _prices(row, text)
    costs[_doubtful().take(text[2:]) & others] = np.inf
    starts = [0, *accumulate(end + 1 - start for start, end in spans[:-1])]
    sums: F32 = np.add.reduceat(costs, starts)
    sums /= np.array([end + 1 - start for start, end in spans], np.float32)
    return sums


@cache
def _doubtful() -> npt.NDArray[np.bool_]:
    """Return which characters are letters that wrong readings leave."""
    found = np.zeros(LIMIT + 1, np.bool_)
    found[0x80:LIMIT] = [
        tables.is_letter(character) and character not in SAFE
        for character in map(chr, range(0x80, LIMIT))
    ]
    found[LIMIT] = True
    return found


def _may_be_reread(units: U16, span: Span) -> bool:
    """Say whether a codec that lines with such letters are read again in can write a line."""
    start, end = span
    line = units[start:end]
    return (
        end - start > CHECKED
        or int(line.max()) >= _BEYOND
        or int(np.bitwise_and.reduce(_writers().take(line))) > 0
    )
