#!/usr/bin/env python3
"""Compare newsnorm's decode with chardet, charset-normalizer, chardetng and cchardet in one run.

    pip install newsnorm chardet charset-normalizer chardetng-py faust-cchardet
    python benchmarks/charset.py                   sentences of 24 languages, from the tests
    python benchmarks/charset.py --data FOLDER     your own: UTF-8 files named by language, de.txt

Each language is encoded in the codecs that were used for it and cut to several sizes; then
come UTF-8 with a fault, and speed.  A tool is right if its text is, whatever it calls the
encoding.  Tools that are not installed are left out.  Speeds are ratios within one run.
"""

from __future__ import annotations

import argparse
import random
import runpy
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from newsnorm import decode
from newsnorm._text.codecs import codec

TESTS = Path(__file__).resolve().parent.parent / "tests" / "charset"
LANGUAGES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]
LANGUAGES = runpy.run_path(str(TESTS / "sentences.py"))["LANGUAGES"]

Tool = Callable[[bytes], str | None]
Case = tuple[str, bytes, str]


def by_name(data: bytes, name: str | None) -> str | None:
    """Read bytes as a detector's answer says."""
    for label in (name, (name or "").lower().replace("windows-", "cp").replace("mac", "mac_")):
        try:
            return data.decode(label, "replace") if label else None
        except LookupError:
            continue
    return None


def tools() -> dict[str, Tool]:
    """Return the tools that are installed."""
    found: dict[str, Tool] = {"newsnorm": lambda data: decode(data).text}
    try:
        import chardet

        found["chardet"] = lambda data: by_name(data, chardet.detect(data)["encoding"])
    except ImportError:
        pass
    try:
        import charset_normalizer

        def normalizer(data: bytes) -> str | None:
            best = charset_normalizer.from_bytes(data).best()
            return None if best is None else str(best)

        found["charset-normalizer"] = normalizer
    except ImportError:
        pass
    try:
        import chardetng_py

        found["chardetng"] = lambda data: by_name(data, chardetng_py.detect(data, allow_utf8=True))
    except ImportError:
        pass
    try:
        import cchardet

        found["cchardet"] = lambda data: by_name(data, cchardet.detect(data)["encoding"])
    except ImportError:
        pass
    return found


def texts(folder: Path | None) -> dict[str, list[str]]:
    """Return the lines of each language."""
    if folder is None:
        return {language: list(lines) for language, (_, lines) in LANGUAGES.items()}
    found = {}
    for language in LANGUAGES:
        path = folder / f"{language}.txt"
        if path.exists():
            lines = path.read_text(encoding="utf-8").splitlines()
            found[language] = [line for line in lines if line.strip()]
    return found


def sized(lines: dict[str, list[str]], per: int) -> Iterator[Case]:
    """Yield legacy bytes of several sizes."""
    rng = random.Random(1)
    for language, own in lines.items():
        for name in LANGUAGES[language][0]:
            page = codec(name)
            for size in (12, 30, 80, 250, 1500):
                for _ in range(per):
                    text = ""
                    while len(page.write(text) or b"") < size:
                        text += (" " if text else "") + rng.choice(own)
                        if page.write(text) is None:
                            break
                    while len(page.write(text) or b"") > size:
                        text = text[:-1]
                    data = page.write(text)
                    if data and not data.isascii():
                        yield f"legacy, {size} bytes", data, text


def faulty(lines: dict[str, list[str]], per: int) -> Iterator[Case]:
    """Yield UTF-8 with a fault."""
    rng = random.Random(2)
    for language, own in lines.items():
        page = codec(LANGUAGES[language][0][0])
        for _ in range(per):
            paragraphs = [" ".join(rng.sample(own, min(3, len(own)))) for _ in range(4)]
            text = "\n".join(paragraphs)
            quoted = text + "\nx’s – it"
            raw = quoted.encode().replace("’".encode(), b"\x92")
            yield "UTF-8 with one windows-1252 byte", raw, quoted
            cut = (text + "é").encode()[:-1]
            yield "UTF-8 cut in a character", cut, text
            old = [page.write(paragraph) for paragraph in paragraphs]
            new = [paragraph.encode() for paragraph in paragraphs]
            if None not in old:
                known = [part for part in old if part is not None]
                yield "UTF-8, last paragraph legacy", b"\n".join((*new[:3], known[3])), text
                yield "legacy, last paragraph UTF-8", b"\n".join((*known[:3], new[3])), text


def table(found: dict[str, Tool], cases: list[Case]) -> None:
    """Print the share of texts that each tool reads right."""
    rows: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(found) + 1))
    for label, data, text in cases:
        row = rows[label]
        row[-1] += 1
        for place, tool in enumerate(found.values()):
            try:
                got = tool(data)
            except Exception:  # noqa: BLE001  (a tool that raises has missed)
                got = None
            row[place] += got is not None and got.rstrip("\ufffd") == text
    print(f"{'right, %':34}{'n':>6}" + "".join(f"{name:>20}" for name in found))
    for label, row in rows.items():
        shares = "".join(f"{100 * right / row[-1]:>20.1f}" for right in row[:-1])
        print(f"{label:34}{row[-1]:>6}{shares}")


def speeds(found: dict[str, Tool], lines: dict[str, list[str]], rounds: int) -> None:
    """Print megabytes a second, and how many times as fast as the second tool."""
    kinds = (("de", "utf-8"), ("ru", "utf-8"), ("de", "windows-1252"), ("ru", "windows-1251"))
    print(f"\n{'MB/s (times chardet)':34}" + "".join(f"{name:>20}" for name in found))
    for language, name in (*kinds, ("ja", "shift_jis")):
        if language not in lines:
            continue
        rng = random.Random(3)
        documents = []
        for _ in range(20):
            data = b""
            while len(data) < 4_000:
                data += codec(name).write(rng.choice(lines[language]) + "\n") or b""
            documents.append(data)
        times: defaultdict[str, list[float]] = defaultdict(list)
        for _ in range(rounds):
            for label, tool in found.items():
                start = time.perf_counter()
                for data in documents:
                    tool(data)
                times[label].append(time.perf_counter() - start)
        median = {label: statistics.median(values) for label, values in times.items()}
        size = sum(map(len, documents)) / 1e6
        base = median.get("chardet", median["newsnorm"])
        cells = [f"{size / value:.1f} ({base / value:.1f}x)" for value in median.values()]
        title = f"{language} {name}, 4 KB"
        print(f"{title:34}" + "".join(f"{cell:>20}" for cell in cells))


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, help="folder of UTF-8 files named by language")
    parser.add_argument("--per", type=int, default=5, help="texts of each language, codec, size")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    found, lines = tools(), texts(args.data)
    table(found, [*sized(lines, args.per), *faulty(lines, args.per)])
    speeds(found, lines, args.rounds)


if __name__ == "__main__":
    main()
