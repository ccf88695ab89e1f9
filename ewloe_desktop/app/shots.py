"""What is taken a picture of: every page and every dialog, in the light and in the dark colours."""

from collections.abc import Callable
from typing import Any

from ewloe_desktop.app.pictures import SCHEMES, Order
from ewloe_desktop.app.studio import Script, Studio

PAGES = ("today", "policies", "people", "journal", "settings")


def script(studio: Studio, order: Order) -> Script:
    """All of it, once for each scheme."""
    for scheme in SCHEMES:
        studio.dress(scheme)
        yield
        yield from _door(studio, order)
        yield from _pages(studio)
        yield from _policies(studio, order)
        studio.window.switch_person()
        yield


def _door(studio: Studio, order: Order) -> Script:
    window = studio.window
    studio.take("sign-in")
    window.lock(order.head_id)
    yield
    window._ask_tiles(order.head_id)
    yield
    studio.take("sign-in-password")
    window._sign_in(order.head_id, order.head_password)
    yield


def _pages(studio: Studio) -> Script:
    for page in PAGES:
        studio.window.show_page(page)
        yield
        studio.take(page)


def _dialog(studio: Studio, name: str, call: Callable[[], Any]) -> Script:
    studio.later(call)
    yield
    yield
    if studio.front() is not None:
        studio.take(name)
    studio.close_front()
    yield


_ACTS = {
    "with_head": ("sign_head", "return", "print", "booklet"),
    "with_governors": ("sign_governors",),
    "main": ("no_change", "retire", "correct", "print"),
    "returned": ("settle", "edit", "discard"),
}


def _policies(studio: Studio, order: Order) -> Script:
    for name, acts in _ACTS.items():
        studio.window.show_page("policies", {"policy_id": "", "revision_id": order.revisions[name]})
        yield
        page: Any = studio.window.shell.page if studio.window.shell else None
        page._load_revision(order.revisions[name])
        yield
        for act in acts:
            yield from _dialog(studio, f"policies-{act.replace('_', '-')}-{name}", page.acts.all()[act])
