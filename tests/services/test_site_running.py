"""Sites that run: going live, staying with two of each role, being checked, suspended and closed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldsRefused
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.photos import Answer
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import Accounts, Content, Followers, Outcome, Role, SiteState, Step
from ewloe_desktop.services import (
    offices,
    people,
    photo_uses,
    picture_checks,
    placements,
    site_hosts,
    site_running,
    sites,
)
from ewloe_desktop.services.people import NewPerson, show_person
from ewloe_desktop.services.photo_recording import AnswerLine
from ewloe_desktop.services.picture_checks import Question
from ewloe_desktop.services.placements import PlacementAnswer
from ewloe_desktop.services.site_hosts import HostAnswer
from ewloe_desktop.services.site_running import CheckAnswer, CloseAnswer
from ewloe_desktop.services.sites import Point
from tests.services.conftest import on_both
from tests.services.site_school import SiteSchool, at

__all__ = ["at"]

ADDRESS = "https://garden.example"


@on_both
def test_an_approved_site_goes_live_once_and_is_a_use_of_pictures_from_then_on(at: SiteSchool) -> None:
    site, on = at.approved(), at.school.clock.today()
    assert (site.row.state, site.use_id, site.may) == (SiteState.APPROVED, "", sites.MAY_DO[SiteState.APPROVED])
    at.refused("date_in_future", at.run, site_running.go_live, site, on + timedelta(days=1), ADDRESS)
    at.refused("live_before_approval", at.run, site_running.go_live, site, on - timedelta(days=1), ADDRESS)
    at.refused("may_not", at.run, site_running.go_live, site, on, ADDRESS, who="teacher")
    with pytest.raises(FieldsRefused):
        at.run(site_running.go_live, site, on, " ")
    live = at.run(site_running.go_live, site, on, ADDRESS)
    assert (live.row.state, live.row.live_on, live.row.next_check) == (SiteState.LIVE, on, live.review_on)
    uses = {u.id: u for u in at.school.ask("head", photo_uses.list_uses)}
    use = uses[live.use_id]
    assert (use.code, use.name, use.published, use.medium) == ("site-1", live.row.name, True, "screen")
    at.refused("site_state", at.run, site_running.go_live, live, on, ADDRESS)
    with pytest.raises(ChangedMeanwhile):
        at.school.do("office", site_running.suspend_site, live.row.id, site.row.seen, on, "Holidays")


def test_a_site_with_one_administrator_left_neither_goes_live_nor_back(at: SiteSchool) -> None:
    site, on = at.approved(), at.school.clock.today()
    at.leaves("office")
    assert at.site(site.row.id).row.alarm == "two_administrators"
    assert at.refused("two_administrators", at.run, site_running.go_live, site, on, ADDRESS, who="head") == {"have": 1}
    now = at.run(site_running.change_runners, site, ids(at, "teacher", "bm"), ids(at, "teacher", "bm"), on, who="head")
    assert now.row.alarm == ""
    live = at.run(site_running.go_live, site, on, ADDRESS, who="head")
    away = at.run(site_running.suspend_site, live, on, "Somebody posted rubbish.", who="head")
    at.leaves("bm")
    at.refused("two_administrators", at.run, site_running.resume_site, away, on, who="head")


def ids(at: SiteSchool, *who: str) -> tuple[str, ...]:
    """People's ids."""
    return tuple(at.school.people[name] for name in who)


def test_somebody_who_left_and_came_back_runs_nothing_until_named_again(at: SiteSchool) -> None:
    live = at.live()
    at.leaves("office")
    at.school.later(days=3)
    page = at.school.ask("head", show_person, at.school.people["office"])
    at.school.do("head", offices.person_returns, page.row.id, page.row.seen, at.school.clock.today())
    assert at.site(live.row.id).row.administrators == ("Teacher Sampl",)
    named = (ids(at, "teacher", "office"), ids(at, "teacher", "manager"), at.school.clock.today())
    again = at.run(site_running.change_runners, live, *named, who="head")
    assert again.row.administrators == ("Office Sampl", "Teacher Sampl")
    assert [r.name for r in again.runners if r.until is not None] == ["Office Sampl"]


