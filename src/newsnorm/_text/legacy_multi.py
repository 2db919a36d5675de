"""Readings of multi-byte codecs: structure first, then what the text costs."""

from __future__ import annotations

from attrs import frozen

from newsnorm._text import legacy_tables as tables
from newsnorm._text.codecs import codec
from newsnorm._text.legacy_cost import cjk_alone, cjk_costs
from newsnorm._text.legacy_sample import DENSE, Sample
from newsnorm._text.legacy_words import tongues

MAX_ERRORS = 2  # invalid sequences in a sample that a multi-byte reading survives
ERROR_COST = 14.0  # nats for one invalid sequence
CLEAR = 60.0  # nats, by single characters, that the best text is ahead where no words are needed


@frozen
class Multi:
    """A multi-byte reading: its ``cost`` is that of ``size`` bytes."""

    codec: str
    language: str
    cost: float
    size: int


def multi_guesses(
    sample: Sample, allowed: frozenset[str] | None, *, rare: bool = False
) -> list[Multi]:
    """Return the multi-byte readings that fit a sample, best first; *rare* codecs on demand."""
    data = sample.words
    errors = MAX_ERRORS if sample.share > DENSE else 0
    read: list[tuple[str, str, int]] = []
    for name in tables.MULTI:
        if allowed is None or name in allowed:
            found = read_multibyte(data, name, cut=sample.cut, errors=errors)
            if found is not None:
                read.append((name, *found))
            if rare and (found is None or found[1]) and sample.share > DENSE:
                for wider in tables.WIDER.get(name, ()):
                    found = read_multibyte(data, wider, cut=sample.cut, errors=0)
                    if found is not None:
                        read.append((wider, *found))
    if not read:
        return []
    out = _priced(read, [cjk_alone(text, _languages(name)) for name, text, _ in read], len(data))
    if sample.share > DENSE and (len(out) == 1 or out[1].cost > out[0].cost + CLEAR):
        return out
    known = tongues("Hani").names
    costs = cjk_costs([text for _, text, _ in read])
    columns = [[known.index(language) for language in _languages(name)] for name, _, _ in read]
    rows = [row[column].tolist() for row, column in zip(costs, columns, strict=True)]
    return _priced(read, rows, len(data))


def _languages(name: str) -> dict[str, float]:
    """Return the languages of a codec with their priors."""
    wider = {key: value for codecs in tables.WIDER.values() for key, value in codecs.items()}
    return tables.MULTI.get(name) or wider[name]


def _priced(read: list[tuple[str, str, int]], costs: list[list[float]], size: int) -> list[Multi]:
    """Return the readings with their costs, best first."""
    out = [
        Multi(name, language, cost + errors * ERROR_COST + prior, size)
        for (name, _, errors), row in zip(read, costs, strict=True)
        for (language, prior), cost in zip(_languages(name).items(), row, strict=True)
    ]
    out.sort(key=lambda guess: guess.cost)
    return out


def read_multibyte(
    data: bytes, name: str, *, cut: bool, errors: int = MAX_ERRORS
) -> tuple[str, int] | None:
    """Return *data* read in a multi-byte codec and the number of invalid sequences.

    ``None`` where there are more than *errors*, or most of them early; an unfinished
    character at the end does not count if the data was *cut*.
    """
    python = codec(name).python
    parts: list[str] = []
    count = start = 0
    while True:
        try:
            parts.append(str(data[start:] if start else data, python))
        except UnicodeDecodeError as error:
            at = start + error.start
            if at + 4 >= len(data) and cut:
                parts.append(str(data[start:at], python))
                break
            count += 1
            if count > errors or at < (count - 1) * len(data) // 4:
                return None
            parts += [str(data[start:at], python), "\ufffd"]
            start = at + 1
        else:
            break
    return "".join(parts), count
