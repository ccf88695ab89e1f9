"""Paper and pen: a signed sheet filed page by page, one that waits to be confirmed, and a printed sheet checked."""

from functools import partial
from pathlib import Path
from typing import Any

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.people import Office
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.paper_steps import BOTH, NOT_SAME, SAME

_SCAN = "40-scan-of-the-signed-sheet.jpg"


def papers(studio: Studio, order: Order) -> Script:
    """As the head teacher; nothing is filed or confirmed."""
    yield from _filing(studio, order)
    yield from _confirming(studio, order)
    yield from _checking(studio, order)


def _page(studio: Studio, order: Order, name: str) -> Any:
    policy, revision = order.revisions[name]
    studio.window.show_page("policies", {"policy_id": policy, "revision_id": revision})
    return studio.window.shell.page if studio.window.shell is not None else None


def _filing(studio: Studio, order: Order) -> Script:
    """By its code, for the policy that waits for the head teacher."""
    from ewloe_desktop.services.journal import list_acts

    page = _page(studio, order, "with_head")
    yield
    yield
    yield from studio.opened(partial(page.start, "file_paper"))
    filing: Any = studio.front()
    studio.take("file-paper-1")
    settled = yield from studio.asked(list_acts, None, 1, "revision_settled")
    filing.sheet.code.set_value(settled[0].code)
    filing.go_on()
    yield
    filing.compare.compared.set_value(NOT_SAME)
    yield
    studio.take("file-paper-2-not-the-same")
    filing.compare.compared.set_value(SAME)
    filing.go_on()
    filing.side.side.set_value(BOTH)
    filing.side.kept_at.set_value("Approvals folder, head teacher's office")
    yield
    studio.take("file-paper-3")
    filing.go_on()
    today = wording.now().astimezone(wording.LONDON).date()
    for side, office in ((Body.HEAD, Office.HEAD), (Body.GOVERNORS, Office.CHAIR)):
        ink = filing.pages_of_sides.ink[side]
        ink.choose_office(office)
        ink.signed_on.set_value(today)
    filing.pages_of_sides.meeting.set_values({"meeting_on": today, "minute": "8.1", "present": 6, "in_post": 6})
    for number in range(filing.step, filing.act_step + 1):
        filing.show_step(number)
        yield
        studio.take(f"file-paper-{number + 1}")
    studio.close_front()
    yield


def _confirming(studio: Studio, order: Order) -> Script:
    """The governing body's side of a sheet, with its scan beside the register's page."""
    from ewloe_desktop.services.papers import papers_of

    page = _page(studio, order, "on_paper")
    yield
    yield
    studio.take("policies-on-paper")
    waiting = yield from studio.asked(papers_of, order.revisions["on_paper"][1])
    yield from studio.opened(partial(page.acts.look_at_paper, waiting[0].id))
    confirming: Any = studio.front()
    confirming.who.who.set_value(order.person_id)
    yield
    for number in range(confirming.act_step + 1):
        confirming.show_step(number)
        yield
        studio.take(f"confirm-paper-{number + 1}")
    yield from studio.dialog("refuse-paper", confirming.refuse.click)
    studio.close_front()
    yield


def _checking(studio: Studio, order: Order) -> Script:
    """The scan of the demonstration held against the register, and a code that no act has."""
    from ewloe_desktop.ui.dialogs.check_sheet import CheckSheetDialog

    window = studio.window
    for name, code in (("check-sheet", ""), ("check-sheet-unknown", "ABCD-EFGH-IJKL")):
        yield from studio.opened(partial(CheckSheetDialog.ask, window, window.work, window.notices))
        checking: Any = studio.front()
        if code:
            checking.sheet.code.set_value(code)
            checking.go_on()
        else:
            studio.take(f"{name}-1")
            checking.sheet.take(Path(order.folder).parent / "sheets" / _SCAN)
            yield
        yield
        yield
        studio.take(name if code else f"{name}-2")
        studio.close_front()
        yield
