"""Deduplication in one process, in Spark and in Ray: time, memory, growth, the same labels.

The documents are made by this script: running text of some 120 words, three in
ten an edited copy of an earlier one, and one in twenty with the same notice at
its end, so that one bucket holds 5 % of all documents.  Each run is a process
of its own.  Memory is that of all processes that it starts, at its highest.
Processor time is that of all of them too, with all that it takes to start them; of one
process it is that of the call.  Growth is that of processor time.

    python benchmarks/scale.py --documents 10000 100000
    python benchmarks/scale.py --documents 1000000 --engines one,spark-sketches --memory 8g
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import numpy as np

WORDS = 120
COPIES = 0.3
HOT = 0.05
"""Share of the documents that carry the same notice."""
ROWS_A_BATCH = 5_000


def vocabulary(size: int = 50_000) -> list[str]:
    """Make words of two to four syllables."""
    syllables = [c + v for c in "bdfghklmnprstvwz" for v in ("a", "e", "i", "o", "u", "an", "er")]
    chance = np.random.default_rng(5)
    made: dict[str, None] = {}
    while len(made) < size:
        made["".join(chance.choice(syllables, chance.integers(2, 5)))] = None
    return list(made)


def documents(count: int, *, hot: float = HOT, seed: int = 7) -> Iterator[tuple[int, str]]:
    """Yield numbered texts; the same for the same arguments on any machine."""
    chance = np.random.default_rng(seed)
    words = np.array(vocabulary(), object)
    share = 1.0 / (np.arange(len(words)) + 10)
    steps = np.cumsum(share / share.sum())

    def running(size: int) -> Any:
        return np.searchsorted(steps, chance.random(size))

    notice = running(40)
    kept: list[Any] = []
    for number in range(count):
        if kept and chance.random() < COPIES:
            text = kept[chance.integers(len(kept))]
            if chance.random() < 0.5:
                text = text.copy()
                text[chance.integers(0, len(text), 3)] = running(3)
        else:
            text = running(int(chance.integers(WORDS // 2, WORDS * 3 // 2)))
            kept = [*kept[-999:], text]
        if chance.random() < hot:
            text = np.concatenate((text, notice))
        yield number, " ".join(words[text]) + "."


def write(path: Path, count: int, hot: float) -> None:
    """Write the documents as Parquet, a batch at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([("id", pa.int64()), ("article_body", pa.string())])
    with pq.ParquetWriter(path, schema) as writer:
        rows: list[dict[str, Any]] = []
        for number, text in documents(count, hot=hot):
            rows.append({"id": number, "article_body": text})
            if len(rows) == ROWS_A_BATCH:
                writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))
                rows = []
        if rows:
            writer.write_batch(pa.RecordBatch.from_pylist(rows, schema=schema))


def _clock() -> Callable[[], dict[str, float]]:
    """Start to measure this process; the result tells what was spent since."""
    start, used = time.perf_counter(), time.process_time()
    return lambda: {
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - used,
    }


def run_one(path: Path, _options: argparse.Namespace) -> tuple[Any, dict[str, float]]:
    """Label the documents in this process."""
    import pyarrow.parquet as pq

    from newsnorm import deduplicate

    texts = pq.read_table(path)["article_body"].to_pylist()
    spent = _clock()
    found = deduplicate(texts, relations="near")
    return np.array(found.labels), spent()


def run_sketches(path: Path, _options: argparse.Namespace) -> tuple[Any, dict[str, float]]:
    """Label the documents in this process by their sketches alone."""
    import pyarrow.parquet as pq

    from newsnorm.duplicates import candidate_edges, components, judge, merging_edges, sketch_batch

    texts = pq.read_table(path)["article_body"].to_pylist()
    spent = _clock()
    sketches = sketch_batch(texts)
    pairs = candidate_edges(sketches)
    edges = merging_edges(pairs, judge(sketches[pairs[:, 0]], sketches[pairs[:, 1]]))
    labels = components(len(texts), edges)
    return np.array(labels), spent()


