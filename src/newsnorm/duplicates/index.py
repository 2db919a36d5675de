"""A duplicate index on disk: :class:`DuplicateIndex`.

A directory with a SQLite file, which knows the commits, and with segments: files
of sketches that are never changed once written.  A batch is one segment, written
and on the disk before the commit that names it, so a process killed at any
moment leaves an index that has every committed batch and nothing else.  Readers
see the last commit and never wait for the writer.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from attrs import frozen

from newsnorm.duplicates import _segments as store
from newsnorm.duplicates._clusters import components
from newsnorm.duplicates._folding import Array
from newsnorm.duplicates._parts import Part, near_bands, present
from newsnorm.duplicates._segments import Segment
from newsnorm.duplicates.batch import texts_of
from newsnorm.duplicates.sketches import entry_edges, judge, merging_edges, sketch_batch
from newsnorm.errors import IndexStoreError, InputError, InputTypeError, shortened
from newsnorm.model import Article, RelationKind

MAX_SEGMENTS = 8
"""With more segments the smaller ones are joined: each query looks into every segment."""
BUSY_SECONDS = 60.0
"""So long a writer waits for another one."""
_FORMAT = "1"
_ATTEMPTS = 8
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS segments (id INTEGER PRIMARY KEY AUTOINCREMENT, file TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS removed (
    segment INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (segment, row)
) WITHOUT ROWID;
"""


@frozen(kw_only=True)
class Match:
    """A document of an index that is like the text asked for.

    ``jaccard`` and ``containment`` are estimates, between 0 and 1.

    >>> Match(key="a", kind="near", jaccard=0.9, containment=0.95).key
    'a'
    """

    key: str
    kind: RelationKind
    jaccard: float
    containment: float


