"""Boilerplate inside a line: what is glued to a paragraph, or stands between its sentences.

Takes one line.  Gives its :class:`Inset` pieces and what is left.  A piece goes only where it
stands apart (behind the end of a sentence, before the end of a date, in brackets), and only if
a rule or a shape fits all of it: an agency named in a sentence stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, TypeAlias

from attrs import evolve, frozen

from newsnorm._text.phrases import DENSE
from newsnorm._text.rules import Hit, Rule, RuleBook, key_of, shipped_books
from newsnorm.boilerplate.fragments import (
    brackets,
    endings,
    hashtags_at_end,
    openings,
    sentence_starts,
)
from newsnorm.boilerplate.lines import Cut
from newsnorm.boilerplate.shapes import agency_line, link_line
from newsnorm.boilerplate.suspects import Beginnings
from newsnorm.model import RemovalKind

__all__ = ["InlineRules", "Inset", "inline_rules", "insets", "is_caption"]

PIECES = ("start", "inside", "bracket", "end")
"""Where rules look inside lines."""
STEM = 3
"""So many first characters tell most pieces that no rule takes."""
LEAST_CHARS = 16
"""So much must be left of a line, in characters …"""
LEAST_DENSE = 8
"""… or so much, in scripts without spaces."""
CAPTION_CHARS = 220
"""A line no longer than this that ends in the credit of a picture is its caption …"""
CAPTION_STOPS = 2
"""… if it has at most so many sentences."""
SENTENCE_SPACES = 2
"""A piece between two sentences that is not in capitals has more spaces than one, so that no
word with which a sentence may begin is taken for a label."""
_NOUNS_WITH_CAPITALS = frozenset({"de"})
INSIDE_WORDS = 7
"""What stands between two sentences without a mark of its own has at most so many words."""
ROUNDS = 6
"""Taking a piece out may bring another one to the end; measured, two rounds are enough."""
ABBREVIATION = 6
"""A full stop among so many first characters of a piece is that of an abbreviation: 'Fot. X'."""
SIGNATURE_CHARS = 72
"""Agencies and the initials of those who wrote take no more than this."""
NAME_CHARS = 6
"""A shorter name with one capital that stands for a sentence may be another word: Spa, Beta."""
WORDS_BEFORE_DATE = 2
TAGS_WITHOUT_STOP = 3
"""So many hashtags in a row belong to no sentence."""

_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff]+(?=\\s|$)|(?:(?<=\\s)|^)[\u200b\u2060\ufeff]+|\ufeff+"
)
_PARTING = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff]")
"""Scripts in which a space of no width parts words."""
_STOPPED = re.compile(r"[.!?…。！？؟।۔॥][\"'”’»)\]」』）]*\s*$")
_EMBED = re.compile(r"(?:pic\.(?:twitter|x)\.com/|https?://t\.co/)\S+$")
"""The address of a post: a picture of it, or the network's own short form."""
_DIGIT = re.compile(r"\d")
_STOP = re.compile(r"[.。؟।۔॥]\s")
_SIGNATURE = re.compile(
    r"[\s(\[（/©–—|-]*(?:(?:19|20)\d\d\s)?([^()\[\]（）]{2,60}?)[\s)\]）]*[.。]?$"
)
_NETWORK = (
    "(?:Facebook|Twitter|Pinterest|Whats[Aa]pp|Linked[Ii]n|Telegram|Reddit|Tumblr|Messenger|"
    "Flipboard|Instagram|VKontakte|Viber|Threads|Bluesky)"
)
_SHARE_BAR = re.compile(
    rf"(?:(?:[^\W\d_]+ ){{1,3}}{_NETWORK}(?=[^\W\d_a-z])){{1,9}}(?:[^\W\d_]+ ){{1,3}}{_NETWORK}\s+"
    rf"|{_NETWORK}(?:[ |]{{1,3}}{_NETWORK}){{2,9}}\s+"
)

Values: TypeAlias = tuple[tuple[str, int, int], ...]


