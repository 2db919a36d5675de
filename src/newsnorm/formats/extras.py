"""The only door to optional packages: each is imported through :func:`load_extra`."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from newsnorm.errors import MissingExtraError

__all__ = ["load_extra"]

_EXTRA_OF = {
    "feedparser": "feeds",
    "pyarrow": "parquet",
    "pyspark": "spark",
    "ray": "ray",
    "trafilatura": "html",
    "warcio": "warc",
    "zstandard": "zstd",
}


def load_extra(module: str) -> Any:
    """Import the optional *module* and return it.

    Raises :class:`MissingExtraError`, which names the extra to install, if it
    is not there.

    >>> load_extra("pyarrow_of_tomorrow")
    Traceback (most recent call last):
    newsnorm.MissingExtraError: pyarrow_of_tomorrow is not installed
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        extra = _EXTRA_OF.get(package)
        how = f"; install it with: pip install 'newsnorm[{extra}]'" if extra else ""
        raise MissingExtraError(f"{package} is not installed{how}") from error
