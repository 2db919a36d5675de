"""UTF-8 with something else in it: stray bytes, legacy paragraphs, a cut character.

The lines of a document are read one by one: those that are valid UTF-8 stay so,
unless the whole document is more plausible as one legacy codec.
"""

from __future__ import annotations

import re

import numpy as np
from attrs import evolve

from newsnorm._text.codecs import EBCDIC, codec
from newsnorm._text.legacy import guess_legacy
from newsnorm._text.legacy_cost import text_cost
from newsnorm.charset.exact import read_exactly
from newsnorm.charset.legacy import names_of, ranked
from newsnorm.charset.strays import HIGH, STRAY, Line, line_of, read_lines
from newsnorm.model import Damage, Decoded

_RUNS = re.compile(
    "[\udc80-\udcff]*[\u0080-\ud7ff\ue000-\U0010ffff][\u0080-\U0010ffff]*|[\udc80-\udcff]{2,}"
)
LATIN = 0.2  # share of non-ASCII bytes up to which most stand alone in a legacy codec
SHARE = 0.1  # of the runs of non-ASCII bytes; more valid UTF-8 hardly comes about by chance
_WHOLE_RUN = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})++(?![\x80-\xff])(?<=[\x80-\xff]{6})"
)
"""Non-ASCII bytes from here to the next ASCII byte that are UTF-8, six or more."""
BINARY = 0.05  # share of control characters; random bytes have 0.1
_HIDDEN = bytes(c for c in range(32) if c not in b"\0\t\n\f\r\x1b")
FEWEST = 0.3  # of the non-ASCII bytes of UTF-8 that continue a character
MOST = 0.6  # of the non-ASCII bytes; Japanese in Shift_JIS has up to 0.4 that look like UTF-8
SWITCH = 12.0  # nats that a reading with two codecs costs more than one with one
COMPARED = 8  # valid lines that are compared
LOOKED = 200  # bytes of each of them
_ABOVE = re.compile(rb"[\x80-\xff]")
_SAFE = re.compile(rb"[\x00-\x2f]")
_LEADS = frozenset(range(0xC2, 0xF5))


def read_mixed(data: bytes, declared: str | None) -> Decoded | None:
    """Read UTF-8 with other bytes in it; ``None`` where one legacy codec explains all."""
    if not _has_utf8(data) or len(data) - len(data.translate(None, _HIDDEN)) > BINARY * len(data):
        return None
    cut = _cut(data)
    if cut is not None:
        return cut
    rows = [line_of(raw) for raw in data.split(b"\n")]
    return _by_lines(data, rows, declared)


def read_marked(data: bytes, declared: str | None) -> Decoded:
    """Read bytes with the byte-order mark of UTF-8 that are not all UTF-8."""
    bom, rest = data[:3], data[3:]
    evidence = "byte-order mark of utf-8"
    found = read_mixed(rest, declared)
    if found is not None and found.encoding == "utf-8":
        return evolve(found, bom=bom, evidence=f"{evidence}; {found.evidence}")
    return read_exactly(rest, "utf-8", bom=bom, evidence=evidence)


def _has_utf8(data: bytes) -> bool:
    """Say whether there is more UTF-8 in *data* than chance would put there."""
    high = len(data) - len(data.translate(None, HIGH))
    if high > LATIN * len(data):
        return _dense_utf8(data, high)
    text = str(data, "utf-8", "surrogateescape")
    kept = len(text.encode("utf-8", "ignore")) - (len(data) - high)
    if kept > MOST * high:
        return True
    if not kept:
        return False
    runs = _RUNS.findall(text)
    return sum(STRAY.search(run) is None for run in runs) > SHARE * len(runs)


def _dense_utf8(data: bytes, high: int) -> bool:
    """Say so of data with many non-ASCII bytes: by whole words, or by most bytes."""
    raw = np.frombuffer(data, np.uint8)
    above = raw >= 0x80
    rest = raw < 0xC0
    begins = above[1:-1] > above[:-2]
    begins &= above[2:] & rest[2:] & (raw[1:-1] >= 0xC2)
    places = (np.flatnonzero(begins) + 1).tolist()
    if any(_WHOLE_RUN.match(data, at) for at in (0, *places)):
        return True
    if len(data) - len(data.translate(None, _REST)) < FEWEST * high:
        return False
    rest &= above
    two = ((raw - 0xC2)[:-1] < 0x1E) & rest[1:]
    three = ((raw & 0xF0)[:-2] == 0xE0) & rest[1:-1] & rest[2:]
    return bool(2 * np.count_nonzero(two) + 3 * np.count_nonzero(three) > MOST * high)


