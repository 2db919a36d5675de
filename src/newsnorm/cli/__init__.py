"""The command line: ``newsnorm normalize``, ``dedup``, ``explain`` and ``report``.

A Unix tool: ``-`` is standard input, results go to standard output unless ``-o``
names a file, everything said to people goes to standard error.  Exit codes: 0 for
success, 1 if some documents failed (they are named), 2 for wrong usage.
"""

from __future__ import annotations

from newsnorm.cli.commands import main

__all__ = ["main"]
