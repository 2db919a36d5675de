"""The body as a segment: how much each line looks like boilerplate where it stands.

Two small logistic models, fitted by ``scripts/fit_boilerplate_weights.py``.  The
first sees a line and its neighbours; the second sees what the first thinks of
the lines around, how much body lies before and after, and how far the nearest
body line is.  So a line is judged by the company it keeps, in linear time and
with the same numbers for every language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from attrs import field, frozen

from newsnorm._text.rules import Rule
from newsnorm.boilerplate.features import NAMES, line_features
from newsnorm.boilerplate.lines import Cut, Line
from newsnorm.boilerplate.surroundings import matrix

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

__all__ = ["CONTEXT_NAMES", "Model", "context", "load_model", "scores"]

CERTAIN = 6.0
"""The score of a line that a rule takes out, and the limit of what one line says to others."""
BODY_SCORE = -1.0
"""Below this score (log odds of boilerplate) a line counts as body for the lines around it."""
MASS = 200.0
"""More body than this, in hundreds of letters, counts as that much."""
FAR = 40.0
"""A body line further away than so many lines counts as that far."""

CONTEXT_NAMES = (
    "score",
    "score-1",
    "score+1",
    "score-2",
    "score+2",
    "score_near",
    "score_wide",
    "score_far",
    "body_before",
    "body_after",
    "log_body_before",
    "log_body_after",
    "to_body_before",
    "to_body_after",
    "between_before",
    "between_after",
    "sum_after",
    "sum_before",
    "outside",
    "mean_noise",
    "log_body",
)
"""What the second model sees beside the features of the first."""


@frozen(eq=False)
class Model:
    """Weights of the two models: of the features, of features and context, and their biases."""

    first: NDArray[np.float64] = field()
    first_bias: float
    second: NDArray[np.float64] = field()
    second_bias: float


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Return the weights that come with newsnorm, read once."""
    import numpy as np

    path = resources.files("newsnorm.boilerplate") / "weights.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    first, second = data["first"], data["second"]
    return Model(
        np.array([first.get(name, 0.0) for name in NAMES]),
        first["bias"],
        np.array([second.get(name, 0.0) for name in (*NAMES, *CONTEXT_NAMES)]),
        second["bias"],
    )


def scores(
    lines: Sequence[Line], cuts: Mapping[int, Cut], hits: Mapping[int, Rule]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the log odds that each line is boilerplate, and the features of the lines."""
    import numpy as np

    model = load_model()
    features = matrix(line_features(lines, cuts, hits))
    sure = np.zeros(len(lines), dtype=bool)
    sure[list(cuts)] = True
    first = features @ model.first + model.first_bias
    around = context(first, features, sure)
    second = features @ model.second[: len(NAMES)] + around @ model.second[len(NAMES) :]
    return second + model.second_bias, features


def context(
    score: NDArray[np.float64], features: NDArray[np.float64], sure: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Return what the second model sees around each line.

    A row is a line, its columns are in order of :data:`CONTEXT_NAMES`.
    """
    import numpy as np

    n = len(score)
    score = np.where(sure, CERTAIN, np.clip(score, -CERTAIN, CERTAIN))
    noise = 1.0 / (1.0 + np.exp(-score))
    mass = (1.0 - noise) * features[:, 0]
    total = max(float(mass.sum()), 1e-9)
    before = (np.cumsum(mass) - mass) / total
    after = np.maximum(1.0 - before - mass / total, 0.0)
    padded = np.full(n + 4, CERTAIN / 2)
    padded[2:-2] = score
    index = np.arange(n)
    body = score < BODY_SCORE
    last = np.maximum.accumulate(np.where(body, index, -1))
    previous = np.concatenate(([-1], last[:-1]))
    coming = np.minimum.accumulate(np.where(body, index, n)[::-1])[::-1]
    following = np.concatenate((coming[1:], [n]))
    reach_before = np.where(previous >= 0, np.minimum(index - previous, FAR), FAR)
    reach_after = np.where(following < n, np.minimum(following - index, FAR), FAR)
    sums = np.concatenate(([0.0], np.cumsum(score)))
    between_before = (sums[:-1] - sums[previous + 1]) / np.maximum(1, index - previous - 1)
    between_after = (sums[following] - sums[1:]) / np.maximum(1, following - index - 1)
    start = int(np.argmax(sums))
    stop = int(np.argmax(sums[-1] - sums[start:])) + start
    columns: list[ArrayLike] = [
        score,
        padded[1:-3],
        padded[3:-1],
        padded[:-4],
        padded[4:],
        _window(sums, 2),
        _window(sums, 5),
        _window(sums, 12),
        before,
        after,
        np.log(before + 1e-3),
        np.log(after + 1e-3),
        np.log1p(reach_before),
        np.log1p(reach_after),
        between_before,
        between_after,
        np.clip(sums[-1] - sums[1:], -FAR, FAR) / 10,
        np.clip(sums[:-1], -FAR, FAR) / 10,
        (index < start) | (index >= stop),
        noise.mean(),
        np.log1p(min(float(mass.sum()), MASS)),
    ]
    out = np.empty((n, len(columns)))
    for at, column in enumerate(columns):
        out[:, at] = column
    return out


def _window(sums: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """Return means over the lines at most *reach* away, from the sums up to each line."""
    import numpy as np

    n = len(sums) - 1
    index = np.arange(n)
    low, high = np.maximum(index - reach, 0), np.minimum(index + reach + 1, n)
    return np.asarray((sums[high] - sums[low]) / (high - low))
