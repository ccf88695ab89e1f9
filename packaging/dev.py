#!/usr/bin/env python3
"""Makes ready what a job needs, then runs it.

usage: python3 packaging/dev.py JOB [arguments of the job]

jobs:
{jobs}

The first run makes .venv beside the project and installs what the job needs; later runs start at once.
On Debian and Ubuntu missing system packages are installed with apt, as root or through sudo.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "installed.txt"
CONSTRAINTS = "packaging/constraints.txt"  # relative: pip splits a path at its spaces

QT = ("libegl1", "libgl1", "libdbus-1-3", "libfontconfig1", "libglib2.0-0", "libxkbcommon0", "libbrotli1")
QT_SCREEN = (
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
)
TESTS = ("poppler-utils", "libjaxb-java", "default-jre-headless", "xvfb", "xauth")

# Where fewer things are tried in every run of the tests than when the whole is asked for.
TRIALS = ("tests/faults", "tests/app/test_standing.py", "tests/cli/test_demo.py", "tests/storage/test_beginning.py")


class Stop(Exception):  # noqa: N818 - a word to say, not an error
    """The job cannot go on; the text says why and what to do."""


@dataclass(frozen=True)
class Job:
    """What a job says of itself, what it needs, and the commands it runs one after the other."""

    about: str
    commands: tuple[tuple[str, ...], ...]
    dev: bool = True
    packages: tuple[str, ...] = QT
    environment: Mapping[str, str] = field(default_factory=dict)


JOBS = {
    "demo": Job(
        "make the made-up school in ./demonstration and, with a screen, open it (--no-window, --folder DIR)",
        (("-m", "ewloe_desktop", "demo"),),
        dev=False,
    ),
    "run": Job("any command of the app: run, run read FILE, run --help", (("-m", "ewloe_desktop"),), dev=False),
    "test": Job(
        "run the tests; more arguments go to pytest: test -k name",
        (("-m", "pytest", "-n", "2", "--dist", "loadgroup"),),
        packages=QT + QT_SCREEN + TESTS,
    ),
    "faults": Job(
        "try every fault and attack as often as promised and show the figures: about an hour",
        (("-m", "pytest", "-n", "2", "-p", "tests.faults.figures", "--timeout", "3600", *TRIALS),),
        packages=QT + QT_SCREEN + TESTS,
        environment={"EWLOE_FAULTS": "whole"},
    ),
    "check": Job(
        "lint, types, import contracts, and the newest schema against the models",
        (
            ("-m", "ruff", "check", "--no-cache", "."),
            ("-m", "ruff", "format", "--check", "."),
            ("-m", "mypy"),
            ("-c", "import importlinter.cli as c; c.lint_imports_command()"),
            ("packaging/check_schema.py",),
        ),
    ),
    "wheel": Job(
        "build a wheel and run the demonstration from it in a new environment",
        (("packaging/smoke_test.py",),),
        dev=False,
    ),
    "bench": Job("measure speed against floors of the same run and print one table", (("-m", "tests.benchmarks"),)),
}


def main(arguments: Sequence[str]) -> int:
    """Runs the job named first with the rest as its arguments; returns the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python may well be the one that runs this file
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return 1
    if not arguments or arguments[0] in {"-h", "--help"}:
        print(usage())
        return 0 if arguments else 2
    job = JOBS.get(arguments[0])
    if job is None:
        print(f"There is no job called {arguments[0]}.\n\n{usage()}", file=sys.stderr)
        return 2
    try:
        make_ready(job)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    return run(job, list(arguments[1:]))


def usage() -> str:
    """The help text: this file's first lines with the jobs put in."""
    return (__doc__ or "").format(jobs="\n".join(f"  {name:<7}{job.about}" for name, job in JOBS.items())).strip()


