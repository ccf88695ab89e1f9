# ruff: noqa: F811 - fixtures are named where they are asked for
"""A password that is lost, and one that must not be found: A9 to A11."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.errors import (
    RuleBroken,
    TooManyTries,
    WrongPassword,
)
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.services import (
    approvals,
    keys,
    offices,
    people,
    sheet_openings,
    slips,
)
from ewloe_desktop.services.keys import ConfirmAnswer
from ewloe_desktop.services.recovery import recovery_again
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.engine import ring_for
from ewloe_desktop.storage.tries import note_visit
from ewloe_desktop.storage.vault import KdfSettings
from tests.faults.people import NEW, confirm, on_file, shown
from tests.services.conftest import (  # noqa: F401
    PASSWORD,
    School,
    on_both,
    school,
    school_on_file,
    school_on_server,
    some_text,
)
from tests.services.test_disposal import NAME, erased, everything, leaver  # noqa: F401

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
WRONG = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"


CANARY = "canary quartz plinth umber"
SECOND = "second canary gable wren"


@on_both
def test_a9_a_recovery_code_gives_its_owner_the_same_key_once(school: School) -> None:
    school.add("forgetful", PersonKind.GOVERNOR, False, enrol=False)
    row = shown(school, "forgetful").row
    enrolled = school.do("head", keys.enrol_key, row.id, row.seen, PASSWORD.format("forgetful"))
    row, key = enrolled.person.row, enrolled.person.key
    clerk = shown(school, "clerk").row
    other = school.do("clerk", keys.renew_code, clerk.id, clerk.seen, PASSWORD.format("clerk")).recovery_code
    for wrong in (WRONG, "", other):
        with pytest.raises(WrongPassword):
            school.do("office", keys.recover_key, row.id, row.seen, wrong, NEW)
    again = school.do("office", keys.recover_key, row.id, row.seen, enrolled.recovery_code.lower(), NEW)
    assert (again.person.key.id, again.recovery_code != enrolled.recovery_code) == (key.id, True)
    vault.unlock(school.register.ring, row.id, NEW, school.clock.now())
    with pytest.raises(WrongPassword):
        school.do("office", keys.recover_key, row.id, row.seen, enrolled.recovery_code, "green otter slow two")


@on_file
def test_a9_wrong_codes_wait_as_wrong_passwords_do_and_are_counted_apart(school: School) -> None:
    row, waits = shown(school, "clerk").row, []
    for _ in range(7):
        with pytest.raises(WrongPassword) as refused:
            school.do("office", keys.recover_key, row.id, row.seen, WRONG, NEW)
        waits.append(refused.value.wait_seconds)
        school.later(seconds=waits[-1])
    assert waits == [0, 0, 0, 0, 15, 30, 60]
    school.later(seconds=-10)
    with pytest.raises(TooManyTries) as waiting:
        school.do("office", keys.recover_key, row.id, row.seen, WRONG, NEW)
    assert waiting.value.wait_seconds == 10
    again = ring_for(school.register.place)  # as after a new start
    opened = vault.unlock(again, row.id, PASSWORD.format("clerk"), school.clock.now())
    assert (opened.tries_before, opened.codes_before) == (0, 7)
    note_visit(again, row.id, school.clock.now())
    assert vault.unlock(again, row.id, PASSWORD.format("clerk"), school.clock.now()).codes_before == 0
    assert shown(school, "clerk").row.seen == row.seen  # nothing was recorded


@on_file
def test_a10_the_recovery_sheet_gives_passwords_again_and_signs_for_nobody(school: School, tmp_path: Path) -> None:
    settled = school.settle(school.draft())
    groups = " ".join(school.ask("head", recovery_again, PASSWORD.format("head")))
    confirm(school, "clerk", "chair")
    school.register.close()
    keeper = RegisterKeeper(school.register.place, tmp_path / "state", clock=school.clock, kdf=KdfSettings.light())
    told = keeper.open_with_sheet(groups)
    assert told.why_read_only == "sheet"
    chair = keeper.read(people.show_person, school.people["chair"])
    refused: list[str] = []
    for use_case, *args in (
        (slips.issue_slip, chair.row.id, chair.row.seen),  # before it is said openly who holds the sheet
        (keys.enrol_key, chair.row.id, chair.row.seen, NEW),
        (keys.confirm_key, chair.key.id, chair.key.seen, ConfirmAnswer(NEW)),
        (offices.grant_office, people.GrantAnswer(chair.row.id, Office.HEAD, school.clock.today(), None, "", NEW)),
        (approvals.approve_revision, settled.id, settled.seen, None),
    ):
        with pytest.raises(RuleBroken) as rule:
            keeper.write(use_case, *args)
        refused.append(rule.value.rule)
    assert refused == ["sheet_first", *["sheet_reads"] * 4]
    opening = keeper.write(sheet_openings.begin_opening, "Mr Emyr Sampl", "Nobody can sign in.", school.people["vice"])
    assert opening.custodian == "Vice Sampl"
    slip = keeper.write(slips.issue_slip, chair.row.id, chair.row.seen)
    seen = keeper.read(people.show_person, chair.row.id).row.seen
    keeper.write(slips.use_slip, chair.row.id, seen, slip.code, NEW)
    keeper.close()
    for who, password in (("chair", NEW), ("clerk", PASSWORD.format("clerk"))):
        assert keeper.sign_in(school.people[who], password).opening is not None  # red for everybody
    key = keeper.read(people.show_person, chair.row.id).key
    answer = ConfirmAnswer(PASSWORD.format("clerk"), school.clock.today(), "Governors' file")
    keeper.write(keys.confirm_key, key.id, key.seen, answer)
    with pytest.raises(RuleBroken):
        _countersign(keeper, "clerk")
    keeper.sign_in(school.people["chair"], NEW)
    assert _countersign(keeper, NEW) is None
    assert keeper.sign_in(school.people["chair"], NEW).opening is None
    assert keeper.check(lambda _done, _of: None, lambda: False).whole
    keeper.close()


def _countersign(keeper: RegisterKeeper, password: str) -> Any:
    opening = keeper.read(sheet_openings.show_opening)
    answer = sheet_openings.CountersignAnswer("Seen.", password)
    return keeper.write(sheet_openings.countersign_opening, opening.id, opening.seen, answer)


def test_a10_that_nothing_opens_without_password_and_sheet_is_said_before_the_start_ends() -> None:
    from ewloe_desktop.documents.words import words
    from ewloe_desktop.ui import recovery_groups

    assert "only this sheet opens the register" in Path(recovery_groups.__file__).read_text("utf-8")
    assert "nobody can open the register" in (ROOT / "resources/help/recovery.md").read_text("utf-8")
    assert "sign nothing" in words("recovery")["what"]


def test_a11_no_password_stays_in_any_file_log_or_list_of_processes(tmp_path: Path) -> None:
    homes = {name: str(tmp_path / name.lower()) for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "TMPDIR")}
    for folder in homes.values():
        Path(folder).mkdir()
    script = ROOT / "tests" / "faults" / "canary.py"
    running = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.canary", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, **homes, "TEMP": homes["TMPDIR"], "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert script.is_file()
    listed = Path(f"/proc/{running.pid}")
    seen = b"".join((listed / name).read_bytes() for name in ("cmdline", "environ")) if listed.exists() else b""
    out, err = running.communicate(json.dumps([CANARY, SECOND]), timeout=120)
    assert running.returncode == 0, err
    assert "done" in out
    secrets = [form for words in (CANARY, SECOND) for form in _forms(words)]
    held = {str(file): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert any(name.endswith(".register") for name in held)
    assert any(name.endswith(".log") for name in held)
    for name, content in {**held, "processes": seen, "out": (out + err).encode()}.items():
        assert not [secret for secret in secrets if secret in content], name


def _forms(words: str) -> list[bytes]:
    return [words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be"), json.dumps(words).encode()]


def test_a11_a_password_field_gives_nothing_to_the_clipboard_and_forgets_its_undo(qtbot: "QtBot", qapp: Any) -> None:
    from ewloe_desktop.ui.fields import PasswordField

    field = PasswordField("password", "Your own password")
    qtbot.addWidget(field)
    qapp.clipboard().clear()
    field.line.setText(CANARY)
    field.line.selectAll()
    field.line.copy()
    field.line.cut()
    assert qapp.clipboard().text() == ""
    field.forget()
    field.line.undo()
    assert (field.value(), field.line.isUndoAvailable()) == ("", False)
