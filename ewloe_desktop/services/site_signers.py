"""What the ceremony of an official site's approval shows: who can sign, over which words, from which day on."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import Signable
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import Actor, Office
from ewloe_desktop.domain.site_answers import Answers, from_json
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.site_rules import Note, judge
from ewloe_desktop.domain.sites import WAITING, RequestState, Step
from ewloe_desktop.services.acting import acts_as_head
from ewloe_desktop.services.people import current_key
from ewloe_desktop.services.signers import clock_warning
from ewloe_desktop.services.site_around import around, people_as_of_today
from ewloe_desktop.services.site_form import look
from ewloe_desktop.services.site_reading import form_of, refusal, round_of, same_person, show_request
from ewloe_desktop.services.site_sheet_facts import logo_asked, office_of, site_declaration
from ewloe_desktop.services.standing import fetch, local_day
from ewloe_desktop.storage.people import OfficeTerm
from ewloe_desktop.storage.sites import SiteDecision, SiteRequest, SiteRound


@dataclass(frozen=True, slots=True)
class SiteSigningFacts:
    """What the ceremony shows before anybody signs."""

    request_id: str
    seen: int
    step: Step
    title: str
    kind: RequestKind
    signers: tuple[Signable, ...]
    declaration_version: str
    declaration: str
    sent_on: date
    logo_asked: bool  # this approver decides about the logo
    same_person: bool
    warnings: tuple[Note, ...]
    changed: tuple[str, ...]
    clock_warning: str
    first_day: date  # the earliest day the decision can carry
    blocks: tuple[Note, ...] = ()  # what refuses an approval today; returning and refusing stay possible


def prepare_site_signing(session: Session, actor: Actor, request_id: str, step: Step) -> SiteSigningFacts:
    """What an approver is shown before signing: who can, the declaration, what changed, what the rules say today."""
    look(session, actor)
    step, request = Step(step), fetch(session, SiteRequest, request_id)
    kind, sent = RequestKind(request.kind), round_of(session, request_id, request.round)
    if RequestState(request.state) is not WAITING[step]:
        raise RuleBroken("site_order", facts={"state": request.state, "step": step.value})
    answers = from_json(sent.answers)
    verdict = judge(form_of(session, sent), kind, answers, around(session, answers, request.state))
    version, told = site_declaration(step, office_of(session, request, step))
    return SiteSigningFacts(
        request_id=request.id,
        seen=request.version,
        step=step,
        title=request.title,
        kind=kind,
        signers=_signers(session, request, step, answers),
        declaration_version=version,
        declaration=told,
        sent_on=local_day(sent.sent_at),
        logo_asked=logo_asked(kind, step, answers),
        same_person=same_person(verdict),
        warnings=verdict.warnings,
        changed=show_request(session, actor, request_id).changed,
        clock_warning=clock_warning(session),
        first_day=first_day(session, request, sent),
        blocks=verdict.blocks,
    )


def _signers(session: Session, request: SiteRequest, step: Step, answers: Answers) -> tuple[Signable, ...]:
    office = office_of(session, request, step)
    if step is Step.LINE_MANAGER:
        ids = {request.line_manager_id}
    else:
        ids = set(session.scalars(select(OfficeTerm.person_id).where(OfficeTerm.office == office.value)))
    found = sorted(people_as_of_today(session, ids).values(), key=lambda p: p.name)
    here = [p for p in found if step is Step.LINE_MANAGER or office in p.offices]
    return tuple(
        Signable(
            p.person_id,
            p.name,
            office.value,
            _refused(session, request, step, answers, p.person_id),
            office is Office.HEAD and acts_as_head(session, p.person_id),
        )
        for p in here
    )


def _refused(session: Session, request: SiteRequest, step: Step, answers: Answers, person_id: str) -> str:
    rule = refusal(session, request, step, answers, person_id)
    key = current_key(session, person_id)
    if rule or key is None:
        return rule or "no_key"
    return "key_awaiting" if key.status == "awaiting" else ""


def first_day(session: Session, request: SiteRequest, sent: SiteRound) -> date:
    """A decision is not before the request was sent round, nor before the one it follows."""
    query = select(SiteDecision.declared_on).where(SiteDecision.request_id == request.id)
    days = session.scalars(query.where(SiteDecision.round == request.round))
    return max([local_day(sent.sent_at), *map(date.fromisoformat, days)])