class Inset(NamedTuple):
    """A piece of a line that goes: its span, why, and the spans of the fields it holds."""

    start: int
    end: int
    cut: Cut
    values: Values = ()


@frozen(kw_only=True)
class InlineRules:
    """The rules that look inside lines, by where, and which of them count.

    ``agencies`` are the rules that name agencies, ``stems`` and ``begins`` what the phrases
    begin with.
    """

    books: Mapping[str, RuleBook]
    agencies: RuleBook
    stems: Mapping[str, frozenset[str]]
    begins: Beginnings
    languages: frozenset[str] | None = None
    off: frozenset[str] = frozenset()

    def may_begin(self, at: str, text: str, start: int) -> bool:
        """Whether a rule for pieces *at* a place may take one that begins at *start*.

        Such rules begin with letters, so that few characters tell.
        """
        head = text[start : start + STEM]
        if not head.replace(" ", "").isalpha() or head[0] == " " or "İ" in head:
            head = key_of(text[start : start + 24])[:STEM]
        stems = self.stems[at]
        head = head.lower()
        return head in stems or head[:2] in stems or head[:1] in stems

    def match(self, at: str, piece: str) -> Hit | None:
        """Return the rule that takes a piece that stands *at* a place."""
        hit = self.books[at].match(piece, languages=self.languages, off=self.off)
        return hit if hit is not None and hit.rule.sure else None


def inline_rules(
    own: tuple[Rule, ...] = (),
    *,
    languages: frozenset[str] | None = None,
    off: frozenset[str] = frozenset(),
) -> InlineRules:
    """Return the shipped rules that look inside lines, with a user's own ones if there are any.

    >>> sorted(inline_rules().books)
    ['bracket', 'end', 'inside', 'line', 'start']
    """
    return _chosen(own, languages, off)


@lru_cache(maxsize=32)
def _chosen(
    own: tuple[Rule, ...], languages: frozenset[str] | None, off: frozenset[str]
) -> InlineRules:
    return evolve(_rules(own), languages=languages, off=off)


@lru_cache(maxsize=8)
def _rules(own: tuple[Rule, ...]) -> InlineRules:
    books = shipped_books()
    agencies = RuleBook(rule for rule in books["line"].rules if rule.id == "agencies.names")
    if any(rule.at != ("line",) for rule in own):
        books = {at: RuleBook((*book.rules, *own), at=at) for at, book in books.items()}
    stems = {at: books[at].stems(STEM) for at in PIECES}
    begins = Beginnings(one for at in PIECES for one in books[at].beginnings())
    return InlineRules(books=books, agencies=agencies, stems=stems, begins=begins)


def insets(line: str, rules: InlineRules) -> tuple[tuple[Inset, ...], str]:
    """Return the pieces of *line* that go, in order, and what is left of it.

    >>> rules = inline_rules()
    >>> found, rest = insets("The dam broke at noon, the mayor said. (Reuters)", rules)
    >>> rest, [(one.start, one.end, one.cut.kind) for one in found]
    ('The dam broke at noon, the mayor said.', [(38, 48, 'agency_credit')])
    """
    if len(line) <= LEAST_CHARS and not (len(line) > LEAST_DENSE and DENSE.search(line)):
        return (), line
    kept = [(0, len(line))]
    gone: list[Inset] = []
    rest = line
    for _ in range(ROUNDS):
        found = _disjoint(_found(rest, rules))
        left = len(rest) - sum(one.end - one.start for one in found)
        if not found or not (left >= LEAST_CHARS or (left >= LEAST_DENSE and DENSE.search(rest))):
            break
        gone = _disjoint([*gone, *_moved(found, kept)])  # one may swallow those in its middle
        kept = _without(gone, len(line))
        rest = "".join([line[start:end] for start, end in kept])
    return tuple(gone), rest


def is_caption(line: str, found: Iterable[Inset]) -> bool:
    """Whether a short *line* ends in the credit of a picture: then all of it is the caption."""
    return len(line) <= CAPTION_CHARS and any(
        one.end == len(line)
        and one.cut.kind == "media_credit"
        and len(sentence_starts(line[: one.start])) < CAPTION_STOPS
        for one in found
    )


