"""The lines above the body: kicker, headline, its repeats, standfirst."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from attrs import evolve

from newsnorm.envelope.dateline import has_dateline, read_dateline
from newsnorm.envelope.draft import Cut, Finds
from newsnorm.envelope.lines import Line
from newsnorm.envelope.marks import Labelled, byline, is_timestamp, timestamp
from newsnorm.envelope.titles import (
    clean_title,
    is_aside,
    is_kicker,
    is_name,
    is_prose,
    looks_like_headline,
    opens_interview,
    repeat_length,
    repeats_turn,
    same_title,
)
from newsnorm.model import RemovalKind

__all__ = ["read_head"]

MAX_HEAD_LINES = 60
"""How many lines of a text the search for headline and standfirst looks at."""

LOOK_AHEAD_LINES = 8
"""How many short lines may stand between a headline and the first paragraph."""

MAX_LINES_ABOVE = 8
"""How many short lines may stand above a headline: 9 of 10 of the measured pages have
fewer than five."""

SURE_HEADLINE_WORDS = 4.0
"""A shorter line may as well be a section, a name or a kicker."""

SHORT_HEADLINE_WORDS = 6.0
"""A shorter line above a far longer one is a link of the page's top."""

MAX_MARKS = 3
MAX_ASIDE_WORDS = 14
MAX_STANDFIRST_WORDS = 110
MIN_STANDFIRST_WORDS = 6
_MAX_STRONG_TITLE_WORDS = 45
_MAX_REPEATED_WORDS = 30


