#!/usr/bin/env python3
"""Fit the weights of the structure model (src/newsnorm/boilerplate/weights.json).

    python scripts/fit_boilerplate_weights.py FOLDER             # figures, cross-validated by site
    python scripts/fit_boilerplate_weights.py FOLDER --write     # and write the weights

FOLDER holds ``*.jsonl.gz``: a page a record, with ``text`` (a block of the page a line), ``gold``
(the paragraphs of the article), ``site``, ``language`` and ``title``.  Only numbers go into the
file.  A line is body if its words are the gold's, boilerplate if not; lines in between and the
title do not count.  Every page weighs by the root of its words, so that no long page decides.
Pages of a site are always in the same fold.  Nothing but numpy is needed.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from newsnorm._text.rules import shipped_rules
from newsnorm.boilerplate.features import NAMES, line_features
from newsnorm.boilerplate.layers import Ruling, find
from newsnorm.boilerplate.lines import split_lines
from newsnorm.boilerplate.strip import languages_of
from newsnorm.boilerplate.structure import CONTEXT_NAMES, context
from newsnorm.boilerplate.surroundings import matrix

Array = NDArray[np.float64]
TARGET = Path(__file__).resolve().parents[1] / "src/newsnorm/boilerplate/weights.json"
FOLDS = 5
INNER_FOLDS = 3
RIDGE = 5e-4
"""Weight decay, on a loss whose weights add up to one; 2e-4 to 1e-3 give the same within noise."""
SHINGLE = 4
_WORD = re.compile(
    r"[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|[^\W_]+"
)  # a character is a word in scripts without spaces


@frozen
class Page:
    """A page ready for fitting: features, labels (1 boilerplate, 0 body), weights, sure cuts."""

    site: str
    features: Array
    labels: Array
    weights: Array
    sure: NDArray[np.bool_]


def words(text: str) -> list[str]:
    """Return the words of *text*, as they are compared with the gold's."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


