"""Duplicates against public packages: processor time from texts to clusters, and recall.

    pip install newsnorm datasketch rensa gaoya
    python benchmarks/duplicates.py                     # 2,000 made-up articles
    python benchmarks/duplicates.py --texts 10000 --tools newsnorm datasketch
    python benchmarks/duplicates.py --data FOLDER       # the .txt files of a folder of your own

The made-up articles have 150 to 650 words with the frequencies of a natural
language; every fifth is a copy of an earlier one with 2 % of its words changed,
every tenth carries one of three blocks of boilerplate.  "found" is the share of
the copies that ended up in one cluster with what they were made of, "wrong" the
number of pairs in one cluster that have nothing to do with each other.  The
peers get 5-word shingles; their shingling is counted, as newsnorm's is.  All
figures are ratios within one run, each tool in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import Any

Labels = list[int]
_PERMUTATIONS = 128
_THRESHOLD = 0.5


def made_up(count: int, seed: int) -> tuple[list[str], list[int]]:
    """Return articles, and for each the one that it is a copy of (itself if none)."""
    chance = random.Random(seed)
    parts = ["ka", "lo", "mi", "ren", "tas", "u", "vel", "on", "dra", "shi", "pe", "gor"]
    words = [
        "".join(chance.choices(parts, k=1 + rank % 4)) + str(rank % 7) for rank in range(30000)
    ]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    blocks = [chance.choices(words, cum_weights=weights, k=60) for _ in range(3)]
    texts: list[list[str]] = []
    origins: list[int] = []
    for number in range(count):
        if texts and chance.random() < 0.2:
            source = chance.randrange(len(texts))
            text = list(texts[source])
            for _ in range(max(1, len(text) // 50)):
                text[chance.randrange(len(text))] = chance.choice(words)
            origins.append(origins[source])
        else:
            text = chance.choices(words, cum_weights=weights, k=chance.randrange(150, 650))
            text += chance.choice(blocks) if chance.random() < 0.1 else []
            origins.append(number)
        texts.append(text)
    return [" ".join(text) for text in texts], origins


def shingles(text: str) -> list[str]:
    """Return the different runs of five words of *text*."""
    words = text.casefold().split()
    return list({" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))})


class Union:
    """Joins items into clusters."""

    def __init__(self, count: int) -> None:
        self.parent = list(range(count))

    def find(self, item: int) -> int:
        while self.parent[item] != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        self.parent[self.find(one)] = self.find(other)

    def labels(self) -> Labels:
        return [self.find(item) for item in range(len(self.parent))]


def run_newsnorm(texts: list[str]) -> Labels:
    from newsnorm import deduplicate

    return list(deduplicate(texts).labels)


def run_newsnorm_near(texts: list[str]) -> Labels:
    from newsnorm import deduplicate

    return list(deduplicate(texts, relations="near").labels)


def run_datasketch(texts: list[str]) -> Labels:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    union = Union(len(texts))
    sketches: list[MinHash] = []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        for other in index.query(sketch):
            if sketch.jaccard(sketches[other]) >= _THRESHOLD:
                union.join(number, other)
        index.insert(number, sketch)
        sketches.append(sketch)
    return union.labels()


def run_rensa(texts: list[str]) -> Labels:
    rensa: Any = import_module("rensa")
    sketches = rensa.RMinHash.from_token_sets((shingles(text) for text in texts), _PERMUTATIONS, 42)
    index, union = rensa.RMinHashLSH(_THRESHOLD, _PERMUTATIONS, 32), Union(len(texts))
    index.insert_many(sketches)
    for number, found in enumerate(index.query_all(sketches)):
        for other in found:
            if other < number and sketches[number].jaccard(sketches[other]) >= _THRESHOLD:
                union.join(number, other)
    return union.labels()


def run_gaoya(texts: list[str]) -> Labels:
    gaoya: Any = import_module("gaoya")
    index = gaoya.minhash.MinHashStringIndex(
        hash_size=32, jaccard_threshold=_THRESHOLD, num_bands=42, band_size=3, num_hashes=126,
        analyzer="word", lowercase=True, ngram_range=(5, 5),
    )  # fmt: skip
    union = Union(len(texts))
    for number, text in enumerate(texts):
        index.insert_document(number, text)
    for number, text in enumerate(texts):
        for other in index.query(text):
            union.join(number, other)
    return union.labels()


TOOLS: dict[str, Callable[[list[str]], Labels]] = {
    "newsnorm": run_newsnorm,
    "newsnorm-near": run_newsnorm_near,
    "datasketch": run_datasketch,
    "rensa": run_rensa,
    "gaoya": run_gaoya,
}


def load(args: argparse.Namespace) -> tuple[list[str], list[int]]:
    if args.data is None:
        return made_up(args.texts, args.seed)
    files = sorted(args.data.glob("**/*.txt"))
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in files]
    return texts, list(range(len(texts)))


def scores(labels: Labels, origins: list[int]) -> tuple[float, int]:
    """Return the share of copies found, and the number of wrong pairs."""
    copies = [number for number, origin in enumerate(origins) if origin != number]
    found = sum(labels[number] == labels[origins[number]] for number in copies)

    def pairs(keys: list[object]) -> int:
        return sum(size * (size - 1) // 2 for size in Counter(keys).values())

    wrong = pairs(list(labels)) - pairs(list(zip(labels, origins, strict=True)))
    return found / max(1, len(copies)), wrong


def child(args: argparse.Namespace) -> None:
    texts, origins = load(args)
    run = TOOLS[args.child]
    run(texts[:50])  # imports are not counted
    start = time.process_time()
    labels = run(texts)
    seconds = time.process_time() - start
    print(json.dumps([seconds, len(texts), len(set(labels)), *scores(labels, origins)]))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--texts", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS))
    parser.add_argument("--child", choices=TOOLS, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args)
        return
    print(f"{'tool':16}{'µs a text':>10}{'ratio':>8}{'clusters':>10}{'found':>8}{'wrong':>8}")
    slowest: float | None = None
    for tool in sorted(args.tools, key=lambda name: name != "datasketch"):
        command = [sys.executable, __file__, *sys.argv[1:], "--child", tool]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{tool:16}  skipped: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
            continue
        seconds, count, clusters, found, wrong = json.loads(done.stdout.splitlines()[-1])
        slowest = slowest or seconds
        print(
            f"{tool:16}{seconds / count * 1e6:10.0f}{slowest / seconds:8.1f}{clusters:10}"
            f"{found:8.3f}{wrong:8}"
        )


if __name__ == "__main__":
    main()
