"""From text to items: numbers, words with what they can mean, separators.

One pass over the text; the longest name in the table that starts at a token wins.
The work at a token is bounded by the longest name, so it is linear in the text.
"""

from __future__ import annotations

from newsnorm.dates.folding import IGNORED, TOKEN, fold
from newsnorm.dates.kinds import ISO_T, MARKS, MONTH, NUMBER, PLAIN, RELATIVE, SEPARATOR, UNKNOWN, WEEKDAY, WIDE
from newsnorm.dates.lexicon import View, Word, strange, table

LONGEST_NUMBER = 17
"""Digits of the longest number that is read (a time to the millisecond); longer ones are no dates."""
NAMED = MONTH | WEEKDAY
_MOST_TOKENS = 24
"""Tokens of the longest name in the table, with ignored marks between them."""


class Item:
    """A number (``value``), a word (``word`` if known) or a separator (``text``)."""

    __slots__ = ("end", "flags", "start", "text", "value", "width", "word")

    def __init__(self, flags: int, start: int, end: int, text: str, word: Word | None) -> None:
        self.flags = flags
        self.start = start
        self.end = end
        self.text = text
        self.word = word
        self.value = -1
        self.width = 0


def scan(text: str, view: View, *, relative: bool = False) -> list[Item]:
    """Return the items of *text*; relative phrases are looked for if *relative*."""
    items: list[Item] = []
    merge: list[int] = []
    known, prefixes, marks = view.known, view.prefixes, MARKS
    append = items.append
    for match in TOKEN.finditer(text):
        group = match.lastindex
        start, end = match.span()
        if group == 1:
            raw = match[0]
            item = Item(NUMBER, start, end, raw, None)
            item.width = end - start
            if end - start <= LONGEST_NUMBER:
                item.value = int(raw)
                if end - start <= 2 and str(item.value) in prefixes or relative:
                    merge.append(len(items))
            append(item)
        elif group == 3:
            raw = match[0]
            key = fold(raw)
            word = known[key] if key in known else view.get(key)
            if word is not None and word.flags & NAMED and strange(raw, key):
                word = None
            if key in prefixes:
                merge.append(len(items))
            append(Item(UNKNOWN if word is None else word.flags, start, end, key, word))
        elif group == 4:
            raw = match[0]
            if raw in WIDE:
                raw = raw.translate(PLAIN)
            append(Item(marks.get(raw, SEPARATOR), start, end, raw, None))
        else:
            _pieces(match[0], start, view, items, merge)
    return _merged(items, merge, view, relative=relative) if merge else items


def _pieces(text: str, start: int, view: View, items: list[Item], merge: list[int]) -> None:
    """Cut a run of a spaceless script at the names it holds."""
    base = table()
    longest, pieces = base.longest, base.pieces
    at = unknown = 0
    size = len(text)
    while at < size:
        for length in range(min(longest.get(text[at], 0), size - at), 0, -1):
            piece = text[at : at + length]
            if piece in pieces:
                if unknown < at:
                    items.append(Item(UNKNOWN, start + unknown, start + at, text[unknown:at], None))
                word = view.get(piece)
                if piece in view.prefixes:
                    merge.append(len(items))
                flags = UNKNOWN if word is None else word.flags
                items.append(Item(flags, start + at, start + at + length, piece, word))
                at += length
                unknown = at
                break
        else:
            at += 1
    if unknown < size:
        items.append(Item(UNKNOWN, start + unknown, start + size, text[unknown:], None))


def _merged(items: list[Item], merge: list[int], view: View, *, relative: bool) -> list[Item]:
    """Join the items that make up one name."""
    out: list[Item] = []
    done = 0
    for at in merge:
        if at < done:
            continue
        item = items[at]
        if item.text == "t" and _iso_t(items, at):
            item.flags |= ISO_T
            continue
        word, end = _longest(items, at, view, relative=relative)
        if word is None or (end == at and not word.flags & RELATIVE):
            continue
        out += items[done:at]
        joined = Item(word.flags, item.start, items[end].end, item.text, word)
        if word.flags & RELATIVE:
            joined.value = next((i.value for i in items[at : end + 1] if i.flags & NUMBER), -1)
        out.append(joined)
        done = end + 1
    return out + items[done:] if done else items


def _iso_t(items: list[Item], at: int) -> bool:
    """Whether the letter T stands between two numbers without a space."""
    if not 0 < at < len(items) - 1:
        return False
    before, item, after = items[at - 1 : at + 2]
    return bool(
        before.flags & NUMBER
        and after.flags & NUMBER
        and before.end == item.start
        and item.end == after.start
    )


def _longest(items: list[Item], at: int, view: View, *, relative: bool) -> tuple[Word | None, int]:
    """Return the longest name from item *at* on, and its last item."""
    item = items[at]
    word: Word | None = item.word
    end = at
    if not item.flags & NUMBER:
        return _walk(items, at, item.text, view, word)
    if item.width <= 2:
        word, end = _walk(items, at, str(item.value), view, None)
    if word is None and relative:
        word, end = _walk(items, at, "#", view, None)
        if word is not None and not word.flags & RELATIVE:
            word = None
    return word, end


def _walk(
    items: list[Item], at: int, key: str, view: View, word: Word | None
) -> tuple[Word | None, int]:
    prefixes, get = view.prefixes, view.get
    end = at
    for step in range(at + 1, min(at + _MOST_TOKENS, len(items))):
        if key not in prefixes:
            break
        item = items[step]
        if item.text in IGNORED:
            continue
        if item.flags & NUMBER:
            longer = f"{key} {item.value}"
            if longer not in prefixes and longer not in view.entries:
                longer = key + " #"
        else:
            longer = f"{key} {item.text}"
        found = get(longer)
        if found is not None and key == "m" and item.width != 2 and found.month_rank:
            break
        if found is not None:
            word, end = found, step
        elif longer not in prefixes:
            break
        key = longer
    return word, end
