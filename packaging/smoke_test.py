#!/usr/bin/env python3
"""Builds a wheel, installs it into a new environment, and runs the demonstration from it in an empty folder.

Fails when the wheel lacks a file, when the demonstration leaves out a sheet, a picture or the list of people, when
the register lies open on the disk, or when the check of the finished register finds fault.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")
CONSTRAINTS = {"PIP_CONSTRAINT": "packaging/constraints.txt", "PIP_BUILD_CONSTRAINT": "packaging/constraints.txt"}


def main() -> None:
    """Does it all in a temporary folder; leaves with a sentence and a non-zero code at the first fault."""
    with tempfile.TemporaryDirectory(prefix="ewloe-smoke-") as folder:
        place = Path(folder)
        wheel = build(place / "wheel")
        check_wheel(wheel)
        print(f"The wheel is whole: {wheel.name}", flush=True)
        scripts = install(wheel, place / "environment")
        empty = place / "empty"
        empty.mkdir()
        app = App(scripts / "ewloe-desktop", place / "home")
        app("--help", cwd=empty)
        app("demo", "--no-window", cwd=empty)
        outside = App(scripts / "ewloe-check", place / "home")
        check_demonstration(empty / "demonstration", app, outside)
    print("The demonstration ran from the wheel and left all it should.")


def build(folder: Path) -> Path:
    """The project's wheel, made in folder."""
    call(sys.executable, *PIP, "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ".", cwd=ROOT, **CONSTRAINTS)
    return next(folder.glob("ewloe_desktop-*.whl"))


def check_wheel(wheel: Path) -> None:
    """Every file of the package, resources and data that the project keeps is in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    demand("ewloe_check.py" in carried, "The wheel lacks ewloe_check.py.")
    for top, prefix in (("ewloe_desktop", ""), ("resources", "ewloe_desktop/"), ("data", "ewloe_desktop/")):
        for path in kept_files(ROOT / top):
            name = prefix + path.relative_to(ROOT).as_posix()
            demand(name in carried, f"The wheel lacks {name}.")


def kept_files(folder: Path) -> list[Path]:
    """The files below a folder, without what Python or the file system made by itself."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return [path for path in found if not path.name.startswith(".")]


def install(wheel: Path, environment: Path) -> Path:
    """A new environment with the wheel and what it needs; returns its folder of commands."""
    venv.create(environment, with_pip=True)
    scripts = environment / SCRIPTS
    call(scripts / "python", *PIP, "install", "--quiet", wheel, cwd=ROOT, **CONSTRAINTS)
    return scripts


class App:
    """The installed command, with settings and logs in a home of its own."""

    def __init__(self, command: Path, home: Path) -> None:
        self.command = command
        self.home = home

    def __call__(self, *arguments: Path | str, cwd: Path) -> None:
        """Runs the command; when it fails its log is shown before this program ends."""
        homes = {name: str(self.home) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        try:
            call(self.command, *arguments, cwd=cwd, **homes)
        except SystemExit:
            for log in self.home.rglob("*.log"):
                print(log.read_text("utf-8"), file=sys.stderr)
            raise


def check_demonstration(made: Path, app: App, outside: App) -> None:
    """The folder holds an encrypted register, sheets, pictures and people; both checks find the register whole."""
    register = made / "school.register"
    demand(register.is_file(), "The demonstration made no register.")
    demand(not register.read_bytes().startswith(b"SQLite format 3"), "The register is not encrypted.")
    sheets = sorted((made / "sheets").glob("*.pdf"))
    demand(bool(sheets), "The demonstration made no sheet.")
    demand(all(sheet.read_bytes().startswith(b"%PDF-") for sheet in sheets), "A sheet is not a PDF file.")
    for scheme in ("light", "dark"):
        for scale in ("100", "150"):
            demand(any((made / "pictures").glob(f"*-{scheme}-{scale}.png")), f"No {scheme} picture at {scale}.")
    people = [line.split("\t") for line in (made / "people.txt").read_text("utf-8").splitlines()]
    demand(bool(people) and all(len(person) == 3 for person in people), "people.txt is not name, office, password.")
    password = made / "password.txt"
    password.write_text(people[0][2], "utf-8")
    secret = ("--as", people[0][0], "--password-file", password)
    app("check", register, *secret, cwd=made)
    outside(register, *secret, cwd=made)


def call(program: Path | str, *arguments: Path | str, cwd: Path, **environment: str) -> None:
    """Runs a program without what would lead it back to the project; leaves with its exit code when it fails."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    code = subprocess.run([program, *arguments], check=False, cwd=cwd, env={**inherited, **environment}).returncode
    demand(code == 0, f"{Path(program).name} {' '.join(map(str, arguments))} ended with {code}.")


def demand(holds: bool, fault: str) -> None:
    """Leaves with the fault as the last word unless the condition holds."""
    if not holds:
        sys.exit(fault)


if __name__ == "__main__":
    main()
