"""Build ``src/newsnorm/mojibake/data/scan.bin``: what the clean-text scan looks up.

Run it with the Python of the oldest supported version, whose Unicode data say least::

    python scripts/build_scan_tables.py
"""

from __future__ import annotations

from pathlib import Path

from newsnorm.mojibake.scan_tables import packed

TARGET = Path(__file__).resolve().parent.parent / "src/newsnorm/mojibake/data/scan.bin"


def main() -> None:
    """Write the file."""
    data = packed()
    TARGET.write_bytes(data)
    print(f"{TARGET.name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
