"""Markdown: which marks of a text are markup, and what each line shows without them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, evolve, field

from newsnorm.envelope.draft import Cut
from newsnorm.envelope.inline import Inline, markup_cut, read_inline
from newsnorm.envelope.lines import Line, Span

__all__ = ["Marked", "read_markdown"]

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(?=\S)")
_HEADING_END = re.compile(r"[ \t]+#{1,6}[ \t]*$")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ ]?){1,5}")
_BULLET = re.compile(r"[ \t]{0,12}[*+][ \t]+(?=\S)")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:={3,}|-{3,})[ \t]*$")
_TITLE_LINE = re.compile(r"={4,}[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]?){3,}|(?:-[ \t]?){3,}|(?:_[ \t]?){3,})$")
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)[\w+-]{0,20}[ \t]*$")
_DEFINITION = re.compile(
    r"^[ ]{0,3}\[([^\[\]\n]{1,60})\]:[ \t]{1,3}<?(?:https?://|/)\S{1,2000}[^\n]{0,200}$",
    re.MULTILINE,
)
_PROBE_CHARACTERS = 200
"""How much of a line the patterns for its beginning look at."""

_DEFINITION_CHARACTERS = 2_300


@define
class Marked:
    """The lines of a text, the cuts that free them of markup, images and links.

    ``marked`` says whether the text is markdown at all.
    """

    lines: list[Line] = field(factory=list)
    cuts: list[Cut] = field(factory=list)
    images: list[tuple[str, int, int]] = field(factory=list)
    marked: bool = False


def read_markdown(
    text: str, spans: Sequence[Span], *, marked: bool, unescape: bool, markup: bool
) -> Marked:
    """Read the markup of *text*, line by line.

    Links, images, headings and bold are markup wherever they stand; single
    stars, quotes, lists and escapes only in a text that has some of the former,
    or when the caller knows (*marked*).
    """
    result = Marked(marked=marked)
    if not markup:
        result.lines = [_plain_line(text, span) for span in spans]
        return result
    labels = {match[1].casefold() for match in _DEFINITION.finditer(text)}
    inlines = [read_inline(text, span, labels) for span in spans]
    headings = _headings(text, spans)
    result.marked = marked or bool(labels) or any(item.strong for item in inlines)
    result.marked = result.marked or any(headings)
    result.marked = result.marked or any(
        index and _TITLE_LINE.match(text, span.start, span.end) and not spans[index - 1].empty
        for index, span in enumerate(spans)
    )
    for index, (span, inline) in enumerate(zip(spans, inlines, strict=True)):
        cuts, role = list(inline.cuts), ""
        if result.marked:
            cuts += inline.weak
            cuts += inline.escapes if unescape else []
        heading = headings[index]
        if heading:
            cuts += heading
            role = "heading"
        elif result.marked:
            block, role = _block(text, spans, index)
            cuts += block
        line = _line(text, span, cuts, role, inline)
        result.lines.append(line)
        result.images += inline.images
        result.cuts += cuts if line.shown or not cuts else _whole(line, cuts)
    _take_captions(result, inlines)
    _close_gaps(result, text)
    return result


def _take_captions(page: Marked, inlines: Sequence[Inline]) -> None:
    """Take an emphasised line right below a line that is nothing but an image."""
    for index in range(1, len(page.lines)):
        line = page.lines[index]
        above = page.lines[index - 1]
        if line.role == "strong" and above.role == "markup" and inlines[index - 1].images:
            caption = Cut(
                start=line.start,
                end=line.next,
                kind="media_caption",
                rule="envelope.markdown.caption",
                rank=2,
            )
            page.cuts.append(caption)
            line.shown, line.role = "", "markup"


def _whole(line: Line, cuts: list[Cut]) -> list[Cut]:
    """Return one cut for a line of which nothing is left: it takes the line break along."""
    kind = max(cuts, key=lambda cut: cut.rank)
    return [evolve(kind, start=line.start, end=line.next, rank=1, scope="line")]


def _close_gaps(page: Marked, text: str) -> None:
    """Where a line went from between two blank lines, let one of them go with it."""
    gone = {
        cut.start: index
        for index, cut in sorted(enumerate(page.cuts), key=lambda item: item[1].rank)
        if cut.scope == "line"
    }
    above_blank = True
    for index, line in enumerate(page.lines):
        if line.start in gone and not line.shown:
            behind = index + 1
            while (
                above_blank
                and behind < len(page.lines)
                and not text[page.lines[behind].start : page.lines[behind].end].strip()
            ):
                behind += 1
            where = gone[line.start]
            page.cuts[where] = evolve(page.cuts[where], end=page.lines[behind - 1].next)
        else:
            above_blank = line.blank


def _plain_line(text: str, span: Span) -> Line:
    raw = text[span.start : span.end]
    shown = raw.strip()
    if len(shown) == len(raw):
        return Line(span.start, span.end, span.next, shown, span.start, span.end)
    lead = len(raw) - len(raw.lstrip())
    begin = span.start + lead if shown else span.start
    return Line(
        span.start, span.end, span.next, shown, begin, begin + len(shown), indent=_indent(raw)
    )


def _indent(raw: str) -> int:
    """Count the blanks and tabs before the first character."""
    return len(raw) - len(raw.lstrip(" \t"))


def _headings(text: str, spans: Sequence[Span]) -> list[list[Cut]]:
    """Return the cuts of the heading lines; of neighbours none is a heading, but a tag."""
    found = [_heading(text, span) for span in spans]
    alone = []
    for index, cuts in enumerate(found):
        beside = (index and found[index - 1]) or (index + 1 < len(found) and found[index + 1])
        tag = bool(beside) and bool(cuts) and text[cuts[0].start : cuts[0].end].count("#") == 1
        alone.append([] if tag else cuts)
    return alone


def _heading(text: str, span: Span) -> list[Cut]:
    """Return the cuts of a heading line (``## Heading ##``)."""
    if "#" not in text[span.start : min(span.end, span.start + 4)]:
        return []
    match = _HEADING.match(text[span.start : min(span.end, span.start + _PROBE_CHARACTERS)])
    if match is None:
        return []
    cuts = [markup_cut(span.start, span.start + match.end(), "heading")]
    tail = text[max(span.start + match.end(), span.end - 20) : span.end]
    closing = _HEADING_END.search(tail)
    if closing:
        cuts.append(markup_cut(span.end - len(tail) + closing.start(), span.end, "heading"))
    return cuts


def _block(text: str, spans: Sequence[Span], index: int) -> tuple[list[Cut], str]:
    """Return the cuts of quotes, lists, rules, fences and underlined headings."""
    span = spans[index]
    probe = text[span.start : min(span.end, span.start + _PROBE_CHARACTERS)]
    quote = _QUOTE.match(probe)
    if quote:
        return [markup_cut(span.start, span.start + quote.end(), "quote")], "quote"
    if _DEFINITION.match(text[span.start : span.end][:_DEFINITION_CHARACTERS]):
        return [markup_cut(span.start, span.end, "link")], ""
    if _FENCE.match(probe) or _RULE.match(probe) or _UNDERLINE.match(probe):
        return [markup_cut(span.start, span.end, "rule")], "rule"
    if index + 1 < len(spans) and text[span.start : span.end].strip():
        after = text[spans[index + 1].start : spans[index + 1].end]
        if len(after) < _PROBE_CHARACTERS and _UNDERLINE.match(after) and "=" in after:
            return [], "heading"
    bullet = _BULLET.match(probe)
    if bullet:
        return [markup_cut(span.start, span.start + bullet.end(), "list")], "item"
    return [], ""


def _line(text: str, span: Span, cuts: list[Cut], role: str, inline: Inline) -> Line:
    """Build the line that is left when the cuts are made."""
    if not cuts:
        line = _plain_line(text, span)
        line.role = role
        return line
    cuts.sort(key=lambda cut: (cut.start, cut.end))
    kept: list[tuple[int, int]] = []
    position = span.start
    for cut in cuts:
        if cut.start > position:
            kept.append((position, cut.start))
        position = max(position, cut.end)
    if position < span.end:
        kept.append((position, span.end))
    kept = [(a, b) for a, b in kept if text[a:b].strip()]
    shown = "".join(text[a:b] for a, b in kept).strip()
    if not kept:
        role = role if role == "rule" else "markup"
        return Line(span.start, span.end, span.next, "", span.start, span.start, role)
    begin = kept[0][0] + len(text[kept[0][0] : kept[0][1]]) - len(text[slice(*kept[0])].lstrip())
    stop = kept[-1][0] + len(text[slice(*kept[-1])].rstrip())
    line = Line(span.start, span.end, span.next, shown, begin, stop, role)
    line.indent = _indent(text[span.start : span.end])
    whole = (span.start + line.indent, span.start + len(text[span.start : span.end].rstrip()))
    if not role and inline.link_is(whole):
        line.role = "link"
    if line.role in ("link", "heading") and len(inline.links) == 1:
        line.url, line.url_span = inline.links[0].url, inline.links[0].url_span
    if not role and inline.is_emphasised(whole):
        line.role = "strong"
    return line
