"""Code that users write; it must type-check under mypy --strict and pyrefly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from newsnorm import (
    Article,
    Damage,
    Decoded,
    Deduplication,
    DuplicateIndex,
    Edit,
    Envelope,
    Failure,
    Language,
    LanguageSpan,
    Ledger,
    NewsnormError,
    Options,
    PartialDate,
    Relation,
    Removal,
    Repaired,
    SiteTemplates,
    Stripped,
    apply_edits,
    decode,
    deduplicate,
    detect_language,
    detect_language_batch,
    detect_languages,
    find_dates,
    normalize,
    normalize_many,
    parse_date,
    repair,
    split_envelope,
    strip_boilerplate,
    strip_site,
)


def stages(data: bytes) -> str:
    decoded: Decoded = decode(data, declared="latin1")
    damage: tuple[Damage, ...] = decoded.damage
    repaired: Repaired = repair(decoded.text)
    envelope: Envelope = split_envelope(repaired.text)
    headline: str | None = envelope.headline
    stripped: Stripped = strip_boilerplate(envelope.body, language="de", thorough=True)
    removals: tuple[Removal, ...] = stripped.removals
    back: Stripped = stripped.restore(kind="share")
    language: Language = detect_language(back.text)
    spans: tuple[LanguageSpan, ...] = tuple(detect_languages(back.text))
    many: list[Language] = list(detect_language_batch(["a", "b"]))
    date: PartialDate | None = parse_date("2025-02", language=language.tag, region="DE")
    dates: tuple[PartialDate, ...] = find_dates(back.text, reference=datetime(2025, 2, 13))
    if date is not None and date.precision == "month" and date.month is not None:
        return f"{date.year}-{date.month + 1} {headline} {len(dates)} {len(many)}"
    return f"{len(damage)} {len(removals)} {len(spans)}"


def whole(path: Path) -> Article:
    article: Article = normalize(path, options=Options(thorough=True, rules_off=frozenset({"x"})))
    ledger: Ledger = article.ledger
    source: str = ledger.backward(article.article_body)
    start, end = ledger.source_span(0, 1)
    authors: tuple[str, ...] = article.author
    assert source[start:end] or authors
    return Article.from_dict(article.to_dict())


def many(paths: Iterator[Path]) -> list[str]:
    lines: list[str] = []
    for result in normalize_many(paths, jobs=2, on_error="yield"):
        if isinstance(result, Failure):
            error: NewsnormError = result.error
            lines.append(f"{result.source}: {error}")
        else:
            lines.append(result.article_body)
    return lines


def copies(articles: list[Article], texts: list[str], index_path: Path) -> int:
    result: Deduplication = deduplicate(articles)
    other: Deduplication = deduplicate(texts)
    relation: Relation
    for relation in (*result.relations, *other.relations):
        if relation.kind == "contains":
            return relation.passages[0].a_start
    with DuplicateIndex.open(index_path) as index:
        assert index
    return result.labels[0]


def site(texts: list[str]) -> list[str]:
    templates = SiteTemplates.learn(texts)
    one: Stripped = templates.strip(texts[0])
    return [one.text, *(item.text for item in strip_site(texts, language="de"))]


def edits() -> str:
    return apply_edits("abc", [Edit(start=0, end=1, replacement="x", reason="why")])


def detector(text: str, /) -> Language:
    return Language(tag="de", confidence=1.0, script="Latn")


OPTIONS = Options(language_detector=detector, site=SiteTemplates.learn(["a", "b"]))
