"""One document through all stages."""

from __future__ import annotations

from attrs import evolve

from newsnorm.boilerplate import strip_boilerplate
from newsnorm.charset import decode
from newsnorm.envelope import find_headline, split_envelope
from newsnorm.language import detect_language
from newsnorm.model import (
    Article,
    Damage,
    Decoded,
    Doubt,
    Envelope,
    Field,
    Language,
    Ledger,
    Removal,
    Repaired,
    Step,
    Stripped,
    apply_edits,
)
from newsnorm.mojibake import repair
from newsnorm.options import DEFAULT_OPTIONS, Options
from newsnorm.pipeline.assemble import Read, SourceMap, assemble
from newsnorm.pipeline.sources import Given, Source, read_source

MOST_DAMAGE_DOUBTS = 20
"""Doubts about single damaged spans in one article; further ones are counted in one more."""


def normalize(source: Source, *, options: Options = DEFAULT_OPTIONS) -> Article:
    r"""Turn one messy document into an article, with a ledger of every change.

    *source* is a text, the bytes of one, the path of a file, or a mapping as
    extractors give it (``text`` or ``raw``, and schema.org names in snake case
    such as ``headline``, ``date_published``, ``author``, ``url``).

    What is doubtful is in the article's ``doubts``.  Raises
    :class:`InputError` for what is no document, and :class:`SourceError`
    for a file that cannot be read.

    >>> article = normalize("Date: 12 February 2025\n\nThe GrÃ¼ne party met in Berlin.")
    >>> article.article_body, str(article.date_published)
    ('The Grüne party met in Berlin.', '2025-02-12')
    """
    given = read_source(source)
    decoded = _decode(given, options)
    repaired = repair(decoded.text) if options.repair else Repaired(text=decoded.text)
    envelope = split_envelope(repaired.text, max_header_bytes=options.max_header_bytes)
    envelope = _with_headline(repaired.text, envelope, given, options.max_header_bytes)
    stripped = _strip(envelope.body, options)
    below = _below_navigation(envelope, stripped, given)
    body, trims = _trim(below.body)

    steps = (
        Step(stage="mojibake", edits=repaired.edits),
        Step(stage="envelope", edits=envelope.removals),
        Step(stage="boilerplate", edits=stripped.removals),
        Step(stage="headline", edits=below.removals),
        Step(stage="trim", edits=trims),
    )
    read = Read(
        body=body,
        given=given.fields,
        envelope=(
            *SourceMap(steps[:1]).fields(envelope.fields),
            *SourceMap(steps[:3]).fields(below.fields),
        ),
        boilerplate=SourceMap(steps[:2]).fields(stripped.fields),
        stamps=SourceMap(steps[:2]).fields(_stamps(stripped)),
        body_map=SourceMap(steps),
    )
    envelope = below if below.headline is not None else envelope
    language, doubts = _language(envelope, body, given, options)
    article = assemble(read, language=language, options=options)
    return evolve(
        article,
        uri=options.uri or given.uri or article.uri,
        headline=_first(given, "headline") or envelope.headline,
        alternative_headline=_first(given, "alternative_headline") or envelope.kicker,
        description=_first(given, "description") or envelope.description,
        encoding=decoded.encoding if given.data is not None else None,
        ledger=Ledger(steps=tuple(step for step in steps if step.edits)),
        doubts=(
            *_damage_doubts("charset", decoded.damage),
            *_damage_doubts("mojibake", repaired.damage),
            *envelope.doubts,
            *doubts,
            *article.doubts,
        ),
    )


def _decode(given: Given, options: Options) -> Decoded:
    if given.text is not None:
        return Decoded(text=given.text, encoding="utf-8", evidence="given as text")
    return decode(given.data or b"", declared=options.charset or given.charset)


def _first(given: Given, name: str) -> str | None:
    return next((item.value for item in given.fields if item.name == name), None)


