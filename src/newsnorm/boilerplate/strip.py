"""The stage's call: all layers over one text."""

from __future__ import annotations

from collections.abc import Iterable

from newsnorm._text.rules import Rule, RuleBook, shipped_rules
from newsnorm.boilerplate.layers import Findings, Ruling, find
from newsnorm.boilerplate.lines import Cut, Line, cut_lines, split_lines
from newsnorm.boilerplate.sites import SiteTemplates
from newsnorm.errors import InputTypeError, shortened
from newsnorm.model import Stripped, apply_edits
from newsnorm.options import SiteModel

__all__ = ["strip_boilerplate", "strip_site"]


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
    own = tuple(rules)
    book = RuleBook((*shipped_rules().rules, *own)) if own else shipped_rules()
    ruling = Ruling(
        book=book,
        languages=_languages(language),
        off=frozenset(rules_off),
        keywords=tuple(keywords),
    )
    lines = split_lines(text)
    found: Findings = find(lines, ruling)
    cuts = _site_cuts(text, lines, site) | found.cuts
    removals = cut_lines(text, lines, cuts)
    fields = tuple(sorted(found.fields, key=lambda one: (one.start, one.end)))
    return Stripped(text=apply_edits(text, removals), removals=removals, fields=fields)


def _languages(tag: str | None) -> frozenset[str] | None:
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
