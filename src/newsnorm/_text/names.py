"""Bylines: one line that names several people, taken apart into their names.

Takes what stands behind 'By': names with commas and conjunctions between them, perhaps with roles,
places, agencies and addresses.  Gives the names, as they are written.  Never raises for a ``str``.
"""

from __future__ import annotations

import re

from newsnorm._text.scripts import is_spaceless, script_of

__all__ = ["split_names"]

_LABEL = re.compile(
    r"(?:(?:written|posted|reported|story|words|text|photos?) by|by|von|par|por|di|door|av|af|"
    r"autore?|autor(?:en|in|a|es)?|auteurs?|authors?|text[eo]?|автор(?:ы|и)?|от|از|بقلم|מאת|作者|記者|记者|文|撰文)"
    r"(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\([^()]{0,200}\)|[（【][^（）【】]{0,200}[）】]|\S+@\S+|(?<!\w)@\w+|https?://\S+"
)
_STRONG = re.compile(r"\s*[;；|•·]\s*|\s+[–—/]\s+|\s*[、]\s*")
_WEAK = re.compile(
    r"\s*[,，،]\s*(?:(?:and|und|et|y|e|en|och|og|ja|i|и|та|ve|dan|và|και)\s+)?"
    r"|\s+(?:and|und|et|y|e|en|och|og|ja|i|a|oraz|и|та|й|ve|și|şi|si|és|και|و|dan|và|और|和|与|與|및|&|\+)\s+"
    r"|(?<=\w)/(?=\w)"
)
_COMMA = re.compile(r"[,，،]")
_ROLE = re.compile(
    r"(?:korrespond|correspond|corrispond|корресп|кореспонд|reporter|редакт|redakt|redac|rédac|editor|"
    r"journalis|giornalist|журналист|periodista|writer|staff|columnist|kolumnist|chef|bureau|büro|"
    r"desk|agentur|agenc|photograph|fotogra|producer|analyst|politics|business|sports?|wirtschaft|politik)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_EDGES = ' \t\u00a0,.;:：|–—-/•·*"“”'
LONGEST = 400
"""A byline longer than this is text, and stays in one piece."""


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a byline, without what stands beside them.

    A name of one word between others of several is a place or an agency; what names a role goes;
    a conjunction between half a name and a name belongs to the name.

    >>> split_names("By Jane Example, Max Muster and Erna Beispiel (Berlin)")
    ('Jane Example', 'Max Muster', 'Erna Beispiel')
    >>> split_names("José Ortega y Gasset"), split_names("Doe, Jane; Roe, Max")
    (('José Ortega y Gasset',), ('Doe, Jane', 'Roe, Max'))
    >>> split_names("Jo Roe, Political Editor, London"), split_names("Redaktion")
    (('Jo Roe',), ('Redaktion',))
    """
    whole = text.strip()
    if not whole or len(whole) > LONGEST:
        return (whole,) if whole else ()
    bare = _ASIDE.sub(" ", whole)
    label = _LABEL.match(bare)
    if label is not None and label.end() < len(bare) and not bare[label.end()].islower():
        bare = bare[label.end() :]
    names: list[str] = []
    for group in _STRONG.split(bare):
        names += _people(group)
    found = [" ".join(name.split()) for name in names]
    return tuple(dict.fromkeys(name for name in found if name)) or (whole,)


def _people(group: str) -> list[str]:
    """Return the names of a group that commas and conjunctions part."""
    digit = _DIGIT.search(group)
    group = (group[: digit.start()] if digit else group).strip(_EDGES)
    if not group:
        return []
    parts = [part.strip(_EDGES) for part in _WEAK.split(group)]
    full = [part for part in parts if _is_full(part)]
    if len(full) > 1 or (full and _COMMA.search(group)):
        halves = [part for part in parts if part and not _is_full(part)]
        if halves and not _COMMA.search(group):
            return [group]  # half a name behind a conjunction
        people = [part for part in full if not _ROLE.search(part)]
        return people or full[:1]
    return [group]


def _is_full(part: str) -> bool:
    """Whether *part* has a first and a last name, or is of a script that parts none."""
    return " " in part or (len(part) > 1 and is_spaceless(script_of(part[0])))
