#!/usr/bin/env python3
"""Compare newsnorm's language detection with langdetect, py3langid, pycld2 and lingua in one run.

    pip install newsnorm langdetect py3langid pycld2 lingua-language-detector eld==1.0.6
    python benchmarks/language.py                  accuracy and speed on eld's sample sentences
    python benchmarks/language.py --data FILE      on a file of JSON lines: text, language
    python benchmarks/language.py --each 50        texts of each language (default 20)

Detectors that are not installed are left out.  A language counts as right by its base
(zh-Hant is zh); accuracy is the mean over the languages.  Times are ratios within one run:
the detectors take turns on blocks of texts that none of them has met, and the median of the
blocks counts.  Headlines are texts cut at a word to 80 characters, paragraphs and articles are
texts of one language joined to 400 and 1,900.  The sentences of eld are among newsnorm's
sources (one in a thousand of its letters for most languages): read the accuracy there as an
upper end, and bring your own texts for your own decision.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

Detector = Callable[[str], str]
SIZES = {"headline": 80, "paragraph": 400, "article": 1900}  # characters
BLOCKS, BLOCK = 7, 30  # turns, and texts that a detector meets in one
BATCH = 400  # texts that the call for many meets in a turn
ALIAS = {"iw": "he", "no": "nb", "nn": "nb", "cmn": "zh", "fil": "tl"}


def base(tag: str) -> str:
    head = tag.replace("_", "-").split("-")[0].lower()
    return ALIAS.get(head, head)


def newsnorm() -> Detector:
    from newsnorm import detect_language

    return lambda text: detect_language(text).tag


def langdetect() -> Detector:
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0

    def call(text: str) -> str:
        try:
            return str(detect(text))
        except LangDetectException:
            return ""

    return call


def py3langid() -> Detector:
    from py3langid import classify

    return lambda text: str(classify(text)[0])


def pycld2() -> Detector:
    import pycld2 as package

    def call(text: str) -> str:
        try:
            return str(package.detect(text, isPlainText=True, bestEffort=True)[2][0][1])
        except package.error:
            return ""

    return call


def lingua() -> Detector:
    from lingua import LanguageDetectorBuilder

    detector = LanguageDetectorBuilder.from_all_languages().build()

    def call(text: str) -> str:
        found = detector.detect_language_of(text)
        return "" if found is None else found.iso_code_639_1.name.lower()

    return call


def texts_of(path: Path | None, each: int) -> list[tuple[str, str]]:
    """Return texts with their languages, at most *each* of a language."""
    if path is None:
        import eld

        path = Path(eld.__file__).parent / "tests" / "data" / "big-test.txt"
        lines = path.read_text(encoding="utf-8", errors="ignore").split("\n")
        pairs = [tuple(line.split("\t", 1)) for line in lines if "\t" in line]
    else:
        records = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        pairs = [(r["language"], r["text"]) for r in records]
    seen: dict[str, int] = defaultdict(int)
    out = []
    for language, text in pairs:
        seen[language] += 1
        if seen[language] <= each:
            out.append((text, base(language)))
    return out


def accuracy(detectors: dict[str, Detector], texts: list[tuple[str, str]]) -> dict[str, float]:
    out = {}
    for name, detector in detectors.items():
        hits: dict[str, list[bool]] = defaultdict(list)
        for text, language in texts:
            hits[language].append(base(detector(text)) == language)
        out[name] = statistics.fmean(statistics.fmean(v) for v in hits.values())
    return out


def sized(texts: list[tuple[str, str]], size: int) -> list[str]:
    """Make texts of about *size* characters, those of all languages mixed."""
    by_language: dict[str, list[str]] = defaultdict(list)
    for text, language in texts:
        parts = by_language[language]
        if size <= 80:
            parts.append(text[:size].rsplit(" ", 1)[0])
        elif parts and len(parts[-1]) + len(text) / 2 < size:
            parts[-1] += " " + text
        else:
            parts.append(text)
    out = [text for parts in by_language.values() for text in parts]
    return sorted(out, key=lambda text: hashlib.sha1(text.encode()).digest())


def one_by_one(detector: Detector) -> Callable[[list[str]], object]:
    return lambda texts: [detector(text) for text in texts]


def seconds(call: Callable[[list[str]], object], texts: list[str]) -> float:
    """Processor time a text."""
    start = time.process_time()
    call(texts)
    return (time.process_time() - start) / len(texts)


def speed(detectors: dict[str, Detector], texts: list[str]) -> dict[str, float]:
    """Texts in the same time as a multiple of the reference's: the median of the turns."""
    times: dict[str, list[float]] = defaultdict(list)
    size = min(BLOCK, len(texts) // (BLOCKS + 1))
    for turn in range(BLOCKS + 1):
        start = turn * size
        for name, detector in detectors.items():
            times[name].append(seconds(one_by_one(detector), texts[start : start + size]))
        if "newsnorm" in detectors:
            from newsnorm import detect_language_batch

            many = (texts[start:] + texts)[:BATCH]
            times[MANY].append(seconds(detect_language_batch, many))
    reference = times["langdetect"] if "langdetect" in times else next(iter(times.values()))
    return {  # the first turn warms up
        name: statistics.median(a / b for a, b in zip(reference[1:], took[1:], strict=True))
        for name, took in times.items()
    }


MANY = "newsnorm, in a batch"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--data", type=Path)
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--only", nargs="+", default=[])
    args = parser.parse_args()
    texts = texts_of(args.data, args.each)
    detectors: dict[str, Detector] = {}
    for factory in (newsnorm, langdetect, py3langid, pycld2, lingua):
        if args.only and factory.__name__ not in args.only:
            continue
        try:
            detector = factory()
            detector("A sentence that loads the model.")
            detectors[factory.__name__] = detector
        except ImportError as error:
            print(f"{factory.__name__} is left out: {error}")
    right = accuracy(detectors, texts)
    ratios = {name: speed(detectors, sized(texts, size)) for name, size in SIZES.items()}
    print(f"{len(texts)} texts, {len({language for _, language in texts})} languages")
    reference = "langdetect" if "langdetect" in detectors else next(iter(detectors), "")
    print(f"{'':22}accuracy" + "".join(f"{name:>12}" for name in SIZES) + f"   x {reference}")
    for name in [*detectors, MANY]:
        if name in ratios["headline"]:
            share = f"{right[name]:8.3f}" if name in right else " " * 8
            cells = "".join(f"{ratios[size][name]:11.1f}x" for size in SIZES)
            print(f"{name:22}{share}{cells}")


if __name__ == "__main__":
    main()
