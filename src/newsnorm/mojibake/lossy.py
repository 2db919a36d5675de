"""UTF-8 that was misread and then lost bytes: a no-break space that became a space.

Takes a text, the edits of :mod:`newsnorm.mojibake.utf8` and the codec of each line;
gives edits and damage.  Where a sequence of UTF-8 is not complete, all ways to complete
it are tried, and the evidence model chooses between the words that they make.  What it
cannot choose between is damage.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from attrs import define, evolve, frozen

from newsnorm._text.plausibility import alphabet, plausibility, score
from newsnorm._text.scripts import script_of
from newsnorm.model import Damage, Edit
from newsnorm.mojibake.lost import LossyCodec
from newsnorm.mojibake.oddity import kind_of
from newsnorm.mojibake.tables import table

__all__ = ["Loss", "losses", "without"]

CHUNK = 12
"""Characters after which a word of a script without spaces is cut."""
DASH = 3.0
"""Bits that the less usual dash costs: the em dash, but the en dash in East Slavic."""
ENOUGH = 0.5
"""Bits by which the best word must be likelier than the next, or it is damage."""
WORTH = 4.0
"""Bits by which it must be likelier than the text as it stands."""
BEAM = 48
"""Ways to complete the first sequences of a word that are followed further."""
LEFT = 12.0
"""Bits that it costs to leave a lead byte that is no letter of the language."""
CONTEXT = 16
"""Characters before and after a word that are read with it."""
SAMPLE = 1_500
"""Characters of the repaired text that its language is told from."""

_EM_DASH = frozenset({"ru", "uk", "be", "kk", "ky", "tg", "en"})
_SPACELESS = frozenset({"zh-Hans", "zh-Hant", "zh", "ja", "th", "lo", "km", "my"})
_OUTSIDE = re.compile(r"[^\x00-\x7f]+")


@frozen
class Loss:
    """What was found in one word: the edit, or the damage where no way is likelier."""

    start: int
    end: int
    edit: Edit | None
    damage: Damage | None


@define
class _Way:
    """One way to read the first characters of a word."""

    text: str
    position: int
    guessed: int = 0
    price: float = 0.0


def losses(text: str, codecs: dict[tuple[int, int], str], fixed: str) -> list[Loss]:
    """Return what can be said about the incomplete sequences of the lines in *codecs*.

    *codecs* gives for the span of a line the codec it was read in; *fixed* is the text
    as repaired so far, from which its language is told.
    """
    by_codec: dict[str, list[tuple[int, int]]] = {}
    for span, name in codecs.items():
        if not table(name).incomplete(text[slice(*span)]):
            continue
        by_codec.setdefault(name, []).append(span)
    found: list[Loss] = []
    for name, spans in sorted(by_codec.items()):
        codec = LossyCodec(table(name))
        codec.learn("\n".join(text[start:end] for start, end in spans))
        language = ""
        for start, end in spans:
            done = start
            for low, high in _words(text[start:end], codec):
                if start + high <= done:
                    continue
                if not language:
                    language = _language(fixed)
                    codec.collapsed &= language not in _SPACELESS
                    codec.letters = alphabet(language)
                    codec.scripts = _scripts(language, codec.letters, fixed)
                word = (max(done, start + low), start + high)
                cut = _cut(text, word, codec) if word[1] == end else None
                loss = _settle(text, (start, end), word, codec, language)
                if cut is not None and (codec.only_at_ends or loss.edit is None):
                    loss = cut
                found.append(loss)
                done = max(done, loss.end)
    return sorted((loss for loss in found if loss.start < loss.end), key=lambda loss: loss.start)


def _scripts(language: str, letters: frozenset[str], fixed: str) -> frozenset[str]:
    """Return the scripts that a text of *language* may hold; none if that is not known."""
    if not letters and language[:2] not in ("zh", "ja", "ko"):
        return frozenset()
    own = {script_of(letter) for letter in letters} | {"Zyyy", "Zinh", "Latn"}
    own |= {script_of(character) for character in set(fixed)}
    if language[:2] in ("zh", "ja", "ko"):
        own |= {"Hani", "Hira", "Kana", "Hang", "Bopo"}
    return frozenset(own)


def _language(fixed: str) -> str:
    """Return the language of what could be repaired."""
    return plausibility([fixed[:SAMPLE]])[0].language


def _words(line: str, codec: LossyCodec) -> Iterator[tuple[int, int]]:
    """Yield the spans of the words that have an incomplete sequence."""
    for match in re.finditer(r"[^ \t\r]+", line):
        start = position = match.start()
        broken = 0
        while position < match.end():
            piece = codec.complete(line, position)
            if piece is None:
                lead = codec.need(line[position])
                broken += bool(lead) or _headless(line, position, codec) is not None
                position += 1 if lead else 3 if _headless(line, position, codec) else 1
                continue
            if broken and position - start >= CHUNK and len(piece) > 2:
                yield start, position
                start, broken = position, 0
            position += len(piece)
        if broken:
            yield start, match.end()


def _headless(line: str, position: int, codec: LossyCodec) -> str | None:
    """Return the emoji at *position* whose lead byte F0 was dropped, if there is one."""
    piece = line[position : position + 3]
    if codec.table.characters[0xF0] in line or len(piece) < 3:
        return None
    if not all(map(codec.continues, piece)) or codec.bytes_of[piece[0]] < 0x90:
        return None
    read = codec.table.decode(codec.table.characters[0xF0] + piece)
    return read if read and unicodedata.category(read) in ("So", "Sk") else None


def _settle(
    text: str, line: tuple[int, int], span: tuple[int, int], codec: LossyCodec, language: str
) -> Loss:
    """Choose between the ways to read the word at *span*."""
    start, end = span
    ways = _ways(text[: line[1]], start, end, codec, language)
    before = _plain(text[max(line[0], start - 4 * CONTEXT) : start], codec)[-CONTEXT:]
    stop = min(line[1], max(way.position for way in ways) + 4 * CONTEXT)
    texts = [before + way.text + _plain(text[way.position : stop], codec) for way in ways]
    within = {language} if language else None
    bits = score(texts, within=within) * [max(1, len(t)) for t in texts]
    rare = "–" if language in _EM_DASH else "—"
    bits -= [way.price + DASH * (rare in way.text) for way in ways]
    order = sorted(range(len(ways)), key=lambda i: (-bits[i], i))
    best = ways[order[0]]
    done = max(best.position, end)
    old = text[start : best.position]
    as_is = next((bits[i] for i in order if not ways[i].guessed), None)
    nearest = next((bits[i] for i in order[1:] if ways[i].text != best.text), -1e9)
    if not best.guessed:
        return Loss(start, start, None, None)
    if bits[order[0]] - nearest < ENOUGH or (as_is is not None and bits[order[0]] - as_is < WORTH):
        damage = Damage(
            start=start, end=end, reason="bytes of UTF-8 were lost", read_as=codec.table.codec
        )
        return Loss(start, done, None, damage)
    edit = Edit(
        start=start,
        end=best.position,
        original=old,
        replacement=best.text,
        reason=f"utf-8 read as {codec.table.codec}, then bytes lost",
        evidence=f"likelier by {bits[order[0]] - nearest:.1f} bits than any other completion",
        confidence=round(float(1 - 0.5 ** (1 + (bits[order[0]] - nearest) / 2)), 4),
    )
    return Loss(start, done, edit, None)


def _cut(text: str, word: tuple[int, int], codec: LossyCodec) -> Loss | None:
    """Return the loss of the last character of a line, where it was cut in the middle."""
    start = end = word[1]
    while start > word[0] and end - start < 3 and codec.continues(text[start - 1]):
        start -= 1
    start -= 1
    if start < word[0] or codec.need(text[start]) <= end - start - 1:
        return None
    if not text[start].isalpha() or text[start].lower() in codec.letters:
        return None
    edit = Edit(
        start=start,
        end=end,
        original=text[start:end],
        replacement="\ufffd",
        reason=f"utf-8 read as {codec.table.codec}, cut in a character",
        evidence="the line ends inside a sequence",
        confidence=0.9,
    )
    return Loss(start, end, edit, None)


def _plain(piece: str, codec: LossyCodec) -> str:
    """Return a piece of context with its complete sequences read."""
    parts: list[str] = []
    position = 0
    for match in codec.table.sequences.finditer(piece):
        parts.append(_OUTSIDE.sub("", piece[position : match.start()]))
        parts.append(codec.table.decode(match.group()) or "")
        position = match.end()
    parts.append(_OUTSIDE.sub("", piece[position:]))
    return "".join(parts)


def _ways(line: str, start: int, end: int, codec: LossyCodec, language: str) -> list[_Way]:
    """Return the ways to read the word from *start* to *end*."""
    open_ways = [_Way("", start)]
    done: list[_Way] = []
    while open_ways:
        following: list[_Way] = []
        for way in open_ways:
            if way.position >= end:
                done.append(way)
            else:
                following.extend(_steps(line, way, codec))
        if len(following) > 4 * BEAM:
            texts = [way.text for way in following]
            bits = score(texts, within={language} if language else None) * [len(t) for t in texts]
            bits -= [way.price for way in following]
            order = sorted(range(len(texts)), key=lambda i: (-bits[i], i))
            following = [following[i] for i in order[:BEAM]]
        open_ways = following
    return done or [_Way(line[start:end], end)]


def _steps(line: str, way: _Way, codec: LossyCodec) -> Iterator[_Way]:
    """Yield the ways to read on from where *way* stands."""
    at = way.position
    piece = codec.complete(line, at)
    if piece is not None:
        yield _Way(
            way.text + (codec.table.decode(piece) or ""), at + len(piece), way.guessed, way.price
        )
        return
    emoji = _headless(line, at, codec)
    if emoji is not None:
        yield _Way(way.text + emoji, at + 3, way.guessed + 1, way.price)
        return
    need = codec.need(line[at])
    strange = line[at].isalpha() and line[at].lower() not in codec.letters
    left = LEFT if need and strange else 0.0
    yield _Way(way.text + line[at], at + 1, way.guessed, way.price + left)
    if need:
        for data, position, price in _completions(line, at + 1, need, codec):
            try:
                read = bytes([codec.bytes_of[line[at]], *data]).decode("utf-8")
            except UnicodeDecodeError:
                continue
            if kind_of(read) not in "rcx" and codec.fits(read):
                yield _Way(way.text + read, position, way.guessed + 1, way.price + price)


def _completions(
    line: str, at: int, need: int, codec: LossyCodec, lost: int = 0
) -> Iterator[tuple[tuple[int, ...], int, float]]:
    """Yield the bytes that can follow a lead byte, where the text goes on, and a price."""
    if not need:
        yield (), at, 0.0
        return
    character = line[at : at + 1]
    if character and codec.continues(character):
        for rest, position, price in _completions(line, at + 1, need - 1, codec, lost):
            yield (codec.bytes_of[character], *rest), position, price
    for byte in codec.stand_in(character) if character else ():
        for rest, position, price in _completions(line, at + 1, need - 1, codec, lost + 1):
            yield (byte, *rest), position, price
    if lost == 0:
        missing = list(codec.dropped)
        if " " in codec.kinds and (not character or (codec.collapsed and character == " ")):
            missing.append(0xA0)
        for byte in missing:
            own = codec.inserted if byte == 0xA0 and character else 0.0
            for rest, position, price in _completions(line, at, need - 1, codec, 1):
                yield (byte, *rest), position, price + own


def without(text: str, edit: Edit, codec: str, spans: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Yield what *edit*, of text read in *codec*, does outside *spans*, which are ordered."""
    start = edit.start
    for low, high in [*spans, (edit.end, edit.end)]:
        end = min(low, edit.end)
        if start < end:
            old = text[start:end]
            new = table(codec).sequences.sub(
                lambda match: table(codec).decode(match.group()) or match.group(), old
            )
            yield evolve(edit, start=start, end=end, original=old, replacement=new)
        start = max(start, high)
