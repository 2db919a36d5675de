"""Write the table: a JSON header, then arrays, each at a multiple of 64 bytes."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from newsnorm._text._evidence import HASH_BITS, MARK, NARROW, mixer_of

MAGIC = b"newsnorm evidence 2\n"
BUCKET_SIZE = 2  # keys a bucket, at least, on average
FILLS = (0.985, 0.97, 0.95, 0.9, 0.8)  # share of slots that are used: the first that can be had
DEAR = 255  # in columns that only fill the row up


def mix(
    mixer: npt.NDArray[np.int64], keys: npt.NDArray[np.uint64], order: int, bits: int
) -> npt.NDArray[np.int64]:
    """Hash n-grams of one order: the exclusive or of the numbers of their letters."""
    mask = np.uint64((1 << bits) - 1)
    out = np.zeros(len(keys), np.int64)
    for step in range(order):
        letter = ((keys >> np.uint64(bits * step)) & mask).astype(np.int64)
        out ^= mixer[letter, step]
    return out


def place(
    hashes: npt.NDArray[np.int64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], int, int, int]:
    """Move each bucket of keys to where all of its keys have a slot of their own.

    A key's bucket is the top of its hash, its slot the bucket's shift plus the hash's
    lowest bits.  Returns the shifts, the slot of each key (-1 for a key that no
    shift can part from another), the number of slots, how far a hash goes down to
    its bucket, and the mask of the lowest bits.
    """
    wide = max(1, (len(hashes) // BUCKET_SIZE).bit_length() - 1)
    down = HASH_BITS - wide
    for fill in FILLS:
        size = int(len(hashes) / fill) + 8
        mask = (1 << min(15, size.bit_length() - 1)) - 1  # shifts down to there fit 16 bits
        found = place_within(size, hashes >> down, hashes & mask, 1 << wide)
        if found is not None:
            return *found, size, down, mask
    raise SystemExit("no place found; lower the last of FILLS")


def place_within(
    size: int, bucket: npt.NDArray[np.int64], low: npt.NDArray[np.int64], buckets: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]] | None:
    """Place the keys in *size* slots, large buckets first, if that can be done."""
    order = np.lexsort((low, bucket))
    starts = np.searchsorted(bucket[order], np.arange(buckets + 1))
    sizes = np.diff(starts)
    free = np.ones(size, bool)
    shifts = np.zeros(buckets, np.int64)
    slots = np.full(len(bucket), -1, np.int64)
    for b in np.argsort(-sizes, kind="stable"):
        members = order[starts[b] : starts[b + 1]]
        if not len(members):
            break
        at, first = np.unique(low[members], return_index=True)
        count = size - int(at[-1] - at[0])
        fits = np.ones(count, bool)
        for step in at - at[0]:
            fits &= free[step : step + count]
        found = np.flatnonzero(fits)
        if not len(found):
            return None
        # spread evenly, so that free slots are left everywhere for those to come
        shifts[b] = found[int(b) * 0x9E3779B1 % len(found)] - at[0]
        slots[members[first]] = shifts[b] + at
        free[shifts[b] + at] = False
    return shifts, slots


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


def columns(count: int) -> npt.NDArray[np.int64]:
    """Say in which byte of a row each language stands.

    In wide rows the first half of the languages has the even bytes, so that the even bytes
    and then the odd bytes, added up in lanes of 16 bits, come out in the order of languages.
    """
    half = -(-count // 8) * 4
    k = np.arange(count)
    return k if half <= NARROW * 4 else np.where(k < half, 2 * k, 2 * (k - half) + 1)


def table_of(
    keys: Sequence[npt.NDArray[np.uint64]],
    rows: Sequence[npt.NDArray[np.uint8]],
    bits: int,
    block: Callable[[npt.NDArray[Any]], list[Any]],
) -> dict[str, Any]:
    """Lay out one table: single letters by number, n-grams by their slots, a row of zeros."""
    single, *longer = rows
    count, width = single.shape[1], -(-single.shape[1] // 8) * 8
    mixer = mixer_of(len(single), len(keys))
    hashes = np.concatenate([mix(mixer, k, n, bits) for n, k in enumerate(keys[1:], 2)])
    shifts, slots, size, down, mask = place(hashes)
    placed = slots >= 0
    print(f"  {placed.sum()} n-grams, {(~placed).sum()} left out, {size} slots")
    slots += len(single)
    marks = np.zeros(len(single) + size, np.uint16)
    marks[slots[placed]] = (hashes[placed] >> MARK) & 0xFFFF
    where = columns(count)
    table = np.full((len(single) + size + 1, width), DEAR, np.uint8)
    table[: len(single), where] = single
    table[slots[placed, None], where] = np.concatenate(longer)[placed]
    table[-1] = 0
    return {
        "letters": len(single),
        "orders": len(keys),
        "down": down,
        "mask": mask,
        "shifts": block(shifts.astype(np.int16 if np.abs(shifts).max() < 0x8000 else np.int32)),
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
