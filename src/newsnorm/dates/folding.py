"""How a text is cut into tokens and how a word is folded for look-up.

The builder of the name table (``scripts/build_date_names.py``) and the parser
share this module, so a name in the table and the same name in a text fold to the
same key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPACELESS = (
    "\u0e01-\u0e2e\u0e30-\u0e4e\u0e81-\u0ece\u0edc-\u0edf\u0f00-\u0f0b\u0f40-\u0fbc"
    "\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u17d7\u17dc\u17dd"
    "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f"
)
"""Letters of scripts that set words without spaces between them (and Hangul,
where counters and particles stick to their number): names are looked for at every letter."""

_NO_WORD = (
    "\\s\\d\\x00-\\x40\\x5b-\\x60\\x7b-\\xa9\\xab-\\xb4\\xb6-\\xb9\\xbb-\\xbf\\xd7\\xf7"
    "\u02b9-\u02bf\u02c8\u0375\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05f3\u05f4"
    "\u0600-\u060f\u061b-\u061f\u066a-\u066d\u06d4\u06dd\u0700-\u070d\u0964\u0965"
    "\u104a-\u104f\u1360-\u1368\u17d4-\u17d6\u17d8-\u17da\u0f0c-\u0f14\u0f34\u0f36-\u0f3d"
    "\u1800-\u180a\u1c3b-\u1c3f\u2000-\u200b\u200e-\u206f\u20a0-\u20cf\u2190-\u2bff\u2e00-\u2e7f"
    "\u3000-\u3004\u3008-\u3020\u3030\ua4fe\ua4ff\ua60d-\ua60f\ud800-\uf8ff\ufd3e\ufd3f\ufe10-\ufe6f\ufeff"
    "\uff01-\uff20\uff3b-\uff40\uff5b-\uff65\ufff0-\uffff\U0001f000-\U0001faff"
)

TOKEN = re.compile(
    rf"(\d+)|([{SPACELESS}]+)|([^{_NO_WORD}{SPACELESS}]+)"
    "|([^\\s\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff])"
)
"""Group 1 a number, 2 a run of a spaceless script, 3 a word, 4 any other character.
White space and direction marks lie between tokens.  Every character is read once."""

CUT = re.compile(
    rf"(?:\d+|[{SPACELESS}]+|[^{_NO_WORD}{SPACELESS}]+"
    "|[\\s\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2069\ufeff]+|[\\s\\S]) ?"
)
"""The same cuts without groups, each with the space behind it (which saves a step for
every word); what it finds, put together, is the text."""

NAME = re.compile(rf"[{SPACELESS}]+|[^{_NO_WORD}{SPACELESS}]+")
"""The same words and runs alone."""

_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4-\u05c7\u064b-\u065f\u0670\u200c\u200d\u0640\ufe00-\ufe0f]+"
)
_NASALS = re.compile("[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])|\u0901")
"""Devanagari nasals before a consonant, which may as well be written as anusvara."""
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "ي": "ی", "ى": "ی", "ك": "ک", "ە": "ه", "ة": "ه"}
)
_APOSTROPHES = "'’‘ʼʻ`´′\u02be\u02bf\u02b9\u02c8"
IGNORED = frozenset(".․" + _APOSTROPHES)
"""Marks inside a name that are written or left out at will: 'p. m.', 'Pō‘alima'."""


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """Return the key of *word*: no case, no accents, no joiners.

    Accents go because capitals lose them in Greek and French, keyboards drop
    them, and fonts of the Arabic script mix letters of one shape.

    >>> fold("FÉVRIER"), fold("Şubat"), fold("Kasım")
    ('fevrier', 'subat', 'kasim')
    """
    if word.isascii():
        return word.lower()
    flat = unicodedata.normalize("NFKD", word.casefold())
    if "\u0900" <= word[0] <= "\u097f":
        flat = _NASALS.sub("\u0902", flat).replace("\u093c", "")
    return _MARKS.sub("", flat).translate(_LETTERS)


def key_of(name: str, *, wildcard: str = "") -> str:
    """Return the look-up key of a name of any number of words.

    Numbers in it become plain digits; *wildcard* stays ``#``.

    >>> key_of("p. m."), key_of("tháng 8"), key_of("8-р сарын")
    ('p m', 'thang 8', '8 - р сарын')
    """
    parts: list[str] = []
    for match in TOKEN.finditer(name):
        text = match[0]
        if match[1]:
            parts.append(str(int(text)))
        elif match[2]:
            parts.append(unicodedata.normalize("NFC", text))
        elif match[3]:
            parts.append(fold(text))
        elif wildcard and text == wildcard:
            parts.append("#")
        elif text not in IGNORED:
            parts.append(text)
    return " ".join(parts)
