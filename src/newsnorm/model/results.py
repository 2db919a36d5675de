"""What the stages return: one frozen class for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal, Self, TypeAlias

from attrs import evolve, field, frozen

from newsnorm.model.display import notebook_html
from newsnorm.model.edits import Damage, Edit, Removal, RemovalKind

FieldName: TypeAlias = str
"""A schema.org name in snake case (``date_published``, ``author``, ``keywords`` …), or,
for a header that has no such name, the name as it was written."""


@frozen(kw_only=True)
class Decoded:
    """Bytes read as text.

    ``encoding`` is the WHATWG name of the charset, in lower case.  ``evidence``
    says why, for people to read; ``confidence`` is between 0 and 1.
    ``damage`` lists the spans of ``text`` that were not valid in ``encoding``
    and how they were read.  ``bom`` is the byte-order mark that was taken off.

    >>> Decoded(text="Grün", encoding="utf-8", evidence="valid UTF-8").damage
    ()
    """

    text: str
    encoding: str
    evidence: str
    confidence: float = 1.0
    damage: tuple[Damage, ...] = ()
    bom: bytes = b""


class _Later:
    """Room for what makes the edits of a result when they are first read."""

    __slots__ = ("_make",)


@frozen(kw_only=True)
class Repaired(_Later):
    """Text with its mojibake repaired.

    ``edits`` speak about the source; ``damage`` lists the spans of the source
    that are garbled beyond repair and were left as they are.

    >>> Repaired(text="Grün").edits
    ()
    """

    text: str
    edits: tuple[Edit, ...] = ()
    damage: tuple[Damage, ...] = ()

    @classmethod
    def with_edits_later(cls, text: str, make: Callable[[], tuple[Edit, ...]]) -> Self:
        """Return a result whose edits are made when they are first read, by *make*.

        Many documents are repaired whose edits nobody reads.

        >>> Repaired.with_edits_later("Grün", lambda: ()) == Repaired(text="Grün")
        True
        """
        result = cls.__new__(cls)
        for name, value in (("text", text), ("damage", ()), ("_make", make)):
            object.__setattr__(result, name, value)
        return result

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """Make the edits, which are not there yet."""
            make = object.__getattribute__(self, "_make") if name == "edits" else None
            if make is None:
                return object.__getattribute__(self, name)
            object.__setattr__(self, "edits", make())
            object.__setattr__(self, "_make", None)
            return self.edits

    def _repr_html_(self) -> str:
        return notebook_html(self)


@frozen(kw_only=True)
class Field:
    """A piece of data that was read from a text, with the span it was read from.

    ``name`` is a schema.org name in snake case where there is one; ``value`` is
    the text of the value.  ``start`` and ``end`` are code points of the text
    that the stage was given.

    >>> Field(name="keywords", value="ukraine", start=0, end=8).value
    'ukraine'
    """

    name: FieldName
    value: str
    start: int
    end: int


@frozen(kw_only=True)
class Envelope:
    """A text taken apart: what stands around the body, and the body.

    ``fields`` is all data that was read, in order, unknown header names
    included.  ``removals`` speak about the source; applied to it they give
    ``body``.  ``headline``, ``kicker`` and ``description`` (the standfirst) are
    ``None`` where the text has none.

    >>> Envelope(body="Text.", headline="A headline").kicker is None
    True
    """

    body: str
    headline: str | None = None
    kicker: str | None = None
    description: str | None = None
    fields: tuple[Field, ...] = ()
    removals: tuple[Removal, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def values(self, name: FieldName) -> tuple[str, ...]:
        """Return the values of all fields called *name*, in order."""
        return tuple(item.value for item in self.fields if item.name == name)


@frozen(kw_only=True)
class Stripped:
    """A body without boilerplate.

    ``removals`` speak about the source; applied to it they give ``text``.
    ``fields`` is the data that the removed parts carried (keywords, credits,
    sources, dates, publisher).

    >>> Stripped(text="Text.").removals
    ()
    """

    text: str
    removals: tuple[Removal, ...] = ()
    fields: tuple[Field, ...] = ()

    def restore(
        self, *, kind: RemovalKind | None = None, rule: str | None = None, start: int | None = None
    ) -> Stripped:
        r"""Put removals back: those of a *kind*, of a *rule*, or the one at *start*.

        Without an argument everything is put back.

        >>> cut = Removal(start=3, end=9, text="\nShare", kind="share", rule="en.share")
        >>> Stripped(text="Yes", removals=(cut,)).restore(kind="share").text
        'Yes\nShare'
        """

        def back(removal: Removal) -> bool:
            return (
                kind in (None, removal.kind)
                and rule in (None, removal.rule)
                and start in (None, removal.start)
            )

        parts: list[str] = []
        position = 0  # in self.text
        removed = 0  # code points taken out so far
        for removal in self.removals:
            upto = removal.start - removed
            parts.append(self.text[position:upto])
            position = upto
            removed += len(removal.text)
            if back(removal):
                parts.append(removal.text)
        parts.append(self.text[position:])
        kept = tuple(removal for removal in self.removals if not back(removal))
        return evolve(self, text="".join(parts), removals=kept)

    def _repr_html_(self) -> str:
        return notebook_html(self)


@frozen(kw_only=True)
class Language:
    """The language of a text.

    ``tag`` is BCP 47 (``de``, ``zh-Hant``, ``sr-Latn``), ``"und"`` where the
    text does not say; ``reason`` then says why.  ``confidence`` is the
    probability that the base language is right.  ``script`` is ISO 15924
    (``Latn``), ``"Zyyy"`` where there is none.  ``alternatives`` are the
    runners-up with their probabilities.

    >>> Language(tag="de", confidence=0.99, script="Latn").tag
    'de'
    """

    tag: str
    confidence: float
    script: str
    alternatives: tuple[tuple[str, float], ...] = ()
    reason: str = ""


@frozen(kw_only=True)
class LanguageSpan:
    """A span of a mixed document and its language; code points, half-open.

    >>> german = Language(tag="de", confidence=0.99, script="Latn")
    >>> LanguageSpan(start=0, end=10, language=german).language.tag
    'de'
    """

    start: int
    end: int
    language: Language


@frozen(kw_only=True)
class Doubt:
    """Something about a document that a careful user should know.

    ``stage`` is the stage that noticed it, ``start`` and ``end`` the span it
    is about in the text of that stage, where there is one.

    >>> Doubt(stage="envelope", message="front matter is not closed").start is None
    True
    """

    stage: str
    message: str
    start: int | None = None
    end: int | None = None


RelationKind: TypeAlias = Literal[
    "exact", "near", "truncated", "contains", "passages", "template", "story"
]
MERGING_KINDS: tuple[RelationKind, ...] = ("exact", "near", "truncated")
"""The kinds of relation that put two articles into one cluster."""


@frozen(kw_only=True)
class Passage:
    """A passage that two texts share; code points of what the caller passed in.

    ``words_apart`` is how many words inside of it one of the two has more than
    the other (0: the same words, but for case, accents, quotes and spaces).

    >>> Passage(a_start=0, a_end=80, b_start=100, b_end=180).a_end
    80
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    words_apart: int = 0


