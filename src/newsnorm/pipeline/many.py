"""Many documents: in order, in constant memory, on several cores if wanted."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Literal, TypeAlias

from attrs import frozen

from newsnorm.errors import InputTypeError, NewsnormError, OptionError, shortened
from newsnorm.model import Article
from newsnorm.options import DEFAULT_OPTIONS, Options
from newsnorm.pipeline.one import normalize_block
from newsnorm.pipeline.sources import Source

_Block: TypeAlias = list[tuple[int, Source]]

BLOCK_DOCUMENTS = 96
"""Documents that go through each stage together.  Of articles of 3 kB on a busy machine one took
934 µs by itself, 853 in blocks of 32, 808 of 64, 795 of 96, 792 of 128 and 812 of 256."""

SENT_DOCUMENTS = 32
"""Documents sent to a worker at once: enough to make the sending cheap (5 % of the work at 16,
3 % at 64), few enough to keep all workers busy at the end, and to go through one by one where a
worker died."""

BLOCK_SIZE = 1_000_000
"""Bytes or characters of the documents in a block, the last one aside; bounds the memory."""

BLOCKS_AHEAD = 3
"""Blocks under way for each worker; bounds the memory."""


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
    *sources* is: up to 96 documents (a megabyte) go through the stages together;
    with several processes up to 96 are under way for each.  An error
    that *sources* itself raises comes after the articles before it.

    With ``on_error="yield"`` a document that fails comes as a :class:`Failure` in
    its place; with ``"raise"`` its error ends the run.
    *progress* is called with the number of documents done.

    Raises :class:`OptionError` for a number of jobs below one, and
    :class:`InputTypeError` for one document where several are expected.

    >>> [article.article_body for article in normalize_many(["One.", "Two."])]
    ['One.', 'Two.']
    """
    if jobs < 1:
        raise OptionError(f"jobs must be at least 1, not {jobs!r}")
    if on_error not in ("raise", "yield"):
        raise OptionError(f"on_error is 'raise' or 'yield', not {on_error!r}")
    if isinstance(sources, str | bytes | os.PathLike | Mapping):
        raise InputTypeError(f"several documents are needed, not one: {shortened(sources)}")
    return _run(sources, options, jobs, on_error == "raise", progress)


def _run(
    sources: Iterable[Source],
    options: Options,
    jobs: int,
    raises: bool,  # noqa: FBT001  (private)
    progress: Callable[[int], None] | None,
) -> Iterator[Article | Failure]:
    blocks = _Blocks(sources)
    results = _here(blocks, options) if jobs == 1 else _in_processes(blocks, options, jobs)
    for done, result in enumerate(results, 1):
        if raises and isinstance(result, Failure):
            raise result.error
        yield result
        if progress is not None:
            progress(done)


def _here(blocks: _Blocks, options: Options) -> Iterator[Article | Failure]:
    """Normalize block by block; the first article comes at once, then blocks grow."""
    most = 1
    while block := blocks.take(most):
        yield from _done(block, options)
        most = min(2 * most, BLOCK_DOCUMENTS)
    blocks.finish()


def _in_processes(blocks: _Blocks, options: Options, jobs: int) -> Iterator[Article | Failure]:
    """Keep a bounded queue of blocks under way and yield their results in order."""
    waiting: deque[tuple[_Block, Future[list[Article | Failure]]]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        while True:
            while len(waiting) < jobs * BLOCKS_AHEAD and (block := blocks.take(SENT_DOCUMENTS)):
                waiting.append((block, pool.submit(_results, block, options)))
            if not waiting:
                blocks.finish()
                return
            block, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                break
    # A worker died (out of memory, say).  What was under way is done one document a
    # process, so that only the document that kills its worker is lost, and named.
    yield from _one_by_one([block, *(item for item, _ in waiting)], options)
    yield from _in_processes(blocks, options, jobs)


def _one_by_one(blocks: Iterable[_Block], options: Options) -> Iterator[Article | Failure]:
    for position, source in (item for block in blocks for item in block):
        with ProcessPoolExecutor(1) as pool:
            try:
                yield from pool.submit(_results, [(position, source)], options).result()
            except BrokenProcessPool:
                error = NewsnormError("the process that worked on the document died")
                yield Failure(position=position, source=_name(source), error=error)


def _results(block: _Block, options: Options) -> list[Article | Failure]:
    return list(_done(block, options))


def _done(block: _Block, options: Options) -> Iterator[Article | Failure]:
    """Yield the results of a block; an error that is none of our tree is raised in its place."""
    results = normalize_block([source for _, source in block], options)
    for (position, source), result in zip(block, results, strict=True):
        if isinstance(result, NewsnormError):
            yield Failure(position=position, source=_name(source), error=result)
        elif isinstance(result, Exception):
            raise result
        else:
            yield result


class _Blocks:
    """Cuts the caller's documents into blocks, and keeps the error that ends them, if one does."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._numbered = iter(enumerate(sources))
        self._error: Exception | None = None

    def take(self, most: int) -> _Block:
        """Return the next documents, up to *most*; none when there are no more."""
        block: _Block = []
        size = 0
        try:
            while self._error is None and len(block) < most and size < BLOCK_SIZE:
                block.append(next(self._numbered))
                size += _size(block[-1][1])
        except StopIteration:
            pass
        except Exception as error:  # noqa: BLE001  (raised by finish, in its place)
            self._error = error
        return block

    def finish(self) -> None:
        """Raise the error that the documents ended with, if they did."""
        if self._error is not None:
            raise self._error


def _size(source: Source) -> int:
    """Return how large a document is, roughly; 0 for what is none."""
    if isinstance(source, os.PathLike):
        try:
            return Path(source).stat().st_size
        except (OSError, ValueError):
            return 0
    held = source.get("text") or source.get("raw") if isinstance(source, Mapping) else source
    return len(held) if isinstance(held, str | bytes | bytearray | memoryview) else 0


def _name(source: Source) -> str:
    """Return what people know the document by: its URI or path, else its beginning."""
    if isinstance(source, Mapping) and source.get("uri") is not None:
        return str(source["uri"])
    return os.fspath(source) if isinstance(source, os.PathLike) else shortened(source)
