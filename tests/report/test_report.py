"""The report: complete, well-formed, and safe whatever the text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import (
    Article,
    Cluster,
    Deduplication,
    Doubt,
    Edit,
    Language,
    Ledger,
    OptionError,
    PartialDate,
    Passage,
    Relation,
    Removal,
    Repaired,
    SourceError,
    Step,
    Stripped,
    normalize,
)
from newsnorm.cli import main
from newsnorm.formats import write
from newsnorm.report import notebook_html, pages_folder, render_report, write_report
from newsnorm.report.changes import runs

NASTY = "<script>alert(1)</script>&amp;\"'\x00\ud800</style><!--"
VOID = {"meta", "link", "br", "img"}


class Checker(HTMLParser):
    """Collects elements and text, and notices what is not well formed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def checked(page: str) -> Checker:
    page.encode("utf-8")
    checker = Checker()
    checker.feed(page)
    checker.close()
    assert checker.open == []
    assert "script" not in checker.tags
    assert not [name for name, _ in checker.attributes if name.startswith("on")]
    return checker


def nasty_article() -> Article:
    text = NASTY + " Text " + NASTY
    date = PartialDate(
        year=2025,
        month=2,
        role="published",
        text=NASTY,
        alternatives=(PartialDate(year=2025, month=3),),
    )
    edit = Edit(start=0, end=1, original="x", replacement="<", reason=NASTY, evidence=NASTY)
    removal = Removal(
        start=len(text), end=len(text) + 9, text="<b>Share\n", kind="share", rule=NASTY
    )
    return Article(
        uri=NASTY,
        headline=NASTY,
        description=NASTY,
        article_body=text,
        in_language="ar",
        language=Language(tag="ar", confidence=0.9, script="Arab", alternatives=(("fa", 0.1),)),
        date_published=date,
        author=(NASTY,),
        keywords=(NASTY, "b"),
        dates=(date,),
        ledger=Ledger(
            steps=(
                Step(stage="mojibake", edits=(edit,)),
                Step(stage="boilerplate", edits=(removal,)),
            )
        ),
        doubts=(Doubt(stage=NASTY, message=NASTY),),
    )


def related(articles: list[Article]) -> Deduplication:
    passage = Passage(a_start=1, a_end=9, b_start=0, b_end=8)
    return Deduplication(
        labels=(0, 0, 2),
        clusters=(Cluster(members=(0, 1), representative=1, reason=NASTY, first_seen=0),),
        relations=(
            Relation(a=0, b=1, kind="near", jaccard=0.9, containment=1.0),
            Relation(a=0, b=2, kind="passages", jaccard=0.1, containment=0.2, passages=(passage,)),
        ),
        stats={"documents": len(articles)},
    )


def test_markup_in_the_text_is_shown_not_run() -> None:
    articles = [nasty_article()] * 3
    checker = checked(render_report(articles, related(articles), title=NASTY))
    assert "<script>alert(1)</script>" in "".join(checker.text)


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_gives_a_well_formed_page(text: str) -> None:
    article = normalize(text)
    page = render_report([article])
    checked(page)
    assert page == render_report([article])


@given(
    st.text("abc äöü\n", max_size=30).map(
        lambda text: "Rat tagt\n\nDer Rat in KÃ¶ln tagt heute.\n" + text + "Share this article\n"
    )
)
def test_the_runs_are_the_repaired_text(text: str) -> None:
    article = normalize(text)
    found = runs(article)
    kept = "".join(run.text for run in found if run.removal is None)
    assert kept == article.article_body
    repaired = sum(run.edit is not None for run in found)
    assert repaired == sum(isinstance(change, Edit) for change in article.ledger.edits)


def test_every_change_has_its_kind_in_words_not_only_in_colour() -> None:
    checker = checked(render_report([nasty_article()]))
    assert "share " in checker.text
    assert {"del", "ins", "s"} <= set(checker.tags)


def test_language_and_direction_are_set() -> None:
    checker = checked(render_report([nasty_article()]))
    assert ("dir", "rtl") in checker.attributes
    assert ("lang", "ar") in checker.attributes


def test_the_page_asks_for_nothing_from_outside() -> None:
    articles = [nasty_article()] * 3
    checker = checked(render_report(articles, related(articles)))
    links = [value or "" for name, value in checker.attributes if name in ("href", "src")]
    assert links
    assert all(link.startswith("#a") for link in links)


def test_readings_that_were_not_taken_are_named() -> None:
    assert "not taken: 2025-03" in "".join(checked(render_report([nasty_article()])).text)


