"""The command line as a shell sees it: help, sentences, exit codes, never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


def shell(*words: str, **changed: str) -> subprocess.Popen[bytes]:
    """A process of the command."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), **changed}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        surroundings.pop(name, None)
    return subprocess.Popen(
        [sys.executable, "-m", "ewloe_desktop", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings,
    )


@pytest.mark.parametrize("command", [(), ("demo",), ("read",), ("check",)])
def test_every_command_has_help(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert "usage: ewloe-desktop" in ran.out


@pytest.mark.parametrize("words", [("nonsense",), ("read",), ("check", "--nonsense"), ("--register",)])
def test_a_line_that_is_not_understood_ends_with_two_and_says_why(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "error:" in ran.err


def test_without_a_screen_the_window_says_so() -> None:
    process = shell()
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, b"")
    assert b"Traceback" not in err
    assert len(err) > 20


def test_wrong_settings_are_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('register = "postgresql://a:b@server/x"\n')
    process = shell(EWLOE_SETTINGS=str(tmp_path / "settings.toml"))
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"holds a password" in err


def test_a_closed_pipe_ends_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("A Long Policy\n\n" + "\n\n".join(f"Sentence number {n} of the policy." for n in range(4000)))
    process = shell("read", str(file), "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 2
    assert b"Traceback" not in err
    assert b"closed" in err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_stopping_ends_without_a_traceback(tmp_path: Path) -> None:
    process = shell("demo", "--no-window", "--folder", str(tmp_path / "demo"), EWLOE_STATE=str(tmp_path / "state"))
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=170)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert b"Stopped" in err


def test_something_unforeseen_is_a_sentence_and_a_number_in_the_log(
    run: Run, monkeypatch: pytest.MonkeyPatch, own_state: Path, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("canary")

    monkeypatch.setattr("ewloe_desktop.cli.read.read_file", fail)
    ran = run("read", tmp_path / "x.txt")
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert "canary" not in ran.err
    log = (own_state / "logs" / "ewloe.log").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "canary" not in log
