"""Scripts, words and sentences: what every stage cuts text by.

Scripts are ISO 15924 codes by the Unicode Script property; ``Zyyy`` stands for
characters that belong to none (digits, punctuation, symbols).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cache

from newsnorm._text._script_table import MARKS, RANGES

__all__ = [
    "SPACELESS_SCRIPTS",
    "dominant_script",
    "is_spaceless",
    "mark_class",
    "script_counts",
    "script_of",
    "sentences",
    "words",
]

_STARTS: list[int] = []
_SCRIPTS: list[str] = []
for _item in RANGES.split():
    _start, _, _script = _item.partition(":")
    _STARTS.append(int(_start, 16))
    _SCRIPTS.append(_script)

NO_SCRIPT = frozenset({"Zyyy", "Zinh", "Zzzz"})
"""Common, inherited, unknown: scripts that say nothing about a text."""

SPACELESS_SCRIPTS = frozenset({"Hani", "Hira", "Kana", "Bopo", "Thai", "Laoo", "Khmr", "Mymr"})
"""Scripts whose words are not set apart by spaces: their characters count as words."""


@cache
def script_of(character: str) -> str:
    """Return the ISO 15924 code of one character's script.

    >>> script_of("ж"), script_of("漢"), script_of("7")
    ('Cyrl', 'Hani', 'Zyyy')
    """
    return _SCRIPTS[bisect_right(_STARTS, ord(character)) - 1]


def script_counts(text: str) -> dict[str, int]:
    """Count the characters of each script, without those that belong to none.

    >>> script_counts("Tokio 東京 2025")
    {'Latn': 5, 'Hani': 2}
    """
    counts: dict[str, int] = {}
    for character, number in Counter(text).items():
        script = script_of(character)
        if script not in NO_SCRIPT:
            counts[script] = counts.get(script, 0) + number
    return counts


def dominant_script(text: str) -> str:
    """Return the script most characters belong to, ``Zyyy`` if there is none.

    Of equally frequent scripts the first by name is taken, so that the answer
    does not depend on order.

    >>> dominant_script("Москва, Moscow, столица"), dominant_script("3:35")
    ('Cyrl', 'Zyyy')
    """
    counts = script_counts(text)
    return min(counts, key=lambda script: (-counts[script], script)) if counts else "Zyyy"


def is_spaceless(script: str) -> bool:
    """Say whether words of *script* are written without spaces between them.

    >>> is_spaceless("Hani"), is_spaceless("Hang")
    (True, False)
    """
    return script in SPACELESS_SCRIPTS


@cache
def mark_class() -> str:
    """Return the combining marks as the inside of a regular expression's class.

    ``re`` does not count marks as word characters, but Indic vowel signs stand
    inside words.
    """
    return "".join(
        f"\\U{int(first, 16):08x}-\\U{int(last, 16):08x}"
        for first, last in (item.split("-") for item in MARKS.split())
    )


@cache
def _spaceless_class() -> str:
    ends = [*_STARTS[1:], 0x110000]
    return "".join(
        f"\\U{start:08x}-\\U{end - 1:08x}"
        for start, end, script in zip(_STARTS, ends, _SCRIPTS, strict=True)
        if script in SPACELESS_SCRIPTS
    )


@cache
def _word_pattern() -> re.Pattern[str]:
    marks, spaceless = mark_class(), _spaceless_class()
    letter = rf"[^\W_{spaceless}]"
    inner = rf"(?:{letter}|[{marks}\u200c\u200d])"
    return re.compile(rf"[{spaceless}][{marks}]*|{letter}{inner}*(?:['’]{letter}{inner}*)*")


def words(text: str) -> list[tuple[int, int]]:
    """Return the spans of the words of *text*.

    Vowel signs stay inside Indic words, an apostrophe between letters inside
    the word; a character of a script without word spaces is a word by itself.

    >>> [("l'été à 東京, हिन्दी")[a:b] for a, b in words("l'été à 東京, हिन्दी")]
    ["l'été", 'à', '東', '京', 'हिन्दी']
    """
    return [match.span() for match in _word_pattern().finditer(text)]


_SENTENCE_END = re.compile(r"[.!?…:]+|[。！？｡．।॥؟۔።၊။។]+|[\n\r\u2028\u2029\x85]+")
_CLOSERS = "\"'”’»›«‹“‘)]}）」』】》〉"
_OPEN_ENDED = "。！？｡．"
"""Sentence ends that need no space after them."""


def sentences(text: str) -> list[tuple[int, int]]:
    r"""Return the spans of the sentences of *text*, without the space around them.

    A full stop ends a sentence only before white space and then not a lower-case
    letter, and not after a number of up to two digits or a single letter
    ("12. Februar", "J. D. Vance").  A line break always ends one.

    >>> text = "Am 12. Februar kam er. Dann ging er!\nEnde"
    >>> [text[a:b] for a, b in sentences(text)]
    ['Am 12. Februar kam er.', 'Dann ging er!', 'Ende']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _sentence_ends(text):
        _add(text, start, end, spans)
        start = end
    _add(text, start, len(text), spans)
    return spans


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Append the span without white space at its ends, if anything is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if stripped:
        spans.append((start + left, start + left + len(stripped)))


def _sentence_ends(text: str) -> Iterator[int]:
    position = 0
    for match in _SENTENCE_END.finditer(text):
        if match.start() < position:
            continue
        mark = match.group()
        if mark[0] in "\n\r\u2028\u2029\x85":
            yield match.end()
            continue
        end = match.end()
        while end < len(text) and text[end] in _CLOSERS and end - match.end() < 4:
            end += 1
        if mark[-1] in _OPEN_ENDED or _ends_here(text, match.start(), end, mark):
            position = end
            yield end


def _ends_here(text: str, start: int, end: int, mark: str) -> bool:
    """Decide about a mark that ends a sentence only in the right surroundings."""
    if mark == ":" or (end < len(text) and not text[end].isspace()):
        return False
    following = text[end : end + 3].lstrip()[:1]
    if mark == "." and following.islower():
        return False
    if mark == ".":
        before = _last_word(text, start)
        return not (before.isdigit() and len(before) <= 2) and not (
            len(before) == 1 and before.isalpha() and before.isupper()
        )
    return True


def _last_word(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start < 4 and text[start - 1].isalnum():
        start -= 1
    return text[start:end]
