"""Rule packs: the phrases by which boilerplate is known, as data.

A pack is a TOML file: ``rules/lang/<tag>.toml`` for a language,
``rules/platform/<name>.toml`` for what is the same in all of them.  This module
is the only reader of such files.

Takes: packs, then lines.  Gives: for a line, the :class:`Hit` of the rule that
fits best, or ``None``.  Raises :class:`~newsnorm.errors.RuleError` for a pack
that is malformed.

A pattern is no regular expression but a phrase, compared with the whole line
after case, brackets, digits and marks at the edges are set aside:

``teilen``
    that line and no other
``folgen sie uns *``
    ``*`` stands for any text
``# kommentare``
    ``#`` stands for a number
``(artikel|beitrag|) teilen``
    one of several words, or none
``video <date_published> erstellt``
    a name in angle brackets stands for any text, which becomes a field
``*{end} mit video``
    ``{end}`` is any mark that ends a sentence

Each ``*`` is found by its leftmost fit, so that matching takes linear time
whatever a pack says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain, pairwise
from typing import Any, get_args

from attrs import field, frozen

from newsnorm.errors import RuleError, shortened
from newsnorm.model.edits import RemovalKind

__all__ = ["Hit", "Rule", "RuleBook", "key_of", "parse_pack", "shipped_rules"]

HEAD_CHARS = 420
"""Of a long line only the head and the tail are compared, so that a line of 10 MB costs no more
than a paragraph.  Consent boxes, the longest boilerplate there is, need about 400 characters."""
TAIL_CHARS = 180
WILDCARD_CHARS = 240
"""The longest line, in characters, that a pattern with a wildcard takes unless its rule says
otherwise: about as long as a teaser."""
EXPANSIONS = 2_000
"""A rule of more phrases than this is refused: its alternatives have been multiplied."""

_KEPT = "#@©ⓒ®℗%&+$€£¥°"


def _edge_marks() -> str:
    """Return the marks that do not count at the edges of a line."""
    blocks = chain(range(0x3100), range(0xFE00, 0x10000), range(0x1F000, 0x1FB00), range(0xE000, 0xE100))
    return "".join(
        char
        for char in map(chr, blocks)
        if unicodedata.category(char)[0] in "PSZC" and char not in _KEPT
    )


_EDGE = _edge_marks()
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_BRACKETS = str.maketrans("", "", "()[]（）［］\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\ufeff\u00ad")
_MACROS = {"end": '(.|!|?|"|…|。|！|？)'}


def key_of(line: str) -> str:
    """Return the form of *line* in which phrases are compared.

    >>> key_of("  ▶ Kommentare (12):")
    'kommentare #'
    """
    if len(line) > HEAD_CHARS + TAIL_CHARS:
        line = f"{line[:HEAD_CHARS]} \0 {line[-TAIL_CHARS:]}"
    return _folded(line).strip(_EDGE)


def _folded(text: str) -> str:
    text = text.translate(_BRACKETS) if not text.isascii() else text.replace("(", "").replace(")", "")
    text = " ".join(text.lower().replace("i̇", "i").split())
    if "’" in text or "ʼ" in text:
        text = text.replace("’", "'").replace("ʼ", "'")
    if not text.isascii():
        for quote in "“”„«»":
            text = text.replace(quote, '"')
    if " :" in text:  # as French sets it
        text = text.replace(" :", ":")
    return _NUMBER.sub("#", text)


@frozen(kw_only=True)
class Rule:
    """One rule of a pack.

    ``id`` is unique over all packs (``de.share``); ``language`` is the pack's
    BCP 47 tag, or ``None`` for a platform.  ``pattern`` are the phrases.  A rule
    that is not ``sure`` is evidence only: it needs the structure to agree, or
    the thorough mode.  ``takes`` says what else goes with the line: ``"line"``
    nothing, ``"list"`` the entries that follow it, ``"links"`` the short
    lines that follow it.  ``edge`` limits it to lines before or after the running
    text.  ``longest`` is the longest line, in characters, that it takes.

    >>> Rule(id="de.share", kind="share", pattern=("teilen",)).sure
    True
    """

    id: str
    kind: RemovalKind
    pattern: tuple[str, ...]
    language: str | None = None
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    sure: bool = True
    takes: str = "line"
    edge: bool = False
    longest: int = WILDCARD_CHARS


@frozen(kw_only=True)
class Hit:
    """A rule that fits a line, and the spans of its fields: ``(name, start, end)``.

    Spans are code points of the line.

    >>> Hit(rule=Rule(id="x.y", kind="share", pattern=("share",))).values
    ()
    """

    rule: Rule
    values: tuple[tuple[str, int, int], ...] = ()


@frozen
class _Phrase:
    """One pattern: between its wildcards, the alternatives that may stand there."""

    rule: Rule
    segments: tuple[tuple[str, ...], ...]
    names: tuple[str, ...]

    def spans(self, key: str) -> list[tuple[int, int]] | None:
        """Return what each wildcard stands for in *key*, or ``None`` if it does not fit."""
        first, *middle, last = self.segments
        if not key.startswith(first) or not key.endswith(last):
            return None
        start = max(len(one) for one in first if key.startswith(one))
        stop = len(key) - max(len(one) for one in last if key.endswith(one))
        if stop < start:
            return None
        ends = [start]
        for segment in middle:
            found = [
                (at, -len(one)) for one in segment if (at := key.find(one, ends[-1], stop)) >= 0
            ]
            if not found:
                return None
            at, size = min(found)
            ends += [at, at - size]
        return list(zip(ends[::2], [*ends[1::2], stop], strict=True))


_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WILD = re.compile(r"\*|<[a-z_]+>")
_GROUP = re.compile(r"\(([^()]*)\)")


def _multiplied(pattern: str, where: str, group: re.Pattern[str]) -> list[str]:
    """Write out the alternatives of those groups of *pattern* that *group* finds."""
    done: list[str] = []
    todo = [pattern]
    while todo:
        text = todo.pop()
        found = group.search(text)
        if found is None:
            done.append(text)
            continue
        head, tail = text[: found.start()], text[found.end() :]
        todo += [head + one + tail for one in found[1].split("|")]
        if len(todo) + len(done) > EXPANSIONS:
            raise RuleError(f"{where}: too many alternatives in {shortened(pattern)}")
    return done[::-1]


_WILD_GROUP = re.compile(r"\(([^()]*[*<][^()]*)\)")


def _phrases(pattern: str, rule: Rule) -> list[_Phrase]:
    """Compile one pattern: one phrase for each way to choose among groups that hold wildcards."""
    for name, value in _MACROS.items():
        pattern = pattern.replace("{" + name + "}", value)
    if pattern.count("(") != pattern.count(")"):
        raise RuleError(f"{rule.id}: unbalanced brackets in {shortened(pattern)}")
    out: list[_Phrase] = []
    for plain in _multiplied(pattern, rule.id, _WILD_GROUP):
        pieces = _WILD.split(plain)
        names = tuple(token.strip("<>*") for token in _WILD.findall(plain))
        segments = []
        for place, piece in enumerate(pieces):
            ends = (place == 0, place == len(pieces) - 1)
            literals = (_literal(one, ends) for one in _multiplied(piece, rule.id, _GROUP))
            segments.append(tuple(dict.fromkeys(literals)))
        out.append(_Phrase(rule, tuple(segments), names))
    return out


def _literal(text: str, ends: tuple[bool, bool]) -> str:
    """Fold *text* as :func:`key_of` does, keeping the spaces that face a wildcard."""
    folded = _folded(f"\0{text}\0").replace("\0 ", " ").replace(" \0", " ").strip("\0")
    if ends[0]:
        folded = folded.lstrip(_EDGE)
    return folded.rstrip(_EDGE) if ends[1] else folded


def _anchor(phrase: _Phrase) -> tuple[str, ...]:
    """Return the words by which *phrase* is found if both of its ends are open."""
    for segment in phrase.segments:
        if all(one.strip() for one in segment):
            words = (max(one.split(), key=len) for one in segment)
            return tuple(sorted({word[:2] if _DENSE.match(word) else word for word in words}))
    raise RuleError(f"{phrase.rule.id}: no word of {phrase.segments} must be there")


class RuleBook:
    """Rules made ready for matching.

    >>> book = RuleBook([Rule(id="en.share", kind="share", pattern=("share (this|) on *",))])
    >>> book.match("Share on Facebook").rule.id
    'en.share'
    >>> book.match("Share prices fell on Monday.") is None
    True
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._whole: dict[str, list[_Phrase]] = {}
        self._heads: dict[str, list[_Phrase]] = {}
        self._tails: dict[str, list[_Phrase]] = {}
        self._inner: dict[str, list[_Phrase]] = {}
        for rule in self.rules:
            for phrase in chain.from_iterable(_phrases(one, rule) for one in rule.pattern):
                self._add(phrase)

    def _add(self, phrase: _Phrase) -> None:
        """File *phrase* under what its lines begin with, end with, or hold."""
        heads, tails = phrase.segments[0], phrase.segments[-1]
        if len(phrase.segments) == 1:
            for one in heads:
                self._whole.setdefault(one, []).append(phrase)
        elif all(heads):
            for start in {one[:2] for one in heads}:
                self._heads.setdefault(start, []).append(phrase)
        elif all(tails):
            for end in {one[-2:] for one in tails}:
                self._tails.setdefault(end, []).append(phrase)
        else:
            for word in _anchor(phrase):
                self._inner.setdefault(word, []).append(phrase)

    def match(
        self, line: str, *, languages: frozenset[str] | None = None, off: frozenset[str] = frozenset()
    ) -> Hit | None:
        """Return the hit of the rule that fits *line* best, or ``None``.

        *languages* limits the packs (those of platforms always count); *off*
        names rules that do not count.  A sure rule beats an unsure one, then
        the one that says most letters.
        """
        key = key_of(line)
        if not key:
            return None
        best: _Phrase | None = None
        best_rank = (False, -1)
        size = len(line)
        for phrase in self._candidates(key):
            rule = phrase.rule
            if languages is not None and rule.language is not None and rule.language not in languages:
                continue
            if rule.id in off:
                continue
            if len(phrase.segments) == 1:
                rank = (rule.sure, len(key))
            elif size > rule.longest or (spans := phrase.spans(key)) is None:
                continue
            else:
                rank = (rule.sure, len(key) - sum(end - start for start, end in spans))
            if best is None or rank > best_rank:
                best, best_rank = phrase, rank
        return Hit(rule=best.rule, values=_values(best, line)) if best else None

    def _candidates(self, key: str) -> Iterable[_Phrase]:
        whole = self._whole.get(key)
        heads = self._heads.get(key[:2])
        tails = self._tails.get(key[-2:])
        inner = [self._inner[word] for word in key.split() if word in self._inner]
        if not key.isascii() and _DENSE.search(key):  # no spaces: any two characters may begin it
            pairs = {key[i : i + 2] for i in range(min(len(key), WILDCARD_CHARS) - 1)}
            inner += [self._inner[pair] for pair in sorted(pairs & self._inner.keys())]
        if whole is None and heads is None and tails is None and not inner and key[0] != "©":
            return ()
        marks = self._heads.get(key[0], ()) if len(key) > 1 else ()
        return chain(whole or (), heads or (), tails or (), marks, *inner)


