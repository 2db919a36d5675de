"""What a run of characters outside ASCII says when its bytes are read as UTF-8 after all.

Takes a run between its neighbours and codecs; gives the readings with what speaks for
each: how much less odd the text is then.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm.mojibake.oddity import is_plain, oddity
from newsnorm.mojibake.tables import CODECS, codecs_of, table

__all__ = ["Key", "Reading", "chain_name", "promising", "readings", "readings_by_key"]

U32: TypeAlias = npt.NDArray[np.uint32]

_RUN = re.compile(r"[^\x00-\x7f]+")

LONG_SEQUENCE = 0.7
"""Gain for each sequence of three or four bytes, up to three: chance seldom makes one."""
TORN = 1.0
"""Price of each place where a repaired piece touches a letter that was left."""
REPLACED = 8.0
"""Gain where the replacement character comes out: no text holds its three bytes by chance."""
WHOLE = 0.4
"""Weight of each sequence, up to three, of a run that is well-formed from end to end."""

SHORT = 64
"""Characters of a run up to which its readings are kept: the same words come again."""

Key = tuple[str, str, str]
"""A run between the two characters before and the two after it."""
_SHORTEST = 2
_PRIVATE = re.compile("[\ue000-\uf8fe]")
"""Characters for private use, without the apple: no text says them."""
_REPLACED = re.compile(r"[À-ô]\ufffd+")
"""A lead byte and the bytes after it that were lost: part of the same garbage."""


@frozen
class Reading:
    """One way to read a run: what it says in which codec, and what speaks for it.

    ``natural``: the run could be a word as it stands, so that only its neighbours can
    speak for the reading.
    """

    text: str
    codec: str
    gain: float
    weight: float
    natural: bool
    whole: bool


def chain_name(chain: tuple[str, ...]) -> str:
    """Name a chain of codecs, the outermost first.

    >>> chain_name(("cp1252", "cp1252")), chain_name(("cp1252", "cp437"))
    ('utf-8 read as cp1252, twice', 'utf-8 read as cp437, then as cp1252')
    """
    if len(set(chain)) == 1:
        times = {1: "", 2: ", twice"}.get(len(chain), f", {len(chain)} times")
        return f"utf-8 read as {chain[0]}{times}"
    return "utf-8 read as " + ", then as ".join(chain[::-1])


def _undone(run: str, codec: str) -> tuple[str, int, int, int] | None:
    """Return *run* with its sequences read as UTF-8, and what to make of it.

    The numbers are: long sequences; all sequences, but 0 unless the run is well-formed
    from end to end; places where a sequence touches a letter that is no part of one.
    """
    codec_table = table(codec)
    whole = codec_table.decode(run)
    if whole is not None:
        return whole, sum(character > "\u07ff" for character in whole), len(whole), 0
    parts: list[str] = []
    position = long = torn = 0
    for match in codec_table.sequences.finditer(run):
        piece = codec_table.decode(match.group())
        if piece is None or _is_between_losses(run, match):
            continue
        torn += _torn(run, match.start()) + _torn(run, match.end())
        parts.append(run[position : match.start()])
        parts.append(piece)
        long += sum(character > "\u07ff" for character in piece)
        position = match.end()
    if not position:
        return None
    parts.append(run[position:])
    return "".join(parts), long, 0, torn


def _is_between_losses(run: str, match: re.Match[str]) -> bool:
    """Say whether one short sequence stands in a run beside lost bytes: it may be chance."""
    before, after = run[match.start() - 1 : match.start()], run[match.end() : match.end() + 1]
    return (
        len(match.group()) == _SHORTEST and "\ufffd" in (before, after) and bool(before and after)
    )


def _torn(run: str, position: int) -> bool:
    """Say whether the characters at both sides of *position* are letters."""
    return 0 < position < len(run) and run[position - 1].isalpha() and run[position].isalpha()


@lru_cache(maxsize=4096)
def _potential(before: str, run: str, after: str) -> float:
    """Return how little odd *run* can become when further whole layers are taken off."""
    best = oddity(before + run + after)
    if best:
        for codec in CODECS:
            deeper = table(codec).decode(run)
            if deeper is not None and deeper != run:
                best = min(best, _potential(before, deeper, after))
    return best


def readings(key: Key, codecs: tuple[str, ...]) -> list[Reading]:
    """Return every reading of a run between its neighbours."""
    return _short_readings(key, codecs) if len(key[1]) <= SHORT else _readings(key, codecs)


def _readings(key: Key, codecs: tuple[str, ...]) -> list[Reading]:
    before, run, after = key
    start = oddity(before + run + after)
    natural = start == 0.0 and run.isalpha()
    found: list[Reading] = []
    for codec in codecs:
        undone = _undone(run, codec)
        if undone is None:
            continue
        new, long, whole, torn = undone
        if _PRIVATE.search(new):
            continue
        rest = _REPLACED.sub("", new)
        left = _potential(before, new, after) if whole else oddity(before + rest + after)
        lost = REPLACED if "\ufffd" in new and "\ufffd" not in run else 0.0
        gain = lost + start - left + LONG_SEQUENCE * min(long, 3) - TORN * torn
        found.append(Reading(new, codec, gain, gain + WHOLE * min(whole, 3), natural, whole > 0))
    return found


_short_readings = lru_cache(maxsize=8192)(_readings)


def promising(key: Key, codecs: tuple[str, ...]) -> list[Reading]:
    """Return the readings of a run, but none that is plainly worse than what stands there."""
    if is_plain(*key):
        if key[1].isalpha():
            return []
        codecs = tuple(codec for codec in codecs if not _only_tears(key[1], codec))
    return readings(key, codecs) if codecs else []


@lru_cache(maxsize=4096)
def _only_tears(run: str, codec: str) -> bool:
    """Say whether reading *run* in *codec* splits its words and brings no long sequence."""
    undone = _undone(run, codec)
    if undone is None:
        return True
    new, long, whole, torn = undone
    return torn > 0 and not (long or whole or "\ufffd" in new)


def readings_by_key(text: str, pairs: U32) -> dict[Key, list[Reading]]:
    """Return the readings of the runs that have any.

    *pairs* has for each character the codecs, as bits, in which a sequence begins there:
    nothing else can be read.
    """
    spans = [match.span() for match in _RUN.finditer(text)]
    if not spans:
        return {}
    edges = np.array(spans, np.intp).ravel()
    masks = np.bitwise_or.reduceat(np.append(pairs, np.uint32(0)), edges)[::2]
    found: dict[Key, list[Reading]] = {}
    for index in np.flatnonzero(masks).tolist():
        start, end = spans[index]
        key = (text[max(0, start - 2) : start], text[start:end], text[end : end + 2])
        if key not in found:
            found[key] = readings(key, codecs_of(int(masks[index])))
    return found
