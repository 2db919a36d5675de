"""Rule packs: the phrases by which boilerplate is known, as data.

A pack is a TOML file: ``rules/lang/<tag>.toml`` for a language,
``rules/platform/<name>.toml`` for what is the same in all of them.  This module
is the only reader of such files.

Takes: packs, then lines.  Gives: for a line, the :class:`Hit` of the rule that
fits best, or ``None``.  Raises :class:`~newsnorm.errors.RuleError` for a pack
that is malformed.

How patterns are written stands in :mod:`newsnorm._text.phrases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import chain, pairwise
from typing import Any, TypeAlias, get_args

from attrs import frozen

from newsnorm._text.phrases import (
    DENSE,
    REACH,
    WILDCARD_CHARS,
    Phrase,
    anchors,
    key_of,
    phrases,
    spans_of_names,
)
from newsnorm.errors import RuleError, shortened
from newsnorm.model.edits import RemovalKind

__all__ = ["Hit", "Rule", "RuleBook", "key_of", "parse_pack", "shipped_rules"]


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


_Filed: TypeAlias = tuple[Rule, Phrase]


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
        self._whole: dict[str, list[_Filed]] = {}
        self._heads: dict[str, list[_Filed]] = {}
        self._tails: dict[str, list[_Filed]] = {}
        self._inner: dict[str, list[_Filed]] = {}
        for rule in self.rules:
            for phrase in chain.from_iterable(phrases(one, rule.id) for one in rule.pattern):
                self._add(rule, phrase)

    def _add(self, rule: Rule, phrase: Phrase) -> None:
        """File *phrase* under what its lines begin with, end with, or hold."""
        heads, tails = phrase.segments[0], phrase.segments[-1]
        if len(phrase.segments) == 1:
            for one in heads:
                self._whole.setdefault(one, []).append((rule, phrase))
        elif all(heads):
            for start in dict.fromkeys(one[:REACH] for one in heads):
                self._heads.setdefault(start, []).append((rule, phrase))
        elif all(tails):
            for end in dict.fromkeys(one[-REACH:] for one in tails):
                self._tails.setdefault(end, []).append((rule, phrase))
        else:
            for word in anchors(phrase, rule.id):
                self._inner.setdefault(word, []).append((rule, phrase))

    def match(
        self,
        line: str,
        *,
        languages: frozenset[str] | None = None,
        off: frozenset[str] = frozenset(),
    ) -> Hit | None:
        """Return the hit of the rule that fits *line* best, or ``None``.

        *languages* limits the packs (those of platforms always count); *off*
        names rules that do not count.  A sure rule beats an unsure one, then
        the one that says most letters.
        """
        key = key_of(line)
        if not key:
            return None
        best: _Filed | None = None
        best_rank = (False, -1)
        size = len(line)
        for rule, phrase in self._candidates(key):
            if (
                languages is not None
                and rule.language is not None
                and rule.language not in languages
            ):
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
                best, best_rank = (rule, phrase), rank
        if best is None:
            return None
        return Hit(rule=best[0], values=spans_of_names(best[1], line))

    def _candidates(self, key: str) -> list[_Filed]:
        """Return what may fit *key*, by what it begins with, ends with, or holds."""
        found = self._whole.get(key)
        out = list(found) if found else []
        for size in range(1, REACH + 1):
            if (found := self._heads.get(key[:size])) is not None:
                out += found
            if (found := self._tails.get(key[-size:])) is not None:
                out += found
        for word in key.split():
            if word in self._inner:
                out += self._inner[word]
        if not key.isascii() and DENSE.search(key):  # no spaces: any two characters may begin it
            pairs = {key[i : i + 2] for i in range(min(len(key), WILDCARD_CHARS) - 1)}
            for pair in sorted(pairs & self._inner.keys()):
                out += self._inner[pair]
        return out


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
    r"""Read a pack from TOML; *name* (a language tag or a platform) begins the ids of its rules.

    >>> pack = parse_pack(
    ...     'language = "en"\n[[rule]]\nid = "share"\nkind = "share"\n'
    ...     'pattern = ["share (this|)"]\nyes = ["Share"]', "en")
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
