"""The stage's call: all layers over one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from newsnorm._text.rules import Rule, RuleBook, installed_rules, shipped_rules
from newsnorm.boilerplate.decide import (
    CAUTIOUS,
    SITE,
    THOROUGH,
    Mode,
    structural_cuts,
    worth_a_look,
)
from newsnorm.boilerplate.inline import InlineRules, Inset, inline_rules, insets, is_caption
from newsnorm.boilerplate.layers import PROSE_CHARS, Ruling, find
from newsnorm.boilerplate.lines import Cut, Line, cut_lines, split_lines
from newsnorm.boilerplate.rows import ROW_CHARS, row_of
from newsnorm.boilerplate.sites import SiteTemplates
from newsnorm.boilerplate.suspects import suspects
from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import Field, Removal, Stripped, apply_edits
from newsnorm.options import SiteModel

__all__ = ["languages_of", "strip_boilerplate", "strip_site"]

PASSES = 12
"""A pass may bring lines together that belong together; measured, three are enough, and the limit
keeps the time linear."""


def strip_boilerplate(
    text: str,
    *,
    language: str | None = None,
    site: SiteModel | None = None,
    thorough: bool = False,
    rules_off: Iterable[str] = (),
    keywords: Iterable[str] = (),
    rules: Iterable[Rule] = (),
) -> Stripped:
    r"""Take out what is not the article, and say what it was.

    *language* (BCP 47) limits the rule packs to that language and English;
    without it all packs count.  *site* is a template learned from documents of the same
    site.  *thorough* also takes out what is only likely to be boilerplate.
    *rules_off* names rules by id, *keywords* are words of your own that mark a
    line as boilerplate, *rules* are rules of your own.

    Raises :class:`~newsnorm.errors.InputTypeError` if *text* is no string.

    >>> done = strip_boilerplate("The dam broke at noon.\nShare on Facebook\n#weather")
    >>> done.text, [removal.kind for removal in done.removals], done.fields[0].value
    ('The dam broke at noon.', ['share', 'tags'], 'weather')
    """
    if not isinstance(text, str):
        raise InputTypeError(f"text must be a string, not {shortened(text)}")
    ruling = _ruling(tuple(rules), languages_of(language), frozenset(rules_off), tuple(keywords))
    ruling.begin()
    lines = split_lines(text)
    known = _site_cuts(text, lines, site)
    mode = THOROUGH if thorough else SITE if known else CAUTIOUS
    cuts: dict[int, Cut] = {}
    fields: list[Field] = []
    own = (*installed_rules(), *rules)
    inside = inline_rules(own, languages=ruling.languages, off=ruling.off)
    pieces, shown = _inline(text, lines, cuts, inside, fields)
    _whole_lines(shown, cuts, known, ruling, mode, fields)
    removals = cut_lines(text, lines, cuts)
    inlaid = [
        _removal(text, inset) for index, one in pieces.items() if index not in cuts for inset in one
    ]
    if inlaid:
        removals = tuple(sorted((*removals, *inlaid), key=lambda one: one.start))
    # a line that lost a piece in its middle is judged by what is left, which stands nowhere
    fields = [one for one in fields if text[one.start : one.end] == one.value]
    fields.sort(key=lambda one: (one.start, one.end))
    return Stripped(text=apply_edits(text, removals), removals=removals, fields=tuple(fields))


def _whole_lines(
    lines: list[Line],
    cuts: dict[int, Cut],
    known: dict[int, Cut],
    ruling: Ruling,
    mode: Mode,
    fields: list[Field],
) -> None:
    """Add to *cuts* the lines that go, until no more do."""
    for _ in range(PASSES):
        new = _pass(lines, cuts, known, ruling, mode, fields)
        if not new:
            return
        cuts |= new
        known = {}


def _inline(
    text: str, lines: list[Line], cuts: dict[int, Cut], rules: InlineRules, fields: list[Field]
) -> tuple[dict[int, list[Inset]], list[Line]]:
    """Return what goes of the lines that stay, by their index, and the lines as they are then.

    A caption that is found by its credit goes as a whole, if it is not all there is.
    """
    pieces: dict[int, list[Inset]] = {}
    shown = list(lines)
    long = [index for index, line in enumerate(lines) if len(line.text) >= PROSE_CHARS]
    for index in suspects(text, lines, rules.begins):
        line = lines[index]
        found, rest = insets(line.text, rules)
        if not found:
            continue
        for one in found:
            fields += _fields(line, one.values)
        if is_caption(line.text, found) and any(other != index for other in long[:2]):
            cuts[index] = Cut("media_caption", found[-1].cut.rule)
            continue
        pieces[index] = [
            one._replace(start=line.start + one.start, end=line.start + one.end) for one in found
        ]
        first = pieces[index][0].end if found[0].start == 0 else line.start
        shown[index] = Line(first, first + len(rest), rest)
    return pieces, shown


def _removal(text: str, inset: Inset) -> Removal:
    return Removal(
        start=inset.start,
        end=inset.end,
        text=text[inset.start : inset.end],
        kind=inset.cut.kind,
        rule=inset.cut.rule,
        confidence=inset.cut.confidence,
        scope="inline",
    )


_MAYBE_ROW = re.compile(r" [-–—/] |[|•·\t]|   ")


@lru_cache(maxsize=8)
def _book(own: tuple[Rule, ...]) -> RuleBook:
    """Return the shipped rules, with a user's own ones if there are any."""
    own = (*installed_rules(), *own)
    return RuleBook((*shipped_rules().rules, *own)) if own else shipped_rules()


