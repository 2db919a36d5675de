"""From many texts to sums: what ``_model`` does for one text, for texts of one script at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen

from newsnorm._text._evidence import (
    EDGES,
    GROUP,
    I64,
    MARGIN,
    NUMBER,
    Family,
    Group,
    evidence,
    lay_out_many,
    points_of,
)
from newsnorm.language._model import (
    CAP,
    CHUNK,
    CLOSE,
    KEY,
    ORDER,
    heat,
    numbers_of,
    weights,
)

__all__ = ["Block", "read_many"]

BATCH = 16_384
"""Code points that go through the tables together: what is made of them fits the cache."""


@frozen(eq=False, slots=True)
class Block:
    """What the model says of texts of one script: a ``Reading`` with a line for each.

    ``places`` says which of the texts they are.
    """

    group: Group
    places: list[int]
    letters: list[int]
    grams: list[int]
    prices: list[int]
    losses: I64

    def part(self, lines: list[int]) -> Block:
        """Only some of the texts."""
        return Block(
            self.group,
            [self.places[k] for k in lines],
            [self.letters[k] for k in lines],
            [self.grams[k] for k in lines],
            [self.prices[k] for k in lines],
            self.losses[lines],
        )


def read_many(texts: Sequence[str]) -> Iterator[Block]:
    """Score texts; the answers do not depend on how texts are put together.

    Texts without a letter are left out.
    """
    waiting: dict[int, list[tuple[int, int]]] = {}
    sizes: dict[int, int] = {}
    for begin, end in _portions(texts):
        for place, number, letters in _sorted_out(texts[begin:end], begin):
            waiting.setdefault(number, []).append((place, letters))
            sizes[number] = sizes.get(number, 0) + len(texts[place])
            if sizes[number] > BATCH:
                yield _read(texts, number, waiting.pop(number))
                sizes[number] = 0
    for number, some in waiting.items():
        yield _read(texts, number, some)


def _portions(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Cut texts into portions that fit the cache."""
    begin = size = 0
    for place, text in enumerate(texts):
        size += len(text)
        if size > BATCH:
            yield begin, place + 1
            begin, size = place + 1, 0
    if begin < len(texts):
        yield begin, len(texts)


def _sorted_out(texts: Sequence[str], begin: int) -> Iterator[tuple[int, int, int]]:
    """Give for each text with letters its place, its group's number, and its letters."""
    model = evidence()
    width = len(model.by_number) + 1
    classes = model.classes.take(points_of("\n".join([*texts, ""])), mode="clip")
    lengths = [len(text) + 1 for text in texts]
    owner = np.repeat(np.arange(0, len(texts) * width, width), lengths)
    counts = np.bincount(owner + classes, minlength=len(texts) * width)
    counts = counts.reshape(len(texts), width)[:, 1:]
    best = (counts * weights()).argmax(axis=1)
    letters = counts[np.arange(len(texts)), best].tolist()
    for place, (number, count) in enumerate(zip(best.tolist(), letters, strict=True), begin):
        if count:
            yield place, number, count


def _read(texts: Sequence[str], number: int, some: list[tuple[int, int]]) -> Block:
    """Score texts of one script, given by their places and how many letters they have."""
    model = evidence()
    places = [place for place, _ in some]
    parts = [texts[place] for place in places]
    numbers = numbers_of(model, MARGIN + MARGIN.join(parts) + " ")
    heads = np.zeros(len(parts), np.int64)
    np.cumsum([len(MARGIN) + len(part) for part in parts[:-1]], out=heads[1:])
    if number or numbers.max() > NUMBER:
        numbers *= (numbers >> GROUP) == number
        numbers &= NUMBER
    group = model.by_number[number]
    return _score(group, places, [count for _, count in some], numbers, heads)


def _score(group: Group, places: list[int], letters: list[int], numbers: I64, heads: I64) -> Block:
    sequence, starts = lay_out_many(numbers, heads)
    rows, spans = group.rows_of(sequence, starts)
    losses, prices = _votes(group, rows, spans)
    block = Block(group, places, letters, [end - begin for begin, end in spans], prices, losses)
    if group.families:
        _settle(block, sequence, spans)
    return block


def _votes(group: Group, rows: I64, spans: list[tuple[int, int]]) -> tuple[I64, list[int]]:
    """Let the chunks of each text vote: what languages lose, and the sums of the best prices."""
    begin = [start for span in spans for start in range(*span, CHUNK)]
    parts = group.prices(rows, np.array(begin))
    best = np.minimum.reduce(parts, axis=1)
    lost = parts - best[:, None]
    np.minimum(lost, CAP, out=lost)
    if len(parts) == len(spans):
        return lost.astype(np.int64), best.tolist()
    first = np.zeros(len(spans), np.int64)
    np.cumsum([-((start - end) // CHUNK) for start, end in spans[:-1]], out=first[1:])
    losses: I64 = np.add.reduceat(lost.astype(np.int64), first, axis=0)
    return losses, np.add.reduceat(best.astype(np.int64), first).tolist()


def _settle(block: Block, sequence: I64, spans: list[tuple[int, int]]) -> None:
    """Where the best two are relatives and close, ask the table of their family."""
    families = block.group.families
    disputes: dict[str, list[tuple[int, int]]] = {}
    known_as: dict[str, Family] = {}
    keys = block.losses * KEY
    keys += ORDER[: keys.shape[1]]
    keys.partition(1, axis=1)
    close = [CLOSE * heat(grams) for grams in block.grams]
    for line, (one, other) in enumerate(keys[:, :2].tolist()):
        family = families[one % KEY]
        if (
            family is not None
            and families[other % KEY] is family
            and other // KEY - one // KEY < close[line]
        ):
            name = family.table.name
            known_as[name] = family
            disputes.setdefault(name, []).append((line, one // KEY))
    for name, some in disputes.items():
        family = known_as[name]
        lines = [line for line, _ in some]
        parts = [sequence[spans[line][0] : spans[line][1] + EDGES] for line in lines]
        starts = np.cumsum([0, *map(len, parts)])
        found, _ = _votes(family.table, *family.table.rows_of(np.concatenate(parts), starts))
        # the best of the family takes the place of the best of all
        found += (np.array([best for _, best in some]) - found.min(axis=1))[:, None]
        block.losses[np.array(lines)[:, None], np.array(family.columns)] = found
