"""Bylines taken apart into names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import normalize
from newsnorm._text.names import split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jo Roe, Max Muster and Erna Beispiel", ("Jo Roe", "Max Muster", "Erna Beispiel")),
        ("Von Erna Beispiel und Max Muster, Berlin", ("Erna Beispiel", "Max Muster")),
        ("Jeanne Exemple et Jean Modèle", ("Jeanne Exemple", "Jean Modèle")),
        ("Juana Ejemplo y Juan Modelo", ("Juana Ejemplo", "Juan Modelo")),
        ("Gianna Esempio e Gianni Modello", ("Gianna Esempio", "Gianni Modello")),
        ("Janna Voorbeeld en Jan Model", ("Janna Voorbeeld", "Jan Model")),
        ("Johanna Exempel och Johan Modell", ("Johanna Exempel", "Johan Modell")),
        ("Johanne Eksempel og Johan Modell", ("Johanne Eksempel", "Johan Modell")),
        ("Johanna Esimerkki ja Juha Malli", ("Johanna Esimerkki", "Juha Malli")),
        ("Joanna Przykład i Jan Wzór", ("Joanna Przykład", "Jan Wzór")),
        ("Иван Пример и Анна Образец", ("Иван Пример", "Анна Образец")),
        ("Іван Приклад та Ганна Зразок", ("Іван Приклад", "Ганна Зразок")),
        ("Ayşe Örnek ve Ali Model", ("Ayşe Örnek", "Ali Model")),
        ("Ιωάννα Παράδειγμα και Γιάννης Πρότυπο", ("Ιωάννα Παράδειγμα", "Γιάννης Πρότυπο")),
        ("山田太郎、佐藤花子", ("山田太郎", "佐藤花子")),
        ("Jane Example, Political Editor, London", ("Jane Example",)),
        ("Jane Example (jane@example.org)", ("Jane Example",)),
        ("Jane Example, 12 March 2024", ("Jane Example",)),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Artur da Costa e Silva", ("Artur da Costa e Silva",)),
        ("Example, Jane; Muster, Max", ("Example, Jane", "Muster, Max")),
        ("Example, Jane", ("Example, Jane",)),
        ("Redaktion", ("Redaktion",)),
        ("", ()),
        ("  ", ()),
    ],
)  # fmt: skip
def test_names(text: str, names: tuple[str, ...]) -> None:
    assert split_names(text) == names


@given(st.text(max_size=500))
def test_any_text_gives_names_of_its_words(text: str) -> None:
    names = split_names(text)
    assert bool(names) == bool(text.strip())
    for name in names:
        assert name == " ".join(name.split()) or name == text.strip()


PEOPLE = st.sampled_from(["Jane Example", "Max Muster", "Erna Beispiel"])
BETWEEN = st.sampled_from([" and ", " und ", " et ", ", ", "; ", " / ", " & ", " | "])


@given(st.lists(PEOPLE, min_size=1, max_size=3, unique=True), BETWEEN)
def test_names_with_anything_between_come_back(names: list[str], between: str) -> None:
    assert split_names(between.join(names)) == tuple(names)


def test_the_article_has_one_entry_for_each_author() -> None:
    body = "The dam in the upper valley broke at noon, the mayor said on Monday. Nobody was hurt."
    article = normalize(
        f"A dam breaks in the valley\nBy Jane Example and Max Muster\n\n{body}\n\n{body} Twice."
    )
    assert article.author == ("Jane Example", "Max Muster")
    given = normalize({"text": body, "author": "By Jane Example, Max Muster"})
    assert given.author == ("Jane Example", "Max Muster")
