"""The lines above the body: kicker, headline, its repeats."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from newsnorm.envelope.below import read_marks, read_standfirst
from newsnorm.envelope.cursor import Cursor
from newsnorm.envelope.dateline import read_dateline
from newsnorm.envelope.draft import Cut, Finds
from newsnorm.envelope.headers import read_header_block
from newsnorm.envelope.lines import Line, Lines
from newsnorm.envelope.marks import MAX_ASIDE_CHARACTERS, timestamp
from newsnorm.envelope.titles import (
    MAX_HEADLINE_WORDS,
    clean_title,
    has_inner_stop,
    is_aside,
    is_furniture,
    is_kicker,
    is_name,
    is_prose,
    looks_like_headline,
    opens_interview,
    repeat_length,
    repeats_turn,
    same_title,
)

__all__ = ["read_head"]

LOOK_AHEAD_LINES = 8
"""How many short lines may stand between a headline and the first paragraph."""

MAX_LINES_ABOVE = 8
"""How many short lines may stand above a headline: 9 of 10 of the measured pages have
fewer than five."""

MAX_LINES_BETWEEN = 3
"""How many lines below a headline are looked at for its repeat: a section, a date, the repeat."""

SURE_HEADLINE_WORDS = 4.0
"""A shorter line may as well be a section, a name or a kicker."""

SHORT_HEADLINE_WORDS = 6.0
"""A shorter line above a far longer one is a link of the page's top."""

_MAX_STRONG_TITLE_WORDS = 45
_MAX_REPEATED_WORDS = 30


class _Head(Cursor):
    """Reads the headline and what stands above it."""

    def read(self, *, weak: bool) -> str | None:
        """Read kicker, headline and repeats; returns the headline."""
        stated = self.finds.first("headline")
        if stated is not None:
            return self._stated(stated.value)
        if not weak:
            return self._strong()
        return self._strong() or self._doubled() or self._begins_text() or self._weak()

    def supported(self) -> str:
        """Take the current line, which the text below says is the headline."""
        return self._accept("headline.support", 0.7)

    def _stated(self, headline: str) -> str:
        """Take the lines that repeat a headline that a header states."""
        after = self.filled(self.at + 1)
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
            if self.filled(self.at + 1) >= self.size:
                return
            if line.url:
                self.finds.read("url", line.url, *line.url_span)
            if len(line.shown) < len(headline) and headline.startswith(line.shown):
                self._shorten(line.shown)
                headline = line.shown
            self.take("title_repeat", "title_repeat", 0.95)
        if line is not None:
            self._repeat_inside(line, headline)

    def repeats_below(self, headline: str) -> None:
        """Take a line that says the headline once more below its date or section."""
        index = self.at
        for _ in range(MAX_LINES_BETWEEN):
            line = self.line(index)
            if line is None or is_prose(line):
                return
            if line.words >= SURE_HEADLINE_WORDS and same_title(line.shown, headline):
                break
            index = self.filled(index + 1)
        else:
            return
        if index == self.at:
            self._repeats(headline)
        elif (following := self.line(self.filled(index + 1))) is not None:
            self.finds.cuts.append(
                Cut(
                    start=line.start,
                    end=following.start,
                    kind="title_repeat",
                    rule="envelope.title_repeat.below",
                    confidence=0.9,
                    rank=3,
                )
            )

    def _shorten(self, repeat: str) -> None:
        """Take the name of the site off a headline that its repeat does not have."""
        stated = self.finds.first("headline")
        if stated is None or not stated.value.startswith(repeat):
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
        following = self.filled(self.at + 1)
        if following >= self.size or not 1 <= line.words <= _MAX_STRONG_TITLE_WORDS:
            return None
        if line.role == "link" and not _is_title(line):
            return None
        return self._accept(f"headline.{line.role}", 0.95)

    def _doubled(self) -> str | None:
        """Take a first line that the second one repeats."""
        for skip in (0, 1):
            if skip and not is_kicker(self.lines[self.at]):
                return None
            index = self.filled(self.at + 1) if skip else self.at
            first, second = self.line(index), self.line(after := self.filled(index + 1))
            if first is None or second is None or self.filled(after + 1) >= self.size:
                return None
            if same_title(first.shown, second.shown) and (
                _is_title(first) or (_too_short(first) and self._prose_right_below(after))
            ):
                if skip:
                    self._kicker()
                return self._accept("headline.doubled", 0.97)
        return None

    def _begins_text(self) -> str | None:
        """Take a first line with which the paragraph below begins once more."""
        first, second = self.line(self.at), self.line(self.filled(self.at + 1))
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
        first = self.line(self.at)
        if first is None or _is_paragraph(first) or opens_interview(self.lines, self.at):
            return None
        if repeats_turn(self.lines, self.at):
            return None
        above = self._above()
        index = above[-1]
        if len(above) > 1 and (better := self._below_kicker(index)):
            above, index = [*above, *better], better[-1]
        headline = self.lines[index]
        if not looks_like_headline(headline) or is_furniture(headline):
            return None
        if not self._prose_follows(index):
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
            if line.words >= SURE_HEADLINE_WORDS and not (is_aside(line) or is_furniture(line)):
                return found
            if line.ends_sentence or line.role or is_prose(line):
                break
            index = self.filled(index + 1)
        return found[:1]

    def _below_kicker(self, index: int) -> list[int]:
        """Return the kicker and the headline below a line that names the page."""
        kicker = self.filled(index + 1)
        headline = self.filled(kicker + 1)
        one, two = self.line(kicker), self.line(headline)
        if one is None or two is None or not is_kicker(one) or two.words < SURE_HEADLINE_WORDS:
            return []
        below = looks_like_headline(two) and self._prose_follows(headline)
        return [kicker, headline] if below else []

    def _longer_below(self, index: int) -> bool:
        """Say whether a far longer headline stands below a short line, not right below it."""
        short = self.lines[index]
        if self._prose_right_below(index):
            return False
        index = self.filled(index + 1)
        for _ in range(LOOK_AHEAD_LINES):
            index = self.filled(index + 1)
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
            if stamp:
                self.take_labelled(stamp, "timestamp")
            elif len(above) == 1 and is_kicker(line) and not is_furniture(line):
                self._kicker()
            else:
                self.take("navigation", "above_headline", 0.6)

    def _prose_right_below(self, index: int) -> bool:
        """Say whether the next line is a paragraph."""
        line = self.line(self.filled(index + 1))
        return line is not None and is_prose(line)

    def _prose_follows(self, index: int) -> bool:
        """Say whether a paragraph stands right below, or below a few short lines."""
        headline = self.lines[index]
        for _ in range(LOOK_AHEAD_LINES):
            index = self.filled(index + 1)
            line = self.line(index)
            if line is None:
                return False
            if is_prose(line):
                return line.words > headline.words
        return False


