"""The examples of the README and of the docs are tests: they run, and say what they print."""

from __future__ import annotations

from doctest import ELLIPSIS, NORMALIZE_WHITESPACE
from pathlib import Path

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).parent


def in_the_project(namespace: dict[str, object]) -> None:
    """Give every document the folder of the seeds."""
    namespace["SEEDS"] = ROOT / "seeds"


pytest_collect_file = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS | NORMALIZE_WHITESPACE),
        SkipParser(),
    ],
    patterns=["README.md", "docs/**/*.md", "docs/*.md"],
    excludes=["docs/_build/**"],
    setup=in_the_project,
).pytest()
