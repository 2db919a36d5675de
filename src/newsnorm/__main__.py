"""Run the command line: ``python -m newsnorm``."""

from __future__ import annotations

import sys

from newsnorm.cli import main

if __name__ == "__main__":
    sys.exit(main())
