"""What holds for every text."""

from __future__ import annotations

from envelope.documents import Document, bodies, headed, messes, plain
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import apply_edits
from newsnorm.envelope import find_headline, split_envelope
from newsnorm.model import ordered

texts = st.one_of(
    messes,
    st.text(alphabet=st.characters(exclude_categories=())),
    headed().map(lambda document: document.text),
    plain().map(lambda document: document.text),
)


@given(texts)
def test_removals_are_ordered_and_lead_to_the_body(text: str) -> None:
    envelope = split_envelope(text)
    assert ordered(envelope.removals)
    assert apply_edits(text, envelope.removals) == envelope.body
    assert all(
        removal.text and removal.rule.startswith("envelope.") for removal in envelope.removals
    )


@given(st.lists(texts, min_size=1, max_size=4).map("\n".join))
def test_a_headline_found_below_keeps_the_promises(text: str) -> None:
    envelope = find_headline(text, split_envelope(text))
    assert ordered(envelope.removals)
    assert apply_edits(text, envelope.removals) == envelope.body
    if envelope.headline is not None:
        assert set(envelope.headline) <= set(text) | set("<>&\"'\u00a0")


@given(texts)
def test_the_body_stays_when_it_is_split_again(text: str) -> None:
    body = split_envelope(text).body
    again = split_envelope(body)
    assert (again.body, again.removals) == (body, ())


@given(texts)
def test_fields_lie_in_the_text_and_say_what_stands_there(text: str) -> None:
    envelope = split_envelope(text)
    for item in envelope.fields:
        assert 0 <= item.start < item.end <= len(text)
        place = text[item.start : item.end]
        rest = iter(place)
        within = all(character in rest for character in "".join(item.value.split()))
        assert item.value == place or within or "\\" in place


@given(texts)
def test_nothing_of_the_body_is_invented(text: str) -> None:
    rest = iter(text)
    assert all(character in rest for character in split_envelope(text).body)


@given(headed())
def test_a_header_gives_headline_date_and_body(document: Document) -> None:
    envelope = split_envelope(document.text)
    assert envelope.headline == document.headline
    assert envelope.values("date_published") == (document.date,)
    assert envelope.body == document.body


@given(plain())
def test_a_first_line_gives_headline_and_body(document: Document) -> None:
    envelope = split_envelope(document.text)
    assert envelope.headline == document.headline
    assert envelope.body == document.body


@given(bodies)
def test_paragraphs_without_a_headline_are_all_body(paragraphs: list[str]) -> None:
    for joint in ("\n", "\n\n"):
        text = joint.join(paragraphs)
        if len(paragraphs) > 1 and paragraphs[0] == paragraphs[1]:
            continue
        envelope = split_envelope(text)
        assert (envelope.headline, envelope.body) == (None, text)


@given(headed(), st.sampled_from(["X-Mood", "zeta", "Verkehrsmittel", "отдел-продаж"]))
def test_unknown_names_survive_as_they_are_written(document: Document, name: str) -> None:
    text = f"---\ntitle: Rain\n{name}: some value\n---\n{document.body}"
    assert split_envelope(text).values(name) == ("some value",)


@given(plain(), st.sampled_from(["\r\n", "\r", "\x85", "\u2028"]))
def test_other_line_breaks_make_no_difference(document: Document, mark: str) -> None:
    envelope = split_envelope(document.text.replace("\n", mark))
    assert envelope.headline == document.headline
    assert envelope.body == document.body.replace("\n", mark)