@frozen(kw_only=True)
class Relation:
    """How two documents, ``a`` and ``b`` (positions in the input), are alike.

    ``jaccard`` is the share of common shingles among all of both, and
    ``containment`` the share of the smaller one's shingles that the other has;
    both between 0 and 1.  In a ``truncated`` or ``contains`` relation ``a`` is
    the longer one, which holds ``b``; else ``a`` stands before ``b``.
    ``earlier`` is the one of the two that was certainly published before the
    other, by their dates; ``None`` where the dates do not say.

    >>> Relation(a=0, b=1, kind="near", jaccard=0.9, containment=0.95).merges
    True
    """

    a: int
    b: int
    kind: RelationKind
    jaccard: float
    containment: float
    passages: tuple[Passage, ...] = ()
    earlier: int | None = None

    @property
    def merges(self) -> bool:
        """Whether the two belong to one cluster."""
        return self.kind in MERGING_KINDS


@frozen(kw_only=True)
class Cluster:
    """Documents that are copies of one another.

    ``members`` are positions in the input, ascending; ``representative`` is the
    one to keep, ``reason`` says why it was chosen (``earliest``, ``longest``,
    ``most complete``, ``caller``).  ``first_seen`` is the member that is
    certainly the earliest by its date, or ``None``.  ``credited`` are the
    agencies that members name as their source.

    >>> Cluster(members=(0, 3), representative=0, reason="longest").members
    (0, 3)
    """

    members: tuple[int, ...]
    representative: int
    reason: str
    first_seen: int | None = None
    credited: tuple[str, ...] = ()


@frozen(kw_only=True)
class Deduplication:
    """The result of :func:`deduplicate`.

    ``labels`` gives for each document in input order the number of its
    cluster: the smallest position in the cluster.  ``clusters`` are those with
    two members or more.  ``stats`` are counts and sizes by name.

    >>> Deduplication(labels=(0, 1), clusters=(), relations=()).labels
    (0, 1)
    """

    labels: tuple[int, ...]
    clusters: tuple[Cluster, ...]
    relations: tuple[Relation, ...]
    stats: Mapping[str, int] = field(factory=dict)

    def _repr_html_(self) -> str:
        return notebook_html(self)
