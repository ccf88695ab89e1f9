"""Who has read a policy: the list, who is asked, each way of recording it, and the ceremony step by step."""

from functools import partial
from typing import Any

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.domain.readings import How


def readings(studio: Studio, order: Order) -> Script:
    """As the head teacher; nothing is recorded."""
    assert studio.window.shell is not None
    policy, revision = order.revisions["main"]
    studio.window.show_page("policies", {"policy_id": policy, "revision_id": revision})
    yield
    yield
    page: Any = studio.window.shell.page
    yield from studio.opened(partial(page.start, "readers"))
    listed: Any = studio.front()
    yield
    studio.take("readers")
    yield from studio.dialog("readers-asked", listed.ask_duty)
    yield from studio.dialog("readers-list", partial(listed.record, How.PAPER))
    yield from studio.dialog("readers-meeting", partial(listed.record, How.MEETING))
    studio.close_front()
    yield
    yield from studio.opened(partial(page.start, "read_now"))
    reading: Any = studio.front()
    for number in range(reading.act_step + 1):
        reading.show_step(number)
        yield
        studio.take(f"read-{number + 1}")
    studio.close_front()
    yield
