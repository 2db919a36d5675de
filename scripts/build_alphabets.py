"""Build ``src/newsnorm/_text/data/alphabets.txt``: the letters of languages of legacy code pages.

Source: CLDR's main exemplar characters (``npm pack cldr-misc-full@48.2.0``, unpacked)::

    python scripts/build_alphabets.py --cldr package/main

Not what was counted in corpora: these hold text that was read in a wrong codec before it was
counted.  Languages in Latin letters have all of a to z besides; Romanian has the cedilla, the
only form that most code pages have; Vietnamese has its tones apart, as windows-1258 does.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from pathlib import Path

LANGUAGES = (
    "af ar az be bg br bs ca cs cy da de el en eo es et eu fa fi fo fr ga gl he hr hu id is it kk "
    "ky lb lt lv mk mn mt nb nl pl pt ro ru sk sl so sq sr sr-Latn sv sw tg th tl tr tt uk ur vi yi"
).split()
NAMES = {"tl": "fil", "nb": "no"}
ASCII = "abcdefghijklmnopqrstuvwxyz"
CEDILLA = str.maketrans("șț", "şţ")
KEPT = "\u0302\u0306\u031b"  # hats that belong to a Vietnamese letter
HEAD = """\
# The letters of languages that legacy code pages were made for: CLDR's main exemplar
# characters, in lower case. Made by scripts/build_alphabets.py from npm cldr-misc-full 48.2.0.
"""


def fold(text: str, language: str) -> str:
    """Return *text* in lower case, as code pages hold it."""
    text = unicodedata.normalize("NFC", text)
    lower = text.lower() if language not in {"tr", "az"} else text.replace("I", "ı").lower()
    lower = lower.replace("i̇", "i").translate(CEDILLA)
    return "".join(map(apart, lower)) if language == "vi" else lower


def apart(char: str) -> str:
    """Return a Vietnamese letter and its tone."""
    base, marks = (whole := unicodedata.normalize("NFD", char))[:1], whole[1:]
    tones = "".join(mark for mark in marks if mark not in KEPT)
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        kept = "".join(mark for mark in marks if mark in KEPT)
        return unicodedata.normalize("NFC", base + kept) + tones
    return char


def exemplars(folder: Path, language: str) -> str:
    """Return the letters of a language, sorted."""
    name = NAMES.get(language, language)
    raw = json.loads((folder / name / "characters.json").read_text("utf-8"))
    text: str = raw["main"][name]["characters"]["exemplarCharacters"]
    text = re.sub(r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), text)
    main = {c for c in fold(text, language) if unicodedata.category(c)[0] in "LM"}
    latin = "e" in main or "b" in main
    main = main | set(ASCII) if latin else {c for c in main if not c.isascii()}
    return "".join(sorted(main))


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cldr", type=Path, required=True)
    here = Path(__file__).resolve().parent.parent
    out = here / "src" / "newsnorm" / "_text" / "data" / "alphabets.txt"
    parser.add_argument("--out", type=Path, default=out)
    args = parser.parse_args()
    rows = [f"{language} {exemplars(args.cldr, language)}\n" for language in LANGUAGES]
    args.out.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
