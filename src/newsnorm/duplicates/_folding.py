"""Code points folded for comparison, a whole batch at a time, with the way back.

Takes texts; gives one array of folded code points with the place that each came
from.  Case, width, accents, normal forms, ligatures and invisible characters do
not matter, and UTF-8 that was read as something else is read again, for the
comparison only.  A clean text that this misreads is misread the same way in
each of its copies, so no care for plausibility is needed here.

The tables fill themselves as code points are met: there is nothing to load, and
an entry depends on its code point alone, so threads cannot disagree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Array: TypeAlias = "np.ndarray[Any, Any]"

SEPARATOR, DROP, EXPAND = 0, 1, 2
"""What the fold table holds where it holds no folded code point."""
_UNSEEN = 3
LETTER, DIGIT, CHARACTER, SYLLABIC = 1, 2, 3, 4
"""Classes of folded code points: the last two are words of their own, in scripts
that set no spaces (an ideograph says as much as half a word; a letter of Thai,
Lao, Khmer or Burmese as a fifth)."""

_CODE_POINTS = 0x110000
_fold = np.full(_CODE_POINTS, _UNSEEN, np.uint32)
_class = np.zeros(_CODE_POINTS, np.uint8)
_expansions: dict[int, tuple[int, ...]] = {}

_KEPT_COMBINING = (0, 9)  # vowel signs and viramas of the scripts of India belong to the word
_SPACELESS = (
    (0x0E00, 0x0EFF, SYLLABIC),
    (0x1000, 0x109F, SYLLABIC),
    (0x1780, 0x17FF, SYLLABIC),
    (0x3005, 0x3007, CHARACTER),
    (0x3021, 0x30FF, CHARACTER),
    (0x3100, 0x312F, CHARACTER),
    (0x31F0, 0x31FF, CHARACTER),
    (0x3400, 0x9FFF, CHARACTER),
    (0xF900, 0xFAFF, CHARACTER),
    (0x20000, 0x3FFFF, CHARACTER),
)
_IGNORABLE = frozenset((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x034F, 0x115F, 0x1160))


def _folded(code: int) -> list[int]:
    """Return what one code point folds to: none, one or several; 0 is a separator."""
    if code in _IGNORABLE:
        return []
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).casefold())
    result: list[int] = []
    for char in text:
        category = unicodedata.category(char)
        if category == "Cf" or (
            category == "Mn" and unicodedata.combining(char) not in _KEPT_COMBINING
        ):
            continue
        if category == "Nd":
            result.append(ord("0") + unicodedata.decimal(char))
        else:
            result.append(ord(char) if category[0] in "LNM" else 0)
    return result if any(result) or not result else [0]


def _class_of(code: int) -> int:
    if unicodedata.category(chr(code))[0] == "N":
        return DIGIT
    return next((kind for low, high, kind in _SPACELESS if low <= code <= high), LETTER)


def _learn(codes: Array) -> None:
    """Fill the tables for the code points *codes*."""
    for code in codes.tolist():
        folded = _folded(code)
        for target in folded:
            if target:
                _class[target] = _class_of(target)
        if len(folded) > 1:
            _expansions[code] = tuple(folded)
        _fold[code] = folded[0] if len(folded) == 1 else EXPAND if folded else DROP


_learn(np.arange(128))


@frozen
class Folded:
    """A batch of folded texts.

    ``codes`` are the folded code points, 0 where words end, one 0 at least after
    each text; ``classes`` what each is.  ``origins`` are the positions in the
    concatenation of the texts that they came from (``None``: position by
    position), ``bounds`` where in it each text starts, and the end.
    """

    codes: Array
    classes: Array
    origins: Array | None
    bounds: Array


def fold(texts: Sequence[str]) -> Folded:
    """Fold *texts* for comparison.

    >>> "".join(map(chr, fold(["Ｇrüße"]).codes.tolist()[:-1]))
    'grusse'
    """
    bounds = np.array([0, *accumulate(len(text) + 1 for text in texts)])
    data = "\n".join((*texts, "")).encode("utf-32-le", "surrogatepass")
    source = np.frombuffer(data, np.uint32)
    codes, origins = source, None
    if any(not text.isascii() for text in texts):
        codes, origins = _reread(source)
    folded = _fold[codes]
    if (folded == _UNSEEN).any():
        _learn(np.unique(codes[folded == _UNSEEN]))
        folded = _fold[codes]
    if (folded == EXPAND).any():
        folded, origins = _expanded(codes, folded, origins)
    kept = folded != DROP
    if not kept.all():
        origins = np.flatnonzero(kept) if origins is None else origins[kept]
        folded = folded[kept]
    return Folded(folded, _class[folded], origins, bounds)


def _expanded(codes: Array, folded: Array, origins: Array | None) -> tuple[Array, Array]:
    """Put in what folds to several code points."""
    places = np.flatnonzero(folded == EXPAND)
    parts = [_expansions[code] for code in codes[places].tolist()]
    counts = np.ones(len(folded), np.int64)
    counts[places] = [len(part) for part in parts]
    index = np.repeat(np.arange(len(folded)), counts)
    result = folded[index]
    result[result == EXPAND] = np.array([code for part in parts for code in part], np.uint32)
    return result, index if origins is None else origins[index]


# ---------------------------------------------------------------- UTF-8 that was read otherwise
_MISREADINGS = ("cp1252", "mac_roman", "cp1251", "cp437")
"""Code pages that UTF-8 is read with by mistake; windows-1252 with latin-1's C1 controls."""
_MAX_LAYERS = 3
_NEWLINE = ord("\n")
_leads = np.zeros(_CODE_POINTS, np.uint8)
_trails = np.zeros(_CODE_POINTS, np.uint8)


