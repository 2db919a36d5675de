"""HTML entities left in plain text, escaped once or twice.

Takes a text, gives edits.  ``&eacute;`` in plain text is an accident of some export; in
a text about HTML it is what the author wrote.  An entity is undone where it stands for
a letter inside a word, or where a document has no other way to write its letters;
never in markup or code.
"""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from html.entities import html5

from newsnorm.model import Edit

__all__ = ["has_entity", "repair_entities"]

_ENTITY = re.compile(
    r"(?:&(?:amp;){0,4}(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)+"
)
_ONE = re.compile(r"&(?:amp;)*([A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,400}>|&lt;/?[A-Za-z]|https?://|[?&][A-Za-z_]+=|[{}\\`]")
_TWICE = re.compile(r"&(?:amp;)+[A-Za-z#][A-Za-z0-9]*;")
_TWO_BYTES = re.compile(r"&#0{0,4}(?:12[89]|1[3-9][0-9]|2[0-4][0-9]|25[0-5]);&#")
_KEPT = frozenset("<>\"'\n\r\t\x00")
"""Characters whose entities stay unless the text was escaped twice: they are what writers
about HTML mean."""


@cache
def _value(name: str) -> str:
    """Return the character that an entity stands for, ``""`` if there is none."""
    if name.startswith("#"):
        value = html.unescape(f"&{name};")
        return value if len(value) == 1 and value != "\ufffd" else ""
    return html5.get(f"{name};", "")


def _undone(text: str, *, twice: bool, inside: bool = False) -> str:
    """Return a run of entities as the characters they stand for, except those that stay.

    *inside* a word an apostrophe goes as well.
    """

    def one(match: re.Match[str]) -> str:
        value = _value(match.group(1))
        if not value or (not twice and value in _KEPT and not (inside and value == "'")):
            return match.group()
        return value

    return _ONE.sub(one, text)


def _bytes(text: str) -> str | None:
    """Return a run of numeric entities that are the bytes of UTF-8 as what they say."""
    values = [_value(match.group(1)) for match in _ONE.finditer(text)]
    if not all(len(value) == 1 for value in values) or len(values) < 2:
        return None
    numbers = [int(number) for number in re.findall(r"&#([0-9]+);", text)]
    if len(numbers) != len(values) or not all(0x80 <= number < 0x100 for number in numbers):
        return None
    try:
        return bytes(numbers).decode("utf-8")
    except UnicodeDecodeError:
        return None


def has_entity(text: str) -> bool:
    """Say whether *text* has an entity that tells of an accident: a letter, or bytes in a row.

    >>> has_entity("for&ecirc;t"), has_entity("caf&#195;&#169;"), has_entity("AT&amp;T &#8220;")
    (True, True, False)
    """
    return "&" in text and (
        any(map(_is_letter, {match[1] for match in _ONE.finditer(text)}))
        or _TWO_BYTES.search(text) is not None
    )


@lru_cache(maxsize=4096)
def _is_letter(name: str) -> bool:
    """Say whether the entity stands for a letter outside ASCII."""
    return any(character.isalpha() and not character.isascii() for character in _value(name))


def repair_entities(text: str) -> tuple[Edit, ...]:
    """Return the edits that undo entities in plain text.

    >>> [(e.replacement, e.reason) for e in repair_entities("la for&ecirc;t")]
    [('ê', 'HTML entity')]
    >>> repair_entities("write &eacute; in <b>HTML</b> for it")
    ()
    """
    if not has_entity(text):
        return ()
    found: list[tuple[int, re.Match[str]]] = []
    sure = False
    start = 0
    for line in text.split("\n"):
        if "&" in line and not _MARKUP.search(line):
            own = list(_ENTITY.finditer(line))
            sure = sure or any(_in_word(line, match) for match in own)
            found += [(start, match) for match in own]
        start += len(line) + 1
    if not sure:
        return ()
    twice = any(_TWICE.search(match.group()) for _, match in found)
    return tuple(
        edit for offset, match in found if (edit := _edit(offset, match, twice=twice)) is not None
    )


def _edit(offset: int, match: re.Match[str], *, twice: bool) -> Edit | None:
    """Return the edit of one run of entities, if it changes anything."""
    old = match.group()
    as_bytes = _bytes(old)
    if as_bytes is None:
        new = _undone(old, twice=twice, inside=_is_between_letters(match))
    else:
        new = as_bytes
    if new == old:
        return None
    reason = "HTML entity" if as_bytes is None else "bytes of utf-8 as HTML entities"
    return Edit(
        start=offset + match.start(),
        end=offset + match.end(),
        original=old,
        replacement=new,
        reason=reason + (", escaped again" if _TWICE.search(old) else ""),
        evidence="the document writes letters inside words so, in lines without markup",
        confidence=0.98,
    )


def _is_between_letters(match: re.Match[str]) -> bool:
    """Say whether a letter stands at both sides of a match."""
    start, end = match.span()
    return match.string[start - 1 : start].isalpha() and match.string[end : end + 1].isalpha()


def _in_word(line: str, match: re.Match[str]) -> bool:
    """Say whether an entity stands for a letter and touches one."""
    if _bytes(match.group()):
        return True
    new = _undone(match.group(), twice=False)
    if not any(character.isalpha() and not character.isascii() for character in new):
        return False
    before, after = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
    return before.isalpha() or after.isalpha() or len(new) > 1
