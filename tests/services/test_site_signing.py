"""The approvals of a site: their order, who may take each, what is judged again, what the signed sheet holds."""

from datetime import date, timedelta
from typing import Any

import pytest

from ewloe_desktop.documents.checking import check_signatures
from ewloe_desktop.domain.errors import FieldsRefused, WrongPassword
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.site_answers import Group
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import Outcome, RequestState, SiteState, Step
from ewloe_desktop.services import journal, offices, sheets, site_hosts, site_signing, sites
from ewloe_desktop.services.people import show_person
from ewloe_desktop.services.site_hosts import HostAnswer
from tests.services.conftest import on_both
from tests.services.site_school import SiteSchool, at
from tests.services.test_site_requests import change

__all__ = ["at"]

LINE, SECOND, HEAD = Step


@on_both
def test_line_manager_second_approver_and_head_sign_in_that_order(at: SiteSchool) -> None:
    request = at.send(logo="yes")
    first = at.sign(request, "manager", LINE, Outcome.ENDORSED)
    assert (first.next_step, at.show(request).row.waiting_for) == ("second_approver", "Bm Sampl")
    second = at.sign(request, "bm", SECOND, Outcome.ENDORSED, logo=False)
    assert (second.next_step, at.show(request, "head").may & {"head_teacher"}) == ("head_teacher", {"head_teacher"})
    last = at.sign(request, "head", HEAD, Outcome.CONDITIONS, conditions="Only the garden, no faces.")
    assert last.next_step == "approved"
    done = at.show(request)
    assert [(d.step, d.logo, d.conditions) for d in done.decisions] == [
        (LINE, None, ""),
        (SECOND, False, ""),
        (HEAD, None, "Only the garden, no faces."),
    ]
    site = at.site(done.row.site_id)
    assert (site.row.state, site.row.administrators) == (SiteState.APPROVED, ("Office Sampl", "Teacher Sampl"))
    sheet = at.school.ask("head", sheets.read_document, done.sheet_id)
    signed = check_signatures(sheet.content)
    assert [(s.field, s.valid) for s in signed] == [(step.value, True) for step in Step]
    told = at.school.ask("clerk", journal.list_acts)[0]
    assert (told.kind, told.signed, told.facts["conditions"]) == ("site_decided", True, "Only the garden, no faces.")


def test_no_step_is_taken_before_its_turn_or_twice(at: SiteSchool) -> None:
    request = at.send()
    at.refused("site_order", at.sign, request, "bm", SECOND, Outcome.ENDORSED)
    at.refused("site_order", at.sign, request, "head", HEAD, Outcome.APPROVED)
    at.endorse(request)
    at.refused("site_order", at.sign, request, "manager", LINE, Outcome.ENDORSED)


def test_nobody_takes_a_step_on_their_own_request(at: SiteSchool) -> None:
    own = at.send("bm")
    at.endorse(own)
    at.refused("own_request", at.sign, own, "bm", SECOND, Outcome.ENDORSED)
    at.refused("own_line_manager", at.send, "manager")


def test_no_one_person_takes_two_steps_but_for_a_line_manager_who_decides(at: SiteSchool) -> None:
    at.school.grant("manager", Office.BUSINESS_MANAGER)
    request = at.endorse(at.send())
    at.refused("two_steps", at.sign, request, "manager", SECOND, Outcome.ENDORSED)
    both = at.send(line_manager=at.school.people["head"])
    assert both.same_person
    at.sign(both, "head", LINE, Outcome.ENDORSED)
    at.sign(both, "bm", SECOND, Outcome.ENDORSED)
    assert at.sign(both, "head", HEAD, Outcome.APPROVED).next_step == "approved"


def test_only_the_named_line_manager_and_the_holders_of_the_offices_sign(at: SiteSchool) -> None:
    request = at.send()
    at.refused("named_line_manager", at.sign, request, "head", LINE, Outcome.ENDORSED)
    at.endorse(request)
    facts = at.refused("office_not_held", at.sign, request, "office", SECOND, Outcome.ENDORSED)
    assert facts["capacity"] == "business_manager"
    at.refused("not_a_line_manager", at.send, line_manager=at.school.people["office"])


