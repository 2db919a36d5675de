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

import gzip
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from importlib.metadata import EntryPoint, entry_points
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Any, get_args

from attrs import fields

from newsnorm._text.phrases import WILDCARD_CHARS, key_of
from newsnorm._text.rulebook import Hit, Rule, RuleBook
from newsnorm.errors import RuleError, shortened
from newsnorm.model.edits import RemovalKind

__all__ = [
    "PLACES",
    "Hit",
    "Rule",
    "RuleBook",
    "index_of",
    "key_of",
    "parse_pack",
    "read_packs",
    "shipped_books",
    "shipped_rules",
]


_KINDS = frozenset(get_args(RemovalKind))
_TAKES = frozenset({"line", "list", "links"})
PLACES = ("line", "start", "end", "inside", "bracket")
"""Where rules look: see :class:`Rule`."""
_FIELDS = tuple(one.name for one in fields(Rule))
_KEYS = {"id", "kind", "pattern", "yes", "no", "sure", "takes", "at", "longest"}


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
    at = _strings(data.get("at", "line"), f"{where}: at")
    if not at or not set(at) <= set(PLACES):
        raise RuleError(f"{where}: at must be one of {list(PLACES)}, or several of them")
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
        at=at,
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


def read_packs() -> tuple[Rule, ...]:
    """Return the rules of the packs that come with newsnorm, read from the packs themselves."""
    root = resources.files("newsnorm") / "rules"
    rules: list[Rule] = []
    for folder in ("lang", "platform"):
        for pack in _packs(root / folder):
            rules += parse_pack(pack.read_text(encoding="utf-8"), pack.name.removesuffix(".toml"))
    return tuple(rules)


def index_of(rules: tuple[Rule, ...]) -> dict[str, Any]:
    """Return *rules* and their filed phrases as the plain data of the index that is shipped."""
    return {
        "rules": [[getattr(rule, name) for name in _FIELDS] for rule in rules],
        "tables": {at: RuleBook(rules, at=at).compiled() for at in PLACES},
    }


def _unpacked(row: list[Any]) -> Rule:
    values: dict[str, Any] = dict(zip(_FIELDS, row, strict=True))
    for name in ("pattern", "yes", "no", "at"):
        values[name] = tuple(values[name])
    return Rule(**values)


@lru_cache(maxsize=1)
def shipped_books() -> dict[str, RuleBook]:
    """Return the rules that come with newsnorm, by where they look, read once.

    They are read from an index of the packs, which ``scripts/build_rule_index.py`` makes, since
    to write out the phrases of all packs takes ten times as long.
    """
    packed = (resources.files("newsnorm") / "rules" / "index.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    rules = tuple(_unpacked(row) for row in data["rules"])
    return {at: RuleBook(rules, at=at, tables=data["tables"][at]) for at in PLACES}


def shipped_rules() -> RuleBook:
    """Return the rules that come with newsnorm, ready for whole lines.

    >>> shipped_rules().match("Mehr zum Thema").rule.kind
    'related'
    """
    return shipped_books()["line"]


ENTRY_POINT_GROUP = "newsnorm.rules"
"""Packages name their rule packs in this group of entry points."""


@lru_cache(maxsize=1)
def installed_rules() -> tuple[Rule, ...]:
    """Return the rules of packs that other packages bring, read once.

    An entry point of the group ``newsnorm.rules`` names the text of a pack, or a
    file of it (anything with ``read_text``); its own name begins the ids of the rules.
    Packs are taken in the order of their names.

    Raises :class:`RuleError` for a pack that cannot be read.

    >>> installed_rules()
    ()
    """
    found = sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: point.name)
    return tuple(rule for point in found for rule in _installed(point))


def _installed(point: EntryPoint) -> tuple[Rule, ...]:
    try:
        pack = point.load()
        text = pack if isinstance(pack, str) else pack.read_text(encoding="utf-8")
    except Exception as error:  # whatever somebody else's module raises
        raise RuleError(f"the rule pack {point.name!r} ({point.value}) fails: {error}") from error
    return parse_pack(text, point.name)
