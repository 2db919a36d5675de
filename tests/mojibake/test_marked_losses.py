"""Every lost byte is restored or marked, in whichever language, channel and codec."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mojibake.sentences import CLEAN

from newsnorm import OffsetMap, Repaired, repair

LINES = {
    "sw": "Rais alisema kwamba “mkutano utaendelea” – licha ya mvua kubwa…",
    "lv": "Saeima ceturtdien pieņēma likumu, ko prezidents “nekavējoties” izsludināja.",
    "sq": "Kryeministri tha se është i gatshëm të bisedojë me çdo parti.",
    "ka": "მთავრობამ დღეს ახალი კანონი დაამტკიცა.",
    "hy": "Կառավարությունը այսօր ընդունեց նոր օրենքը։",
    "hi": "सरकार ने आज नया कानून पारित किया।",
    "ta": "அரசு இன்று புதிய சட்டத்தை நிறைவேற்றியது.",
    "ur": "حکومت نے آج نیا قانون منظور کیا۔",
    "am": "መንግሥት ዛሬ አዲስ ሕግ አጸደቀ።",
    "kk": "Үкімет бүгін жаңа заңды қабылдады.",
    "az": "Hökumət bu gün yeni qanunu qəbul etdi, müxalifət etiraz edir.",
    "eu": "Gobernuak gaur onartu du legea – «ez da nahikoa», dio oposizioak.",
    "km": "រដ្ឋាភិបាលបានអនុម័តច្បាប់ថ្មីថ្ងៃនេះ។",
    "vi": "Chính phủ hôm nay đã thông qua luật mới về đất đai.",
    "en": "The minister said “it’s not over” – and left for St. John’s…",
}
"""A sentence each, mostly of languages that no model of words knows."""
LINES |= {language: lines[0] for language, lines in CLEAN.items() if language not in LINES}

LOSSES = {
    "controls dropped": ("[\x80-\x9f]", ""),
    "controls to ?": ("[\x80-\x9f]", "?"),
    "controls to U+FFFD": ("[\x80-\x9f]", "\ufffd"),
    "no-break space to space": ("\xa0", " "),
    "soft hyphen dropped": ("\xad", ""),
    "double quotes straightened": ("[“”„]", '"'),
    "single quotes straightened": ("[‘’‚]", "'"),
}


def misread(character: str, codec: str) -> str:
    """Return *character* in UTF-8, read in *codec* as browsers do."""
    return "".join(
        bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in character.encode()
    )


def unmarked(clean: str, pieces: list[str], repaired: Repaired) -> list[str]:
    """Return what in *repaired* differs from *clean* where nothing is marked.

    *pieces* is what each character of *clean* was turned into.
    """
    edges = [0, *accumulate(map(len, pieces))]
    marked = [(spot.start, max(spot.end, spot.start + 1)) for spot in repaired.damage]
    offsets = OffsetMap(repaired.edits)
    found: list[str] = []
    matcher = SequenceMatcher(None, clean, repaired.text, autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        low, high = edges[start], edges[end]
        if start == end:
            low, high = offsets.to_source(first), offsets.to_source(last, end=True)
        if tag != "equal" and not any(a <= high and low <= b for a, b in marked):
            found.append(f"{clean[start:end]!r} as {repaired.text[first:last]!r}")
    return found


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
@given(
    languages=st.lists(st.sampled_from(sorted(LINES)), min_size=1, max_size=2, unique=True),
    loss=st.sampled_from(sorted(LOSSES)),
)
def test_what_is_lost_is_restored_or_marked(codec: str, languages: list[str], loss: str) -> None:
    lost, instead = LOSSES[loss]
    clean = "\n".join(LINES[language] for language in languages)
    pieces = [c if c == "\n" else re.sub(lost, instead, misread(c, codec)) for c in clean]
    repaired = repair("".join(pieces))
    assert not unmarked(clean, pieces, repaired)
    again = repair(repaired.text)
    assert again.text == repaired.text


@pytest.mark.parametrize("language", sorted(LINES))
def test_clean_lines_are_not_marked(language: str) -> None:
    assert repair(LINES[language]) == Repaired(text=LINES[language])


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("We donÕt know, theyÕll see", "We don’t know, they’ll see"),
        ("see pages 5ÔÇô10", "see pages 5–10"),
        ("go from A Ã¢â€ â€™ B", "go from A → B"),
        ("they won the cupâ¦", "they won the cup…"),
        ("sÄ? fie informatÄ? pe cÄ?i", "să fie informată pe căi"),
        ("byÅa najjaÅniejsza", "była najjaśniejsza"),
    ],
)
def test_what_leaves_no_doubt_is_read(source: str, wanted: str) -> None:
    assert repair(source).text == wanted


@pytest.mark.parametrize(
    "text", ["It isnâ??t so.", "they said âyes indeedâ and left", "5â10 people", "le mât â?? oui"]
)
def test_what_is_left_of_marks_is_marked(text: str) -> None:
    assert repair(text).damage


@pytest.mark.parametrize("text", ["Le mât, un château âgé?", "gyda â phob", "Cât costă? Atât."])
def test_a_letter_that_is_at_home_is_no_rest_of_a_mark(text: str) -> None:
    assert repair(text) == Repaired(text=text)


def test_work_is_bounded_by_marking() -> None:
    letters = "кстуфхцчшщъыьэюя"
    words = (letters[i % 16] + letters[i // 16 % 16] + letters[i // 256] for i in range(4_000))
    garbled = re.sub("[\x80-\x9f]", "", misread(" ".join(words), "latin-1"))
    repaired = repair(garbled)
    assert sum(spot.end - spot.start for spot in repaired.damage) > len(garbled) / 2


@pytest.mark.parametrize(
    "clean", ["新しい首相が就任した", "国家统计局公布数据", "새로운 정부가 출범했다"]
)
def test_a_short_line_without_any_whole_character_is_marked(clean: str) -> None:
    garbled = re.sub("[\x80-\x9f]", "", "".join(misread(c, "latin-1") for c in clean))
    assert repair(garbled).damage
