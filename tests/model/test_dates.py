"""PartialDate: fields, text forms, intervals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from newsnorm import PartialDate, PrecisionError
from newsnorm.model.dates import DATE_FIELDS


@st.composite
def partial_dates(draw: Any) -> PartialDate:
    when = draw(st.datetimes())
    known = draw(st.integers(1, len(DATE_FIELDS)))
    values = {name: getattr(when, name) for name in DATE_FIELDS[:known]}
    if known >= 3 and draw(st.booleans()) and (when.month, when.day) != (2, 29):
        del values["year"]
    offset = draw(st.none() | st.integers(-12 * 60, 14 * 60)) if known >= 4 else None
    return PartialDate(**values, offset=offset)


@given(partial_dates())
def test_a_date_survives_its_dictionary(date: Any) -> None:
    assert PartialDate.from_dict(date.to_dict()) == date


@given(partial_dates())
def test_text_forms_say_what_is_known(date: Any) -> None:
    text = date.isoformat()
    known = [getattr(date, name) for name in DATE_FIELDS if getattr(date, name) is not None]
    digits = text.split("+")[0] if date.hour is not None else text
    assert str(known[-1]) in digits
    assert date.precision == [n for n in DATE_FIELDS if getattr(date, n) is not None][-1]
    assert date.edtf().startswith("XXXX-" if date.year is None else f"{date.year:04d}")


@given(partial_dates())
def test_a_precise_date_is_a_datetime(date: Any) -> None:
    if date.year is None or date.precision in ("year", "month", "day", "hour"):
        with pytest.raises(PrecisionError):
            date.to_datetime()
    else:
        when = date.to_datetime()
        assert (when.year, when.minute) == (date.year, date.minute)
        assert (when.tzinfo is None) == (date.offset is None)


@given(partial_dates(), partial_dates())
def test_order_is_certain_or_not_there(one: Any, two: Any) -> None:
    assert not (one < two < one)
    assert (one < two) == (two > one)
    assert one.overlaps(two) == (not one < two and not two < one)


@given(partial_dates())
def test_an_interval_holds_the_date(date: Any) -> None:
    low, high = date.interval()
    assert low <= high
    if date.year is not None and date.offset == 0:
        assert low.year == date.year == high.year


@given(partial_dates())
def test_a_coarser_date_overlaps_the_finer(date: Any) -> None:
    if date.month is not None and date.year is not None:
        year = PartialDate(year=date.year)
        assert year.overlaps(date) or date.offset is not None


def test_the_interval_of_a_month() -> None:
    low, high = PartialDate(year=2024, month=2, offset=0).interval()
    assert low == datetime(2024, 2, 1, tzinfo=UTC)
    assert high + timedelta(microseconds=1) == datetime(2024, 3, 1, tzinfo=UTC)


def test_a_date_without_a_year() -> None:
    date = PartialDate(month=2, day=29)
    assert (str(date), date.edtf(), date.precision) == ("--02-29", "XXXX-02-29", "day")
    assert not date < PartialDate(year=1900)
    with pytest.raises(PrecisionError, match="no year"):
        date.to_datetime(precision="day")


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"month": 2},
        {"year": 2025, "day": 1},
        {"year": 2025, "month": 13},
        {"year": 2023, "month": 2, "day": 29},
        {"year": 2025, "month": 2, "day": 12, "minute": 5},
        {"year": 2025, "month": 2, "day": 12, "hour": 24},
        {"year": 2025, "month": 2, "hour": 5},
        {"year": 0},
        {"year": 2025, "month": 2, "day": 12, "hour": 5, "second": 5},
    ],
)
def test_impossible_dates_are_refused(values: Any) -> None:
    with pytest.raises(PrecisionError):
        PartialDate(**values)


def test_edtf_marks_doubt() -> None:
    date = PartialDate(year=2025, month=2, day=3)
    other = PartialDate(year=2025, month=3, day=2)
    assert evolve(date, alternatives=(other,)).edtf() == "2025-02-03?"
    assert evolve(date, inferred=("year",)).edtf() == "2025-02-03~"
    assert evolve(date, inferred=("year",), alternatives=(other,)).edtf() == "2025-02-03%"
    full = PartialDate(year=2025, month=2, day=3, hour=4, minute=5, second=6, offset=60)
    assert full.edtf() == "2025-02-03T04:05:06+01:00"
