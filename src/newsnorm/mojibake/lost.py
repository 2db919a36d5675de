"""What one codec can have lost: which bytes may be missing, and what stands for them.

Takes the text of the lines that were read in the codec; gives :class:`LossyCodec`.
"""

from __future__ import annotations

from collections import Counter

from attrs import define, field

from newsnorm._text.scripts import script_of
from newsnorm.mojibake.tables import Table

__all__ = ["LossyCodec"]

INSERTED = 6.0
"""Bits that it costs to assume a no-break space lost beside a space, instead of turned
into it."""
MOSTLY = 0.8
"""Share of the incomplete sequences from which on one kind of loss explains them all."""
FEW = 3
"""Incomplete sequences below which every kind of loss is possible."""
_STRAIGHT = {'"': "“”„‟", "'": "‘’‚‛"}
_KIND = {" ": " ", "?": "?", "\ufffd": "\ufffd", '"': '"', "'": '"'}
"""The kind of loss that a character after an incomplete sequence tells of."""
_FIRST, _LAST = 0x80, 0xBF


@define
class LossyCodec:
    """What one codec can have lost."""

    table: Table
    bytes_of: dict[str, int] = field(init=False)
    dropped: tuple[int, ...] = ()
    kinds: frozenset[str] = frozenset()
    collapsed: bool = True
    letters: frozenset[str] = frozenset()
    inserted: float = 0.0
    scripts: frozenset[str] = frozenset()
    only_at_ends: bool = False

    def __attrs_post_init__(self) -> None:
        """Turn the table round."""
        characters = self.table.characters
        self.bytes_of = {characters[byte]: byte for byte in range(0x80, 0x100)}

    def fits(self, character: str) -> bool:
        """Say whether *character* may stand in a text of the language."""
        return not self.scripts or script_of(character) in self.scripts

    def need(self, character: str) -> int:
        """Return how many bytes follow the lead byte *character*, 0 if it is none."""
        byte = self.bytes_of.get(character, 0)
        return 0 if not 0xC2 <= byte <= 0xF4 else 1 if byte < 0xE0 else 2 if byte < 0xF0 else 3

    def continues(self, character: str) -> bool:
        """Say whether *character* is a byte inside a sequence."""
        return _FIRST <= self.bytes_of.get(character, 0) <= _LAST

    def complete(self, text: str, position: int) -> str | None:
        """Return the sequence that begins at *position*, if it is complete."""
        need = self.need(text[position])
        piece = text[position : position + 1 + need]
        if not need or len(piece) <= need or not all(map(self.continues, piece[1:])):
            return None
        return piece if self.table.decode(piece) is not None else None

    def stand_in(self, character: str) -> list[int]:
        """Return the bytes that *character* may stand for."""
        if character not in self.kinds:
            return []
        if character == " ":
            return [0xA0]
        if character in _STRAIGHT:
            found = (self.bytes_of.get(quote, 0) for quote in _STRAIGHT[character])
            return [byte for byte in found if _FIRST <= byte <= _LAST]
        return list(self._holes())

    def _holes(self) -> tuple[int, ...]:
        return tuple(
            byte
            for byte in range(_FIRST, _LAST + 1)
            if "\x80" <= self.table.characters[byte] <= "\x9f"
        )

    def learn(self, text: str) -> None:
        """Find out from *text* which kinds of loss there were."""
        follow: Counter[str] = Counter()
        whole: set[int] = set()
        double = False
        position = inside = 0
        while position < len(text):
            piece = self.complete(text, position)
            if piece is not None:
                whole.update(self.bytes_of[character] for character in piece[1:])
                position += len(piece)
                continue
            if self.need(text[position]):
                at = position + 1
                while at < len(text) and at - position < 3 and self.continues(text[at]):
                    at += 1
                after = text[at : at + 1]
                double |= text[at : at + 2] == "  "
                follow[_KIND.get(after, "x")] += 1
                inside += after not in ("", "\n")
            position += 1
        total = sum(follow.values())
        favourite, count = follow.most_common(1)[0] if follow else ("x", 0)
        sure = total >= FEW and count >= MOSTLY * total
        kinds = favourite if sure else "".join(_KIND)
        self.kinds = frozenset("\"'" if kinds == '"' else kinds + "x" * (not sure))
        lost = [byte for byte in (*self._holes(), 0xAD) if byte not in whole]
        self.dropped = tuple(lost) if "x" in self.kinds else ()
        if any("\x80" <= c <= "\x9f" for c in text):  # controls were kept
            self.dropped = tuple(byte for byte in self.dropped if byte == 0xAD)
        self.collapsed = not double
        self.only_at_ends = not inside
        self.inserted = 0.0 if sure else INSERTED
