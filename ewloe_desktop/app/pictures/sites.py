"""Official sites: requests and sites in every state, the form step by step, the ceremony, and each dialog."""

from functools import partial
from typing import Any

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.domain.sites import Outcome

REQUESTS = ("trips", "eco", "letter", "nature")
_CONDITIONS = "Only the table is in the picture, never what hangs on the walls behind it."
RUNNING = ("confirm", "runners", "address", "suspend", "close")


def sites(studio: Studio, order: Order) -> Script:
    """As the head teacher: what was asked, what is live, and everything that can be done about it."""
    for name in REQUESTS:
        yield from _go_to(studio, "request", order.requests[name])
        studio.take(f"sites-request-{name}")
    yield from _ceremony(studio, order)
    yield from studio.dialog("site-withdraw", _page(studio).acts.withdraw)
    for name, id_ in order.sites.items():
        yield from _go_to(studio, "site", id_)
        studio.take(f"sites-{name}")
    for act in RUNNING:
        yield from studio.dialog(f"site-{act}", _page(studio).acts.of_site()[act])
    yield from _opening(studio, order)
    yield from studio.dialog("site-hosts", _page(studio).show_hosts)
    yield from studio.dialog("site-form-file", _page(studio).show_form)


def unsent(studio: Studio, order: Order) -> Script:
    """As the teacher: Today with what waits, and the form with what was typed and cannot be sent, step by step."""
    studio.window.switch_person()
    yield
    studio.window.door.asked.emit(*order.teacher)
    yield
    studio.window.show_page("today")
    yield
    studio.take("today-of-a-teacher")
    studio.window.show_page("sites")
    yield
    yield from studio.opened(_page(studio).acts.ask)
    yield
    asking: Any = studio.front()
    for number in range(asking.act_step + 1):
        asking.show_step(number)
        yield
        yield
        studio.take(f"site-ask-{number + 1}")
    studio.close_front()
    yield


def _page(studio: Studio) -> Any:
    assert studio.window.shell is not None
    return studio.window.shell.page


def _go_to(studio: Studio, kind: str, id_: str) -> Script:
    studio.window.show_page("sites", {f"{kind}_id": id_})
    yield
    yield


def _ceremony(studio: Studio, order: Order) -> Script:
    """The head teacher's, up to the password; nothing is signed."""
    yield from studio.opened(partial(_page(studio).acts.sign, "head_teacher"))
    signing: Any = studio.front()
    signing.read.paper.set_value(True)
    signing.who.who.set_value(order.person_id)
    signing.decision.decision.set_value(Outcome.CONDITIONS)
    signing.decision.conditions.set_value(_CONDITIONS)
    signing.declare.agree.set_value(True)
    for number in range(signing.act_step + 1):
        signing.show_step(number)
        yield
        studio.take(f"site-sign-{number + 1}")
    signing.autosave.afresh()  # nobody finds it again as something of theirs
    yield
    studio.close_front()
    yield


def _opening(studio: Studio, order: Order) -> Script:
    """The site that was approved and waits for its day."""
    from ewloe_desktop.services.site_requests import show_request

    request = yield from studio.asked(show_request, order.requests["letter"])
    yield from _go_to(studio, "site", request.row.site_id)
    studio.take("sites-letter")
    yield from studio.dialog("site-go-live", _page(studio).acts.of_site()["go_live"])
