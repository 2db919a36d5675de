"""The table of the evidence model: opened once, read from a memory map.

The file is made by ``scripts/build_language_model.py``.  It holds one table for
each group of languages (those of one script, as a rule).  A table maps the hash of
an n-gram to a row with one byte for each language: the price of its last letter
after the letters before it, -log2 of the probability in eighths of a bit.  Each
letter of a text is read with the longest n-gram that the table has; the sum of
these rows is the price of the text in each language, and it is exact: integers only.
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
_CHAIN = np.uint32(0x9E3779B1)
_FINISH = np.uint32(0x85EBCA6B)
_SPREAD = np.uint32(0xC2B2AE35)
_FIFTEEN = np.uint32(15)
_HALF = np.uint64(32)
_LANES = np.uint64(0x00FF00FF00FF00FF)
_LANE = np.uint64(8)
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
    orders: int
    letters: int
    shifts: U16
    marks: U16
    table: U64
    priors: I64
    bucket_shift: np.uint32
    slots: np.uint64

    def rows(self, sequence: U16) -> I64:
        """Find for each letter the row of the longest n-gram that ends there.

        *sequence* holds the letters' numbers, one 0 after each word, and one in
        front.
        """
        characters = sequence.astype(np.uint32)
        characters += np.uint32(1)
        characters *= _FINISH
        h = characters ^ (characters >> _FIFTEEN)
        hashes = np.empty((self.orders - 1, len(sequence)), np.uint32)
        for step in range(1, self.orders):
            h *= _CHAIN
            h[step:] += characters[:-step]
            h ^= h >> _FIFTEEN
            hashes[step - 1] = h
        x = self.shifts.take(hashes >> self.bucket_shift).astype(np.uint32)
        x *= _SPREAD
        x += hashes * _CHAIN
        slots = x.astype(np.uint64)
        slots *= self.slots
        slots >>= _HALF
        where = slots.view(np.int64)
        marks = hashes.astype(np.uint16)
        np.maximum(marks, 1, out=marks)
        hits = self.marks.take(where) == marks
        where += self.letters
        out: I64 = sequence.astype(np.int64)
        for step in range(self.orders - 1):
            np.copyto(out, where[step], where=hits[step])
        return out

    def chunk_sums(self, rows: I64, starts: I64, size: int) -> tuple[I64, I64]:
        """Add up prices in chunks of at most *size* (up to 256) rows of one text.

        Text *i* owns ``rows[starts[i]:starts[i + 1]]``, *starts* ends with
        ``len(rows)``.  Returns one line for each chunk, one column for each
        language, in eighths of a bit, and the first chunk of each text and behind
        it the number of chunks.
        """
        if len(starts) == 2:
            begin = np.arange(0, len(rows), size)
            total = len(begin)
            first = np.array([0, total])
        else:
            sizes = starts[1:] - starts[:-1]
            counts = -(-sizes // size)
            first = np.zeros(len(starts), np.int64)
            np.cumsum(counts, out=first[1:])
            total = int(first[-1])
            owner = np.repeat(np.arange(len(sizes)), counts)
            begin = starts[:-1][owner] + (np.arange(total) - first[:-1][owner]) * size
        if not total:
            return np.zeros((0, len(self.languages)), np.int64), first
        taken = self.table.take(rows, axis=0)
        parts = np.empty((total, self.table.shape[1] * 8), np.uint16)
        lanes = parts.reshape(total, -1, 4, 2)
        # bytes add up in lanes of 16 bits: the even ones, then the odd ones
        even = np.add.reduceat(taken & _LANES, begin, axis=0)
        lanes[:, :, :, 0] = even.astype("<u8", copy=False).view("<u2").reshape(total, -1, 4)
        taken >>= _LANE
        taken &= _LANES
        odd = np.add.reduceat(taken, begin, axis=0)
        lanes[:, :, :, 1] = odd.astype("<u8", copy=False).view("<u2").reshape(total, -1, 4)
        return parts[:, : len(self.languages)].astype(np.int64), first

    def sums(self, rows: I64, starts: I64) -> I64:
        """Add up prices by text, one line for each, as :meth:`chunk_sums` does by chunk."""
        parts, first = self.chunk_sums(rows, starts, _CHUNK)
        out = np.zeros((len(starts) - 1, len(self.languages)), np.int64)
        full = np.flatnonzero(np.diff(starts))
        if len(full):
            out[full] = np.add.reduceat(parts, first[full], axis=0)
        return out


@frozen(eq=False)
class Evidence:
    """All tables, and what is known of each character of the basic plane."""

    groups: Mapping[str, Group]
    classes: U8
    idents: U16
    costs: U8
    upper: U8
    variants: U8
    alphabets: Mapping[str, str]
    group_of: Mapping[str, str]
    family_of: Mapping[str, Group]

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

    def group(name: str, number: int, raw: Mapping[str, Any]) -> Group:
        return Group(
            name=name,
            number=number,
            languages=tuple(raw["languages"]),
            orders=raw["orders"],
            letters=raw["letters"],
            shifts=block(raw["shifts"]),
            marks=block(raw["marks"]),
            table=block(raw["table"]).view("<u8"),
            priors=np.array(raw.get("priors", [0] * len(raw["languages"])), np.int64),
            bucket_shift=np.uint32(33 - raw["shifts"][1][0].bit_length()),
            slots=np.uint64(raw["marks"][1][0]),
        )

    raw_groups, raw_families = header["groups"], header["families"]
    groups = {name: group(name, n, raw) for n, (name, raw) in enumerate(raw_groups.items(), 1)}
    families = [group(name, groups[raw["group"]].number, raw) for name, raw in raw_families.items()]
    return Evidence(
        groups=groups,
        classes=block(header["classes"]),
        idents=block(header["idents"]),
        costs=block(header["costs"]),
        upper=block(header["upper"]),
        variants=block(header["variants"]),
        alphabets=header["alphabets"],
        family_of={tag: family for family in families for tag in family.languages},
        group_of={tag: name for name, group in groups.items() for tag in group.languages},
    )
