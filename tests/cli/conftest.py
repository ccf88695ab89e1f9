"""A made-up register on each database, made once through the keeper, and a way to run the commands in this process."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ewloe_desktop.cli import run as run_command
from tests.conftest import FixedClock

PASSWORD = "umber kettle lantern"


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Made:
    """A register at a place, its head teacher, and files with the password and the recovery groups."""

    place: str
    head: str
    password_file: Path
    recovery_file: Path
    register_id: str


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, marks and logs of this test alone."""
    monkeypatch.setenv("EWLOE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("EWLOE_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("EWLOE_SHARED", str(tmp_path / "no shared folder"))
    monkeypatch.delenv("EWLOE_REGISTER", raising=False)
    return tmp_path / "state"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as a shell would, without the process."""

    def _run(*words: str | Path) -> Ran:
        capsys.readouterr()
        code = run_command([str(w) for w in words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return _run


def make_register(place: str, folder: Path, *, demonstration: bool = False) -> Made:
    """A small register: its first act and two people; closed again."""
    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.domain.people import PersonKind
    from ewloe_desktop.services.people import NewPerson, add_person
    from ewloe_desktop.services.school import FirstStart
    from ewloe_desktop.storage.vault import KdfSettings

    clock = FixedClock(datetime(2026, 11, 9, 9, 0, tzinfo=UTC))
    keeper = RegisterKeeper(place, folder / "marks", clock=clock, kdf=KdfSettings.light())
    head = "Mrs Marged Ŵyn-Pugh"
    started = keeper.begin(
        FirstStart("Ysgol Bryn Derw", head, date(2024, 9, 1), PASSWORD, place, demonstration=demonstration)
    )
    for name in ("Mr Ieuan Bowen", "Ms Lowri Ffestin"):
        keeper.write(add_person, NewPerson(name, PersonKind.GOVERNOR, paid=False))
    keeper.close()
    secret, groups = folder / "password.txt", folder / "groups.txt"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")
    groups.write_text("  ".join(started.recovery_groups[:8]) + "\n" + "-".join(started.recovery_groups[8:]))
    return Made(place, head, secret, groups, started.register_id)


@pytest.fixture
def made(place: str, tmp_path: Path) -> Made:
    """A register on each database in turn."""
    return make_register(place, tmp_path)


@pytest.fixture(scope="session")
def _file_template(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    return make_register(str(folder / "school.register"), folder)


@pytest.fixture
def made_file(_file_template: Made, tmp_path: Path) -> Made:
    """A register in a file of this test's own."""
    folder = tmp_path / "kept"
    shutil.copytree(Path(_file_template.place).parent, folder)
    t = _file_template
    return Made(str(folder / "school.register"), t.head, folder / "password.txt", folder / "groups.txt", t.register_id)