def run_spark(
    path: Path, options: argparse.Namespace, method: Literal["texts", "sketches"] = "texts"
) -> tuple[Any, dict[str, float]]:
    """Label the documents in Spark on this machine."""
    from pyspark.sql import SparkSession

    from newsnorm.engines import spark as engine

    os.environ["PYSPARK_PYTHON"] = sys.executable  # else the first python3 on the path
    log = path.with_suffix(f".{method}")
    log.mkdir()
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": options.memory,
        "spark.pyspark.python": sys.executable,
        "spark.local.dir": str(path.parent),
        "spark.sql.shuffle.partitions": str(options.partitions),
        "spark.sql.execution.arrow.maxRecordsPerBatch": "2000",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.compress": "false",
        "spark.eventLog.dir": log.as_uri(),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master(f"local[{options.cores}]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    frame = session.read.parquet(str(path))
    start = time.perf_counter()
    table = engine.deduplicate(frame, method=method).toArrow().sort_by("id")
    seconds = time.perf_counter() - start
    session.stop()
    return table["cluster"].to_numpy(), {"seconds": seconds, "shuffled_bytes": _shuffled(log)}


def run_spark_sketches(path: Path, options: argparse.Namespace) -> tuple[Any, dict[str, float]]:
    """Label the documents in Spark by their sketches alone."""
    return run_spark(path, options, "sketches")


def _shuffled(log: Path) -> float:
    """Return the bytes that all tasks of a Spark run wrote for others to read."""
    total = 0
    for part in log.rglob("*"):
        for line in part.read_text().splitlines() if part.is_file() else ():
            if '"SparkListenerTaskEnd"' in line:
                metrics = json.loads(line).get("Task Metrics") or {}
                total += metrics.get("Shuffle Write Metrics", {}).get("Shuffle Bytes Written", 0)
    return float(total)


def run_ray(path: Path, options: argparse.Namespace) -> tuple[Any, dict[str, float]]:
    """Label the documents in Ray on this machine."""
    import pyarrow.parquet as pq
    import ray

    from newsnorm.engines import ray as engine

    ray.init(
        num_cpus=options.cores,
        object_store_memory=_bytes(options.memory),
        include_dashboard=False,
        logging_level="ERROR",
        log_to_driver=False,
        _node_ip_address="127.0.0.1",
    )
    ray.data.DataContext.get_current().enable_progress_bars = False
    data = ray.data.from_arrow(pq.read_table(path))
    start = time.perf_counter()
    rows = ray.get(engine.deduplicate(data).to_arrow_refs())
    seconds = time.perf_counter() - start
    import pyarrow as pa

    labels = pa.concat_tables(rows).sort_by("id")["cluster"].to_numpy()
    ray.shutdown()
    return labels, {"seconds": seconds}


def _bytes(size: str) -> int:
    """Return a size such as ``3g`` in bytes."""
    return int(size[:-1]) << {"k": 10, "m": 20, "g": 30}[size[-1].lower()]


RUNS: dict[str, Callable[[Path, argparse.Namespace], tuple[Any, dict[str, float]]]] = {
    "one": run_one,
    "spark": run_spark,
    "ray": run_ray,
    "one-sketches": run_sketches,
    "spark-sketches": run_spark_sketches,
}


def family(root: int) -> list[int]:
    """Return a process and all that it started and that still run (Linux; else none)."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parents[int(entry.name)] = int(_stat(int(entry.name))[1])
    found = []
    for process in parents:
        above: int | None = process
        while above is not None and above != root:
            above = parents.get(above)
        if above == root:
            found.append(process)
    return found


def _stat(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def processor_seconds(process: int) -> float:
    """Return the time that a process computed, without what it started."""
    try:
        fields = _stat(process)
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_bytes(process: int) -> int:
    """Return the memory of a process, its part of what it shares (PSS)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def measured(engine: str, path: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Run an engine in a process of its own and watch its memory."""
    out = path.with_suffix(f".{engine}.npy")
    command = [
        sys.executable,
        __file__,
        "--run",
        engine,
        "--input",
        str(path),
        "--output",
        str(out),
    ]
    command += ["--cores", str(options.cores), "--memory", options.memory]
    command += ["--partitions", str(options.partitions)]
    log = path.with_suffix(f".{engine}.log")
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
        peak = 0
        spent: dict[int, float] = {}
        while process.poll() is None:
            members = family(process.pid)
            peak = max(peak, sum(map(resident_bytes, members)))
            spent |= {member: processor_seconds(member) for member in members}
            time.sleep(0.5)
    if process.returncode:
        print(log.read_text()[-3000:], file=sys.stderr)
        raise SystemExit(f"{engine} failed")
    figures = json.loads(out.with_suffix(".json").read_text())
    return {
        "processor": sum(spent.values()),
        **figures,
        "peak_bytes": peak,
        "labels": np.load(out),
    }


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--engines", default=",".join(RUNS))
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--memory", default="4g", help="of Spark's driver or Ray's object store: 4g, 500m"
    )
    parser.add_argument("--partitions", type=int, default=16)
    parser.add_argument("--hot", type=float, default=HOT, help="share with the same notice")
    parser.add_argument("--run", choices=RUNS, help=argparse.SUPPRESS)
    parser.add_argument("--input", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--output", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        labels, figures = RUNS[options.run](options.input, options)
        np.save(options.output, labels)
        options.output.with_suffix(".json").write_text(json.dumps(figures))
        return 0
    return _measure_all(options)


def _measure_all(options: argparse.Namespace) -> int:
    engines = options.engines.split(",")
    before: dict[str, tuple[int, float]] = {}
    same = True
    print(f"{options.cores} cores; {100 * options.hot:.0f} % of the documents share a notice")
    for count in sorted(options.documents):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "documents.parquet"
            write(path, count, options.hot)
            labels: dict[bool, Any] = {}  # by texts, by sketches
            for engine in engines:
                found = measured(engine, path, options)
                wanted = labels.setdefault("sketches" in engine, found["labels"])
                equal = bool(np.array_equal(wanted, found["labels"]))
                same &= equal
                print(_line(engine, count, found, before.get(engine), equal), flush=True)
                before[engine] = (count, found["processor"])
    return 0 if same else 1


def _line(
    engine: str,
    count: int,
    found: dict[str, Any],
    before: tuple[int, float] | None,
    equal: bool,  # noqa: FBT001
) -> str:
    text = f"{engine:14} {count:>9,} documents: {found['seconds']:8.1f} s"
    text += f", {found['processor']:8.1f} s of processor time"
    text += f", {found['peak_bytes'] / 2**20:7,.0f} MB"
    if "shuffled_bytes" in found:
        text += f", {found['shuffled_bytes'] / 2**20:,.0f} MB shuffled"
    if before is not None:
        growth = math.log(found["processor"] / before[1]) / math.log(count / before[0])
        text += f", growth exponent {growth:.2f}"
    clusters = len(np.unique(found["labels"]))
    return f"{text}, {clusters:,} clusters, labels {'the same' if equal else 'DIFFER'}"


if __name__ == "__main__":
    sys.exit(main())
