"""Write ``src/newsnorm/_text/_script_table.py`` from the Unicode Character Database.

The Script property (UAX #24) comes with the PyPI package ``fonttools``::

    pip install fonttools
    python scripts/build_script_table.py

Adjacent ranges of one script are joined; unassigned code points take the script
before them, so that the table stays small (they do not occur in text).
"""

from __future__ import annotations

import textwrap
import unicodedata
from pathlib import Path

from fontTools import version
from fontTools.unicodedata import Scripts

TARGET = Path(__file__).parent.parent / "src" / "newsnorm" / "_text" / "_script_table.py"

HEADER = '''"""The Unicode Script property as ranges; made by ``scripts/build_script_table.py``.

Source: Unicode Character Database, Scripts.txt, by way of fonttools {version}.
© Unicode, Inc.; Unicode License v3 (see LICENSES.md beside this file).
Each item is ``start:script``, the first code point in hexadecimal and the
ISO 15924 code; it holds up to the next item.  ``MARKS`` are the combining marks
(general categories Mn, Mc, Me) as ``first-last``.
"""

from __future__ import annotations

RANGES = (
'''


def ranges() -> list[tuple[int, str]]:
    """Return the start of each run and its script."""
    runs: list[tuple[int, str]] = []
    for start, script in zip(Scripts.RANGES, Scripts.VALUES, strict=True):
        if script == "Zzzz" or (runs and runs[-1][1] == script):
            continue
        runs.append((start, script))
    return runs


def mark_ranges() -> list[str]:
    """Return the ranges of combining marks (Mn, Mc, Me) as ``first-last``, hexadecimal."""
    marks = [point for point in range(0x110000) if unicodedata.category(chr(point))[0] == "M"]
    known = frozenset(marks)
    starts = [point for point in marks if point - 1 not in known]
    ends = [point for point in marks if point + 1 not in known]
    return [f"{start:x}-{end:x}" for start, end in zip(starts, ends, strict=True)]


def main() -> None:
    """Write the table."""
    items = " ".join(f"{start:x}:{script}" for start, script in ranges())
    lines = [f'    "{line} "' for line in textwrap.wrap(items, 90)]
    marks = [f'    "{line} "' for line in textwrap.wrap(" ".join(mark_ranges()), 90)]
    body = [*lines, ")", "", "MARKS = (", *marks, ")", ""]
    TARGET.write_text(HEADER.format(version=version) + "\n".join(body), encoding="utf-8")
    print(f"{len(ranges())} ranges, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
