"""Removals inside a line: what is glued to a paragraph goes, what a sentence says stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import apply_edits, normalize, strip_boilerplate
from newsnorm._text.rules import shipped_rules
from newsnorm.boilerplate import Rule
from newsnorm.boilerplate.inline import inline_rules, insets
from newsnorm.boilerplate.lines import split_lines
from newsnorm.boilerplate.suspects import suspects
from newsnorm.model.edits import ordered

SENTENCE = "The dam in the upper valley broke at noon, the mayor said on Monday."
LONG = f"{SENTENCE} Nobody was hurt. The road along the river stays closed until Friday."
EXAMPLES = [line for rule in shipped_rules().rules if rule.at != ("line",) for line in rule.yes]
GLUED = (
    " (Reuters)", "/dpa", " © AFP", " – Reuters", " #dam #flood", " Read more: Storm",
    " (Photo: Jane Example)", " https://t.co/AbC123", "\ufeff",
)  # fmt: skip
BEFORE = ("Updated 12 March 2025, 14:30 GMT — ", "(Updated 3 hours ago) ", "\u200b")


@pytest.mark.parametrize(
    ("text", "body", "kind", "fields"),
    [
        (f"{LONG} (dpa)", LONG, "agency_credit", [("source_organization", "dpa")]),
        (f"{LONG}/dpa", LONG, "agency_credit", [("source_organization", "dpa")]),
        (f"{LONG} abc/dpa/AFP", LONG, "agency_credit", [("source_organization", "abc/dpa/AFP")]),
        (f"{LONG} © 2025 AFP", LONG, "agency_credit", [("source_organization", "AFP")]),
        (f"{LONG} – Reuters", LONG, "agency_credit", [("source_organization", "Reuters")]),
        (f"{LONG} (Foto: X/dpa)", LONG, "media_credit", [("source_organization", "X/dpa")]),
        (f"{LONG} Photo by Jo Roe", LONG, "media_credit", [("source_organization", "Jo Roe")]),
        (f"{LONG} #dam #flood", LONG, "tags", [("keywords", "dam"), ("keywords", "flood")]),
        (f"{LONG} Read more: Storm hits the coast", LONG, "related", []),
        (f"{LONG} pic.twitter.com/AbC123", LONG, "channel_links", []),
        (f"Stand: 12.03.2025 14:30 Uhr {LONG}", LONG, "timestamp",
         [("date_modified", "12.03.2025 14:30 Uhr")]),
        (f"Updated 3 hours ago — {LONG}", LONG, "timestamp", []),
        (f"{SENTENCE} ADVERTISEMENT {SENTENCE}", f"{SENTENCE} {SENTENCE}", "affiliate", []),
        (f"{SENTENCE} [Advertisement] {SENTENCE}", f"{SENTENCE} {SENTENCE}", "affiliate", []),
        (f"Share to TwitterShare to Facebook {LONG}", LONG, "share", []),
        (f"\u200b{LONG} \ufeff", LONG, "markup", []),
    ],
)  # fmt: skip
def test_what_is_glued_goes(text: str, body: str, kind: str, fields: list[tuple[str, str]]) -> None:
    done = strip_boilerplate(text)
    assert done.text == body
    assert {(one.kind, one.scope) for one in done.removals} == {(kind, "inline")}
    assert [(one.name, one.value) for one in done.fields] == fields
    assert done.restore(kind=done.removals[0].kind).text == text


@pytest.mark.parametrize(
    "line",
    [
        "The talks had failed, according to the news agency dpa.",
        "The talks had failed, said the head of the Associated Press (AP).",
        "BERLIN (dpa) - The parliament voted for the law on Monday evening.",
        "PARIS, 12 mars (Reuters) - Le parlement a voté la loi lundi soir.",
        "They posted about it under the hashtag #MeToo",
        "He asked the children to read more books. Read the whole story aloud, she said.",
        "“We could not wait any longer.” Jane Example, mayor of the town",
        "Jane Example: “We could not wait any longer, and nobody asked us.”",
        "The plan was updated on 12 March 2025, and again in May of that year.",
        "12 March 2025 — The first storm hits the coast and floods the harbour.",
        "The picture (photo below) shows the harbour after the storm.",
        "He works for Reuters. She works for the town, he said. Spa.",
        "See the study at https://example.org/study for all of its numbers.",
    ],
)
@pytest.mark.parametrize("thorough", [False, True])
def test_what_a_sentence_says_stays(line: str, thorough: bool) -> None:
    text = f"{LONG}\n{line}\n{LONG} It was the third one."
    assert strip_boilerplate(text, thorough=thorough).text == text


PIECES = st.lists(st.sampled_from([*EXAMPLES, LONG, *GLUED, *BEFORE, " ", "[", ")"]), max_size=6)


@given(PIECES.map("".join) | st.text(max_size=200))
def test_pieces_are_ordered_and_leave_nothing_to_take(line: str) -> None:
    line = line.replace("\n", " ").strip()
    rules = inline_rules()
    found, rest = insets(line, rules)
    kept, position = "", 0
    for one in found:
        assert position <= one.start < one.end <= len(line)
        kept += line[position : one.start]
        position = one.end
    assert kept + line[position:] == rest
    assert insets(rest, rules) == ((), rest)


@given(st.lists(PIECES.map("".join), max_size=4).map("\n".join), st.booleans())
def test_the_promises_hold_for_pieces(text: str, thorough: bool) -> None:
    done = strip_boilerplate(text, thorough=thorough)
    assert ordered(done.removals)
    assert apply_edits(text, done.removals) == done.text
    assert done.restore().text == text
    assert strip_boilerplate(done.text, thorough=thorough).text == done.text
    for one in done.fields:
        assert text[one.start : one.end] == one.value


@given(st.sampled_from(GLUED), st.sampled_from(["", *BEFORE]))
def test_a_glued_piece_changes_no_body(after: str, before: str) -> None:
    text = f"{LONG}\n{before}{LONG} Twice.{after}\n{LONG}"
    assert strip_boilerplate(text, language="en").text == f"{LONG}\n{LONG} Twice.\n{LONG}"


def test_a_line_that_ends_in_a_credit_is_a_caption_unless_it_is_all_there_is() -> None:
    caption = "Residents look at the flooded harbour. Photo: Jane Example/Reuters"
    done = strip_boilerplate(f"{LONG}\n{caption}")
    assert done.text == LONG
    assert [(one.kind, one.scope) for one in done.removals] == [("media_caption", "line")]
    assert strip_boilerplate(caption).text == "Residents look at the flooded harbour."


def test_own_rules_and_rules_off() -> None:
    own = Rule(id="own.club", kind="donation", pattern=("join the club *",), at=("end",))
    text = f"{LONG} Join the club today! (dpa)"
    assert strip_boilerplate(text, rules=[own]).text == LONG
    assert strip_boilerplate(text, rules_off={"shape.agency"}).text == text


def test_pieces_reach_the_article() -> None:
    article = normalize(
        f"A dam breaks in the upper valley\n\nStand: 12.03.2025 {LONG} (dpa)\n\n{LONG} #dam"
    )
    assert article.article_body == f"{LONG}\n\n{LONG}"
    assert article.source_organization == ("dpa",)
    assert article.keywords == ("dam",)
    assert str(article.date_modified) == "2025-03-12"


def test_one_long_line_with_many_pieces() -> None:
    line = f"{SENTENCE} [Advertisement] " * 20_000
    assert strip_boilerplate(line).text.rstrip() == " ".join([SENTENCE] * 20_000)
    for odd in ("(" * 200_000, ". " * 200_000, "#a " * 100_000, " \u200b" * 100_000):
        done = strip_boilerplate(odd)
        assert apply_edits(odd, done.removals) == done.text


@given(PIECES.map("".join) | st.text(max_size=200))
def test_no_piece_is_in_a_line_that_deserves_no_look(text: str) -> None:
    rules = inline_rules()
    lines = split_lines(text)
    looked = suspects(text, lines, rules.begins)
    for index, line in enumerate(lines):
        assert index in looked or insets(line.text, rules) == ((), line.text)


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_deserves_a_look(example: str) -> None:
    lines = split_lines(f"{LONG}\n{example}")
    assert 1 in suspects(f"{LONG}\n{example}", lines, inline_rules().begins)
