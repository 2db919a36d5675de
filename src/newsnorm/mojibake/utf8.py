"""UTF-8 that was read as a single-byte codec, once or in several layers.

Takes a text, gives edits.  Every run of characters outside ASCII is read back
through each codec as far as its bytes are well-formed UTF-8; what that gains is how
much less odd the text is there.  The gains of all distinct runs of a line, and of
the document, are votes for a codec, and where the votes are clear a weaker gain is
enough.  What comes out is looked at again, for there may be another layer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import numpy as np
from attrs import define, evolve, field

from newsnorm._text.legacy_text import text_cost
from newsnorm._text.spans import common_ends
from newsnorm.model import Edit
from newsnorm.mojibake.readings import (
    Key,
    Reading,
    chain_name,
    promising,
    readings,
    readings_by_key,
)
from newsnorm.mojibake.scan import Suspicion, scan, sequences
from newsnorm.mojibake.tables import CODECS, codecs_in, codecs_of, table

__all__ = ["may_choose", "repair_utf8", "repair_utf8_with_codecs"]

_CONTROL = re.compile(r"[\x80-\x9f]")
_OUTSIDE = re.compile(r"[^\x00-\x7f]+")
_BREAK = re.compile("\n")
_RUN_OR_BREAK = re.compile(r"[^\x00-\x7f]+|\n")

CERTAIN = 6.0
"""Gain (of oddity) at which a run is repaired without any other evidence."""
GAIN_NATS = 2.0
"""Nats that one unit of gain is worth where the evidence model is asked too."""
ALONE, ALONE_SYMBOL = 13.6, 14.5
"""Nats and gain together at which a run is repaired by itself, as letters or as symbols.
The highest sums of 37,000 clean lines and of hard cases are 13.4 and 14.0; the lowest of
936 garbled headlines with one or two runs are 13.1 and 15."""
STANDING = 8.0
"""What is asked on top for a single character between spaces, which is seldom a word."""
LONG_SEQUENCES = "\u0800"
"""From here on a character has three bytes, which stand together by chance much more seldom."""
WINDOW = 60
"""Characters on each side of a run that the evidence model reads."""
SUPPORTED = 0.2
"""Weight at which a run is repaired if the line's or document's other runs vote for its codec."""
CLEAR_VOTE = 6.0
"""Sum of the weights of other runs from which on a vote is clear."""
DOCUMENT_SHARE = 0.5
"""What a run of another line counts in a vote."""
MOST = 8.0
"""The most that one run can support another with."""
LINE_PULL, DOCUMENT_PULL = 3.0, 2.0
"""How far the line's and the document's favourite codec may win over a better gain."""
NEAR = 1.0
"""Scores so close together that the evidence model decides between the readings."""
MAX_LAYERS = 8
NEIGHBOURS = 2
"""Runs on each side that are asked about a run that could be a word as it stands."""


@define(kw_only=True)
class _Run:
    """A run of characters outside ASCII: its span, the number of its line, what is known."""

    start: int
    end: int
    line: int
    original: str
    key: Key
    chain: tuple[str, ...] = ()
    gain: float = 0.0
    votes: float = 0.0


def _runs(text: str) -> Iterator[_Run]:
    """Yield the runs of characters outside ASCII."""
    line = 0
    for match in _RUN_OR_BREAK.finditer(text):
        start, end = match.span()
        run = match.group()
        if run == "\n":
            line += 1
            continue
        key = (text[max(0, start - 2) : start], run, text[end : end + 2])
        yield _Run(start=start, end=end, line=line, original=run, key=key)


@define
class _Votes:
    """The weights of distinct runs by codec, of one line or of the whole document."""

    support: dict[str, float] = field(factory=dict)
    sums: dict[str, float] = field(factory=dict)
    most: float = 0.0
    seen: set[Key] = field(factory=set)

    def add(self, key: Key, found: list[Reading]) -> None:
        """Count the votes of a run, once."""
        if key in self.seen:
            return
        self.seen.add(key)
        for reading in found:
            if reading.weight > 0 and not reading.natural:
                codec = reading.codec
                self.support[codec] = self.support.get(codec, 0.0) + min(reading.weight, MOST)
                total = self.sums.get(codec, 0.0) + reading.weight
                self.sums[codec] = total
                self.most = max(self.most, total)

    def share(self, codec: str) -> float:
        """Return the votes for *codec* as a share of those for the favourite."""
        return self.sums.get(codec, 0.0) / self.most if self.most else 0.0


def repair_utf8(text: str) -> tuple[Edit, ...]:
    """Return the edits that undo UTF-8 read as a single-byte codec.

    >>> [(e.start, e.replacement, e.reason) for e in repair_utf8("Pr√§sident")]
    [(2, 'ä', 'utf-8 read as mac_roman')]
    """
    return repair_utf8_with_codecs(text, scan(text))[0]


def repair_utf8_with_codecs(
    text: str, suspicion: Suspicion | None
) -> tuple[tuple[Edit, ...], dict[int, str]]:
    """Return the edits, and for the start of each the one codec it was read in, if one.

    Where nothing is found in the lines that are suspicious nothing is elsewhere.
    """
    if suspicion is None:
        return (), {}
    places = suspicion.sequences.tolist(), suspicion.odd.tolist()
    if not may_choose(text, *places):
        return (), {}
    begun = sequences(text)
    codecs = codecs_of(int(np.bitwise_or.reduce(begun)))
    runs = list(_runs(text))
    known: dict[Key, list[Reading]] = {run.key: [] for run in runs}
    known |= readings_by_key(text, begun)
    suspects = _lines_with(text, (*places[0], *places[1]))
    if 2 * len(suspects) < text.count("\n"):
        few = [evolve(run) for run in runs if run.line in suspects]
        if not _peel(text, few, known, codecs):
            return (), {}
    for layer in range(MAX_LAYERS):
        if not _peel(text, runs, known, CODECS if layer else codecs):
            break
    repaired = [run for run in runs if run.chain and run.key[1] != run.original]
    edits = tuple(_edit(run) for run in repaired)
    single = {
        edit.start: run.chain[0]
        for edit, run in zip(edits, repaired, strict=True)
        if len(run.chain) == 1
    }
    return edits, single


def _lines_with(text: str, places: tuple[int, ...]) -> set[int]:
    """Return the numbers of the lines that *places* are in."""
    breaks = [match.start() for match in _BREAK.finditer(text)]
    return {bisect_left(breaks, place) for place in places}


def may_choose(text: str, begun: list[int], odd: list[int]) -> bool:
    """Say whether any reading of a suspicious run could be chosen: most suspicions end here.

    The suspicious ones are those where a sequence has *begun*, or that have an *odd* pair.
    """
    support: dict[str, float] = {}
    asked: list[tuple[_Run, Reading]] = []
    seen: set[Key] = set()
    for run, codecs in _suspects(text, begun, odd):
        found = promising(run.key, codecs)
        new = run.key not in seen
        seen.add(run.key)
        for reading in found:
            if reading.natural or reading.weight < 0:
                continue
            if reading.gain >= CERTAIN:
                return True
            if reading.gain >= 0 and _may_convince(run.key, reading):
                asked.append((run, reading))
            if new:
                own = support.get(reading.codec, 0.0) + min(reading.weight, MOST)
                support[reading.codec] = own
    if max(support.values(), default=0.0) >= CLEAR_VOTE:
        return True
    return any(_convinces(text, run, reading) for run, reading in asked)


def _suspects(
    text: str, begun: list[int], odd: list[int]
) -> Iterator[tuple[_Run, tuple[str, ...]]]:
    """Yield the runs that are odd, or that sequences begin in, and their codecs."""
    end = 0
    for place in sorted({*begun, *odd, *(place + 1 for place in odd)}):
        if place < end or text[place : place + 1] <= "\x7f":
            continue
        start = place
        while start > end and text[start - 1] > "\x7f":
            start -= 1
        match = _OUTSIDE.match(text, start)
        end = match.end() if match is not None else start + 1
        run = text[start:end]
        codecs = codecs_in(run)
        if codecs:
            key = (text[max(0, start - 2) : start], run, text[end : end + 2])
            yield _Run(start=start, end=end, line=0, original=run, key=key), codecs


def _peel(
    text: str, runs: list[_Run], known: dict[Key, list[Reading]], codecs: tuple[str, ...]
) -> bool:
    """Take one layer off where the evidence is good enough; say whether there was one."""
    document = _Votes()
    lines: dict[int, _Votes] = {}
    for run in runs:
        if run.key not in known:
            known[run.key] = readings(run.key, codecs)
        found = known[run.key]
        if found:
            document.add(run.key, found)
            lines.setdefault(run.line, _Votes()).add(run.key, found)
    accepted = {(run.line, run.chain[-1]) for run in runs if run.chain}
    chosen = [
        _choose(text, run, known[run.key], (lines[run.line], document), accepted)
        if known[run.key]
        else None
        for run in runs
    ]
    decided = _with_neighbours(runs, chosen, known)
    for run, reading in zip(runs, decided, strict=True):
        if reading is not None:
            run.key = (run.key[0], reading.text, run.key[2])
            run.chain = (*run.chain, reading.codec)
            run.gain += reading.gain
            run.votes = max(run.votes, document.sums.get(reading.codec, 0.0))
    return any(reading is not None for reading in decided)


def _with_neighbours(
    runs: list[_Run], chosen: list[Reading | None], known: dict[Key, list[Reading]]
) -> list[Reading | None]:
    """Drop what could be a word as it stands, unless the runs around it are repaired alike."""
    decided = list(chosen)
    for index, reading in enumerate(chosen):
        if reading is None or not reading.natural:
            continue
        around = _around(runs, chosen, index)
        same = {other.codec for other in known[runs[index].key] if other.text == reading.text}
        alike = max(
            sum(_is_read_in(codec, runs[at], now, known) for at, now in around)
            for codec in sorted(same)
        )
        if not alike or 2 * alike < len(around):
            decided[index] = None
    return decided


def _is_read_in(
    codec: str, run: _Run, now: Reading | None, known: dict[Key, list[Reading]]
) -> bool:
    """Say whether a run is read in *codec*, now or in the layer before."""
    if now is None:
        return run.chain[-1:] == (codec,)
    return any(other.codec == codec and other.text == now.text for other in known[run.key])


def _around(
    runs: list[_Run], chosen: list[Reading | None], index: int
) -> list[tuple[int, Reading | None]]:
    """Return what was chosen for the nearest runs of the line that could not be words."""
    around: list[tuple[int, Reading | None]] = []
    for step in (-1, 1):
        other, found = index + step, 0
        while (
            0 <= other < len(runs)
            and runs[other].line == runs[index].line
            and found < NEIGHBOURS
            and abs(other - index) <= 4 * NEIGHBOURS
        ):
            reading = chosen[other]
            if reading is None or not reading.natural:
                around.append((other, reading))
                found += 1
            other += step
    return around


def _choose(
    text: str,
    run: _Run,
    found: list[Reading],
    votes: tuple[_Votes, _Votes],
    accepted: set[tuple[int, str]],
) -> Reading | None:
    """Choose the reading with the best evidence, if any has enough of it."""
    line, document = votes
    good: list[tuple[float, Reading]] = []
    for reading in found:
        if run.chain and not reading.whole:
            continue
        own = max(0.0, min(reading.weight, MOST))
        in_line = line.support.get(reading.codec, 0.0) - own
        elsewhere = document.support.get(reading.codec, 0.0) - own - in_line
        supported = in_line + DOCUMENT_SHARE * elsewhere >= CLEAR_VOTE
        supported |= (run.line, reading.codec) in accepted
        if not (
            reading.gain >= CERTAIN
            or (supported and reading.weight >= SUPPORTED)
            or (reading.gain >= 0 and _convinces(text, run, reading))
        ):
            continue
        pull = LINE_PULL * line.share(reading.codec) + DOCUMENT_PULL * document.share(reading.codec)
        good.append((reading.weight + pull, reading))
    if not good:
        return None
    best = max(score for score, _ in good)
    near = {reading.text: reading for score, reading in good[::-1] if score > best - NEAR}
    if len(near) == 1:
        return max(good, key=lambda item: item[0])[1]
    return min(
        near.values(),
        key=lambda reading: (
            _nats(text, run, reading.text, reading.codec),
            CODECS.index(reading.codec),
        ),
    )


def _nats(text: str, run: _Run, reading: str, codec: str | None = None) -> float:
    """Return the cost of the surroundings of *run* with *reading* in its place.

    With *codec* the surroundings are read in it too.
    """
    start = max(text.rfind("\n", 0, run.start) + 1, run.start - WINDOW)
    before, after = text[start : run.start], text[run.end : run.end + WINDOW].partition("\n")[0]
    if codec is not None:
        decode = table(codec).decode
        before, after = (
            table(codec).sequences.sub(lambda found: decode(found.group()) or "", piece)
            for piece in (before, after)
        )
    return text_cost(before + reading + after)[0]


def _convinces(text: str, run: _Run, reading: Reading) -> bool:
    """Say whether the evidence model finds *reading* much likelier in its surroundings."""
    if not _may_convince(run.key, reading):
        return False
    nats = _nats(text, run, run.key[1]) - _nats(text, run, reading.text)
    letters = any(character.isalpha() for character in reading.text)
    least = ALONE if letters else ALONE_SYMBOL
    short = len(reading.text) == 1 and reading.text < LONG_SEQUENCES
    if short and not (run.key[0][-1:].strip() or run.key[2][:1].strip()):
        least += STANDING
    return nats + GAIN_NATS * reading.gain >= least


def _may_convince(key: Key, reading: Reading) -> bool:
    """Say whether the evidence model has to be asked about *reading*."""
    if reading.natural or _CONTROL.search(reading.text):
        return False
    ends = ((key[1][0], reading.text[:1]), (key[1][-1], reading.text[-1:]))
    return reading.whole or not any(old == new and old.isalpha() for old, new in ends)


def _edit(run: _Run) -> Edit:
    """Make the minimal edit of one run."""
    old, new = run.original, run.key[1]
    left, right = common_ends(old, new)
    return Edit(
        start=run.start + left,
        end=run.end - right,
        original=old[left : len(old) - right],
        replacement=new[left : len(new) - right],
        reason=chain_name(run.chain),
        evidence=f"{run.gain:.1f} less odd, document votes {run.votes:.1f}",
        confidence=round(1 - 0.5 ** (1 + max(0.0, run.gain) + run.votes / 4), 4),
    )