def run(job: Job, arguments: list[str]) -> int:
    """Runs every command of the job, the arguments after the last one's; returns the last failure's exit code."""
    failure = 0
    for command in job.commands:
        extra = arguments if command is job.commands[-1] else []
        if len(job.commands) > 1:
            print("+", *command, flush=True)
        failure = call(PYTHON, *command, *extra, environment=job.environment) or failure
    return failure


def call(*command: str | Path, quiet: bool = False, environment: Mapping[str, str] | None = None) -> int:
    """Runs a command in the project's folder with these additions to the environment; returns its exit code."""
    hush = subprocess.DEVNULL if quiet else None
    added = {**os.environ, **(environment or {})}
    return subprocess.run(command, check=False, cwd=ROOT, env=added, stdout=hush).returncode


def make_ready(job: Job) -> None:
    """Sees to the system's packages and .venv; raises Stop when something is out of reach."""
    wanted = list(job.packages)
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        wanted += QT_SCREEN
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    install_packages(missing_packages(wanted))
    make_venv()
    install_project(job.dev)


def missing_packages(wanted: Iterable[str]) -> list[str]:
    """Those of the Debian or Ubuntu packages that are not installed; none on another system."""
    names = sorted(set(wanted))
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return []
    asked = [*names, *(f"{name}t64" for name in names)]  # newer releases carry the 64-bit time in the name
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *asked]
    lines = subprocess.run(query, check=False, capture_output=True, text=True).stdout.splitlines()
    there = {line.split()[0].removesuffix("t64") for line in lines if line.endswith(" installed")}
    if shutil.which("java"):
        there.add("default-jre-headless")
    return [name for name in names if name not in there]


def install_packages(missing: list[str]) -> None:
    """Installs them with apt, as root or through sudo; raises Stop with the line to run where it cannot."""
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    by_hand = "sudo apt-get update && sudo " + " ".join(install)
    if os.geteuid() == 0:
        prefix = []
    elif shutil.which("sudo"):
        prefix = ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]
    else:
        raise Stop(f"These system packages are missing. As an administrator, run:\n{by_hand}")
    print("Installing system packages:", *missing, flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    call(*apt, "apt-get", "update", "-q", quiet=True)
    if call(*apt, *install, "-q", "-o", "DPkg::Lock::Timeout=120", quiet=True):
        raise Stop(f"The system packages could not be installed. Run this, then try again:\n{by_hand}")


def make_venv() -> None:
    """Makes .venv where there is none that works."""
    if PYTHON.exists() and call(PYTHON, "-m", "pip", "--version", quiet=True) == 0:
        return
    print("Making .venv", flush=True)
    if call(sys.executable, "-m", "venv", "--clear", VENV):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(
            "The virtual environment could not be made. If Python lacks its venv module, run:\n"
            "sudo apt-get install python3-venv"
        )


def install_project(dev: bool) -> None:
    """Installs the project, editable, at the versions tried; at once when nothing changed since the last time."""
    level = "dev" if dev else "plain"
    before = STAMP.read_text("utf-8").strip() if STAMP.exists() else ""
    if before in {f"{fingerprint()} dev", f"{fingerprint()} {level}"}:
        return
    print("Installing what the job needs into .venv; the first time takes a minute or two", flush=True)
    STAMP.unlink(missing_ok=True)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input")
    install = ("install", "--quiet", "--editable", ".[dev]" if dev else ".")
    pinned = {"PIP_CONSTRAINT": CONSTRAINTS, "PIP_BUILD_CONSTRAINT": CONSTRAINTS}
    if call(*pip, *install, environment=pinned):
        raise Stop("The packages could not be installed; pip says why above.")
    STAMP.write_text(f"{fingerprint()} {level}\n", "utf-8")


def fingerprint() -> str:
    """A digest of everything that decides what is installed, the place of the project too."""
    state = hashlib.sha256(f"{sys.version} {ROOT}".encode())
    for name in ("pyproject.toml", CONSTRAINTS):
        state.update((ROOT / name).read_bytes())
    return state.hexdigest()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
