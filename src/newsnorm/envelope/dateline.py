"""Datelines: where an agency's report was written; read, and left where they are."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from newsnorm.envelope.draft import Finds
from newsnorm.envelope.lines import Line

__all__ = ["has_dateline", "read_dateline"]

_WESTERN = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{1,60}?)[ \u00a0]?\((?P<agency>[^()\n]{2,40})\)[ \u00a0]{0,2}[-–—.:]"
)
_CHINESE = re.compile(
    r"[（(【]?(?P<agency>[\u4e00-\u9fff]{1,6}社)?(?P<place>[\u4e00-\u9fff]{2,8}?)"
    r"(?:\d{1,2}月)?\d{1,2}日[电電讯訊]"
)
_KOREAN = re.compile(r"[\[(](?P<place>[^\[\]()=\n]{1,20})=(?P<agency>[^\[\]()=\n]{2,20})[\])]")
_SHAPES = (("(", _WESTERN), ("日", _CHINESE), ("=", _KOREAN))
"""What each shape holds in any case, and the shape."""

_PROBE_CHARACTERS = 140


@cache
def _agencies() -> frozenset[str]:
    text = files("newsnorm.envelope").joinpath("data/agencies.toml").read_text(encoding="utf-8")
    return frozenset(name.casefold() for names in tomllib.loads(text).values() for name in names)


def _is_agency(name: str) -> bool:
    """Say whether a signature names news agencies, several apart by strokes or commas."""
    parts = [part.strip() for part in re.split(r"[/,;]", name)]
    return all(part.casefold() in _agencies() for part in parts)


def read_dateline(line: Line, finds: Finds) -> None:
    """Note place and agency that stand before the first sentence of a report.

    >>> finds = Finds()
    >>> read_dateline(Line(0, 29, 29, "LIMA (AP) - It rains in Peru.", 0, 29), finds)
    >>> [(item.name, item.value) for item in finds.fields]
    [('dateline', 'LIMA'), ('source_organization', 'AP')]
    """
    match = _match(line)
    if match is not None:
        finds.read("dateline", match["place"].strip(" ,"), *_at(line, match, "place"))
        if match["agency"]:
            finds.read("source_organization", match["agency"], *_at(line, match, "agency"))


def has_dateline(line: Line) -> bool:
    """Say whether a paragraph begins with a dateline: then it is no standfirst.

    >>> has_dateline(Line(0, 29, 29, "LIMA (AP) - It rains in Peru.", 0, 29))
    True
    """
    return _match(line) is not None


def _match(line: Line) -> re.Match[str] | None:
    """Return the dateline at the start of a line that is free of markup."""
    if line.stop - line.begin != len(line.shown):
        return None
    probe = line.shown[:_PROBE_CHARACTERS]
    for mark, shape in _SHAPES:
        match = shape.match(probe) if mark in probe else None
        if match is not None and (not match["agency"] or _is_agency(match["agency"])):
            return match
    return None


def _at(line: Line, match: re.Match[str], group: str) -> tuple[int, int]:
    """Return the span of a group in the text, commas and blanks aside."""
    start, value = match.start(group), match[group]
    lead = len(value) - len(value.lstrip(" ,"))
    inner = value.strip(" ,")
    return line.begin + start + lead, line.begin + start + lead + len(inner)
