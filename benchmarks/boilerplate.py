#!/usr/bin/env python3
"""Compare boilerplate removal with line filters, on plain text, in one run.

    python benchmarks/boilerplate.py                   # speed only, on made-up pages
    python benchmarks/boilerplate.py --data FOLDER     # figures on pages of your own
    python benchmarks/boilerplate.py --speed           # only how fast it is against trafilatura

FOLDER holds ``*.jsonl.gz``: a page a record, with ``text`` (a block of the page a line), ``gold``
(list: the paragraphs of the article) and ``language``.  Peers: identity; the line rules of C4;
jusText with each line as a paragraph and trafilatura on the lines as HTML, where installed.

F1 is of words against the gold, the mean over pages; lost % are the article's lines that are gone,
left % the other lines that are still there.  Times are ratios: all tools run in one process.

The speed is that of the text of a page, and of its article alone, against trafilatura's
extraction of the same article from HTML: the lines as bare paragraphs, which is the least that a
page can be, and the page as sites serve it, with scripts, styles, and a menu around it
(``--chrome`` kB of that).  Every text is met once, so that
nothing is remembered from one run to the next; time is that of the thread.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.util
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from newsnorm import strip_boilerplate

Tool = Callable[[str, str | None], str]
WORD = re.compile(r"[\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")
WARM = 20
"""So many texts go first, unmeasured, so that what is loaded once is loaded."""
SENTENCE_ENDS = (".", "?", "!", '"', "'")


def identity(text: str, _language: str | None) -> str:
    return text


def c4(text: str, _language: str | None) -> str:
    """Lines of three words or more that end like a sentence (Raffel et al. 2020)."""
    lines = text.splitlines()
    kept = [x for x in lines if x.rstrip().endswith(SENTENCE_ENDS) and len(x.split()) >= 3]
    return "\n".join(kept)


def cautious(text: str, language: str | None) -> str:
    return strip_boilerplate(text, language=language).text


def thorough(text: str, language: str | None) -> str:
    return strip_boilerplate(text, language=language, thorough=True).text


def as_html(text: str) -> str:
    body = "".join(f"<p>{escape(line)}</p>\n" for line in text.splitlines())
    return f"<html><body><article>{body}</article></body></html>"


def justext_lines(text: str, _language: str | None) -> str:
    justext = importlib.import_module("justext")

    found = justext.justext(as_html(text), frozenset(), stopwords_low=0, stopwords_high=0)
    return "\n".join(part.text for part in found if not part.is_boilerplate)


def trafilatura_lines(text: str, _language: str | None) -> str:
    trafilatura = importlib.import_module("trafilatura")

    return str(trafilatura.extract(as_html(text)) or "")


TOOLS: dict[str, Tool] = {
    "newsnorm": cautious,
    "newsnorm, thorough": thorough,
    "identity": identity,
    "c4": c4,
}
PEERS: dict[str, tuple[str, Tool]] = {
    "jusText on lines": ("justext", justext_lines),
    "trafilatura on lines": ("trafilatura", trafilatura_lines),
}


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def score(text: str, output: str, gold: list[str]) -> tuple[float, int, int, int, int]:
    """F1 of words; body lines lost, body lines, other lines left, other lines."""
    want, got = Counter(words(" ".join(gold))), Counter(words(output))
    hit = sum((want & got).values())
    f1 = 2 * hit / (sum(want.values()) + sum(got.values())) if hit else 0.0
    body = {tuple(words(paragraph)) for paragraph in gold}
    kept = {tuple(words(line)) for line in output.splitlines()}
    lines = [tuple(words(line)) for line in text.splitlines() if words(line)]
    inside = [line for line in lines if line in body]
    outside = [line for line in lines if line not in body]
    lost, left = sum(x not in kept for x in inside), sum(x in kept for x in outside)
    return f1, lost, len(inside), left, len(outside)


def made_up() -> Iterator[dict[str, Any]]:
    story = "The council of town {n} voted on Monday to rebuild wall {m}, damaged by two storms."
    for n in range(60):
        gold = [story.format(n=n, m=m) + f" It will cost {n + m} million." for m in range(12)]
        head = ["Home", "World", "Politics", "By Jane Example", "12 March 2024, 14:05", "Share"]
        foot = ["Most read", "Storm hits the coast", "Privacy policy", "© 2024 Example Post"]
        yield {"text": "\n".join([*head, *gold, *foot]), "gold": gold, "language": "en"}


def served(text: str, chrome: int) -> str:
    """The page as a site serves it: the text within *chrome* kB of scripts, styles and menus."""
    script = (
        "<script>window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(1)}</script>"
    )
    style = "<style>.teaser__title{font-size:1.1rem;line-height:1.3;margin:0 0 .5rem}</style>"
    entry = '<li class="nav__item"><a href="/section/{n}" data-track="nav">Section {n}</a></li>'
    size = 1_000 * chrome
    menu = "".join(entry.format(n=n) for n in range(size // 5 // len(entry)))
    head = script * (size // 2 // len(script)) + style * (size // 4 // len(style))
    body = "".join(f'<p class="article__text">{escape(line)}</p>' for line in text.splitlines())
    return (
        f"<!doctype html><html><head><title>News</title>{head}</head><body>"
        f"<nav><ul>{menu}</ul></nav><main><article>{body}</article></main></body></html>"
    )


def speed(pages: list[dict[str, Any]], chrome: int) -> None:
    """Print the time for a text and for a kB of it, and how many times faster it is."""
    trafilatura = importlib.import_module("trafilatura")
    kinds = {
        "the article alone": list({"\n".join(page["gold"]): True for page in pages}),
        "the text of the page": list({page["text"]: True for page in pages}),
    }
    print(f"\n{'':22} chars  ms/text   ms/kB   times faster than trafilatura")
    print(f"{'':47}on bare paragraphs   on {chrome} kB of HTML")
    for kind, texts in kinds.items():
        runs: tuple[tuple[Callable[[str], object], list[str]], ...] = (
            (strip_boilerplate, texts),
            (trafilatura.extract, [as_html(text) for text in texts]),
            (trafilatura.extract, [served(text, chrome) for text in texts]),
        )
        spent = []
        for tool, inputs in runs:
            for one in inputs[:WARM]:
                tool(one)
            start = time.thread_time()
            for one in inputs[WARM:]:
                tool(one)
            spent.append(1000 * (time.thread_time() - start) / max(1, len(inputs) - WARM))
        size = sum(map(len, texts)) / len(texts)
        own, bare, whole = spent
        print(
            f"{kind:22} {size:5.0f} {own:8.3f} {1000 * own / size:7.3f}"
            f" {bare / own:14.1f} {whole / own:20.1f}"
        )


def load(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8", errors="surrogatepass", newline="\n") as rows:
            yield from map(json.loads, rows)


def compare(pages: list[dict[str, Any]]) -> None:
    """Print what each tool keeps and loses."""
    tools = dict(TOOLS)
    for name, (package, tool) in PEERS.items():
        if importlib.util.find_spec(package):
            tools[name] = tool
        else:
            print(f"# {name} skipped: {package} is not installed")
    print(f"{len(pages)} pages\n{'':22}     F1   lost %   left %   ms/page")
    for name, tool in tools.items():
        tool(pages[0]["text"], pages[0]["language"])  # loads what it needs
        start = time.perf_counter()
        outputs = [tool(page["text"], page["language"]) for page in pages]
        spent = 1000 * (time.perf_counter() - start) / len(pages)
        rows = [score(p["text"], out, p["gold"]) for p, out in zip(pages, outputs, strict=True)]
        f1, lost, body, left, other = (sum(column) for column in zip(*rows, strict=True))
        print(
            f"{name:22} {f1 / len(pages):6.3f} {100 * lost / max(1, body):8.2f}"
            f" {100 * left / max(1, other):8.1f} {spent:9.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, help="a folder with pages, as *.jsonl.gz")
    parser.add_argument("--speed", action="store_true", help="only the speed")
    parser.add_argument("--chrome", type=int, default=200, metavar="KB", help="HTML around a page")
    args = parser.parse_args()
    pages = list(load(args.data) if args.data else made_up())
    if not args.speed:
        compare(pages)
    if importlib.util.find_spec("trafilatura"):
        speed(pages, args.chrome)


if __name__ == "__main__":
    main()
