"""Bringing a text into the register, changing a draft, settling it, and the two-click review."""

import hashlib

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain import text as texts
from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor, Office
from ewloe_desktop.domain.policies import (
    UNDER_WAY,
    RevisionFacts,
    RevisionKind,
    State,
    require_draft,
    require_in_force,
    require_settling,
)
from ewloe_desktop.domain.reviews import due_from_edition
from ewloe_desktop.services.policies import ImportAnswer, revision_facts
from ewloe_desktop.services.standing import allow, fetch, now, stamp, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.policies import Policy, Revision
from ewloe_desktop.storage.search import fold, index_revision

EVERY_DRAFT = frozenset({Office.HEAD, Office.CHAIR, Office.OFFICE_STAFF, Office.CLERK, Office.BUSINESS_MANAGER})


def import_policy(session: Session, actor: Actor, answer: ImportAnswer) -> RevisionFacts:
    """Keeps a text that a person has looked over, with its file: in use as found, or a draft."""
    allow(session, actor, Action.DRAFT)
    kept = texts.tidy(answer.text)
    _require_whole(session, answer, kept)
    policy = _new_policy(session, answer, kept) if answer.policy_id is None else _policy(session, answer)
    current = current_revision(session, policy.id)
    digest = texts.digest(kept)
    if current is not None and current.text_digest == digest:
        raise RuleBroken("same_text", facts={"title": policy.title})
    revision = Revision(
        id=new_id(),
        policy_id=policy.id,
        edition=kept.edition,
        kind=(RevisionKind.FOUND if answer.in_use else RevisionKind.REVISED).value,
        state=(State.IN_FORCE if answer.in_use else State.DRAFT).value,
        title=kept.title,
        text=texts.canonical(kept),
        text_digest=digest,
        replaces_id=current.id if current else None,
        change_summary=texts.clean_lines(answer.change_summary),
        drafted_by=actor.person_id,
        drafted_at=stamp(now(session)),
    )
    original = _keep_original(session, actor, answer, revision.id)
    revision.original_id = original.id
    session.add(revision)
    session.flush()
    if answer.in_use:
        index_revision(session, policy.id, revision.id, kept)
    facts = _about(policy, revision) | {"file": original.name, "original_sha256": original.sha256.hex()}
    declare(session, "policy_found" if answer.in_use else "draft_imported", facts, subject=policy.id)
    session.flush()
    return revision_facts(session, revision.id)


def _require_whole(session: Session, answer: ImportAnswer, kept: texts.PolicyText) -> None:
    problems = []
    if not kept.title:
        problems.append(FieldProblem("title", "missing"))
    if not kept.blocks:
        problems.append(FieldProblem("blocks", "missing"))
    if answer.in_use and answer.edition_month is None:
        problems.append(FieldProblem("edition_month", "missing"))
    if answer.in_use and answer.edition_month and answer.edition_month > today(session):
        problems.append(FieldProblem("edition_month", "in_future"))
    if answer.cycle_months not in (12, 24, 36):
        problems.append(FieldProblem("cycle_months", "choose"))
    if problems:
        raise FieldsRefused(tuple(problems))


def _new_policy(session: Session, answer: ImportAnswer, kept: texts.PolicyText) -> Policy:
    same = session.scalars(
        select(Policy).where(Policy.folded == fold(kept.title), Policy.retired_on.is_(None)).limit(1)
    ).first()
    if same is not None:
        raise RuleBroken("policy_exists", facts={"title": same.title, "reference": same.reference})
    due = (
        due_from_edition(answer.edition_month, answer.cycle_months) if answer.in_use and answer.edition_month else None
    )
    policy = Policy(
        id=new_id(),
        reference=f"P{(session.scalar(select(func.count()).select_from(Policy)) or 0) + 1:02d}",
        title=kept.title,
        folded=fold(kept.title),
        cycle_months=answer.cycle_months,
        review_due=due.isoformat() if due else None,
        review_never_set=int(answer.in_use),
        created_at=stamp(now(session)),
    )
    session.add(policy)
    session.flush()
    return policy


