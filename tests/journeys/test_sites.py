"""Official sites through the window: asked for, decided in turn, changed, on paper, live, short of people."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from ewloe_desktop.domain.site_answers import Answers
from ewloe_desktop.domain.sites import Outcome, RequestState, SiteState, Step
from ewloe_desktop.services import site_requests
from ewloe_desktop.services.offices import person_leaves
from ewloe_desktop.services.people import show_person
from ewloe_desktop.services.photo_uses import list_uses
from ewloe_desktop.services.reviews import what_needs
from ewloe_desktop.services.sheets import read_document
from ewloe_desktop.services.sites import show_site
from ewloe_desktop.ui.dialogs.site_check import CheckDialog
from ewloe_desktop.ui.dialogs.site_live import GoLiveDialog
from ewloe_desktop.ui.dialogs.site_request import SiteRequestDialog
from ewloe_desktop.ui.dialogs.site_sign import SiteSignDialog
from ewloe_desktop.ui.site_steps import PAPER
from tests.conftest import type_text
from tests.journeys import site_steps as steps
from tests.journeys.conftest import HEAD, HEAD_PASSWORD, Sitting
from tests.services.scans import SCAN

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
CONDITIONS = "First names only."


def asking(sitting: Sitting) -> Any:
    """The form, at its first step."""
    sitting.page("sites").acts.ask()
    asked = sitting.dialog(SiteRequestDialog)
    sitting.settle()
    return asked


def fill_in(sitting: Sitting, asked: Any, answers: Answers) -> None:
    """Goes through the steps up to the check page, answering each question."""
    while asked.step < asked.act_step:
        form, before = asked.forms[asked.step], asked.step
        if form in asked.steps:
            form.show_answers(answers)
        asked.next.click()
        sitting.settle()
        assert asked.step == before + 1, form.summary.accessibleName()


def send(sitting: Sitting, asked: Any) -> None:
    """From the check page to the page that says who has it now."""
    asked.next.click()
    sitting.wait(lambda: asked.step > asked.act_step)
    asked.next.click()
    sitting.gone(SiteRequestDialog)


def decide(
    sitting: Sitting, request_id: str, step: Step, outcome: Outcome, signer: tuple[str, str], words: str = ""
) -> None:
    """One approver's ceremony to its receipt, with the password typed."""
    page = sitting.page("sites", {"request_id": request_id})
    sitting.wait(lambda: page.acts.request is not None and page.acts.request.row.id == request_id)
    sitting.settle()
    assert step.value in page.acts.request.may
    page.acts.sign(step.value)
    signing: Any = sitting.dialog(SiteSignDialog)
    sitting.settle()
    signing.read.paper.set_value(True)
    signing.next.click()
    signing.who.who.set_value(signer[0])
    signing.next.click()
    signing.decision.decision.set_value(outcome)
    for field in (signing.decision.reason, signing.decision.conditions):
        if field.isVisible():
            type_text(field.area, words)
    signing.next.click()
    signing.declare.agree.set_value(True)
    signing.next.click()
    signing.next.click()
    assert signing.step == signing.act_step
    type_text(signing.check_form.password.line, signer[1])
    signing.next.click()
    sitting.wait(lambda: signing.step == signing.receipt_step)
    signing.next.click()
    sitting.gone(SiteSignDialog)


def look_at(sitting: Sitting, page: Any) -> None:
    """The yearly check of the site in sight: everything is as it should be."""
    page.acts.of_site()["confirm"]()
    looking: Any = sitting.dialog(CheckDialog)
    for _words, choice, _remark in looking.points:
        choice.set_value("yes")
    looking.act.click()
    sitting.gone(CheckDialog)


def of_today(sitting: Sitting) -> dict[str, Any]:
    """What Today shows this person, by kind."""
    today = sitting.ask(what_needs)
    return {item.kind: item for item in (*today.for_you, *today.coming, *today.waiting)}


