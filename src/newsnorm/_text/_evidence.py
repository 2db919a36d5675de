"""The table of the evidence model: opened once, read from a memory map.

The file is made by ``scripts/build_language_model.py``.  It holds one table for
each group of languages (those of one script, as a rule).  A table maps the hash of
an n-gram to a row with one byte for each language: the price of its last letter
after the letters before it, -log2 of the probability in eighths of a bit.  Each
letter of a text is read with the longest n-gram that the table has; the sum of
these rows is the price of the text in each language, and it is exact: integers only.

A letter has a random number for each place in an n-gram, and an n-gram's hash is the
exclusive or of its letters' numbers, so that one call hashes all n-grams of a text,
and the tables of a group and of its families share the hashes.
"""

from __future__ import annotations

import json
import mmap
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

__all__ = [
    "EDGES",
    "GROUP",
    "HASH_BITS",
    "MARGIN",
    "MARK",
    "NARROW",
    "NUMBER",
    "ROWS_AT_ONCE",
    "STEPS",
    "Evidence",
    "Family",
    "Group",
    "evidence",
    "lay_out",
    "lay_out_many",
    "mixer_of",
    "points_of",
]

STEPS = 8
"""Steps of a bit in the table."""

EDGES = 4
"""Edges in front of each text: no n-gram reaches into the text before it."""

MARGIN = " " * (EDGES + 1)
"""What stands in front of each text: the edge behind the one before it, and its own."""

GROUP = 16
"""From which bit on a letter's number says its group."""

NUMBER = (1 << GROUP) - 1
"""The part of a letter's number that is its number in its group."""

ROWS_AT_ONCE = 256
"""So many rows add up in 16 bits."""

NARROW = 2
"""Rows of so many times 8 bytes are added up byte by byte, wider ones 8 bytes at once."""

HASH_BITS = 62
"""Bits of a hash: it stays positive."""

MARK = 16
"""Where in a hash the 16 bits are by which a row is recognised."""

_FILE = Path(__file__).parent / "data" / "evidence.bin"
_MAGIC = b"newsnorm evidence 2\n"
_MARK_PART = MARK // 16 if sys.byteorder == "little" else 3 - MARK // 16
_LANES = np.array(0x00FF00FF00FF00FF, np.uint64)
_LANE = np.array(8, np.uint64)

U8: TypeAlias = npt.NDArray[np.uint8]
U16: TypeAlias = npt.NDArray[np.uint16]
U32: TypeAlias = npt.NDArray[np.uint32]
U64: TypeAlias = npt.NDArray[np.uint64]
I32: TypeAlias = npt.NDArray[np.int32]
I64: TypeAlias = npt.NDArray[np.int64]


