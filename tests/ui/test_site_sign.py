"""The ceremony of a site's approval: read to the end, decided, declared, signed with one's own password."""

from typing import Any

import pytest

from ewloe_desktop.domain.site_answers import Group
from ewloe_desktop.domain.sites import Outcome, RequestState
from ewloe_desktop.ui.dialogs.site_sign import SiteSignDialog, ask_site_signing
from tests.conftest import type_text
from tests.ui.conftest import HEAD, OFFICE
from tests.ui.sites import MANAGER, PASSWORDS, TEACHER, SiteSchool
from tests.ui.test_every_screen import Flashes, cut, nameless, pseudo, unmarked

__all__ = ["pseudo"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def open_ceremony(school: SiteSchool, request: Any, name: str, step: str) -> Any:
    """Signs somebody in and opens their step of the approval."""
    page = school.sign_in(name)
    ask_site_signing(page, request, step)
    return school.front(SiteSignDialog)


def to_check(dialog: Any) -> None:
    """From the decision to the check page."""
    dialog.next.click()
    assert dialog.forms[dialog.step] is dialog.declare
    dialog.declare.agree.set_value(True)
    dialog.next.click()
    dialog.next.click()
    assert dialog.forms[dialog.step] is dialog.check_form


def sign(school: SiteSchool, dialog: Any, name: str) -> None:
    """The password, and the receipt."""
    dialog.check_form.password.set_value(PASSWORDS[name])
    dialog.next.click()
    school.qtbot.waitUntil(lambda: dialog.step == dialog.receipt_step)
    school.rest()


def through(school: SiteSchool, request: Any, name: str, step: str, outcome: Outcome, **more: Any) -> Any:
    """The whole ceremony; the dialog at its receipt."""
    dialog = open_ceremony(school, request, name, step)
    dialog.read.paper.set_value(True)
    dialog.next.click()
    dialog.next.click()
    dialog.decision.decision.set_value(outcome)
    for field, value in more.items():
        dialog.decision.fields[field].set_value(value)
    to_check(dialog)
    sign(school, dialog, name)
    return dialog


def shown(school: SiteSchool, request: Any) -> Any:
    """The request as it stands now."""
    from ewloe_desktop.services.site_requests import show_request

    return school.window.work.keeper.read(show_request, request.row.id)


def test_three_approvals_in_order_each_with_what_it_has_to_say(site_school: SiteSchool) -> None:
    site_school.sign_in(TEACHER)
    request = site_school.send()
    dialog = open_ceremony(site_school, request, MANAGER, "line_manager")
    assert dialog.step == 0 and not dialog.read.reached
    dialog.next.click()
    assert dialog.step == 0 and dialog.read.summary.isVisible()  # not read to its end
    bar = dialog.read.text.verticalScrollBar()
    bar.setValue(bar.maximum())
    dialog.next.click()
    assert dialog.who.signer.name == MANAGER
    dialog.next.click()
    dialog.next.click()
    assert "Choose what you decide." in dialog.decision.summary.accessibleName()
    dialog.decision.decision.set_value(Outcome.RETURNED)
    assert dialog.decision.logo.isHidden()
    dialog.next.click()
    assert "Give the reason." in dialog.decision.summary.accessibleName()
    dialog.decision.decision.set_value(Outcome.ENDORSED)
    to_check(dialog)
    assert dialog.next.text() == "Sign and endorse"
    sign(site_school, dialog, MANAGER)
    assert dialog.receipt_form._next.text() == "Next: the second approver reads it."
    dialog.next.click()
    second = through(site_school, request, OFFICE, "second_approver", Outcome.ENDORSED, logo=False)
    second.next.click()
    head = through(site_school, request, HEAD, "head_teacher", Outcome.CONDITIONS, conditions="Comments stay off.")
    assert "Endorsed by Ms Siân Ŵyn-Ellis, Business manager" in head.read.text.toPlainText()
    assert head.receipt_form._what.text() == "Approved on conditions: Year 4 garden diary"
    facts = shown(site_school, request)
    assert facts.row.state is RequestState.APPROVED
    assert [d.logo for d in facts.decisions] == [None, False, None]
    assert facts.decisions[2].conditions == "Comments stay off."


def test_a_decision_half_written_is_found_again_and_a_changed_request_is_read_again(site_school: SiteSchool) -> None:
    from ewloe_desktop.services.site_requests import RequestAnswer, change_request

    site_school.sign_in(TEACHER)
    request = site_school.send()
    dialog = open_ceremony(site_school, request, OFFICE, "line_manager")  # at the office's PC
    dialog.show_step(2)
    dialog.decision.decision.set_value(Outcome.RETURNED)
    type_text(dialog.decision.reason.area, "Say who looks after it in the holidays")
    site_school.window.lock()
    site_school.rest()
    dialog.deleteLater()  # as after a crash
    dialog = open_ceremony(site_school, request, OFFICE, "line_manager")
    assert dialog.decision.outcome is Outcome.RETURNED and dialog.decision.words.endswith("holidays")
    dialog.read.paper.set_value(True)
    dialog.show_step(2)
    to_check(dialog)
    answers = site_school.answers(aims="Families and friends read it.")
    other = RequestAnswer(request.row.kind, answers, kept_at="Office, drawer 2")
    site_school.window.work.keeper.write(change_request, request.row.id, request.row.seen, other)
    dialog.check_form.password.set_value(PASSWORDS[MANAGER])
    dialog.next.click()
    site_school.qtbot.waitUntil(lambda: dialog.step == 0)
    assert "Families and friends read it." in dialog.read.text.toPlainText()
    assert dialog.read.summary.isVisible()
    assert "Somebody changed this" in dialog.read.summary.accessibleName()
    assert not dialog.read.paper.value() and dialog.check_form.password.value() == ""
    dialog.reject()


def test_what_changed_since_the_last_round_is_shown_word_by_word(site_school: SiteSchool) -> None:
    from ewloe_desktop.services.site_requests import RequestAnswer, change_request

    site_school.sign_in(TEACHER)
    request = site_school.send()
    keeper = site_school.window.work.keeper
    other = RequestAnswer(request.row.kind, site_school.answers(content="Two entries a week."))
    request = keeper.write(change_request, request.row.id, request.row.seen, other)
    dialog = open_ceremony(site_school, request, MANAGER, "line_manager")
    assert dialog.read.show_changes.text() == "Changes since round 1 (1)"
    assert "Removed: “An entry”" in dialog.read.changes.toPlainText()
    dialog.reject()


def test_where_a_rule_blocks_today_only_returning_is_open_and_the_rule_is_quoted(site_school: SiteSchool) -> None:
    from ewloe_desktop.services.offices import person_leaves
    from ewloe_desktop.services.people import show_person

    site_school.sign_in(TEACHER)
    request = site_school.send()
    site_school.sign_in(HEAD)
    keeper = site_school.window.work.keeper
    leaver = keeper.read(show_person, site_school.ids[OFFICE]).row
    keeper.write(person_leaves, leaver.id, leaver.seen, site_school.window.work.today(), PASSWORDS[HEAD])
    dialog = open_ceremony(site_school, request, MANAGER, "line_manager")
    endorse, back = dialog.decision.decision.buttons()
    assert not endorse.isEnabled() and back.isEnabled()
    assert "does not work for the school today" in endorse.accessibleDescription()
    assert "Why it cannot be approved today" in dialog.read.text.toPlainText()
    dialog.reject()


def test_every_page_is_named_and_nothing_flashes(site_school: SiteSchool, qapp: Any) -> None:
    site_school.sign_in(TEACHER)
    request = site_school.send()
    page = site_school.sign_in(MANAGER)
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    ask_site_signing(page, request, "line_manager")
    dialog = site_school.front(SiteSignDialog)
    for step in range(dialog.pages.count()):
        dialog.decision.decision.set_value(Outcome.RETURNED)
        dialog.show_step(step)
        assert nameless(dialog) == [], step
    qapp.removeEventFilter(flashes)
    assert flashes.seen == ["SiteSignDialog"]
    dialog.done(0)


@pytest.mark.usefixtures("pseudo")
def test_every_word_of_the_ceremony_is_marked_and_has_room(site_school: SiteSchool) -> None:
    site_school.sign_in(TEACHER)
    request = site_school.send(audience=(Group("public"),))
    dialog = open_ceremony(site_school, request, MANAGER, "line_manager")
    data = {dialog.windowTitle(), dialog._to_sign.facts.declaration, MANAGER}
    dialog.declare.declared.line.setText("22 11 2026")
    for step in range(dialog.receipt_step):
        dialog.decision.decision.set_value(Outcome.RETURNED)
        dialog.show_step(step)
        site_school.rest()
        assert [words for words in unmarked(dialog) if words not in data and MANAGER not in words] == [], step
        assert cut(dialog) == [], step
    dialog.done(0)
