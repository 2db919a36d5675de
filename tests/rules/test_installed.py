"""Rule packs of other packages, by entry point."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from newsnorm import RuleError, strip_boilerplate
from newsnorm._text import rules
from newsnorm.boilerplate import strip

PACK = """language = "en"
[[rule]]
id = "club"
kind = "donation"
pattern = ["join the (quux|) gazette club *"]
yes = ["Join the Gazette club today"]
"""


@pytest.fixture
def packs(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, object]]:
    """Entry points by name, as if packages had brought them."""
    found: dict[str, object] = {}

    class Point(EntryPoint):
        def load(self) -> object:
            pack = found[self.name]
            if isinstance(pack, Exception):
                raise pack
            return pack

    def points(*, group: str) -> list[EntryPoint]:
        return [Point(name, "somewhere:PACK", group) for name in found]

    monkeypatch.setattr(rules, "entry_points", points)
    _forget()
    yield found
    _forget()


def _forget() -> None:
    rules.installed_rules.cache_clear()
    for value in vars(strip).values():
        if hasattr(value, "cache_clear"):
            value.cache_clear()
    rules.shipped_rules()


TEXT = "The dam broke at noon, the fire brigade said on Monday.\nJoin the Gazette club for less\n"


@pytest.mark.parametrize("as_file", [False, True])
def test_a_pack_counts_like_ours(
    packs: dict[str, object], tmp_path: Path, *, as_file: bool
) -> None:
    path = tmp_path / "gazette.toml"
    path.write_text(PACK, "utf-8")
    packs["gazette"] = path if as_file else PACK
    (removal,) = strip_boilerplate(TEXT).removals
    assert (removal.rule, removal.kind) == ("gazette.club", "donation")


@pytest.mark.parametrize("pack", ["[[rule]]\nid = 3", ImportError("no such module"), 7])
def test_a_pack_that_fails_is_named(packs: dict[str, object], pack: object) -> None:
    packs["broken"] = pack
    with pytest.raises(RuleError, match="broken"):
        strip_boilerplate(TEXT)


def test_without_packs_nothing_changes(packs: dict[str, object]) -> None:
    assert not packs
    assert rules.installed_rules() == ()
