"""The register of official sites: who runs each, where it stands, what is due."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import MAY, Action, Actor
from ewloe_desktop.domain.site_answers import Group, from_json, groups
from ewloe_desktop.domain.site_form import RequestKind, SiteForm
from ewloe_desktop.domain.sites import Role, SiteState, below_two, check_soon
from ewloe_desktop.services.site_around import in_post
from ewloe_desktop.services.site_form import look, show_form
from ewloe_desktop.services.site_hosts import HostFacts, host_facts
from ewloe_desktop.services.site_reading import decision_lines
from ewloe_desktop.services.site_request_facts import DecisionLine
from ewloe_desktop.services.standing import allow, day, fetch, held, moment, names_of, today
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoUse, Placement
from ewloe_desktop.storage.search import fold
from ewloe_desktop.storage.sites import Site, SiteCheck, SiteHost, SitePerson, SiteTurn

SOON_DAYS = 30
MAY_DO: Mapping[SiteState, frozenset[str]] = {
    SiteState.APPROVED: frozenset({"go_live", "runners", "address", "close"}),
    SiteState.LIVE: frozenset({"suspend", "runners", "address", "confirm", "close"}),
    SiteState.SUSPENDED: frozenset({"resume", "runners", "address", "confirm", "close"}),
    SiteState.CLOSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site as the register shows it.

    alarm: "", two_administrators, two_moderators (below two in post), check_late, closing_due, review_due, check_due.
    """

    id: str
    seen: int
    number: int
    name: str
    address: str
    host: str  # "" for the school's own
    kind: RequestKind
    state: SiteState
    administrators: tuple[str, ...]  # names in post
    moderators: tuple[str, ...]
    live_on: date | None
    last_check: date | None
    next_check: date | None
    alarm: str
    request_id: str
    closes_on: date | None = None
    review_on: date | None = None
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class Runner:
    """Somebody who runs or ran a site."""

    id: str
    person_id: str
    name: str
    role: Role
    since: date
    until: date | None
    in_post: bool


@dataclass(frozen=True, slots=True)
class TurnLine:
    """Something that happened to a site."""

    what: str  # approved, live, suspended, resumed, closed, runners, address
    on: date
    reason: str
    content: str
    accounts: str
    followers: str
    recorded_by: str
    recorded_at: datetime
    act: int


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a yearly confirmation: its words, "yes", "no" or "not_applicable", and a remark."""

    words: str
    answer: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A yearly confirmation as it was made; `sound` when nothing needs doing."""

    on: date
    person: str
    points: tuple[Point, ...]
    sound: bool
    remark: str
    act: int


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """One site's page."""

    row: SiteRow
    purpose: str
    audience: tuple[Group, ...]
    host: HostFacts | None
    conditions: str
    approved_on: date
    approvals: tuple[DecisionLine, ...]
    runners: tuple[Runner, ...]
    turns: tuple[TurnLine, ...]
    checks: tuple[CheckLine, ...]
    closes_on: date | None
    review_on: date | None
    use_id: str
    may: frozenset[str]  # go_live suspend resume close runners address confirm
    use_name: str
    placements: int  # pictures that stand on it
    form: SiteForm  # its checks are the points of a yearly confirmation


def list_sites(session: Session, actor: Actor, find: str = "", *, closed: bool = False) -> tuple[SiteRow, ...]:
    """The register by name; closed sites only when asked for, and last."""
    allow(session, actor, Action.READ)
    query = select(Site)
    if not closed:
        query = query.where(Site.state != SiteState.CLOSED.value)
    found = sorted(session.scalars(query), key=lambda s: (s.state == SiteState.CLOSED.value, fold(s.name), s.number))
    rows = site_rows(session, found)
    return tuple(row for row in rows if fold(find) in fold(f"{row.name} {row.address} {row.host}"))


def site_rows(session: Session, found: list[Site]) -> tuple[SiteRow, ...]:
    """Sites as rows, in the same order."""
    hosts = {host.id: host.name for host in session.execute(select(SiteHost.id, SiteHost.name))} if found else {}
    running = runners_of(session, {site.id for site in found})
    return tuple(_row(session, site, hosts, running.get(site.id, ())) for site in found)


def _row(session: Session, site: Site, hosts: Mapping[str, str], running: tuple[Runner, ...]) -> SiteRow:
    return SiteRow(
        id=site.id,
        seen=site.version,
        number=site.number,
        name=site.name,
        address=site.address,
        host=hosts.get(site.host_id or "", ""),
        kind=RequestKind(site.kind),
        state=SiteState(site.state),
        administrators=tuple(r.name for r in running if r.in_post and r.role is Role.ADMINISTRATOR),
        moderators=tuple(r.name for r in running if r.in_post and r.role is Role.MODERATOR),
        live_on=day(site.live_on),
        last_check=day(site.last_check),
        next_check=day(site.next_check),
        alarm=_alarm(site, running, today(session)),
        request_id=site.request_id,
        closes_on=day(site.closes_on),
        review_on=day(site.review_on),
        approved_on=day(site.approved_on),
    )


