"""Paper and pen in the window: print, sign in ink, scan, drop, file, confirm, and the sheet says so."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ewloe_desktop.cli.demo.ink import GOVERNORS, HEAD, scan_of
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.policies import RevisionFacts, State
from ewloe_desktop.services.journal import list_acts
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.sheets import approval_sheet
from ewloe_desktop.ui.dialogs.check_sheet import CheckSheetDialog
from ewloe_desktop.ui.dialogs.confirm_paper import ConfirmPaperDialog, RefusePaperDialog
from ewloe_desktop.ui.dialogs.file_paper import COMPARE, FilePaperDialog
from ewloe_desktop.ui.paper_steps import BOTH, NOT_SAME, SAME
from tests.conftest import type_text
from tests.journeys import steps
from tests.journeys.conftest import CHAIR, CHAIR_PASSWORD, HEAD_PASSWORD, Sitting
from tests.journeys.conftest import HEAD as HEAD_NAME
from tests.journeys.test_every_dialog import check
from tests.journeys.test_from_file_to_sheet import words_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
KEPT = "Approvals folder, head teacher's office"


def drop(sitting: Sitting, file: Path) -> None:
    """Drops a file in the middle of the window, as a file manager does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    window, buttons, keys = sitting.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(window.rect().center(), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(window, over)
    assert over.isAccepted()
    where = QPointF(window.rect().center())
    QApplication.sendEvent(window, QDropEvent(where, Qt.DropAction.CopyAction, mime, buttons, keys))


def scan(sitting: Sitting, facts: RevisionFacts, name: str = "scan.jpg") -> Path:
    """The sheet as it is printed for signing, signed by both, scanned."""
    pdf = sitting.ask(approval_sheet, facts.id).content
    file = sitting.folder / name
    file.write_bytes(scan_of(pdf, HEAD + GOVERNORS))
    return file


def filing(sitting: Sitting, file: Path) -> FilePaperDialog:
    """The filing of a dropped scan, at the page where it is compared."""
    drop(sitting, file)
    asked = sitting.dialog(FilePaperDialog)
    sitting.wait(lambda: asked.step == COMPARE)
    sitting.settle()
    return asked


def file_both(sitting: Sitting, asked: FilePaperDialog) -> None:
    """Through every page, for both sides of one paper."""
    asked.compare.compared.set_value(SAME)
    asked.next.click()
    assert asked.side is not None
    asked.side.side.set_value(BOTH)
    type_text(asked.side.kept_at.line, KEPT)
    asked.next.click()
    pages = asked.pages_of_sides
    assert pages is not None and pages.meeting is not None
    for side in (Body.HEAD, Body.GOVERNORS):
        type_text(pages.ink[side].signed_on.line, sitting.today.strftime("%d %m %Y"))
        asked.next.click()
    pages.meeting.set_values({"meeting_on": sitting.today, "minute": "7.2", "present": 8, "in_post": 11})
    asked.next.click()
    asked.next.click()
    assert asked.next.text() == "File it"
    asked.next.click()
    sitting.wait(lambda: asked.step == asked.pages.count() - 1)
    asked.next.click()
    sitting.gone(FilePaperDialog)


def confirm(sitting: Sitting, password: str) -> None:
    """Looks at the first sheet that waits on Today and confirms it as whoever is signed in."""
    today = sitting.page("today")
    name = "Check and confirm: Garden Policy"
    next(button for button in today.findChildren(QPushButton) if button.accessibleName() == name).click()
    asked = sitting.dialog(ConfirmPaperDialog)
    sitting.settle()
    asked.look.looked.set_value(True)
    asked.next.click()
    assert asked.who.signer is not None
    asked.next.click()
    type_text(asked.check_form.password.line, password)
    asked.next.click()
    sitting.wait(lambda: asked.step == asked.pages.count() - 1)
    asked.next.click()
    sitting.gone(ConfirmPaperDialog)


def _needs(session: Any, actor: Any) -> Any:
    return what_needs(session, actor)


def test_a_sheet_signed_by_both_in_ink_is_dropped_filed_and_confirmed(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    facts = steps.settled(sitting)
    asked = filing(sitting, scan(sitting, facts))
    asked.compare.compared.set_value(NOT_SAME)
    assert asked.compare.notice.isVisible() and not asked.next.isVisible(), "nothing is filed"
    assert asked.compare.pair.scan.label.pixmap().width() > 0, "the scan stands beside the register's page"
    file_both(sitting, asked)
    pane = steps.shown(sitting, facts).approval.papers
    assert "filed by you" in " ".join(_words(pane))
    assert not [item for item in sitting.ask(_needs).for_you if item.kind.startswith("paper")], "not one's own"
    sitting.window.switch_person()
    sitting.sign_in(sitting.chair_id, CHAIR_PASSWORD)
    confirm(sitting, CHAIR_PASSWORD)
    confirm(sitting, CHAIR_PASSWORD)
    page = steps.shown(sitting, facts)
    assert page.pane.page.revision.state is State.IN_FORCE
    said = words_of(sitting.ask(approval_sheet, facts.id).content)
    assert KEPT in said and HEAD_NAME in said and CHAIR in said
    assert "paper" in said
    checked = _checking(sitting)
    checked.sheet.take(sitting.folder / "scan.jpg")
    sitting.wait(lambda: checked.step == 1)
    sitting.settle()
    assert "up to and with act" in checked.proves.text()
    checked.check.click()
    sitting.settle()
    assert checked.said.text().startswith("The register is whole")
    checked.next.click()


def _words(within: Any) -> list[str]:
    return [label.text() for label in within.findChildren(QLabel) if label.isVisible()]


def _checking(sitting: Sitting) -> CheckSheetDialog:
    sitting.page("journal").sheet.click()
    return sitting.dialog(CheckSheetDialog)


def test_a_file_that_is_no_sheet_is_told_kindly_and_a_code_of_no_act_is_refused(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    notes = sitting.folder / "notes.docx"
    notes.write_bytes(b"")
    drop(sitting, notes)
    sitting.wait(lambda: any("notes.docx was left alone" in words for words in _words(sitting.window)))
    page = sitting.folder / "page.png"
    Image.new("L", (900, 1200), "white").save(page)
    drop(sitting, page)
    empty = sitting.dialog(FilePaperDialog)
    sitting.wait(lambda: empty.sheet.summary.isVisible())
    type_text(empty.sheet.code.line, "ABCD-EFGH-IJKL")
    empty.next.click()
    sitting.wait(lambda: empty.step == COMPARE)
    assert not empty.next.isVisible() and "Not accepted" in _words(empty)
    empty.stop.click()
    sitting.gone(FilePaperDialog)


def test_every_page_of_filing_by_the_code_and_a_refusal_that_comes_back(sitting: Sitting) -> None:
    sitting.window.resize(1280, 720)
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    facts = steps.settled(sitting)
    page = steps.shown(sitting, facts)
    code = sitting.ask(_last_code)
    _type_and_stop(sitting, page, code)
    _file_what_was_typed(sitting, page, code)
    sitting.window.switch_person()
    sitting.sign_in(sitting.chair_id, CHAIR_PASSWORD)
    _refuse(sitting, facts)
    sitting.window.switch_person()
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    back = [item for item in sitting.ask(_needs).for_you if item.kind == "paper_refused"]
    assert [item.reason for item in back] == ["The date cannot be read."]
    assert "The date cannot be read." in " ".join(_words(steps.shown(sitting, facts).approval.papers))


def _by_code(sitting: Sitting, page: Any, code: str) -> FilePaperDialog:
    """The filing by a typed code, compared and the same."""
    page.start("file_paper")
    asked = sitting.dialog(FilePaperDialog)
    check(asked)
    type_text(asked.sheet.code.line, code.lower())
    asked.next.click()
    sitting.wait(lambda: asked.step == COMPARE)
    check(asked)
    asked.compare.compared.set_value(SAME)
    asked.next.click()
    sitting.settle()
    return asked


def _type_and_stop(sitting: Sitting, page: Any, code: str) -> None:
    asked = _by_code(sitting, page, code)
    assert asked.side is not None
    asked.side.side.set_value(Body.HEAD.value)
    type_text(asked.side.kept_at.line, KEPT)
    check(asked)
    asked.next.click()
    assert asked.pages_of_sides is not None
    asked.pages_of_sides.ink[Body.HEAD].signed_on.set_value(sitting.today)
    check(asked)
    asked.stop.click()
    sitting.gone(FilePaperDialog)


def _file_what_was_typed(sitting: Sitting, page: Any, code: str) -> None:
    asked = _by_code(sitting, page, code)
    assert asked.side is not None and asked.side.kept_at.value() == KEPT, "what was typed is found again"
    asked.next.click()
    assert asked.pages_of_sides is not None
    assert asked.pages_of_sides.ink[Body.HEAD].signed_on.value() == sitting.today
    asked.next.click()
    check(asked)
    asked.next.click()
    sitting.wait(lambda: asked.step == asked.pages.count() - 1)
    asked.next.click()
    sitting.gone(FilePaperDialog)


def _refuse(sitting: Sitting, facts: RevisionFacts) -> None:
    page = steps.shown(sitting, facts)
    page.approval.papers.findChild(QPushButton).click()
    asked = sitting.dialog(ConfirmPaperDialog)
    sitting.settle()
    check(asked)
    asked.refuse.click()
    why = sitting.dialog(RefusePaperDialog)
    check(why)
    type_text(why.form.fields["reason"].area, "The date cannot be read.")  # type: ignore[attr-defined]
    why.act.click()
    sitting.gone(ConfirmPaperDialog)


def _last_code(session: Any, actor: Any) -> str:
    return str(list_acts(session, actor, None, 1, "")[0].code)
