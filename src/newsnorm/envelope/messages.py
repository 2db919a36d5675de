"""Posts copied or exported from messengers: sender and time before the text."""

from __future__ import annotations

import re

from newsnorm.envelope.draft import Cut, Finds
from newsnorm.envelope.lines import iterate

__all__ = ["read_messages"]

_TIME = (
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}\.?,?[ \u202f]{1,2}(?:um |at )?\d{1,2}[:.]\d{2}"
    r"(?:[:.]\d{2})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
)
_SENDER = r"[^\n:\[\]]{1,80}?"
_SHAPES = {
    "bracketed": re.compile(
        rf"\u200e?\[(?P<time>{_TIME})\][ \t]{{0,2}}(?:(?P<sender>{_SENDER}): )?"
    ),
    "dashed": re.compile(rf"\u200e?(?P<time>{_TIME}) - (?:(?P<sender>{_SENDER}): )"),
    "signed": re.compile(rf"(?P<sender>[^\n\[\]]{{1,80}}?), \[(?P<time>{_TIME})\]:?[ \t]*(?:\n|$)"),
}
"""WhatsApp on iOS, WhatsApp on Android, text copied from Telegram's desktop program."""


_DIGIT = re.compile(r"\d")
_PROBE_CHARACTERS = 88
"""No sender and bracket are longer than so many characters; a digit stands next to them."""


def read_messages(text: str, start: int, finds: Finds) -> int:
    r"""Read the sender and the time of a post at *start*; return where its text begins.

    Later posts of the same sender lose theirs as well; in a conversation the
    speakers stay in the text.

    >>> finds = Finds()
    >>> read_messages("[13.02.25, 08:40:12] Desk: It rains.", 0, finds)
    27
    >>> [item.value for item in finds.fields]
    ['13.02.25, 08:40:12', 'Desk']
    """
    probe = text[start : start + _PROBE_CHARACTERS]
    if not _DIGIT.search(probe):
        return start
    for name, shape in _SHAPES.items():
        if name == "signed" and ", [" not in probe:
            continue
        first = shape.match(text, start)
        if first is None or first.end() >= len(text):
            continue
        found = [first, *_later(text, first, shape)]
        if len({match["sender"] for match in found}) > 1:
            found = found[:1]
        for match in found:
            finds.read("date_published", match["time"], *match.span("time"))
            if match["sender"]:
                finds.read("author", match["sender"].strip(), *match.span("sender"))
            finds.cuts.append(
                Cut(
                    start=match.start(),
                    end=match.end(),
                    kind="header",
                    rule=f"envelope.message.{name}",
                    rank=2,
                )
            )
        return first.end()
    return start


def _later(text: str, first: re.Match[str], shape: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the same prefix at the start of later lines."""
    found = []
    for span in iterate(text, first.end()):
        match = shape.match(text, span.start)
        if match and span.start > first.start():
            found.append(match)
    return found
