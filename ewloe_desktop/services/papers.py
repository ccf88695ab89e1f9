"""Sheets signed in ink: the office files what came back, somebody else confirms it or refuses it."""

import hashlib
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import Body, SigningFacts
from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, NotFound, RuleBroken
from ewloe_desktop.domain.papers import (
    PaperAnswer,
    PaperFacts,
    PaperState,
    SheetFound,
    SheetStanding,
    require_paper,
    require_waiting,
)
from ewloe_desktop.domain.people import MAY, Action, Actor, Office
from ewloe_desktop.domain.policies import RevisionKind
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.intake.sheet_scan import codes_in
from ewloe_desktop.services.deciding import declaration, settled_on
from ewloe_desktop.services.minor_changes import readers_of_the_text_before
from ewloe_desktop.services.paper_confirming import confirm_paper
from ewloe_desktop.services.paper_facts import about_decision, paper_facts
from ewloe_desktop.services.paper_scans import SCAN, require_unanswered, with_scan
from ewloe_desktop.services.paper_sheets import find_sheet, same_bytes, stored_page, waiting_filings
from ewloe_desktop.services.paper_signers import head_signed, paper_signers, require_side
from ewloe_desktop.services.photo_files import checked_scan
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.signers import clock_warning, governors_in_post, who_can_sign
from ewloe_desktop.services.standing import allow, fetch, held, now, stamp
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.papers import PaperFiling
from ewloe_desktop.storage.policies import Policy, Revision

__all__ = [
    "confirm_paper",
    "file_paper",
    "find_sheet",
    "paper_scan",
    "paper_signers",
    "papers_of",
    "prepare_paper",
    "refuse_paper",
    "show_paper",
    "stored_page",
    "waiting_papers",
    "with_scan",
]


def prepare_paper(session: Session, actor: Actor, revision_id: str, body: Body) -> SigningFacts:
    """What filing one side asks about: who may have signed it in ink, and the dates that bind."""
    if not allow(session, actor, Action.READ) & (MAY[Action.FILE_PAPER] | MAY[Action.CONFIRM_PAPER]):
        allow(session, actor, Action.FILE_PAPER)
    revision = fetch(session, Revision, revision_id)
    policy = fetch(session, Policy, revision.policy_id)
    head = head_signed(session, revision)
    version, said = declaration(body, RevisionKind(revision.kind))
    return SigningFacts(
        revision_id=revision.id,
        seen=revision.version,
        policy_title=revision.title,
        label=label(revision),
        body=body,
        signers=who_can_sign(session, body, head[0] if head else "", ink=True),
        declaration_version=version,
        declaration=said,
        settled_on=settled_on(revision),
        head_signed_on=head[1] if head else None,
        governors_in_post=governors_in_post(session),
        cycle_months=policy.cycle_months,
        clock_warning=clock_warning(session),
        readers=readers_of_the_text_before(session, revision) if body is Body.HEAD else 0,
    )


def file_paper(session: Session, actor: Actor, answer: PaperAnswer) -> PaperFacts:
    """Files one side of a sheet signed in ink; it counts only once somebody else has confirmed it."""
    allow(session, actor, Action.FILE_PAPER)
    require_paper(answer)
    found = find_sheet(session, actor, answer.code)
    if answer.body not in found.sides:
        rule = found.refused or _other_side(session, found, answer.body)
        raise RuleBroken(rule, facts={"why": found.superseded, "act": found.act})
    require_unanswered(session, found, answer.body, answer.scan)
    _require_its_own(session, actor, answer, found)
    revision = fetch(session, Revision, found.revision_id)
    row = _row(actor, answer, found)
    row.filed_at = stamp(now(session))
    require_side(session, revision, row)
    facts = _facts(revision, row) | about_decision(answer)
    act = declare(session, "paper_filed", facts, subject=revision.policy_id)
    row.act, row.scan_id = act.seq, _keep_scan(session, actor, answer)
    session.add(row)
    session.flush()
    return paper_facts(session, actor, row)


def _other_side(session: Session, found: SheetFound, body: Body) -> str:
    """Why this side of a sheet cannot be filed while the other can."""
    revision = fetch(session, Revision, found.revision_id)
    if any(row.body == body.value for row in waiting_filings(session, revision)):
        return "paper_waiting"
    return "head_first" if body is Body.GOVERNORS else "not_with_head"


def _require_its_own(session: Session, actor: Actor, answer: PaperAnswer, found: SheetFound) -> None:
    """The codes on the scan's page with this code are all this code; a scan of another sheet is refused."""
    pages = codes_in(answer.scan, answer.scan_name) if answer.scan else ()
    acts = [{_own_act(session, actor, code) for code in page} for page in pages]
    if any(acts) and not any(found.act in page for page in acts):
        raise RuleBroken("scan_of_another", facts={"act": found.act})
    if any(found.act in page and len(page) > 1 for page in acts):
        raise RuleBroken("codes_differ", facts={"act": found.act})


