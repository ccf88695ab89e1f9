"""What must not stand in the project: machine paths, addresses in version lists, unfinished places, large files."""

import re
from functools import cache
from pathlib import Path

from tests.architecture.sources import READERS, ROOT, kept_files

pytestmark = READERS

MACHINE_PATH = re.compile("/" + r"(?:home|root|work|farm)" + r"/\w|bash_" + "jobs")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b|NotImplemented" + r"Error")
ADDRESS = "://"
LARGEST = 2 * 1024 * 1024


@cache
def texts() -> tuple[tuple[Path, str], ...]:
    """Every kept text file with what it holds."""
    held = ((path.relative_to(ROOT), path.read_bytes()) for path in kept_files())
    return tuple((path, content.decode("utf-8", "replace")) for path, content in held if b"\0" not in content[:8192])


def test_no_path_of_one_machine_is_kept() -> None:
    assert [str(path) for path, text in texts() if MACHINE_PATH.search(text)] == []


def test_nothing_is_left_unfinished() -> None:
    assert [str(path) for path, text in texts() if path.suffix == ".py" and UNFINISHED.search(text)] == []


def test_version_lists_hold_no_address() -> None:
    lists = [(path, text) for path, text in texts() if re.search(r"constraints|requirements|lock$", path.name)]
    assert "constraints.txt" in {path.name for path, _ in lists}
    assert [str(path) for path, text in lists if ADDRESS in text] == []


def test_no_large_file_is_kept() -> None:
    assert [str(path) for path in kept_files() if path.stat().st_size > LARGEST] == []
