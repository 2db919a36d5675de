"""The costs that the readings of legacy bytes are compared by, in nats.

The letters and characters of languages come from ``data/legacy.npz`` (built by
``scripts/build_charset_models.py``); what letters do not say stands here:
other characters by their kind, capitals, and how usual codecs are.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
import numpy.typing as npt

from newsnorm._text.codecs import EBCDIC

SCALE = 12.0  # steps of the stored costs per nat

# costs in nats
FOREIGN = 10.0  # a letter of the same script that the language does not use
ALIEN = 12.0  # a letter of another script
CAPITAL = 2.0  # a capital, where only single letters are looked at
SWITCH = 5.0  # a Latin letter right beside one of another alphabet
TURN = 6.0  # words of another script one after the other, each time the script changes
FEW = 3.0  # times the logarithm of how many more ASCII letters there are than letters
#   of the codec's own script: a Greek document has more than one Greek letter
CJK_SWITCH = 2.5  # an ASCII letter right beside a Chinese, Japanese or Korean character
ALONE = 6.0  # the same where that character stands alone
HALF = 2.0  # katakana of half width
RAREST = 8.0  # what a letter of the alphabet costs at most
ASTRAL = 16.0  # a character beyond the basic plane in Chinese, Japanese or Korean
WIDE = 0x2E80  # code points of Chinese, Japanese and Korean begin here
HOLE_COST = 18.0  # a byte that the codec does not define

# a character beside a letter, where it does not belong
BESIDE = 5.0  # a symbol right before or right behind a letter
TRAILING = 2.0  # the same behind a letter for signs that belong to what they follow
INSIDE = 4.0  # a quotation mark or a dash with letters on both sides
BEHIND = 6.0  # an opening mark right behind a letter
ALOOF = 3.0  # an ellipsis or an apostrophe that follows no letter

KINDS = 8
SYMBOL, OPENING, QUOTE, ELLIPSIS, SIGN = 3, 4, 5, 6, 7


def _case_costs() -> npt.NDArray[np.float32]:
    """Return the costs of the last of three characters by their kinds.

    Kinds: 0 what is no letter, 1 small letters, 2 capitals, then the names above.
    """
    cost = np.zeros((KINDS, KINDS, KINDS), np.float32)
    capital = {
        (0, 0): 0.15,
        (1, 0): 0.15,
        (2, 0): 0.3,
        (0, 1): 0.001,
        (1, 1): 0.0001,
        (2, 1): 0.001,
    }
    capital |= {(0, 2): 0.15, (1, 2): 0.3, (2, 2): 0.8}
    for before in range(KINDS):
        for last in range(KINDS):
            share = capital[before if before < SYMBOL else 0, last if last < SYMBOL else 0]
            cost[before, last, 1] = -np.log(1 - share)
            cost[before, last, 2] = -np.log(share)
    cost[:, 1:3, SYMBOL] += BESIDE
    cost[:, SYMBOL, 1:3] += BESIDE
    cost[:, 1:3, SIGN] += TRAILING
    cost[:, SIGN, 1:3] += BESIDE
    cost[:, 1:3, OPENING] += BEHIND
    cost[1:3, QUOTE, 1:3] += INSIDE
    cost[:, 0, ELLIPSIS] += ALOOF
    return cost


CASE = _case_costs()
KIND_OF = {
    **dict.fromkeys("„‚¿¡", OPENING),
    **dict.fromkeys("“”«»–—", QUOTE),
    "…": ELLIPSIS,
    "’": ELLIPSIS,
}
KIND_OF |= dict.fromkeys("®™°²³½€£", SIGN)
KIND_OF |= dict.fromkeys("‘'\xad-‐‑ʼ", 0)
LIGATURES = "ﬁﬂ"

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
    "ibm037": 9.0,
    "ibm500": 9.0,
    "ibm273": 10.0,
    "ibm01140": 10.0,
    "ibm1026": 10.0,
    "hp-roman8": 6.0,
}
"""How much rarer, in nats, a codec is than windows-1252; those not named cost UNUSUAL."""
UNUSUAL = 4.5
HOMES = (
    ({"koi8-t"}, frozenset({"tg"})),
    ({"ptcp154"}, frozenset({"kk", "tt", "az", "ky", "tg"})),
    ({"kz-1048"}, frozenset({"kk"})),
    ({"ibm1026"}, frozenset({"tr"})),
    ({"ibm1125"}, frozenset({"uk", "be"})),
    (
        EBCDIC - {"ibm1026"},
        frozenset({"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi"}),
    ),
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
ASCII_HOMES = {"windows-1252", "macintosh", "ibm437", "ibm850", *EBCDIC}
"""Codecs considered for languages without letters beyond ASCII."""
NEVER = {"iso-8859-1", "iso-8859-9"}  # windows-1252 and windows-1254 read all that they read

MULTI = {
    "gb18030": {"zh-Hans": 0.5, "zh-Hant": 5.0},
    "big5": {"zh-Hant": 0.7},
    "shift_jis": {"ja": 0.5},
    "euc-jp": {"ja": 1.0},
    "euc-kr": {"ko": 0.7},
}
WIDER = {
    "big5": {"big5-hkscs": {"zh-Hant": 3.0}},
    "shift_jis": {"shift_jis-2004": {"ja": 4.0}},
    "euc-jp": {"euc-jis-2004": {"ja": 4.0}},
    "euc-kr": {"johab": {"ko": 5.0}},
}
"""Codecs that are tried where the usual one for a language does not fit, with their priors."""
CJK = ("zh-Hans", "zh-Hant", "ja", "ko")


def script(char: str) -> str:
    """Return a rough script of a letter: the first word of its name."""
    return unicodedata.name(char, "?").split()[0]


_SYMBOLS = (
    (0.3, " "),
    (2.0, ".,\n"),
    (3.2, "0123456789"),
    (3.5, "’"),
    (4.0, "-'\"():;!?/\r\t"),
    (5.0, "“”„«»–—"),
    (6.0, "…#$%&*+<=>@[\\]^_`{|}~"),
    (7.0, "\xa0‘•·°§€©®£´\xad½²№™"),
    (9.0, "‚"),
)
_PRICED = {char: cost for cost, chars in _SYMBOLS for char in chars}


def symbol_cost(char: str) -> float:
    """Return the cost in nats of a character that is no letter."""
    if char in _PRICED:
        return _PRICED[char]
    category = unicodedata.category(char)
    if category in {"Cc", "Cn", "Cs", "Co"}:
        return 14.0 if char.isascii() else 15.0
    if category == "Nd":
        return 5.0
    if "\u2500" <= char <= "\u25ff":
        return 12.0
    return 9.0 if category[0] in "PN" else 10.0


@cache
def archive() -> dict[str, npt.NDArray[np.uint8]]:
    """Return the arrays of the data file.

    ``a:xx`` are the letters of a language, the most frequent first, ``f:xx`` their
    costs alone, ``t:xx`` those after two others (class 0 is the boundary of a
    word); ``c:xx`` are Chinese, Japanese or Korean characters, ``u:xx`` their costs.
    """
    raw = resources.files("newsnorm._text").joinpath("data/legacy.npz").read_bytes()
    with np.load(BytesIO(raw)) as stored:
        return {key: stored[key] for key in stored.files}


@cache
def alphabets() -> dict[str, str]:
    """Return the letters of each language, the most frequent first."""
    return {
        key[2:]: value.astype("<u4").tobytes().decode("utf-32-le")
        for key, value in sorted(archive().items())
        if key.startswith("a:")
    }


def shares(language: str) -> npt.NDArray[np.float32]:
    """Return the cost of each letter of the alphabet alone; the boundary comes first."""
    cost: npt.NDArray[np.float32] = archive()[f"f:{language}"].astype(np.float32) / SCALE
    return np.minimum(cost, np.float32(RAREST))


def forms(char: str, language: str) -> set[str]:
    """Return the characters that count as this letter of the alphabet."""
    if language in {"tr", "az"} and char in "ıi":
        return {char, "I" if char == "ı" else "İ"}
    out = {char, char.upper(), char.title(), *{"ş": "șȘ", "ţ": "țȚ"}.get(char, "")}
    return {form for form in out if len(form) == 1}


def case_of(char: str) -> int:
    """Return the kind of a character, as in the table of costs of the case."""
    if not is_letter(char):
        return KIND_OF.get(char, 0 if char.isascii() else SYMBOL)
    return 2 if char.lower() != char else 1


def is_letter(char: str) -> bool:
    """Say whether *char* is part of a word."""
    return unicodedata.category(char)[0] in "LM"


# --------------------------------------------------------------------------- CJK
@cache
def cjk_costs(language: str) -> npt.NDArray[np.float32]:
    """Return the cost of each character of the basic plane, ASCII letters aside."""
    stored = archive()
    cost = np.full(65_536, 13.0, np.float32)
    for start, end, value in _RANGES:
        cost[start : end + 1] = value
    known = stored[f"c:{language}"].astype(np.int64)
    basic = known < 65_536
    cost[known[basic]] = stored[f"u:{language}"][basic] / SCALE + 0.3
    for char in range(0xFF66, 0xFF9E):
        cost[char] = cost[ord(unicodedata.normalize("NFKC", chr(char)))] + HALF
    cost[0xFF9E:0xFFA0] = 4.0
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
