"""What was found of lost bytes in one word, and what that leaves of other edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve, frozen

from newsnorm.model import Damage, Edit
from newsnorm.mojibake.tables import table

__all__ = ["Loss", "is_certain_mark", "moved", "without"]


@frozen
class Loss:
    """What was found in one word: the edit, or the damage where no way is likelier."""

    start: int
    end: int
    edit: Edit | None
    damage: Damage | None


def is_certain_mark(loss: Loss) -> bool:
    """Say whether what was completed is no letter, beyond doubt."""
    return loss.edit is not None and loss.damage is None and not loss.edit.replacement[-1].isalpha()


def moved(loss: Loss, by: int) -> Loss:
    """Return *loss* as it is so many characters later."""
    edit, damage = loss.edit, loss.damage
    return Loss(
        loss.start + by,
        loss.end + by,
        edit and evolve(edit, start=edit.start + by, end=edit.end + by),
        damage and evolve(damage, start=damage.start + by, end=damage.end + by),
    )


def without(text: str, edit: Edit, codec: str, spans: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    """Yield what *edit*, of text read in *codec*, does outside *spans*, which are ordered."""
    start = edit.start
    for low, high in [*spans, (edit.end, edit.end)]:
        end = min(low, edit.end)
        if start < end:
            old = text[start:end]
            new = table(codec).sequences.sub(
                lambda match: table(codec).decode(match.group()) or match.group(), old
            )
            yield evolve(edit, start=start, end=end, original=old, replacement=new)
        start = max(start, high)
