"""What is a copy of what, where, and why.

Takes texts or articles; gives clusters of copies and relations between texts.

:func:`deduplicate` does it in one call, with passages.  :class:`DuplicateIndex`
keeps sketches on disk and answers for one text after the other.
:func:`sketch_batch`, :func:`candidate_edges`, :func:`judge` and
:func:`components` are the pure steps behind it, and :mod:`newsnorm.duplicates.steps`
has those of :func:`deduplicate`, for an engine that places them itself.
:func:`cluster_to_dict` and :func:`relation_to_dict` give plain values.

Raises :class:`~newsnorm.errors.InputTypeError` and
:class:`~newsnorm.errors.OptionError` for wrong arguments, and
:class:`~newsnorm.errors.IndexStoreError` for an index that cannot be used.
"""

from __future__ import annotations

from newsnorm.duplicates._clusters import components
from newsnorm.duplicates.batch import cluster_to_dict, deduplicate, relation_to_dict
from newsnorm.duplicates.index import DuplicateIndex, Match
from newsnorm.duplicates.sketches import (
    SKETCH,
    Verdicts,
    band_batch,
    candidate_edges,
    judge,
    merging_edges,
    sketch_batch,
)

__all__ = [
    "SKETCH",
    "DuplicateIndex",
    "Match",
    "Verdicts",
    "band_batch",
    "candidate_edges",
    "cluster_to_dict",
    "components",
    "deduplicate",
    "judge",
    "merging_edges",
    "relation_to_dict",
    "sketch_batch",
]
