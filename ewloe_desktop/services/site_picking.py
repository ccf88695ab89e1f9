"""What the form that asks for a site is filled in with: its questions, the hosts, and who can be named in it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.picking import Name
from ewloe_desktop.services.site_form import FormFacts, show_form
from ewloe_desktop.services.site_hosts import HostFacts, list_hosts
from ewloe_desktop.services.standing import allow, today
from ewloe_desktop.storage.people import Person


@dataclass(frozen=True, slots=True)
class AskFacts:
    """The form in use, the hosts offered, everybody who works for the school today, and who is asking."""

    form: FormFacts
    hosts: tuple[HostFacts, ...]
    people: tuple[Name, ...]
    me: str
    today: date


def to_ask(session: Session, actor: Actor) -> AskFacts:
    """Everything a request is filled in with."""
    allow(session, actor, Action.REQUEST_SITE)
    on = today(session)
    day = on.isoformat()
    stays = or_(Person.left_on.is_(None), Person.left_on > day)
    began = or_(Person.since.is_(None), Person.since <= day)
    query = select(Person.id, Person.name, Person.folded).where(stays, began).order_by(Person.folded)
    people = tuple(Name(id_, name, folded, left=False) for id_, name, folded in session.execute(query))
    return AskFacts(show_form(session, actor), list_hosts(session, actor), people, actor.person_id, on)
