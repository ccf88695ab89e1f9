"""Who may have signed a side in ink, checked by the day on the paper; who may confirm what the office filed."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import Body, Signable, require_declared, require_other_signer
from ewloe_desktop.domain.people import MAY, Action, Actor, Office, offices_held, require
from ewloe_desktop.services.acting import acts_as_head
from ewloe_desktop.services.deciding import checked_meeting, review_due, settled_on
from ewloe_desktop.services.decisions import standing_head
from ewloe_desktop.services.minor_changes import require_minor
from ewloe_desktop.services.paper_facts import governors_answer, kept_about
from ewloe_desktop.services.paper_sheets import waiting_filings
from ewloe_desktop.services.people import current_key
from ewloe_desktop.services.standing import allow, fetch, held, terms_of, today
from ewloe_desktop.storage.papers import PaperFiling
from ewloe_desktop.storage.people import OfficeTerm, Person
from ewloe_desktop.storage.policies import Revision

CONFIRMERS = (Office.CLERK, Office.CHAIR, Office.HEAD)


def require_side(session: Session, revision: Revision, row: PaperFiling) -> tuple[Person, Office]:
    """Whoever signed a side in ink, in which office on the day of the paper; RuleBroken as on screen."""
    person = fetch(session, Person, row.signer_id)
    on = date.fromisoformat(row.signed_on)
    if row.body == Body.HEAD.value:
        require_declared(on, today(session), settled_on(revision))
        require(Action.APPROVE_AS_HEAD, offices_held(terms_of(session, person.id), on))
        if kept_about(row).get("minor"):
            require_minor(revision)
        return person, Office.HEAD
    head = head_signed(session, revision)
    if head is not None:
        require_other_signer(head[0], "", person.id, "ink")
    answer = governors_answer(row)
    meeting, office = checked_meeting(session, revision, person, answer.capacity, answer.meeting, on)
    require_declared(on, today(session), meeting.on)
    review_due(revision, answer)
    return person, office


def head_signed(session: Session, revision: Revision) -> tuple[str, date] | None:
    """Who approved as head teacher, or signed the sheet that waits to be confirmed, and the day; None for nobody."""
    head = standing_head(session, revision.id)
    if head is not None:
        return head.person_id, date.fromisoformat(head.declared_on)
    for row in waiting_filings(session, revision):
        if row.body == Body.HEAD.value:
            return row.signer_id, date.fromisoformat(row.signed_on)
    return None


def paper_signers(session: Session, actor: Actor, filing_id: str) -> tuple[Signable, ...]:
    """The clerk, the chair and the head teacher of today, with the rule by which one cannot confirm this sheet."""
    allow(session, actor, Action.READ)
    row = fetch(session, PaperFiling, filing_id)
    found = []
    terms = select(OfficeTerm.person_id).where(OfficeTerm.office.in_([office.value for office in CONFIRMERS]))
    for person in session.scalars(select(Person).where(Person.id.in_(terms)).order_by(Person.folded)):
        offices = held(session, person.id) & MAY[Action.CONFIRM_PAPER]
        office = next((one for one in CONFIRMERS if one in offices), None)
        if office is not None:
            acting = office is Office.HEAD and acts_as_head(session, person.id)
            found.append(Signable(person.id, person.name, office.value, _refusal(session, row, person), acting))
    return tuple(found)


def _refusal(session: Session, row: PaperFiling, person: Person) -> str:
    if person.id == row.filed_by:
        return "filed_yourself"
    head = head_signed(session, fetch(session, Revision, row.revision_id))
    if row.body == Body.GOVERNORS.value and head is not None and head[0] == person.id:
        return "head_confirms"
    key = current_key(session, person.id)
    if key is None:
        return "no_key"
    return "key_awaiting" if key.status == "awaiting" else ""
