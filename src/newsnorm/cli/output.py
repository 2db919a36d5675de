"""Where articles go: a file that appears whole at the end, and can be gone on with.

While JSON lines are written they stand in ``FILE.part``; ``FILE.progress`` says how
many documents are done and how many bytes of the part belong to them.  A process
killed at any moment leaves both, and ``--resume`` goes on from there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from newsnorm.errors import OptionError, SourceError
from newsnorm.model import Article

if TYPE_CHECKING:
    from newsnorm.formats import ArticleSink

CHECKPOINT_DOCUMENTS = 64
"""Documents between two notes of the progress: what is lost at most is done again."""


_ONLY_READ = frozenset({"markdown", "html", "feed", "tsv", "warc"})


class Output(Protocol):
    """Takes the results of a run, in order."""

    @property
    def done(self) -> int:
        """Documents that an earlier run has done already."""
        ...

    def write(self, article: Article | None) -> None:
        """Take the next document's article, or ``None`` if it failed."""
        ...


class _Plain:
    """Output in a format that is written in one go."""

    done = 0

    def __init__(self, sink: ArticleSink) -> None:
        self._write = sink.write

    def write(self, article: Article | None) -> None:
        if article is not None:
            self._write(article)


class _Resumable:
    """JSON lines in a part file, with a note of how far it is sure."""

    def __init__(self, stream: BinaryIO, note: Path, done: int, run: Mapping[str, object]) -> None:
        from newsnorm.formats import dumps

        self.done = self._documents = done
        self._stream, self._note, self._run, self._dumps = stream, note, run, dumps

    def write(self, article: Article | None) -> None:
        if article is not None:
            self._stream.write(self._dumps(article).encode("utf-8", "surrogatepass") + b"\n")
        self._documents += 1
        if self._documents % CHECKPOINT_DOCUMENTS == 0:
            self.checkpoint()

    def checkpoint(self) -> None:
        """Make the part sure, then say so: in this order, a kill between them loses nothing."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        state = {"documents": self._documents, "bytes": self._stream.tell(), "run": self._run}
        new = self._note.with_name(self._note.name + ".new")
        new.write_text(json.dumps(state), "utf-8")
        new.replace(self._note)


@contextmanager
def open_output(
    path: str,
    *,
    format: str | None,  # noqa: A002 (the word users look for)
    resume: bool,
    run: Mapping[str, object],
) -> Iterator[Output]:
    """Open the output; *run* is what a run must have in common with the one it goes on with.

    Raises :class:`OptionError` if there is nothing like it to go on with, or the name
    is that of a format that cannot be written.
    """
    from newsnorm.formats import input_format, open_sink, output_format
    from newsnorm.formats.streams import is_special

    if format is None and input_format(path) in _ONLY_READ:
        raise OptionError(
            f"{path!r} has the name of a {input_format(path)} file, which is read only; say what "
            f"to write with --format, or end the name in .jsonl, .parquet, .jsonld, .ninjs or .csv"
        )
    make_folder(path)
    lines = (format or output_format(path)) == "jsonl" and not path.endswith((".gz", ".zst"))
    if not lines or path == "-" or is_special(path):
        if resume:
            raise OptionError(f"--resume needs a plain .jsonl file as output, not {path!r}")
        with open_sink(path, format=format) as sink:  # type: ignore[arg-type]
            yield _Plain(sink)
        return
    target = str(Path(path).resolve())  # a link stays one
    part, note = Path(f"{target}.part"), Path(f"{target}.progress")
    try:
        done, size = _earlier(note, run) if resume and part.exists() else (0, 0)
        with part.open("r+b" if size else "wb") as stream:
            stream.truncate(size)
            stream.seek(size)
            output = _Resumable(stream, note, done, run)
            output.checkpoint()
            yield output
            output.checkpoint()
        part.replace(target)
        note.unlink()
    except OSError as error:
        raise SourceError(f"cannot write {path!r}: {error}") from error


def make_folder(path: str) -> None:
    """Make the folder that a file is written to; refuse a folder as the file itself."""
    if path == "-":
        return
    if path.endswith("/") or Path(path).is_dir():
        raise OptionError(f"{path!r} is a folder; name a file in it")
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(f"cannot write {path!r}: {error}") from error


def _earlier(note: Path, run: Mapping[str, object]) -> tuple[int, int]:
    """Return the documents that are done and the bytes that they take."""
    if not note.exists():
        return 0, 0
    try:
        state = json.loads(note.read_text("utf-8"))
        earlier, done, size = state["run"], int(state["documents"]), int(state["bytes"])
    except (ValueError, KeyError, TypeError) as error:
        raise OptionError(f"cannot go on: {str(note)!r} is damaged ({error})") from error
    if earlier != dict(run):
        raise OptionError(f"cannot go on: {str(note)!r} belongs to a run with other arguments")
    return done, size
