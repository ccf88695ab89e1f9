"""Every control of the pages and dialogs about policies, people and the record has a name for a screen reader."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ewloe_desktop.domain.approvals import Body, Receipt, Signable, SigningFacts
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.ui import mending
from ewloe_desktop.ui.approval_pane import ApprovalPane
from ewloe_desktop.ui.ceremony import CheckForm, DeclareForm, MethodForm, ReceiptForm, WhoForm
from ewloe_desktop.ui.dialogs.governors import MeetingForm, ReviewForm
from ewloe_desktop.ui.import_steps import AboutForm, FileForm
from ewloe_desktop.ui.mending_view import MendingView
from ewloe_desktop.ui.person_pane import PersonPane
from ewloe_desktop.ui.policy_list import PolicyList
from ewloe_desktop.ui.policy_pane import PolicyPane
from ewloe_desktop.ui.read_step import ReadForm

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

TODAY = date(2026, 11, 23)
TEXT = PolicyText("Garden Policy", "", (Block(Kind.PARAGRAPH, "Everyone may dig."),))
FACTS = SigningFacts(
    revision_id="r",
    seen=1,
    policy_title="Garden Policy",
    label="Revision 1",
    body=Body.GOVERNORS,
    signers=(Signable("a", "Mr Ieuan Bowen", "chair"), Signable("b", "Mrs Marged Pugh", "governor", "same_person")),
    declaration_version="governors/1",
    declaration="I have read this text to its end.",
    settled_on=TODAY,
    head_signed_on=TODAY,
    governors_in_post=11,
    cycle_months=12,
)
RECEIPT = Receipt(7, "ABCD-EFGH-JKLM", datetime.now(UTC), TODAY, "Mr Ieuan Bowen", "chair", "Garden", "s", "in_force")


def made() -> Iterator[QWidget]:
    """One of each."""
    yield ReadForm(TEXT, (), "March 2021")
    yield WhoForm(FACTS, lambda: None)
    yield MeetingForm(FACTS, TODAY)
    yield ReviewForm(FACTS)
    yield DeclareForm(FACTS, TODAY)
    yield MethodForm()
    check = CheckForm()
    check.show_lines([("As", "Mr Ieuan Bowen", lambda: None)])
    check.ask_password_of("Mr Ieuan Bowen")
    yield check
    receipt = ReceiptForm(lambda: None, lambda: None)
    receipt.show_receipt(RECEIPT)
    yield receipt
    yield FileForm()
    yield AboutForm(None, datetime.now(UTC).date())
    bench = MendingView()
    bench.start(mending.begin_text(TEXT))
    yield bench
    yield PolicyList(("head_teacher",), QWidget())
    yield PolicyPane()
    yield ApprovalPane()
    yield PersonPane()


def unnamed(widget: QWidget) -> list[str]:
    """The controls that can take the focus and have no name."""
    return [
        f"{type(widget).__name__}: {type(control).__name__} {control.objectName()}"
        for control in widget.findChildren(QWidget)
        if control.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not control.accessibleName()
        and not _inner(control)
        and not getattr(control, "text", str)()
    ]


def _inner(control: QWidget) -> bool:
    """Parts of other controls, and plain scrolling columns."""
    above = control.parentWidget()
    inside = above is not None and above.inherits("QComboBoxPrivateContainer")
    inside = inside or isinstance(above, QAbstractItemView | QAbstractScrollArea)
    frame = isinstance(control, QScrollArea) and control.focusPolicy() is Qt.FocusPolicy.StrongFocus
    return inside or frame or control.objectName().startswith("qt_") or control.objectName() == "summary"


def test_every_control_has_a_name(qtbot: QtBot) -> None:
    found: list[str] = []
    for widget in made():
        qtbot.addWidget(widget)
        found += unnamed(widget)
    assert not found, "\n".join(found)
