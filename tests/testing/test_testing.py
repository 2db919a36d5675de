"""The strategies that newsnorm offers to its users."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsnorm import Article, PartialDate, deduplicate, normalize, repair
from newsnorm.testing import damaged_text, near_duplicates, raw_documents


@given(st.from_type(Article))
def test_hypothesis_knows_articles_by_the_entry_point(article: Article) -> None:
    source = article.ledger.backward(article.article_body)
    assert article.ledger.forward(source) == article.article_body
    assert Article.from_dict(article.to_dict()) == article


@given(st.from_type(PartialDate))
def test_hypothesis_knows_dates_by_the_entry_point(date: PartialDate) -> None:
    assert PartialDate.from_dict(date.to_dict()) == date


@given(damaged_text())
def test_damaged_text_is_repaired(pair: tuple[str, str]) -> None:
    clean, garbled = pair
    assert repair(garbled).text == clean


@given(raw_documents())
def test_raw_documents_become_articles_with_an_exact_ledger(text: str) -> None:
    article = normalize(text)
    assert article.ledger.backward(article.article_body) == text


@given(near_duplicates())
def test_near_duplicates_are_found(pair: tuple[str, str]) -> None:
    assert deduplicate(list(pair)).labels == (0, 0)
