"""Every numbered fault has its tests in one file of tests/faults, and its row in that folder's table."""

import ast
import re
from collections import defaultdict
from pathlib import Path

FAULTS = Path(__file__).parents[1] / "faults"
COUNTS = {"F": 18, "T": 18, "C": 4, "D": 13, "A": 14, "B": 10}
NUMBERS = [f"{letter}{n}" for letter, most in COUNTS.items() for n in range(1, most + 1)]
NAMED = re.compile(r"test_((?:[a-z]\d+_)+)")
COLUMNS = 6


def numbers_tested() -> dict[str, set[str]]:
    """The files that hold the tests of each number."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in FAULTS.glob("test_*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            named = NAMED.match(node.name) if isinstance(node, ast.FunctionDef) else None
            for number in named[1].upper().split("_")[:-1] if named else ():
                found[number].add(file.name)
    return found


def rows() -> list[list[str]]:
    """The table's rows, cell by cell."""
    lines = (FAULTS / "README.md").read_text("utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if row[0] in NUMBERS]


def test_every_number_has_its_tests_in_one_file() -> None:
    found = numbers_tested()
    assert {n: files for n, files in found.items() if len(files) > 1 or n not in NUMBERS} == {}
    assert [n for n in NUMBERS if n not in found] == []


def test_the_table_tells_of_every_number_where_and_how_often_it_is_tried() -> None:
    assert [row[0] for row in rows()] == NUMBERS
    assert [row[0] for row in rows() if len(row) != COLUMNS] == []
    found = numbers_tested()
    assert [row[0] for row in rows() if row[3].strip("`") not in found[row[0]]] == []
    assert [row[0] for row in rows() if not all(row)] == []
