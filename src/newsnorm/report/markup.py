"""Escaping, and the few elements that the report is made of."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TypeAlias

Address: TypeAlias = Callable[[int], str]
"""Says where an article of some number stands, as a link."""

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages written from right to left (Unicode CLDR, character order)."""

_CONTROLS = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {127: 0x2421}
"""Control characters become their pictures, since HTML may not hold them."""


def here(number: int) -> str:
    """Return the address of an article on the same page.

    >>> here(7)
    '#a7'
    """
    return f"#a{number}"


def text(value: object) -> str:
    r"""Return *value* as text that HTML shows and never runs.

    >>> text("<b>\x00\ud800")
    '&lt;b&gt;␀\\ud800'
    """
    plain = str(value).translate(_CONTROLS)
    return escape(plain.encode("utf-8", "backslashreplace").decode("utf-8"), quote=True)


def tag(name: str, content: str, **attributes: object) -> str:
    """Return one element; *content* is HTML, attributes are text.

    >>> tag("p", text("a < b"), class_="note", title=None)
    '<p class="note">a &lt; b</p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>"


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr`` for a BCP 47 tag.

    >>> direction("ar-EG"), direction("de")
    ('rtl', 'ltr')
    """
    parts = language.split("-")
    latin = "Latn" in parts
    return "rtl" if parts[0] in RIGHT_TO_LEFT and not latin else "ltr"


def table(head: list[str], rows: list[list[str]], **attributes: object) -> str:
    """Return a table; cells are HTML.

    >>> table(["a"], [["1"]])
    '<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>'
    """
    top = tag("tr", "".join(tag("th", cell) for cell in head))
    body = "".join(tag("tr", "".join(tag("td", cell) for cell in row)) for row in rows)
    return tag("table", tag("thead", top) + tag("tbody", body), **attributes)


def folded(summary: str, content: str, *, opened: bool = False, class_: str | None = None) -> str:
    """Return content that a reader can unfold; both are HTML.

    >>> folded("more", "text")
    '<details><summary>more</summary>text</details>'
    """
    element = tag("details", tag("summary", summary) + content, class_=class_)
    return element.replace("<details", "<details open", 1) if opened else element


def short(value: str, limit: int = 90) -> str:
    """Return *value* cut to *limit* code points.

    >>> short("abcdef", 4)
    'abc…'
    """
    return value if len(value) <= limit else value[: limit - 1] + "…"
