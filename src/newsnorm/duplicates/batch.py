"""One call over all texts: :func:`deduplicate`.

Takes texts or articles; gives clusters of copies and relations between texts,
with passages in code points of what was passed in.  Raises
:class:`~newsnorm.errors.InputTypeError` for items of another type and
:class:`~newsnorm.errors.OptionError` for unknown options.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
from attrs import asdict, evolve, frozen

from newsnorm.duplicates import _relations
from newsnorm.duplicates._alignment import Likeness, compare, turned
from newsnorm.duplicates._candidates import candidates, groups
from newsnorm.duplicates._clusters import components, split_hosts
from newsnorm.duplicates._corpus import Corpus, build, word_keys
from newsnorm.duplicates._decision import kind_of
from newsnorm.duplicates._folding import Array
from newsnorm.duplicates._representatives import PREFERENCES, Choice, cluster, earlier
from newsnorm.duplicates._runs import Runs
from newsnorm.duplicates._story import TermCollector, Terms, stories
from newsnorm.errors import InputTypeError, OptionError, shortened
from newsnorm.model import (
    MERGING_KINDS,
    Article,
    Cluster,
    Deduplication,
    Passage,
    Relation,
    RelationKind,
)

Scope: TypeAlias = Literal["all", "near"]

MAX_EXACT_RELATED = 8
"""Texts with the same words each have the relations of the first, so many of them."""


def texts_of(items: Sequence[str | Article]) -> list[str]:
    """Return the texts of *items*: the body of an article, a text as it is."""
    result: list[str] = []
    for item in items:
        if isinstance(item, str):
            result.append(item)
        elif isinstance(item, Article):
            result.append(item.article_body)
        else:
            raise InputTypeError(f"neither a text nor an Article: {shortened(item)}")
    return result


@frozen
class _Pair:
    """A verified pair: its first text, how alike, and the kind of relation."""

    first: int
    likeness: Likeness
    kind: RelationKind | None


def deduplicate(
    items: Sequence[str | Article],
    *,
    relations: Scope = "all",
    representative: Choice = "earliest",
) -> Deduplication:
    """Find copies, and texts that share passages.

    Of an article the ``article_body`` is looked at, and all offsets are code
    points of it; of a ``str`` the text itself.  ``exact``, ``near`` and
    ``truncated`` relations merge into clusters; ``contains``, ``passages`` and
    ``template`` relate and never merge.  With *relations* ``"near"`` only those
    that merge are looked for, without passages, which is faster.
    *representative* says which member of a cluster to keep: ``"earliest"`` (by
    dates, where they are certain, else the most complete), ``"longest"``,
    ``"most complete"``, or a function from members to one of them.

    The result does not depend on the order of the items (but for their
    numbers), on the process or on the platform.

    Raises :class:`InputTypeError` for an item that is neither ``str`` nor
    :class:`Article`, and :class:`OptionError` for an unknown option.

    >>> copies = deduplicate(["Ein Zug ist da.", "EIN ZUG IST DA", "Ein Bus kam nie an."])
    >>> copies.labels, [relation.kind for relation in copies.relations]
    ((0, 0, 2), ['exact'])
    """
    _check(items, relations, representative)
    texts = texts_of(items)
    everything = relations == "all"
    collector = TermCollector()
    corpus, prints = build(texts, watch=collector if everything else None, offsets=everything)
    firsts = _firsts(corpus, texts)
    found = groups(prints, np.array(firsts) == np.arange(len(firsts)))
    del prints  # a tenth of the memory
    worth, copies = candidates(corpus, found, copies_only=not everything)
    pairs, shared = _verified(texts, corpus, worth, copies, with_runs=everything)
    edges = [(first, text) for text, first in enumerate(firsts) if first != text]
    edges += [
        (pair.likeness.small, pair.likeness.large) for pair in pairs if pair.kind in MERGING_KINDS
    ]
    labels = components(len(texts), edges)
    rare = _relations.rarity(corpus, found, labels) if everything else None
    related = _related(corpus, pairs, firsts, shared, rare)
    stats = {"documents": len(texts), "pairs compared": len(pairs)}
    del corpus, found, shared, pairs, rare  # memory is the bound
    if everything:
        related += _stories(collector.terms(), labels, related)
    dated = any(not isinstance(item, str) for item in items)
    if dated:
        related = [evolve(item, earlier=earlier(items, item.a, item.b)) for item in related]
    related.sort(key=lambda item: (item.a, item.b))
    members: dict[int, list[int]] = defaultdict(list)
    for text, label in enumerate(labels):
        members[label].append(text)
    clusters = tuple(
        cluster(items, texts, tuple(group), representative)
        for group in members.values()
        if len(group) > 1
    )
    kinds = Counter(item.kind for item in related)
    return Deduplication(
        labels=tuple(labels),
        clusters=clusters,
        relations=tuple(related),
        stats={
            **stats,
            "clusters": len(clusters),
            **{kind: kinds[kind] for kind in get_args(RelationKind) if kinds[kind]},
        },
    )


def _check(items: Sequence[str | Article], relations: str, representative: Choice) -> None:
    if isinstance(items, str | bytes):
        raise InputTypeError(f"a sequence of texts is needed, not one: {shortened(items)}")
    if relations not in get_args(Scope):
        raise OptionError(f"relations must be 'all' or 'near', not {relations!r}")
    if not callable(representative) and representative not in PREFERENCES:
        raise OptionError(f"representative must be one of {PREFERENCES}, not {representative!r}")


def _firsts(corpus: Corpus, texts: Sequence[str]) -> list[int]:
    """Return for each text the first one with the same words in the same order."""
    seen: dict[object, int] = {}
    keys = enumerate(word_keys(corpus, texts))
    return [text if key is None else seen.setdefault(key, text) for text, key in keys]


def _verified(
    texts: Sequence[str], corpus: Corpus, worth: Array, copies: Array, *, with_runs: bool
) -> tuple[list[_Pair], Runs]:
    """Compare candidate pairs, and take back the merges that would chain strangers.

    Only *copies* merge, whatever else was worth a look: so the clusters are the
    same whether passages are looked for or not.
    """
    found = turned(corpus, worth)
    likenesses, shared = compare(corpus, found, with_runs=with_runs)
    kinds = [
        kind_of(likeness, texts[likeness.small], may_merge=may)
        for likeness, may in zip(likenesses, copies.tolist(), strict=True)
    ]
    hosts = split_hosts(
        (likeness.small, likeness.large, likeness.filled, likeness.mask)
        for likeness, kind in zip(likenesses, kinds, strict=True)
        if kind == "near"
    )
    pairs = [
        _Pair(
            one,
            likeness,
            "contains" if kind == "near" and (likeness.small, likeness.large) in hosts else kind,
        )
        for one, likeness, kind in zip(found[:, 0].tolist(), likenesses, kinds, strict=True)
    ]
    return pairs, shared


def _related(
    corpus: Corpus,
    pairs: Sequence[_Pair],
    firsts: Sequence[int],
    shared: Runs,
    rare: _relations.Rarity | None,
) -> list[Relation]:
    """Return the relations of verified pairs and of texts with the same words."""
    same: dict[int, list[int]] = defaultdict(list)
    for text, first in enumerate(firsts):
        same[first].append(text)
    result = [
        Relation(
            a=first,
            b=text,
            kind="exact",
            jaccard=1.0,
            containment=1.0,
            passages=_relations.whole(corpus, first, text) if rare else (),
        )
        for text, first in enumerate(firsts)
        if first != text
    ]
    merging = [pair.kind in MERGING_KINDS for pair in pairs]
    passages = _relations.passages(corpus, shared, merging, rare) if rare else {}
    for number, (pair, merges) in enumerate(zip(pairs, merging, strict=True)):
        found = passages.get(number, ())
        if merges or (rare is not None and (found or pair.kind == "template")):
            result.extend(_repeated(corpus, _relation(pair, tuple(found)), same))
    return result


def _stories(
    found: Terms, labels: Sequence[int], related: Sequence[Relation]
) -> Iterator[Relation]:
    """Relate clusters (by their first members) that tell the same story otherwise."""
    known = {
        (min(labels[item.a], labels[item.b]), max(labels[item.a], labels[item.b]))
        for item in related
    }
    for a, b in stories(found, sorted(set(labels))):
        if (a, b) not in known:
            yield Relation(a=a, b=b, kind="story", jaccard=0.0, containment=0.0)


def _relation(pair: _Pair, shared: tuple[Passage, ...]) -> Relation:
    likeness, kind = pair.likeness, pair.kind
    a, b = likeness.large, likeness.small
    if kind not in ("truncated", "contains") and a > b:
        a, b = b, a
    if a != pair.first:
        shared = _relations.mirrored(shared)
    return Relation(
        a=a,
        b=b,
        kind=kind or "passages",
        jaccard=likeness.jaccard,
        containment=likeness.containment,
        passages=shared,
    )


def _repeated(corpus: Corpus, relation: Relation, same: dict[int, list[int]]) -> Iterator[Relation]:
    """Repeat a relation for the texts that have the same words as its two."""
    for a in same[relation.a][:MAX_EXACT_RELATED]:
        for b in same[relation.b][:MAX_EXACT_RELATED]:
            if (a, b) == (relation.a, relation.b):
                yield relation
                continue
            one, other = (a, b) if relation.kind in ("truncated", "contains") else sorted((a, b))
            shared = _relations.moved(corpus, relation.passages, (relation.a, relation.b), (a, b))
            if one != a:
                shared = _relations.mirrored(shared)
            yield evolve(relation, a=one, b=other, passages=shared)


def relation_to_dict(relation: Relation) -> dict[str, Any]:
    """Return *relation* as plain values that JSON can hold.

    >>> relation_to_dict(Relation(a=0, b=1, kind="exact", jaccard=1.0, containment=1.0))
    {'a': 0, 'b': 1, 'kind': 'exact', 'jaccard': 1.0, 'containment': 1.0, 'passages': []}
    """
    values = asdict(relation)
    values["jaccard"] = round(relation.jaccard, 4)
    values["containment"] = round(relation.containment, 4)
    values["passages"] = [_without_defaults(item) for item in relation.passages]
    if relation.earlier is None:
        del values["earlier"]
    return values


def cluster_to_dict(found: Cluster) -> dict[str, Any]:
    """Return *found* as plain values that JSON can hold.

    >>> cluster_to_dict(Cluster(members=(0, 1), representative=0, reason="longest"))
    {'members': [0, 1], 'representative': 0, 'reason': 'longest'}
    """
    values = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in asdict(found, recurse=False).items()
    }
    return {name: value for name, value in values.items() if value not in (None, [])}


def _without_defaults(item: Passage) -> dict[str, int]:
    values: dict[str, int] = asdict(item)
    if not values["words_apart"]:
        del values["words_apart"]
    return values
