"""Cut HTML into tags and texts, in one pass and in linear time whatever the input.

The standard library's parser raises on some broken markup and takes quadratic
time on others in the Python versions that newsnorm runs on; a reader of pages
from anywhere can bear neither.  This one knows what the text of a page needs:
start tags with their attributes, end tags, character data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from attrs import frozen

__all__ = ["Token", "tokens"]

_TAG_NAME = re.compile(r"[A-Za-z][^\s/>\x00]*+")
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_ESCAPED_RAW = frozenset({"textarea", "title"})
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE | re.ASCII) for name in _RAW}


@frozen(slots=True)
class Token:
    """A piece of HTML: ``kind`` is ``start``, ``end`` or ``text``.

    ``value`` is the name of the tag in lower case, or the text, unescaped.
    """

    kind: str
    value: str
    attributes: dict[str, str]


_NO_ATTRIBUTES: dict[str, str] = {}


def tokens(html: str) -> Iterator[Token]:
    """Yield the tags and texts of *html*; comments and declarations are left out.

    >>> [(token.kind, token.value) for token in tokens("<p class=a>1 &lt; 2<!-- x --></p>")]
    [('start', 'p'), ('text', '1 < 2'), ('end', 'p')]
    """
    position = 0
    while position < len(html):
        start = html.find("<", position)
        if start < 0:
            yield Token("text", unescape(html[position:]), _NO_ATTRIBUTES)
            return
        if start > position:
            yield Token("text", unescape(html[position:start]), _NO_ATTRIBUTES)
        following = html[start + 1 : start + 2]
        if following in ("!", "?"):
            position = _after_declaration(html, start)
            continue
        closing = following == "/"
        name = _TAG_NAME.match(html, start + 1 + closing)
        if name is None:
            if closing:  # "</ …>" is a comment to every browser
                position = _after(html, ">", start)
            else:
                yield Token("text", "<", _NO_ATTRIBUTES)
                position = start + 1
            continue
        attributes, position = _attributes(html, name.end())
        value = name.group().lower()
        if closing:
            yield Token("end", value, _NO_ATTRIBUTES)
            continue
        yield Token("start", value, attributes)
        if value in _RAW:
            raw, position = _raw_text(html, position, value)
            yield Token("text", raw, _NO_ATTRIBUTES)


def _after(html: str, mark: str, start: int) -> int:
    """Return the position behind the next *mark*; the end of the text without one."""
    found = html.find(mark, start)
    return len(html) if found < 0 else found + len(mark)


def _after_declaration(html: str, start: int) -> int:
    if not html.startswith("<!--", start):
        if html.startswith("<![CDATA[", start):
            return _after(html, "]]>", start)
        return _after(html, ">", start)
    if html.startswith((">", "->"), start + 4):  # "<!-->" and "<!--->" are whole comments
        return _after(html, ">", start)
    return _after(html, "-->", start + 4)


def _attributes(html: str, position: int) -> tuple[dict[str, str], int]:
    """Read attributes from *position*; return them and the position behind the tag."""
    attributes: dict[str, str] = {}
    while found := _ATTRIBUTE.match(html, position):
        name, value = found.group(1).lower(), found.group(2) or ""
        if value[:1] in ("'", '"') and len(value) > 1 and value[-1] == value[0]:
            value = value[1:-1]
        attributes.setdefault(name, unescape(value) if "&" in value else value)
        position = found.end()
    return attributes, _after(html, ">", position)


def _raw_text(html: str, position: int, name: str) -> tuple[str, int]:
    """Return the text up to the end tag of a raw element, and the position of that tag."""
    found = _RAW_END[name].search(html, position)
    end = found.start() if found else len(html)
    raw = html[position:end]
    return (unescape(raw) if name in _ESCAPED_RAW else raw), end
