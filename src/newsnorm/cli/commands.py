"""The parser of the command line, and what catches every error."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from newsnorm.cli import dedup, explain, normalize, report, rules
from newsnorm.errors import MissingExtraError, NewsnormError, OptionError

OK, SOME_FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with *argv* and return the exit code.

    >>> main(["explain", "--help"])  # doctest: +ELLIPSIS
    usage: newsnorm explain ...
    0
    """
    parser = _parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        code = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as with ``| head``
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except (MissingExtraError, OptionError) as error:
        return _complain(error, USAGE)
    except NewsnormError as error:
        return _complain(error, SOME_FAILED)
    except OSError as error:  # standard output is full, say
        return _complain(error, SOME_FAILED)
    return code


def _complain(error: Exception, code: int) -> int:
    sys.stderr.write(f"newsnorm: {error}\n")
    return code


def _parser() -> argparse.ArgumentParser:
    from newsnorm import __version__

    parser = argparse.ArgumentParser(
        prog="newsnorm",
        description="Messy multilingual news text in; clean, typed, deduplicated articles out.",
    )
    parser.add_argument("--version", action="version", version=f"newsnorm {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (normalize, dedup, explain, report, rules):
        command.add_to(commands)
    return parser
