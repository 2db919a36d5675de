"""Which passages the five seed documents share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newsnorm.duplicates import deduplicate

SEEDS = Path(__file__).parents[2] / "seeds"
SHARED = {(0, 1): (7, 1850), (0, 2): (4, 900), (1, 2): (4, 900), (2, 4): (1, 66)}


def seeds() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]


def repaired(text: str) -> str:
    """Undo UTF-8 read as Mac Roman, line by line."""
    return "".join(
        line.encode("mac_roman", "replace").decode("utf-8", "replace")
        if "√" in line or "‚" in line
        else line
        for line in text.splitlines(keepends=True)
    )


@pytest.mark.parametrize("treat", [str, repaired])
def test_the_seeds_share_passages_and_nothing_merges(treat: Callable[[str], str]) -> None:
    texts = [treat(text) if number == 0 else text for number, text in enumerate(seeds())]
    result = deduplicate(texts)
    assert result.labels == (0, 1, 2, 3, 4)
    assert result.clusters == ()
    found = {(relation.a, relation.b): relation for relation in result.relations}
    found = {pair: relation for pair, relation in found.items() if relation.kind != "story"}
    assert found.keys() == SHARED.keys()
    for pair, (count, characters) in SHARED.items():
        passages = found[pair].passages
        assert found[pair].kind == "passages"
        assert len(passages) == count
        length = sum(passage.a_end - passage.a_start for passage in passages)
        assert abs(length - characters) <= 0.02 * characters


def test_a_passage_of_the_seeds_is_quoted_by_its_offsets() -> None:
    texts = seeds()
    relation = next(item for item in deduplicate(texts).relations if (item.a, item.b) == (2, 4))
    (passage,) = relation.passages
    here = texts[2][passage.a_start : passage.a_end]
    assert here == texts[4][passage.b_start : passage.b_end]
    assert here.startswith("Trump habe ihm Einzelheiten")
