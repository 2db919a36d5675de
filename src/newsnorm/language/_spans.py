"""Mixed documents: the language of each part, by paragraph and sentence."""

from __future__ import annotations

from newsnorm._text.scripts import sentences
from newsnorm.language._detect import detect, detect_all
from newsnorm.model import Language, LanguageSpan

__all__ = ["spans"]

SURE = 0.9
"""A sentence surer than that keeps its own language against its neighbours'."""

ENOUGH = 20
"""Shorter sentences, in code points, follow their neighbours."""


def spans(text: str) -> tuple[LanguageSpan, ...]:
    """Cut *text* into spans of one language each."""
    if not text:
        return ()
    parts = sentences(text)
    long = [place for place, (start, end) in enumerate(parts) if end - start >= ENOUGH]
    found = detect_all([text[parts[place][0] : parts[place][1]] for place in long])
    own: list[str | None] = [None] * len(parts)
    for place, language in zip(long, found, strict=True):
        if language.confidence >= SURE and language.tag != "und":
            own[place] = language.tag
    if len({tag for tag in own if tag}) < 2:  # one language, or none that is sure
        return (LanguageSpan(start=0, end=len(text), language=detect(text)),)
    return _joined(text, parts, _filled(own))


def _filled(own: list[str | None]) -> list[str]:
    """Give sentences without a sure language that of the one before, at the start the next."""
    out: list[str] = []
    last = next(tag for tag in own if tag)
    for tag in own:
        last = tag or last
        out.append(last)
    return out


def _joined(text: str, parts: list[tuple[int, int]], tags: list[str]) -> tuple[LanguageSpan, ...]:
    """Join neighbours of one language; what stands between sentences goes to the first."""
    starts = [0]
    kept = [tags[0]]
    for (start, _), tag in zip(parts[1:], tags[1:], strict=True):
        if tag != kept[-1]:
            starts.append(start)
            kept.append(tag)
    ends = [*starts[1:], len(text)]
    read = detect_all([text[start:end] for start, end in zip(starts, ends, strict=True)])
    return tuple(
        LanguageSpan(start=start, end=end, language=_as(language, tag))
        for start, end, tag, language in zip(starts, ends, kept, read, strict=True)
    )


def _as(language: Language, tag: str) -> Language:
    """The reading of a joined span, kept to the language its sentences agreed on."""
    if language.tag == tag:
        return language
    return Language(tag=tag, confidence=SURE, script=language.script, reason="by its sentences")
