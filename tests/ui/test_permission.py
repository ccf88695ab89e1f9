"""One person's answers: what the day of a form decides by itself, and what is refused beside its field."""

from datetime import date
from typing import Any

from ewloe_desktop.domain.photos import How
from tests.ui.test_photos_page import answered, page

__all__ = ["answered", "page"]


def test_another_day_has_its_own_wording_and_its_own_two_years(page: Any, answered: str) -> None:
    from ewloe_desktop.services.photo_uses import WordingFacts
    from ewloe_desktop.services.photos import person_permissions
    from ewloe_desktop.ui.dialogs.permission import PermissionDialog

    keeper, today = page.work.keeper, page.work.today()
    versions = (WordingFacts("b", "2026-2", "New", today), WordingFacts("a", "2026-1", "Old", date(2026, 1, 1)))
    person = keeper.read(person_permissions, answered)
    asked = PermissionDialog(page, page.work, person, versions)
    asked.open()
    assert (asked.version.value(), asked.until.value()) == ("b", today.replace(year=today.year + 2))
    asked.given.set_value(date(2026, 3, 1))
    assert (asked.version.value(), asked.until.value()) == ("a", date(2028, 3, 1))
    asked.until.set_value(date(2026, 7, 20))
    asked.given.set_value(date(2026, 3, 2))
    asked.answers.say(0, 0, True)
    asked.answers.say(1, 0, False)
    _use_case, (answer,) = asked.act_of(asked.form.values())
    assert (answer.wording_id, [line.until for line in answer.lines]) == ("a", [date(2026, 7, 20), None])
    asked.until.set_value(date(2026, 3, 1))
    assert [problem.field for problem in asked.problems()] == ["scan", "until"]
    asked.how.set_value(How.SPOKEN)  # of what was said, the words of now were told
    assert [problem.field for problem in asked.problems()] == ["until"]
    assert asked.act_of(asked.form.values())[1][0].wording_id == "b" and not asked.version.isVisible()
    asked.reject()
