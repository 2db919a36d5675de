"""newsnorm: messy multilingual news text in, clean typed deduplicated articles out.

::

    bytes ─ decode ─▶ text ─ repair ─▶ text ─ split ─▶ fields + headline + body
              charset        mojibake         envelope
    body ─ strip ─▶ body ─▶ language ─▶ dates ─▶ Article ─▶ clusters + relations
            boilerplate                                      duplicates

:func:`normalize` runs all of it on one document, :func:`normalize_many` on many,
:func:`deduplicate` on what comes out; every stage can also be called alone.
Every change is in the :class:`Ledger`, with its span and its reason.

This module holds names only and loads what is behind them at first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsnorm.boilerplate import SiteTemplates as SiteTemplates
    from newsnorm.boilerplate import strip_boilerplate as strip_boilerplate
    from newsnorm.boilerplate import strip_site as strip_site
    from newsnorm.charset import decode as decode
    from newsnorm.dates import find_dates as find_dates
    from newsnorm.dates import parse_date as parse_date
    from newsnorm.duplicates import DuplicateIndex as DuplicateIndex
    from newsnorm.duplicates import Match as Match
    from newsnorm.duplicates import deduplicate as deduplicate
    from newsnorm.envelope import split_envelope as split_envelope
    from newsnorm.errors import EditError as EditError
    from newsnorm.errors import FormatError as FormatError
    from newsnorm.errors import IndexStoreError as IndexStoreError
    from newsnorm.errors import InputError as InputError
    from newsnorm.errors import InputTypeError as InputTypeError
    from newsnorm.errors import MissingExtraError as MissingExtraError
    from newsnorm.errors import NewsnormError as NewsnormError
    from newsnorm.errors import OptionError as OptionError
    from newsnorm.errors import PrecisionError as PrecisionError
    from newsnorm.errors import RuleError as RuleError
    from newsnorm.errors import SourceError as SourceError
    from newsnorm.language import detect_language as detect_language
    from newsnorm.language import detect_language_batch as detect_language_batch
    from newsnorm.language import detect_languages as detect_languages
    from newsnorm.model import Article as Article
    from newsnorm.model import Change as Change
    from newsnorm.model import Cluster as Cluster
    from newsnorm.model import Damage as Damage
    from newsnorm.model import Decoded as Decoded
    from newsnorm.model import Deduplication as Deduplication
    from newsnorm.model import Doubt as Doubt
    from newsnorm.model import Edit as Edit
    from newsnorm.model import Envelope as Envelope
    from newsnorm.model import Field as Field
    from newsnorm.model import Language as Language
    from newsnorm.model import LanguageSpan as LanguageSpan
    from newsnorm.model import Ledger as Ledger
    from newsnorm.model import OffsetMap as OffsetMap
    from newsnorm.model import PartialDate as PartialDate
    from newsnorm.model import Passage as Passage
    from newsnorm.model import Relation as Relation
    from newsnorm.model import Removal as Removal
    from newsnorm.model import Repaired as Repaired
    from newsnorm.model import Step as Step
    from newsnorm.model import Stripped as Stripped
    from newsnorm.model import apply_edits as apply_edits
    from newsnorm.model import invert_edits as invert_edits
    from newsnorm.mojibake import repair as repair
    from newsnorm.options import LanguageDetector as LanguageDetector
    from newsnorm.options import Options as Options
    from newsnorm.options import SiteModel as SiteModel
    from newsnorm.pipeline import Failure as Failure
    from newsnorm.pipeline import normalize as normalize
    from newsnorm.pipeline import normalize_many as normalize_many

_HOMES = {
    "boilerplate": ("SiteTemplates", "strip_boilerplate", "strip_site"),
    "charset": ("decode",),
    "dates": ("find_dates", "parse_date"),
    "duplicates": ("DuplicateIndex", "Match", "deduplicate"),
    "envelope": ("split_envelope",),
    "errors": (
        "EditError",
        "FormatError",
        "IndexStoreError",
        "InputError",
        "InputTypeError",
        "MissingExtraError",
        "NewsnormError",
        "OptionError",
        "PrecisionError",
        "RuleError",
        "SourceError",
    ),
    "language": ("detect_language", "detect_language_batch", "detect_languages"),
    "model": (
        "Article",
        "Change",
        "Cluster",
        "Damage",
        "Decoded",
        "Deduplication",
        "Doubt",
        "Edit",
        "Envelope",
        "Field",
        "Language",
        "LanguageSpan",
        "Ledger",
        "OffsetMap",
        "PartialDate",
        "Passage",
        "Relation",
        "Removal",
        "Repaired",
        "Step",
        "Stripped",
        "apply_edits",
        "invert_edits",
    ),
    "mojibake": ("repair",),
    "options": ("LanguageDetector", "Options", "SiteModel"),
    "pipeline": ("Failure", "normalize", "normalize_many"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605  (a computed list: a test holds it against the imports above)


def __getattr__(name: str) -> object:
    """Load the public name *name* at its first use."""
    if name == "__version__":
        from importlib.metadata import version

        return version("newsnorm")
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'newsnorm' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"newsnorm.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
