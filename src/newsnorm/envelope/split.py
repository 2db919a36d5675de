"""The stage: what stands around the body is read and taken off, so that it stays off."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque

from attrs import evolve, frozen

from newsnorm.envelope.draft import Cut, Finds, disjoint, to_removals
from newsnorm.envelope.front_matter import read_front_matter
from newsnorm.envelope.head import read_head
from newsnorm.envelope.headers import read_header_block, read_inline_prefix, read_title_block
from newsnorm.envelope.lines import BREAK, BREAKS, Lines
from newsnorm.envelope.markdown import Marked, read_markdown
from newsnorm.envelope.marks import MAX_ASIDE_CHARACTERS
from newsnorm.envelope.messages import read_messages
from newsnorm.envelope.support import candidates, chosen
from newsnorm.envelope.titles import clean_title, is_aside, is_prose
from newsnorm.errors import InputTypeError, OptionError, shortened
from newsnorm.model import Envelope, Removal

__all__ = ["find_headline", "split_envelope"]

_MAX_ENVELOPES = 16
"""How many headers may stand one after another; what lies deeper is text."""

_GUARD = re.compile(rf"(?:{BREAK.pattern})(?=\S)")
_BLANK = re.compile(r"\s*")
_HINT = re.compile(r"[:：\d]")
_HINT_CHARACTERS = 96
"""A text that begins with a capital has a header only if there is a colon or a digit so early:
a colon stands within 60 characters, the digit of a message within 88."""

_MIN_INDENTED_LINES = 3
_MAX_OPENING_CHARACTERS = 2_000
_OPENING_LINES = 7
"""More of a first line need not be seen to know that it is a paragraph."""

_WEAK = "envelope.headline.shape"
"""The rule of a headline that only its shape and place tell."""


@frozen(kw_only=True)
class _Plan:
    """What a pass may do."""

    guard: bool = False
    unescape: bool = True
    titles: bool = True
    markup: bool = True
    header: bool = True

    @property
    def reading(self) -> tuple[bool, ...]:
        """What decides about what is found; the guard only about what is cut."""
        return self.unescape, self.titles, self.markup, self.header


_PLANS = (
    _Plan(),
    _Plan(guard=True),
    _Plan(guard=True, unescape=False),
    _Plan(guard=True, markup=False),
    _Plan(titles=False, markup=False),
    _Plan(guard=True, markup=False, header=False),
)
"""From the most that can be taken off to nothing: the first plan whose body stays as it is
when it is split again is the one that counts."""

_ALL = _PLANS[0].reading


def split_envelope(text: str, *, max_header_bytes: int = 65_536) -> Envelope:
    r"""Take a text apart: front matter, headers, headline and markup, and the body.

    Reads YAML, TOML and JSON front matter, header blocks in many languages,
    inline prefixes, the sender and time of messenger posts, markdown, kicker,
    headline and standfirst.  ``apply_edits(text, envelope.removals)`` is
    ``envelope.body``, and splitting the body again changes nothing.
    *max_header_bytes* (characters, in fact) bounds what is read as front matter
    or as a header block.

    Where a body would lose its first line on a second run, such as a
    sub-heading below which a paragraph stands, one line break stays in front of
    it: a text that starts with a single line break has no headline unless a
    header or markup says so.

    Dates stay strings as they are written.

    Raises :class:`InputTypeError` if *text* is no ``str``, :class:`OptionError`
    if *max_header_bytes* is not positive.

    >>> e = split_envelope("---\ntitle: Rain\ndate: 2025-02-13\n---\nIt rains. It pours.\n")
    >>> e.headline, e.values("date_published"), e.body
    ('Rain', ('2025-02-13',), 'It rains. It pours.\n')
    """
    if not isinstance(text, str):
        raise InputTypeError(f"split_envelope takes a str, not {shortened(text)}")
    if max_header_bytes <= 0:
        raise OptionError(f"max_header_bytes must be positive, not {max_header_bytes!r}")
    reading = None
    for plan in _PLANS:
        if plan.reading != reading:
            reading = plan.reading
            finds, page = _read(text, plan, max_header_bytes)
        if not finds.cuts:
            return _envelope(text, finds, ())
        cuts = disjoint(finds.cuts)
        removals = to_removals(text, _guarded(text, cuts) if plan.guard else cuts)
        envelope = _envelope(text, finds, removals)
        below = _untouched(text, envelope.body, page, removals) if reading == _ALL else None
        if not removals or _stays(text, envelope.body, below, max_header_bytes):
            return envelope
    return Envelope(body=text)


def find_headline(text: str, envelope: Envelope, *, max_header_bytes: int = 65_536) -> Envelope:
    r"""Look further down the page for the headline where the first lines give none, or a weak one.

    *envelope* is what :func:`split_envelope` says of *text*.  A headline that a header, markup or
    its own repeat tells is left.  Otherwise the line counts whose words the paragraphs
    use again, and what stands above it stays in the body.

    >>> above = "Home\nNews\nTen ways to cook potatoes\nStorm floods the harbour, ferries stay\n"
    >>> below = "The harbour was flooded by the storm, and ferries stay in harbour for now.\n"
    >>> text = above + below * 3
    >>> split_envelope(text).headline, find_headline(text, split_envelope(text)).headline
    ('Ten ways to cook potatoes', 'Storm floods the harbour, ferries stay')
    """
    weak = next((item for item in envelope.removals if item.rule == _WEAK), None)
    if weak is None and envelope.headline is not None:
        return envelope
    above = text[: weak.start] if weak is not None else ""
    if not above.strip() and _opens_with_the_text(envelope.body):
        return envelope
    finds, page = _read(text, _Plan(titles=False), max_header_bytes)
    lines = page.lines
    found = candidates(lines)
    index = chosen(found)
    if index is None or (weak is not None and weak.start <= lines.starts[index] < weak.end):
        return envelope
    below = lines.below(index)
    read_head(text, below, finds, weak=True, supported=True, max_bytes=max_header_bytes)
    return _envelope(text, finds, to_removals(text, disjoint(finds.cuts)))


def _opens_with_the_text(body: str) -> bool:
    """Say whether the first line is running text, and no time or byline stands near the top."""
    start = len(body) - len(body.lstrip())
    opening = Lines(body[start : start + _MAX_OPENING_CHARACTERS])
    if not opening or not is_prose(opening[0]):
        return False
    index = opening.filled(1)
    for _ in range(_OPENING_LINES):
        if index >= len(opening):
            break
        line = opening[index]
        if len(line.shown) <= MAX_ASIDE_CHARACTERS and is_aside(line):
            return False
        index = opening.filled(index + 1)
    return True


def _stays(text: str, body: str, below: Lines | None, max_bytes: int) -> bool:
    """Say whether nothing more would be taken off the body of *text*.

    The lines *below* the cuts are those of the body, and their markup is not read again.
    """
    if below is None:
        finds, _ = _read(body, _PLANS[0], max_bytes)
    else:
        finds = Finds()
        _headers(body, finds, max_bytes)
        if not finds.cuts:
            read_head(text, below, finds, weak=not _GUARD.match(body), max_bytes=max_bytes)
    return not any(cut.start < cut.end for cut in finds.cuts)


def _untouched(text: str, body: str, page: Marked, removals: tuple[Removal, ...]) -> Lines | None:
    """Return the lines of the text that are the body, if all below the cuts are as they were.

    A line break may stand before them.  A number sign may be a heading when its neighbour
    is gone, a definition may be one when it is the first line.
    """
    end = 0
    for removal in removals:
        if removal.start != end and not BREAK.fullmatch(text, end, removal.start):
            return None
        end = removal.end
    if "#" in body or ("]" in body and "]:" in body):
        return None
    lines = page.lines
    first = bisect_left(lines.starts, end)
    start = lines.starts[first]
    whole = start == end or BREAK.fullmatch(text, end, start)
    if any(index >= first - (not whole) for index in page.touched):
        return None
    if whole:
        return lines.below(first)
    return None if page.marked else Lines(text, end)


def _read(text: str, plan: _Plan, max_bytes: int) -> tuple[Finds, Marked]:
    """Make one pass over *text*."""
    finds = Finds()
    start = _headers(text, finds, max_bytes) if plan.header else 0
    lines = Lines(text, start)
    marked = any(cut.kind == "front_matter" for cut in finds.cuts)
    page = read_markdown(text, lines, marked=marked, unescape=plan.unescape, markup=plan.markup)
    finds.cuts += page.cuts
    if plan.titles:
        weak = not (start == 0 and _GUARD.match(text))
        _clean_stated(text, finds)
        read_head(text, lines, finds, weak=weak, max_bytes=max_bytes)
    for url, first, end in page.images:
        finds.read("image", url, first, end)
    finds.cuts += _indents(lines)
    return finds, page


def _headers(text: str, finds: Finds, max_bytes: int) -> int:
    """Read everything that is set before the text by machines; return where the text starts."""
    if text[:1].isupper() and not _HINT.search(text, 0, _HINT_CHARACTERS):
        return 0
    position = len(text) - len(text.lstrip("\ufeff"))
    if position:
        finds.cuts.append(Cut(start=0, end=position, kind="markup", rule="envelope.bom", rank=4))
    for _ in range(_MAX_ENVELOPES):
        before = position
        begin = _skip_blank(text, position)
        after = read_front_matter(text, begin, finds, max_bytes)
        if after > begin:
            after = _skip_blank(text, after)
            finds.cuts.append(_header_cut(position, after, "front_matter"))
            position = after
            continue
        after = read_header_block(text, begin, finds, max_bytes)
        if after == begin:
            after = read_title_block(text, begin, finds)
        if after > begin:
            finds.cuts.append(_header_cut(position, after, "header"))
            position = after
            continue
        after = read_messages(text, begin, finds)
        if after == begin:
            after = read_inline_prefix(text, position, finds)
        position = after if after not in (begin, before) else before
        if position == before:
            break
    return position


def _header_cut(start: int, end: int, kind: str) -> Cut:
    if kind == "front_matter":
        return Cut(start=start, end=end, kind="front_matter", rule="envelope.front_matter", rank=4)
    return Cut(start=start, end=end, kind="header", rule="envelope.header.block", rank=4)


def _skip_blank(text: str, position: int) -> int:
    """Return where the first line that is not blank starts."""
    match = _BLANK.match(text, position)
    end = match.end() if match else position
    if end == position:
        return position
    if end == len(text):
        return end
    return max([position, *(text.rfind(mark, position, end) + 1 for mark in BREAKS)])


def _clean_stated(text: str, finds: Finds) -> None:
    """Take emoji and bracketed tags off a headline that a header states."""
    stated = finds.first("headline")
    if stated is None:
        return
    headline, lead = clean_title(stated.value)
    if headline == stated.value:
        return
    exact = text[stated.start : stated.end] == stated.value
    index = finds.fields.index(stated)
    finds.fields[index] = evolve(stated, name="title")
    start = stated.start + lead if exact else stated.start
    finds.fields.insert(index, evolve(stated, value=headline, start=start))


def _indents(lines: Lines) -> list[Cut]:
    """Cut the blanks and tabs before the lines of a text that is set indented."""
    places = [index for index, piece in enumerate(lines.pieces) if piece[0] in " \t"]
    if len(places) < _MIN_INDENTED_LINES:
        return []
    indented = [line for index in places if not (line := lines[index]).blank and line.indent]
    if len(indented) < _MIN_INDENTED_LINES:
        return []
    return [
        Cut(
            start=line.start,
            end=line.start + line.indent,
            kind="markup",
            rule="envelope.indent",
            scope="inline",
        )
        for line in indented
    ]


def _guarded(text: str, cuts: list[Cut]) -> list[Cut]:
    """Leave the last line break before the body where it is."""
    end = 0
    for cut in cuts:
        if cut.start != end:
            break
        end = cut.end
    last = deque(BREAK.finditer(text, 0, end), maxlen=1)
    if not last:
        return cuts
    match = last[0]
    pieces: list[Cut] = []
    for cut in cuts:
        if cut.start <= match.start() < cut.end:
            pieces.append(evolve(cut, end=match.start()))
            pieces.append(evolve(cut, start=match.end()))
        else:
            pieces.append(cut)
    return [piece for piece in pieces if piece.start < piece.end]


def _envelope(text: str, finds: Finds, removals: tuple[Removal, ...]) -> Envelope:
    """Put the result together."""
    if not (finds.fields or removals or finds.doubts):
        return Envelope(body=text)
    parts: list[str] = []
    position = 0
    for removal in removals:
        parts.append(text[position : removal.start])
        position = removal.end
    parts.append(text[position:])

    def value(name: str) -> str | None:
        found = finds.first(name)
        return found.value if found else None

    return Envelope(
        body="".join(parts),
        headline=value("headline"),
        kicker=value("alternative_headline"),
        description=value("description"),
        fields=tuple(sorted(finds.fields, key=lambda item: (item.start, item.end))),
        removals=removals,
        doubts=tuple(finds.doubts),
    )
