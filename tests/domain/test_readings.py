"""Who is asked to read, and whose reading still counts."""

from datetime import date

import pytest

from ewloe_desktop.domain.errors import Expected, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.domain.readings import Duty, How, InForce, Read, Reader, ReadState, require_reading, state

DAY = date(2026, 3, 2)
FIRST, SECOND = InForce("1", date(2026, 1, 5), False), InForce("2", date(2026, 6, 1), False)
STAFF = Duty(frozenset({PersonKind.STAFF}), date(2026, 1, 5))


def reader(kind: PersonKind = PersonKind.STAFF, since: date | None = None, left_on: date | None = None) -> Reader:
    return Reader("a", "Ms Non Prys", kind, since, left_on)


def test_somebody_is_asked_by_a_duty_for_their_kind_and_has_read_once_they_say_so() -> None:
    assert state(reader(), [], [FIRST], [], DAY) is ReadState.NOT_ASKED
    assert state(reader(PersonKind.GOVERNOR), [STAFF], [FIRST], [], DAY) is ReadState.NOT_ASKED
    assert state(reader(), [STAFF], [FIRST], [], DAY) is ReadState.ASKED
    assert state(reader(), [STAFF], [FIRST], [Read("1", DAY)], DAY) is ReadState.READ


def test_a_new_revision_makes_a_reading_out_of_date_unless_the_change_is_minor() -> None:
    later = date(2026, 7, 1)
    read = [Read("1", DAY)]
    assert state(reader(), [STAFF], [FIRST, SECOND], read, later) is ReadState.OUT_OF_DATE
    minor = InForce("2", SECOND.since, True)
    assert state(reader(), [STAFF], [FIRST, minor], read, later) is ReadState.READ
    third = InForce("3", date(2026, 6, 20), True)
    assert state(reader(), [STAFF], [FIRST, SECOND, third], read, later) is ReadState.OUT_OF_DATE


def test_the_answer_for_a_past_day_stays() -> None:
    assert state(reader(), [STAFF], [FIRST, SECOND], [Read("2", date(2026, 6, 2))], DAY) is ReadState.ASKED


def test_starters_are_asked_and_leavers_fall_away() -> None:
    assert state(reader(since=date(2026, 3, 3)), [STAFF], [FIRST], [], DAY) is ReadState.NOT_ASKED
    assert state(reader(since=DAY), [STAFF], [FIRST], [], DAY) is ReadState.ASKED
    assert state(reader(left_on=date(2026, 3, 1)), [STAFF], [FIRST], [], DAY) is ReadState.NOT_ASKED


@pytest.mark.parametrize(
    ("how", "on", "evidence", "meeting", "refused"),
    [
        (How.SCREEN, date(2026, 3, 3), False, "", RuleBroken),
        (How.SCREEN, date(2026, 1, 4), False, "", RuleBroken),
        (How.PAPER, DAY, False, "", FieldsRefused),
        (How.MEETING, DAY, False, " ", FieldsRefused),
    ],
)
def test_a_reading_without_what_shows_it_is_refused(
    how: How, on: date, evidence: bool, meeting: str, refused: type[Expected]
) -> None:
    with pytest.raises(refused):
        require_reading(how, on, FIRST.since, DAY, evidence=evidence, meeting=meeting)


def test_a_reading_with_what_shows_it_is_taken() -> None:
    require_reading(How.PAPER, DAY, FIRST.since, DAY, evidence=True, meeting="")
    require_reading(How.MEETING, DAY, FIRST.since, DAY, evidence=False, meeting="Staff meeting of 2 March")
