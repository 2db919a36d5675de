"""Build ``newsnorm/mojibake/data/words.bin``, the commonest words of each language.

    python scripts/build_word_lists.py --out FILE

Needs the packages ``wordfreq`` 3.1.1, ``pythainlp`` 5.4.0 and
``opencc-python-reimplemented`` 0.1.7; takes some seconds.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.util
import json
import lzma
import math
import unicodedata
from itertools import takewhile
from pathlib import Path

import msgpack
from opencc import OpenCC

MAGIC = b"newsnorm words 1\n"
MOST = 20_000
"""Words of a language: with 60,000 it completes no more of the lost letters."""
STEP = 4
"""Centibels (hundredths of a factor of ten) that one step of a cost stands for."""
LANGUAGES = (
    "ar bg bn ca cs da de el es fa fi fr he hi hu is it ja ko lt lv mk nb nl pl pt ro ru sh sk sl "
    "sv ta tr uk ur vi zh"
).split()


def folder(package: str) -> Path:
    """Return the folder of an installed package."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.origin).parent


def is_word(word: str) -> bool:
    """Say whether a word is made of letters and their marks."""
    return all(unicodedata.category(character)[0] in "LM" for character in word)


def from_wordfreq(language: str) -> dict[str, int]:
    """Return the words of *language* with their rarity in centibels."""
    path = folder("wordfreq") / "data" / f"small_{language}.msgpack.gz"
    with gzip.open(path) as file:
        buckets = msgpack.load(file, raw=False)[1:]
    return {
        unicodedata.normalize("NFC", word): rarity
        for rarity, words in enumerate(buckets)
        for word in words
        if is_word(word)
    }


def thai() -> dict[str, int]:
    """Return Thai words with their rarity in centibels."""
    path = folder("pythainlp") / "corpus" / "tnc_freq.txt"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if len(row) == 2]
    counts = {word: int(count) for word, count in rows if is_word(word)}
    total = sum(counts.values())
    return {word: round(-100 * math.log10(n / total)) for word, n in counts.items() if n > 0}


def traditional(words: dict[str, int]) -> dict[str, int]:
    """Return Chinese words as Taiwan and Hong Kong write them."""
    convert = OpenCC("s2tw").convert
    found: dict[str, int] = {}
    for word, rarity in words.items():
        found.setdefault(convert(word), rarity)
    return found


def alike(first: str, second: str) -> int:
    """Return how many characters two words begin with alike."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    return sum(1 for _ in pairs)


def block(words: dict[str, int]) -> bytes:
    """Return the commonest words in order, each without what it shares with the one before."""
    common = sorted(words, key=lambda word: (words[word], word))[:MOST]
    shared, rest, before = bytearray(), [], ""
    ordered = sorted(common)
    for word in ordered:
        same = alike(before, word)
        shared.append(min(same, 255))
        rest.append(word[min(same, 255) :])
        before = word
    costs = bytes(min(255, words[word] // STEP) for word in ordered)
    return lzma.compress(
        len(ordered).to_bytes(4, "little") + bytes(shared) + costs + "\n".join(rest).encode(),
        preset=9 | lzma.PRESET_EXTREME,
    )


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    lists = {language: from_wordfreq(language) for language in LANGUAGES}
    lists["zh-Hant"] = traditional(lists["zh"])
    lists["th"] = thai()
    blocks = {language: block(words) for language, words in sorted(lists.items())}
    places, position = {}, 0
    for language, data in blocks.items():
        places[language] = [position, len(data)]
        position += len(data)
    header = json.dumps(places, separators=(",", ":")).encode() + b"\n"
    args.out.write_bytes(MAGIC + header + b"".join(blocks.values()))


if __name__ == "__main__":
    main()
