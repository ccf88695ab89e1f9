"""What people answered about pictures of them, how it stands on a day, and one person's page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import MAY, Action, Actor
from ewloe_desktop.domain.photos import Answer, Given, How, State, Turn, state
from ewloe_desktop.services.photo_uses import UseFacts, list_uses
from ewloe_desktop.services.standing import LONDON, allow, day, fetch, held, moment, names_of, today
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoAnswer, PhotoTurn, PhotoWording, Placement, PlacementPerson


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One recorded answer as it was given."""

    id: str
    act: int
    use: str
    only: str
    answer: Answer
    name_shown: bool | None
    given_on: date
    until: date | None
    how: How
    written_by: str
    kept_at: str
    evidence_id: str | None
    wording: str
    basis: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class PersonPermissions:
    """One person's page: how each use stands, single permissions, and everything ever answered."""

    person_id: str
    seen: int
    name: str
    left_on: date | None
    uses: tuple[UseFacts, ...]
    states: tuple[State, ...]  # in the order of uses
    singles: tuple[tuple[str, str, State], ...]  # picture or event, use's name, state
    history: tuple[HistoryLine, ...]
    open_placements: int
    can: frozenset[str]  # record, withdraw, sign, evidence


# Days, moments and kinds repeat from answer to answer: each is read once.
_day = lru_cache(4096)(date.fromisoformat)
_answer = {kind.value: kind for kind in Answer}


@lru_cache(4096)
def _at(text: str) -> datetime:
    return moment(text).astimezone(LONDON)  # an answer's day is the school's


def given_of(
    session: Session, person_ids: Sequence[str] | None, use_id: str | None = None
) -> Mapping[str, list[Given]]:
    """Every recorded answer of these people (everybody, when None), by person."""
    session.flush()  # looking at plain columns does not see to it by itself
    c = PhotoAnswer.__table__.c
    query = select(
        c.person_id, c.answer, c.use_id, c.given_on, c.recorded_at, c.act, c.only, c.until, c.name_shown, c.id
    )
    if person_ids is not None:
        query = query.where(c.person_id.in_(person_ids))
    if use_id is not None:
        query = query.where(c.use_id == use_id)
    found: dict[str, list[Given]] = {}
    for person, answer, use, given_on, at, act, only, until, shown, id_ in session.execute(query).all():
        name_shown, last = None if shown is None else bool(shown), _day(until) if until else None
        given = Given(_answer[answer], use, _day(given_on), _at(at), act, only, last, name_shown, id_)
        found.setdefault(person, []).append(given)
    return found


def turns_of(session: Session, person_ids: Sequence[str] | None) -> tuple[list[Turn], Mapping[str, list[Turn]]]:
    """What ends yeses: for everybody, and by person."""
    session.flush()
    c = PhotoTurn.__table__.c
    query = select(c.person_id, c.what, c.on_day, c.recorded_at, c.use_id)
    if person_ids is not None:
        query = query.where(c.person_id.is_(None) | c.person_id.in_(person_ids))
    general: list[Turn] = []
    found: dict[str, list[Turn]] = {}
    for person, what, on, at, use in session.execute(query).all():
        turn = Turn(what, _day(on), _at(at), use or "")
        (general if person is None else found.setdefault(person, [])).append(turn)
    return general, found


def state_of(
    session: Session, person_id: str, use_id: str, on: date, *, only: str = "", known: datetime | None = None
) -> State:
    """How one person's permission for one use stands on a day, as known at a moment."""
    general, own = turns_of(session, [person_id])
    given = given_of(session, [person_id], use_id).get(person_id, [])
    return state(given, [*general, *own.get(person_id, [])], use_id, on, only=only, known=known)


def person_permissions(session: Session, actor: Actor, person_id: str, on: date | None = None) -> PersonPermissions:
    """One person's page as at a day (today, when None); everybody sees their own."""
    if actor.person_id != person_id:
        allow(session, actor, Action.SEE_PHOTOS)
    person = fetch(session, Person, person_id)
    uses = list_uses(session, actor)
    given = given_of(session, [person_id]).get(person_id, [])
    general, own = turns_of(session, [person_id])
    turns = [*general, *own.get(person_id, [])]
    at = on or today(session)
    names = {use.id: use.name for use in list_uses(session, actor, ended=True)}
    singles = sorted({(g.only, g.use) for g in given if g.only})
    placed = select(Placement.id).join(PlacementPerson, PlacementPerson.placement_id == Placement.id)
    placed = placed.where(PlacementPerson.person_id == person_id, Placement.ended_on.is_(None))
    return PersonPermissions(
        person_id=person_id,
        seen=person.version,
        name=person.name,
        left_on=day(person.left_on),
        uses=uses,
        states=tuple(state(given, turns, use.id, at) for use in uses),
        singles=tuple((only, names.get(use, ""), state(given, turns, use, at, only=only)) for only, use in singles),
        history=_history(session, person_id, names),
        open_placements=len(session.execute(placed).all()),
        can=_can(session, actor, person),
    )


def _history(session: Session, person_id: str, uses: Mapping[str, str]) -> tuple[HistoryLine, ...]:
    query = select(PhotoAnswer, PhotoWording.number).join(PhotoWording, PhotoWording.id == PhotoAnswer.wording_id)
    query = query.where(PhotoAnswer.person_id == person_id).order_by(PhotoAnswer.act.desc(), PhotoAnswer.id)
    rows = session.execute(query).all()
    names = names_of(session, {row.recorded_by for row, _ in rows})
    return tuple(
        HistoryLine(
            id=row.id,
            act=row.act,
            use=uses.get(row.use_id, ""),
            only=row.only,
            answer=Answer(row.answer),
            name_shown=None if row.name_shown is None else bool(row.name_shown),
            given_on=date.fromisoformat(row.given_on),
            until=day(row.until),
            how=How(row.how),
            written_by=row.written_by,
            kept_at=row.kept_at,
            evidence_id=row.evidence_id,
            wording=number,
            basis=row.basis,
            recorded_by=names.get(row.recorded_by, ""),
            recorded_at=moment(row.recorded_at),
        )
        for row, number in rows
    )


def _can(session: Session, actor: Actor, person: Person) -> frozenset[str]:
    offices, own = held(session, actor.person_id), actor.person_id == person.id
    here = person.left_on is None or person.left_on > today(session).isoformat()
    allowed = {
        "record": here and bool(offices & MAY[Action.RECORD_PHOTOS]),
        "sign": here,
        "withdraw": own or bool(offices & MAY[Action.RECORD_PHOTOS]),
        "evidence": own or bool(offices & MAY[Action.SEE_EVIDENCE]),
    }
    return frozenset(name for name, yes in allowed.items() if yes)
