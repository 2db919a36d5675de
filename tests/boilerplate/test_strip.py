"""strip_boilerplate: what goes, what stays, and the promises."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import SiteTemplates, apply_edits, strip_boilerplate
from newsnorm.boilerplate import Rule
from newsnorm.errors import InputTypeError
from newsnorm.model import Stripped
from newsnorm.model.edits import ordered

PARAGRAPHS = (
    (
        "The council of the small harbour town voted on Monday to rebuild the sea wall, which had "
        "been damaged by two storms in the winter, and set aside four million for the work."
    ),
    (
        "Residents had waited for the decision for months. Several said after the vote that "
        "they would have preferred a higher wall, but that any wall was better than none."
    ),
    (
        "Engineers expect the work to take two years. The harbour stays open in that time, and the "
        "fishing boats will use the northern pier, said the head of the building office."
    ),
    (
        "The money comes in equal parts from the town, the district and a fund for coastal works, "
        "which had already paid for the new lighthouse and for the road along the cliffs."
    ),
)
HEADINGS = ("Two years of work", "Who pays for it")
ARTICLE = "\n".join(
    (PARAGRAPHS[0], PARAGRAPHS[1], HEADINGS[0], PARAGRAPHS[2], HEADINGS[1], PARAGRAPHS[3])
)
BOXES = (
    "Share on Facebook",
    "Advertisement",
    "12 comments",
    "Sign up for our daily newsletter",
    "Read more: Storm hits the coast",
    "#harbour #coast",
    "© 2024 Example Post. All rights reserved.",
    "Photo: Jane Example/Reuters",
    "Follow us on Instagram",
)
ODD = ("", "  ", "Home", "12 March 2024", "Sources:")
LINES = st.sampled_from([*ARTICLE.split("\n"), *BOXES, *ODD])
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(LINES, max_size=14).map("\n".join),
    st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=12).map("\n".join),
)


def kinds(done: Stripped) -> list[str]:
    return [removal.kind for removal in done.removals]


@given(TEXTS, st.booleans())
def test_kept_and_removed_interleave_back(text: str, thorough: bool) -> None:
    done = strip_boilerplate(text, thorough=thorough)
    assert ordered(done.removals)
    assert apply_edits(text, done.removals) == done.text
    assert all(text[r.start : r.end] == r.text for r in done.removals)
    assert done.restore().text == text
    for one in done.fields:
        assert text[one.start : one.end] == one.value


@given(TEXTS, st.booleans())
def test_a_second_pass_changes_nothing(text: str, thorough: bool) -> None:
    once = strip_boilerplate(text, thorough=thorough).text
    assert strip_boilerplate(once, thorough=thorough).text == once


@given(TEXTS)
def test_removals_are_whole_lines_and_leave_no_stray_blank_lines(text: str) -> None:
    done = strip_boilerplate(text)
    kept = [line.strip() for line in done.text.split("\n") if line.strip()]
    remaining = iter(line.strip() for line in text.split("\n"))
    assert all(line in remaining for line in kept)
    longest = max((len(gap) for gap in _gaps(text)), default=0)
    assert all(len(gap) <= longest for gap in _gaps(done.text))


def _gaps(text: str) -> list[str]:
    out, gap = [], ""
    for line in text.strip("\n").split("\n"):
        if line.strip():
            out.append(gap)
            gap = ""
        else:
            gap += "\n"
    return out


@given(st.lists(st.sampled_from(BOXES), min_size=1, max_size=3), st.integers(0, 6), st.booleans())
def test_a_boilerplate_line_changes_no_body(boxes: list[str], place: int, thorough: bool) -> None:
    lines = ARTICLE.split("\n")
    lines[place:place] = boxes
    done = strip_boilerplate("\n".join(lines), language="en", thorough=thorough)
    for paragraph in PARAGRAPHS:
        assert paragraph in done.text
    if not thorough:
        assert done.text == ARTICLE


@pytest.mark.parametrize("thorough", [False, True])
def test_a_clean_article_stays_as_it_is(thorough: bool) -> None:
    assert strip_boilerplate(ARTICLE, thorough=thorough).removals == ()


@pytest.mark.parametrize(
    "line",
    [
        "14.56 Uhr: Die Feuerwehr ist am Hafen eingetroffen",
        "Tuesday, 12 March 2024",
        "The mayor: Where will the money come from?",
        "– four million for the wall",
        "Correction: an earlier version of this text gave a wrong sum for the wall.",
        "HARBOUR TOWN (Reuters) - The council voted on Monday to rebuild the wall.",
        "According to dpa and Reuters, the talks went on all night.",
        "“We could not wait any longer.” — Jane Example, mayor",
        "Was bisher bekannt ist",
    ],
)
@pytest.mark.parametrize("thorough", [False, True])
def test_leave_alone(line: str, thorough: bool) -> None:
    lines = ARTICLE.split("\n")
    text = "\n".join([lines[0], line, *lines[1:]])
    assert line in strip_boilerplate(text, thorough=thorough).text


def test_a_lead_that_is_repeated_stays() -> None:
    text = f"{PARAGRAPHS[0]}\n{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}\n{PARAGRAPHS[2]}"
    assert strip_boilerplate(text, thorough=True).text == text


def test_what_carries_data_gives_it() -> None:
    text = (
        f"{ARTICLE}\n#harbour #coast\nHarbour wall (IMAGO / Pool)\n"
        "Diese Meldung wurde am 03.04.2024 im Programm Beispielfunk gesendet.\n"
        "Tags: sea, wall\nSources:\n- Example Post\n- https://example.org/wall"
    )
    done = strip_boilerplate(text)
    found = [(one.name, one.value) for one in done.fields]
    assert found == [
        ("keywords", "harbour"),
        ("keywords", "coast"),
        ("source_organization", "IMAGO / Pool"),
        ("date_published", "03.04.2024"),
        ("publisher", "Beispielfunk"),
        ("keywords", "sea, wall"),
        ("citation", "Example Post"),
        ("citation", "https://example.org/wall"),
    ]
    assert done.text == ARTICLE


def test_blank_lines_between_paragraphs_survive() -> None:
    text = "\n\n".join((PARAGRAPHS[0], "Advertisement", PARAGRAPHS[1], "Share on Facebook"))
    assert strip_boilerplate(text).text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"
    mixed = f"{PARAGRAPHS[0]}\nAdvertisement\n\n{PARAGRAPHS[1]}"
    assert strip_boilerplate(mixed).text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"


def test_rules_off_keywords_and_own_rules() -> None:
    text = f"{PARAGRAPHS[0]}\nAdvertisement\nExample Club\n{PARAGRAPHS[1]}"
    assert "Advertisement" in strip_boilerplate(text, rules_off={"en.advert"}).text
    assert "Example Club" not in strip_boilerplate(text, keywords=["example club"]).text
    own = Rule(id="own.club", kind="channel_links", pattern=("example club",))
    done = strip_boilerplate(text, rules=[own])
    assert [removal.rule for removal in done.removals] == ["en.advert", "own.club"]
    back = done.restore(kind="channel_links")
    assert "Example Club" in back.text
    assert "Advertisement" not in back.text


def test_a_page_with_its_navigation() -> None:
    menu = ["Home", "World", "Politics", "Business", "Sport", "Culture", "Weather", "Log in"]
    foot = [
        "Most read",
        "Storm hits the coast",
        "Ferry runs aground",
        "Privacy policy",
        "Contact us",
    ]
    foot += ["About us", "Jobs", "© 2024 Example Post"]
    done = strip_boilerplate("\n".join([*menu, *ARTICLE.split("\n"), *foot]), thorough=True)
    assert done.text == ARTICLE
    assert {"navigation", "related", "copyright"} <= set(kinds(done))


def test_every_removal_names_its_rule() -> None:
    done = strip_boilerplate("\n".join([*BOXES, *ARTICLE.split("\n"), *BOXES]))
    for removal in done.removals:
        assert "." in removal.rule
        assert 0.0 < removal.confidence <= 1.0


@pytest.mark.parametrize("text", ["", "\n\n", " ", "\ud800", "\x00", "Share", "#", "©", ")", "(x)"])
def test_odd_texts_give_a_result(text: str) -> None:
    done = strip_boilerplate(text)
    assert apply_edits(text, done.removals) == done.text


def test_long_lines_and_many_lines() -> None:
    line = "word (" * 200_000
    assert strip_boilerplate(line).text == line
    text = "\n".join([PARAGRAPHS[n % 4] if n % 3 else f"Entry {n}" for n in range(3_000)])
    done = strip_boilerplate(text)
    assert apply_edits(text, done.removals) == done.text


def test_what_is_no_string_is_refused() -> None:
    with pytest.raises(InputTypeError):
        strip_boilerplate(b"bytes")  # type: ignore[arg-type]


def test_another_kind_of_site_model_will_do() -> None:
    pages = [f"Example Post\nMenu\n{paragraph}\nAbout us\nJobs" for paragraph in PARAGRAPHS]

    class Model:
        def strip(self, text: str, /) -> Stripped:
            return SiteTemplates.learn(pages).strip(text)

    text = f"Example Post\nMenu\n{ARTICLE}\nAbout us\nJobs"
    assert strip_boilerplate(text, site=Model()).text == ARTICLE


def test_the_dates_of_a_chronicle_stay() -> None:
    days = ("Monday, 3 March 2025", "Tuesday, 4 March 2025", "Wednesday, 5 March 2025")
    text = "\n".join(line for pair in zip(days, PARAGRAPHS[1:], strict=True) for line in pair)
    text = f"{PARAGRAPHS[0]}\nWhat happened\n{text}"
    assert strip_boilerplate(text, language="en").text == text


def test_a_row_of_small_things_goes_and_gives_its_data() -> None:
    done = strip_boilerplate(
        f"12 March 2024 | By Jane Example | 5 min read | Tags: coast\n{ARTICLE}", language="en"
    )
    assert done.text == ARTICLE
    found = [(one.name, one.value) for one in done.fields]
    assert found == [("author", "Jane Example"), ("keywords", "coast")]


def test_a_headline_with_a_date_and_a_clock_is_no_teaser() -> None:
    line = "The sea wall will be rebuilt, the council says 02/05/2020 00:58"
    assert line in strip_boilerplate(f"{line}\n{ARTICLE}", language="en").text


def test_a_list_with_bullets_stays() -> None:
    items = "\n".join(f"- {word} for the northern pier" for word in ("Stones", "Sand", "Timber"))
    text = f"{ARTICLE}\n{items}\nShare on Facebook"
    assert strip_boilerplate(text, language="en").text == f"{ARTICLE}\n{items}"


def test_a_parenthesis_of_blanks_is_no_credit() -> None:
    assert strip_boilerplate("Rain fell on the coast (  )").text == "Rain fell on the coast (  )"
