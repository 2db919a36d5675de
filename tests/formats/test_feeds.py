"""Feeds: RSS and Atom as they are, broken ones, and bombs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import FormatError, NewsnormError
from newsnorm.formats import from_feed

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel>
<title>Küstenblatt</title><language>de-DE</language>
<image><title>Logo</title><link>https://kueste.example/logo</link></image>
<item><title>Hafen wächst &amp;amp; lärmt</title><link>https://kueste.example/1</link>
<guid isPermaLink="false">k-1</guid><pubDate>Tue, 04 Mar 2025 05:06:00 +0100</pubDate>
<dc:creator>Rosa Blau</dc:creator><category>Hafen</category><category>Verkehr</category>
<description>Kurz gesagt.</description><media:title>Bild</media:title>
<content:encoded><![CDATA[<p>Der Hafen wächst.</p><p>Das freut nicht alle.</p>]]></content:encoded>
</item><item><title>Ohne Text</title></item></channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Coast</title>
<entry><title type="html">Port &lt;b&gt;grows&lt;/b&gt;</title><id>urn:x:1</id>
<author><name>Rosa Blue</name><uri>https://coast.example/rosa</uri></author>
<link rel="self" href="https://coast.example/1.atom"/><link href="https://coast.example/1"/>
<published>2025-03-04T05:06:00+01:00</published><updated>2025-03-05T00:00:00Z</updated>
<category term="port"/><source><title>Elsewhere</title><id>urn:x:0</id></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It grows &amp; grows.</p>
<p>Not <em>all</em> like it.</p></div></content></entry></feed>"""


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_rss(encoding: str) -> None:
    first, second = from_feed(RSS.format(encoding=encoding).encode(encoding), uri="f.xml")
    assert first.text == "Der Hafen wächst.\n\nDas freut nicht alle."
    assert first.uri == "k-1"
    assert dict(first.fields) == {
        "headline": "Hafen wächst & lärmt",
        "date_published": "Tue, 04 Mar 2025 05:06:00 +0100",
        "author": ("Rosa Blau",),
        "keywords": ("Hafen", "Verkehr"),
        "publisher": "Küstenblatt",
        "in_language": "de-DE",
        "description": "Kurz gesagt.",
        "url": "https://kueste.example/1",
    }
    assert (second.text, second.uri) == ("", "f.xml#2")


def test_atom() -> None:
    (entry,) = from_feed(ATOM)
    assert entry.text == "It grows & grows.\n\nNot all like it."
    assert entry.uri == "urn:x:1"
    assert dict(entry.fields) == {
        "headline": "Port grows",
        "author": ("Rosa Blue",),
        "date_published": "2025-03-04T05:06:00+01:00",
        "date_modified": "2025-03-05T00:00:00Z",
        "keywords": ("port",),
        "publisher": "Coast",
        "in_language": "en",
        "url": "https://coast.example/1",
    }


def test_bytes_that_are_not_what_the_feed_declares() -> None:
    title = "Завод закрыли на ремонт до конца следующего месяца"
    feed = f'<?xml version="1.0" encoding="utf-8"?><rss><item><title>{title}</title></item></rss>'
    (document,) = from_feed(feed.encode("cp1251"))
    assert document.fields["headline"] == title
    first, _ = from_feed(RSS.format(encoding="utf-8").encode("cp1252"))
    assert first.fields["headline"] == "Hafen wächst & lärmt"


def test_a_broken_feed_is_read_by_feedparser() -> None:
    pytest.importorskip("feedparser", reason="the extra feeds")
    broken = RSS.format(encoding="utf-8").replace("</guid>", "").replace("&amp;amp;", "&nbsp;und")
    documents = from_feed(broken.encode())
    assert documents[0].fields["author"] == ("Rosa Blau",)
    assert "Der Hafen wächst." in str(documents[0].text)


BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><title>&b;</title></channel></rss>"""


@pytest.mark.parametrize(
    "feed",
    [
        BOMB,
        BOMB.replace(b'ENTITY a "aaaaaaaaaa"', b'ENTITY a SYSTEM "file:///etc/hostname"'),
        b"<rss>" + b"<a>" * 1000 + b"</a>" * 1000 + b"</rss>",
        b"<html><body/></html>",
        b"",
        b"no feed",
        b"\x00\xff",
    ],
)
def test_what_is_refused(feed: bytes) -> None:
    with pytest.raises(FormatError):
        from_feed(feed)


@given(
    st.lists(
        st.sampled_from(["<rss>", "</rss>", "<item>", "</item>", "<title>", "</title>", "x", "&"])
        | st.text(max_size=3),
        max_size=12,
    ).map("".join)
)
def test_anything_gives_documents_or_an_error_of_our_tree(feed: str) -> None:
    try:
        documents = from_feed(feed.encode("utf-8", "surrogatepass"))
    except NewsnormError:
        return
    assert all(isinstance(document.text, str) for document in documents)
