"""Build src/newsnorm/rules/index.json.gz: the rule packs with their phrases written out and filed.

Run it after any change of a pack or of the pattern language; a test holds the index against the
packs.  It needs nothing but newsnorm itself.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from newsnorm._text.rules import index_of, read_packs

TARGET = Path(__file__).parent.parent / "src" / "newsnorm" / "rules" / "index.json.gz"


def main() -> None:
    """Write the index."""
    text = json.dumps(index_of(read_packs()), ensure_ascii=False, separators=(",", ":"))
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


if __name__ == "__main__":
    main()
