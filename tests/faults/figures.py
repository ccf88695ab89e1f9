"""The figures of a run: each trial adds a line to a file, and the end of the run shows them all.

A plugin of pytest: `-p tests.faults.figures`. Without it the trials are made and nothing is taken down.
"""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

FILE = "EWLOE_FIGURES"  # every process of a run adds to the file that this names
Figures = Callable[..., None]


def kept() -> Figures:
    """What takes down one number's figures in the file of this run."""
    name = os.environ.get(FILE)

    def take(number: str, **counts: float | str) -> None:
        if name:
            # One short write at the end of the file: two processes never mix their lines.
            with Path(name).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"number": number, **counts}) + "\n")

    return take


def pytest_configure(config: pytest.Config) -> None:
    """Names the file, once for all processes of the run."""
    if FILE not in os.environ:
        handle, name = tempfile.mkstemp(prefix="ewloe-figures-", suffix=".jsonl")
        os.close(handle)
        os.environ[FILE] = name


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows what was taken down, by number."""
    lines = Path(os.environ[FILE]).read_text("utf-8").splitlines()
    if not lines:
        return
    terminalreporter.section("figures")
    for entry in sorted(map(json.loads, lines), key=lambda e: (e["number"][0], int(e["number"][1:]))):
        told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in entry.items() if name != "number")
        terminalreporter.write_line(f"{entry['number']:<4}{told}")
    terminalreporter.write_line(f"kept in {os.environ[FILE]}")
