"""Readings of single-byte codecs: single letters first, then the words of what is near.

A reading is a codec with a language that it was made for.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text import legacy_tables as tables
from newsnorm._text.legacy_bank import Bank, bank
from newsnorm._text.legacy_cost import composed
from newsnorm._text.legacy_prices import beside_cost, characters
from newsnorm._text.legacy_sample import ASCII, Sample, around
from newsnorm._text.legacy_words import tongues, word_costs

Bytes: TypeAlias = npt.NDArray[np.uint8]
Costs: TypeAlias = npt.NDArray[np.float32]
Exact: TypeAlias = npt.NDArray[np.float64]
Found: TypeAlias = list[tuple[int, int, float]]
"""Codec, language and cost: the numbers of the former two in the bank."""

TEXTS = 6  # texts that are compared by words, in Latin letters and in others each
SHORT = 64  # bytes up to which they are twice as many
NEAR = 25.0  # nats, by single letters, up to which a text is compared by words; the right one
#   of 6,500 documents was 21 behind at most
CLOSE = 15.0  # the same with MANY bytes beyond ASCII, where it was 10
MANY = 50
BLANKS = 0.05  # share of blanks from which on bytes are tried as EBCDIC
PLAIN = 160  # ASCII bytes by which Latin languages are told apart
FEWEST = 6  # bytes beyond ASCII from which on single letters can be enough
FAR = 1e3  # nats: what cannot be read
EXAMPLES = 3  # times that a byte counts which the sample does not have
_EBCDIC_SPACE = 0x40
_BLANK = np.zeros(1, np.uint16)


@frozen(kw_only=True, eq=False)
class Look:
    """What is known of a sample before its texts are compared.

    ``skeleton`` is what its ASCII letters, and ``around`` (the ASCII words around), cost in
    each Latin language; ``english`` is how much more that is in English than in the best.
    ``letters`` counts the ASCII letters around, ``plain`` these and those of the sample.
    """

    raw: Bytes
    counts: Costs
    high: int
    dense: bool
    ebcdic: bool
    around: npt.NDArray[np.uint16]
    skeleton: Exact
    english: float
    letters: int
    plain: int


def single_readings(
    data: bytes, look: Look, allowed: frozenset[str] | None
) -> list[tuple[str, str, float]]:
    """Return codec, language and cost of the single-byte readings that come near the best."""
    readings = bank()
    rough = _rough(readings, look)
    least = _least(readings, look, rough, allowed)
    texts = _texts(readings, look, least)
    found = []
    if len(texts) == 1 and look.high >= FEWEST:
        for row in texts[0]:
            place = int(readings.place[row])
            first, last = readings.starts[place], readings.ends[place]
            language = int(readings.language[first + rough[first:last].argmin()])
            found.append((row, language, float(least[place])))
    else:
        for script in dict.fromkeys(readings.script[rows[0]] for rows in texts):
            own = [rows for rows in texts if readings.script[rows[0]] == script]
            found += _by_words(readings, look, script, own)
    if len(data) > look.raw.size and len(found) > 1:
        found = _beyond_sample(readings, data, look, found)
    names = {script: tongues(script).names for script in {readings.script[r] for r, _, _ in found}}
    return [
        (readings.names[row], names[readings.script[row]][language], cost)
        for row, language, cost in found
    ]


def look_at(sample: Sample, *, dense: bool) -> Look:
    """Count the bytes of a sample, and price its ASCII letters in the Latin languages."""
    raw = np.frombuffer(sample.words, np.uint8)
    counts = np.bincount(raw, minlength=256)
    ebcdic = bool(counts[_EBCDIC_SPACE] > max(counts[0x20], BLANKS * raw.size))
    names = tongues("Latn").names
    around = _ascii_letters(np.frombuffer(sample.plain[:PLAIN], np.uint8))
    if dense and not ebcdic:
        skeleton, english = np.zeros(len(names)), 0.0
    else:
        both = np.concatenate((around, _BLANK, _ascii_letters(raw)))
        skeleton = word_costs("Latn", [both], borrowed=False)[0]
        english = float(skeleton[names.index("en")] - skeleton.min())
    letters = int(np.count_nonzero(around))
    return Look(
        raw=raw,
        counts=counts.astype(np.float32),
        high=int(counts[0x80:].sum()),
        dense=dense,
        ebcdic=ebcdic,
        around=around,
        skeleton=skeleton,
        english=english,
        letters=letters,
        plain=letters + int(counts[0x41:0x5B].sum() + counts[0x61:0x7B].sum()),
    )


def _ascii_letters(raw: Bytes) -> npt.NDArray[np.uint16]:
    """Return the numbers of the ASCII letters among bytes, 0 for all others."""
    return bank().ascii.take(raw)


def _rough(readings: Bank, look: Look) -> Costs:
    """Return what the bytes cost one by one in each reading."""
    if look.ebcdic:
        cost: Costs = readings.rough @ look.counts
        return cost
    if look.dense:
        cost = np.full(readings.language.size, np.inf, np.float32)
        cost[readings.others :] = readings.high[readings.others :] @ look.counts[0x80:]
        cost += readings.english @ look.counts[:0x80] + _mixture(look)
        return cost
    cost = readings.high @ look.counts[0x80:]
    cost += readings.english @ look.counts[:0x80]
    letters = readings.language[: readings.others]
    cost[: readings.others] += (look.skeleton - look.skeleton.min())[letters]
    cost[readings.others :] += look.english + _mixture(look)
    return cost


def _mixture(look: Look) -> float:
    """Return what ASCII letters cost more in codecs of other scripts."""
    if look.plain == look.letters:
        return few(look, look.high)
    raw = look.raw
    letter = ((raw | 0x20) - 0x61) < 26
    high = raw >= 0x80
    touching = np.count_nonzero((letter[1:] & high[:-1]) | (letter[:-1] & high[1:]))
    return tables.SWITCH * touching + few(look, look.high)


def few(look: Look, letters: float) -> float:
    """Return the cost of a document with more ASCII letters than those of its own script."""
    return tables.FEW * max(0.0, math.log((look.plain + 1) / (letters + 1)))


def _least(readings: Bank, look: Look, rough: Costs, allowed: frozenset[str] | None) -> Costs:
    """Return the cost of the best reading of each codec that has any."""
    least: Costs = np.minimum.reduceat(rough, readings.starts)
    least += readings.prior[readings.codecs]
    if not look.ebcdic:
        least[readings.ebcdic] = np.inf
    if allowed is not None:
        names = [readings.names[row] for row in readings.codecs.tolist()]
        least[[name not in allowed for name in names]] = np.inf
    return least


def _texts(readings: Bank, look: Look, least: Costs) -> list[list[int]]:
    """Return the codecs to compare by words, those that give the same text together.

    The first of each is the most plausible by single letters.
    """
    limit = float(least.min()) + (NEAR if look.high < MANY else CLOSE)
    near = (least < limit).nonzero()[0]
    codecs = readings.codecs[near[least[near].argsort(kind="stable")]]
    if codecs.size == 1:
        return [codecs.tolist()]
    present = look.counts.nonzero()[0]
    if not look.ebcdic:
        present = present[present >= 0x80]
    most = TEXTS if look.raw.size > SHORT else 2 * TEXTS
    room = {True: most, False: most}
    seen: dict[tuple[str, bytes], list[int]] = {}
    points = readings.points[codecs[:, None], present]
    for place, row in enumerate(codecs.tolist()):
        script = readings.script[row]
        key = script, points[place].tobytes()
        if key in seen:
            seen[key].append(row)
        elif room[script == "Latn"]:
            room[script == "Latn"] -= 1
            seen[key] = [row]
    return list(seen.values())


def _by_words(readings: Bank, look: Look, script: str, texts: list[list[int]]) -> Found:
    """Return codec, language and cost of texts of one script, by the n-grams of words."""
    cost = _costs(readings, look, script, [rows[0] for rows in texts])
    members = np.array([row for rows in texts for row in rows], np.intp)
    of = np.repeat(np.arange(len(texts)), [len(rows) for rows in texts])
    spoken = readings.spoken[members, : cost.shape[1]]
    table = np.where(spoken, cost[of], np.inf) + readings.prior[members, None]
    best = table.argmin(axis=1)
    rows = zip(members.tolist(), best.tolist(), table.min(axis=1).tolist(), strict=True)
    return [row for row in rows if row[2] < np.inf]


def _costs(readings: Bank, look: Look, script: str, rows: list[int]) -> Exact:
    """Return [text, language] the costs of texts in the codecs *rows*, all of one script."""
    raw = look.raw
    parts = list(readings.ident[rows].take(raw, axis=1))
    side = readings.side[rows] @ look.counts
    side += beside_cost(readings.kind[rows].take(raw, axis=1))
    if script == "Latn":
        for place, row in enumerate(rows):
            if readings.names[row] == "windows-1258":
                parts[place], side[place] = _with_tones(readings, look, row)
        plain = word_costs(script, [look.around], borrowed=False)
        cost: Exact = word_costs(script, parts) + (side[:, None] + plain - plain.min())
        return cost
    letter = ((raw | 0x20) - 0x61) < 26
    side += look.english
    if look.letters or letter.any():
        native = readings.native[rows].take(raw, axis=1)
        touching = (native[:, 1:] & letter[:-1]) | (native[:, :-1] & letter[1:])
        side += tables.SWITCH * np.count_nonzero(touching, axis=1)
        side += _turns(native, letter, look.letters)
    return word_costs(script, parts) + side[:, None]


def _turns(native: npt.NDArray[np.bool_], letter: npt.NDArray[np.bool_], more: int) -> Costs:
    """Return the cost of words in two scripts, and of few letters of the codec's own."""
    out = np.zeros(len(native), np.float32)
    latin = np.count_nonzero(letter) + more
    for place, row in enumerate(native):
        kinds = np.where(row, 2, letter)
        kinds = kinds[kinds > 0]
        out[place] = tables.TURN * np.count_nonzero(kinds[1:] != kinds[:-1])
        few = (latin + 1) / (np.count_nonzero(row) + 1)
        out[place] += tables.FEW * max(0.0, math.log(few))
    return out


