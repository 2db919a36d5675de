"""Whether a reading of a whole line is contradicted by one of its words.

Takes a line and what it says in another codec; says whether the reading garbles a word
that was right.  A line damaged in a way that no pair of codecs explains is often likelier
in a pair that explains most of it, at the price of the words that were sound.
"""

from __future__ import annotations

from newsnorm._text.plausibility import score

__all__ = ["is_contradicted"]

CONTRADICTED = -16.0
"""Bits by which no single word may become less likely: the least of 942 right readings in 11
pairs of codecs has -11, ``dokázalo`` as ``dokßzalo`` in a line damaged in another way -22."""


def is_contradicted(text: str, new: str) -> bool:
    """Say whether a word of *text* that was right by itself is garbled in *new*.

    >>> is_contradicted("ľe to dokázalo", "ĺe to dokßzalo")
    True
    >>> is_contradicted("Pøíliš žluouèký kùò", "Příliš žluťoučký kůň")
    False
    """
    words, reread = text.split(" "), new.split(" ")
    if len(words) != len(reread):
        return False  # spaces changed: the words cannot be compared one by one
    changed = [pair for pair in zip(words, reread, strict=True) if pair[0] != pair[1]]
    likely = score([word for pair in changed for word in pair])
    was, becomes = likely[::2], likely[1::2]
    return any(
        float(after) * len(right) - float(before) * len(wrong) < CONTRADICTED
        for (wrong, right), before, after in zip(changed, was, becomes, strict=True)
    )