def _disjoint(found: Iterable[Inset]) -> list[Inset]:
    out: list[Inset] = []
    for one in sorted(found, key=lambda inset: (inset.start, -inset.end)):
        if one.start < one.end and (not out or out[-1].end <= one.start):
            out.append(one)
    return out


def _moved(found: list[Inset], kept: list[tuple[int, int]]) -> Iterator[Inset]:
    """Say where pieces of what is left stand in the line."""
    offsets = list(accumulate((end - start for start, end in kept), initial=0))

    def back(offset: int) -> int:
        place = bisect_right(offsets, offset) - 1
        return kept[place][0] + offset - offsets[place]

    for one in found:
        values = tuple((name, back(start), back(end - 1) + 1) for name, start, end in one.values)
        yield Inset(back(one.start), back(one.end - 1) + 1, one.cut, values)


def _without(gone: list[Inset], size: int) -> list[tuple[int, int]]:
    ends = [0, *(one.end for one in gone)]
    starts = [*(one.start for one in gone), size]
    return [(end, start) for end, start in zip(ends, starts, strict=True) if end < start]


def _found(text: str, rules: InlineRules) -> Iterator[Inset]:
    """Yield what goes at the start, at the end, between sentences, and in brackets."""
    stops = sentence_starts(text)
    if rules.may_begin("start", text, 0):
        yield from _at_start(text, rules)
    if "shape.share" not in rules.off and (bar := _SHARE_BAR.match(text)):
        yield Inset(0, bar.end(), _cut("share", "shape.share"))
    if "(" in text or "[" in text or "（" in text or "【" in text or "［" in text:
        yield from _in_brackets(text, rules)
    yield from _inside(text, stops, rules)
    yield from _at_end(text, stops, rules)
    if "\ufeff" in text or "\u200b" in text or "\u2060" in text:
        parts_words = _PARTING.search(text) is not None
        for match in _INVISIBLE.finditer(text):
            if parts_words and "\u200b" in match.group():
                continue
            yield _spaced(text, *match.span(), _cut("markup", "shape.invisible"))


def _cut(kind: RemovalKind, rule: str) -> Cut:
    return Cut(kind, rule, 1.0, "inline")


def _of(rule: Rule) -> Cut:
    return Cut(rule.kind, rule.id, 1.0, "inline")


def _shifted(hit: Hit, offset: int) -> Values:
    return tuple((name, start + offset, end + offset) for name, start, end in hit.values)


def _at_start(text: str, rules: InlineRules) -> Iterator[Inset]:
    for end, start in openings(text):
        if start >= len(text) or text[start].islower():
            continue
        hit = rules.match("start", text[:end])
        if hit is not None and all(_dated(text[a:b]) for _, a, b in hit.values):
            yield Inset(0, start, _of(hit.rule), _shifted(hit, 0))
            return


def _dated(value: str) -> bool:
    """Whether what stands behind a label may be a date: a number after two words at most."""
    number = _DIGIT.search(value)
    return (
        number is not None
        and ": " not in value
        and value[: number.start()].count(" ") <= WORDS_BEFORE_DATE
    )


def _in_brackets(text: str, rules: InlineRules) -> Iterator[Inset]:
    for (first, last), (start, end) in brackets(text):
        hit = rules.match("bracket", text[start:end])
        if hit is not None:
            yield _spaced(text, first, last, _of(hit.rule), _shifted(hit, start))


def _spaced(text: str, start: int, end: int, cut: Cut, values: Values = ()) -> Inset:
    """Take with a piece the white space on one of its sides, so that one is left."""
    while end < len(text) and text[end].isspace() and (start == 0 or text[start - 1].isspace()):
        end += 1
    if end == len(text) or text[end] in ".,;:!?。，、！？":
        while start and text[start - 1].isspace():
            start -= 1
    return Inset(start, end, cut, values)