def _policy(session: Session, answer: ImportAnswer) -> Policy:
    policy = fetch(session, Policy, answer.policy_id or "", answer.seen)
    if policy.retired_on is not None:
        raise RuleBroken("policy_retired")
    if answer.in_use:
        raise RuleBroken("found_only_once", facts={"title": policy.title})
    return policy


def _keep_original(session: Session, actor: Actor, answer: ImportAnswer, revision_id: str) -> Document:
    document = Document(
        kind="original",
        name=texts.clean(answer.file_name),
        media_type=answer.media_type,
        content=answer.original,
        sha256=hashlib.sha256(answer.original).digest(),
        size=len(answer.original),
        pages=answer.pages,
        revision_id=revision_id,
        made_at=stamp(now(session)),
        made_by=actor.person_id,
    )
    session.add(document)
    session.flush()
    return document


def current_revision(session: Session, policy_id: str) -> Revision | None:
    """The revision in force."""
    query = select(Revision).where(Revision.policy_id == policy_id, Revision.state == State.IN_FORCE.value)
    return session.scalars(query).first()


def _about(policy: Policy, revision: Revision) -> dict[str, object]:
    return {
        "policy": policy.id,
        "title": policy.title,
        "revision": revision.id,
        "revision_kind": revision.kind,
        "number": revision.number,
        "edition": revision.edition,
        "text": revision.text_digest.hex(),
    }


def edit_draft(session: Session, actor: Actor, revision_id: str, seen: int, text: texts.PolicyText) -> RevisionFacts:
    """Changes a draft's words; a settled text is frozen."""
    offices = allow(session, actor, Action.DRAFT)
    revision = _own_draft(session, actor, offices, revision_id, seen)
    if revision.kind == RevisionKind.RETIREMENT.value:  # what is retired are the words in force
        raise RuleBroken("text_frozen", facts={"state": revision.state})
    kept = texts.tidy(text)
    if not kept.title or not kept.blocks:
        raise FieldsRefused((FieldProblem("title" if not kept.title else "blocks", "missing"),))
    revision.title, revision.edition = kept.title, kept.edition
    revision.text, revision.text_digest = texts.canonical(kept), texts.digest(kept)
    policy = fetch(session, Policy, revision.policy_id)
    _stand_by_the_words(revision, current_revision(session, policy.id))
    declare(session, "draft_changed", _about(policy, revision), subject=policy.id)
    session.flush()
    return revision_facts(session, revision_id)


def _own_draft(session: Session, actor: Actor, offices: frozenset[Office], revision_id: str, seen: int) -> Revision:
    revision = fetch(session, Revision, revision_id, seen)
    require_draft(State(revision.state))
    if not offices & EVERY_DRAFT and revision.drafted_by != actor.person_id:
        raise RuleBroken("not_your_draft", tuple(o.value for o in Office if o in EVERY_DRAFT))
    return revision


def discard_draft(session: Session, actor: Actor, revision_id: str, seen: int) -> RevisionFacts:
    """Puts a draft away; it stays in the history."""
    offices = allow(session, actor, Action.DRAFT)
    revision = _own_draft(session, actor, offices, revision_id, seen)
    revision.state = State.DISCARDED.value
    policy = fetch(session, Policy, revision.policy_id)
    declare(session, "draft_discarded", _about(policy, revision), subject=policy.id)
    session.flush()
    return revision_facts(session, revision_id)


def settle_revision(session: Session, actor: Actor, revision_id: str, seen: int, change_summary: str) -> RevisionFacts:
    """Freezes a draft's words and puts them before the head teacher."""
    allow(session, actor, Action.SETTLE)
    revision = fetch(session, Revision, revision_id, seen)
    policy = fetch(session, Policy, revision.policy_id)
    if policy.retired_on is not None:
        raise RuleBroken("policy_retired")
    summary = texts.clean_lines(change_summary)
    require_settling(State(revision.state), _other_states(session, revision), summary, revision.replaces_id is not None)
    current = current_revision(session, policy.id)
    revision.replaces_id = current.id if current else None
    _stand_by_the_words(revision, current)
    revision.change_summary = summary
    _put_before_head(session, actor, policy, revision)
    declare(session, "revision_settled", _about(policy, revision) | {"changed": summary}, subject=policy.id)
    session.flush()
    return revision_facts(session, revision_id)