def test_the_heads_own_request_is_decided_by_the_chair(at: SiteSchool) -> None:
    own = at.endorse(at.send("head"), LINE, SECOND)
    assert (own.decider, own.row.waiting_for) == ("chair", "Chair Sampl")
    at.refused("own_request", at.sign, own, "head", HEAD, Outcome.APPROVED)
    at.refused("heads_own_request", at.sign, own, "vice", HEAD, Outcome.APPROVED)
    assert at.sign(own, "chair", HEAD, Outcome.APPROVED).office == "chair"
    sheet = at.school.ask("head", sheets.read_document, at.show(own).sheet_id)
    assert [s.field for s in check_signatures(sheet.content)] == ["line_manager", "second_approver", "chair"]


def test_a_requester_who_becomes_head_after_the_first_signature_asks_again(at: SiteSchool) -> None:
    request = at.endorse(at.send("office"), LINE, SECOND)
    end_head_and_appoint(at, "office")
    at.refused("decider_changed", at.sign, request, "chair", HEAD, Outcome.APPROVED)


def end_head_and_appoint(at: SiteSchool, who: str) -> None:
    """The chair ends the head teacher's term and appoints another from today."""
    term = next(t for t in at.school.ask("chair", show_person, at.school.people["head"]).terms)
    until = at.school.clock.today() - timedelta(days=1)
    at.school.do("chair", offices.end_office, term.id, term.seen, until, "brown heron calm chair")
    at.school.grant(who, Office.HEAD, by="chair", since=at.school.clock.today())


@on_both
def test_returned_it_waits_for_its_author_and_goes_round_once_more(at: SiteSchool) -> None:
    request = at.endorse(at.send())
    with pytest.raises(FieldsRefused):
        at.sign(request, "bm", SECOND, Outcome.RETURNED)
    receipt = at.sign(request, "bm", SECOND, Outcome.RETURNED, reason="Who moderates in August?")
    back = at.show(request, "teacher")
    assert (receipt.next_step, back.row.waiting_for, back.decisions[-1].reason) == (
        "returned",
        "Teacher Sampl",
        "Who moderates in August?",
    )
    again = change(at, back, security="The office moderates in August.")
    assert again.row.state is RequestState.WITH_LINE_MANAGER


def test_refused_it_ends_with_a_reason(at: SiteSchool) -> None:
    request = at.endorse(at.send(), LINE, SECOND)
    with pytest.raises(FieldsRefused):
        at.sign(request, "head", HEAD, Outcome.REFUSED)
    at.refused("site_order", at.sign, request, "head", HEAD, Outcome.RETURNED, reason="Later")
    at.sign(request, "head", HEAD, Outcome.REFUSED, reason="The newsletter does this.")
    assert at.show(request).row.state is RequestState.REFUSED
    assert at.school.ask("head", sites.list_sites) == ()
    at.refused("request_decided", change, at, at.show(request), aims="Other")


def test_conditions_the_logo_and_long_words_are_asked_for(at: SiteSchool) -> None:
    request = at.endorse(at.send(logo="yes"))
    for field, told in (("logo", {}), ("reason", {"logo": True, "reason": "x" * 2_001})):
        with pytest.raises(FieldsRefused) as refused:
            at.sign(request, "bm", SECOND, Outcome.ENDORSED, **told)  # type: ignore[arg-type]
        assert [p.field for p in refused.value.problems] == [field]
    at.sign(request, "bm", SECOND, Outcome.ENDORSED, logo=True)
    with pytest.raises(FieldsRefused) as refused:
        at.sign(request, "head", HEAD, Outcome.CONDITIONS)
    assert [p.field for p in refused.value.problems] == ["conditions"]


def test_a_minimum_age_raised_meanwhile_refuses_the_approval_and_lets_it_be_returned(at: SiteSchool) -> None:
    on = at.school.clock.today()
    host = at.school.do("office", site_hosts.keep_host, HostAnswer("Sampl Blogs", 8, on))
    request = at.endorse(at.send(hosting="third_party", host=host.id, terms_checked=at.day()))
    raised = HostAnswer("Sampl Blogs", 13, on, host_id=host.id, seen=host.seen)
    at.school.do("office", site_hosts.keep_host, raised)
    facts = at.refused("below_minimum_age", at.sign, request, "bm", SECOND, Outcome.ENDORSED)
    assert facts["minimum"] == 13
    assert [n.rule for n in at.show(request).blocks] == ["below_minimum_age"]
    at.sign(request, "bm", SECOND, Outcome.RETURNED, reason="Too young for it now.")


