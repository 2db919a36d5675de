"""Many documents: in order, in constant memory, on several cores if wanted."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from typing import Literal

from attrs import frozen

from newsnorm.errors import NewsnormError, OptionError, shortened
from newsnorm.model import Article
from newsnorm.options import DEFAULT_OPTIONS, Options
from newsnorm.pipeline.one import normalize
from newsnorm.pipeline.sources import Source

CHUNK_DOCUMENTS = 32
"""Documents sent to a worker at once: enough to make the sending cheap (5 % of the work at
16, 3 % at 64), few enough to bound the memory and to keep all workers busy at the end."""

CHUNKS_AHEAD = 3
"""Chunks under way for each worker; bounds the memory."""


@frozen(kw_only=True)
class Failure:
    """A document that could not be normalized: its position, what it was, and the error.

    >>> next(iter(normalize_many([42], on_error="yield"))).position
    0
    """

    position: int
    source: str
    error: NewsnormError


def normalize_many(
    sources: Iterable[Source],
    *,
    options: Options = DEFAULT_OPTIONS,
    jobs: int = 1,
    on_error: Literal["raise", "yield"] = "raise",
    progress: Callable[[int], None] | None = None,
) -> Iterator[Article | Failure]:
    """Normalize *sources* one after the other and yield the articles in input order.

    *jobs* is the number of processes.  Memory stays constant, however long
    *sources* is.  With ``on_error="yield"`` a document that fails comes as a
    :class:`Failure` in its place; with ``"raise"`` its error ends the run.
    *progress* is called with the number of documents done.

    Raises :class:`OptionError` for a number of jobs below one.

    >>> [article.article_body for article in normalize_many(["One.", "Two."])]
    ['One.', 'Two.']
    """
    if jobs < 1:
        raise OptionError(f"jobs must be at least 1, not {jobs!r}")
    if on_error not in ("raise", "yield"):
        raise OptionError(f"on_error is 'raise' or 'yield', not {on_error!r}")
    return _run(sources, options, jobs, on_error == "raise", progress)


def _run(
    sources: Iterable[Source],
    options: Options,
    jobs: int,
    raises: bool,  # noqa: FBT001  (private)
    progress: Callable[[int], None] | None,
) -> Iterator[Article | Failure]:
    numbered = enumerate(sources)
    results = _here(numbered, options) if jobs == 1 else _in_processes(numbered, options, jobs)
    for done, result in enumerate(results, 1):
        if raises and isinstance(result, Failure):
            raise result.error
        yield result
        if progress is not None:
            progress(done)


def _one(position: int, source: Source, options: Options) -> Article | Failure:
    try:
        return normalize(source, options=options)
    except NewsnormError as error:
        return Failure(position=position, source=_name(source), error=error)


def _name(source: Source) -> str:
    """Return what people know the document by: its URI or path, else its beginning."""
    if isinstance(source, Mapping) and source.get("uri") is not None:
        return str(source["uri"])
    return os.fspath(source) if isinstance(source, os.PathLike) else shortened(source)


def _chunk(chunk: list[tuple[int, Source]], options: Options) -> list[Article | Failure]:
    return [_one(position, source, options) for position, source in chunk]


def _here(numbered: Iterable[tuple[int, Source]], options: Options) -> Iterator[Article | Failure]:
    for position, source in numbered:
        yield _one(position, source, options)


def _in_processes(
    numbered: Iterable[tuple[int, Source]], options: Options, jobs: int
) -> Iterator[Article | Failure]:
    """Keep a bounded queue of chunks under way and yield their results in order."""
    waiting: deque[tuple[list[tuple[int, Source]], Future[list[Article | Failure]]]] = deque()
    iterator = iter(numbered)
    work = partial(_chunk, options=options)
    with ProcessPoolExecutor(jobs) as pool:
        while True:
            while len(waiting) < jobs * CHUNKS_AHEAD:
                chunk = list(islice(iterator, CHUNK_DOCUMENTS))
                if not chunk:
                    break
                waiting.append((chunk, pool.submit(work, chunk)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                break
    # A worker died (out of memory, say).  What was under way is done one document a
    # process, so that only the document that kills its worker is lost, and named.
    yield from _one_by_one([chunk, *(item for item, _ in waiting)], options)
    yield from _in_processes(iterator, options, jobs)


def _one_by_one(
    chunks: Iterable[list[tuple[int, Source]]], options: Options
) -> Iterator[Article | Failure]:
    for position, source in (item for chunk in chunks for item in chunk):
        with ProcessPoolExecutor(1) as pool:
            try:
                yield pool.submit(_one, position, source, options).result()
            except BrokenProcessPool:
                error = NewsnormError("the process that worked on the document died")
                yield Failure(position=position, source=_name(source), error=error)
