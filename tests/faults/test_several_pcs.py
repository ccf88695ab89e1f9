"""Several PCs record at once, and each sees what the others have done."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services.people import NewPerson, add_person
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.vault import NO_DATA_KEY
from ewloe_desktop.ui.theme import Look
from tests.faults import kills
from tests.faults.amounts import trials
from tests.faults.desks import do, open_change, page, sign_in_window, type_over
from tests.faults.kills import PASSWORD, Waiting

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server")]


WRITES = """
import json, os, sys, time
from pathlib import Path
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services.people import NewPerson, add_person
from ewloe_desktop.storage.vault import KdfSettings

def write(name):
    keeper = RegisterKeeper(place, Path(state) / name, kdf=KdfSettings.light())
    keeper.sign_in(head, password)
    number, refused, done = 0, 0, []
    os.read(go, 1)
    until = time.monotonic() + float(seconds)
    while time.monotonic() < until:
        number += 1
        try:
            keeper.write(add_person, NewPerson(f"{name} {number}", PersonKind.NON_TEACHING, True))
            done.append(f"{name} {number}")
        except RegisterUnavailable as error:
            refused += 1
            assert error.reason == "in_use", error
    keeper.close()
    print(json.dumps([done, refused]), flush=True)

place, state, head, password, clients, seconds = sys.argv[1:]
go, all_go = os.pipe()
children = []
for n in range(int(clients)):
    children.append(os.fork())
    if children[-1] == 0:
        write(f"P{n}")
        os._exit(0)
os.write(all_go, b"g" * len(children))
assert [os.waitpid(child, 0)[1] for child in children] == [0] * len(children)
"""


def test_b6_two_windows_see_each_others_acts_and_keep_what_is_typed(
    on_server: Waiting, new_office: Callable[[], Any], qtbot: QtBot, figures: Any
) -> None:

    here, there = new_office(), new_office()
    policies = page(there, qtbot, "policies", {"policy_id": "", "revision_id": ""})
    policies.list.search.setText("Lost")
    chosen = policies.pane.page.revision.id
    number = on_server.revisions.index(chosen) if chosen in on_server.revisions else 0
    begun = time.monotonic()
    sign_in_window(here, qtbot, on_server, number)
    qtbot.waitUntil(lambda: policies.pane.page.revision.state.value == "with_governors")
    took = time.monotonic() - begun
    assert (policies.list.search.text(), policies.pane.page.revision.id) == ("Lost", chosen)
    figures("B6", seconds_until_the_other_window_shows_it=round(took, 2))
    people = page(here, qtbot, "people")
    do(there, qtbot, add_person, NewPerson("Ms Nia Sampl", PersonKind.NON_TEACHING, True))
    qtbot.waitUntil(lambda: "Ms Nia Sampl" in [row.name for row in people._model.rows])
    dialog = open_change(here, qtbot, "Ms Nia Sampl")
    type_over(dialog, "Ms Nia Wyn-Sampl")
    changed = open_change(there, qtbot, "Ms Nia Sampl")
    type_over(changed, "Mrs Nia Sampl")
    changed.act.click()
    qtbot.waitUntil(lambda: there.work.idle and "Mrs Nia Sampl" in names(people))
    assert (dialog.isVisible(), dialog.form.fields["name"].value()) == (True, "Ms Nia Wyn-Sampl")
    dialog.act.click()
    qtbot.waitUntil(lambda: here.work.idle and dialog.form.summary.isVisible())
    assert "Somebody changed this" in dialog.form.summary.accessibleName()
    assert dialog.form.fields["name"].value() == "Ms Nia Wyn-Sampl"
    dialog.act.click()
    qtbot.waitUntil(lambda: here.work.idle and "Ms Nia Wyn-Sampl" in names(people))


def test_b6_clients_that_write_at_once_leave_one_unbroken_chain_with_every_acknowledged_act(
    on_server: Waiting, tmp_path: Path, figures: Any
) -> None:
    clients, seconds = trials(3, 8), trials(1, 60)
    before = facts_of(on_server)
    words = [on_server.place, str(tmp_path), on_server.head, PASSWORD, str(clients), str(seconds)]
    ran = subprocess.run([sys.executable, "-c", WRITES, *words], capture_output=True, text=True, check=False)
    told = [json.loads(line) for line in ran.stdout.splitlines()]
    assert (ran.returncode, len(told)) == (0, clients), ran.stderr
    done = [name for names_done, _ in told for name in names_done]
    after = facts_of(on_server)
    assert sorted(after.names - before.names) == sorted(done)
    assert (after.acts - before.acts, after.whole, after.seqs) == (len(done), True, list(range(1, after.acts + 1)))
    refusals = sum(refused for _, refused in told)
    pace = round(len(done) / seconds, 1)
    figures("B6", clients=clients, seconds=seconds, acts=len(done), acts_a_second=pace, refusals=refusals)


def names(people: Any) -> list[str]:
    """Who stands on the page of people."""
    return [row.name for row in people._model.rows]


@dataclass
class Facts:
    """What stands in a register."""

    acts: int
    whole: bool
    names: set[str]
    seqs: list[int]


def facts_of(on_server: Waiting) -> Facts:
    """Looked at from outside."""
    register = Register.open(on_server.place, NO_DATA_KEY)
    result = check_register(register)
    with register.reading() as session:
        names_there = list(session.scalars(select(Person.name)))
        assert len(names_there) == len(set(names_there))
        seqs = list(session.scalars(select(Event.seq).order_by(Event.seq)))
    register.close()
    return Facts(result.acts, result.whole, set(names_there), seqs)


def test_b6_a_further_pc_takes_the_servers_register_once_its_address_opens(
    on_server: Waiting, tmp_path: Path, qtbot: QtBot, qapp: Any
) -> None:
    from ewloe_desktop.ui.dialogs.join_server import JoinDialog
    from ewloe_desktop.ui.window import Window

    kept: list[str] = []
    window = Window(qapp, RegisterKeeper("", tmp_path / "pc", begun=kept.append), look=Look("light", 100))
    window.begin()
    window.show()
    window.entrance.ask_address()
    dialog = window.findChild(JoinDialog)
    for address, said in (
        ("the server", "An address begins with postgresql://"),
        (on_server.place.replace("postgres@", "postgres:secret@"), "Leave the password out"),
        ("postgresql://127.0.0.1:9/school", "does not answer"),
        (on_server.place.replace("/school", "/no_school"), "does not let this PC in"),
        (on_server.place.rpartition("/")[0] + "/postgres", "There is no register in this database yet"),
    ):
        dialog.address.set_value(address)
        dialog.go_on()
        qtbot.waitUntil(lambda: window.work.idle)
        assert said in dialog.form.summary.accessibleName()
        assert (dialog.address.value(), kept) == (address, [])
    dialog.address.set_value(on_server.place)
    dialog.go_on()
    qtbot.waitUntil(lambda: window.work.idle and window.door.isVisible())
    assert (window.door.tile_names(), kept) == ((kills.HEAD,), [on_server.place])
    window.door.asked.emit(on_server.head, PASSWORD)
    qtbot.waitUntil(lambda: window.is_open and window.work.idle)
    window.following.stop()
    window.work.ask(lambda _none: None, window.work.keeper.close)
    qtbot.waitUntil(lambda: window.work.idle)
    window.work.end()
    window.deleteLater()
    qapp.setStyleSheet("")
