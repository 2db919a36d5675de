"""A result whose edits are made when they are first read is like any other."""

from __future__ import annotations

import copy
import pickle

import attrs
import pytest

from newsnorm import Repaired, repair
from newsnorm.model import Edit

EDITS = (Edit(start=0, end=2, replacement="ü", reason="utf-8 read as latin-1", original="Ã¼"),)
READY = Repaired(text="ü", edits=EDITS)


def _later() -> Repaired:
    return Repaired.with_edits_later("ü", lambda: EDITS)


def test_it_equals_the_one_that_was_made_at_once() -> None:
    assert _later() == READY
    assert _later() == READY
    assert hash(_later()) == hash(READY)
    assert repr(_later()) == repr(READY)
    assert attrs.asdict(_later()) == attrs.asdict(READY)


def test_copies_have_the_edits() -> None:
    assert pickle.loads(pickle.dumps(_later())) == READY
    assert copy.copy(_later()) == READY
    assert copy.deepcopy(_later()) == READY
    assert attrs.evolve(_later(), text="x") == attrs.evolve(READY, text="x")


def test_edits_are_made_once() -> None:
    calls: list[int] = []

    def make() -> tuple[Edit, ...]:
        calls.append(1)
        return EDITS

    result = Repaired.with_edits_later("ü", make)
    assert not calls
    assert result.edits is result.edits
    assert calls == [1]


def test_it_has_no_other_attributes() -> None:
    for result in (_later(), READY):
        with pytest.raises(AttributeError):
            _ = result.nothing  # type: ignore[attr-defined]
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            result.text = "x"  # type: ignore[misc]


def test_the_edits_of_a_document_that_was_read_whole_lead_there_and_back() -> None:
    clean = "Größe und Länge der Straße, über die wir sprachen, müssen geprüft werden."
    garbled = clean.encode().decode("mac_roman")
    repaired = repair(garbled)
    assert repaired.text == clean
    assert "".join(edit.replacement for edit in repaired.edits) == "ößäßüüü"
