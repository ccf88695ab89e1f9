"""Copies on the first page: how old the newest ones are, the term's test, and what went wrong with one."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.page import Page

if TYPE_CHECKING:
    from ewloe_desktop.services.today_items import CopiesState, TodayItem

translate = QCoreApplication.translate
KINDS = frozenset({"copy_failed", "copy_test_due", "restore_unconfirmed"})


def ways() -> dict[str, str]:
    """What the button of each line says."""
    return {
        "copy_failed": translate("TodayCopies", "Go to settings"),
        "copy_test_due": translate("TodayCopies", "Test a copy…"),
        "restore_unconfirmed": translate("TodayCopies", "Answer under Settings"),
    }


def follow(page: Page, item: "TodayItem") -> None:
    """Does what a line is about."""
    if item.kind == "copy_test_due":
        try_copy(page)
    else:
        page.go.emit("settings", {"copies": True, "put_back": item.kind == "restore_unconfirmed"})


def badge(item: "TodayItem") -> tuple[str, str] | None:
    """The badge of a line: a failure in red, a test with its day."""
    if item.kind == "copy_failed":
        return translate("TodayCopies", "No copy"), "bad"
    if item.kind != "copy_test_due" or item.due is None or item.days is None:
        return None
    if item.days < 0:
        return translate("TodayCopies", "Was due on {day}").format(day=wording.day(item.due)), "bad"
    when = translate("TodayCopies", "Due {when} — {day}")
    told = when.format(when=wording.relative(item.days), day=wording.day(item.due))
    return told, "warn" if item.days <= 14 else "calm"


def reason(name: str) -> str:
    """Why a copy was not made, in words."""
    from ewloe_desktop.domain.errors import RegisterUnavailable

    return wording.error(RegisterUnavailable(name)).what


def section(page: Page, state: "CopiesState") -> QWidget:
    """How old the newest copies are, and the way to make one that leaves the school."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(parts.label(translate("TodayCopies", "Copies of the register"), "h2"))
    card = parts.CardFrame(space=12)
    card.column.addLayout(ages(state, page.work.now()))
    take = parts.button(translate("TodayCopies", "Copy to a USB stick…"), lambda: copy_away(page), writes=True)
    card.column.addLayout(parts.row(take))
    column.addWidget(card)
    return holder


def ages(state: "CopiesState", now: datetime) -> QGridLayout:
    """Two lines: the newest verified copy, and the newest one that left the school."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    lines = (
        (translate("TodayCopies", "Newest verified copy"), state.copied_at, state.copied_level, ""),
        (translate("TodayCopies", "Newest away from the school"), state.away_at, state.away_level, state.away_place),
    )
    for number, (name, at, level, place) in enumerate(lines):
        words = wording.lately(at, now) if at is not None else translate("TodayCopies", "None yet")
        told = f"{words} · {place}" if place else words
        tone = "calm" if at is None and level == "ok" else level
        grid.addWidget(parts.label(name, "quiet", wrap=False), number, 0)
        grid.addWidget(parts.badge(told, tone), number, 1, Qt.AlignmentFlag.AlignLeft)
    if state.not_away:
        told = translate("TodayCopies", "The newest copy to another place is not on a stick: {place}")
        grid.addWidget(parts.label(told.format(place=state.not_away), "small"), 2, 0, 1, 2)
    return grid


def copy_away(page: Page) -> None:
    """Opens the dialog that copies to a stick."""
    from ewloe_desktop.ui.dialogs.copy_away import CopyAwayDialog

    CopyAwayDialog(page, page.work, page.notices).open()


def try_copy(page: Page) -> None:
    """Opens the dialog that tests a copy."""
    from ewloe_desktop.ui.dialogs.try_copy import TryCopyDialog

    TryCopyDialog(page, page.work, page.notices).open()
