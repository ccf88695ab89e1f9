"""The form, its versions and the requirements it rests on, in new registers and in older ones."""

import pytest
from sqlalchemy import select

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldsRefused
from ewloe_desktop.domain.sites import Outcome, Step
from ewloe_desktop.services import policies, site_form, site_hosts
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.sites import SiteForm, SiteHost
from tests.services.conftest import School, on_both, some_text
from tests.services.site_school import SiteSchool, at

__all__ = ["at"]


def forget(school: School) -> None:
    """Makes of a register one from before official sites."""
    with school.register.unit(school.actor("head")) as session:
        for row in [*session.scalars(select(SiteForm)), *session.scalars(select(SiteHost))]:
            session.delete(row)
        declare(session, "school_changed", {})


@on_both
def test_a_register_from_before_official_sites_gets_form_and_hosts_with_its_first_act(at: SiteSchool) -> None:
    new = at.school.ask("head", site_form.show_form), at.school.ask("head", site_hosts.list_hosts)
    forget(at.school)
    old = at.school.ask("head", site_form.show_form), at.school.ask("head", site_hosts.list_hosts)
    assert (old[0].id, old[0].form, [h.id for h in old[1]]) == (new[0].id, new[0].form, [h.id for h in new[1]])
    sent = at.send(hosting="third_party", host=at.host("Pinterest"), terms_checked=at.day(), audience=adults())
    assert sent.host is not None
    assert at.school.ask("head", site_form.show_form).since == at.school.clock.today()


def adults() -> tuple[object, ...]:
    """An audience without children."""
    from ewloe_desktop.domain.site_answers import Group

    return (Group("families"),)


def test_a_host_can_be_the_first_thing_kept(at: SiteSchool) -> None:
    forget(at.school)
    host = at.school.ask("head", site_hosts.list_hosts)[0]
    answer = site_hosts.HostAnswer(host.name, 14, at.school.clock.today(), host_id=host.id, seen=host.seen)
    assert at.school.do("office", site_hosts.keep_host, answer).minimum_age == 14
    assert len(at.school.ask("head", site_hosts.list_hosts)) == 10


@on_both
def test_another_version_of_the_form_is_kept_beside_those_that_requests_were_sent_on(at: SiteSchool) -> None:
    first = at.school.ask("head", site_form.show_form)
    request = at.send()
    changed = first.content.replace('number = "2026-1"', 'number = "2026-2"').replace("What the site is called", "Name")
    loaded = at.school.do("office", site_form.load_form, changed)
    assert (loaded.number, loaded.form.steps[0].questions[0].label) == ("2026-2", "Name")
    assert at.show(request).form.number == "2026-1"
    assert at.send().form.number == "2026-2"
    at.refused("may_not", at.school.do, "teacher", site_form.load_form, changed)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("2026-1", "2026-1", ("number", "form_number_there")),
        ('id = "host"', 'id = "company"', ("host", "form_lacks")),
        ("[[step]]", "[[step", ("form", "form_unreadable")),
        ('ask = "groups"', 'ask = "stars"', ("audience", "form_unknown")),
    ],
)
def test_a_form_that_the_rules_cannot_read_is_not_kept(
    at: SiteSchool, old: str, new: str, problem: tuple[str, str]
) -> None:
    content = at.school.ask("head", site_form.show_form).content
    with pytest.raises(FieldsRefused) as refused:
        at.school.do("head", site_form.load_form, content.replace(old, new))
    assert problem in {(p.field, p.problem) for p in refused.value.problems}


def test_requirements_count_once_the_governing_body_adopted_them(at: SiteSchool) -> None:
    draft = at.school.do("head", site_form.begin_requirements)
    named = at.school.ask("head", site_form.show_form)
    assert (named.basis_policy_id, named.adopted, named.basis) == (draft.policy_id, False, "")
    at.refused("requirements_there", at.school.do, "head", site_form.begin_requirements)
    early = at.send()
    at.school.head_signs(at.school.settle(draft))
    at.school.chair_signs(draft.id)
    adopted = at.school.ask("head", site_form.show_form)
    assert adopted.adopted
    assert adopted.basis.endswith(", Revision 1")
    at.endorse(early, *list(Step)[:2])
    at.sign(early, "head", Step.HEAD, Outcome.APPROVED)
    now = at.show(early)
    assert (now.basis, now.adopted) == (adopted.basis, True)
    assert "no_requirements" not in {n.rule for n in now.warnings}


def test_a_policy_found_in_use_is_named_and_still_not_adopted(at: SiteSchool) -> None:
    from datetime import date

    found = at.school.draft(some_text("Sites of the school"), in_use=True, edition_month=date(2024, 3, 1))
    shown = at.school.do("office", site_form.name_basis, found.policy_id, 0)
    assert (shown.basis_policy_id, shown.adopted) == (found.policy_id, False)
    with pytest.raises(ChangedMeanwhile):
        at.school.do("office", site_form.name_basis, found.policy_id, 0)
    assert [p.title for p in at.school.ask("head", policies.list_policies)] == ["Sites of the school"]
