"""Logs: they tell where the program failed and never what a record or a person said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ewloe_desktop import logs


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """A log that is open."""
    logs.start(tmp_path / "logs")
    yield tmp_path / "logs" / "ewloe.log"
    logs.stop()


def fail(word: str) -> None:
    """An error whose own words hold something personal, with another beneath it."""
    try:
        raise KeyError(word)
    except KeyError as error:
        raise ValueError(f"could not sign in with {word}") from error


def test_an_unexpected_error_is_found_by_its_number_without_its_words(log: Path) -> None:
    try:
        fail("canary-password")
    except ValueError as error:
        number = logs.unexpected(error)
    told = log.read_text(encoding="utf-8")
    assert number in told
    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "test_logs.py" in told
    assert "canary" not in told
    assert str(Path(__file__).parents[1]) not in told


def test_a_folder_that_cannot_be_written_leaves_the_app_without_a_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    logs.start(tmp_path / "file")
    try:
        assert logs.unexpected(ValueError("x"))
    finally:
        logs.stop()
