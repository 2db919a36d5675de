"""The stages in their order, each a step on a :class:`Draft`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve

from newsnorm.boilerplate import strip_boilerplate
from newsnorm.charset import decode
from newsnorm.envelope import split_envelope
from newsnorm.language import detect_language, detect_language_batch
from newsnorm.model import (
    Change,
    Decoded,
    Doubt,
    Field,
    Language,
    Removal,
    Repaired,
    Step,
    Stripped,
)
from newsnorm.mojibake import repair
from newsnorm.options import Options
from newsnorm.pipeline.assemble import assemble
from newsnorm.pipeline.dating import read_dates
from newsnorm.pipeline.draft import Draft, in_source
from newsnorm.pipeline.headline import below_navigation, with_headline
from newsnorm.pipeline.sources import read_source

Stage = Callable[[Draft, Options], None]


def _read(draft: Draft, _options: Options) -> None:
    draft.given = read_source(draft.source)


def _decode(draft: Draft, options: Options) -> None:
    given = draft.given
    if given.text is not None:
        draft.decoded = Decoded(text=given.text, encoding="utf-8", evidence="given as text")
    else:
        draft.decoded = decode(given.data or b"", declared=options.charset or given.charset)


def _repair(draft: Draft, options: Options) -> None:
    text = draft.decoded.text
    draft.repaired = repair(text) if options.repair else Repaired(text=text)


def _split(draft: Draft, options: Options) -> None:
    text, most = draft.repaired.text, options.max_header_bytes
    envelope = split_envelope(text, max_header_bytes=most)
    draft.envelope = with_headline(text, envelope, draft.stated_beside("headline"), most)


def _strip(draft: Draft, options: Options) -> None:
    body = draft.envelope.body
    if not options.strip:
        draft.stripped = Stripped(text=body)
        return
    draft.stripped = strip_boilerplate(
        body,
        language=options.language,
        site=options.site,
        thorough=options.thorough,
        rules_off=options.rules_off,
    )


_STEPS = ("mojibake", "envelope", "boilerplate", "headline", "trim")
"""What the steps of the ledger are called."""


def _settle(draft: Draft, _options: Options) -> None:
    """Fix body and headline; bring together what was read, with its places in the source."""
    envelope, stripped = draft.envelope, draft.stripped
    below = below_navigation(envelope, stripped, draft.stated_beside("headline"))
    draft.body, trims = _trim(below.body)
    first, second, third = draft.repaired.edits, envelope.removals, stripped.removals
    changes: tuple[tuple[Change, ...], ...] = (first, second, third, below.removals, trims)
    steps = zip(_STEPS, changes, strict=True)
    draft.steps = tuple(Step(stage=stage, edits=edits) for stage, edits in steps if edits)
    draft.fields = (
        *draft.given.fields,
        *in_source(envelope.fields, first),
        *in_source(below.fields, first, second, third),
        *in_source(stripped.fields, first, second),
    )
    draft.stamps = in_source(_stamps(stripped), first, second)
    if below.headline is not None:
        draft.envelope = below


def _stamps(stripped: Stripped) -> tuple[Field, ...]:
    """Return the lines that were removed because they are times."""
    return tuple(
        Field(name="timestamp", value=item.text, start=item.start, end=item.end)
        for item in stripped.removals
        if item.kind == "timestamp"
    )


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


def _name_language(draft: Draft, options: Options) -> None:
    detector = options.language_detector or detect_language
    _believe(draft, detector(_language_sample(draft)), options)


def name_languages(drafts: Sequence[Draft], options: Options) -> None:
    """Name the languages of several documents: cheaper than one by one, the same answers."""
    seen = detect_language_batch(map(_language_sample, drafts))
    for draft, language in zip(drafts, seen, strict=True):
        _believe(draft, language, options)


def _language_sample(draft: Draft) -> str:
    envelope = draft.envelope
    return "\n".join(filter(None, (envelope.headline, envelope.description, draft.body)))


def _believe(draft: Draft, seen: Language, options: Options) -> None:
    """Settle the language: told by the caller, seen in the text, or declared by the document."""
    draft.language = seen
    if options.language is not None:
        draft.language = evolve(seen, tag=options.language)
    elif seen.tag == "und":
        stated = draft.envelope.values("in_language")
        declared = draft.stated_beside("in_language") or next(iter(stated), None)
        message = f"the text does not say its language ({seen.reason or 'too little evidence'})"
        if declared is not None:
            message += f"; {declared!r} was declared"
            draft.language = evolve(seen, tag=declared)
        draft.doubts = (Doubt(stage="language", message=message),)


def _assemble(draft: Draft, options: Options) -> None:
    draft.article = assemble(draft, options)


LANGUAGE_STAGE: Stage = _name_language
"""The stage that :func:`name_languages` is for many drafts at once."""

STAGES: tuple[Stage, ...] = (
    _read,
    _decode,
    _repair,
    _split,
    _strip,
    _settle,
    LANGUAGE_STAGE,
    read_dates,
    _assemble,
)
