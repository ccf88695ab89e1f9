"""The recovery sheets: the school's own, that somebody holds it, and its groups once more."""

from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import Action, Actor, Office
from ewloe_desktop.services.school import SchoolFacts, show_school
from ewloe_desktop.services.standing import allow, held, now, school, stamp
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.engine import is_address
from ewloe_desktop.storage.vault import recovery_words, unlock


def confirm_recovery(session: Session, actor: Actor) -> SchoolFacts:
    """Records that two groups of the recovery sheet were typed back: somebody holds the sheet."""
    allow(session, actor, Action.CHANGE_SETTINGS)
    row = school(session)
    row.recovery_checked_at = stamp(now(session))
    declare(session, "recovery_confirmed", {})
    session.flush()
    return show_school(session, actor)


def recovery_again(session: Session, actor: Actor, password: str) -> tuple[str, ...]:
    """The recovery sheet's groups once more, for the head teacher under the head's own password."""
    if Office.HEAD not in held(session, actor.person_id):
        raise RuleBroken("may_not", (Office.HEAD.value,), {"action": "recovery_again"})
    register = session.info["register"]
    unlock(register.ring, actor.person_id, password, now(session))
    return () if is_address(register.place) else tuple(recovery_words(register.data_key, register.id).split("-"))
