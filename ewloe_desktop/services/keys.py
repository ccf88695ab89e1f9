"""A person's own way to sign: enrolling it, confirming it, changing its password, opening it for one ceremony."""

from dataclasses import dataclass
from datetime import date

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import require_key
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.keys import CARDED, confirmers, require_card, require_confirmer
from ewloe_desktop.domain.people import Action, Actor, Office
from ewloe_desktop.domain.text import clean
from ewloe_desktop.services.people import Enrolled, PersonFacts, current_key, require_present, show_person
from ewloe_desktop.services.standing import allow, fetch, held, in_post, local_day, now, stamp, today
from ewloe_desktop.storage import vault
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.keys import KeyCard, KeySlip
from ewloe_desktop.storage.people import Person, SigningKey
from ewloe_desktop.storage.signing_keys import OpenKey, new_signing_key, unwrap_private, wrap_private
from ewloe_desktop.storage.tries import with_code


@dataclass(frozen=True, slots=True)
class ConfirmAnswer:
    """A key compared with the card its owner signed in ink: the card's date, where it is kept, one's own password."""

    password: str
    card_on: date | None = None
    kept_at: str = ""

    def __repr__(self) -> str:
        return "ConfirmAnswer(password hidden)"


def open_key(session: Session, person_id: str, password: str, *, even_awaiting: bool = False) -> OpenKey:
    """The person's own key, opened by that person's own password now; raises WrongPassword or TooManyTries."""
    key = current_key(session, person_id)
    if key is None:
        raise RuleBroken("no_key")
    opened = vault.unlock(session.info["register"].ring, person_id, password, now(session))
    if not (even_awaiting and key.status == "awaiting"):
        require_key(key.status)
    private = unwrap_private(key.wrapped, opened.wrap_key, key.id)
    return OpenKey(key.id, person_id, private, key.certificate_der)


def enrol_key(session: Session, actor: Actor, person_id: str, seen: int, password: str) -> Enrolled:
    """Gives a person who is present a key under the password they chose; their recovery code is shown once."""
    allow(session, actor, Action.ENROL_KEY)
    fetch(session, Person, person_id, seen)
    person = require_present(session, person_id)
    if current_key(session, person_id) is not None:
        raise RuleBroken("key_exists", facts={"name": person.name})
    key, code = make_key(session, person, password, enrolled_by=actor.person_id)
    facts = {"person": person.id, "enrolled_key": key.id, "public_key": key.public_der.hex()}
    declare(session, "key_enrolled", facts, subject=person.id)
    session.flush()
    return Enrolled(show_person(session, actor, person_id), code)


def make_key(
    session: Session, person: Person, password: str, enrolled_by: str, recorded: bytes | None = None
) -> tuple[SigningKey, str]:
    """Writes the ring entry and adds the key; the ring comes first, so that no recorded key is without its lock."""
    register = session.info["register"]
    entry = vault.new_person_entry(register.id, person.id, person.name, password, register.data_key, register.kdf)
    private, public_der, certificate_der = new_signing_key(person.name, now(session))
    code, salt, key_id = vault.person_recovery_code(), vault.new_data_key()[:16], new_id()
    had_one = session.scalars(select(SigningKey.id).where(SigningKey.person_id == person.id).limit(1)).first()
    key = SigningKey(
        id=key_id,
        person_id=person.id,
        public_der=public_der,
        certificate_der=certificate_der,
        kdf=entry.kdf_json,
        kdf_salt=entry.salt,
        wrapped=wrap_private(private, entry.wrap_key, key_id),
        wrapped_recovery=wrap_private(private, vault.recovery_secret(code, salt), key_id),
        recovery_salt=salt,
        status="awaiting" if had_one else "enrolled",  # a second key counts only once somebody has confirmed it
        enrolled_by=enrolled_by,
        enrolled_at=stamp(now(session)),
    )
    session.add(key)
    vault.add_entry(register.ring, entry, recorded)
    return key, code


