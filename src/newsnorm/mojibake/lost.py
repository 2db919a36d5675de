"""What one codec can have lost: which bytes may be missing, and what stands for them.

Takes the text of the lines that were read in the codec, and the characters that the
text may hold; gives :class:`LossyCodec` with what is left of each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from attrs import define, field

from newsnorm.mojibake.tables import Table

__all__ = ["FOREIGN", "Image", "LossyCodec"]

UNLIKELY = 6.0
"""Bits that it costs to assume another kind of loss than most places tell of."""
MOSTLY = 0.8
"""Share of the incomplete sequences from which on one kind of loss explains them all."""
FEW = 3
"""Incomplete sequences below which every kind of loss is as likely."""
COLLAPSED = 2.0
"""Bits that it costs to assume that of two spaces one was taken out."""
NO_SPACE = 8.0
"""Bits that it costs to assume that no-break spaces were dropped, with no space for them."""
ALL_CONTROLS = 3.0
"""Bits that it costs to assume that all of 80-9F was lost, if nothing speaks against it."""
HOLES_ONLY = 2.0
"""Bits that each incomplete sequence costs if only the few bytes that the codec lacks can have
been lost, where no other byte of 80-9F is to be seen: 27 of 32 would be."""
_QUOTES = {'"': "“”„", "'": "‘’‚"}
"""Quotation marks that stand for bytes, and what they are straightened to."""
_KINDS = " ?\ufffd\"'"
"""Characters that tell of a kind of loss where they follow an incomplete sequence."""
_FIRST, _LAST, _SPACE, _SOFT_HYPHEN = 0x80, 0xBF, 0xA0, 0xAD
_CONTROLS = frozenset(range(0x80, 0xA0))
ENOUGH_WAYS = 8
"""Letters of the language from which on others that leave the same are not tried."""
FOREIGN = 4.0
"""Bits of a letter that the language does not use."""
MOST_LOST = 2
"""Bytes of one character that may be missing."""

Image = tuple[str, float, bool]
"""A character, the bits it costs here, and whether a space or the end must follow."""


@define
class _Loss:
    """One kind of loss: the bytes it takes, what stands for them, and what it costs."""

    lost: frozenset[int]
    stands: str
    cost: float
    gap: bool = False


@define
class LossyCodec:
    """What one codec can have lost."""

    table: Table
    bytes_of: dict[str, int] = field(init=False)
    collapsed: bool = True
    spaced: bool = True
    images: dict[str, list[Image]] = field(factory=dict)
    _losses: list[_Loss] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        """Turn the table round."""
        characters = self.table.characters
        self.bytes_of = {characters[byte]: byte for byte in range(0x80, 0x100)}

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

    def learn(self, text: str) -> None:
        """Find out from *text* which kinds of loss there can have been."""
        follow: Counter[str] = Counter()
        whole: set[int] = set()
        double = False
        position = 0
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
                whole.update(self.bytes_of[character] for character in text[position + 1 : at])
                double |= text[at : at + 2] == "  "
                follow[after if after and after in _KINDS else "x"] += 1
            position += 1
        total = sum(follow.values())
        favourite, count = follow.most_common(1)[0] if follow else ("x", 0)
        sure = total >= FEW and count >= MOSTLY * total
        self.collapsed = not double
        unseen = not whole & _CONTROLS
        few = HOLES_ONLY * sum(follow[kind] for kind in "x?\ufffd") if unseen else 0.0
        self._losses = [
            loss
            for loss in self._kinds(favourite if sure else "", few)
            if loss.lost and not loss.lost & whole
        ]

    def _kinds(self, favourite: str, few: float) -> Iterator[_Loss]:
        """Yield the kinds of loss; *favourite* is what most places tell of.

        *few*: the bits that it costs if only the bytes that the codec lacks are lost.
        """

        def cost(kind: str) -> float:
            return 0.0 if not favourite or kind == favourite else UNLIKELY

        characters = self.table.characters
        holes = frozenset(
            byte
            for byte in range(_FIRST, _LAST + 1)
            if "\x80" <= characters[byte] <= "\x9f" or "\ue000" <= characters[byte] <= "\uf8ff"
        )
        space = frozenset({_SPACE})
        yield _Loss(space, " ", cost(" "))
        yield _Loss(space, "", cost(" ") + (COLLAPSED if self.collapsed else UNLIKELY), gap=True)
        yield _Loss(space, "", cost("x") + NO_SPACE)
        yield _Loss(frozenset({_SOFT_HYPHEN}), "", cost("x"))
        all_controls = self.table.codec in ("cp1252", "latin-1", "cp1254", "cp1250")
        for stands, kind in (("", "x"), ("?", "?"), ("\ufffd", "\ufffd")):
            yield _Loss(holes, stands, cost(kind) + few * all_controls)
            if all_controls:
                yield _Loss(_CONTROLS, stands, cost(kind) + ALL_CONTROLS)
        for straight, quotes in _QUOTES.items():
            bytes_of = (self.bytes_of.get(quote, 0) for quote in quotes)
            lost = frozenset(byte for byte in bytes_of if _FIRST <= byte <= _LAST)
            yield _Loss(lost, straight, cost('"' if favourite in "\"'" else straight))

    def expect(self, inventory: Mapping[str, float]) -> None:
        """Work out what is left of each character of *inventory*, which has their cost."""
        self.images.clear()
        characters = self.table.characters
        ways: dict[int, list[tuple[str, float, bool, bool]]] = {}
        for byte in range(_FIRST, _LAST + 1):
            ways[byte] = [(characters[byte], 0.0, False, False)]
            ways[byte] += [
                (loss.stands, loss.cost, loss.gap, True)
                for loss in self._losses
                if byte in loss.lost
            ]
        rests: dict[bytes, list[tuple[str, float, bool]]] = {}
        for character, price in inventory.items():
            data = character.encode("utf-8")
            rest = rests.get(data[1:])
            if rest is None:
                rest = rests[data[1:]] = list(_left([ways[byte] for byte in data[1:]]))
            lead = characters[data[0]]
            for left, cost, gap in rest:
                found = self.images.setdefault(lead + left, [])
                image = (character, price + cost, gap)
                if image not in found:
                    found.append(image)
        for left, found in self.images.items():
            usual = min(cost for _, cost, _ in found) + FOREIGN / 2
            near = [image for image in found if image[1] < usual]
            if len(near) >= ENOUGH_WAYS:
                self.images[left] = near


def _left(
    ways: Sequence[Sequence[tuple[str, float, bool, bool]]],
) -> Iterator[tuple[str, float, bool]]:
    """Yield what can be left of bytes that each may be lost in some *ways*."""
    for way in product(*ways):
        lost = sum(part[3] for part in way)
        if 0 < lost <= MOST_LOST and not any(part[2] for part in way[:-1]):
            yield "".join(part[0] for part in way), max(part[1] for part in way), way[-1][2]
