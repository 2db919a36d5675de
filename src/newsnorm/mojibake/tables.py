"""Single-byte codecs as tables: which byte a character was, and what the bytes say.

A wrong reading is undone by turning each character back into the byte that it was
read from.  Codecs with holes pass an undefined byte through as the C1 control of
the same number, as browsers do, so a table has all 256 bytes.
"""

from __future__ import annotations

import codecs
import re
from functools import cache, cached_property, lru_cache, reduce
from itertools import pairwise
from operator import and_

__all__ = ["CODECS", "Table", "begins_sequence", "codecs_in", "codecs_of", "table"]

CODECS = (
    "cp1252",
    "mac_roman",
    "latin-1",
    "cp1250",
    "cp1251",
    "cp437",
    "cp850",
    "koi8-r",
    "cp866",
    "cp1253",
    "cp1254",
    "iso8859-2",
    "iso8859-15",
)
"""Codecs that UTF-8 is misread in, the most common first: where several explain a
text equally well, the first is named."""

_NO_LEADS = bytes({*range(0x100)} - {*range(0xC2, 0xF5)})
"""Bytes that begin no sequence of UTF-8."""
_NOT_INSIDE = bytes({*range(0x100)} - {*range(0x80, 0xC0)})
"""Bytes that stand inside none."""
_OUTSIDE = re.compile(r"[^\x00-\x7f]+")
_SEQUENCE = (
    ("\xc2-\xdf", "\x80-\xbf", 1),
    ("\xe0", "\xa0-\xbf", 2),
    ("\xe1-\xec\xee\xef", "\x80-\xbf", 2),
    ("\xed", "\x80-\x9f", 2),
    ("\xf0", "\x90-\xbf", 3),
    ("\xf1-\xf3", "\x80-\xbf", 3),
    ("\xf4", "\x80-\x8f", 3),
)
"""The well-formed sequences of UTF-8 (Unicode, table 3-7): lead bytes, second byte,
number of bytes after the lead."""


class Table:
    """One single-byte codec: characters to bytes, and patterns over its characters."""

    def __init__(self, codec: str) -> None:
        self.codec = codec
        self.characters = [
            bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in range(256)
        ]
        self._to_bytes = codecs.charmap_build("".join(self.characters))

    @cached_property
    def leads(self) -> re.Pattern[str]:
        """What matches a character that begins a sequence."""
        return re.compile(self.cls(0xC2, 0xF4))

    @cached_property
    def orphans(self) -> re.Pattern[str]:
        """What matches three characters that only continue a sequence."""
        return re.compile(self.cls(0x80, 0xBF) + "{3}")

    @cached_property
    def sequences(self) -> re.Pattern[str]:
        """What matches runs of well-formed sequences."""
        return re.compile("(?:" + "|".join(self._sequence(*row) for row in _SEQUENCE) + ")+")

    @cached_property
    def characters_of_utf8(self) -> re.Pattern[str]:
        """What matches one sequence, as the first group, or what is left of one."""
        inside = self.cls(0x80, 0xBF)
        return re.compile(
            "(" + "|".join(self._sequence(*row) for row in _SEQUENCE) + ")"
            f"|{self.cls(0xC2, 0xDF)}"
            f"|{self.cls(0xE0, 0xEF)}{inside}?"
            f"|{self.cls(0xF0, 0xF4)}{inside}{{0,2}}"
        )

    def cls(self, first: int, last: int) -> str:
        """Return the characters of the bytes *first* to *last* as a class of a pattern."""
        members = "".join(map(re.escape, self.characters[first : last + 1]))
        return f"[{members}]"

    def _sequence(self, leads: str, second: str, length: int) -> str:
        members = "".join(
            "".join(map(re.escape, self.characters[ord(part[0]) : ord(part[-1]) + 1]))
            for part in re.findall(r".-.|.", leads, re.DOTALL)
        )
        rest = f"{self.cls(0x80, 0xBF)}{{{length - 1}}}" if length > 1 else ""
        return f"[{members}]{self.cls(ord(second[0]), ord(second[-1]))}{rest}"

    def encode(self, text: str) -> bytes | None:
        """Return the bytes that *text* was read from, ``None`` if it has other characters."""
        try:
            return codecs.charmap_encode(text, "strict", self._to_bytes)[0]
        except UnicodeEncodeError:
            return None

    def decode(self, text: str) -> str | None:
        """Return *text* read as UTF-8 after all, ``None`` where its bytes are not UTF-8.

        >>> table("mac_roman").decode("√§")
        'ä'
        """
        try:
            return codecs.charmap_encode(text, "strict", self._to_bytes)[0].decode("utf-8")
        except UnicodeError:
            return None

    def whole_only(self, text: str) -> str:
        """Return *text* with its whole sequences read, without what else is outside ASCII.

        >>> table("cp1252").whole_only("fÃ¼r MÃ dchen")
        'für M dchen'
        """
        parts: list[str] = []
        position = 0
        for match in self.sequences.finditer(text):
            parts.append(_OUTSIDE.sub("", text[position : match.start()]))
            parts.append(self.decode(match.group()) or "")
            position = match.end()
        parts.append(_OUTSIDE.sub("", text[position:]))
        return "".join(parts)

    def census(self, text: str) -> tuple[int, int]:
        """Count in *text* the different first bytes of sequences, and all bytes inside them.

        >>> table("cp1252").census("Ã¼ber Ã¶")
        (1, 2)
        """
        data = codecs.charmap_encode(text, "ignore", self._to_bytes)[0]
        return len(set(data.translate(None, _NO_LEADS))), len(data.translate(None, _NOT_INSIDE))

    def incomplete(self, text: str) -> bool:
        """Say whether *text* has what may be an incomplete sequence."""
        rest = self.sequences.sub("", text)
        return bool(self.leads.search(rest) or self.orphans.search(rest))


