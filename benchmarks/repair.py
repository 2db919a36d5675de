#!/usr/bin/env python3
"""Compare newsnorm's repair with ftfy and plsfix in one run.

    pip install newsnorm ftfy plsfix
    python benchmarks/repair.py                   sentences of 23 languages, from the tests
    python benchmarks/repair.py --data FOLDER     your own: UTF-8 files named by language, de.txt

Clean paragraphs are garbled in every way that the tests know: UTF-8 read in 13 codecs, in
two layers, in one paragraph of three, legacy codecs read in one another, with bytes lost.
A paragraph counts if it is restored exactly; clean paragraphs that are changed count against
a tool.  plsfix straightens quotation marks: it is compared without them.  Tools that are not
installed are left out.  Speeds are ratios of processor time within one run.
"""

from __future__ import annotations

import argparse
import runpy
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from newsnorm import repair

TESTS = Path(__file__).resolve().parent.parent / "tests" / "mojibake" / "sentences.py"
_NAMES = runpy.run_path(str(TESTS))
CLEAN: dict[str, tuple[str, ...]] = _NAMES["CLEAN"]
CODECS: tuple[str, ...] = _NAMES["UTF8_CODECS"]
RARE: tuple[str, ...] = _NAMES["RARE_CODECS"]
LEGACY: tuple[tuple[str, str, tuple[str, ...]], ...] = _NAMES["LEGACY"]
misread: Callable[..., str | None] = _NAMES["misread"]

Tool = Callable[[str], str]
Document = tuple[list[str], list[str]]
_STRAIGHT = str.maketrans("“”„‟‘’‚‛", "\"\"\"\"''''")


def tools() -> dict[str, Tool]:
    """Return the tools that are installed."""
    found: dict[str, Tool] = {"newsnorm": lambda text: repair(text).text}
    try:
        import ftfy
    except ImportError:
        pass
    else:
        plain = ftfy.TextFixerConfig(
            unescape_html=False,
            remove_terminal_escapes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            uncurl_quotes=False,
            fix_line_breaks=False,
            fix_surrogates=False,
            remove_control_chars=False,
            normalization=None,
            explain=False,
        )
        found["ftfy"] = lambda text: ftfy.fix_text(text, plain)
    try:
        import plsfix
    except ImportError:
        pass
    else:
        found["plsfix"] = plsfix.fix_text
    return found


def whole(texts: dict[str, list[str]], *steps: str) -> Iterator[Document]:
    """Yield documents garbled from end to end."""
    for lines in texts.values():
        pairs = [
            (line, got) for line in lines if (got := misread(line, *steps)) not in (None, line)
        ]
        if pairs:
            yield [line for line, _ in pairs], [str(got) for _, got in pairs]


def in_part(texts: dict[str, list[str]], codec: str) -> Iterator[Document]:
    """Yield documents with one paragraph of three garbled."""
    for lines in texts.values():
        got = [
            (misread(line, "utf-8", codec) or line) if index % 3 == 0 else line
            for index, line in enumerate(lines)
        ]
        yield lines, got


def lossy(texts: dict[str, list[str]], old: str, new: str) -> Iterator[Document]:
    """Yield documents garbled, with a character replaced after that."""
    for want, got in whole(texts, "utf-8", "cp1252"):
        pairs = [(w, g.replace(old, new)) for w, g in zip(want, got, strict=True) if old in g]
        if pairs:
            yield [w for w, _ in pairs], [g for _, g in pairs]


def cases(texts: dict[str, list[str]]) -> Iterator[tuple[str, Iterator[Document]]]:
    """Yield what is measured."""
    for codec in CODECS:
        yield f"utf-8 read as {codec}", whole(texts, "utf-8", codec)
    for codec in RARE:
        yield f"utf-8 read as {codec}, seldom met", whole(texts, "utf-8", codec)
    for codec in ("cp1252", "mac_roman", "cp437"):
        yield f"utf-8 read as {codec}, twice", whole(texts, "utf-8", codec, "utf-8", codec)
    for codec in ("cp1252", "mac_roman", "koi8-r"):
        yield f"one paragraph of three in {codec}", in_part(texts, codec)
    for was, read_as, languages in LEGACY:
        some = {language: texts[language] for language in languages if language in texts}
        yield f"{was} read as {read_as}", whole(some, was, read_as)
    yield "cp1252, no-break space to space", lossy(texts, "\xa0", " ")
    yield "cp1252, soft hyphen lost", lossy(texts, "\xad", "")
    yield "clean", ((lines, lines) for lines in texts.values())


