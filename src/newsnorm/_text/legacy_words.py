"""What words cost in each language: the n-grams of the evidence model, in nats."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text._evidence import EDGES, ROWS_AT_ONCE, Group, evidence
from newsnorm._text.legacy_prices import NATS, characters, number_of

Costs: TypeAlias = npt.NDArray[np.float64]
Idents: TypeAlias = npt.NDArray[np.uint16]

BORROWED = 11.0
"""Nats that a word costs more in another language than that of the text.

Names and quotations: without it a single Spanish name in English speaks for a codec
in which its letters are symbols."""
FOREIGN = 3.0  # nats: a letter outside the alphabet, whatever was counted in the corpora
ORDINARY = 0.9  # what the shares of all letters alone add up to; the edges of words have the rest
RAREST = 8.0  # nats: the most that a letter costs alone
_ZERO = np.zeros(1, np.uint16)


@cache
def alphabets() -> dict[str, str]:
    """Return the letters of the languages that legacy codecs were made for.

    The main exemplar characters of CLDR, not what was counted: corpora hold text that
    was read in a wrong codec before it was counted.
    """
    text = resources.files(__package__).joinpath("data/alphabets.txt").read_text("utf-8")
    rows = [line.split(" ") for line in text.splitlines() if not line.startswith("#")]
    return {row[0]: row[1] for row in rows}


@frozen(eq=False)
class Tongues:
    """The languages of one script: rows of the arrays are letters, columns languages.

    ``alone`` is what a letter costs alone, ``foreign`` whether it is outside the alphabet.
    ``excess`` is what the model gives back for each letter to languages with small corpora,
    so that they are found at all; for a choice of codecs that is too much.
    """

    group: Group
    number: int
    names: list[str]
    columns: npt.NDArray[np.intp]
    alone: npt.NDArray[np.float32]
    foreign: npt.NDArray[np.uint8]
    excess: Costs


@cache
def tongues(script: str) -> Tongues:
    """Return the languages of a group of the evidence model."""
    group = evidence().groups[script]
    number = number_of(script)
    table = characters()
    known = alphabets()
    names = [name for name in group.languages if name in known or script not in _LEGACY]
    columns = np.array([group.languages.index(name) for name in names], np.intp)
    letters = len(group.mixer)
    every = np.arange(letters)  # each letter's row is the one of its number
    prices = group.prices(every, every)
    foreign = np.ones((letters, len(names)), np.uint8)
    foreign[0] = 0
    for column, name in enumerate(names):
        own = known.get(name, "")
        if name in _AS_COUNTED:
            own += evidence().alphabets[name]
        points = np.array([ord(c) for c in own.translate(_COMMAS) + own], np.intp)
        points = points[table.group[points] == number]
        foreign[table.ident[points], column] = 0
    if script not in _LEGACY:
        foreign[:] = 0
    alone = prices[:, columns] * np.float32(NATS)
    total = np.exp(-alone[1:].astype(np.float64)).sum(axis=0)
    excess = np.maximum(0.0, np.log(total / ORDINARY))
    alone += excess.astype(np.float32)
    if script in _LEGACY:
        alone = np.minimum(alone, np.float32(RAREST))
    alone[0] = 0.0
    return Tongues(
        group=group,
        number=number,
        names=names,
        columns=columns,
        alone=alone,
        foreign=foreign,
        excess=excess,
    )


_LEGACY = {"Latn", "Cyrl", "Grek", "Arab", "Hebr", "Thai"}
_AS_COUNTED = {"vi"}  # its exemplars have the tones apart
_COMMAS = str.maketrans("şţ", "șț")


def word_costs(script: str, texts: list[Idents], *, borrowed: bool = True) -> Costs:
    """Return what the letters of each text cost in each language of a script.

    A text is the numbers of its letters, 0 for all else.  With *borrowed*, a word counts
    as one of another language where that is cheaper.
    """
    languages = tongues(script)
    joined = np.concatenate([part for text in texts for part in (text, _ZERO)])
    keep = joined > 0
    keep[1:] |= keep[:-1]
    kept = keep.nonzero()[0]
    out = np.zeros((len(texts), len(languages.names)))
    if not kept.size:
        return out
    sequence = np.zeros(EDGES + kept.size, np.int64)
    letters = sequence[EDGES:]
    letters[:] = joined.take(kept)
    rows = languages.group.rows(languages.group.hashes(sequence), letters)
    bounds = np.cumsum([0, *(len(text) + 1 for text in texts)])
    edges = kept.searchsorted(bounds)
    if not borrowed or len(languages.names) == 1:
        full = (edges[1:] > edges[:-1]).nonzero()[0]
        out[full] = _sums(languages, rows, edges[full])
        return out
    starts = np.concatenate(([0], (letters[:-1] == 0).nonzero()[0] + 1))
    cost = _sums(languages, rows, starts)
    cost += FOREIGN * np.add.reduceat(languages.foreign.take(letters, axis=0), starts, axis=0)
    np.minimum(cost, cost.min(axis=1, keepdims=True) + BORROWED, out=cost)
    begin = starts.searchsorted(edges)
    full = (begin[1:] > begin[:-1]).nonzero()[0]
    out[full] = np.add.reduceat(cost, begin[full], axis=0)
    return out


def _sums(languages: Tongues, rows: npt.NDArray[np.int64], starts: npt.NDArray[np.intp]) -> Costs:
    """Return what the rows from each place of *starts* to the next cost, in nats."""
    sizes = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=sizes[:-1])
    sizes[-1] = len(rows) - starts[-1]
    begin = starts
    if sizes.max() > ROWS_AT_ONCE:
        parts = zip(starts.tolist(), (starts + sizes).tolist(), strict=True)
        begin = np.array([at for part in parts for at in range(*part, ROWS_AT_ONCE)])
    prices = languages.group.prices(rows, begin)[:, languages.columns].astype(np.float64)
    if begin is not starts:
        prices = np.add.reduceat(prices, begin.searchsorted(starts), axis=0)
    prices *= NATS
    prices += sizes[:, None] * languages.excess
    return prices
