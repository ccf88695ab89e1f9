"""What Today says about people's ways to sign: signatures in doubt, and a use of the recovery sheet."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ewloe_desktop.services.today_items import TodayItem
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
OWN = frozenset({"approve_again", "sheet_opened"})
_TO_PERSON = frozenset(
    {
        *("key_doubted", "own_key_ended", "key_ended", "key_ended_other"),
        *("waiting_key_ended", "waiting_key", "waiting_own_key"),
    }
)
KINDS = OWN | _TO_PERSON | {"own_doubt"}


def ways() -> dict[str, str]:
    """What each item's button says."""
    return dict.fromkeys(_TO_PERSON, translate("TodayKeys", "Go to the person")) | {
        "own_doubt": translate("TodayKeys", "Take it back…"),
        "approve_again": translate("TodayKeys", "Look at it…"),
        "sheet_opened": translate("TodayKeys", "Countersign…"),
    }


def follow(page: "Page", item: "TodayItem") -> None:
    """Opens the dialog of an item, or the page of the person it is about."""
    if item.kind in _TO_PERSON:
        page.go.emit("people", {"person_id": item.person_id})
    elif item.kind == "sheet_opened":
        from ewloe_desktop.services.sheet_openings import show_opening

        page.work.read(lambda opening: _countersign(page, opening), show_opening)
    elif item.kind == "own_doubt":
        from ewloe_desktop.services.doubts import list_doubts

        page.work.read(lambda rows: _take_back(page, rows, item), list_doubts)
    else:
        from ewloe_desktop.services.doubts import list_doubted

        page.work.read(lambda rows: _look(page, rows, item), list_doubted)


def _countersign(page: "Page", opening: Any) -> None:
    from ewloe_desktop.ui.dialogs.sheet_use import CountersignDialog

    if opening is not None:
        CountersignDialog(page, page.work, opening).ask()


def _take_back(page: "Page", rows: Any, item: "TodayItem") -> None:
    from ewloe_desktop.ui.dialogs.doubts import TakeBackDialog

    own = next((row for row in rows if row.id == item.request_id), None)
    if own is None:
        page.refresh()
        return
    TakeBackDialog(page, page.work, own).ask(
        lambda _done: page.notices.tell(translate("TodayKeys", "The report is taken back."))
    )


def _look(page: "Page", rows: Any, item: "TodayItem") -> None:
    from ewloe_desktop.services.key_sheets import doubt_note
    from ewloe_desktop.ui.dialogs.doubts import DoubtedDialog
    from ewloe_desktop.ui.photo_papers import show_sheet

    wanted = next((row for row in rows if row.id == item.request_id), None)
    if wanted is None:
        page.refresh()
        return
    dialog = DoubtedDialog(page, page.work, wanted)
    dialog.note_wanted.connect(lambda doubt: show_sheet(page, page.work, page.notices, doubt_note, doubt))
    dialog.ask(lambda _answered: page.notices.tell(translate("TodayKeys", "The answer is recorded.")))
