"""From what the stages read to the article that the user gets.

What came beside the text (an extractor's mapping) is believed before what the
envelope says, and that before what the removed boilerplate said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from newsnorm._text.names import split_names
from newsnorm.model import Article, Damage, Doubt, Ledger
from newsnorm.options import Options
from newsnorm.pipeline.dating import ROLES, choose
from newsnorm.pipeline.draft import Draft

MOST_DAMAGE_DOUBTS = 20
"""Doubts about single damaged spans in one article; further ones are counted in one more."""

_TEXTS = frozenset(
    {"dateline", "publisher", "article_section", "url", "copyright_notice"}
    | {"author", "source_organization", "keywords", "citation", "is_based_on"}
)
_ELSEWHERE = frozenset(
    {"headline", "alternative_headline", "description", "in_language", "uri", *ROLES}
)
"""Fields that do not come here."""


def assemble(draft: Draft, options: Options) -> Article:
    """Fill an article with what was read; nothing is made up."""
    given, envelope = draft.given, draft.envelope
    values: dict[str, list[str]] = {}
    extra: list[tuple[str, str]] = []
    for item in draft.fields:
        if item.name in _TEXTS:
            values.setdefault(item.name, []).append(item.value)
        elif item.name not in _ELSEWHERE:
            extra.append((item.name, item.value))
    published, doubts = choose("published", draft.stated, draft.found)
    modified, more_doubts = choose("modified", draft.stated, draft.found)
    authors = chain.from_iterable(map(split_names, values.get("author", ())))
    return Article(
        uri=options.uri or given.uri,
        headline=draft.stated_beside("headline") or envelope.headline,
        alternative_headline=draft.stated_beside("alternative_headline") or envelope.kicker,
        description=draft.stated_beside("description") or envelope.description,
        article_body=draft.body,
        in_language=draft.language.tag,
        language=draft.language,
        date_published=published,
        date_modified=modified,
        dates=(*draft.stated, *draft.found),
        extra=tuple(dict.fromkeys(extra)),
        dateline=_one(values, "dateline"),
        publisher=options.publisher or _one(values, "publisher"),
        article_section=_one(values, "article_section"),
        url=_one(values, "url"),
        copyright_notice=_one(values, "copyright_notice"),
        author=tuple(dict.fromkeys(authors)),
        source_organization=_several(values, "source_organization"),
        keywords=_several(values, "keywords"),
        citation=_several(values, "citation"),
        is_based_on=_several(values, "is_based_on"),
        encoding=draft.decoded.encoding if given.data is not None else None,
        ledger=Ledger(steps=draft.steps),
        doubts=(
            *_damage_doubts("charset", draft.decoded.damage),
            *_damage_doubts("mojibake", draft.repaired.damage),
            *envelope.doubts,
            *draft.doubts,
            *_body_doubts(draft.body),
            *doubts,
            *more_doubts,
        ),
    )


def _one(values: dict[str, list[str]], name: str) -> str | None:
    return values[name][0] if name in values else None


def _several(values: dict[str, list[str]], name: str) -> tuple[str, ...]:
    """Return all values of a field, each once, in order."""
    return tuple(dict.fromkeys(values.get(name, ())))


def _damage_doubts(stage: str, damage: tuple[Damage, ...]) -> Iterator[Doubt]:
    """Report damaged spans one by one, and many more of them in one line."""
    for item in damage[:MOST_DAMAGE_DOUBTS]:
        yield Doubt(stage=stage, message=_damage_message(item), start=item.start, end=item.end)
    if len(damage) > MOST_DAMAGE_DOUBTS:
        more = len(damage) - MOST_DAMAGE_DOUBTS
        yield Doubt(stage=stage, message=f"{more} more damaged spans")


def _damage_message(item: Damage) -> str:
    return f"{item.reason} (read as {item.read_as})" if item.read_as else item.reason


_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F))
"""Control characters that no text holds on purpose (tab, line and page breaks may stand)."""


_FILE_NAME = re.compile(
    r"[^\s<>|?*\"]{1,200}\.(?:txt|md|html?|xhtml|xml|jsonl?|csv|parquet|warc)(?:\.gz|\.zst)?"
)
_HTML = re.compile(r"<(?:!doctype html|html)[\s>]", re.IGNORECASE)


def _body_doubts(body: str) -> Iterator[Doubt]:
    if not body:
        yield Doubt(stage="pipeline", message="no body text")
        return
    try:
        data = body.encode()
    except UnicodeEncodeError:
        yield Doubt(stage="pipeline", message="the body holds broken surrogates")
        data = body.encode("utf-8", "replace")
    if len(data.translate(None, _CONTROLS)) < len(data):
        yield Doubt(stage="pipeline", message="the body holds control characters")
    if _FILE_NAME.fullmatch(body):
        message = "the text is the name of a file; a pathlib.Path is read"
        yield Doubt(stage="pipeline", message=message)
    if body.startswith("<") and _HTML.match(body):
        message = "the text is an HTML page; newsnorm.formats.read takes pages apart"
        yield Doubt(stage="pipeline", message=message)