def _values(phrase: _Phrase, line: str) -> tuple[tuple[str, int, int], ...]:
    """Return the spans of the named wildcards of *phrase* in *line*."""
    if not any(phrase.names):
        return ()
    key, places = _key_with_places(line)
    found = phrase.spans(key) or []
    out: list[tuple[str, int, int]] = []
    for name, (start, end) in zip(phrase.names, found, strict=False):
        if name and start < end:
            first, last = places[start][0], places[end - 1][1]
            text = line[first:last]
            first += len(text) - len(text.lstrip())
            out.append((name, first, first + len(text.strip())))
    return tuple(out)


def _key_with_places(line: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the key of *line* and, for each of its characters, the span it came from."""
    line = line[: HEAD_CHARS + TAIL_CHARS]
    chars: list[str] = []
    places: list[tuple[int, int]] = []
    position = 0
    for number in chain(_NUMBER.finditer(line), (None,)):
        stop = len(line) if number is None else number.start()
        for place in range(position, stop):
            for folded in " " if line[place].isspace() else _folded(line[place]):
                if folded == ":" and chars and chars[-1] == " ":
                    chars[-1], places[-1] = folded, (place, place + 1)
                elif folded != " " or (chars and chars[-1] != " "):
                    chars.append(folded)
                    places.append((place, place + 1))
        if number is not None:
            chars.append("#")
            places.append(number.span())
            position = number.end()
    key = "".join(chars)
    start = len(key) - len(key.lstrip(_EDGE))
    return key.strip(_EDGE), places[start : start + len(key.strip(_EDGE))]


_KINDS = frozenset(get_args(RemovalKind))
_TAKES = frozenset({"line", "list", "links"})
_KEYS = {"id", "kind", "pattern", "yes", "no", "sure", "takes", "edge", "longest"}


def _strings(value: object, where: str) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return tuple(value)
    raise RuleError(f"{where} must be a list of strings, not {shortened(value)}")


def _rule(data: Mapping[str, Any], prefix: str, language: str | None) -> Rule:
    """Make a rule of one table of a pack."""
    name = data.get("id")
    if not isinstance(name, str) or not name:
        raise RuleError(f"{prefix}: a rule needs an id, not {shortened(name)}")
    where = f"{prefix}.{name}"
    if unknown := set(data) - _KEYS:
        raise RuleError(f"{where}: unknown key {shortened(min(unknown))}")
    if data.get("kind") not in _KINDS:
        raise RuleError(f"{where}: unknown kind {shortened(data.get('kind'))}")
    if data.get("takes", "line") not in _TAKES:
        raise RuleError(f"{where}: takes must be one of {sorted(_TAKES)}")
    pattern = _strings(data.get("pattern"), f"{where}: pattern")
    if not pattern or not data.get("yes"):
        raise RuleError(f"{where}: a rule needs a pattern and an example of what it takes")
    return Rule(
        id=where,
        kind=data["kind"],
        pattern=pattern,
        language=language,
        yes=_strings(data["yes"], f"{where}: yes"),
        no=_strings(data.get("no", []), f"{where}: no"),
        sure=bool(data.get("sure", True)),
        takes=data.get("takes", "line"),
        edge=bool(data.get("edge", False)),
        longest=int(data.get("longest", WILDCARD_CHARS)),
    )


def parse_pack(text: str, name: str) -> tuple[Rule, ...]:
    """Read a pack from TOML; *name* (a language tag or a platform) begins the ids of its rules.

    >>> pack = parse_pack(
    ...     'language = "en"\\n[[rule]]\\nid = "share"\\nkind = "share"\\n'
    ...     'pattern = ["share (this|)"]\\nyes = ["Share"]', "en")
    >>> pack[0].id, pack[0].language
    ('en.share', 'en')
    """
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{name}: {error}") from error
    tables = data.get("rule")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RuleError(f"{name}: a pack holds [[rule]] tables")
    rules = tuple(_rule(table, name, data.get("language")) for table in tables)
    for one, other in pairwise(sorted(rule.id for rule in rules)):
        if one == other:
            raise RuleError(f"{name}: {one} is there twice")
    return rules


def _packs(folder: Traversable) -> list[Traversable]:
    return sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)


@lru_cache(maxsize=1)
def shipped_rules() -> RuleBook:
    """Return the rules that come with newsnorm, read once.

    >>> shipped_rules().match("Mehr zum Thema").rule.kind
    'related'
    """
    root = resources.files("newsnorm") / "rules"
    rules: list[Rule] = []
    for folder in ("lang", "platform"):
        for pack in _packs(root / folder):
            rules += parse_pack(pack.read_text(encoding="utf-8"), pack.name.removesuffix(".toml"))
    return RuleBook(rules)
