"""A slip for somebody who lost password and code: printed by one, used by its owner in person, once, for some days."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import RuleBroken, WrongPassword
from ewloe_desktop.domain.keys import SLIP_DAYS
from ewloe_desktop.domain.people import BY_SHEET, Action, Actor
from ewloe_desktop.services.keys import make_key
from ewloe_desktop.services.people import Enrolled, PersonFacts, current_key, require_present, show_person
from ewloe_desktop.services.sheet_openings import is_custodian, standing_opening
from ewloe_desktop.services.standing import allow, day, fetch, moment, now, reached, stamp, today
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.keys import KeySlip
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.tries import with_code


@dataclass(frozen=True, slots=True)
class SlipIssued:
    """A new slip: its code is shown and printed once."""

    person: PersonFacts
    code: str
    last_day: date
    issued_at: datetime

    def __repr__(self) -> str:
        return f"SlipIssued(person={self.person.row.id!r}, code hidden)"


def issue_slip(session: Session, actor: Actor, person_id: str, seen: int) -> SlipIssued:
    """Makes a slip for somebody who has a key; an earlier one is void. It gives nobody else's hand anything."""
    require_issuer(session, actor)
    fetch(session, Person, person_id, seen)
    person = require_present(session, person_id)
    if person_id == actor.person_id:
        raise RuleBroken("own_slip")
    if current_key(session, person_id) is None:
        raise RuleBroken("no_key")
    for earlier in _open(session, person_id):
        _answer(session, actor, earlier, "void")
    code, salt = vault.person_recovery_code(), vault.new_data_key()[:16]
    last = today(session) + timedelta(days=SLIP_DAYS)
    slip = KeySlip(
        person_id=person_id,
        code_digest=_digest(code, salt),
        code_salt=salt,
        issued_by=actor.person_id,
        issued_at=stamp(now(session)),
        last_day=last.isoformat(),
        state="open",
    )
    session.add(slip)
    session.flush()
    declare(
        session, "slip_issued", {"person": person.id, "slip": slip.id, "last_day": slip.last_day}, subject=person.id
    )
    return SlipIssued(show_person(session, actor, person_id), code, last, moment(slip.issued_at))


def require_issuer(session: Session, actor: Actor) -> None:
    """Whoever gives passwords prints slips; so do the custodian and, in the open, whoever holds the recovery sheet."""
    if actor.person_id == BY_SHEET:
        if standing_opening(session) is None:
            raise RuleBroken("sheet_first")
    elif not is_custodian(session, actor.person_id):
        allow(session, actor, Action.ENROL_KEY)


def void_slip(session: Session, actor: Actor, person_id: str, seen: int) -> PersonFacts:
    """Makes a person's open slip void: its owner, or whoever may print one."""
    fetch(session, Person, person_id, seen)
    if person_id != actor.person_id:
        require_issuer(session, actor)
    slips = _open(session, person_id)
    if not slips:
        raise RuleBroken("no_slip")
    for slip in slips:
        _answer(session, actor, slip, "void")
    declare(session, "slip_voided", {"person": person_id}, subject=person_id)
    session.flush()
    return show_person(session, actor, person_id)


def use_slip(session: Session, actor: Actor, person_id: str, seen: int, code: str, password: str) -> Enrolled:
    """Gives the slip's owner a new key under a password of their own; it signs nothing until it is confirmed.

    The key before ends here; what it signed stays valid, by its place in the record.
    """
    require_issuer(session, actor)
    fetch(session, Person, person_id, seen)
    person = require_present(session, person_id)
    slip = _usable(session, person_id)
    ring = session.info["register"].ring
    with_code(ring, person_id, now(session), lambda: _require_code(slip, code))
    old = current_key(session, person_id)
    recorded = old.kdf_salt if old is not None else None
    if old is not None:
        old.status, old.wrapped, old.wrapped_recovery = "ended", None, None
    key, recovery = make_key(session, person, password, enrolled_by=actor.person_id, recorded=recorded)
    session.flush()
    _answer(session, actor, slip, "used")
    slip.key_id = key.id
    session.info["afterwards"].append(lambda: vault.forget_before(ring, person_id))
    facts = {"person": person_id, "enrolled_key": key.id, "public_key": key.public_der.hex(), "slip": slip.id}
    declare(session, "key_replaced", facts | {"ended_key": old.id if old else ""}, subject=person_id)
    session.flush()
    return Enrolled(show_person(session, actor, person_id), recovery)


def _open(session: Session, person_id: str) -> list[KeySlip]:
    query = select(KeySlip).where(KeySlip.person_id == person_id, KeySlip.state == "open")
    return list(session.scalars(query.order_by(KeySlip.issued_at)))


def _usable(session: Session, person_id: str) -> KeySlip:
    slips = _open(session, person_id)
    if not slips:
        raise RuleBroken("no_slip")
    if slips[-1].last_day < reached(session).isoformat():
        raise RuleBroken("slip_over", facts={"last": day(slips[-1].last_day)})
    return slips[-1]


def _answer(session: Session, actor: Actor, slip: KeySlip, state: str) -> None:
    slip.state, slip.answered_by, slip.answered_at = state, actor.person_id, stamp(now(session))


def _digest(code: str, salt: bytes) -> bytes:
    return hashlib.sha256(b"ewloe/slip\n" + vault.recovery_secret(code, salt)).digest()


def _require_code(slip: KeySlip, code: str) -> None:
    if not hmac.compare_digest(_digest(code, slip.code_salt), slip.code_digest):
        raise WrongPassword