def _inside(text: str, stops: Sequence[tuple[int, int]], rules: InlineRules) -> Iterator[Inset]:
    """Find labels between two sentences: a few words, behind them a capital."""
    for _, start in ((0, 0), *stops):
        if not rules.may_begin("inside", text, start):
            continue
        end = start
        for _ in range(INSIDE_WORDS):
            end = text.find(" ", end + 1)
            if end < 0:
                break
            piece, after = text[start:end], text[end + 1 : end + 2]
            hit = None if after.islower() else rules.match("inside", piece)
            if hit is None or not (_apart(piece) or _before_capital(after, hit.rule)):
                continue
            yield _spaced(text, start, end, _of(hit.rule), _shifted(hit, start))
            break


def _apart(piece: str) -> bool:
    """Whether a piece between two sentences begins none: in capitals, or of many words."""
    return piece.isupper() or piece.count(" ") >= SENTENCE_SPACES


def _before_capital(after: str, rule: Rule) -> bool:
    """Whether a word with a capital goes before, where that begins a sentence and no noun."""
    return after.isupper() and rule.language not in _NOUNS_WITH_CAPITALS


def _at_end(text: str, stops: Sequence[tuple[int, int]], rules: InlineRules) -> Iterator[Inset]:
    tags = [] if "shape.hashtags" in rules.off else hashtags_at_end(text)
    size = len(text[: tags[0][0] - 1].rstrip(" ,\u00a0")) if tags else len(text)
    if tags:
        values = tuple(("keywords", *tag) for tag in tags)
        below = Inset(size, len(text), _cut("tags", "shape.hashtags"), values)
        if len(tags) >= TAGS_WITHOUT_STOP or (
            size and not text[size - 1].isalnum() and text[size - 1] not in ",:;–—-"
        ):
            yield below
            return
    for end, start in endings(text, stops):
        piece = text[start:size]
        found = _ending(text[:end], piece, start, rules) if piece else None
        if found is not None:
            cut, held = found
            yield Inset(end, size, cut, held)
            if tags:
                yield below
            return
    glued = _glued_signature(text, rules)
    if glued is not None:
        yield glued


def _ending(before: str, piece: str, start: int, rules: InlineRules) -> tuple[Cut, Values] | None:
    """Say why a piece that stands behind a sentence goes, if it does."""
    if rules.may_begin("end", piece, 0) and not _STOP.search(piece, ABBREVIATION):
        hit = rules.match("end", piece)
        if hit is not None:
            return _of(hit.rule), _shifted(hit, start)
    short = len(piece) <= SIGNATURE_CHARS and _STOPPED.search(before[-40:])
    signed = _SIGNATURE.match(piece) if short else None
    if signed is not None and _signs(signed[1], piece, rules):
        span = ("source_organization", start + signed.start(1), start + signed.end(1))
        return _cut("agency_credit", "shape.agency"), (span,)
    if "/" in piece and "shape.links" not in rules.off:
        is_link, social = link_line(piece)
        if (is_link and social) or _EMBED.match(piece):
            return _cut("channel_links", "shape.links"), ()
    return None


def _signs(names: str, piece: str, rules: InlineRules) -> bool:
    """Whether a piece is nothing but agencies, as they sign: no word with a full stop behind it."""
    if "shape.agency" in rules.off or not agency_line(names, rules.agencies):
        return False
    bare = piece[0] not in "(/[©–—-（|"
    return not (bare and (piece[-1] in ".。" or (names.istitle() and len(names) < NAME_CHARS)))


def _glued_signature(text: str, rules: InlineRules) -> Inset | None:
    """Find an agency glued to the last sentence: 'It rained./dpa', 'It rained.dpa'."""
    place = max(text.rfind(mark) for mark in '.!?…”"»')
    piece = text[place + 1 :]
    if (
        not 2 <= len(piece) <= 20
        or " " in piece
        or piece[0] in "(（"
        or not text[place - 1 : place].isalpha()
    ):
        return None
    if not _signs(piece.lstrip("/"), piece, rules):
        return None
    start = place + 1 + len(piece) - len(piece.lstrip("/"))
    values = (("source_organization", start, len(text)),)
    return Inset(place + 1, len(text), _cut("agency_credit", "shape.agency"), values)
