"""What needs this person: to sign, due, overdue, returned."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import GOVERNING, MAY, Action, Actor, Office
from ewloe_desktop.domain.policies import PolicyRow, RevisionFacts, State
from ewloe_desktop.domain.reviews import DUE_SOON_DAYS
from ewloe_desktop.services.acting import ACTING, acting_terms
from ewloe_desktop.services.copy_due import copies_state, copy_items
from ewloe_desktop.services.key_due import URGENT, for_others, key_items, signs_nothing
from ewloe_desktop.services.paper_due import filed_sides, paper_items, unless_filed
from ewloe_desktop.services.photo_matrix import count_photos
from ewloe_desktop.services.policies import list_policies
from ewloe_desktop.services.reading_due import reading_items
from ewloe_desktop.services.site_due import site_items
from ewloe_desktop.services.standing import allow, term_of, today
from ewloe_desktop.services.today_items import Today, TodayItem
from ewloe_desktop.storage.approvals import Decision
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import OfficeTerm, Person, School
from ewloe_desktop.storage.policies import Revision

__all__ = ["Today", "TodayItem", "what_needs"]

TERM_ENDING_DAYS = 60
ACTING_ENDING_DAYS = 14  # somebody stands in for weeks, not for years
DUE_ITSELF_DAYS = 30  # a test of a copy that is due later is only coming


def what_needs(session: Session, actor: Actor) -> Today:
    """What the person signed in should do, what is coming, and what waits for somebody else."""
    offices = allow(session, actor, Action.READ)
    rows = [row for row in list_policies(session, actor, order="review") if not row.retired]
    for_you: list[TodayItem] = []
    waiting: list[TodayItem] = []
    drafts = _drafts(session, rows)
    filed = filed_sides(session)
    for row in rows:
        _sort(unless_filed(_open_items(drafts, actor, offices, row), filed), for_you, waiting)
    owners = bool(offices & MAY[Action.SETTLE])
    late, coming = _due_items(rows)
    (for_you if owners else waiting).extend(late)
    if owners:
        for_you.extend(_people_items(session, offices))
    if offices & MAY[Action.RECORD_PHOTOS]:
        for_you.extend(_photo_items(session, actor))
    for_you.extend(reading_items(session, actor, offices))
    for found in (key_items, paper_items, site_items):
        _sort(found(session, actor, offices), for_you, waiting)
    for item in copy_items(session, offices):
        (coming if (item.days or 0) > DUE_ITSELF_DAYS else for_you).append(item)
    if signs_nothing(session, actor.person_id):
        kept, moved = for_others(for_you)
        for_you, waiting = list(kept), [*waiting, *moved]
    return Today(
        for_you=tuple(sorted(for_you, key=lambda item: item.kind not in URGENT)),
        coming=tuple(coming),
        waiting=tuple(waiting),
        policies=len(rows),
        acts=session.scalar(select(func.max(Event.seq))) or 0,
        copies=copies_state(session, offices),
        **_known(session),
    )


def _sort(items: Iterable[TodayItem], for_you: list[TodayItem], waiting: list[TodayItem]) -> None:
    """What waits for others stands apart."""
    for item in items:
        (waiting if item.kind.startswith("waiting") or item.kind == "site_waiting" else for_you).append(item)


def _known(session: Session) -> dict[str, Any]:
    """What whoever holds the register knows of its last check and copy."""
    known = session.info.get("known", {})
    told = {name: known[name] for name in ("checked_at", "copied_at", "check_found") if name in known}
    return {**told, "copies_here": session.info["register"].kind == "file"}


@dataclass(frozen=True, slots=True)
class _Draft:
    """Who began and who settled a draft, and what its last decision was."""

    drafted_by: str
    settled_by: str | None
    outcome: str = ""
    person_name: str = ""
    reason: str = ""


def _drafts(session: Session, rows: list[PolicyRow]) -> dict[str, _Draft]:
    """Every open draft by its id, asked for together."""
    ids = [row.open.id for row in rows if row.open is not None and row.open.state is State.DRAFT]
    if not ids:
        return {}
    people = select(Revision.id, Revision.drafted_by, Revision.settled_by).where(Revision.id.in_(ids))
    found = {id_: _Draft(drafted, settled) for id_, drafted, settled in session.execute(people)}
    decided = select(Decision.revision_id, Decision.outcome, Decision.person_name, Decision.reason)
    for id_, *last in session.execute(decided.where(Decision.revision_id.in_(ids)).order_by(Decision.act)):
        found[id_] = _Draft(found[id_].drafted_by, found[id_].settled_by, *last)
    return found


def _open_items(
    drafts: dict[str, _Draft], actor: Actor, offices: frozenset[Office], row: PolicyRow
) -> Iterator[TodayItem]:
    revision = row.open
    if revision is None:
        return
    if revision.state is State.WITH_HEAD:
        yield _item("sign_head" if Office.HEAD in offices else "waiting_head", row, revision)
    elif revision.state is State.WITH_GOVERNORS:
        yield _item("sign_governors" if offices & GOVERNING else "waiting_governors", row, revision)
    else:
        yield from _draft_items(drafts[revision.id], actor, offices, row, revision)


def _item(kind: str, row: PolicyRow, revision: RevisionFacts, who: str = "", reason: str = "") -> TodayItem:
    return TodayItem(kind, row.title, row.id, revision.id, row.review.due, row.review.days_left, who, reason)


def _draft_items(
    draft: _Draft, actor: Actor, offices: frozenset[Office], row: PolicyRow, revision: RevisionFacts
) -> Iterator[TodayItem]:
    if draft.outcome == "returned":
        if actor.person_id in (draft.settled_by, draft.drafted_by):
            yield _item("returned", row, revision, draft.person_name, draft.reason)
        else:
            yield _item("waiting_returned", row, revision, revision.settled_by, draft.reason)
    elif draft.drafted_by == actor.person_id or offices & MAY[Action.SETTLE]:
        yield _item("draft", row, revision, revision.drafted_by)


def _due_items(rows: list[PolicyRow]) -> tuple[list[TodayItem], list[TodayItem]]:
    late, coming = [], []
    for row in rows:
        left = row.review.days_left
        if left is None or row.current is None:
            continue
        told = ("overdue", "never_set" if row.review.never_set else "") if left < 0 else ("due", "")
        item = TodayItem(told[0], row.title, row.id, row.current.id, row.review.due, left, "", told[1])
        if left < 0:
            late.append(item)
        elif left <= DUE_SOON_DAYS:
            coming.append(item)
    return late, coming


def _people_items(session: Session, offices: frozenset[Office]) -> Iterator[TodayItem]:
    on_file = session.info["register"].kind == "file"  # a server has no recovery sheet
    if on_file and Office.HEAD in offices and not session.scalar(select(School.recovery_checked_at)):
        yield TodayItem("recovery_unchecked", "")
    holders = _holders(session)
    if Office.CHAIR.value not in {office for office, _, _ in holders}:
        yield TodayItem("no_chair", "")
    for office, name, until in holders:
        left = (until - today(session)).days if until else None
        if left is not None and left <= (ACTING_ENDING_DAYS if office == ACTING else TERM_ENDING_DAYS):
            yield TodayItem("term_ending", name, due=until, days=left, who=name, reason=office)


def _photo_items(session: Session, actor: Actor) -> Iterator[TodayItem]:
    """What is to be done about pictures, each with how many it is about."""
    counts = count_photos(session, actor)
    for kind, number in (
        ("takedowns_due", counts.takedowns),
        ("leavers_pictured", counts.leavers_pictured),
        ("photos_lapsing", counts.lapsing),
        ("photos_not_asked", counts.not_asked),
    ):
        if number:
            yield TodayItem(kind, "", reason=str(number))


def _holders(session: Session) -> list[tuple[str, str, date | None]]:
    """Who holds an office today, by its name, and until when."""
    on = today(session)
    query = select(OfficeTerm, Person.name).join(Person, Person.id == OfficeTerm.person_id).order_by(Person.folded)
    here = or_(Person.left_on.is_(None), Person.left_on > on.isoformat())
    acting, rows = acting_terms(session), session.execute(query.where(here))
    terms = [(term_of(row), ACTING if row.id in acting else row.office, name) for row, name in rows]
    return [(office, name, term.until) for term, office, name in terms if term.holds(on)]