def confirm_key(session: Session, actor: Actor, key_id: str, seen: int, answer: ConfirmAnswer) -> PersonFacts:
    """Confirms a key against its owner's card: by nobody whose own it is, who made it possible or who gains by it.

    A key made after password and code were lost is confirmed by somebody whose own key is confirmed.
    """
    allow(session, actor, Action.CONFIRM_KEY)
    row = fetch(session, SigningKey, key_id, seen)
    allowed = confirmers(held(session, row.person_id), chair_in_post=in_post(session, Office.CHAIR))
    involved = (row.person_id, row.enrolled_by, issuer_of(session, key_id))
    require_confirmer(held(session, actor.person_id), allowed, gains=actor.person_id in involved)
    if row.status not in ("enrolled", "awaiting"):
        raise RuleBroken("key_not_waiting")
    kept_at = clean(answer.kept_at)
    needed = row.status == "awaiting" or bool(held(session, row.person_id) & CARDED)
    made_on = local_day(row.enrolled_at)
    require_card(answer.card_on, kept_at, needed=needed, made_on=made_on, today=today(session))
    signer = open_key(session, actor.person_id, answer.password)
    if row.status == "awaiting" and fetch(session, SigningKey, signer.key_id).status != "confirmed":
        raise RuleBroken("confirmer_unconfirmed")
    row.status, row.confirmed_by, row.confirmed_at = "confirmed", actor.person_id, stamp(now(session))
    facts: dict[str, object] = {"person": row.person_id, "confirmed_key": row.id}
    if answer.card_on is not None:
        session.add(KeyCard(key_id=key_id, signed_on=answer.card_on.isoformat(), kept_at=kept_at))
        facts |= {"card_on": answer.card_on.isoformat(), "kept_at": kept_at}
    declare(session, "key_confirmed", facts, subject=row.person_id, signer=signer)
    session.flush()
    return show_person(session, actor, row.person_id)


def issuer_of(session: Session, key_id: str) -> str:
    """Who printed the slip that a key was made with; "" when it was made without one."""
    return session.scalars(select(KeySlip.issued_by).where(KeySlip.key_id == key_id)).first() or ""


def change_password(session: Session, actor: Actor, old: str, new: str) -> None:
    """Wraps the person's key anew under another password; the key, and all it signed, stays the same."""
    register = session.info["register"]
    key = current_key(session, actor.person_id)
    if key is None:
        raise RuleBroken("no_key")
    opened, entry = vault.change_password(register.ring, actor.person_id, old, new, now(session), register.kdf)
    private = unwrap_private(key.wrapped, opened.wrap_key, key.id)
    vault.add_entry(register.ring, entry, key.kdf_salt)
    key.wrapped = wrap_private(private, entry.wrap_key, key.id)
    key.kdf, key.kdf_salt = entry.kdf_json, entry.salt
    session.info["afterwards"].append(lambda: vault.forget_before(register.ring, actor.person_id))
    declare(session, "password_changed", {"person": actor.person_id}, subject=actor.person_id)


def recover_key(session: Session, actor: Actor, person_id: str, seen: int, code: str, password: str) -> Enrolled:
    """Gives a person who forgot the password the same key again, against their own recovery code, with a new code.

    Somebody signed in opens the register for them; the code and the new password are the person's own.
    """
    fetch(session, Person, person_id, seen)
    person = require_present(session, person_id)
    key = current_key(session, person_id)
    if key is None:
        raise RuleBroken("no_key")
    register = session.info["register"]
    secret = vault.recovery_secret(code, key.recovery_salt)
    private = with_code(
        register.ring, person_id, now(session), lambda: unwrap_private(key.wrapped_recovery, secret, key.id)
    )
    entry = vault.new_person_entry(register.id, person.id, person.name, password, register.data_key, register.kdf)
    vault.add_entry(register.ring, entry, key.kdf_salt)
    key.wrapped, key.kdf, key.kdf_salt = wrap_private(private, entry.wrap_key, key.id), entry.kdf_json, entry.salt
    new_code = _new_code(key, private)
    session.info["afterwards"].append(lambda: vault.forget_before(register.ring, person_id))
    declare(session, "password_recovered", {"person": person_id}, subject=person_id)
    session.flush()
    return Enrolled(show_person(session, actor, person_id), new_code)


def _new_code(key: SigningKey, private: EllipticCurvePrivateKey) -> str:
    """Another recovery code for a key; the one before opens nothing any more."""
    code, salt = vault.person_recovery_code(), vault.new_data_key()[:16]
    key.wrapped_recovery = wrap_private(private, vault.recovery_secret(code, salt), key.id)
    key.recovery_salt = salt
    return code


def renew_code(session: Session, actor: Actor, person_id: str, seen: int, password: str) -> Enrolled:
    """Gives the person signed in a new recovery code, under their own password; the old card is void."""
    if person_id != actor.person_id:
        raise RuleBroken("not_own_code")
    fetch(session, Person, person_id, seen)
    require_present(session, person_id)
    key = current_key(session, person_id)
    if key is None:
        raise RuleBroken("no_key")
    opened = vault.unlock(session.info["register"].ring, person_id, password, now(session))
    code = _new_code(key, unwrap_private(key.wrapped, opened.wrap_key, key.id))
    declare(session, "code_renewed", {"person": person_id}, subject=person_id)
    session.flush()
    return Enrolled(show_person(session, actor, person_id), code)