def test_many_articles_are_folded() -> None:
    articles = [Article(headline=f"Nr. {n}", article_body="Text.") for n in range(120)]
    page = render_report(articles)
    checker = checked(page)
    assert checker.tags.count("article") == 120
    assert page.count("<details open") == 2


def test_nothing_to_report_is_a_page_too() -> None:
    checked(render_report([]))
    checked(render_report([], Deduplication(labels=(), clusters=(), relations=())))


@pytest.mark.parametrize(
    "value",
    [
        nasty_article(),
        Repaired(text=NASTY, edits=nasty_article().ledger.steps[0].edits),  # type: ignore[arg-type]
        Stripped(text=NASTY, removals=nasty_article().ledger.steps[1].edits),  # type: ignore[arg-type]
        related([]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_notebooks_show_the_same_parts(
    value: Article | Repaired | Stripped | Deduplication,
) -> None:
    assert checked(notebook_html(value)).tags
    assert value._repr_html_() == notebook_html(value)


def test_a_report_is_written_or_refused(tmp_path: Path) -> None:
    write_report(tmp_path / "new" / "r.html", [Article()])
    assert (tmp_path / "new" / "r.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(SourceError):
        write_report(tmp_path, [])


@pytest.fixture
def paged(tmp_path: Path) -> Path:
    """A report whose three articles stand on two pages; its name needs quoting in a link."""
    path = tmp_path / "my report #1.html"
    articles = [nasty_article()] * 3
    write_report(path, articles, related(articles), title=NASTY, articles_a_page=2)
    return path


def links_of(page: Path) -> set[Path]:
    """Return the files that a page links to; each anchor has to be there."""
    found = set()
    for name, value in checked(page.read_text("utf-8")).attributes:
        if name in ("href", "src") and value is not None:
            file, _, anchor = value.partition("#")
            target = page if not file else (page.parent / unquote(file)).resolve()
            found.add(target)
            there = checked(target.read_text("utf-8")).attributes
            assert not anchor or ("id", anchor) in there
    return found


def test_the_pages_of_a_large_report_are_linked_both_ways(paged: Path) -> None:
    folder = pages_folder(paged)
    first, second = folder / "articles-0.html", folder / "articles-1.html"
    assert sorted(folder.iterdir()) == [first, second]
    assert links_of(paged) == {first, second}
    assert links_of(first) == {paged, second}
    assert links_of(second) == {paged, first}


def test_the_pages_of_a_large_report_hold_each_article_once(paged: Path) -> None:
    pages = [checked(page.read_text("utf-8")) for page in sorted(pages_folder(paged).iterdir())]
    assert [page.tags.count("article") for page in pages] == [2, 1]
    ids = [value for page in pages for name, value in page.attributes if name == "id"]
    assert ids == ["a0", "a1", "a2"]
    assert "article" not in checked(paged.read_text("utf-8")).tags
    policy = ("content", "default-src 'none'; style-src 'unsafe-inline'")
    assert all(policy in page.attributes for page in pages)


def test_a_smaller_report_takes_the_pages_of_a_larger_one_away(paged: Path) -> None:
    folder = pages_folder(paged)
    write_report(paged, [nasty_article()] * 2, articles_a_page=1)
    assert len(list(folder.iterdir())) == 2
    (folder / "notes.txt").write_text("mine", "utf-8")
    write_report(paged, [nasty_article()])
    assert [item.name for item in folder.iterdir()] == ["notes.txt"]


def test_a_page_has_an_article(tmp_path: Path) -> None:
    with pytest.raises(OptionError):
        write_report(tmp_path / "r.html", [], articles_a_page=0)


def test_few_articles_are_one_file(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    write_report(path, [nasty_article()] * 3)
    assert list(tmp_path.iterdir()) == [path]


def test_the_command_writes_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles, path = tmp_path / "a.jsonl", tmp_path / "r.html"
    write([Article(article_body="Rain."), Article(article_body="Sun.")], articles)
    assert main(["report", str(articles), "-o", str(path), "--articles-a-page", "1"]) == 0
    assert len(list(pages_folder(path).iterdir())) == 2
    assert str(pages_folder(path)) in capsys.readouterr().err
    assert main(["report", str(articles), "--articles-a-page", "0"]) == 2


def test_the_commands_write_reports(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rat tagt\n\nDer Rat in Köln tagt heute Abend.\n", "utf-8")
    articles, one, two = (str(tmp_path / name) for name in ("a.jsonl", "1.html", "2.html"))
    assert main(["normalize", str(tmp_path / "a.txt"), "-o", articles, "--report", one]) == 0
    assert main(["report", articles, "-o", two]) == 0
    assert Path(one).read_text("utf-8") == Path(two).read_text("utf-8")
