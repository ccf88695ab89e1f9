"""What the form that asks for a site offers: hosts, and people who work for the school today."""

from datetime import date

from ewloe_desktop.domain.people import PersonKind
from ewloe_desktop.services import offices, people
from ewloe_desktop.services.people import NewPerson
from ewloe_desktop.services.site_picking import to_ask
from tests.services.conftest import PASSWORD, School, on_both


@on_both
def test_leavers_and_those_who_have_not_begun_are_not_offered(school: School) -> None:
    def offered() -> list[str]:
        return [one.name for one in school.ask("head", to_ask).people]

    later = NewPerson("Ms Nest Later", PersonKind.STAFF, True, since=date(2090, 1, 1))
    school.do("head", people.add_person, later)
    before = offered()
    assert "Ms Nest Later" not in before
    row = school.ask("head", people.show_person, school.people["teacher"]).row
    school.do("head", offices.person_leaves, row.id, row.seen, school.clock.today(), PASSWORD.format("head"))
    assert offered() == [name for name in before if name != row.name]


def test_the_form_and_the_hosts_come_with_whoever_asks(school: School) -> None:
    facts = school.ask("teacher", to_ask)
    assert facts.me == school.people["teacher"] and facts.form.form.steps
    assert "YouTube" in {host.name for host in facts.hosts}
