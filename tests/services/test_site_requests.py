"""Asking for an official site: what is refused and why, sending it round again, taking it back."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldsRefused
from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.domain.site_answers import Group
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import Outcome, RequestState, Step
from ewloe_desktop.services import sheets, site_hosts, site_requests
from ewloe_desktop.services.site_hosts import HostAnswer
from ewloe_desktop.services.site_requests import ScanAnswer
from tests.services.conftest import on_both
from tests.services.scans import SCAN
from tests.services.site_school import CHILDREN, SiteSchool, at

__all__ = ["at"]


@on_both
def test_a_sound_request_waits_for_the_line_manager_it_names(at: SiteSchool) -> None:
    check = at.school.ask("teacher", site_requests.check_request, at.answer())
    assert (check.problems, check.blocks, [n.rule for n in check.warnings]) == ((), (), ["no_requirements"])
    sent = at.send()
    assert (sent.row.number, sent.row.state, sent.row.round) == (1, RequestState.WITH_LINE_MANAGER, 1)
    assert (sent.row.author, sent.row.waiting_for) == ("Teacher Sampl", "Manager Sampl")
    assert sent.may == {"change", "withdraw", "copy"}
    assert at.show(sent, "manager").may == {"line_manager", "copy"}
    assert [r.id for r in at.school.ask("clerk", site_requests.list_requests, find="garden")] == [sent.row.id]


def test_an_age_below_the_hosts_is_refused_with_age_host_and_the_day_it_was_checked(at: SiteSchool) -> None:
    told = {"hosting": "third_party", "host": at.host("Instagram"), "terms_checked": at.day(-3)}
    facts = at.refused("below_minimum_age", at.send, **told)
    assert (facts["age"], facts["host"], facts["minimum"]) == (8, "Instagram", 13)
    assert facts["checked"].isoformat() == "2026-11-22"
    blocked = at.school.ask("teacher", site_requests.check_request, at.answer(**told))
    assert [n.rule for n in blocked.blocks] == ["below_minimum_age"]
    told["audience"] = (Group("families"),)
    sent = at.send(**told)
    assert (sent.host.name if sent.host else "", "minimum_age_coming") == ("Instagram", sent.warnings[-1].rule)


def test_what_is_missing_is_named_question_by_question(at: SiteSchool) -> None:
    with pytest.raises(FieldsRefused) as refused:
        at.send(aims=" ", audience=(Group("pupils"),), review="soon")
    found = {(p.field, p.problem) for p in refused.value.problems}
    assert found == {("aims", "missing"), ("audience", "ages"), ("review", "not_a_date")}


def test_somebody_elses_request_comes_with_its_paper_from_those_who_keep_the_register(at: SiteSchool) -> None:
    teacher = at.school.people["teacher"]
    at.refused("site_evidence_missing", at.send, "office", author=teacher)
    at.refused("may_not", at.send, "manager", author=teacher, line_manager=at.school.people["head"], kept_at="File 3")
    with pytest.raises(FieldsRefused):
        at.send("office", author=teacher, evidence=ScanAnswer(b"no scan", "form.pdf"))
    sent = at.send("office", author=teacher, evidence=ScanAnswer(SCAN, "form.jpg"))
    assert (sent.row.author_id, sent.rounds[0].sent_by) == (teacher, "Office Sampl")
    kept = at.school.ask("head", sheets.read_document, sent.rounds[0].evidence_id)
    assert (kept.name, kept.content) == ("form.pdf", SCAN)
    assert at.send("office", author=teacher, kept_at="File 3, shelf 2").rounds[0].kept_at == "File 3, shelf 2"


@on_both
def test_a_change_goes_round_again_and_earlier_decisions_lapse(at: SiteSchool) -> None:
    request = at.endorse(at.send())
    assert request.row.state is RequestState.WITH_SECOND
    again = change(at, request, aims="Families and grandparents read it.")
    assert (again.row.state, again.row.round) == (RequestState.WITH_LINE_MANAGER, 2)
    assert (again.changed, again.before["aims"]) == (("aims",), "Families read what the class grows.")
    assert [(d.round, d.lapsed) for d in again.decisions] == [(1, True)]
    assert again.sheet_id == ""
    at.endorse(again)
    assert [(d.round, d.lapsed) for d in at.show(again).decisions] == [(1, True), (2, False)]


def change(at: SiteSchool, request: Any, who: str = "teacher", **changed: Any) -> Any:
    """Sends a request round again with other answers."""
    return at.school.do(who, site_requests.change_request, request.row.id, request.row.seen, at.answer(**changed))


def test_nothing_changed_nobody_elses_and_nothing_stale_goes_round_again(at: SiteSchool) -> None:
    request = at.send()
    at.refused("request_unchanged", change, at, request)
    at.refused("may_not", change, at, request, "manager", aims="Other")
    head = at.school.people["head"]
    at.refused("request_author_stays", change, at, request, "office", author=head, kept_at="File 3")
    change(at, request, aims="Other")
    with pytest.raises(ChangedMeanwhile):
        change(at, request, aims="Still other")


def test_a_request_is_taken_back_with_a_reason_and_then_stays_as_it_is(at: SiteSchool) -> None:
    request = at.send()
    with pytest.raises(FieldsRefused):
        at.school.do("teacher", site_requests.withdraw_request, request.row.id, request.row.seen, " ")
    gone = at.school.do("teacher", site_requests.withdraw_request, request.row.id, request.row.seen, "Not this year.")
    assert (gone.row.state, gone.withdrawn, gone.may) == (RequestState.WITHDRAWN, "Not this year.", {"copy"})
    at.refused("request_decided", change, at, gone, aims="Other")
    assert at.school.ask("teacher", site_requests.list_requests, open_only=True) == ()


def test_a_copy_leaves_days_address_and_requester_open(at: SiteSchool) -> None:
    first = at.send(address="https://garden.example")
    copy = at.school.ask("teacher", site_requests.copy_request, first.row.id)
    left_out = {"go_live", "review", "address", "author"}
    assert left_out.isdisjoint(copy)
    assert copy["aims"] == first.answers["aims"]
    again = at.send(copied_from=first.row.id)
    assert again.row.number == 2


@on_both
def test_a_request_about_a_site_is_the_only_open_one_and_changes_its_terms(at: SiteSchool) -> None:
    site = at.live()
    asked = at.send(site_id=site.row.id, title="Year 4 and 5 garden diary", administrators=runners(at, "head", "bm"))
    facts = at.refused("site_asked_about", at.send, site_id=site.row.id)
    assert facts["number"] == asked.row.number
    at.endorse(asked, Step.LINE_MANAGER, Step.SECOND)
    at.sign(asked, "head", Step.HEAD, Outcome.CONDITIONS, conditions="No surnames.")
    now = at.site(site.row.id)
    assert (now.row.name, now.use_name, now.conditions) == (asked.row.title, asked.row.title, "No surnames.")
    assert (now.row.state, now.row.administrators) == (site.row.state, ("Bm Sampl", "Head Sampl"))
    assert [r.name for r in now.runners if r.until] == ["Office Sampl", "Teacher Sampl"]


def runners(at: SiteSchool, *who: str) -> tuple[str, ...]:
    """People's ids."""
    return tuple(at.school.people[name] for name in who)