def _words_of(text: str) -> str:
    """Return what two spellings of one headline have in common."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _with_headline(text: str, envelope: Envelope, given: Given, max_header_bytes: int) -> Envelope:
    """Let a headline that came beside the text decide what the text's first line is.

    A first line that repeats it leaves the body; another one goes back.  Without a headline
    beside the text, the text's own may stand further down the page.
    """
    headline = _first(given, "headline")
    if headline is None:
        return find_headline(text, envelope, max_header_bytes=max_header_bytes)
    wanted = _words_of(headline)
    if envelope.headline is not None and _words_of(envelope.headline) != wanted:
        kept = tuple(item for item in envelope.removals if item.kind not in _HEADLINE_KINDS)
        return evolve(
            envelope, removals=kept, body=apply_edits(text, kept), headline=None, kicker=None
        )
    if envelope.headline is None and wanted:
        return _without_first_line(envelope, text, wanted)
    return envelope


_HEADLINE_KINDS = frozenset({"headline", "kicker", "title_repeat", "description"})


def _without_first_line(envelope: Envelope, text: str, wanted: str) -> Envelope:
    """Remove the first line of a text if it is the headline that came beside it."""
    if envelope.removals:
        return envelope
    lead = len(text) - len(text.lstrip())
    end = text.find("\n", lead)
    if end < 0 or _words_of(text[lead:end]) != wanted:
        return envelope
    removal = Removal(
        start=0,
        end=end + 1,
        text=text[: end + 1],
        kind="title_repeat",
        rule="envelope.given_headline",
    )
    return evolve(envelope, removals=(removal,), body=text[end + 1 :])


def _strip(body: str, options: Options) -> Stripped:
    if not options.strip:
        return Stripped(text=body)
    return strip_boilerplate(
        body,
        language=options.language,
        site=options.site,
        thorough=options.thorough,
        rules_off=options.rules_off,
    )


def _stamps(stripped: Stripped) -> tuple[Field, ...]:
    """Return the lines that were removed because they are times."""
    return tuple(
        Field(name="timestamp", value=item.text, start=item.start, end=item.end)
        for item in stripped.removals
        if item.kind == "timestamp"
    )


def _below_navigation(envelope: Envelope, stripped: Stripped, given: Given) -> Envelope:
    """Look for the headline again where a page began with navigation.

    Only what the boilerplate stage took from the very top can have hidden it.
    """
    top = stripped.removals[:1]
    if (
        not top
        or envelope.headline is not None
        or _first(given, "headline") is not None
        or envelope.body[: top[0].start].strip()
    ):
        return Envelope(body=stripped.text)
    found = split_envelope(stripped.text)
    return found if found.headline is not None else Envelope(body=stripped.text)


def _trim(body: str) -> tuple[str, tuple[Removal, ...]]:
    """Take off white space at both ends of the body."""
    text = body.strip()
    if text == body:
        return body, ()
    left = len(body) - len(body.lstrip()) if text else 0
    spans = ((0, left), (left + len(text), len(body)))
    removals = tuple(
        Removal(start=a, end=b, text=body[a:b], kind="markup", rule="pipeline.trim")
        for a, b in spans
        if a < b
    )
    return text, removals


def _language(
    envelope: Envelope, body: str, given: Given, options: Options
) -> tuple[Language, tuple[Doubt, ...]]:
    """Name the language: told by the caller, seen in the text, or declared by the document."""
    detector = options.language_detector or detect_language
    seen = detector("\n".join(filter(None, (envelope.headline, envelope.description, body))))
    if options.language is not None:
        return evolve(seen, tag=options.language), ()
    if seen.tag != "und":
        return seen, ()
    declared = _first(given, "in_language") or next(iter(envelope.values("in_language")), None)
    message = f"the text does not say its language ({seen.reason or 'too little evidence'})"
    if declared is None:
        return seen, (Doubt(stage="language", message=message),)
    doubt = Doubt(stage="language", message=f"{message}; {declared!r} was declared")
    return evolve(seen, tag=declared), (doubt,)


def _damage_doubts(stage: str, damage: tuple[Damage, ...]) -> list[Doubt]:
    """Report damaged spans one by one, and many more of them in one line."""
    doubts = [
        Doubt(stage=stage, message=_damage_message(item), start=item.start, end=item.end)
        for item in damage[:MOST_DAMAGE_DOUBTS]
    ]
    if len(damage) > MOST_DAMAGE_DOUBTS:
        more = len(damage) - MOST_DAMAGE_DOUBTS
        doubts.append(Doubt(stage=stage, message=f"{more} more damaged spans"))
    return doubts


def _damage_message(item: Damage) -> str:
    return f"{item.reason} (read as {item.read_as})" if item.read_as else item.reason
