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

CLOSE = 60 * STEPS
"""Relatives closer than that are told apart by the table of their family, eighths of a bit."""

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
    """Score the sequences of one group, then those that relatives dispute."""
    scores, price, grams = _votes(group, [sequence for _, sequence in sequences])
    _settle(group, sequences, scores)
    for place, (index, _) in enumerate(sequences):
        old = out[index]
        out[index] = Reading(
            group, old.letters, grams[place], scores[place], price[place], old.points
        )


def _votes(group: Group, sequences: list[U16]) -> tuple[I64, list[int], list[int]]:
    """Let the chunks of each sequence vote: votes, best prices, and letters that voted."""
    starts = np.zeros(len(sequences) + 1, np.int64)
    if len(sequences) == 1:
        rows = group.rows(sequences[0])[1:]
        starts[1] = len(rows)
    else:
        lengths = np.array([len(sequence) for sequence in sequences])
        rows = group.rows(np.concatenate(sequences))
        # the edge in front of a text is where it begins, not a letter of it
        opening = np.ones(len(rows), bool)
        opening[np.concatenate(([0], np.cumsum(lengths)[:-1]))] = False
        rows = rows[opening]
        np.cumsum(lengths - 1, out=starts[1:])
    prices, first = group.chunk_sums(rows, starts, CHUNK)
    best = np.minimum.reduce(prices, axis=1)
    np.subtract(best[:, None], prices, out=prices)
    np.maximum(prices, -CAP, out=prices)
    sizes = (starts[1:] - starts[:-1]).tolist()
    if len(sequences) == len(prices):  # one chunk each
        return prices, best.tolist(), sizes
    votes = np.add.reduceat(prices, first[:-1], axis=0)
    price = np.add.reduceat(best, first[:-1])
    return votes, price.tolist(), sizes


def _settle(group: Group, sequences: list[tuple[int, U16]], scores: I64) -> None:
    """Where the best two are relatives and close, ask the table of their family."""
    families = evidence().family_of
    disputes: dict[str, list[int]] = {}
    if len(group.languages) < 3:
        return
    top = scores.argpartition(-2, axis=1)[:, -2:]
    for place, (one, other) in enumerate(top.tolist()):
        family = families.get(group.languages[one])
        if (
            family is not None
            and families.get(group.languages[other]) is family
            and abs(scores[place, one] - scores[place, other]) < CLOSE
        ):
            disputes.setdefault(family.name, []).append(place)
    for places in disputes.values():
        family = families[group.languages[top[places[0], 0]]]
        columns = np.array([group.languages.index(tag) for tag in family.languages])
        votes, _, _ = _votes(family, [sequences[place][1] for place in places])
        lines = np.array(places)[:, None]
        height = scores[lines, columns].max(axis=1, keepdims=True)
        scores[lines, columns] = votes - votes.max(axis=1, keepdims=True) + height
