"""The parts of a report about one article or one deduplication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsnorm.model import Article, Cluster, Deduplication, PartialDate, Passage, Relation
from newsnorm.report.changes import changes_table, text_with_changes
from newsnorm.report.markup import Address, direction, folded, here, short, table, tag, text

TINTS = 6
"""Tints that passages take in turn; the number beside each tells them apart."""

PASSAGES_SHOWN = 12
"""Passages of one pair that are written out; further ones are counted."""

CONTEXT_CODE_POINTS = 60
"""Text shown on either side of a shared passage."""

_FACTS = (
    ("alternative_headline", "kicker"),
    ("description", "standfirst"),
    ("dateline", "dateline"),
    ("author", "author"),
    ("publisher", "publisher"),
    ("source_organization", "agency"),
    ("article_section", "section"),
    ("keywords", "keywords"),
    ("citation", "sources"),
    ("url", "url"),
    ("copyright_notice", "copyright"),
    ("encoding", "encoding"),
    ("uri", "uri"),
)


def article_part(article: Article, number: int | None = None) -> str:
    """Return everything about one article."""
    headline = text(article.headline or "(no headline)")
    changes = len(article.ledger.edits)
    written = {"lang": article.in_language, "dir": direction(article.in_language)}
    content = [
        tag("h3", headline, **written),
        tag("dl", "".join(_facts(article))),
        _doubts(article),
        tag("div", text_with_changes(article), **written),
        folded(
            f"{changes:,} {'change' if changes == 1 else 'changes'} by reason",
            table(["stage", "reason", "times", "characters", "example"], changes_table(article)),
        ),
    ]
    anchor = None if number is None else f"a{number}"
    return tag("article", "".join(content), id=anchor)


def _facts(article: Article) -> Iterable[str]:
    yield _fact("language", _language(article))
    for name in ("date_published", "date_modified"):
        date: PartialDate | None = getattr(article, name)
        if date is not None:
            yield _fact(name.replace("_", " "), date_part(date))
    for name, label in _FACTS:
        value = getattr(article, name)
        if value:
            yield _fact(label, text("; ".join(value) if isinstance(value, tuple) else value))
    others = [date for date in article.dates if date.role not in ("published", "modified")]
    if others:
        yield _fact("dates in the text", "; ".join(map(date_part, others[:8])))


def _fact(label: str, content: str) -> str:
    return tag("dt", text(label)) + tag("dd", content)


def _language(article: Article) -> str:
    language = article.language
    if language is None:
        return text(article.in_language)
    others = ", ".join(f"{tag_} {share:.2f}" for tag_, share in language.alternatives[:3])
    more = f" (runners-up: {others})" if others else ""
    reason = f" – {language.reason}" if language.reason else ""
    return text(f"{article.in_language} {language.confidence:.2f}{more}{reason}")


def date_part(date: PartialDate) -> str:
    """Return a date: what was read, how precise, and the readings that were not taken.

    >>> date_part(PartialDate(year=2025, month=2, text="Februar 2025"))
    '<time datetime="2025-02">2025-02</time> (month) from “Februar 2025”'
    """
    when = date.isoformat()
    content = tag("time", text(when), datetime=when) + f" ({date.precision})"
    if date.text:
        content += f" from “{text(short(date.text, 60))}”"
    if date.inferred:
        content += text(f", inferred: {', '.join(date.inferred)}")
    if date.alternatives:
        refused = ", ".join(other.isoformat() for other in date.alternatives)
        content += text(f", not taken: {refused}")
    return content


def _doubts(article: Article) -> str:
    if not article.doubts:
        return ""
    items = "".join(tag("li", text(f"{doubt.stage}: {doubt.message}")) for doubt in article.doubts)
    return tag("ul", items, class_="doubts")


def overview_row(
    number: int, article: Article, result: Deduplication | None, address: Address = here
) -> list[str]:
    """Return the cells of one article in the overview."""
    removed = sum(change.end - change.start for change in article.ledger.edits)
    label = "" if result is None else str(result.labels[number])
    headline = tag(
        "a",
        text(short(article.headline or "(no headline)")),
        href=address(number),
        lang=article.in_language,
        dir=direction(article.in_language),
    )
    return [
        str(number),
        headline,
        text(article.in_language),
        text(article.date_published or "–"),
        f"{len(article.ledger.edits):,}",
        f"{removed:,}",
        f"{len(article.doubts):,}",
        label,
    ]


OVERVIEW_HEAD = [
    *("", "headline", "language", "published", "changes", "characters changed", "doubts"),
    "cluster",
]


def relation_part(relation: Relation, articles: Sequence[Article], address: Address = here) -> str:
    """Return two articles side by side, their shared passages numbered and tinted."""
    a, b = articles[relation.a], articles[relation.b]
    shown = relation.passages[:PASSAGES_SHOWN]
    left = [(item.a_start, item.a_end) for item in shown]
    right = [(item.b_start, item.b_end) for item in shown]
    summary = (
        f"{_link(relation.a, address)} {text(relation.kind)} {_link(relation.b, address)}: "
        f"{_shared(relation.passages)}"
        f"Jaccard {relation.jaccard:.2f}, containment {relation.containment:.2f}"
    )
    columns = _column(relation.a, a, left) + _column(relation.b, b, right)
    return folded(summary, tag("div", columns, class_="pair"), class_="relation")


def _link(number: int, address: Address) -> str:
    return tag("a", f"№ {number}", href=address(number))


def _shared(passages: Sequence[Passage]) -> str:
    """Return how much two articles share, in words; nothing if no passage is known."""
    if not passages:
        return ""
    characters = sum(passage.a_end - passage.a_start for passage in passages)
    noun = "passage" if len(passages) == 1 else "passages"
    return f"{len(passages)} {noun}, {characters:,} characters, "


def _column(number: int, article: Article, spans: list[tuple[int, int]]) -> str:
    body = article.article_body
    written = {"lang": article.in_language, "dir": direction(article.in_language)}
    items = []
    for index, (start, end) in sorted(enumerate(spans, 1), key=lambda item: item[1]):
        before = body[max(0, start - CONTEXT_CODE_POINTS) : start]
        after = body[end : end + CONTEXT_CODE_POINTS]
        mark = tag(
            "mark",
            tag("b", str(index)) + " " + text(body[start:end]),
            class_=f"tint{index % TINTS}",
        )
        items.append(tag("p", f"…{text(before)}{mark}{text(after)}…"))
    head = tag("h4", f"№ {number} " + text(short(article.headline or "(no headline)")))
    return tag("section", head + "".join(items), **written)


def cluster_part(cluster: Cluster, articles: Sequence[Article], address: Address = here) -> str:
    """Return the members of one cluster and which of them to keep."""
    items = []
    for member in cluster.members:
        notes = []
        if member == cluster.representative:
            notes.append(f"keep ({cluster.reason})")
        if member == cluster.first_seen:
            notes.append("first seen")
        name = text(short(articles[member].headline or "(no headline)"))
        date = text(articles[member].date_published or "undated")
        marks = "".join(" " + tag("strong", text(note)) for note in notes)
        items.append(tag("li", f"{_link(member, address)} {name}, {date}{marks}"))
    return tag("ul", "".join(items), class_="cluster")
