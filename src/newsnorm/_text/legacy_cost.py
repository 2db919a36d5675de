"""The cost of text: the same nats as :mod:`newsnorm._text.legacy`, for ``str``.

So text as it stands can be compared with what its bytes say in another codec.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from newsnorm._text import legacy_tables as tables
from newsnorm._text._evidence import evidence, points_of
from newsnorm._text.legacy_prices import beside_cost, characters
from newsnorm._text.legacy_words import tongues, word_costs

CHECKED = 4_096  # characters of a text that are looked at: from the start
_BASIC = np.uint32(0xFFFF)


def text_cost(text: str) -> tuple[float, str]:
    """Return the cost of *text*, in nats, in the language that explains it best, and which.

    >>> text_cost("Größe der Stadt")[0] < text_cost("Gr√∂√üe der Stadt")[0]
    True
    """
    text = text[:CHECKED]
    if not text:
        return 0.0, "und"
    table = characters()
    points = np.minimum(points_of(text), _BASIC).astype(np.intp)
    groups = table.group.take(points)
    cost = float(table.cost.take(points).sum(dtype=np.float64))
    cost += float(beside_cost(table.kind.take(points)[None, :])[0])
    letter = groups > 0
    mixed = letter[1:] & letter[:-1] & (groups[1:] != groups[:-1])
    if mixed.any():
        wide = (points[1:] >= tables.WIDE) | (points[:-1] >= tables.WIDE)
        cost += tables.SWITCH * float(np.count_nonzero(mixed & ~wide))
        cost += tables.CJK_SWITCH * float(np.count_nonzero(mixed & wide))
    counts = np.bincount(groups, minlength=1)
    counts[0] = 0
    language = "und"
    names = list(evidence().groups)
    for number in np.flatnonzero(counts).tolist():
        script = names[number - 1]
        inside = np.where(groups == number, table.ident.take(points), 0).astype(np.uint16)
        row = word_costs(script, [inside])[0]
        best = int(row.argmin())
        cost += float(row[best])
        if counts[number] == counts.max():
            language = tongues(script).names[best]
    return cost, language


@cache
def cjk_prices(language: str) -> npt.NDArray[np.float32]:
    """Return what each unit of UTF-16 costs alone in a language of the group ``Hani``."""
    table = characters()
    known, english = tongues("Hani"), tongues("Latn")
    price = table.cost.copy()
    price[table.group > 0] += np.float32(tables.ALIEN)
    hani = table.group == known.number
    own = known.alone[:, known.names.index(language)]
    price[hani] = table.cost[hani] + own[table.ident[hani]]
    latin = (table.group == english.number)[:0x80].nonzero()[0]
    price[latin] = english.alone[table.ident[latin], english.names.index("en")]
    price[0xD800:0xE000] = tables.ASTRAL / 2
    return price


def cjk_alone(text: str, languages: Iterable[str]) -> list[float]:
    """Return what *text* costs in languages of the group ``Hani``, character by character."""
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    return [float(cjk_prices(language).take(units).sum()) for language in languages]


def cjk_costs(texts: list[str]) -> npt.NDArray[np.float64]:
    """Return what texts cost in the languages of the group of Chinese, Japanese and Korean.

    Latin letters in them are taken for English, letter by letter.
    """
    table = characters()
    english = tongues("Latn").alone[:, tongues("Latn").names.index("en")]
    parts, base = [], []
    hani, latin = tongues("Hani").number, tongues("Latn").number
    for text in texts:
        points = np.minimum(points_of(text), _BASIC).astype(np.intp)
        groups, idents = table.group.take(points), table.ident.take(points)
        cost = float(table.cost.take(points).sum(dtype=np.float64))
        narrow = groups == latin
        if narrow.any():
            cost += float(english.take(idents[narrow]).sum(dtype=np.float64))
            cost += float(beside_cost(table.kind.take(points)[None, :])[0])
            cost += _switches(points >= tables.WIDE, narrow)
        strange = (groups > 0) & (groups != hani) & ~narrow
        cost += tables.ALIEN * np.count_nonzero(strange)
        parts.append(np.where(groups == hani, idents, 0).astype(np.uint16))
        base.append(cost)
    return word_costs("Hani", parts, borrowed=False) + np.array(base)[:, None]


def _switches(wide: npt.NDArray[np.bool_], narrow: npt.NDArray[np.bool_]) -> float:
    """Return the cost of Latin letters beside Chinese, Japanese and Korean characters."""
    edge = np.concatenate(([False], wide, [False]))
    single = wide & ~edge[:-2] & ~edge[2:]
    cost = 0.0
    for marked, price in ((wide, tables.CJK_SWITCH), (single, tables.ALONE)):
        beside = np.count_nonzero(marked[1:] & narrow[:-1])
        cost += price * (beside + np.count_nonzero(marked[:-1] & narrow[1:]))
    return cost


def composed(points: npt.NDArray[np.integer]) -> npt.NDArray[np.intp]:
    """Return code points with their accents put together, as words are counted."""
    text = "".join(map(chr, points.tolist()))
    return points_of(unicodedata.normalize("NFC", text)).astype(np.intp)
