"""Requests for official sites as they stand: the list, one with its history, a copy to begin another with."""

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import MAY, Action, Actor, Office
from ewloe_desktop.domain.site_answers import Answers, as_day, changed, from_json, said
from ewloe_desktop.domain.site_form import RequestKind, SiteForm
from ewloe_desktop.domain.site_rules import Note, Verdict, judge
from ewloe_desktop.domain.sites import (
    OPEN,
    WAITING,
    InPost,
    Outcome,
    RequestState,
    Signed,
    Step,
    decider,
    require_signer,
)
from ewloe_desktop.services.acting import ACTING, acts_as_head
from ewloe_desktop.services.people import current_key
from ewloe_desktop.services.site_around import around, named_in, nobody_seconds, office_holders, people_as_of_today
from ewloe_desktop.services.site_form import basis_of, basis_words, look, read_form
from ewloe_desktop.services.site_hosts import host_facts
from ewloe_desktop.services.site_request_facts import DecisionLine, RequestFacts, RequestRow, RoundLine
from ewloe_desktop.services.standing import fetch, held, local_day, moment, names_of
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import SigningKey
from ewloe_desktop.storage.policies import Revision
from ewloe_desktop.storage.search import fold
from ewloe_desktop.storage.sites import SiteDecision, SiteRequest, SiteRound
from ewloe_desktop.storage.sites import SiteForm as FormRow

EMPTIED = ("go_live", "closes", "review", "address", "terms_checked", "running_since")


def same_person(verdict: Verdict) -> bool:
    """Whether line manager and decider are one."""
    return any(note.rule == "same_line_manager_and_head" for note in verdict.warnings)


def round_of(session: Session, request_id: str, number: int) -> SiteRound:
    """One round of a request."""
    query = select(SiteRound).where(SiteRound.request_id == request_id, SiteRound.number == number)
    return session.scalars(query).one()


def form_of(session: Session, row: SiteRound) -> SiteForm:
    """The form as it was when a round was sent."""
    return read_form(fetch(session, FormRow, row.form_id).content)


def list_requests(session: Session, actor: Actor, *, find: str = "", open_only: bool = False) -> tuple[RequestRow, ...]:
    """Requests, the newest first; `find` is any part of title or name; without leave to read, one's own alone."""
    offices = look(session, actor)
    query = (
        select(SiteRequest, SiteRound)
        .join(SiteRound, SiteRound.request_id == SiteRequest.id)
        .where(SiteRound.number == SiteRequest.round)
        .order_by(SiteRequest.number.desc())
    )
    if offices and not offices & MAY[Action.READ]:
        query = query.where(SiteRequest.author_id == actor.person_id)
    if open_only:
        waiting = [state.value for state in (*OPEN, RequestState.RETURNED)]
        query = query.where(SiteRequest.state.in_(waiting))
    found = [(request, sent) for request, sent in session.execute(query)]
    rows = request_rows(session, found)
    return tuple(row for row in rows if fold(find) in fold(f"{row.number} {row.title} {row.author}"))


def request_rows(session: Session, found: list[tuple[SiteRequest, SiteRound]]) -> tuple[RequestRow, ...]:
    """Requests with the round they stand in, as rows."""
    known = people_as_of_today(session, {id_ for r, _ in found for id_ in (r.author_id, r.line_manager_id)})
    approving = any(RequestState(r.state) in OPEN for r, _ in found)
    approvers = office_holders(session, Office.BUSINESS_MANAGER, Office.HEAD, Office.CHAIR) if approving else ()
    return tuple(_row(request, sent, known, approvers) for request, sent in found)


def _row(
    request: SiteRequest, sent: SiteRound, known: Mapping[str, InPost], approvers: tuple[InPost, ...]
) -> RequestRow:
    return RequestRow(
        id=request.id,
        seen=request.version,
        number=request.number,
        title=request.title,
        kind=RequestKind(request.kind),
        author=known[request.author_id].name,
        author_id=request.author_id,
        state=RequestState(request.state),
        round=request.round,
        sent_on=local_day(sent.sent_at),
        waiting_for=_waiting_for(request, known, approvers),
        go_live=as_day(from_json(sent.answers).get("go_live", "")),
        site_id=request.site_id or "",
    )