def _read_headers(text: str, head: Cursor, max_bytes: int) -> None:
    """Read a header block that stands below the headline."""
    line = head.line(head.at)
    if line is None:
        return
    found = Finds()
    end = read_header_block(text, line.start, found, max_bytes)
    if end == line.start:
        return
    head.finds.fields += found.fields
    behind = head.at
    while behind < head.size and head.lines[behind].next <= end:
        behind += 1
    if behind > head.at:
        head.take("header", "header.below", 0.9, last=behind - 1)
    label = head.line(behind)
    if label is not None and label.start < end:
        rule = "envelope.header.label"
        cut = Cut(start=label.start, end=end, kind="header", rule=rule, scope="inline", rank=3)
        head.finds.cuts.append(cut)


def _too_short(line: Line) -> bool:
    """Say whether a line is too short to be a headline by itself."""
    return line.words < SURE_HEADLINE_WORDS


def _is_paragraph(line: Line) -> bool:
    """Say whether a line is too long for a headline, a byline or a time."""
    return line.words > MAX_HEADLINE_WORDS and len(line.shown) > MAX_ASIDE_CHARACTERS


def _is_title(line: Line) -> bool:
    """Say whether a line that is a link, or stands there twice, is a headline and no button."""
    if not SURE_HEADLINE_WORDS <= line.words <= _MAX_STRONG_TITLE_WORDS or "://" in line.shown:
        return False
    return looks_like_headline(line) or not (line.ends_sentence or has_inner_stop(line))


def read_head(
    text: str,
    lines: Lines,
    finds: Finds,
    *,
    weak: bool,
    supported: bool = False,
    max_bytes: int = 65_536,
) -> None:
    """Read what stands above the body of *text* into *finds*.

    Without *weak* a headline is taken only where a header or markup says so;
    with *supported* the first line is known to be it.
    """
    if not lines:
        return
    head = _Head(lines, finds)
    headline = head.supported() if supported else head.read(weak=weak)
    if headline is not None and head.taken:
        _read_headers(text, head, max_bytes)
        read_marks(head)
        head.repeats_below(headline)
        read_marks(head)
        read_standfirst(head)
        read_marks(head)
    opening = head.line(head.at)
    if opening is not None:
        read_dateline(opening, finds)
