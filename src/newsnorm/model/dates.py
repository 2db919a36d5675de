"""Dates that are known only in part.

A news text says "February 2025" or "12.02.2025, 18:40"; a ``datetime`` cannot
hold the first without inventing a day, nor the second without inventing a zone.
:class:`PartialDate` holds what was read and nothing else.
"""

from __future__ import annotations

import calendar as _calendar
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, frozen

from newsnorm.errors import PrecisionError

DatePrecision: TypeAlias = Literal[
    "year", "month", "day", "hour", "minute", "second", "microsecond"
]
DateRole: TypeAlias = Literal["published", "modified", "event", "unknown"]
ZoneOrigin: TypeAlias = Literal["stated", "assumed", "none"]
DateField: TypeAlias = Literal[
    "year", "month", "day", "hour", "minute", "second", "microsecond", "offset"
]

DATE_FIELDS: tuple[DatePrecision, ...] = (
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
    "microsecond",
)
"""The fields of a date from coarse to fine; a precision is the last one known."""

_OUTERMOST_OFFSETS_MINUTES = (-12 * 60, 14 * 60)
"""The offsets from UTC in use anywhere (IANA time zones): a local time without a
zone lies somewhere between them."""


_LAST_OF_CLOCK = (23, 59, 59, 999_999)


def _check_fields(instance: PartialDate, _attribute: object, _value: int | None) -> None:
    """Refuse gaps between fields and values outside the calendar."""
    year, month, day = instance.year, instance.month, instance.day
    if year is None and (month is None or day is None):
        raise PrecisionError("a date without a year needs a month and a day")
    if year is not None and not 1 <= year <= 9999:
        raise PrecisionError(f"no such year: {year!r}")
    if month is None:
        if day is not None or instance.hour is not None:
            raise PrecisionError("a day or a time of day needs its month")
    elif not 1 <= month <= 12:
        raise PrecisionError(f"no such month: {month!r}")
    if day is not None and month is not None and not 1 <= day <= _month_length(year, month):
        raise PrecisionError(f"no such day: {year!r}-{month!r}-{day!r}")
    if instance.hour is not None:
        _check_clock(instance)
    elif (instance.minute, instance.second, instance.microsecond) != (None, None, None):
        raise PrecisionError("a minute needs its hour")


_MONTH_LENGTHS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _month_length(year: int | None, month: int) -> int:
    """Return the days of the month; without a year, February may have 29."""
    leap = month != 2 or year is None or _calendar.isleap(year)
    return _MONTH_LENGTHS[month] if leap else 28


def _check_clock(instance: PartialDate) -> None:
    """Refuse gaps and impossible values in the time of day."""
    values = (instance.hour, instance.minute, instance.second, instance.microsecond)
    known = [value is not None for value in values]
    if instance.day is None or known != sorted(known, reverse=True):
        raise PrecisionError(f"a time of day must be known from the day on: {values!r}")
    for value, limit in zip(values, _LAST_OF_CLOCK, strict=True):
        if value is not None and not 0 <= value <= limit:
            raise PrecisionError(f"no such time of day: {values!r}")


