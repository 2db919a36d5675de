"""Which member of a cluster to keep, which was first, and whom the members credit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from attrs import fields

from newsnorm.errors import OptionError
from newsnorm.model import Article, Cluster

Preference: TypeAlias = Literal["earliest", "longest", "most complete"]
Choice: TypeAlias = Preference | Callable[[tuple[int, ...]], int]
"""A preference, or a function from the members of a cluster to the one to keep."""

PREFERENCES: tuple[Preference, ...] = ("earliest", "longest", "most complete")
_NO_DATA = ("ledger", "doubts", "article_body", "dates", "language", "encoding", "extra")


def _completeness(item: str | Article) -> int:
    """Return how many fields an article has; 0 for a text."""
    if isinstance(item, str):
        return 0
    values = (
        getattr(item, attribute.name)
        for attribute in fields(Article)
        if attribute.name not in _NO_DATA
    )
    return sum(value not in (None, (), "und") for value in values)


def earlier(items: Sequence[str | Article], a: int, b: int) -> int | None:
    """Return which of two articles was certainly published first, or ``None``."""
    one, other = items[a], items[b]
    if isinstance(one, str) or isinstance(other, str):
        return None
    if one.date_published is None or other.date_published is None:
        return None
    if one.date_published.before(other.date_published):
        return a
    return b if other.date_published.before(one.date_published) else None


def _first_seen(items: Sequence[str | Article], members: tuple[int, ...]) -> int | None:
    """Return the member that certainly was published before all others, or ``None``."""
    best = members[0]
    for member in members[1:]:
        best = member if earlier(items, best, member) == member else best
    certain = all(earlier(items, best, other) == best for other in members if other != best)
    return best if certain else None


def cluster(
    items: Sequence[str | Article],
    texts: Sequence[str],
    members: tuple[int, ...],
    choice: Choice,
) -> Cluster:
    """Describe the cluster of *members*."""
    first = _first_seen(items, members)
    if callable(choice):
        chosen, reason = choice(members), "caller"
        if chosen not in members:
            raise OptionError(f"the representative {chosen!r} is no member of {members!r}")
    elif choice == "earliest" and first is not None:
        chosen, reason = first, "earliest"
    else:
        complete = {member: _completeness(items[member]) for member in members}
        if choice == "longest" or len(set(complete.values())) == 1:
            reason = "longest"
            complete = dict.fromkeys(members, 0)
        else:
            reason = "most complete"
        chosen = min(
            members, key=lambda text: (-complete[text], -len(texts[text]), texts[text], text)
        )
    credited = {
        agency
        for member in members
        if isinstance(item := items[member], Article)
        for agency in item.source_organization
    }
    return Cluster(
        members=members,
        representative=chosen,
        reason=reason,
        first_seen=first,
        credited=tuple(sorted(credited)),
    )
