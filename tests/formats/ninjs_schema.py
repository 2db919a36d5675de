"""The facts of the IPTC's ninjs 3.1 schema about what newsnorm writes, as a JSON Schema.

Written from the published schema (http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json,
CC BY 4.0, copyright IPTC): the names, types, formats and closed sets of the
properties that newsnorm uses.  Anything else is refused, as there.

It was compared with the published one property by property (repository
iptc/newsinjson, specification/ninjs-schema_3.1.json as of commit 3ace3970, 2024):

- the same: ``uri`` (required), ``type`` and its nine values, ``standard``, the three dates,
  ``copyrightNotice``, ``language``, ``by``, ``located``, ``title``, ``headlines``,
  ``descriptions``, ``bodies``, ``altIds``;
- narrower here: ``subjects`` (there also creator, relevance, confidence), ``infoSources``
  (contactInfo), ``renditions`` (sizes, codecs and other technical properties),
  ``associations`` (any property of a news object);
- left out, since nothing of it is written: the other properties of the root.

Nothing is allowed here that is not allowed there, so what passes this schema passes
the published one.
"""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}
_URI = {"type": "string", "format": "uri"}
_TIME = {"type": "string", "format": "date-time"}
_COUNT = {"type": "integer"}


def _closed(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _rows(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_STATED = {"role": _TEXT, "contentType": _TEXT, "value": _TEXT}

NINJS: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **_closed(
        ("uri",),
        uri=_URI,
        type={
            "enum": [
                "text",
                "audio",
                "video",
                "picture",
                "graphic",
                "composite",
                "component",
                "event",
                "planning",
            ]
        },
        standard=_closed(name=_TEXT, version=_TEXT, schema=_URI),
        firstCreated=_TIME,
        versionCreated=_TIME,
        contentCreated=_TIME,
        copyrightNotice=_TEXT,
        language=_TEXT,
        by=_TEXT,
        located=_TEXT,
        title=_TEXT,
        headlines=_rows(_closed(("value",), **_STATED)),
        descriptions=_rows(_closed(("value",), **_STATED)),
        bodies=_rows(_closed(("value",), **_STATED, charCount=_COUNT, wordCount=_COUNT)),
        subjects=_rows(_closed(name=_TEXT, rel=_TEXT, uri=_URI, literal=_TEXT)),
        infoSources=_rows(_closed(name=_TEXT, role=_TEXT, uri=_URI, literal=_TEXT)),
        renditions=_rows(_closed(("name",), name=_TEXT, href=_URI, contentType=_TEXT)),
        altIds=_rows(_closed(role=_TEXT, value=_TEXT)),
        associations=_rows(_closed(("name", "uri"), name=_TEXT, rel=_TEXT, uri=_URI)),
    ),
}
