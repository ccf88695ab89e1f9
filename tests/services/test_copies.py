"""What the first page says of copies: their age, the term's test, a copy that was not made."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.terms import due_day, term_begins
from ewloe_desktop.services import copies, drills
from ewloe_desktop.services.copies import AWAY, TRIED
from ewloe_desktop.services.copy_due import level, show_copies
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.today_items import Today
from tests.conftest import MONDAY
from tests.services.conftest import School

on_file = pytest.mark.parametrize("school", ["file"], indirect=True)


def show_place(school: School) -> tuple[str, str]:
    """The stick of the newest copy away, and the folder of a newer one that is on no stick."""
    state = school.ask("office", show_copies)
    return state.away_place, state.not_away


def kinds(today: Today) -> list[str]:
    """What is said of copies."""
    return [item.kind for item in (*today.for_you, *today.coming) if item.kind.startswith(("copy_", "restore_"))]


@on_file
def test_copies_away_and_tested_are_kept_with_their_sheets_and_shown(school: School, tmp_path: Path) -> None:
    assert kinds(school.ask("head", what_needs)) == []  # a new register has time
    school.later(days=40)
    state = school.ask("office", show_copies)
    assert (state.away_at, state.away_level) == (None, "bad")
    assert kinds(school.ask("head", what_needs)) == ["copy_test_due"]
    assert kinds(school.ask("governor", what_needs)) == []
    carried = copies.take_away(school.register, school.actor("office"), tmp_path)
    taken = school.do("office", copies.record_copy, carried, "USB stick")
    tried = drills.try_copy(school.register, school.actor("head"), carried.path)
    school.do("head", drills.record_trial, tried)
    assert kinds(school.ask("head", what_needs)) == []
    state = school.ask("office", show_copies)
    assert (state.away_level, state.away_place) == ("ok", "USB stick")
    assert [(c.kind, c.recorded_by) for c in school.ask("head", copies.list_records)] == [
        (TRIED, "Head Sampl"),
        (AWAY, "Office Sampl"),
    ]
    school.later(hours=1)
    beside = copies.take_away(school.register, school.actor("office"), tmp_path)
    school.do("office", copies.record_copy, beside, str(tmp_path))
    assert show_place(school) == ("USB stick", str(tmp_path))
    assert taken.sheet.content.startswith(b"%PDF")
    school.later(days=8)
    assert school.ask("office", show_copies).away_level == "warn"
    with pytest.raises(RuleBroken):
        school.ask("governor", show_copies)
    with pytest.raises(RuleBroken):
        copies.take_away(school.register, school.actor("governor"), tmp_path)


def test_seven_days_are_amber_and_thirty_red() -> None:
    ages = (0, 6.9, 7, 29.9, 30, 400)
    assert [level(MONDAY - timedelta(days=d), MONDAY) for d in ages] == ["ok", "ok", "warn", "warn", "bad", "bad"]


def test_each_term_has_its_test() -> None:
    days = (date(2026, 9, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 4, 15), date(2027, 4, 16))
    assert [due_day(d) for d in days] == [date(2026, 11, 30)] * 2 + [date(2027, 3, 31)] * 2 + [date(2027, 6, 30)]
    assert [term_begins(d) for d in days] == [date(2026, 9, 1)] * 2 + [date(2027, 1, 1)] * 2 + [date(2027, 4, 16)]
