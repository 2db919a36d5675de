"""The parts of deduplication that look at texts, over columns of numbers.

Everything that decides is imported from :mod:`newsnorm.duplicates`; here it is
only laid out for batches that do not see each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np

from newsnorm.duplicates._alignment import Likeness, compare
from newsnorm.duplicates._candidates import _orders
from newsnorm.duplicates._clusters import split_hosts
from newsnorm.duplicates._corpus import build
from newsnorm.duplicates._decision import decide, seems_cut
from newsnorm.duplicates._folding import Array
from newsnorm.duplicates._tokens import mix
from newsnorm.duplicates.sketches import (
    _ORDER_SALT,
    SKETCH,
    band_entries,
    judge,
    sketch_batch,
)

_SIGN = np.uint64(1 << 63)


def ordered(values: Array) -> Array:
    """Return unsigned 64-bit *values* as signed ones in the same order: engines have no others."""
    return (values ^ _SIGN).view(np.int64)


def document_keys(ids: Array, texts: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return for each text what is equal for texts with the same words, and its fingerprints."""
    corpus, prints = build(texts)
    keys = []
    for place, (identity, text) in enumerate(zip(corpus.identities.tolist(), texts, strict=True)):
        plain = " ".join(text.split()) or text
        if corpus.size(place):
            keys.append(f"{identity:016x} {corpus.size(place)}")
        elif plain.strip():
            digest = blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=16)
            keys.append(f"text {digest.hexdigest()}")
        else:
            keys.append(f"empty {ids[place]}")  # like no other
    return keys, np.diff(prints.bounds).tolist()


def print_rows(ids: Array, texts: Sequence[str], total: int) -> list[Any]:
    """Return the columns of :func:`newsnorm.engines.arrow.print_schema`.

    A bucket that a text has twice counts once, at its first place.
    """
    corpus, prints = build(texts)
    bits = np.uint64(max(1, int(total).bit_length()))
    counts = np.diff(prints.bounds)
    owners = np.repeat(np.arange(len(corpus)), counts)
    rows = _orders(prints)
    buckets = (prints.hashes >> bits).view(np.int64)
    order = np.lexsort((np.arange(len(buckets)), owners, buckets))
    again = (buckets[order][1:] == buckets[order][:-1]) & (owners[order][1:] == owners[order][:-1])
    kept = np.sort(order[np.concatenate(([True], ~again))]) if len(order) else order
    owners = owners[kept]
    return [
        buckets[kept],
        np.asarray(ids, np.int64)[owners],
        ordered(rows[0])[owners],
        ordered(rows[1])[owners],
        ordered(corpus.identities)[owners],
        counts[owners].astype(np.int64),
    ]


def followers(buckets: Array, seen: int, reach: int) -> tuple[Array, Array]:
    """Return positions of rows and of the next *reach* rows in their bucket.

    Pairs whose second row is among the first *seen* ones are left out.
    """
    lefts: list[Array] = [np.zeros(0, np.int64)]
    rights = lefts.copy()
    for shift in range(1, min(reach, len(buckets) - 1) + 1):
        left = np.flatnonzero(buckets[:-shift] == buckets[shift:])
        if not len(left):
            break
        left = left[left + shift >= seen]
        lefts.append(left)
        rights.append(left + shift)
    return np.concatenate(lefts), np.concatenate(rights)


def pair_columns(
    ids: Array, counts: Array, left: Array, right: Array, *, large: bool
) -> dict[str, Array]:
    """Return the columns of pairs; see ``neighbour_schema``."""
    one, other = ids[left], ids[right]
    return {
        "a": np.minimum(one, other),
        "b": np.maximum(one, other),
        "few": np.full(len(left), int(not large), np.int64),
        "many": np.full(len(left), int(large), np.int64),
        "least": np.minimum(counts[left], counts[right]),
    }


def verified(
    firsts: Sequence[int], seconds: Sequence[int], texts: Sequence[str], others: Sequence[str]
) -> list[dict[str, Any]]:
    """Compare pairs of texts; rows of :func:`newsnorm.engines.arrow.verify_schema`."""
    known = dict(zip(firsts, texts, strict=True)) | dict(zip(seconds, others, strict=True))
    ids = sorted(known)
    place = {document: index for index, document in enumerate(ids)}
    corpus, _prints = build([known[document] or "" for document in ids])
    pairs = np.array(
        [(place[a], place[b]) for a, b in zip(firsts, seconds, strict=True)], np.int64
    ).reshape(-1, 2)
    turned = corpus.identities[pairs[:, 0]] > corpus.identities[pairs[:, 1]]
    pairs = np.where(turned[:, None], pairs[:, ::-1], pairs)
    likenesses, _runs = compare(corpus, pairs, with_runs=False)
    return [
        {
            "kind": _kind(likeness, known[ids[likeness.small]] or ""),
            "small": ids[likeness.small],
            "large": ids[likeness.large],
            "filled": likeness.filled,
            "mask": int(np.uint64(likeness.mask).astype(np.int64)),
        }
        for likeness in likenesses
    ]


def _kind(likeness: Likeness, small: str) -> str | None:
    kind = decide(likeness)
    return "contains" if kind == "truncated" and not seems_cut(likeness, small) else kind


def round_ups(large: int, held: Iterable[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Return the pairs that a round-up would chain; see ``split_hosts``."""
    near = (
        (row["small"], large, row["filled"], int(np.int64(row["mask"]).astype(np.uint64)))
        for row in held
    )
    return sorted(split_hosts(near))


def packed(texts: Sequence[str]) -> list[bytes]:
    """Return the sketch of each text as bytes."""
    return [sketch.tobytes() for sketch in sketch_batch(texts)]


def _sketches(rows: Sequence[bytes]) -> Array:
    return np.frombuffer(b"".join(rows), SKETCH)


def band_rows(ids: Array, rows: Sequence[bytes]) -> list[Any]:
    """Return the columns of :func:`newsnorm.engines.arrow.print_schema`, one row a band.

    A band that a sketch has twice counts once.
    """
    sketches = _sketches(rows)
    values, owners = band_entries(sketches)
    owners = owners.astype(np.int64)
    values = values.astype(np.uint64)
    orders = np.full((2, len(sketches)), np.iinfo(np.uint64).max)
    np.minimum.at(orders[0], owners, values)
    np.minimum.at(orders[1], owners, mix(values ^ _ORDER_SALT))
    columns = [ordered(row)[owners] for row in (*orders, sketches["identity"])]
    ids = np.asarray(ids, np.int64)[owners]
    empty = np.zeros(len(owners), np.int64)
    return [values.view(np.int64), ids, *columns, empty]


def judged(
    firsts: Sequence[int], seconds: Sequence[int], ones: Sequence[bytes], others: Sequence[bytes]
) -> list[dict[str, Any]]:
    """Compare pairs of sketches; rows of :func:`newsnorm.engines.arrow.verify_schema`."""
    verdicts = judge(_sketches(ones), _sketches(others))
    return [
        {
            "kind": kind,
            "small": a if smaller else b,
            "large": b if smaller else a,
            "filled": filled,
            "mask": mask,
        }
        for a, b, kind, smaller, filled, mask in zip(
            firsts,
            seconds,
            verdicts.kinds,
            verdicts.smaller.tolist(),
            verdicts.filled.tolist(),
            verdicts.covered.tolist(),
            strict=True,
        )
    ]
