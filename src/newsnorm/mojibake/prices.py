"""What a text costs that came out of completing lost bytes: words, case and marks.

Takes readings of the same piece of text; gives the bits of each.  The likeliest costs
least.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from newsnorm._text.plausibility import score
from newsnorm._text.scripts import script_of
from newsnorm.mojibake.words import SPACELESS, letters_of, pieces_of

__all__ = ["MARKS", "Prices", "words_of"]

KNOWN = 9.0
"""Bits that a word costs at most which the text has elsewhere, undamaged."""
INSIDE = 20.0
"""Bits of a capital after a small letter, or of a small letter after two capitals."""
TITLE, CAPITALS, AT_START = 3.0, 5.0, 0.5
"""Bits of a word with a capital first, of one in capitals, of a capital after a full stop."""
RARE = 14.0
"""Bits of a mark that stands where it is not met."""
PAIRED = 3.0
"""Bits that tell a closing quotation mark by the one that was opened."""

MOST_KEPT = 50_000
"""Words whose prices are kept."""

_MARKED = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f"
    "\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83"
    "\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0bd7\u0c00-\u0c04\u0c3e-\u0c56"
    "\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0d82\u0d83\u0dca-\u0ddf"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
)
_WORD = re.compile(rf"[^\W\d_][^\W\d_{_MARKED}]*(?:[{_MARKED}]+[^\W\d_{_MARKED}]*)*")
MARKS = (
    "“”‘’„‚–—…•«»‹›†‡‰′″€™ ™°·¿¡§№→⇒←↑↓✓✔✅❌⚡⚠★☆☀☎❤✨►▶■●♥"
    "\u200b\u200c\u200d\u200e\u200f\u2010\u2011、。「」『』，！？：；（）《》【】・〜～\ufe0f"
)
"""Marks of the news that lost bytes may have stood for."""
_POINTS = re.compile("[\u064b-\u0655\u0670]")
"""Arabic vowel points and the hamza above: no list of words has them."""
_INSIDE = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200c\u200d]")
"""What costs something inside words too."""
POINT, HAMZA = 12.0, 5.0
"""Bits of such a point, and of the hamza where Persian has it, above the last heh."""
_WIDE_MARKS = {"、": 3.0, "。": 3.0, "，": 3.0, "「": 4.0, "」": 4.0} | dict.fromkeys(
    "！？：；（）・《》", 5.0
)
_WIDE_MARKS |= dict.fromkeys("『』【】〜～／％＋－　〈〉", 8.0)
"""Bits of the marks of the Far East."""
_MARK = re.compile(r"[^\w\s\x00-\x7f]|[^\D\x00-\x7f]|[,.?\"']")
_OPENING, _CLOSING = "“‘„‚«‹", "”’»›"
_DASHES = "–—"


@lru_cache(maxsize=8192)
def fold(word: str, language: str = "") -> str:
    """Return *word* as the lists have it: in small letters, without vowel points, ß as ss."""
    if language in ("tr", "az"):
        word = word.replace("I", "ı").replace("İ", "i")
    word = word.lower().replace("ß", "ss").replace("ς", "σ")
    return word if word.isalpha() else _POINTS.sub("", word) or word


def words_of(text: str, language: str) -> Iterator[str]:
    """Yield the words of *text*, in small letters."""
    for match in _WORD.finditer(text):
        yield fold(match.group(), language)


class Prices:
    """What text of one language costs, beside what else the document says."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._letters = letters_of(language)
        self._pieces = pieces_of(language)
        self._seen: set[str] = set()
        self._cache: dict[tuple[str, bool], float] = {}

    @property
    def has_words(self) -> bool:
        """Whether words of the language are known."""
        return self._letters is not None or self._pieces is not None

    def know(self, word: str) -> None:
        """Take *word* for a word: the document has it, undamaged."""
        self._seen.add(word)

    def bits(self, texts: Sequence[str], *, ended: bool = True) -> npt.NDArray[np.float64]:
        """Return the bits of each text; not *ended*: the last word may go on.

        >>> wrong, right = Prices("ru").bits(["много счастьс", "много счастья"])
        >>> bool(right + 20 < wrong)
        True
        """
        if not self.has_words:
            within = {self.language} if self.language else None
            found = -score(texts, within=within) * [max(1, len(text)) for text in texts]
            return found + [sum(self._marks(text, ())) for text in texts]
        spans = [[match.span() for match in _WORD.finditer(text)] for text in texts]
        words = {
            (fold(text[start:end], self.language), ended or end < len(text))
            for text, found in zip(texts, spans, strict=True)
            for start, end in found
        }
        if len(self._cache) > MOST_KEPT:
            self._cache.clear()
        self._price(words - self._cache.keys())
        return np.array(
            [self._sum(text, found, ended=ended) for text, found in zip(texts, spans, strict=True)]
        )

    def _price(self, words: set[tuple[str, bool]]) -> None:
        """Price the words that have no price yet."""
        if self._pieces is not None:
            self._cache.update({key: self._pieces.bits(key[0]) for key in words})
            return
        if self._letters is None:
            return
        for whole in (True, False):
            part = sorted(word for word, ended in words if ended is whole)
            for word, bits in zip(part, self._letters.bits(part, ended=whole), strict=True):
                seen = whole and word in self._seen
                self._cache[word, whole] = min(float(bits), KNOWN) if seen else float(bits)

    def _sum(self, text: str, spans: Sequence[tuple[int, int]], *, ended: bool) -> float:
        total = 0.0 if text.isalpha() else sum(self._marks(text, spans))
        for start, end in spans:
            word = text[start:end]
            total += self._cache[fold(word, self.language), ended or end < len(text)]
            if not word.islower() and self.language not in SPACELESS:
                total += _case(text, start, word)
        return total

    def _marks(self, text: str, spans: Sequence[tuple[int, int]]) -> Iterator[float]:
        """Yield the bits of the marks outside ASCII; *spans* are those of words."""
        opened = 0
        if _INSIDE.search(text):
            spans = ()
        edges = [0, *(edge for span in spans for edge in span), len(text)]
        gaps = zip(edges[::2], edges[1::2], strict=True)
        for match in (match for gap in gaps for match in _MARK.finditer(text, *gap)):
            index, character = match.start(), match.group()
            before, after = text[index - 1 : index] if index else "", text[index + 1 : index + 2]
            if character < "\x80":
                yield _ascii_bits(before, character, after)
                continue
            if character in _OPENING:
                opened += 1
            elif character in "”»›" and opened:
                opened -= 1
                yield -PAIRED
            yield mark_bits(before, character, after)