@frozen(kw_only=True, eq=True, order=False)
class PartialDate:
    """A date in the Gregorian calendar, known as far as the text says it.

    ``year`` … ``microsecond`` are ``None`` from the first unknown on; only the
    year can be unknown before others ("12 February"), when month and day are known.
    ``offset`` is in minutes east of UTC; ``zone`` says whether it was stated in
    the text, assumed from something else, or is unknown.  ``inferred`` names
    the fields that were taken from a reference time, not from the text.
    ``role`` is what the date says about the article; ``calendar`` the one that
    it was written in.  ``text`` is what was read, ``start`` and ``end`` its span
    in code points of what the caller passed.  ``alternatives`` are the other
    readings of an ambiguous text, such as another order of day and month.
    ``confidence`` is between 0 and 1.

    Raises :class:`PrecisionError` for gaps or for values outside the calendar.

    >>> date = PartialDate(year=2025, month=2)
    >>> date.precision, date.isoformat(), date.day
    ('month', '2025-02', None)
    >>> PartialDate(year=2025, month=2, day=13, hour=1, minute=0, offset=60).isoformat()
    '2025-02-13T01:00+01:00'
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    microsecond: int | None = field(default=None, validator=_check_fields)
    offset: int | None = None
    zone: ZoneOrigin = field()
    inferred: tuple[DateField, ...] = ()
    role: DateRole = "unknown"
    calendar: str = "gregorian"
    text: str = ""
    start: int = 0
    end: int = 0
    alternatives: tuple[PartialDate, ...] = ()
    confidence: float = 1.0

    @zone.default
    def _zone_of_offset(self) -> ZoneOrigin:
        return "none" if self.offset is None else "stated"

    @property
    def precision(self) -> DatePrecision:
        """The finest field that is known."""
        return [name for name in DATE_FIELDS if getattr(self, name) is not None][-1]

    def isoformat(self) -> str:
        """Return ISO 8601, no finer than what is known.

        A date known to the hour is written as such (``2025-02-12T18``), one
        without a year as in ISO 8601:2000 and vCard (``--02-12``).
        """
        text = "-" if self.year is None else f"{self.year:04d}"
        for value, mark, width in (
            (self.month, "-", 2),
            (self.day, "-", 2),
            (self.hour, "T", 2),
            (self.minute, ":", 2),
            (self.second, ":", 2),
            (self.microsecond, ".", 6),
        ):
            if value is None:
                break
            text += f"{mark}{value:0{width}d}"
        if self.hour is not None and self.offset is not None:
            text += _offset_text(self.offset)
        return text

    def edtf(self) -> str:
        """Return the Extended Date/Time Format of ISO 8601-2, level 1.

        EDTF has dates, or date-times to the second: a clock that is not known
        to the second is left out.  A date with ``inferred`` date fields is
        marked ``~`` (approximate), one with alternatives ``?`` (uncertain),
        one with both ``%``.

        >>> PartialDate(year=2025, month=2, day=12, hour=18, minute=40).edtf()
        '2025-02-12'
        """
        if self.second is not None and self.year is not None:
            return evolve(self, microsecond=None).isoformat()
        day_only = evolve(self, hour=None, minute=None, second=None, microsecond=None)
        inferred = any(name in self.inferred for name in ("year", "month", "day"))
        mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get(
            (inferred, bool(self.alternatives)), ""
        )
        text = day_only.isoformat()
        return (text if self.year is not None else f"XXXX{text[1:]}") + mark

    def to_datetime(self, *, precision: DatePrecision = "minute") -> datetime:
        """Return a ``datetime``; it is naive where no offset is known.

        *precision* is the coarsest precision that you accept.  Fields finer
        than what is known are 0 (1 for month and day), so accept only what you
        can bear.

        Raises :class:`PrecisionError` if the date is less precise.
        """
        known = self.precision
        if self.year is None or DATE_FIELDS.index(known) < DATE_FIELDS.index(precision):
            raise PrecisionError(
                f"{self.isoformat()!r} is known to the {known}, not to the {precision}"
                + (" (and has no year)" if self.year is None else "")
            )
        return self._floor().replace(tzinfo=self._tzinfo())

    def _tzinfo(self) -> timezone | None:
        return None if self.offset is None else timezone(timedelta(minutes=self.offset))

    def _floor(self) -> datetime:
        """The first instant of the date, on its own clock."""
        return datetime(
            self.year or 1,
            self.month or 1,
            self.day or 1,
            self.hour or 0,
            self.minute or 0,
            self.second or 0,
            self.microsecond or 0,
        )

    def interval(self) -> tuple[datetime, datetime]:
        """Return the earliest and the latest instant it can mean, in UTC.

        Where no offset is known, the interval is as wide as the world's zones;
        where no year is known, it is all time.

        >>> low, high = PartialDate(year=2025, month=2, day=13, offset=60).interval()
        >>> low.isoformat(), high.isoformat()
        ('2025-02-12T23:00:00+00:00', '2025-02-13T22:59:59.999999+00:00')
        """
        if self.year is None:
            return datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
        low = self._floor()
        high = _ceiling(low, self.precision)
        west, east = (
            _OUTERMOST_OFFSETS_MINUTES if self.offset is None else (self.offset, self.offset)
        )
        return _shift(low, east), _shift(high, west)

    def before(self, other: PartialDate) -> bool:
        """Say whether it certainly lies before *other*.

        >>> PartialDate(year=2024).before(PartialDate(year=2025, month=2))
        True
        >>> PartialDate(year=2025).before(PartialDate(year=2025, month=2))
        False
        """
        return self.interval()[1] < other.interval()[0]

    def after(self, other: PartialDate) -> bool:
        """Say whether it certainly lies after *other*."""
        return other.before(self)

    def overlaps(self, other: PartialDate) -> bool:
        """Say whether it can mean the same instant as *other*."""
        return not self.before(other) and not other.before(self)

    def __lt__(self, other: object) -> bool:
        """Compare as intervals: ``<`` holds only where it is certain."""
        return self.before(other) if isinstance(other, PartialDate) else NotImplemented

    def __gt__(self, other: object) -> bool:
        """Compare as intervals: ``>`` holds only where it is certain."""
        return other.before(self) if isinstance(other, PartialDate) else NotImplemented

    def __str__(self) -> str:
        return self.isoformat()

    def to_dict(self) -> dict[str, object]:
        """Return plain values; fields at their default are left out."""
        values: dict[str, object] = {"isoformat": self.isoformat()}
        for name in (*DATE_FIELDS, "offset"):
            if getattr(self, name) is not None:
                values[name] = getattr(self, name)
        values["zone"] = self.zone
        for name, default in (
            ("inferred", ()),
            ("role", "unknown"),
            ("calendar", "gregorian"),
            ("text", ""),
            ("start", 0),
            ("end", 0),
            ("confidence", 1.0),
        ):
            if getattr(self, name) != default:
                value = getattr(self, name)
                values[name] = list(value) if isinstance(value, tuple) else value
        if self.alternatives:
            values["alternatives"] = [other.to_dict() for other in self.alternatives]
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> PartialDate:
        """Return the date that :meth:`to_dict` wrote.

        >>> date = PartialDate(year=2025, month=2, role="published")
        >>> PartialDate.from_dict(date.to_dict()) == date
        True
        """
        given: dict[str, Any] = {key: value for key, value in values.items() if key != "isoformat"}
        given["inferred"] = tuple(given.get("inferred", ()))
        given["alternatives"] = tuple(
            cls.from_dict(other) for other in given.get("alternatives", ())
        )
        return cls(**given)


def _offset_text(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _ceiling(low: datetime, precision: DatePrecision) -> datetime:
    """The last instant of the span of *precision* that starts at *low*."""
    if precision == "year":
        return low.replace(month=12, day=31, hour=23, minute=59, second=59, microsecond=999_999)
    if precision == "month":
        last = _calendar.monthrange(low.year, low.month)[1]
        return low.replace(day=last, hour=23, minute=59, second=59, microsecond=999_999)
    names = DATE_FIELDS[DATE_FIELDS.index(precision) + 1 :]
    full = {"hour": 23, "minute": 59, "second": 59, "microsecond": 999_999}
    return low.replace(**{name: full[name] for name in names})  # type: ignore[arg-type]


def _shift(local: datetime, offset_minutes: int) -> datetime:
    """Return the UTC instant of a local time, held within what ``datetime`` can hold."""
    try:
        return (local - timedelta(minutes=offset_minutes)).replace(tzinfo=UTC)
    except OverflowError:
        edge = datetime.max if offset_minutes < 0 else datetime.min
        return edge.replace(tzinfo=UTC)
