"""Markdown inside a line: links, images, emphasis, escapes, tags of HTML."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from attrs import define, field, frozen

from newsnorm._text.scripts import is_spaceless, script_of
from newsnorm.envelope.draft import Cut
from newsnorm.envelope.lines import Span

__all__ = ["NOTHING", "Inline", "Link", "markup_cut", "read_inline"]

_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~]|!?\[|\]\(|\]\[|\]|\*{1,3}|_{1,3}|`+|~~|<https?://[^\s<>]{1,2000}>"
    r"|</?(?P<tag>[A-Za-z][A-Za-z0-9]{0,9})(?:\s[^<>\n]{0,500})?/?>|<!--[^\n]{0,500}?-->"
)
_HINT = re.compile(r"[\\*_`~<]|\]\(|\]\[")
"""What a line with inline marks must have."""

_TARGET = re.compile(
    r"\([ \t]{0,3}<?(?P<url>[^\s<>()]{0,2000}(?:\([^\s()<>]{0,500}\)[^\s<>()]{0,500}){0,4})>?"
    r"(?:[ \t]{1,3}(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?[ \t]{0,3}\)"
)
_LABEL = re.compile(r"\[([^\[\]\n]{0,60})\]")
_LOCAL = ("http://", "https://", "mailto:", "tel:", "/", "#", "./", "../", "www.", "{{", "ftp://")
_TAGS = frozenset(
    {
        "a",
        "b",
        "big",
        "blockquote",
        "br",
        "center",
        "cite",
        "code",
        "del",
        "div",
        "em",
        "figcaption",
    }
    | {"figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "li", "mark"}
    | {"ol", "p", "q", "s", "section", "small", "span", "strike", "strong", "sub", "sup", "u", "ul"}
)
"""Names of HTML whose tags are taken off and whose text stays."""


@frozen
class Link:
    """A link: its span with all marks, its target, and the span of the target.

    >>> Link(0, 9, "/a", (4, 6)).url
    '/a'
    """

    start: int
    end: int
    url: str
    url_span: tuple[int, int]


@define
class Inline:
    """The marks of one line: certain ones, those of markdown only, and escapes.

    ``strong`` says that the line alone shows that the text is markdown.

    >>> Inline().strong
    False
    """

    cuts: list[Cut] = field(factory=list)
    weak: list[Cut] = field(factory=list)
    escapes: list[Cut] = field(factory=list)
    images: list[tuple[str, int, int]] = field(factory=list)
    links: list[Link] = field(factory=list)
    emphasised: list[tuple[int, int]] = field(factory=list)
    strong: bool = False

    def link_is(self, whole: tuple[int, int]) -> bool:
        """Say whether a link is all that stands in a span."""
        return len(self.links) == 1 and (self.links[0].start, self.links[0].end) == whole

    def is_emphasised(self, whole: tuple[int, int]) -> bool:
        """Say whether a span is one emphasised piece."""
        return whole in self.emphasised


NOTHING = Inline()


def markup_cut(start: int, end: int, rule: str) -> Cut:
    """Return a cut of markup; *rule* is the name of the mark.

    >>> markup_cut(0, 2, "emphasis").rule
    'envelope.markdown.emphasis'
    """
    return Cut(
        start=start, end=end, kind="markup", rule=f"envelope.markdown.{rule}", scope="inline"
    )


def read_inline(text: str, span: Span, labels: AbstractSet[str] = frozenset()) -> Inline:
    """Read the marks of a line; *labels* are those of the text's reference links.

    >>> found = read_inline("See [there](https://example.org).", Span(0, 33, 33))
    >>> [(cut.start, cut.end) for cut in found.cuts]
    [(4, 5), (10, 32)]
    """
    if not _HINT.search(text, span.start, span.end):
        return NOTHING
    return _Reader(text, span, labels).read()


class _Reader:
    """Reads the marks of one line from left to right."""

    def __init__(self, text: str, span: Span, labels: AbstractSet[str]) -> None:
        self._text, self._span, self._labels = text, span, labels
        self.found = Inline()
        self._brackets: list[tuple[str, int]] = []
        self._openers: dict[str, list[int]] = {}

    def read(self) -> Inline:
        """Find the marks, from left to right."""
        position = self._span.start
        while match := _TOKEN.search(self._text, position, self._span.end):
            position = match.end()
            mark = match.group()
            if mark in ("[", "!["):
                self._brackets.append((mark, match.start()))
            elif mark in ("](", "]["):
                position = self._close(match.start(), match.end() - 1)
            elif mark == "]":
                if self._brackets:
                    self._brackets.pop()
            elif mark[0] == "\\":
                self.found.escapes.append(markup_cut(match.start(), match.start() + 1, "escape"))
            elif mark[0] == "<":
                self._angle(match)
            elif mark[:2] != "``":
                self._emphasis(mark, match.start(), match.end())
        return self.found

    def _angle(self, match: re.Match[str]) -> None:
        """Read an address in angle brackets, a tag of HTML or a comment."""
        start, end = match.span()
        if match["tag"] is None and not match.group().startswith("<!--"):
            self.found.strong = True
            self.found.cuts.append(markup_cut(start, start + 1, "link"))
            self.found.cuts.append(markup_cut(end - 1, end, "link"))
        elif match["tag"] is None or match["tag"] in _TAGS:
            self.found.weak.append(markup_cut(start, end, "html"))

    def _close(self, closing: int, bracket: int) -> int:
        """Close a link or an image; returns where reading goes on."""
        if not self._brackets:
            return bracket + 1
        if self._text[bracket] == "[":
            return self._close_reference(closing, bracket)
        mark, opening = self._brackets.pop()
        match = _TARGET.match(self._text, bracket, self._span.end)
        if match is None or not _is_target(match["url"]):
            return bracket + 1
        self.found.strong = True
        if mark == "![":
            self._image(opening, match)
        else:
            self._link(opening, closing, match.end())
            url = Link(opening, match.end(), match["url"], match.span("url"))
            self.found.links.append(url)
        return match.end()

    def _close_reference(self, closing: int, bracket: int) -> int:
        """Close ``[text][label]`` where the text defines the label."""
        match = _LABEL.match(self._text, bracket, self._span.end)
        mark, opening = self._brackets.pop()
        label = match[1] or self._text[opening + 1 : closing] if match else ""
        if match is None or mark == "![" or label.casefold() not in self._labels:
            self._brackets.append(("[", bracket))
            return bracket + 1
        self._link(opening, closing, match.end())
        return match.end()

    def _link(self, opening: int, closing: int, end: int) -> None:
        self.found.cuts.append(markup_cut(opening, opening + 1, "link"))
        self.found.cuts.append(markup_cut(closing, end, "link"))

    def _image(self, opening: int, match: re.Match[str]) -> None:
        """Cut an image, and forget the marks inside: they go with it."""
        for cuts in (self.found.cuts, self.found.weak, self.found.escapes):
            while cuts and cuts[-1].start >= opening:
                cuts.pop()
        self._openers.clear()
        self.found.cuts.append(
            Cut(
                start=opening,
                end=match.end(),
                kind="media_caption",
                rule="envelope.markdown.image",
                scope="inline",
                rank=1,
            )
        )
        self.found.images.append((match["url"], *match.span("url")))

    def _emphasis(self, mark: str, start: int, end: int) -> None:
        """Pair a run of stars, underscores, tildes or backticks with an earlier one."""
        text, span = self._text, self._span
        before = text[start - 1] if start > span.start else " "
        after = text[end] if end < span.end else " "
        opens = not after.isspace() and not _wordlike(before)
        closes = not before.isspace() and not _wordlike(after)
        openers = self._openers.setdefault(mark, [])
        if closes and openers and start > openers[-1] + len(mark):
            opening = openers.pop()
            self.found.emphasised.append((opening, end))
            pair = [
                markup_cut(opening, opening + len(mark), "emphasis"),
                markup_cut(start, end, "emphasis"),
            ]
            if mark in ("**", "***", "__"):
                self.found.strong = True
                self.found.cuts += pair
            else:
                self.found.weak += pair
        elif opens:
            openers.append(start)


def _wordlike(character: str) -> bool:
    """Say whether a mark beside *character* would stand inside a word."""
    return character.isalnum() and not is_spaceless(script_of(character))


def _is_target(url: str) -> bool:
    """Say whether what stands in the parentheses after ``]`` is the target of a link."""
    return url.startswith(_LOCAL) or ("/" in url and "." in url)