def _own_act(session: Session, actor: Actor, code: str) -> int:
    """The act of this register that a code on a scan is of; -1 for a code that is of none."""
    found = find_sheet(session, actor, code)
    return found.act if found.standing is SheetStanding.OWN else -1


def _row(actor: Actor, answer: PaperAnswer, found: SheetFound) -> PaperFiling:
    told = about_decision(answer)
    return PaperFiling(
        revision_id=found.revision_id,
        body=answer.body.value,
        signer_id=answer.signer_id,
        capacity=answer.capacity.value if answer.capacity and answer.body is Body.GOVERNORS else "",
        signed_on=answer.signed_on.isoformat(),
        meeting=json.dumps(told) if told else "",
        code=found.code,
        sheet_act=found.act,
        compared=answer.compared.value,
        kept_at=clean(answer.kept_at),
        state=PaperState.FILED.value,
        filed_by=actor.person_id,
    )


def _facts(revision: Revision, row: PaperFiling) -> dict[str, object]:
    return {
        "policy": revision.policy_id,
        "title": revision.title,
        "revision": revision.id,
        "number": revision.number,
        "text": revision.text_digest.hex(),
        "body": row.body,
        "person": row.signer_id,
        "capacity": row.capacity,
        "signed_on": row.signed_on,
        "code": row.code,
        "sheet_act": row.sheet_act,
        "compared": row.compared,
        "kept_at": row.kept_at,
    }


def _keep_scan(session: Session, actor: Actor, answer: PaperAnswer) -> str | None:
    """Keeps the scan once, though both sides of one paper are filed with it."""
    scan = checked_scan(answer.scan, answer.scan_name)
    if scan is None:
        return None
    kept = same_bytes(session, SCAN, scan.content)
    if kept:
        return kept
    document = Document(
        kind=SCAN,
        name=scan.name,
        media_type=scan.media_type,
        content=scan.content,
        sha256=hashlib.sha256(scan.content).digest(),
        size=len(scan.content),
        made_at=stamp(now(session)),
        made_by=actor.person_id,
    )
    session.add(document)
    session.flush()
    return document.id


def waiting_papers(session: Session, actor: Actor) -> tuple[PaperFacts, ...]:
    """Every filed sheet that nobody has answered, oldest first."""
    allow(session, actor, Action.READ)
    query = select(PaperFiling).where(PaperFiling.state == PaperState.FILED.value).order_by(PaperFiling.act)
    return tuple(paper_facts(session, actor, row) for row in session.scalars(query))


def papers_of(session: Session, actor: Actor, revision_id: str) -> tuple[PaperFacts, ...]:
    """Every sheet that was filed for a revision, newest first."""
    allow(session, actor, Action.READ)
    query = select(PaperFiling).where(PaperFiling.revision_id == revision_id).order_by(PaperFiling.act.desc())
    return tuple(paper_facts(session, actor, row) for row in session.scalars(query))


def show_paper(session: Session, actor: Actor, filing_id: str) -> PaperFacts:
    """One filed sheet as it stands."""
    allow(session, actor, Action.READ)
    return paper_facts(session, actor, fetch(session, PaperFiling, filing_id))


def refuse_paper(session: Session, actor: Actor, filing_id: str, seen: int, reason: str) -> PaperFacts:
    """Whoever may confirm a sheet, or filed it, says why it does not count; it stays on record."""
    row = fetch(session, PaperFiling, filing_id, seen)
    if row.filed_by != actor.person_id:
        allow(session, actor, Action.CONFIRM_PAPER)
    require_waiting(PaperState(row.state))
    if not clean_lines(reason):
        raise FieldsRefused((FieldProblem("reason", "missing"),))
    revision = fetch(session, Revision, row.revision_id)
    row.state, row.reason = PaperState.REFUSED.value, clean_lines(reason)
    row.answered_by, row.answered_at = actor.person_id, stamp(now(session))
    facts = {"policy": revision.policy_id, "title": revision.title, "revision": revision.id, "body": row.body}
    declare(session, "paper_refused", facts | {"filing": row.id, "reason": row.reason}, subject=revision.policy_id)
    session.flush()
    return paper_facts(session, actor, row)


def paper_scan(session: Session, actor: Actor, filing_id: str) -> StoredFile:
    """The scan of a filed sheet, for those who file, those who confirm and the auditor; NotFound without one."""
    may = MAY[Action.FILE_PAPER] | MAY[Action.CONFIRM_PAPER] | {Office.AUDITOR}
    if not held(session, actor.person_id) & may:
        allow(session, actor, Action.CONFIRM_PAPER)
    row = fetch(session, PaperFiling, filing_id)
    if row.scan_id is None:
        raise NotFound("document", filing_id)
    scan = fetch(session, Document, row.scan_id)
    return StoredFile(scan.id, scan.name, scan.media_type, scan.content, scan.sha256)
