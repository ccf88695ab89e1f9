"""Files and functions stay small enough to read."""

import ast

from tests.architecture.sources import READERS, sources

pytestmark = READERS

FILE_LINES = 300
FUNCTION_LINES = 40
EVERYTHING = ("ewloe_desktop", "packaging", "tests")
LISTS = "ewloe_desktop/storage/migrations/versions/"  # a table's columns, written down once


def test_no_file_is_longer_than_300_lines() -> None:
    long = [f"{source.place}: {source.lines}" for source in sources(*EVERYTHING) if source.lines > FILE_LINES]
    assert not long, "\n".join(long)


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{source.place}:{node.lineno} {node.name}: {length}"
        for source in sources(*EVERYTHING)
        if not source.place.startswith(LISTS)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert not long, "\n".join(long)
