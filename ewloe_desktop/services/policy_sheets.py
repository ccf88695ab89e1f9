"""Sheets about all policies: the register of policies and the governors' one-page summary."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents import policy_sheet_facts as facts
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.words import day as in_words
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.policies import PolicyRow, RevisionFacts, State
from ewloe_desktop.domain.reviews import add_months
from ewloe_desktop.services.decisions import corrected, on_paper
from ewloe_desktop.services.photo_sheets import file_title, made_file
from ewloe_desktop.services.policies import list_policies
from ewloe_desktop.services.reading_facts import reading_share
from ewloe_desktop.services.sheet_facts import school_heading
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.site_sheet_facts import proof_of
from ewloe_desktop.services.standing import allow, day, local_day, names_of, now, today
from ewloe_desktop.services.watchlist import open_flags
from ewloe_desktop.storage.approvals import Decision
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.policies import Policy, PolicyControl

TERM_MONTHS = 4  # what was signed in about one school term stands on the summary


def policy_register(session: Session, actor: Actor) -> StoredFile:
    """The register of policies as it stands today."""
    from ewloe_desktop.documents.policy_register import policy_register as make

    told = _facts(session, actor)
    return made_file(file_title("policy_register"), in_words(told.on), make(told))


def governors_summary(session: Session, actor: Actor) -> StoredFile:
    """What is due, signed and outstanding, on one page for a meeting of the governing body."""
    from ewloe_desktop.documents.governors_summary import governors_summary as make

    told = _facts(session, actor)
    return made_file(file_title("governors_summary"), in_words(told.on), make(told))


def _facts(session: Session, actor: Actor) -> facts.PoliciesFacts:
    allow(session, actor, Action.PRINT)
    on = today(session)
    last = session.scalar(select(func.max(Event.seq))) or 0
    return facts.PoliciesFacts(
        made=Made(school_heading(session), now(session), actor.name),
        on=on,
        policies=_lines(session, list_policies(session, actor)),
        signed_since=add_months(on, -TERM_MONTHS),
        proof=proof_of(session, last),
    )


def _lines(session: Session, rows: Sequence[PolicyRow]) -> tuple[facts.PolicyLine, ...]:
    decided = _decisions(session, rows)
    controls = {row.policy_id: row for row in session.scalars(select(PolicyControl))}
    owners = names_of(session, {row.owner_id for row in controls.values() if row.owner_id})
    retired = {row.id: row.retired_on for row in session.execute(select(Policy.id, Policy.retired_on))}
    shares, flags = reading_share(session), open_flags(session)
    lines = []
    for row in rows:
        current, control = row.current, controls.get(row.id)
        state, returned = _under_way(row.open, decided)
        line = facts.PolicyLine(
            reference=row.reference,
            title=row.title,
            label=current.label if current else "",
            in_force_from=current.in_force_from if current else None,
            approvals=_approvals(session, decided.get(current.id, ()) if current else ()),
            due=row.review.due,
            never_set=row.review.never_set,
            days_left=row.review.days_left,
            state=state,
            under_way=row.open.label if row.open else "",
            since=_since(row.open),
            returned=returned,
            owner=owners.get((control.owner_id if control else None) or "", ""),
            statutory=None if control is None or control.statutory is None else bool(control.statutory),
            published=control.published if control else "",
            read=shares.get(row.id),
            flags=flags.get(row.id),
            retired_on=day(retired[row.id]),
        )
        lines.append(line)
    return tuple(lines)


def _decisions(session: Session, rows: Sequence[PolicyRow]) -> Mapping[str, Sequence[Decision]]:
    """Every decision on the revisions shown, by revision, in order."""
    shown = [revision.id for row in rows for revision in (row.current, row.open) if revision is not None]
    found: dict[str, list[Decision]] = {}
    for decision in session.scalars(select(Decision).where(Decision.revision_id.in_(shown)).order_by(Decision.act)):
        found.setdefault(decision.revision_id, []).append(decision)
    return found


def _under_way(revision: RevisionFacts | None, decided: Mapping[str, Sequence[Decision]]) -> tuple[str, str]:
    """Where the revision under way stands, and why it was returned."""
    if revision is None:
        return "", ""
    last = next(reversed(decided.get(revision.id, ())), None)
    if revision.state is State.DRAFT and last is not None and last.outcome == "returned":
        return "returned", last.reason
    return revision.state.value, ""


def _since(revision: RevisionFacts | None) -> date | None:
    at = None if revision is None else revision.settled_at or revision.drafted_at
    return local_day(at.isoformat()) if at is not None else None


def _approvals(session: Session, decisions: Sequence[Decision]) -> tuple[facts.Approved, ...]:
    standing = [d for d in decisions if d.outcome == "approved" and d.lapsed_by_act is None]
    ink = on_paper(session, standing)
    return tuple(_approved(session, decision, on_paper=decision.id in ink) for decision in standing)


def _approved(session: Session, decision: Decision, *, on_paper: bool) -> facts.Approved:
    values, _ = corrected(session, decision)
    return facts.Approved(
        body="head" if decision.body == Body.HEAD.value else "governors",
        name=values.get("person_name", decision.person_name),
        on=date.fromisoformat(values.get("declared_on", decision.declared_on)),
        minute=values.get("minute", decision.minute),
        meeting_on=day(values.get("meeting_on", decision.meeting_on)),
        on_paper=on_paper,
    )
