"""Every rule of every shipped pack, held against its own examples."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from newsnorm._text.rules import (
    PLACES,
    Rule,
    RuleBook,
    key_of,
    parse_pack,
    read_packs,
    shipped_books,
    shipped_rules,
)
from newsnorm.boilerplate.inline import InlineRules, inline_rules, insets
from newsnorm.boilerplate.suspects import Beginnings
from newsnorm.errors import RuleError

LANGUAGES = (
    "de en fr es it pt nl pl ru uk tr sv no da fi cs ro hu el ar he fa hi zh ja ko id vi".split()
)
RULES = shipped_rules().rules


def takes(rule: Rule, line: str) -> bool:
    """Whether a rule alone takes a line, or a piece of it."""
    if rule.at == ("line",):
        return RuleBook([rule]).match(line) is not None
    books = {at: RuleBook([rule], at=at) for at in PLACES}
    stems = {at: book.stems(3) for at, book in books.items()}
    rules = InlineRules(books=books, agencies=RuleBook(()), stems=stems, begins=Beginnings(()))
    found, _ = insets(line, rules)
    return bool(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_takes_and_leaves_its_examples(rule: Rule) -> None:
    assert rule.yes
    assert rule.no
    for line in rule.yes:
        assert takes(rule, line), line
    for line in rule.no:
        assert not takes(rule, line), line


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_a_rule_leaves_no_sure_rule_of_its_language_takes(rule: Rule) -> None:
    languages = frozenset({rule.language, "en"}) if rule.language else None
    inside = inline_rules(languages=languages)
    for line in rule.no:
        assert rule.at == ("line",) or not insets(line, inside)[0]
        hit = shipped_rules().match(line, languages=languages)
        assert hit is None or not hit.rule.sure or hit.rule.id in EXPECTED.get(rule.id, ())


EXPECTED: dict[str, tuple[str, ...]] = {}
"""Lines that one rule leaves and another is right to take."""


def test_there_is_a_pack_for_each_language_and_ids_are_unique() -> None:
    folder = resources.files("newsnorm") / "rules" / "lang"
    names = {pack.name.removesuffix(".toml") for pack in folder.iterdir()}
    assert set(LANGUAGES) <= names
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_covers_the_families_that_every_site_has(language: str) -> None:
    kinds = {rule.kind for rule in RULES if rule.language == language}
    assert {
        "share", "comments", "newsletter", "related", "video_teaser", "cookie_notice", "paywall",
        "affiliate", "copyright", "media_credit", "timestamp", "source_list", "agency_credit",
        "tags", "channel_links", "navigation",
    } <= kinds  # fmt: skip


def test_the_index_holds_what_the_packs_say() -> None:
    """If this fails, run scripts/build_rule_index.py."""
    rules = read_packs()
    assert shipped_rules().rules == rules
    for at, book in shipped_books().items():
        made = json.loads(json.dumps(RuleBook(rules, at=at).compiled()))
        assert book.compiled() == made


def test_patterns() -> None:
    rule = Rule(
        id="x.y",
        kind="broadcast_notice",
        pattern=("sent (on|at) <date_published> by <publisher>", "# notes", "*{end} watch"),
    )
    book = RuleBook([rule])
    hit = book.match("Sent on 3 May  2024 by Radio Example.")
    assert hit is not None
    line = "Sent on 3 May  2024 by Radio Example."
    assert [(name, line[start:end]) for name, start, end in hit.values] == [
        ("date_published", "3 May  2024"),
        ("publisher", "Radio Example"),
    ]
    assert book.match("1,204 Notes") is not None
    assert book.match("It rained. Watch") is not None
    assert book.match("They keep watch") is None
    assert book.match("") is None
    assert book.match("…") is None


def test_keys_set_case_marks_numbers_and_invisible_characters_aside() -> None:
    assert key_of("» Kommentare (12) «") == key_of("KOMMENTARE 3:")
    assert key_of("\u200fمشاركة\u200f") == "مشاركة"
    assert key_of("Source : AFP") == "source: afp"
    assert len(key_of("x" * 10_000_000)) < 1_000


@pytest.mark.parametrize(
    "pack",
    [
        "rule = 3",
        "[[rule]]\nkind = 'share'",
        "[[rule]]\nid = 'a'\nkind = 'nothing'\npattern = 'a'\nyes = 'a'",
        "[[rule]]\nid = 'a'\nkind = 'share'\nyes = 'a'",
        "[[rule]]\nid = 'a'\nkind = 'share'\npattern = 'a'",
        "[[rule]]\nid = 'a'\nkind = 'share'\npattern = 3\nyes = 'a'",
        "[[rule]]\nid = 'a'\nkind = 'share'\npattern = 'a'\nyes = 'a'\ncolour = 'red'",
        "[[rule]]\nid = 'a'\nkind = 'share'\npattern = 'a'\nyes = 'a'\ntakes = 'all'",
        "[[rule]]\nid = 'a'\nkind = 'share'\npattern = 'a'\nyes = 'a'\nat = 'top'",
        "[[rule]]\nid = 'a'\nkind = 'share'\npattern = 'a'\nyes = 'a'\n" * 2,
        "[[rule",
    ],
)
def test_a_malformed_pack_is_refused(pack: str) -> None:
    with pytest.raises(RuleError):
        parse_pack(pack, "own")


@pytest.mark.parametrize("pattern", ["a (b", "*", "(a|b|c|d)" * 8])
def test_a_malformed_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(RuleError):
        RuleBook([Rule(id="x.y", kind="share", pattern=(pattern,))])
