"""Write the table: a JSON header, then arrays, each at a multiple of 64 bytes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MAGIC = b"newsnorm evidence 1\n"
CHAIN = 0x9E3779B1
FINISH = 0x85EBCA6B
SPREAD = 0xC2B2AE35
BUCKET_SIZE = 4  # keys a bucket, on average
FILL = 0.985  # share of slots that are used


def mix(keys: npt.NDArray[np.uint64], order: int, bits: int) -> npt.NDArray[np.uint32]:
    """Hash n-grams of one order, last character first; the reader does the same."""
    h = np.zeros(len(keys), np.uint32)
    mask = np.uint64((1 << bits) - 1)
    for step in range(order):
        character = ((keys >> np.uint64(bits * step)) & mask).astype(np.uint32)
        h = h * np.uint32(CHAIN) + (character + np.uint32(1)) * np.uint32(FINISH)
        h ^= h >> np.uint32(15)
    return h


def place(
    hashes: npt.NDArray[np.uint32],
) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.int64], int]:
    """Find a shift for each bucket so that every key gets a slot of its own."""
    size = int(len(hashes) / FILL) + 8
    buckets = 1 << max(1, (len(hashes) // BUCKET_SIZE).bit_length())
    h = hashes.astype(np.uint64)
    bucket = (h >> np.uint64(33 - buckets.bit_length())).astype(np.int64)
    order = np.argsort(bucket, kind="stable")
    starts = np.searchsorted(bucket[order], np.arange(buckets + 1))
    sizes = np.diff(starts)
    taken = np.zeros(size, bool)
    shifts = np.zeros(buckets, np.uint16)
    slots = np.zeros(len(hashes), np.int64)
    low = (h * np.uint64(CHAIN)) & np.uint64(0xFFFFFFFF)
    steps = np.arange(65536, dtype=np.uint64) * np.uint64(SPREAD)
    for b in np.argsort(-sizes, kind="stable"):
        if not sizes[b]:
            break
        members = order[starts[b] : starts[b + 1]]
        for begin in range(0, 65536, 512):
            x = (low[members][None, :] + steps[begin : begin + 512, None]) & np.uint64(0xFFFFFFFF)
            at = ((x * np.uint64(size)) >> np.uint64(32)).astype(np.int64)
            free = ~taken[at].any(axis=1)
            if len(members) > 1:
                ordered = np.sort(at, axis=1)
                free &= (np.diff(ordered, axis=1) != 0).all(axis=1)
            hit = np.flatnonzero(free)
            if len(hit):
                slots[members] = at[hit[0]]
                taken[at[hit[0]]] = True
                shifts[b] = begin + hit[0]
                break
        else:
            raise SystemExit("no place found; lower FILL")
    return shifts, slots, size


COMMON = {
    " ": 2, "\n": 4, ",": 4, ".": 4, "-": 5, "'": 6, '"': 6, ":": 6, ")": 6, "(": 6,
    "?": 7, "!": 7, ";": 7,
}  # fmt: skip
KINDS = {
    "Nd": 5, "No": 12, "Nl": 12, "Po": 8, "Pd": 7, "Ps": 9, "Pe": 9, "Pi": 8, "Pf": 8, "Pc": 10,
    "Zs": 10, "Sc": 10, "Sm": 11, "Sk": 13, "So": 13, "Cf": 12, "Mn": 10, "Mc": 10, "Me": 14,
    "Lm": 13, "Lo": 13, "Ll": 14, "Lu": 14, "Lt": 15, "Cs": 20, "Co": 20, "Cn": 20, "Cc": 20,
    "Zl": 15, "Zp": 15,
}  # fmt: skip
"""Prices in bits of what is no letter of the model, by general category."""

# what UTF-8 and the private range leave behind when they are read wrongly is no typography
ODD = {
    "\ufffd": 20,
    "\u00a0": 6,
    "\u00ad": 12,
    "\ufeff": 14,
    "¼": 14,
    "¾": 14,
    "¤": 14,
    "¦": 14,
    "¬": 14,
    "¯": 14,
}
STEPS = 8


def costs(classes: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Price every character that is no letter of the model, in eighths of a bit."""
    out = np.zeros(0x10000, np.uint8)
    for point in range(0x10000):
        if not classes[point]:
            c = chr(point)
            bits = COMMON.get(c) or ODD.get(c) or KINDS[unicodedata.category(c)]
            out[point] = bits * STEPS
    return out


