"""What the person signed in may do with somebody, and what surrounds that somebody's key."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.keys import confirmers
from ewloe_desktop.domain.people import BY_SHEET, MAY, Action, Actor, Office
from ewloe_desktop.services.standing import day, in_post, names_of, reached
from ewloe_desktop.storage.keys import KeyCard, KeySlip, SheetOpening
from ewloe_desktop.storage.people import SigningKey


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """A slip that its owner can use: until when, and who printed it."""

    issued_by: str
    last_day: date


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The card in ink of a confirmed key."""

    signed_on: date
    kept_at: str


def open_slip(session: Session, person_id: str) -> SlipFacts | None:
    """The slip that a person can use today."""
    query = select(KeySlip).where(KeySlip.person_id == person_id, KeySlip.state == "open")
    slip = session.scalars(query.order_by(KeySlip.issued_at.desc()).limit(1)).first()
    if slip is None or slip.last_day < reached(session).isoformat():
        return None
    name = names_of(session, {slip.issued_by}).get(slip.issued_by, "")
    return SlipFacts(name, day(slip.last_day) or date.max)


def card_of(session: Session, key_id: str) -> CardFacts | None:
    """The card that a key was confirmed against."""
    card = session.scalars(select(KeyCard).where(KeyCard.key_id == key_id)).first()
    return CardFacts(day(card.signed_on) or date.min, card.kept_at) if card else None


@dataclass(frozen=True, slots=True)
class About:
    """Somebody as far as it matters for what may be done with them."""

    id: str
    here: bool
    offices: frozenset[Office]
    key: SigningKey | None


def can(session: Session, offices: frozenset[Office], actor: Actor, about: About) -> frozenset[str]:
    """The acts that are open to the person signed in, by name."""
    key, here, own = about.key, about.here, actor.person_id == about.id

    def may(*actions: Action) -> bool:
        return any(offices & MAY[action] for action in actions)

    granting = may(Action.GRANT_STAFF_OFFICE, Action.GRANT_GOVERNOR_OFFICE)
    slips = here and not own and key is not None and (may(Action.ENROL_KEY) or _slips_otherwise(session, actor))
    slip = here and open_slip(session, about.id) is not None
    allowed = {
        "rename": may(Action.ADD_PERSON),
        "enrol": here and key is None and may(Action.ENROL_KEY),
        "grant": here and not own and granting,
        "end_office": not own and bool(about.offices) and granting,
        "confirm_key": _may_answer(session, offices, actor, about) and _waits(session, actor, key),
        "leave": here and not own and may(Action.ADD_PERSON),
        "change_password": own and key is not None,
        "renew_code": own and key is not None,
        "recover": here and not own and key is not None and may(Action.ENROL_KEY),
        "slip": slips,
        "use_slip": slips and slip,
        "void_slip": slip and (own or slips),
        "revoke": key is not None and (own or _may_answer(session, offices, actor, about)),
    }
    return frozenset(name for name, yes in allowed.items() if yes)


def _slips_otherwise(session: Session, actor: Actor) -> bool:
    """The custodian prints slips, too, and whoever has said that they use the recovery sheet."""
    query = select(SheetOpening.custodian_id).where(SheetOpening.state == "open")
    openings = set(session.scalars(query))
    return bool(openings) and (actor.person_id == BY_SHEET or actor.person_id in openings)


def _may_answer(session: Session, offices: frozenset[Office], actor: Actor, about: About) -> bool:
    if actor.person_id == about.id or not offices & MAY[Action.CONFIRM_KEY]:
        return False
    return bool(offices & confirmers(about.offices, chair_in_post=in_post(session, Office.CHAIR)))


def _waits(session: Session, actor: Actor, key: SigningKey | None) -> bool:
    if key is None or key.status not in ("enrolled", "awaiting"):
        return False
    slip = session.scalars(select(KeySlip.issued_by).where(KeySlip.key_id == key.id)).first()
    return actor.person_id not in (key.enrolled_by, slip)
