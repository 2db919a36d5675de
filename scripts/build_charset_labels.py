"""Build ``src/newsnorm/_text/data/labels.txt``: the labels of the WHATWG Encoding Standard.

The table is taken from two packages that were made from the standard, and which must not
contradict each other (the first leaves out what it does not decode)::

    npm pack whatwg-encoding@3.1.1 && tar xzf whatwg-encoding-3.1.1.tgz
    pip download --no-deps webencodings==0.6.1 && unzip webencodings-*.whl

    python scripts/build_charset_labels.py --npm package/lib/labels-to-names.json --wheel .
"""

from __future__ import annotations

import argparse
import json
import runpy
from collections import defaultdict
from pathlib import Path

HEAD = """\
# Labels of the WHATWG Encoding Standard, section "Names and labels": name, then its labels.
# Taken on 2026-11-22 from npm whatwg-encoding 3.1.1 (MIT) and PyPI webencodings 0.6.1 (BSD);
# built by scripts/build_charset_labels.py
"""


def main() -> None:
    """Build the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--npm", type=Path, required=True)
    parser.add_argument("--wheel", type=Path, required=True)
    here = Path(__file__).resolve().parent.parent
    args = parser.parse_args()
    first = {k: v.lower() for k, v in json.loads(args.npm.read_text("utf-8")).items()}
    second = runpy.run_path(str(args.wheel / "webencodings" / "labels.py"))["LABELS"]
    wrong = {label for label in first if second.get(label, first[label]) != first[label]}
    if wrong:
        raise SystemExit(f"the two tables contradict each other: {sorted(wrong)}")
    names: defaultdict[str, set[str]] = defaultdict(set)
    for label, name in (second | first).items():
        names[name].add(label)
    lines = [f"{name} {' '.join(sorted(names[name]))}" for name in sorted(names)]
    out = here / "src" / "newsnorm" / "_text" / "data" / "labels.txt"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    print(out, len(first), len(second), "labels")


if __name__ == "__main__":
    main()
