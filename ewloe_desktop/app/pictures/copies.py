"""Copies: to a stick, tested, put back as far as the last button; on a register that is thrown away again."""

from pathlib import Path
from typing import Any

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.around import sign_in
from ewloe_desktop.app.pictures.studio import Script, Studio

_FREE = 14_600_000_000


def copies(studio: Studio, order: Order) -> Script:
    """Each dialog before and after its work."""
    from ewloe_desktop.ui.dialogs.copy_away import CopyAwayDialog
    from ewloe_desktop.ui.dialogs.try_copy import TryCopyDialog

    window, work = studio.window, studio.window.work
    stick = Path(work.keeper.place).parent / "SCHOOL"
    stick.mkdir(exist_ok=True)
    yield from studio.opened(lambda: CopyAwayDialog(window, work, window.notices).open())
    away: Any = studio.front()
    away.offer([(stick, "SCHOOL", _FREE)])
    yield
    studio.take("copy-away")
    yield from _done(studio, away, "copy-away-done")
    yield from studio.opened(lambda: TryCopyDialog(window, work, window.notices).open())
    tried: Any = studio.front()
    work.ask(tried.source.offer, work.keeper.copies_at, stick)
    yield
    studio.take("copy-test")
    yield from _done(studio, tried, "copy-test-done")
    window.show_page("settings", {"copies": True})
    yield
    studio.take("settings-copies")
    window.show_page("today")
    yield
    studio.take("today-copies")
    yield from _put_back(studio, order, stick)


def _done(studio: Studio, dialog: Any, name: str) -> Script:
    dialog.go.click()
    yield
    yield
    studio.take(name)
    dialog.reject()
    yield


def _put_back(studio: Studio, order: Order, stick: Path) -> Script:
    window = studio.window
    window.lock(keep_person=False)
    yield
    yield from studio.opened(window.entrance.restore)
    asked: Any = studio.front()
    asked.look_in(stick)
    yield
    studio.take("restore-1")
    asked.go_on()
    yield
    asked.person.set_value(order.person_id)
    asked.password.line.setText(order.password)
    studio.take("restore-2")
    asked.go_on()
    yield
    yield
    studio.take("restore-3")
    asked.reject()
    yield
    yield from sign_in(studio, order)
