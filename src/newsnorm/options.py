"""The one place for everything that a user may set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol, runtime_checkable

from attrs import field, frozen

from newsnorm.errors import OptionError
from newsnorm.model import Language, Stripped

__all__ = ["LanguageDetector", "Options", "SiteModel"]


@runtime_checkable
class LanguageDetector(Protocol):
    """Anything that can name the language of a text."""

    def __call__(self, text: str, /) -> Language:
        """Return the language of *text*."""
        ...


@runtime_checkable
class SiteModel(Protocol):
    """What a site repeats, learned from its documents; :class:`SiteTemplates` is one."""

    def strip(self, text: str, /) -> Stripped:
        """Return *text* without what the site repeats."""
        ...


def _positive(_instance: object, attribute: object, value: int) -> None:
    if value <= 0:
        raise OptionError(f"{getattr(attribute, 'name', 'option')} must be positive, not {value!r}")


def _moment(_instance: object, attribute: object, value: datetime | None) -> None:
    if value is not None and not isinstance(value, datetime):
        name = getattr(attribute, "name", "option")
        raise OptionError(f"{name} must be a datetime, not {type(value).__name__}: {value!r}")


def _text(_instance: object, attribute: object, value: str | None) -> None:
    if value is not None and not isinstance(value, str):
        name = getattr(attribute, "name", "option")
        raise OptionError(f"{name} must be a str, not {type(value).__name__}: {value!r}")


def _names(values: Iterable[str]) -> frozenset[str]:
    """Take any iterable of names, but not a name for its letters."""
    if isinstance(values, str):
        raise OptionError(f"expected several names, not one string: {values!r}")
    return frozenset(values)


@frozen(kw_only=True)
class Options:
    """How :func:`normalize` treats a document.

    ``language`` (BCP 47) and ``region`` (ISO 3166) are believed where given;
    ``charset`` is what the transport declared, believed only if it fits;
    ``reference`` is the time that relative dates count from and ``not_after``
    the latest possible date: the machine's clock is never asked.  ``thorough``
    removes boilerplate more boldly.  ``site`` are templates learned from the
    same site.  ``rules_off`` names rules that are not to be used.
    ``language_detector`` replaces newsnorm's own.  ``publisher`` and ``uri`` are
    facts that the caller knows.  ``repair`` and ``strip`` switch those stages
    off.  ``max_header_bytes`` bounds front matter.

    >>> Options(thorough=True).region is None
    True
    """

    language: str | None = field(default=None, validator=_text)
    region: str | None = field(default=None, validator=_text)
    charset: str | None = field(default=None, validator=_text)
    reference: datetime | None = field(default=None, validator=_moment)
    not_after: datetime | None = field(default=None, validator=_moment)
    thorough: bool = False
    repair: bool = True
    strip: bool = True
    site: SiteModel | None = None
    rules_off: frozenset[str] = field(default=frozenset(), converter=_names)
    language_detector: LanguageDetector | None = None
    publisher: str | None = field(default=None, validator=_text)
    uri: str | None = field(default=None, validator=_text)
    max_header_bytes: int = field(default=65_536, validator=_positive)


DEFAULT_OPTIONS = Options()
"""What :func:`normalize` uses when no options are given."""
