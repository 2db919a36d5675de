"""How fast newsnorm is against the naive pipeline, and where its time goes.

The naive pipeline calls charset-normalizer, ftfy, langdetect, dateparser and
datasketch as their READMEs show, one after the other; newsnorm runs
``normalize_many`` and ``deduplicate``.  Both see the same bytes, on one core, in one
run, in turns; the figure is the ratio, of processor time, so that what else the
machine does counts little.  dateparser is measured twice: on a
date that somebody has already found (``parse``), and finding it in the text
(``search_dates``), which is what newsnorm does.

    python benchmarks/pipeline.py                 documents made by this script
    python benchmarks/pipeline.py --data FOLDER   your own, in any format newsnorm reads
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, ClassVar, Self

from newsnorm import Article
from newsnorm.formats import read_many
from newsnorm.formats.document import RawDocument

CHARS = 3_000
"""The length of a made document: a usual article."""

VOCABULARIES = {
    "de": "der die das und nicht ein eine über für Straße Bürger Stadt Rat hat wird werden am "
    "Montag Häuser gebaut Menschen Woche größte Jahr sagte Sprecher Regierung Öffentlichkeit",
    "fr": "le la les des une été après ville conseil déclaré lundi président gouvernement année "
    "élections maison où très jusqu'à première écoles région travaux français société dernière",
    "en": "the a of and to in that it was said on council city Monday government people new week "
    "report officials would more first years house public company market minister after two",
    "ru": "и в не на что по он это из за как город совет сказал понедельник новый год люди "
    "правительство школа работа компания рынок министр после первый неделя область большой",
    "es": "el la los que y en una para con ciudad año niños según españa gobierno lunes ayer dijo "
    "más también país después consejo presidente obras calle sesión pública primera",
}
_HERE, _THERE = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
_PARALLEL_ROUNDS = 4
OPENINGS = ("Date: 2025-02-{day:02d}\nTitle: {title}\n\n", "{title}\n\n")


def made(count: int, *, seed: int = 8) -> Iterator[bytes]:
    """Make documents of running text in five languages, a fifth garbled, a tenth copied.

    One in ten of the garbled ones has lost letters as well.
    """
    chance = random.Random(seed)
    kept: list[str] = []
    for number in range(count):
        if kept and number % 10 == 9:
            yield chance.choice(kept).replace(". ", ".\n", 1).encode()
            continue
        words = VOCABULARIES[chance.choice(sorted(VOCABULARIES))].split()
        title = " ".join(chance.choices(words, k=7)).capitalize()
        text = chance.choice(OPENINGS).format(day=1 + number % 28, title=title)
        while len(text) < CHARS:
            size = chance.randint(8, 20)
            end = ".\n\n" if chance.random() < 0.2 else ". "
            text += " ".join(chance.choices(words, k=size)).capitalize() + end
        if number % 5 == 4:
            text = garbled(text, losses=number % 50 == 4)
        kept = [*kept[-50:], text]
        yield text.encode("utf-8")


def garbled(text: str, *, losses: bool) -> str:
    """Read UTF-8 as windows-1252, as browsers do, or as programs that lose what it has not."""
    if losses:
        return text.encode().decode("cp1252", "replace")
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def given(paths: list[str]) -> Iterator[bytes]:
    """Yield the user's documents as bytes."""
    for document in read_many(paths, extractor="blocks", on_error="yield"):
        if document.error is None:
            yield _bytes(document)


def _bytes(document: RawDocument) -> bytes:
    if document.raw is not None:
        return document.raw
    headline = str(document.fields.get("headline", ""))
    return f"{headline}\n\n{document.text}".encode("utf-8", "replace")


