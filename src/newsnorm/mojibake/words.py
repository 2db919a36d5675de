"""How likely words are in a language: the model that chooses between completions.

Takes words in small letters; gives bits.  The commonest 20,000 words of a language are
turned into a model of up to six letters in a row, edges included, when text of that
language has lost bytes for the first time; no other text pays for it.
"""

from __future__ import annotations

import json
import lzma
import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = [
    "JOINED",
    "SPACELESS",
    "Letters",
    "Pieces",
    "characters_of",
    "chinese",
    "letters_of",
    "pieces_of",
    "read_words",
]

_FILE = Path(__file__).parent / "data" / "words.bin"
_MAGIC = b"newsnorm words 1\n"
_STEP = 4 / 100 * math.log2(10)
"""Bits that one step of a cost in the file stands for."""
_RELATIVES = {"mr": "hi", "ne": "hi", "nn": "nb"}
_SAME = {"hr": "sh", "bs": "sh", "sr-Latn": "sh", "zh-Hans": "zh"} | _RELATIVES
"""Languages that the file has under another name, or in a close relative."""
SPACELESS = frozenset({"zh", "zh-Hans", "zh-Hant", "ja", "th"})
"""Languages whose words stand side by side."""
JOINED = SPACELESS | {"ko"}
"""Languages whose words, with what is joined to them, are read as words in a row."""

OTHER_SCRIPT = 6.0
"""Bits of a word of Chinese in the script that the text is not in."""
ORDERS = 6
"""Letters in a row: of letters lost in Russian and Greek words, five complete two in a
hundred fewer, seven no more."""
POWER = 0.6
"""Power of a word's frequency that it is counted with; 0.4 to 1 differ little."""
ALPHABET = 200.0
"""Letters that one never seen is shared among."""
_MULTIPLIER, _ADDEND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_SHIFT = np.uint64(29)
_EDGE = "\x01"

U64: TypeAlias = npt.NDArray[np.uint64]
Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.intp]


@cache
def _places() -> tuple[bytes, Mapping[str, tuple[int, int]]]:
    data = _FILE.read_bytes()
    end = data.index(b"\n", len(_MAGIC)) + 1
    return data[end:], json.loads(data[len(_MAGIC) : end])


def read_words(language: str) -> dict[str, float]:
    """Return the commonest words of *language* with their rarity in bits; none if unknown.

    >>> words = read_words("de")
    >>> words["über"] < words["präsident"] < words["gemälde"]
    True
    """
    data, places = _places()
    place = places.get(_SAME.get(language, language))
    if place is None:
        return {}
    block = lzma.decompress(data[place[0] : sum(place)])
    size = int.from_bytes(block[:4], "little")
    shared, costs = block[4 : 4 + size], block[4 + size : 4 + 2 * size]
    words: dict[str, float] = {}
    word = ""
    rest = block[4 + 2 * size :].decode("utf-8").split("\n")
    for same, cost, ending in zip(shared, costs, rest, strict=True):
        word = word[:same] + ending
        words[word] = cost * _STEP
    return words


def has_words(language: str) -> bool:
    """Say whether the file has the words of *language* itself.

    >>> has_words("hi"), has_words("mr")
    (True, False)
    """
    return language not in _RELATIVES and _SAME.get(language, language) in _places()[1]


class _Order:
    """The counts of letters in a row of one length, and of what they follow."""

    def __init__(self, rows: U64, before: U64, weights: Floats) -> None:
        self.rows, first, place = np.unique(rows, return_index=True, return_inverse=True)
        self.counts: Floats = np.bincount(place, weights=weights).astype(np.float64)
        self.before, place = np.unique(before, return_inverse=True)
        self.sums: Floats = np.bincount(place, weights=weights).astype(np.float64)
        kinds = np.bincount(place[first], minlength=len(self.before))
        self.kinds: Floats = kinds.astype(np.float64)


def _found(keys: U64, values: Floats, wanted: U64) -> Floats:
    """Return the values of the *wanted* keys, 0 where there is none."""
    index = np.searchsorted(keys, wanted)
    index[index == len(keys)] = 0
    return np.where(keys[index] == wanted, values[index], 0.0)


