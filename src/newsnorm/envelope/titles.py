"""Headlines: cleaning them, telling them from prose, finding their repeats."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from newsnorm._text.rules import shipped_rules
from newsnorm._text.scripts import dominant_script
from newsnorm.envelope.lines import FULL_STOP, SENTENCE_END, Line, has_words, units
from newsnorm.envelope.marks import byline, is_timestamp

__all__ = [
    "clean_title",
    "is_aside",
    "is_furniture",
    "is_kicker",
    "is_name",
    "is_prose",
    "looks_like_headline",
    "same_title",
    "title_key",
]

MIN_HEADLINE_WORDS = 2.0
MAX_HEADLINE_WORDS = 21.0
"""Of the headlines of 600 measured articles 99.5 % have up to 19 words; first lines without a
full stop that are no headlines are longer."""

SHORT_CHARACTERS = 60
"""A line of so many characters is short in any script, spaceless ones too."""

SYLLABLES_IN_WORD = 1.4
"""Vietnamese sets a space behind each syllable: its headlines have so many more words."""

MAX_HEADLINE_CHARACTERS = 260
MAX_KICKER_WORDS = 3.5
"""Kickers are a place, a name or a topic; from four words on a line is a headline itself."""

PROSE_WORDS = 9.0
"""A line of so many words that ends like a sentence is a paragraph."""

LONG_PROSE_WORDS = 25.0
"""A line of so many words with a full stop inside is a paragraph that was cut off."""

MIN_REPEAT_CHARACTERS = 12
MIN_REPEAT_WORDS = 4
LONG_REPEAT = 400
MAX_TAG_CHARACTERS = 100
"""A bracketed tag before and the name of the site behind a headline are no longer together."""

_AFTER_REPEAT = re.compile(r"[.!?:|。！？…]\s+|\s+[-–—|]\s+|[。！？]")
STOPLESS_PROSE_WORDS = 15.0
STOPLESS_SCRIPTS = frozenset({"Thai", "Laoo", "Khmr"})
"""Scripts whose sentences end without a mark."""

_STOPLESS = re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u19e0-\u19ff]")
"""A character of one of them."""

_VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9]")
_NO_WORD = re.compile(r"[\W_]+")
_TAG = re.compile(
    r"(?:\[[^\[\]\n]{1,80}\]|【[^【】\n]{1,80}】|〔[^〔〕\n]{1,80}〕)[ \t\u00a0\u3000:|–—-]*"
)
_SITE = re.compile(r"[ \u00a0]+[|–—·•-][ \u00a0]+|[ ]?[|｜][ ]?|[ ]?::[ ]?")
_SITE_MARKS = "|–—·•-｜:"
_LEAD = re.compile(
    r"[\"'“”„«»‘’‚‹›–—-]{0,3}"
    r"([^\W_\u02b0-\u036f\u1100-\u11ff\u3130-\u318f\ua000-\uabff\ud7b0-\U0010ffff]{1,64})"
)
"""First letters and digits, behind quotes: none changes the one before it when a text is
normalised, but a mark behind them may change the last one."""

_PLAIN_START = re.compile("[A-Za-z0-9]{2}")
"""The first character of such a text is the first one of all its keys."""

_PROBE_CHARACTERS = 40
_ITEM = re.compile(r"(?:[-–—•*·▪►+]|\d{1,3}[.)])(?=[ \t\u00a0])")
_TURN = re.compile(r"[^\s:：][^:：\n]{0,40}[:：]")
_FOREIGN = re.compile(r"://|(?:^|\s)[>›](?:\s|$)|^[^«]*\s»\s|\+\+\+.*\+\+\+")
_FOREIGN_MARKS = ("://", ">", "›", "»", "+++")
_ABBREVIATED = re.compile(r"\w\.\w\.[\W_]*$|(?:\.\.\.|…)[\W_]*$")
_GLUED = re.compile(r"[^\W\d_]{2}\.[^\W\d_]")
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.][ \u00a0]+[^\W\d_]|[。।]\s*\w")


def clean_title(raw: str) -> tuple[str, int]:
    """Return the headline in *raw* and where it starts: without emoji and bracketed tags.

    >>> clean_title("🔥🔥 [Live] Storm hits coast")
    ('Storm hits coast', 10)
    """
    if raw[:1].isascii() and raw[:1].isalnum():
        return raw.rstrip(), 0
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
    wordy = title_key(cleaned[:_PROBE_CHARACTERS]) or title_key(cleaned)
    return (cleaned, position) if wordy else (raw.strip(), 0)


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
    if text.isascii() and text.isalnum():
        return text[:2_000].lower()
    text = text[:2_000]
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _NO_WORD.sub(" ", folded).strip()


def same_title(one: str, other: str) -> bool:
    """Say whether two lines are the same headline.

    Quotation marks, dashes, emoji, bracketed tags in front and the name of the
    site behind do not matter.

    >>> same_title("[Video] Rain, again", "«Rain», again | The Daily")
    True
    """
    if max(len(one), len(other)) > 3 * min(len(one), len(other)) + MAX_TAG_CHARACTERS:
        return False
    if _PLAIN_START.match(one) and _PLAIN_START.match(other) and one[0].lower() != other[0].lower():
        return False
    first, second = _LEAD.match(one), _LEAD.match(other)
    if first and second:
        if _begin_differently(first[1][:-1], second[1][:-1]):
            return False
        if _begin_differently(_first_words(one), _first_words(other)):
            return False
        if _goes_on(one, other) or _goes_on(other, one):
            return False
    left, right = _keys(one), _keys(other)
    common = left & right
    return any(len(key) >= 8 or units(key) >= 2 for key in common)


def _begin_differently(one: str, other: str) -> bool:
    """Say whether no key of a text can be one of another, by how both begin."""
    left, right = title_key(one), title_key(other)
    size = min(len(left), len(right))
    return left[:size] != right[:size]


def _goes_on(one: str, other: str) -> bool:
    """Say whether all keys of the first text are longer than those of the second."""
    if len(one) <= 2 * len(other):
        return False
    return len(title_key(_first_words(one, len(one)))) > len(title_key(other))


def _first_words(text: str, most: int = _PROBE_CHARACTERS) -> str:
    """Return whole words that all keys of a text begin with: the name of a site comes later."""
    start = text[: min(len(text) // 2, most)]
    return start[: max(0, start.rfind(" "))]


def _keys(text: str) -> set[str]:
    """Return the keys of a headline, with and without tag and name of the site."""
    cleaned = clean_title(text)[0]
    variants = {text, cleaned}
    sited = any(mark in cleaned for mark in _SITE_MARKS)
    parts = [match.start() for match in _SITE.finditer(cleaned)] if sited else []
    if parts:
        head = cleaned[: parts[-1]]
        if units(head) >= 2 and len(head) > len(cleaned) / 2:
            variants.add(head)
    return {key for variant in variants if (key := title_key(variant))}


def repeat_length(line: Line, headline: str) -> int:
    """Return how much of a paragraph repeats the headline before its own text begins.

    >>> repeat_length(Line(0, 0, 0, "Rain all over the north. Again it rains, says he.", 0, 49),
    ...               "Rain all over the north")
    25
    """
    shown, size = line.shown, len(headline)
    if line.stop - line.begin != len(shown) or size < MIN_REPEAT_CHARACTERS:
        return 0
    if not shown.startswith(headline) or len(shown) < size + MIN_REPEAT_CHARACTERS:
        return 0
    if units(headline[:LONG_REPEAT]) < MIN_REPEAT_WORDS:
        return 0
    match = _AFTER_REPEAT.match(shown, size - 1 if headline[-1] in SENTENCE_END else size)
    return match.end() if match else 0


def has_inner_stop(line: Line) -> bool:
    """Say whether a sentence ends inside a line."""
    return _INNER_STOP.search(line.shown[:2_000]) is not None


def is_prose(line: Line) -> bool:
    """Say whether a line is a paragraph of running text."""
    if line.prose is None:
        line.prose = _is_prose(line)
    return line.prose


def _is_prose(line: Line) -> bool:
    if line.length is None and line.ends_sentence and has_words(line.shown, PROSE_WORDS):
        return True
    length = line.words
    if length < PROSE_WORDS:
        return False
    if line.ends_sentence or (length >= LONG_PROSE_WORDS and has_inner_stop(line)):
        return True
    start = line.shown[:LONG_REPEAT]
    return (
        length >= STOPLESS_PROSE_WORDS
        and _STOPLESS.search(start) is not None
        and dominant_script(start) in STOPLESS_SCRIPTS
    )


def looks_like_headline(line: Line) -> bool:
    """Say whether a line by itself may be a headline."""
    shown = line.shown
    if len(shown) > MAX_HEADLINE_CHARACTERS or line.role in ("quote", "item", "rule"):
        return False
    if line.words < MIN_HEADLINE_WORDS:
        return False
    most = MAX_HEADLINE_WORDS * (SYLLABLES_IN_WORD if _VIETNAMESE.search(shown) else 1.0)
    if line.words > most and len(shown) > SHORT_CHARACTERS:
        return False
    if _ITEM.match(shown) or shown[:1] in "#@/\\<{|~=…" or _is_foreign(shown):
        return False
    if shown[-1:] in ":：,，;；、،" or _is_glued(shown) or is_aside(line):
        return False
    if line.last in FULL_STOP and not _ABBREVIATED.search(shown):
        return False
    return sum(map(str.isalpha, shown)) * 2 > len(shown)


def _is_foreign(shown: str) -> bool:
    """Say whether a line has marks of addresses, paths through a page, or tickers."""
    return any(mark in shown for mark in _FOREIGN_MARKS) and bool(_FOREIGN.search(shown))


def _is_glued(shown: str) -> bool:
    """Say whether two sentences were pushed together, as buttons of a page are."""
    return "." in shown and any(
        match[0][0].islower() and match[0][-1].isupper() for match in _GLUED.finditer(shown)
    )


def is_kicker(line: Line) -> bool:
    """Say whether *line*, which stands right above a headline, may be its kicker."""
    return (
        0 < line.words <= MAX_KICKER_WORDS
        and not line.ends_sentence
        and not line.role
        and not any(character.isdigit() for character in line.shown)
        and not _ITEM.match(line.shown)
        and not any(mark in line.shown for mark in ("://", "|", ">", "/"))
    )


def is_aside(line: Line) -> bool:
    """Say whether a line is a time or a byline and no headline, however long."""
    if line.aside is None:
        line.aside = is_timestamp(line) or bool(byline(line))
    return line.aside


FURNITURE = frozenset(
    {"navigation", "cookie_notice", "share", "newsletter", "paywall", "comments", "feedback"}
)
"""Kinds of lines that stand where a kicker or a headline does, and are buttons of the page."""


def is_furniture(line: Line) -> bool:
    """Say whether a line is a button or a link of the page, by the rules for boilerplate.

    >>> is_furniture(Line(0, 20, 20, "Skip to main content", 0, 20))
    True
    """
    if line.furniture is None:
        hit = shipped_rules().match(line.shown)
        line.furniture = hit is not None and hit.rule.kind in FURNITURE
    return line.furniture


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
    return sum(line.shown.startswith(turn) for line in lines[index + 1 : index + 40]) >= 2


def opens_interview(lines: Sequence[Line], index: int) -> bool:
    """Say whether a question opens a row of questions and answers."""
    if lines[index].last not in "?？؟":
        return False
    later = [line for line in lines[index + 1 : index + 24] if not line.blank][:10]
    return sum(line.last in "?？؟" for line in later if line.last) >= 4
