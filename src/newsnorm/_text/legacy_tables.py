"""The tables behind :mod:`newsnorm._text.legacy`, made from ``data/legacy.npz`` at first use."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
import numpy.typing as npt
from attrs import frozen

from newsnorm._text.codecs import EBCDIC, HOLE, SINGLE_BYTE, codec

SCALE = 12.0  # steps of the stored costs per nat
WIDTH = 64  # classes a language can have: the boundary and 63 letters

# costs in nats
FOREIGN = 10.0  # a letter of the same script that the language does not use
ALIEN = 12.0  # a letter of another script
CAPITAL = 2.0  # a capital, where only single letters are looked at
SWITCH = 5.0  # a Latin letter right beside one of another alphabet
CJK_SWITCH = 2.5  # an ASCII letter right beside a Chinese, Japanese or Korean character
ALONE = 6.0  # the same where that character stands alone
HALF = 2.0  # katakana of half width
HOLE_COST = 18.0  # a byte that the codec does not define

INSIDE = 6.0  # a symbol with letters on both sides
BEHIND = 6.0  # an opening mark right behind a letter


def _case_costs() -> npt.NDArray[np.float32]:
    """Return the costs of the last of three characters by their kinds.

    Kinds: 0 what is no letter, 1 small letters, 2 capitals, 3 symbols that
    stand in no word, 4 opening marks.
    """
    cost = np.zeros((5, 5, 5), np.float32)
    capital = {(0, 0): 0.15, (1, 0): 0.15, (2, 0): 0.3, (0, 1): 0.003, (1, 1): 0.0005, (2, 1): 0.003}
    capital |= {(0, 2): 0.15, (1, 2): 0.3, (2, 2): 0.8}
    for before in range(5):
        for last in range(5):
            share = capital[before if before < 3 else 0, last if last < 3 else 0]
            cost[before, last, 1] = -np.log(1 - share)
            cost[before, last, 2] = -np.log(share)
    cost[1:3, 3, 1:3] += INSIDE
    cost[:, 1:3, 4] += BEHIND
    return cost


CASE = _case_costs()
OPENING = "„‚¿¡"
LIGATURES = "ﬁﬂ"
IN_WORDS = "’‘'\xad·-‐‑ʼ"

PRIOR = {
    "windows-1252": 0.0,
    "windows-1251": 0.3,
    "windows-1250": 0.7,
    "iso-8859-2": 1.5,
    "windows-1254": 1.2,
    "windows-1253": 0.7,
    "iso-8859-7": 1.0,
    "windows-1255": 0.7,
    "windows-1256": 0.7,
    "windows-1257": 1.2,
    "windows-1258": 1.5,
    "windows-874": 0.7,
    "koi8-r": 1.0,
    "koi8-u": 1.5,
    "macintosh": 2.0,
    "ibm850": 2.5,
    "ibm437": 3.0,
    "ibm852": 3.0,
    "ibm866": 1.5,
    "iso-8859-5": 1.5,
    "iso-8859-15": 2.5,
}
"""How much rarer, in nats, a codec is than windows-1252; those not named cost UNUSUAL."""
UNUSUAL = 4.5
EXOTIC = {"ibm037": 9.0, "ibm273": 10.0, "ibm500": 9.0, "ibm01140": 10.0}
HOMES = (
    ({"koi8-t"}, frozenset({"tg"})),
    ({"ptcp154"}, frozenset({"kk", "tt", "az", "ky", "tg"})),
    ({"kz-1048"}, frozenset({"kk"})),
    (EBCDIC, frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi"})),
    (
        {"windows-1257", "iso-8859-13", "iso-8859-4", "iso-8859-10", "ibm775"},
        frozenset({"lt", "lv", "et"}),
    ),
    ({"windows-1254", "ibm857", "x-mac-turkish"}, frozenset({"tr", "az"})),
    ({"iso-8859-3"}, frozenset({"mt", "eo"})),
    (
        {"windows-1250", "iso-8859-2", "iso-8859-16", "ibm852", "x-mac-ce"},
        frozenset({"cs", "sk", "pl", "hu", "ro", "hr", "bs", "sr-Latn", "sl", "sq"}),
    ),
    ({"x-mac-croatian"}, frozenset({"hr", "bs", "sr-Latn", "sl"})),
    ({"x-mac-romanian"}, frozenset({"ro"})),
    ({"x-mac-icelandic", "ibm861"}, frozenset({"is", "fo"})),
    ({"windows-1258"}, frozenset({"vi"})),
    ({"windows-1256", "ibm720"}, frozenset({"ar", "fa", "ur"})),
    ({"windows-1253", "iso-8859-7", "x-mac-greek", "ibm737", "ibm869"}, frozenset({"el"})),
    ({"iso-8859-14"}, frozenset({"cy", "ga", "br"})),
    ({"ibm860"}, frozenset({"pt"})),
    ({"ibm863"}, frozenset({"fr"})),
    ({"ibm865"}, frozenset({"nb", "da"})),
)
"""Codecs that were only ever used for a few of the languages that they can hold."""
NEVER = {"iso-8859-1", "iso-8859-9"}  # windows-1252 and windows-1254 read all that they read

MULTI = {
    "gb18030": {"zh-Hans": 0.5, "zh-Hant": 5.0},
    "big5": {"zh-Hant": 0.7},
    "shift_jis": {"ja": 0.5},
    "euc-jp": {"ja": 1.0},
    "euc-kr": {"ko": 0.7},
}
CJK = ("zh-Hans", "zh-Hant", "ja", "ko")
COMMON_SYMBOLS = "“”„’«»–—…"
USUAL_SYMBOLS = "\xa0‘‚•·°§€©®£´\xad½²№™"


def script(char: str) -> str:
    """Return a rough script of a letter: the first word of its name."""
    return unicodedata.name(char, "?").split()[0]


def symbol_cost(char: str) -> float:
    """Return the cost in nats of a character that is no letter."""
    if char in " ":
        return 0.3
    if char.isdigit() and char.isascii():
        return 3.2
    if char in ".,\n":
        return 2.0
    if char in "-'\"():;!?/\r\t":
        return 4.0
    if char.isascii():
        return 6.0 if char.isprintable() else 14.0
    if char == "’":
        return 3.5
    if char in COMMON_SYMBOLS:
        return 6.0 if char == "…" else 5.0
    if char in USUAL_SYMBOLS:
        return 7.0
    category = unicodedata.category(char)
    if category in {"Cc", "Cn", "Cs", "Co"}:
        return 15.0
    if "\u2500" <= char <= "\u25ff":
        return 12.0
    return 9.0 if category[0] in "PN" else 10.0


@frozen(kw_only=True, eq=False)
class Bank:
    """All single-byte readings (codec and language) side by side."""

    languages: list[str]
    readings: list[tuple[str, str]]
    prior: npt.NDArray[np.float32]
    rough: npt.NDArray[np.float32]  # [reading, byte]: cost of a byte alone
    side: npt.NDArray[np.float32]  # [reading, byte]: cost beside that of the triples
    classes: npt.NDArray[np.int32]  # [reading, byte]
    offsets: npt.NDArray[np.int32]  # [reading]: where the triples of its language begin
    alphabetic: npt.NDArray[np.bool_]  # [reading]: not a Latin language
    cases: npt.NDArray[np.int32]  # [codec, byte]
    case_row: npt.NDArray[np.int32]  # [reading]: row in cases
    triples: npt.NDArray[np.uint8]
    grid: tuple[int, int]  # codecs, languages
    spots: tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]  # [reading]: place in the grid
    places: npt.NDArray[np.intp]  # [codec, language]: reading, or -1
    latin: npt.NDArray[np.bool_]  # [language]
    latin_rows: npt.NDArray[np.intp]  # for each Latin language a reading
    english: int  # row of the reading that prices ASCII in texts of other scripts

    def rows_of(self, language: str) -> npt.NDArray[np.intp]:
        """Return the readings in one language."""
        column = self.places[:, self.languages.index(language)]
        return column[column >= 0]

    def fine(
        self, sample: npt.NDArray[np.uint8], counts: npt.NDArray[np.float32], rows: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float32]:
        """Return the costs of the readings *rows*, by triples of letters."""
        cost = self.side[rows] @ counts + self._triples(sample, rows)
        kinds = self.case_row[rows].tolist()
        each = list(dict.fromkeys(kinds))
        case = dict(zip(each, self._case(sample, each).tolist(), strict=True))
        cost += np.array([case[kind] for kind in kinds], np.float32)
        other = self.alphabetic[rows]
        if other.any() and counts[0x41:0x7B].any():
            latin = np.where(sample < 0x80, sample, 0x20).astype(np.uint8)
            extra = self._triples(latin, np.array([self.english]))[0]
            cost[other] += extra + SWITCH * self._switches(sample, rows[other])
        return cost

    def skeleton(self, sample: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
        """Return the cost of the ASCII letters alone in each Latin language, 0 in others."""
        cost = np.zeros(self.grid[1], np.float32)
        ascii_only = np.where(sample < 0x80, sample, 0x20).astype(np.uint8)
        cost[self.latin] = self._triples(ascii_only, self.latin_rows)
        return cost

    def _triples(
        self, sample: npt.NDArray[np.uint8], rows: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float32]:
        padded = np.concatenate((_EDGE, sample, _EDGE[:1]))
        classes = self.classes[rows].take(padded, axis=1)
        index = classes[:, 2:] + (classes[:, 1:-1] << 6) + (classes[:, :-2] << 12)
        index += self.offsets[rows][:, None]
        return self.triples.take(index).sum(axis=1, dtype=np.int64).astype(np.float32) / SCALE

    def _switches(
        self, sample: npt.NDArray[np.uint8], rows: npt.NDArray[np.intp]
    ) -> npt.NDArray[np.float32]:
        """Return how often a Latin letter stands right beside one of another alphabet."""
        native = self.classes[rows].take(sample, axis=1) > 0
        latin = (((sample | 0x20) - 0x61) < 26)[None, :]
        beside = (native[:, 1:] & latin[:, :-1]) | (native[:, :-1] & latin[:, 1:])
        return beside.sum(axis=1).astype(np.float32)

    def _case(
        self, sample: npt.NDArray[np.uint8], kinds: list[int]
    ) -> npt.NDArray[np.float32]:
        padded = np.concatenate((_EDGE, sample))
        case = self.cases[kinds].take(padded, axis=1)
        index = case[:, 2:] + case[:, 1:-1] * 5 + case[:, :-2] * 25
        return CASE.reshape(-1).take(index).sum(axis=1, dtype=np.float32)


_EDGE = np.array([0x0A, 0x0A], np.uint8)


@cache
def _archive() -> dict[str, npt.NDArray[np.uint8]]:
    raw = resources.files("newsnorm._text").joinpath("data/legacy.npz").read_bytes()
    with np.load(BytesIO(raw)) as archive:
        return {key: archive[key] for key in archive.files}


@cache
def alphabets() -> dict[str, str]:
    """Return the letters of each language, the most frequent first."""
    return {
        key[2:]: value.astype("<u4").tobytes().decode("utf-32-le")
        for key, value in _archive().items()
        if key.startswith("a:")
    }


def capitals(char: str, language: str) -> set[str]:
    """Return the other forms of a letter that count as the same."""
    forms = {char.upper(), char.title()}
    forms |= {"ş": {"ș", "Ș"}, "ţ": {"ț", "Ț"}}.get(char, set())
    if language in {"tr", "az"} and char in "ıi":
        forms = {"I"} if char == "ı" else {"İ"}
    return forms


def shares(language: str) -> npt.NDArray[np.float32]:
    """Return the cost of each letter of the alphabet alone; the boundary comes first."""
    return _archive()[f"f:{language}"].astype(np.float32) / SCALE


def small(char: str, language: str) -> str:
    """Return a letter as the models count it."""
    if language in {"tr", "az"} and char == "I":
        return "ı"
    lower = char.lower()
    return {"ș": "ş", "ț": "ţ", "i̇": "i"}.get(lower, lower)


def is_letter(char: str) -> bool:
    """Say whether *char* is part of a word."""
    return unicodedata.category(char)[0] in "LM"


def _covers(name: str, table: str, language: str, letters: str, share: npt.NDArray[np.uint8]) -> bool:
    """Say whether a codec has the letters that make up nearly all of a language's text."""
    have = {small(char, language) for char in table}
    lost = sum(
        float(np.exp(float(cost) / -SCALE))
        for char, cost in zip(letters, share, strict=True)
        if char not in have
    )
    if letters.isascii():
        return name in ASCII_HOMES
    return lost < MISSING and any(c in have for c in letters if not c.isascii())


