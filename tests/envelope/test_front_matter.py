"""Front matter: YAML, TOML, JSON; well formed, malformed, hostile."""

from __future__ import annotations

from itertools import pairwise
from unittest import mock

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsnorm.envelope import split_envelope

BODY = "It rained all day in the valley, and the river rose by a metre."


def fields(text: str) -> list[tuple[str, str]]:
    return [(item.name, item.value) for item in split_envelope(text).fields]


def test_yaml_values_stay_strings_as_they_are_written() -> None:
    text = f"---\ntitle: Rain\ndate: 2024-05-03 10:00:00 +2\ndraft: no\nweight: 0010\n---\n{BODY}"
    assert fields(text) == [
        ("headline", "Rain"),
        ("date_published", "2024-05-03 10:00:00 +2"),
        ("draft", "no"),
        ("weight", "0010"),
    ]


def test_yaml_lists_and_maps() -> None:
    text = (
        "---\r\ntitle: >\r\n  Rain in\r\n  the valley\r\ntags:\r\n  - rain\r\n  - river\r\n"
        f"author:\r\n  name: Jo Roe\r\n  mail: jo@example.org\r\n---\r\n\r\n{BODY}"
    )
    assert fields(text) == [
        ("headline", "Rain in the valley"),
        ("keywords", "rain"),
        ("keywords", "river"),
        ("author", "Jo Roe"),
        ("author.mail", "jo@example.org"),
    ]
    assert split_envelope(text).body == BODY


def test_toml_with_a_table() -> None:
    text = (
        '+++\ntitle = "Rain \\"here\\""\ndate = 2024-05-03T10:00:00+02:00\ntags = ["a, b", "c"]\n'
        f'[author]\nname = "Jo Roe"\n+++\n{BODY}'
    )
    assert fields(text) == [
        ("headline", 'Rain "here"'),
        ("date_published", "2024-05-03T10:00:00+02:00"),
        ("keywords", "a, b"),
        ("keywords", "c"),
        ("author", "Jo Roe"),
    ]


def test_json_with_numbers_and_nesting() -> None:
    text = f'{{"title": "Rain", "views": 1.50, "author": {{"name": "Jo Roe"}}}}\n\n{BODY}'
    assert fields(text) == [("headline", "Rain"), ("views", "1.50"), ("author", "Jo Roe")]
    assert split_envelope(text).body == BODY


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "Rain", "text": "It rained."}',
        '{"title": "Rain"',
        "{not json at all}\nIt rained.",
        "---\nIt rained all day.\n---\nThen it stopped.",
        "---\n\n---\nIt rained.",
        "+++ live +++ It rained all day.",
    ],
)
def test_what_is_no_front_matter_stays(text: str) -> None:
    envelope = split_envelope(text)
    assert (envelope.body, envelope.fields) == (text, ())


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("---\ntitle: Rain: again: and again\ndate: [2024\n---\n", "malformed"),
        ("---\ntitle: 'Rain: again: and again'\n\tdate: 2024\n---\n", "malformed"),
        ("---\ntitle: Rain: again: and again\ndate: 2024\n\n", "not closed"),
        ('+++\ntitle = "Rain: again: and again"\ndate = = 2024\n+++\n', "malformed"),
        ("---\ntitle: Rain: again: and again\nnul: \x00\n---\n", "malformed"),
        ("---\ntitle: 'Rain: again: and again'\nhalf: \ud83d\n---\n", "malformed"),
    ],
)
def test_malformed_front_matter_is_read_line_by_line(header: str, message: str) -> None:
    envelope = split_envelope(header + BODY)
    assert envelope.headline == "Rain: again: and again"
    assert envelope.body == BODY
    assert message in envelope.doubts[0].message


def test_aliases_are_bounded() -> None:
    names = "abcdefghi"
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in pairwise(names)]
    text = "---\ntitle: Rain\n" + "\n".join(lines) + f"\n---\n{BODY}"
    envelope = split_envelope(text)
    assert envelope.headline == "Rain"
    assert envelope.body == BODY
    assert len(envelope.fields) <= 1_000


def test_an_alias_to_itself_ends() -> None:
    envelope = split_envelope(f"---\ntitle: Rain\na: &a [*a, *a]\n---\n{BODY}")
    assert (envelope.headline, envelope.body) == ("Rain", BODY)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_no_error(opening: str) -> None:
    envelope = split_envelope(f"---\ntitle: Rain\nx: {opening * 9_000}\n---\n{BODY}")
    assert envelope.body.endswith(BODY)


def test_deep_json_is_no_error() -> None:
    text = '{"title": "Rain", "x": ' + "[" * 60_000 + "\n\n" + BODY
    assert split_envelope(text).body == text


def test_the_size_of_a_header_is_bounded() -> None:
    text = f"---\ntitle: Rain\nx: {'y' * 500}\n---\n{BODY}"
    assert split_envelope(text).body == BODY
    assert split_envelope(text, max_header_bytes=300).headline == "Rain"
    assert BODY in split_envelope(text, max_header_bytes=300).body


def test_a_tagged_value_builds_nothing() -> None:
    envelope = split_envelope(f"---\ntitle: !!python/object/apply:os.getcwd []\na: b\n---\n{BODY}")
    assert envelope.values("a") == ("b",)
    assert envelope.headline is None


def test_emoji_and_tag_are_kept_in_the_title_field() -> None:
    text = f'---\ntitle: "🔥 [Video] Rain: “Stop it”"\n---\nRain: "Stop it"\n\n{BODY}'
    envelope = split_envelope(text)
    assert envelope.headline == "Rain: “Stop it”"
    assert envelope.values("title") == ("🔥 [Video] Rain: “Stop it”",)
    assert envelope.body == BODY


def test_the_name_of_the_site_goes_where_the_page_repeats_the_headline_without_it() -> None:
    text = f"---\ntitle: Rain in the valley | The Example\n---\n# Rain in the valley\n\n{BODY}"
    envelope = split_envelope(text)
    assert envelope.headline == "Rain in the valley"
    assert envelope.values("title") == ("Rain in the valley | The Example",)


YAML_PIECES = (
    *(
        "title: ",
        "date: 2024-05-03\n",
        "tags: [a, b c]\n",
        "- a\n",
        "\n",
        "  ",
        ": ",
        "'",
        '"',
        "#",
    ),
    *(
        "[",
        "]",
        "{",
        "}",
        "|\n  a\n",
        ">-\n",
        "!t ",
        "&a ",
        "*a",
        "%",
        "? ",
        "\t",
        "\\",
        "Rain",
        "雨 ",
    ),
)


@given(st.lists(st.sampled_from(YAML_PIECES), max_size=12).map("".join))
def test_both_readers_of_yaml_give_the_same(inside: str) -> None:
    text = f"---\ntitle: a\n{inside}\n---\nThe council met on Monday."
    with mock.patch.object(yaml, "CBaseLoader", yaml.BaseLoader, create=True):
        slow = split_envelope(text)
    assert split_envelope(text) == slow
