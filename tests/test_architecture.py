"""The house: imports go one way, the front door is right and light, files stay small."""

from __future__ import annotations

import ast
import inspect
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import newsnorm

SOURCE = Path(newsnorm.__file__).parent
HEAVY = {"numpy", "ftfy", "charset_normalizer", "langdetect", "yaml", "attr", "attrs"}
ONE_HOME = ("ftfy", "charset_normalizer", "yaml", "trafilatura", "feedparser", "warcio")


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def test_every_public_name_is_there_and_says_newsnorm() -> None:
    for name in newsnorm.__all__:
        value = getattr(newsnorm, name)
        if inspect.isclass(value):
            assert value.__module__.split(".")[0] == "newsnorm", name
            if not getattr(value, "_is_protocol", False):
                assert pickle.loads(pickle.dumps(value)) is value
        assert name == "Change" or inspect.getdoc(value), f"{name} has no docstring"


def test_the_front_door_names_what_type_checkers_see() -> None:
    tree = ast.parse((SOURCE / "__init__.py").read_text("utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.asname
        for node in ast.walk(block)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == set(newsnorm.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = newsnorm.no_such_name


def test_importing_newsnorm_loads_nothing_heavy() -> None:
    code = "import sys, newsnorm; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not HEAVY & set(loaded)


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", ONE_HOME)
def test_a_third_party_package_has_one_home(package: str) -> None:
    homes = [path.relative_to(SOURCE) for path in modules() if package in imported(path)]
    assert len(homes) <= 1, homes


def test_no_clock_no_chance_no_network_in_the_library() -> None:
    refused = {"random", "secrets", "socket", "urllib.request", "requests", "locale"}
    for path in modules():
        assert not refused & imported(path), path


def test_files_stay_readable() -> None:
    long = {
        str(path.relative_to(SOURCE)): count
        for path in modules()
        if (count := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert not long


def test_functions_stay_readable() -> None:
    long = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                first = node.body[0]
                prose = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
                begin = (first.end_lineno or 0) if prose else node.lineno
                if (node.end_lineno or 0) - begin > 60:
                    long.append(f"{path.name}:{node.name}")
    assert not long
