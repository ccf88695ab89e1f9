"""What Today says about sheets signed in ink: those that wait for somebody's check, and those that came back."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.papers import PaperState
from ewloe_desktop.domain.people import MAY, Action, Actor, Office
from ewloe_desktop.domain.policies import UNDER_WAY
from ewloe_desktop.services.decisions import standing_head
from ewloe_desktop.services.paper_sheets import superseded
from ewloe_desktop.services.standing import names_of
from ewloe_desktop.services.today_items import TodayItem
from ewloe_desktop.storage.papers import PaperFiling
from ewloe_desktop.storage.policies import Revision


def paper_items(session: Session, actor: Actor, offices: frozenset[Office]) -> tuple[TodayItem, ...]:
    """What waits for whoever may confirm it, and for whoever filed a sheet what waits and what came back."""
    return tuple(_items(session, actor, offices))


def unless_filed(items: Iterable[TodayItem], filed: Collection[tuple[str, str]]) -> Iterator[TodayItem]:
    """What waits to be signed on screen, without a side whose signed sheet is filed and waits for its check."""
    sides = {"sign_head": Body.HEAD.value, "sign_governors": Body.GOVERNORS.value}
    return (item for item in items if (item.revision_id, sides.get(item.kind, "")) not in filed)


def filed_sides(session: Session) -> frozenset[tuple[str, str]]:
    """Each revision and side of which a signed sheet waits for its check, asked for together."""
    rows = (pair for pair in _newest(session) if _waits(pair[0]))
    return frozenset(
        (row.revision_id, row.body) for row, revision in rows if not superseded(session, revision, row.sheet_act)
    )


def _items(session: Session, actor: Actor, offices: frozenset[Office]) -> Iterator[TodayItem]:
    rows = _newest(session)
    first = {row.revision_id for row, _ in rows if _waits(row) and row.body == Body.HEAD.value}
    names = names_of(session, {row.filed_by for row, _ in rows} | {row.answered_by or "" for row, _ in rows})
    for row, revision in rows:
        mine = row.filed_by == actor.person_id
        if row.state == PaperState.REFUSED.value and mine:
            yield _item("paper_refused", row, revision, names.get(row.answered_by or "", ""), row.reason)
        elif _waits(row) and mine:
            yield _item("waiting_paper", row, revision)
        elif _waits(row) and offices & MAY[Action.CONFIRM_PAPER]:
            governors = row.body == Body.GOVERNORS.value
            head = standing_head(session, revision.id) if governors else None
            own = head is not None and head.person_id == actor.person_id
            if not own and (not governors or row.revision_id not in first):  # one side after the other
                kind = "paper_waits_governors" if governors else "paper_waits"
                yield _item(kind, row, revision, names.get(row.filed_by, ""))


def _waits(row: PaperFiling) -> bool:
    return row.state == PaperState.FILED.value


def _newest(session: Session) -> list[tuple[PaperFiling, Revision]]:
    """The newest filing of each side of every revision that still waits for an approval."""
    states = [state.value for state in UNDER_WAY]
    query = select(PaperFiling, Revision).join(Revision, Revision.id == PaperFiling.revision_id)
    query = query.where(Revision.state.in_(states)).order_by(PaperFiling.act)
    newest = {(row.revision_id, row.body): (row, revision) for row, revision in session.execute(query)}
    return [pair for pair in newest.values() if pair[0].state != PaperState.CONFIRMED.value]


def _item(kind: str, row: PaperFiling, revision: Revision, who: str = "", reason: str = "") -> TodayItem:
    return TodayItem(kind, revision.title, revision.policy_id, revision.id, who=who, reason=reason, paper_id=row.id)
