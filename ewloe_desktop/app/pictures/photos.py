"""Photo permissions: the matrix, one person's page, and each dialog about pictures of people."""

from datetime import date
from functools import partial
from typing import Any

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.studio import Script, Studio

ACTIONS = ("check", "placements", "takedowns", "do_not_use", "staff_list", "uses")


def photos(studio: Studio, order: Order) -> Script:
    """The matrix, the head teacher's own page, answers, withdrawal, a pile of forms, and what else can be done."""
    window = studio.window
    window.show_page("photos")
    yield
    studio.take("photos")
    for key in ACTIONS:
        yield from studio.dialog(f"photos-{key.replace('_', '-')}", partial(_page(studio).start, key))
    yield from studio.dialog("photos-batch", partial(_page(studio).start, "batch"))
    yield from studio.dialog("photos-disposal", lambda: _disposal(studio))
    yield from studio.dialog("photos-as-at", _page(studio).print_as_at)
    yield from _person(studio, order)


def _page(studio: Studio) -> Any:
    assert studio.window.shell is not None
    return studio.window.shell.page


def _disposal(studio: Studio) -> None:
    """With somebody on its list: no made-up school is old enough to have records past their time."""
    from ewloe_desktop.services.disposal import Disposable
    from ewloe_desktop.ui.dialogs.disposal import DisposalDialog

    asked = DisposalDialog(_page(studio))
    left, until = date(2019, 8, 31), date(2025, 12, 31)
    asked.offer((Disposable("", 1, "Mrs Gwladys Tanrallt", left, until, 9, 2, "signed", 1),))
    asked.ask()


def _person(studio: Studio, order: Order) -> Script:
    from ewloe_desktop.services.photos import person_permissions
    from ewloe_desktop.services.placements import list_takedowns
    from ewloe_desktop.ui.dialogs.permission import ask_answers
    from ewloe_desktop.ui.dialogs.placement import PlacementDialog
    from ewloe_desktop.ui.dialogs.takedown import TakedownDialog
    from ewloe_desktop.ui.dialogs.withdraw import ask_withdrawal

    page, work = _page(studio), studio.window.work
    person = yield from studio.asked(person_permissions, order.person_id)
    page.show_person(order.person_id)
    yield
    studio.take("photos-person")
    yield from studio.dialog("photos-answers", lambda: ask_answers(page, person))
    yield from studio.dialog("photos-sign", lambda: ask_answers(page, person, signing=True))
    yield from studio.dialog("photos-withdraw", lambda: ask_withdrawal(page, person))
    yield from studio.dialog("photos-placement", lambda: PlacementDialog(page, work, order.person_id).ask())
    waiting = yield from studio.asked(list_takedowns)
    if waiting:
        yield from studio.dialog("photos-takedown", lambda: TakedownDialog(page, work, waiting[0]).ask())
