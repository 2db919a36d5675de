"""Made texts for the engines: copies of several kinds, a bucket that many share, oddities."""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from random import Random
from typing import TypeAlias

Running: TypeAlias = Callable[[int], list[str]]

ODD = ["", "  ", "!!", "?? ", "!!", "one", "one", "two"]


def corpus(count: int, *, seed: int = 1, share: float = 0.1) -> list[str]:
    """Return *count* texts, a chain and the odd ones; *share* of them carry the same notice.

    Each text of the chain has most of the words of the next one, and nothing of one further on.
    """
    chance = Random(seed)
    syllables = ["ka", "lo", "mi", "re", "tu", "san", "ber", "gol", "wi", "dra", "pe", "sto"]
    words = sorted(
        {"".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(4000)}
    )
    weights = list(accumulate(1 / (place + 3) for place in range(len(words))))

    def running(size: int) -> list[str]:
        return chance.choices(words, cum_weights=weights, k=size)

    notice = " ".join(running(30))
    texts: list[str] = []
    for _ in range(count):
        base = chance.choice(texts[-200:]).split(" ") if texts and chance.random() < 0.4 else None
        text = " ".join(
            running(chance.randint(60, 160))
            if base is None
            else _edited(base, chance, running, texts)
        )
        texts.append(f"{text} {notice}" if chance.random() < share else text)
    long = running(400)
    chain = [" ".join(long[start : start + 100]) for start in range(0, 300, 15)]
    return [*texts[:3], *ODD, *texts[3:], *chain]


def _edited(base: list[str], chance: Random, running: Running, texts: list[str]) -> list[str]:
    kind = chance.randrange(6)
    if kind == 0:
        return [word.upper() for word in base]
    if kind == 1:
        return [chance.choice(base) if chance.random() < 0.03 else word for word in base]
    if kind == 2:
        return base[: max(10, len(base) * 2 // 5)]
    if kind == 3:
        return base + running(80)
    if kind == 4:
        return base[:40] + running(80)
    return base + chance.choice(texts).split(" ") + running(40)
