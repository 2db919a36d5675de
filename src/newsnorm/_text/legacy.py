"""Which legacy codec, and which language, explain these bytes best.

Every reading of bytes, a codec and a language together, has a cost: the
negative logarithm, in nats, of the probability of the text it gives.  The letters
of words are priced by the evidence model (:mod:`newsnorm._text.plausibility`), other
characters by their kind and their neighbours.  Costs of the same bytes can be
compared across all codecs and languages; the smallest wins.

Takes bytes, gives :class:`Guess` objects, raises nothing on any bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from newsnorm._text import legacy_tables as tables
from newsnorm._text.codecs import codec
from newsnorm._text.legacy_cost import text_cost
from newsnorm._text.legacy_multi import Multi, multi_guesses
from newsnorm._text.legacy_sample import DENSE, Sample, sample_of, surely_single
from newsnorm._text.legacy_single import SHORT, few, look_at, single_readings

CERTAIN = 3.2
"""Nats a byte: a multi-byte reading of dense bytes that costs less is certain; wrong
ones cost 4.4 and more, right ones 2.5 to 3."""


@frozen(kw_only=True)
class Guess:
    """One reading of some bytes: ``codec``, ``language``, and its ``cost`` in nats.

    ``cost`` is that of the sample compared, ``size`` its length in bytes.
    """

    codec: str
    language: str
    cost: float
    size: int


def guess_legacy(
    data: bytes, *, candidates: Iterable[str] | None = None, rare: bool = False
) -> list[Guess]:
    """Return the readings of *data*, best first; none for bytes that are all ASCII.

    ``candidates`` names the codecs to consider; without it all that are met in
    the wild, and with *rare* also the wider multi-byte codecs where the usual ones do not
    fit.  Each codec is there once, in its best language; without
    *candidates* only the plausible ones are.

    >>> best = guess_legacy("Größe der Stadt über Nacht verändert".encode("cp850"))[0]
    >>> best.codec, best.language
    ('ibm850', 'de')
    """
    if data.isascii() and candidates is None:
        return []
    allowed = None if candidates is None else frozenset(candidates)
    sample = sample_of(data)
    dense = len(sample.words) >= SHORT and sample.share > DENSE
    multi: list[Multi] = []
    if allowed is not None or not surely_single(sample):
        multi = multi_guesses(sample, allowed, rare=rare)
    if dense and multi and multi[0].cost < CERTAIN * multi[0].size:
        guesses = [_multi_guess(guess, 0.0) for guess in multi]
    else:
        look = look_at(sample, dense=dense)
        size = look.raw.size
        guesses = [
            Guess(codec=name, language=language, cost=cost, size=size)
            for name, language, cost in single_readings(data, look, allowed)
        ]
        more = look.english + few(look, look.high / 2)
        guesses += [_multi_guess(guess, more) for guess in multi]
    if allowed is not None:
        guesses += _left_out(sample, allowed - {guess.codec for guess in guesses})
    guesses.sort(key=lambda guess: guess.cost)
    return guesses


def _multi_guess(guess: Multi, more: float) -> Guess:
    return Guess(
        codec=guess.codec, language=guess.language, cost=guess.cost + more, size=guess.size
    )


def _left_out(sample: Sample, names: frozenset[str]) -> list[Guess]:
    """Return a guess for each codec that was asked for and that can read the sample."""
    out = []
    data = sample.words or sample.plain
    for name in sorted(names):
        text = codec(name).read(data)
        if text is not None:
            cost, language = text_cost(text)
            cost += tables.PRIOR.get(name, tables.UNUSUAL)
            out.append(Guess(codec=name, language=language, cost=cost, size=len(data)))
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
