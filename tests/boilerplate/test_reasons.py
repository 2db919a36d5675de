"""Every removal matches its rule: what a rule, a shape or a keyword says it took, it takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsnorm import strip_boilerplate
from newsnorm._text.rules import PLACES, Rule, RuleBook, shipped_rules
from newsnorm.boilerplate.inline import inline_rules, insets
from newsnorm.boilerplate.layers import Ruling
from newsnorm.boilerplate.lines import Line
from newsnorm.boilerplate.rows import row_of
from newsnorm.boilerplate.shapes import agency_line, link_line, shape_of
from newsnorm.model import Removal

RULES = {rule.id: rule for rule in shipped_rules().rules}
PROSE = (
    "The council of the small harbour town voted on Monday to rebuild the sea wall, which two "
    "storms had damaged in the winter, and set aside four million for the work."
)
LINES = st.sampled_from([line for rule in RULES.values() for line in (*rule.yes[:2], *rule.no[:1])])
OTHERS = st.sampled_from(
    [
        PROSE, PROSE + " (Reuters)", "#harbour #coast", "Harbour wall (IMAGO / Pool)", "abc/dpa",
        "12 March 2024", "Our channel https://www.youtube.com/example", "me@example.org",
        "12 March 2024 | 5 min read | By Jane Example", "Harbour wall after the storm",
    ]
)  # fmt: skip


def fits(rule: Rule, text: str) -> bool:
    """Whether a rule takes *text*, or takes it where it looks."""
    return any(RuleBook([rule], at=at).match(text) is not None for at in rule.at)


def matches(removal: Removal) -> bool:
    """Whether the reason of a removal holds for its text alone.

    Of a list of sources the first line does, of a caption its end; what the structure takes,
    and what stands beside it, has no reason of its own.
    """
    text = removal.text.strip()
    name = removal.rule
    line = text.split("\n")[0].strip()
    if name in RULES:
        rule = RULES[name]
        if rule.takes == "list":
            return removal.kind == "source_list"
        caption = any(one.cut.rule == name for one in insets(line, inline_rules())[0])
        return fits(rule, text) or fits(rule, line) or caption
    if name.startswith("row."):
        row = row_of(Line(0, len(line), line), Ruling(book=shipped_rules()))
        return row is not None and row[0].rule == name
    if name.startswith("structure.") or name == "shape.caption":
        return 0.5 <= removal.confidence <= 1.0
    if removal.scope == "inline":
        padded = f"{PROSE} {text} " if name == "shape.invisible" else f"{PROSE}{removal.text}"
        around = (padded, text + " " + PROSE, f"{PROSE} {text}")
        found = [one for line in around for one in insets(line, inline_rules())[0]]
        return any(one.cut.rule == name for one in found)
    if name == "shape.links":
        return link_line(line)[0]
    if name == "shape.agency":
        return agency_line(line, shipped_rules())
    shape = shape_of(line, shipped_rules())
    return shape is not None and shape.rule == name


@given(st.lists(LINES | OTHERS, max_size=12), st.booleans())
def test_every_removal_matches_its_rule(lines: list[str], thorough: bool) -> None:
    done = strip_boilerplate("\n".join(lines), thorough=thorough)
    for removal in done.removals:
        assert matches(removal), removal


def test_places_are_known() -> None:
    assert all(set(rule.at) <= set(PLACES) for rule in RULES.values())
