"""Official sites: the lists, one request with its approvals, one site with its alarm, the way from Today."""

from typing import Any

import pytest

from ewloe_desktop.domain.site_answers import Group
from ewloe_desktop.domain.site_form import Ask, Question
from ewloe_desktop.domain.site_rules import Note
from ewloe_desktop.domain.sites import Outcome
from ewloe_desktop.ui import site_words
from tests.ui.conftest import HEAD, OFFICE
from tests.ui.site_stories import buttons, every_word, front, opened, press, shown, sign, words
from tests.ui.sites import MANAGER, PASSWORDS, TEACHER, SiteSchool

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


# ---- words


def test_answers_and_alarms_are_told_in_words() -> None:
    groups = (Group("pupils", 8, 9), Group("other_pupils", 9, 9, "Ysgol Glan Nant"), Group("public"))
    asked = Question("audience", Ask.GROUPS, "Who sees it?")
    assert site_words.answer_lines(asked, groups, {}) == (
        "Pupils of the school, 8 to 9 years old",
        "Pupils of other schools, 9 years old: Ysgol Glan Nant",
        "Everybody",
    )
    day = Question("go_live", Ask.DAY, "When?")
    assert site_words.answer_lines(day, "2026-11-30", {}) == ("30 November 2026",)
    people = Question("administrators", Ask.PEOPLE, "Who?")
    assert site_words.answer_lines(people, ("a", "b"), {"a": "Mr Huw Glyn"})[0] == "Mr Huw Glyn"
    assert site_words.answer_lines(people, (), {}) == ()
    assert site_words.who("business_manager") == "Business manager"
    assert site_words.who("Mr Huw Glyn") == "Mr Huw Glyn"


# ---- the page


def test_an_alarm_stands_first_with_word_and_icon_and_is_put_right(stories: SiteSchool) -> None:
    page = stories.sign_in(HEAD)
    assert "Fewer than two moderators" in words(page)  # on Today, the same day
    press(page, "Go to the site")
    stories.rest()
    page = opened(stories)
    assert page.list.tab == "live"
    assert shown(page) == [("Year 4 garden diary", "Fewer than two moderators", "warning")]
    told = every_word(page.site_pane)
    for said in ("www.example.org/garden", "Moderators: 1 at the school today", "No longer at the school"):
        assert said in told
    assert "First names only." in told and "Approved on conditions by Mrs Marged Pugh".lower() in told.lower()
    assert buttons(page.site_pane)[0] == "Change who runs it…"
    press(page.site_pane, "Change who runs it…")
    dialog = front(stories)
    assert dialog.people["moderator"].names() == (OFFICE,)
    dialog.act.click()
    stories.rest()
    assert "at least two different moderators" in dialog.form.summary.accessibleName()
    dialog.people["moderator"].pick(stories.ids[TEACHER])
    dialog.act.click()
    stories.rest()
    assert shown(page)[0][1].startswith("Next check")
    assert "Moderators: 2 at the school today" in every_word(page.site_pane)


def test_a_request_shows_its_approvals_and_only_what_this_person_may_do(site_school: SiteSchool) -> None:
    stories, keeper = site_school, site_school.window.work.keeper
    keeper.sign_in(stories.ids[TEACHER], PASSWORDS[TEACHER])
    trips = stories.send(title="Trips")
    sign(stories, trips, Outcome.REFUSED, reason="Pictures of trips show where children are.")
    keeper.sign_in(stories.ids[TEACHER], PASSWORDS[TEACHER])
    stories.send(title="Choir", two_step="no")
    keeper.lock()
    stories.sign_in(MANAGER)
    page = opened(stories)
    assert shown(page) == [("Choir", "Waiting for you", "sign")]
    assert "Decide as line manager…" in buttons(page.request_pane)
    assert "Change the request…" not in buttons(page.request_pane)
    stories.sign_in(TEACHER)
    page = opened(stories)
    assert shown(page) == [("Choir", "With the line manager", "")]
    assert site_words.note(Note("no_two_step")) in every_word(page.request_pane)
    assert buttons(page.request_pane)[:2] == ["Change the request…", "Copy it for another…"]
    assert not any("Decide" in words for words in buttons(page.request_pane))
    page.list.show_tab("everything")
    assert [card[1] for card in shown(page)] == ["With the line manager", "Refused"]
    page.list.cards.setCurrentIndex(page.list._model.index(1, 0))
    stories.rest()
    told = every_word(page.request_pane)
    assert "Refused by Mrs Marged Pugh: Pictures of trips show where children are." in told
    assert told.count("Endorsed: ") == 2
    find_and_withdraw(stories, page)
    assert "Withdrawn: Another school has one already." in every_word(page.request_pane)


def find_and_withdraw(stories: SiteSchool, page: Any) -> None:
    """By a word of its title; what does not fit stands nowhere."""
    page.list.search.setText("choir")
    page.list.searched.emit()
    stories.rest()
    assert [card[0] for card in shown(page)] == ["Choir"]
    page.list.show_tab("live")
    assert "No site and no request has these words." in words(page.list)
    page.list.show_tab("under_way")
    page.acts.request = page.request_pane.request
    page._go_to(("request", page.list.first[1]))
    stories.rest()
    press(page.request_pane, "Withdraw the request…")
    dialog = front(stories)
    dialog.form.fields["reason"].set_value("Another school has one already.")
    dialog.act.click()
    stories.rest()
