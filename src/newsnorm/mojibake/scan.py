"""The clean-text scan: what in a text looks as if it had been read wrongly.

Takes a text, gives :class:`Suspicion` or ``None``.  Nearly all text is clean, so this
is what most documents pay; it works on arrays of code points and looks only at
characters outside ASCII and their neighbours.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import field, frozen

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
from newsnorm.mojibake.tables import CODECS, table

__all__ = ["CONTROL", "ODD", "SEQUENCE", "Glance", "Suspicion", "glance", "scan", "sequences"]

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
_LAST_LEADS = (0xDF, 0xEF, 0xF4)
"""Last bytes that begin a sequence of two, three and four bytes."""
_TOP = 0x3400
_WIDE = 0x2E80
_SURROGATES = 0xD800
_LONE = re.compile(r"[\ud800-\udfff]")


@frozen(eq=False)
class Glance:
    """What one look at all pairs of a text tells.

    ``bits`` are those of all pairs together, ``odd`` is how many pairs are odd, ``found``
    has the bits of each pair, in units of UTF-16; ``lone`` says that there are surrogates,
    and then all bits are set and nothing is counted.
    """

    bits: int
    odd: int = 0
    found: U8 | None = field(default=None, repr=False)
    lone: bool = False


@frozen(eq=False)
class Suspicion:
    """Where a text looks odd: positions of characters by kind of suspicion.

    ``codecs`` has for each of ``sequences`` the codecs, as bits, in which a sequence of
    UTF-8 begins there.
    """

    sequences: Positions
    codecs: U32
    odd: Positions
    traps: Positions
    wide: Positions
    rare: Positions


class _Tables:
    """What the scan looks up.

    ``classes`` holds the class of each 16-bit code, ``leads`` the codecs, as bits, in which
    the character begins a sequence of UTF-8 of two, three and four bytes, ``seconds`` those
    in which it continues one; ``pairs`` the suspicion of two classes side by side, by
    256 * second + first.
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
        self.leads: U32 = np.zeros((3, 0x10000), np.uint32)
        self.seconds: U32 = np.zeros(0x10000, np.uint32)
        for index, codec in enumerate(CODECS):
            characters = [ord(character) for character in table(codec).characters]
            for leads, first, last in zip(self.leads, (0xC2, 0xE0, 0xF0), _LAST_LEADS, strict=True):
                leads[characters[first : last + 1]] |= np.uint32(1 << index)
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
        every = np.bitwise_or.reduce(self.leads)[:0xD800]
        np.bitwise_or.at(leads, self.classes[:0xD800], every)
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
    return Glance(bits=bits, odd=odd, found=found)


def scan(text: str, seen: Glance | None = None) -> Suspicion | None:
    """Return where *text* looks odd, ``None`` for text that is clean for certain.

    *seen* is what a glance at the text told, if there was one.

    >>> scan("Größe über alles, naïve Straße") is None
    False
    >>> scan("Größe über alles, Straße") is None
    True
    """
    if seen is None:
        seen = glance(text) if text else Glance(bits=0)
    return _detail(text, seen.found) if seen.bits else None


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


def _detail(text: str, found: U8 | None) -> Suspicion | None:
    """Return the positions of all that is suspicious, from the bits of the pairs if known."""
    tables = _tables()
    units = _units(text)
    if found is None or found.size != units.size:
        classes = np.append(tables.classes.take(units), tables.classes[0x20])
        found = tables.pairs.take(classes[1:].astype(np.intp) << 8 | classes[:-1])
        lone = [match.start() for match in _LONE.finditer(text)]
        found[lone] |= ODD
    sequences = np.flatnonzero(found & SEQUENCE)
    codecs = _sequences_at(units, sequences)
    begun = codecs > 0
    odd = _places(telling(text, np.flatnonzero(found & ODD).tolist()))
    traps = np.flatnonzero(found & TRAP)
    wide = _places(telling_wide(text, np.flatnonzero(found & WIDE).tolist()))
    blocks = rare = _rare_blocks(units, tables)
    if blocks.size:
        rare = np.flatnonzero(tables.rare.take(units))
        rare = rare[np.isin(rare - rare % BLOCK, blocks)]
    sequences = sequences[begun]
    if not any(kind.size for kind in (sequences, odd, traps, wide, rare)):
        return None
    return Suspicion(sequences, codecs[begun], odd, traps, wide, rare)


def _units(text: str) -> U32:
    """Return the code points of *text*, those beyond 16 bits as the first surrogate."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    units: U32 = np.where(points > 0xFFFF, np.uint32(_SURROGATES), points)
    return units


def _sequences_at(units: U32, places: Positions) -> U32:
    """Return the codecs, as bits, in which a sequence of UTF-8 begins at each of *places*."""
    tables = _tables()
    leads = tables.leads[:, units[places]]
    result: U32 = np.zeros(places.size, np.uint32)
    following: U32 = np.full(places.size, 0xFFFFFFFF, np.uint32)
    for step, own in enumerate(leads, 1):
        at = np.minimum(places + step, units.size - 1)
        seconds = np.where(places + step < units.size, tables.seconds.take(units[at]), 0)
        following &= seconds.astype(np.uint32)
        result |= own & following
    return result


def sequences(text: str) -> U32:
    """Return for each character the codecs, as bits, in which a sequence of UTF-8 begins there.

    >>> sequences("x√§y").astype(bool).tolist()
    [False, True, False, False]
    """
    units = _units(text)
    found: U32 = np.zeros(units.size, np.uint32)
    places = np.flatnonzero(units >= 0x80)
    found[places] = _sequences_at(units, places)
    return found