def test_who_runs_it_are_two_different_people_in_post_for_each_role(at: SiteSchool) -> None:
    live, on = at.live(), at.school.clock.today()
    two, twice = ids(at, "teacher", "manager"), ids(at, "head", "head")
    assert at.refused("two_moderators", at.run, site_running.change_runners, live, two, twice, on) == {"have": 1}
    at.leaves("clerk")
    gone = ids(at, "clerk", "head")
    assert at.refused("site_not_in_post", at.run, site_running.change_runners, live, gone, two, on)["name"]
    same = ids(at, "teacher", "office")
    at.refused("runners_unchanged", at.run, site_running.change_runners, live, same, two, on)
    changed = at.run(site_running.change_runners, live, ids(at, "head", "office"), two, on)
    assert changed.row.administrators == ("Head Sampl", "Office Sampl")
    assert changed.turns[-1].what == "runners"


def test_a_host_that_raised_its_age_after_the_approval_keeps_the_site_from_going_live(at: SiteSchool) -> None:
    on = at.school.clock.today()
    host = at.school.do("office", site_hosts.keep_host, HostAnswer("Sampl Blogs", 8, on))
    site = at.approved(hosting="third_party", host=host.id, terms_checked=at.day())
    at.school.do("office", site_hosts.keep_host, HostAnswer("Sampl Blogs", 13, on, host_id=host.id, seen=host.seen))
    at.refused("below_minimum_age", at.run, site_running.go_live, site, on, ADDRESS)


def test_a_site_goes_neither_live_nor_back_once_its_closing_day_is_here(at: SiteSchool) -> None:
    late, live = at.approved(ending="closes", closes=at.day(20)), at.live(ending="closes", closes=at.day(20))
    away = at.run(site_running.suspend_site, live, at.school.clock.today(), "Holidays")
    at.school.later(days=20)
    on = at.school.clock.today()
    facts = at.refused("closes_before_live", at.run, site_running.go_live, late, on, ADDRESS)
    assert facts == {"go_live": on, "day": on}
    at.refused("closes_before_live", at.run, site_running.resume_site, away, on)


def test_somebody_named_from_a_day_before_they_started_counts_from_their_first_day(at: SiteSchool) -> None:
    site, first = at.approved(), at.school.clock.today()
    at.school.later(days=10)
    on = at.school.clock.today()
    starter = at.school.do("head", people.add_person, NewPerson("Newydd Sampl", PersonKind.STAFF, True, on)).row.id
    named = ((at.school.people["teacher"], starter), ids(at, "teacher", "manager"), first)
    now = at.run(site_running.change_runners, site, *named)
    assert (now.row.administrators, now.row.alarm) == (("Newydd Sampl", "Teacher Sampl"), "")
    assert {r.since for r in now.runners if r.person_id == starter} == {on}


def test_a_live_site_is_suspended_with_a_reason_and_brought_back(at: SiteSchool) -> None:
    live, on = at.live(), at.school.clock.today()
    with pytest.raises(FieldsRefused):
        at.run(site_running.suspend_site, live, on, " ")
    away = at.run(site_running.suspend_site, live, on, "An account was taken over.")
    assert (away.row.state, away.turns[-1].reason) == (SiteState.SUSPENDED, "An account was taken over.")
    at.refused("site_state", at.run, site_running.suspend_site, away, on, "Again")
    back = at.run(site_running.resume_site, away, on, "New passwords.")
    assert [turn.what for turn in back.turns] == ["approved", "live", "suspended", "resumed"]


def test_a_yearly_check_answers_every_point_and_sets_the_next(at: SiteSchool) -> None:
    live = at.live(ending="closes", closes=at.day(900))
    at.school.later(days=300)
    on, who = at.school.clock.today(), at.school.people["office"]
    points = tuple(Point(words, "yes") for _, words in live.form.checks)
    for wrong in (points[1:], (Point(points[0].words, "no"), *points[1:])):
        with pytest.raises(FieldsRefused):
            at.run(site_running.confirm_site, live, CheckAnswer(on, who, wrong))
    found = (Point(points[0].words, "no", "It moved."), *points[1:])
    now = at.run(site_running.confirm_site, live, CheckAnswer(on, who, found, "Told the teacher."))
    assert (now.row.last_check, now.row.next_check) == (on, on.replace(year=on.year + 1))
    assert (now.checks[0].sound, now.checks[0].points[0].remark, now.checks[0].person) == (
        False,
        "It moved.",
        "Office Sampl",
    )


