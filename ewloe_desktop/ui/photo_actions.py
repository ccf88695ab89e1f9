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
            "placements", translate("PhotoActions", "Where pictures are used…"), "folder", "see_photos", placements
        ),
        PhotoAction(
            "takedowns", translate("PhotoActions", "What has to be taken down…"), "retire", "see_photos", takedowns
        ),
        PhotoAction(
            "do_not_use", translate("PhotoActions", "Print a do-not-use list…"), "print", "see_photos", do_not_use
        ),
        PhotoAction(
            "never_asked",
            translate("PhotoActions", "Print forms for everybody not asked yet"),
            "print",
            "see_photos",
            new_forms,
        ),
        PhotoAction("save_xlsx", translate("PhotoActions", "Save the register as .xlsx…"), "save", "export", save_xlsx),
        PhotoAction("save_csv", translate("PhotoActions", "Save the register as .csv…"), "save", "export", save_csv),
        PhotoAction(
            "staff_list", translate("PhotoActions", "Bring in the staff list…"), "import", "add_person", staff_list
        ),
        PhotoAction(
            "uses",
            translate("PhotoActions", "Uses of pictures, and what people are told…"),
            "settings",
            "see_photos",
            uses,
        ),
        PhotoAction(
            "disposal", translate("PhotoActions", "Records past their time…"), "archive", "see_photos", disposal
        ),
    )


def check(page: "Page") -> None:
    """May we use this picture?"""
    from ewloe_desktop.ui.dialogs.picture_check import PictureCheckDialog

    PictureCheckDialog.ask(page, page.work, page.notices)


def new_forms(page: "Page") -> None:
    """A filled form for each person in post who was never asked, in one file."""
    from ewloe_desktop.services.photo_sheets import permission_form
    from ewloe_desktop.services.picking import never_asked

    def known(ids: tuple[str, ...]) -> None:
        if ids:
            photo_papers.show_sheet(page, page.work, page.notices, permission_form, ids)
        else:
            page.notices.tell(translate("PhotoActions", "Everybody in post has been asked."))

    page.work.read(known, never_asked)


def placements(page: "Page") -> None:
    """Where pictures are used."""
    from ewloe_desktop.ui.dialogs import placements as dialogs

    dialogs.PlacementsDialog.ask(page, show=dialogs.PLACEMENTS)


def takedowns(page: "Page") -> None:
    """What has to be taken down."""
    from ewloe_desktop.ui.dialogs.placements import PlacementsDialog

    PlacementsDialog.ask(page)


def do_not_use(page: "Page") -> None:
    """Who must not be pictured for a use and a day that are asked for."""
    from ewloe_desktop.ui.dialogs.do_not_use import DoNotUseDialog

    DoNotUseDialog(page).ask()


def save_xlsx(page: "Page") -> None:
    """The register for a spreadsheet."""
    from ewloe_desktop.services.exports import export_xlsx

    photo_papers.save_list(page, page.work, page.notices, export_xlsx)


def save_csv(page: "Page") -> None:
    """The register as plain rows."""
    from ewloe_desktop.services.exports import export_csv

    photo_papers.save_list(page, page.work, page.notices, export_csv)


def staff_list(page: "Page") -> None:
    """The staff list of a school's other system."""
    from ewloe_desktop.ui.dialogs.staff_list import StaffListDialog

    StaffListDialog.ask(page)


def uses(page: "Page") -> None:
    """The school's own uses, and its own words."""
    from ewloe_desktop.ui.dialogs.photo_uses import UsesDialog

    UsesDialog.ask(page)


def disposal(page: "Page") -> None:
    """Leavers' records that have been kept long enough."""
    from ewloe_desktop.ui.dialogs.disposal import DisposalDialog

    DisposalDialog.show_proposal(page)
