"""Which characters a text that has lost bytes may hold: those of its languages.

Takes the text as repaired so far; gives its languages by script, and characters with
the bits that they cost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from newsnorm._text.plausibility import alphabet, plausibility
from newsnorm._text.scripts import script_of
from newsnorm.mojibake.lost import FOREIGN, LossyCodec
from newsnorm.mojibake.prices import MARKS, words_of
from newsnorm.mojibake.words import JOINED, characters_of, chinese

__all__ = ["inventory_of", "languages_of", "script_key", "whole_words"]

DASH = 3.0
"""Bits that the less usual dash costs: the em dash, but the en dash in East Slavic."""
SYMBOL = 6.0
"""Bits of a pictograph."""
SAMPLE = 1_500
"""Characters of the repaired text that its language is told from."""

_EM_DASH = frozenset({"ru", "uk", "be", "kk", "ky", "tg", "en"})
MOST_SCRIPTS = 4
"""Scripts whose language is told: no text of the news has words in more."""
KANA = 10
"""Chinese characters for one of kana up to which a text is Japanese: there are two for one."""
_KANA, _HAN = re.compile("[\u3041-\u30fa]"), re.compile("[\u4e00-\u9fff]")
_FAR_EAST = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
_LATIN = "".join(filter(str.isalpha, map(chr, range(0xC0, 0x180))))
_ACCENTS = "\u0300\u0301\u0302\u0303\u0304\u0308\u030c\u0323\u0331"
_BLOCKS = {
    "Arab": ((0x600, 0x700),),
    "Hebr": ((0x5B0, 0x5EB),),
    "Cyrl": ((0x400, 0x460),),
    "Grek": ((0x384, 0x3CF),),
    "Deva": ((0x900, 0x980),),
    "Beng": ((0x980, 0xA00),),
    "Taml": ((0xB80, 0xC00),),
    "Thai": ((0xE01, 0xE5C),),
    "Geor": ((0x10D0, 0x10FF),),
    "Hira": ((0x3041, 0x3097),),
    "Kana": ((0x30A1, 0x30FF),),
}
"""Where the letters, marks and digits of a script stand, beside those its languages need."""
_PICTOGRAPHS = ((0x1F300, 0x1F650), (0x1F680, 0x1F700), (0x1F900, 0x1FA00))


def languages_of(fixed: str) -> dict[str, str]:
    """Return the language of the text, under "", and those of its words in other scripts."""
    sample = fixed[:SAMPLE]
    main = plausibility([sample])[0].language
    if main.startswith("zh") and len(_KANA.findall(sample)) * KANA >= len(_HAN.findall(sample)):
        main = "ja"
    if main.startswith("zh"):
        simplified, traditional = (sum(map(one.__contains__, sample)) for one in chinese())
        main = "zh-Hant" if traditional > simplified else "zh"
    found = {"": main}
    own = {script_of(letter) for letter in alphabet(main)} | {"Latn", "Zyyy", "Zinh"}
    own |= _FAR_EAST if main in JOINED - {"th"} else frozenset()
    words: dict[str, list[str]] = {}
    for word in words_of(fixed[: 8 * SAMPLE], main):
        words.setdefault(script_of(word[0]), []).append(word)
    usual = sorted(words.items(), key=lambda item: (-len(item[1]), item[0]))[:MOST_SCRIPTS]
    for script, some in usual:
        if script not in own:
            found[script] = plausibility([" ".join(some)[:SAMPLE]])[0].language
    if "Latn" in words and "Latn" not in {script_of(letter) for letter in alphabet(main)}:
        found["Latn"] = plausibility([" ".join(words["Latn"])[:SAMPLE]])[0].language
    return found


def inventory_of(
    languages: Mapping[str, str], fixed: str, text: str, codec: LossyCodec
) -> dict[str, float]:
    """Return the characters that the text may hold, with the bits that they cost."""
    found: dict[str, float] = dict.fromkeys(MARKS, 0.0)
    found |= dict.fromkeys(_LATIN + _ACCENTS, FOREIGN)
    if codec.table.characters[0xF0] in text:
        for first, last in _PICTOGRAPHS:
            found |= dict.fromkeys(map(chr, range(first, last)), SYMBOL)
    letters = set().union(*(alphabet(language) for language in languages.values()))
    letters = letters.union(*(characters_of(language) for language in languages.values()))
    letters |= {letter.upper() for letter in letters if len(letter.upper()) == 1}
    for script in {script_of(letter) for letter in letters if letter > "\u02af"}:
        for first, last in _BLOCKS.get(script, ()):
            found |= dict.fromkeys(map(chr, range(first, last)), FOREIGN)
    letters |= {c for c in set(fixed) if c.isalpha() and c not in codec.bytes_of}
    found |= dict.fromkeys(letters, 0.0)
    rare = "–" if languages[""] in _EM_DASH else "—"
    found[rare] = DASH
    return {
        character: cost
        for character, cost in sorted(found.items())  # sets have no order of their own
        if character > "\x7f" and unicodedata.category(character) not in ("Cn", "Cs", "Co")
    }


def script_key(word: str, keys: Collection[str]) -> str:
    """Return which of *keys* stands for the script of *word*: a script, or "" for the main one."""
    return next((script for c in word if c > "\x7f" and (script := script_of(c)) in keys), "")


def whole_words(line: str, codec: LossyCodec) -> Iterator[str]:
    """Yield the words of a line that have lost nothing, nor stand after a loss."""
    broken = False
    for token in line.split(" "):
        after_loss = broken
        broken = codec.table.incomplete(token)
        if not broken and not after_loss:
            yield from words_of(codec.table.decode(token) or "", "")