def _with_tones(readings: Bank, look: Look, row: int) -> tuple[npt.NDArray[np.uint16], float]:
    """Return letters and other costs of Vietnamese, whose tones stand apart in the codec."""
    table = characters()
    points = composed(readings.points[row].take(look.raw))
    latin = table.group.take(points) == table.group[0x61]
    idents = np.where(latin, table.ident.take(points), 0).astype(np.uint16)
    cost = float(table.cost.take(points).sum(dtype=np.float64))
    return idents, cost + float(beside_cost(table.kind.take(points)[None, :])[0])


def _beyond_sample(readings: Bank, data: bytes, look: Look, found: Found) -> Found:
    """Price the bytes of *data* that the sample does not have: one by one, then in their words.

    Codecs of one language may differ in nothing else.
    """
    known = look.raw.tobytes()
    rest = data.translate(None, known if look.ebcdic else known + ASCII)
    if not rest:
        return found
    counts = np.minimum(np.bincount(np.frombuffer(rest, np.uint8), minlength=256), EXAMPLES)
    values = counts.nonzero()[0]
    rows = [row for row, _, _ in found]
    differ = (readings.points[rows][:, values] != readings.points[rows[0], values]).any(axis=0)
    values = values[differ]
    if not values.size:
        return found
    places = [readings.reading(row, language) for row, language, _ in found]
    more = readings.rough[np.array(places)[:, None], values] @ counts[values]
    total = more + np.array([cost for _, _, cost in found])
    total -= more.min()
    near = (total < total.min() + NEAR).nonzero()[0].tolist()
    script = readings.script[rows[near[0]]]
    if len(near) > 1 and all(readings.script[rows[place]] == script for place in near):
        words = around(data, values.tolist())
        inside = look_at(Sample(words=words, plain=b"", share=1.0, cut=True), dense=look.dense)
        texts = [[rows[place]] for place in near]
        again = {row: cost for row, _, cost in _by_words(readings, inside, script, texts)}
        least = min(again.values(), default=0.0)
        for place in near:
            total[place] = found[place][2] + again.get(rows[place], FAR) - least
    return [
        (row, language, cost)
        for (row, language, _), cost in zip(found, total.tolist(), strict=True)
    ]