def same(want: str, got: str, tool: str) -> bool:
    """Compare two paragraphs, for plsfix without the form of the quotation marks."""
    if tool == "plsfix":
        want, got = (unicodedata.normalize("NFKC", x.translate(_STRAIGHT)) for x in (want, got))
    return unicodedata.normalize("NFC", want) == unicodedata.normalize("NFC", got)


def accuracy(found: dict[str, Tool], texts: dict[str, list[str]]) -> None:
    """Print the share of paragraphs that each tool restores, and the clean ones it changes."""
    print(f"{'paragraphs restored, %':36}{'n':>6}" + "".join(f"{name:>12}" for name in found))
    for label, documents in cases(texts):
        right, hurt, total = dict.fromkeys(found, 0), dict.fromkeys(found, 0), 0
        for want, got in documents:
            total += sum(w != g or label == "clean" for w, g in zip(want, got, strict=True))
            for name, tool in found.items():
                fixed = tool("\n".join(got)).split("\n")
                fixed = fixed if len(fixed) == len(want) else [""] * len(want)
                for w, g, f in zip(want, got, fixed, strict=True):
                    good = same(w, f, name)
                    right[name] += good and (w != g or label == "clean")
                    hurt[name] += w == g and not good
        if not total:
            continue
        cells = [
            f"{100 * right[name] / total:.1f}" + (f" -{hurt[name]}" if hurt[name] else "")
            for name in found
        ]
        print(f"{label:36}{total:>6}" + "".join(f"{cell:>12}" for cell in cells))


def speed(found: dict[str, Tool], texts: dict[str, list[str]], rounds: int) -> None:
    """Print megabytes a second, and how many times as fast as the first other tool."""
    base = next((name for name in found if name != "newsnorm"), "newsnorm")
    print(f"\n{'MB/s (times ' + base + ')':36}" + "".join(f"{name:>18}" for name in found))
    for label, language, steps in (
        ("clean, en", "en", ()),
        ("clean, de", "de", ()),
        ("clean, ru", "ru", ()),
        ("clean, zh", "zh", ()),
        ("de, utf-8 read as cp1252", "de", ("utf-8", "cp1252")),
        ("de, utf-8 read as mac_roman", "de", ("utf-8", "mac_roman")),
        ("ru, utf-8 read as cp1251", "ru", ("utf-8", "cp1251")),
        ("zh, utf-8 read as cp1252", "zh", ("utf-8", "cp1252")),
    ):
        lines = texts.get(language, [])
        if not lines:
            continue
        text = "\n".join(lines * 40)[:4_000].rsplit("\n", 1)[0]
        text = misread(text, *steps) or text
        times: dict[str, list[float]] = {name: [] for name in found}
        for _ in range(rounds):
            for name, tool in found.items():
                start = time.process_time()
                tool(text)
                times[name].append(time.process_time() - start)
        took = {name: statistics.median(values) for name, values in times.items()}
        size = len(text.encode("utf-8")) / 1e6
        cells = [f"{size / took[name]:.1f} ({took[base] / took[name]:.1f}x)" for name in found]
        print(f"{label:36}" + "".join(f"{cell:>18}" for cell in cells))


def main() -> None:
    """Read the arguments and run everything."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="a folder of UTF-8 files named by language")
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--speed-only", action="store_true", help="leave the accuracy out")
    arguments = parser.parse_args()
    texts = {language: list(lines) for language, lines in CLEAN.items()}
    if arguments.data:
        texts = {
            path.stem: [line for line in path.read_text("utf-8").split("\n") if line.strip()]
            for path in sorted(arguments.data.glob("*.txt"))
        }
    found = tools()
    if not arguments.speed_only:
        accuracy(found, texts)
    speed(found, texts, arguments.rounds)


if __name__ == "__main__":
    main()
