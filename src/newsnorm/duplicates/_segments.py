"""One file of an index: the sketches of some documents, never changed once written.

::

    header     magic, version, documents, bands, bytes of keys       40 bytes
    sketches   :data:`CORE` records, one for each document
    bands      values, ascending; then the document of each
    hashes     of the keys, ascending; then the document of each
    offsets    of the keys in what follows, and the end
    keys       UTF-8

Numbers are little-endian.  The file is mapped into memory and read where it is
touched.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from attrs import frozen

from newsnorm.duplicates._folding import Array
from newsnorm.duplicates.sketches import SKETCH, band_entries
from newsnorm.errors import IndexStoreError

_MAGIC = b"NNDUPSEG"
VERSION = 1
_HEADER = struct.Struct("<8sQQQQ")
CORE = np.dtype([(name, SKETCH[name]) for name in SKETCH.names or () if name != "bands"])
"""A sketch without its bands, which stand sorted on their own."""


@frozen(eq=False)
class Segment:
    """Documents of an index; arrays may be mapped from a file."""

    sketches: Array
    values: Array
    owners: Array
    hashes: Array
    places: Array
    offsets: Array
    keys: Array

    def __len__(self) -> int:
        return len(self.sketches)

    def key(self, row: int) -> str:
        """Return the key of document *row*."""
        part = self.keys[int(self.offsets[row]) : int(self.offsets[row + 1])]
        return part.tobytes().decode("utf-8", "surrogatepass")

    def row(self, key: bytes) -> int | None:
        """Return the document that has *key*, or ``None``."""
        value = key_hash(key)
        place = int(np.searchsorted(self.hashes, value))
        while place < len(self.hashes) and self.hashes[place] == value:
            row = int(self.places[place])
            if self.keys[int(self.offsets[row]) : int(self.offsets[row + 1])].tobytes() == key:
                return row
            place += 1
        return None


def key_hash(key: bytes) -> np.uint32:
    """Return the hash under which *key* is found."""
    return np.uint32(zlib.crc32(key))


def encoded(key: str) -> bytes:
    """Return *key* as it is stored."""
    return key.encode("utf-8", "surrogatepass")


def make(sketches: Array, keys: Sequence[bytes]) -> Segment:
    """Return a segment of *sketches* (:data:`~newsnorm.duplicates.sketches.SKETCH`)."""
    core = np.zeros(len(sketches), CORE)
    for name in CORE.names or ():
        core[name] = sketches[name]
    values, owners = band_entries(sketches)
    return _with_keys(core, values, owners, keys)


def _with_keys(core: Array, values: Array, owners: Array, keys: Sequence[bytes]) -> Segment:
    hashes = np.fromiter((zlib.crc32(key) for key in keys), np.uint32, len(keys))
    order = np.argsort(hashes, kind="stable").astype(np.uint32)
    lengths = np.fromiter(map(len, keys), np.int64, len(keys))
    offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.uint64)
    text = np.frombuffer(b"".join(keys), np.uint8)
    return Segment(core, values, owners, hashes[order], order, offsets.astype(np.uint32), text)


def joined(parts: Sequence[tuple[Segment, Array]]) -> Segment:
    """Return one segment of all documents of *parts* that are alive (a mask each)."""
    core, values, owners, keys = [], [], [], []
    offset = 0
    for segment, alive in parts:
        rows = np.flatnonzero(alive)
        number = np.cumsum(alive, dtype=np.int64) - 1 + offset
        kept = alive[segment.owners]
        core.append(segment.sketches[rows])
        values.append(segment.values[kept])
        owners.append(number[segment.owners[kept]])
        keys += [encoded(segment.key(row)) for row in rows.tolist()]
        offset += len(rows)
    value = np.concatenate(values)
    owner = np.concatenate(owners).astype(np.uint32)
    order = np.lexsort((owner, value))
    return _with_keys(np.concatenate(core), value[order], owner[order], keys)


def write(segment: Segment, path: Path) -> None:
    """Write *segment* to *path* and wait until the disk has it."""
    with path.open("wb") as file:
        file.write(
            _HEADER.pack(_MAGIC, VERSION, len(segment), len(segment.values), len(segment.keys))
        )
        for array in (
            segment.sketches, segment.values, segment.owners, segment.hashes, segment.places,
            segment.offsets, segment.keys,
        ):  # fmt: skip
            file.write(np.ascontiguousarray(array).tobytes())
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Segment:
    """Map the segment at *path*.

    Raises :class:`~newsnorm.errors.IndexStoreError` if it is not one, and
    ``FileNotFoundError`` if there is no such file.
    """
    with path.open("rb") as file:
        head = file.read(_HEADER.size)
    size = path.stat().st_size
    if len(head) < _HEADER.size:
        raise IndexStoreError(f"{path.name} is cut short")
    magic, version, count, bands, key_bytes = _HEADER.unpack(head)
    if magic != _MAGIC or version != VERSION:
        raise IndexStoreError(f"{path.name} is no segment of a version that can be read")
    layout: tuple[tuple[np.dtype[np.void] | type[np.generic], int], ...] = (
        (CORE, count), (np.uint32, bands), (np.uint32, bands), (np.uint32, count),
        (np.uint32, count), (np.uint32, count + 1), (np.uint8, key_bytes),
    )  # fmt: skip
    if size != _HEADER.size + sum(np.dtype(kind).itemsize * length for kind, length in layout):
        raise IndexStoreError(f"{path.name} has not the size that it says")
    data = np.memmap(path, np.uint8, "r")
    arrays: list[Array] = []
    place = _HEADER.size
    for kind, length in layout:
        end = place + np.dtype(kind).itemsize * length
        arrays.append(np.asarray(data[place:end]).view(kind))
        place = end
    return Segment(*arrays)


def sync_folder(path: Path) -> None:
    """Make sure that a new file's name is on the disk (where the system can)."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
