"""The seven stages, called in order: :func:`normalize` and :func:`normalize_many`.

Takes a text, bytes, a path or a mapping; gives an :class:`Article`; raises
:class:`InputError` for what is no document and :class:`SourceError` for what cannot
be read.
"""

from __future__ import annotations

from newsnorm.pipeline.many import Failure, normalize_many
from newsnorm.pipeline.one import normalize

__all__ = ["Failure", "normalize", "normalize_many"]

for _value in (Failure, normalize, normalize_many):
    _value.__module__ = "newsnorm"
del _value
