"""Values that people type: checked before a run begins, since a wrong one would change nothing."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_REGION = re.compile(r"[A-Za-z]{2}|\d{3}")


def positive(text: str) -> int:
    """Read a number above zero."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"a number above zero, not {text!r}")
    return int(text)


def language(text: str) -> str:
    """Read a language tag.

    >>> language("zh-Hant")
    'zh-Hant'
    """
    if _LANGUAGE.fullmatch(text) is None:
        raise ArgumentTypeError(f"a BCP 47 tag such as de or zh-Hant, not {text!r}")
    return text


def region(text: str) -> str:
    """Read the code of a country or region.

    >>> region("at")
    'AT'
    """
    if _REGION.fullmatch(text) is None:
        raise ArgumentTypeError(f"an ISO 3166 code such as DE or GB, not {text!r}")
    return text.upper()


def charset(text: str) -> str:
    """Read the name of a charset.

    >>> charset("latin1")
    'latin1'
    """
    from newsnorm._text.codecs import lookup

    if lookup(text) is None:
        raise ArgumentTypeError(f"a charset such as utf-8 or windows-1252, not {text!r}")
    return text
