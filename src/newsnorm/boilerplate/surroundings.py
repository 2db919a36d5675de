"""The features of all lines at once: what each line is, and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from newsnorm.boilerplate.features import DEEP, NAMES, NEAR_AT, RAW

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = ["matrix"]


def matrix(raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the features of all lines, with their surroundings.

    A row is a line, its columns are in order of :data:`NAMES`.
    """
    import numpy as np

    n = len(raw)
    near = raw[:, NEAR_AT]
    padded = np.zeros((n + 4, near.shape[1]))
    padded[2:-2] = near
    shifted = [padded[start : start + n] for start in (0, 1, 3, 4)]
    column = {name: raw[:, place] for place, name in enumerate(RAW)}
    index = np.arange(n, dtype=np.float64)
    prose = column["prose"]
    weight = prose * column["len"]
    total = max(weight.sum(), 1e-9)
    before = (np.cumsum(weight) - weight) / total
    after = 1.0 - before - weight / total
    last = np.maximum.accumulate(np.where(prose > 0, index, -1.0))
    previous = np.concatenate(([-1.0], last[:-1]))
    following = np.minimum.accumulate(np.where(prose > 0, index, np.inf)[::-1])[::-1]
    nextone = np.concatenate((following[1:], [np.inf]))
    to_before = np.where(previous >= 0, index - previous, 40.0)
    to_after = np.where(np.isfinite(nextone), nextone - index, 40.0)
    inside = ((previous >= 0) & np.isfinite(nextone)).astype(np.float64)
    head = np.maximum.accumulate(np.where(column["head"] > 0, index, -1.0))
    since = np.where((head > previous) & (head >= 0), np.exp(-(index - head) / 8.0), 0.0)
    neighbour = np.zeros(n + 2)
    neighbour[1:-1] = column["len"]
    place: list[ArrayLike] = [
        index == 0,
        index == n - 1,
        np.log1p(np.minimum(index, DEEP)),
        np.log1p(np.minimum(n - 1 - index, DEEP)),
        index / max(1, n - 1),
        np.log1p(min(n, DEEP)),
        prose.mean(),
        column["sure"].mean(),
        before,
        after,
        inside,
        np.log1p(np.minimum(to_before, 40)),
        np.log1p(np.minimum(to_after, 40)),
        _window(prose, 4),
        _window(prose, 12),
        since,
        *_runs(column),
        neighbour[:-2],
        neighbour[2:],
        _window(column["sure"], 4),
    ]
    out = np.empty((n, len(NAMES)))
    width = len(RAW)
    out[:, :width] = raw
    for block in shifted:
        out[:, width : width + len(NEAR_AT)] = block
        width += len(NEAR_AT)
    for at, values in enumerate(place, width):
        out[:, at] = values
    return out


def _runs(column: Mapping[str, NDArray[np.float64]]) -> list[ArrayLike]:
    """Return what is seen of the run of each line.

    Runs are maximal stretches of lines that are not prose; each line of prose is one of its own.
    """
    import numpy as np

    prose = column["prose"]
    n = len(prose)
    index = np.arange(n, dtype=np.float64)
    start = np.ones(n, dtype=bool)
    start[1:] = (prose[1:] > 0) | (prose[:-1] > 0)
    number = np.cumsum(start) - 1
    sizes = np.bincount(number).astype(np.float64)
    begin = np.flatnonzero(start).astype(np.float64)

    def run_mean(name: str) -> NDArray[np.float64]:
        return np.asarray((np.bincount(number, weights=column[name]) / sizes)[number])

    size = sizes[number]
    offset = index - begin[number]
    return [
        np.log1p(np.minimum(size, DEEP)),
        np.log1p(np.minimum(offset, DEEP)),
        np.log1p(np.minimum(size - 1 - offset, DEEP)),
        run_mean("sure"),
        run_mean("unsure"),
        run_mean("date"),
        run_mean("title"),
        run_mean("end"),
        run_mean("cohesion"),
        begin[number] == 0,
        begin[number] + size == n,
    ]


def _window(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Return the mean of *values* over the lines at most *reach* away."""
    import numpy as np

    total = np.concatenate(([0.0], np.cumsum(values)))
    index = np.arange(len(values))
    low = np.maximum(index - reach, 0)
    high = np.minimum(index + reach + 1, len(values))
    return np.asarray((total[high] - total[low]) / (high - low))
