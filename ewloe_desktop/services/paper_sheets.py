"""Printed sheets by their code: whose it is, which act it proves, what the register holds of it, what can be filed."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import day as written
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, NotFound
from ewloe_desktop.domain.journal import Code, letters, read_code, short_code
from ewloe_desktop.domain.papers import PaperState, SheetFound, SheetStanding
from ewloe_desktop.domain.people import MAY, Action, Actor
from ewloe_desktop.domain.policies import State
from ewloe_desktop.services.journal import acts_told
from ewloe_desktop.services.paper_rows import act_in_words, stored_rows
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.sheet_facts import SHEET
from ewloe_desktop.services.standing import allow, fetch, held, local_day, moment, school
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.journal import CommitmentRow, Event
from ewloe_desktop.storage.papers import PaperFiling
from ewloe_desktop.storage.policies import Revision

SETTLING = ("revision_settled", "no_change_started", "retirement_started")
DECIDING = ("head_approved", "governors_approved", "paper_confirmed", "fact_corrected")
_SHEETS = (SHEET, "site_sheet")


def find_sheet(session: Session, actor: Actor, code: str) -> SheetFound:
    """What the register knows of a sheet by its square code's words or its typed letters; FieldsRefused for no code.

    Whoever may check the register may hold a sheet against it.
    """
    if not held(session, actor.person_id) & MAY[Action.VERIFY]:
        allow(session, actor, Action.READ)
    read = read_code(code)
    if read is None:
        raise FieldsRefused((FieldProblem("code", "not_a_code"),))
    if read.register and read.register != school(session).id[:4].upper():
        return SheetFound(SheetStanding.FOREIGN, code.strip(), act=read.act, refused="sheet_foreign")
    event = _named(session, read)
    if event is None:
        last = session.scalar(select(func.max(Event.seq))) or 0
        beyond = "sheet_beyond" if read.act > last else "sheet_unknown"
        return SheetFound(SheetStanding.UNKNOWN, code.strip(), act=read.act, refused=beyond)
    if letters(event.mark, len(read.letters)) != read.letters:
        return SheetFound(SheetStanding.ALTERED, code.strip(), act=read.act, refused="sheet_altered")
    return _own(session, event)


def _named(session: Session, code: Code) -> Event | None:
    """The act that a code names by its number, or the one whose mark begins with the letters typed."""
    if code.act or code.register:
        return session.get(Event, code.act)
    first = int.from_bytes(base64.b32decode(f"{code.letters}A==="), "big")  # twelve letters are 60 bits of 64
    low, high = first & ~15, (first & ~15) + 16
    query = select(Event).where(Event.mark >= low.to_bytes(8, "big"))
    if high < 1 << 64:
        query = query.where(Event.mark < high.to_bytes(8, "big"))
    return session.scalars(query).first()


def _own(session: Session, event: Event) -> SheetFound:
    (told,) = acts_told(session, [event])
    revision = revision_of(session, told.facts)
    gone, refused = "", "not_for_ink"
    newest, sides = 0, cast("tuple[Body, ...]", ())
    if revision is not None and event.kind in SETTLING + DECIDING:
        gone = superseded(session, revision, event.seq)
        sides, refused = _sides(session, revision, event, gone)
        newest = max((later.seq for later in _later(session, revision, event.seq) if later.kind in DECIDING), default=0)
    return SheetFound(
        standing=SheetStanding.OWN,
        code=short_code(event.mark),
        act=event.seq,
        at=moment(event.at),
        what=act_in_words(told.kind, told.facts),
        who=told.who,
        policy_id=revision.policy_id if revision else "",
        revision_id=revision.id if revision else "",
        title=revision.title if revision else str(told.facts.get("title", "")),
        label=label(revision) if revision else "",
        rows=stored_rows(session, told, revision),
        acts_before=event.seq,
        document_id=made_by(session, event.seq),
        superseded=gone,
        newest=newest,
        sides=sides,
        refused=refused,
    )


def revision_of(session: Session, facts: Mapping[str, object]) -> Revision | None:
    """The revision an act is about, if it is about one."""
    named = facts.get("revision")
    return session.get(Revision, named) if isinstance(named, str) else None


def made_by(session: Session, act: int) -> str:
    """The id of the sheet that an act made and kept, "" when it kept none."""
    query = (
        select(Document.id)
        .join(CommitmentRow, CommitmentRow.row_key == Document.id)
        .where(CommitmentRow.row_table == "document", CommitmentRow.act == act, CommitmentRow.change == "new")
        .where(Document.kind.in_(_SHEETS))
    )
    return session.scalars(query).first() or ""


def superseded(session: Session, revision: Revision, act: int) -> str:
    """Why the text on a sheet of this act is no longer the one before the school; "" when it is."""
    said = words("papers")
    for event in _later(session, revision, act):
        if event.kind == "revision_returned":
            reason = str(json.loads(event.facts).get("reason", ""))
            return said["returned_since"].format(on=written(local_day(event.at)), reason=reason)
        if event.kind in SETTLING:
            return said["settled_since"].format(on=written(local_day(event.at)))
        if event.kind == "draft_discarded":
            return said["discarded_since"].format(on=written(local_day(event.at)))
    if revision.state == State.SUPERSEDED.value:
        return said["replaced_since"].format(on=_day(revision.ended_on))
    return ""


def _day(text: str | None) -> str:
    return written(local_day(f"{text}T12:00:00+00:00")) if text else ""


def _later(session: Session, revision: Revision, act: int) -> Sequence[Event]:
    query = select(Event).where(Event.subject == revision.policy_id, Event.seq > act).order_by(Event.seq)
    named = revision.id.encode()
    return [event for event in session.scalars(query) if named in event.facts]


def _sides(session: Session, revision: Revision, event: Event, gone: str) -> tuple[tuple[Body, ...], str]:
    """Which sides of an approval can be filed with a sheet of this act, and the rule that refuses the others."""
    if gone:
        return (), "sheet_superseded"
    state = State(revision.state)
    if state not in (State.WITH_HEAD, State.WITH_GOVERNORS):
        return (), "sheet_decided"
    waiting = {Body(row.body) for row in waiting_filings(session, revision)}
    sides = [Body.HEAD] if state is State.WITH_HEAD and Body.HEAD not in waiting else []
    if (state is State.WITH_GOVERNORS or Body.HEAD in waiting) and Body.GOVERNORS not in waiting:
        sides.append(Body.GOVERNORS)
    return tuple(sides), "" if sides else "paper_waiting"


def waiting_filings(session: Session, revision: Revision) -> tuple[PaperFiling, ...]:
    """The filed sheets of a text as it stands that nobody has answered; one of a returned text waits for nothing."""
    query = select(PaperFiling).where(
        PaperFiling.revision_id == revision.id, PaperFiling.state == PaperState.FILED.value
    )
    rows = session.scalars(query.order_by(PaperFiling.act))
    return tuple(row for row in rows if not superseded(session, revision, row.sheet_act))


def stored_page(session: Session, actor: Actor, code: str) -> bytes:
    """The PDF of the sheet that a code names, as it was kept or as it is printed for signing in ink; NotFound."""
    allow(session, actor, Action.READ)
    found = find_sheet(session, actor, code)
    if found.document_id:
        return bytes(fetch(session, Document, found.document_id).content)
    revision = session.get(Revision, found.revision_id) if found.revision_id else None
    event = session.get(Event, found.act)
    if revision is None or event is None or event.kind not in (*SETTLING, "policy_found"):
        raise NotFound("document", code)
    return _printed(session, actor, revision, event)


def _printed(session: Session, actor: Actor, revision: Revision, event: Event) -> bytes:
    from ewloe_desktop.documents.approval_facts import Proof
    from ewloe_desktop.documents.approval_sheet import approval_sheet
    from ewloe_desktop.services.sheet_facts import sheet_facts
    from ewloe_desktop.storage.policies import Policy

    policy = fetch(session, Policy, revision.policy_id)
    proof = Proof(school(session).id, event.seq, event.mark)
    return approval_sheet(sheet_facts(session, policy, revision, head=None, proof=proof, made_by=actor.name))


def same_bytes(session: Session, kind: str, content: bytes) -> str:
    """The id of a file of that kind with these very bytes, "" when there is none."""
    digest: Any = hashlib.sha256(content).digest()
    return session.scalars(select(Document.id).where(Document.kind == kind, Document.sha256 == digest)).first() or ""
