"""Markdown: which marks of a text are markup, and what each line shows without them."""

from __future__ import annotations

import re

from attrs import define, evolve, field

from newsnorm.envelope.draft import Cut
from newsnorm.envelope.inline import NOTHING, Inline, markup_cut, read_inline
from newsnorm.envelope.lines import Line, Lines, Span, leading_blanks

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


_INLINE_MARKS = ("*", "_", "`", "~", "<", "\\", "](", "][")
"""One of these stands in each line that :func:`read_inline` finds something in."""

_BLOCK_MARKS = ">[`~*-_=+"
"""With one of these begins each line that is a quote, an item, a rule, a fence or a definition."""


@define
class Marked:
    """The lines of a text, the cuts that free them of markup, images and links.

    ``touched`` are the lines that are markup by some mark, in order, with those inside;
    ``marked`` says whether the text is markdown at all.
    """

    lines: Lines
    cuts: list[Cut] = field(factory=list)
    images: list[tuple[str, int, int]] = field(factory=list)
    touched: dict[int, Inline] = field(factory=dict)
    marked: bool = False


def read_markdown(text: str, lines: Lines, *, marked: bool, unescape: bool, markup: bool) -> Marked:
    """Read the markup of *text* in the lines that have any, and show these without it.

    Links, images, headings and bold are markup wherever they stand; single
    stars, quotes, lists and escapes only in a text that has some of the former,
    or when the caller knows (*marked*).
    """
    result = Marked(lines=lines, marked=marked)
    if not markup or not lines:
        return result
    labels = (
        {match[1].casefold() for match in _DEFINITION.finditer(text)}
        if "]" in text and "]:" in text
        else set()
    )
    inlines = {
        index: read_inline(text, lines.span(index), labels)
        for index in lines.holding(text, _INLINE_MARKS)
    }
    headings = _headings(text, lines)
    result.marked = (
        marked
        or bool(labels)
        or any(item.strong for item in inlines.values())
        or any(headings.values())
        or _has_title_line(text, lines)
    )
    candidates = {*inlines, *headings}
    if result.marked:
        candidates |= _block_lines(lines)
    if not candidates:
        return result
    for index in sorted(candidates):
        inline = inlines.get(index, NOTHING)
        _read_line(text, result, index, inline, headings.get(index, []), unescape=unescape)
    if result.images:
        _take_captions(result)
    _close_gaps(result)
    return result


def _read_line(
    text: str, page: Marked, index: int, inline: Inline, heading: list[Cut], *, unescape: bool
) -> None:
    """Note the cuts of one line and show it without its marks."""
    cuts, role = list(inline.cuts), ""
    if page.marked:
        cuts += inline.weak
        cuts += inline.escapes if unescape else []
    if heading:
        cuts += heading
        role = "heading"
    elif page.marked:
        block, role = _block(text, page.lines, index)
        cuts += block
    if cuts:
        page.touched[index] = inline
        line = _line(text, page.lines.span(index), cuts, role, inline)
        page.lines[index] = line
        page.images += inline.images
        page.cuts += cuts if line.shown else _whole(line, cuts)
    elif role:
        page.touched[index] = inline
        page.lines[index].role = role


def _has_title_line(text: str, lines: Lines) -> bool:
    """Say whether a line of equals signs stands below a line that is not empty."""
    for index in lines.holding(text, ("====",)):
        span = lines.span(index)
        above = index and not lines.span(index - 1).empty
        if above and _TITLE_LINE.match(text, span.start, span.end):
            return True
    return False


def _block_lines(lines: Lines) -> set[int]:
    """Return the lines that may be a block by their beginning, or by the line below them."""
    found: set[int] = set()
    for index, piece in enumerate(lines.pieces):
        first = piece.lstrip(" \t")[:1]
        if first in _BLOCK_MARKS:
            found.add(index)
            if first == "=" and index:
                found.add(index - 1)
    return found


def _take_captions(page: Marked) -> None:
    """Take an emphasised line right below a line that is nothing but an image."""
    for index in page.touched:
        line = page.lines[index]
        above = page.touched.get(index - 1, NOTHING)
        if line.role == "strong" and above.images and page.lines[index - 1].role == "markup":
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


def _close_gaps(page: Marked) -> None:
    """Where a line went from between two blank lines, let one of them go with it."""
    gone = {
        cut.start: index
        for index, cut in sorted(enumerate(page.cuts), key=lambda item: item[1].rank)
        if cut.scope == "line"
    }
    last, above_blank = -1, True
    for index in page.touched if gone else ():
        line = page.lines[index]
        if line.start not in gone or line.shown:
            continue
        if index > last + 1:
            above_blank = page.lines[index - 1].blank
        last = index
        behind = index + 1
        while above_blank and behind < len(page.lines) and page.lines.empty(behind):
            behind += 1
        where = gone[line.start]
        page.cuts[where] = evolve(page.cuts[where], end=page.lines[behind - 1].next)


def _headings(text: str, lines: Lines) -> dict[int, list[Cut]]:
    """Return the cuts of the heading lines; of neighbours none is a heading, but a tag."""
    found = {
        index: cuts
        for index in lines.holding(text, ("#",))
        if (cuts := _heading(text, lines.span(index)))
    }
    return {
        index: cuts
        for index, cuts in found.items()
        if not (index - 1 in found or index + 1 in found)
        or text[cuts[0].start : cuts[0].end].count("#") != 1
    }


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


def _block(text: str, lines: Lines, index: int) -> tuple[list[Cut], str]:
    """Return the cuts of quotes, lists, rules, fences and underlined headings."""
    span = lines.span(index)
    probe = text[span.start : min(span.end, span.start + _PROBE_CHARACTERS)]
    quote = _QUOTE.match(probe)
    if quote:
        return [markup_cut(span.start, span.start + quote.end(), "quote")], "quote"
    if _DEFINITION.match(text[span.start : span.end][:_DEFINITION_CHARACTERS]):
        return [markup_cut(span.start, span.end, "link")], ""
    if _FENCE.match(probe) or _RULE.match(probe) or _UNDERLINE.match(probe):
        return [markup_cut(span.start, span.end, "rule")], "rule"
    if index + 1 < len(lines) and not lines.empty(index):
        below = lines.span(index + 1)
        after = text[below.start : below.end]
        if len(after) < _PROBE_CHARACTERS and _UNDERLINE.match(after) and "=" in after:
            return [], "heading"
    bullet = _BULLET.match(probe)
    if bullet:
        return [markup_cut(span.start, span.start + bullet.end(), "list")], "item"
    return [], ""


def _line(text: str, span: Span, cuts: list[Cut], role: str, inline: Inline) -> Line:
    """Build the line that is left when the cuts are made."""
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
    line.indent = leading_blanks(text[span.start : span.end])
    whole = (span.start + line.indent, span.start + len(text[span.start : span.end].rstrip()))
    if not role and inline.link_is(whole):
        line.role = "link"
    if line.role in ("link", "heading") and len(inline.links) == 1:
        line.url, line.url_span = inline.links[0].url, inline.links[0].url_span
    if not role and inline.is_emphasised(whole):
        line.role = "strong"
    return line
