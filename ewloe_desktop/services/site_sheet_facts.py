"""From a request's rows to the facts of its approval sheet, and the sheet signed and kept."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.site_facts import AnswerPart, SiteSheetFacts, SiteStep
from ewloe_desktop.documents.site_facts import SiteDecision as DecidedBox
from ewloe_desktop.documents.words import day, words
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.site_answers import Answers, changed, from_json, said
from ewloe_desktop.domain.site_form import RequestKind, SiteForm
from ewloe_desktop.domain.site_rules import Note, judge
from ewloe_desktop.domain.sites import STEPS, Step, decider
from ewloe_desktop.services.decisions import Signing
from ewloe_desktop.services.school import register_code
from ewloe_desktop.services.sheet_facts import PDF, school_heading
from ewloe_desktop.services.site_around import around, named_in, people_as_of_today
from ewloe_desktop.services.site_form import basis_of
from ewloe_desktop.services.site_hosts import host_facts
from ewloe_desktop.services.site_reading import form_of, round_of, same_person
from ewloe_desktop.services.standing import fetch, local_day, names_of, school, stamp
from ewloe_desktop.storage.acts import Act
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.sites import SiteDecision, SiteRequest, SiteRound

SITE_SHEET = "site_sheet"


def logo_asked(kind: RequestKind, step: Step, answers: Answers) -> bool:
    """Whether this approver decides about the logo: the second one, or the last where there is no second."""
    decides = Step.SECOND if Step.SECOND in STEPS[kind] else Step.HEAD
    return step is decides and said(answers, "logo") == "yes"


def site_declaration(step: Step, office: Office) -> tuple[str, str]:
    """The words an approver signs, and their version."""
    chair = step is Step.HEAD and office is Office.CHAIR
    key, told = "site_chair" if chair else f"site_{step.value}", words("declarations")
    return f"{key}/{told['version']}", told[key]


def office_of(session: Session, request: SiteRequest, step: Step) -> Office:
    """The office in which a step of a request is taken."""
    if step is Step.LINE_MANAGER:
        return Office.LINE_MANAGER
    author = people_as_of_today(session, {request.author_id})[request.author_id]
    return Office.BUSINESS_MANAGER if step is Step.SECOND else decider(author.offices)


def sheet_facts(session: Session, request: SiteRequest, sent: SiteRound, made: Made) -> SiteSheetFacts:
    """Everything the page of a request's approval sheet says."""
    kind, answers, form = RequestKind(request.kind), from_json(sent.answers), form_of(session, sent)
    verdict = judge(form, kind, answers, around(session, answers, request.state))
    names = names_of(session, named_in(answers) | {sent.sent_by})
    since = _changed(session, request, form, answers)
    return SiteSheetFacts(
        made=made,
        number=str(request.number),
        title=request.title,
        kind=kind,
        parts=answer_rows(session, form, kind, answers, since),
        steps=_steps(session, request, kind, answers),
        round=request.round,
        sent_on=local_day(sent.sent_at),
        sent_by=names.get(sent.sent_by, ""),
        form_number=form.number,
        sheet_no=f"{register_code(school(session).id)}-S{request.number}-R{request.round}",
        proof=proof_of(session, sent.act),
        basis=basis_of(session).words,
        changed_note=", ".join(q.label for q in form.questions(kind) if q.id in since),
        same_person=names.get(request.line_manager_id, "") if same_person(verdict) else "",
        warnings=tuple(note_words(note) for note in verdict.warnings if note.rule not in _SAID_ELSEWHERE),
        paper=_paper(session, request, sent),
    )


# The page says these by themselves.
_SAID_ELSEWHERE = frozenset({"no_requirements", "no_requirements_chair", "same_line_manager_and_head"})


def answer_rows(
    session: Session, form: SiteForm, kind: RequestKind, answers: Answers, since: Collection[str] = ()
) -> tuple[AnswerPart, ...]:
    """A request's answers in words."""
    from ewloe_desktop.documents.site_words import answer_parts

    host = host_facts(session, said(answers, "host"))
    return answer_parts(form, kind, answers, names_of(session, named_in(answers)), host.name if host else "", since)


def _changed(session: Session, request: SiteRequest, form: SiteForm, answers: Answers) -> tuple[str, ...]:
    if request.round == 1:
        return ()
    before = from_json(round_of(session, request.id, request.round - 1).answers)
    return changed(form, RequestKind(request.kind), before, answers)