class DuplicateIndex:
    """Sketches of documents by key, on disk: add, ask, remove, merge.

    Open it with :meth:`open`, best in a ``with`` statement.  One process at a
    time writes, others wait; any number reads meanwhile.  An object belongs to
    one thread.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, DuplicateIndex.open(folder) as index:
    ...     index.add(["A bridge was closed on Monday after an inspection."], keys=["a"])
    ...     index.query("a bridge was closed on monday, after an inspection")[0].kind
    ('a',)
    'exact'
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection
        self._parts: tuple[Part, ...] = ()
        self._version: int | None = None

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """Open the index in the directory *path*; make it if there is none.

        Raises :class:`IndexStoreError` if what is there cannot be used.
        """
        folder = Path(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(
                folder / "index.sqlite", timeout=BUSY_SECONDS, isolation_level=None
            )
            index = cls(folder, connection)
            try:
                index._prepare()
            except BaseException:
                connection.close()
                raise
        except (sqlite3.Error, OSError) as error:
            raise IndexStoreError(f"no index can be opened at {str(path)!r}: {error}") from error
        return index

    def _prepare(self) -> None:
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        tables = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not tables:
            with self._writing():
                for statement in _SCHEMA.split(";"):
                    self._connection.execute(statement)
                self._connection.execute(
                    "INSERT OR IGNORE INTO meta VALUES ('format', ?), ('next', '0')", (_FORMAT,)
                )
        found = self._connection.execute("SELECT value FROM meta WHERE name = 'format'").fetchone()
        if found is None or found[0] != _FORMAT:
            raise IndexStoreError(f"the index is of format {found!r}, not {_FORMAT!r}")

    def close(self) -> None:
        """Close the index; it holds nothing that is not on disk."""
        self._parts = ()
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ what is there
    def _refresh(self) -> tuple[Part, ...]:
        """Return the parts as of the last commit."""
        for attempt in range(_ATTEMPTS):
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if version == self._version:
                break
            try:
                self._parts = self._load()
            except FileNotFoundError as error:  # joined and deleted since: look again
                if attempt == _ATTEMPTS - 1:
                    raise IndexStoreError(f"a segment is missing: {error.filename!r}") from error
            else:
                self._version = version
                break
        return self._parts

    def _load(self) -> tuple[Part, ...]:
        rows = self._connection.execute(
            "SELECT id, file, (SELECT group_concat(row) FROM removed WHERE segment = id) "
            "FROM segments ORDER BY id"
        ).fetchall()
        known = {part.number: part.segment for part in self._parts}
        parts = []
        for number, file, removed in rows:
            segment = known.get(number) or store.read(self._path / file)
            alive = np.ones(len(segment), bool)
            if removed:
                alive[np.array(removed.split(","), np.int64)] = False
            parts.append(Part(number, segment, alive))
        return tuple(parts)

    def __len__(self) -> int:
        return sum(int(part.alive.sum()) for part in self._refresh())

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._find(store.encoded(key)) is not None

    def keys(self) -> Iterator[str]:
        """Return the keys of all documents, in the order they were added."""
        for part in self._refresh():
            for row in np.flatnonzero(part.alive).tolist():
                yield part.segment.key(row)

    def _find(self, key: bytes) -> tuple[int, int] | None:
        """Return the number of the segment and the row of the document that has *key*."""
        for part in self._refresh():
            row = part.segment.row(key)
            if row is not None and part.alive[row]:
                return part.number, row
        return None

    # ------------------------------------------------------------------ asking
    def query(self, item: str | Article) -> tuple[Match, ...]:
        """Return the documents that *item* is like, the most like first; nothing is added."""
        return self.query_many([item])[0]

    def query_many(self, items: Sequence[str | Article]) -> tuple[tuple[Match, ...], ...]:
        """Return for each of *items* the documents that it is like."""
        return self.query_sketches(sketch_batch(texts_of(items)))

    def query_sketches(self, sketches: Array) -> tuple[tuple[Match, ...], ...]:
        """Return for each sketch the documents that it is like."""
        result: list[list[Match]] = [[] for _ in range(len(sketches))]
        asked: list[int] = []
        found: list[tuple[Segment, int]] = []
        there: list[Array] = []
        for part in self._refresh():
            numbers, rows = near_bands(part, sketches)
            asked += numbers.tolist()
            found += [(part.segment, row) for row in rows.tolist()]
            if len(rows):
                there.append(part.segment.sketches[rows])
        if asked:
            # numpy takes 50 µs to join one array of records with nothing
            others = there[0] if len(there) == 1 else np.concatenate(there)
            verdicts = judge(sketches[asked], others)
            for number, (segment, row), kind, jaccard, containment in zip(
                asked, found, verdicts.kinds, verdicts.jaccard, verdicts.containment, strict=True
            ):
                if kind is not None:
                    match = Match(
                        key=segment.key(row),
                        kind=kind,
                        jaccard=round(float(jaccard), 4),
                        containment=round(float(containment), 4),
                    )
                    result[number].append(match)
        return tuple(
            tuple(sorted(matches, key=lambda match: (-match.jaccard, match.key)))
            for matches in result
        )

    def clusters(self) -> tuple[tuple[str, ...], ...]:
        """Return the keys of documents that are copies of one another, cluster by cluster.

        They depend on what is in the index alone, not on the order or the
        batches in which it was added.
        """
        parts = self._refresh()
        if not parts:
            return ()
        whole = store.joined([(part.segment, part.alive) for part in parts])
        owners = whole.owners.astype(np.int64)
        pairs = entry_edges(whole.values, owners, whole.sketches["identity"])
        verdicts = judge(whole.sketches[pairs[:, 0]], whole.sketches[pairs[:, 1]])
        labels = components(len(whole), merging_edges(pairs, verdicts))
        found: dict[int, list[str]] = {}
        for row, label in enumerate(labels):
            found.setdefault(label, []).append(whole.key(row))
        return tuple(sorted(tuple(sorted(group)) for group in found.values() if len(group) > 1))

    # ------------------------------------------------------------------ writing
    @contextlib.contextmanager
    def _writing(self) -> Iterator[list[Path]]:
        """Run one transaction; yields a list for files to delete once it is committed."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise IndexStoreError(f"the index cannot be written to: {error}") from error
        outdated: list[Path] = []
        try:
            yield outdated
            self._connection.execute("COMMIT")
        except BaseException as error:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error | OSError):
                raise IndexStoreError(f"the index cannot be written to: {error}") from error
            raise
        finally:
            self._version = None
        for path in outdated:
            with contextlib.suppress(OSError):  # still mapped (Windows): gone at the next turn
                path.unlink()

    def add(
        self, items: Sequence[str | Article], *, keys: Sequence[str] | None = None
    ) -> tuple[str, ...]:
        """Add *items*, one commit for all, and return their keys.

        Without *keys* they are numbered on.  A key that is there already now
        stands for the new document.

        Raises :class:`InputError` if the keys are not as many as the items or
        not different, and :class:`IndexStoreError` if nothing could be written.
        """
        return self.add_sketches(sketch_batch(texts_of(items)), keys=keys)

    def add_sketches(
        self, sketches: Array, *, keys: Sequence[str] | None = None
    ) -> tuple[str, ...]:
        """Add *sketches* made elsewhere; see :meth:`add`."""
        if keys is not None:
            _check_keys(keys, len(sketches))
        if not len(sketches):
            return ()
        with self._writing() as outdated:
            names = tuple(keys) if keys is not None else self._numbered(len(sketches))
            self._append(store.make(sketches, [store.encoded(name) for name in names]), outdated)
        return names

    def _numbered(self, count: int) -> tuple[str, ...]:
        row = self._connection.execute("SELECT value FROM meta WHERE name = 'next'").fetchone()
        start = int(row[0])
        self._connection.execute(
            "UPDATE meta SET value = ? WHERE name = 'next'", (str(start + count),)
        )
        return tuple(str(number) for number in range(start, start + count))

    def _append(self, fresh: Segment, outdated: list[Path]) -> None:
        """Add the segment *fresh* in this transaction; join smaller ones if there are many."""
        parts = self._refresh()
        self._drop(present(parts, fresh))
        self._insert(fresh)
        self._version = None
        parts = self._refresh()
        if len(parts) > MAX_SEGMENTS:
            start = len(parts) - 1
            size = len(parts[start].segment)
            while start and len(parts[start - 1].segment) <= 2 * size:
                start -= 1
                size += len(parts[start].segment)
            self._join(parts[min(start, len(parts) - 2) :], outdated)

    def _insert(self, segment: Segment) -> None:
        file = f"{uuid.uuid4().hex}.seg"
        store.write(segment, self._path / file)
        store.sync_folder(self._path)
        self._connection.execute("INSERT INTO segments (file) VALUES (?)", (file,))

    def _drop(self, rows: Sequence[tuple[int, int]]) -> None:
        self._connection.executemany("INSERT OR IGNORE INTO removed VALUES (?, ?)", rows)

    def _join(self, parts: Sequence[Part], outdated: list[Path]) -> None:
        """Put one segment in the place of *parts*."""
        numbers = [(part.number,) for part in parts]
        for (number,) in numbers:
            file = self._connection.execute(
                "SELECT file FROM segments WHERE id = ?", (number,)
            ).fetchone()[0]
            outdated.append(self._path / file)
        whole = store.joined([(part.segment, part.alive) for part in parts])
        self._connection.executemany("DELETE FROM segments WHERE id = ?", numbers)
        self._connection.executemany("DELETE FROM removed WHERE segment = ?", numbers)
        if len(whole):
            self._insert(whole)

    def remove(self, keys: Sequence[str]) -> int:
        """Remove the documents with *keys*, and return how many there were."""
        if isinstance(keys, str):
            raise InputTypeError(f"a sequence of keys is needed, not one: {shortened(keys)}")
        with self._writing():
            self._version = None
            found = {self._find(store.encoded(key)) for key in keys} - {None}
            self._drop([place for place in found if place is not None])
        return len(found)

    def merge(self, other: DuplicateIndex) -> int:
        """Add all documents of *other* in one commit, and return how many.

        Keys that both have stand for the documents of *other* afterwards.
        """
        parts = other._refresh()
        if not parts:
            return 0
        whole = store.joined([(part.segment, part.alive) for part in parts])
        if len(whole):
            with self._writing() as outdated:
                self._append(whole, outdated)
        return len(whole)

    def compact(self) -> None:
        """Join all segments into one and delete what is no longer needed."""
        with self._writing() as outdated:
            self._version = None
            parts = self._refresh()
            if len(parts) > 1 or any(not part.alive.all() for part in parts):
                self._join(parts, outdated)
            named = {row[0] for row in self._connection.execute("SELECT file FROM segments")}
            outdated += [file for file in self._path.glob("*.seg") if file.name not in named]


def _check_keys(keys: Sequence[str], count: int) -> None:
    if isinstance(keys, str) or not all(isinstance(key, str) for key in keys):
        raise InputTypeError(f"keys must be a sequence of str: {shortened(keys)}")
    if len(keys) != count:
        raise InputError(f"{len(keys)} keys for {count} documents")
    if len(set(keys)) != count:
        raise InputError("the keys of one batch must be different")
