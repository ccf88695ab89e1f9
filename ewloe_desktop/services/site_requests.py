"""Asking for an official site: checked, sent round, changed, withdrawn."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.site_answers import Answers, cleaned, field_problems, said, to_json
from ewloe_desktop.domain.site_form import RequestKind, SiteForm
from ewloe_desktop.domain.site_rules import judge, require_sound
from ewloe_desktop.domain.sites import OPEN, RequestState, SiteState, require_changeable
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.photo_files import checked_scan
from ewloe_desktop.services.site_around import around, nobody_seconds
from ewloe_desktop.services.site_form import basis_of, ensure_sites, form_row, read_form, show_form
from ewloe_desktop.services.site_reading import (
    copy_request,
    form_of,
    list_requests,
    round_of,
    same_person,
    show_request,
)
from ewloe_desktop.services.site_request_facts import (
    DecisionLine,
    RequestAnswer,
    RequestCheck,
    RequestFacts,
    RequestRow,
    RoundLine,
    ScanAnswer,
)
from ewloe_desktop.services.standing import allow, fetch, now, stamp
from ewloe_desktop.storage.acts import Act, declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.sites import Site, SiteDecision, SiteRequest, SiteRound

__all__ = [
    "DecisionLine",
    "RequestAnswer",
    "RequestCheck",
    "RequestFacts",
    "RequestRow",
    "RoundLine",
    "ScanAnswer",
    "change_request",
    "check_request",
    "copy_request",
    "list_requests",
    "send_request",
    "show_request",
    "withdraw_request",
]

EVIDENCE = "site_evidence"
LONGEST_REASON = 2_000


def check_request(session: Session, actor: Actor, answer: RequestAnswer) -> RequestCheck:
    """What the rules say about a request before it is sent."""
    allow(session, actor, Action.REQUEST_SITE)
    form = show_form(session, actor).form
    answers = cleaned(form, answer.kind, answer.answers)
    verdict = judge(form, answer.kind, answers, around(session, answers))
    problems = (*verdict.problems, *_evidence_problems(actor, answer, answers))
    warnings = (*verdict.warnings, *nobody_seconds(session, answer.kind, said(answers, "author")))
    return RequestCheck(problems, verdict.blocks, warnings, same_person(verdict))


def _evidence_problems(actor: Actor, answer: RequestAnswer, answers: Answers) -> Iterator[FieldProblem]:
    author = said(answers, "author")
    if (
        author
        and author != actor.person_id
        and not ((answer.evidence and answer.evidence.content) or clean(answer.kept_at))
    ):
        yield FieldProblem("evidence", "missing")


def send_request(session: Session, actor: Actor, answer: RequestAnswer) -> RequestFacts:
    """Sends a sound request to the line manager; one made on paper by somebody else needs the paper."""
    allow(session, actor, Action.REQUEST_SITE)
    ensure_sites(session)
    kept = form_row(session)
    form = read_form(kept.content if kept else "")
    answers = _sound_answers(session, actor, form, answer)
    site_id = _site_asked_about(session, answer)
    request = SiteRequest(
        id=new_id(),
        number=(session.scalar(select(func.max(SiteRequest.number))) or 0) + 1,
        kind=answer.kind.value,
        title=said(answers, "title"),
        author_id=said(answers, "author"),
        line_manager_id=said(answers, "line_manager"),
        state=RequestState.WITH_LINE_MANAGER.value,
        round=1,
        basis_revision_id=basis_of(session).revision_id,
        site_id=site_id,
        copied_from=fetch(session, SiteRequest, answer.copied_from).id if answer.copied_from else None,
    )
    act = declare(session, "site_request_sent", _facts(request, answers), subject=request.id)
    session.add(request)
    session.flush()
    _add_round(session, actor, request, answer, answers, kept.id if kept else "", act)
    return show_request(session, actor, request.id)


def _sound_answers(session: Session, actor: Actor, form: SiteForm, answer: RequestAnswer) -> Answers:
    answers = cleaned(form, answer.kind, answer.answers)
    problems = field_problems(form, answer.kind, answers)
    if problems:
        raise FieldsRefused(problems)
    if said(answers, "author") != actor.person_id:
        allow(session, actor, Action.RUN_SITES)
        if any(_evidence_problems(actor, answer, answers)):
            raise RuleBroken("site_evidence_missing")
    require_sound(form, answer.kind, answers, around(session, answers))
    return answers


def _site_asked_about(session: Session, answer: RequestAnswer) -> str | None:
    """The site whose terms are to change: one that is there, of the same kind, and that no open request is about."""
    if not answer.site_id:
        return None
    site = fetch(session, Site, answer.site_id)
    if site.state == SiteState.CLOSED.value or site.kind != answer.kind.value:
        raise RuleBroken("site_state", facts={"state": site.state})
    waiting = [state.value for state in (*OPEN, RequestState.RETURNED)]
    query = select(SiteRequest).where(SiteRequest.site_id == site.id, SiteRequest.state.in_(waiting))
    other = session.scalars(query).first()
    if other is not None:
        raise RuleBroken("site_asked_about", facts={"number": other.number, "name": site.name})
    return site.id


def digest(answers: str) -> bytes:
    """What an approver signs of the answers."""
    return hashlib.sha256(answers.encode()).digest()


def _facts(request: SiteRequest, answers: Answers) -> dict[str, object]:
    return {
        "request": request.id,
        "number": request.number,
        "title": request.title,
        "request_kind": request.kind,
        "round": request.round,
        "person": request.author_id,
        "answers": digest(to_json(answers)).hex(),
    }


def _add_round(
    session: Session,
    actor: Actor,
    request: SiteRequest,
    answer: RequestAnswer,
    answers: Answers,
    form_id: str,
    act: Act,
) -> None:
    session.add(
        SiteRound(
            request_id=request.id,
            number=request.round,
            form_id=form_id,
            answers=to_json(answers),
            sent_by=actor.person_id,
            sent_at=stamp(act.at),
            evidence_id=_keep_scan(session, actor, answer.evidence),
            kept_at=clean(answer.kept_at),
            act=act.seq,
        )
    )
    session.flush()


def _keep_scan(session: Session, actor: Actor, scan: ScanAnswer | None) -> str | None:
    checked = checked_scan(scan.content, scan.name) if scan else None
    if checked is None:
        return None
    document = Document(
        kind=EVIDENCE,
        name=checked.name,
        media_type=checked.media_type,
        content=checked.content,
        sha256=hashlib.sha256(checked.content).digest(),
        size=len(checked.content),
        made_at=stamp(now(session)),
        made_by=actor.person_id,
    )
    session.add(document)
    session.flush()
    return document.id


def change_request(session: Session, actor: Actor, request_id: str, seen: int, answer: RequestAnswer) -> RequestFacts:
    """Sends a request round again with other answers: it begins with the line manager, and earlier decisions lapse."""
    request = fetch(session, SiteRequest, request_id, seen)
    _require_mine(session, actor, request)
    require_changeable(RequestState(request.state))
    before = round_of(session, request.id, request.round)
    kept = form_row(session)
    form = read_form(kept.content) if kept else form_of(session, before)
    kind = RequestKind(request.kind)
    sent = RequestAnswer(
        kind, answer.answers, evidence=answer.evidence, kept_at=answer.kept_at, site_id=request.site_id or ""
    )
    answers = _sound_answers(session, actor, form, sent)
    if said(answers, "author") != request.author_id:
        raise RuleBroken("request_author_stays")
    if to_json(answers) == before.answers:
        raise RuleBroken("request_unchanged")
    request.round += 1
    request.title, request.line_manager_id = said(answers, "title"), said(answers, "line_manager")
    request.state = RequestState.WITH_LINE_MANAGER.value
    request.basis_revision_id = basis_of(session).revision_id
    act = declare(session, "site_request_changed", _facts(request, answers), subject=request.id)
    query = select(SiteDecision).where(SiteDecision.request_id == request.id, SiteDecision.lapsed_by_act.is_(None))
    for decision in session.scalars(query):
        decision.lapsed_by_act = act.seq
    session.flush()
    _add_round(session, actor, request, sent, answers, kept.id if kept else before.form_id, act)
    return show_request(session, actor, request.id)


def _require_mine(session: Session, actor: Actor, request: SiteRequest) -> None:
    """A request is changed or withdrawn by its author, or by those who keep the register of sites."""
    allow(session, actor, Action.REQUEST_SITE if request.author_id == actor.person_id else Action.RUN_SITES)


def withdraw_request(session: Session, actor: Actor, request_id: str, seen: int, reason: str) -> RequestFacts:
    """Takes back a request that is not decided; it stays in the record with the reason."""
    request = fetch(session, SiteRequest, request_id, seen)
    _require_mine(session, actor, request)
    require_changeable(RequestState(request.state))
    told = clean_lines(reason)
    if not told:
        raise FieldsRefused((FieldProblem("reason", "missing"),))
    if len(told) > LONGEST_REASON:
        raise FieldsRefused((FieldProblem("reason", "too_long", {"most": LONGEST_REASON}),))
    request.state = RequestState.WITHDRAWN.value
    facts = {"request": request.id, "number": request.number, "title": request.title, "reason": told}
    declare(session, "site_request_withdrawn", facts, subject=request.id)
    session.flush()
    return replace(show_request(session, actor, request.id), withdrawn=told)  # the act is written last
