"""Text of one legacy codec that was read in another: Cyrillic as Latin, Turkish ``ý`` for ``ı``.

Takes a text, gives edits.  A line is written back to bytes in the codec that it may
have been read in; the evidence model then says which codec and language explain the
bytes best, and how much likelier, in nats, that text is than the line as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from math import inf

from attrs import frozen

from newsnorm._text.codecs import codec
from newsnorm._text.legacy import guess_legacy
from newsnorm._text.legacy_tables import PRIOR, UNUSUAL
from newsnorm._text.legacy_text import text_cost
from newsnorm._text.plausibility import score
from newsnorm._text.scripts import dominant_script
from newsnorm.model import Edit
from newsnorm.mojibake.contradicted import is_contradicted
from newsnorm.mojibake.oddity import oddity
from newsnorm.mojibake.wide import HALF, WIDE, is_rare, is_wide

__all__ = ["Rereading", "margin_in", "python_name", "reread_edits", "rereadings", "settle_all"]

LATIN_OUTERS = ("windows-1252", "windows-1250", "macintosh", "ibm850", "ibm437")
NATIONAL_OUTERS = ("windows-1254", "windows-1253")
CYRILLIC_OUTERS = ("windows-1251", "koi8-r", "ibm866")
CJK_OUTERS = ("gb18030", "shift_jis", "euc-kr", "big5")
TRAP_OUTERS = ("windows-1252", "windows-1250")
"""Codecs that a text may have been read in, by the script it shows.  Those of Turkey and
Greece are asked where the others cannot write it, Greece where its letters stand inside
Latin words or there are few of those: the names of proteins end in them."""

USUAL_PRIOR = 1.5
"""Nats: the codecs that are met every day cost at most that much."""
ALONE_USUAL, ALONE, ALONE_LOSING, ALONE_WIDE = 5.0, 12.0, 25.0, 25.0
"""Nats by which a line must be likelier to be read again by itself: bytes of an everyday
codec read in windows-1252, all others, readings that turn letters into symbols, and those
from or to the codecs of the Far East.  Of 13,000 clean lines and 1,500 traps the
highest were 4.2 and 7.8; the real garbage of those codecs begins at 5."""
ALONE_UTF8 = 1.0
"""The same where the bytes of a line in a codec of the Far East are well-formed UTF-8."""
ALONE_HALF = 80.0
"""The same where the line has katakana of half width: old teletext is full of it."""
PER_CHANGE_USUAL, PER_CHANGE = 2.5, 4.0
"""Nats that each changed word must bring on average: where a language is unknown to the
model, a wrong reading gains a little in every word."""
SUPPORTED = 2.0
"""Nats that are enough if other lines were read in the same two codecs."""
NEUTRAL = -3.0
"""The same where the others leave no doubt: symbols say little for either reading."""
SUPPORT, STRONG_SUPPORT = 20.0, 60.0
"""Sums of the nats of other lines from which on they support a line."""
MOST = 60.0
"""The most that one line can support another with."""
UNUSUAL_CODEC = 6.0
"""Nats by which an unusual codec must beat an everyday one, beyond its prior."""
SECONDED = -20.0
"""Bits by which the second model, of 112 languages, must not find a reading less likely:
real garbage has more, Yoruba and other languages that the first one lacks -48."""
FEW_LETTERS = 25
"""Letters below which a line does not tell its language: of 40 short clean texts that would be
read again (of 105,000 in 100 languages) 33 have fewer."""
LIKELY, IMPOSSIBLE = -2.0, 12.0
"""Bits that the second model must find such a line likelier by: where its words tell the
language, and where they do not or the codecs are unusual.  Of those 40 texts one has more;
real garbage in whole lines begins at -1.4."""
OTHER_SCRIPT, FEW_CHANGES = 20.0, 3
"""The same where letters change their script, and how many letters must."""
IMPLAUSIBLE = -6.0
"""Bits a character of what is no text in any language, however bad it was before: the least
of 2,300 garbled lines and headlines that were right has -5.3, letters of a third script in
place of what lost bytes -6.7 to -9."""
CONFUSED = 6.0
"""Nats for the commonest accident of all, windows-1252 taken for iso-8859-1."""
GUESSES = 4
CONTROL_COST = 8.0
"""Nats that a C1 control character costs: no text has any."""
CHECKED = 700
"""Characters of a line that readings are compared on: its words outside ASCII."""

_TOKEN = re.compile(r"[^\x00-\x2f]*[^\x00-\x7f][^\x00-\x2f]*")
_RUN = re.compile(r"[^\x00-\x7f]+")
_INSIDE = re.compile(r"[a-z](?:[α-ξπ-ωΓΔΘΛΞΠΣΦΨΩбвгджзийклмнптфцчшщъыьэюя][a-z]|[ςΐά-ΰϊ-ώ])")
"""A Greek or Cyrillic letter that no Latin one looks like, inside a Latin word, or one that
only Greek words have."""
_LATIN = re.compile(r"[A-Za-z]")
_ASCII = re.compile(r"[\x00-\x7f]+")
_C1 = re.compile(r"[\x80-\x9f]")
_WORDS = re.compile(r"[^\x00-\x20]*[^\x00-\x7f][^\x00-\x20]*(?: [^\x00-\x20]*)?")

Pair = tuple[str, str]
"""The codec that a text was read in, and the one that it should have been."""
Margin = tuple[float, float, float]
"""Nats by which a reading is likelier, how many are enough without support, and the
nats by which it supports other lines."""


@frozen
class Rereading:
    """What a line says in other codecs, and by how many nats it is likelier then."""

    text: str
    margins: dict[Pair, Margin]


def _outers(text: str, *, odd: bool) -> tuple[str, ...]:
    """Return the codecs that *text* may have been read in."""
    if WIDE.search(text):
        return CJK_OUTERS
    first = ("iso-8859-1",) if _C1.search(text) else ()
    usual = (*LATIN_OUTERS, *CYRILLIC_OUTERS) if odd else TRAP_OUTERS
    greek = _INSIDE.search(text) or 4 * len(_LATIN.findall(text)) < len(_letters(text))
    return (*first, *usual, *NATIONAL_OUTERS[: 2 if greek else 1])


def _sample(text: str) -> str:
    """Return the part of a long line that readings are compared on."""
    if len(text) <= CHECKED:
        return text
    words: list[str] = []
    size = 0
    for match in _WORDS.finditer(text):
        words.append(match.group()[:CHECKED])
        size += len(words[-1]) + 1
        if size > CHECKED:
            break
    return " ".join(words)


@lru_cache(maxsize=512)
def rereadings(line: str, *, odd: bool, fixed: str | None = None) -> Rereading:
    """Return the readings of *line* in other codecs that are likelier than it is.

    Where *fixed* is what another repair makes of the line, they must be likelier than
    that as well.

    >>> list(rereadings("Ïðèâåò, êàê äåëà?", odd=True).margins)[0]
    ('windows-1252', 'windows-1251')
    """
    text = _sample(line)
    found: dict[Pair, Margin] = {}
    seen: set[bytes] = set()
    ahead = 0.0 if fixed is None else max(0.0, _as_is(text)[0] - _as_is(_sample(fixed))[0])
    for outer in _outers(text, odd=odd):
        data = codec(outer).write(text)
        if data is None or (outer in NATIONAL_OUTERS and data in seen):
            continue
        seen.add(data)
        for inner, new in _proposals(data, text):
            margin = _margin(text, new, (outer, inner))
            if margin is not None:
                found[outer, inner] = (margin[0] - ahead, margin[1], margin[2] - ahead)
    return Rereading(line, found)


@lru_cache(maxsize=512)
def _as_is(text: str) -> tuple[float, float]:
    """Return the cost of a text as it stands, and how odd it is."""
    return text_cost(text)[0] + len(_C1.findall(text)) * CONTROL_COST, oddity(text)


def _margin(text: str, new: str, pair: Pair) -> Margin | None:
    """Return by how many nats *new* is likelier than *text*; ``None`` if it is odder."""
    cost, strange = _as_is(text)
    odd = oddity(new)
    if odd > strange or (_letters(new) == _letters(text) and not _C1.search(text)):
        return None
    if codec(pair[1]).multibyte and pair[1] != "utf-8" and not is_wide(new):
        return None
    prior = 0.0 if pair[1] == "utf-8" else PRIOR.get(pair[1], UNUSUAL)
    nats = cost - text_cost(new)[0] - prior
    if pair == ("iso-8859-1", "windows-1252"):
        nats += CONFUSED
    usual = _is_usual(pair)
    least = ALONE_UTF8 if pair[1] == "utf-8" else ALONE_USUAL if usual else ALONE
    if pair[1] != "utf-8":
        if _script_change(text, new):
            least = ALONE
        if len(_letters(new)) < len(_letters(text)) and not codec(pair[1]).multibyte:
            least = ALONE_LOSING
        if codec(pair[0]).multibyte or codec(pair[1]).multibyte:
            least = ALONE_HALF if HALF.search(text) else ALONE_WIDE
    if len(_ASCII.sub("", text)) < 2:
        least = least if usual else least + PER_CHANGE
    each = (PER_CHANGE_USUAL if usual else PER_CHANGE) * _changes(text, new)
    each = 0.0 if pair[1] == "utf-8" else each
    if nats > SUPPORTED:
        gain, bits = _gain(text, new)
        if gain < SECONDED or _is_refused(text, new, pair[1], bits) or _is_stray(new):
            return None
        if pair[1] != "utf-8" and not _C1.search(text) and not _says_enough(text, new, gain, pair):
            return nats, inf, 0.0
    enough = max(each, least if least >= ALONE_WIDE else 0.0)
    return nats, max(least, each), nats if nats >= enough else 0.0


def _is_refused(text: str, new: str, inner: str, bits: float) -> bool:
    """Say whether *new*, of *bits* a character in the codec *inner*, is no text of any language."""
    if codec(inner).multibyte:
        return (inner != "utf-8" and is_rare(new)) or is_contradicted(text, new)
    return bits < IMPLAUSIBLE or is_contradicted(text, new)


def _is_stray(new: str) -> bool:
    """Say whether the only letters of another alphabet in Latin text are one or two."""
    foreign = _letters(_ASCII.sub("", new))
    few = len(foreign) < FEW_CHANGES <= len(_LATIN.findall(new))
    return few and dominant_script(foreign) not in ("Latn", "Zyyy")


def _gain(text: str, new: str) -> tuple[float, float]:
    """Return the bits by which the model of more languages finds *new* likelier.

    And those that a character of it has; of its words alone where nearly all of it is
    outside ASCII, as brackets and spaces around a word or two are likely themselves.
    """
    words = " ".join(_TOKEN.findall(new))
    foreign = 2 * len(_ASCII.sub("", new)) > len(_letters(new))
    before, after, alone = score([text, new, words if foreign else ""])
    gain = float(after * len(new) - before * len(text))
    return gain, float(alone if foreign else after)


def _says_enough(text: str, new: str, gain: float, pair: Pair) -> bool:
    """Say whether a line by itself says that it was read in *pair*.

    One letter in a word or two is at home in some language: a short text can say so only
    if what stands there is impossible in all.
    """
    if not _letters(_ASCII.sub("", new)):
        return gain >= IMPOSSIBLE  # letters that were marks: an apostrophe, quotes
    if _INSIDE.search(text) and not _INSIDE.search(new):
        return gain >= IMPOSSIBLE
    if _script_change(text, new) and _letters(_ASCII.sub("", text)):
        changed = sum(a != b for a, b in zip(text, new, strict=False))
        whole = 2 * changed >= len(_letters(new)) or _changes(text, new) > 1
        many = changed >= FEW_CHANGES and whole
        return (many and gain >= OTHER_SCRIPT) or len(text) != len(new)
    usual = _is_usual(pair)
    if len(_letters(text)) < FEW_LETTERS:
        return gain >= IMPOSSIBLE
    return gain >= (LIKELY if usual else IMPOSSIBLE)


def _is_usual(pair: Pair) -> bool:
    """Say whether bytes of an everyday codec were read in the most common one."""
    common = pair[0] in ("windows-1252", "iso-8859-1")
    return (common and PRIOR.get(pair[1], UNUSUAL) <= USUAL_PRIOR) or pair[1] == "utf-8"


def margin_in(line: str, pair: Pair) -> Margin | None:
    """Return by how many nats *line* is likelier if it was read in *pair*."""
    text = _sample(line)
    data = codec(pair[0]).write(text)
    new = None if data is None else codec(pair[1]).read(data)
    return None if new is None or new == text else _margin(text, new, pair)


def _script_change(old: str, new: str) -> bool:
    """Say whether the letters outside ASCII are of another script in *new*."""
    before, after = (_letters(_ASCII.sub("", text)) for text in (old, new))
    return dominant_script(before) != dominant_script(after)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))


def _proposals(data: bytes, text: str) -> Iterator[tuple[str, str]]:
    """Yield the likeliest codecs of *data* with what it says in them."""
    seen = {text}
    if WIDE.search(text):
        with suppress(UnicodeDecodeError):
            yield "utf-8", data.decode("utf-8")
    for guess in guess_legacy(data):
        new = codec(guess.codec).read(data)
        if new is not None and new not in seen:
            seen.add(new)
            yield guess.codec, new
            if len(seen) > GUESSES:
                return


def _changes(old: str, new: str) -> int:
    """Return the number of words that differ."""
    if old.isascii() or len(old.split(" ")) != len(new.split(" ")):
        return 1
    return sum(a != b for a, b in zip(old.split(" "), new.split(" "), strict=True))


def settle(found: list[Rereading]) -> list[tuple[Pair, float] | None]:
    """Choose for each line the pair of codecs it was read in, with the margin, if any."""
    support = _support(found)
    chosen: list[tuple[Pair, float] | None] = []
    for line in found:
        best: tuple[float, Pair, float] | None = None
        for pair, (margin, alone, own) in line.margins.items():
            others = support.get(pair, 0.0) - min(max(own, 0.0), MOST)
            if margin >= _least(alone, others):
                unusual = UNUSUAL_CODEC if PRIOR.get(pair[1], UNUSUAL) >= UNUSUAL else 0.0
                score = margin - unusual + min(others, 2 * MOST) / 4
                best = max(best or (score, pair, margin), (score, pair, margin))
        if best is not None and best[2] < _likeliest_refused(line):
            best = None
        chosen.append(None if best is None else (best[1], best[2]))
    return chosen


def _likeliest_refused(line: Rereading) -> float:
    """Return the most nats that a reading has which the line is too short to tell.

    A lesser one is not to be taken in its place.
    """
    return max((nats for nats, alone, _ in line.margins.values() if alone == inf), default=0.0)


def settle_all(found: list[Rereading]) -> list[tuple[Pair, float] | None]:
    """Choose for each line as :func:`settle` does, then ask the others about the same pairs.

    Where most lines were read in one pair of codecs, so were probably those that say
    little themselves.
    """
    chosen = settle(found)
    pairs = dict.fromkeys(choice[0] for choice in chosen if choice is not None)
    if not pairs or all(choice is not None for choice in chosen):
        return chosen
    wider = [
        line
        if choice is not None
        else Rereading(line.text, {**line.margins, **_asked(line.text, pairs)})
        for line, choice in zip(found, chosen, strict=True)
    ]
    return settle(wider)


def _asked(line: str, pairs: Iterable[Pair]) -> dict[Pair, Margin]:
    return {pair: margin for pair in pairs if (margin := margin_in(line, pair)) is not None}


def _least(alone: float, others: float) -> float:
    """Return the nats that are enough beside the support of other lines."""
    if others >= STRONG_SUPPORT:
        return NEUTRAL
    if others >= SUPPORT:
        return SUPPORTED
    return alone


def _support(found: list[Rereading]) -> dict[Pair, float]:
    """Add up the nats of distinct lines for each pair of codecs."""
    support: dict[Pair, float] = {}
    for line in {reading.text: reading for reading in found}.values():
        for pair, (_, _, own) in line.margins.items():
            if own > 0:
                support[pair] = support.get(pair, 0.0) + min(own, MOST)
    return support


def python_name(name: str) -> str:
    """Return the name of a codec as Python writes it.

    >>> python_name("windows-1252"), python_name("macintosh"), python_name("iso-8859-1")
    ('cp1252', 'mac_roman', 'latin-1')
    """
    name = codec(name).python
    name = {"iso8859_1": "latin-1", "utf_8": "utf-8"}.get(name, name)
    return name if name.startswith(("mac_", "euc_")) else name.replace("_", "-")


def reread_edits(line: str, start: int, pair: Pair, margin: float) -> Iterable[Edit]:
    """Yield the edits of the line at *start* that was read in *pair*."""
    outer, inner = codec(pair[0]), codec(pair[1])
    pattern = _TOKEN if outer.multibyte or inner.multibyte else _RUN
    for match in pattern.finditer(line):
        old = match.group()
        data = outer.write(old)
        new = None if data is None else inner.read(data)
        if new is None or new == old:
            continue
        yield Edit(
            start=start + match.start(),
            end=start + match.end(),
            original=old,
            replacement=new,
            reason=f"{python_name(pair[1])} read as {python_name(pair[0])}",
            evidence=f"the line is likelier by {margin:.0f} nats",
            confidence=round(1 - 0.5 ** (margin / 7), 4),
        )
