"""The edit algebra: what apply, invert, compose, minimal edits and offset maps promise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import Edit, EditError, Ledger, OffsetMap, Step, apply_edits, invert_edits
from newsnorm._text.spans import compose_edits, lines, minimal_edits, paragraphs, trim

TEXT = st.text(st.characters(codec=None), max_size=60)


@st.composite
def edited(draw: st.DrawFn, source: str | None = None) -> tuple[str, list[Edit]]:
    """A source and ordered, disjoint edits of it."""
    text = draw(TEXT) if source is None else source
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        edits.append(
            Edit(
                start=start,
                end=end,
                original=text[start:end],
                replacement=draw(st.text(max_size=4)),
                reason=draw(st.sampled_from(["a", "b"])),
            )
        )
    return text, edits


@given(edited())
def test_the_inverse_gives_the_source_back(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    result = apply_edits(source, edits)
    assert apply_edits(result, invert_edits(edits)) == source
    assert apply_edits(result, invert_edits(edits, source)) == source


@given(edited(), st.data())
def test_composition_is_one_after_the_other(
    case: tuple[str, list[Edit]], data: st.DataObject
) -> None:
    source, first = case
    middle = apply_edits(source, first)
    _, second = data.draw(edited(middle))
    composed = compose_edits(first, second)
    assert apply_edits(source, composed) == apply_edits(middle, second)


@given(edited())
def test_minimal_edits_do_the_same_and_nothing_more(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    smaller = minimal_edits(edits)
    assert apply_edits(source, smaller) == apply_edits(source, edits)
    for edit in smaller:
        assert edit.original != edit.replacement
        if edit.original and edit.replacement:
            assert edit.original[0] != edit.replacement[0]
            assert edit.original[-1] != edit.replacement[-1]


@given(edited())
def test_offsets_outside_edits_name_the_same_character(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    result = apply_edits(source, edits)
    offsets = OffsetMap(edits)
    touched = {i for edit in edits for i in range(edit.start, edit.end)}
    for index in set(range(len(source))) - touched:
        # the character after an insertion: its end is the surer side
        there = offsets.to_result(index + 1, end=True) - 1
        assert result[there] == source[index]
        assert offsets.to_source(there + 1, end=True) - 1 == index


@given(edited())
def test_offset_maps_are_monotone_and_stay_inside(case: tuple[str, list[Edit]]) -> None:
    source, edits = case
    result = apply_edits(source, edits)
    offsets = OffsetMap(edits)
    back = [offsets.to_source(i) for i in range(len(result) + 1)]
    assert back == sorted(back)
    assert all(0 <= i <= len(source) for i in back)


@given(edited(), st.data())
def test_a_ledger_runs_both_ways(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    source, first = case
    middle = apply_edits(source, first)
    _, second = data.draw(edited(middle))
    ledger = Ledger(
        steps=(Step(stage="a", edits=tuple(first)), Step(stage="b", edits=tuple(second)))
    )
    result = ledger.forward(source)
    assert ledger.backward(result) == source
    for start in range(len(result)):
        low, high = ledger.source_span(start, start + 1)
        assert 0 <= low <= high <= len(source)


@pytest.mark.parametrize(
    ("spans", "message"),
    [
        ([(0, 2), (1, 3)], "overlaps"),
        ([(2, 3), (0, 1)], "out of order"),
        ([(3, 2)], "backwards"),
        ([(0, 99)], "after the text"),
    ],
)
def test_edits_that_do_not_fit_are_refused(spans: list[tuple[int, int]], message: str) -> None:
    edits = [Edit(start=a, end=b, replacement="", reason="r") for a, b in spans]
    with pytest.raises(EditError, match=message):
        apply_edits("abcdef", edits)


def test_an_edit_of_another_text_is_refused() -> None:
    with pytest.raises(EditError, match="expects 'x', the text has 'b'"):
        apply_edits("abc", [Edit(start=1, end=2, original="x", replacement="", reason="r")])


def test_an_edit_without_its_original_cannot_be_undone_alone() -> None:
    edits = [Edit(start=1, end=2, replacement="", reason="r")]
    with pytest.raises(EditError, match="does not know"):
        invert_edits(edits)
    assert apply_edits("ac", invert_edits(edits, "abc")) == "abc"


@given(st.text("ab \n\t\u3000", max_size=30))
def test_lines_and_paragraphs_cover_all_words(text: str) -> None:
    assert "\n".join(text[a:b] for a, b in lines(text)) == text
    assert "".join(text[a:b] for a, b in lines(text, keepends=True)) == text
    assert (
        "".join(text[a:b] for a, b in paragraphs(text)).split()
        == "".join(text[a:b] for a, b in paragraphs(text)).split()
    )
    kept = "".join(c for a, b in paragraphs(text) for c in text[a:b] if not c.isspace())
    assert kept == "".join(text.split())
    for a, b in paragraphs(text):
        assert trim(text, a, b) == (a, b)
