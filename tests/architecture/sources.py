"""The project's own files, read once for the tests of its shape."""

import ast
import gc
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
# For tests that read most of the project: in one process it is read once.
READERS = pytest.mark.xdist_group("sources")


@dataclass(frozen=True)
class Source:
    """One Python file: its place from the project's folder, its text and its syntax tree."""

    place: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return len(self.text.splitlines())


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file below the folders, in order of place."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    gc.disable()  # all the trees last: looking through them takes five times as long as making them
    try:
        return tuple(read(path) for path in paths if "__pycache__" not in path.parts)
    finally:
        gc.freeze()
        gc.enable()


@cache
def read(path: Path) -> Source:
    """The file at the path."""
    text = path.read_text("utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """Every call of a function, type or method with one of these names."""
    return (call for call in all_calls(tree) if called(call) in names)


@cache
def all_calls(tree: ast.AST) -> tuple[ast.Call, ...]:
    """Every call in a tree."""
    return tuple(node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    """The last word of what is called: `RuleBroken` for `errors.RuleBroken(...)`."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def argument(call: ast.Call, position: int, keyword: str) -> ast.expr | None:
    """What is given at a position or under a keyword, if anything."""
    if len(call.args) > position:
        return call.args[position]
    return next((given.value for given in call.keywords if given.arg == keyword), None)


def words_in(expression: ast.expr | None) -> list[str]:
    """The plain strings an expression can give: itself, or either side of a choice."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return [expression.value]
    if isinstance(expression, ast.IfExp):
        return words_in(expression.body) + words_in(expression.orelse)
    return []


@cache
def settings() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file under version control, or every file there is where the project came without its history."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not any(part.startswith(".") for part in path.parts)]
    return tuple(path for path in found if path.is_file() and "__pycache__" not in path.parts)
