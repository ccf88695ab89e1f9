"""Slips, doubts, an acting head teacher and the recovery sheet in use; on a register that is thrown away again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.around import sign_in
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.domain.people import ACTING_HEAD, Office


def keys(studio: Studio, order: Order) -> Script:
    """Each dialog, before and after; the head teacher is signed in."""
    from ewloe_desktop.services.people import list_people, show_person

    yield from sign_in(studio, order)
    studio.window.show_page("today")
    yield
    studio.take("today-since-last-visit")
    rows = yield from studio.asked(list_people)
    chair_id = next(row.id for row in rows if Office.CHAIR in row.offices)
    chair = yield from studio.asked(show_person, chair_id)
    yield from _dialogs(studio, order, chair)
    yield from _slip(studio, chair)
    yield from _sheet(studio, order, chair_id)


def _dialogs(studio: Studio, order: Order, chair: Any) -> Script:
    from ewloe_desktop.services.doubts import DoubtFacts
    from ewloe_desktop.services.people import show_person
    from ewloe_desktop.ui import wording
    from ewloe_desktop.ui.dialogs.doubts import NotMeDialog, RevokeDialog, TakeBackDialog
    from ewloe_desktop.ui.dialogs.grant_office import GrantDialog

    window, work = studio.window, studio.window.work
    head = yield from studio.asked(show_person, order.person_id)
    lines = window.person.since_last_visit[:3] if window.person else ()

    def not_me() -> None:
        dialog = NotMeDialog(window, work, lines, head)
        dialog.way.set_value("revoke")
        dialog.ask()

    def back() -> None:
        me, reason = order.person_id, "I was away that week."
        TakeBackDialog(window, work, DoubtFacts("", 1, me, "", 1, reason, "reported", me, wording.now())).ask()

    def acting() -> None:
        dialog = GrantDialog(window, work, chair, ACTING_HEAD)
        dialog.ask()

    shown: tuple[tuple[str, Callable[[], object]], ...] = (
        ("not-you", not_me),
        ("take-it-back", back),
        ("end-a-way-to-sign", lambda: RevokeDialog(window, work, chair).ask()),
        ("acting-head", acting),
    )
    for name, made in shown:
        yield from studio.dialog(name, made)


def _slip(studio: Studio, chair: Any) -> Script:
    """Printed, and used as far as the chair's new card."""
    from ewloe_desktop.services.people import show_person
    from ewloe_desktop.ui.dialogs.slip import SlipDialog, UseSlipDialog

    window, work = studio.window, studio.window.work
    yield from studio.opened(lambda: SlipDialog(window, work, window.notices, chair).begin(lambda _person: None))
    slip: Any = studio.front()
    yield from _through(studio, slip, "slip", {"knows": True})
    code = slip.enrolled.code
    slip.form_of(2).set_values({"kept": True})
    slip.next.click()
    yield
    chair = yield from studio.asked(show_person, chair.row.id)
    window.show_page("people", {"person_id": chair.row.id})
    yield
    yield
    studio.take("people-slip")
    yield from studio.opened(lambda: UseSlipDialog(window, work, window.notices, chair).begin(lambda _person: None))
    use: Any = studio.front()
    password = "seven candles by the harbour"  # noqa: S105 - of a register that is thrown away
    yield from _through(studio, use, "slip-used", {"code": code, "password": password})
    use.form_of(2).set_values({"kept": True})
    use.next.click()
    yield
    yield
    studio.take("people-awaiting")


def _through(studio: Studio, dialog: Any, name: str, typed: dict[str, Any]) -> Script:
    studio.take(f"{name}-1")
    dialog.show_step(1)
    yield
    dialog.form_of(1).set_values(typed)
    yield
    studio.take(f"{name}-2")
    dialog.next.click()
    yield
    yield
    studio.take(f"{name}-3")


def _sheet(studio: Studio, order: Order, custodian: str) -> Script:
    """The recovery sheet for more than reading, and the red strip that it leaves."""
    from ewloe_desktop.services.people import list_people
    from ewloe_desktop.services.recovery import recovery_again
    from ewloe_desktop.services.sheet_openings import begin_opening, show_opening
    from ewloe_desktop.ui.dialogs.sheet_use import BeginOpeningDialog, CountersignDialog

    window, work = studio.window, studio.window.work
    groups = yield from studio.asked(recovery_again, order.password)
    window.switch_person()
    yield
    work.ask(window.entrance.entered.emit, work.keeper.open_with_sheet, " ".join(groups))
    yield
    yield
    studio.take("sheet-in-use")
    rows = yield from studio.asked(list_people)
    yield from studio.dialog("sheet-use-begin", lambda: BeginOpeningDialog(window, work, rows).ask())
    reason = "Head teacher and clerk have left the school, and the chair lost card and password."
    work.write(lambda _opening: None, begin_opening, "Mr Emyr Pant", reason, custodian)
    yield
    yield from sign_in(studio, order)
    window.show_page("policies")
    yield
    studio.take("sheet-used-strip")
    opening = yield from studio.asked(show_opening)
    yield from studio.dialog("sheet-countersign", partial(_countersign, studio, CountersignDialog, opening))


def _countersign(studio: Studio, kind: Any, opening: Any) -> None:
    kind(studio.window, studio.window.work, opening).ask()
