"""What the first page tells about requests and sites, and whom."""

from datetime import timedelta

from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.domain.sites import Outcome, Step
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.today_items import TodayItem
from tests.services.conftest import on_both
from tests.services.site_school import SiteSchool, at

__all__ = ["at"]


def told(at: SiteSchool, who: str) -> list[TodayItem]:
    """What somebody is told about sites."""
    today = at.school.ask(who, what_needs)
    return [item for item in (*today.for_you, *today.waiting) if item.kind.startswith("site_")]


def kinds(at: SiteSchool, who: str) -> list[str]:
    """The kinds of it."""
    return [item.kind for item in told(at, who)]


@on_both
def test_a_request_is_told_to_whoever_it_waits_for_and_to_its_author(at: SiteSchool) -> None:
    request = at.send()
    for who, kind, step in (
        ("manager", "site_endorse", Step.LINE_MANAGER),
        ("bm", "site_second", Step.SECOND),
        ("head", "site_decide", Step.HEAD),
    ):
        (item,) = told(at, who)
        assert (item.kind, item.title, item.who, item.request_id) == (
            kind,
            request.row.title,
            "Teacher Sampl",
            request.row.id,
        )
        (waits,) = told(at, "teacher")
        assert (waits.kind, waits.who) == ("site_waiting", f"{who.title()} Sampl")
        at.sign(request, who, step, Outcome.APPROVED if step is Step.HEAD else Outcome.ENDORSED)
    assert (kinds(at, "teacher"), kinds(at, "clerk"), kinds(at, "manager")) == ([], [], [])


def test_nobody_is_told_of_a_step_they_cannot_take(at: SiteSchool) -> None:
    at.school.grant("manager", Office.BUSINESS_MANAGER)
    at.endorse(at.send())
    assert (kinds(at, "manager"), kinds(at, "bm")) == ([], ["site_second"])


def test_what_came_back_stays_with_its_author_until_it_is_taken_up_or_a_month_is_over(at: SiteSchool) -> None:
    returned, refused = at.send(), at.endorse(at.send(title="Choir"), *list(Step)[:2])
    at.sign(returned, "manager", Step.LINE_MANAGER, Outcome.RETURNED, reason="Who looks after it?")
    at.sign(refused, "head", Step.HEAD, Outcome.REFUSED, reason="There is one already.")
    found = {(i.kind, i.title, i.who, i.reason) for i in told(at, "teacher")}
    assert found == {
        ("site_returned", returned.row.title, "Manager Sampl", "Who looks after it?"),
        ("site_refused", "Choir", "Head Sampl", "There is one already."),
    }
    at.school.later(days=31)
    assert kinds(at, "teacher") == ["site_returned"]


def test_what_came_back_is_told_to_whoever_typed_in_the_paper_form_too(at: SiteSchool) -> None:
    on_paper = at.send("office", author=at.school.people["teacher"], kept_at="Blue folder")
    assert kinds(at, "office") == []
    at.sign(on_paper, "manager", Step.LINE_MANAGER, Outcome.RETURNED, reason="Who looks after it?")
    (told_office,), (told_teacher,) = told(at, "office"), told(at, "teacher")
    assert told_office == told_teacher
    assert (told_office.kind, told_office.reason) == ("site_returned", "Who looks after it?")


def test_a_refused_request_is_told_no_more_once_a_copy_of_it_went_round(at: SiteSchool) -> None:
    refused = at.endorse(at.send(), *list(Step)[:2])
    at.sign(refused, "head", Step.HEAD, Outcome.REFUSED, reason="Not so.")
    at.send(copied_from=refused.row.id)
    assert kinds(at, "teacher") == ["site_waiting"]


@on_both
def test_a_site_below_two_raises_its_alarm_the_day_somebody_leaves(at: SiteSchool) -> None:
    at.school.add("starter", PersonKind.STAFF, True)
    live = at.live(administrators=(at.school.people["teacher"], at.school.people["starter"]))
    assert kinds(at, "office") == []
    at.leaves("starter")
    for who in ("head", "office", "bm"):
        (item,) = told(at, who)
        assert (item.kind, item.site_id, item.reason) == ("site_below_two", live.row.id, "two_administrators")
    assert kinds(at, "teacher") == []


@on_both
def test_days_that_come_are_told_to_those_who_keep_the_register(at: SiteSchool) -> None:
    approved = at.approved(ending="closes", closes=at.day(400))
    assert kinds(at, "office") == []
    at.school.later(days=7)
    (item,) = told(at, "office")
    assert (item.kind, item.due, item.days) == ("site_go_live", at.school.clock.today(), 0)
    from ewloe_desktop.services import site_running

    at.run(site_running.go_live, approved, at.school.clock.today(), "https://garden.example")
    assert kinds(at, "office") == []
    at.school.later(days=340)
    (item,) = told(at, "office")
    assert (item.kind, item.days) == ("site_check_due", 25)
    at.school.later(days=30)
    found = {i.kind: i for i in told(at, "office")}
    assert found.keys() == {"site_check_due", "site_closing"}
    assert (found["site_check_due"].reason, found["site_closing"].days) == ("check_late", 23)
    assert found["site_closing"].due == at.school.clock.today() + timedelta(days=23)
