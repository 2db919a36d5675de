"""Lines that are UTF-8 in part: their stray bytes, or all of them, in a legacy codec."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from attrs import evolve, field, frozen

from newsnorm._text.codecs import codec
from newsnorm._text.legacy_cost import text_cost
from newsnorm._text.legacy_tables import PRIOR
from newsnorm.charset.exact import invalid, read_exactly
from newsnorm.model import Damage

CODECS = (
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-874",
    "macintosh",
    "iso-8859-2",
    "koi8-r",
)
"""Codecs that a stray byte in a line of UTF-8 may come from."""
STRAY = re.compile("[\udc80-\udcff]+")
_SAFE = re.compile("[\x00-\x2f]")
HIGH = bytes(range(0x80, 0x100))
MANY = 4  # stray bytes for each valid character from which on a line is no UTF-8
TRIED = 64  # lines whose codec is looked for; the rest of a document follows their majority
AROUND = 300  # characters before and after the first stray byte that are compared
ELSEWHERE = 15.0  # nats: stray bytes come from a word processor under Windows, as a rule


@frozen(kw_only=True)
class Line:
    """One line: its bytes, and its text with surrogates for ``stray`` bytes.

    ``valid`` counts the other characters beyond ASCII; ``read_as`` is the
    encoding that the line, but for its damage, was read in.
    """

    data: bytes
    text: str
    stray: int = 0
    valid: int = 0
    read_as: str = "utf-8"
    damage: Sequence[Damage] = field(default=())


def line_of(raw: bytes) -> Line:
    """Return a line as UTF-8, with its stray bytes and its valid characters counted."""
    if raw.isascii():
        return Line(data=raw, text=raw.decode("ascii"))
    text = str(raw, "utf-8", "surrogateescape")
    kept = text.encode("utf-8", "ignore").decode("utf-8")
    valid = len(kept) - len(raw.translate(None, HIGH))
    return Line(data=raw, text=text, stray=len(text) - len(kept), valid=valid)


def read_lines(rows: Sequence[Line], legacy: str, lead: float) -> list[Line]:
    """Read lines with stray bytes: in *legacy* as a whole, or their stray bytes in some codec.

    ``lead``, in nats, is what speaks for the first beforehand.
    """
    votes: Counter[str] = Counter()
    out = []
    for row in rows:
        if row.stray > MANY * row.valid:
            choice = ""
        elif votes.total() < TRIED:
            choice = _best(row, legacy, lead)
            votes[choice] += 1
        else:
            choice = votes.most_common(1)[0][0]
        line = _in_codec(row, choice) if choice else _in_legacy(row, legacy)
        out.append(line or _lost(row))
    return out


def _best(row: Line, legacy: str, lead: float) -> str:
    """Return the codec of a line's stray bytes; the empty string if all of it is legacy."""
    text = _part(row.text)
    whole = _read(text.encode("utf-8", "surrogateescape"), legacy)
    best = text_cost(whole)[0] if whole is not None else float("inf")
    found = ""
    for name in CODECS:
        other = _replaced(text, name)
        if other is None:
            continue
        cost = text_cost(other)[0] + 2.0 * PRIOR[name] + lead
        cost += 0.0 if name.startswith("windows") else ELSEWHERE
        if cost < best:
            best, found = cost, name
    return found


def _part(text: str) -> str:
    """Return the part of a long line to compare: what surrounds its first stray byte."""
    first = STRAY.search(text)
    if first is None or len(text) <= 2 * AROUND:
        return text
    start = max(0, first.start() - AROUND)
    if start:  # where no character of any encoding is cut
        spot = _SAFE.search(text, start, first.start())
        start = spot.end() if spot is not None else 0
    return text[start : first.end() + AROUND]


def _read(data: bytes, name: str) -> str | None:
    """Read bytes that may end in the middle of a character."""
    page = codec(name)
    for cut in range(4 if page.multibyte else 1):
        text = page.read(data[: len(data) - cut])
        if text is not None:
            return text
    return None


def _replaced(text: str, name: str) -> str | None:
    """Return a text with its stray bytes read in a codec; ``None`` if they have no place in it."""
    page = codec(name)
    parts: list[str] = []
    position = 0
    for match in STRAY.finditer(text):
        char = page.read(match.group().encode("ascii", "surrogateescape"))
        if char is None:
            return None
        parts += [text[position : match.start()], char]
        position = match.end()
    return "".join((*parts, text[position:]))


def _in_codec(row: Line, name: str) -> Line | None:
    """Read the stray bytes of a line in a codec, the rest as UTF-8."""
    text = _replaced(row.text, name)  # a byte gives a character: places stay
    if text is None:
        return None
    damage = [evolve(spot, reason="stray bytes", read_as=name) for spot in invalid(row.text)]
    return evolve(row, text=text, damage=damage)


def _in_legacy(row: Line, legacy: str) -> Line | None:
    """Read all of a line in a legacy codec."""
    page = codec(legacy)
    text = page.read(row.data)
    if text is None:
        return None
    damage = read_exactly(row.data, legacy).damage if page.multibyte else ()
    return evolve(row, text=text, read_as=legacy, damage=damage)


def _lost(row: Line) -> Line:
    """Read a line whose stray bytes fit nothing: U+FFFD for each."""
    text = STRAY.sub(lambda m: "\ufffd" * len(m.group()), row.text)
    return evolve(row, text=text, damage=invalid(row.text))
