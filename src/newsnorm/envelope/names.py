"""Names of header fields in many languages, and what they mean."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["BODY", "known_name", "may_begin_name", "spelled"]

BODY = "body"
"""What a label before the text itself means."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@cache
def _table() -> dict[str, str]:
    """Return the meaning of each spelled name."""
    text = files("newsnorm.envelope").joinpath("data/headers.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    table: dict[str, str] = {}
    for meaning, names in lists.items():
        table[spelled(meaning)] = meaning
        for name in names:
            table.setdefault(spelled(name), meaning)
    return table


@cache
def _first_words() -> frozenset[str]:
    """Return the words with which the names of the table begin."""
    return frozenset(name.partition(" ")[0] for name in _table())


@lru_cache(maxsize=1_024)
def may_begin_name(token: str) -> bool:
    """Say whether a known name may begin with *token*: with ``False`` there is none.

    >>> may_begin_name("Published"), may_begin_name("Yesterday")
    (True, False)
    """
    if any(map(str.isupper, token[1:])):
        return True  # camel case perhaps
    for form in {token, token.rstrip(":：")}:
        first = spelled(form).partition(" ")[0]
        if not first or first in _first_words():
            return True
    return False


def spelled(name: str) -> str:
    """Return *name* as the table spells it: no case, no hyphens, single spaces.

    >>> spelled("Pub-Date"), spelled(" Publié  le")
    ('pub date', 'publié le')
    """
    folded = name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
    for mark in "-_":
        folded = folded.replace(mark, " ")
    return " ".join(folded.split())


def known_name(name: str) -> str | None:
    """Return the schema.org name that a header name stands for, or ``None``.

    The label of the text itself gives :data:`BODY`.  Camel case is taken apart.

    >>> known_name("Дата"), known_name("pubDate"), known_name("X-Mood")
    ('date_published', 'date_published', None)
    """
    table = _table()
    found = table.get(spelled(name))
    if found is None and not (name.islower() or name[1:].islower()):
        found = table.get(spelled(_uncameled(name)))
    return found


def _uncameled(name: str) -> str:
    """Put a space before each capital that follows a small letter."""
    if name.isascii():
        return _CAMEL.sub(" ", name)
    return "".join(
        f" {character}"
        if index and character.isupper() and name[index - 1].islower()
        else character
        for index, character in enumerate(name)
    )
