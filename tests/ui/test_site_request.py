"""Asking for a site: steps made from the form, rules quoted in place, everything typed kept, changes sent round."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel

from ewloe_desktop.domain.site_answers import Group
from ewloe_desktop.domain.sites import RequestState
from ewloe_desktop.ui.dialogs.site_request import SiteRequestDialog, ask_request
from ewloe_desktop.ui.forms import ProblemLink
from ewloe_desktop.ui.tabbing import order_tabs
from tests.conftest import type_text
from tests.services.scans import SCAN
from tests.ui.conftest import OFFICE
from tests.ui.sites import MANAGER, TEACHER, SiteSchool
from tests.ui.test_every_screen import Flashes, cut, nameless, pseudo, unmarked

__all__ = ["pseudo"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


def ask(school: SiteSchool, page: Any, **how: Any) -> Any:
    """Opens the form and waits for what was kept."""
    ask_request(page, lambda _facts: None, **how)
    return school.front(SiteRequestDialog)


def go_on(school: SiteSchool, dialog: Any) -> None:
    """Continue, and the rules' answer."""
    dialog.next.click()
    school.rest()


def fill(school: SiteSchool, dialog: Any, **other: Any) -> None:
    """Puts a sound request into every step, as if typed."""
    for form in dialog.steps:
        form.show_answers(school.answers(**other))
        form.changed.emit()


def problems(form: Any) -> str:
    """What the summary says."""
    return str(form.summary.accessibleName()) if form.summary.isVisible() else ""


