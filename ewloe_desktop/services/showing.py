"""One revision as the policies page shows it: words, steps, sheets, history and what this person may do."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.people import MAY, Action, Actor, Office
from ewloe_desktop.domain.policies import (
    UNDER_WAY,
    HistoryEntry,
    PolicyRow,
    RevisionFacts,
    RevisionKind,
    RevisionPage,
    SheetRow,
    State,
    StepFacts,
)
from ewloe_desktop.domain.text import from_canonical
from ewloe_desktop.services.comparing import compare
from ewloe_desktop.services.decisions import on_paper
from ewloe_desktop.services.drafting import EVERY_DRAFT
from ewloe_desktop.services.journal import acts_told
from ewloe_desktop.services.key_helpers import ended_way
from ewloe_desktop.services.policies import policy_row, revisions_where
from ewloe_desktop.services.policy_control import control_facts
from ewloe_desktop.services.standing import allow, day, fetch, local_day, moment, names_of, today
from ewloe_desktop.storage.approvals import Decision
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.policies import Policy, Revision

_DONE_AFTER_HEAD = frozenset({State.WITH_GOVERNORS, State.IN_FORCE, State.SUPERSEDED, State.RETIRED})
_DONE = frozenset({State.IN_FORCE, State.SUPERSEDED, State.RETIRED})


def show_revision(session: Session, actor: Actor, revision_id: str) -> RevisionPage:
    """Everything the policies page shows about one revision."""
    offices = allow(session, actor, Action.READ)
    unable = {"sign_head"} if ended_way(session, actor.person_id) is not None else set()
    revision = fetch(session, Revision, revision_id)
    policy = fetch(session, Policy, revision.policy_id)
    all_facts = revisions_where(session, Revision.policy_id == policy.id)
    facts = next(r for r in all_facts if r.id == revision_id)
    row = policy_row(policy, list(all_facts), today(session))
    text = from_canonical(revision.text)
    decisions = list_rows(session, revision_id)
    ink = on_paper(session, decisions)
    return RevisionPage(
        policy=row,
        revision=facts,
        text=text,
        steps=_steps(facts, decisions, ink),
        sheets=list_sheets(session, actor, revision_id),
        history=_history(session, policy.id),
        compared_with=revision.replaces_id,
        changes=_changes(session, revision),
        returned_reason=_returned_reason(facts, decisions),
        can=_can(actor, offices, row, facts, drafted_by=revision.drafted_by, decided=bool(decisions)) - unable,
        revisions=all_facts,
        original_id=revision.original_id,
        control=control_facts(session, policy.id),
    )


def list_rows(session: Session, revision_id: str) -> list[Decision]:
    """The decisions on a revision, in order."""
    query = select(Decision).where(Decision.revision_id == revision_id).order_by(Decision.act)
    return list(session.scalars(query))


def _changes(session: Session, revision: Revision) -> int:
    if revision.replaces_id is None or revision.kind in (RevisionKind.NO_CHANGE.value, RevisionKind.RETIREMENT.value):
        return 0
    before = fetch(session, Revision, revision.replaces_id)
    changes = compare(from_canonical(before.text), from_canonical(revision.text))
    return sum(1 for change in changes if change.how not in ("same", "moved_away"))


def _returned_reason(facts: RevisionFacts, decisions: list[Decision]) -> str:
    returned = decisions[-1] if decisions and decisions[-1].outcome == "returned" else None
    return returned.reason if returned is not None and facts.state is State.DRAFT else ""


def _steps(facts: RevisionFacts, decisions: list[Decision], ink: frozenset[str]) -> tuple[StepFacts, ...]:
    if facts.kind is RevisionKind.FOUND:
        return (StepFacts("in_force", "done", on=facts.in_force_from, note="found"),)
    settled = facts.state is not State.DRAFT and facts.settled_at is not None
    settled_on = local_day(facts.settled_at.isoformat()) if facts.settled_at and settled else None
    steps = [StepFacts("settled", "done" if settled else "now", facts.settled_by if settled else "", settled_on)]
    for step, body, state in (
        ("head", Body.HEAD, State.WITH_HEAD),
        ("governors", Body.GOVERNORS, State.WITH_GOVERNORS),
    ):
        steps.append(_decision_step(step, body, state, facts, decisions, ink))
    done = facts.state in _DONE
    steps.append(StepFacts("in_force", "done" if done else "later", on=facts.in_force_from))
    return tuple(steps)


def _decision_step(
    step: str, body: Body, state: State, facts: RevisionFacts, decisions: list[Decision], ink: frozenset[str]
) -> StepFacts:
    last = decisions[-1] if decisions else None
    if facts.state is State.DRAFT and last is not None and last.outcome == "returned" and last.body == body.value:
        return StepFacts(step, "returned", last.person_name, local_day(last.recorded_at), last.reason)
    standing = [d for d in decisions if d.body == body.value and d.outcome == "approved" and d.lapsed_by_act is None]
    if standing and facts.state in _DONE_AFTER_HEAD:
        note = words("papers")["on_paper"] if standing[-1].id in ink else ""
        return StepFacts(step, "done", standing[-1].person_name, day(standing[-1].declared_on), note)
    return StepFacts(step, "now" if facts.state is state else "later")


def _history(session: Session, policy_id: str) -> tuple[HistoryEntry, ...]:
    query = select(Event).where(Event.subject == policy_id).order_by(Event.seq.desc()).limit(500)
    acts = acts_told(session, list(session.scalars(query)))
    return tuple(HistoryEntry(a.act, a.at, a.who, a.kind, a.facts) for a in acts)


def list_sheets(session: Session, actor: Actor, revision_id: str) -> tuple[SheetRow, ...]:
    """The stored sheets and the original of a revision, newest first."""
    allow(session, actor, Action.READ)
    columns = (Document.id, Document.kind, Document.name, Document.made_at, Document.made_by)
    query = select(*columns, Document.signatures, Document.replaced_by).where(Document.revision_id == revision_id)
    rows = session.execute(query.order_by(Document.made_at.desc(), Document.signatures.desc())).all()
    names = names_of(session, {row.made_by for row in rows})
    return tuple(
        SheetRow(
            id=row.id,
            kind=row.kind,
            name=row.name,
            made_at=moment(row.made_at),
            made_by=names.get(row.made_by, ""),
            signatures=row.signatures,
            current=row.replaced_by is None,
        )
        for row in rows
    )


def _can(
    actor: Actor,
    offices: frozenset[Office],
    policy: PolicyRow,
    revision: RevisionFacts,
    *,
    drafted_by: str,
    decided: bool,
) -> frozenset[str]:
    def may(action: Action) -> bool:
        return bool(offices & MAY[action])

    state = revision.state
    own_draft = bool(offices & EVERY_DRAFT) or drafted_by == actor.person_id
    draft = state is State.DRAFT and may(Action.DRAFT) and own_draft
    restable = (
        state is State.IN_FORCE and not policy.retired and (policy.open is None or policy.open.state not in UNDER_WAY)
    )
    allowed = {
        "print": True,
        "import": may(Action.DRAFT) and not policy.retired,
        "edit": draft and revision.kind is not RevisionKind.RETIREMENT,
        "discard": draft,
        "settle": state is State.DRAFT and may(Action.SETTLE) and not policy.retired,
        "sign_head": state is State.WITH_HEAD and may(Action.APPROVE_AS_HEAD),
        # The governing body's signer may be anybody in the room: the ceremony asks who, and that person's password.
        "sign_governors": state is State.WITH_GOVERNORS,
        "return": (state is State.WITH_HEAD and may(Action.APPROVE_AS_HEAD)) or state is State.WITH_GOVERNORS,
        "no_change": restable and may(Action.SETTLE),
        "retire": restable and may(Action.RETIRE),
        "correct": decided and state is not State.DRAFT and may(Action.CORRECT),
    }
    return frozenset(name for name, yes in allowed.items() if yes)
