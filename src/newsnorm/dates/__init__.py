"""Dates in news text: what is stated, and nothing else.

Takes a text (a byline, a header line, a front-matter value, an article) and what is
known of it: language, region, reference time.  Gives :class:`~newsnorm.PartialDate`.
Raises :class:`~newsnorm.InputTypeError` when the text is no ``str``.
"""

from __future__ import annotations

from newsnorm.dates.choice import find_dates, parse_date

__all__ = ["find_dates", "parse_date"]
