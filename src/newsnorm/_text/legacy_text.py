"""The cost of text: the same nats as :mod:`newsnorm._text.legacy`, for ``str``.

So text as it stands can be compared with what its bytes say in another codec.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text import legacy_tables as tables

LIMIT = 0x2200  # characters below may be letters of an alphabet
SHORTLIST = 8  # languages that pass from single letters to triples
CHECKED = 4_096  # characters of a text that are looked at: from the start


@frozen(kw_only=True, eq=False)
class Alphabets:
    """All alphabetic languages side by side; columns are characters below LIMIT, and one more."""

    languages: list[str]
    rough: npt.NDArray[np.float32]
    side: npt.NDArray[np.float32]
    classes: npt.NDArray[np.int32]
    latin: npt.NDArray[np.bool_]
    case: npt.NDArray[np.int32]


@cache
def alphabets() -> Alphabets:
    """Return the tables of all alphabetic languages."""
    letters = tables.alphabets()
    languages = sorted(letters)
    shape = (len(languages), LIMIT + 1)
    rough, side = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    classes = np.zeros(shape, np.int32)
    chars = [chr(point) for point in range(LIMIT)]
    letter = np.array([unicodedata.category(c)[0] in "LM" for c in chars])
    symbols = np.array(
        [0.0 if is_l else tables.symbol_cost(c) for c, is_l in zip(chars, letter, strict=True)]
    )
    scripts = np.array([tables.script(c) for c in chars])
    case = np.array([*(tables.case_of(c) for c in chars), 0], np.int32)
    ascii_letter = letter & (np.arange(LIMIT) < 0x80)
    english = np.zeros(LIMIT)
    for index, char in enumerate(letters["en"]):
        english[[ord(char), ord(char.upper())]] = tables.shares("en")[index + 1]
    rising = np.where(case[:LIMIT] == 2, tables.CAPITAL, 0.2)
    for row, language in enumerate(languages):
        alphabet = letters[language]
        latin = "e" in alphabet
        same = np.isin(scripts, list({tables.script(c) for c in alphabet[:3]}))
        base = np.where(letter, np.where(same, tables.FOREIGN, tables.ALIEN), symbols)
        base = np.where(ascii_letter & (not latin), 0.0, base)
        side[row, :LIMIT] = base
        rough[row, :LIMIT] = np.where(ascii_letter & (not latin), english + rising, base)
        share = tables.shares(language)
        for index, char in enumerate(alphabet):
            for form in {char, *tables.capitals(char, language)}:
                if len(form) == 1 and ord(form) < LIMIT:
                    classes[row, ord(form)] = index + 1
                    side[row, ord(form)] = 0.0
                    rough[row, ord(form)] = share[index + 1] + rising[ord(form)]
    rough[:, LIMIT] = side[:, LIMIT] = 0.0
    return Alphabets(
        languages=languages,
        rough=rough,
        side=side,
        classes=classes,
        latin=np.array(["e" in letters[language] for language in languages]),
        case=case,
    )


def text_cost(text: str) -> tuple[float, str]:
    """Return the cost of *text*, in nats, in the language that explains it best, and which.

    >>> text_cost("Größe der Stadt")[0] < text_cost("Gr√∂√üe der Stadt")[0]
    True
    """
    text = text[:CHECKED]
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not points.size:
        return 0.0, "und"
    short = np.minimum(points, LIMIT).astype(np.int64)
    beyond = points[points >= LIMIT]
    bank = alphabets()
    values, counts = np.unique(short, return_counts=True)
    rough = bank.rough[:, values] @ counts.astype(np.float32)
    rows = np.argpartition(rough, SHORTLIST)[:SHORTLIST]
    cost = bank.side[rows[:, None], values] @ counts.astype(np.float32) + _beyond(beyond)
    cost += _triples(short, rows)
    cost += _case(short)
    if not bank.latin[rows].all():
        english = np.array([bank.languages.index("en")])
        ascii_only = np.where(short < 0x80, short, 0x20)
        cost[~bank.latin[rows]] += _triples(ascii_only, english)[0]
    best = int(np.argmin(cost))
    found = float(cost[best]), bank.languages[int(rows[best])]
    if (beyond >= 0x2E80).any():
        cjk = [(tables.cjk_cost(text, language), language) for language in tables.CJK]
        return min(found, *cjk)
    return found


def _beyond(points: npt.NDArray[np.uint32]) -> float:
    """Return the cost of characters above LIMIT where an alphabet is expected."""
    if not points.size:
        return 0.0
    return float(
        sum(
            tables.symbol_cost(chr(p)) if not tables.is_letter(chr(p)) else tables.ALIEN + 1
            for p in points.tolist()
        )
    )


def _triples(short: npt.NDArray[np.int64], rows: npt.NDArray[np.intp]) -> npt.NDArray[np.float32]:
    bank = alphabets()
    padded = np.concatenate(([10, 10], short, [10]))
    classes = bank.classes[rows].take(padded, axis=1)
    index = classes[:, 2:] + (classes[:, 1:-1] << 6) + (classes[:, :-2] << 12)
    index += (rows.astype(np.int32) * tables.WIDTH**3)[:, None]
    total = tables.bank().triples.take(index).sum(axis=1, dtype=np.int64)
    return (total / tables.SCALE).astype(np.float32)


def _case(short: npt.NDArray[np.int64]) -> float:
    case = alphabets().case.take(np.concatenate(([10, 10], short)))
    index = case[2:] + case[1:-1] * 5 + case[:-2] * 25
    return float(tables.CASE.reshape(-1).take(index).sum())
