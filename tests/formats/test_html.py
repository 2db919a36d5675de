"""Pages: text by blocks, what the page says of itself, and markup of any kind."""

from __future__ import annotations

import json
from html import escape

import pytest
from formats.strategies import lines
from hypothesis import example, given
from hypothesis import strategies as st

from newsnorm.formats import from_html
from newsnorm.formats.html_blocks import fragment_text, page_text
from newsnorm.formats.html_metadata import meta_charset, page_data
from newsnorm.formats.html_tokens import tokens

PAGE = """<!doctype html><html lang="de-AT"><head><meta charset=utf-8>
<title>Stausee wird saniert | Talblatt</title>
<meta property="og:title" content="Stausee wird saniert">
<meta property="og:site_name" content="Talblatt">
<meta property="article:tag" content="Wasser"><meta property="article:tag" content="Bau">
<link rel="canonical" href="https://talblatt.example/a/1">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "Organization", "@id": "#o", "name": "Talblatt"},
 {"@type": ["NewsArticle"], "headline": "Stausee wird saniert &amp; vertieft",
  "datePublished": "2025-03-04T05:06:00+01:00", "publisher": {"@id": "#o"},
  "author": [{"@type": "Person", "name": "Rosa Blau"}]}]}</script></head>
<body><nav><ul><li><a href="/">Start</a><li><a href="/s">Sport</a></ul></nav>
<main><article><h1>Stausee wird saniert</h1>
<p>Der Stausee oberhalb des Ortes wird von Mai an entleert und saniert.
<p>Das hat der Gemeinderat <b>einstimmig</b> beschlossen.<br>Die Kosten trägt das Land.
<aside>Anzeige: Jetzt kaufen</aside>
<ul><li>Beginn im Mai<li>Ende im Herbst</ul></article>
<article><a href="/a/2">Ein ganz anderer Artikel, der hier nur angerissen wird</a></article></main>
<footer>Impressum</footer></body></html>"""


def test_the_page_is_read_down_to_its_article() -> None:
    document = from_html(PAGE, extractor="blocks")
    assert document.text == (
        "Der Stausee oberhalb des Ortes wird von Mai an entleert und saniert.\n\n"
        "Das hat der Gemeinderat einstimmig beschlossen.\nDie Kosten trägt das Land.\n\n"
        "Beginn im Mai\n\nEnde im Herbst"
    )
    assert dict(document.fields) == {
        "headline": "Stausee wird saniert & vertieft",
        "date_published": "2025-03-04T05:06:00+01:00",
        "publisher": "Talblatt",
        "author": ("Rosa Blau",),
        "keywords": ("Wasser", "Bau"),
        "url": "https://talblatt.example/a/1",
        "in_language": "de-AT",
    }


def test_the_headline_is_not_kept_twice() -> None:
    page = "<title>One</title><h1>One</h1><p>Text of the page.</p>"
    assert from_html(page, extractor="blocks").text == "Text of the page."


def test_bytes_are_decoded_by_what_the_page_declares() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
    data = (page + "<p>Завод закрыли на ремонт до конца следующего месяца.</p>").encode("cp1251")
    assert meta_charset(data) == "windows-1251"
    assert from_html(data, extractor="blocks").text == (
        "Завод закрыли на ремонт до конца следующего месяца."
    )


def test_an_article_in_a_form_is_found_all_the_same() -> None:
    page = (
        "<form><p>The whole page of this old system stands inside of one form element.</p></form>"
    )
    assert page_text(page).startswith("The whole page")


def test_the_body_of_json_ld_is_taken_where_a_script_builds_the_page() -> None:
    body = "A first sentence that is long enough. " * 5
    node = {"@type": "NewsArticle", "headline": "T", "articleBody": f"<p>{body}</p>"}
    page = f'<script type="application/ld+json">{json.dumps(node)}</script><div id=app></div>'
    assert from_html(page, extractor="blocks").text == body.strip()


def test_trafilatura_takes_the_text_where_it_is_installed() -> None:
    pytest.importorskip("trafilatura", reason="the extra html")
    text = from_html(PAGE, extractor="trafilatura").text
    assert text is not None
    assert "einstimmig" in text
    assert "Impressum" not in text


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("a<br/>b", "a\nb"),
        ("<p>a\n  b\tc</p>", "a b c"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("a\xa0b &nbsp;c", "a\xa0b \xa0c"),
        ("<style>x{}</style><script>var a = '<p>no</p>'</script>yes", "yes"),
        ("<p>1 < 2 & 3 > 2</p>", "1 < 2 & 3 > 2"),
        ("<!-- <p>no</p> --><p>yes<!doctype x></p>", "yes"),
        ("<p title='a > b'>yes</p>", "yes"),
        ("<div><p>a</div></p></div>b", "a\n\nb"),
        ("<title>x</title><textarea><p></textarea>y", "y"),
        ("<a", ""),
        ("<p>x</p", "x"),
    ],
)
def test_markup(page: str, wanted: str) -> None:
    assert fragment_text(page) == wanted


@given(st.lists(lines, min_size=1, max_size=5))
def test_escaped_paragraphs_come_back(some: list[str]) -> None:
    page = "".join(f"<p>{escape(line)}</p>" for line in some)
    wanted = [" ".join(word for word in line.split(" ") if word) for line in some]
    assert fragment_text(page).split("\n\n") == wanted


_JOINED = (
    "< > </ <p <div> </div> <!-- --> <![CDATA[ <script> =' \" <a_href=x> </a> <svg> &amp; &#x; "
    '<title> text <article> <h1> <script_type="application/ld+json"> {"@type":"Article" </script> '
    "\x00 \ud800"
)
_PIECES = _JOINED.split(" ")
_MARKUP = st.lists(
    st.sampled_from(_PIECES).map(lambda piece: piece.replace("_", " ")), max_size=30
).map("".join)


@given(_MARKUP | st.text(max_size=80))
@example("<![x")
def test_any_markup_gives_a_document(page: str) -> None:
    document = from_html(page, extractor="blocks")
    assert isinstance(document.text, str)
    assert page_data(page).fields == dict(document.fields)
    assert all(token.kind in ("start", "end", "text") for token in tokens(page))


@given(st.binary(max_size=80))
def test_any_bytes_give_a_document(page: bytes) -> None:
    assert from_html(page, extractor="blocks").error is None


@pytest.mark.parametrize(
    "node",
    [
        "[" * 20_000,
        '{"a":' * 20_000,
        '{"@type": "NewsArticle", "headline": NaN}',
        "null",
        "7",
        '"x"',
    ],
)
def test_broken_json_ld_is_not_there(node: str) -> None:
    assert "author" not in page_data(f'<script type="application/ld+json">{node}</script>').fields
