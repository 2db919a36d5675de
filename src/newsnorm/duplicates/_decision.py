"""What kind of relation two texts have, from how they are alike.

A single threshold cannot tell: the stub before a paywall shares a quarter of its
shingles with the whole article and a scanned copy four in ten, and so do two
market reports of one template on different days.  What tells them apart is where
the likeness lies and whether the numbers agree.

The figures beside the thresholds are quantiles over labelled pairs of edited and
of templated news articles in 17 languages.
"""

from __future__ import annotations

from newsnorm.duplicates._alignment import Likeness
from newsnorm.model import RelationKind

TEMPLATE_NUMBERS = 3
"""So many numbers the text with fewer must have before they can disagree."""
TEMPLATE_AGREEMENT = 0.55
"""Share of those that agree, below which two texts are different news (templates 0 to
0.5; copies 0.8 in nineteen of twenty)."""
TEMPLATE_JACCARD = 0.75
"""Above it the texts are the same whatever the numbers say (templates up to 0.54)."""
TEMPLATE_FILLED = 0.6
"""Share of the larger text that a template fills at least (measured: 0.72)."""

NEAR_COVERED = 0.5
NEAR_FILLED = 0.35
"""Shares of the small and the large text that a copy has in common (1 % of the
rewritten and shortened copies lie below 0.50 and 0.36)."""
NEAR_JACCARD = 0.2
"""Common shingles of a copy (scanner errors: 0.23 at least)."""

EXTRA_GAP_WORDS = 55
EXTRA_SHARE = 0.3
"""A text with so long a stretch of its own, and so large a share, holds the other one
and is no copy of it (hosts: 61 words in 99 of 100), unless …"""
EXTRA_MOST = 0.5
"""… it also begins as the other does, and less than this share is its own: a copy with
boilerplate around it (at most 0.39)."""
HELD_LEAD_WORDS = 16
"""A held text may lose its headline: so many words at its beginning (copies with a
new lead of their own: 23 and more in 99 of 100)."""

CONTAINS_COVERED = 0.8
"""Share of a text that must be in another one to be called contained."""

STUB_OPENING = 0.6
STUB_COVERED = 0.6
STUB_EARLY = 0.85
STUB_FILLED = 0.6
STUB_WORDS = 60
STUB_NOTICE_WORDS = 2
STUB_TAIL_WORDS = 40
"""A stub begins as the article does, is the beginning of it, and has only a notice of
its own (measured: openings 1.0, covered 0.62 and more, filled 0.5 at most, notices
of 38 words at most).  A longer text with neither a notice nor an open end may be whole,
and the other one a round-up that begins with it."""
_SENTENCE_ENDS = frozenset(".!?\"'”’»)]。！？」』।؟")


def _disagree(likeness: Likeness) -> bool:
    """Say whether the numbers are those of different news."""
    return (
        likeness.small_numbers >= TEMPLATE_NUMBERS
        and likeness.common_numbers < TEMPLATE_AGREEMENT * likeness.small_numbers
        and likeness.jaccard < TEMPLATE_JACCARD
    )


def _is_stub(likeness: Likeness) -> bool:
    return (
        likeness.filled < STUB_FILLED
        and likeness.covered >= STUB_COVERED
        and likeness.small_opening >= STUB_OPENING
        and likeness.large_opening >= STUB_OPENING
        and likeness.early >= STUB_EARLY
        and likeness.small_gap <= STUB_TAIL_WORDS
    )


def seems_cut(likeness: Likeness, text: str) -> bool:
    """Say whether *text*, the small one of a truncated pair, is no text of its own."""
    if likeness.small_words <= STUB_WORDS or likeness.small_tail >= STUB_NOTICE_WORDS:
        return True
    ending = text[-STUB_WORDS:].rstrip()
    return ending.endswith(("...", "…")) or ending[-1:] not in _SENTENCE_ENDS


def _holds(likeness: Likeness) -> bool:
    """Say whether the large text holds the small one beside matter of its own."""
    own = 1 - likeness.filled
    return (
        likeness.large_gap >= EXTRA_GAP_WORDS
        and own >= EXTRA_SHARE
        and likeness.small_lead <= HELD_LEAD_WORDS
        and (own >= EXTRA_MOST or likeness.small_opening < STUB_OPENING)
    )


def decide(likeness: Likeness) -> RelationKind | None:
    """Return what relation a pair has; ``None`` where only passages may be shared."""
    if _disagree(likeness):
        return "template" if likeness.filled >= TEMPLATE_FILLED else None
    if _is_stub(likeness):
        return "truncated"
    if _holds(likeness):
        return "contains" if likeness.covered >= CONTAINS_COVERED else None
    if (
        likeness.covered >= NEAR_COVERED
        and likeness.filled >= NEAR_FILLED
        and likeness.jaccard >= NEAR_JACCARD
    ):
        return "near"
    if likeness.covered >= CONTAINS_COVERED:
        return "contains"
    return None


def kind_of(likeness: Likeness, small: str, *, may_merge: bool = True) -> RelationKind | None:
    """Return what relation a pair has, whose smaller text is *small*.

    A pair that may not merge is at most contained.
    """
    kind = decide(likeness)
    if kind == "truncated" and (not may_merge or not seems_cut(likeness, small)):
        return "contains"
    if kind == "near" and not may_merge:
        return "contains" if likeness.covered >= CONTAINS_COVERED else None
    return kind
