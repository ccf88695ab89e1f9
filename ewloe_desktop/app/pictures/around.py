"""The sign-in screen, the pages, the notices, and the dialogs about people."""

from collections.abc import Callable
from functools import partial

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.idle import StillThere
from ewloe_desktop.ui.notices import Toast

PAGES = ("today", "policies", "people", "journal", "settings")


def door(studio: Studio, order: Order) -> Script:
    """The tiles, the recovery sheet, the locked window; signed in at the end."""
    from ewloe_desktop.ui.dialogs.recovery import OpenWithSheet

    studio.take("sign-in")
    yield from studio.dialog("recovery-sheet", lambda: OpenWithSheet(studio.window, studio.window.work).open())
    yield from sign_in(studio, order)
    studio.window.lock()
    yield
    studio.take("sign-in-password")
    yield from sign_in(studio, order)


def sign_in(studio: Studio, order: Order) -> Script:
    """Through the door as the order's person."""
    studio.window.door.asked.emit(order.person_id, order.password)
    yield


def shell(studio: Studio) -> Script:
    """Every page, the help beside one, a notice that goes by itself and one that stays."""
    window = studio.window
    for page in PAGES:
        window.show_page(page)
        yield
        studio.take(page)
    window.show_page("today")
    window.help.show_topic("today")
    yield
    studio.take("help")
    window.help.hide()
    window.notices.tell("The text is settled and waits for the head teacher.", undo=lambda: None)
    yield
    studio.take("notice")
    for toast in window.findChildren(Toast):
        toast.go()
    yield from studio.dialog("problem", lambda: window.notices.show(RegisterUnavailable("in_use", "school.register")))
    yield from studio.dialog("still-there", lambda: _still_there(studio))


def _still_there(studio: Studio) -> None:
    warning = StillThere(studio.window)
    warning.show_seconds(30)
    warning.open()


def _ask(made: Callable[[], FormDialog]) -> None:
    made().ask()


def people(studio: Studio, order: Order) -> Script:
    """One person's page, and each dialog about a person."""
    from ewloe_desktop.services.people import show_person
    from ewloe_desktop.ui.dialogs.confirm_key import ConfirmKeyDialog
    from ewloe_desktop.ui.dialogs.enrol import EnrolDialog, RecoverDialog
    from ewloe_desktop.ui.dialogs.grant_office import EndDialog, GrantDialog
    from ewloe_desktop.ui.dialogs.own_password import OwnPasswordDialog
    from ewloe_desktop.ui.dialogs.person import LeaveDialog, PersonDialog

    window, work = studio.window, studio.window.work
    head = yield from studio.asked(show_person, order.person_id)
    nobody = yield from studio.asked(show_person, order.without_password)
    window.show_page("people", {"person_id": order.without_password})
    yield
    studio.take("people-without-password")
    dialogs: tuple[tuple[str, Callable[[], FormDialog]], ...] = (
        ("person-add", lambda: PersonDialog(window, work)),
        ("person-change", lambda: PersonDialog(window, work, nobody)),
        ("person-leave", lambda: LeaveDialog(window, work, nobody)),
        ("person-confirm", lambda: ConfirmKeyDialog(window, work, head)),
        ("office-grant", lambda: GrantDialog(window, work, nobody)),
        ("office-end", lambda: EndDialog(window, work, head, head.terms[0])),
        ("own-password", lambda: OwnPasswordDialog(window, work)),
    )
    for name, made in dialogs:
        yield from studio.dialog(name, partial(_ask, made))
    yield from studio.opened(lambda: EnrolDialog.ask(window, work, window.notices, nobody))
    studio.take("enrol-1")
    enrolling = studio.front()
    assert isinstance(enrolling, EnrolDialog)
    enrolling.show_step(1)
    yield
    studio.take("enrol-2")
    studio.close_front()
    yield
    yield from studio.dialog("forgotten-password", lambda: RecoverDialog.ask(window, work, window.notices, head))
