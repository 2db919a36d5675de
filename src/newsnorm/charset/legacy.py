"""Bytes of one legacy codec."""

from __future__ import annotations

import math
import re

from attrs import evolve

from newsnorm._text.codecs import SINGLE_BYTE, codec, lookup
from newsnorm._text.legacy import Guess, guess_legacy
from newsnorm._text.legacy_tables import MULTI
from newsnorm.charset.exact import read_exactly
from newsnorm.charset.unicode import read_wide_anyway
from newsnorm.model import Damage, Decoded

DECLARED = 12.0  # nats that a declared charset may be less plausible than another
META = 8.0  # the same for one that the page names in its head
HEAD = 1_024  # bytes in which a page names its charset
SURE = 20.0  # nats ahead from which on there is no doubt
BINARY = 6.5  # nats a byte; bytes that cost more in every codec are no text
_META = re.compile(rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?([A-Za-z][\w:.-]{1,40})""")


def read_legacy(data: bytes, declared: str | None) -> Decoded:
    """Read *data* in the legacy codec that explains it best; there always is a result."""
    named = dict(names_of(data, declared))
    guesses = ranked(data, named)
    for place, guess in enumerate(guesses):
        found = _read(data, guess)
        if found is None:
            continue
        sure = min(found.confidence, _confidence(data, guess, guesses[place + 1 :]))
        damage = found.damage
        if guess.cost > BINARY * max(guess.size, 1) or b"\0" in data:
            wide = read_wide_anyway(data)
            if wide is not None:
                return wide
            whole = Damage(start=0, end=len(found.text), reason="does not look like text")
            damage, sure = damage or (whole,), min(sure, 0.1)
        return Decoded(
            text=found.text,
            encoding=found.encoding,
            evidence=_why(guess, named),
            confidence=sure,
            damage=damage,
        )
    return read_exactly(data, "utf-8", evidence="no codec fits")


def ranked(data: bytes, named: dict[str, float]) -> list[Guess]:
    """Return the readings of *data*, best first; the *named* codecs are given a lead."""
    guesses = guess_legacy(data, rare=True)
    if named:
        have = {guess.codec for guess in guesses}
        missing = [name for name in named if name not in have]
        guesses += guess_legacy(data, candidates=missing) if missing else []
        guesses = [evolve(g, cost=g.cost - named.get(g.codec, 0.0)) for g in guesses]
        guesses.sort(key=lambda guess: guess.cost)
    return guesses


def names_of(data: bytes, declared: str | None) -> list[tuple[str, float]]:
    """Return the codecs that sender and page name, with the lead each is given."""
    out: list[tuple[str, float]] = []
    head = data[:HEAD]
    match = _META.search(head) if b"charset" in head or b"encoding" in head else None
    for label, lead in (
        (match.group(1).decode("ascii") if match else None, META),
        (declared, DECLARED),
    ):
        name = lookup(label) if label else None
        if name in SINGLE_BYTE or name in MULTI or name == "gbk":
            out.append(("gb18030" if name == "gbk" else str(name), lead))
    return out


def _read(data: bytes, guess: Guess) -> Decoded | None:
    """Read all of *data* as *guess* says; ``None`` if too much of it does not fit."""
    page = codec(guess.codec)
    if not page.multibyte:
        text = page.read(data)
        if text is None:
            return _with_holes(data, guess.codec)
        return Decoded(text=text, encoding=page.name, evidence="")
    found = read_exactly(data, page.name)
    if found.confidence == 1.0:  # nothing was invalid
        return found
    for wider in _WIDER.get(page.name, ()):
        if codec(wider).read(data) is not None:
            return read_exactly(data, wider)
    return found if len(found.damage) * 200 < len(data) + 800 else None


_WIDER = {
    "big5": ("big5-hkscs",),
    "shift_jis": ("shift_jis-2004",),
    "euc-jp": ("euc-jis-2004",),
}


def _with_holes(data: bytes, name: str) -> Decoded:
    """Read *data* in a single-byte codec that does not define all of its bytes."""
    text = data.decode("latin-1").translate(dict(enumerate(codec(name).table)))
    damage = tuple(
        Damage(start=i, end=i + 1, reason="undefined byte", data=data[i : i + 1])
        for i, char in enumerate(text)
        if char == "\ufffd"
    )
    return Decoded(text=text, encoding=name, evidence="", damage=damage, confidence=0.8)


def _confidence(data: bytes, best: Guess, others: list[Guess]) -> float:
    """Return how sure the reading is: by the nats to the best one that gives another text."""
    page = codec(best.codec)
    head: bytes | None = None
    for other in others:
        gap = other.cost - best.cost
        if gap > SURE:
            break
        rival = codec(other.codec)
        if rival is page:
            continue
        if head is None:
            head = _varied(data)
        if rival.multibyte or page.multibyte or rival.read(head) != page.read(head):
            return 1.0 / (1.0 + math.exp(-max(gap, 0.0)))
    return 0.99


def _varied(data: bytes) -> bytes:
    """Return all different bytes beyond ASCII."""
    return bytes(value for value in range(0x80, 0x100) if value in data)


def _why(guess: Guess, named: dict[str, float]) -> str:
    """Say in words what spoke for a reading."""
    declared = ", as declared" if guess.codec in named else ""
    each = guess.cost / max(guess.size, 1)
    return f"most plausible as {guess.codec}, {guess.language}{declared} ({each:.2f} nats a byte)"
