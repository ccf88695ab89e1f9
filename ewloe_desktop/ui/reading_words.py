"""How reading is told in the window: a state, a way of saying so, and what Today says about it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.readings import How, ReadState
from ewloe_desktop.ui import wording

if TYPE_CHECKING:
    from ewloe_desktop.services.readings import ReaderRow
    from ewloe_desktop.services.today_items import TodayItem
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
OWN = frozenset({"read_asked", "read_again"})
KINDS = OWN | {"readings_open"}


def state(value: ReadState) -> str:
    """How somebody stands to the text in force."""
    return {
        ReadState.NOT_ASKED: translate("ReadingWords", "Not asked"),
        ReadState.ASKED: translate("ReadingWords", "Still to read"),
        ReadState.READ: translate("ReadingWords", "Read"),
        ReadState.OUT_OF_DATE: translate("ReadingWords", "Out of date"),
    }[value]


def how(row: "ReaderRow") -> str:
    """How somebody said that they read it."""
    if row.how == How.MEETING:
        return translate("ReadingWords", "At a meeting: {meeting}").format(meeting=row.meeting)
    return (
        {
            How.SCREEN: translate("ReadingWords", "On screen, with their own password"),
            How.PAPER: translate("ReadingWords", "Signed on a paper list"),
        }.get(How(row.how), "")
        if row.how
        else ""
    )


def read_on(row: "ReaderRow") -> str:
    """When somebody read it, or which earlier text they read."""
    if row.read_on is None:
        return ""
    if row.state is ReadState.OUT_OF_DATE:
        told = translate("ReadingWords", "{day}, of {label}")
        return told.format(day=wording.day(row.read_on), label=row.label)
    return wording.day(row.read_on)


def ways() -> dict[str, str]:
    """What the buttons of Today's lines say."""
    return {
        "read_asked": translate("ReadingWords", "Read and agree…"),
        "read_again": translate("ReadingWords", "Read and agree…"),
        "readings_open": translate("ReadingWords", "See who"),
    }


def follow(page: "Page", item: "TodayItem") -> None:
    """Where a line of Today leads: to the words themselves, or to the list."""
    if item.kind in OWN:
        from ewloe_desktop.ui.dialogs.read_policy import ask_reading

        ask_reading(page, item.policy_id)
    else:
        from ewloe_desktop.ui.dialogs.readers import ReadersDialog

        ReadersDialog.ask(page)
