"""The whole path: what normalize promises for any input."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import (
    Article,
    InputError,
    InputTypeError,
    Language,
    OptionError,
    Options,
    SourceError,
    decode,
    normalize,
)

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
PIECES = st.sampled_from(
    [
        "---\ntitle: Ein Titel\ndate: 2025-02-13\n---\n",
        "Rat beschließt neuen Haushalt\n\n",
        "Der Rat hat am 12. Februar 2025 einen neuen Haushalt beschlossen, sagte sie.\n",
        "Le président a parlé à la presse mardi soir à Paris.\n",
        "Share this article\n",
        "GrÃ¼ne und SPÃ– einigen sich.\n",
        "    eingerückt\n",
        "#haushalt #rat\n",
        "\u00a0\n",
        "12.02.2025 | 3:35 min\n",
        "Quellen:\n- Reuters\n- dpa\n",
        "[Ein Link](https://example.org/a) ![Bild](b.jpg)\n",
        "\x00\ud800\r\n",
        "© 2025 Beispiel Verlag. Alle Rechte vorbehalten.\n",
    ]
)
DOCUMENTS = st.lists(PIECES, max_size=8).map("".join)


def check(text: str, article: Article) -> None:
    assert article.ledger.forward(text) == article.article_body
    assert article.ledger.backward(article.article_body) == text
    assert Article.from_dict(article.to_dict()) == article
    for date in article.dates:
        assert 0 <= date.start <= date.end <= len(text)


@given(ANY_TEXT)
def test_any_text_gives_an_article_with_an_exact_ledger(text: str) -> None:
    check(text, normalize(text))


@given(DOCUMENTS)
def test_news_like_documents_give_an_exact_ledger(text: str) -> None:
    check(text, normalize(text))


@given(st.binary(max_size=300))
def test_any_bytes_give_an_article(data: bytes) -> None:
    article = normalize(data)
    check(decode(data).text, article)
    assert article.encoding is not None


@given(DOCUMENTS)
def test_the_same_input_gives_the_same_article(text: str) -> None:
    assert normalize(text) == normalize(text)


@pytest.mark.parametrize("source", ["", "   \n\t", b"", b"\x00" * 50, b"\xff\xfe\x00\x00\x01"])
def test_nothing_to_read_is_a_doubt(source: str | bytes) -> None:
    assert normalize(source).doubts


def test_a_truncated_utf8_file_keeps_its_text_and_says_so() -> None:
    data = "Der Zug fährt über die Brücke in die große Stadt, sagte die Präsidentin ü".encode()[:-1]
    article = normalize(data)
    assert article.article_body.startswith("Der Zug fährt über die Brücke in die große Stadt")
    assert article.encoding == "utf-8"
    assert any(doubt.stage == "charset" for doubt in article.doubts)


def test_a_lone_surrogate_is_a_doubt() -> None:
    article = normalize("Ein Satz mit \ud800 einem Loch darin, der weitergeht.")
    assert article.doubts


def test_a_long_single_line() -> None:
    text = "Der Rat hat heute beschlossen. " * 350_000
    article = normalize(text)
    assert article.ledger.backward(article.article_body) == text


def test_malformed_front_matter_loses_nothing() -> None:
    text = "---\ntitle: [offen\n  - : :\nkein Ende\n\nDer Rat hat heute beschlossen.\n"
    article = normalize(text)
    check(text, article)
    assert "Der Rat hat heute beschlossen." in article.article_body


def test_an_unreadable_path_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no\.txt"):
        normalize(tmp_path / "no.txt")
    with pytest.raises(SourceError):
        normalize(tmp_path)


def test_other_types_are_refused() -> None:
    with pytest.raises(InputTypeError, match="not int"):
        normalize(42)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="'text' or 'raw'"):
        normalize({"headline": "Nur ein Titel"})
    with pytest.raises(InputTypeError):
        normalize({"text": 3})


def test_a_mapping_says_more_than_its_text() -> None:
    text = "Rat beschließt neuen Haushalt\n\nDer Rat hat heute einen neuen Haushalt beschlossen.\n"
    article = normalize(
        {
            "text": text,
            "uri": "a/1",
            "headline": "Rat beschließt neuen Haushalt",
            "date_published": "2025-02-13T10:00:00+01:00",
            "author": ["Ana Beispiel", "Bo Muster"],
            "extra": {"x-desk": "politik"},
        }
    )
    assert article.uri == "a/1"
    assert article.headline == "Rat beschließt neuen Haushalt"
    assert article.article_body == "Der Rat hat heute einen neuen Haushalt beschlossen."
    assert str(article.date_published) == "2025-02-13T10:00:00+01:00"
    assert article.author == ("Ana Beispiel", "Bo Muster")
    assert ("x-desk", "politik") in article.extra
    assert article.ledger.backward(article.article_body) == text


def test_a_given_headline_is_not_replaced_by_the_first_line() -> None:
    text = "Ein kurzer Anfang\n\nDer Rat hat heute einen neuen Haushalt beschlossen.\n"
    article = normalize({"text": text, "headline": "Etwas ganz anderes"})
    assert article.headline == "Etwas ganz anderes"
    assert article.article_body.startswith("Ein kurzer Anfang")


def test_a_headline_below_navigation_is_found() -> None:
    text = (
        "Skip to main content\nSubscribe to our newsletter\nShare this article\n"
        "Council agrees on new budget after long debate\n\n"
        "The council agreed late on Monday on a new budget for the town, after five hours of "
        "debate in which every party had its say.\n\n"
        "The mayor thanked all who had helped and promised to repair the old bridge this year.\n"
    )
    article = normalize(text)
    assert article.headline == "Council agrees on new budget after long debate"
    assert article.article_body.startswith("The council agreed late")
    assert [step.stage for step in article.ledger.steps] == ["envelope", "trim"]
    check(text, article)


@pytest.mark.parametrize("thorough", [False, True])
def test_a_headline_deep_in_a_page_is_found(thorough: bool) -> None:
    teasers = (
        "News\nWorld\nSport\nCulture\nSign in\nGet our app\n"
        "Ten ways to cook potatoes this winter\nQuiz: how well do you know the alps?\n"
    )
    text = (
        f"{teasers}Region\nFerries stay in harbour after the storm\nBy Jo Roe\n"
        "The storm kept all ferries in the harbour of Port Ellen on Monday, the operator said.\n"
        "It is the third time this winter that ferries did not leave because of a storm.\n"
        "The harbour master expects that the first of them will sail again on Wednesday.\n"
        "Read more\nCouncil buys new chairs for the town hall\n"
    )
    article = normalize(text, options=Options(thorough=thorough))
    assert article.headline == "Ferries stay in harbour after the storm"
    assert article.author == ("Jo Roe",)
    check(text, article)


def test_a_sub_headline_is_no_headline_of_a_text_without_one() -> None:
    text = (
        "The storm kept all ferries in the harbour of Port Ellen on Monday, the operator said.\n\n"
        "Ferries stay in harbour after the storm\n\n"
        "It is the third time this winter that ferries did not leave because of a storm.\n\n"
        "The harbour master expects that the first of them will sail again on Wednesday.\n"
    )
    article = normalize(text)
    assert article.headline is None
    assert "Ferries stay in harbour after the storm" in article.article_body


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Published at: 2025-05-03 09:08:01", "2025-05-03T09:08:01", None),
        ("Veröffentlicht am 3. Mai 2025, 14:05 Uhr", "2025-05-03T14:05", None),
        ("Опубликовано: 3 мая 2025 14:20", "2025-05-03T14:20", None),
        ("Updated 3 May 2025", None, "2025-05-03"),
        ("3 May 2025", None, None),
    ],
)
def test_a_removed_time_gives_its_date(
    line: str, published: str | None, modified: str | None
) -> None:
    text = (
        "Der Rat hat am Montag nach langer Debatte den neuen Haushalt beschlossen, hieß es.\n"
        "Die Opposition stimmte dagegen und kündigte eine Klage vor dem Gericht an.\n"
        f"Mehr Geld gibt es für Schulen und für den Ausbau der Radwege in der Stadt.\n{line}"
    )
    article = normalize(text)
    assert line not in article.article_body
    found = (article.date_published, article.date_modified)
    assert tuple(date and date.isoformat() for date in found) == (published, modified)
    check(text, article)


def test_a_removed_time_whose_rule_gives_its_date_is_read_once() -> None:
    text = (
        "Updated 12 March 2025, 14:30 GMT — The dam broke at noon, the mayor said on Wednesday.\n"
        "The opposition asked for help from the state, and the army came on the next morning.\n"
    )
    article = normalize(text)
    assert [(date.isoformat(), date.role) for date in article.dates] == [
        ("2025-03-12T14:30+00:00", "modified")
    ]
    check(text, article)


def test_options_are_believed() -> None:
    def always(_text: str, /) -> Language:
        return Language(tag="eo", confidence=1.0, script="Latn")

    text = "Der Rat hat heute einen neuen Haushalt beschlossen."
    assert normalize(text, options=Options(language="de-AT")).in_language == "de-AT"
    assert normalize(text, options=Options(language_detector=always)).in_language == "eo"
    assert normalize(text, options=Options(publisher="P", uri="u")).publisher == "P"
    garbled = "GrÃ¼ne einigen sich"
    assert "Ã¼" in normalize(garbled, options=Options(repair=False)).article_body


@pytest.mark.parametrize("name", ["page.html", "news/today.txt", "C:\\news\\1.jsonl.gz"])
def test_the_name_of_a_file_given_as_a_text_is_a_doubt(name: str) -> None:
    assert any("pathlib.Path" in doubt.message for doubt in normalize(name).doubts)
    assert not normalize(f"The council published {name} today.").doubts


@pytest.mark.parametrize("start", ["<!DOCTYPE html>\n<p>", "<html lang='de'><body>"])
def test_a_page_given_as_a_text_is_a_doubt(start: str) -> None:
    article = normalize(f"{start}The council met in the evening, and it rained.")
    assert any("newsnorm.formats" in doubt.message for doubt in article.doubts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": 5},
        {"region": b"DE"},
        {"charset": 1},
        {"reference": "2025-02-12"},
        {"not_after": 2025},
    ],
)
def test_options_of_another_type_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(OptionError, match=next(iter(wrong))):
        Options(**wrong)  # type: ignore[arg-type]
