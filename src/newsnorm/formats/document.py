"""What every reader yields: one document, not yet interpreted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeAlias

from attrs import field, frozen

from newsnorm.errors import FormatError, InputError, NewsnormError

__all__ = ["LIST_FIELDS", "TEXT_FIELDS", "FieldValue", "RawDocument", "Source"]

FieldValue: TypeAlias = str | tuple[str, ...]
Source: TypeAlias = dict[str, object]
"""The mapping that :func:`newsnorm.normalize` takes: the fields of a
:class:`RawDocument` by name, beside ``text`` or ``raw``, ``charset``, ``uri``, ``extra``."""

TEXT_FIELDS = (
    "headline",
    "alternative_headline",
    "description",
    "date_published",
    "date_modified",
    "dateline",
    "publisher",
    "article_section",
    "in_language",
    "url",
    "copyright_notice",
)
"""Fields that hold one text."""

LIST_FIELDS = ("author", "keywords", "source_organization", "citation", "is_based_on")
"""Fields that hold several."""

MAX_DOCUMENT_BYTES = 256 * 1024 * 1024
"""The largest single document or record that a reader takes: far above any real
page (the largest of a Common Crawl file is 1 MiB, where it is cut), and low
enough that a decompression bomb cannot fill the memory of a worker."""


def _frozen_fields(values: Mapping[str, FieldValue]) -> Mapping[str, FieldValue]:
    return MappingProxyType(dict(values))


@frozen(kw_only=True)
class RawDocument:
    """A document as a reader found it.

    ``text`` is its text, or ``raw`` its bytes with the ``charset`` that was
    declared for them.  ``uri`` identifies it.  ``fields`` are values stated
    beside the text, under schema.org's names in snake case (:data:`TEXT_FIELDS`,
    :data:`LIST_FIELDS`), as strings exactly as the source has them: no date is
    parsed here.  ``extra`` is what has no such name.  ``error`` is set instead
    of a text where a record could not be read.

    >>> document = RawDocument(text="Text.", fields={"headline": "Title"}, uri="a.json")
    >>> document.source()
    {'uri': 'a.json', 'text': 'Text.', 'headline': 'Title'}
    """

    text: str | None = None
    raw: bytes | None = None
    charset: str | None = None
    uri: str | None = None
    fields: Mapping[str, FieldValue] = field(factory=dict, converter=_frozen_fields)
    extra: tuple[tuple[str, str], ...] = ()
    error: NewsnormError | None = field(default=None, eq=False)

    def source(self) -> Source:
        """Return the mapping that :func:`newsnorm.normalize` takes.

        Raises the document's ``error`` if it has one.
        """
        if self.error is not None:
            raise self.error
        values: Source = {}
        for name in ("uri", "text", "raw", "charset"):
            value = getattr(self, name)
            if value is not None:
                values[name] = value
        for name, stated in self.fields.items():
            values[name] = list(stated) if isinstance(stated, tuple) else stated
        if self.extra:
            values["extra"] = dict(self.extra)
        return values


def broken(uri: str | None, message: str, cause: BaseException | None = None) -> RawDocument:
    """Return the document that stands for a record that could not be read."""
    if isinstance(cause, InputError):
        return RawDocument(uri=uri, error=cause)
    error = FormatError(f"{uri}: {message}" + (f" ({cause})" if cause else ""))
    error.__cause__ = cause
    return RawDocument(uri=uri, error=error)


def as_text(value: object) -> str | None:
    """Return *value* as one text, ``None`` if it holds none.

    >>> as_text("  a "), as_text(["", "b", "c"]), as_text({"name": "dpa"}), as_text(7)
    ('a', 'b', 'dpa', '7')
    """
    texts = as_texts(value)
    return texts[0] if texts else None


def as_texts(value: object) -> tuple[str, ...]:
    """Return the texts in *value*: itself, the items of a list, the name of an object.

    Nested values are looked into to a depth of four; empty ones are left out
    and repeated ones kept once.

    >>> as_texts([{"name": "A"}, "B", None, ["A", "C"]])
    ('A', 'B', 'C')
    """
    return tuple(dict.fromkeys(_texts(value, depth=4)))


def _texts(value: object, depth: int) -> list[str]:
    if value is None or depth == 0 or isinstance(value, bool):
        return []
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, datetime | date):
        return [value.isoformat()]
    if isinstance(value, int | float):
        return [str(value)]
    if isinstance(value, Mapping):
        for key in ("name", "@value", "value", "url", "@id"):
            if value.get(key):
                return _texts(value[key], depth - 1)
        return []
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=repr) if isinstance(value, set | frozenset) else value
        return [text for item in items for text in _texts(item, depth - 1)]
    return []
