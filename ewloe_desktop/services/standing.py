"""What every use case asks first: the clock, what somebody holds today, the record as it was read."""

from datetime import UTC, date, datetime
from typing import Any, Protocol, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.errors import ChangedMeanwhile, NotFound, RuleBroken
from ewloe_desktop.domain.people import BY_SHEET, SHEET_MAY, Action, Actor, Office, Term, offices_held, require
from ewloe_desktop.storage.base import Base
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import OfficeTerm, Person, School

LONDON = ZoneInfo("Europe/London")


class Kept(Protocol):
    """A journalled row: its id and how often it has changed."""

    id: Any
    version: Any


Row = TypeVar("Row", bound=Base)


def now(session: Session) -> datetime:
    """This moment, UTC."""
    moment: datetime = session.info["clock"].now()
    return moment


def today(session: Session) -> date:
    """This day in Europe/London."""
    return now(session).astimezone(LONDON).date()


def reached(session: Session) -> date:
    """The latest day there has been: today, or the last act's day where the clock was put back."""
    last = session.scalar(_LAST_AT)
    return max(today(session), local_day(last)) if last else today(session)


_LAST_AT = select(Event.at).order_by(Event.seq.desc()).limit(1)


def stamp(moment: datetime) -> str:
    """A moment as the register keeps it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def moment(text: str) -> datetime:
    """A moment the register kept."""
    return datetime.fromisoformat(text)


def local_day(text: str) -> date:
    """The day in Europe/London of a moment the register kept."""
    return moment(text).astimezone(LONDON).date()


def day(text: str | None) -> date | None:
    """A day the register kept."""
    return date.fromisoformat(text) if text else None


def fetch(session: Session, model: type[Row], id_: str, seen: int | None = None) -> Row:
    """The record; NotFound when there is none, ChangedMeanwhile when it is not the one the person read."""
    row = session.get(model, id_)
    what = str(model.__tablename__)
    if row is None:
        raise NotFound(what, id_)
    version: int = getattr(row, "version", 0)
    if seen is not None and version != seen:
        raise ChangedMeanwhile(what, seen, version)
    return row


def school(session: Session) -> School:
    """The one school of this register."""
    return session.scalars(select(School)).one()


def terms_of(session: Session, person_id: str) -> tuple[Term, ...]:
    """Every term of a person, by its first day."""
    rows = session.scalars(select(OfficeTerm).where(OfficeTerm.person_id == person_id).order_by(OfficeTerm.since))
    return tuple(term_of(row) for row in rows)


def term_of(row: OfficeTerm) -> Term:
    """A kept term as the rules see it."""
    return Term(Office(row.office), date.fromisoformat(row.since), day(row.until))


_LAST = _LAST_AT.scalar_subquery()
_HELD = (
    select(Person.left_on, OfficeTerm.office, OfficeTerm.since, OfficeTerm.until, _LAST)
    .outerjoin(OfficeTerm, OfficeTerm.person_id == Person.id)
    .where(Person.id == bindparam("person"))
)


def held(session: Session, person_id: str) -> frozenset[Office]:
    """The offices a person holds today; none once they have left. Every question asks this first: in one look.

    A clock that was put back gives nobody an ended office, and takes none away: the last act's day counts then.
    """
    rows = session.execute(_HELD, {"person": person_id}).all()
    last = rows[0][4] if rows else None
    on = max(today(session), local_day(last)) if last else today(session)
    if any(left is not None and left <= on.isoformat() for left, *_ in rows):
        return frozenset()
    terms = (Term(Office(row[1]), date.fromisoformat(row[2]), day(row[3])) for row in rows if row[1])
    return offices_held(tuple(terms), on)


def allow(session: Session, actor: Actor, action: Action) -> frozenset[Office]:
    """The offices of the person signed in; RuleBroken unless one of them, or the recovery sheet, allows the action."""
    if actor.person_id == BY_SHEET and action in SHEET_MAY:
        return frozenset()
    if actor.person_id == BY_SHEET:
        raise RuleBroken("sheet_reads")
    offices = held(session, actor.person_id)
    require(action, offices)
    return offices


def in_post(session: Session, office: Office) -> bool:
    """Whether anybody holds an office today."""
    ids = session.scalars(select(OfficeTerm.person_id).where(OfficeTerm.office == office.value).distinct())
    return any(office in held(session, person_id) for person_id in ids)


def names_of(session: Session, ids: set[str]) -> dict[str, str]:
    """People's names by id; the recovery sheet stands as what it is."""
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    names = {row.id: row.name for row in rows}
    return names | {BY_SHEET: words("recovery")["reader"]} if BY_SHEET in ids else names
