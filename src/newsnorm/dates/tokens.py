"""From text to items: numbers, words with what they can mean, separators.

One pass over the text; the longest name in the table that starts at a token wins.
The work at a token is bounded by the longest name, so it is linear in the text.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from weakref import WeakSet

from newsnorm.dates.folding import CUT, IGNORED, TOKEN, fold
from newsnorm.dates.kinds import (
    ISO_T,
    MARKS,
    MONTH,
    NUMBER,
    PLAIN,
    RELATIVE,
    SEPARATOR,
    STARTS,
    UNKNOWN,
    WEEKDAY,
)
from newsnorm.dates.lexicon import View, Word, strange, table

LONGEST_NUMBER = 17
"""Digits of the longest number that is read: a time to the millisecond."""
NAMED = MONTH | WEEKDAY
_MOST_TOKENS = 24
"""Tokens of the longest name in the table, with ignored marks between them."""


_SHORTEST_HUMPS = 4
_NONE: AbstractSet[str] = frozenset()
LONGEST_KEPT = 40
"""Characters of the longest token that is remembered."""
KEPT = 16_384
"""Tokens that are remembered for one language (about 4 MB), then all are forgotten; at a
quarter of that, a third of the time of `find_dates` went into looking words up again."""
KEPT_IN_ALL = 131_072
"""Tokens that are remembered for all languages together (about 32 MB).  Without this bound they
took 120 MB after 33,000 texts in 135 languages."""


class _Memory:
    """How much is remembered in all views together."""

    __slots__ = ("count", "views")

    def __init__(self) -> None:
        self.count = 0
        self.views: WeakSet[View] = WeakSet()

    def keep(self, raw: str, token: Token, view: View) -> None:
        """Remember *token*; forget those of the language, or all, where they are too many."""
        if not view.tokens:
            self.views.add(view)
        elif len(view.tokens) >= KEPT:
            self.count -= len(view.tokens)
            view.tokens.clear()
        if self.count >= KEPT_IN_ALL:
            self.count = 0
            for other in self.views:
                other.tokens.clear()
        self.count += 1
        view.tokens[raw] = token


_MEMORY = _Memory()


class Item:
    """A number (``value``), a word (``word`` if known) or a separator (``text``)."""

    __slots__ = ("end", "flags", "start", "text", "value", "width", "word")

    def __init__(
        self, flags: int, start: int, end: int, text: str, word: Word | None, value: int, width: int
    ) -> None:
        self.flags = flags
        self.start = start
        self.end = end
        self.text = text
        self.word = word
        self.value = value
        self.width = width


Token = tuple[int, str, Word | None, int, int, int, "Pieces | None"]
"""Flags (0: white space), key, word, value of a number, its digits, length without the
space behind it, pieces of a run."""
Pieces = tuple[tuple[int, int, str, Word | None], ...]
"""Start, end, key and word of the names in a run of a spaceless script."""


def scan(text: str, view: View, *, relative: bool = False, offset: int = 0) -> list[Item]:
    """Return the items of *text*; relative phrases are looked for if *relative*.

    *offset* is where *text* begins in the whole text.
    """
    items: list[Item] = []
    kept, followers = view.tokens.get, view.followers
    starts: list[int] = []
    append = items.append
    beginning = STARTS | NUMBER if relative else STARTS
    start, waiting = offset, -1
    seconds = _NONE
    for raw in CUT.findall(text):
        flags, key, word, value, width, length, pieces = kept(raw) or token_of(raw, view)
        if flags:
            if waiting >= 0 and key not in IGNORED:
                if key in seconds or pieces is not None or (flags & NUMBER and "#" in seconds):
                    starts.append(waiting)
                waiting = -1
            if pieces is not None:
                for first, last, piece, known in pieces:
                    if piece in followers:
                        starts.append(len(items))
                    flags = UNKNOWN if known is None else known.flags
                    append(Item(flags, start + first, start + last, piece, known, -1, 0))
            else:
                if flags & beginning:
                    if relative and flags & NUMBER:
                        starts.append(len(items))
                    else:
                        waiting, seconds = len(items), followers.get(key, _NONE)
                append(Item(flags, start, start + length, key, word, value, width))
        start += len(raw)
    return _merged(items, starts, view, relative=relative) if starts else items


def token_of(raw: str, view: View) -> Token:
    """Say what a piece of text is, and remember it."""
    token = _classified(raw[:-1] if len(raw) > 1 and raw[-1] == " " else raw, view)
    if len(raw) <= LONGEST_KEPT:
        _MEMORY.keep(raw, token, view)
    return token


def _classified(raw: str, view: View) -> Token:
    if raw.isascii() and raw.isalpha():  # most tokens of most texts
        key = raw.lower()
        if key in view.parts or not raw[1:].islower():
            return _word(raw, key, view)
        return UNKNOWN, key, None, -1, 0, len(raw), None
    size = len(raw)
    if raw.isdecimal():
        value = int(raw) if size <= LONGEST_NUMBER else -1
        key = str(value) if size <= 2 else raw[:LONGEST_KEPT]
        flags = NUMBER | STARTS if size <= 2 and key in view.followers else NUMBER
        return flags, key, None, value, size, size, None
    match = TOKEN.match(raw)
    if match is None:
        return 0, "", None, -1, 0, size, None
    if match[3]:
        return _word(raw, fold(raw), view)
    if match[2]:
        return UNKNOWN, "", None, -1, 0, size, _pieces(raw, view)
    plain = raw.translate(PLAIN)
    return MARKS.get(plain, SEPARATOR), plain, None, -1, 0, size, None


def _word(raw: str, key: str, view: View) -> Token:
    word = view.get(key)
    size = len(raw)
    if word is None:
        flags = UNKNOWN
        pieces = _humps(raw, view) if size > _SHORTEST_HUMPS else None
    else:
        flags, pieces = word.flags, None
        if flags & NAMED and strange(raw, key):
            flags = flags & ~NAMED or UNKNOWN
    if key in view.followers:
        flags |= STARTS
    return flags, key, word, -1, 0, size, pieces


def _humps(raw: str, view: View) -> Pieces | None:
    """Cut 'TimesNovember' at its capital if that makes the name of a month or weekday.

    Extracted text often lacks the space between a name and the date.
    """
    if raw[1:].islower():
        return None
    for at in range(len(raw) - 2, 1, -1):
        if raw[at].isupper() and raw[at - 1].islower():
            key = fold(raw[at:])
            word = view.get(key)
            if word is None or not word.flags & NAMED or word.weak:
                return None
            return (0, at, fold(raw[:at]), None), (at, len(raw), key, word)
    return None


def _pieces(text: str, view: View) -> Pieces:
    """Cut a run of a spaceless script at the names it holds."""
    base = table()
    longest, pieces = base.longest, base.pieces
    out: list[tuple[int, int, str, Word | None]] = []
    at = unknown = 0
    size = len(text)
    while at < size:
        for length in range(min(longest.get(text[at], 0), size - at), 0, -1):
            piece = text[at : at + length]
            if piece in pieces:
                if unknown < at:
                    out.append((unknown, at, text[unknown:at], None))
                out.append((at, at + length, piece, view.get(piece)))
                at += length
                unknown = at
                break
        else:
            at += 1
    if unknown < size:
        out.append((unknown, size, text[unknown:], None))
    return tuple(out)


def _merged(items: list[Item], starts: list[int], view: View, *, relative: bool) -> list[Item]:
    """Join the items that make up one name, and mark the T of ISO times."""
    out: list[Item] = []
    done = 0
    followers = view.followers
    for at in starts:
        if at < done or at + 1 >= len(items):
            continue
        item, after = items[at], items[at + 1]
        key = item.text
        if key == "t" and _iso_t(items, at):
            item.flags |= ISO_T
            continue
        if after.text in IGNORED and at + 2 < len(items):
            after = items[at + 2]
        follower = "#" if after.flags & NUMBER else after.text
        if not (
            follower in followers.get(key, _NONE)
            or (relative and item.flags & NUMBER and follower in followers["#"])
        ):
            continue
        word, end = _longest(items, at, view, relative=relative)
        if end == at or word is None:
            continue
        out += items[done:at]
        joined = Item(word.flags, item.start, items[end].end, key, word, -1, 0)
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
        if found is not None and key == "m" and item.width == 1 and found.month_rank:
            break
        if found is not None:
            word, end = found, step
        elif longer not in prefixes:
            break
        key = longer
    return word, end
