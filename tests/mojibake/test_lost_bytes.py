"""What lost bytes is restored or marked as damage: nothing is guessed silently."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mojibake.sentences import CLEAN, misread

from newsnorm import OffsetMap, Repaired, repair
from newsnorm._text.scripts import script_of

CHANNELS = {
    "no-break space to space": ("cp1252", "\xa0", " "),
    "soft hyphen dropped": ("cp1252", "\xad", ""),
    "controls dropped": ("cp1252", "[\x80-\x9f]", ""),
    "controls to ?": ("cp1252", "[\x80-\x9f]", "?"),
    "controls to U+FFFD": ("cp1252", "[\x80-\x9f]", "\ufffd"),
    "quotes straightened": ("cp1252", "[“”„]", '"'),
    "all controls dropped": ("latin-1", "[\x80-\x9f]", ""),
}


def covered(clean: str, repaired: Repaired) -> bool:
    """Say whether the words that differ from *clean* are marked as damage."""
    offsets = OffsetMap(repaired.edits)
    spans = [(offsets.to_result(d.start), offsets.to_result(d.end)) for d in repaired.damage]
    text, start, end = repaired.text, 0, 0
    while start < min(len(text), len(clean)) and text[start] == clean[start]:
        start += 1
    while end < min(len(text), len(clean)) - start and text[-1 - end] == clean[-1 - end]:
        end += 1
    first = any(low <= start + 1 and start <= high for low, high in spans)
    last = any(low <= len(text) - end + 1 and len(text) - end - 1 <= high for low, high in spans)
    return text == clean or (first and last)


@pytest.mark.parametrize("channel", sorted(CHANNELS))
@given(language=st.sampled_from(sorted(CLEAN)), seed=st.integers(0, 20))
def test_what_differs_is_marked(channel: str, language: str, seed: int) -> None:
    codec, lost, instead = CHANNELS[channel]
    lines = list(CLEAN[language])
    random.Random(seed).shuffle(lines)
    clean = " ".join(lines)
    garbled = re.sub(lost, instead, misread(clean, "utf-8", codec) or "")
    repaired = repair(garbled)
    scripts = {script_of(c) for c in clean + garbled if c.isalpha()}
    assert {script_of(c) for c in repaired.text if c.isalpha()} <= scripts
    assert covered(clean, repaired)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (
            "Elle est arrivÃ©e Ã  la gare, oÃ¹ il l'attendait dÃ©jÃ .",
            "Elle est arrivée à la gare, où il l'attendait déjà.",
        ),
        (
            "Sie sagte: â€žNein danke.â€œ Und er: â€žSchade fÃ¼r alle.â€œ",
            "Sie sagte: „Nein danke.“ Und er: „Schade für alle.“",
        ),
        ("Han sÃ¤ger att â€det Ã¤r brÃ¥ttomâ€ i Ã¥r.", "Han säger att ”det är bråttom” i år."),
    ],
)
def test_words_that_tell_what_was_lost(source: str, wanted: str) -> None:
    assert repair(source).text == wanted
