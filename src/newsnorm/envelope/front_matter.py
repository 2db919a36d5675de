"""Front matter: YAML between ``---``, TOML between ``+++``, a JSON object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from newsnorm.envelope.draft import Finds
from newsnorm.envelope.lines import iterate
from newsnorm.envelope.names import BODY, known_name

__all__ = ["read_front_matter"]

_FENCES = {"---": "yaml", "+++": "toml", ";;;": "json"}
_CLOSING = {"yaml": ("---", "..."), "toml": ("+++",), "json": (";;;",)}
_KEY = re.compile(
    r"[ \t]{0,8}(?:\"([^\"\n]{1,80})\"|'([^'\n]{1,80})'|([^\s:=#\"'{}\[\]][^:=\n]{0,79}?))"
    r"[ \t]{0,8}[:=](?=\s|$)"
)
_UNCERTAIN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff{]|---|\.\.\."
    r"|(?:^|[\s,\[:?-])[!|>%?&*@`]|-[ ]+-|\[[^\[\]]*[:?\[]"
)
"""What PyYAML and libyaml may read differently: tabs and control characters, block scalars,
tags, directives, mappings in brackets, deep nesting.  Of 160,000 random documents without these
both made the same nodes of all."""

_MAX_CERTAIN_CHARACTERS = 4_096
"""Longer front matter is read by PyYAML itself, which knows how deep it may go."""

_MAX_VALUES = 1_000
_MAX_DEPTH = 12
_DEFAULT_MAX_BYTES = 65_536

Value = tuple[tuple[str, ...], str, int, int]
"""Path of the key, value, start, end."""


def read_front_matter(text: str, start: int, finds: Finds, max_bytes: int) -> int:
    r"""Read front matter at *start* into *finds* and return where it ends.

    Returns *start* if there is none.  Malformed front matter is read line by
    line as far as it goes, and a doubt is noted.

    >>> finds = Finds()
    >>> read_front_matter("---\ntitle: A\n---\nText", 0, finds, 65536), finds.fields[0].value
    (17, 'A')
    """
    opening = next(iterate(text[start : start + 8], 0), None)
    if opening is None:
        return start
    mark = text[start : start + opening.end].rstrip()
    if mark in _FENCES:
        return _fenced(text, start, _FENCES[mark], finds, max_bytes)
    if mark[:1] == "{":
        return _json_object(text, start, finds, max_bytes)
    return start


def _fenced(text: str, start: int, kind: str, finds: Finds, max_bytes: int) -> int:
    """Read what stands between two fences."""
    head = text[start : start + max_bytes]
    lines = iterate(head)
    opening = next(lines)
    closing = next((s for s in lines if head[s.start : s.end].rstrip() in _CLOSING[kind]), None)
    if closing is None:
        within = (start + opening.next, min(len(text), start + max_bytes))
        return _unclosed(text, start, within, kind, finds)
    inside, inside_end = start + opening.next, start + closing.start
    end = start + closing.next
    values = _READERS[kind](text, inside, inside_end)
    if values is None:
        if not _looks_like_keys(text, inside, inside_end):
            return start
        finds.doubt(f"{kind.upper()} front matter is malformed: read line by line", start, end)
        values = _line_values(text, inside, inside_end)[0]
    _note(values, finds)
    return end


def _unclosed(text: str, start: int, inside: tuple[int, int], kind: str, finds: Finds) -> int:
    """Read the key lines after an opening fence that is never closed."""
    values, end = _line_values(text, *inside, strict=True)
    if not any(known_name(path[-1]) for path, *_ in values):
        return start
    finds.doubt(f"{kind.upper()} front matter is not closed", start, end)
    _note(values, finds)
    return end


def _json_object(text: str, start: int, finds: Finds, max_bytes: int) -> int:
    """Read a JSON object that stands before the text."""
    result = _json_members(text, start, min(len(text), start + max_bytes))
    if result is None:
        return start
    values, end = result
    after = next(iterate(text, end), None)
    if after is None or text[end : after.end].strip() or not text[end:].strip():
        return start
    if not any(known_name(path[0]) for path, *_ in values):
        return start
    _note(values, finds)
    return after.next


def _note(values: Iterable[Value], finds: Finds) -> None:
    """Turn values into fields; the name of a nested value is its path."""
    for path, value, start, end in values:
        meaning = known_name(path[0])
        nested = [part for part in path[1:] if part]
        if meaning and meaning != BODY and nested in ([], ["name"]):
            finds.read(meaning, value, start, end)
        else:
            finds.read(".".join([path[0], *nested]), value, start, end)


# ---------------------------------------------------------------- readers of the three kinds


def _yaml_values(text: str, start: int, end: int) -> list[Value] | None:
    """Read YAML as written: nodes only, nothing is resolved, aliases are bounded."""
    import yaml

    source = text[start:end]
    kind: Any = yaml.BaseLoader
    if len(source) <= _MAX_CERTAIN_CHARACTERS and not _UNCERTAIN.search(source):
        kind = getattr(yaml, "CBaseLoader", kind)  # the same nodes, ten times as fast
    loader = None
    try:
        loader = kind(source)
        node = loader.get_node() if loader.check_node() else None
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        return None
    finally:
        if loader is not None:
            loader.dispose()
    if not isinstance(node, yaml.MappingNode):
        return None
    values: list[Value] = []
    _flatten(node, (), start, values, 0)
    return values


def _flatten(node: Any, path: tuple[str, ...], shift: int, values: list[Value], depth: int) -> None:
    """Collect the scalars below a YAML node, at most so many and so deep."""
    if len(values) >= _MAX_VALUES or depth > _MAX_DEPTH:
        return
    if node.id == "scalar":
        if path:
            start, end = node.start_mark.index + shift, node.end_mark.index + shift
            quote = 1 if node.style in ("'", '"') else 0
            values.append((path, str(node.value).strip(), start + quote, end - quote))
    elif node.id == "sequence":
        for item in node.value[:_MAX_VALUES]:
            _flatten(item, path, shift, values, depth + 1)
    else:
        for key, value in node.value[:_MAX_VALUES]:
            name = str(key.value) if key.id == "scalar" else ""
            _flatten(value, (*path, name) if name or path else ("?",), shift, values, depth + 1)


def _toml_values(text: str, start: int, end: int) -> list[Value] | None:
    """Read TOML; values that are not strings stay as they are written."""
    import tomllib

    try:
        tomllib.loads(text[start:end].replace("\r\n", "\n"), parse_float=str)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return None
    return _line_values(text, start, end)[0]


def _json_values(text: str, start: int, end: int) -> list[Value] | None:
    """Read the members of a fenced JSON object, with or without its braces."""
    first = len(text[start:end]) - len(text[start:end].lstrip()) + start
    result = _json_members(text, first, end)
    return None if result is None else result[0]


def _json_members(text: str, start: int, end: int) -> tuple[list[Value], int] | None:
    """Walk over a JSON object; ``None`` if it is malformed or not closed."""
    decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
    source = text[start:end]
    values: list[Value] = []
    position = _skip(source, 1)
    if source[:1] != "{":
        return None
    try:
        while source[position : position + 1] != "}":
            key, position = decoder.raw_decode(source, position)
            position = _skip(source, position)
            if not isinstance(key, str) or source[position : position + 1] != ":":
                return None
            first = _skip(source, position + 1)
            value, position = decoder.raw_decode(source, first)
            _plain(value, (key,), _Place(text, start + first, start + position), values)
            position = _skip(source, position)
            if source[position : position + 1] == ",":
                position = _skip(source, position + 1)
            elif source[position : position + 1] != "}":
                return None
    except (ValueError, RecursionError):
        return None
    return values, start + position + 1


def _skip(source: str, position: int) -> int:
    """Return the next position that is not white space."""
    while position < len(source) and source[position] in " \t\r\n":
        position += 1
    return position


class _Place:
    """Where the scalars of a JSON value stand; found one after another."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._at, self._end = text, start, end
        self._whole = (start, end)

    def of(self, value: str) -> tuple[int, int]:
        """Return the next place of *value*, or the whole if it is written with escapes."""
        start = self._text.find(value, self._at, self._end) if value else -1
        if start < 0:
            return self._whole
        self._at = start + len(value)
        return start, self._at