def _waiting_for(request: SiteRequest, known: Mapping[str, InPost], approvers: tuple[InPost, ...]) -> str:
    state = RequestState(request.state)
    if state is RequestState.WITH_LINE_MANAGER:
        return known[request.line_manager_id].name
    if state is RequestState.RETURNED:
        return known[request.author_id].name
    if state not in OPEN:
        return ""
    last = decider(known[request.author_id].offices)
    office = Office.BUSINESS_MANAGER if state is RequestState.WITH_SECOND else last
    others = [p.name for p in approvers if office in p.offices and p.person_id != request.author_id]
    return ", ".join(others) or words("office")[office.value]


def show_request(session: Session, actor: Actor, request_id: str) -> RequestFacts:
    """One request with its rounds, its decisions, what the rules say of it today and what the person may do."""
    request = fetch(session, SiteRequest, request_id)
    if request.author_id != actor.person_id:
        look(session, actor, only=Action.READ)
    rounds = session.scalars(select(SiteRound).where(SiteRound.request_id == request_id).order_by(SiteRound.number))
    sent = list(rounds)
    told = [from_json(row.answers) for row in sent]
    form, kind, answers = form_of(session, sent[-1]), RequestKind(request.kind), told[-1]
    surroundings = around(session, answers, request.state)
    verdict = judge(form, kind, answers, surroundings)
    decisions = decision_lines(session, request_id)
    basis, adopted = _basis(session, request)
    lines = _round_lines(session, form, kind, sent, told)
    return RequestFacts(
        row=request_rows(session, [(request, sent[-1])])[0],
        form=form,
        answers=answers,
        names=names_of(session, named_in(*told[-2:]) | {request.author_id}),
        host=host_facts(session, said(answers, "host")),
        decisions=decisions,
        rounds=lines,
        changed=lines[-1].changed,
        blocks=verdict.blocks if RequestState(request.state) in OPEN else (),
        warnings=(*verdict.warnings, *_stuck(session, request)),
        basis=basis,
        adopted=adopted,
        same_person=same_person(verdict),
        may=_may(session, actor, request, answers),
        sheet_id=next((d.sheet_id for d in reversed(decisions) if d.round == request.round and d.sheet_id), ""),
        withdrawn=_withdrawn(session, request),
        decider=decider(surroundings.people[request.author_id].offices).value,
        before=told[-2] if len(told) > 1 else {},
    )


def _stuck(session: Session, request: SiteRequest) -> tuple[Note, ...]:
    """What keeps a request from being decided, while the second approver's step is still to come."""
    to_come = (RequestState.WITH_LINE_MANAGER, RequestState.WITH_SECOND, RequestState.RETURNED)
    if RequestState(request.state) not in to_come:
        return ()
    return nobody_seconds(session, RequestKind(request.kind), request.author_id)


def _basis(session: Session, request: SiteRequest) -> tuple[str, bool]:
    """The requirements a decided request rested on, or those in force for one that is not decided."""
    if RequestState(request.state) in OPEN | {RequestState.RETURNED}:
        basis = basis_of(session)
        return basis.words, basis.revision_id is not None
    revision = session.get(Revision, request.basis_revision_id or "")
    return (basis_words(revision), True) if revision else ("", False)


def _round_lines(
    session: Session, form: SiteForm, kind: RequestKind, sent: list[SiteRound], told: list[Answers]
) -> tuple[RoundLine, ...]:
    names = names_of(session, {row.sent_by for row in sent})
    before = [None, *told[:-1]]
    return tuple(
        RoundLine(
            number=row.number,
            sent_at=moment(row.sent_at),
            sent_by=names.get(row.sent_by, ""),
            changed=changed(form, kind, earlier, now) if earlier is not None else (),
            evidence_id=row.evidence_id or "",
            kept_at=row.kept_at,
        )
        for row, earlier, now in zip(sent, before, told, strict=True)
    )


