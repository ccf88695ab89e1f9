"""What an approval makes: a site in the register, or new terms for one that is there, and who runs it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Actor
from ewloe_desktop.domain.site_answers import Answers, as_day, people, said, to_json
from ewloe_desktop.domain.sites import Role, SiteState, next_check, require_site
from ewloe_desktop.services.sites import runners_of
from ewloe_desktop.services.standing import day, fetch, stamp
from ewloe_desktop.storage.acts import Act
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoUse
from ewloe_desktop.storage.sites import Site, SiteDecision, SitePerson, SiteRequest, SiteTurn


def keep_site(
    session: Session, actor: Actor, request: SiteRequest, answers: Answers, decision: SiteDecision, act: Act
) -> None:
    """Puts an approved site into the register, or an existing one under its new terms, inside the approving act."""
    site = fetch(session, Site, request.site_id) if request.site_id else _new_site(session, request)
    require_site(SiteState(site.state), SiteState.APPROVED, SiteState.LIVE, SiteState.SUSPENDED)
    site.name = said(answers, "title")
    site.address = said(answers, "address") or site.address or ""
    site.host_id = said(answers, "host") or None
    site.purpose, site.audience = said(answers, "aims"), to_json({"audience": answers.get("audience", ())})
    site.request_id, site.conditions, site.approved_on = request.id, decision.conditions, decision.declared_on
    site.closes_on, site.review_on = _iso(answers, "closes"), _iso(answers, "review")
    if site.live_on:
        last = date.fromisoformat(site.last_check or site.live_on)
        site.next_check = next_check(last, day(site.review_on) or day(site.closes_on)).isoformat()
    if site.use_id:
        fetch(session, PhotoUse, site.use_id).name = site.name
    session.add(site)
    session.flush()
    request.site_id = site.id
    on = date.fromisoformat(decision.declared_on)
    for role, question in ((Role.ADMINISTRATOR, "administrators"), (Role.MODERATOR, "moderators")):
        set_runners(session, site, role, people(answers.get(question, ())), on)
    add_site_turn(session, actor, site, "approved", on, act)


def _new_site(session: Session, request: SiteRequest) -> Site:
    number = (session.scalar(select(func.max(Site.number))) or 0) + 1
    return Site(id=new_id(), number=number, kind=request.kind, state=SiteState.APPROVED.value)


def _iso(answers: Answers, name: str) -> str | None:
    on = as_day(answers.get(name, ""))
    return on.isoformat() if on else None


def set_runners(session: Session, site: Site, role: Role, wanted: Iterable[str], on: date) -> bool:
    """Has these people, and no others, hold a role from a day; whether that changes anything."""
    running = [r for r in runners_of(session, {site.id}).get(site.id, ()) if r.role is role and r.until is None]
    wanted = tuple(dict.fromkeys(wanted))
    staying = {r.person_id for r in running if r.in_post and r.person_id in wanted}
    for runner in running:
        if runner.person_id not in staying:
            fetch(session, SitePerson, runner.id).until = max(on, runner.since).isoformat()
    coming = [id_ for id_ in wanted if id_ not in staying]
    began = dict(session.execute(select(Person.id, Person.since).where(Person.id.in_(coming))).all())
    for id_ in coming:  # nobody runs anything before they started here
        since = max(on.isoformat(), began[id_] or "")
        session.add(SitePerson(site_id=site.id, person_id=id_, role=role.value, since=since))
    session.flush()
    return bool(coming) or len(staying) < len(running)


def add_site_turn(
    session: Session,
    actor: Actor,
    site: Site,
    what: str,
    on: date,
    act: Act,
    *,
    reason: str = "",
    content: str = "",
    accounts: str = "",
    followers: str = "",
) -> None:
    """Keeps what happened to a site, inside the act that is about it."""
    session.add(
        SiteTurn(
            site_id=site.id,
            what=what,
            on_day=on.isoformat(),
            reason=reason,
            content=content,
            accounts=accounts,
            followers=followers,
            recorded_by=actor.person_id,
            recorded_at=stamp(act.at),
            act=act.seq,
        )
    )