def _case(text: str, start: int, word: str) -> float:
    """Return the bits of how a word is written, in small letters and capitals."""
    turns = sum(a.islower() and b.isupper() for a, b in pairwise(word))
    if word.isupper():
        return CAPITALS if len(word) > 1 else TITLE
    head = len(word) - len(word.lstrip("".join(c for c in set(word) if c.isupper())))
    turns += head > 1
    before = text[:start].rstrip(" \xa0\"'“„«‘(-–—")
    first = not before or before[-1] in ".!?:…\n"
    return INSIDE * turns + (0.0 if not head else AT_START if first else TITLE)


def _ascii_bits(before: str, mark: str, after: str) -> float:
    """Return the bits of a mark that bytes are replaced by, or that a space is lost before."""
    if mark in ",.":
        return 6.0 if before.isspace() and not after.isdigit() else 0.0
    inside = before.isalpha() and after.isalpha()
    if mark == "?":
        return RARE if after.isalnum() else 6.0
    return (8.0 if mark == '"' else 1.0) if inside else 3.0


def mark_bits(before: str, mark: str, after: str) -> float:
    """Return the bits of *mark* between two characters."""
    left = bool(before) and (before.isalnum() or before in ".,;:!?…%)]»”’*°")
    right = bool(after) and (after.isalnum() or after in "([«“¿¡#@$€…")
    joined = before.isalnum() and after.isalnum()
    if mark in _OPENING:
        return 2.0 if right and not left else 2.0 + 10.0
    if mark == "’" and before.isalpha() and after.isalpha():
        return 1.0
    if mark in _CLOSING:
        return 2.0 if left and not right else 6.0 if right and not left else 12.0
    if mark in _DASHES:
        free = before in ("", " ", "\xa0") and after in ("", " ", "\xa0")
        digits = before.isdigit() and after.isdigit()
        return 2.5 if free else 2.5 + (mark == "—") if digits else 6.0 if joined else 8.0
    if mark == "…":
        return 3.0 if left or right else 7.0
    return _seldom(before, mark, after)


def _seldom(before: str, mark: str, after: str) -> float:
    """Return the bits of what is no quotation mark, dash or ellipsis."""
    joined = before.isalnum() and after.isalnum()
    if mark == "\u200c":
        arabic = bool(before) and script_of(before) == "Arab"
        return 3.0 if joined and arabic else RARE
    if mark == "\u200d":
        symbol = bool(after) and unicodedata.category(after)[0] == "S"
        return 1.0 if symbol else 6.0 if before and unicodedata.combining(before) == 9 else RARE
    if mark == "\ufe0f":
        return 1.0 if before and unicodedata.category(before)[0] == "S" else RARE
    if mark in "\u2010\u2011":
        return 8.0 if joined else RARE
    if mark == "•":
        return 6.0 if not before or before.isspace() else RARE
    category = unicodedata.category(mark)
    if category == "Nd":
        return RARE if before.isalpha() or after.isalpha() else 3.0
    if category[0] == "M":
        own = POINT if _POINTS.match(mark) else 0.0
        if mark == "\u0654" and before == "\u0647" and not after.isalpha():
            own = HAMZA
        return own if before.isalpha() or unicodedata.category(before or " ")[0] == "M" else RARE
    if mark == "\ufffd":
        return 2 * RARE
    if "\u3000" <= mark <= "\u30ff" or "\uff00" <= mark <= "\uffef":
        return _WIDE_MARKS.get(mark, RARE)
    return RARE if "\u2000" <= mark <= "\u206f" else 8.0
