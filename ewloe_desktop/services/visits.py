"""Coming in: who is signed in, in which offices, and what they should be told at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.journal import Finding
from ewloe_desktop.domain.people import GOVERNING, MAY, OPEN_TO_ALL, Action, Actor, Office, named
from ewloe_desktop.services.acting import acts_as_head
from ewloe_desktop.services.journal import told
from ewloe_desktop.services.people import require_present
from ewloe_desktop.services.sheet_openings import OpeningFacts, standing_opening
from ewloe_desktop.services.standing import held, moment, now, stamp
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import SigningKey

NOTICE_DAYS = 90
LEAST_DAYS = 30  # what was signed in these is told even to somebody who was here since: it may have been another
_MOST = 20
KEY_AND_OFFICE_ACTS = (
    "key_enrolled",
    "key_confirmed",
    "key_replaced",
    "key_revoked",
    "slip_issued",
    "slip_voided",
    "doubt_reported",
    "sheet_used",
    "sheet_countersigned",
    "office_granted",
    "acting_granted",
    "office_ended",
    "person_left",
    "password_changed",
    "password_recovered",
    "code_renewed",
)


@dataclass(frozen=True, slots=True)
class SinceLastVisit:
    """One line of "since your last visit": an act this person signed, or a change of keys and offices."""

    act: int
    at: datetime
    kind: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, in which offices, and what they should be told at once."""

    person_id: str
    name: str
    offices: tuple[str, ...]  # Office values held today
    allowed: frozenset[str]  # Action values
    failed_tries: int  # wrong passwords typed at this name before this sign-in
    since_last_visit: tuple[SinceLastVisit, ...]  # what this person's own keys signed, newest first
    notices: tuple[SinceLastVisit, ...]  # key and office changes of the last 90 days
    unfinished: str = ""  # "", "recorded" or "not_recorded": what became of a ceremony that was cut short
    unfinished_what: str = ""
    findings: tuple[Finding, ...] = ()  # what the check at the start found: the register was changed behind the app
    read_only: bool = False  # nothing can be recorded: changed behind the app, or a disk that cannot be written
    why_read_only: str = ""  # "", "changed", "read_only", "disk_full" or "sheet" (opened with the recovery sheet)
    newest_copy: str = ""  # the newest verified copy, where the register itself cannot be trusted
    failed_codes: int = 0  # wrong recovery codes typed at this name since the last sign-in
    last_visit: datetime | None = None  # None at the first
    told_since: datetime | None = None  # from when on `since_last_visit` tells
    notice_count: int = 0  # all changes of the last 90 days; `notices` holds the newest
    opening: OpeningFacts | None = None  # the recovery sheet was used for more than reading, and nobody countersigned
    acting: bool = False  # head teacher only as one who stands in

    @property
    def named(self) -> tuple[str, ...]:
        """The offices held today as people are told of them."""
        return named(self.offices, acting=self.acting)


def sign_in(
    session: Session, actor: Actor, failed_tries: int = 0, failed_codes: int = 0, visited: str = ""
) -> SignedIn:
    """What the person signed in holds and may do; refuses somebody who has left."""
    person = require_present(session, actor.person_id)
    offices = held(session, person.id)
    allowed = {action.value for action in Action if offices & MAY[action] or (not offices and action in OPEN_TO_ALL)}
    last = _moment(visited)
    since = min(last or now(session), now(session) - timedelta(days=LEAST_DAYS))
    keys = select(SigningKey.id).where(SigningKey.person_id == person.id)
    watching = bool(offices & _WATCHING)
    return SignedIn(
        person_id=person.id,
        name=person.name,
        offices=tuple(o.value for o in Office if o in offices),
        allowed=frozenset(allowed),
        failed_tries=failed_tries,
        failed_codes=failed_codes,
        since_last_visit=_acts(session, Event.key_id.in_(keys), Event.at >= stamp(since)),
        notices=_acts(session, *_noticed(session)) if watching else (),
        last_visit=last,
        told_since=since,
        notice_count=session.scalar(select(func.count(Event.seq)).where(*_noticed(session))) or 0 if watching else 0,
        opening=standing_opening(session),
        acting=Office.HEAD in offices and acts_as_head(session, person.id),
    )


_WATCHING = GOVERNING | {Office.HEAD, Office.CLERK}  # told of every change of passwords and offices


def _noticed(session: Session) -> tuple[ColumnElement[bool], ...]:
    since = stamp(now(session) - timedelta(days=NOTICE_DAYS))
    return Event.kind.in_(KEY_AND_OFFICE_ACTS), Event.at >= since


def _acts(session: Session, *where: ColumnElement[bool]) -> tuple[SinceLastVisit, ...]:
    rows = session.scalars(select(Event).where(*where).order_by(Event.seq.desc()).limit(_MOST)).all()
    return tuple(SinceLastVisit(row.seq, moment(row.at), row.kind, told(session, row)) for row in rows)


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
