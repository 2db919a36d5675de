"""Pages: the article's text, and what the page says about it.

Takes HTML as bytes or text; gives a :class:`RawDocument`.  Raises
:class:`MissingExtraError` only if trafilatura is asked for and not installed.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from newsnorm.errors import MissingExtraError
from newsnorm.formats.document import RawDocument
from newsnorm.formats.extras import load_extra
from newsnorm.formats.html_blocks import page_text
from newsnorm.formats.html_metadata import PageData, meta_charset, page_data

__all__ = ["Extractor", "from_html"]

Extractor: TypeAlias = Literal["auto", "trafilatura", "blocks"]

_HEAD_BYTES = 4096
"""How far a declared charset is looked for; the HTML standard asks for 1024, pages
with long comments before it are real."""
_BODY_FACTOR = 2
"""JSON-LD's body is taken if it is longer than the page's text by this factor: then the
page builds its text by a script, or a notice stands in its place."""


def from_html(
    page: bytes | str,
    *,
    uri: str | None = None,
    charset: str | None = None,
    extractor: Extractor = "auto",
) -> RawDocument:
    """Read a page.

    *charset* is what the transport declared.  *extractor* is who takes the text
    out of the page: ``"trafilatura"`` (the extra ``html``), ``"blocks"``
    (newsnorm's own), or ``"auto"``: trafilatura where it is installed.  The
    fields come from the page's JSON-LD, Open Graph and ``meta`` elements.

    >>> document = from_html("<html lang=en><h1>Title</h1><p>Text.</p>", extractor="blocks")
    >>> document.text, document.fields["headline"]
    ('Text.', 'Title')
    """
    if isinstance(page, bytes):
        from newsnorm.charset import decode

        page = decode(page, declared=charset or meta_charset(page[:_HEAD_BYTES])).text
    data = page_data(page)
    text = _extracted(page, extractor)
    if data.body is not None and len(data.body) > _BODY_FACTOR * len(text):
        text = data.body
    url = data.fields.get("url")
    return RawDocument(
        text=_without_headline(text, data),
        uri=uri or (url if isinstance(url, str) else None),
        fields=data.fields,
    )


def _extracted(page: str, extractor: Extractor) -> str:
    text = None
    if extractor != "blocks":
        try:
            text = _by_trafilatura(page)
        except MissingExtraError:
            if extractor == "trafilatura":
                raise
    return text or page_text(page)


def _by_trafilatura(page: str) -> str | None:
    """Let trafilatura take the text; ``None`` where it finds none or gives up."""
    trafilatura = load_extra("trafilatura")
    try:
        text = trafilatura.extract(
            page, include_comments=False, include_tables=True, deduplicate=False
        )
    except (ValueError, RecursionError, AttributeError, TypeError):
        return None
    return text if isinstance(text, str) and text.strip() else None


def _without_headline(text: str, data: PageData) -> str:
    """Take the headline off the text's first line: it is a field already."""
    first, _, rest = text.partition("\n")
    headlines = [*data.headings, str(data.fields.get("headline", ""))]
    if first.split() in [headline.split() for headline in headlines]:
        return rest.lstrip("\n")
    return text
