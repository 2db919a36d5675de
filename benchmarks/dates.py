#!/usr/bin/env python3
"""Compare newsnorm's dates with dateparser, dateutil, datefinder and htmldate in one run.

    pip install newsnorm babel dateparser python-dateutil datefinder htmldate
    python benchmarks/dates.py                 round trip, machine formats, refusals, speed
    python benchmarks/dates.py --dates 20      more dates for each locale
    python benchmarks/dates.py --data FILE     also a file of JSON lines: text, language,
                                               and year, month, day (absent: no date)

Parsers that are not installed are left out.  Times are ratios within one run, every parser
meeting every string in turn.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import statistics
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

Fields = tuple[int | None, ...]
Parser = Callable[[str, str], Fields | None]
Case = tuple[str, str, Fields | None]

MACHINE = [
    "2025-02-12", "2025-02-12T18:05:07Z", "2025-02-12T18:05:07.123+01:00", "20250212T180507Z",
    "Wed, 12 Feb 2025 18:05:07 +0100", "Wed Feb 12 18:05:07 CET 2025", "2025-02-12 18:05:07",
    "2025-02-12T18-05-07Z", "2025-02-12T18:05:07+02:00CET", "2025-02-12T18:05:07%2B01:00",
    "D:20250212180507+01'00'", "https://example.org/2025/02/12/a.html", 'date = "2025-02-12"',
]  # fmt: skip
NO_DATE = [
    "3:35 min", "18:05", "6 pm", "2:1", "3-2", "24/7", "9/11", "50/50", "$3.50", "1.250 Euro",
    "v2.3.1", "192.168.1.10", "ISBN 978-3-16-148410-0", "+49 30 123456", "2024/25", "The Sun",
    "June Carter", "Art. 5", "12 Kommentare", "G20", "Top 10", "4 min read", "6:4, 7:6", "100m",
]  # fmt: skip


def newsnorm() -> Parser:
    from newsnorm import parse_date

    def call(text: str, language: str) -> Fields | None:
        found = parse_date(text, language=language.replace("_", "-") or None)
        return None if found is None else (found.year, found.month, found.day)

    return call


def dateparser() -> Parser:
    import dateparser as package

    def call(text: str, language: str) -> Fields | None:
        try:
            found = package.parse(
                text, languages=[language.partition("_")[0]] if language else None
            )
        except ValueError:  # a language it does not have
            found = package.parse(text)
        return None if found is None else (found.year, found.month, found.day)

    return call


def dateutil() -> Parser:
    from dateutil import parser

    def call(text: str, language: str) -> Fields | None:
        try:
            found = parser.parse(text, fuzzy=True, dayfirst=not language.startswith("en"))
        except (ValueError, OverflowError, TypeError):
            return None
        return found.year, found.month, found.day

    return call


def datefinder() -> Parser:
    from datefinder import find_dates

    def call(text: str, _language: str) -> Fields | None:
        found = next(iter(find_dates(text)), None)
        return None if found is None else (found.year, found.month, found.day)

    return call


def htmldate() -> Parser:
    from datetime import datetime

    from htmldate.extractors import try_date_expr

    def call(text: str, _language: str) -> Fields | None:
        low, high = datetime(1995, 1, 1), datetime(2040, 1, 1)
        out = try_date_expr(text, "%Y-%m-%d", extensive_search=True, min_date=low, max_date=high)
        return tuple(int(part) for part in out.split("-")) if out else None

    return call


PARSERS = {f.__name__: f for f in (newsnorm, dateparser, dateutil, datefinder, htmldate)}


def locale_cases(count: int, rng: random.Random) -> list[Case]:
    """Return *count* dates in each of Babel's locales, in one of four lengths."""
    from babel import localedata
    from babel.dates import format_date

    cases: list[Case] = []
    for code in localedata.locale_identifiers():
        for _ in range(count):
            day = date(1995, 1, 1) + timedelta(days=rng.randrange(14_000))
            style = rng.choice(("full", "long", "medium", "short"))
            text = format_date(day, style, locale=code)
            cases.append((text, code, (day.year, day.month, day.day)))
    return cases


def rates(parser: Parser, cases: Iterable[Case]) -> tuple[float, float, float]:
    """Return per cent right, wrong and missed."""
    right = wrong = total = 0
    for text, language, wanted in cases:
        total += 1
        try:
            found = parser(text, language)
        except Exception:  # noqa: BLE001  (a peer may raise anything)
            found = None
        if found == wanted:
            right += 1
        elif found is not None:
            wrong += 1
    share = 100 / max(total, 1)
    return right * share, wrong * share, (total - right - wrong) * share


def speeds(parsers: dict[str, Parser], cases: list[Case], rounds: int = 3) -> dict[str, float]:
    """Return the median time of a call in microseconds; the first round does not count."""
    times: dict[str, list[float]] = {name: [] for name in parsers}
    for turn in range(rounds + 1):
        for text, language, _ in cases:
            for name, parser in parsers.items():
                start = time.perf_counter()
                with contextlib.suppress(Exception):
                    parser(text, language)
                if turn:
                    times[name].append(time.perf_counter() - start)
    return {name: 1e6 * statistics.median(spent) for name, spent in times.items()}


def load() -> dict[str, Parser]:
    """Return the parsers that can be imported."""
    ready = {}
    for name, make in PARSERS.items():
        try:
            ready[name] = make()
        except ImportError:
            print(f"# {name} is not installed")
    return ready


def own_cases(path: Path) -> list[Case]:
    """Read cases from JSON lines."""
    cases: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        wanted = tuple(row[f] for f in ("year", "month", "day") if row.get(f) is not None)
        cases.append((row["text"], row.get("language") or "", wanted if len(wanted) == 3 else None))
    return cases


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--dates", type=int, default=2, help="dates for each locale")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--data", type=Path, help="a file of JSON lines")
    arguments = options.parse_args()
    warnings.filterwarnings("ignore")
    rng = random.Random(arguments.seed)
    parsers = load()
    sets: dict[str, list[Case]] = {
        "all locales": locale_cases(arguments.dates, rng),
        "machine formats": [(text, "en", (2025, 2, 12)) for text in MACHINE],
        "no date": [(text, "en", None) for text in NO_DATE],
    }
    if arguments.data:
        sets[arguments.data.name] = own_cases(arguments.data)
    for title, cases in sets.items():
        print(
            f"\n{title}: {len(cases)} strings\n{'':14}{'right %':>9}{'wrong %':>9}{'missed %':>10}"
        )
        for name, parser in parsers.items():
            right, wrong, missed = rates(parser, cases)
            print(f"{name:14}{right:9.1f}{wrong:9.1f}{missed:10.1f}")
    sample = rng.sample(sets["all locales"], 200)
    spent = speeds(parsers, sample)
    slowest = max(spent.values())
    print(f"\nspeed on {len(sample)} strings: times as fast as the slowest")
    for name, value in sorted(spent.items(), key=lambda pair: pair[1]):
        print(f"{name:14}{slowest / value:9.1f}")


if __name__ == "__main__":
    main()