def _stand_by_the_words(revision: Revision, current: Revision | None) -> None:
    """A revision says "no change" of the words in force alone, and only these are retired."""
    if current is None or revision.text_digest == current.text_digest:
        return
    if revision.kind == RevisionKind.NO_CHANGE.value:
        revision.kind = RevisionKind.REVISED.value
    elif revision.kind == RevisionKind.RETIREMENT.value:
        revision.title, revision.edition = current.title, current.edition
        revision.text, revision.text_digest = current.text, current.text_digest
        revision.original_id = current.original_id


def _other_states(session: Session, revision: Revision) -> tuple[State, ...]:
    query = select(Revision.state).where(Revision.policy_id == revision.policy_id, Revision.id != revision.id)
    return tuple(State(state) for state in session.scalars(query))


def _put_before_head(session: Session, actor: Actor, policy: Policy, revision: Revision) -> None:
    revision.state = State.WITH_HEAD.value
    revision.settled_by, revision.settled_at = actor.person_id, stamp(now(session))
    if revision.kind != RevisionKind.RETIREMENT.value:
        query = select(func.max(Revision.number)).where(Revision.policy_id == policy.id, Revision.id != revision.id)
        revision.number = (session.scalar(query) or 0) + 1


def start_no_change(session: Session, actor: Actor, policy_id: str, seen: int) -> RevisionFacts:
    """Puts the words in force before the head teacher again, unchanged: "reviewed, no change"."""
    return _start_same_words(session, actor, policy_id, seen, RevisionKind.NO_CHANGE, "")


def start_retirement(session: Session, actor: Actor, policy_id: str, seen: int, reason: str) -> RevisionFacts:
    """Proposes to retire a policy, by the same approvals as any other decision about it."""
    if not texts.clean_lines(reason):
        raise FieldsRefused((FieldProblem("reason", "missing"),))
    allow(session, actor, Action.RETIRE)
    return _start_same_words(session, actor, policy_id, seen, RevisionKind.RETIREMENT, texts.clean_lines(reason))


def start_draft(session: Session, actor: Actor, policy_id: str, seen: int) -> RevisionFacts:
    """Starts a draft of the next revision from the words in force, to be revised."""
    allow(session, actor, Action.DRAFT)
    policy = fetch(session, Policy, policy_id, seen)
    revision = _same_words(session, actor, policy, RevisionKind.REVISED, "")
    revision.state, revision.original_id = State.DRAFT.value, None  # the file was of the words before
    return _started(session, policy, revision, "draft_started")


def _start_same_words(
    session: Session, actor: Actor, policy_id: str, seen: int, kind: RevisionKind, summary: str
) -> RevisionFacts:
    allow(session, actor, Action.SETTLE)
    policy = fetch(session, Policy, policy_id, seen)
    revision = _same_words(session, actor, policy, kind, summary)
    _put_before_head(session, actor, policy, revision)
    act = "no_change_started" if kind is RevisionKind.NO_CHANGE else "retirement_started"
    return _started(session, policy, revision, act)


def _same_words(session: Session, actor: Actor, policy: Policy, kind: RevisionKind, summary: str) -> Revision:
    """A revision that says what is in force, not yet in the register."""
    current = current_revision(session, policy.id)
    states = [State(s) for s in session.scalars(select(Revision.state).where(Revision.policy_id == policy.id))]
    require_in_force(current is not None, any(s in UNDER_WAY for s in states), policy.retired_on is not None)
    assert current is not None
    return Revision(
        id=new_id(),
        policy_id=policy.id,
        edition=current.edition,
        kind=kind.value,
        title=current.title,
        text=current.text,
        text_digest=current.text_digest,
        original_id=current.original_id,
        replaces_id=current.id,
        change_summary=summary,
        drafted_by=actor.person_id,
        drafted_at=stamp(now(session)),
    )


def _started(session: Session, policy: Policy, revision: Revision, act: str) -> RevisionFacts:
    session.add(revision)
    session.flush()
    facts = _about(policy, revision)
    if act != "draft_started":
        facts |= {"changed": revision.change_summary}
    declare(session, act, facts, subject=policy.id)
    session.flush()
    return revision_facts(session, revision.id)
