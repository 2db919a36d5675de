"""Markdown: the text stays, the marks go."""

from __future__ import annotations

import pytest

from newsnorm.envelope import split_envelope

FIRST = "It rained all day in the valley, and the river rose by a metre."
SECOND = "The end came late in the day, when the wind had turned to the north."


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("It was [very wet](https://example.org/wet) there.", "It was very wet there."),
        ("It was [very wet](<https://example.org/a_(b)> 'Wet') there.", "It was very wet there."),
        (
            "It was **very** wet and *cold*, _grey_ and ~~dry~~.",
            "It was very wet and cold, grey and dry.",
        ),
        ("See <https://example.org/a>.", "See https://example.org/a."),
        ("A **b** and 5\\*3\\.", "A b and 5*3."),
        ("**这是**重点**内容**。", "这是重点内容。"),
        ("It was **wet**.<br/>", "It was wet."),
        ("It was **wet** <b>there</b><!-- more -->.", "It was wet there."),
        ("![A river](https://example.org/r.jpg) It was wet.", " It was wet."),
    ],
)
def test_marks_inside_a_line(marked: str, shown: str) -> None:
    text = f"{FIRST}\n\n{marked}\n"
    assert split_envelope(text).body == f"{FIRST}\n\n{shown}\n"


@pytest.mark.parametrize(
    "line",
    [
        "Leser*innen und Autor*innen trafen sich, auch Schüler*innen.",
        "It cost 5 * 3 and 4 * 2 pounds, or f**k all, as the s**t said.",
        "[sic](so he said) and [the council] (which met) had [voted](for) it.",
        "a_long_name and another_long_name and a \\ stroke \\* with a star",
        "They called it ``the rain`` and `the flood`.",
        "___",
        "#rain #flood",
        "- No, he said.",
        "> as he wrote",
        "1 < 2 > 0 and <MGCR.L> rose",
    ],
)
def test_what_only_looks_like_markup_stays(line: str) -> None:
    text = f"{FIRST}\n\n{line}\n\n{SECOND}"
    assert split_envelope(text).body == text


def test_blocks() -> None:
    text = (
        f"# Rain in the valley\n\n{FIRST}\n\n## What comes now ##\n\n> We will see, she said.\n\n"
        f"* one\n* two\n\n---\n\nLast words\n----------\n\n{SECOND}"
    )
    assert split_envelope(text).body == (
        f"{FIRST}\n\nWhat comes now\n\nWe will see, she said.\n\none\ntwo\n\nLast words\n\n{SECOND}"
    )


def test_reference_links_and_their_definitions() -> None:
    text = (
        f"{FIRST} See [the office][1] and [others][].\n\n{SECOND}\n\n[1]: https://example.org/a\n"
    )
    body = f"{FIRST} See the office and [others][].\n\n{SECOND}\n\n"
    assert split_envelope(text).body == body


def test_a_link_as_headline_gives_its_address() -> None:
    text = f"[Rain in the whole valley](https://example.org/rain)\n\n{FIRST}"
    envelope = split_envelope(text)
    assert envelope.headline == "Rain in the whole valley"
    assert envelope.values("url") == ("https://example.org/rain",)
    assert envelope.body == FIRST


def test_images_go_with_their_captions_and_leave_no_gap() -> None:
    text = (
        f"# Rain in the valley\n\n![River](https://example.org/r.jpg)\n*The river on Monday*\n\n"
        f"{FIRST}\n\n[![Map](/m.png)](https://example.org/m)\n\n{SECOND}"
    )
    envelope = split_envelope(text)
    assert envelope.body == f"{FIRST}\n\n{SECOND}"
    assert envelope.values("image") == ("https://example.org/r.jpg", "/m.png")
    kinds = [removal.kind for removal in envelope.removals]
    assert kinds == ["headline", "media_caption", "media_caption", "media_caption"]


def test_neighbouring_lines_with_a_hash_are_tags() -> None:
    text = f"{FIRST}\n\n# rain\n# flood in the valley\n# river"
    assert split_envelope(text).body == text


def test_removed_escapes_make_no_new_markup() -> None:
    text = f"{FIRST} It was **wet** and \\*\\*cold\\*\\* there."
    body = split_envelope(text).body
    assert body == f"{FIRST} It was wet and \\*\\*cold\\*\\* there."
