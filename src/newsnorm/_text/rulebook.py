"""Rules made ready for matching: filed by what their lines begin with, end with, or hold.

Takes: rules, then lines.  Gives: for a line, the :class:`Hit` of the rule that
fits best, or ``None``.  Raises :class:`~newsnorm.errors.RuleError` for a pattern
that is malformed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Any, TypeAlias

from attrs import asdict, frozen

from newsnorm._text.filed import Filed
from newsnorm._text.gate import Gate, sieve_of
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
from newsnorm._text.triggers import trigger
from newsnorm.model.edits import RemovalKind

__all__ = ["Hit", "Rule", "RuleBook"]


@frozen(kw_only=True)
class Rule:
    """One rule of a pack.

    ``id`` is unique over all packs (``de.share``); ``language`` is the pack's
    BCP 47 tag, or ``None`` for a platform.  ``pattern`` are the phrases.  A rule
    that is not ``sure`` is evidence only: it needs the structure to agree, or
    the thorough mode.  ``takes`` says what else goes with the line: ``"line"``
    nothing, ``"list"`` the entries that follow it, ``"links"`` the short
    lines that follow it.  ``at`` says where it looks: ``"line"`` at whole lines, or, of
    paragraphs, at what is glued to their ``"start"`` or ``"end"``, what stands
    ``"inside"`` between two sentences, or in a ``"bracket"``.  ``longest`` is the longest
    line (or piece of one), in characters, that it takes.

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
    at: tuple[str, ...] = ("line",)
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


_Files: TypeAlias = dict[str, list[int]]
_Row: TypeAlias = tuple[int, Sequence[Sequence[str]], Sequence[str]]


@frozen
class _Tables:
    """The phrases of a book, by their numbers.

    ``rows`` are the phrases with wildcards: the number of the rule, the segments, the names.
    ``heads``, ``tails`` and ``inner`` file their places, ``whole`` files the rules of
    the phrases without wildcards.
    """

    rows: list[_Row]
    whole: _Files
    heads: _Files
    tails: _Files
    inner: _Files


def _file(rules: Sequence[Rule], at: str) -> _Tables:
    """File the phrases of the *rules* that look *at* a place.

    They are filed under what their lines begin with, end with, or hold.
    """
    tables = _Tables([], {}, {}, {}, {})
    for number, rule in enumerate(rules):
        for pattern in rule.pattern if at in rule.at else ():
            for phrase in phrases(pattern, rule.id):
                heads, tails = phrase.segments[0], phrase.segments[-1]
                if len(phrase.segments) == 1:
                    for one in heads:
                        tables.whole.setdefault(one, []).append(number)
                    continue
                if all(heads):
                    files, keys = tables.heads, dict.fromkeys(one[:REACH] for one in heads)
                elif all(tails):
                    files, keys = tables.tails, dict.fromkeys(one[-REACH:] for one in tails)
                else:
                    files, keys = tables.inner, dict.fromkeys(anchors(phrase, rule.id))
                for key in keys:
                    files.setdefault(key, []).append(len(tables.rows))
                tables.rows.append((number, phrase.segments, phrase.names))
    return tables


