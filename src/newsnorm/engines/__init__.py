"""Engines: newsnorm inside Arrow, Spark and Ray, with the results of one process.

Takes batches and data frames; gives the same.  Raises :class:`MissingExtraError`
where a package is needed.  :mod:`newsnorm.engines.arrow` holds the work, the
others only move rows.
"""

from __future__ import annotations

__all__: list[str] = []