class Letters:
    """Words as rows of letters: Witten-Bell counts of up to six of them."""

    def __init__(self, words: Mapping[str, float]) -> None:
        bits = np.array(list(words.values()))
        hashes, index, owner = self._hashes(list(words))
        weights = np.exp2((bits.max(initial=0.0) - bits) * POWER)[owner]
        self._orders: list[_Order] = []
        for size in range(1, ORDERS + 1):
            places = np.flatnonzero(index >= max(1, size - 1))
            before = hashes[size - 2][places - 1] if size > 1 else np.zeros(len(places), np.uint64)
            self._orders.append(_Order(hashes[size - 1][places], before, weights[places]))

    @staticmethod
    def _hashes(words: Sequence[str]) -> tuple[list[U64], Ints, Ints]:
        """Return the hashes of the rows that end at each letter, its place, and its word."""
        text = "".join(f"{_EDGE}{word}{_EDGE}" for word in words)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        sizes = np.array([len(word) + 2 for word in words], np.intp)
        owner = np.repeat(np.arange(len(words)), sizes)
        index = np.arange(len(points)) - (np.cumsum(sizes) - sizes)[owner]
        own = points.astype(np.uint64) + np.uint64(7)
        row = own * _MULTIPLIER
        row ^= row >> _SHIFT
        rows = [row]
        for _ in range(1, ORDERS):
            row = np.concatenate((row[:1], row[:-1])) * _MULTIPLIER
            row = ((row ^ (row >> _SHIFT)) + own * _ADDEND) * _MULTIPLIER
            row ^= row >> _SHIFT
            rows.append(row)
        return rows, index, owner

    def bits(self, words: Sequence[str], *, ended: bool = True) -> Floats:
        """Return the bits of each word; not *ended*: of the first letters of a word.

        >>> columns = letters_of("cs").bits(["rovnováhy", "rovnovýhy"])
        >>> bool(columns[0] + 5 < columns[1])
        True
        """
        if not words:
            return np.zeros(0)
        hashes, index, _ = self._hashes(words)
        first = self._orders[0]
        total, kinds = float(first.sums[0]), float(first.kinds[0])
        share = (_found(first.rows, first.counts, hashes[0]) + kinds / ALPHABET) / (total + kinds)
        for size, order in enumerate(self._orders[1:], 2):
            places = np.flatnonzero(index >= size - 1)
            if not places.size:
                break
            before = hashes[size - 2][places - 1]
            sums = _found(order.before, order.sums, before)
            kinds_here = _found(order.before, order.kinds, before)
            count = _found(order.rows, order.counts, hashes[size - 1][places])
            new = (count + kinds_here * share[places]) / np.maximum(sums + kinds_here, 1e-9)
            share[places] = np.where(sums > 0, new, share[places])
        bits = -np.log2(share)
        bits[index == 0] = 0.0
        sizes = np.array([len(word) + 2 for word in words], np.intp)
        ends = np.cumsum(sizes) - 1
        if not ended:
            bits[ends] = 0.0
        return np.add.reduceat(bits, ends + 1 - sizes)


class Pieces:
    """Words that stand side by side: the likeliest way to cut a text into them."""

    LONGEST = 8
    UNKNOWN = 22.0
    """Bits of a character that is no word of the list: rarer than all of it."""

    def __init__(self, words: Mapping[str, float]) -> None:
        self._words = {word: bits for word, bits in words.items() if len(word) <= self.LONGEST}
        self._characters = frozenset("".join(words))

    def bits(self, text: str) -> float:
        """Return the bits of *text*, cut into words where it is likeliest."""
        best = [0.0]
        get = self._words.get
        for end in range(1, len(text) + 1):
            last = text[end - 1]
            least = best[-1] + self.UNKNOWN + (0.0 if last in self._characters else 8.0)
            for start in range(max(0, end - self.LONGEST), end):
                bits = get(text[start:end])
                if bits is not None and best[start] + bits < least:
                    least = best[start] + bits
            best.append(least)
        return best[-1]


@cache
def chinese() -> tuple[frozenset[str], frozenset[str]]:
    """Return the characters of the simplified and of the traditional script alone.

    >>> simplified, traditional = chinese()
    >>> "们" in simplified, "們" in traditional, "人" in simplified | traditional
    (True, True, False)
    """
    simplified, traditional = (frozenset("".join(read_words(name))) for name in ("zh", "zh-Hant"))
    return simplified - traditional, traditional - simplified


@lru_cache(maxsize=8)
def letters_of(language: str) -> Letters | None:
    """Return the model of the words of *language*, ``None`` if it is unknown."""
    words = {} if language in JOINED else read_words(language)
    return Letters(words) if words else None


def _joined(language: str) -> dict[str, float]:
    """Return the words of a language that writes them side by side; Chinese in both scripts."""
    words = read_words(language) if language in JOINED else {}
    if not language.startswith("zh"):
        return words
    other = read_words("zh" if language == "zh-Hant" else "zh-Hant")
    return {word: bits + OTHER_SCRIPT for word, bits in other.items()} | words


@lru_cache(maxsize=8)
def pieces_of(language: str) -> Pieces | None:
    """Return the words of a *language* that writes them side by side, ``None`` for others."""
    words = _joined(language)
    return Pieces(words) if words else None


@lru_cache(maxsize=64)
def characters_of(language: str) -> frozenset[str]:
    """Return the characters of such a language, none for others."""
    return frozenset("".join(_joined(language)))
