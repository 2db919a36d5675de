"""Which legacy codec, and which language, explain these bytes best.

Every reading of bytes, a codec and a language together, has a cost: the
negative logarithm, in nats, of the probability of the text it gives.  Letters
are predicted by the two letters before them (one table for each language),
capitals by the case before them, other characters by their kind; Chinese,
Japanese and Korean characters by their frequency.  Costs of the same bytes can
be compared across all codecs and languages; the smallest wins.

Takes bytes, gives :class:`Guess` objects, raises nothing on any bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from newsnorm._text import legacy_tables as tables
from newsnorm._text.codecs import EBCDIC, codec
from newsnorm._text.legacy_bank import Bank, bank
from newsnorm._text.legacy_sample import ASCII, around, sample_of, touching
from newsnorm._text.legacy_text import cjk_cost, text_cost

Bytes: TypeAlias = npt.NDArray[np.uint8]
Costs: TypeAlias = npt.NDArray[np.float32]
Rows: TypeAlias = npt.NDArray[np.intp]

SHORT = 300  # bytes from which on letters alone say a lot
SHORTLIST = ((64, 8, 10), (SHORT, 6, 8))
"""For samples of up to so many bytes: languages and codecs that pass from letters to triples."""
MANY = 10  # readings that pass in longer samples
FAR = 0.15  # nats a byte, by single letters, that they may be behind the best
SKELETON = 256  # bytes of a sample by which Latin languages are chosen
DENSE = 0.4  # share of non-ASCII bytes; Latin text has less
SPARSE = 0.1  # share of non-ASCII bytes; text in other scripts has more
PLAIN = 3.7  # nats a byte, by single letters, that dense single-byte text costs in its own codec
CLOSE = 0.2  # share of non-ASCII bytes with another one beside them; Latin text has less
NEAR = 15.0  # nats, by single letters, up to which a codec is compared again
CERTAIN = 0.6  # of the best cost by single letters: triples never save that much
MAX_ERRORS = 2  # invalid sequences in a sample that a multi-byte reading survives
BLANKS = 0.05  # share of blanks from which on bytes are tried as EBCDIC
_EBCDIC_SPACE = 0x40
ERROR_COST = 14.0  # nats for one invalid sequence


@frozen(kw_only=True)
class Guess:
    """One reading of some bytes: ``codec``, ``language``, and its ``cost`` in nats.

    ``cost`` is that of the sample compared, ``size`` its length in bytes.
    """

    codec: str
    language: str
    cost: float
    size: int


@frozen(kw_only=True, eq=False)
class _Look:
    """A sample with the costs of its bytes alone in every reading."""

    sample: Bytes
    counts: Costs
    alone: Costs
    rough: Costs
    share: float  # of non-ASCII bytes


def guess_legacy(data: bytes, *, candidates: Iterable[str] | None = None) -> list[Guess]:
    """Return the readings of *data*, best first; none for bytes that are all ASCII.

    ``candidates`` names the codecs to consider; without it all that are met in
    the wild.  Of codecs that give the same text only the most usual one is there,
    but each of the ``candidates`` that can read the bytes.

    >>> best = guess_legacy("Größe der Stadt über Nacht verändert".encode("cp850"))[0]
    >>> best.codec, best.language
    ('ibm850', 'de')
    """
    if data.isascii() and candidates is None:
        return []
    allowed = None if candidates is None else frozenset(candidates)
    sample = sample_of(data)
    look = _look(np.frombuffer(sample, np.uint8), allowed)
    costs = []
    if not _surely_single(look):
        costs = _multi_costs(sample, allowed, whole=len(sample) == len(data))
    below = min((cost for _, _, cost in costs), default=np.inf)
    costs += _single_costs(look, below)
    size = len(sample)
    guesses = [Guess(codec=c, language=x, cost=cost, size=size) for c, x, cost in costs]
    if allowed is not None:
        guesses += _left_out(sample, allowed - {guess.codec for guess in guesses})
    guesses.sort(key=lambda guess: guess.cost)
    if size < len(data) and guesses and guesses[0].codec not in tables.MULTI:
        return _beyond_sample(data, look, guesses, allowed)
    return guesses


def plain_guess(data: bytes) -> Guess | None:
    """Return the reading of *data* where single letters alone leave no doubt of the codec.

    That is so in long text in other scripts than Latin; the cost is that of the
    letters alone, which is more than :func:`guess_legacy` gives.
    """
    sample = sample_of(data)
    if len(sample) <= SHORT:
        return None
    look = _look(np.frombuffer(sample, np.uint8), None)
    if look.share <= DENSE or not _surely_single(look):
        return None
    best = int(look.rough.argmin())
    least = float(look.rough[best])
    readings = bank()
    near = np.flatnonzero(look.rough <= least + FAR * len(sample))
    if (readings.case_row[near] != readings.case_row[best]).any():
        return None
    name, language = readings.readings[best]
    return Guess(codec=name, language=language, cost=least, size=len(sample))


def _left_out(sample: bytes, names: frozenset[str]) -> list[Guess]:
    """Return a guess for each codec that was asked for and that can read the sample."""
    out = []
    for name in sorted(names):
        text = codec(name).read(sample)
        if text is not None:
            cost, language = text_cost(text)
            cost += tables.PRIOR.get(name, tables.UNUSUAL)
            out.append(Guess(codec=name, language=language, cost=cost, size=len(sample)))
    return out


def margin(guesses: Sequence[Guess], data: bytes) -> float:
    """Return how much costlier, in nats, the best reading with another text is."""
    if not guesses:
        return 0.0
    best = codec(guesses[0].codec).read(data)
    for guess in guesses[1:]:
        if guess.codec != guesses[0].codec and codec(guess.codec).read(data) != best:
            return guess.cost - guesses[0].cost
    return float("inf")


def _look(sample: Bytes, allowed: frozenset[str] | None) -> _Look:
    """Price the bytes of a sample one by one in every reading."""
    readings = bank()
    counts = np.bincount(sample, minlength=256).astype(np.float32)
    alone = readings.rough @ counts
    rough = alone + readings.prior
    if counts[0x41:0x7B].any():
        rough[readings.other] += tables.SWITCH * touching(sample)
    if counts[_EBCDIC_SPACE] <= max(counts[0x20], BLANKS * sample.size):
        rough[readings.ebcdic] = np.inf
    if allowed is not None:
        rough[[name not in allowed for name, _ in readings.readings]] = np.inf
    share = float(counts[0x80:].sum()) / max(sample.size, 1)
    return _Look(sample=sample, counts=counts, alone=alone, rough=rough, share=share)


def _surely_single(look: _Look) -> bool:
    """Say whether a long sample is, plainly, of a single-byte codec."""
    size = look.sample.size
    if size <= SHORT:
        return False
    if look.share > DENSE:
        return float(look.rough.min()) < PLAIN * size
    places = np.flatnonzero(look.sample >= 0x80)
    if places.size < 2 or look.share > SPARSE:
        return False
    return bool(np.count_nonzero(np.diff(places) <= 2) < CLOSE * places.size)


def _single_costs(look: _Look, below: float) -> list[tuple[str, str, float]]:
    """Return codec, language and cost of the shortlisted single-byte readings.

    None of them if all are hopeless beside a cost of *below*.
    """
    readings = bank()
    least = float(look.rough.min())
    if not np.isfinite(least) or below < CERTAIN * least:
        return []
    rows = _nearest(readings, look) if look.sample.size > SHORT else _shortlist(readings, look)
    if not rows.size:
        return []
    fine = readings.fine(look.sample, look.counts, rows) + readings.prior[rows]
    return [(*readings.readings[row], float(cost)) for row, cost in zip(rows, fine, strict=True)]


def _nearest(readings: Bank, look: _Look) -> Rows:
    """Return the readings of a long sample to compare by triples: the best by single letters."""
    rough = look.rough
    order = np.argpartition(rough, MANY * 3)[: MANY * 3]
    order = order[np.argsort(rough[order], kind="stable")]
    order = order[rough[order] <= rough[order[0]] + FAR * look.sample.size]
    seen: set[tuple[int, float]] = set()
    out: list[int] = []
    alone = look.alone[order].tolist()
    for row, language, cost in zip(
        order.tolist(), readings.language[order].tolist(), alone, strict=True
    ):
        key = language, round(cost, 2)
        if key not in seen:
            seen.add(key)
            out.append(row)
    return np.array(out[:MANY], np.intp)


def _shortlist(readings: Bank, look: _Look) -> Rows:
    """Return the readings to compare by triples: the best languages in the best codecs.

    Latin languages and others are chosen apart, for the former resemble one
    another in ASCII; of readings that give the same text the most usual stays.
    """
    languages, codecs = next(x for upto, *x in SHORTLIST if look.sample.size <= upto)
    table = np.full((2, *readings.places.shape), np.inf, np.float32)
    table[0][readings.spots] = look.rough
    table[1][readings.spots] = readings.rough[:, 0x80:] @ look.counts[0x80:] + readings.prior
    latin = readings.letters.latin
    skeleton = readings.skeleton(look.sample[:SKELETON])
    out: list[int] = []
    for part, guide in ((latin, table[1]), (~latin, table[0])):
        own = np.where(part[None, :], table[0], np.inf)
        least = np.where(part, guide.min(axis=0) + skeleton, np.inf)
        columns = np.argsort(least, kind="stable")[:languages]
        rows = np.argsort(own.min(axis=1), kind="stable")[:codecs]
        for column in columns.tolist():
            seen: set[float] = set()
            for row in rows[np.argsort(own[rows, column], kind="stable")].tolist():
                if not np.isfinite(own[row, column]):
                    break
                place = int(readings.places[row, column])
                key = round(float(look.alone[place]), 2)
                if key not in seen:
                    seen.add(key)
                    out.append(place)
    return np.array(out, np.intp)


def _beyond_sample(
    data: bytes, look: _Look, guesses: list[Guess], allowed: frozenset[str] | None
) -> list[Guess]:
    """Compare codecs again by the bytes of *data* that the sample does not have.

    Codecs of one language may differ in nothing else.
    """
    rest = data.translate(None, look.sample.tobytes())
    if guesses[0].codec not in EBCDIC:
        rest = rest.translate(None, ASCII)
    if not rest:
        return guesses
    readings = bank()
    language = guesses[0].language
    rows = readings.rows_of(language)
    if allowed is not None:
        rows = rows[[readings.readings[row][0] in allowed for row in rows.tolist()]]
    if not rows.size:
        return guesses
    near = look.alone[rows] + readings.prior[rows]
    rows = rows[near < near.min() + NEAR]
    values = np.array(sorted(set(rest)))
    column = readings.rough[rows[:, None], values]
    values = values[(column != column[0]).any(axis=0)]
    if not values.size:
        return guesses
    more = around(data, values.tolist())
    found = np.bincount(more, minlength=256).astype(np.float32)
    cost = readings.fine(look.sample, look.counts, rows) + readings.fine(more, found, rows)
    cost += readings.prior[rows]
    size = look.sample.size + more.size
    again = [
        Guess(codec=readings.readings[row][0], language=language, cost=float(value), size=size)
        for row, value in zip(rows.tolist(), cost, strict=True)
    ]
    shift = min(guess.cost for guess in again) - guesses[0].cost
    others = [evolve(g, cost=g.cost + shift) for g in guesses if g.language != language]
    return sorted([*again, *others], key=lambda guess: guess.cost)


# --------------------------------------------------------------------------- multi-byte
def _multi_costs(
    sample: bytes, allowed: frozenset[str] | None, *, whole: bool
) -> list[tuple[str, str, float]]:
    """Return codec, language and cost of the multi-byte readings that (nearly) fit."""
    out: list[tuple[str, str, float]] = []
    for name, languages in tables.MULTI.items():
        if allowed is not None and name not in allowed:
            continue
        read = read_multibyte(sample, name, whole=whole)
        if read is None:
            continue
        text, errors = read
        for language, prior in languages.items():
            cost = cjk_cost(text, language) + errors * ERROR_COST + prior
            out.append((name, language, cost))
    return out


def read_multibyte(data: bytes, name: str, *, whole: bool) -> tuple[str, int] | None:
    """Return *data* read in a multi-byte codec and the number of invalid sequences.

    ``None`` where there are too many; an unfinished character at the end does
    not count unless *whole*.
    """
    python = codec(name).python
    parts: list[str] = []
    errors = start = 0
    while True:
        try:
            parts.append(str(data[start:], python))
        except UnicodeDecodeError as error:
            at = start + error.start
            parts.append(str(data[start:at], python))
            if at + 4 >= len(data) and not whole:
                break
            errors += 1
            if errors > MAX_ERRORS:
                return None
            start = at + 1
            parts.append("\ufffd")
        else:
            break
    return "".join(parts), errors
