"""A calendar file that is exported again doubles nothing, and a date that moved replaces the one before."""

from datetime import date, timedelta
from typing import Any

from icalendar import Calendar

from ewloe_desktop.services.drafting import start_no_change, start_retirement
from ewloe_desktop.services.review_calendar import REMINDERS, review_calendar
from ewloe_desktop.services.showing import show_revision
from tests.services.conftest import School, on_both, some_text


def entries(school: School) -> dict[str, Any]:
    file = school.ask("office", review_calendar)
    assert (file.media_type, file.name) == ("text/calendar", "Policy reviews.ics")
    calendar = Calendar.from_ical(file.content)
    return {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}


@on_both
def test_the_same_review_keeps_its_name_and_a_moved_one_is_a_later_one_of_that_name(school: School) -> None:
    revision = school.draft(some_text("Visits Policy"), in_use=True, edition_month=date(2026, 3, 1))
    school.draft(some_text("Garden Policy"))  # not in force: no review yet
    ((uid, first),) = entries(school).items()
    assert first.decoded("dtstart").isoformat() == "2027-03-31"
    assert [a.decoded("trigger") for a in first.walk("VALARM")] == [timedelta(days=-d, hours=9) for d in REMINDERS]
    assert "is due on 31 March 2027. This date was never set" in str(first["description"])
    school.later(days=30)
    ((again, same),) = entries(school).items()
    assert (again, same["sequence"], same["dtstart"].dt) == (uid, first["sequence"], first["dtstart"].dt)
    page = school.ask("head", show_revision, revision.id)
    review = school.do("head", start_no_change, revision.policy_id, page.policy.seen)
    school.head_signs(review)
    school.chair_signs(review.id)
    ((moved_uid, moved),) = entries(school).items()
    assert moved_uid == uid
    assert moved["sequence"] > first["sequence"]
    assert moved.decoded("dtstart").isoformat() == "2027-12-23"
    page = school.ask("head", show_revision, review.id)
    retiring = school.do("head", start_retirement, revision.policy_id, page.policy.seen, "Nobody needs it.")
    school.head_signs(retiring)
    school.chair_signs(retiring.id)
    ((gone_uid, gone),) = entries(school).items()
    assert (gone_uid, str(gone["status"])) == (uid, "CANCELLED")
    assert gone["sequence"] > moved["sequence"]
    assert not gone.walk("VALARM")
