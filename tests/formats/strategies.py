"""Articles of any content, for the round-trip properties."""

from __future__ import annotations

from hypothesis import strategies as st

from newsnorm import Article, Doubt, Edit, Language, Ledger, PartialDate, Removal, Step

any_text = st.text(max_size=60)
lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(
    lambda text: text == text.strip() and text != ""
)
maybe = st.none() | lines


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    """Draw a date of any precision, with or without an offset."""
    moment = draw(st.datetimes())
    known = draw(st.integers(1, 7))
    names = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    values = {name: getattr(moment, name) for name in names[:known]}
    offset = draw(st.none() | st.integers(-12 * 60, 14 * 60))
    return PartialDate(
        **values,
        offset=offset,
        role=draw(st.sampled_from(["published", "modified", "event", "unknown"])),
        inferred=draw(st.sampled_from([(), ("year",), ("year", "month")])),
        text=draw(lines),
        confidence=draw(st.sampled_from([0.25, 1.0])),
    )


changes = st.builds(
    lambda start, text, removed: (
        Removal(start=start, end=start + len(text), text=text, kind="share", rule="x.y")
        if removed
        else Edit(start=start, end=start + len(text), replacement="", reason="test", original=text)
    ),
    st.integers(0, 99),
    any_text,
    st.booleans(),
)
ledgers = st.builds(
    lambda rows: Ledger(steps=tuple(Step(stage=stage, edits=edits) for stage, edits in rows)),
    st.lists(st.tuples(lines, st.lists(changes, max_size=2).map(tuple)), max_size=2),
)
languages = st.builds(
    Language,
    tag=st.sampled_from(["de", "zh-Hant", "und"]),
    confidence=st.floats(0, 1),
    script=st.sampled_from(["Latn", "Zyyy"]),
    alternatives=st.sampled_from([(), (("nl", 0.125), ("en", 0.0625))]),
    reason=lines,
)
doubts = st.builds(
    Doubt, stage=lines, message=any_text, start=st.none() | st.integers(0, 9), end=st.none()
)
texts = st.lists(lines, max_size=3, unique=True).map(tuple)


def articles(text: st.SearchStrategy[str] = any_text) -> st.SearchStrategy[Article]:
    """Articles whose body is drawn from *text*."""
    return st.builds(
        Article,
        uri=maybe,
        headline=maybe,
        alternative_headline=maybe,
        description=maybe,
        article_body=text,
        in_language=st.sampled_from(["de", "zh-Hant", "und"]),
        date_published=st.none() | partial_dates(),
        date_modified=st.none() | partial_dates(),
        dateline=maybe,
        author=texts,
        publisher=maybe,
        source_organization=texts,
        article_section=maybe,
        keywords=texts,
        citation=texts,
        url=maybe,
        copyright_notice=maybe,
        is_based_on=texts,
        dates=st.lists(partial_dates(), max_size=2).map(tuple),
        language=st.none() | languages,
        encoding=st.none() | st.just("windows-1252"),
        extra=st.lists(st.tuples(lines, any_text), max_size=2).map(tuple),
        ledger=ledgers,
        doubts=st.lists(doubts, max_size=2).map(tuple),
    )