class _Head:
    """The first lines, read one after another."""

    def __init__(self, lines: Sequence[Line], finds: Finds, *, weak: bool) -> None:
        self.lines = lines
        self.finds = finds
        self.weak = weak
        self.at = self._filled(0)
        self.taken = 0  # lines before this one are cut

    def _filled(self, index: int) -> int:
        """Return the first line from *index* on that shows something."""
        while index < len(self.lines) and self.lines[index].blank:
            index += 1
        return index

    def line(self, index: int) -> Line | None:
        """Return a line, or ``None`` behind the last one."""
        return self.lines[index] if index < len(self.lines) else None

    def take(self, kind: RemovalKind, rule: str, confidence: float) -> None:
        """Cut the current line with the blank ones around it, and go on."""
        first, behind = self.at, self.at + 1
        while first > self.taken and self._empty(first - 1):
            first -= 1
        while behind < len(self.lines) and self._empty(behind):
            behind += 1
        self.finds.cuts.append(
            Cut(
                start=self.lines[first].start,
                end=self.lines[behind - 1].next,
                kind=kind,
                rule=f"envelope.{rule}",
                confidence=confidence,
                rank=3,
            )
        )
        self.at, self.taken = self._filled(behind), behind

    def _empty(self, index: int) -> bool:
        """Say whether there is nothing in a line, or a rule; an image is something."""
        return self.lines[index].blank and self.lines[index].role in ("", "rule")

    # ------------------------------------------------------------------ headline

    def read(self) -> str | None:
        """Read kicker, headline and repeats; returns the headline."""
        stated = self.finds.first("headline")
        if stated is not None:
            return self._stated(stated.value)
        return (
            self._strong()
            or self._doubled()
            or self._begins_text()
            or (self._weak() if self.weak else None)
        )

    def _stated(self, headline: str) -> str:
        """Take the lines that repeat a headline that a header states."""
        after = self._filled(self.at + 1)
        first, second = self.line(self.at), self.line(after)
        if (
            first is not None
            and second is not None
            and is_kicker(first)
            and same_title(second.shown, headline)
        ):
            self.finds.read("alternative_headline", first.shown, first.begin, first.stop)
            self.take("kicker", "kicker", 0.9)
        self._repeats(headline)
        return headline

    def _repeats(self, headline: str) -> None:
        """Take the lines that say the headline once more."""
        while (line := self.line(self.at)) is not None and same_title(line.shown, headline):
            if self._filled(self.at + 1) >= len(self.lines):
                return
            if line.url:
                self.finds.read("url", line.url, *line.url_span)
            self._shorten(line.shown)
            self.take("title_repeat", "title_repeat", 0.95)
        if line is not None:
            self._repeat_inside(line, headline)

    def _shorten(self, repeat: str) -> None:
        """Take the name of the site off a headline that its repeat does not have."""
        stated = self.finds.first("headline")
        if stated is None or repeat == stated.value or not stated.value.startswith(repeat):
            return
        index = self.finds.fields.index(stated)
        exact = stated.end - stated.start == len(stated.value)
        end = stated.start + len(repeat) if exact else stated.end
        self.finds.fields[index] = evolve(stated, value=repeat, end=end)
        if self.finds.first("title") is None:
            self.finds.fields.insert(index, evolve(stated, name="title"))

    def _repeat_inside(self, line: Line, headline: str) -> None:
        """Take the headline off the start of a paragraph that begins with it."""
        length = repeat_length(line, headline)
        if length:
            self.finds.cuts.append(
                Cut(
                    start=line.begin,
                    end=line.begin + length,
                    kind="title_repeat",
                    rule="envelope.title_repeat.inside",
                    confidence=0.9,
                    scope="inline",
                    rank=3,
                )
            )

    def _accept(self, rule: str, confidence: float) -> str:
        """Take the current line as the headline, and its repeats."""
        line = self.lines[self.at]
        raw = line.shown
        headline, lead = clean_title(raw)
        plain = line.stop - line.begin == len(raw)
        start = line.begin + lead if plain else line.begin
        self.finds.read("headline", headline, start, line.stop)
        if headline != raw:
            self.finds.read("title", raw, line.begin, line.stop)
        if line.url:
            self.finds.read("url", line.url, *line.url_span)
        self.take("headline", rule, confidence)
        self._repeats(headline)
        return headline

    def _strong(self) -> str | None:
        """Take a first line that markup makes a headline."""
        line = self.line(self.at)
        if line is None or line.role not in ("heading", "link"):
            return None
        following = self._filled(self.at + 1)
        if following >= len(self.lines) or not 1 <= line.words <= _MAX_STRONG_TITLE_WORDS:
            return None
        if line.role == "link" and not looks_like_headline(line):
            return None
        return self._accept(f"headline.{line.role}", 0.95)

    def _doubled(self) -> str | None:
        """Take a first line that the second one repeats."""
        for skip in (0, 1):
            index = self.at
            for _ in range(skip):
                index = self._filled(index + 1)
            first, second = self.line(index), self.line(after := self._filled(index + 1))
            if first is None or second is None or self._filled(after + 1) >= len(self.lines):
                return None
            if (
                looks_like_headline(first)
                and same_title(first.shown, second.shown)
                and (first.words >= SURE_HEADLINE_WORDS or self._prose_follows(after))
                and (skip == 0 or is_kicker(self.lines[self.at]))
            ):
                if skip:
                    self._kicker()
                return self._accept("headline.doubled", 0.97)
        return None

    def _begins_text(self) -> str | None:
        """Take a first line with which the paragraph below begins once more."""
        first, second = self.line(self.at), self.line(self._filled(self.at + 1))
        if first is None or second is None or first.words > _MAX_REPEATED_WORDS:
            return None
        return (
            self._accept("headline.repeated", 0.9) if repeat_length(second, first.shown) else None
        )

    def _kicker(self) -> None:
        line = self.lines[self.at]
        self.finds.read("alternative_headline", line.shown, line.begin, line.stop)
        self.take("kicker", "kicker", 0.85)

    def _weak(self) -> str | None:
        """Take a line that has the shape of a headline above a paragraph."""
        if self.line(self.at) is None or opens_interview(self.lines, self.at):
            return None
        if repeats_turn(self.lines, self.at):
            return None
        above = self._above()
        index = above[-1]
        if len(above) > 1 and (better := self._below_kicker(index)):
            above, index = [*above, *better], better[-1]
        headline = self.lines[index]
        if not looks_like_headline(headline) or not self._prose_follows(index):
            return None
        if headline.words < SHORT_HEADLINE_WORDS and self._longer_below(index):
            return None
        if headline.words < SURE_HEADLINE_WORDS and (above[:-1] or not self._sure(index)):
            return None
        self._take_above(above[:-1])
        return self._accept("headline.shape", 0.75)

    def _above(self) -> list[int]:
        """Return the lines down to the first long one: sections, times, a kicker, the headline."""
        found: list[int] = []
        index = self.at
        while len(found) < MAX_LINES_ABOVE and (line := self.line(index)) is not None:
            found.append(index)
            if line.words >= SURE_HEADLINE_WORDS and not is_aside(line):
                return found
            if line.ends_sentence or line.role or is_prose(line):
                break
            index = self._filled(index + 1)
        return found[:1]

    def _below_kicker(self, index: int) -> list[int]:
        """Return the kicker and the headline below a line that names the page."""
        kicker = self._filled(index + 1)
        headline = self._filled(kicker + 1)
        one, two = self.line(kicker), self.line(headline)
        if one is None or two is None or not is_kicker(one) or two.words < SURE_HEADLINE_WORDS:
            return []
        below = looks_like_headline(two) and self._prose_follows(headline)
        return [kicker, headline] if below else []

    def _longer_below(self, index: int) -> bool:
        """Say whether a far longer headline stands below a short line, not right below it."""
        short = self.lines[index]
        index = self._filled(index + 1)
        for _ in range(LOOK_AHEAD_LINES):
            index = self._filled(index + 1)
            line = self.line(index)
            if line is None or is_prose(line):
                return False
            if line.words >= 2 * short.words and looks_like_headline(line):
                return True
        return False

    def _sure(self, index: int) -> bool:
        """Say whether a very short line is set apart like a headline, and is no name."""
        line = self.lines[index]
        following = self.line(index + 1)
        return (
            not is_aside(line)
            and not is_name(line)
            and following is not None
            and (following.blank or is_prose(following))
        )

    def _take_above(self, above: Sequence[int]) -> None:
        """Take the lines above a headline: the last one may be its kicker."""
        for index in above:
            line = self.lines[index]
            stamp = timestamp(line)
            if stamp is not None:
                self._take_labelled([stamp], "timestamp")
            elif len(above) == 1 and is_kicker(line):
                self._kicker()
            else:
                self.take("navigation", "above_headline", 0.6)

    def _take_labelled(self, found: Sequence[Labelled], kind: RemovalKind) -> None:
        """Take the current line and note the fields that it holds."""
        line = self.lines[self.at]
        exact = line.stop - line.begin == len(line.shown)
        for name, value, lead in found:
            start = line.begin + lead if exact else line.begin
            self.finds.read(name, value, start, start + len(value) if exact else line.stop)
        self.take(kind, kind, 0.85)

    def _prose_follows(self, index: int) -> bool:
        """Say whether a paragraph stands right below, or below a few short lines."""
        headline = self.lines[index]
        for _ in range(LOOK_AHEAD_LINES):
            index = self._filled(index + 1)
            line = self.line(index)
            if line is None:
                return False
            if is_prose(line):
                return line.words > headline.words
        return False

    # ------------------------------------------------------------------ byline and time

    def marks(self) -> None:
        """Take bylines and times that stand between the headline and the text."""
        for _ in range(MAX_MARKS):
            line = self.line(self.at)
            if line is None or self._filled(self.at + 1) >= len(self.lines):
                return
            stamp, names = timestamp(line), byline(line)
            if stamp is not None:
                self._take_labelled([stamp], "timestamp")
            elif names:
                self._take_labelled(names, "byline")
            else:
                return

    def _marks_below(self, index: int) -> bool:
        """Say whether a byline or a time stands in the next short lines."""
        for _ in range(MAX_MARKS):
            index = self._filled(index + 1)
            line = self.line(index)
            if line is None or is_prose(line) or line.words > MAX_ASIDE_WORDS:
                return False
            if is_timestamp(line) or byline(line):
                return True
        return False

    # ------------------------------------------------------------------ standfirst

    def standfirst(self) -> None:
        """Take the paragraph below the headline if the layout sets it apart from the body."""
        line = self.line(self.at)
        if line is None or not MIN_STANDFIRST_WORDS <= line.words <= MAX_STANDFIRST_WORDS:
            return
        if "://" in line.shown or has_dateline(line) or _is_tabular(line):
            return
        following = self._filled(self.at + 1)
        if following >= len(self.lines):
            return
        reason = "byline" if self._marks_below(self.at) else self._set_apart(self.at, following)
        if reason:
            self.finds.read("description", line.shown, line.begin, line.stop)
            self.take("description", f"standfirst.{reason}", 0.8)

    def _set_apart(self, index: int, following: int) -> str | None:
        """Say how the body is set otherwise than a line: indented, or without blank lines."""
        line, rest = self.lines[index], self.lines[following : following + MAX_HEAD_LINES]
        filled = [item for item in rest if not item.blank]
        if self.lines[index + 1].shown:
            return None
        if line.role == "strong" and not all(item.role == "strong" for item in filled):
            return "emphasis"
        if not line.ends_sentence:
            return None
        if not line.indent and filled and all(item.indent for item in filled):
            return "indent"
        pairs = list(pairwise(rest))
        glued = sum(is_prose(one) and is_prose(two) for one, two in pairs)
        loose = sum(is_prose(one) and two.blank for one, two in pairs)
        if glued >= 2 and glued > loose:
            return "block"
        return None


def _is_tabular(line: Line) -> bool:
    """Say whether a line is figures more than words."""
    digits = sum(map(str.isdigit, line.shown))
    return digits * 8 > len(line.shown)


def read_head(lines: Sequence[Line], finds: Finds, *, weak: bool) -> None:
    """Read what stands above the body into *finds*.

    Without *weak* a headline is taken only where more than its shape speaks for
    it: markup, a repeat, a header.
    """
    head = _Head(lines, finds, weak=weak)
    if not lines:
        return
    headline = head.read()
    if headline is not None and head.taken:
        head.marks()
        head.standfirst()
        head.marks()
    opening = head.line(head.at)
    if opening is not None:
        read_dateline(opening, finds)
