"""The recovery sheet used for more than reading: said openly until the chair has countersigned it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.keys import countersigners
from ewloe_desktop.domain.people import BY_SHEET, Actor, Office
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.people import require_present
from ewloe_desktop.services.standing import fetch, held, in_post, moment, names_of, now, stamp
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.keys import SheetOpening


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """A use of the recovery sheet that nobody has countersigned yet."""

    id: str
    seen: int
    holder: str
    reason: str
    custodian: str
    custodian_id: str
    opened_at: datetime
    countersigned_by: tuple[str, ...]  # Office values that may


def standing_opening(session: Session) -> OpeningFacts | None:
    """The oldest use of the sheet that waits to be countersigned."""
    query = select(SheetOpening).where(SheetOpening.state == "open").order_by(SheetOpening.opened_at)
    row = session.scalars(query.limit(1)).first()
    if row is None:
        return None
    custodian = row.custodian_id or ""
    return OpeningFacts(
        id=row.id,
        seen=row.version,
        holder=row.holder,
        reason=row.reason,
        custodian=names_of(session, {custodian}).get(custodian, ""),
        custodian_id=custodian,
        opened_at=moment(row.opened_at),
        countersigned_by=tuple(o.value for o in _countersigners(session, custodian)),
    )


def show_opening(session: Session, actor: Actor) -> OpeningFacts | None:
    """The use of the sheet that waits to be countersigned; everybody may know."""
    return standing_opening(session)


def _countersigners(session: Session, custodian: str) -> frozenset[Office]:
    offices = held(session, custodian) if custodian else frozenset()
    return countersigners(offices, chair_in_post=in_post(session, Office.CHAIR))


def is_custodian(session: Session, person_id: str) -> bool:
    """Whether this person looks after passwords until the chair has countersigned."""
    query = select(SheetOpening.id).where(SheetOpening.state == "open", SheetOpening.custodian_id == person_id)
    return session.scalars(query.limit(1)).first() is not None


def begin_opening(
    session: Session, actor: Actor, holder: str, reason: str, custodian_id: str | None = None
) -> OpeningFacts:
    """Records who uses the sheet and why: from then on slips can be printed, and every screen says so in red."""
    if actor.person_id != BY_SHEET:
        raise RuleBroken("sheet_only")
    holder, reason = clean(holder), clean_lines(reason)
    missing = [FieldProblem(name, "missing") for name, told in (("holder", holder), ("reason", reason)) if not told]
    if missing:
        raise FieldsRefused(tuple(missing))
    if custodian_id is not None:
        require_present(session, custodian_id)
    row = SheetOpening(
        holder=holder, reason=reason, custodian_id=custodian_id, opened_at=stamp(now(session)), state="open"
    )
    session.add(row)
    session.flush()
    declare(session, "sheet_used", {"opening": row.id, "holder": holder, "person": custodian_id or ""}, subject=row.id)
    facts = standing_opening(session)
    assert facts is not None
    return facts


@dataclass(frozen=True, slots=True)
class CountersignAnswer:
    """The chair has seen that the sheet was used, and for what."""

    remark: str
    password: str

    def __repr__(self) -> str:
        return "CountersignAnswer(password hidden)"


def countersign_opening(
    session: Session, actor: Actor, opening_id: str, seen: int, answer: CountersignAnswer
) -> OpeningFacts | None:
    """The chair's signature that ends the red strip; the next use that waits, if there is one."""
    row = fetch(session, SheetOpening, opening_id, seen)
    if row.state != "open":
        raise RuleBroken("countersigned_already")
    allowed = _countersigners(session, row.custodian_id or "")
    if not held(session, actor.person_id) & allowed or actor.person_id == row.custodian_id:
        raise RuleBroken("may_not", tuple(o.value for o in allowed), {"action": "countersign_opening"})
    key = open_key(session, actor.person_id, answer.password)
    row.state, row.answered_by, row.answered_at = "countersigned", actor.person_id, stamp(now(session))
    row.remark = clean_lines(answer.remark)
    facts = {"opening": row.id, "holder": row.holder, "remark": row.remark}
    declare(session, "sheet_countersigned", facts, subject=row.id, signer=key)
    session.flush()
    return standing_opening(session)
