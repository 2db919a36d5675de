"""Opening what is read, compressed or not, and writing files that are whole or absent."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias, cast

from newsnorm.errors import FormatError, SourceError, shortened
from newsnorm.formats.document import MAX_DOCUMENT_BYTES
from newsnorm.formats.extras import load_extra

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["Count", "bounded_lines", "is_special", "open_input", "open_output", "peek", "read_all"]

Count: TypeAlias = Callable[[int], None]

_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_BUFFER_BYTES = 1 << 20
_ZSTD_BYTES = 4096
"""Compressed bytes taken at once: a bomb makes some 128 MB of them, real text 20 kB."""


@contextmanager
def open_input(path: str | os.PathLike[str], *, count: Count | None = None) -> Iterator[BinaryIO]:
    """Open *path* for reading, decompressed; ``"-"`` is standard input.

    *count* is called with the number of bytes, compressed ones as they are, each time
    that some are read from the file.
    The compression is known by the first bytes, not by the name.  What goes
    wrong while reading becomes an error of our tree: :class:`SourceError` for
    the file system, :class:`FormatError` for a broken or truncated archive,
    :class:`MissingExtraError` for zstd without the package.
    """
    name = os.fspath(path)
    try:
        with _plain_input(name, count) as plain:
            yield _decompressed(plain)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FormatError(f"{name}: broken compression ({error})") from error
    except OSError as error:
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"{shortened(name)} cannot be read: {error.strerror or error}") from error
    except Exception as error:
        if type(error).__name__ == "ZstdError":
            raise FormatError(f"{name}: broken compression ({error})") from error
        raise


@contextmanager
def _plain_input(name: str, count: Count | None) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb", buffering=0)  # noqa: SIM115 (closed below)
    except ValueError as error:  # a NUL in the name
        raise SourceError(f"{shortened(name)} cannot be read: {error}") from error
    raw = file if count is None else _Counted(file, count)
    with file, io.BufferedReader(raw, _BUFFER_BYTES) as stream:
        yield stream


class _Counted(io.RawIOBase):
    """A file whose bytes are counted as they are read."""

    def __init__(self, file: io.FileIO, count: Count) -> None:
        self._file, self._count = file, count

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Buffer) -> int | None:
        size = self._file.readinto(buffer)
        self._count(size or 0)
        return size


def peek(stream: BinaryIO, count: int) -> bytes:
    """Return up to *count* of the next bytes of a stream of :func:`open_input`, unread."""
    return cast("io.BufferedReader", stream).peek(count)[:count]


def _decompressed(plain: BinaryIO) -> BinaryIO:
    magic = peek(plain, 4)
    if magic.startswith(_GZIP_MAGIC):
        return io.BufferedReader(
            cast("io.RawIOBase", gzip.GzipFile(fileobj=plain, mode="rb")), _BUFFER_BYTES
        )
    if magic == _ZSTD_MAGIC:
        return io.BufferedReader(_Zstd(plain), _BUFFER_BYTES)
    return plain


class _Zstd(io.RawIOBase):
    """Zstandard frames, read; a truncated one is an error, not an end."""

    def __init__(self, plain: BinaryIO) -> None:
        self._plain = plain
        self._decompressor = load_extra("zstandard").ZstdDecompressor()
        self._frame: Any = None
        self._compressed = self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        while not self._ready:
            self._compressed = self._compressed or self._plain.read(_ZSTD_BYTES)
            if not self._compressed:
                if self._frame is not None:
                    raise EOFError("the last zstd frame is not complete")
                return 0
            frame = self._frame or self._decompressor.decompressobj()
            self._ready = frame.decompress(self._compressed)
            self._compressed = frame.unused_data if frame.eof else b""
            self._frame = None if frame.eof else frame
        count = min(len(view), len(self._ready))
        view[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count


def read_all(stream: BinaryIO, name: str) -> bytes:
    """Read the whole *stream*, :class:`FormatError` if it is larger than a document may be."""
    data = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise FormatError(f"{name}: larger than {MAX_DOCUMENT_BYTES} bytes")
    return data


def bounded_lines(
    stream: BinaryIO, limit: int = MAX_DOCUMENT_BYTES
) -> Iterator[tuple[int, bytes | None]]:
    r"""Yield number (from 1) and bytes of each line; ``None`` for one longer than *limit*.

    >>> list(bounded_lines(io.BufferedReader(io.BytesIO(b"a\nlonger\nb")), limit=4))
    [(1, b'a\n'), (2, None), (3, b'b')]
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit or (line.endswith(b"\n") and len(line) == limit + 1):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_BUFFER_BYTES)
        yield number, None


@contextmanager
def open_output(path: str | os.PathLike[str], *, append: bool = False) -> Iterator[BinaryIO]:
    """Open *path* for writing; ``.gz`` and ``.zst`` are compressed, ``"-"`` is standard output.

    The file appears under its name only when all of it is written and on disk;
    after an error nothing is left.  A link stays one, and a device or a pipe is written
    to as it is.  With *append* the lines are added to the
    file in place instead.  Compressed bytes hold no time and no name: the same
    articles give the same file.
    """
    name = os.fspath(path)
    if name == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    whole = not append and not is_special(name)
    target = Path(name).resolve() if whole else Path(name)
    part = target.with_name(f".{target.name}.{os.getpid()}.part") if whole else target
    try:
        with part.open("ab" if append else "wb") as plain:
            with _compressed(plain, target.suffix) as stream:
                yield stream
            plain.flush()
            if whole or append:
                os.fsync(plain.fileno())
        if whole:
            part.replace(target)
    except BaseException as error:
        if whole:
            part.unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, SourceError):
            raise SourceError(
                f"{shortened(name)} cannot be written: {error.strerror or error}"
            ) from error
        raise


def is_special(path: str | os.PathLike[str]) -> bool:
    """Say whether *path* is there and no file: a device or a pipe, which is not to be replaced.

    >>> is_special(os.devnull), is_special("not there")
    (True, False)
    """
    there = Path(path)
    return there.exists() and not there.is_file() and not there.is_dir()


@contextmanager
def _compressed(plain: BinaryIO, suffix: str) -> Iterator[BinaryIO]:
    if suffix == ".gz":
        with gzip.GzipFile(filename="", fileobj=plain, mode="wb", mtime=0) as stream:
            yield cast("BinaryIO", stream)
    elif suffix == ".zst":
        writer = load_extra("zstandard").ZstdCompressor().stream_writer(plain, closefd=False)
        with writer:
            yield writer
    else:
        yield plain
