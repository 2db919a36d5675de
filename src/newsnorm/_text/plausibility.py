"""How likely a text is under each language: the one evidence model.

Takes texts; gives for each the mean log2 of its probability a character, under the
best language and under every other.  The charset stage takes the codec whose
decoding is most plausible, the mojibake stage accepts a reading only if it raises
plausibility, the language stage reports the best language.

A text's letters are read in the model of their script: each letter follows from the
up to four before it in its word, the edge of the word counts as a letter.  What is
no letter has a fixed price by its kind, and so has what real text does not do:
letters of two scripts in one word, a capital after a small letter.

Total for every ``str``; deterministic; the same on every platform, because the
sums are integers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text._evidence import (
    GROUP,
    MARGIN,
    NUMBER,
    ROWS_AT_ONCE,
    STEPS,
    U32,
    Evidence,
    Group,
    evidence,
    lay_out_many,
    points_of,
)

__all__ = ["Plausibility", "alphabet", "languages", "plausibility", "score"]

MIXED_SCRIPTS = 12 * STEPS
"""Price of a letter after one of another script, eighths of a bit."""

CAPITAL_INSIDE = 6 * STEPS
"""Price of a capital after a small letter, eighths of a bit."""


@frozen(kw_only=True)
class Plausibility:
    """How likely one text is.

    ``bits`` is the mean of log2 of the probability of a character under the best
    language: about -2.5 for good prose in most scripts, -5 for a list of names,
    below -7 for garbage; 0 for the empty text.  ``language`` is the best one, ``""`` if
    the text has no letter.  ``languages`` holds the same mean for all languages of
    the text's main script, as tags with scores, best first.
    """

    bits: float
    language: str
    languages: Mapping[str, float]


def languages(script: str | None = None) -> tuple[str, ...]:
    """Return the tags of the languages that the model knows, of one script or all.

    Chinese, Japanese and Korean share the group ``Hani``.

    >>> languages("Beng")
    ('as', 'bn')
    """
    known = evidence().groups
    if script is not None:
        return known[script].languages if script in known else ()
    return tuple(tag for group in known.values() for tag in group.languages)


def alphabet(language: str) -> frozenset[str]:
    """Return the letters, in lower case, that *language* uses; empty if it is unknown.

    >>> "ß" in alphabet("de"), "ß" in alphabet("sv")
    (True, False)
    """
    return frozenset(evidence().alphabets.get(language, ""))


def score(
    texts: Sequence[str], *, within: Collection[str] | None = None
) -> npt.NDArray[np.float64]:
    """Return for each text the mean log2 of its probability a character, best language.

    *within* limits the languages: tags or scripts (ISO 15924; ``Hani`` for Chinese,
    Japanese and Korean).  Letters that none of them may explain cost 64 bits.  Much faster
    for many texts at once than one by one.

    >>> good, garbled = score(["Größe über alles", "GrÃ¶Ãe Ã¼ber alles"])
    >>> bool(good > garbled + 1)
    True
    """
    return _score(texts, within)[0]


def plausibility(
    texts: Sequence[str], *, within: Collection[str] | None = None
) -> list[Plausibility]:
    """Return for each text its score, its best language and the scores of the others.

    >>> plausibility(["Die Bundesregierung hat es beschlossen."])[0].language
    'de'
    """
    means, mains, sums, base, sizes = _score(texts, within)
    known = evidence().by_number
    out = []
    for index, number in enumerate(mains):
        if number < 0:
            out.append(Plausibility(bits=float(means[index]), language="", languages={}))
            continue
        tags = known[number].languages
        # the share of the other scripts and of what is no letter stays the same
        values = (sums[number][index] + base[index]) / (STEPS * sizes[index])
        order = np.argsort(-values, kind="stable")
        ranked = {tags[k]: float(values[k]) for k in order if values[k] > _NEVER / STEPS}
        best = next(iter(ranked), "")
        out.append(Plausibility(bits=float(means[index]), language=best, languages=ranked))
    return out


_NEVER = -(1 << 40)
_FOREIGN = 64 * STEPS  # more than the dearest letter with the edges of its word


def _score(
    texts: Sequence[str], within: Collection[str] | None
) -> tuple[
    npt.NDArray[np.float64],
    list[int],
    dict[int, npt.NDArray[np.int64]],
    npt.NDArray[np.int64],
    npt.NDArray[np.int64],
]:
    """Score texts: means, main group of each, sums by group, the rest by text, sizes."""
    model = evidence()
    sizes = np.maximum(np.array([len(text) for text in texts], np.int64), 1)
    if not len(texts):
        return np.zeros(0), [], {}, np.zeros(0, np.int64), sizes
    heads = np.zeros(len(texts), np.int64)
    np.cumsum([len(MARGIN) + len(text) for text in texts[:-1]], out=heads[1:])
    points = points_of(MARGIN + MARGIN.join(texts) + " ")
    numbers = model.numbers.take(points, mode="clip")
    kinds = numbers >> GROUP
    prices = _prices(model, points, numbers, kinds)
    for place in range(len(MARGIN)):  # no characters of the texts
        prices[heads + place] = 0
    prices[-1] = 0
    total = -np.add.reduceat(prices, heads)
    sums: dict[int, npt.NDArray[np.int64]] = {}
    best: dict[int, npt.NDArray[np.int64]] = {}
    counts: dict[int, npt.NDArray[np.int64]] = {}
    letter = numbers > 0
    for number in np.flatnonzero(np.bincount(kinds[letter])).tolist():
        group = model.by_number[number]
        inside = letter & (kinds == number)
        count = np.add.reduceat(inside, heads, dtype=np.int64)
        allowed = _allowed(group, within)
        if not allowed.any():
            total -= count * _FOREIGN
            continue
        lines = np.zeros((len(texts), len(group.languages)), np.int64)
        having = count.nonzero()[0]
        lines[having] = _group_sums(group, (numbers & NUMBER) * inside, heads[having])
        lines[:, ~allowed] = _NEVER
        counts[number], sums[number] = count, lines
        best[number] = np.where(count > 0, lines.max(axis=1), 0)
        total += best[number]
    mains = _mains(counts, len(texts))
    base = np.array(
        [total[i] - (best[n][i] if n >= 0 else 0) for i, n in enumerate(mains)], np.int64
    )
    return total / (STEPS * sizes), mains, sums, base, sizes


def _prices(
    model: Evidence, points: U32, numbers: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Price what is no letter, and what real text does not do."""
    prices = model.costs.take(points, mode="clip").astype(np.int64)
    letter = numbers > 0
    joined = letter[1:] & letter[:-1]
    if kinds.any():
        prices[1:] += MIXED_SCRIPTS * (joined & (kinds[1:] != kinds[:-1]))
    upper = model.upper.take(points, mode="clip")
    prices[1:] += CAPITAL_INSIDE * (joined & (upper[1:] > upper[:-1]))
    return prices