def test_a_site_is_asked_for_approved_in_order_live_and_looked_at_until_somebody_leaves(sitting: Sitting) -> None:
    cast = steps.bring_in(sitting)
    steps.as_somebody(sitting, cast.teacher, steps.password_of(steps.TEACHER))
    asked = asking(sitting)
    fill_in(sitting, asked, steps.answers(sitting, cast))
    send(sitting, asked)
    (row,) = sitting.ask(site_requests.list_requests)

    line_manager = (cast.line_manager, steps.password_of(steps.LINE_MANAGER))
    steps.as_somebody(sitting, *line_manager)
    assert of_today(sitting)["site_endorse"].request_id == row.id
    decide(sitting, row.id, Step.LINE_MANAGER, Outcome.ENDORSED, line_manager)
    steps.sign(sitting, row.id, Step.SECOND, cast.manager, steps.MANAGER)
    head = (sitting.head_id, HEAD_PASSWORD)
    steps.as_somebody(sitting, *head)
    decide(sitting, row.id, Step.HEAD, Outcome.CONDITIONS, head, CONDITIONS)
    site_id = sitting.ask(site_requests.show_request, row.id).row.site_id

    page = sitting.page("sites", {"site_id": site_id})
    sitting.wait(lambda: page.acts.site is not None)
    page.acts.of_site()["go_live"]()
    opening: Any = sitting.dialog(GoLiveDialog)
    type_text(opening.form.fields["address"].line, "www.example.org/garden")
    opening.act.click()
    sitting.gone(GoLiveDialog)
    site = sitting.ask(show_site, site_id)
    assert (site.row.state, site.conditions) == (SiteState.LIVE, CONDITIONS)
    assert [line.step for line in site.approvals] == [Step.LINE_MANAGER, Step.SECOND, Step.HEAD]
    assert steps.TITLE in {use.name for use in sitting.ask(list_uses)}

    look_at(sitting, page)
    assert sitting.ask(show_site, site_id).row.last_check == sitting.today

    helper = sitting.ask(show_person, cast.helper).row
    sitting.do(person_leaves, helper.id, helper.seen, sitting.today, HEAD_PASSWORD)
    assert of_today(sitting)["site_below_two"].site_id == site_id
    assert sitting.ask(show_site, site_id).row.alarm == "two_administrators"


def test_a_refusal_comes_back_to_today_with_its_reason(sitting: Sitting) -> None:
    cast = steps.bring_in(sitting)
    facts = steps.endorsed(sitting, cast, Step.LINE_MANAGER, Step.SECOND)
    head = (sitting.head_id, HEAD_PASSWORD)
    steps.as_somebody(sitting, *head)
    decide(sitting, facts.row.id, Step.HEAD, Outcome.REFUSED, head, "The newsletter does this already.")
    steps.as_somebody(sitting, cast.teacher, steps.password_of(steps.TEACHER))
    told = of_today(sitting)["site_refused"]
    assert (told.request_id, told.reason) == (facts.row.id, "The newsletter does this already.")
    page = sitting.page("today")
    assert any("The newsletter does this already." in label.text() for label in page.findChildren(QLabel))


def test_a_change_after_an_endorsement_goes_round_again_and_shows_what_changed(sitting: Sitting) -> None:
    cast = steps.bring_in(sitting)
    facts = steps.endorsed(sitting, cast, Step.LINE_MANAGER)
    assert facts.row.state is RequestState.WITH_SECOND
    page = sitting.page("sites", {"request_id": facts.row.id})
    sitting.wait(lambda: page.acts.request is not None)
    page.acts.change()
    asked: Any = sitting.dialog(SiteRequestDialog)
    sitting.settle()
    fill_in(sitting, asked, steps.answers(sitting, cast, team="Years 4 and 5"))
    send(sitting, asked)

    line_manager = (cast.line_manager, steps.password_of(steps.LINE_MANAGER))
    steps.as_somebody(sitting, *line_manager)
    assert of_today(sitting)["site_endorse"].request_id == facts.row.id
    again = sitting.ask(site_requests.show_request, facts.row.id)
    assert (again.row.round, again.row.waiting_for, again.changed) == (2, steps.LINE_MANAGER, ("team",))
    assert [line.lapsed for line in again.decisions] == [True]
    decide(sitting, facts.row.id, Step.LINE_MANAGER, Outcome.RETURNED, line_manager, "Year 5 has one already.")
    steps.as_somebody(sitting, cast.teacher, steps.password_of(steps.TEACHER))
    assert of_today(sitting)["site_returned"].reason == "Year 5 has one already."


def test_the_office_enters_a_paper_form_with_its_scan(sitting: Sitting) -> None:
    cast = steps.bring_in(sitting)
    asked = asking(sitting)
    asked.kind_form.whose.set_value(PAPER)
    asked.next.click()
    sitting.settle()
    who = asked.forms[asked.step]
    who.show_answers(steps.answers(sitting, cast))
    asked.next.click()
    sitting.settle()
    assert "scan" in who.summary.accessibleName().lower() or "paper" in who.summary.accessibleName().lower()
    paper = Path(sitting.folder) / "form.pdf"
    paper.write_bytes(SCAN)
    who.evidence.take(str(paper))
    sitting.wait(lambda: who.evidence.value() is not None)
    fill_in(sitting, asked, steps.answers(sitting, cast))
    send(sitting, asked)
    (row,) = sitting.ask(site_requests.list_requests)
    assert (row.author, row.waiting_for, row.state) == (
        steps.TEACHER,
        steps.LINE_MANAGER,
        RequestState.WITH_LINE_MANAGER,
    )
    (round_,) = sitting.ask(site_requests.show_request, row.id).rounds
    assert round_.sent_by == HEAD
    assert sitting.ask(read_document, round_.evidence_id).content == SCAN