class Naive:
    """The packages, one after the other; seconds of each are added up."""

    def __init__(self, *, search: bool) -> None:
        import dateparser
        import dateparser.search
        import ftfy
        import langdetect
        from charset_normalizer import from_bytes
        from datasketch import MinHash, MinHashLSH

        langdetect.DetectorFactory.seed = 0
        self.name = "search_dates" if search else "parse"
        self.seconds: dict[str, float] = {}
        self._from_bytes, self._fix, self._detect = from_bytes, ftfy.fix_text, langdetect.detect
        self._no_language = langdetect.LangDetectException
        self._date = dateparser.search.search_dates if search else dateparser.parse
        self._search, self._minhash = search, MinHash
        self._lsh = MinHashLSH(threshold=0.5, num_perm=128)
        self._count = 0

    def __call__(self, data: bytes) -> None:
        best = self._timed("charset-normalizer", lambda: self._from_bytes(data).best())
        text = self._timed("ftfy", lambda: self._fix(str(best)))
        self._timed("langdetect", lambda: self._language(text))
        what = text if self._search else "2025-02-12"
        self._timed("dateparser", lambda: self._date(what))
        self._timed("datasketch", lambda: self._near(text))

    def _language(self, text: str) -> str | None:
        try:
            return str(self._detect(text))
        except self._no_language:
            return None

    def _near(self, text: str) -> None:
        sketch = self._minhash(num_perm=128)
        words = text.split()
        for start in range(max(1, len(words) - 4)):
            sketch.update(" ".join(words[start : start + 5]).encode("utf8"))
        self._lsh.query(sketch)
        self._lsh.insert(str(self._count), sketch)
        self._count += 1

    def _timed(self, name: str, call: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = call()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start
        return result


class Shares:
    """Seconds of each stage inside of ``normalize_many``, by timing the calls it makes."""

    STAGES: ClassVar = {
        "charset": ("stages", "decode"),
        "mojibake": ("stages", "repair"),
        "envelope": ("stages", "split_envelope"),
        "envelope: further down": ("headline", "find_headline"),
        "boilerplate": ("stages", "strip_boilerplate"),
        "language": ("stages", "detect_language_batch"),
        "dates: parse": ("dating", "parse_date"),
        "dates: find": ("dating", "find_dates"),
    }

    def __init__(self) -> None:
        from newsnorm.pipeline import dating, headline, stages

        self.seconds = dict.fromkeys(self.STAGES, 0.0)
        self._homes = {"stages": stages, "headline": headline, "dating": dating}

    def __enter__(self) -> Self:
        self._plain = {
            stage: getattr(self._homes[home], name) for stage, (home, name) in self.STAGES.items()
        }
        for stage, (home, name) in self.STAGES.items():
            setattr(self._homes[home], name, self._timer(stage, self._plain[stage]))
        return self

    def __exit__(self, *_: object) -> None:
        for stage, (home, name) in self.STAGES.items():
            setattr(self._homes[home], name, self._plain[stage])

    def _timer(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return call(*args, **options)
            finally:
                self.seconds[stage] += time.process_time() - start

        return timed


def normalized(documents: list[bytes]) -> list[Article]:
    """Return the articles of *documents*."""
    from newsnorm import normalize_many

    return [result for result in normalize_many(documents) if isinstance(result, Article)]


def ours(documents: list[bytes]) -> float:
    """Return the seconds that newsnorm takes for *documents*."""
    from newsnorm import deduplicate

    start = time.process_time()
    deduplicate(normalized(documents), relations="near")
    return time.process_time() - start


def theirs(documents: list[bytes], naive: Naive) -> float:
    """Return the seconds that the naive pipeline takes for *documents*."""
    start = time.process_time()
    for data in documents:
        naive(data)
    return time.process_time() - start


def shares(first: list[bytes], documents: list[bytes]) -> dict[str, float]:
    """Return the seconds of each stage of newsnorm for *documents*, after the *first* ones.

    In a long run most words of a text have been seen before, and are remembered.
    """
    from newsnorm import deduplicate

    normalized(first)
    with Shares() as timed:
        start = time.process_time()
        articles = normalized(documents)
        whole = time.process_time() - start
    start = time.process_time()
    deduplicate(articles, relations="near")
    found = time.process_time() - start
    rest = whole - sum(timed.seconds.values())
    return {**timed.seconds, "the rest of normalize_many": rest, "deduplicate": found}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--data", nargs="*", default=[], help="files or folders of documents")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--searched", type=int, default=20, help="documents for search_dates")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shares-only", action="store_true", help="leave the packages out")
    options = parser.parse_args()
    source = given(options.data) if options.data else made(options.documents)
    documents = list(islice(source, options.documents))
    chars = statistics.mean(map(len, documents))
    print(f"{len(documents)} documents of {chars:,.0f} bytes on average")
    ours(documents[:20])  # what is loaded at first use
    if not options.shares_only:
        _compare(documents, options.searched, options.rounds)
    half = len(documents) // 2
    found = shares(documents[:half], documents[half:])
    total = sum(found.values())
    count = len(documents) - half
    print(f"\nnewsnorm: {count / total:,.0f} documents a second of processor time")
    for stage, seconds in sorted(found.items(), key=lambda item: -item[1]):
        each = 1e6 * seconds / count
        print(f"  {stage:24} {100 * seconds / total:5.1f} %  {each:8.0f} µs a document")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    whose = "newsnorm" if options.shares_only else "newsnorm and the packages"
    print(f"peak memory of this process, with {whose}: {peak:,.0f} MB")
    _parallel(documents)
    return 0


def _parallel(documents: list[bytes]) -> None:
    """Print what two processes cost beside the work itself."""
    from newsnorm import normalize_many

    def spent() -> tuple[float, float]:
        here, there = (resource.getrusage(who) for who in (_HERE, _THERE))
        return here.ru_utime + here.ru_stime, there.ru_utime + there.ru_stime

    cost = {}
    for jobs in (1, 2):
        before = spent()
        for _ in normalize_many(documents * _PARALLEL_ROUNDS, jobs=jobs):
            pass
        cost[jobs] = [1e6 * (b - a) for a, b in zip(before, spent(), strict=True)]
    count = len(documents) * _PARALLEL_ROUNDS
    one, (sending, work) = sum(cost[1]) / count, (value / count for value in cost[2])
    print(
        f"processor time a document: {one:,.0f} µs in one process; in two, {work:,.0f} µs in "
        f"the workers and {sending:,.0f} µs to send it there and back"
    )


def _compare(documents: list[bytes], searched: int, rounds: int) -> None:
    for search, part in ((False, documents), (True, documents[:searched])):
        naive = Naive(search=search)
        ratios = []
        for _ in range(rounds):
            mine, other = ours(part), theirs(part, naive)
            ratios.append(other / mine)
        seconds = sum(naive.seconds.values())
        parts = ", ".join(
            f"{name} {100 * value / seconds:.0f} %" for name, value in naive.seconds.items()
        )
        middle = statistics.median(ratios)
        print(
            f"naive with dateparser.{naive.name}: {middle:.1f} times newsnorm's time "
            f"({min(ratios):.1f} to {max(ratios):.1f}); {parts}"
        )


if __name__ == "__main__":
    sys.exit(main())
