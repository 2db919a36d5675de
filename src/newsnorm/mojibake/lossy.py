"""UTF-8 that was misread and then lost bytes: a no-break space that became a space.

Takes a text, the edits of :mod:`newsnorm.mojibake.utf8` and the codec of each line;
gives edits and damage.  Each character that may stand there leaves certain bytes behind
when some are lost; where such a rest is found, the characters it may come from are tried,
and the model of words chooses between what they make.  Where that is not far likelier
than anything else, the place is damage, whether it was completed or not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from math import log2

from attrs import define, evolve

from newsnorm._text.plausibility import alphabet
from newsnorm.model import Damage, Edit
from newsnorm.mojibake.effort import effort, most_effort
from newsnorm.mojibake.expected import inventory_of, languages_of, script_key, whole_words
from newsnorm.mojibake.loss import Loss, is_certain_mark, moved
from newsnorm.mojibake.lost import LossyCodec
from newsnorm.mojibake.prices import Prices
from newsnorm.mojibake.tables import table
from newsnorm.mojibake.words import JOINED, SPACELESS, has_words

__all__ = ["losses"]

CHUNK = 12
"""Characters after which a word of a script without spaces is cut."""
ENOUGH = 1.0
"""Bits by which the best word must be likelier than the next, or it is left."""
SURE, SURE_OPEN = 10.0, 0.5
"""Bits by which it must be likelier than the next, or it is marked as damage too, and how many
more for each bit that is open.  Of 1,062 completions with more, three were wrong."""
UNKNOWN, BESIDE = 2.0, 1.5
"""How many times as many in a language that has no words of its own in the model, and in one
that writes them side by side: those models are surer of themselves than they should be."""
WORTH = 4.0
"""Bits by which it must be likelier than the text as it stands."""
MOST_OPEN, MOST_OPEN_UNKNOWN = 30.0, 12.0
"""Bits that must be named at most for what one word has lost: no word tells so much, and in a
language whose words are unknown still less."""
BEAM = 24
"""Ways to complete the first sequences of a word that are followed further."""
LEFT = 12.0
"""Bits that it costs to leave a lead byte that is no letter of the language."""
LAYER = 30.0
"""Bits that a whole sequence is worth that comes out of completing another: no accident."""
MOST_KNOWN = 4_096
"""Words between their neighbours that are remembered."""
REACH = 128
"""Characters after a word that can say something about it."""
CONTEXT = 24
"""Characters before and after a word that are read with it."""


_CHUNK = re.compile(r"[^ \t\r\n]+")


Known = dict[tuple[str, str, str, str], tuple[int, Loss]]
"""What was found for a word between its neighbours, and where."""


@define
class _Way:
    """One way to read the first characters of a word."""

    text: str
    position: int
    guessed: int = 0
    price: float = 0.0
    left: bool = False


def losses(
    text: str, codecs: dict[tuple[int, int], str], fixed: str, certain: Collection[tuple[int, int]]
) -> list[Loss]:
    """Return what can be said about the incomplete sequences of the lines in *codecs*.

    *codecs* gives for the span of a line the codec it was read in; *fixed* is the text
    as repaired so far, from which its language is told.  In *certain* lines all that is
    outside ASCII was misread, so that no letter is at home.
    """
    by_codec: dict[str, list[tuple[int, int]]] = {}
    for span, name in codecs.items():
        if not table(name).incomplete(text[slice(*span)]):
            continue
        by_codec.setdefault(name, []).append(span)
    if not by_codec:
        return []
    languages = languages_of(fixed)
    found: list[_Line] = []
    for name, spans in sorted(by_codec.items()):
        codec = LossyCodec(table(name))
        known: Known = {}
        codec.learn("\n".join(text[start:end] for start, end in spans))
        codec.spaced = languages[""] not in SPACELESS
        codec.expect(inventory_of(languages, fixed, text, codec))
        prices = {script: Prices(language) for script, language in languages.items()}
        for span in spans:
            for word in whole_words(text[slice(*span)], codec):
                prices[script_key(word, prices)].know(word)
        found.extend(
            _Line(text, span, codec, prices, known, at_home=span not in certain)
            for span in sorted(spans)
        )
    limit = most_effort(
        (line.open(*word)[1] for line in found for word in line.words),
        sum(line.end - line.start for line in found),
    )
    every = (loss for line in found for loss in line.losses(limit))
    return sorted((loss for loss in every if loss.start < loss.end), key=lambda loss: loss.start)


class _Line:
    """One line that was read in a codec: what it says, word by word."""

    def __init__(
        self,
        text: str,
        span: tuple[int, int],
        codec: LossyCodec,
        prices: Mapping[str, Prices],
        known: Known,
        *,
        at_home: bool,
    ) -> None:
        self.known = known
        self.at_home = at_home
        self.start, self.end = span
        self.text = text
        self.codec = codec
        self.all_prices = prices
        self.prices = prices[""]
        self.letters = self._alphabet()
        self.read = ""
        self.position = self.start
        self.words = list(self._words())
        self.opened: dict[tuple[int, int], tuple[float, int]] = {}
        self.limit = 0
        self.doubtful = -1  # where a word in doubt ended: what is joined to it is in doubt too

    def losses(self, limit: int) -> Iterator[Loss]:
        """Yield what can be said about each word with an incomplete sequence.

        Words that take more effort than *limit* are damage.
        """
        self.limit = limit
        for low, high in self.words:
            if high <= self.position:
                continue
            start = max(self.position, low)
            self._read_to(start)
            self.prices = self.all_prices[
                script_key(self.codec.table.whole_only(self.text[start:high]), self.all_prices)
            ]
            self.letters = self._alphabet()
            loss = self._settled(start, high)
            cut = self._cut(start, high) if high == self.end else None
            if cut is not None and (loss.edit is None or not is_certain_mark(loss)):
                loss = self._settled(start, cut.start) if start < cut.start else cut
            else:
                cut = None
            if loss.edit and not loss.damage and start == self.doubtful and start > self.start:
                loss = evolve(loss, damage=self._damage(loss.start, loss.end))
            self.read += loss.edit.replacement if loss.edit else ""
            self.position = max(self.position, loss.end)
            self.doubtful = self.position if loss.damage else -1
            yield loss
            if cut is not None and loss is not cut and loss.end <= cut.start:
                self.position = cut.end
                yield cut

    def _alphabet(self) -> frozenset[str]:
        """Return the letters that may stand as they are."""
        return alphabet(self.prices.language) if self.at_home else frozenset()

    def _read_to(self, position: int) -> None:
        """Read what is complete up to *position*."""
        self.read = (self.read + self.codec.table.whole_only(self.text[self.position : position]))[
            -4 * CONTEXT :
        ]
        self.position = position

    def _words(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of the words that have an incomplete sequence."""
        for match in _CHUNK.finditer(self.text, self.start, self.end):
            start = position = match.start()
            end = match.end()
            broken = 0
            while position < end:
                piece = self.codec.complete(self.text, position)
                if piece is None:
                    lead = self.codec.need(self.text[position])
                    headless = None if lead else self._headless(position)
                    broken += bool(lead) or headless is not None
                    position += 3 if headless else 1
                    continue
                if broken and position - start >= CHUNK and len(piece) > 2:
                    yield start, position
                    start, broken = position, 0
                position += len(piece)
            if broken:
                yield start, end

    def _headless(self, position: int) -> str | None:
        """Return the emoji at *position* whose lead byte F0 was dropped, if there is one."""
        piece, codec = self.text[position : position + 3], self.codec
        if (
            self.text.find(codec.table.characters[0xF0], self.start, self.end) >= 0
            or len(piece) < 3
        ):
            return None
        if not all(map(codec.continues, piece)) or codec.bytes_of[piece[0]] < 0x90:
            return None
        read = codec.table.decode(codec.table.characters[0xF0] + piece)
        return read if read and unicodedata.category(read) in ("So", "Sk") else None

    def _settled(self, start: int, end: int) -> Loss:
        """Return what :meth:`_settle` says, remembered: the same words come again."""
        after = self.text[end : min(self.end, end + REACH)]
        language = self.prices.language if self.at_home else f"{self.prices.language}!"
        key = (self.text[start:end], self.read[-CONTEXT:], after, language)
        if key not in self.known:
            if len(self.known) > MOST_KNOWN:
                self.known.clear()
            self.known[key] = (start, self._settle(start, end))
        first, loss = self.known[key]
        return loss if first == start else moved(loss, start - first)

    def _settle(self, start: int, end: int) -> Loss:
        """Choose between the ways to read the word from *start* to *end*."""
        bits_open, work = self.open(start, end)
        most = MOST_OPEN if self.prices.has_words else MOST_OPEN_UNKNOWN
        if bits_open > most or work > self.limit:
            return Loss(start, end, None, self._damage(start, end))
        ways = self._ways(start, end)
        before = self.read[-CONTEXT:]
        stop = min(self.end, max(way.position for way in ways) + 4 * CONTEXT)
        after = {
            at: self.codec.table.whole_only(self.text[at:stop])
            for at in {way.position for way in ways}
        }
        texts = [before + way.text + after[way.position] for way in ways]
        bits = self.prices.bits(texts) + [way.price for way in ways]
        bits -= [self._layer(text) for text in texts]
        order = sorted(range(len(ways)), key=lambda i: (bits[i], i))
        best = ways[order[0]]
        as_is = next((bits[i] for i in order if not ways[i].guessed), None)
        nearest = next((bits[i] for i in order[1:] if texts[i] != texts[order[0]]), 1e9)
        margin = float(nearest - bits[order[0]])
        worth = 1e9 if as_is is None else as_is - bits[order[0]]
        if not best.guessed and not best.price:
            return Loss(start, start, None, None)
        if not best.guessed:
            return Loss(start, end, None, self._damage(start, end))
        if margin < ENOUGH or worth < WORTH:
            return Loss(start, end, None, self._damage(start, end))
        edit = Edit(
            start=start,
            end=best.position,
            original=self.text[start : best.position],
            replacement=best.text,
            reason=f"utf-8 read as {self.codec.table.codec}, then bytes lost",
            evidence=f"likelier by {min(margin, 999.0):.1f} bits than any other completion",
            confidence=round(float(1 - 0.5 ** (1 + margin / 2)), 4),
        )
        language = self.prices.language
        least = SURE + SURE_OPEN * bits_open
        least *= UNKNOWN if not has_words(language) else BESIDE if language in JOINED else 1.0
        sure = margin >= least and not best.left
        damage = None if sure else self._damage(start, best.position)
        return Loss(start, best.position, edit, damage)

    def _layer(self, said: str) -> float:
        """Return the bits that speak for what is itself a whole symbol in another layer."""
        found = self.codec.table.sequences.search(said) if len(said) > 2 else None
        return LAYER if found is not None and len(found.group()) > 2 else 0.0

    def open(self, start: int, end: int) -> tuple[float, int]:
        """Return how much is open from *start* to *end*.

        That is the bits to name what was lost, and the readings to price for it.
        """
        if (start, end) in self.opened:
            return self.opened[start, end]
        numbers: list[int] = []
        total = 0.0
        position = start
        while position < end:
            piece = self.codec.complete(self.text, position)
            if piece is None:
                need = self.codec.need(self.text[position])
                if need:
                    images = self.codec.images
                    ways = 1 + sum(
                        len(images.get(self.text[position : position + size], ()))
                        for size in range(1, need + 2)
                    )
                    numbers.append(ways)
                    total += log2(ways)
            position += len(piece or " ")
        found = total, effort(numbers, BEAM) if total <= MOST_OPEN else 0
        self.opened[start, end] = found
        return found

    def _damage(self, start: int, end: int) -> Damage:
        return Damage(
            start=start,
            end=end,
            reason="bytes of UTF-8 were lost",
            read_as=self.codec.table.codec,
        )

    def _cut(self, first: int, end: int) -> Loss | None:
        """Return the loss of the last character of a line, where it was cut in the middle."""
        start, text, codec = end, self.text, self.codec
        while start > first and end - start < 3 and codec.continues(text[start - 1]):
            start -= 1
        start -= 1
        if start < first or codec.need(text[start]) <= end - start - 1:
            return None
        natural = text[start].islower() or not text[start - 1 : start].islower()
        if not text[start].isalpha() or (natural and text[start].lower() in self.letters):
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

    def _ways(self, start: int, end: int) -> list[_Way]:
        """Return the ways to read the word from *start* to *end*."""
        open_ways = [_Way("", start)]
        done: list[_Way] = []
        while open_ways:
            following: list[_Way] = []
            for way in open_ways:
                if way.position >= end:
                    done.append(way)
                else:
                    following.extend(self._steps(way))
            if len(following) > BEAM:
                texts = [way.text + self._next(way.position) for way in following]
                bits = self.prices.bits(texts, ended=False) + [way.price for way in following]
                order = sorted(range(len(texts)), key=lambda i: (bits[i], i))
                following = [following[i] for i in sorted(order[:BEAM])]
            open_ways = following
        return done or [_Way(self.text[start:end], end)]

    def _next(self, position: int) -> str:
        """Return what follows, where that is ASCII: it tells what kind of mark stands before."""
        after = self.text[position : min(position + 1, self.end)]
        return after if after.isascii() else ""

    def _steps(self, way: _Way) -> Iterator[_Way]:
        """Yield the ways to read on from where *way* stands."""
        at, text, codec = way.position, self.text, self.codec
        piece = codec.complete(text, at)
        if piece is not None:
            read = codec.table.decode(piece) or ""
            yield _Way(way.text + read, at + len(piece), way.guessed, way.price, way.left)
            return
        emoji = None if codec.need(text[at]) else self._headless(at)
        if emoji is not None:
            yield _Way(way.text + emoji, at + 3, way.guessed + 1, way.price, way.left)
            return
        need = codec.need(text[at])
        strange = text[at].lower() not in self.letters
        left = LEFT if text[at] > "\x7f" and strange else 0.0
        garbled = way.left or left > 0.0
        yield _Way(way.text + text[at], at + 1, way.guessed, way.price + left, garbled)
        if not need:
            return
        for size in range(1, need + 2):
            left_over = text[at : at + size]
            if len(left_over) < size:
                break
            for character, price, gap in codec.images.get(left_over, ()):
                after = text[at + size : at + size + 1]
                if gap and after not in ("", "\n") and not (codec.spaced and after == " "):
                    continue
                cost = way.price + price
                yield _Way(way.text + character, at + size, way.guessed + 1, cost, way.left)