def _plain(value: Any, path: tuple[str, ...], place: _Place, values: list[Value]) -> None:
    """Collect the scalars of a JSON value."""
    if len(values) >= _MAX_VALUES or len(path) > _MAX_DEPTH:
        return
    if isinstance(value, dict):
        for key, item in value.items():
            _plain(item, (*path, key), place, values)
    elif isinstance(value, list):
        for item in value:
            _plain(item, path, place, values)
    elif isinstance(value, str):
        values.append((path, value.strip(), *place.of(value.strip())))
    elif value is not None:
        values.append((path, str(value).lower(), *place.of(str(value).lower())))


# ---------------------------------------------------------------- line by line


def _looks_like_keys(text: str, start: int, end: int) -> bool:
    """Say whether lines between fences are keys with values, more than they are prose."""
    lines = [text[s.start : s.end] for s in iterate(text[:end], start)]
    keys = [match for line in lines if (match := _KEY.match(line))]
    named = [m for m in keys if known_name(next(filter(None, m.groups())))]
    filled = [line for line in lines if line.strip()]
    return bool(named) and 2 * len(keys) >= len(filled)


def _line_values(
    text: str, start: int, end: int, *, strict: bool = False
) -> tuple[list[Value], int]:
    """Read ``key: value`` lines; list entries and indented lines belong to the key before.

    With *strict* reading stops at the first line that is none of these.
    """
    values: list[Value] = []
    section: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    stop = start
    for span in iterate(text[:end], start):
        line = text[span.start : span.end]
        match = _KEY.match(line)
        stripped = line.strip()
        if match:
            path = (*section, *next(filter(None, match.groups())).split("."))
            _add_values(text, path, span.start + match.end(), span.end, values)
        elif stripped.startswith("[") and stripped.endswith("]") and stripped.strip("[]"):
            section = tuple(stripped.strip("[] ").split("."))
        elif path and (line[:1] in " \t-") and stripped:
            lead = len(line) - len(line.lstrip(" \t-"))
            _add_values(text, path, span.start + lead, span.end, values)
        elif strict:
            break
        stop = span.next
    return values, stop


