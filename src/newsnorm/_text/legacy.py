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
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import evolve, frozen

from newsnorm._text import legacy_tables as tables
from newsnorm._text.codecs import EBCDIC, codec

Bytes: TypeAlias = npt.NDArray[np.uint8]
Costs: TypeAlias = npt.NDArray[np.float32]

SAMPLE = 1_024  # bytes of a document that single-byte readings are compared on
BLOCK = 64  # bytes of a piece of the sample
SAFE = 0x2F  # bytes up to this one are part of no multi-byte character
SHORTLIST = ((64, 8, 10), (300, 6, 8), (SAMPLE, 3, 5))
"""For samples of up to so many bytes: languages and codecs that pass from letters to triples."""
FEW = (1, 4)  # the same where the script speaks against them, in samples longer than SHORT
SHORT = 300
DENSE = 0.4  # share of non-ASCII bytes; Latin text has less
SPARSE = 0.1  # share of non-ASCII bytes; text in other scripts has more
CLOSE = 0.2  # share of non-ASCII bytes with another one beside them; Latin text has less
SKELETON = 256  # bytes of a sample by which Latin languages are chosen
LONG = 16_384  # bytes from which on a document is looked at in slices
SLICE = 512  # bytes of a slice
ENOUGH = 64  # non-ASCII bytes that the slices must hold
AROUND = 12  # bytes on each side of a byte that the sample does not have
EXAMPLES = 3  # places of such a byte that are looked at
NEAR = 15.0  # nats, by single letters, up to which a codec is compared again
CERTAIN = 0.6  # of the best cost by single letters: triples never save that much
MAX_ERRORS = 3  # invalid sequences in a sample that a multi-byte reading survives
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


def guess_legacy(data: bytes, *, candidates: Iterable[str] | None = None) -> list[Guess]:
    """Return the readings of *data*, best first; none for bytes that are all ASCII.

    ``candidates`` names the codecs to consider; without it all that are met in
    the wild.  Of codecs that give the same text only the most usual one is there.

    >>> best = guess_legacy("Größe der Stadt über Nacht verändert".encode("cp850"))[0]
    >>> best.codec, best.language
    ('ibm850', 'de')
    """
    if data.isascii() and candidates is None:
        return []
    allowed = None if candidates is None else frozenset(candidates)
    sample = sample_of(data)
    size = len(sample)
    raw = np.frombuffer(sample, np.uint8)
    costs = _multi_costs(sample, allowed, whole=size == len(data))
    costs += _single_costs(raw, allowed, min((cost for _, _, cost in costs), default=np.inf))
    guesses = [Guess(codec=c, language=x, cost=cost, size=size) for c, x, cost in costs]
    guesses.sort(key=lambda guess: guess.cost)
    if size < len(data) and guesses and not codec(guesses[0].codec).multibyte:
        guesses = _beyond_sample(data, raw, guesses, allowed)
    return guesses


def _beyond_sample(
    data: bytes, sample: Bytes, guesses: list[Guess], allowed: frozenset[str] | None
) -> list[Guess]:
    """Compare codecs again by the bytes of *data* that the sample does not have.

    Codecs of one language may differ in nothing else.
    """
    rest = data.translate(None, sample.tobytes())
    if guesses[0].codec not in EBCDIC:
        rest = rest.translate(None, _ASCII)
    if not rest:
        return guesses
    places = sorted(at for value in sorted(set(rest)) for at in _places(data, value))
    pieces = [data[max(0, at - AROUND) : at + AROUND] for at in places]
    more = np.frombuffer(b"\n".join(pieces), np.uint8)
    bank = tables.bank()
    language = guesses[0].language
    seen = np.bincount(sample, minlength=256).astype(np.float32)
    found = np.bincount(more, minlength=256).astype(np.float32)
    rows = np.array(
        [
            row
            for row, (name, spoken) in enumerate(bank.readings)
            if spoken == language and (allowed is None or name in allowed)
        ],
        np.intp,
    )
    near = bank.rough[rows] @ seen + bank.prior[rows]
    rows = rows[near < near.min() + NEAR]
    cost = bank.fine(sample, seen, rows) + bank.fine(more, found, rows) + bank.prior[rows]
    size = sample.size + more.size
    again = [
        Guess(codec=bank.readings[row][0], language=language, cost=float(value), size=size)
        for row, value in zip(rows.tolist(), cost, strict=True)
    ]
    again.sort(key=lambda guess: guess.cost)
    shift = again[0].cost - guesses[0].cost
    others = [evolve(g, cost=g.cost + shift) for g in guesses if g.language != language]
    return sorted([*again, *others], key=lambda guess: guess.cost)


_ASCII = bytes(range(0x80))


def _places(data: bytes, value: int) -> list[int]:
    """Return the first few places of a byte."""
    out: list[int] = []
    at = data.find(value)
    while at >= 0 and len(out) < EXAMPLES:
        out.append(at)
        at = data.find(value, at + AROUND)
    return out


