"""A process that is killed while something is signed: the next start says whether it was recorded."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ewloe_desktop.services.showing import show_revision
from tests.app.conftest import PASSWORD, Begun
from tests.app.test_keeper import settled

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CHILD = """
import json, os, signal, sys
from datetime import date
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.orm import Session
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.services.approvals import approve_revision, prepare_signing
from tests.conftest import MONDAY, FixedClock
told = json.loads(sys.argv[1])
keeper = RegisterKeeper(told["place"], Path(told["state"]), clock=FixedClock(MONDAY))
keeper.sign_in(told["head"], told["password"])
facts = keeper.read(prepare_signing, told["revision"], Body.HEAD)
answer = HeadAnswer(told["head"], keeper.now().date(), facts.declaration_version, told["password"])
def die(*_anything):
    os.kill(os.getpid(), signal.SIGKILL)
if told["when"] == "before the commit":
    event.listen(Session, "after_flush_postexec", lambda session, _: session.info.get("act") and die())
elif told["when"] == "at the commit":
    event.listen(Session, "before_commit", lambda session: session.info.get("act") and die())
keeper.write(approve_revision, told["revision"], facts.seen, answer)
die()
"""


def kill_while_signing(begun: Begun, when: str) -> str:
    """Signs in a process of its own that is killed at this moment; the revision it was about."""
    revision = settled(begun.keeper)
    begun.keeper.close()
    told = {
        "place": begun.keeper.place,
        "state": str(begun.state),
        "head": begun.started.head_id,
        "password": PASSWORD,
        "revision": revision.id,
        "when": when,
    }
    root = str(Path(__file__).parents[2])
    surroundings = {**os.environ, "PYTHONPATH": root}
    ran = subprocess.run(
        [sys.executable, "-c", CHILD, json.dumps(told)], capture_output=True, text=True, env=surroundings, timeout=120
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    return str(revision.id)


@pytest.mark.parametrize("place", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
@pytest.mark.parametrize(
    ("when", "outcome", "state"),
    [
        ("before the commit", "not_recorded", "with_head"),
        ("at the commit", "not_recorded", "with_head"),
        ("after the commit", "recorded", "with_governors"),
    ],
)
def test_a_kill_while_signing_is_told_at_the_next_start(begun: Begun, when: str, outcome: str, state: str) -> None:
    revision = kill_while_signing(begun, when)
    keeper = begun.again()
    told = keeper.sign_in(begun.started.head_id, PASSWORD)
    assert (told.unfinished, told.unfinished_what.startswith("Lost Property Policy")) == (outcome, True)
    assert keeper.read(show_revision, revision).revision.state.value == state
    assert keeper.check(lambda _done, _of: None, lambda: False).whole
    keeper.lock()
    assert keeper.sign_in(begun.started.head_id, PASSWORD).unfinished == ""
    keeper.close()


@pytest.mark.parametrize("place", ["file"], indirect=True)
@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("before the commit", "It was not recorded: Lost Property"),
        ("after the commit", "It was recorded: Lost Property"),
    ],
)
def test_today_says_what_became_of_it(begun: Begun, when: str, said: str, qtbot: "QtBot", qapp: object) -> None:
    from PySide6.QtWidgets import QApplication, QLabel

    from ewloe_desktop.ui.theme import Look
    from ewloe_desktop.ui.window import Window

    kill_while_signing(begun, when)
    keeper = begun.again()
    assert isinstance(qapp, QApplication)
    window = Window(qapp, keeper, look=Look("light", 100))
    window.begin()
    window.show()
    window.door.asked.emit(begun.started.head_id, PASSWORD)
    qtbot.waitUntil(lambda: window.is_open and window.work.idle)
    shell = window.shell
    assert shell is not None
    qtbot.waitUntil(lambda: any(said in label.text() for label in shell.findChildren(QLabel)))
    window.work.ask(lambda _none: None, keeper.close)
    qtbot.waitUntil(lambda: window.work.idle)
    window.work.end()
    window.hide()
    window.deleteLater()
    qapp.setStyleSheet("")
