"""The approvals of a request for an official site: what is shown before, and each approver's signed decision."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.site_facts import MOST_WORDS
from ewloe_desktop.domain.approvals import Receipt, require_declared
from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor, Office, require
from ewloe_desktop.domain.site_answers import Answers, from_json
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.site_rules import require_sound
from ewloe_desktop.domain.sites import (
    WAITING,
    Outcome,
    RequestState,
    Step,
    after,
    require_outcome,
    require_signer,
)
from ewloe_desktop.domain.text import clean_lines
from ewloe_desktop.services.acting import acts_as_head
from ewloe_desktop.services.deciding import ceremony_uuid
from ewloe_desktop.services.decisions import Signing
from ewloe_desktop.services.drawings import require_drawing
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.people import current_key, require_present
from ewloe_desktop.services.site_approving import keep_site
from ewloe_desktop.services.site_around import around, people_as_of_today
from ewloe_desktop.services.site_form import basis_of
from ewloe_desktop.services.site_reading import form_of, round_of, signed_before
from ewloe_desktop.services.site_requests import digest
from ewloe_desktop.services.site_sheet_facts import logo_asked, office_of, sign_sheet, site_declaration
from ewloe_desktop.services.site_signers import SiteSigningFacts, first_day, prepare_site_signing
from ewloe_desktop.services.standing import fetch, held, stamp, today
from ewloe_desktop.storage.acts import Act, declare
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import Person, SigningKey
from ewloe_desktop.storage.sites import SiteDecision, SiteRequest, SiteRound

__all__ = ["SiteAnswer", "SiteSigningFacts", "prepare_site_signing", "sign_request"]

APPROVES = frozenset({Outcome.APPROVED, Outcome.CONDITIONS})
ACTIONS = {Step.LINE_MANAGER: Action.ENDORSE_SITE, Step.SECOND: Action.SECOND_SITE, Step.HEAD: Action.DECIDE_SITE}


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """What an approver puts in the ceremony; `logo` answers where the logo was asked for."""

    signer_id: str
    outcome: Outcome
    declared_on: date
    declaration_version: str
    password: str
    reason: str = ""
    conditions: str = ""
    logo: bool | None = None
    read_to_end: bool = True
    drawn_png: bytes | None = None

    def __repr__(self) -> str:
        return f"SiteAnswer(signer_id={self.signer_id!r}, outcome={self.outcome!r}, password hidden)"


def sign_request(session: Session, actor: Actor, request_id: str, seen: int, step: Step, answer: SiteAnswer) -> Receipt:
    """One approver's decision: judged again today, signed, on the sheet and carried out, in one act or not at all."""
    step, request = Step(step), fetch(session, SiteRequest, request_id, seen)
    sent = round_of(session, request.id, request.round)
    answers, outcome = from_json(sent.answers), Outcome(answer.outcome)
    if not answer.read_to_end:
        raise RuleBroken("read_first")
    require_drawing(answer.drawn_png)
    person = require_present(session, answer.signer_id)
    office = _require_signer(session, request, step, answers, person)
    told = _checked_words(request, step, answers, answer)
    _require_day(session, request, sent, answer.declared_on)
    if outcome not in (Outcome.RETURNED, Outcome.REFUSED):
        kind = RequestKind(request.kind)
        require_sound(form_of(session, sent), kind, answers, around(session, answers, request.state))
    signing = _signing(session, actor, person, office, step, answer)
    if outcome in APPROVES:
        request.basis_revision_id = basis_of(session).revision_id
    told |= {"step": step.value, "outcome": outcome.value}
    facts = _facts(request, sent, signing, told) | {"decider": office_of(session, request, Step.HEAD).value}
    act = declare(
        session, _kind(step, outcome), facts, subject=request.id, signer=signing.key, uuid=ceremony_uuid(session)
    )
    row = _keep(session, request, sent, signing, act, told)
    row.sheet_id = sign_sheet(session, request, sent, row, signing, act).id
    request.state = after(step, RequestKind(request.kind), outcome).value
    if outcome in APPROVES:
        keep_site(session, actor, request, answers, row, act)
    session.flush()
    return _receipt(request, signing, act, row)


def _require_signer(session: Session, request: SiteRequest, step: Step, answers: Answers, person: Person) -> Office:
    known = people_as_of_today(session, {person.id, request.author_id})
    key = current_key(session, person.id)
    state, kind = RequestState(request.state), RequestKind(request.kind)
    before, signer, author = signed_before(session, request), known[person.id], known[request.author_id]
    office = require_signer(step, kind, state, signer, key.id if key else "", answers, author, before)
    require(ACTIONS[step], held(session, person.id))
    _require_same_decider(session, request)
    return office


