"""What can be done about pictures besides answers: the check, placements, lists, sheets, uses, disposal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.ui import photo_papers

if TYPE_CHECKING:
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PhotoAction:
    """Something a page offers to those who may: `needs` names an action of domain.people."""

    key: str
    words: str
    icon: str
    needs: str
    run: "Callable[[Page], object]"


def photo_actions() -> tuple[PhotoAction, ...]:
    """Every action, the check first."""
    return (
        PhotoAction("check", translate("PhotoActions", "May we use this picture?"), "eye", "check_picture", check),
        PhotoAction(
            "never_asked",
            translate("PhotoActions", "Print forms for everybody not asked yet"),
            "print",
            "see_photos",
            forms_for_new,
        ),
    )


def check(page: "Page") -> None:
    """May we use this picture?"""
    from ewloe_desktop.ui.dialogs.picture_check import PictureCheckDialog

    PictureCheckDialog.ask(page, page.work, page.notices)


def forms_for_new(page: "Page") -> None:
    """A filled form for each person in post who was never asked, in one file."""
    from ewloe_desktop.services.photo_sheets import permission_form
    from ewloe_desktop.services.picking import never_asked

    def known(ids: tuple[str, ...]) -> None:
        if ids:
            photo_papers.show_sheet(page, page.work, page.notices, permission_form, ids)
        else:
            page.notices.tell(translate("PhotoActions", "Everybody in post has been asked."))

    page.work.read(known, never_asked)
