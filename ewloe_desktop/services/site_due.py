"""What official sites and requests for them need of the person signed in today."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import BY_SHEET, MAY, Action, Actor, Office
from ewloe_desktop.domain.site_answers import as_day, from_json
from ewloe_desktop.domain.sites import OPEN, WAITING, Outcome, RequestState, Signed, SiteState, Step
from ewloe_desktop.services.people import current_key
from ewloe_desktop.services.site_around import people_as_of_today
from ewloe_desktop.services.site_reading import request_rows, rule_against
from ewloe_desktop.services.site_request_facts import RequestRow
from ewloe_desktop.services.sites import SiteRow, site_rows
from ewloe_desktop.services.standing import local_day, today
from ewloe_desktop.services.today_items import TodayItem
from ewloe_desktop.storage.sites import Site, SiteDecision, SiteRequest, SiteRound

TOLD_DAYS = 30  # how long a refusal stays on the requester's first page
KINDS = {Step.LINE_MANAGER: "site_endorse", Step.SECOND: "site_second", Step.HEAD: "site_decide"}
STEP_OF = {state: step for step, state in WAITING.items()}


def site_items(session: Session, actor: Actor, offices: frozenset[Office]) -> tuple[TodayItem, ...]:
    """Requests to sign, one's own that wait or came back, and what the register of sites is due."""
    items = list(_request_items(session, actor))
    if offices & MAY[Action.RUN_SITES]:
        items.extend(_sites_items(session))
    return tuple(items)


def _request_items(session: Session, actor: Actor) -> Iterator[TodayItem]:
    mine = SiteRequest.author_id == actor.person_id
    # Whoever typed in somebody's paper form is told what came back, for that person may have no key to sign in with.
    typed_in = SiteRound.sent_by == actor.person_id
    ended = [RequestState.RETURNED.value, RequestState.REFUSED.value]
    query = select(SiteRequest, SiteRound).join(SiteRound, SiteRound.request_id == SiteRequest.id)
    query = query.where(SiteRound.number == SiteRequest.round).order_by(SiteRequest.number)
    wanted = or_(SiteRequest.state.in_([s.value for s in OPEN]), (mine | typed_in) & SiteRequest.state.in_(ended))
    found = [(request, sent) for request, sent in session.execute(query.where(wanted))]
    if not found or actor.person_id == BY_SHEET:
        return
    mine_to_take = _mine_to_take(session, actor, [request for request, _ in found])
    last = _last_decisions(session, [request.id for request, _ in found])
    copies = select(SiteRequest.copied_from, SiteRequest.author_id)
    copied = {(of, by) for of, by in session.execute(copies.where(SiteRequest.copied_from.is_not(None)))}
    for row in request_rows(session, found):
        if row.id in mine_to_take:
            yield _item(mine_to_take[row.id], row)
        elif row.state in OPEN:
            if row.author_id == actor.person_id:
                yield _item("site_waiting", row, row.waiting_for)
        elif row.id in last:
            yield from _came_back(session, row, last[row.id], opened_again=(row.id, row.author_id) in copied)


def _came_back(session: Session, row: RequestRow, last: SiteDecision, *, opened_again: bool) -> Iterator[TodayItem]:
    if row.state is RequestState.RETURNED:
        yield _item("site_returned", row, last.person_name, last.reason)
    elif not opened_again and local_day(last.recorded_at) + timedelta(days=TOLD_DAYS) >= today(session):
        yield _item("site_refused", row, last.person_name, last.reason)


def _item(kind: str, row: RequestRow, who: str = "", reason: str = "") -> TodayItem:
    who = who or row.author
    return TodayItem(kind, row.title, who=who, reason=reason, site_id=row.site_id, request_id=row.id)


def _mine_to_take(session: Session, actor: Actor, requests: Sequence[SiteRequest]) -> Mapping[str, str]:
    """The requests that wait for this very person, each with the kind of item."""
    known = people_as_of_today(session, {actor.person_id, *(request.author_id for request in requests)})
    key, before = current_key(session, actor.person_id), _signed(session, [request.id for request in requests])
    found = {}
    for request in requests:
        step = STEP_OF.get(RequestState(request.state))
        if step is None or actor.person_id not in known:
            continue
        answers, pair = {"line_manager": request.line_manager_id}, (known[actor.person_id], known[request.author_id])
        earlier = tuple(before.get((request.id, request.round), ()))
        if rule_against(request, step, answers, pair, key.id if key else "", earlier) == "":
            found[request.id] = KINDS[step]
    return found


def _signed(session: Session, request_ids: Sequence[str]) -> Mapping[tuple[str, int], list[Signed]]:
    query = select(SiteDecision).where(SiteDecision.request_id.in_(request_ids), SiteDecision.lapsed_by_act.is_(None))
    found: dict[tuple[str, int], list[Signed]] = {}
    for row in session.scalars(query.order_by(SiteDecision.act)):
        signed = Signed(Step(row.step), row.person_id, row.person_name, row.key_id)
        found.setdefault((row.request_id, row.round), []).append(signed)
    return found


def _last_decisions(session: Session, request_ids: Sequence[str]) -> Mapping[str, SiteDecision]:
    """The newest return or refusal of each request."""
    ends = [Outcome.RETURNED.value, Outcome.REFUSED.value]
    query = select(SiteDecision).where(SiteDecision.request_id.in_(request_ids), SiteDecision.outcome.in_(ends))
    return {row.request_id: row for row in session.scalars(query.order_by(SiteDecision.act))}


def _sites_items(session: Session) -> Iterator[TodayItem]:
    on = today(session)
    found = list(session.scalars(select(Site).where(Site.state != SiteState.CLOSED.value).order_by(Site.number)))
    if not found:
        return
    planned = _planned(session, [site.request_id for site in found])
    for row in site_rows(session, found):
        day = planned.get(row.request_id)
        if row.alarm.startswith("two_"):
            yield _site("site_below_two", row, None, on)
        if row.state is SiteState.APPROVED and day is not None and day <= on:
            yield _site("site_go_live", row, day, on)
        if row.closes_on is not None and row.live_on is not None and row.closes_on <= on + timedelta(days=TOLD_DAYS):
            yield _site("site_closing", row, row.closes_on, on)
        if _check_due(row, on):
            yield _site("site_check_due", row, row.next_check, on)


def _check_due(row: SiteRow, on: date) -> bool:
    return row.next_check is not None and row.next_check <= on + timedelta(days=TOLD_DAYS)


def _site(kind: str, row: SiteRow, due: date | None, on: date) -> TodayItem:
    left = (due - on).days if due else None
    return TodayItem(kind, row.name, due=due, days=left, reason=row.alarm, site_id=row.id, request_id=row.request_id)


def _planned(session: Session, request_ids: Sequence[str]) -> Mapping[str, date]:
    """The day each request said its site should go live."""
    query = select(SiteRound.request_id, SiteRound.answers).join(SiteRequest, SiteRequest.id == SiteRound.request_id)
    query = query.where(SiteRound.number == SiteRequest.round, SiteRequest.id.in_(request_ids))
    told = {id_: as_day(from_json(answers).get("go_live", "")) for id_, answers in session.execute(query)}
    return {id_: on for id_, on in told.items() if on is not None}