_REST = bytes(range(0x80, 0xC0))


def _cut(data: bytes) -> Decoded | None:
    """Read UTF-8 that begins or ends in the middle of a character."""
    start = 0
    while start < min(3, len(data)) and 0x80 <= data[start] < 0xC0:
        start += 1
    end = len(data)
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xC0:
            need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            end = len(data) - back if byte in _LEADS and back < need else end
            break
        if byte < 0x80:
            break
    try:
        inner = str(data[start:end], "utf-8")
    except UnicodeDecodeError:
        return None
    if inner.isascii() or start >= end:
        return None
    damage = []
    head = "\ufffd" if start else ""
    tail = "\ufffd" if end < len(data) else ""
    if start:
        damage.append(Damage(start=0, end=1, reason="the rest of a character", data=data[:start]))
    if tail:
        at = len(head) + len(inner)
        reason = "a character that was cut off"
        damage.append(Damage(start=at, end=at + 1, reason=reason, data=data[end:]))
    text = head + inner + tail
    return Decoded(
        text=text,
        encoding="utf-8",
        evidence="valid UTF-8, cut in a character",
        confidence=0.97,
        damage=tuple(damage),
    )


def _by_lines(data: bytes, rows: list[Line], declared: str | None) -> Decoded | None:
    """Read each line for itself, if that is more plausible than one legacy codec for all."""
    broken = [row for row in rows if row.stray]
    sound = [row.data for row in rows if not row.stray and not row.text.isascii()]
    if not sound and all(row.stray > row.valid for row in broken):
        return None
    whole = ranked(data, dict(names_of(data, declared)))
    if whole and whole[0].codec in EBCDIC:
        return None
    if sound and whole and not _is_utf8(sound, whole[0].codec):
        return None
    own = guess_legacy(b"\n".join(row.data for row in broken))
    legacy = own[0].codec if own and own[0].codec not in EBCDIC else "windows-1252"
    lead = SWITCH if sum(row.stray - row.valid for row in rows) > 0 else 0.0
    read = read_lines(broken, legacy, lead)
    if not sound and all(line.read_as == legacy for line in read):
        return None
    fixed = iter(read)
    return _joined([next(fixed) if row.stray else row for row in rows])


def _is_utf8(sound: list[bytes], legacy: str) -> bool:
    """Say whether lines that are valid UTF-8 are more plausible as such than in *legacy*."""
    step = max(1, len(sound) // COMPARED)
    data = b"\n".join(_part(line) for line in sound[::step])
    page = codec(legacy)
    text = page.read(data)
    if text is None and page.multibyte:  # a part may end in the middle of a character
        text = str(data, page.python, "replace")
    if text is None:
        return True
    return text_cost(data.decode("utf-8", "ignore"))[0] + SWITCH < text_cost(text)[0]


def _part(line: bytes) -> bytes:
    """Return the part of a line around its first non-ASCII byte."""
    first = _ABOVE.search(line)
    if first is None or len(line) <= LOOKED:
        return line
    start = _SAFE.search(line, max(0, first.start() - LOOKED // 2), first.start())
    at = start.end() if start is not None else 0
    return line[at : max(at, first.start()) + LOOKED]


def _joined(lines: list[Line]) -> Decoded:
    """Put the lines together; the encoding is that of most non-ASCII characters."""
    weight: dict[str, int] = {}
    for line in lines:
        count = len(line.text) - len(line.text.encode("ascii", "ignore"))
        weight[line.read_as] = weight.get(line.read_as, 0) + count
    main = max(weight, key=lambda name: (weight[name], name == "utf-8"))
    damage: list[Damage] = []
    position = 0
    for line in lines:
        if line.read_as == main:
            damage += [
                evolve(spot, start=position + spot.start, end=position + spot.end)
                for spot in line.damage
            ]
        elif not line.data.isascii():
            damage.append(
                Damage(
                    start=position,
                    end=position + len(line.text),
                    reason="line in another encoding",
                    data=line.data,
                    read_as=line.read_as,
                )
            )
        position += len(line.text) + 1
    return Decoded(
        text="\n".join(line.text for line in lines),
        encoding=main,
        evidence=_evidence(lines, main),
        confidence=0.9,
        damage=tuple(damage),
    )


def _evidence(lines: list[Line], main: str) -> str:
    """Say in words what the mixture is."""
    others = sorted({line.read_as for line in lines} - {main})
    strays = sum(len(line.damage) for line in lines)
    words = f"mostly {main}"
    if others:
        words += f"; lines in {', '.join(others)}"
    return words + (f"; {strays} stray bytes or runs" if strays else "")
