#!/usr/bin/env python3
"""Judge strip_boilerplate on pages of sites that its weights have not seen.

    python scripts/judge_boilerplate.py FOLDER            # cross-validated by site, five folds
    python scripts/judge_boilerplate.py FOLDER --plain    # with the weights as shipped

FOLDER is that of ``fit_boilerplate_weights.py``; its pages may name a ``noise`` by which they are
judged (``article``: the text of the article's container, ``page``: all visible text, ``recall``:
the output of an extractor).  For each fold the weights are fitted on the pages of the other sites,
and the stage runs with them on the pages of the fold.  F1 is that of words (bags, mean over
pages), the rest are shares: of the body lost, of everything else left.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import fit_boilerplate_weights as fitting
import numpy as np
from attrs import define, field, frozen

from newsnorm import strip_boilerplate, strip_site
from newsnorm.boilerplate import structure

KEPT = 0.7
"""A line is kept if so many of its words stand in the output in the same order."""


@frozen
class Text:
    """A page: what it holds, and what is known of it."""

    site: str
    noise: str
    language: str | None
    text: str
    gold: list[str]
    title: tuple[str, ...]
    page: fitting.Page


@define
class Tally:
    """What one way of stripping did to pages of one kind."""

    f1: list[float] = field(factory=list)
    counts: Counter[str] = field(factory=Counter)

    def row(self) -> str:
        """Return F1, body lines lost, body words lost, and other lines left."""
        c = self.counts
        return (
            f"{np.mean(self.f1):6.3f}  {100 * c['lost'] / max(1, c['body']):6.2f}"
            f"  {100 * c['lost words'] / max(1, c['body words']):6.2f}"
            f"  {100 * c['left'] / max(1, c['other']):6.1f}"
        )


def texts(folder: Path) -> list[Text]:
    """Read all pages of *folder*."""
    out = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8", errors="surrogatepass", newline="\n") as rows:
            out += [text_of(json.loads(row)) for row in rows]
    return out


def text_of(record: dict[str, Any]) -> Text:
    """Read one record."""
    return Text(
        record["site"],
        record.get("noise", "all"),
        record.get("language"),
        record["text"],
        record["gold"],
        tuple(fitting.words(record.get("title") or "")),
        fitting.page_of(record),
    )


def count(tally: Tally, one: Text, stripped: str) -> None:
    """Add to *tally* what became of a page."""
    gold = [fitting.words(paragraph) for paragraph in one.gold]
    known = fitting.shingles([word for words in gold for word in words])
    known = known.union(*map(fitting.shingles, gold))
    exact = {tuple(words) for words in gold}
    rows = [fitting.words(line) for line in stripped.split("\n")]
    rows = [row for row in rows if row and tuple(row) != one.title]
    wanted = Counter(word for words in gold for word in words)
    got = Counter(word for row in rows for word in row)
    hit = sum((wanted & got).values())
    tally.f1.append(2 * hit / max(1, sum(wanted.values()) + sum(got.values())))
    there = {tuple(row) for row in rows}
    runs = {shingle for row in rows for shingle in fitting.shingles(row)}
    for line in one.text.split("\n"):
        words = fitting.words(line)
        if not words or tuple(words) == one.title:
            continue
        label = fitting.label(words, known, exact)
        kept = tuple(words) in there or covered(words, runs) >= KEPT
        if label == 0.0:
            tally.counts.update({"body": 1, "body words": len(words)})
            if not kept:
                tally.counts.update({"lost": 1, "lost words": len(words)})
        elif label == 1.0:
            tally.counts.update({"other": 1, "left": int(kept)})


def covered(words: list[str], known: set[tuple[str, ...]]) -> float:
    """Return the share of *words* that lie in a known run of words."""
    hit = np.zeros(len(words), dtype=bool)
    for i in range(len(words) - fitting.SHINGLE + 1):
        if tuple(words[i : i + fitting.SHINGLE]) in known:
            hit[i : i + fitting.SHINGLE] = True
    return float(hit.mean()) if words else 0.0


def weights(pages: Sequence[fitting.Page]) -> Callable[[], structure.Model]:
    """Fit both models on *pages*, as the stage loads them."""
    first, second = fitting.fit_both(pages)
    model = structure.Model(first[0], first[1], second[0], second[1])
    return lambda: model


def judge(pages: Sequence[Text], tallies: dict[tuple[str, str], Tally]) -> None:
    """Strip *pages* in all ways and count."""
    sites: dict[tuple[str, str], list[Text]] = defaultdict(list)
    for one in pages:
        sites[one.noise, one.site].append(one)
        for mode in ("untouched", "cautious", "thorough"):
            text = one.text
            if mode != "untouched":
                thorough = mode == "thorough"
                text = strip_boilerplate(text, language=one.language, thorough=thorough).text
            count(tallies[one.noise, mode], one, text)
    for (noise, _), group in sites.items():
        if len({tuple(one.gold) for one in group}) > 1:
            done = strip_site([one.text for one in group], language=group[0].language)
            for one, stripped in zip(group, done, strict=True):
                count(tallies[noise, "site"], one, stripped.text)


def main() -> None:
    """Judge all pages and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="a folder with pages, as *.jsonl.gz")
    parser.add_argument("--plain", action="store_true", help="use the weights as shipped")
    args = parser.parse_args()
    pages = texts(args.folder)
    print(f"{len(pages)} texts of {len({one.site for one in pages})} sites")
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    if args.plain:
        judge(pages, tallies)
    for fold in range(0 if args.plain else fitting.FOLDS):
        seen = [one.page for one in pages if fitting.fold_of(one.site, fitting.FOLDS) != fold]
        structure.load_model = weights(seen)  # type: ignore[assignment]  # in place of the cached loader
        judge([one for one in pages if fitting.fold_of(one.site, fitting.FOLDS) == fold], tallies)
    print("text      mode           F1  lost %  words%   left %")
    for (noise, mode), tally in sorted(tallies.items()):
        print(f"{noise:9} {mode:10} {tally.row()}")


if __name__ == "__main__":
    main()
