"""From sums to answers: probabilities, doubts, tags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsnorm._text._evidence import STEPS, Group, evidence, points_of
from newsnorm.language._batch import Block
from newsnorm.language._model import Reading, heat
from newsnorm.model import Language

__all__ = ["NO_LETTERS", "answer", "answer_many"]

SURE_PRICE = 4.2
NOISE_PRICE = 7.0
"""Bits a letter: clean text of 20 letters and more stays below the first under its own
language; above the second there is no language in it."""

NAME_WORDS = 4
NAME_CONFIDENCE = 0.6
"""So few words, none of them in small letters, may be a name; names and acronyms look
like any language, and the answer is never surer than that."""

FEW_LETTERS = 3
"""Fewer letters say nothing, except where a character is a syllable or a word."""

LISTED = 0.001
"""Runners-up with less probability are not listed."""

NO_LETTERS = Language(tag="und", confidence=0.0, script="Zyyy", reason="no letters")


def answer(reading: Reading, text: str) -> Language:
    """Turn the votes on a text into a language with its probability."""
    group = reading.group
    if len(group.languages) == 1:
        ranks = [(-1.0, 0)]
    else:
        weights = np.exp2((reading.losses + group.handicaps) / -heat(reading.grams))
        whole = float(np.add.reduce(weights))
        near = (weights >= _least(group) * whole).nonzero()[0].tolist()
        ranks = [(weights.item(k) / -whole, k) for k in near]
    return _judge(group, reading.letters, reading.price / reading.grams, text, ranks)


def answer_many(block: Block, texts: Sequence[str], out: list[Language]) -> None:
    """Put into *out* the answers on the texts of *block*, as :func:`answer` gives them."""
    shares: list[list[tuple[float, int]]] = [[] for _ in block.places]
    if len(block.group.languages) == 1:
        shares = [[(-1.0, 0)]] * len(block.places)
    else:
        heats = np.array([-heat(grams) for grams in block.grams])
        weights = np.exp2((block.losses + block.group.handicaps) / heats[:, None])
        whole = np.add.reduce(weights, axis=1, keepdims=True)
        lines, columns = (weights >= _least(block.group) * whole).nonzero()
        found = (weights[lines, columns] / -whole[lines, 0]).tolist()
        for line, share, column in zip(lines.tolist(), found, columns.tolist(), strict=True):
            shares[line].append((share, column))
    each = zip(block.places, block.letters, block.prices, block.grams, shares, strict=True)
    for place, letters, price, grams, ranks in each:
        out[place] = _judge(block.group, letters, price / grams, texts[place], ranks)


def _least(group: Group) -> float:
    """The least probability that is needed: Chinese adds up its two ways of writing."""
    return 0.0 if group.name == "Hani" else LISTED


def _judge(
    group: Group, letters: int, price: float, text: str, ranks: list[tuple[float, int]]
) -> Language:
    """Make the answer of the languages with their probabilities, which are given below zero.

    *price* is that of a letter, in eighths of a bit.
    """
    ranks.sort()
    if group.name == "Hani":
        return _han(group, ranks, text)
    if letters < FEW_LETTERS:
        return Language(tag="und", confidence=0.0, script=group.name, reason="too few letters")
    price /= STEPS
    if price > NOISE_PRICE:
        return Language(
            tag="und", confidence=0.0, script=group.name, reason="no language's letters"
        )
    tags = group.languages
    share, first = ranks[0]
    return Language(
        tag=tags[first],
        confidence=round(min(-share, _limit(letters, text, price)), 4),
        script=group.name,
        alternatives=tuple([(tags[k], round(-other, 4)) for other, k in ranks[1:4]]),
    )


def _limit(letters: int, text: str, price: float) -> float:
    """The highest confidence that the looks of a text allow."""
    limit = 1.0
    if price > SURE_PRICE:
        limit = 1.0 - 0.6 * (price - SURE_PRICE) / (NOISE_PRICE - SURE_PRICE)
    if letters < 60 and _names_only(text):
        limit = min(limit, NAME_CONFIDENCE)
    return limit


def _names_only(text: str) -> bool:
    """Whether a text is a few words without one in small letters."""
    words = text.split(None, NAME_WORDS + 1)
    return (
        len(words) <= NAME_WORDS
        and not any(word.islower() for word in words)
        and text.lower() != text
    )


_GB, _BIG5, _JIS, _KANA, _HANGUL = 1, 2, 4, 8, 16
_SIMPLE = [k for k in range(8) if k & _GB and not k & _BIG5]
_FULL = [k for k in range(8) if k & _BIG5 and not k & _GB]
_NOT_JAPANESE = [k for k in range(1, 8) if not k & _JIS]


def _han(group: Group, ranks: list[tuple[float, int]], text: str) -> Language:
    """Tell Korean, Japanese and the two ways of writing Chinese by their characters."""
    kinds = np.bincount(evidence().variants.take(points_of(text), mode="clip"), minlength=32)
    kana, hangul = int(kinds[_KANA]), int(kinds[_HANGUL])
    han = int(kinds[1:8].sum())
    if hangul > kana and hangul * 4 > han:
        return Language(tag="ko", confidence=_sure(hangul), script="Kore")
    if kana * 12 > han:
        return Language(tag="ja", confidence=_sure(kana), script="Jpan")
    simple, full = int(kinds[_SIMPLE].sum()), int(kinds[_FULL].sum())
    shares = dict.fromkeys(group.languages, 0.0)
    shares.update([(group.languages[k], -share) for share, k in ranks])
    chinese = shares["zh-Hans"] + shares["zh-Hant"]
    if not kinds[_NOT_JAPANESE].any() and shares["ja"] > chinese:
        return Language(tag="ja", confidence=round(min(shares["ja"], 0.9), 4), script="Jpan")
    confidence = round(max(chinese, _sure(int(kinds[_NOT_JAPANESE].sum()) + 1)), 4)
    if full > simple or (full == simple and shares["zh-Hant"] > shares["zh-Hans"]):
        return Language(tag="zh-Hant", confidence=confidence, script="Hant")
    return Language(tag="zh-Hans", confidence=confidence, script="Hans")


def _sure(characters: int) -> float:
    """Confidence that grows with characters of which one alone almost decides."""
    return round(1.0 - 0.1 / characters, 4)
