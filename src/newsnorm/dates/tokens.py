"""From text to items: numbers, words with what they can mean, separators.

One pass over the text; the longest name in the table that starts at a token wins.
The work at a token is bounded by the longest name, so it is linear in the text.
"""

from __future__ import annotations

import unicodedata

from newsnorm.dates.folding import IGNORED, TOKEN, fold
from newsnorm.dates.lexicon import View, Word, table

NUMBER, WORD, SEPARATOR = 0, 1, 2
_LONGEST_NUMBER = 17
"""Digits of the longest number that is read (a time to the millisecond); longer ones are no dates."""
_MOST_WORDS = 8
"""Tokens of the longest name in the table."""


class Item:
    """A number (``value``, ``width`` digits), a word (``word`` if known) or a separator (``text``)."""

    __slots__ = ("end", "kind", "start", "text", "value", "width", "word")

    def __init__(self, kind: int, start: int, end: int, text: str) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.text = text
        self.value = -1
        self.width = 0
        self.word: Word | None = None


Token = tuple[int, int, int, str]
"""Kind, start, end, key."""


def _pieces(text: str, start: int) -> list[Token]:
    """Cut a run of a spaceless script at the names it holds."""
    base = table()
    longest, pieces = base.longest, base.pieces
    out: list[Token] = []
    at = unknown = 0
    size = len(text)
    while at < size:
        for length in range(min(longest.get(text[at], 0), size - at), 0, -1):
            if text[at : at + length] in pieces:
                if unknown < at:
                    out.append((WORD, start + unknown, start + at, text[unknown:at]))
                out.append((WORD, start + at, start + at + length, text[at : at + length]))
                at += length
                unknown = at
                break
        else:
            at += 1
    if unknown < size:
        out.append((WORD, start + unknown, start + size, text[unknown:]))
    return out


def tokens_of(text: str) -> list[Token]:
    """Cut *text* into tokens."""
    out: list[Token] = []
    for match in TOKEN.finditer(text):
        group = match.lastindex
        start, end = match.span()
        if group == 1:
            out.append((NUMBER, start, end, match[0]))
        elif group == 3:
            out.append((WORD, start, end, fold(match[0])))
        elif group == 4:
            out.append((SEPARATOR, start, end, match[0]))
        else:
            out += _pieces(match[0], start)
    return out


def _number(token: Token) -> Item:
    _, start, end, text = token
    item = Item(NUMBER, start, end, text)
    item.width = end - start
    if item.width <= _LONGEST_NUMBER:
        item.value = int(text)
    return item


def _key(token: Token) -> str:
    kind, start, end, text = token
    if kind == NUMBER:
        return str(int(text)) if end - start <= _LONGEST_NUMBER else text
    return text


def scan(text: str, view: View, *, relative: bool = False) -> list[Item]:
    """Return the items of *text*; relative phrases are looked for if *relative*."""
    tokens = tokens_of(text)
    items: list[Item] = []
    prefixes = view.prefixes
    at, count = 0, len(tokens)
    while at < count:
        token = tokens[at]
        kind = token[0]
        if kind == SEPARATOR:
            items.append(Item(SEPARATOR, token[1], token[2], token[3]))
            at += 1
            continue
        if kind == NUMBER:
            key = _key(token) if token[2] - token[1] <= 2 else ""
            word, end = (None, at)
            if key and key in prefixes:
                word, end = _longest(tokens, at, key, view, None)
            if relative and (word is None):
                word, end = _longest(tokens, at, "#", view, None)
                if word is not None and word.relative is None:
                    word = None
            if word is None:
                items.append(_number(token))
                at += 1
                continue
        else:
            key = token[3]
            word, end = view.get(key), at
            if key in prefixes:
                word, end = _longest(tokens, at, key, view, word)
        item = Item(WORD, token[1], tokens[end][2], token[3])
        item.word = word
        if word is not None and word.relative is not None:
            item.value = _amount(tokens[at : end + 1])
        items.append(item)
        at = end + 1
    return items


def _amount(tokens: list[Token]) -> int:
    return next((int(t[3]) for t in tokens if t[0] == NUMBER and len(t[3]) <= _LONGEST_NUMBER), -1)


def _longest(
    tokens: list[Token], at: int, key: str, view: View, word: Word | None
) -> tuple[Word | None, int]:
    """Return the longest name from token *at* on, and its last token."""
    prefixes, get = view.prefixes, view.get
    end = at
    for step in range(at + 1, min(at + 2 * _MOST_WORDS, len(tokens))):
        token = tokens[step]
        if token[3] in IGNORED:
            continue
        longer = f"{key} {_key(token)}"
        if token[0] == NUMBER and longer not in prefixes and get(longer) is None:
            longer = key + " #"
        found = get(longer)
        if found is not None:
            word, end = found, step
        elif longer not in prefixes:
            break
        if longer not in prefixes:
            break
        key = longer
    return word, end


def digits(text: str) -> str:
    """Return *text* with its digits in ASCII."""
    return "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in text)