def _steps(session: Session, request: SiteRequest, kind: RequestKind, answers: Answers) -> tuple[SiteStep, ...]:
    manager = names_of(session, {request.line_manager_id}).get(request.line_manager_id, "")
    steps = []
    for step in STEPS[kind]:
        office = office_of(session, request, step)
        _, told = site_declaration(step, office)
        person = manager if step is Step.LINE_MANAGER else ""
        steps.append(SiteStep(step.value, office.value, told, person, logo_asked(kind, step, answers)))
    return tuple(steps)


def note_words(note: Note) -> str:
    """What a rule says, in a sentence."""
    facts = {name: day(value) if isinstance(value, date) else value for name, value in note.facts.items()}
    return words("rules")[note.rule].format_map(facts)


def proof_of(session: Session, act: int) -> Proof | None:
    """An act as a sheet proves it."""
    mark = session.scalar(select(Event.mark).where(Event.seq == act))
    return Proof(school(session).id, act, mark) if mark is not None else None


def _paper(session: Session, request: SiteRequest, sent: SiteRound) -> str:
    if sent.evidence_id and not sent.kept_at:
        return fetch(session, Document, sent.evidence_id).name
    return sent.kept_at


def sign_sheet(
    session: Session, request: SiteRequest, sent: SiteRound, row: SiteDecision, signing: Signing, act: Act
) -> Document:
    """Has an approver's own key sign that approver's field; the first approver of a round fixes the page."""
    from ewloe_desktop.documents.signing import SignerKey
    from ewloe_desktop.documents.site_approval import site_sheet
    from ewloe_desktop.documents.site_signing import sign_site

    before = stored_sheet(session, request)
    made = Made(school_heading(session), act.at, signing.name)
    pdf = before.content if before else site_sheet(sheet_facts(session, request, sent, made))
    key = SignerKey(signing.key.private, signing.key.certificate_der)
    signed = sign_site(pdf, key, _box(session, request, row, signing, act))
    document = _document(request, signed, signing, act.at, (before.signatures if before else 0) + 1)
    session.add(document)
    session.flush()
    if before is not None:
        before.replaced_by = document.id
    return document


def stored_sheet(session: Session, request: SiteRequest) -> Document | None:
    """The newest signed sheet of the round a request stands in."""
    query = select(SiteDecision.sheet_id).where(
        SiteDecision.request_id == request.id, SiteDecision.round == request.round, SiteDecision.sheet_id.is_not(None)
    )
    found = session.scalars(query.order_by(SiteDecision.act.desc())).first()
    return fetch(session, Document, found) if found else None


def _box(session: Session, request: SiteRequest, row: SiteDecision, signing: Signing, act: Act) -> DecidedBox:
    query = select(SiteDecision.person_id).where(
        SiteDecision.request_id == request.id,
        SiteDecision.round == request.round,
        SiteDecision.id != row.id,
    )
    return DecidedBox(
        step=row.step,
        office=signing.office_named if signing.acting else row.office,
        outcome=row.outcome,
        name=row.person_name,
        declared_on=signing.declared_on,
        signed_at=act.at,
        declaration=signing.declaration,
        proof=Proof(school(session).id, act.seq, act.mark),
        reason=row.reason,
        conditions=row.conditions,
        logo=None if row.logo is None else bool(row.logo),
        same_person=row.person_id in set(session.scalars(query)),
        method=signing.method,
        key_confirmed=signing.key_row.status == "confirmed",
        enrolled_by=names_of(session, {signing.key_row.enrolled_by}).get(signing.key_row.enrolled_by, ""),
        drawn_png=signing.drawn_png,
    )


def _document(request: SiteRequest, pdf: bytes, signing: Signing, at: datetime, signatures: int) -> Document:
    from ewloe_desktop.documents.preview import page_count

    return Document(
        kind=SITE_SHEET,
        name=sheet_file_name(request),
        media_type=PDF,
        content=pdf,
        sha256=hashlib.sha256(pdf).digest(),
        size=len(pdf),
        pages=page_count(pdf),
        signatures=signatures,
        made_at=stamp(at),
        made_by=signing.person_id,
    )


def sheet_file_name(request: SiteRequest) -> str:
    """The name a request's sheet is saved under: no letter that a file name cannot hold."""
    name = f"{words('site_sheet')['title']} {request.number} - {request.title}"
    kept = "".join(c if c.isalnum() or c in " -_()'’" else "_" for c in name)
    return f"{kept[:150].strip()}.pdf"
