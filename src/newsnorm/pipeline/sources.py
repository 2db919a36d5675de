"""What :func:`normalize` takes, read into one shape."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from newsnorm.errors import InputError, InputTypeError, SourceError, shortened
from newsnorm.model import Field

Source: TypeAlias = "str | bytes | os.PathLike[str] | Mapping[str, object]"
"""A text, the bytes of one, the path of a file, or an extractor's mapping."""

_NO_FIELDS = frozenset({"text", "raw", "charset", "uri", "extra"})


@frozen(kw_only=True)
class Given:
    """A document as it was given: text or bytes, and the fields that came with it."""

    text: str | None = None
    data: bytes | None = None
    charset: str | None = None
    uri: str | None = None
    fields: tuple[Field, ...] = ()


def read_source(source: Source) -> Given:
    """Read *source* into one shape.

    Raises :class:`InputTypeError` for other types, :class:`InputError` for a
    mapping without text, :class:`SourceError` for a file that cannot be read.
    """
    if isinstance(source, str):
        return Given(text=source)
    if isinstance(source, bytes | bytearray | memoryview):
        return Given(data=bytes(source))
    if isinstance(source, os.PathLike):
        return _read_path(source)
    if isinstance(source, Mapping):
        return _read_mapping(source)
    raise InputTypeError(
        f"a document is str, bytes, a path or a mapping, not {type(source).__name__}: "
        f"{shortened(source)}"
    )


def _read_path(path: os.PathLike[str]) -> Given:
    try:
        return Given(data=Path(path).read_bytes(), uri=os.fspath(path))
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot read {shortened(os.fspath(path))}: {error}") from error


def _read_mapping(values: Mapping[str, object]) -> Given:
    """Read an extractor's mapping.

    ``text`` or ``raw`` hold the document; the other keys are schema.org names in
    snake case, with a string or several strings; ``extra`` holds other headers.
    """
    text, raw = values.get("text"), values.get("raw")
    if text is not None and not isinstance(text, str):
        raise InputTypeError(f"'text' must be a string, not {shortened(text)}")
    if raw is not None and not isinstance(raw, bytes):
        raise InputTypeError(f"'raw' must be bytes, not {shortened(raw)}")
    if text is None and raw is None:
        raise InputError(
            f"a mapping needs 'text' or 'raw'; it has {shortened(sorted(map(str, values)))} "
            "(newsnorm.formats.from_record reads what extractors write)"
        )
    fields = [
        item
        for name, value in values.items()
        if name not in _NO_FIELDS
        for item in _fields(name, value)
    ]
    extra = values.get("extra")
    if isinstance(extra, Mapping):
        fields += [item for name, value in extra.items() for item in _fields(str(name), value)]
    return Given(
        text=text,
        data=raw if text is None else None,
        charset=_text_or_none(values.get("charset")),
        uri=_text_or_none(values.get("uri")),
        fields=tuple(fields),
    )


def _text_or_none(value: object) -> str | None:
    return None if value is None else str(value)


def _fields(name: str, value: object) -> list[Field]:
    """Return one field for each value; such fields have no place in the text (0:0)."""
    if value is None or isinstance(value, Mapping):
        return []
    several = [value] if isinstance(value, str) or not isinstance(value, Iterable) else [*value]
    return [
        Field(name=name, value=str(item), start=0, end=0)
        for item in several
        if item is not None and str(item).strip()
    ]
