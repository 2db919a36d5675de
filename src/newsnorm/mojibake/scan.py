"""The clean-text scan: what in a text looks as if it had been read wrongly.

Takes a text, gives :class:`Suspicion` or ``None``.  Nearly all text is clean, so this
is what most documents pay; it works on arrays of code points and looks only at
characters outside ASCII and their neighbours.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text.legacy_tables import CJK, cjk_costs
from newsnorm._text.scripts import script_of
from newsnorm.mojibake.harmless import telling, telling_wide
from newsnorm.mojibake.oddity import (
    HAN_TURN,
    OPENERS,
    SAFE,
    SCRIPT_TURN,
    is_foreign,
    kind_of,
    pair_weight,
)
from newsnorm.mojibake.tables import CODECS, codecs_of, table

__all__ = ["CONTROL", "ODD", "SEQUENCE", "Glance", "Suspicion", "glance", "scan"]

U8: TypeAlias = npt.NDArray[np.uint8]
U32: TypeAlias = npt.NDArray[np.uint32]
Positions: TypeAlias = npt.NDArray[np.intp]

SEQUENCE, WIDE, ODD, TRAP, CONTROL, RARE = 1, 2, 4, 8, 16, 32
"""Bits: could be a UTF-8 sequence; a Chinese, Japanese or Korean character in a Latin
word; odd beside its neighbour; a letter that wrong readings leave; a control; a rare
character of the Far East."""

BLOCK = 64
RARE_SHARE = 0.2
RARE_COST = 10.5
"""A block of so many characters is suspicious if this share of them costs so many nats
as Chinese, Japanese or Korean: of 1,400 clean blocks none has more than 0.17, of misread
ones 99 in 100 have 0.2."""
FEWEST = 2
"""Rare characters that the last block must have at least, however short it is."""

_LOOKALIKES = {"Latn", "Cyrl"}
"""Scripts whose letters are typed for one another: no sign of a wrong reading."""
_CYRILLIC_SECONDS = frozenset(
    character for character in table("cp1251").characters[0x80:0xC0] if character.isalpha()
)
"""Cyrillic letters that continue a sequence of UTF-8 in windows-1251."""
_TOP = 0x3400
_WIDE = 0x2E80


@frozen
class Glance:
    """What one look at all pairs of a text tells, without their places.

    ``bits`` are those of all pairs together, ``odd`` is how many pairs are odd; ``lone``
    says that there are surrogates, and then all bits are set and nothing is counted.
    """

    bits: int
    odd: int
    lone: bool = False


@frozen
class Suspicion:
    """Where a text looks odd: positions of characters by kind of suspicion.

    ``codecs`` are those that some pair of characters may be a UTF-8 sequence in;
    ``pairs`` has them as bits for each character with the one after it.
    """

    sequences: Positions
    odd: Positions
    traps: Positions
    wide: Positions
    rare: Positions
    codecs: tuple[str, ...]
    pairs: U32


class _Tables:
    """What the scan looks up.

    ``classes`` holds the class of each 16-bit code, ``leads`` and ``seconds`` the codecs in
    which the character is a lead byte of UTF-8 or continues one, as bits; ``pairs`` the
    suspicion of two classes side by side, by 256 * second + first.
    """

    def __init__(self) -> None:
        names: dict[tuple[object, ...], int] = {}
        samples: list[str] = []
        self.classes: U8 = np.zeros(0x10000, np.uint8)

        tabled = {character for codec in CODECS for character in table(codec).characters}

        def number(character: str) -> int:
            kind = kind_of(character)
            code = "" if kind in "rxc" else script_of(character)
            trap = code == "Latn" and character >= "\x80" and kind in "lu"
            trap = trap and character not in SAFE
            loose = "\u0300" <= character <= "\u036f"
            key = (
                *(kind, code, is_foreign(character), trap, character in OPENERS, loose),
                *(character < "\x80", character in tabled, character in _CYRILLIC_SECONDS),
            )
            if key not in names:
                names[key] = len(samples)
                samples.append(character)
            return names[key]

        for point in [*range(_TOP), *range(0xFB00, 0x10000)]:
            self.classes[point] = number(chr(point))
        for first, last in (
            (_TOP, 0x4DC0),
            (0x4DC0, 0xA000),
            (0xA000, 0xAC00),
            (0xAC00, 0xD800),
            (0xE000, 0xF900),
        ):
            self.classes[first:last] = number(chr(first + 0x100))
        self.classes[0xD800:0xE000] = number("\U0001f600")
        self.classes[0xF900:0xFB00] = number("\uf900")
        self.leads: U32 = np.zeros(0x10000, np.uint32)
        self.seconds: U32 = np.zeros(0x10000, np.uint32)
        for index, codec in enumerate(CODECS):
            characters = [ord(character) for character in table(codec).characters]
            self.leads[characters[0xC2:0xF5]] |= np.uint32(1 << index)
            self.seconds[characters[0x80:0xC0]] |= np.uint32(1 << index)
        costs = np.minimum.reduce([cjk_costs(language) for language in CJK])
        self.rare: U8 = (costs > RARE_COST).astype(np.uint8)
        self.rare[:_WIDE] = 0
        self.rare[0xD800:0xE000] = 0
        self.rare[0xFF61:0xFFA0] = 1  # katakana of half width
        self.pairs = self._with_rare(self._pairs(samples, [*names]), len(samples))

    def _with_rare(self, pairs: U8, size: int) -> U8:
        """Give the rare characters of each class a class of their own."""
        rare = self.rare > 0
        for new, old in enumerate(sorted({*self.classes[rare].tolist()}), size):
            self.classes[rare & (self.classes == old)] = new
            pairs[new] = pairs[old]
            pairs[:, new] = pairs[:, old] | RARE
        return pairs.ravel()

    def _pairs(self, samples: list[str], keys: list[tuple[object, ...]]) -> U8:
        """Return the suspicion of two classes side by side, by second and first."""
        size = len(samples)
        leads, seconds = np.zeros(size, np.uint32), np.zeros(size, np.uint32)
        np.bitwise_or.at(leads, self.classes[:0xD800], self.leads[:0xD800])
        np.bitwise_or.at(seconds, self.classes[:0xD800], self.seconds[:0xD800])
        pairs: U8 = np.zeros((256, 256), np.uint8)
        for a, first in enumerate(samples):
            row = (ODD if keys[a][0] in ("c", "x") else 0) | (TRAP if keys[a][3] else 0)
            row |= CONTROL if keys[a][0] == "c" else 0
            pairs[:, a] = row
            for b, second in enumerate(samples):
                bits = _bits(first, second)
                if not leads[a] & seconds[b]:
                    bits &= ~SEQUENCE
                if first < "\x80" and second < "\x80":
                    bits = 0
                pairs[b, a] |= bits
        return pairs


def _bits(first: str, second: str) -> int:
    """Return what a pair of characters of these classes may be."""
    weight = pair_weight(first, second)
    kinds = kind_of(first), kind_of(second)
    natural = not weight and kinds[0] in "luo" and kinds[1] in "luo"
    closed = kinds[0] in "lo" and kinds[1] == "q" and second not in OPENERS
    if weight == HAN_TURN:
        return WIDE if "l" in kinds and "Latn" in (script_of(first), script_of(second)) else 0
    lookalike = weight == SCRIPT_TURN and {script_of(first), script_of(second)} == _LOOKALIKES
    lookalike &= not (kinds[1] == "u" and script_of(second) == "Cyrl")
    lookalike &= not {first, second} & _CYRILLIC_SECONDS
    return (0 if natural or closed else SEQUENCE) | (ODD if weight >= 1 and not lookalike else 0)


@cache
def _tables() -> _Tables:
    return _Tables()


def glance(text: str) -> Glance:
    """Return what one look at all pairs of *text* tells; it must have a character.

    >>> glance("Größe über alles, Straße").bits, glance("Gr√∂√üe").odd
    (0, 2)
    """
    try:
        units = np.frombuffer(f"{text} ".encode("utf-16-le"), "<u2")
    except UnicodeEncodeError:
        return Glance(bits=0xFF, odd=0, lone=True)
    tables = _tables()
    classes = tables.classes.take(units)
    neighbours = np.ndarray((classes.size - 1,), "<u2", classes, 0, (1,))
    found = tables.pairs.take(neighbours)
    bits = int(np.bitwise_or.reduce(found))
    if bits & RARE:
        bits ^= RARE
        if _has_rare_block(found):
            bits |= WIDE
    odd = int(np.count_nonzero(found & ODD)) if bits & ODD else 0
    return Glance(bits=bits, odd=odd)


def scan(text: str) -> Suspicion | None:
    """Return where *text* looks odd, ``None`` for text that is clean for certain.

    >>> scan("Größe über alles, naïve Straße") is None
    False
    >>> scan("Größe über alles, Straße") is None
    True
    """
    return _detail(text) if not text or glance(text).bits else None


def _has_rare_block(found: U8) -> bool:
    """Say whether :func:`_rare_blocks` finds any, from the bits of all pairs."""
    places = np.flatnonzero(found & RARE)
    last = min(found.size, BLOCK)
    in_last = places.size - int(places.searchsorted(found.size - last))
    if in_last >= FEWEST and in_last > RARE_SHARE * last:
        return True
    blocks = places // BLOCK
    many = int(RARE_SHARE * BLOCK)
    return bool((blocks[many:] == blocks[:-many]).any())


def _rare_blocks(units: U32, tables: _Tables) -> Positions:
    """Return where the blocks begin that have many rare characters of the Far East.

    The last one is as long as the others, so that the end of a text is no shorter sample.
    """
    rare = tables.rare.take(units)
    counts = np.add.reduceat(rare, np.arange(0, rare.size, BLOCK), dtype=np.int32)
    counts[-1] = np.count_nonzero(rare[-BLOCK:])
    least = max(FEWEST - 1, RARE_SHARE * min(BLOCK, rare.size))
    return np.flatnonzero(counts > least) * BLOCK


def _places(places: list[int]) -> Positions:
    return np.array(places, np.intp)


def _detail(text: str) -> Suspicion | None:
    """Return the positions of all that is suspicious."""
    tables = _tables()
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    units = np.where(points > 0xFFFF, 0xD800, points)
    classes = np.append(tables.classes.take(units), np.uint8(tables.classes[0x20]))
    bits = tables.pairs.take(classes[1:].astype(np.intp) << 8 | classes[:-1])
    leads, seconds = tables.leads.take(units), np.append(tables.seconds.take(units), np.uint32(0))
    both = leads & seconds[1:]
    codecs = int(np.bitwise_or.reduce(both))
    sequences = np.flatnonzero((both > 0) & ((bits & SEQUENCE) > 0))
    lone = (points >= 0xD800) & (points < 0xE000)
    odd = _places(telling(text, np.flatnonzero(((bits & ODD) > 0) | lone).tolist()))
    traps = np.flatnonzero((bits & TRAP) > 0)
    wide = _places(telling_wide(text, np.flatnonzero((bits & WIDE) > 0).tolist()))
    blocks = _rare_blocks(units, tables)
    rare = blocks
    if blocks.size:
        rare = np.flatnonzero(tables.rare.take(units))
        rare = rare[np.isin(rare - rare % BLOCK, blocks)]
    if not any(kind.size for kind in (sequences, odd, traps, wide, rare)):
        return None
    return Suspicion(sequences, odd, traps, wide, rare, codecs_of(codecs), both)