def sample_of(data: bytes) -> bytes:
    """Return the bytes to compare readings on: the pieces that hold non-ASCII bytes.

    Pieces begin after a byte that is part of no character in any codec, so that
    multi-byte characters stay whole.
    """
    if len(data) <= SAMPLE:
        return data
    if len(data) > LONG:
        data = _slices(data)
    raw = np.frombuffer(data, np.uint8)
    safe = np.flatnonzero(raw <= SAFE) + 1
    starts = np.searchsorted(safe, np.arange(BLOCK, raw.size, BLOCK))
    starts = safe[np.unique(starts[starts < safe.size])]
    starts = np.concatenate(([0], starts[starts < raw.size]))
    ends = np.append(starts[1:], raw.size)
    high = np.flatnonzero(raw >= 0x80)
    full = np.flatnonzero(np.searchsorted(high, ends) > np.searchsorted(high, starts))
    wanted = max(1, SAMPLE * full.size // max(int((ends - starts)[full].sum()), 1))
    if full.size > wanted:
        full = full[np.linspace(0, full.size - 1, wanted).astype(np.intp)]
    return b"".join([data[starts[i] : ends[i]] for i in full])[:SAMPLE]


def _slices(data: bytes) -> bytes:
    """Return slices of a long document, if they hold enough non-ASCII bytes, else all of it."""
    pieces = []
    for start in range(0, len(data), len(data) // (LONG // SLICE)):
        piece = data[start : start + SLICE]
        first = next((i for i, value in enumerate(piece) if value <= SAFE), 0) if start else 0
        pieces.append(piece[first + 1 if start else 0 :])
    joined = b"".join(pieces)
    return joined if len(joined.translate(None, _ASCII)) > ENOUGH else data


def _single_costs(
    sample: Bytes, allowed: frozenset[str] | None, below: float
) -> list[tuple[str, str, float]]:
    """Return codec, language and cost of the shortlisted single-byte readings.

    None of them if all are hopeless beside a cost of *below*.
    """
    bank = tables.bank()
    counts = np.bincount(sample, minlength=256).astype(np.float32)
    alone = bank.rough @ counts
    rough = alone + bank.prior
    if allowed is not None:
        rough[[name not in allowed for name, _ in bank.readings]] = np.inf
    least = float(rough.min())
    if not np.isfinite(least) or below < CERTAIN * least:
        return []
    high = bank.rough[:, 0x80:] @ counts[0x80:] + bank.prior
    short = _shortlist(bank, sample, (alone, rough, high))
    fine = bank.fine(sample, counts, short) + bank.prior[short]
    return [(*bank.readings[row], float(cost)) for row, cost in zip(short, fine, strict=True)]


def _shortlist(
    bank: tables.Bank, sample: Bytes, costs: tuple[Costs, Costs, Costs]
) -> npt.NDArray[np.intp]:
    """Return the readings to compare by triples: the best languages in the best codecs.

    Latin languages and others are chosen apart, for the former resemble one
    another in ASCII; of readings that give the same text the most usual stays.
    """
    alone, rough, high = costs
    many = next((upto, *x) for upto, *x in SHORTLIST if sample.size <= upto)
    share = float((sample >= 0x80).mean())
    table = np.full((2, *bank.grid), np.inf, np.float32)
    table[0][bank.spots] = rough
    table[1][bank.spots] = high
    skeleton = bank.skeleton(sample[: SKELETON if share < DENSE else SKELETON // 8])
    out: list[int] = []
    for part, likely in ((bank.latin, share < DENSE), (~bank.latin, share > SPARSE)):
        languages, codecs = many[1:] if likely or sample.size <= SHORT else FEW
        own = np.where(part[None, :], table[0], np.inf)
        guide = table[1] if part is bank.latin else table[0]
        least = np.where(part, guide.min(axis=0) + skeleton, np.inf)
        columns = np.argsort(least, kind="stable")[:languages]
        rows = np.argsort(own.min(axis=1), kind="stable")[:codecs]
        for column in columns.tolist():
            seen: set[float] = set()
            for row in rows[np.argsort(own[rows, column], kind="stable")].tolist():
                place = int(bank.places[row, column])
                if not np.isfinite(own[row, column]):
                    break
                key = round(float(alone[place]), 2)
                if key not in seen:
                    seen.add(key)
                    out.append(place)
    return np.array(out, np.intp)


def _multi_costs(
    sample: bytes, allowed: frozenset[str] | None, *, whole: bool
) -> list[tuple[str, str, float]]:
    """Return codec, language and cost of the multi-byte readings that (nearly) fit."""
    out: list[tuple[str, str, float]] = []
    if len(sample) > SHORT and _scattered(sample):
        return out
    for name, languages in tables.MULTI.items():
        if allowed is not None and name not in allowed:
            continue
        read = read_multibyte(sample, name, whole=whole)
        if read is None:
            continue
        text, errors = read
        for language, prior in languages.items():
            cost = tables.cjk_cost(text, language) + errors * ERROR_COST + prior
            out.append((name, language, cost))
    return out


def _scattered(sample: bytes) -> bool:
    """Say whether the non-ASCII bytes of *sample* are few and stand alone, as in Latin text."""
    places = np.flatnonzero(np.frombuffer(sample, np.uint8) >= 0x80)
    if places.size > len(sample) * SPARSE or places.size < 2:
        return False
    return float((np.diff(places) <= 2).mean()) < CLOSE


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


@cache
def is_ebcdic(name: str) -> bool:
    """Say whether ASCII bytes stand for other characters in this codec."""
    return name in EBCDIC


def margin(guesses: Sequence[Guess], data: bytes) -> float:
    """Return how much costlier, in nats, the best reading with another text is."""
    if not guesses:
        return 0.0
    best = codec(guesses[0].codec).read(data)
    for guess in guesses[1:]:
        if guess.codec != guesses[0].codec and codec(guess.codec).read(data) != best:
            return guess.cost - guesses[0].cost
    return float("inf")
