"""The main job: a policy's file goes in, both sign at the same PC, and the sheet that comes out says so."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog

from ewloe_desktop.domain.approvals import Capacity, Forum
from ewloe_desktop.domain.policies import State
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.dialogs.preview import PreviewDialog
from ewloe_desktop.ui.dialogs.revision import ImportDialog
from ewloe_desktop.ui.dialogs.settle import NoChangeDialog, SettleDialog
from ewloe_desktop.ui.dialogs.sign import SignDialog
from tests.conftest import type_text
from tests.journeys.conftest import CHAIR, CHAIR_PASSWORD, GARDEN, HEAD, HEAD_PASSWORD, Sitting, on_both

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def bring_in(sitting: Sitting, page: Any, text: str, *, in_use: bool, new: bool = True) -> None:
    """From the file to the register, through every step of the import."""
    file = sitting.folder / "garden-policy.txt"
    file.write_text(text, encoding="utf-8")
    (page.new_policy if new else page.new_version).click()
    asked = sitting.dialog(ImportDialog)
    asked.read_file(file)
    sitting.wait(lambda: asked.step == 1)
    assert asked.bench.title.value() == "Garden Policy"
    asked.next.click()
    if new:
        asked.about.in_use.set_value(in_use)
    asked.next.click()
    assert asked.next.text() == "Keep it in the register"
    asked.next.click()
    sitting.gone(ImportDialog)


def settle(sitting: Sitting, page: Any, changed: str) -> None:
    """Freezes the draft in sight."""
    page.acts.settle()
    asked = sitting.dialog(SettleDialog)
    type_text(asked.summary_field.area, changed)
    asked.act.click()
    sitting.gone(SettleDialog)


def sign_as_head(sitting: Sitting, page: Any, *, wrong_first: bool = False) -> SignDialog:
    """The head teacher's ceremony up to its receipt."""
    page.acts.all()["sign_head"]()
    asked = sitting.dialog(SignDialog)
    asked.read.show_text.click()
    bar = asked.read.text.verticalScrollBar()
    bar.setValue(bar.maximum())
    sitting.wait(lambda: asked.read.reached)
    asked.next.click()
    assert asked.who.signer is not None and asked.who.signer.name == HEAD
    asked.next.click()
    asked.declare.agree.set_value(True)
    asked.next.click()
    asked.next.click()
    assert asked.next.text() == "Sign as Head teacher"
    if wrong_first:
        try_a_wrong_password(sitting, asked)
    type_text(asked.check_form.password.line, HEAD_PASSWORD)
    asked.next.click()
    sitting.wait(lambda: asked.step == asked.receipt_step)
    return asked


def try_a_wrong_password(sitting: Sitting, asked: SignDialog) -> None:
    """It is refused, and nothing but the password is lost."""
    type_text(asked.check_form.password.line, "not the password")
    asked.next.click()
    sitting.wait(lambda: asked.check_form.summary.isVisible())
    assert asked.step == asked.act_step
    assert asked.check_form.password.value() == ""
    assert asked.declare.agree.value()


def sign_as_chair(sitting: Sitting, page: Any, *, reviewed: bool = True) -> SignDialog:
    """The chair's ceremony at the PC where the head teacher is signed in."""
    page.acts.all()["sign_governors"]()
    asked = sitting.dialog(SignDialog)
    asked.read.paper.set_value(True)
    asked.next.click()
    if asked.who.signer is None:
        asked.who.who.set_value(sitting.chair_id)
    asked.next.click()
    meeting = asked.meeting
    meeting.forum.set_value(Forum.FULL)
    meeting.on.set_value(sitting.today)
    meeting.minute.set_value("7.2")
    meeting.in_post.set_value(11)
    meeting.present.set_value(5)
    asked.next.click()
    assert asked.forms[asked.step] is meeting, "five of eleven is not quorate"
    meeting.present.set_value(8)
    asked.next.click()
    assert meeting.capacity.value() is Capacity.CHAIR
    if reviewed:
        asked.next.click()
    asked.declare.agree.set_value(True)
    asked.next.click()
    asked.next.click()
    assert asked.next.text() == "Sign for the governing body"
    type_text(asked.check_form.password.line, CHAIR_PASSWORD)
    asked.next.click()
    sitting.wait(lambda: asked.step == asked.receipt_step)
    return asked