def _allowed(group: Group, within: Collection[str] | None) -> npt.NDArray[np.bool_]:
    if within is None or group.name in within:
        return np.ones(len(group.languages), bool)
    return np.array([tag in within for tag in group.languages])


def _group_sums(
    group: Group, numbers: npt.NDArray[np.int64], heads: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Add up, by text and language, what the n-grams of one group's letters say."""
    sequence, starts = lay_out_many(numbers, heads)
    rows, spans = group.rows_of(sequence, starts)
    begin = [start for span in spans for start in range(*span, ROWS_AT_ONCE)]
    parts = group.prices(rows, np.array(begin)).astype(np.int64)
    if len(parts) > len(spans):
        counts = [-((start - end) // ROWS_AT_ONCE) for start, end in spans[:-1]]
        parts = np.add.reduceat(parts, np.cumsum([0, *counts]), axis=0)
    return np.negative(parts)


def _mains(counts: Mapping[int, npt.NDArray[np.int64]], texts: int) -> list[int]:
    """The group with most letters in each text, -1 for none."""
    if not counts:
        return [-1] * texts
    numbers = list(counts)
    table = np.stack([counts[n] for n in numbers])
    top = table.argmax(axis=0)
    return [numbers[k] if table[k, i] else -1 for i, k in enumerate(top)]
