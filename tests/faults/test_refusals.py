"""A server that only lets itself be read, is full, is not safe or turns a PC away: clear words, nothing lost."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.vault import NO_DATA_KEY
from ewloe_desktop.ui import wording
from tests.faults import kills
from tests.faults.desks import Desk, Schools, gone, open_change, type_over
from tests.faults.kills import PASSWORD, Waiting
from tests.faults.servers import wire_to
from tests.faults.tls import certificate, with_certificate

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server")]


@dataclass
class Told:
    """What somebody is told."""

    reason: str
    words: str


def told_at(place: str) -> Told:
    """What the window says where the register of a place cannot be opened."""
    with pytest.raises(RegisterUnavailable) as caught:
        Register.open(place, NO_DATA_KEY).close()
    return Told(caught.value.reason, wording.error(caught.value).aloud)


@pytest.mark.parametrize(
    ("who", "reason", "words"),
    [
        ("password", "server_password", "This is not your own password"),
        ("turned_away", "server_refused", "does not let this PC in"),
        ("crowded", "server_busy", "too much to do"),
        ("nobody", "server_refused", "does not let this PC in"),
    ],
)
def test_b7_each_refusal_of_a_server_is_told_in_its_own_words(
    schools: Schools, on_server: Waiting, who: str, reason: str, words: str
) -> None:
    name = f"{who}{schools.copies}"
    if who != "nobody":
        schools.server.tell(f"CREATE ROLE {name} LOGIN PASSWORD 'x' CONNECTION LIMIT {-1 if who != 'crowded' else 0}")
    schools.server.allow(
        f"host all password{schools.copies} all scram-sha-256", f"host all turned_away{schools.copies} all reject"
    )
    told = told_at(on_server.place.replace("postgres@", f"{name}:wrong@"))
    assert (told.reason, words in told.words) == (reason, True)
    assert "wrong" not in told.words


def test_b7_a_server_that_is_not_there_is_told_from_a_name_that_is_wrong(on_server: Waiting) -> None:
    assert told_at("postgresql://127.0.0.1:9/register").reason == "server_down"
    unknown = told_at("postgresql://no-such-pc.invalid/register")
    assert (unknown.reason, "no computer called no-such-pc.invalid" in unknown.words) == ("server_unknown", True)


def test_b7_a_connection_that_is_not_safe_is_refused_before_anything_is_sent(
    on_server: Waiting, tmp_path: Path
) -> None:
    right, other = certificate(tmp_path, "right"), certificate(tmp_path, "other")
    asked = f"?sslmode=verify-full&sslrootcert={right}"
    assert told_at(on_server.place + asked).reason == "server_tls"  # a server without any encryption
    with wire_to(on_server.place, with_certificate(other)) as (_wire, address):
        told = told_at(address + asked)
        assert (told.reason, "Do not go on" in told.words) == ("server_tls", True)
    with wire_to(on_server.place, with_certificate(right)) as (_wire, address):
        register = Register.open(address + asked, NO_DATA_KEY)
        assert register.id
        register.close()


def test_b7_a_register_that_a_newer_program_changed_is_refused_at_the_door_and_in_the_middle(
    schools: Schools, new_desk: Callable[[], Desk]
) -> None:
    desk = new_desk()
    database = desk.school.place.rpartition("/")[2]
    schools.server.tell("UPDATE alembic_version SET version_num = '9999'", database=database)
    with pytest.raises(RegisterUnavailable) as caught:
        desk.sign()
    assert caught.value.reason == "newer"
    assert told_at(desk.school.place).reason == "newer"


def test_b7_a_server_that_only_lets_itself_be_read_is_told_and_waited_for(
    schools: Schools, new_office: Callable[[], Any], qtbot: QtBot
) -> None:
    window = new_office()
    dialog = open_change(window, qtbot, kills.HEAD)
    type_over(dialog, "Mrs Marged Pugh")
    reload = "SELECT pg_reload_conf()"
    try:
        schools.server.tell("ALTER SYSTEM SET default_transaction_read_only = on", reload)
        dialog.act.click()
        qtbot.waitUntil(lambda: window.work.idle and dialog.form.summary.isVisible())
        assert "only lets itself be read" in dialog.form.summary.accessibleName()
        qtbot.waitUntil(lambda: window.work.idle and window.standstill.isVisible())
        assert "only lets itself be read" in window.standstill.what.text()
        desk = window.work.keeper
        again = RegisterKeeper(desk.place, desk._state, clock=desk._clock)
        assert again.sign_in(window.person.person_id, PASSWORD).why_read_only == "server_read_only"
        again.close()
    finally:
        schools.server.tell("ALTER SYSTEM RESET default_transaction_read_only", reload)
    qtbot.waitUntil(lambda: window.work.idle and not window.standstill.isVisible())
    assert dialog.form.fields["name"].value() == "Mrs Marged Pugh"
    dialog.act.click()
    qtbot.waitUntil(lambda: window.work.idle and gone(dialog))


def test_b7_a_full_server_records_nothing_and_the_same_act_succeeds_once_there_is_room(
    schools: Schools, new_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    desk = new_desk()
    database = desk.school.place.rpartition("/")[2]
    refuse = "BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END"
    schools.server.tell(
        f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        "CREATE TRIGGER full_disk BEFORE INSERT ON document FOR EACH ROW EXECUTE FUNCTION full_disk()",
        database=database,
    )
    with pytest.raises(RegisterUnavailable) as caught:
        desk.sign()
    assert (caught.value.reason, desk.state()) == ("server_full", "with_head")
    assert "The disk of the school's database is full" in wording.error(caught.value).aloud
    schools.server.tell("DROP FUNCTION full_disk CASCADE", database=database)
    assert desk.sign().act > 0
    assert check_register(desk.keeper._opened()[0]).whole
