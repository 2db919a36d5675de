"""What the five seed documents must give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsnorm import apply_edits
from newsnorm.envelope import split_envelope
from newsnorm.model import Envelope

SEEDS = Path(__file__).parents[2] / "seeds"


def seed(number: str) -> str:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return path.read_bytes().decode("utf-8")


def unmacced(text: str) -> str:
    """UTF-8 that was read as Mac Roman, read again: all that the first seed needs."""

    def again(match: re.Match[str]) -> str:
        try:
            return match.group().encode("mac_roman").decode("utf-8")
        except UnicodeError:
            return match.group()

    return re.sub(r"[^\x00-\x7f]+", again, text)


def split(number: str) -> tuple[str, Envelope]:
    text = unmacced(seed(number)) if number == "000" else seed(number)
    return text, split_envelope(text)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_removals_lead_to_the_body_and_the_body_stays(number: str) -> None:
    text, envelope = split(number)
    assert apply_edits(text, envelope.removals) == envelope.body
    again = split_envelope(envelope.body)
    assert (again.body, again.removals) == (envelope.body, ())


def test_front_matter_link_and_image() -> None:
    text, envelope = split("000")
    assert envelope.headline == "USA: Trump und Putin wollen 'sofort' Ukraine-Verhandlungen"
    assert envelope.values("date_published") == ("Thu, 13 Feb 2025 01:00:00 +0100",)
    assert envelope.values("url")[0].startswith("https://www.zdf.de/nachrichten/politik/")
    assert envelope.values("layout") == ("post",)
    assert "[Donald Trump telefoniert mit Putin]" in envelope.values("title")[0]
    assert envelope.body.startswith("Trump und Putin wollen offenbar sofort über den Krieg")
    assert [removal.kind for removal in envelope.removals] == [
        "front_matter",
        "title_repeat",
        "media_caption",
    ]
    assert all(text[item.start : item.end] == item.value for item in envelope.fields)


def test_doubled_headline() -> None:
    _, envelope = split("001")
    assert envelope.headline is not None
    assert envelope.headline.startswith('UKRAINE-KRIEG: "Sofortige Verhandlungen!" Trump')
    assert [removal.kind for removal in envelope.removals] == ["headline", "title_repeat"]
    assert envelope.body.startswith("US-Präsident Donald Trump hat")
    assert envelope.body.endswith("Video 2025 erstellt")


def test_inline_prefix() -> None:
    text, envelope = split("002")
    assert envelope.headline is None
    assert envelope.values("date_published") == ("2025-02",)
    assert envelope.body == text.removeprefix(" date 2025-02 ")


def test_standfirst_above_a_sub_heading() -> None:
    _, envelope = split("003")
    assert envelope.headline is not None
    assert envelope.headline.startswith("Gespräch zwischen Trump und Putin: Fortschritte")
    assert envelope.description is not None
    assert envelope.description.endswith("bis hin zur Künstlichen Intelligenz.")
    assert envelope.body.lstrip().startswith("Trump und Putin telefonieren über")


def test_kicker_standfirst_and_indentation() -> None:
    _, envelope = split("004")
    assert envelope.kicker == "US-Präsident"
    assert envelope.headline is not None
    assert envelope.headline.startswith("Trump: Einigung mit Putin über Aufnahme")
    assert envelope.description is not None
    assert envelope.description.endswith("die Kämpfe wieder losgehen.")
    assert envelope.body.lstrip().startswith("Donald Trump im Oval Office")
    assert not any(line.startswith(" ") for line in envelope.body.splitlines())
