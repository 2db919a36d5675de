"""The table of the evidence model: opened once, read from a memory map.

The file is made by ``scripts/build_language_model.py``.  It holds one table for
each group of languages (those of one script, as a rule).  A table maps the hash of
an n-gram to a row with one byte for each language: what this n-gram adds to what
its shorter parts have said already, in eighths of a bit, plus 128.  The sum of the
rows of all n-grams of a text is therefore log2 of its probability, and it is exact:
integers only.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

__all__ = ["STEPS", "Evidence", "Group", "evidence", "points_of"]

STEPS = 8
"""Steps of a bit in the table."""

_FILE = Path(__file__).parent / "data" / "evidence.bin"
_MAGIC = b"newsnorm evidence 1\n"
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0x9E3779B1)
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_ORDER_SHIFT = 56
_LANES = np.uint64(0x00FF00FF00FF00FF)
_LANE = np.uint64(8)
_OFFSET = 128
_CHUNK = 256  # rows whose bytes add up in 16 bits

U8: TypeAlias = npt.NDArray[np.uint8]
U16: TypeAlias = npt.NDArray[np.uint16]
U32: TypeAlias = npt.NDArray[np.uint32]
U64: TypeAlias = npt.NDArray[np.uint64]
I64: TypeAlias = npt.NDArray[np.int64]


def points_of(text: str) -> U32:
    """Return the code points of *text*, lone surrogates included.

    >>> points_of("aß").tolist()
    [97, 223]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@frozen(eq=False)
class Group:
    """The table of languages that are told apart by their letters."""

    name: str
    number: int
    languages: tuple[str, ...]
    bits: int
    orders: int
    shifts: U16
    marks: U16
    table: U64
    masks: U64
    flags: U64

    def rows(self, sequence: U16) -> tuple[I64, I64]:
        """Find the rows of all n-grams of a sequence of letters.

        *sequence* holds the letters' numbers, one 0 between words, at least one 0
        at either end.  Returns for each n-gram that is in the table the position
        of its last letter, ascending, and the number of its row.
        """
        code: U64 = sequence.astype(np.uint64)
        last = code
        for step in range(1, self.orders):
            code = code.copy()
            code[step:] |= last[:-step] << np.uint64(self.bits * step)
        keys = (code[:, None] & self.masks) | self.flags
        h = keys.ravel()
        h *= _MULTIPLIER
        h ^= h >> _HALF
        h *= _MULTIPLIER
        buckets = len(self.shifts)
        bucket = h >> np.uint64(65 - buckets.bit_length())
        x = (h & _LOW) + self.shifts[bucket] * _SPREAD
        x &= _LOW
        x *= np.uint64(len(self.marks))
        x >>= _HALF
        mark = (h >> _HALF).astype(np.uint16)
        np.maximum(mark, 1, out=mark)
        found = np.flatnonzero(self.marks[x] == mark)
        return found // self.orders, x[found].astype(np.int64)

    def sums(self, rows: I64, starts: I64) -> npt.NDArray[np.int64]:
        """Add up rows by text: text *i* owns ``rows[starts[i]:starts[i + 1]]``.

        *starts* ends with ``len(rows)``.  Returns one line for each text, one column
        for each language, in eighths of a bit.
        """
        sizes = np.diff(starts)
        chunks = -(-sizes // _CHUNK)  # chunks of each text
        total = int(chunks.sum())
        out = np.zeros((len(sizes), self.table.shape[1] * 8), np.int64)
        if total:
            owner = np.repeat(np.arange(len(sizes)), chunks)
            first = np.concatenate(([0], np.cumsum(chunks)[:-1]))
            begin = starts[:-1][owner] + (np.arange(total) - first[owner]) * _CHUNK
            taken = self.table[rows]
            parts = np.empty((total, out.shape[1]), np.uint16)
            lanes = parts.reshape(total, -1, 8)
            for odd in (0, 1):
                half = np.add.reduceat((taken >> _LANE if odd else taken) & _LANES, begin, axis=0)
                lanes[:, :, odd::2] = half.astype("<u8").view("<u2").reshape(total, -1, 4)
            full = np.flatnonzero(sizes)
            out[full] = np.add.reduceat(parts.astype(np.int64), first[full], axis=0)
        exact: npt.NDArray[np.int64] = out[:, : len(self.languages)] - _OFFSET * sizes[:, None]
        return exact


@frozen(eq=False)
class Evidence:
    """All tables, and what is known of each character of the basic plane."""

    groups: Mapping[str, Group]
    classes: U8
    idents: U16
    costs: U8
    upper: U8
    alphabets: Mapping[str, str]
    group_of: Mapping[str, str]

    @property
    def by_number(self) -> Sequence[Group]:
        """The groups in the order of their numbers, from 1 on."""
        return tuple(self.groups.values())


@cache
def evidence() -> Evidence:
    """Open the table; later calls give the same object."""
    with _FILE.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    start = len(_MAGIC)
    size = int(data[start : start + 8])
    header = json.loads(data[start + 8 : start + 8 + size])
    begin = start + 8 + size

    def block(place: tuple[int, list[int], str]) -> Any:
        offset, shape, kind = place
        count = int(np.prod(shape))
        return np.frombuffer(data, kind, count, begin + offset).reshape(shape)

    groups = {}
    for number, (name, raw) in enumerate(header["groups"].items(), 1):
        bits, orders = raw["bits"], raw["orders"]
        span = np.arange(1, orders + 1, dtype=np.uint64)
        groups[name] = Group(
            name=name,
            number=number,
            languages=tuple(raw["languages"]),
            bits=bits,
            orders=orders,
            shifts=block(raw["shifts"]),
            marks=block(raw["marks"]),
            table=block(raw["table"]).view("<u8"),
            masks=(np.uint64(1) << span * np.uint64(bits)) - np.uint64(1),
            flags=span << np.uint64(_ORDER_SHIFT),
        )
    return Evidence(
        groups=groups,
        classes=block(header["classes"]),
        idents=block(header["idents"]),
        costs=block(header["costs"]),
        upper=block(header["upper"]),
        alphabets=header["alphabets"],
        group_of={tag: name for name, group in groups.items() for tag in group.languages},
    )
