"""A process killed at any moment leaves an index with every committed batch."""

from __future__ import annotations

from duplicates.kill_loop import run


def test_nothing_committed_is_lost() -> None:
    assert run(kills=4) > 0