def _require_same_decider(session: Session, request: SiteRequest) -> None:
    """The first signature of a round fixes the sheet with the office that decides: it cannot be another one later."""
    query = select(Event.facts).join(SiteDecision, SiteDecision.act == Event.seq)
    query = query.where(SiteDecision.request_id == request.id, SiteDecision.round == request.round)
    first = session.scalars(query.order_by(Event.seq).limit(1)).first()
    if first is not None and json.loads(first).get("decider") != office_of(session, request, Step.HEAD).value:
        raise RuleBroken("decider_changed")


def _checked_words(request: SiteRequest, step: Step, answers: Answers, answer: SiteAnswer) -> dict[str, Any]:
    reason, conditions = clean_lines(answer.reason), clean_lines(answer.conditions)
    require_outcome(step, Outcome(answer.outcome), reason, conditions)
    if len(reason) + len(conditions) > MOST_WORDS:
        field = "reason" if len(reason) > len(conditions) else "conditions"
        raise FieldsRefused((FieldProblem(field, "too_long", {"most": MOST_WORDS}),))
    asked = logo_asked(RequestKind(request.kind), step, answers)
    stops = answer.outcome in (Outcome.RETURNED, Outcome.REFUSED)
    if asked and answer.logo is None and not stops:
        raise FieldsRefused((FieldProblem("logo", "choose"),))
    logo = int(answer.logo) if asked and answer.logo is not None and not stops else None
    return {
        "reason": reason,
        "conditions": conditions if answer.outcome is Outcome.CONDITIONS else "",
        "logo": logo,
    }


def _require_day(session: Session, request: SiteRequest, sent: SiteRound, declared_on: date) -> None:
    require_declared(declared_on, today(session), date.min)
    first = first_day(session, request, sent)
    if declared_on < first:
        raise RuleBroken("date_before_step", facts={"date": declared_on, "first": first})


def _signing(session: Session, actor: Actor, person: Person, office: Office, step: Step, answer: SiteAnswer) -> Signing:
    version, told = site_declaration(step, office)
    if answer.declaration_version != version:
        raise RuleBroken("declaration_changed")
    key = open_key(session, person.id, answer.password)
    return Signing(
        person_id=person.id,
        name=person.name,
        office=office,
        key=key,
        key_row=fetch(session, SigningKey, key.key_id),
        declared_on=answer.declared_on,
        declaration_version=version,
        declaration=told,
        method="drawn" if answer.drawn_png else "typed",
        drawn_png=answer.drawn_png,
        signed_in_as=actor.person_id,
        acting=office is Office.HEAD and acts_as_head(session, person.id),
    )


def _kind(step: Step, outcome: Outcome) -> str:
    if outcome is Outcome.RETURNED:
        return "site_request_returned"
    return {Step.LINE_MANAGER: "site_endorsed", Step.SECOND: "site_seconded", Step.HEAD: "site_decided"}[step]


def _facts(request: SiteRequest, sent: SiteRound, signing: Signing, told: dict[str, Any]) -> dict[str, object]:
    return told | {
        "request": request.id,
        "number": request.number,
        "title": request.title,
        "request_kind": request.kind,
        "round": request.round,
        "office": signing.office.value,
        "declared_on": signing.declared_on.isoformat(),
        "declaration": signing.declaration_version,
        "method": signing.method,
        "answers": digest(sent.answers).hex(),
        "basis": request.basis_revision_id or "",
    }


def _keep(
    session: Session, request: SiteRequest, sent: SiteRound, signing: Signing, act: Act, told: dict[str, Any]
) -> SiteDecision:
    row = SiteDecision(
        request_id=request.id,
        round=request.round,
        person_id=signing.person_id,
        person_name=signing.name,
        office=signing.office.value,
        declared_on=signing.declared_on.isoformat(),
        recorded_at=stamp(act.at),
        answers_digest=digest(sent.answers),
        key_id=signing.key.key_id,
        key_status=signing.key_row.status,
        method=signing.method,
        declaration_version=signing.declaration_version,
        declaration=signing.declaration,
        drawn_png=signing.drawn_png,
        signed_in_as=signing.signed_in_as,
        act=act.seq,
        **told,
    )
    session.add(row)
    session.flush()
    return row


def _receipt(request: SiteRequest, signing: Signing, act: Act, row: SiteDecision) -> Receipt:
    waiting = {state.value: step.value for step, state in WAITING.items()}
    return Receipt(
        act=act.seq,
        code=act.code,
        at=act.at,
        declared_on=signing.declared_on,
        signer=signing.name,
        office=signing.office_named,
        what=request.title,
        sheet_id=row.sheet_id or "",
        next_step=waiting.get(request.state, request.state),
    )
