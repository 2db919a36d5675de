"""Other calendars, turned into Gregorian year, month and day.

Sources: Jalali by the 33-year arithmetic cycle of K. M. Borkowski (exact for
1799-2256); Hijri by the tabular calendar with leap years 2, 5, 7, 10, 13, 16, 18,
21, 24, 26, 29 of 30 (type II, Thursday epoch), which the observed month can miss
by a day or two, so such a date is never certain.
"""

from __future__ import annotations

from datetime import date, timedelta

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867, "民國": 1911}
"""Year 0 of the eras that count from 1 (Gregorian years)."""
BUDDHIST_OFFSET = 543
"""Years between the Thai solar calendar and the Gregorian one (since 1941)."""
BUDDHIST_FROM = 2400
"""The first year that is read as Buddhist without being told: no news is from 2400 CE."""
_HIJRI_EPOCH = date(622, 7, 18)
"""1 Muharram 1 AH, civil epoch, in the proleptic Gregorian calendar (19 July less one)."""


_THAI_SHORT = range(43, 81)
"""Two digits of Thai years that are of 2000 to 2037; others are Gregorian (2025, 1998)."""


def thai_short_year(year: int) -> int:
    """Return the year that a year read from two digits means in Thai.

    >>> thai_short_year(2059), thai_short_year(2025)
    (2016, 2025)
    """
    digits = year % 100
    return 2500 + digits - BUDDHIST_OFFSET if digits in _THAI_SHORT else year


def jalali(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Return the Gregorian date of a Persian solar one.

    >>> jalali(1403, 11, 24)
    (2025, 2, 12)
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30) and 1 <= year <= 3000):
        return None
    shifted = year + 1595
    days = -355668 + 365 * shifted + shifted // 33 * 8 + (shifted % 33 + 3) // 4 + day
    days += (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    return _from_days(days)


def _from_days(days: int) -> tuple[int, int, int] | None:
    """Return the date *days* days after 0000-12-31 of the proleptic Gregorian calendar less 366."""
    ordinal = days - 365
    try:
        found = date.fromordinal(ordinal)
    except (ValueError, OverflowError):
        return None
    return found.year, found.month, found.day


def hijri(year: int, month: int, day: int) -> tuple[int, int, int] | None:
    """Return the Gregorian date of an Islamic one, by the tabular calendar.

    >>> hijri(1446, 8, 13)
    (2025, 2, 12)
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and 1 <= year <= 3000):
        return None
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    found = date(622, 7, 18) + timedelta(days=days)
    return found.year, found.month, found.day


IN_USE = (1200, 1600)
"""Years of the Jalali and Hijri calendars that a month's name may stand with."""
JALALI_NOW = (1300, 1450)
"""Years of dates in numbers that are read as Jalali (1921 to 2071): no news is from 1300 CE."""
