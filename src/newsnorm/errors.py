"""The error tree: every error that newsnorm raises on purpose.

::

    NewsnormError
    ├── InputError (ValueError)          the value given cannot be worked on
    │   ├── InputTypeError (TypeError)   … because it is of a wrong type
    │   ├── EditError                    edits overlap, run backwards or do not fit the text
    │   ├── OptionError                  an option is out of range or unknown
    │   └── FormatError                  a file or record is not what its format says
    ├── PrecisionError (ValueError)      a date is not precise enough for what was asked
    ├── RuleError (ValueError)           a rule pack is malformed
    ├── SourceError (OSError)            a file could not be read or written
    ├── IndexStoreError (RuntimeError)   a duplicate index on disk cannot be used
    └── MissingExtraError (ImportError)  an optional package is not installed

Each error is also the builtin that fits it, so code that knows only Python's
own errors catches it.  Messages show the ``repr`` of what was wrong, shortened.

>>> from newsnorm import Edit, apply_edits, NewsnormError
>>> try:
...     apply_edits("abc", [Edit(start=2, end=9, replacement="", reason="demo")])
... except NewsnormError as error:
...     print(type(error).__name__, error)
EditError edit 2:9 ends after the text (length 3)
"""

from __future__ import annotations

__all__ = [
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
]


class NewsnormError(Exception):
    """Base of every error that newsnorm raises on purpose."""


class InputError(NewsnormError, ValueError):
    """The value given cannot be worked on."""


class InputTypeError(InputError, TypeError):
    """The value given is of a type that the call does not take."""


class EditError(InputError):
    """Edits overlap, run backwards, or do not fit the text they are applied to."""


class OptionError(InputError):
    """An option is out of range or unknown."""


class FormatError(InputError):
    """A file or record is not what its format says."""


class PrecisionError(NewsnormError, ValueError):
    """A date is not precise enough for what was asked of it."""


class RuleError(NewsnormError, ValueError):
    """A rule pack is malformed."""


class SourceError(NewsnormError, OSError):
    """A file could not be read or written."""


class IndexStoreError(NewsnormError, RuntimeError):
    """A duplicate index on disk cannot be used."""


class MissingExtraError(NewsnormError, ImportError):
    """An optional package is needed and not installed; the message names the extra."""


def shortened(value: object, limit: int = 80) -> str:
    """Return the ``repr`` of *value*, cut to *limit* characters, for error messages.

    >>> shortened("x" * 100, limit=10)
    "'xxxxxxxx…"
    """
    text = repr(value[: limit + 2]) if isinstance(value, str | bytes) else repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"


for _name in __all__:
    globals()[_name].__module__ = "newsnorm"
del _name
