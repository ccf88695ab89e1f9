"""The school's database is lost in the middle: what became of it is found out, and nothing is done twice."""

import os
import random
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ewloe_desktop.domain.errors import ChangedMeanwhile, RegisterUnavailable, RuleBroken
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services.people import NewPerson, add_person, list_people
from ewloe_desktop.storage.check import check_register
from tests.faults import kills
from tests.faults.amounts import trials
from tests.faults.desks import Desk, Schools, cut_at, gone, open_change, type_over, wait_for
from tests.faults.kills import PASSWORD, Waiting

pytestmark = [pytest.mark.postgres, pytest.mark.xdist_group("server")]


@pytest.mark.parametrize(
    ("words", "how", "outcome"),
    [
        (b"INSERT INTO event", "before", "server_down"),
        (b"COMMIT", "before", "not_recorded"),
        (b"COMMIT", "after", "recorded"),
    ],
    ids=["before the commit", "at the commit", "after the commit"],
)
def test_b5_a_server_lost_while_signing_is_found_out_once_it_is_back(
    new_desk: Callable[[], Desk], words: bytes, how: str, outcome: str
) -> None:
    desk = new_desk()
    cut_at(desk.wire, words, how, desk.wire.mend)
    if outcome == "recorded":
        receipt = desk.sign()
        assert receipt.act > 0
        assert desk.state() == "with_governors"
    else:
        with pytest.raises(RegisterUnavailable) as caught:
            desk.sign()
        assert caught.value.reason == outcome
        desk.wire.mend()
        assert desk.state() == "with_head"
        assert desk.sign().act > 0
    result = check_register(desk.keeper._opened()[0])
    assert (result.whole, result.findings) == (True, ())


def test_b5_the_window_says_that_the_server_is_lost_and_goes_on_by_itself(
    new_office: Callable[[], Any], qtbot: QtBot
) -> None:
    from ewloe_desktop.ui.gate import the_gate

    window = new_office()
    wire = window.property("wire")
    dialog = open_change(window, qtbot, kills.HEAD)
    type_over(dialog, "Mrs Marged Pugh")
    cut_at(wire, b"COMMIT", "before")
    dialog.act.click()
    qtbot.waitUntil(lambda: window.following.state == "server_unsure")
    assert window.standstill.isVisible()
    assert "Do not do it again" in window.standstill.do.text()
    assert the_gate().reason == window.standstill.what.text()
    wire.mend()
    qtbot.waitUntil(lambda: window.work.idle and not window.standstill.isVisible())
    assert "this was not recorded" in dialog.form.summary.accessibleName()
    assert (dialog.form.fields["name"].value(), the_gate().reason) == ("Mrs Marged Pugh", "")
    dialog.act.click()
    qtbot.waitUntil(lambda: window.work.idle and gone(dialog))
    wire.cut()
    qtbot.waitUntil(lambda: window.following.state == "server_lost")
    assert "does not answer" in window.standstill.what.text()
    window.shell.load()
    qtbot.waitUntil(lambda: window.work.idle)
    assert window._dialogs() == []  # the strip says it all
    window.lock()
    qtbot.waitUntil(lambda: window.work.idle and "does not answer" in window.door._status.text())
    wire.mend()
    qtbot.waitUntil(lambda: window.door.tile_names() == ("Mrs Marged Pugh",))


def test_b5_an_act_in_doubt_when_the_window_closes_is_told_at_the_next_sign_in(new_desk: Callable[[], Desk]) -> None:
    desk = new_desk()
    cut_at(desk.wire, b"COMMIT", "after")
    closing = threading.Thread(target=lambda: wait_for(desk.keeper.in_doubt) and desk.keeper.give_up())
    closing.start()
    with pytest.raises(RegisterUnavailable) as caught:
        desk.sign()
    closing.join()
    assert caught.value.reason == "unsure"
    desk.keeper.lock()
    desk.wire.mend()
    assert desk.keeper.sign_in(desk.school.head, PASSWORD).unfinished == "recorded"
    with pytest.raises((RuleBroken, ChangedMeanwhile)):
        desk.sign()


def test_b5_a_server_killed_while_signing_is_waited_for_until_it_runs_again(
    schools: Schools, new_desk: Callable[[], Desk]
) -> None:
    desk = new_desk()

    def crash() -> None:
        schools.server.kill()
        schools.server.start()
        desk.wire.mend()

    cut_at(desk.wire, b"COMMIT", "after", crash)
    try:
        recorded = desk.sign().act > 0
    except RegisterUnavailable as lost:
        assert lost.reason == "not_recorded"
        recorded = False
    assert desk.state() == ("with_governors" if recorded else "with_head")
    assert check_register(desk.keeper._opened()[0]).whole


def test_b5_clients_killed_at_any_instant_of_signing_leave_nothing_half_recorded(
    schools: Schools, tmp_path: Path, figures: Any
) -> None:
    def fresh(batch: int) -> Waiting:
        return schools.another(tmp_path / f"batch{batch}")

    with kills.signer() as process:
        tally = kills.kill_at_random(process, fresh, trials(1, 300), 0.25)
    assert tally.faultless(), tally
    figures("B5", **tally.figures())


def test_b5_connections_ended_by_the_server_at_any_instant_of_signing_are_told_rightly(
    schools: Schools, new_desk: Callable[[], Desk], figures: Any
) -> None:
    desk, dice, outcomes = new_desk(), random.Random(os.urandom(8)), Counter[str]()
    database = desk.school.place.rpartition("/")[2]
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
    for number in range(trials(6, 300)):
        timer = threading.Timer(dice.uniform(0, 0.06), schools.server.tell, (end,))
        timer.start()
        name = f"Ms {number} Sampl"
        try:
            desk.keeper.write(add_person, NewPerson(name, PersonKind.NON_TEACHING, True))
            told = "recorded"
        except RegisterUnavailable as lost:
            told = lost.reason
        timer.join()
        there = name in {row.name for row in look_again(lambda: desk.keeper.read(list_people, ""))}
        assert there == (told == "recorded"), (told, there)
        outcomes[told] += 1
    assert set(outcomes) <= {"recorded", "not_recorded", "server_down"}
    assert check_register(desk.keeper._opened()[0]).whole
    figures("B5", ended_by_the_server=sum(outcomes.values()), half_recorded=0, **dict(outcomes))


def look_again(look: Callable[[], Any]) -> Any:
    """A look whose connection may have been ended, too."""
    try:
        return look()
    except RegisterUnavailable:
        return look()
