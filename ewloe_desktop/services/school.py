"""The school itself: the first start, what stands on every sheet, and who is signed in."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldProblem, FieldsRefused
from ewloe_desktop.domain.people import Action, Actor, Office, PersonKind
from ewloe_desktop.domain.text import clean
from ewloe_desktop.services.crests import require_crest
from ewloe_desktop.services.keys import make_key, open_key
from ewloe_desktop.services.people import checked_name
from ewloe_desktop.services.photo_uses import begin_uses
from ewloe_desktop.services.site_form import begin_sites
from ewloe_desktop.services.standing import allow, moment, now, school, stamp
from ewloe_desktop.services.visits import SignedIn, SinceLastVisit, sign_in
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.beginning import first_start
from ewloe_desktop.storage.clock import Clock, SystemClock
from ewloe_desktop.storage.engine import Register, is_address
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import OfficeTerm, Person, School
from ewloe_desktop.storage.search import filed
from ewloe_desktop.storage.vault import (
    NO_DATA_KEY,
    KdfSettings,
    check_password_strength,
    new_data_key,
    recovery_words,
)

__all__ = [
    "FirstStart",
    "FirstStarted",
    "SchoolAnswer",
    "SchoolFacts",
    "SignedIn",
    "SinceLastVisit",
    "TileFacts",
    "begin_register",
    "change_school",
    "register_code",
    "show_school",
    "sign_in",
]


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What the first start asks for; `head_since` is the first day of the head teacher's term."""

    school_name: str
    head_name: str
    head_since: date
    password: str
    place: str  # the register's file or database address
    school_name_cy: str = ""
    council: str = ""
    data_protection_contact: str = ""
    crest: bytes | None = None  # PNG
    cycle_months: int = 12
    demonstration: bool = False

    def __repr__(self) -> str:
        return f"FirstStart(school_name={self.school_name!r}, password hidden)"


@dataclass(frozen=True, slots=True)
class FirstStarted:
    """What the first start gives back: the school's recovery groups and the head's own recovery code, shown once."""

    register_id: str
    head_id: str
    recovery_groups: tuple[str, ...]
    recovery_code: str

    def __repr__(self) -> str:
        return f"FirstStarted(register_id={self.register_id!r}, secrets hidden)"


@dataclass(frozen=True, slots=True)
class TileFacts:
    """One person on the sign-in screen; `wait_seconds` until the next try is allowed."""

    person_id: str
    name: str
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """What stands on every sheet, and where the register is."""

    seen: int
    name: str
    name_cy: str
    council: str
    data_protection_contact: str
    crest: bytes | None
    cycle_months: int
    demonstration: bool
    register_code: str  # "EG-AB12"
    place: str
    created_at: datetime
    recovery_checked: bool
    acts: int


@dataclass(frozen=True, slots=True)
class SchoolAnswer:
    """What the settings page sends back."""

    name: str
    name_cy: str
    council: str
    data_protection_contact: str
    crest: bytes | None
    cycle_months: int


def begin_register(
    answer: FirstStart,
    *,
    clock: Clock | None = None,
    kdf: KdfSettings | None = None,
    begun: Callable[[str], None] | None = None,
) -> tuple[Register, FirstStarted]:
    """Makes an empty register with the school and its head teacher in it; the first act is the head's own.

    `begun` is told the place once that act is recorded. Cut short before it returns, it leaves the place free.
    """
    check_password_strength(answer.password)
    name, head_name = checked_name(answer.school_name), checked_name(answer.head_name)
    clock = clock or SystemClock()
    require_crest(answer.crest)
    if answer.head_since > clock.today():  # nobody could do anything in that register before that day
        raise FieldsRefused((FieldProblem("head_since", "in_future"),))
    register_id, head_id = new_id(), new_id()
    on_server = is_address(answer.place)
    data_key = NO_DATA_KEY if on_server else new_data_key()
    # Tables that a server was left with are filled again; a file has to say that nobody was told of it.
    with contextlib.nullcontext() if on_server else first_start(Path(answer.place)):
        register = Register.create(answer.place, data_key, register_id, clock=clock)
        register.kdf = kdf or register.kdf
        try:
            with register.unit(Actor(head_id, head_name)) as session:
                code = _first_act(session, answer, name, head_name, register_id, head_id)
            if begun is not None:
                begun(answer.place)
        except BaseException:
            register.abandon()
            raise
    # A server keeps its own data readable: there is no data key to hand out.
    groups = () if on_server else tuple(recovery_words(data_key, register_id).split("-"))
    return register, FirstStarted(register_id, head_id, groups, code)


def _first_act(session: Session, answer: FirstStart, name: str, head_name: str, register_id: str, head_id: str) -> str:
    at = stamp(now(session))
    person = Person(id=head_id, name=head_name, folded=filed(head_name), kind=PersonKind.STAFF.value, paid=1)
    session.add(person)
    session.add(
        School(
            id=register_id,
            name=name,
            name_cy=clean(answer.school_name_cy),
            council=clean(answer.council),
            data_protection_contact=clean(answer.data_protection_contact),
            crest=require_crest(answer.crest),
            cycle_months=answer.cycle_months,
            demonstration=int(answer.demonstration),
            created_at=at,
        )
    )
    begin_uses(session)
    begin_sites(session)
    term = OfficeTerm(
        person_id=head_id, office=Office.HEAD.value, since=answer.head_since.isoformat(), basis="", granted_by=head_id
    )
    session.add(term)
    key, code = make_key(session, person, answer.password, enrolled_by=head_id)
    session.flush()
    facts = {
        "school": name,
        "person": head_id,
        "office": term.office,
        "since": term.since,
        "enrolled_key": key.id,
        "public_key": key.public_der.hex(),
        "demonstration": int(answer.demonstration),
    }
    declare(session, "school_begun", facts, subject=head_id, signer=open_key(session, head_id, answer.password))
    return code


def show_school(session: Session, actor: Actor) -> SchoolFacts:
    """What stands on every sheet, and where the register is."""
    row = school(session)
    return SchoolFacts(
        seen=row.version,
        name=row.name,
        name_cy=row.name_cy,
        council=row.council,
        data_protection_contact=row.data_protection_contact,
        crest=row.crest,
        cycle_months=row.cycle_months,
        demonstration=bool(row.demonstration),
        register_code=register_code(row.id),
        place=session.info["register"].place,
        created_at=moment(row.created_at),
        recovery_checked=row.recovery_checked_at is not None,
        acts=session.scalar(select(func.max(Event.seq))) or 0,
    )


def register_code(register_id: str) -> str:
    """The register's short name on sheets: "EG-1A2B"."""
    return f"EG-{register_id[:4].upper()}"


def change_school(session: Session, actor: Actor, seen: int, answer: SchoolAnswer) -> SchoolFacts:
    """Changes what stands on sheets made from now on; sheets already made stay as they are."""
    allow(session, actor, Action.CHANGE_SETTINGS)
    row = school(session)
    if row.version != seen:
        raise ChangedMeanwhile("school", seen, row.version)
    crest = require_crest(answer.crest)
    if answer.cycle_months not in (12, 24, 36):
        raise FieldsRefused((FieldProblem("cycle_months", "choose"),))
    row.name = checked_name(answer.name)
    row.name_cy, row.council = clean(answer.name_cy), clean(answer.council)
    row.data_protection_contact = clean(answer.data_protection_contact)
    row.crest, row.cycle_months = crest, answer.cycle_months
    declare(session, "school_changed", {"school": row.name})
    session.flush()
    return show_school(session, actor)
