"""The frozen types that travel between the stages and to the user.

One file for each family: edits and the ledger, partial dates, the stages'
results, the article.  Every type is a frozen attrs class with keyword-only
arguments, equal by value, and says ``newsnorm`` as its module.
"""

from __future__ import annotations

from newsnorm.model.article import Article
from newsnorm.model.dates import (
    DATE_FIELDS,
    DateField,
    DatePrecision,
    DateRole,
    PartialDate,
    ZoneOrigin,
)
from newsnorm.model.edits import (
    Change,
    Damage,
    Edit,
    Ledger,
    OffsetMap,
    Removal,
    RemovalKind,
    Scope,
    Step,
    apply_edits,
    invert_edits,
    ordered,
)
from newsnorm.model.results import (
    MERGING_KINDS,
    Cluster,
    Decoded,
    Deduplication,
    Doubt,
    Envelope,
    Field,
    Language,
    LanguageSpan,
    Passage,
    Relation,
    RelationKind,
    Repaired,
    Stripped,
)

__all__ = [
    "DATE_FIELDS",
    "MERGING_KINDS",
    "Article",
    "Change",
    "Cluster",
    "Damage",
    "DateField",
    "DatePrecision",
    "DateRole",
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
    "RelationKind",
    "Removal",
    "RemovalKind",
    "Repaired",
    "Scope",
    "Step",
    "Stripped",
    "ZoneOrigin",
    "apply_edits",
    "invert_edits",
    "ordered",
]

for _name in __all__:
    _value = globals()[_name]
    if isinstance(_value, type):
        _value.__module__ = "newsnorm"
del _name, _value
