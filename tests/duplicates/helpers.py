"""Texts for the tests of duplicates: made of words, so that any number can be had."""

from __future__ import annotations

from hypothesis import strategies as st

_SYLLABLES = "ba ke li mo nu sa ti ro ve du fa gi ho je pu wa zo re la mi".split()


def word(number: int) -> str:
    """Return the word with *number*: every number has its own."""
    letters = ""
    number += 400
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        letters += _SYLLABLES[rest]
    return letters


def sentence(number: int, words: int = 12) -> str:
    """Return a sentence of words that no other sentence has."""
    found = [word(number * 50 + place) for place in range(words)]
    return " ".join(found).capitalize() + "."


def article(number: int, sentences: int = 10) -> str:
    """Return an article of sentences that no other article has."""
    return "\n".join(sentence(number * 100 + place) for place in range(sentences))


def articles(most: int = 12) -> st.SearchStrategy[list[str]]:
    """Return lists of articles: some edited, cut, joined or alike in part."""
    paragraph = st.integers(0, 30).map(sentence)
    return st.lists(st.lists(paragraph, max_size=12).map("\n".join), max_size=most)
