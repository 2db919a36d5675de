"""Tells Hypothesis, by an entry point, how to make newsnorm's types.

Hypothesis calls :func:`register` while it is being imported, so the strategies
themselves are loaded only when one is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from newsnorm.model import Article, PartialDate


def register() -> None:
    """Register strategies for :class:`Article` and :class:`PartialDate`."""
    from hypothesis import strategies as st

    from newsnorm.model import Article, PartialDate

    st.register_type_strategy(Article, _articles)
    st.register_type_strategy(PartialDate, _partial_dates)


def _articles(_type: type[Article]) -> SearchStrategy[Article]:
    from newsnorm import testing

    return testing.articles()


def _partial_dates(_type: type[PartialDate]) -> SearchStrategy[PartialDate]:
    from newsnorm import testing

    return testing.partial_dates()
