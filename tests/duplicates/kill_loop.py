"""Kill a process that adds to an index, again and again, and see that nothing is lost.

Run ``python tests/duplicates/kill_loop.py 200`` for more kills than the tests do.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from newsnorm.duplicates import DuplicateIndex

CHILD = """
import sys
from newsnorm.duplicates import DuplicateIndex
start = int(sys.argv[2])
with DuplicateIndex.open(sys.argv[1]) as index:
    print("open", flush=True)
    for batch in range(start, start + 100_000):
        texts = [f"batch {batch} of text {row} " + "word%d " * 40 % tuple(range(batch, batch + 40))
                 for row in range(3)]
        index.add(texts, keys=[f"{batch}/{row}" for row in range(3)])
        if batch % 7 == 0:
            index.remove([f"{batch}/0"])
        print(batch, flush=True)
"""


def one_kill(folder: Path, start: int, seconds: float) -> int:
    """Let a child add from batch *start* on, kill it, and return the last batch it reported."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), str(start)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    reported = child.stdout.read().split("\n")[:-1]  # a line that was cut off does not count
    child.wait()
    child.stdout.close()
    return max([start - 1, *map(int, reported)])


def check(folder: Path, last: int) -> None:
    """Check that the batches up to *last* are there, and that each that is there is whole."""
    with DuplicateIndex.open(folder) as index:
        keys = set(index.keys())
        found = max([-1, *(int(key.split("/")[0]) for key in keys)])
        if found < last:
            raise AssertionError(f"batch {last} was reported, {found} is the last one there")
        for batch in range(found + 1):
            gone = batch % 7 == 0 and f"{batch}/0" not in keys
            expected = {f"{batch}/{row}" for row in range(1 if gone else 0, 3)}
            if batch <= last and batch % 7 == 0 and not gone:
                raise AssertionError(f"the removal in batch {batch} was lost")
            if not expected <= keys:
                raise AssertionError(f"batch {batch} is not whole")
        if found >= 0 and not index.query_many(["batch 0 of text 1"]):
            raise AssertionError("the index does not answer")


def run(kills: int, seed: int = 1) -> int:
    """Kill so many children at random moments; return how many batches were committed."""
    chance = random.Random(seed)
    last = -1
    with tempfile.TemporaryDirectory() as folder:
        for _kill in range(kills):
            last = one_kill(Path(folder), last + 1, chance.uniform(0.0, 0.25))
            check(Path(folder), last)
    return last + 1


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    batches = run(count)
    print(f"{count} kills, {batches} batches committed, none lost")  # noqa: T201
