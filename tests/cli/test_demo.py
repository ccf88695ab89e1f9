"""The demonstration: a whole story through the real use cases, and never a touch to anything that is not one."""

import shutil
from pathlib import Path

import psycopg
import pytest

from ewloe_desktop.app import marking
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.cli.demo import cast, database, folder, people, sheets, story
from ewloe_desktop.cli.demo.clock import StoryClock
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.cli.errors import CommandRefused
from ewloe_desktop.domain.errors import FieldsRefused
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.school import show_school
from ewloe_desktop.storage.clock import SystemClock
from ewloe_desktop.storage.vault import KdfSettings
from tests.cli.conftest import Made, Run, make_register
from tests.faults.amounts import WHOLE

# The wheel's own trial reads the same in what the command tells; it can import nothing from here.
STORY = (
    *("signs as head teacher", "signs for the governing body", "sends it back", "nothing was changed"),
    *("takes nobody under 13", "approves on conditions", "refuses", "goes round again", "short of people"),
    *("signed in ink", "confirms it with her own password"),
)


def content_of(place: Path) -> dict[str, bytes]:
    """Every file's bytes."""
    return {str(p): p.read_bytes() for p in place.rglob("*") if p.is_file()}


def told_at(place: str, state: Path) -> tuple[Stage, list[str]]:
    """The school at a place, its register checked; with its whole story when the whole is asked for."""
    lines: list[str] = []
    clock = StoryClock()
    keeper = RegisterKeeper(place, state, clock=clock, kdf=KdfSettings.light())
    stage = Stage(keeper, clock, lines.append)
    started = people.begin(stage)
    people.fill(stage)
    if WHOLE:
        told = story.tell(stage)
        assert sheets.write(stage, started, told, state / "sheets") >= 30
        assert set(told.revisions) == {"found", "main", "with_head", "with_governors", "returned", "on_paper"}
    people.check(stage)
    keeper.close()
    return stage, lines


def acts_lie_in_the_past_and_in_order(stage: Stage) -> None:
    """As the story's clock goes, and the last of a whole story today."""
    stage.keeper.sign_in(stage.ids[cast.HEAD.name], stage.passwords[cast.HEAD.name])
    moments = [row.at for row in reversed(stage.read(list_acts))]
    assert moments == sorted(moments)
    assert moments[-1] <= SystemClock().now()
    assert not WHOLE or moments[-1].date() == SystemClock().now().date()
    assert stage.read(show_school).demonstration
    stage.keeper.close()


# On a file the wheel's own trial makes the whole demonstration and reads what it tells.
@pytest.mark.parametrize("place", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_the_school_of_the_demonstration_can_stand_on_a_server(place: str, tmp_path: Path, run: Run) -> None:
    stage, lines = told_at(place, tmp_path / "state")
    assert lines[-1].endswith("nothing was changed")
    for told in STORY if WHOLE else ():
        assert told in "\n".join(lines)
    acts_lie_in_the_past_and_in_order(stage)

    written = people.people_file(stage)
    assert written.partition("\t")[0] == cast.HEAD.name
    assert all(len(line.split("\t")) == 3 for line in written.splitlines())
    name, office, password = written.splitlines()[0].split("\t")
    assert office == "Head teacher"
    (tmp_path / "password.txt").write_text(password)
    assert run("check", place, "--as", name, "--password-file", tmp_path / "password.txt").code == 0


def test_an_empty_folder_is_taken_and_an_earlier_demonstration_replaced(made_file: Made, tmp_path: Path) -> None:
    place = tmp_path / "demo"
    assert folder.take(place) is False
    for file in Path(made_file.place).parent.glob("school.register*"):
        if file.is_file():
            shutil.copy(file, place)
    (place / "people.txt").write_text("x")
    (place / "sheets").mkdir()
    (place / "sheets" / "a.pdf").write_text("x")
    (place / "sheets" / "mine.odt").write_text("kept")
    marking.mark(place, made_file.register_id)
    assert marking.is_demonstration(str(place / "school.register"))
    assert folder.take(place) is True
    assert {p.name for p in place.rglob("*") if p.is_file()} == {"demonstration.json", "mine.odt"}


@pytest.mark.parametrize("how", ["no mark", "another's mark", "unfinished mark", "other files"])
def test_a_folder_with_anything_else_is_refused_and_not_touched(
    made_file: Made, tmp_path: Path, run: Run, how: str
) -> None:
    place = Path(made_file.place).parent
    if how == "another's mark":
        marking.mark(place, "0" * 20)
    elif how == "unfinished mark":
        marking.mark(place, "")
    elif how == "other files":
        place = tmp_path / "letters"
        place.mkdir()
        (place / "letter.odt").write_text("Dear all")
    before = content_of(place)
    ran = run("demo", "--no-window", "--folder", place)
    assert (ran.code, ran.out) == (2, "")
    assert "Nothing was touched" in ran.err
    assert content_of(place) == before


def test_a_folder_that_cannot_be_made_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = run("demo", "--no-window", "--folder", tmp_path / "file" / "demo")
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err


@pytest.mark.postgres
def test_a_database_with_anything_else_is_refused_and_not_touched(pg_url: str, tmp_path: Path) -> None:
    database.require_free(pg_url)
    with psycopg.connect(pg_url) as connection:
        connection.execute("CREATE TABLE pupils (name text)")
    with pytest.raises(CommandRefused):
        database.require_free(pg_url)
    with pytest.raises(CommandRefused):
        database.clear(pg_url)
    with psycopg.connect(pg_url) as connection:
        connection.execute("DROP TABLE pupils")
    make_register(pg_url, tmp_path)
    with pytest.raises(CommandRefused):
        database.clear(pg_url)


@pytest.mark.postgres
def test_an_earlier_demonstration_in_the_database_is_replaced(pg_url: str, tmp_path: Path) -> None:
    make_register(pg_url, tmp_path, demonstration=True)
    database.require_free(pg_url)
    database.clear(pg_url)
    with psycopg.connect(pg_url) as connection:
        left = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert left == (0,)


@pytest.mark.parametrize("address", ["mysql://server/x", "school.register"])
def test_an_address_that_is_none_is_refused(address: str, run: Run, tmp_path: Path) -> None:
    with pytest.raises(FieldsRefused):
        database.require_free(address)
    ran = run("demo", "--no-window", "--folder", tmp_path / "demo", "--database", address)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert not (tmp_path / "demo").exists()


def test_a_server_that_does_not_answer_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    address = "postgresql://nobody@127.0.0.1:1/none"
    ran = run("demo", "--no-window", "--folder", tmp_path / "demo", "--database", address)
    assert ran.code == 2
    assert len(ran.err) > 30
    assert not (tmp_path / "demo").exists()