ASCII_HOMES = {"windows-1252", "macintosh", "ibm437", "ibm850", *EBCDIC}
"""Codecs considered for languages without letters beyond ASCII."""
MISSING = 0.002  # share of a language's letters that a codec may lack


@cache
def bank() -> Bank:
    """Return all single-byte readings."""
    archive = _archive()
    letters = alphabets()
    languages = sorted(letters)
    triples = np.zeros((len(languages), WIDTH, WIDTH, WIDTH), np.uint8)
    for row, language in enumerate(languages):
        size = len(letters[language]) + 1
        triples[row, :size, :size, :size] = archive[f"t:{language}"]
    names = [name for name in SINGLE_BYTE if name not in NEVER]
    cases = np.array([[case_of(c) for c in codec(name).table] for name in names], np.int32)
    readings: list[tuple[str, str]] = []
    places = np.full((len(names), len(languages)), -1, np.intp)
    rough, side, classes, offsets, alphabetic, case_row, prior = ([] for _ in range(7))
    for row, name in enumerate(names):
        table = codec(name).table
        for number, language in enumerate(languages):
            share = archive[f"f:{language}"]
            if language not in _home(name, language):
                continue
            if not _covers(name, table, language, letters[language], share[1:]):
                continue
            first, second, third = _reading(table, language, letters[language], share)
            places[row, number] = len(readings)
            readings.append((name, language))
            rough.append(first)
            side.append(second)
            classes.append(third)
            offsets.append(number * WIDTH**3)
            alphabetic.append("e" not in letters[language])
            case_row.append(row)
            prior.append(PRIOR.get(name, EXOTIC.get(name, UNUSUAL)))
    latin = np.array(["e" in letters[language] for language in languages])
    plain = [names.index(name) for name in names if name not in EBCDIC]
    return Bank(
        languages=languages,
        readings=readings,
        prior=np.array(prior, np.float32),
        rough=np.array(rough, np.float32),
        side=np.array(side, np.float32),
        classes=np.array(classes, np.int32),
        offsets=np.array(offsets, np.int32),
        alphabetic=np.array(alphabetic, np.bool_),
        cases=cases,
        case_row=np.array(case_row, np.int32),
        triples=triples.reshape(-1),
        grid=places.shape,
        spots=_spots(places),
        places=places,
        latin=latin,
        latin_rows=places[plain].max(axis=0)[latin],
        english=readings.index(("windows-1252", "en")),
    )


