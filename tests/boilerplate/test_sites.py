"""SiteTemplates and strip_site."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import SiteTemplates, apply_edits, strip_site
from newsnorm.errors import FormatError, InputTypeError, SourceError

STORIES = (
    "Snow fell in the valley all night, and the road over the pass was closed until noon.",
    "A choir of ninety singers opened the festival with songs that nobody had heard for a century.",
    "The bakery at the corner closes after eighty years because no successor could be found.",
    "Two hikers were found unharmed in a hut after a search that had lasted for more than a day.",
)
HEAD = ("Example Post", "News from the valley", "Menu")
FOOT = ("About us", "Imprint of the Example Post", "Jobs and careers")


def page(story: str, *inside: str) -> str:
    return "\n".join((*HEAD, story, *inside, f"{story} {story[::-1]} and so on.", *FOOT))


PAGES = [page(story) for story in STORIES]


def test_what_a_site_repeats_goes() -> None:
    templates = SiteTemplates.learn(PAGES)
    for text, story in zip(PAGES, STORIES, strict=True):
        done = templates.strip(text)
        assert done.text.startswith(story)
        assert not any(line in done.text for line in (*HEAD, *FOOT))
        assert {removal.kind for removal in done.removals} == {"site_template"}
        assert apply_edits(text, done.removals) == done.text


def test_the_same_article_twice_is_one_article() -> None:
    templates = SiteTemplates.learn([PAGES[0], PAGES[0] + "\nCrawled again", PAGES[0]])
    assert templates.articles == 1
    assert templates.strip(PAGES[0]).text == PAGES[0]
    twice = SiteTemplates.learn([*PAGES, PAGES[0] + "\nCrawled again"])
    assert STORIES[0] in twice.strip(PAGES[0]).text


def test_a_recurring_sub_headline_stays() -> None:
    pages = [page(story, "What we know so far") for story in STORIES]
    for done in strip_site(pages):
        assert "What we know so far" in done.text
        assert "Menu" not in done.text


def test_learned_at_once_in_parts_or_merged_is_the_same(tmp_path: Path) -> None:
    at_once = SiteTemplates.learn(PAGES)
    assert SiteTemplates.learn(reversed(PAGES)) == at_once
    assert SiteTemplates.learn(PAGES[:1]).update(PAGES[1:]) == at_once
    merged = SiteTemplates.learn(PAGES[:2]).merge(SiteTemplates.learn(PAGES[1:]))
    assert merged == at_once
    assert hash(merged) == hash(at_once)
    at_once.save(tmp_path / "site.json")
    loaded = SiteTemplates.load(tmp_path / "site.json")
    assert loaded == at_once
    assert loaded.strip(PAGES[0]) == at_once.strip(PAGES[0])
    assert "Menu" not in (tmp_path / "site.json").read_text(encoding="utf-8")
    assert repr(loaded) == "SiteTemplates(4 articles, 6 repeated lines)"
    assert loaded != "Menu"


def test_files_that_hold_something_else(tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    with pytest.raises(SourceError):
        SiteTemplates.load(path)
    with pytest.raises(SourceError):
        SiteTemplates().save(tmp_path / "none" / "site.json")
    for content in ("{", "[]", "{}", '{"version": 99}', '{"version": 1, "documents": [1]}'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(FormatError):
            SiteTemplates.load(path)


def test_what_is_no_string_is_refused() -> None:
    with pytest.raises(InputTypeError):
        SiteTemplates.learn([b"bytes"])  # type: ignore[list-item]


LINE = st.one_of(st.sampled_from([*HEAD, *FOOT, *STORIES]), st.text(max_size=30))


@given(st.lists(st.lists(LINE, max_size=8).map("\n".join), max_size=5))
def test_strip_site_gives_one_result_a_text(texts: list[str]) -> None:
    done = strip_site(texts)
    assert len(done) == len(texts)
    for text, one in zip(texts, done, strict=True):
        assert apply_edits(text, one.removals) == one.text


@given(st.lists(st.lists(LINE, max_size=8).map("\n".join), max_size=4), st.randoms())
def test_the_order_of_documents_does_not_matter(texts: list[str], random: object) -> None:
    shuffled = sorted(texts, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert SiteTemplates.learn(texts) == SiteTemplates.learn(shuffled)
