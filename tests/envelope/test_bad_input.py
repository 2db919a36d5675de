"""Whatever comes in: a result, or an error of the tree."""

from __future__ import annotations

import pytest

from newsnorm import InputTypeError, OptionError, apply_edits
from newsnorm.envelope import split_envelope

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "\ufeff",
        "\x00",
        "\ud800",
        "---",
        "---\n---\n",
        "{",
        "a" * 10 * MEGABYTE,
        "word " * (MEGABYTE // 5),
        "[" * MEGABYTE,
        "](" * (MEGABYTE // 4),
        "[a](http://" * (MEGABYTE // 22),
        "*a " * (MEGABYTE // 6),
        "<a " * (MEGABYTE // 6),
        "<!--" * (MEGABYTE // 8),
        "\x00" * MEGABYTE,
        "\ud800" * MEGABYTE,
        "1." * (MEGABYTE // 2),
        " " * MEGABYTE + "x",
        "\n" * (MEGABYTE // 10),
        "---\n" * (MEGABYTE // 40),
        "title: x\n" * (MEGABYTE // 90),
        "[13.02.25, 08:40:12] Desk: It rains in the valley\n" * (MEGABYTE // 500),
        " date 2025" * (MEGABYTE // 100),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_any_text_gives_a_result(text: str) -> None:
    envelope = split_envelope(text)
    assert apply_edits(text, envelope.removals) == envelope.body


@pytest.mark.parametrize("value", [None, b"bytes", 7, ["a"]])
def test_only_a_str_is_taken(value: object) -> None:
    with pytest.raises(InputTypeError):
        split_envelope(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [0, -1])
def test_the_bound_of_the_header_must_be_positive(value: int) -> None:
    with pytest.raises(OptionError):
        split_envelope("text", max_header_bytes=value)


def test_one_header_after_another() -> None:
    envelope = split_envelope(
        "---\ntitle: Rain\n---\nDate: 2024-05-03\nSource: Example\n\nIt rains."
    )
    assert envelope.headline == "Rain"
    assert envelope.values("source_organization") == ("Example",)
    assert envelope.body == "It rains."
