"""The shape that UTF-8 has when it was misread and then lost bytes.

Takes a line and the codec that it may have been read in; says whether nearly all of it
is what is left of characters.  Nothing here knows a language: first bytes are few and
come again, others stand behind them, or what replaced them does, and capitals or
symbols stand inside words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import islice

from newsnorm._text.scripts import script_of
from newsnorm.mojibake.oddity import kind_of
from newsnorm.mojibake.tables import CODECS, table

__all__ = [
    "FEW_LEADS",
    "LONE_LEAD",
    "MOST_LEADS",
    "is_dense",
    "is_strange",
    "is_torn",
    "is_torn_by_itself",
    "strange_leads",
    "torn_codec",
]

EXPLAINED = 0.9
"""Share of the characters outside ASCII that must be bytes of UTF-8 in their place."""
CONTINUING = 0.25
"""Share of them that must be bytes inside a character: legacy text has few of them after
what would be the first bytes of characters."""
MOST_LEADS, FEW_LEADS = 16, 8
"""First bytes of characters that UTF-8 has at most, in several scripts and in one: an alphabet
of legacy text shows twice as many."""
AGAIN = 4
"""How many times each of few first bytes comes again, where others are lost, one beside the
other: letters of legacy text are spread over more."""
REPLACED = 3
"""Characters with bytes replaced, in their full length, that are no accident."""
MANY = 12
"""Characters, whole or not, from which on the shape alone says what they are."""
MISPLACED = 2
"""First bytes of Latin characters out of place that are no accident."""
STRANGE = 4
"""How many more letters must be out of place than could be at home."""
_ASCII = re.compile(r"[\x00-\x7f\ufffd]+")
_STANDS = "?\ufffd"
"""What replaces a byte that is lost."""
LONE_LEAD = re.compile(r"(?:[a-z\xe0-\xff]|(?<=[a-z,] ))\xc3(?= |$)", re.MULTILINE)
"""What is left of ``à`` when its second byte became a space: after a small letter, or by
itself."""
_SURE_MARK = re.compile(
    r"\xe2(?:(?<=[0-9]\xe2)(?![^\W\d])|(?<![^\W\d]\xe2)[0-9]|[\xa6\xa2]|\?\?|\?[^\W\d])"
)
_OPENING = re.compile(r"\xe2(?<![\w]\xe2)(?=[A-Za-z])")
_CLOSING = re.compile(r"\xe2(?<=[A-Za-z.,!?]\xe2)(?![\w'’])")
_APOSTROPHE = re.compile(r"\xe2(?:(?<=n\xe2)t|(?<=[a-z]\xe2)(?:s|re|ve|ll))\b")
"""What is left of marks for certain, of quotation marks in a pair, and of an English
apostrophe."""
_LATIN_LEADS = (0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xC8, 0xE1, 0xE2)
"""First bytes of Latin letters and of marks."""


@cache
def _units(codec: str) -> re.Pattern[str]:
    """Return what matches a whole character of UTF-8, as the first group, or what is left of it.

    The second group is a character some of whose bytes were replaced.
    """
    return re.compile(
        f"({_sequence(codec)})|({_replaced(codec)})|{table(codec).characters_of_utf8.pattern}"
    )


def _sequence(codec: str) -> str:
    """Return what matches one sequence."""
    return table(codec).sequences.pattern.removeprefix("(?:").removesuffix(")+")


def _replaced(codec: str) -> str:
    """Return what matches a character of UTF-8, some of its bytes replaced."""
    read = table(codec)
    inside, any_stand = read.cls(0x80, 0xBF), f"[{_STANDS}]"
    either = f"(?:{inside}|{any_stand})"
    two, three, four = read.cls(0xC3, 0xDF), read.cls(0xE0, 0xEF), read.cls(0xF0, 0xF4)
    return (
        f"{two}{any_stand}(?=\\w)"
        f"|{three}(?:{any_stand}{either}|{inside}{any_stand})"
        f"|{four}(?:{any_stand}{either}{{2}}|{inside}{any_stand}{either}|{inside}{{2}}{any_stand})"
    )


def torn_codec(line: str, codecs: Iterable[str], leads: int) -> str | None:
    """Return the codec in which *line* is UTF-8 that has lost bytes, if it is in any."""
    best: tuple[float, str] | None = None
    for codec in codecs:
        share = _share(line, codec, leads)
        if share and (best is None or share > best[0]):
            best = (share, codec)
    return None if best is None else best[1]


def is_torn(line: str, codec: str) -> bool:
    """Say whether nearly all of *line* is UTF-8 read in *codec*, some of it incomplete.

    >>> is_torn("Ã¼ber das SchloÃ, das schÃ¶n ist", "latin-1")
    True
    """
    return _share(line, codec, MOST_LEADS) > 0


def _share(line: str, codec: str, most: int) -> float:
    """Return how much of *line* is UTF-8 read in *codec*, 0 unless it is nearly all."""
    read = table(codec)
    outside = len(_ASCII.sub("", line))
    begun, most_continuing = read.census(line)
    if begun > most or not begun:
        return 0.0
    may_be_replaced = "?" in line or "\ufffd" in line
    if not (may_be_replaced or most_continuing or outside >= FEW_LEADS):
        return 0.0
    if not may_be_replaced and most_continuing < CONTINUING * outside and begun > FEW_LEADS:
        return 0.0
    explained = continuing = whole = broken = replaced = beside = end = 0
    units = _units(codec) if may_be_replaced else read.characters_of_utf8
    for match in units.finditer(line):
        size = len(match.group())
        complete = match.group(1) is not None
        whole += complete
        broken += not complete
        if may_be_replaced and match.group(2) is not None:
            replaced += 1
            size = len(_ASCII.sub("", match.group()))
        explained += size
        continuing += size - 1
        beside += match.start() == end
        end = match.end()
    if not broken or explained < EXPLAINED * outside:
        return 0.0
    torn = whole > 0 and continuing >= CONTINUING * outside
    torn |= replaced >= REPLACED and 2 * (replaced + whole) >= whole + broken
    many = whole + broken >= max(FEW_LEADS, AGAIN * begun) and 2 * beside >= whole + broken
    enough = whole + broken >= FEW_LEADS and 2 * beside >= whole + broken
    many |= enough and continuing >= CONTINUING * outside
    torn |= begun <= FEW_LEADS and many
    return explained / outside if torn else 0.0


def has_many(line: str, codec: str) -> bool:
    """Say whether *line* has so many characters of UTF-8 read in *codec* that it is no accident."""
    found = table(codec).characters_of_utf8.finditer(line)
    return next(islice(found, FEW_LEADS - 1, None), None) is not None


def is_dense(line: str, codec: str) -> bool:
    """Say whether *line* has *many* such characters, and most stand side by side.

    A legacy alphabet would show more letters than there are first bytes.
    """
    number = beside = end = 0
    for match in table(codec).characters_of_utf8.finditer(line):
        number += 1
        beside += match.start() == end
        end = match.end()
    return number >= MANY and 2 * beside >= number and table(codec).census(line)[0] <= FEW_LEADS


def is_torn_by_itself(line: str) -> str | None:
    """Return the codec in which first bytes of Latin characters stand out of place in *line*.

    All that is outside ASCII must be such, and most of them out of place.

    >>> is_torn_by_itself("byÅa najjaÅniejszÄ gwiezdnÄ"), is_torn_by_itself("donÕt, wonÕt")
    ('cp1252', None)
    """
    outside = _ASCII.sub("", line)
    if _is_small_latin(outside) and "?" not in line and "\ufffd" not in line:
        return None  # nothing is out of place
    for codec, leads, parts in _latin_leads().get(outside[:1], ()):
        if not parts.issuperset(outside) or _rest(line, codec):
            continue
        found = [match.group()[0] for match in table(codec).characters_of_utf8.finditer(line)]
        strange = sum(1 for _ in strange_leads(line, codec))
        if leads.issuperset(found) and strange >= MISPLACED and 2 * strange >= len(found):
            return codec
    return None


def _is_small_latin(text: str) -> bool:
    """Say whether *text* has nothing but small Latin letters."""
    return text.isalpha() and text.islower() and max(text) < "\u0250" and "\xb5" not in text


@cache
def _latin_leads() -> dict[str, list[tuple[str, frozenset[str], frozenset[str]]]]:
    """Return by first byte of Latin letters and of marks the codecs in which it is one.

    Each with all such bytes, and with all bytes that UTF-8 has, as characters.
    """
    found: dict[str, list[tuple[str, frozenset[str], frozenset[str]]]] = {}
    for codec in CODECS:
        characters = table(codec).characters
        leads = frozenset(characters[byte] for byte in _LATIN_LEADS)
        parts = frozenset((*characters[0x80:0xC0], *characters[0xC2:0xF5]))
        for lead in leads:
            found.setdefault(lead, []).append((codec, leads, parts))
    return found


def _rest(line: str, codec: str) -> str:
    """Return what is outside ASCII and no part of UTF-8 read in *codec*."""
    return _ASCII.sub("", table(codec).characters_of_utf8.sub("", line))


def lacks_marks(text: str) -> bool:
    """Say whether *text* has what may be left of quotation marks or dashes: ``â`` alone.

    A line may lack some, in one language or another, only where this holds for it.

    >>> lacks_marks("it isnâ??t so"), lacks_marks("un château pour rois, cât")
    (True, False)
    """
    return "\xe2" in text and (
        _SURE_MARK.search(text) is not None
        or _APOSTROPHE.search(text) is not None
        or (_CLOSING.search(text) is not None and _OPENING.search(text) is not None)
    )


def has_lost_marks(line: str, letters: Collection[str]) -> bool:
    """Say whether *line* of a language with *letters* has lost quotation marks or dashes.

    What replaced bytes, or a digit, stands beside ``â``, or it opens a word and closes one.

    >>> has_lost_marks("they said âyesâ.", "abc"), has_lost_marks("gyda â dim", "abcâ")
    (True, False)
    """
    if _SURE_MARK.search(line):
        return True
    if "\xe2" in letters:
        return False
    if _APOSTROPHE.search(line):
        return True
    opening = _OPENING.search(line)
    return opening is not None and _CLOSING.search(line, opening.end()) is not None


def strange_leads(line: str, codec: str) -> Iterator[int]:
    """Yield where first bytes of incomplete characters stand that are no letters there.

    >>> [*strange_leads("byÅa Åniejsz", "cp1252")], [*strange_leads("à Évreux", "cp1252")]
    ([2], [])
    """
    for match in _units(codec).finditer(line):
        if match.group(1) is None:
            start = match.start()
            if match.group(2) is not None or _is_out_of_place(line[start - 1 : start], line[start]):
                yield start


def _is_out_of_place(before: str, lead: str) -> bool:
    """Say whether no letter, or none of this kind, stands after *before*."""
    if not before.isalpha():
        return False
    if not lead.isalpha():
        return kind_of(lead) == "s"
    if script_of(before) != script_of(lead):
        return before.islower()  # a Greek letter behind capitals names a protein: Aβ42
    return before.islower() and lead.isupper()


def is_strange(line: str, codec: str, letters: Collection[str]) -> bool:
    """Say whether all outside ASCII is what is left of characters, and hardly any at home."""
    if _rest(line, codec):
        return False
    natural = strange = 0
    for match in table(codec).leads.finditer(line):
        lead, before = match.group(), line[match.start() - 1 : match.start()]
        home = lead.lower() in letters and not (lead.isupper() and before.islower())
        home |= kind_of(lead) == "q"
        natural += home
        strange += not home
    return strange > STRANGE * natural
