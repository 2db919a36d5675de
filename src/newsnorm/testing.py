"""Hypothesis strategies for the users of newsnorm.

Strategies make the kinds of text that news pipelines meet: clean sentences in
several languages, text garbled by a wrong charset, raw documents with their
envelope and boilerplate, articles with an exact ledger, and near duplicates.

Needs Hypothesis, which is no dependency of newsnorm: install it beside your
tests.  Once it is there, ``st.from_type(Article)`` knows what an article is
(an entry point tells it).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsnorm.errors import MissingExtraError
from newsnorm.model import Article, Change, Ledger, PartialDate, Removal, Step

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

try:
    from hypothesis import strategies as st
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("newsnorm.testing needs the package hypothesis") from error

__all__ = [
    "articles",
    "damaged_text",
    "near_duplicates",
    "partial_dates",
    "raw_documents",
    "sentences",
]

SENTENCES = {
    "cs": "Vláda dnes schválila nový rozpočet, řekla ministryně po zasedání v Praze.",
    "de": "Der Rat hat am Mittwoch über höhere Gebühren für Müll und Straßen beraten.",
    "el": "Η κυβέρνηση ανακοίνωσε νέα μέτρα για την ενέργεια και τις μεταφορές.",
    "es": "El ayuntamiento aprobó ayer una inversión pública para más años de educación.",
    "fr": "Le conseil a décidé hier soir de rouvrir l'école après les travaux d'été.",
    "hu": "A kormány új törvényt fogad el a jövő évi költségvetésről és az adókról.",
    "ja": "政府は水曜日、来年度の予算案について協議したと発表した。",
    "pl": "Rząd przyjął w środę nową ustawę o ochronie środowiska i żeglugi śródlądowej.",
    "ru": "Правительство обсудило в среду новый бюджет и меры поддержки регионов.",
    "tr": "Belediye başkanı çarşamba günü yeni köprünün açılışını yaptığını söyledi.",
    "zh": "市政府星期三宣布将投资建设新的铁路和公路桥梁。",
}
"""One sentence a language, written for this module."""

CODECS = ("latin-1", "cp1252", "mac_roman", "cp1250", "cp1251", "koi8-r", "cp437")
"""Codecs that UTF-8 is often read with by mistake."""

BOILERPLATE = (
    "Share this article",
    "Read more: Council agrees on budget",
    "© 2025 Example Publishing. All rights reserved.",
    "Photo: Ana Example / Agency",
    "Sign up for our newsletter",
    "#council #budget",
)
"""Lines as platforms add them."""


def sentences(*, languages: tuple[str, ...] = tuple(SENTENCES)) -> SearchStrategy[str]:
    """Return clean sentences in *languages* (BCP 47).

    >>> from hypothesis import find
    >>> find(sentences(languages=("ja",)), lambda text: True)[:2]
    '政府'
    """
    return st.sampled_from([SENTENCES[language] for language in languages])


@st.composite
def _damaged(draw: DrawFn, clean: SearchStrategy[str]) -> tuple[str, str]:
    """Return a clean text, and the same as it looks after a wrong decoding."""
    text = draw(clean)
    codec = draw(st.sampled_from(CODECS))
    data = text.encode()
    try:
        return text, data.decode(codec)
    except UnicodeDecodeError:
        return text, data.decode("latin-1")


def damaged_text(*, clean: SearchStrategy[str] | None = None) -> SearchStrategy[tuple[str, str]]:
    """Return pairs of a clean text and the same text garbled by a wrong charset.

    >>> from hypothesis import find
    >>> german = sentences(languages=("de",))
    >>> clean, garbled = find(damaged_text(clean=german), lambda pair: "Ã¼" in pair[1])
    >>> "über" in clean, "Ã¼ber" in garbled
    (True, True)
    """
    return _damaged(sentences() if clean is None else clean)


def partial_dates() -> SearchStrategy[PartialDate]:
    """Return dates known to the year, the month, the day or the minute.

    >>> from hypothesis import find
    >>> find(partial_dates(), lambda date: date.precision == "month").isoformat()
    '2000-01'
    """
    year, month, day = st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 28)
    hour, minute, offset = st.integers(0, 23), st.integers(0, 59), st.sampled_from([None, 0, 60])
    year = year.map(lambda value: 2000 + (value - 1990) % 41)
    return st.one_of(
        st.builds(PartialDate, year=year),
        st.builds(PartialDate, year=year, month=month),
        st.builds(PartialDate, year=year, month=month, day=day),
        st.builds(
            PartialDate, year=year, month=month, day=day, hour=hour, minute=minute, offset=offset
        ),
    )


@st.composite
def _raw_document(draw: DrawFn) -> str:
    """Return a document with an envelope, a body and boilerplate between its lines."""
    head = draw(
        st.sampled_from(
            [
                "",
                "---\ntitle: Council agrees\ndate: 2025-02-13T10:00:00+01:00\n---\n",
                "Date: Thu, 13 Feb 2025 01:00:00 +0100\nFrom: Desk\n\n",
                "Council agrees\n\n",
                "Council agrees\nCouncil agrees\n",
                "[Council agrees](https://example.org/1)\n\n",
            ]
        )
    )
    lines = draw(
        st.lists(st.one_of(sentences(), st.sampled_from(BOILERPLATE)), min_size=1, max_size=8)
    )
    return (
        head + draw(st.sampled_from(["\n", "\n\n"])).join(lines) + draw(st.sampled_from(["", "\n"]))
    )


def raw_documents() -> SearchStrategy[str]:
    """Return documents as crawlers find them: envelope, body, boilerplate.

    >>> from hypothesis import find
    >>> find(raw_documents(), lambda text: text.startswith("---")).splitlines()[1]
    'title: Council agrees'
    """
    return _raw_document()


@st.composite
def _article(draw: DrawFn) -> Article:
    """Return an article whose ledger is exact: some lines of its source were removed."""
    kept = draw(st.lists(sentences(), min_size=1, max_size=4))
    edits: list[Change] = []
    source = ""
    for line in kept:
        if draw(st.booleans()):
            text = draw(st.sampled_from(BOILERPLATE)) + "\n"
            removal = Removal(
                start=len(source),
                end=len(source) + len(text),
                text=text,
                kind="share",
                rule="testing",
            )
            edits.append(removal)
            source += text
        source += line + "\n"
    steps = (Step(stage="boilerplate", edits=tuple(edits)),) if edits else ()
    ledger = Ledger(steps=steps)
    return Article(
        headline=draw(st.none() | sentences()),
        article_body=ledger.forward(source),
        in_language=draw(st.sampled_from([*SENTENCES, "und"])),
        date_published=draw(st.none() | partial_dates()),
        author=tuple(draw(st.lists(st.sampled_from(["Ana Example", "Bo Muster"]), max_size=2))),
        ledger=ledger,
    )


def articles() -> SearchStrategy[Article]:
    """Return articles whose ledgers are exact.

    >>> from hypothesis import find
    >>> article = find(articles(), lambda article: bool(article.ledger.steps))
    >>> article.ledger.backward(article.article_body) != article.article_body
    True
    """
    return _article()


@st.composite
def _near_duplicates(draw: DrawFn) -> tuple[str, str]:
    """Return a text of many sentences and a copy with one of them changed."""
    languages = [language for language in SENTENCES if language not in ("ja", "zh")]
    words = " ".join(SENTENCES[language] for language in languages).split()
    order = draw(st.permutations(range(len(words))))
    text = [words[index] for index in order]
    place = draw(st.integers(0, len(text) - 1))
    return " ".join(text), " ".join([*text[:place], "changed", *text[place + 1 :]])


def near_duplicates() -> SearchStrategy[tuple[str, str]]:
    """Return pairs of texts of about a hundred words that differ in one of them.

    >>> from hypothesis import find
    >>> a, b = find(near_duplicates(), lambda pair: True)
    >>> sum(x != y for x, y in zip(a.split(), b.split()))
    1
    """
    return _near_duplicates()
