"""What the clean-text scan looks up: classes of characters, and what pairs of them may be.

The tables are computed by :func:`compute` from the classes of Unicode, the codecs and the
frequencies of Chinese, Japanese and Korean characters; since that takes a tenth of a
second they are shipped in ``data/scan.bin`` (built by ``scripts/build_scan_tables.py``).
"""

from __future__ import annotations

import unicodedata
import zlib
from functools import cache
from importlib import resources
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text.legacy_tables import CJK, cjk_costs
from newsnorm._text.scripts import script_of
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

__all__ = [
    "CONTROL",
    "ODD",
    "RARE",
    "SEQUENCE",
    "TRAP",
    "UNJOINED",
    "WIDE",
    "ScanTables",
    "compute",
    "packed",
    "scan_tables",
]

U8: TypeAlias = npt.NDArray[np.uint8]
U32: TypeAlias = npt.NDArray[np.uint32]

SEQUENCE, WIDE, ODD, TRAP, CONTROL, UNJOINED, RARE = 1, 2, 4, 8, 16, 32, 128
"""Bits: could be a UTF-8 sequence; a Chinese, Japanese or Korean character in a Latin
word; odd beside its neighbour; a letter that wrong readings leave; a control; a character
that normal form C may join with the one before it, or write otherwise; a rare character of
the Far East, the highest."""
RARE_COST = 10.5
"""Nats from which on a Chinese, Japanese or Korean character is rare."""
_LAST_LEADS = (0xDF, 0xEF, 0xF4)
"""Last bytes that begin a sequence of two, three and four bytes."""
_LOOKALIKES = {"Latn", "Cyrl"}
_ALIKE = frozenset("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅԚԜaeopcyxijshdqwABEKMHOPCTYXIJSQW")
"""Scripts whose letters are typed for one another, and those letters: no sign of a wrong
reading, as ``ц`` in a Latin word is."""
_TOP = 0x3400
_WIDE = 0x2E80
_SIZE = 0x10000


@frozen(eq=False)
class ScanTables:
    """What the scan looks up.

    ``classes`` holds the class of each 16-bit code, ``leads`` the codecs, as bits, in which
    the character begins a sequence of UTF-8 of two, three and four bytes, ``seconds`` those
    in which it continues one; ``pairs`` the suspicion of two classes side by side, by
    256 * second + first; ``rare`` is 1 for a rare character of the Far East.
    """

    classes: U8
    pairs: U8
    rare: U8
    leads: U32
    seconds: U32


@cache
def scan_tables() -> ScanTables:
    """Return the tables, read once."""
    data = resources.files("newsnorm.mojibake").joinpath("data/scan.bin").read_bytes()
    both = np.frombuffer(zlib.decompress(data), np.uint8)
    classes, pairs = both[:_SIZE], both[_SIZE:]
    rare = ((pairs[:0x100] & RARE) > 0).astype(np.uint8).take(classes)
    return ScanTables(classes, pairs, rare, *_codecs_by_character())


def packed() -> bytes:
    """Return what ``data/scan.bin`` holds."""
    return zlib.compress(b"".join(part.tobytes() for part in compute()), 9)


def _codecs_by_character() -> tuple[U32, U32]:
    """Return in which codecs, as bits, a character begins a sequence, or continues one."""
    leads: U32 = np.zeros((3, _SIZE), np.uint32)
    seconds: U32 = np.zeros(_SIZE, np.uint32)
    for index, codec in enumerate(CODECS):
        characters = [ord(character) for character in table(codec).characters]
        for row, first, last in zip(leads, (0xC2, 0xE0, 0xF0), _LAST_LEADS, strict=True):
            row[characters[first : last + 1]] |= np.uint32(1 << index)
        seconds[characters[0x80:0xC0]] |= np.uint32(1 << index)
    return leads, seconds