@cache
def table(codec: str) -> Table:
    """Return the table of *codec*, made once."""
    return Table(codec)


@lru_cache(maxsize=1024)
def codecs_of(bits: int) -> tuple[str, ...]:
    """Return the codecs that are set in *bits*, the most common first."""
    return tuple(name for index, name in enumerate(CODECS) if bits >> index & 1)


@cache
def _bits() -> tuple[dict[int, dict[str, int]], dict[str, int]]:
    """Return in which codecs, as bits, a character begins a sequence, or continues one.

    The former by the length of the sequence; 0 stands for all.
    """
    leads: dict[int, dict[str, int]] = {length: {} for length in (0, 2, 3, 4)}
    seconds: dict[str, int] = {}
    for index, codec in enumerate(CODECS):
        characters = table(codec).characters
        for bits, first, last in (
            *zip(leads.values(), (0xC2, 0xC2, 0xE0, 0xF0), (0xF4, 0xDF, 0xEF, 0xF4), strict=True),
            (seconds, 0x80, 0xBF),
        ):
            for character in characters[first : last + 1]:
                bits[character] = bits.get(character, 0) | 1 << index
    return leads, seconds


def begins_sequence(piece: str) -> bool:
    """Say whether *piece* begins, in any codec, with all the bytes of a sequence.

    >>> begins_sequence("Ã¼b"), begins_sequence("â€ "), begins_sequence("ür")
    (True, False, False)
    """
    leads, seconds = _bits()
    return any(
        leads[length].get(piece[0], 0)
        & reduce(and_, (seconds.get(character, 0) for character in piece[1:length]))
        for length in range(2, len(piece) + 1)
    )


def codecs_in(run: str) -> tuple[str, ...]:
    """Return the codecs in which a sequence may begin in *run*, the most common first.

    >>> codecs_in("√§"), codecs_in("für")
    (('mac_roman',), ())
    """
    leads, seconds = _bits()
    bits = 0
    for first, second in pairwise(run):
        bits |= leads[0].get(first, 0) & seconds.get(second, 0)
    return codecs_of(bits)