def _spots(places: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return the row and the column of each reading in the grid."""
    rows, columns = np.nonzero(places >= 0)
    order = np.argsort(places[rows, columns])
    return rows[order], columns[order]


def _home(name: str, language: str) -> frozenset[str]:
    """Return the languages that a codec was made for; any where it was made for many."""
    for codecs, languages in HOMES:
        if name in codecs:
            return languages
    return frozenset({language})


def case_of(char: str) -> int:
    """Return the kind of a character, as in the table of costs of the case."""
    if not is_letter(char):
        if char in OPENING:
            return 4
        return 0 if char.isascii() or char in IN_WORDS else 3
    return 2 if char.lower() != char else 1


def _reading(
    table: str, language: str, letters: str, share: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32], npt.NDArray[np.int32]]:
    """Return the rough costs, side costs and classes of the bytes in one reading."""
    rough, side = np.zeros(256, np.float32), np.zeros(256, np.float32)
    classes = np.zeros(256, np.int32)
    spot = {char: index + 1 for index, char in enumerate(letters)}
    scripts = {script(char) for char in letters[:3]}
    latin = "e" in spot
    english = shares("en")
    for value, char in enumerate(table):
        index = spot.get(small(char, language), 0)
        classes[value] = index
        if index:
            rough[value] = min(share[index] / SCALE, 8.0) + (CAPITAL if char.lower() != char else 0.2)
        elif char == HOLE:
            rough[value] = side[value] = HOLE_COST
        elif not is_letter(char):
            rough[value] = side[value] = symbol_cost(char)
        elif char.isascii() and not latin:
            cost = english[alphabets()["en"].index(char.lower()) + 1]
            rough[value] = cost + (CAPITAL if char.isupper() else 0.2)
        else:
            same = script(char) in scripts and char not in LIGATURES
            rough[value] = side[value] = FOREIGN if same else ALIEN
    return rough, side, classes


ASCII_CASE = np.array([case_of(chr(point)) for point in range(0x80)], np.int32)


# --------------------------------------------------------------------------- CJK
@cache
def cjk_costs(language: str) -> npt.NDArray[np.float32]:
    """Return the cost of each character of the basic plane, ASCII letters aside."""
    archive = _archive()
    cost = np.full(65_536, 13.0, np.float32)
    for start, end, value in _RANGES:
        cost[start : end + 1] = value
    known = archive[f"c:{language}"].astype(np.int64)
    basic = known < 65_536
    cost[known[basic]] = archive[f"u:{language}"][basic] / SCALE + 0.3
    for char in range(0xFF66, 0xFF9E):
        cost[char] = cost[ord(unicodedata.normalize("NFKC", chr(char)))] + HALF
    cost[0xFF9E : 0xFFA0] = 4.0
    for char in range(0x80):
        cost[char] = 0.0 if chr(char).isalpha() else symbol_cost(chr(char))
    return cost


_RANGES = (
    (0x80, 0x9F, 16.0),
    (0xA0, 0xFF, 9.0),
    (0x100, 0x24F, 12.0),
    (0x370, 0x3FF, 11.0),
    (0x400, 0x4FF, 11.0),
    (0x2010, 0x203F, 6.0),
    (0x2100, 0x23FF, 9.5),
    (0x2500, 0x27BF, 9.0),
    (0x3000, 0x3003, 3.0),
    (0x3008, 0x3011, 5.0),
    (0x3040, 0x30FF, 8.0),
    (0x3400, 0x4DBF, 15.0),
    (0x4E00, 0x9FFF, 12.5),
    (0xAC00, 0xD7A3, 12.5),
    (0xE000, 0xF8FF, 16.0),
    (0xFF01, 0xFF5E, 6.0),
    (0xFF0C, 0xFF0C, 3.5),
    (0xFF61, 0xFF9F, 9.0),
    (0x30FB, 0x30FC, 4.5),
    (0xFFFD, 0xFFFD, 0.0),
)


def cjk_cost(text: str, language: str) -> float:
    """Return the cost of *text* as Chinese, Japanese or Korean with English words in it."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    inside = points < 65_536
    cost = float(cjk_costs(language).take(points[inside]).sum(dtype=np.float64))
    cost += 16.0 * float(points.size - inside.sum())
    latin = np.where(points < 0x80, points, 0x20).astype(np.uint8)
    if ((latin | 0x20) >= 0x61).any():
        rows = np.array([bank().english])
        case = ASCII_CASE.take(latin)
        cost += float(CASE.reshape(-1).take(case[2:] + case[1:-1] * 5 + case[:-2] * 25).sum())
        letter = (((latin | 0x20) - 0x61) < 26) & (points < 0x80)
        wide = points >= 0x2E80
        beside = (wide[1:] & letter[:-1]) | (wide[:-1] & letter[1:])
        cost += CJK_SWITCH * float(beside.sum())
        edge = np.concatenate(([False], wide, [False]))
        alone = wide & ~edge[:-2] & ~edge[2:]
        lonely = (alone[1:] & letter[:-1]).sum() + (alone[:-1] & letter[1:]).sum()
        cost += ALONE * float(lonely)
        cost += float(bank()._triples(latin, rows)[0])  # noqa: SLF001
    return cost