def compute() -> tuple[U8, U8]:
    """Return the classes of all 16-bit codes, and what pairs of classes may be."""
    names: dict[tuple[object, ...], int] = {}
    samples: list[str] = []
    tabled = {character for codec in CODECS for character in table(codec).characters}

    def number(character: str) -> int:
        key = _key(character, tabled=character in tabled)
        if key not in names:
            names[key] = len(samples)
            samples.append(character)
        return names[key]

    classes: U8 = np.zeros(_SIZE, np.uint8)
    for point in [*range(_TOP), *range(0xFB00, _SIZE)]:
        classes[point] = number(chr(point))
    for first, last in (
        (_TOP, 0x4DC0),
        (0x4DC0, 0xA000),
        (0xA000, 0xAC00),
        (0xAC00, 0xD800),
        (0xE000, 0xF900),
    ):
        classes[first:last] = number(chr(first + 0x100))
    classes[0xD800:0xE000] = number("\U0001f600")
    classes[0xF900:0xFB00] = number("\uf900")
    pairs = _pairs(classes, samples, [*names])
    return classes, _with_rare(classes, pairs, len(samples))


def _key(character: str, *, tabled: bool) -> tuple[object, ...]:
    """Return what characters of one class have in common."""
    kind = kind_of(character)
    code = "" if kind in "rxc" else script_of(character)
    trap = code == "Latn" and character >= "\x80" and kind in "lu" and character not in SAFE
    loose = "\u0300" <= character <= "\u036f"
    return (
        *(kind, code, is_foreign(character), trap, character in OPENERS, loose),
        *(character < "\x80", tabled, character in _cyrillic_seconds(), character in _ALIKE),
        _may_join(character),
    )


def _may_join(character: str) -> bool:
    """Say whether normal form C may write *character* otherwise, by itself or beside others."""
    return (
        character > "\uffff"
        or unicodedata.combining(character) > 0
        or unicodedata.normalize("NFC", character) != character
        or character in _joining()
    )


@cache
def _joining() -> frozenset[str]:
    """Return the characters that are joined with the one before them."""
    parts = [unicodedata.decomposition(chr(point)).split() for point in range(0x110000)]
    marks = (chr(int(part[1], 16)) for part in parts if len(part) == 2 and part[0][0] != "<")
    vowels, finals = range(0x1161, 0x1176), range(0x11A8, 0x11C3)  # Korean, by calculation
    return frozenset([*marks, *map(chr, (*vowels, *finals))])


@cache
def _cyrillic_seconds() -> frozenset[str]:
    """Return the Cyrillic letters that continue a sequence of UTF-8 in windows-1251."""
    return frozenset(filter(str.isalpha, table("cp1251").characters[0x80:0xC0]))


def _with_rare(classes: U8, pairs: U8, size: int) -> U8:
    """Give the rare characters of each class a class of their own."""
    costs = np.minimum.reduce([cjk_costs(language) for language in CJK])
    rare: npt.NDArray[np.bool_] = costs > RARE_COST
    rare[:_WIDE] = False
    rare[0xD800:0xE000] = False
    rare[0xFF61:0xFFA0] = True  # katakana of half width
    for new, old in enumerate(sorted({*classes[rare].tolist()}), size):
        classes[rare & (classes == old)] = new
        pairs[new] = pairs[old]
        pairs[:, new] = pairs[:, old] | RARE
    return pairs.ravel()


def _pairs(classes: U8, samples: list[str], keys: list[tuple[object, ...]]) -> U8:
    """Return the suspicion of two classes side by side, by second and first."""
    size = len(samples)
    every, following = _codecs_by_character()
    leads, seconds = np.zeros(size, np.uint32), np.zeros(size, np.uint32)
    np.bitwise_or.at(leads, classes[:0xD800], np.bitwise_or.reduce(every)[:0xD800])
    np.bitwise_or.at(seconds, classes[:0xD800], following[:0xD800])
    pairs: U8 = np.zeros((256, 256), np.uint8)
    for a, first in enumerate(samples):
        row = (ODD if keys[a][0] in ("c", "x") else 0) | (TRAP if keys[a][3] else 0)
        row |= CONTROL if keys[a][0] == "c" else 0
        row |= UNJOINED if keys[a][-1] else 0
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
    lookalike &= not {first, second} & _cyrillic_seconds() and bool({first, second} & _ALIKE)
    return (0 if natural or closed else SEQUENCE) | (ODD if weight >= 1 and not lookalike else 0)
