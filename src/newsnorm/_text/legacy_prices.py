"""What each character costs beside the letters' n-grams, and which letter of the model it is.

The letters and their n-grams come from the evidence model (:mod:`newsnorm._text._evidence`);
here is what that does not say: what other characters cost by their kind, and what
characters do not stand side by side.  All prices are in nats.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text._evidence import NUMBER, STEPS, evidence
from newsnorm._text.legacy_tables import CASE, HOLE_COST, KIND_OF, KINDS, SIGN, SYMBOL, WIDE

U8: TypeAlias = npt.NDArray[np.uint8]
U16: TypeAlias = npt.NDArray[np.uint16]
F32: TypeAlias = npt.NDArray[np.float32]

NATS = float(np.log(2)) / STEPS
"""Nats of one step of the evidence model's prices."""

BLANK, SMALL, CAPITAL = 0, 1, 2
"""Kinds of characters; the others are named in :mod:`newsnorm._text.legacy_tables`."""
HALF = 1.0  # katakana of half width

_BESIDE = CASE.reshape(-1)


def beside_cost(kinds: npt.NDArray[np.integer]) -> npt.NDArray[np.float32]:
    """Return for each row of kinds of characters what stands side by side in it costs."""
    padded = np.zeros((len(kinds), kinds.shape[1] + 2), np.intp)
    padded[:, 2:] = kinds
    index = padded[:, 2:] + KINDS * padded[:, 1:-1]
    index += KINDS * KINDS * padded[:, :-2]
    cost: npt.NDArray[np.float32] = _BESIDE.take(index).sum(axis=1)
    return cost


_KINDS = KIND_OF | {"ª": SIGN, "º": SIGN}
_COMMON = (
    (0.3, " "),
    (2.0, ".,\n"),
    (3.0, "　、。〃"),
    (3.2, "0123456789"),
    (3.5, "’，々"),
    (4.0, "-'\"():;!?/\r\t"),
    (4.5, "・"),
    (5.0, "“”„«»–—〈〉《》「」『』【】"),
    (6.0, "…#$%&*+<=>@[\\]^_`{|}~"),
    (7.0, "\xa0‘•·°§€©®£´\xad½²№™"),
    (9.0, "‚ªº"),
)
_RANGES = (
    (0x300, 0x36F, 6.0),
    (0x591, 0x5C7, 6.0),
    (0x64B, 0x652, 5.0),
    (0x2500, 0x25FF, 12.0),
    (0x3400, 0x4DBF, 15.0),
    (0x4E00, 0x9FFF, 12.5),
    (0xAC00, 0xD7A3, 12.5),
    (0xE000, 0xF8FF, 16.0),
    (0xFF01, 0xFF5E, 6.0),
    (0xFFFD, 0xFFFD, HOLE_COST),
    (0xFFFF, 0xFFFF, 16.0),
)
"""Costs of characters that are no letters of the model; those named above are spared."""
_MARKS = ((0x300, 0x36F), (0x591, 0x5C7), (0x64B, 0x652))
_ODD_FROM = 9.0  # nats: symbols beyond ASCII cost that at least
_CONTROL = 12.5  # nats: what costs more in the evidence model are controls
_CONTROL_COST = 15.0


@frozen(eq=False)
class Characters:
    """By code point of the basic plane; 0xFFFF stands for all beyond it.

    ``group`` is the number of the group of languages that a letter belongs to, 0 for
    what is no letter; ``ident`` its number there; ``cost`` what it costs beside the
    n-grams; ``kind`` what :func:`beside_cost` takes; ``mark`` whether it is an accent
    or a vowel that stands apart.
    """

    group: U8
    ident: U16
    cost: F32
    kind: U8
    mark: npt.NDArray[np.bool_]


def number_of(script: str) -> int:
    """Return the number that the letters of a group of languages have in :class:`Characters`."""
    return list(evidence().groups).index(script) + 1


@cache
def characters() -> Characters:
    """Return the prices of all characters."""
    model = evidence()
    group, ident = model.classes.copy(), (model.numbers & NUMBER).astype(np.uint16)
    points = np.arange(0x10000)
    cost = model.costs.astype(np.float32) * np.float32(NATS)
    other = group == 0
    control = other & (cost > _CONTROL)
    cost[other & (points >= 0x80)] = np.maximum(cost[other & (points >= 0x80)], _ODD_FROM)
    cost[control] = _CONTROL_COST
    for first, last, value in _RANGES:
        cost[first : last + 1][other[first : last + 1]] = value
    for value, chars in _COMMON:
        cost[[*map(ord, chars)]] = value
    for comma, cedilla in zip("șțȘȚ", "şţŞŢ", strict=True):
        ident[ord(comma)] = ident[ord(cedilla)]  # code pages have one of them or the other
    half = np.arange(0xFF66, 0xFF9E)
    whole = np.array([ord(_WHOLE[point - 0xFF66]) for point in half.tolist()])
    group[half], ident[half], cost[half] = group[whole], ident[whole], HALF
    cost[0xFF9E:0xFFA0] = 4.0
    letter = group > 0
    kind = np.where(letter, np.where(model.upper > 0, CAPITAL, SMALL), SYMBOL).astype(np.uint8)
    kind[:0x80][~letter[:0x80]] = BLANK
    kind[WIDE:] = BLANK
    mark = np.zeros(0x10000, np.bool_)
    for first, last in _MARKS:
        mark[first : last + 1] = ~letter[first : last + 1]
    kind[mark] = SMALL
    for char, value in _KINDS.items():
        kind[ord(char)], group[ord(char)] = value, 0
    return Characters(group=group, ident=ident, cost=cost, kind=kind, mark=mark)


_WHOLE = (
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツ"
    "テトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
)
"""Katakana as they stand in the half-width block."""
