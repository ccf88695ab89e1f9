"""Checking a policy's wording: the points in its text, one of them in full, and the list they come from."""

from typing import Any

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.domain.watchlist import Choice


def wording(studio: Studio, order: Order) -> Script:
    """The policy that was found, with what the head teacher decided about it; nothing is decided here."""
    policy, revision = order.revisions["found"]
    studio.window.show_page("policies", {"policy_id": policy, "revision_id": revision})
    yield
    yield
    page: Any = studio.window.shell.page if studio.window.shell is not None else None
    yield from _checked(studio, page, revision)
    yield from studio.dialog("watch-list", lambda: page.start("watch_list"))


def _checked(studio: Studio, page: Any, revision: str) -> Script:
    from ewloe_desktop.ui.dialogs.check_wording import CheckWordingDialog

    yield from studio.opened(lambda: CheckWordingDialog.ask(page, revision))
    studio.take("check-wording-1")
    asked = studio.front()
    assert isinstance(asked, CheckWordingDialog)
    asked.list.choose(lambda one: one[1].choice is not None and one[1].choice.choice is Choice.KEPT)
    yield
    studio.take("check-wording-2")
    studio.close_front()
    yield
