"""What words cost in each language: the n-grams of the evidence model, in nats."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text._evidence import Group, evidence
from newsnorm._text.legacy_prices import NATS, characters

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
    names: list[str]
    columns: npt.NDArray[np.intp]
    alone: npt.NDArray[np.float32]
    foreign: npt.NDArray[np.uint8]
    excess: Costs


@cache
def tongues(script: str) -> Tongues:
    """Return the languages of a group of the evidence model."""
    group = evidence().groups[script]
    table = characters()
    known = alphabets()
    names = [name for name in group.languages if name in known or script not in _LEGACY]
    columns = np.array([group.languages.index(name) for name in names], np.intp)
    prices = np.asarray(group.table[: group.letters]).view(np.uint8).reshape(group.letters, -1)
    foreign = np.ones((group.letters, len(names)), np.uint8)
    foreign[0] = 0
    for column, name in enumerate(names):
        letters = known.get(name, "")
        if name in _AS_COUNTED:
            letters += evidence().alphabets[name]
        points = np.array([ord(c) for c in letters.translate(_COMMAS) + letters], np.intp)
        points = points[table.group[points] == group.number] if points.size else points
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
        group=group, names=names, columns=columns, alone=alone, foreign=foreign, excess=excess
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
    sequence = np.zeros(kept.size + 1, np.uint16)
    letters = sequence[1:]
    joined.take(kept, out=letters)
    rows = languages.group.rows(sequence)[1:]
    bounds = np.zeros(len(texts) + 1, np.intp)
    np.cumsum([len(text) + 1 for text in texts], out=bounds[1:])
    edges = kept.searchsorted(bounds)
    if not borrowed or len(languages.names) == 1:
        whole = languages.group.sums(rows, edges)[:, languages.columns].astype(np.float64)
        whole *= NATS
        whole += np.diff(edges)[:, None] * languages.excess
        return whole
    out = np.zeros((len(texts), len(languages.names)))
    starts = np.concatenate(([0], (letters == 0).nonzero()[0] + 1))
    if starts.size < 2:
        return out
    cost = languages.group.sums(rows, starts)[:, languages.columns].astype(np.float64)
    cost *= NATS
    first = starts[:-1]
    cost += np.diff(starts)[:, None] * languages.excess
    cost += FOREIGN * np.add.reduceat(languages.foreign.take(letters, axis=0), first, axis=0)
    np.minimum(cost, cost.min(axis=1, keepdims=True) + BORROWED, out=cost)
    begin = first.searchsorted(edges)
    full = (np.diff(begin) > 0).nonzero()[0]
    out[full] = np.add.reduceat(cost, begin[full], axis=0)
    return out
