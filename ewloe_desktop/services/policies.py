"""Policies and their revisions: listing, comparing, finding words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import day as day_words
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.errors import NotFound
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.policies import OPEN, UNDER_WAY, PolicyRow, RevisionFacts, RevisionKind, State
from ewloe_desktop.domain.reviews import review
from ewloe_desktop.domain.text import Change, PolicyText, from_canonical
from ewloe_desktop.services.change_sentences import change_sentences
from ewloe_desktop.services.comparing import compare
from ewloe_desktop.services.standing import allow, day, fetch, local_day, moment, names_of, today
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.policies import Policy, Revision
from ewloe_desktop.storage.search import fold, search


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """A text that a person has looked over; `policy_id` None makes a new policy.

    in_use: the text was in use before the register: kept as found, approval not evidenced.
    """

    text: PolicyText
    file_name: str
    media_type: str
    original: bytes
    pages: int
    policy_id: str | None = None
    seen: int | None = None
    in_use: bool = False
    edition_month: date | None = None  # first of the month the edition names
    cycle_months: int = 12
    change_summary: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A policy in which the words stand; the snippet marks them with « and »."""

    policy_id: str
    revision_id: str
    title: str
    snippet: str


_COLUMNS = tuple(c for c in Revision.__table__.columns if c.name not in ("text", "salt"))


def revisions_where(session: Session, *where: ColumnElement[bool]) -> tuple[RevisionFacts, ...]:
    """Revisions by the day they were drafted, without their words."""
    query = (
        select(*_COLUMNS, Document.pages.label("original_pages"))
        .join(Document, Document.id == Revision.original_id, isouter=True)
        .where(*where)
        .order_by(Revision.drafted_at, Revision.id)
    )
    rows = session.execute(query).all()
    people = {name for row in rows for name in (row.drafted_by, row.settled_by) if name}
    names = names_of(session, people) if people else {}
    return tuple(_facts(row, names) for row in rows)


def _facts(row: Any, names: dict[str, str]) -> RevisionFacts:
    return RevisionFacts(
        id=row.id,
        seen=row.version,
        policy_id=row.policy_id,
        number=row.number,
        label=label(row),
        edition=row.edition,
        kind=RevisionKind(row.kind),
        state=State(row.state),
        change_summary=row.change_summary,
        drafted_by=names.get(row.drafted_by, ""),
        drafted_at=moment(row.drafted_at),
        settled_by=names.get(row.settled_by or "", ""),
        settled_at=moment(row.settled_at) if row.settled_at else None,
        approved_on=day(row.approved_on),
        in_force_from=day(row.in_force_from),
        pages=row.original_pages or 0,
        has_original=row.original_id is not None,
    )


def label(row: Any) -> str:
    """What a revision is called: by its number, as found, or as a draft of its day."""
    said = words("labels")
    if row.kind == RevisionKind.FOUND.value:
        return said["found"].format(edition=row.edition or said["no_edition"])
    if row.kind == RevisionKind.RETIREMENT.value:
        return said["retirement"]
    if row.number is not None:
        return said["revision"].format(number=row.number)
    return said["draft"].format(day=day_words(local_day(row.drafted_at)))


def revision_facts(session: Session, revision_id: str) -> RevisionFacts:
    """One revision without its words."""
    found = revisions_where(session, Revision.id == revision_id)
    if not found:
        raise NotFound("revision", revision_id)
    return found[0]


def list_policies(session: Session, actor: Actor, find: str = "", order: str = "title") -> tuple[PolicyRow, ...]:
    """Every policy by title, or by review with the latest first; `find` is any part of the title, accents folded."""
    allow(session, actor, Action.READ)
    query = select(Policy).order_by(Policy.folded)
    if find.strip():
        query = query.where(Policy.folded.contains(fold(find), autoescape=True))
    policies = sorted(session.scalars(query), key=lambda p: p.retired_on is not None)
    shown = OPEN | {State.IN_FORCE, State.RETIRED}
    by_policy: dict[str, list[RevisionFacts]] = {}
    for revision in revisions_where(session, Revision.state.in_([s.value for s in shown])):
        by_policy.setdefault(revision.policy_id, []).append(revision)
    rows = [policy_row(p, by_policy.get(p.id, []), today(session)) for p in policies]
    if order == "review":
        rows.sort(key=lambda r: (r.review.due or date.max, r.title))
    return tuple(rows)


def policy_row(policy: Policy, revisions: list[RevisionFacts], on: date) -> PolicyRow:
    """One policy with the revision in force and the newest one under way."""
    current = next((r for r in revisions if r.state in (State.IN_FORCE, State.RETIRED)), None)
    under_way = [r for r in revisions if r.state in UNDER_WAY] or [r for r in revisions if r.state is State.DRAFT]
    retired = policy.retired_on is not None
    due = None if retired else day(policy.review_due)
    return PolicyRow(
        id=policy.id,
        seen=policy.version,
        reference=policy.reference,
        title=policy.title,
        current=current,
        open=under_way[-1] if under_way else None,
        review=review(due, bool(policy.review_never_set), policy.cycle_months, on, policy.review_reason),
        retired=retired,
    )


def search_wording(session: Session, actor: Actor, words_typed: str) -> tuple[Hit, ...]:
    """Policies in force in which the words stand, best first."""
    allow(session, actor, Action.READ)
    found = search(session, words_typed)
    query = select(Policy.id, Policy.title, Revision.id).join(Revision, Revision.policy_id == Policy.id)
    query = query.where(Policy.id.in_([id_ for id_, _ in found]), Revision.state == State.IN_FORCE.value)
    about = {policy_id: (title, revision_id) for policy_id, title, revision_id in session.execute(query)}
    return tuple(Hit(id_, about[id_][1], about[id_][0], snippet) for id_, snippet in found if id_ in about)


def compare_revisions(session: Session, actor: Actor, before_id: str, after_id: str) -> tuple[Change, ...]:
    """What changed from one revision to another, block by block and word by word."""
    allow(session, actor, Action.READ)
    before, after = fetch(session, Revision, before_id), fetch(session, Revision, after_id)
    return compare(from_canonical(before.text), from_canonical(after.text))


@dataclass(frozen=True, slots=True)
class Compared:
    """Two revisions compared: every block, and what changed as sentences."""

    before_id: str
    changes: tuple[Change, ...]
    sentences: tuple[str, ...]


def compare_in_words(session: Session, actor: Actor, before_id: str, after_id: str) -> Compared:
    """What changed from one revision to another, with a sentence for each change."""
    changes = compare_revisions(session, actor, before_id, after_id)
    return Compared(before_id, changes, change_sentences(changes))
