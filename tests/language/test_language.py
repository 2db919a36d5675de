"""The language stage: promises as properties, bugs and borders as examples."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import Language, detect_language, detect_language_batch, detect_languages
from newsnorm.errors import InputTypeError
from newsnorm.language import _batch

_SPEC = spec_from_file_location("language_sentences", Path(__file__).with_name("sentences.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
_MODULE = module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
SENTENCES: dict[str, str] = _MODULE.SENTENCES

SEEDS = Path(__file__).parents[2] / "seeds"
TAG = re.compile(r"(?:und|[a-z]{2,3}(?:-[A-Z][a-z]{3})?)")
SCRIPT = re.compile(r"[A-Z][a-z]{3}")

any_text = st.text(st.characters(codec=None), max_size=300)
real_text = st.lists(st.sampled_from(sorted(SENTENCES.values())), min_size=1, max_size=6).map(
    " ".join
)


def check(found: Language) -> None:
    assert TAG.fullmatch(found.tag)
    assert SCRIPT.fullmatch(found.script)
    assert 0.0 <= found.confidence <= 1.0
    assert (found.tag == "und") == bool(found.reason)
    for tag, share in found.alternatives:
        assert TAG.fullmatch(tag)
        assert tag != found.tag
        assert 0.0 < share <= 1.0


@given(any_text)
def test_any_text_gets_a_valid_answer(text: str) -> None:
    check(detect_language(text))


@given(
    st.text(st.sampled_from("aàẹ́ßİıçжђ漢字かな한글ابगा0 .-\ud800\udfff\x00\n\u200b𐐀"), max_size=80)
)
def test_odd_characters_get_a_valid_answer(text: str) -> None:
    check(detect_language(text))


@given(st.lists(any_text | real_text, max_size=8))
def test_a_batch_gives_the_answers_of_single_calls(texts: list[str]) -> None:
    assert detect_language_batch(texts) == [detect_language(text) for text in texts]


@given(st.lists(any_text | real_text, max_size=8))
def test_the_portions_of_a_batch_change_nothing(texts: list[str]) -> None:
    whole = detect_language_batch(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_batch, "BATCH", 100)
        assert detect_language_batch(texts) == whole


@given(any_text | real_text)
def test_the_same_text_has_the_same_answer(text: str) -> None:
    assert detect_language(text) == detect_language(text)


@given(st.sampled_from(sorted(SENTENCES)), st.integers(2, 30))
def test_a_text_repeated_keeps_its_language(tag: str, times: int) -> None:
    assert detect_language("\n".join([SENTENCES[tag]] * times)).tag == tag


@given(st.sampled_from(sorted(set(SENTENCES) - {"zh-Hans", "zh-Hant", "ja"})))
def test_capitals_keep_the_language(tag: str) -> None:
    assert detect_language(SENTENCES[tag].upper()).tag == tag


@given(any_text | real_text)
def test_spans_cover_the_text_and_neighbours_differ(text: str) -> None:
    spans = detect_languages(text)
    assert [s.start for s in spans] == [0, *(s.end for s in spans[:-1])] if spans else not text
    assert "".join(text[s.start : s.end] for s in spans) == text
    tags = [s.language.tag for s in spans]
    assert all(a != b for a, b in pairwise(tags))
    for span in spans:
        assert TAG.fullmatch(span.language.tag)


@pytest.mark.parametrize("tag", sorted(SENTENCES))
def test_a_plain_sentence(tag: str) -> None:
    found = detect_language(SENTENCES[tag])
    assert found.tag == tag
    assert found.confidence > 0.5


def test_serbian_in_both_scripts() -> None:
    latin = "Vlada je juče saopštila da će se škole ponovo otvoriti tek sledećeg meseca u Srbiji."
    assert detect_language(latin).tag == "sr-Latn"
    assert detect_language(SENTENCES["sr"]).tag == "sr"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "3:35",
        "12.02.2025 01:00",
        "+49 30 1234-5678",
        "https://www.example.org/a/b?c=d",
        "someone@example.org",
        "👍👍👍",
        "— … —",
        "<br/><hr/>",
        "&nbsp;&amp;",
        "\ufffd\ufffd\ufffd",
        "Q",
        "\ud800",
    ],
)
def test_what_is_no_text_has_no_language(text: str) -> None:
    found = detect_language(text)
    assert found.tag == "und"
    assert found.reason
    assert found.confidence == 0.0


@pytest.mark.parametrize(
    "name", ["Angela Merkel", "UNO", "dpa/AFP".upper(), "Kylian Mbappé", "FC Barcelona", "IBM 360"]
)
def test_names_are_never_sure(name: str) -> None:
    assert detect_language(name).confidence <= 0.6


@pytest.mark.parametrize("tag", ["de", "fr", "cs", "sv"])
def test_mojibake_lowers_the_confidence(tag: str) -> None:
    words = [w for w in SENTENCES[tag].split() if not w.isascii()] or [SENTENCES[tag]]
    clean = " ".join(words)
    garbled = clean.encode().decode("mac_roman")
    assert detect_language(garbled).confidence < detect_language(clean).confidence


@pytest.mark.parametrize("tag", ["de", "ru", "ja", "zh-Hans", "tr", "hu"])
def test_english_in_front_does_not_win(tag: str) -> None:
    text = SENTENCES["en"] + "\n\n" + "\n".join([SENTENCES[tag]] * 3)
    assert detect_language(text).tag == tag


def test_spans_of_a_mixed_document() -> None:
    text = f"{SENTENCES['de']} {SENTENCES['en']}\n\n{SENTENCES['en']}\n\n{SENTENCES['ru']}"
    spans = detect_languages(text)
    assert [s.language.tag for s in spans] == ["de", "en", "ru"]
    assert text[spans[1].start :].startswith("The government")


def test_one_long_line_is_read_in_time_and_kept_whole() -> None:
    text = "x" * 3_000_000 + " " + SENTENCES["de"] * 3
    check(detect_language(text))
    assert detect_language(("@" * 200_000) + "a" * 200_000).tag is not None


def test_wrong_types_are_refused() -> None:
    for call in (detect_language, detect_languages, lambda t: detect_language_batch([t])):
        with pytest.raises(InputTypeError, match="must be a str"):
            call(b"bytes")  # type: ignore[arg-type]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda p: p.stem[:8])
def test_seeds_have_a_language(path: Path) -> None:
    found = detect_language(path.read_text(encoding="utf-8", errors="surrogateescape"))
    assert found.tag in {"de", "en"}
    assert found.confidence > 0.9


def test_answers_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import sys; from newsnorm import detect_language_batch as d;"
        "print(ascii(d(sys.stdin.buffer.read().decode().split('\\n'))))"
    )
    text = "\n".join(SENTENCES.values()).encode()
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            input=text,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Please enter a valid address; we will send a message when the page is ready."),
        ("en", "We use cookies to show content that suits you. Manage your settings at any time."),
        ("nl", "Je kunt de afbeelding verwijderen of een ander bestand kiezen om toe te voegen."),
        ("nl", "Deze pagina bestaat niet meer. Ga terug of neem contact op met de beheerder."),
        ("es", "Seleccione una carpeta para los archivos y pulse el botón para continuar."),
        ("pt", "Não tem permissão para apagar esta página. Recarregue-a e tente novamente."),
        ("de", "Sie haben keine Berechtigung, diese Seite zu löschen. Laden Sie sie neu."),
        (
            "fr",
            "Sélectionnez un dossier et appuyez sur le bouton pour continuer, s'il vous plaît.",
        ),
    ],
)
def test_messages_of_programs_are_no_small_language(tag: str, text: str) -> None:
    # the corpora of small languages are little but such messages
    assert detect_language(text).tag == tag