def runners_of(session: Session, site_ids: set[str]) -> Mapping[str, tuple[Runner, ...]]:
    """Everybody who runs or ran each site, by name; in post only while they work here and were not taken off."""
    query = select(SitePerson, Person).join(Person, Person.id == SitePerson.person_id)
    found: dict[str, list[Runner]] = {}
    for row, person in session.execute(query.where(SitePerson.site_id.in_(site_ids)).order_by(Person.folded)):
        since, until = date.fromisoformat(row.since), day(row.until)
        # Somebody who left and came back runs nothing until named again: their first day is later than the naming.
        stayed = person.since is None or person.since <= row.since
        here = until is None and stayed and in_post(person, today(session))
        runner = Runner(row.id, person.id, person.name, Role(row.role), since, until, here)
        found.setdefault(row.site_id, []).append(runner)
    return {site_id: tuple(rows) for site_id, rows in found.items()}


def counts(running: tuple[Runner, ...]) -> Mapping[Role, int]:
    """How many different people in post hold each role."""
    return {role: len({r.person_id for r in running if r.in_post and r.role is role}) for role in Role}


def _alarm(site: Site, running: tuple[Runner, ...], on: date) -> str:
    if site.state == SiteState.CLOSED.value:
        return ""
    short = below_two(counts(running)) if site.kind == RequestKind.CREATE.value else None
    if short is not None:
        return f"two_{short.value}s"
    if site.live_on is None:
        return ""
    check, closes, review = day(site.next_check), day(site.closes_on), day(site.review_on)
    if check is not None and check < on:
        return "check_late"
    if closes is not None and closes <= on + timedelta(days=SOON_DAYS):
        return "closing_due"
    if review is not None and check == review and check_soon(review, on):
        return "review_due"
    return "check_due" if check is not None and check_soon(check, on) else ""


def show_site(session: Session, actor: Actor, site_id: str) -> SiteFacts:
    """One site with everything that happened to it."""
    look(session, actor, only=Action.READ)
    site = fetch(session, Site, site_id)
    running = runners_of(session, {site.id}).get(site.id, ())
    use = session.get(PhotoUse, site.use_id) if site.use_id else None
    mine = held(session, actor.person_id) & MAY[Action.RUN_SITES]
    decisions = decision_lines(session, site.request_id)
    return SiteFacts(
        row=site_rows(session, [site])[0],
        purpose=site.purpose,
        audience=groups(from_json(site.audience).get("audience", ())),
        host=host_facts(session, site.host_id or ""),
        conditions=site.conditions,
        approved_on=date.fromisoformat(site.approved_on),
        approvals=tuple(d for d in decisions if not d.lapsed),
        runners=running,
        turns=_turns(session, site.id),
        checks=_checks(session, site.id),
        closes_on=day(site.closes_on),
        review_on=day(site.review_on),
        use_id=site.use_id or "",
        may=MAY_DO[SiteState(site.state)] if mine else frozenset(),
        use_name=use.name if use else "",
        placements=standing_placements(session, site.use_id),
        form=show_form(session, actor).form,
    )


def standing_placements(session: Session, use_id: str | None) -> int:
    """How many pictures stand on a site."""
    query = select(func.count()).select_from(Placement)
    query = query.where(Placement.use_id == (use_id or ""), Placement.ended_on.is_(None))
    return session.scalar(query) or 0


def _turns(session: Session, site_id: str) -> tuple[TurnLine, ...]:
    rows = list(session.scalars(select(SiteTurn).where(SiteTurn.site_id == site_id).order_by(SiteTurn.act)))
    names = names_of(session, {row.recorded_by for row in rows})
    return tuple(
        TurnLine(
            what=row.what,
            on=date.fromisoformat(row.on_day),
            reason=row.reason,
            content=row.content,
            accounts=row.accounts,
            followers=row.followers,
            recorded_by=names.get(row.recorded_by, ""),
            recorded_at=moment(row.recorded_at),
            act=row.act,
        )
        for row in rows
    )


def _checks(session: Session, site_id: str) -> tuple[CheckLine, ...]:
    rows = list(session.scalars(select(SiteCheck).where(SiteCheck.site_id == site_id).order_by(SiteCheck.act.desc())))
    names = names_of(session, {row.person_id for row in rows})
    return tuple(
        CheckLine(
            on=date.fromisoformat(row.on_day),
            person=names.get(row.person_id, ""),
            points=tuple(Point(*point) for point in json.loads(row.points)),
            sound=bool(row.sound),
            remark=row.remark,
            act=row.act,
        )
        for row in rows
    )