def decision_lines(session: Session, request_id: str) -> tuple[DecisionLine, ...]:
    """Every decision on a request, in the order they were recorded."""
    query = (
        select(SiteDecision, SigningKey.enrolled_by)
        .join(SigningKey, SigningKey.id == SiteDecision.key_id)
        .where(SiteDecision.request_id == request_id)
        .order_by(SiteDecision.act)
    )
    found = session.execute(query).all()
    names = names_of(session, {enrolled_by for _, enrolled_by in found})
    return tuple(_decision(row, _office_of(session, row), names.get(enrolled_by, "")) for row, enrolled_by in found)


def _office_of(session: Session, row: SiteDecision) -> str:
    """The office somebody decided in, as the sheet named it."""
    on = date.fromisoformat(row.declared_on)
    return ACTING if row.office == Office.HEAD.value and acts_as_head(session, row.person_id, on) else row.office


def _decision(row: SiteDecision, office: str, enrolled_by: str) -> DecisionLine:
    return DecisionLine(
        id=row.id,
        step=Step(row.step),
        outcome=Outcome(row.outcome),
        person=row.person_name,
        person_id=row.person_id,
        office=office,
        declared_on=date.fromisoformat(row.declared_on),
        recorded_at=moment(row.recorded_at),
        reason=row.reason,
        conditions=row.conditions,
        logo=None if row.logo is None else bool(row.logo),
        method=row.method,
        key_confirmed=row.key_status == "confirmed",
        enrolled_by=enrolled_by,
        lapsed=row.lapsed_by_act is not None,
        round=row.round,
        sheet_id=row.sheet_id or "",
        act=row.act,
        declaration=row.declaration,
    )


def signed_before(session: Session, request: SiteRequest) -> tuple[Signed, ...]:
    """Who took the earlier steps of the round a request stands in."""
    query = select(SiteDecision).where(SiteDecision.request_id == request.id, SiteDecision.round == request.round)
    rows = session.scalars(query.where(SiteDecision.lapsed_by_act.is_(None)).order_by(SiteDecision.act))
    return tuple(Signed(Step(row.step), row.person_id, row.person_name, row.key_id) for row in rows)


def _may(session: Session, actor: Actor, request: SiteRequest, answers: Answers) -> frozenset[str]:
    offices, state = held(session, actor.person_id), RequestState(request.state)
    mine = request.author_id == actor.person_id or bool(offices & MAY[Action.RUN_SITES])
    allowed = {"change", "withdraw"} if mine and state in OPEN | {RequestState.RETURNED} else set()
    if not offices or offices & MAY[Action.REQUEST_SITE]:
        allowed.add("copy")
    step = next((step for step, waiting in WAITING.items() if waiting is state), None)
    if step is not None and refusal(session, request, step, answers, actor.person_id) == "":
        allowed.add(step.value)
    return frozenset(allowed)


def refusal(session: Session, request: SiteRequest, step: Step, answers: Answers, person_id: str) -> str:
    """The rule by which somebody cannot take a step of a request now; "" when they can."""
    known = people_as_of_today(session, {person_id, request.author_id})
    if person_id not in known:
        return "person_left"
    key = current_key(session, person_id)
    people_in = (known[person_id], known[request.author_id])
    return rule_against(request, step, answers, people_in, key.id if key else "", signed_before(session, request))


def rule_against(
    request: SiteRequest,
    step: Step,
    answers: Answers,
    signer_and_author: tuple[InPost, InPost],
    key_id: str,
    before: tuple[Signed, ...],
) -> str:
    """The rule against one person's taking a step, from what was looked up already."""
    signer, author = signer_and_author
    state, kind = RequestState(request.state), RequestKind(request.kind)
    try:
        require_signer(step, kind, state, signer, key_id, answers, author, before)
    except RuleBroken as broken:
        return broken.rule
    return ""


def _withdrawn(session: Session, request: SiteRequest) -> str:
    if request.state != RequestState.WITHDRAWN.value:
        return ""
    query = select(Event.facts).where(Event.subject == request.id, Event.kind == "site_request_withdrawn")
    facts = session.scalars(query).first()
    return str(json.loads(facts).get("reason", "")) if facts else ""


def copy_request(session: Session, actor: Actor, request_id: str) -> Answers:
    """An earlier request's answers to begin another with: the days, the address and the requester are left open."""
    kept = dict(show_request(session, actor, request_id).answers)
    return {name: value for name, value in kept.items() if name not in (*EMPTIED, "author")}
