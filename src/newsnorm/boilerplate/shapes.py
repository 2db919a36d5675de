"""Lines that give themselves away by their shape, in any language.

Each recogniser looks at one line and says what it is, if it is sure: a row of
hashtags, an address, a date that stands alone, a teaser that ends in a running
time, a picture credit.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import frozen

from newsnorm._text.rules import RuleBook
from newsnorm.model import RemovalKind

__all__ = ["AGENCY_CHARS", "SHORT_CHARS", "Shape", "agency_line", "link_line", "shape_of"]

SHORT_CHARS = 120
"""Lines longer than this are only looked at for teasers and credits at their end."""
DATE_LETTERS = 24
"""A date line has no more letters than this beside its numbers: weekday, month, 'updated'."""
AGENCY_CHARS = 60
"""A line that names the agencies of an article has no more characters than this …"""
AGENCY_WORDS = 6
"""… and no more words."""
STEM = 3
"""So many letters tell most lines that name no agency."""
LABEL_WORDS = 9
"""A link is announced by a label of at most so many words."""

_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_HASHTAG = re.compile(r"[#＃]([^\W_][\w-]*)")
_DURATION = re.compile(
    r"(?:(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\s*)?(?P<mark>[|•·,–—-])?\s*"
    r"(?:\d{1,2}:)?\d{1,3}:\d{2}(?P<unit>\s*(?:min\.?|minutes|Minuten|мин\.?|λεπτά|dk\.?|분|分))?$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|(?:19|20)\d\d\s?[年년]"
    r"|\d{1,2}\.?\s[^\W\d_]{3,10}\.?,?\s(?:19|20)\d\d"
    r"|[^\W\d_]{3,10}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
    r"|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,10}\.?\s(?:de|del|do)?\s?(?:19|20)\d\d"
)
_MAYBE_DATE = re.compile(r"\d(?:\d{0,3}\s?[./-]\s?\d|(?<=1)9\d\d|(?<=2)0\d\d)")
"""What all dates hold, and some other lines: it begins with a digit, so it is found faster."""
_CLOCK_LEAD = re.compile(r"^\d{1,2}[:.]\d{2}\b[^:]{0,12}:\s\S")
_LETTERS = re.compile(r"[^\W\d_]")
_PARENTHESIS = re.compile(r"[(（\[]([^()（）\[\]]{2,120})[)）\]]$")
_PARTS = re.compile(r"\s*[/,;|+&–—]\s*|\s+-\s+|\s+(?:via|und|and|et|y|e|och|og|en)\s+")
_INITIALS = re.compile(r"^[a-zäöü]{2,4}$")
_ONLY_EMAIL = re.compile(r"^\S+@[\w-]+(?:\.[\w-]+)+$")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।](?:[\"'”’»)\]]|\s|$)")
_SOCIAL = re.compile(
    r"(?:youtube\.com|youtu\.be|instagram\.com|facebook\.com|fb\.com|fb\.me|twitter\.com|//x\.com|t\.me|"
    r"telegram\.me|tiktok\.com|threads\.net|linkedin\.com|whatsapp\.com|wa\.me|vk\.com|ok\.ru|dzen\.ru|"
    r"rutube\.ru|weibo\.com|twitch\.tv|discord\.gg|pinterest\.|spotify\.com|podcasts\.apple\.com|"
    r"bit\.ly|tinyurl\.com|goo\.gl|ow\.ly|lnk\.to|linktr\.ee|patreon\.com|news\.google\.com|"
    r"play\.google\.com|apps\.apple\.com|itunes\.apple\.com|bsky\.app|mastodon\.)",
    re.IGNORECASE,
)


@frozen
class Shape:
    """What a line is by its shape, and the fields it holds: ``(name, start, end)`` in the line."""

    kind: RemovalKind
    rule: str
    values: tuple[tuple[str, int, int], ...] = ()


def shape_of(line: str, book: RuleBook) -> Shape | None:
    """Return what *line* is by its shape alone, or ``None``.

    >>> from newsnorm._text.rules import shipped_rules
    >>> shape_of("#Energie #Netze", shipped_rules()).kind
    'tags'
    """
    last = line[-1]
    if (last in ")）]" or (last == "." and line[-2:-1] in ")）]")) and (
        found := _credit(line, book)
    ):
        return found
    if (
        ":" in line[-40:]
        and (last.isdigit() or line[-4:-1].isalpha() or last in ".分분")
        and (found := _teaser(line))
    ):
        return found
    if len(line) > SHORT_CHARS:
        return None
    if line[0] in "#＃" and (found := _hashtags(line)):
        return found
    if "@" in line and _ONLY_EMAIL.match(line):
        return Shape("feedback", "shape.email")
    return _timestamp(line) if _MAYBE_DATE.search(line) else None


def _hashtags(line: str) -> Shape | None:
    """A line of nothing but hashtags."""
    words = line.split()
    if not all(_HASHTAG.match(word) for word in words):
        return None
    values = tuple(("keywords", found.start(1), found.end(1)) for found in _HASHTAG.finditer(line))
    return Shape("tags", "shape.hashtags", values)


def _timestamp(line: str) -> Shape | None:
    """A date that stands alone, perhaps with a clock, a weekday or a word."""
    found = _DATE.search(line)
    if found is None or _CLOCK_LEAD.match(line):
        return None
    if len(_LETTERS.findall(line)) > DATE_LETTERS or (
        len(line) > 60 and _SENTENCE_END.search(line[:-1])
    ):
        return None
    rest = _LETTERS.findall(line[: found.start()] + line[found.end() :])
    if len(rest) > 12:
        return None
    return Shape("timestamp", "shape.date")


def _teaser(line: str) -> Shape | None:
    """A text that ends in a date or a mark, and a running time."""
    found = _DURATION.search(line[-40:])
    if found is None or not (found["unit"] if found["date"] else found["mark"]):
        return None  # behind a date stands a clock, unless it says minutes
    return Shape("video_teaser", "shape.running-time")


def _credit(line: str, book: RuleBook) -> Shape | None:
    """A caption that ends in its credit: the whole of it is one."""
    found = _PARENTHESIS.search(line[-130:])
    if found is None:
        return None
    offset = max(0, len(line) - 130)
    inner = found[1]
    before = line[: offset + found.start()].rstrip()
    if _SENTENCE_END.search(before[:-1]) and len(before) > SHORT_CHARS:
        return None
    if not _names_agency(inner, book) or (before and before[-1] in ".!?。！？"):
        return None
    start = offset + found.start(1)
    return Shape(
        "media_credit", "shape.credit", (("source_organization", start, start + len(inner)),)
    )


def _names_agency(text: str, book: RuleBook) -> bool:
    """Whether *text* is a list of names with an agency among them."""
    parts = [part for part in _PARTS.split(text) if part.strip()]
    return len(parts) <= 8 and any(
        (hit := book.match(part)) is not None
        and (hit.rule.kind == "agency_credit" or hit.rule.id.startswith("agencies."))
        for part in (*parts, parts[-1].split()[-1] if parts else "")
        if part
    )


@lru_cache(maxsize=8)
def _agency_stems(book: RuleBook) -> frozenset[str]:
    """Return what the names of agencies begin with."""
    names = RuleBook(rule for rule in book.rules if rule.id == "agencies.names")
    return names.stems(STEM)


def agency_line(line: str, book: RuleBook) -> bool:
    """Whether *line* is nothing but agencies and the initials of those who wrote.

    >>> from newsnorm._text.rules import shipped_rules
    >>> agency_line("abc/dpa", shipped_rules()), agency_line("dpa-Chef tritt ab", shipped_rules())
    (True, False)
    """
    if len(line) > AGENCY_CHARS:
        return False
    bare = line.strip("()[]. ")
    head = bare[:STEM]
    if head.isascii() and head.isalpha() and not head.islower():  # neither initials …
        stems = _agency_stems(book)
        if head.lower() not in stems and head[:2].lower() not in stems:  # … nor an agency
            return False
    if len(line.split()) > AGENCY_WORDS:
        return False
    parts = [part for part in _PARTS.split(bare) if part]
    known = 0
    for part in parts:
        hit = book.match(part)
        if hit is not None and hit.rule.id == "agencies.names":
            known += 1
        elif not _INITIALS.match(part):
            return False
    return known > 0


def link_line(line: str) -> tuple[bool, bool]:
    """Say whether *line* is a label with an address, and whether that is a social network's.

    >>> link_line("Unser Kanal https://www.youtube.com/example")
    (True, True)
    >>> link_line("Der ganze Bericht ist lang und steht unter https://example.org/a im Netz.")
    (False, False)
    """
    found = _URL.search(line)
    if found is None:
        return False, False
    label = _URL.sub("", line).strip()
    short = len(label.split()) <= LABEL_WORDS and not _SENTENCE_END.search(label)
    ends = found.end() == len(line) or not label or found.start() == 0
    return short and ends, short and ends and bool(_SOCIAL.search(line))
