"""Every dialog and page about policies, people and the record: Tab's way through it, names, room for letters."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QFrame, QLabel, QLineEdit, QPlainTextEdit, QWidget

from ewloe_desktop.domain.text import PolicyText
from ewloe_desktop.ui.dialog import Dialog, Steps
from ewloe_desktop.ui.dialogs.revision import ImportDialog
from ewloe_desktop.ui.dialogs.sign import SignDialog
from ewloe_desktop.ui.theme import Look
from tests.journeys import steps
from tests.journeys.conftest import GARDEN, HEAD_PASSWORD, Sitting

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", extend=True),
    pytest.mark.parametrize("place", ["file"], indirect=True),
]
LINE = 4  # pixels by which controls of one line may differ


def stops(within: QWidget) -> list[QWidget]:
    """Where Tab leads, in its order, from the first."""
    found: list[QWidget] = []
    widget = within.nextInFocusChain()
    while widget is not None and widget is not within:
        tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        here = within.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled()
        if here and tabs and widget.focusProxy() is None:
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def leaps(within: QWidget) -> list[str]:
    """Where Tab goes up or back to the left, against the order in which one reads."""
    found = []
    for one, following in itertools.pairwise(stops(within)):
        above, below = place(within, one), place(within, following)
        back = below[1].y() <= above[1].y() + LINE and below[1].x() <= above[1].x()
        if below[0] < above[0] or (below[0] == above[0] and back):
            found.append(f"{told(one)} → {told(following)}")
    return found


def place(within: QWidget, widget: QWidget) -> tuple[bool, QPoint]:
    """Whether it stands in a dialog's foot, and its place there or in what is scrolled above it."""
    middle = QPoint(0, min(widget.height() // 2, 20))
    scrolled = within.scroller.widget() if isinstance(within, Dialog) else None
    if scrolled is not None and scrolled.isAncestorOf(widget):
        return False, widget.mapTo(scrolled, middle)
    foot = within.findChild(QFrame, "foot")
    return foot is not None and foot.isAncestorOf(widget), widget.mapTo(within, middle)


def told(widget: QWidget) -> str:
    """What a control is called."""
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}"


def nameless(within: QWidget) -> list[str]:
    """Controls that a screen reader has no word for."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    reached = stops(within)
    controls = [w for w in within.findChildren(QWidget) if isinstance(w, kinds) or w in reached]
    return [
        told(w)
        for w in controls
        if w.isVisible()
        and not (w.accessibleName() or getattr(w, "text", str)())
        and not w.objectName().startswith("qt_")
        and not isinstance(w.parent(), QComboBox | QLineEdit)
    ]


def cut(within: QWidget) -> list[str]:
    """Buttons, choices and single lines with less room than their words need."""
    shown = [w for w in within.findChildren(QWidget) if w.isVisible()]
    buttons = [w for w in shown if isinstance(w, QAbstractButton) and w.text()]
    lines = [w for w in shown if isinstance(w, QLabel) and w.text() and not w.wordWrap()]
    boxes = [w for w in shown if isinstance(w, QLineEdit | QComboBox)]
    narrow = [told(w) for w in (*buttons, *lines) if w.width() < w.sizeHint().width()]
    words = [w for w in shown if isinstance(w, QLabel) and w.text() and w.wordWrap()]
    low = [told(w) for w in (*buttons, *boxes) if w.height() < w.fontMetrics().height() + 4]
    return narrow + low + [told(w) for w in words if w.height() < w.heightForWidth(w.width())]


def check(within: QWidget) -> None:
    """All of it at once, named by what is in sight."""
    found = {"leaps": leaps(within), "nameless": nameless(within), "cut": cut(within)}
    assert not any(found.values()), found


@pytest.fixture(params=[100, 150])
def zoom(request: pytest.FixtureRequest, sitting: Sitting) -> Iterator[int]:
    """The size of the letters, in a window of 1280 by 720 with the head teacher signed in."""
    size: int = request.param
    sitting.window.set_look(Look("light", size))
    sitting.window.resize(1280, 720)
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    yield size
    sitting.window.set_look(Look("light"))


def opened(sitting: Sitting, call: Callable[[], object]) -> Dialog:
    """The dialog that the call opens."""
    call()
    asked = sitting.dialog(Dialog)
    sitting.settle()
    return asked


def walked(asked: Dialog, sitting: Sitting) -> Iterator[str]:
    """Each step of a journey in turn; a dialog without steps once."""
    if not isinstance(asked, Steps):
        yield asked.windowTitle()
        return
    for number in range(asked.pages.count()):
        asked.show_step(number)
        sitting.settle()
        yield f"{asked.windowTitle()} {number + 1}"


def look_through(sitting: Sitting, call: Callable[[], object]) -> None:
    """Checks a dialog on every step, and leaves it."""
    asked = opened(sitting, call)
    for _title in walked(asked, sitting):
        check(asked)
    asked.reject()
    sitting.gone(QDialog)


def test_everything_about_a_policy_from_its_draft_to_its_end(sitting: Sitting, zoom: int) -> None:
    page = steps.shown(sitting, steps.draft(sitting, called("Kite Policy")))
    about(sitting, page, "settle", "discard", "edit", "revise", "control", "folder")
    page = steps.shown(sitting, steps.settled(sitting, called("Pond Policy")))
    about(sitting, page, "return")
    ceremony(sitting, page, "sign_head")
    page = steps.shown(sitting, steps.head_signed(sitting, called("Shed Policy")))
    ceremony(sitting, page, "sign_governors")
    page = steps.shown(sitting, steps.in_force(sitting))
    about(sitting, page, "no_change", "retire", "correct")
    for key in ("policies", "people", "journal"):
        page = sitting.page(key)
        if key == "journal":
            page.table.selectRow(0)
        sitting.settle()
        check(page)


def called(title: str) -> PolicyText:
    """The same words under another title."""
    return replace(steps.garden(), title=title)


def about(sitting: Sitting, page: Any, *acts: str) -> None:
    """Looks through these dialogs of the policy in sight."""
    for act in acts:
        look_through(sitting, page.acts.all().get(act, partial(page.start, act)))


def ceremony(sitting: Sitting, page: Any, act: str) -> None:
    """Checks every step up to the password, whose field is never below the edge."""
    asked = opened(sitting, page.acts.all()[act])
    assert isinstance(asked, SignDialog)
    answered(sitting, asked)
    for number in range(asked.receipt_step):
        asked.show_step(number)
        sitting.settle()
        check(asked)
    asked.show_step(0)
    asked.resize(asked.width(), 420)
    asked.show_step(asked.act_step)
    sitting.settle()
    field = asked.check_form.password.line
    assert field.hasFocus()
    sitting.wait(lambda: field.visibleRegion().boundingRect().height() >= field.height())
    asked.show_step(0)
    asked.reject()
    sitting.gone(QDialog)


def answered(sitting: Sitting, asked: SignDialog) -> None:
    """Every answer that is given before the password."""
    asked.who.who.set_value(asked.who.who._values[-1])
    asked.meeting.set_values({"meeting_on": sitting.today, "minute": "7.2", "present": 8, "in_post": 11})


def test_bringing_a_file_in_and_everything_about_a_person(sitting: Sitting, zoom: int) -> None:
    bring_a_file_in(sitting)
    page: Any = sitting.page("people", {"person_id": sitting.chair_id})
    for call in (page._add, page._change, page._grant, page._leave, lambda: page._end(page._shown.terms[0])):
        look_through(sitting, call)


def bring_a_file_in(sitting: Sitting) -> None:
    """Every step from the file to the register."""
    page = sitting.page("policies")
    file = sitting.folder / "garden-policy.txt"
    file.write_text(GARDEN, encoding="utf-8")
    asked = opened(sitting, lambda: page.acts.bring_in(as_new=True))
    assert isinstance(asked, ImportDialog)
    check(asked)
    asked.read_file(file)
    sitting.wait(lambda: asked.step == 1)
    asked.about.in_use.set_value(True)
    for number in range(1, asked.pages.count()):
        asked.show_step(number)
        sitting.settle()
        check(asked)
    asked.reject()
    sitting.gone(QDialog)
