#!/usr/bin/env python3
"""Compare newsnorm's language detection with langdetect, py3langid, pycld2 and lingua in one run.

    pip install newsnorm langdetect py3langid pycld2 lingua-language-detector eld==1.0.6
    python benchmarks/language.py                  accuracy and speed on eld's sample sentences
    python benchmarks/language.py --data FILE      on a file of JSON lines: text, language
    python benchmarks/language.py --each 50        texts of each language (default 20)

Detectors that are not installed are left out.  A language counts as right by its base
(zh-Hant is zh); accuracy is the mean over the languages.  Times are ratios within one run,
the detectors taking turns on blocks of texts.  The sentences of eld are among newsnorm's sources
(one in a thousand of its letters for most languages): read the figures there as an upper
end, and bring your own texts for your own decision.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

Detector = Callable[[str], str]
BLOCK = 40  # texts that a detector meets before the next one takes its turn
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
    hits: dict[str, dict[str, list[bool]]] = {n: defaultdict(list) for n in detectors}
    times: dict[str, list[float]] = {n: [] for n in detectors}
    for begin in range(0, len(texts), BLOCK):
        for name, detector in detectors.items():
            for text, language in texts[begin : begin + BLOCK]:
                start = time.perf_counter()
                found = detector(text)
                times[name].append(time.perf_counter() - start)
                hits[name][language].append(base(found) == language)
    print(f"{len(texts)} texts, {len({language for _, language in texts})} languages")
    slowest = sum(times.get("langdetect", next(iter(times.values()))))
    for name in detectors:
        accuracy = statistics.fmean(statistics.fmean(v) for v in hits[name].values())
        print(f"{name:12} accuracy {accuracy:.3f}   speed {slowest / sum(times[name]):6.1f}x")
    if "newsnorm" in detectors:
        from newsnorm import detect_language_batch

        start = time.perf_counter()
        detect_language_batch([text for text, _ in texts])
        print(f"{'  in a batch':31} speed {slowest / (time.perf_counter() - start):6.1f}x")


if __name__ == "__main__":
    main()
