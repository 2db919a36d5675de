"""Layer one and two of the stage: which lines go because of what they say or look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from attrs import field, frozen

from newsnorm._text.gate import LEAST
from newsnorm._text.rules import Hit, Rule, RuleBook
from newsnorm.boilerplate.lines import Cut, Line
from newsnorm.boilerplate.shapes import (
    AGENCY_CHARS,
    SHORT_CHARS,
    Shape,
    agency_line,
    link_line,
    shape_of,
)
from newsnorm.model import Field

__all__ = ["PROSE_CHARS", "Findings", "Ruling", "find"]

PROSE_CHARS = 100
"""A line of this length that ends a sentence is running text: it ends a list of sources."""
CHRONICLE = 3
"""So many dates that stand above a paragraph of running text each are heads of a chronicle."""
LIST_LINES = 60
"""A list of sources has no more entries than this."""
REMEMBERED = 4_000
"""So many short lines are remembered from one text to the next: pages of a site share theirs."""
_PROSE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_OF_EDGES = frozenset({"timestamp", "byline", "tags"})
"""What is no boilerplate between two paragraphs: a date there is a sub-headline."""
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_ENTRY_MARK = re.compile(r"^(?:[-*•·–▪◦‣]|\[?\d{1,3}[.)\]])\s*")
_WORDS = re.compile(r"[^\W\d_]{3,}")


_Seen: TypeAlias = tuple[Hit | None, Shape | None]


@frozen(kw_only=True)
class Ruling:
    """Which rules count.

    ``languages`` limits the packs, ``off`` names rules by id, ``keywords`` are the user's own.
    """

    book: RuleBook
    languages: frozenset[str] | None = None
    off: frozenset[str] = frozenset()
    keywords: tuple[str, ...] = ()
    _known: dict[str, _Seen] = field(factory=dict, init=False, eq=False)
    _long: dict[str, _Seen] = field(factory=dict, init=False, eq=False)

    def begin(self) -> None:
        """Forget what no other text will say again: long lines, and all if it gets too much."""
        self._long.clear()
        if len(self._known) > REMEMBERED:
            self._known.clear()

    def look(self, lines: Sequence[Line]) -> list[_Seen]:
        """Return what each line says and what it looks like, whatever stands around it."""
        short, long = self._known, self._long
        texts = [line.text for line in lines]
        new = [text for text in texts if text not in short and text not in long]
        if new:
            self._learn(dict.fromkeys(new, True))
        return [short[text] if text in short else long[text] for text in texts]

    def _learn(self, new: dict[str, bool]) -> None:
        """Look at lines not seen before: first which of them any rule may take."""
        asked = [text for text in new if len(text) >= LEAST]
        if asked:
            new.update(zip(asked, self.book.gate.passed(asked), strict=True))
        for text, passed in new.items():
            hit = None
            if passed:
                hit = self.book.match(text, languages=self.languages, off=self.off)
            if hit is not None and hit.rule.id == "agencies.pictures":
                hit = None
            shape = None if hit is not None and hit.rule.sure else self._shape(text)
            (self._known if len(text) <= SHORT_CHARS else self._long)[text] = hit, shape

    def _shape(self, text: str) -> Shape | None:
        shape = shape_of(text, self.book)
        if shape is None and len(text) <= AGENCY_CHARS and agency_line(text, self.book):
            whole = (("source_organization", 0, len(text)),)
            shape = Shape("agency_credit", "shape.agency", whole)
        return shape if shape is not None and shape.rule not in self.off else None


@frozen
class Findings:
    """What the lines say.

    ``cuts`` go for sure, ``fields`` is the data that they held, ``hits`` are the rules that fit,
    sure or not, and ``spared`` lines stay whatever the structure says.
    """

    cuts: dict[int, Cut] = field(factory=dict)
    fields: list[Field] = field(factory=list)
    hits: dict[int, Rule] = field(factory=dict)
    spared: set[int] = field(factory=set)

    def take(
        self, index: int, line: Line, cut: Cut, values: Sequence[tuple[str, int, int]]
    ) -> None:
        """Note that *line* goes, and what it held."""
        self.cuts[index] = cut
        for name, start, end in values:
            self.fields.append(
                Field(
                    name=name,
                    value=line.text[start:end],
                    start=line.start + start,
                    end=line.start + end,
                )
            )


def find(lines: Sequence[Line], ruling: Ruling) -> Findings:
    """Look at every line for itself, then at what stands beside the ones found."""
    found = Findings()
    links: list[tuple[int, bool]] = []
    for index, (line, (hit, shape)) in enumerate(zip(lines, ruling.look(lines), strict=True)):
        if index in found.cuts or (
            hit is None
            and shape is None
            and not ruling.keywords
            and "://" not in line.text
            and "www." not in line.text
        ):
            continue
        keyword = _keyword(line.text, ruling.keywords) if ruling.keywords else None
        if keyword:
            found.take(index, line, Cut("site_template", f"user.{keyword}"), ())
            continue
        kind = hit.rule.kind if hit is not None else shape.kind if shape is not None else None
        if kind in _OF_EDGES and _between_prose(lines, index):
            found.spared.add(index)
            continue
        if hit is not None:
            found.hits[index] = hit.rule
        if hit is not None and hit.rule.sure:
            _take_hit(lines, index, hit, found)
        elif shape is not None:
            found.take(index, line, Cut(shape.kind, shape.rule), shape.values)
        elif "://" in line.text or "www." in line.text:
            is_link, social = link_line(line.text)
            if is_link:
                links.append((index, social))
    _spare_chronicle(lines, found)
    _take_links(lines, links, found, ruling)
    _take_captions(lines, found, ruling)
    return found


def _spare_chronicle(lines: Sequence[Line], found: Findings) -> None:
    """Leave the dates that head the paragraphs of a chronicle; those of comments have a clock."""
    heads = [
        index
        for index, cut in found.cuts.items()
        if cut.kind == "timestamp"
        and 0 < index < len(lines) - 1
        and not _CLOCK.search(lines[index].text)
        and _is_prose(lines[index + 1])
    ]
    if heads and len(heads) + len(found.spared) >= CHRONICLE:
        for index in heads:
            del found.cuts[index]
            found.spared.add(index)


def _is_prose(line: Line) -> bool:
    return len(line.text) >= PROSE_CHARS and _PROSE_END.search(line.text) is not None


def _between_prose(lines: Sequence[Line], index: int) -> bool:
    """Whether running text stands right before and after a line: a sub-headline does so."""
    return 0 < index < len(lines) - 1 and all(
        len(lines[i].text) >= PROSE_CHARS and _PROSE_END.search(lines[i].text)
        for i in (index - 1, index + 1)
    )


def _keyword(text: str, keywords: tuple[str, ...]) -> str | None:
    """Return the user's keyword that *text* holds, if any."""
    low = text.lower()
    return next((word for word in keywords if word and word.lower() in low), None)


