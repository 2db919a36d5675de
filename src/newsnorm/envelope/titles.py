"""Headlines: cleaning them, telling them from prose, finding their repeats."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from newsnorm.envelope.lines import FULL_STOP, Line, units
from newsnorm.envelope.marks import byline, is_timestamp

__all__ = [
    "clean_title",
    "is_aside",
    "is_kicker",
    "is_name",
    "is_prose",
    "looks_like_headline",
    "same_title",
    "title_key",
]

MIN_HEADLINE_WORDS = 2.0
MAX_HEADLINE_WORDS = 28.0
"""Headlines of the measured articles: 99 % have 2 to 24 words."""

MAX_HEADLINE_CHARACTERS = 260
MAX_KICKER_WORDS = 3.5
"""Kickers are a place, a name or a topic; from four words on a line is a headline itself."""

PROSE_WORDS = 9.0
"""A line of so many words that ends like a sentence is a paragraph."""

LONG_PROSE_WORDS = 25.0
"""A line of so many words with a full stop inside is a paragraph that was cut off."""

_TAG = re.compile(
    r"(?:\[[^\[\]\n]{1,80}\]|【[^【】\n]{1,80}】|〔[^〔〕\n]{1,80}〕)[ \t\u00a0\u3000:|–—-]*"
)
_SITE = re.compile(r"[ \u00a0]+[|–—·•-][ \u00a0]+|[ ]?[|｜][ ]?|[ ]?::[ ]?")
_ITEM = re.compile(r"(?:[-–—•*·▪►+]|\d{1,3}[.)])(?=[ \t\u00a0])")
_TURN = re.compile(r"[^\s:：][^:：\n]{0,40}[:：]")
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.][ \u00a0]+[^\W\d_]|[。।]\s*\w")


def clean_title(raw: str) -> tuple[str, int]:
    """Return the headline in *raw* and where it starts: without emoji and bracketed tags.

    >>> clean_title("🔥🔥 [Live] Storm hits coast")
    ('Storm hits coast', 10)
    """
    position = 0
    while position < len(raw):
        tag = _TAG.match(raw, position)
        if tag and tag.end() < len(raw):
            position = tag.end()
        elif raw[position].isspace() or _is_pictorial(raw[position]):
            position += 1
        else:
            break
    cleaned = raw[position:].rstrip()
    return (cleaned, position) if title_key(cleaned) else (raw.strip(), 0)


def _is_pictorial(character: str) -> bool:
    """Say whether *character* is an emoji, a symbol, or what joins and colours them."""
    return (
        unicodedata.category(character) in ("So", "Sk", "Cf", "Mn") or character in "\ufe0f\u20e3"
    )


def title_key(text: str) -> str:
    """Return what two spellings of a headline share: letters and digits, without case.

    >>> title_key("«Stop!» – now") == title_key("🔥 “Stop!” - NOW")
    True
    """
    folded = unicodedata.normalize("NFKC", text[:2_000]).casefold()
    kept = "".join(
        character if character.isalnum() or unicodedata.category(character)[0] == "M" else " "
        for character in folded
        if character != "\ufe0f"
    )
    return " ".join(kept.split())


def same_title(one: str, other: str) -> bool:
    """Say whether two lines are the same headline.

    Quotation marks, dashes, emoji, bracketed tags in front and the name of the
    site behind do not matter.

    >>> same_title("[Video] Rain, again", "«Rain», again | The Daily")
    True
    """
    left, right = _keys(one), _keys(other)
    common = left & right
    return any(len(key) >= 8 or units(key) >= 2 for key in common)


def _keys(text: str) -> set[str]:
    """Return the keys of a headline, with and without tag and name of the site."""
    cleaned = clean_title(text)[0]
    variants = {text, cleaned}
    parts = [match.start() for match in _SITE.finditer(cleaned)]
    if parts:
        head = cleaned[: parts[-1]]
        if units(head) >= 2 and len(head) > len(cleaned) / 2:
            variants.add(head)
    return {key for variant in variants if (key := title_key(variant))}


def is_prose(line: Line) -> bool:
    """Say whether a line is a paragraph of running text."""
    if line.words >= LONG_PROSE_WORDS:
        return line.ends_sentence or _INNER_STOP.search(line.shown[:2_000]) is not None
    return line.words >= PROSE_WORDS and line.ends_sentence


def looks_like_headline(line: Line) -> bool:
    """Say whether a line by itself may be a headline."""
    shown = line.shown
    if len(shown) > MAX_HEADLINE_CHARACTERS or line.role in ("quote", "item", "rule"):
        return False
    if not MIN_HEADLINE_WORDS <= line.words <= MAX_HEADLINE_WORDS:
        return False
    if _ITEM.match(shown) or shown[:1] in "#@/\\<{|~=" or "://" in shown:
        return False
    if line.last in FULL_STOP or shown[-1:] in ":：,，;；、،" or _INNER_STOP.search(shown):
        return False
    return sum(character.isalpha() for character in shown) * 2 > len(shown)


def is_kicker(line: Line) -> bool:
    """Say whether *line*, which stands right above a headline, may be its kicker."""
    return (
        0 < line.words <= MAX_KICKER_WORDS
        and not line.ends_sentence
        and not line.role
        and not any(character.isdigit() for character in line.shown)
        and not _ITEM.match(line.shown)
        and "://" not in line.shown
    )


def is_aside(line: Line) -> bool:
    """Say whether a line is a time or a byline and no headline, however long."""
    return is_timestamp(line) or byline(line) is not None


def is_name(line: Line) -> bool:
    """Say whether a line is up to four words that all begin with a capital, as a name does."""
    found = line.shown.split()
    return len(found) <= 4 and all(word[:1].isupper() or word in ("de", "von") for word in found)


def repeats_turn(lines: Sequence[Line], index: int) -> bool:
    """Say whether the line opens a transcript: its ``Name:`` comes back in later lines."""
    match = _TURN.match(lines[index].shown)
    if match is None:
        return False
    turn = match.group()
    return any(line.shown.startswith(turn) for line in lines[index + 1 : index + 40])


def opens_interview(lines: Sequence[Line], index: int) -> bool:
    """Say whether a question opens a row of questions and answers."""
    if lines[index].last not in "?？؟":
        return False
    later = [line for line in lines[index + 1 : index + 24] if not line.blank]
    return sum(line.last in "?？؟" for line in later if line.last) >= 2
