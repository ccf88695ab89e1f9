"""Running an approved site: live, suspended, closed, who runs it, where it is, its yearly confirmation."""

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.site_answers import from_json
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.site_rules import judge
from ewloe_desktop.domain.sites import (
    LEAST,
    Accounts,
    Content,
    Followers,
    Role,
    SiteState,
    next_check,
    require_live,
    require_site,
)
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.placements import ask_takedowns
from ewloe_desktop.services.site_approving import add_site_turn, set_runners
from ewloe_desktop.services.site_around import around, people_as_of_today
from ewloe_desktop.services.site_form import show_form
from ewloe_desktop.services.site_reading import form_of, round_of
from ewloe_desktop.services.sites import Point, SiteFacts, counts, runners_of, show_site
from ewloe_desktop.services.standing import allow, day, fetch, stamp, today
from ewloe_desktop.storage.acts import Act, declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.photos import PhotoUse, Placement, PlacementPerson
from ewloe_desktop.storage.sites import Site, SiteCheck, SiteRequest

LONGEST_ADDRESS, LONGEST_TEXT = 300, 2_000
POINT_ANSWERS = ("yes", "no", "not_applicable")
IN_USE = (SiteState.APPROVED, SiteState.LIVE, SiteState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class CloseAnswer:
    """Why a site closes, and what becomes of what stands on it, of its accounts and of those who follow it."""

    on: date
    reason: str
    content: Content
    accounts: Accounts
    followers: Followers


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """A yearly confirmation: who looked, on which day, what they found at each point."""

    on: date
    person_id: str
    points: tuple[Point, ...]
    remark: str = ""


def go_live(session: Session, actor: Actor, site_id: str, seen: int, on: date, address: str) -> SiteFacts:
    """An approved site goes live; from now on pictures can be put to it as a use of its own."""
    site = _site(session, actor, site_id, seen, SiteState.APPROVED)
    _require_runnable(session, site, on)
    site.address = _checked_address(address)
    site.state, site.live_on = SiteState.LIVE.value, on.isoformat()
    site.next_check = next_check(on, day(site.review_on) or day(site.closes_on)).isoformat()
    site.use_id = _new_use(session, site)
    act = _declare(session, "site_live", site, on)
    add_site_turn(session, actor, site, "live", on, act)
    session.flush()
    return show_site(session, actor, site.id)


def _site(session: Session, actor: Actor, site_id: str, seen: int, *wanted: SiteState) -> Site:
    allow(session, actor, Action.RUN_SITES)
    site = fetch(session, Site, site_id, seen)
    require_site(SiteState(site.state), *wanted)
    return site


def _require_runnable(session: Session, site: Site, on: date) -> None:
    """Two of each role in post, between the approval and the day it closes, still nobody too young for the host."""
    own = site.kind == RequestKind.CREATE.value
    have = counts(runners_of(session, {site.id}).get(site.id, ())) if own else dict.fromkeys(Role, LEAST)
    require_live(SiteState(site.state), on, date.fromisoformat(site.approved_on), today(session), have)
    closes = day(site.closes_on)
    if closes is not None and on >= closes:
        raise RuleBroken("closes_before_live", facts={"go_live": on, "day": closes})
    request = fetch(session, SiteRequest, site.request_id)
    sent = round_of(session, request.id, request.round)
    answers = from_json(sent.answers)
    verdict = judge(form_of(session, sent), RequestKind(site.kind), answers, around(session, answers, request.state))
    for block in verdict.blocks:
        if block.rule in ("below_minimum_age", "minimum_age_unknown"):
            raise RuleBroken(block.rule, facts=dict(block.facts))


def _checked_address(address: str) -> str:
    kept = clean(address)
    if not kept:
        raise FieldsRefused((FieldProblem("address", "missing"),))
    if len(kept) > LONGEST_ADDRESS:
        raise FieldsRefused((FieldProblem("address", "too_long", {"most": LONGEST_ADDRESS}),))
    return kept


def _new_use(session: Session, site: Site) -> str:
    """The site as a use of pictures: seen outside the school, on a screen."""
    last = session.scalar(select(func.max(PhotoUse.position))) or 0
    use = PhotoUse(
        id=new_id(), code=f"site-{site.number}", name=site.name, published=1, medium="screen", position=last + 1
    )
    session.add(use)
    session.flush()
    return str(use.id)


def _declare(session: Session, kind: str, site: Site, on: date, **more: object) -> Act:
    facts: dict[str, object] = {"site": site.id, "number": site.number, "title": site.name, "on": on.isoformat()}
    return declare(session, kind, facts | more, subject=site.id)  # the kinds are worded under [acts]


def suspend_site(session: Session, actor: Actor, site_id: str, seen: int, on: date, reason: str) -> SiteFacts:
    """Takes a live site off for a while, with the reason."""
    site = _site(session, actor, site_id, seen, SiteState.LIVE)
    told = _checked_reason(reason)
    _require_day(session, on, day(site.live_on))
    site.state = SiteState.SUSPENDED.value
    _end_use(session, site, on)  # no picture is put to it meanwhile
    act = _declare(session, "site_suspended", site, on, reason=told)
    add_site_turn(session, actor, site, "suspended", on, act, reason=told)
    session.flush()
    return show_site(session, actor, site.id)


def resume_site(session: Session, actor: Actor, site_id: str, seen: int, on: date, reason: str = "") -> SiteFacts:
    """Brings a suspended site back, if it could go live; why it can is said if anybody wants to."""
    site = _site(session, actor, site_id, seen, SiteState.SUSPENDED)
    _require_runnable(session, site, on)
    site.state = SiteState.LIVE.value
    _end_use(session, site, None)
    told = clean_lines(reason)[:LONGEST_TEXT]
    act = _declare(session, "site_resumed", site, on, reason=told)
    add_site_turn(session, actor, site, "resumed", on, act, reason=told)
    session.flush()
    return show_site(session, actor, site.id)


def close_site(session: Session, actor: Actor, site_id: str, seen: int, answer: CloseAnswer) -> SiteFacts:
    """Closes a site for good: no picture is put to it any more, and what is to come off it is listed to take down."""
    site = _site(session, actor, site_id, seen, *IN_USE)
    told = _checked_reason(answer.reason)
    _require_day(session, answer.on, day(site.live_on) or date.fromisoformat(site.approved_on))
    content, accounts = Content(answer.content), Accounts(answer.accounts)
    followers = Followers(answer.followers)
    site.state, site.next_check = SiteState.CLOSED.value, None
    _end_use(session, site, answer.on)
    if site.use_id and content is Content.REMOVED:
        _take_down(session, site.use_id)
    after = {"content": content.value, "accounts": accounts.value, "followers": followers.value}
    act = _declare(session, "site_closed", site, answer.on, reason=told, **after)
    add_site_turn(session, actor, site, "closed", answer.on, act, reason=told, **after)
    session.flush()
    return show_site(session, actor, site.id)


def _end_use(session: Session, site: Site, on: date | None) -> None:
    """Ends the site as a use of pictures, or lets it count again."""
    if site.use_id:
        fetch(session, PhotoUse, site.use_id).ended_on = on.isoformat() if on else None


def _take_down(session: Session, use_id: str) -> None:
    query = select(PlacementPerson.person_id).join(Placement, Placement.id == PlacementPerson.placement_id)
    pictured = query.where(Placement.use_id == use_id, Placement.ended_on.is_(None)).distinct()
    for person_id in session.scalars(pictured).all():
        ask_takedowns(session, person_id, "closed", use_id=use_id)


def _checked_reason(reason: str) -> str:
    told = clean_lines(reason)
    if not told:
        raise FieldsRefused((FieldProblem("reason", "missing"),))
    if len(told) > LONGEST_TEXT:
        raise FieldsRefused((FieldProblem("reason", "too_long", {"most": LONGEST_TEXT}),))
    return told


def _require_day(session: Session, on: date, first: date | None) -> None:
    if on > today(session):
        raise RuleBroken("date_in_future", facts={"date": on, "today": today(session)})
    if first is not None and on < first:
        raise FieldsRefused((FieldProblem("on", "before_since", {"since": first}),))


def change_runners(
    session: Session,
    actor: Actor,
    site_id: str,
    seen: int,
    administrators: tuple[str, ...],
    moderators: tuple[str, ...],
    on: date,
) -> SiteFacts:
    """Records who runs a site from a day: two different people in post for each role, as when it was approved."""
    site = _site(session, actor, site_id, seen, *IN_USE)
    if site.kind != RequestKind.CREATE.value:
        raise RuleBroken("site_of_others")
    _require_day(session, on, date.fromisoformat(site.approved_on))
    wanted = {Role.ADMINISTRATOR: administrators, Role.MODERATOR: moderators}
    known = people_as_of_today(session, {id_ for ids in wanted.values() for id_ in ids})
    for role, ids in wanted.items():
        for id_ in ids:
            if id_ not in known or not known[id_].in_post:
                raise RuleBroken("site_not_in_post", facts={"name": known[id_].name if id_ in known else ""})
        if len(set(ids)) < LEAST:
            rule = "two_administrators" if role is Role.ADMINISTRATOR else "two_moderators"
            raise RuleBroken(rule, facts={"have": len(set(ids))})
    changed = [set_runners(session, site, role, ids, on) for role, ids in wanted.items()]
    if not any(changed):
        raise RuleBroken("runners_unchanged")
    act = _declare(session, "site_runners_changed", site, on)
    add_site_turn(session, actor, site, "runners", on, act)
    _touch(site)
    session.flush()
    return show_site(session, actor, site.id)


def _touch(site: Site) -> None:
    """Counts a change beside the site as one of the site, so that a stale page is refused."""
    from sqlalchemy.orm.attributes import flag_modified

    flag_modified(site, "state")


def change_address(
    session: Session, actor: Actor, site_id: str, seen: int, address: str, on: date | None = None
) -> SiteFacts:
    """Records a site's address, from a day (today, when None)."""
    site = _site(session, actor, site_id, seen, *IN_USE)
    kept, on = _checked_address(address), on or today(session)
    _require_day(session, on, date.fromisoformat(site.approved_on))
    if kept == site.address:
        raise FieldsRefused((FieldProblem("address", "same_as_old"),))
    site.address = kept
    act = _declare(session, "site_address_changed", site, on)
    add_site_turn(session, actor, site, "address", on, act, reason=kept)
    session.flush()
    return show_site(session, actor, site.id)


def confirm_site(session: Session, actor: Actor, site_id: str, seen: int, answer: CheckAnswer) -> SiteFacts:
    """Records a yearly confirmation, point by point; the next one is due in a year, or on the review day."""
    site = _site(session, actor, site_id, seen, SiteState.LIVE, SiteState.SUSPENDED)
    _require_day(session, answer.on, max(filter(None, (day(site.live_on), day(site.last_check)))))
    looked = people_as_of_today(session, {answer.person_id}).get(answer.person_id)
    if looked is None or not looked.in_post:
        raise RuleBroken("site_not_in_post", facts={"name": looked.name if looked else ""})
    points = _checked_points(session, actor, answer.points)
    sound = all(point.answer != "no" for point in points)
    site.last_check = answer.on.isoformat()
    site.next_check = next_check(answer.on, day(site.review_on) or day(site.closes_on)).isoformat()
    act = _declare(session, "site_confirmed", site, answer.on, sound=int(sound))
    session.add(
        SiteCheck(
            site_id=site.id,
            on_day=answer.on.isoformat(),
            person_id=looked.person_id,
            points=json.dumps([[p.words, p.answer, p.remark] for p in points], ensure_ascii=False),
            sound=int(sound),
            remark=clean_lines(answer.remark),
            recorded_by=actor.person_id,
            recorded_at=stamp(act.at),
            act=act.seq,
        )
    )
    session.flush()
    return show_site(session, actor, site.id)


def _checked_points(session: Session, actor: Actor, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Every point that the form in use asks about, answered; what is not as it should be says what is wrong."""
    told = {clean(p.words): Point(clean(p.words), p.answer, clean_lines(p.remark)) for p in points}
    asked = [words for _, words in show_form(session, actor).form.checks]
    if any(words not in told or told[words].answer not in POINT_ANSWERS for words in asked):
        raise FieldsRefused((FieldProblem("points", "missing"),))
    if any(point.answer == "no" and not point.remark for point in told.values()):
        raise FieldsRefused((FieldProblem("points", "remark"),))
    return tuple(told.values())
