"""The script that prepares and runs every job."""

import ast
import importlib.util
import os
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module of this test's own."""
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "packaging/dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "dev_under_test", module)
    spec.loader.exec_module(module)
    return module


def test_help_tells_of_every_job(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"\n  {name} " in told for name in dev.JOBS)


def test_no_job_and_an_unknown_job_are_refused(dev: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 2
    assert dev.main(["dance"]) == 2
    assert "no job called dance" in capsys.readouterr().err


def test_arguments_go_to_the_last_command_of_a_job(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    count = "import sys; sys.exit(len(sys.argv) - 1)"
    job = dev.Job("counts", (("-c", "import sys; assert len(sys.argv) == 1"), ("-c", count)))
    assert dev.run(job, ["-k", "name"]) == 2


def test_a_failure_before_the_last_command_is_not_lost(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    job = dev.Job("fails first", (("-c", "raise SystemExit(3)"), ("-c", "pass")))
    assert dev.run(job, []) == 3


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="only Debian and its kin have dpkg")
def test_only_what_is_missing_is_asked_for(dev: ModuleType) -> None:
    assert dev.missing_packages(["dpkg", "no-such-package-anywhere"]) == ["no-such-package-anywhere"]


def test_other_systems_are_asked_for_nothing(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert dev.missing_packages(["libgl1"]) == []


@pytest.mark.skipif(os.name == "nt", reason="there is no root on Windows")
def test_without_root_and_sudo_the_line_to_run_is_told(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("PATH", os.devnull)
    with pytest.raises(dev.Stop, match=r"apt-get install -y --no-install-recommends libegl1 xvfb"):
        dev.install_packages(["libegl1", "xvfb"])


def test_a_second_run_installs_nothing(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed.txt")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "there-is-no-python-here")
    dev.STAMP.write_text(f"{dev.fingerprint()} dev\n", "utf-8")
    dev.install_project(dev=True)
    dev.install_project(dev=False)


def test_other_versions_are_installed_anew(dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed.txt")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "there-is-no-python-here")
    for stamp in ("an-older-digest dev", f"{dev.fingerprint()} plain", ""):
        dev.STAMP.write_text(stamp, "utf-8")
        with pytest.raises(FileNotFoundError):
            dev.install_project(dev=True)
        assert not dev.STAMP.exists()


@pytest.mark.parametrize("script", ["dev.py", "smoke_test.py"])
def test_the_script_needs_the_standard_library_alone(script: str) -> None:
    tree = ast.parse((ROOT / "packaging" / script).read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", ".ci/run"])
def test_every_job_that_is_written_of_exists(dev: ModuleType, page: str) -> None:
    named = set(re.findall(r"dev\.py (\w+)", (ROOT / page).read_text("utf-8")))
    assert named <= set(dev.JOBS)