def shingles(tokens: Sequence[str]) -> set[tuple[str, ...]]:
    """Return all runs of :data:`SHINGLE` words."""
    return {tuple(tokens[i : i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1)}


def label(tokens: list[str], known: set[tuple[str, ...]], exact: set[tuple[str, ...]]) -> float:
    """Return 0 for body, 1 for boilerplate, NaN where it cannot be said."""
    if tuple(tokens) in exact:
        return 0.0
    if len(tokens) < SHINGLE:
        return 1.0
    hit = np.zeros(len(tokens), dtype=bool)
    for i in range(len(tokens) - SHINGLE + 1):
        if tuple(tokens[i : i + SHINGLE]) in known:
            hit[i : i + SHINGLE] = True
    share = float(hit.mean())
    return 0.0 if share >= 0.8 else 1.0 if share < 0.3 else float("nan")


def page_of(record: dict[str, Any]) -> Page:
    """Turn a record into numbers."""
    lines = split_lines(record["text"])
    ruling = Ruling(book=shipped_rules(), languages=languages_of(record.get("language")))
    found = find(lines, ruling)
    features = matrix(line_features(lines, found.cuts, found.hits))
    gold = [words(paragraph) for paragraph in record["gold"]]
    known = shingles([word for one in gold for word in one]).union(*map(shingles, gold))
    exact = {tuple(one) for one in gold}
    title = tuple(words(record.get("title") or ""))
    tokens = [words(line.text) for line in lines]
    labels = np.array([label(one, known, exact) for one in tokens])
    weights = np.array([0.3 + min(len(one), 60) / 20 for one in tokens])
    sure = np.array([index in found.cuts for index in range(len(lines))], dtype=bool)
    off = np.isnan(labels) | sure | np.array([not one or tuple(one) == title for one in tokens])
    weights[off] = 0.0
    total = weights.sum()
    weights = weights / np.sqrt(total) if total else weights
    return Page(record["site"], features, np.nan_to_num(labels), weights, sure)


def load(folder: Path) -> list[Page]:
    """Read all pages of *folder*."""
    pages = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8", errors="surrogatepass", newline="\n") as rows:
            pages += [page_of(json.loads(row)) for row in rows]
    return pages


def fold_of(site: str, folds: int, salt: str = "") -> int:
    """Return the fold of *site*: all its pages are in the same one."""
    return int(hashlib.sha256((salt + site).encode()).hexdigest(), 16) % folds


def fit(pages: Sequence[Page]) -> tuple[Array, float]:
    """Fit a logistic model by Newton's method; returns weights and bias for the raw features."""
    x = np.concatenate([page.features for page in pages])
    y = np.concatenate([page.labels for page in pages])
    w = np.concatenate([page.weights for page in pages])
    used = w > 0
    x, y, w = x[used], y[used], w[used] / w.sum()
    mean = w @ x
    scale = np.sqrt(w @ (x - mean) ** 2) + 1e-3
    z = np.column_stack([(x - mean) / scale, np.ones(len(x))])
    ridge = np.full(z.shape[1], 2 * RIDGE)
    ridge[-1] = 0.0
    t = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1.0 / (1.0 + np.exp(-np.clip(z @ t, -30, 30)))
        gradient = z.T @ (w * (p - y)) + ridge * t
        hessian = (z * (w * np.maximum(p * (1 - p), 1e-4))[:, None]).T @ z + np.diag(ridge + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        t -= step
        if np.abs(step).max() < 1e-6:
            break
    weights = t[:-1] / scale
    return weights, float(t[-1] - weights @ mean)


def widened(page: Page, model: tuple[Array, float]) -> Page:
    """Return *page* with what the second model sees beside the features."""
    first = page.features @ model[0] + model[1]
    around = context(first, page.features, page.sure)
    return evolve(page, features=np.column_stack([page.features, around]))


def fit_both(pages: Sequence[Page]) -> tuple[tuple[Array, float], tuple[Array, float]]:
    """Fit both models; the second on scores of a first one that has not seen the site."""
    wide: list[Page] = []
    for fold in range(INNER_FOLDS):
        inner = [page for page in pages if fold_of(page.site, INNER_FOLDS, "inner") != fold]
        model = fit(inner)
        wide += [
            widened(page, model)
            for page in pages
            if fold_of(page.site, INNER_FOLDS, "inner") == fold
        ]
    return fit(pages), fit(wide)


def figures(pages: Sequence[Page]) -> None:
    """Print, for some limits, what pages of sites that were not seen lose and keep."""
    judged: list[tuple[Array, Page]] = []
    for fold in range(FOLDS):
        first, second = fit_both([page for page in pages if fold_of(page.site, FOLDS) != fold])
        judged += [
            (widened(page, first).features @ second[0] + second[1], page)
            for page in pages
            if fold_of(page.site, FOLDS) == fold
        ]
    print("log odds   body lines lost %   boilerplate lines left %   (rules' lines apart)")
    for limit in (0, 1, 2, 3, 4, 6):
        lost = sum(int(((s > limit) & (p.labels == 0) & (p.weights > 0)).sum()) for s, p in judged)
        left = sum(int(((s <= limit) & (p.labels == 1) & (p.weights > 0)).sum()) for s, p in judged)
        body = sum(int(((p.labels == 0) & (p.weights > 0)).sum()) for _, p in judged)
        noise = sum(int(((p.labels == 1) & (p.weights > 0)).sum()) for _, p in judged)
        print(f"{limit:8}   {100 * lost / body:17.2f}   {100 * left / noise:24.1f}")


def rounded(names: Sequence[str], model: tuple[Array, float]) -> dict[str, float]:
    """Return the weights by name, to four digits."""
    table = {name: float(f"{value:.4g}") for name, value in zip(names, model[0], strict=True)}
    return {"bias": float(f"{model[1]:.4g}")} | table


def main() -> None:
    """Fit, print the figures, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder with pages, as *.jsonl.gz")
    parser.add_argument("--write", action="store_true", help="write the weights")
    args = parser.parse_args()
    pages = load(args.folder)
    print(f"{len(pages)} pages of {len({page.site for page in pages})} sites")
    figures(pages)
    if args.write:
        first, second = fit_both(pages)
        data = {
            "first": rounded(NAMES, first),
            "second": rounded((*NAMES, *CONTEXT_NAMES), second),
        }
        TARGET.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
