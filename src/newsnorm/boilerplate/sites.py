"""What a site repeats: templates learned from its documents.

A line that stands in several different articles of one site belongs to the site,
not to the articles.  Two guards keep that from eating text: documents that carry
the same article count as one, and a repeated line that stands alone between two
paragraphs (a sub-headline that the site uses often) stays.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from os import PathLike
from pathlib import Path

from attrs import field, frozen

from newsnorm._text.rules import key_of
from newsnorm.boilerplate.lines import Cut, Line, cut_lines, split_lines
from newsnorm.errors import FormatError, InputTypeError, SourceError, shortened
from newsnorm.model import Stripped, apply_edits

__all__ = ["SiteTemplates"]

PROSE_CHARS = 80
"""Lines of this many characters tell one article from another."""
SAME_SHARE = 0.6
"""Two documents carry the same article if they share this share of the prose, by characters, of
the one that has less."""
COMMON_LINE = 32
"""A line in more documents than this is no evidence that two of them are the same article."""
DOCUMENTS = 2_000
"""So many documents of a site are remembered; more add nothing to its template."""
ALONE_CHARS = 60
"""A repeated line between two paragraphs stays if it is shorter than this: a sub-headline."""
_VERSION = 1


def _hash(text: str) -> int:
    data = text.encode("utf-8", errors="surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


@frozen(order=True)
class _Document:
    """A document, remembered by hashes: of all of it, of its lines, of its prose with lengths."""

    digest: int
    lines: frozenset[int] = field(order=False)
    prose: tuple[tuple[int, int], ...] = field(order=False)


def _document(text: str) -> _Document:
    keys = [(key_of(line.text), len(line.text)) for line in split_lines(text)]
    hashed = [(_hash(key), size) for key, size in keys if key]
    prose = {one: size for one, size in hashed if size >= PROSE_CHARS}
    lines = frozenset(one for one, _ in hashed)
    digest = _hash(",".join(map(str, sorted(lines))))
    return _Document(digest, lines, tuple(sorted(prose.items())))


def _articles(documents: Sequence[_Document]) -> list[int]:
    """Return, for each document, the number of the article that it carries."""
    owners: dict[int, list[int]] = defaultdict(list)
    for number, document in enumerate(documents):
        for line, _ in document.prose:
            owners[line].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for number, document in enumerate(documents):
        for line, size in document.prose:
            if len(owners[line]) <= COMMON_LINE:
                for other in owners[line]:
                    if other < number:
                        shared[other, number] += size
    totals = [sum(size for _, size in document.prose) for document in documents]
    root = list(range(len(documents)))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for (one, other), size in shared.items():
        if size >= SAME_SHARE * min(totals[one], totals[other]):
            a, b = sorted((find(one), find(other)))
            root[b] = a
    return [find(number) for number in range(len(documents))]


class SiteTemplates:
    r"""What the documents of one site have in common.

    Learned from texts, it takes the common lines out of any text of that site.
    Templates do not change: :meth:`update` and :meth:`merge` give new ones, and the order
    in which documents arrive makes no difference.

    >>> pages = [f"Example Post\nMenu\nStory number {n} is about {what}.\nAbout us\nJobs"
    ...          for n, what in enumerate(["rain", "snow", "wind"])]
    >>> SiteTemplates.learn(pages).strip("Example Post\nMenu\nNews of the fog.\nAbout us").text
    'News of the fog.'
    """

    def __init__(self, documents: Iterable[_Document] = ()) -> None:
        unique = {document.digest: document for document in documents}
        self._documents = tuple(sorted(unique.values()))[:DOCUMENTS]
        articles = _articles(self._documents)
        seen: dict[int, set[int]] = defaultdict(set)
        for document, article in zip(self._documents, articles, strict=True):
            for line in document.lines:
                seen[line].add(article)
        self._counts = {line: len(found) for line, found in seen.items() if len(found) > 1}
        self.articles = len(set(articles))

    @classmethod
    def learn(cls, texts: Iterable[str]) -> SiteTemplates:
        """Learn what *texts*, documents of one site, repeat."""
        return cls().update(texts)

    def update(self, texts: Iterable[str]) -> SiteTemplates:
        """Return these templates with *texts* learned as well."""
        return SiteTemplates((*self._documents, *map(_document, _strings(texts))))

    def merge(self, other: SiteTemplates) -> SiteTemplates:
        """Return templates that know the documents of both."""
        return SiteTemplates((*self._documents, *other._documents))

    def repeated(self, line: str) -> bool:
        """Whether *line* stands in several articles of the site, numbers apart."""
        key = key_of(line)
        return bool(key) and _hash(key) in self._counts

    def cuts(self, lines: Sequence[Line]) -> dict[int, Cut]:
        """Return which of *lines* are the site's, by their index."""
        flags = [self.repeated(line.text) for line in lines]
        out: dict[int, Cut] = {}
        for index, flag in enumerate(flags):
            if not flag:
                continue
            before, after = flags[index - 1 : index], flags[index + 1 : index + 2]
            alone = before == [False] and after == [False]
            if alone and len(lines[index].text) < ALONE_CHARS and _between(lines, index):
                continue
            out[index] = Cut("site_template", "site.repeated", 0.9, "site")
        return out

    def strip(self, text: str, /) -> Stripped:
        """Return *text* without the lines that the site repeats."""
        lines = split_lines(text)
        removals = cut_lines(text, lines, self.cuts(lines))
        return Stripped(text=apply_edits(text, removals), removals=removals)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the templates to *path*, as JSON; they hold hashes and none of the text."""
        rows = [
            [
                f"{d.digest:x}",
                [f"{x:x}" for x in sorted(d.lines)],
                [[f"{x:x}", n] for x, n in d.prose],
            ]
            for d in self._documents
        ]
        data = {"format": "newsnorm site templates", "version": _VERSION, "documents": rows}
        try:
            Path(path).write_text(json.dumps(data), encoding="utf-8")
        except OSError as error:
            raise SourceError(f"cannot write {shortened(str(path))}: {error}") from error

    @classmethod
    def load(cls, path: str | PathLike[str]) -> SiteTemplates:
        """Read templates from *path*.

        Raises :class:`~newsnorm.errors.SourceError` if the file cannot be read,
        :class:`~newsnorm.errors.FormatError` if it holds something else.
        """
        try:
            raw = Path(path).read_bytes()
        except OSError as error:
            raise SourceError(f"cannot read {shortened(str(path))}: {error}") from error
        try:
            data = json.loads(raw)
            if data["version"] != _VERSION:
                raise FormatError(f"site templates of version {shortened(data['version'])}")
            return cls(
                _Document(
                    int(digest, 16),
                    frozenset(int(x, 16) for x in lines),
                    tuple((int(x, 16), int(n)) for x, n in prose),
                )
                for digest, lines, prose in data["documents"]
            )
        except (ValueError, KeyError, TypeError) as error:
            if isinstance(error, FormatError):
                raise
            raise FormatError(f"{shortened(str(path))} holds no site templates: {error}") from error

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteTemplates) and self._documents == other._documents

    def __hash__(self) -> int:
        return hash(self._documents)

    def __repr__(self) -> str:
        return f"SiteTemplates({self.articles} articles, {len(self._counts)} repeated lines)"


def _between(lines: Sequence[Line], index: int) -> bool:
    """Whether the line stands between two paragraphs of running text."""
    return (
        0 < index < len(lines) - 1
        and len(lines[index - 1].text) >= PROSE_CHARS
        and len(lines[index + 1].text) >= PROSE_CHARS
    )


def _strings(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if not isinstance(text, str):
            raise InputTypeError(f"a text must be a string, not {shortened(text)}")
        yield text