@cache
def _misreading(codec: str) -> tuple[re.Pattern[str], dict[int, int]]:
    """Return a pattern for UTF-8 sequences read with *codec*, and characters to bytes."""
    to_byte = {byte: byte for byte in range(0x80, 0xA0)} if codec == "cp1252" else {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(codec, "replace")
        if char != "\N{REPLACEMENT CHARACTER}":
            to_byte[ord(char)] = byte

    def chars(low: int, high: int) -> str:
        return "".join(re.escape(chr(c)) for c, byte in to_byte.items() if low <= byte <= high)

    trail = f"[{chars(0x80, 0xBF)}]"
    pattern = (
        f"[{chars(0xC2, 0xDF)}]{trail}|[{chars(0xE0, 0xEF)}]{trail}{{2}}"
        f"|[{chars(0xF0, 0xF4)}]{trail}{{3}}"
    )
    return re.compile(pattern), to_byte


def _prepare_misreadings() -> None:
    for bit, codec in enumerate(_MISREADINGS):
        for code, byte in _misreading(codec)[1].items():
            if byte < 0xC0:
                _trails[code] |= 1 << bit
            elif 0xC2 <= byte <= 0xF4:
                _leads[code] |= 1 << bit


_prepare_misreadings()


def _reread(source: Array) -> tuple[Array, Array | None]:
    """Read UTF-8 again that was read with another code page, line by line.

    A line is read with the code page that explains most of it, and again as
    long as that finds something, up to :data:`_MAX_LAYERS` times.
    """
    found = np.flatnonzero(_leads[source[:-1]] & _trails[source[1:]])
    if not len(found):
        return source, None
    ends = np.append(np.flatnonzero(source == _NEWLINE), len(source))
    lines = np.unique(np.searchsorted(ends, found))
    codes: list[Array] = []
    origins: list[Array] = []
    done = 0
    for line in lines.tolist():
        start = int(ends[line - 1]) + 1 if line else 0
        stop = int(ends[line])
        codes.append(source[done:start])
        origins.append(np.arange(done, start))
        part, places = source[start:stop], np.arange(start, stop)
        for _ in range(_MAX_LAYERS):
            kept, part = _reread_line(part)
            if kept is None:
                break
            places = places[kept]
        codes.append(part)
        origins.append(places)
        done = stop
    codes.append(source[done:])
    origins.append(np.arange(done, len(source)))
    return np.concatenate(codes), np.concatenate(origins)


def _reread_line(codes: Array) -> tuple[Array | None, Array]:
    """Read one line again; give which of its places are kept, and their codes."""
    text = codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    best: list[tuple[int, int, int]] = []
    most = 0
    for codec in _MISREADINGS:
        found = list(_sequences(text, codec))
        explained = sum(end - start for start, end, _code in found)
        if explained > most:
            best, most = found, explained
    if not best:
        return None, codes
    result = codes.copy()
    kept = np.ones(len(codes), bool)
    for start, end, code in best:
        result[start] = code
        kept[start + 1 : end] = False
    return np.flatnonzero(kept), result[kept]


def _sequences(text: str, codec: str) -> Iterator[tuple[int, int, int]]:
    """Find UTF-8 sequences in *text*, read with *codec*, and the code points they mean."""
    pattern, to_byte = _misreading(codec)
    for match in pattern.finditer(text):
        data = bytes([to_byte[ord(char)] for char in match.group()])
        try:
            yield match.start(), match.end(), ord(data.decode("utf-8"))
        except UnicodeDecodeError:
            continue
