"""A copy of the register when somebody asks for one; the copies at every close are made unasked."""

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.standing import allow
from ewloe_desktop.storage.backup import Copy, make_copy, thin
from ewloe_desktop.storage.engine import Register


def copy_now(register: Register, actor: Actor) -> Copy:
    """Copies both files and opens the copy again before it counts; RuleBroken unless the person may."""
    with register.reading() as session:
        allow(session, actor, Action.BACK_UP)
    if register.kind != "file":
        raise RuleBroken("copies_on_server")
    copy = make_copy(register, register.copies)
    thin(register.copies)
    register.changed = False
    return copy