@lru_cache(maxsize=32)
def _ruling(
    own: tuple[Rule, ...],
    languages: frozenset[str] | None,
    off: frozenset[str],
    keywords: tuple[str, ...],
) -> Ruling:
    return Ruling(book=_book(own), languages=languages, off=off, keywords=keywords)


def _pass(
    lines: list[Line],
    cuts: dict[int, Cut],
    known: dict[int, Cut],
    ruling: Ruling,
    mode: Mode,
    fields: list[Field],
) -> dict[int, Cut]:
    """Look once at the lines that are left; return those that go, by their index in *lines*.

    *known* are those that the templates of the site take out.
    """
    left = [index for index in range(len(lines)) if index not in cuts]
    rest = [lines[index] for index in left]
    found = find(rest, ruling)
    fields += found.fields
    sure = {place: known[index] for place, index in enumerate(left) if index in known}
    sure |= found.cuts
    for place, line in enumerate(rest):
        if len(line.text) > ROW_CHARS or _MAYBE_ROW.search(line.text) is None:
            continue
        open_to_rows = place not in sure or sure[place].kind == "timestamp"
        if place in found.spared or not open_to_rows:
            continue
        row = row_of(line, ruling)
        if row is not None:
            sure[place], values = row
            fields += _fields(line, values)
    new = dict(sure)
    if worth_a_look(rest, len(sure)):
        structural = structural_cuts(rest, sure, found.hits, mode)
        structural = {index: cut for index, cut in structural.items() if index not in found.spared}
        new |= structural
        fields += _held(rest, structural, ruling)
    return {left[index]: cut for index, cut in new.items()}


def _fields(line: Line, values: Iterable[tuple[str, int, int]]) -> Iterator[Field]:
    """Yield what stands at *values* in a line as fields of the text."""
    for name, start, end in values:
        value = line.text[start:end]
        yield Field(name=name, value=value, start=line.start + start, end=line.start + end)


def _held(lines: list[Line], cuts: Mapping[int, Cut], ruling: Ruling) -> Iterator[Field]:
    """Yield what lines hold whose rule needed the structure to agree, such as bylines."""
    gone = [lines[index] for index in cuts]
    for line, cut, (hit, _) in zip(gone, cuts.values(), ruling.look(gone), strict=True):
        if hit is not None and hit.rule.id == cut.rule:
            yield from _fields(line, hit.values)


def languages_of(tag: str | None) -> frozenset[str] | None:
    """Return the packs for a language: its own and English, whose boxes stand on every site."""
    if not tag or tag == "und":
        return None
    return frozenset({tag.lower().split("-")[0].split("_")[0], "en"})


def _site_cuts(text: str, lines: list[Line], site: SiteModel | None) -> dict[int, Cut]:
    """Return the lines that the templates of the site take out, by their index."""
    if site is None:
        return {}
    if isinstance(site, SiteTemplates):
        return site.cuts(lines)
    out: dict[int, Cut] = {}
    removals = iter(site.strip(text).removals)
    removal = next(removals, None)
    for index, line in enumerate(lines):
        while removal is not None and removal.end < line.end:
            removal = next(removals, None)
        if removal is not None and removal.start <= line.start:
            out[index] = Cut(removal.kind, removal.rule, removal.confidence, "site")
    return out


def strip_site(
    texts: Iterable[str], *, language: str | None = None, thorough: bool = False
) -> list[Stripped]:
    r"""Strip documents of one site together: what they repeat is learned first.

    Gives one :class:`~newsnorm.model.Stripped` a text, in their order.

    >>> pages = [f"Example Post\nMenu\nStory {n} is about {what}.\nAbout us\nJobs"
    ...          for n, what in enumerate(["rain", "snow"])]
    >>> [page.text for page in strip_site(pages)]
    ['Story 0 is about rain.', 'Story 1 is about snow.']
    """
    listed = list(texts)
    site = SiteTemplates.learn(listed)
    return [
        strip_boilerplate(text, language=language, site=site, thorough=thorough) for text in listed
    ]