def tab_stops(dialog: Any, form: Any) -> list[tuple[int, int]]:
    """Where Tab leads through a step: from line to line, and in a line from left to right."""
    order_tabs(dialog)
    found, widget = [], form.nextInFocusChain()
    while widget is not form:
        tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget is not form.summary
        if form.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled() and tabs:
            place = widget.mapTo(form, widget.rect().center())
            found.append((place.y() // 12, widget.mapTo(form, QPoint()).x()))
        widget = widget.nextInFocusChain()
    return found


def add_host(school: SiteSchool, dialog: Any) -> None:
    """A company that is not in the list is added from within the form, and chosen."""
    from ewloe_desktop.ui.dialogs.site_hosts import HostDialog

    host = dialog.steps[3].hosts[0]
    host.add.click()
    added = school.front(HostDialog)
    added.form.set_values({"name": "Choirs Online", "minimum_age": 7})
    added.act.click()
    school.rest()
    assert host.box.currentText() == "Choirs Online" and host.age.text().startswith("Takes nobody under 7.")


def test_what_is_typed_is_found_again_after_a_crash_a_lock_and_another_person(site_school: SiteSchool) -> None:
    page = site_school.sign_in(TEACHER)
    dialog = ask(site_school, page)
    go_on(site_school, dialog)
    type_text(dialog.steps[0].fields["title"].line, "Garden diary, ŵyn")
    dialog.steps[0].fields["line_manager"].pick(site_school.ids[MANAGER])
    dialog.steps[4].fields["go_live"].line.setText("11 Janu")  # half a day
    dialog.steps[2].fields["audience"].lines[0].box.setChecked(True)
    site_school.window.lock()  # keeps at once, without waiting for a pause
    site_school.rest()
    dialog.deleteLater()  # as after a crash: nobody pressed anything
    page = site_school.sign_in(MANAGER)
    other = ask(site_school, page)
    assert other.step == 0 and other.answers()["title"] == ""
    other.reject()
    page = site_school.sign_in(TEACHER)
    again = ask(site_school, page)
    assert again.step == 1
    assert again.steps[0].fields["title"].value() == "Garden diary, ŵyn"
    assert again.steps[0].fields["line_manager"].names() == (MANAGER,)
    assert again.steps[4].fields["go_live"].line.text() == "11 Janu"
    assert again.answers()["audience"] == (Group("pupils"),)
    assert [x.text() for x in again.findChildren(QLabel) if x.text().startswith("Found again")]
    again.autosave.afresh()
    assert again.step == 0 and again.answers()["title"] == ""
    again.reject()


def test_a_step_quotes_what_is_missing_and_what_blocks_and_leads_there(site_school: SiteSchool) -> None:
    dialog = ask(site_school, site_school.sign_in(TEACHER))
    go_on(site_school, dialog)
    go_on(site_school, dialog)
    first = dialog.steps[0]
    assert dialog.step == 1 and "What the site is called: Fill in this field." in problems(first)
    assert first.fields["title"].error.text() == "Fill in this field."
    assert first.fields["author"].isHidden()  # a teacher asks in their own name
    fill(site_school, dialog, hosting="third_party", audience=(Group("other_pupils", 8, 9),))
    for _step in (2, 3):
        go_on(site_school, dialog)
    go_on(site_school, dialog)
    assert "Pupils of other schools: say which ones." in problems(dialog.steps[2])
    dialog.steps[2].show_answers({"audience": (Group("pupils", 8, 9),)})
    for _step in (4, 5):
        go_on(site_school, dialog)
    where = dialog.steps[4]
    host = where.hosts[0]
    assert host.isVisible() and where.fields["closes"].isVisible() and where.fields["review"].isHidden()
    host.box.setCurrentIndex(host.box.findText("YouTube"))
    assert host.age.text().startswith("Takes nobody under 13. Last checked on ") and host.coming.isVisible()
    where.fields["terms_checked"].set_value(dialog.work.today())
    go_on(site_school, dialog)
    assert "The youngest child is 8, and YouTube takes nobody under 13" in problems(where)
    where.fields["hosting"].set_value("school")
    assert host.isHidden()
    go_on(site_school, dialog)
    assert dialog.step == 6
    dialog.reject()


def test_a_request_is_checked_changed_on_the_check_page_and_sent(site_school: SiteSchool) -> None:
    from ewloe_desktop.services.drafts import typed
    from ewloe_desktop.services.site_requests import list_requests

    dialog = ask(site_school, site_school.sign_in(TEACHER))
    fill(site_school, dialog, recovery_address="no", go_live="2020-01-11", contributors=(Group("pupils", 8, 9),))
    dialog.show_step(dialog.act_step)
    site_school.rest()
    check = dialog.check_form
    assert [one.question for one in check.told] == ["consent", "go_live"]
    go_on(site_school, dialog)
    assert dialog.step == dialog.act_step and "There is a problem" in problems(check)
    check.summary.findChildren(ProblemLink)[1].pressed_now.emit()
    assert dialog.step == 5 and dialog.steps[4].fields["go_live"].line.hasFocus()
    assert "No site goes live before its last approval" in problems(dialog.steps[4])
    dialog.steps[4].fields["go_live"].line.setText("11 January 2090")
    go_on(site_school, dialog)
    assert dialog.step == dialog.act_step
    dialog.change_answer("consent")
    type_text(dialog.steps[2].fields["consent"].area, "A letter home")
    go_on(site_school, dialog)
    assert check.told == () and dialog.next.text() == "Send the request"
    go_on(site_school, dialog)
    assert dialog.sent_form.who.text() == f"It waits for {MANAGER} now."
    keeper = site_school.window.work.keeper
    (row,) = keeper.read(list_requests)
    assert (row.title, row.state) == ("Year 4 garden diary", RequestState.WITH_LINE_MANAGER)
    assert keeper.read(typed, "site_request/new") is None
    dialog.next.click()
    again = ask(site_school, site_school.window.shell.page, copy_of=row.id)  # type: ignore[union-attr]
    assert again.kind_form is None and again.answers()["aims"] == "Families read what the class grows."
    assert again.answers()["go_live"] == "" and again.answers()["author"] == site_school.ids[TEACHER]
    again.reject()


def test_the_office_enters_a_paper_form_with_its_scan_and_the_shorter_form_for_taking_part(
    site_school: SiteSchool, tmp_path: Any
) -> None:
    from ewloe_desktop.services.site_requests import show_request

    page = site_school.sign_in(OFFICE)
    dialog = ask(site_school, page)
    full = dialog.pages.count()
    dialog.kind_form.whose.set_value("paper")
    dialog.kind_form.kind.choose(lambda kind: kind == "take_part")
    assert dialog.pages.count() == full - 1 and dialog.count.text().endswith(str(full - 1))
    go_on(site_school, dialog)
    form = dialog.steps[0]
    assert form.fields["author"].value() == () and form.evidence.isHidden()
    fill(site_school, dialog, owner="Cor y Dref", author="")
    form.fields["author"].pick(site_school.ids[TEACHER])
    assert form.evidence.isVisible()
    add_host(site_school, dialog)
    go_on(site_school, dialog)
    assert "Attach the scan of the paper form" in problems(form)
    scan = tmp_path / "form.pdf"
    scan.write_bytes(SCAN)
    form.evidence.take(str(scan))
    site_school.qtbot.waitUntil(lambda: form.evidence.value() is not None)
    site_school.window.lock()
    site_school.rest()
    dialog.deleteLater()
    dialog = ask(site_school, site_school.sign_in(OFFICE))
    site_school.rest()
    assert dialog.scan.content == SCAN and dialog.kind == "take_part"
    dialog.show_step(dialog.act_step)
    site_school.rest()
    assert "form.pdf" in [label.text() for label in dialog.check_form.findChildren(QLabel)]
    sent: list[Any] = []
    dialog.sent_request.connect(sent.append)
    go_on(site_school, dialog)
    facts = site_school.window.work.keeper.read(show_request, sent[0].row.id)
    assert facts.row.author == TEACHER and facts.rounds[0].sent_by == OFFICE and facts.rounds[0].evidence_id


def test_a_changed_request_shows_what_differs_and_goes_round_again(site_school: SiteSchool) -> None:
    page = site_school.sign_in(TEACHER)
    facts = site_school.send()
    dialog = ask(site_school, page, change=facts)
    assert dialog.step == 0 and dialog.steps[0].fields["author"].isHidden()
    dialog.show_step(dialog.act_step)
    site_school.rest()
    go_on(site_school, dialog)
    assert dialog.step == dialog.act_step and dialog.check_form.summary.isVisible()  # nothing differs
    dialog.change_answer("aims")
    dialog.steps[1].fields["aims"].set_value("Families and friends read it.")
    go_on(site_school, dialog)
    words = [label.text() for label in dialog.check_form.findChildren(QLabel) if label.isVisible()]
    assert "Changed" in words and "Before: Families read what the class grows." in words
    sent: list[Any] = []
    dialog.sent_request.connect(sent.append)
    go_on(site_school, dialog)
    assert sent[0].row.round == 2 and sent[0].changed == ("aims",)


def test_every_step_is_named_and_nothing_flashes(site_school: SiteSchool, qapp: Any) -> None:
    page = site_school.sign_in(OFFICE)
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    dialog = ask(site_school, page)
    fill(site_school, dialog, hosting="third_party", audience=(Group("pupils", 8, 9), Group("others")))
    dialog.steps[0].fields["author"].pick(site_school.ids[TEACHER])
    for step in range(dialog.pages.count()):
        dialog.show_step(step)
        site_school.rest()
        assert nameless(dialog) == [], step
        places = tab_stops(dialog, dialog.forms[step])
        assert places == sorted(places), step
    qapp.removeEventFilter(flashes)
    assert flashes.seen == ["SiteRequestDialog"]
    dialog.done(0)


@pytest.mark.usefixtures("pseudo")
def test_every_word_of_every_step_is_marked_and_has_room(site_school: SiteSchool) -> None:
    page = site_school.sign_in(OFFICE)
    dialog = ask(site_school, page)
    fill(site_school, dialog, hosting="third_party", audience=(Group("pupils", 8, 9), Group("others")))
    dialog.steps[0].fields["author"].pick(site_school.ids[TEACHER])
    form = dialog.start.form
    data = {one for step in form.steps for one in (step.title, step.hint)}
    data |= {one for q in dialog.questions.values() for one in (q.label, q.hint, *(words for _id, words in q.options))}
    data |= {str(answer) for answer in site_school.answers().values()} | {TEACHER, MANAGER}
    for step in range(dialog.pages.count()):
        dialog.show_step(step)
        site_school.rest()
        assert [words for words in unmarked(dialog) if words not in data] == [], step
        assert cut(dialog) == [], step
    dialog.done(0)
