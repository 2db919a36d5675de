"""Lines with letters that wrong readings leave, but that are at home in their language.

Takes lines and their language; says which need no second look.  The lines are priced
together, so that long clean text costs one pass.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from newsnorm._text import legacy_tables as tables
from newsnorm._text.legacy_letters import LIMIT, WIDTH, letters
from newsnorm._text.legacy_text import text_cost
from newsnorm.mojibake.oddity import SAFE

__all__ = ["not_at_home"]

TOLD_FROM = 600
"""Characters of the lines that their language is told from."""
NATURAL = 2.8
"""Nats a character up to which a line is natural in the language: nine in ten of 1,335
clean lines are; of 227 misread ones the least is 3.06, in whichever language."""
LONG, BATCH = 4_096, 65_536
"""Characters of a line that is always looked at twice, and of the lines priced together."""


def not_at_home(text: str, places: Sequence[int]) -> list[int]:
    """Return the *places* in lines whose letters are not all at home in their language.

    >>> not_at_home("Vláda včera schválila nový zákon, který začne platit příští rok.", [3])
    []
    >>> not_at_home("Bakan, yeni yasanýn bugün yürürlüðe girdiðini açýkladý.", [17])
    [17]
    """
    spans = list(_lines_around(text, places))
    short = [span for span in spans if span[1] - span[0] <= LONG]
    if not short:
        return [*places]
    share = max(1, TOLD_FROM // len(short))
    some = " ".join(text[start : min(end, start + share)] for start, end in short[:TOLD_FROM])
    language = text_cost(some)[1]
    home: set[int] = set()
    for first in range(0, len(short), BATCH // LONG):
        batch = short[first : first + BATCH // LONG]
        costs = line_costs([text[start:end] for start, end in batch], language)
        home.update(
            start for (start, _), cost in zip(batch, costs.tolist(), strict=True) if cost <= NATURAL
        )
    left = [span for span in spans if span[0] not in home]
    return [place for start, end in left for place in places[_slice(places, start, end)]]


def _slice(places: Sequence[int], start: int, end: int) -> slice:
    return slice(bisect_left(places, start), bisect_left(places, end))


def _lines_around(text: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines that the ordered *places* are in."""
    end = -1
    for place in places:
        if place >= end:
            start = text.rfind("\n", 0, place) + 1
            end = text.find("\n", place)
            end = len(text) if end < 0 else end
            yield start, end


@cache
def _doubtful() -> npt.NDArray[np.bool_]:
    """Return which characters are letters that wrong readings leave."""
    found = np.zeros(LIMIT + 1, np.bool_)
    found[0x80:LIMIT] = [
        tables.is_letter(character) and character not in SAFE
        for character in map(chr, range(0x80, LIMIT))
    ]
    found[LIMIT] = True
    return found


def line_costs(lines: Sequence[str], language: str) -> npt.NDArray[np.float64]:
    """Return the nats a character of each line in *language*; infinite with other letters."""
    table = letters()
    text = "".join(f"{line}\n" for line in lines)
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
    if language not in table.languages:
        return np.full(len(lines), np.inf)
    row = table.languages.index(language)
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    short = np.minimum(points, LIMIT).astype(np.intp)
    classes = np.append(np.zeros(2, np.int32), table.classes[row].take(short))
    index = classes[2:] + (classes[1:-1] << 6) + (classes[:-2] << 12) + row * WIDTH**3
    costs = table.side[row].take(short) + table.stored.take(index) / tables.SCALE
    foreign = _doubtful().take(short) & (classes[2:] == 0)
    total = np.add.reduceat(costs, starts[:-1])
    strange = np.add.reduceat(foreign, starts[:-1], dtype=np.int64)
    found: npt.NDArray[np.float64] = np.where(strange > 0, np.inf, total / np.diff(starts))
    return found
