"""Bringing in the staff list of a school's other system: first shown, then kept in one act."""

from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import ChangedMeanwhile, RuleBroken
from ewloe_desktop.domain.people import Action, Actor, PersonKind
from ewloe_desktop.domain.staff_list import StaffColumns, StaffRows, guess_columns, read_lines
from ewloe_desktop.services.people import checked_name
from ewloe_desktop.services.photo_uses import add_turn
from ewloe_desktop.services.placements import ask_takedowns
from ewloe_desktop.services.staff_facts import ChangedStaff, LeftStaff, NewStaff, StaffBroughtIn, StaffPreview
from ewloe_desktop.services.staff_matching import Matching, people_seen
from ewloe_desktop.services.standing import allow, fetch, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.search import filed

__all__ = ["StaffColumns", "StaffPreview", "apply_staff_list", "guess_columns", "preview_staff_list"]

_PAID = frozenset({PersonKind.STAFF, PersonKind.NON_TEACHING})


def preview_staff_list(session: Session, actor: Actor, rows: StaffRows, columns: StaffColumns) -> StaffPreview:
    """What the list would change; nothing is kept."""
    allow(session, actor, Action.ADD_PERSON)
    return Matching(session, actor, columns).preview(read_lines(rows, columns))


def apply_staff_list(session: Session, actor: Actor, preview: StaffPreview) -> StaffBroughtIn:
    """Keeps what the preview shows, in one act; refused when people changed since, or when there is nothing to keep."""
    allow(session, actor, Action.ADD_PERSON)
    now = people_seen(session)
    if now != preview.seen:
        raise ChangedMeanwhile("person", preview.seen, now)
    if preview.empty:
        raise RuleBroken("nothing_to_bring_in")
    added = tuple(_add(session, entry) for entry in preview.new)
    for entry in preview.changed:
        _change(session, entry)
    for leaver in preview.left:
        _leave(session, leaver)
    facts = {"added": len(added), "changed": len(preview.changed), "left": len(preview.left)}
    act = declare(session, "staff_list_brought_in", facts)
    session.flush()
    changed = tuple(entry.person_id for entry in preview.changed)
    return StaffBroughtIn(added, changed, tuple(entry.person_id for entry in preview.left), act.seq)


def _add(session: Session, entry: NewStaff) -> str:
    name = checked_name(entry.name)
    person = Person(
        id=new_id(),
        name=name,
        folded=filed(name),
        kind=entry.kind.value,
        paid=int(entry.kind in _PAID),
        since=entry.since.isoformat() if entry.since else None,
    )
    session.add(person)
    session.flush()
    return person.id


def _change(session: Session, entry: ChangedStaff) -> None:
    person = fetch(session, Person, entry.person_id)
    if person.kind != entry.kind.value:
        # Another post: what was agreed for the old one does not carry over.
        add_turn(session, "post", today(session), person_id=person.id)
        person.kind, person.paid = entry.kind.value, int(entry.kind in _PAID)
    person.since = entry.since.isoformat() if entry.since else None
    session.flush()


def _leave(session: Session, entry: LeftStaff) -> None:
    person = fetch(session, Person, entry.person_id)
    person.left_on = entry.left_on.isoformat()
    add_turn(session, "left", entry.left_on, person_id=person.id)
    ask_takedowns(session, person.id, "left")