def _take_hit(lines: Sequence[Line], index: int, hit: Hit, found: Findings) -> None:
    """Take the line of a sure rule, and the list that it heads."""
    rule = hit.rule
    if rule.takes == "list":
        entries = _entries(lines, index + 1)
        if not entries:
            return
        found.take(index, lines[index], Cut(rule.kind, rule.id, scope="run"), ())
        for entry in entries:
            text = lines[entry].text
            mark = _ENTRY_MARK.match(text)
            span = ("citation", mark.end() if mark else 0, len(text))
            found.take(entry, lines[entry], Cut(rule.kind, rule.id, scope="run"), (span,))
        return
    found.take(index, lines[index], Cut(rule.kind, rule.id), hit.values)


def _entries(lines: Sequence[Line], first: int) -> range:
    """Return the entries of a list that begins at *first*: marked like its first, or short."""
    stop = first
    while stop < len(lines) and stop - first < LIST_LINES:
        text = lines[stop].text
        if len(text) >= PROSE_CHARS and _PROSE_END.search(text) and not _ENTRY_MARK.match(text):
            break
        stop += 1
    if stop < len(lines):  # running text follows: only what is marked as an entry is one
        stop = first
        while stop < len(lines) and (
            _ENTRY_MARK.match(lines[stop].text) or link_line(lines[stop].text)[0]
        ):
            stop += 1
    return range(first, stop)


def _take_links(
    lines: Sequence[Line], links: list[tuple[int, bool]], found: Findings, ruling: Ruling
) -> None:
    """Take labelled addresses: those of networks, and any that stand in a row."""
    if "shape.links" in ruling.off:
        return
    places = {index for index, _ in links}
    for index, social in links:
        row = index - 1 in places or index + 1 in places
        beside = index - 1 in found.cuts or index + 1 in found.cuts
        if social or row or beside or index == len(lines) - 1:
            found.take(index, lines[index], Cut("channel_links", "shape.links"), ())


def _take_captions(lines: Sequence[Line], found: Findings, ruling: Ruling) -> None:
    """Take the alternative text of a picture: a label before a credit that shares its words."""
    if "shape.caption" in ruling.off:
        return
    for index in [i for i, cut in found.cuts.items() if cut.rule == "shape.credit"]:
        if index == 0 or index - 1 in found.cuts:
            continue
        label, caption = lines[index - 1].text, lines[index].text
        if len(label) >= PROSE_CHARS or _PROSE_END.search(label):
            continue
        one = {word.lower() for word in _WORDS.findall(label)}
        other = {word.lower() for word in _WORDS.findall(caption)}
        if len(one & other) >= 2 and 2 * len(one & other) >= min(len(one), len(other), 4):
            found.take(index - 1, lines[index - 1], Cut("media_caption", "shape.caption"), ())
