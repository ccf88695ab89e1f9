"""Who can be picked as being in a picture, and the uses: light enough to be there when the question is opened."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.photo_uses import UseFacts, list_uses
from ewloe_desktop.services.standing import allow, today
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoAnswer


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody who can be picked; `folded` is the name as it is compared."""

    person_id: str
    name: str
    folded: str
    left: bool


@dataclass(frozen=True, slots=True)
class Pickable:
    """Everybody by name, those who left last, and the uses that have not ended."""

    people: tuple[Name, ...]
    uses: tuple[UseFacts, ...]
    today: date


def names_to_pick(session: Session, actor: Actor) -> Pickable:
    """Every name and every use, in two looks at the register."""
    allow(session, actor, Action.CHECK_PICTURE)
    on = today(session)
    rows = session.execute(select(Person.id, Person.name, Person.folded, Person.left_on).order_by(Person.folded))
    names = [Name(id_, name, folded, left is not None and left <= on.isoformat()) for id_, name, folded, left in rows]
    return Pickable(tuple(sorted(names, key=lambda name: name.left)), list_uses(session, actor), on)


def never_asked(session: Session, actor: Actor) -> tuple[str, ...]:
    """Everybody in post of whom no answer and no question is on record, by name."""
    allow(session, actor, Action.SEE_PHOTOS)
    on = today(session).isoformat()
    known = select(PhotoAnswer.id).where(PhotoAnswer.person_id == Person.id).exists()
    query = select(Person.id).where(~known, or_(Person.left_on.is_(None), Person.left_on > on))
    return tuple(session.scalars(query.order_by(Person.folded, Person.id)))
