"""A PC's clock that is wrong, and days that are typed wrong: C1 to C4."""

import io
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pikepdf
import pypdfium2
import pytest
from sqlalchemy import select

from ewloe_desktop.domain.approvals import Body, Forum, Meeting, next_review
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.people import Office
from ewloe_desktop.services import approvals, policies, reviews, sheets
from ewloe_desktop.services.standing import held, local_day
from ewloe_desktop.storage.check import check_register
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import OfficeTerm
from ewloe_desktop.ui import wording
from tests.conftest import MONDAY
from tests.services.conftest import School, school, school_on_file, school_on_server, some_text  # noqa: F401

pytestmark = pytest.mark.parametrize("school", ["file"], indirect=True)


def printed(at: School, sheet_id: str) -> str:
    """The words of a stored sheet, what its signatures show included."""
    document = pypdfium2.PdfDocument(at.ask("head", sheets.read_document, sheet_id).content)
    document.init_forms()
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def warned(at: School, revision_id: str) -> str:
    """What the ceremony says of the clock."""
    return str(at.ask("head", approvals.prepare_signing, revision_id, Body.HEAD).clock_warning)


@pytest.mark.parametrize("back", [timedelta(days=1), timedelta(days=3653)], ids=["a day", "ten years"])
def test_c1_a_clock_put_back_is_told_and_signing_goes_on_in_the_order_of_acts(
    school: School,  # noqa: F811
    back: timedelta,
) -> None:
    waiting = school.settle(school.draft())
    assert warned(school, waiting.id) == ""
    school.clock.moment -= back
    assert warned(school, waiting.id) == "behind"
    receipt = school.head_signs(waiting)
    day = wording.day(school.clock.today())
    assert day in printed(school, receipt.sheet_id)
    with school.register.reading() as session:
        acts = session.execute(select(Event.seq, Event.at).order_by(Event.seq)).all()
    assert [seq for seq, _ in acts] == list(range(1, len(acts) + 1))
    assert acts[-1].at == school.clock.now().isoformat(timespec="seconds") < acts[-2].at
    assert check_register(school.register).whole


def test_c1_a_clock_put_back_gives_nobody_an_office_that_has_ended(school: School) -> None:  # noqa: F811
    with school.register.reading() as session:
        term = session.scalars(select(OfficeTerm).where(OfficeTerm.person_id == school.people["chair"])).one()
    from ewloe_desktop.services.offices import end_office

    school.do("head", end_office, term.id, term.version, school.clock.today(), "brown heron calm head")
    school.later(days=2)
    school.draft()  # the newest act is of that day
    school.clock.moment -= timedelta(days=60)
    with school.register.reading() as session:
        assert held(session, school.people["chair"]) == frozenset()
        assert held(session, school.people["vice"]) == {Office.VICE_CHAIR}


def test_c2_a_clock_years_ahead_is_told_and_changes_no_due_date(school: School) -> None:  # noqa: F811
    def due() -> list[tuple[str, date | None]]:
        return [
            (row.title, row.review.due if row.review else None) for row in school.ask("head", policies.list_policies)
        ]

    school.in_force()
    waiting = school.settle(school.draft(replace(some_text(), title="Lost Property Policy")))
    before, acts = due(), school.ask("head", reviews.what_needs).acts
    school.clock.moment += timedelta(days=5 * 365)
    assert warned(school, waiting.id) == "ahead"
    assert due() == before
    school.clock.moment -= timedelta(days=5 * 365 - 30)
    assert warned(school, waiting.id) == ""
    assert (due(), school.ask("head", reviews.what_needs).acts) == (before, acts)


@pytest.fixture
def elsewhere() -> Iterator[None]:
    """A PC that thinks it is in Auckland."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Auckland"
    time.tzset()
    yield
    os.environ.pop("TZ") if before is None else os.environ.update(TZ=before)
    time.tzset()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize(
    ("moment", "day", "told"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25), "01:30"),  # summer time ends half an hour later
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 10, 25), "01:30"),
        (datetime(2027, 3, 27, 23, 59, tzinfo=UTC), date(2027, 3, 27), "23:59"),
        (datetime(2027, 6, 30, 23, 30, tzinfo=UTC), date(2027, 7, 1), "00:30"),
        (datetime(2027, 12, 31, 23, 59, tzinfo=UTC), date(2027, 12, 31), "23:59"),
        (datetime(2028, 2, 29, 12, 0, tzinfo=UTC), date(2028, 2, 29), "12:00"),
    ],
)
def test_c3_what_is_signed_is_stored_in_utc_and_shown_on_the_schools_own_day(
    school: School,  # noqa: F811
    moment: datetime,
    day: date,
    told: str,
) -> None:
    school.clock.moment = max(moment, MONDAY)
    if moment < MONDAY:
        assert (local_day(moment.isoformat()), told in wording.moment(moment)) == (day, True)
        return
    waiting = school.settle(school.draft())
    receipt = school.head_signs(waiting)
    with school.register.reading() as session:
        at = session.scalars(select(Event.at).order_by(Event.seq.desc()).limit(1)).one()
    assert (at, local_day(at)) == (moment.isoformat(timespec="seconds"), day)
    assert told in wording.moment(receipt.at)
    assert wording.day(day) in printed(school, receipt.sheet_id)
    same_day_next_year = date(day.year + 1, day.month, min(day.day, 28) if day.month == 2 else day.day)
    assert next_review(day, 12, None, "") == same_day_next_year


def test_c4_a_day_ahead_or_before_the_text_is_refused_and_a_past_one_printed_with_the_day_it_was_recorded(
    school: School,  # noqa: F811
) -> None:
    settled_on = school.clock.today()
    waiting = school.settle(school.draft())
    school.later(days=3)
    today = school.clock.today()
    for wrong, rule in (
        (today + timedelta(days=1), "date_in_future"),
        (settled_on - timedelta(days=1), "date_before_text"),
    ):
        with pytest.raises(RuleBroken) as refused:
            school.head_signs(waiting, declared_on=wrong)
        assert refused.value.rule == rule
    receipt = school.head_signs(waiting, declared_on=settled_on)
    words = printed(school, receipt.sheet_id)
    assert wording.day(settled_on) in words
    assert wording.day(today) in words
    for wrong, rule in (
        (today + timedelta(days=1), "date_in_future"),
        (settled_on - timedelta(days=1), "meeting_before_text"),
    ):
        with pytest.raises(RuleBroken) as refused:
            school.chair_signs(waiting.id, meeting=Meeting(Forum.FULL, wrong, "3", 9, 14))
        assert refused.value.rule == rule
    meeting = Meeting(Forum.FULL, settled_on + timedelta(days=1), "3", 9, 14)  # before the head's signing: allowed
    signed = school.chair_signs(waiting.id, meeting=meeting)
    with pikepdf.open(io.BytesIO(school.ask("head", sheets.read_document, signed.sheet_id).content)) as pdf:
        spoken = " ".join(str(field.get("/V", "")) for field in pdf.Root.AcroForm.Fields if field.FT == "/Tx")
    assert wording.day(meeting.on) in spoken
    assert wording.day(today) in spoken