def points_of(text: str) -> U32:
    """Return the code points of *text*, lone surrogates included.

    >>> points_of("aß").tolist()
    [97, 223]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def mixer_of(letters: int, orders: int) -> I64:
    """Make the random numbers of letters (by line) at the places of an n-gram, last letter first.

    They are the finished states of SplitMix64, the same on every platform.
    """
    z = np.arange(1, letters * 8 + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = (z ^ (z >> np.uint64(31))) >> np.uint64(64 - HASH_BITS)
    return np.ascontiguousarray(z.astype(np.int64).reshape(letters, 8)[:, :orders])


def lay_out(numbers: I64) -> I64:
    """Keep the letters of a text, one edge after each word, and ``EDGES`` in front.

    *numbers* are the letters' numbers, 0 for everything else, of the text with
    ``MARGIN`` before it.  The array is written to.
    """
    numbers[1:EDGES] = 1
    after = numbers[1:]
    out: I64 = after[(after | numbers[:-1]).astype(bool)]
    out[:EDGES] = 0
    return out


def lay_out_many(numbers: I64, heads: I64) -> tuple[I64, I64]:
    """Do the same for many texts; their margins begin at *heads*.

    Returns the sequence, and where each text begins in it, and its end.
    """
    numbers[(heads[:, None] + _INNER).ravel()] = 1
    after = numbers[1:]
    keep = (after | numbers[:-1]).astype(bool)
    out: I64 = after[keep]
    starts = np.zeros(len(heads) + 1, np.int64)
    np.cumsum(np.add.reduceat(keep, heads, dtype=np.int64), out=starts[1:])
    out[(starts[:-1, None] + _OUTER).ravel()] = 0
    return out, starts


_INNER = np.arange(1, EDGES)
_OUTER = np.arange(EDGES)
_BACK = np.arange(1, EDGES + 1)


@frozen(eq=False)
class Group:
    """The table of languages that are told apart by their letters."""

    name: str
    languages: tuple[str, ...]
    orders: int
    down: I64
    mask: I64
    mixer: I64
    shifts: I32
    marks: U16
    table: U64
    handicaps: I64
    families: tuple[Family | None, ...] = ()
    """The family of each language, empty if there is none in the group."""

    def hashes(self, sequence: I64) -> I64:
        """Hash the n-grams that end at each letter behind the first edges, a line for each order.

        *sequence* holds the letters' numbers, one 0 after each word, and ``EDGES`` in
        front.
        """
        orders = self.orders
        size = len(sequence) - EDGES
        wide = self.mixer.take(sequence, axis=0)
        # line k holds what the k-th letter before each letter has to say
        view = np.ndarray(
            (orders, size), np.int64, wide, 8 * orders * EDGES, (8 - 8 * orders, 8 * orders)
        )
        out: I64 = np.bitwise_xor.accumulate(view, axis=0, out=np.empty((orders, size), np.int64))
        return out[1:]

    def rows(self, hashes: I64, known: I64) -> I64:
        """Find for each letter the row of the longest n-gram that ends there.

        *known* holds the letters' numbers, *hashes* what :meth:`hashes` says of them.
        """
        flat = hashes.reshape(-1)  # one line is faster than four
        # half as many bytes as a place in the table: they stay in the cache
        where = self.shifts.take(flat >> self.down) + (flat & self.mask)
        # an n-gram that is not in the table may lead out of it
        hits = self.marks.take(where, mode="clip") == flat.view(np.uint16)[_MARK_PART::4]
        out = known.copy()
        shape = hashes.shape
        for longer, hit in zip(where.reshape(shape), hits.reshape(shape), strict=True):
            np.putmask(out, hit, longer)
        return out

    def rows_of(self, sequence: I64, starts: I64) -> tuple[I64, list[tuple[int, int]]]:
        """Find the rows of many texts laid out by :func:`lay_out_many`, and where each text's are.

        The edges in front of a text are where it begins, no letters of it: they cost nothing.
        """
        known = sequence[EDGES:]
        rows = self.rows(self.hashes(sequence), known)
        rows[(starts[1:-1, None] - _BACK).ravel()] = self.silent
        return rows, list(zip(starts[:-1].tolist(), (starts[1:] - EDGES).tolist(), strict=True))

    def prices(self, rows: I64, begin: I64) -> U16:
        """Add up prices from each place of *begin* to the next, at most 256 rows.

        Returns one line for each part, one column for each language, in eighths of a bit.
        """
        taken = self.table.take(rows, axis=0, mode="clip")
        if taken.shape[1] <= NARROW:
            sums = np.add.reduceat(taken.view(np.uint8), begin, 0, np.uint16)
            return sums[:, : len(self.languages)]
        lanes = np.empty((len(begin), 2, taken.shape[1]), np.uint64)
        # bytes add up in lanes of 16 bits: the even ones, then the odd ones
        np.add.reduceat(taken & _LANES, begin, 0, None, lanes[:, 0])
        taken >>= _LANE
        taken &= _LANES
        np.add.reduceat(taken, begin, 0, None, lanes[:, 1])
        out: U16 = lanes.view(np.uint16).reshape(len(begin), -1)[:, : len(self.languages)]
        return out

    @property
    def silent(self) -> int:
        """The row that costs nothing in any language."""
        return len(self.table) - 1


@frozen(eq=False)
class Family:
    """The table of relatives, and their places among the languages of their group."""

    table: Group
    columns: tuple[int, ...]


@frozen(eq=False)
class Evidence:
    """All tables, and what is known of each character of the basic plane.

    ``numbers`` holds for each letter its number in its group and, from bit 16 on, the
    group's place in ``by_number``; 0 for what is no letter.
    """

    groups: Mapping[str, Group]
    by_number: Sequence[Group]
    numbers: I64
    classes: U8
    costs: U8
    upper: U8
    variants: U8
    alphabets: Mapping[str, str]


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

    def group(name: str, raw: Mapping[str, Any], mixer: I64 | None = None) -> Group:
        return Group(
            name=name,
            languages=tuple(raw["languages"]),
            orders=raw["orders"],
            down=np.array(raw["down"]),
            mask=np.array(raw["mask"]),
            mixer=mixer_of(raw["letters"], raw["orders"]) if mixer is None else mixer,
            shifts=block(raw["shifts"]).astype(np.int32) + np.int32(raw["letters"]),
            marks=block(raw["marks"]),
            table=block(raw["table"]).view("<u8"),
            handicaps=-np.array(raw.get("priors", [0] * len(raw["languages"])), np.int64),
        )

    def whole(name: str, raw: Mapping[str, Any]) -> Group:
        out = group(name, raw)
        families: list[Family | None] = [None] * len(out.languages)
        for head, part in header["families"].items():
            if part["group"] == name:
                table = group(head, part, out.mixer)
                columns = tuple(out.languages.index(tag) for tag in table.languages)
                family = Family(table, columns)
                for column in columns:
                    families[column] = family
        return evolve(out, families=tuple(families)) if any(families) else out

    groups = {name: whole(name, raw) for name, raw in header["groups"].items()}
    classes = block(header["classes"])
    numbers = block(header["idents"]).astype(np.int64)
    numbers += (np.maximum(classes, 1).astype(np.int64) - 1) << GROUP
    return Evidence(
        groups=groups,
        by_number=tuple(groups.values()),
        numbers=numbers,
        classes=classes,
        costs=block(header["costs"]),
        upper=block(header["upper"]),
        variants=block(header["variants"]),
        alphabets=header["alphabets"],
    )