def _add_values(
    text: str, path: tuple[str, ...], start: int, end: int, values: list[Value]
) -> None:
    """Add the value between *start* and *end*: one scalar, or the entries of ``[a, b]``."""
    raw = text[start:end].rstrip(", \t")
    begin = start + len(raw) - len(raw.lstrip())
    raw = raw.strip()
    if raw[:1] == "[" and raw[-1:] == "]":
        for item in _ENTRY.finditer(raw[1:-1]):
            _add_scalar(item.group(), path, begin + 1 + item.start(), values)
    elif raw not in ("", "[", "]", "{", "}", "|", ">", "|-", ">-"):
        _add_scalar(raw, path, begin, values)


_ENTRY = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[^,\s\"'][^,]*")


def _add_scalar(raw: str, path: tuple[str, ...], start: int, values: list[Value]) -> None:
    if len(values) >= _MAX_VALUES:
        return
    quote = next((q for q in ('"""', "'''", '"', "'") if raw.startswith(q)), "")
    if quote and len(raw) >= 2 * len(quote) and raw.endswith(quote):
        raw, start = raw[len(quote) : -len(quote)], start + len(quote)
    value = _unescaped(raw) if quote == '"' else raw
    values.append((path, value.strip(), start, start + len(raw)))


def _unescaped(raw: str) -> str:
    """Resolve the escapes that TOML and YAML share with JSON, if these are all."""
    try:
        return str(json.loads(f'"{raw}"')) if "\\" in raw else raw
    except ValueError:
        return raw


_READERS = {"yaml": _yaml_values, "toml": _toml_values, "json": _json_values}
