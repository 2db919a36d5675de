"""The article: schema.org names in snake case, the ledger, and the doubts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import asdict, field, fields, frozen

from newsnorm.errors import FormatError, shortened
from newsnorm.model.dates import PartialDate
from newsnorm.model.display import notebook_html
from newsnorm.model.edits import Edit, Ledger, Removal, Step
from newsnorm.model.results import Doubt, Language

_DATES = ("date_published", "date_modified")
_TEXT_LISTS = ("author", "keywords", "citation", "is_based_on")


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    """Take any iterable of strings, but not a string for its letters."""
    if isinstance(values, str):
        raise FormatError(f"expected several strings, not one: {shortened(values)}")
    return tuple(values)


@frozen(kw_only=True)
class Article:
    """One news article, as schema.org's ``NewsArticle`` names its parts.

    A field that the source does not state is ``None`` or empty: nothing is
    invented.  ``article_body`` is the text without envelope and boilerplate;
    ``ledger.backward(article_body)`` is the decoded source.
    ``alternative_headline`` holds a kicker; ``description`` the standfirst;
    ``source_organization`` the agency credited; ``citation`` the source list;
    ``dates`` every date found in header and body, with its role; ``extra``
    header fields that schema.org has no name for; ``encoding`` the charset of
    the bytes; ``language`` the whole answer behind ``in_language``; ``doubts``
    what a careful user should know.

    >>> article = Article(headline="Hello", article_body="Text.", in_language="en")
    >>> Article.from_dict(article.to_dict()) == article
    True
    """

    uri: str | None = None
    headline: str | None = None
    alternative_headline: str | None = None
    description: str | None = None
    article_body: str = ""
    in_language: str = "und"
    date_published: PartialDate | None = None
    date_modified: PartialDate | None = None
    dateline: str | None = None
    author: tuple[str, ...] = field(default=(), converter=_texts)
    publisher: str | None = None
    source_organization: tuple[str, ...] = field(default=(), converter=_texts)
    article_section: str | None = None
    keywords: tuple[str, ...] = field(default=(), converter=_texts)
    citation: tuple[str, ...] = field(default=(), converter=_texts)
    url: str | None = None
    copyright_notice: str | None = None
    is_based_on: tuple[str, ...] = field(default=(), converter=_texts)
    dates: tuple[PartialDate, ...] = ()
    language: Language | None = None
    encoding: str | None = None
    extra: tuple[tuple[str, str], ...] = ()
    ledger: Ledger = field(factory=Ledger)
    doubts: tuple[Doubt, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return plain values that JSON can hold; empty fields are left out."""
        values: dict[str, object] = {}
        for name in _PLAIN_FIELDS:
            value = getattr(self, name)
            if value is not None and value != ():
                values[name] = _plain(value)
        if self.language is not None:
            values["language"] = _plain(asdict(self.language, recurse=False))
        values["ledger"] = [
            {"stage": step.stage, "edits": [_change_to_dict(change) for change in step.edits]}
            for step in self.ledger.steps
        ]
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Article:
        """Return the article that :meth:`to_dict` wrote.

        Raises :class:`FormatError` if *values* is not such a dictionary.
        """
        try:
            return cls(**_typed(values))
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            raise FormatError(f"not an article: {shortened(values)} ({error})") from error

    def _repr_html_(self) -> str:
        return notebook_html(self)

    def __repr__(self) -> str:
        return (
            f"<Article {shortened(self.headline, 50)} {self.in_language} "
            f"{self.date_published or 'undated'}, {len(self.article_body)} characters, "
            f"{len(self.ledger.edits)} edits, {len(self.doubts)} doubts>"
        )


_PLAIN_FIELDS = tuple(
    item.name for item in fields(Article) if item.name not in ("ledger", "language")
)


def _plain(value: Any) -> Any:
    """Turn attrs values and tuples into what JSON can hold."""
    if isinstance(value, PartialDate):
        return value.to_dict()
    if isinstance(value, Doubt):
        return {
            name: item for name, item in asdict(value, recurse=False).items() if item is not None
        }
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


_CHANGE_FIELDS = {kind: tuple(item.name for item in fields(kind)) for kind in (Edit, Removal)}


def _change_to_dict(change: Edit | Removal) -> dict[str, Any]:
    return {name: getattr(change, name) for name in _CHANGE_FIELDS[type(change)]}


def _change_from_dict(values: dict[str, Any]) -> Edit | Removal:
    return Removal(**values) if "kind" in values else Edit(**values)


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Turn what JSON held back into the types of the article's fields."""
    typed = dict(values)
    for name in _DATES:
        if name in typed:
            typed[name] = PartialDate.from_dict(typed[name])
    for name in _TEXT_LISTS:
        if name in typed:
            typed[name] = tuple(typed[name])
    typed["dates"] = tuple(PartialDate.from_dict(date) for date in values.get("dates", ()))
    typed["extra"] = tuple((str(name), str(value)) for name, value in values.get("extra", ()))
    typed["doubts"] = tuple(Doubt(**doubt) for doubt in values.get("doubts", ()))
    if "language" in typed:
        language = dict(typed["language"])
        language["alternatives"] = tuple(
            (str(tag), float(share)) for tag, share in language.get("alternatives", ())
        )
        typed["language"] = Language(**language)
    typed["ledger"] = Ledger(
        steps=tuple(
            Step(stage=step["stage"], edits=tuple(map(_change_from_dict, step["edits"])))
            for step in values.get("ledger", ())
        )
    )
    return typed