def test_an_administrator_who_left_meanwhile_or_a_day_gone_by_refuses_the_approval(at: SiteSchool) -> None:
    request = at.endorse(at.send())
    at.leaves("office")
    assert at.refused("site_not_in_post", at.sign, request, "bm", SECOND, Outcome.ENDORSED)["name"] == "Office Sampl"
    other = at.send(administrators=(at.school.people["teacher"], at.school.people["bm"]))
    at.school.later(days=8)
    at.refused("live_before_approval", at.sign, other, "manager", LINE, Outcome.ENDORSED)


def test_a_decision_is_dated_after_what_it_follows_and_not_in_the_future(at: SiteSchool) -> None:
    request, on = at.send(), at.school.clock.today()
    at.school.later(days=2)
    at.refused("date_before_step", at.sign, request, "manager", LINE, Outcome.ENDORSED, declared_on=before(on))
    at.sign(request, "manager", LINE, Outcome.ENDORSED, declared_on=on + timedelta(days=1))
    facts = at.refused("date_before_step", at.sign, request, "bm", SECOND, Outcome.ENDORSED, declared_on=on)
    assert facts["first"] == on + timedelta(days=1)
    tomorrow = at.school.clock.today() + timedelta(days=1)
    at.refused("date_in_future", at.sign, request, "bm", SECOND, Outcome.ENDORSED, declared_on=tomorrow)


def before(on: date) -> date:
    """The day before."""
    return on - timedelta(days=1)


def test_the_signers_own_password_decides_whoever_is_signed_in(at: SiteSchool) -> None:
    request = at.send()
    with pytest.raises(WrongPassword):
        at.sign(request, "manager", LINE, Outcome.ENDORSED, password="brown heron calm head")
    at.refused("read_first", at.sign, request, "manager", LINE, Outcome.ENDORSED, read_to_end=False)
    old = {"declaration_version": "site_line_manager/2020-1"}
    at.refused("declaration_changed", at.sign, request, "manager", LINE, Outcome.ENDORSED, **old)
    assert at.show(request).decisions == ()
    at.sign(request, "manager", LINE, Outcome.ENDORSED, as_="office")
    assert at.show(request).decisions[0].person == "Manager Sampl"


def test_the_ceremony_says_who_can_sign_and_why_somebody_cannot(at: SiteSchool) -> None:
    at.school.grant("manager", Office.BUSINESS_MANAGER)
    request = at.endorse(at.send(logo="yes"))
    shown = at.school.ask("head", site_signing.prepare_site_signing, request.row.id, SECOND)
    assert {(s.name, s.refused) for s in shown.signers} == {("Bm Sampl", ""), ("Manager Sampl", "two_steps")}
    assert (shown.logo_asked, shown.same_person, shown.first_day) == (True, False, at.school.clock.today())


def test_taking_part_is_the_line_managers_and_the_heads_alone(at: SiteSchool) -> None:
    asked: dict[str, Any] = {"kind": RequestKind.TAKE_PART, "logo": "yes", "audience": (Group("public"),)}
    request = at.endorse(at.send(**asked))
    assert request.row.state is RequestState.WITH_HEAD
    with pytest.raises(FieldsRefused):
        at.sign(request, "head", HEAD, Outcome.APPROVED)
    at.sign(request, "head", HEAD, Outcome.APPROVED, logo=False)
    done = at.show(request)
    assert (done.decisions[-1].logo, at.site(done.row.site_id).row.alarm) == (False, "")


def test_an_endorsement_given_in_office_stays_when_its_signer_leaves(at: SiteSchool) -> None:
    runners = (at.school.people["office"], at.school.people["head"])
    request = at.endorse(at.send(administrators=runners, moderators=runners))
    at.leaves("manager")
    at.sign(request, "bm", SECOND, Outcome.ENDORSED)
    at.sign(at.show(request), "head", HEAD, Outcome.APPROVED)
    assert at.show(request).row.state is RequestState.APPROVED
