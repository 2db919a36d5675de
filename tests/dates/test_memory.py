"""What is remembered of texts is bounded, in each language and in all together."""

from __future__ import annotations

import pytest

from newsnorm import find_dates
from newsnorm.dates import tokens
from newsnorm.dates.lexicon import view

TEXTS = {
    "en": "The council met on 12 February 2025 and again on Friday, 14 February, in the evening.",
    "de": "Der Rat tagte am 12. Februar 2025 und wieder am Freitag, dem 14. Februar, am Abend.",
    "fr": "Le conseil s'est réuni le 12 février 2025, puis vendredi 14 février dans la soirée.",
}


@pytest.mark.parametrize(("one", "all_together"), [(5, 1_000), (1_000, 12)])
def test_what_is_remembered_is_bounded_and_changes_nothing(
    one: int, all_together: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = {language: find_dates(text, language=language) for language, text in TEXTS.items()}
    memory = tokens._Memory()
    for language in TEXTS:
        view(language).tokens.clear()
    monkeypatch.setattr(tokens, "_MEMORY", memory)
    monkeypatch.setattr(tokens, "KEPT", one)
    monkeypatch.setattr(tokens, "KEPT_IN_ALL", all_together)
    for _ in range(3):
        for language, text in TEXTS.items():
            assert find_dates(text, language=language) == read[language]
            held = [len(view(name).tokens) for name in TEXTS]
            assert max(held) <= one
            assert sum(held) <= all_together
