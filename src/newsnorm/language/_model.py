"""From texts to sums: which letters count, and what each language says of them.

One text and many go through the same function, so they get the same answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text._evidence import I64, STEPS, U16, U32, Group, evidence, points_of

__all__ = ["Reading", "read"]

CHUNK = 56
"""Letters that vote together.  Smaller chunks tell less, larger ones mix the
languages of a mixed text."""

CAP = 90 * STEPS
"""The most that one chunk can speak against a language, eighths of a bit, so that
a foreign passage cannot outvote the rest of the text."""

HAN_WEIGHT = 2
"""A Chinese or Japanese character says as much as two letters."""

BATCH = 16_384
"""Code points that go through the tables together: their tables fit the cache."""


@frozen(eq=False, slots=True)
class Reading:
    """What the model says of one text.

    ``group`` is the group of its dominant script, ``None`` if it has no letter of any;
    ``letters`` counts the letters of that group, ``grams`` the letters and word edges
    that were scored; ``scores`` holds for each language of the group the votes of the
    chunks, 0 or less, and ``price`` the sum of the chunks' best prices, eighths of a bit.
    ``points`` are the code points that were read.
    """

    group: Group | None
    letters: int
    grams: int
    scores: I64
    price: int
    points: U32


@cache
def _weights() -> I64:
    groups = evidence().by_number
    return np.array([0, *(HAN_WEIGHT if g.name == "Hani" else 1 for g in groups)], np.int64)


def read(texts: Sequence[str]) -> list[Reading]:
    """Score texts; the answers do not depend on how texts are put together."""
    model = evidence()
    weights = _weights()
    out: list[Reading] = []
    waiting: dict[int, list[tuple[int, U16]]] = {}
    loads: dict[int, int] = {}
    for index, text in enumerate(texts):
        points = np.minimum(points_of(text), np.uint32(0xFFFF))
        classes = model.classes[points]
        counts = np.bincount(classes, minlength=len(weights))
        number = int((counts * weights).argmax())
        letters = int(counts[number]) if number else 0
        out.append(Reading(None, letters, 0, _NOTHING, 0, points))
        if not letters:
            continue
        sequence = _sequence(model.idents[points], classes == number)
        waiting.setdefault(number, []).append((index, sequence))
        loads[number] = loads.get(number, 0) + len(sequence)
        if loads[number] >= BATCH:
            _score(model.by_number[number - 1], waiting.pop(number), out)
            loads[number] = 0
    for number, sequences in waiting.items():
        _score(model.by_number[number - 1], sequences, out)
    return out


_NOTHING: I64 = np.zeros(0, np.int64)


def _sequence(idents: U16, inside: npt.NDArray[np.bool_]) -> U16:
    """The letters of one group, one 0 after each word and one in front."""
    idents *= inside
    keep = inside.copy()
    keep[1:] |= inside[:-1]
    kept = idents[keep]
    out = np.zeros(len(kept) + 1 + int(kept[-1] > 0), np.uint16)
    out[1 : len(kept) + 1] = kept
    return out


def _score(group: Group, sequences: list[tuple[int, U16]], out: list[Reading]) -> None:
    """Let the chunks of each text vote, and put the results in their places."""
    starts = np.zeros(len(sequences) + 1, np.int64)
    if len(sequences) == 1:
        rows = group.rows(sequences[0][1])[1:]
        starts[1] = len(rows)
    else:
        lengths = np.array([len(s) for _, s in sequences])
        rows = group.rows(np.concatenate([s for _, s in sequences]))
        # the edge in front of a text is where it begins, not a letter of it
        opening = np.zeros(len(rows), bool)
        opening[np.concatenate(([0], np.cumsum(lengths)[:-1]))] = True
        rows = rows[~opening]
        np.cumsum(lengths - 1, out=starts[1:])
    prices, first = group.chunk_sums(rows, starts, CHUNK)
    best = prices.min(axis=1)
    prices -= best[:, None]
    np.minimum(prices, CAP, out=prices)
    scores = -np.add.reduceat(prices, first[:-1], axis=0)
    price = np.add.reduceat(best, first[:-1])
    for place, (index, _) in enumerate(sequences):
        old = out[index]
        grams = int(starts[place + 1] - starts[place])
        out[index] = Reading(
            group, old.letters, grams, scores[place], int(price[place]), old.points
        )
