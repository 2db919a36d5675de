"""Which line is the headline, by all that the pipeline knows and the envelope stage does not."""

from __future__ import annotations

from attrs import evolve

from newsnorm.envelope import find_headline, split_envelope
from newsnorm.model import Envelope, Removal, Stripped, apply_edits

_HEADLINE_KINDS = frozenset({"headline", "kicker", "title_repeat", "description"})


def with_headline(
    text: str, envelope: Envelope, headline: str | None, max_header_bytes: int
) -> Envelope:
    """Let a *headline* that came beside the text decide what the text's first line is.

    A first line that repeats it leaves the body; another one goes back.  Without a headline
    beside the text, the text's own may stand further down the page.
    """
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


def below_navigation(envelope: Envelope, stripped: Stripped, headline: str | None) -> Envelope:
    """Look for the headline again where a page began with navigation.

    Only what the boilerplate stage took from the very top can have hidden it.
    """
    top = stripped.removals[:1]
    if (
        not top
        or envelope.headline is not None
        or headline is not None
        or envelope.body[: top[0].start].strip()
    ):
        return Envelope(body=stripped.text)
    found = split_envelope(stripped.text)
    return found if found.headline is not None else Envelope(body=stripped.text)


def _words_of(text: str) -> str:
    """Return what two spellings of one headline have in common."""
    return "".join(character for character in text.casefold() if character.isalnum())


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
