"""Good code type-checks; misuse does not.  Under mypy --strict and under pyrefly."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import newsnorm

HERE = Path(__file__).parent
CHECKERS = {
    "mypy": ["mypy", "--strict", "--no-error-summary", "--config-file="],
    "pyrefly": ["pyrefly", "check", "--output-format=min-text", "--summary=none"],
}


def refused_lines(checker: str, name: str) -> set[int]:
    """Return the numbers of the lines in which *checker* finds an error."""
    command, *arguments = CHECKERS[checker]
    program = Path(sys.executable).with_name(command)
    done = subprocess.run(
        [program, *arguments, HERE / name], capture_output=True, text=True, check=False, cwd=HERE
    )
    output = done.stdout + done.stderr
    found = {int(number) for number in re.findall(rf"{re.escape(name)}:(\d+)", output)}
    assert found or done.returncode == 0, output
    return found


@pytest.mark.parametrize("checker", CHECKERS)
def test_good_code_passes(checker: str) -> None:
    assert refused_lines(checker, "good.py") == set()


@pytest.mark.parametrize("checker", CHECKERS)
def test_every_misuse_is_refused(checker: str) -> None:
    lines = (HERE / "misuse.py").read_text("utf-8").splitlines()
    wanted = {number for number, line in enumerate(lines, 1) if line.endswith("# refused")}
    assert len(wanted) == 18
    assert refused_lines(checker, "misuse.py") == wanted


def test_no_any_in_the_public_api() -> None:
    for name in newsnorm.__all__:
        value = getattr(newsnorm, name)
        calls = (
            [value]
            if inspect.isfunction(value)
            else vars(value).values()
            if (inspect.isclass(value))
            else []
        )
        for call in calls:
            function = getattr(call, "__func__", call)
            if inspect.isfunction(function) and not function.__name__.startswith("_"):
                hints = inspect.get_annotations(function)
                said = [str(hint) for hint in hints.values()]
                assert not [hint for hint in said if re.search(r"\bAny\b", hint)], function