def saved_sheet(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The sheet in sight, saved to a file through the preview."""
    preview = sitting.dialog(PreviewDialog)
    sitting.settle()
    target = sitting.folder / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    preview._save()
    sitting.wait(target.exists)
    sitting.settle()
    preview.reject()
    sitting.gone(PreviewDialog)
    return target.read_bytes()


def words_of(pdf: bytes) -> str:
    """What the sheet says, the fields' own appearance included."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    said = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return said


def signed_fields(pdf: bytes) -> list[str]:
    """The signature fields that hold a signature."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fields = file.Root.AcroForm.Fields
        return [str(field.T) for field in fields if field.get("/FT") == "/Sig" and "/V" in field]


@on_both
def test_a_policy_goes_from_its_file_to_a_sheet_that_both_have_signed(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("policies")
    bring_in(sitting, page, GARDEN, in_use=False)
    assert page.pane.page.revision.state is State.DRAFT
    settle(sitting, page, "First policy for the garden.")
    assert page.pane.page.revision.state is State.WITH_HEAD

    signed = sign_as_head(sitting, page, wrong_first=True)
    assert signed.receipt_form.code.text().count("-") == 2
    signed.next.click()
    sitting.gone(SignDialog)
    assert page.pane.page.revision.state is State.WITH_GOVERNORS

    signed = sign_as_chair(sitting, page)
    code = signed.receipt_form.code.text()
    signed.receipt_form.printed.click()
    pdf = saved_sheet(sitting, monkeypatch)
    signed.next.click()
    sitting.gone(SignDialog)

    assert page.pane.page.revision.state is State.IN_FORCE
    assert page.pane.page.policy.review.due.year == sitting.today.year + 1
    assert sorted(signed_fields(pdf)) == ["governing_body", "head_teacher"]
    said = words_of(pdf)
    for words in ("Garden Policy", HEAD, "Ysgol Bryn Derw", wording.day(sitting.today)):
        assert words in said
    assert (sitting.folder / "sheet.pdf.part").exists() is False
    newest = page.work.keeper
    assert newest is sitting.keeper and code


def test_a_second_version_walks_the_same_path_and_supersedes_the_text_found_in_use(
    sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("policies")
    bring_in(sitting, page, GARDEN, in_use=True)
    found = page.pane.page
    assert found.revision.state is State.IN_FORCE
    assert found.policy.review.overdue_days > 0 and found.policy.review.never_set

    bring_in(sitting, page, GARDEN.replace("last class", "last pupil"), in_use=False, new=False)
    assert page.pane.page.compared_with == found.revision.id
    settle(sitting, page, "The last pupil counts.")
    signed = sign_as_head(sitting, page)
    assert signed.read.show_changes.isVisibleTo(signed.read)
    signed.next.click()
    sitting.gone(SignDialog)
    sign_as_chair(sitting, page).next.click()
    sitting.gone(SignDialog)

    states = {r.id: r.state for r in page.pane.page.revisions}
    assert states[found.revision.id] is State.SUPERSEDED
    page._load_revision(found.revision.id)
    sitting.settle()
    assert "last class" in page.pane.read.toPlainText()
    assert page.pane.notice.isVisibleTo(page)


def test_reviewed_no_change_is_two_clicks_from_the_head_teacher(sitting: Sitting) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("policies")
    bring_in(sitting, page, GARDEN, in_use=True)
    page.acts.all()["no_change"]()
    sitting.dialog(NoChangeDialog).act.click()
    sitting.gone(NoChangeDialog)
    assert page.pane.page.revision.state is State.WITH_HEAD


def test_stopping_a_ceremony_leaves_everything_as_it_was(sitting: Sitting, tmp_path: Path) -> None:
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    page = sitting.page("policies")
    bring_in(sitting, page, GARDEN, in_use=False)
    settle(sitting, page, "First.")
    page.acts.all()["sign_head"]()
    asked = sitting.dialog(SignDialog)
    asked.read.paper.set_value(True)
    asked.next.click()
    asked.stop.click()
    sitting.gone(SignDialog)
    page.load()
    sitting.settle()
    assert page.pane.page.revision.state is State.WITH_HEAD
    assert CHAIR not in page.approval.ladder.accessibleDescription()
