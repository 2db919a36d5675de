"""Where a paragraph may be cut: the places at which something glued to it begins or ends.

Takes the text of a line.  Gives spans; whether what stands there is boilerplate is for the
rules to say.  The same for every language and in linear time: a piece is bounded by a
sentence's end, a separator, a date's end, or brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

__all__ = ["brackets", "endings", "hashtags_at_end", "openings", "sentence_starts"]

Span = tuple[int, int]

END_CHARS = 260
"""What is glued to the end of a paragraph is no longer than this."""
START_CHARS = 100
"""What is glued to its beginning is no longer than this."""
LABEL_CHARS = 44
"""A date at the beginning is announced by a label no longer than this."""
BRACKET_CHARS = 140

_STOP = re.compile(r"[.!?…。！？؟।۔॥]+[\"'”’»)\]」』）】›*]*")
_MARK = re.compile(r"\s(?:[|•·▪►▶→➜➡👉🔗📷📸🎥⬇]\ufe0f?|>>)\s*")
_MAY_MARK = re.compile("[|•·▪►▶→➜➡👉🔗📷📸🎥⬇]|>>")
_SPACES = re.compile(r"\s*")
_BRACKET = re.compile(
    rf"[(\[（【［]([^()\[\]（）【】［］]{{1,{BRACKET_CHARS}}})[)\]）】］]",
)
_SEPARATOR = re.compile(r"\s+(?:[—–|•·►▶-]+|//)\s+|\s*[|•►▶]\s*|\t|\s{3,}")
_DATE = re.compile(
    r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}"
    r"|(?:19|20)\d\d\s?[年년]\s?\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
    r"|\d{1,2}(?:st|nd|rd|th|er|[.ºª])?\s(?:de\s)?[^\W\d_]{3,12}\.?,?\s(?:de\s|del\s)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d\d"
    r"|\d{1,3}(?=\s?[^\W\d_])|\d{1,2}[:.]\d{2}"
)
_YEAR_MARK = re.compile(r"\s?(?:г|р|г\.|р\.|год|року)(?=[\s,])\.?")
_CLOCK = re.compile(
    r"(?:\s?[,|·•–-]\s?|\s)?(?:(?:um|at|à|alle|ore|a las|às|om|kl\.?|klo|o|в|о|saat|ora|στις|في|"
    r"ساعت|lúc|pukul|jam)\s)?\d{1,2}(?:[:.h]\d{2}(?::\d{2})?|\s?[時时시]\s?\d{1,2}\s?[分분]|\s?[ap]\.?m\.?)"
    r"(?:\s?(?:Uhr|hrs|h|a\.?m\.?|p\.?m\.?|AM|PM|น\.))?"
    r"(?:\s(?:GMT|UTC|[ECMP][SD]?T|BST|IST|CES?T|MES?Z|WIB|WITA|WIT|JST|KST|EES?T|MSK|мск|МСК))?(?!\w)"
)
_UNITS = re.compile(r"\s?[^\W\d_]+\.?(?:\s[^\W\d_]+)?(?:\s[^\W\d_]+)?")
_AFTER_STAMP = re.compile(r"[\s|—–•·:,.)\]-]*")
_HASHTAG = re.compile(r"[#＃][^\W_][\w-]{0,60}")


def sentence_starts(text: str) -> list[Span]:
    """Return where sentences end and the next ones start.

    A mark counts if a space follows, or what else cannot follow inside a word: a capital, a
    bracket, a letter of a script without spaces.

    >>> sentence_starts("It rained. Read more.Now 3.5")
    [(10, 11), (21, 21)]
    """
    found: list[Span] = []
    size = len(text)
    for match in _STOP.finditer(text):
        end = match.end()
        if end == size:
            break
        after = text[end]
        if after == " " and text[end + 1 : end + 2] != " ":
            found.append((end, end + 1))
        elif after.isspace():
            spaces = _SPACES.match(text, end)
            found.append((end, spaces.end() if spaces else end))
        elif after in "([（【©#/|►▶–—" or not (
            after.islower() or after.isdigit() or after in "_,;:)"
        ):
            found.append((end, end))
    return found


def endings(text: str, stops: Sequence[Span]) -> list[Span]:
    """Return, from left to right, where a paragraph may end, and what then is glued to it starts.

    *stops* are its :func:`sentence_starts`.

    >>> text = "The dam broke. Read more: Flood | dpa"
    >>> endings(text, sentence_starts(text))
    [(14, 15), (31, 34)]
    """
    start = max(0, len(text) - END_CHARS)
    found = [stop for stop in stops if stop[0] >= start]
    if _MAY_MARK.search(text, start):
        found += [match.span() for match in _MARK.finditer(text, start)]
        found = sorted(set(found))
    return found


def brackets(text: str) -> Iterator[tuple[Span, Span]]:
    """Yield what stands in brackets: the span with them, and the one without.

    >>> list(brackets("It rained (Photo: X)."))
    [((10, 20), (11, 19))]
    """
    for match in _BRACKET.finditer(text):
        yield match.span(), match.span(1)


def openings(text: str) -> Iterator[Span]:
    """Yield the pieces that may be glued to the beginning: where each ends, and the text starts.

    >>> list(openings("Updated 12 March 2024, 14:30 The dam broke."))
    [(28, 29)]
    """
    head = text[:START_CHARS]
    bracket = _BRACKET.match(head)
    if bracket is not None:
        yield bracket.end(), _after(text, bracket.end())
    separator = _SEPARATOR.search(head)
    if separator is not None and separator.start():
        yield separator.start(), separator.end()
    date = _DATE.search(head, 0, LABEL_CHARS + 20)
    if date is None or date.start() > LABEL_CHARS:
        return
    if date.end() - date.start() > 3:
        end = date.end()
        for more in (_YEAR_MARK, _CLOCK):
            match = more.match(head, end)
            end = match.end() if match else end
        yield end, _after(text, end)
        return
    units = _UNITS.match(head, date.end())
    for group in _word_ends(units, date.end()):
        yield group, _after(text, group)


def _word_ends(units: re.Match[str] | None, start: int) -> list[int]:
    """Return where the words after a number end, the last one first."""
    if units is None:
        return []
    inner = [start + at for at, char in enumerate(units.group()) if char.isspace() and at]
    return [units.end(), *reversed(inner)]


def _after(text: str, end: int) -> int:
    match = _AFTER_STAMP.match(text, end)
    return match.end() if match else end


def hashtags_at_end(text: str) -> list[Span]:
    """Return the hashtags that a text ends in, without their marks.

    >>> hashtags_at_end("It rained. #harbour #coast")
    [(12, 19), (21, 26)]
    """
    if "#" not in text and "＃" not in text:
        return []
    found: list[Span] = []
    end = len(text)
    matches = list(_HASHTAG.finditer(text, max(0, end - END_CHARS)))
    for match in reversed(matches):
        if text[match.end() : end].strip(" ,\u00a0"):
            break
        found.append((match.start() + 1, match.end()))
        end = match.start()
    return found[::-1]
