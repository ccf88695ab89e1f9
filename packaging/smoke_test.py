#!/usr/bin/env python3
"""Builds a wheel, installs it into a new environment, and runs the demonstration from it in an empty folder.

Fails when the wheel lacks a file, when the demonstration leaves out a sheet, a picture or the list of people, when
the register lies open on the disk, or when the check of the finished register finds fault.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import venv
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")
# What the story must tell; tests/cli/test_demo.py asks the same of a server.
STORY = (
    *("signs as head teacher", "signs for the governing body", "sends it back", "nothing was changed"),
    *("takes nobody under 13", "approves on conditions", "refuses", "goes round again", "short of people"),
    *("signed in ink", "confirms it with her own password"),
)
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
        check_story(app("demo", "--no-window", cwd=empty))
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

    def __call__(self, *arguments: Path | str, cwd: Path) -> str:
        """Runs the command and returns what it says; when it fails its log is shown before this program ends."""
        homes = {name: str(self.home) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        try:
            return call(self.command, *arguments, cwd=cwd, **homes)
        except SystemExit:
            for log in self.home.rglob("*.log"):
                print(log.read_text("utf-8"), file=sys.stderr)
            raise


def check_story(said: str) -> None:
    """Every part of the story is told, each on its day, the days in order and the last of them today."""
    for words in STORY:
        demand(words in said, f"The demonstration does not tell: {words}.")
    days = [datetime.strptime(day, "%d %b %Y").date() for day in re.findall(r"^(\d\d \w{3} \d{4})  ", said, re.M)]
    demand(len(days) > len(STORY) and days == sorted(days), "The story's days are out of order.")
    demand(date.today() - days[-1] <= timedelta(days=1), "The story does not end today.")  # it may be midnight by now


def check_demonstration(made: Path, app: App, outside: App) -> None:
    """The folder holds an encrypted register, sheets, pictures and people; both checks find the register whole."""
    register = made / "school.register"
    demand(register.is_file(), "The demonstration made no register.")
    demand(not register.read_bytes().startswith(b"SQLite format 3"), "The register is not encrypted.")
    sheets = sorted((made / "sheets").glob("*.pdf"))
    demand(len(sheets) >= 30, f"The demonstration made {len(sheets)} sheets.")
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


def call(program: Path | str, *arguments: Path | str, cwd: Path, **environment: str) -> str:
    """Runs a program without what would lead it back to the project; shows and returns what it says, or leaves."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    surroundings = {**inherited, **environment, "PYTHONIOENCODING": "utf-8"}
    said = []
    with subprocess.Popen(
        [program, *arguments], cwd=cwd, env=surroundings, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            said.append(line)
    demand(
        running.returncode == 0,
        f"{Path(program).name} {' '.join(map(str, arguments))} ended with {running.returncode}.",
    )
    return "".join(said)


def demand(holds: bool, fault: str) -> None:
    """Leaves with the fault as the last word unless the condition holds."""
    if not holds:
        sys.exit(fault)


if __name__ == "__main__":
    main()