def test_whoever_may_only_ask_sees_their_own_requests_alone(at: SiteSchool) -> None:
    at.send()
    at.school.add("technician", PersonKind.CONTRACTOR, False, Office.ICT)
    own = at.send("technician")
    seen = at.school.ask("technician", site_requests.list_requests)
    assert [row.id for row in seen] == [own.row.id]


def test_a_host_is_kept_as_looked_up_and_only_once(at: SiteSchool) -> None:
    on = at.school.clock.today()
    new = at.school.do("office", site_hosts.keep_host, HostAnswer(" Gŵyl  Tube ", 10, on, coming="13 from 2028"))
    assert (new.name, new.minimum_age, new.checked_on) == ("Gŵyl Tube", 10, on)
    at.refused("host_there", at.school.do, "office", site_hosts.keep_host, HostAnswer("gwyl tube", 10, on))
    at.refused("may_not", at.school.do, "teacher", site_hosts.keep_host, HostAnswer("Other", 10, on))
    with pytest.raises(FieldsRefused) as refused:
        at.school.do("office", site_hosts.keep_host, HostAnswer("", 40, on + timedelta(days=1)))
    assert {p.field for p in refused.value.problems} == {"name", "minimum_age", "checked_on"}
    with pytest.raises(FieldsRefused) as refused:
        at.school.do("office", site_hosts.keep_host, HostAnswer("W" * 301, 10, on, note="n" * 501, coming="c" * 501))
    assert {p.field for p in refused.value.problems} == {"name", "note", "coming"}
    ended = HostAnswer(new.name, None, on, host_id=new.id, seen=new.seen, ended=True)
    at.school.do("office", site_hosts.keep_host, ended)
    assert new.id not in {h.id for h in at.school.ask("office", site_hosts.list_hosts)}
    told = at.answer(hosting="third_party", host=new.id, terms_checked=at.day(), audience=(Group("staff"),))
    check = at.school.ask("teacher", site_requests.check_request, told)
    assert check.warnings[-1].rule == "host_ended"
    with pytest.raises(ChangedMeanwhile):
        at.school.do("office", site_hosts.keep_host, replace(ended, ended=False))


def test_a_request_that_nobody_could_second_says_so_before_it_is_sent(at: SiteSchool) -> None:
    answer = at.answer(author=at.school.people["bm"])
    assert at.school.ask("bm", site_requests.check_request, answer).warnings[-1].rule == "nobody_seconds"
    own = at.endorse(at.send("bm"))
    assert (own.row.waiting_for, own.warnings[-1].rule) == ("Business manager", "nobody_seconds")
    at.school.grant("office", Office.BUSINESS_MANAGER)
    now = at.show(own)
    assert (now.row.waiting_for, [note.rule for note in now.warnings]) == ("Office Sampl", ["no_requirements"])
    at.sign(own, "office", Step.SECOND, Outcome.ENDORSED)
    part = at.answer(RequestKind.TAKE_PART, author=at.school.people["bm"])
    assert "nobody_seconds" not in {n.rule for n in at.school.ask("bm", site_requests.check_request, part).warnings}


def test_taking_part_asks_for_no_administrators(at: SiteSchool) -> None:
    sent = at.send(kind=RequestKind.TAKE_PART, audience=CHILDREN)
    assert "administrators" not in sent.answers
    assert sent.answers["owner"] == "Cor y Dref"