@on_both
def test_closing_ends_the_use_and_lists_what_has_to_come_down(at: SiteSchool) -> None:
    live = at.live()
    placed(at, live.use_id)
    assert at.site(live.row.id).placements == 1
    on = at.school.clock.today()
    answer = CloseAnswer(on, "The class moved up.", Content.REMOVED, Accounts.DELETED, Followers.TOLD)
    closed = at.run(site_running.close_site, live, answer)
    assert (closed.row.state, closed.row.next_check, closed.may) == (SiteState.CLOSED, None, frozenset())
    assert (closed.turns[-1].content, closed.turns[-1].accounts) == ("removed", "deleted")
    assert live.use_id not in {u.id for u in at.school.ask("head", photo_uses.list_uses)}
    asked = Question((at.school.people["teacher"],), live.use_id, "Planting", on, children=False, setting=False)
    verdict = at.school.ask("head", picture_checks.check_picture, asked).verdict
    assert (verdict.allowed, verdict.rule) == (False, "use_ended")
    before = replace(asked, on=on - timedelta(days=1))
    assert at.school.ask("head", picture_checks.check_picture, before).verdict.rule == "not_everyone_said_yes"
    todo = at.school.ask("head", placements.list_takedowns)
    assert [(t.person, t.reason) for t in todo] == [("Teacher Sampl", "closed")]
    at.refused("site_state", at.run, site_running.change_address, closed, "https://other.example")
    assert at.school.ask("head", sites.list_sites) == ()
    assert len(at.school.ask("head", sites.list_sites, closed=True)) == 1


def placed(at: SiteSchool, use_id: str) -> Any:
    """A picture of the teacher on the site, with the teacher's yes."""
    from ewloe_desktop.services.photo_recording import record_answers
    from tests.services.test_photos import _answers

    at.school.do("office", record_answers, _answers(at.school, "teacher", AnswerLine(use_id, Answer.YES)))
    who = at.school.people
    answer = PlacementAnswer(use_id, "Planting", ADDRESS, at.school.clock.today(), (who["teacher"],), who["office"])
    return at.school.do("office", placements.add_placement, answer)


def test_the_address_changes_with_a_line_of_its_own(at: SiteSchool) -> None:
    live = at.live()
    with pytest.raises(FieldsRefused):
        at.run(site_running.change_address, live, ADDRESS)
    moved = at.run(site_running.change_address, live, "https://new.example", at.school.clock.today())
    assert (moved.row.address, moved.turns[-1].reason) == ("https://new.example", "https://new.example")


def test_somebody_elses_site_needs_no_administrators_of_ours(at: SiteSchool) -> None:
    request = at.endorse(at.send(kind=RequestKind.TAKE_PART))
    at.sign(request, "head", Step.HEAD, Outcome.APPROVED)
    site, on = at.site(at.show(request).row.site_id), at.school.clock.today()
    live = at.run(site_running.go_live, site, on, "https://cor.example")
    assert (live.row.state, live.row.alarm) == (SiteState.LIVE, "")
    at.refused("site_of_others", at.run, site_running.change_runners, live, (), (), on)


def test_only_people_in_post_count(at: SiteSchool) -> None:
    at.school.add("starter", PersonKind.STAFF, True)
    live = at.live(moderators=ids(at, "teacher", "starter"))
    at.leaves("starter")
    now = at.site(live.row.id)
    assert (now.row.moderators, now.row.alarm) == (("Teacher Sampl",), "two_moderators")
    assert [r.in_post for r in now.runners if r.role is Role.MODERATOR] == [False, True]


def test_no_picture_is_put_to_a_site_while_it_is_suspended(at: SiteSchool) -> None:
    live, on = at.live(), at.school.clock.today()
    off = at.run(site_running.suspend_site, live, on, "Under repair")
    assert live.use_id not in {u.id for u in at.school.ask("head", photo_uses.list_uses)}
    at.run(site_running.resume_site, off, on)
    assert live.use_id in {u.id for u in at.school.ask("head", photo_uses.list_uses)}
