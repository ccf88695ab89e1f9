"""Where pictures were used, and taking them down when somebody may no longer be pictured there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.photos import ENDS_PLACEMENT, OUTCOMES, Standing, named, state
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.photo_files import checked_picture
from ewloe_desktop.services.photo_uses import reference
from ewloe_desktop.services.photos import given_of, turns_of
from ewloe_desktop.services.placement_facts import PlacementAnswer, PlacementFacts, TakedownFacts
from ewloe_desktop.services.standing import allow, day, fetch, names_of, now, stamp, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoUse, Placement, PlacementPerson, Takedown

__all__ = ["PlacementAnswer", "PlacementFacts", "TakedownFacts", "add_placement", "ask_takedowns", "complete_takedown"]
__all__ += ["list_takedowns", "show_placements"]

_ENDED = {
    Standing.LAPSED: "lapsed",
    Standing.NO: "withdrawn",
    Standing.WITHDRAWN: "withdrawn",
    Standing.LEFT: "left",
}


# A list of places reads no pictures: they are larger than all the rest together.
_PLAIN = defer(Placement.picture)


def add_placement(session: Session, actor: Actor, answer: PlacementAnswer) -> PlacementFacts:
    """Keeps where a picture was used, so that it can be found again when it has to come down."""
    allow(session, actor, Action.RECORD_PHOTOS)
    problems = [
        FieldProblem(name, "missing")
        for name, said in (("what", clean(answer.what)), ("place", clean(answer.place)), ("people", answer.person_ids))
        if not said
    ]
    if answer.used_on > today(session):
        problems.append(FieldProblem("used_on", "in_future"))
    if problems:
        raise FieldsRefused(tuple(problems))
    use = fetch(session, PhotoUse, answer.use_id)
    row = Placement(
        id=new_id(),
        use_id=use.id,
        what=clean(answer.what),
        place=clean(answer.place),
        used_on=answer.used_on.isoformat(),
        owner_id=fetch(session, Person, answer.owner_id).id,
        picture=checked_picture(answer.picture),
        recorded_by=actor.person_id,
        recorded_at=stamp(now(session)),
    )
    session.add(row)
    session.flush()
    for person_id in dict.fromkeys(answer.person_ids):
        session.add(PlacementPerson(placement_id=row.id, person_id=fetch(session, Person, person_id).id))
    facts = {"placement": row.id, "use": use.id, "use_name": use.name, "people": len(answer.person_ids)}
    declare(session, "placement_recorded", facts, subject=row.id)
    session.flush()
    return show_placements(session, actor, placement_id=row.id)[0]


def show_placements(
    session: Session, actor: Actor, *, person_id: str = "", placement_id: str = "", ended: bool = True
) -> tuple[PlacementFacts, ...]:
    """Placements, newest first: all, one, or those somebody is in."""
    if person_id != actor.person_id:
        allow(session, actor, Action.SEE_PHOTOS)
    pictured = Placement.picture.is_not(None)
    query = select(Placement, PhotoUse, pictured).join(PhotoUse, PhotoUse.id == Placement.use_id).options(_PLAIN)
    if person_id:
        mine = select(PlacementPerson.placement_id).where(PlacementPerson.person_id == person_id)
        query = query.where(Placement.id.in_(mine))
    if placement_id:
        query = query.where(Placement.id == placement_id)
    if not ended:
        query = query.where(Placement.ended_on.is_(None))
    rows = session.execute(query.order_by(Placement.used_on.desc(), Placement.id)).all()
    people = _people_in(session, [placement.id for placement, *_ in rows])
    owners = names_of(session, {placement.owner_id for placement, *_ in rows})
    return tuple(
        PlacementFacts(
            id=placement.id,
            seen=placement.version,
            use_id=use.id,
            use=use.name,
            medium=use.medium,
            what=placement.what,
            place=placement.place,
            used_on=date.fromisoformat(placement.used_on),
            people=tuple(people.get(placement.id, ())),
            owner=owners.get(placement.owner_id, ""),
            has_picture=bool(has_picture),
            ended_on=day(placement.ended_on),
        )
        for placement, use, has_picture in rows
    )


def _people_in(session: Session, placement_ids: list[str]) -> dict[str, list[tuple[str, str]]]:
    query = (
        select(PlacementPerson.placement_id, Person.id, Person.name)
        .join(Person, Person.id == PlacementPerson.person_id)
        .where(PlacementPerson.placement_id.in_(placement_ids))
        .order_by(Person.folded)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for placement, id_, name in session.execute(query):
        found.setdefault(placement, []).append((id_, name))
    return found


def ask_takedowns(session: Session, person_id: str, reason: str, *, use_id: str | None = None, only: str = "") -> None:
    """Lists every placement of somebody to be taken down, inside the act that causes it; once for each placement."""
    query = select(Placement).join(PlacementPerson, PlacementPerson.placement_id == Placement.id).options(_PLAIN)
    query = query.where(PlacementPerson.person_id == person_id, Placement.ended_on.is_(None))
    if use_id is not None:
        query = query.where(Placement.use_id == use_id)
    open_ = select(Takedown.placement_id).where(Takedown.person_id == person_id, Takedown.done_on.is_(None))
    asked = set(session.scalars(open_))
    for row in session.scalars(query).all():
        if row.id not in asked and named(only) in ("", named(row.what)):
            session.add(_takedown(session, row, person_id, reason, today(session)))
    session.flush()


def _takedown(session: Session, placement: Placement, person_id: str, reason: str, since: date) -> Takedown:
    days = int(reference("retention")["takedown_days"])
    return Takedown(
        id=new_id(),
        placement_id=placement.id,
        person_id=person_id,
        reason=reason,
        owner_id=placement.owner_id,
        due=(since + timedelta(days=days)).isoformat(),
        asked_at=stamp(now(session)),
    )


def list_takedowns(session: Session, actor: Actor, *, done: bool = False) -> tuple[TakedownFacts, ...]:
    """What is to be taken down, the longest overdue first; with `done`, also what was."""
    allow(session, actor, Action.SEE_PHOTOS)
    query = select(Takedown)
    if not done:
        query = query.where(Takedown.done_on.is_(None))
    rows = [*session.scalars(query.order_by(Takedown.due, Takedown.id)), *_lapsed(session)]
    rows.sort(key=lambda row: (row.done_on or "", row.due))
    return _facts(session, rows)


def _lapsed(session: Session) -> Iterator[Takedown]:
    """Placements whose permission lapsed by itself, or had ended before they were found: kept once dealt with."""
    on = today(session)
    query = select(Placement, PlacementPerson.person_id).options(_PLAIN)
    query = query.join(PlacementPerson, PlacementPerson.placement_id == Placement.id)
    rows = session.execute(query.where(Placement.ended_on.is_(None))).all()
    listed = {(t.placement_id, t.person_id) for t in session.execute(select(Takedown.placement_id, Takedown.person_id))}
    ids = sorted({person_id for _, person_id in rows})
    given, (general, own) = given_of(session, ids), turns_of(session, ids)
    for placement, person_id in rows:
        if (placement.id, person_id) in listed:
            continue
        turns = [*general, *own.get(person_id, [])]
        stands = state(given.get(person_id, []), turns, placement.use_id, on, only=placement.what)
        if stands.standing in _ENDED:
            row = _takedown(session, placement, person_id, _ENDED[stands.standing], stands.since or on)
            row.id, row.version = "", 0
            yield row


def _facts(session: Session, rows: Sequence[Takedown]) -> tuple[TakedownFacts, ...]:
    """All of them in two looks, however many there are."""
    places = {row.placement_id for row in rows}
    query = select(Placement, PhotoUse).join(PhotoUse, PhotoUse.id == Placement.use_id).options(_PLAIN)
    of = {placement.id: (placement, use) for placement, use in session.execute(query.where(Placement.id.in_(places)))}
    names = names_of(session, {id_ for row in rows for id_ in (row.person_id, row.owner_id, row.done_by or "")})
    return tuple(_fact(row, *of[row.placement_id], names, today(session)) for row in rows)


def _fact(row: Takedown, placement: Placement, use: PhotoUse, names: Mapping[str, str], on: date) -> TakedownFacts:
    due = date.fromisoformat(row.due)
    return TakedownFacts(
        id=row.id,
        seen=row.version,
        placement_id=placement.id,
        person_id=row.person_id,
        person=names.get(row.person_id, ""),
        reason=row.reason,
        use=use.name,
        medium=use.medium,
        what=placement.what,
        place=placement.place,
        owner=names.get(row.owner_id, ""),
        due=due,
        days_left=(due - on).days,
        done_on=day(row.done_on),
        done_by=names.get(row.done_by or "", ""),
        outcome=row.outcome or "",
        evidence=row.evidence or "",
        outcomes=OUTCOMES[use.medium],
    )


def complete_takedown(
    session: Session, actor: Actor, takedown: TakedownFacts, outcome: str, evidence: str, done_on: date
) -> TakedownFacts:
    """Records what was done, honestly: removed, not printed again, the press asked, or not possible and why."""
    allow(session, actor, Action.RECORD_PHOTOS)
    placement = fetch(session, Placement, takedown.placement_id)
    _require_done(session, takedown, outcome, evidence, done_on)
    if takedown.id:
        row = fetch(session, Takedown, takedown.id, takedown.seen)
        if row.done_on is not None:
            raise RuleBroken("takedown_done", facts={"on": day(row.done_on)})
    else:
        row = _takedown(session, placement, takedown.person_id, takedown.reason, takedown.due)
        row.due = takedown.due.isoformat()
        session.add(row)
    row.outcome, row.evidence = outcome, clean_lines(evidence)
    row.done_on, row.done_by = done_on.isoformat(), actor.person_id
    if outcome in ENDS_PLACEMENT:
        placement.ended_on = done_on.isoformat()
        _done_for_all(session, row)
    session.flush()
    facts = {"person": row.person_id, "takedown": row.id, "outcome": outcome, "placement": placement.id}
    declare(session, "takedown_done", facts, subject=placement.id)
    session.flush()
    return _facts(session, [row])[0]


def _done_for_all(session: Session, done: Takedown) -> None:
    """What came down for one person came down for everybody in the picture."""
    query = select(Takedown).where(Takedown.placement_id == done.placement_id, Takedown.done_on.is_(None))
    for other in session.scalars(query):
        other.outcome, other.evidence = done.outcome, done.evidence
        other.done_on, other.done_by = done.done_on, done.done_by


def _require_done(session: Session, takedown: TakedownFacts, outcome: str, evidence: str, done_on: date) -> None:
    problems = []
    if outcome not in takedown.outcomes:
        problems.append(FieldProblem("outcome", "choose"))
    if not clean_lines(evidence):
        problems.append(FieldProblem("evidence", "missing"))
    if done_on > today(session):
        problems.append(FieldProblem("done_on", "in_future"))
    if problems:
        raise FieldsRefused(tuple(problems))
