"""Many documents: the same as one by one, in order, whatever is among them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import (
    Article,
    Failure,
    InputError,
    InputTypeError,
    Language,
    NewsnormError,
    OptionError,
    Options,
    normalize,
    normalize_many,
)
from newsnorm.pipeline import many, one
from newsnorm.testing import raw_documents

ANY_SOURCE = st.one_of(
    raw_documents(),
    st.text(st.characters(codec=None), max_size=60),
    st.binary(max_size=60),
    st.builds(lambda text: {"text": text, "headline": text[:9]}, st.text(max_size=60)),
    st.just(7),
    st.just({"headline": "no text"}),
)


def one_by_one(sources: list[object]) -> Iterator[Article | str]:
    for source in sources:
        try:
            yield normalize(source)  # type: ignore[arg-type]
        except NewsnormError as error:
            yield repr(error)


@given(st.lists(ANY_SOURCE, max_size=9))
def test_many_is_one_after_the_other(sources: list[object]) -> None:
    together = normalize_many(sources, on_error="yield")  # type: ignore[arg-type]
    shown = [repr(item.error) if isinstance(item, Failure) else item for item in together]
    assert shown == list(one_by_one(sources))


def broken_after(texts: list[str]) -> Iterator[str]:
    yield from texts
    raise OSError("the disk is gone")


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_comes_before_an_error_of_the_source_is_not_lost(jobs: int) -> None:
    texts = [f"The council met for the {number}th time." for number in range(10)]
    results = normalize_many(broken_after(texts), jobs=jobs)
    assert [next(results) for _ in texts] == [normalize(text) for text in texts]
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)


def test_a_detector_that_breaks_does_so_in_its_place() -> None:
    def detect(text: str, /) -> Language:
        if text == "Two.":
            raise ZeroDivisionError
        return Language(tag="en", confidence=1.0, script="Latn")

    texts = ["Zero.", "One.", "Two.", "Three."]
    results = normalize_many(texts, options=Options(language_detector=detect), on_error="yield")
    assert [next(results), next(results)] == [
        normalize(text, options=Options(language_detector=detect)) for text in texts[:2]
    ]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_the_first_article_does_not_wait_for_a_block() -> None:
    taken: list[int] = []

    def sources() -> Iterator[str]:
        for number in range(1_000):
            taken.append(number)
            yield f"Text {number}."

    results = normalize_many(sources())
    next(results)
    assert taken == [0]
    for _ in range(99):
        next(results)
    assert len(taken) <= 100 + many.BLOCK_DOCUMENTS


def test_large_documents_make_small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks: list[int] = []

    def noted(sources: list[str], options: Options) -> list[Article | Exception]:
        blocks.append(len(sources))
        return one.normalize_block(sources, options)

    monkeypatch.setattr(many, "normalize_block", noted)
    monkeypatch.setattr(many, "BLOCK_SIZE", 1_000)
    assert len(list(normalize_many(["Long text. " * 40] * 40))) == 40
    assert max(blocks) == 3


def test_a_failure_has_its_place_and_name() -> None:
    sources: list[str | dict[str, str]] = ["Eins.", {"uri": "b", "headline": "ohne Text"}, "Drei."]
    first, second, third = normalize_many(sources, on_error="yield")
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(second, Failure)
    assert (second.position, second.source) == (1, "b")
    with pytest.raises(InputError):
        list(normalize_many(sources))


def test_processes_give_the_same_in_the_same_order() -> None:
    texts: list[str | int] = [f"Der Rat hat heute Punkt {i} beschlossen." for i in range(40)]
    texts[7] = 7
    done: list[int] = []
    alone = list(normalize_many(texts, on_error="yield"))  # type: ignore[arg-type]
    together = list(
        normalize_many(texts, jobs=2, on_error="yield", progress=done.append)  # type: ignore[arg-type]
    )
    assert [repr(a) for a in alone[:7]] == [repr(a) for a in together[:7]]
    assert alone[8:] == together[8:]
    assert isinstance(together[7], Failure)
    assert done == list(range(1, 41))


def test_jobs_must_be_a_number_of_processes() -> None:
    with pytest.raises(OptionError):
        normalize_many([], jobs=0)
    with pytest.raises(OptionError):
        normalize_many([], on_error="ignore")  # type: ignore[arg-type]


@pytest.mark.parametrize("source", ["a.jsonl", b"text", {"text": "Rain."}])
def test_one_document_is_not_taken_for_many(source: object) -> None:
    with pytest.raises(InputTypeError, match="several"):
        normalize_many(source)  # type: ignore[arg-type]
