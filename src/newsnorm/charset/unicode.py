"""UTF-16 and UTF-32, with a byte-order mark or without."""

from __future__ import annotations

import re

from newsnorm._text.codecs import lookup
from newsnorm._text.legacy_cost import text_cost
from newsnorm.charset.exact import read_exactly
from newsnorm.model import Damage, Decoded

BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32le"),
    (b"\x00\x00\xfe\xff", "utf-32be"),
    (b"\xff\xfe", "utf-16le"),
    (b"\xfe\xff", "utf-16be"),
    (b"\xef\xbb\xbf", "utf-8"),
)
_LONE = re.compile("[\ud800-\udfff]")
MIN_CONTROLS = 0.08  # share of control bytes from which on bytes are tried as UTF-16 or UTF-32
WORST = 7.0  # nats a character; text that costs more is no text
MIN_ANYWAY = 12  # bytes: fewer say nothing
WORST_ANYWAY = 8.5  # nats a character; bytes of other kinds read as UTF-16 cost 12
_HIDDEN = bytes(c for c in range(32) if c not in b"\t\n\f\r\x1b")


def read_bom(data: bytes) -> Decoded | None:
    """Read bytes that begin with a byte-order mark."""
    for bom, name in BOMS:
        if data.startswith(bom):
            if name == "utf-32le" and len(data) % 4:
                continue
            return read_unit(data[len(bom) :], name, bom=bom, evidence=f"byte-order mark of {name}")
    return None


def read_wide(data: bytes, declared: str | None = None) -> Decoded | None:
    """Read UTF-16 or UTF-32 without a byte-order mark; ``None`` if it is neither."""
    if len(data) < 4:
        return None
    head = data[: min(512, len(data) & ~1)]
    hidden = len(head) - len(head.translate(None, _HIDDEN))
    named = declared is not None and (lookup(declared) or "").startswith(("utf-16", "utf-32"))
    if hidden < MIN_CONTROLS * len(head) and not named:
        return None
    return _best_wide(data, head, WORST)


def read_wide_anyway(data: bytes) -> Decoded | None:
    """Read bytes that are no text in any other encoding as UTF-16: Chinese has few controls."""
    if len(data) < MIN_ANYWAY:
        return None
    return _best_wide(data, data[: min(512, len(data) & ~1)], WORST_ANYWAY)


def _best_wide(data: bytes, head: bytes, worst: float) -> Decoded | None:
    """Read *data* in the UTF that makes its *head* most plausible, if that is less than *worst*."""
    best: tuple[float, str] | None = None
    for name, unit in (("utf-32le", 4), ("utf-32be", 4), ("utf-16le", 2), ("utf-16be", 2)):
        if len(head) % unit:
            continue
        try:
            text = str(head[: len(head) // 4 * 4] or head, name)
        except UnicodeDecodeError as error:
            if len(head) - error.start > 4 or not error.start:
                continue
            text = str(head[: error.start], name)
        cost = text_cost(text)[0] / max(len(text), 1)
        if cost < worst and (best is None or cost < best[0]):
            best = (cost, name)
    if best is None:
        return None
    evidence = f"reads as {best[1]} without a byte-order mark"
    return read_unit(data, best[1], bom=b"", evidence=evidence, confidence=0.95)


def read_unit(
    data: bytes, name: str, *, bom: bytes, evidence: str, confidence: float = 1.0
) -> Decoded:
    """Read bytes whose encoding is known to be *name*, one of the UTFs."""
    if name == "utf-8":
        return read_exactly(data, name, bom=bom, evidence=evidence)
    size = 4 if "32" in name else 2
    tail = len(data) % size
    text, damage = _units(data[: len(data) - tail], name, size)
    if tail:
        reason = "unfinished character at the end"
        spot = Damage(start=len(text), end=len(text) + 1, reason=reason, data=data[-tail:])
        text, damage = text + "\ufffd", (*damage, spot)
    return Decoded(
        text=text,
        encoding=name,
        evidence=evidence,
        damage=damage,
        bom=bom,
        confidence=confidence if not damage else min(confidence, 0.9),
    )


def _units(data: bytes, name: str, size: int) -> tuple[str, tuple[Damage, ...]]:
    """Read whole code units; what is no character becomes U+FFFD and damage."""
    try:
        return str(data, name), ()
    except UnicodeDecodeError:
        pass
    if size == 2:
        text = str(data, name, "surrogatepass")
    else:
        step = slice(None, None, -1 if name.endswith("le") else 1)
        points = [int.from_bytes(data[i : i + 4][step]) for i in range(0, len(data), 4)]
        text = "".join(chr(p) if p < 0x110000 else "\ud800" for p in points)
        damage = [
            Damage(start=i, end=i + 1, reason="no character", data=data[4 * i : 4 * i + 4])
            for i, char in enumerate(text)
            if "\ud800" <= char <= "\udfff"
        ]
        return _LONE.sub("\ufffd", text), tuple(damage)
    damage = [
        Damage(
            start=m.start(),
            end=m.end(),
            reason="half of a surrogate pair",
            data=m.group().encode(name, "surrogatepass"),
        )
        for m in _LONE.finditer(text)
    ]
    return _LONE.sub("\ufffd", text), tuple(damage)


def read_surrogates(data: bytes) -> Decoded | None:
    """Read UTF-8 in which characters beyond the basic plane are written as two surrogates.

    CESU-8, as some databases and Java write it; ``None`` if other bytes are invalid, too.
    """
    try:
        raw = str(data, "utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    parts: list[str] = []
    damage: list[Damage] = []
    position = length = 0
    for match in _PAIR.finditer(raw):
        char = match.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        parts += [raw[position : match.start()], char]
        length += match.start() - position
        found = match.group().encode("utf-8", "surrogatepass")
        spot = Damage(start=length, end=length + 1, reason="written as surrogates", data=found)
        damage.append(spot)
        length += 1
        position = match.end()
    return Decoded(
        text="".join((*parts, raw[position:])),
        encoding="utf-8",
        evidence="valid UTF-8, but for surrogates",
        confidence=0.95,
        damage=tuple(damage),
    )


_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