class RuleBook:
    """Rules made ready for matching.

    >>> book = RuleBook([Rule(id="en.share", kind="share", pattern=("share (this|) on *",))])
    >>> book.match("Share on Facebook").rule.id
    'en.share'
    >>> book.match("Share prices fell on Monday.") is None
    True
    """

    def __init__(
        self, rules: Iterable[Rule], *, at: str = "line", tables: Mapping[str, Any] | None = None
    ) -> None:
        """Make those of *rules* ready that look *at* a place.

        *tables* are those that :meth:`compiled` gave for them.
        """
        self.rules = tuple(rules)
        filed = _file(self.rules, at) if tables is None else _Tables(**tables)
        self._tables = filed
        self._heads = Filed(filed.heads, [row[1][0] for row in filed.rows])
        self._tails = Filed(filed.tails, [row[1][-1] for row in filed.rows], last=True)
        self._phrases: dict[int, Phrase] = {}

    def compiled(self) -> dict[str, Any]:
        """Return the filed phrases as plain lists and mappings, for the index that is shipped."""
        return asdict(self._tables)

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
        size = len(line)
        key = key_of(line)
        if not key:
            return None
        best: tuple[Rule, Phrase | None] | None = None
        best_rank = (False, -1)
        for number in self._tables.whole.get(key, ()):
            rule = self.rules[number]
            rank = (rule.sure, len(key))
            if _counts(rule, languages, off) and rank > best_rank:
                best, best_rank = (rule, None), rank
        rows = self._tables.rows
        choosy = languages is not None or bool(off)
        for place in dict.fromkeys(self._candidates(key)):
            rule = self.rules[rows[place][0]]
            if size > rule.longest or (choosy and not _counts(rule, languages, off)):
                continue
            phrase = self._phrase(place)
            spans = phrase.spans(key)
            if spans is not None:
                rank = (rule.sure, len(key) - sum(end - start for start, end in spans))
                if rank > best_rank:
                    best, best_rank = (rule, phrase), rank
        if best is None:
            return None
        rule, phrase_of_it = best
        return Hit(rule=rule, values=spans_of_names(phrase_of_it, line) if phrase_of_it else ())

    def stems(self, size: int) -> frozenset[str]:
        """Return the first *size* letters with which the phrases begin, or all if they have fewer.

        >>> sorted(RuleBook([Rule(id="en.ad", kind="affiliate", pattern=("ad", "ads *"))]).stems(3))
        ['ad', 'ads']
        """
        return frozenset(key[:size] for key in (*self._tables.heads, *self._tables.whole))

    def beginnings(self) -> Iterator[tuple[str, bool]]:
        """Yield what lines begin with that phrases take, and whether that is all of a phrase.

        >>> rules = [Rule(id="en.ad", kind="affiliate", pattern=("ad", "ads *"))]
        >>> list(RuleBook(rules).beginnings())
        [('ad', True), ('ads ', False)]
        """
        yield from ((key, True) for key in self._tables.whole)
        places = dict.fromkeys(place for under in self._tables.heads.values() for place in under)
        yield from ((way, False) for place in places for way in self._tables.rows[place][1][0])

    def _phrase(self, place: int) -> Phrase:
        found = self._phrases.get(place)
        if found is None:
            _, segments, names = self._tables.rows[place]
            found = self._phrases[place] = Phrase(tuple(map(tuple, segments)), tuple(names))
        return found

    def _candidates(self, key: str) -> list[int]:
        """Return the phrases that may fit *key*, by what it begins with, ends with, or holds."""
        ends = self._heads.fitting(key)
        if tails := self._tails.fitting(key):
            ends = sorted(ends + tails, key=itemgetter(0))
        out = [place for _, place in ends]
        inner = self._tables.inner
        for word in filter(inner.__contains__, key.split(" ")):
            out += inner[word]
        if not key.isascii() and DENSE.search(key):  # no spaces: any two characters may begin it
            pairs = {key[i : i + 2] for i in range(min(len(key), WILDCARD_CHARS) - 1)}
            for pair in sorted(pairs & inner.keys()):
                out += inner[pair]
        return out

    @cached_property
    def gate(self) -> Gate:
        """What tells most lines that no rule takes without comparing them."""
        filed = self._tables
        under: dict[int, set[str]] = {}
        for word, places in filed.inner.items():
            for place in places:
                under.setdefault(place, set()).add(word)
        open_ones = {place: trigger(filed.rows[place][1], words) for place, words in under.items()}
        far = {
            place
            for place, row in enumerate(filed.rows)
            if self.rules[row[0]].longest > WILDCARD_CHARS
        }
        whole = [key for key in filed.whole if len(key) > REACH]
        return Gate(
            near=sieve_of(self._heads, self._tails, open_ones.values()),
            far=sieve_of(
                self._heads.having(_only(far, filed.heads)),
                self._tails.having(_only(far, filed.tails)),
                [one for place, one in open_ones.items() if place in far],
            ),
            whole=frozenset(key[:REACH] for key in whole),
            whole_ends=frozenset(key[-REACH:] for key in whole),
        )


def _only(places: Collection[int], files: _Files) -> _Files:
    """Return what of *files* is among *places*."""
    found = {key: [place for place in under if place in places] for key, under in files.items()}
    return {key: under for key, under in found.items() if under}


def _counts(rule: Rule, languages: frozenset[str] | None, off: frozenset[str]) -> bool:
    """Whether *rule* is of the packs asked for, and not off."""
    if languages is not None and rule.language is not None and rule.language not in languages:
        return False
    return rule.id not in off