def variants() -> npt.NDArray[np.uint8]:
    """Say which national character sets hold a character, and which are kana or hangul.

    1 GB 2312, 2 Big5, 4 JIS X 0208, 8 kana, 16 hangul.
    """
    out = np.zeros(0x10000, np.uint8)
    for point in range(0x1100, 0x10000):
        c = chr(point)
        if 0x4E00 <= point <= 0x9FFF:
            for bit, codec in ((1, "gb2312"), (2, "big5"), (4, "euc_jp")):
                try:
                    # euc_jp also holds JIS X 0212, three bytes each: rare characters
                    out[point] |= bit * (len(c.encode(codec)) == 2)
                except UnicodeEncodeError:
                    continue
        elif 0x3041 <= point <= 0x30FF or 0x31F0 <= point <= 0x31FF or 0xFF66 <= point <= 0xFF9F:
            out[point] = 8 * (unicodedata.category(c)[0] == "L")
        elif 0xAC00 <= point <= 0xD7A3 or 0x1100 <= point <= 0x11FF or 0x3131 <= point <= 0x318E:
            out[point] = 16
    return out


def fold(classes: npt.NDArray[np.uint8], idents: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint8]:
    """Give capitals the numbers of their small letters; say which they are."""
    upper = np.zeros(0x10000, np.uint8)
    for point in range(0x10000):
        c = chr(point)
        small = "i" if c == "İ" else c.lower()
        if small != c and len(small) == 1 and ord(small) < 0x10000 and classes[ord(small)]:
            classes[point], idents[point] = classes[ord(small)], idents[ord(small)]
            upper[point] = 1
    return upper


def table_of(
    keys: Sequence[npt.NDArray[np.uint64]],
    rows: Sequence[npt.NDArray[np.uint8]],
    bits: int,
    block: Callable[[npt.NDArray[Any]], list[Any]],
) -> dict[str, Any]:
    """Lay out one table: single letters first, by number, then slots by hash."""
    single, *longer = rows
    hashes = np.concatenate([mix(k, n, bits) for n, k in enumerate(keys[1:], 2)])
    hashes, first = np.unique(hashes, return_index=True)
    prices = np.concatenate(longer)[first]
    shifts, slots, size = place(hashes)
    marks = np.zeros(size, np.uint16)
    marks[slots] = np.maximum(hashes & np.uint32(0xFFFF), 1)
    width = -(-single.shape[1] // 8) * 8
    table = np.zeros((len(single) + size, width), np.uint8)
    table[: len(single), : single.shape[1]] = single
    table[len(single) + slots, : single.shape[1]] = prices
    return {
        "letters": len(single),
        "orders": len(keys),
        "shifts": block(shifts),
        "marks": block(marks),
        "table": block(table),
    }


def write(
    path: Path,
    groups: Mapping[str, Mapping[str, Any]],
    languages: Mapping[str, Sequence[str]],
    extra: Mapping[str, Any],
) -> None:
    """Write the table of all groups to *path*."""
    header: dict[str, Any] = {"groups": {}, "families": {}, **extra}
    blocks: list[bytes] = []
    offset = 0

    def block(array: npt.NDArray[Any]) -> list[Any]:
        nonlocal offset
        data = array.astype(array.dtype.newbyteorder("<")).tobytes()
        place_ = [offset, list(array.shape), array.dtype.newbyteorder("<").str]
        blocks.append(data + b"\0" * (-len(data) % 64))
        offset += len(blocks[-1])
        return place_

    classes = np.zeros(0x10000, np.uint8)
    idents = np.zeros(0x10000, np.uint16)
    for number, (group, data) in enumerate(groups.items(), 1):
        points = np.array([ord(c) for c in data["script"]])
        classes[points] = number
        idents[points] = 1
        letters = np.array([ord(c) for c in data["letters"]])
        idents[letters] = np.arange(2, len(letters) + 2)
        header["groups"][group] = {
            "languages": list(languages[group]),
            "priors": data["priors"],
            **table_of(data["keys"], data["rows"], data["bits"], block),
        }
        for family, (members, keys, rows) in data["families"].items():
            header["families"][family] = {
                "group": group,
                "languages": list(members),
                **table_of(keys, rows, data["bits"], block),
            }
    upper = fold(classes, idents)
    header["classes"] = block(classes)
    header["costs"] = block(costs(classes))
    header["upper"] = block(upper)
    header["variants"] = block(variants())
    header["idents"] = block(idents)
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(len(MAGIC) + 8 + len(head)) % 64)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(MAGIC + f"{len(head):8}".encode() + head + b"".join(blocks))
