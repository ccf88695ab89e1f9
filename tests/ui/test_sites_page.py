"""Official sites: the three lists, one request, one site with its alarm, each dialog of the register, Today."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ewloe_desktop.domain.site_answers import Group
from ewloe_desktop.domain.site_form import Ask, Question
from ewloe_desktop.domain.site_rules import Note
from ewloe_desktop.domain.sites import Outcome, SiteState, Step
from ewloe_desktop.ui import site_words
from ewloe_desktop.ui.dialog import Dialog
from ewloe_desktop.ui.pages.sites import SitesPage
from tests.ui.conftest import HEAD, HEAD_PASSWORD, OFFICE
from tests.ui.sites import MANAGER, PASSWORDS, TEACHER, SiteSchool, site_school
from tests.ui.test_every_screen import cut, nameless, pseudo, seen, unmarked

if TYPE_CHECKING:
    from ewloe_desktop.services.site_request_facts import RequestFacts
    from ewloe_desktop.services.sites import SiteFacts

__all__ = ["pseudo", "site_school"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)
TODAY = date.today()
STEPS = ((MANAGER, Step.LINE_MANAGER), (OFFICE, Step.SECOND), (HEAD, Step.HEAD))


def sign(school: SiteSchool, request: "RequestFacts", last: Outcome = Outcome.APPROVED, **more: Any) -> None:
    """Each approver in turn, at the keeper itself."""
    from ewloe_desktop.services.site_signing import SiteAnswer, prepare_site_signing, sign_request

    keeper = school.window.work.keeper
    for name, step in STEPS:
        keeper.sign_in(school.ids[name], PASSWORDS[name])
        facts = keeper.read(prepare_site_signing, request.row.id, step)
        told = {"outcome": last, **more} if step is Step.HEAD else {"outcome": Outcome.ENDORSED}
        answer = SiteAnswer(
            school.ids[name],
            declared_on=TODAY,
            declaration_version=facts.declaration_version,
            password=PASSWORDS[name],
            logo=True if step is Step.SECOND else None,
            **told,
        )
        keeper.write(sign_request, request.row.id, facts.seen, step, answer)


@pytest.fixture
def stories(site_school: SiteSchool) -> SiteSchool:
    """A live site whose moderator has left, and a request that waits for its line manager."""
    from ewloe_desktop.services.offices import person_leaves
    from ewloe_desktop.services.people import show_person
    from ewloe_desktop.services.site_running import go_live
    from ewloe_desktop.services.sites import list_sites

    keeper = site_school.window.work.keeper
    keeper.sign_in(site_school.ids[TEACHER], PASSWORDS[TEACHER])
    garden = site_school.send(moderators=(site_school.ids[OFFICE], site_school.ids[MANAGER]))
    site_school.send(title="Choir", moderators=(site_school.ids[TEACHER], site_school.ids[OFFICE]))
    sign(site_school, garden, Outcome.CONDITIONS, conditions="First names only.")
    (site,) = keeper.read(list_sites)
    keeper.write(go_live, site.id, site.seen, TODAY, "www.example.org/garden")
    leaver = keeper.read(show_person, site_school.ids[MANAGER])
    keeper.write(person_leaves, leaver.row.id, leaver.row.seen, TODAY, HEAD_PASSWORD)
    keeper.lock()
    return site_school


def words(within: QWidget) -> str:
    """Everything that is said there."""
    return " | ".join(label.text() for label in seen(within, QLabel))


def every_word(within: QWidget) -> str:
    """Everything that is said there, what must be scrolled to as well."""
    return " | ".join(label.text() for label in within.findChildren(QLabel) if label.isVisibleTo(within))


def buttons(within: QWidget) -> list[str]:
    """What can be pressed there."""
    return [b.text() for b in within.findChildren(QPushButton) if b.isVisibleTo(within)]


def press(within: QWidget, words: str) -> None:
    """Presses a button by its words."""
    next(b for b in within.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(within)).click()


def opened(school: SiteSchool, place: dict[str, Any] | None = None) -> Any:
    """The page, come to rest."""
    school.window.show_page("sites", place)
    school.rest()
    assert school.window.shell is not None
    page = school.window.shell.page
    assert isinstance(page, SitesPage)
    return page


def front(school: SiteSchool) -> Any:
    """The dialog in front."""
    school.rest()
    return [d for d in school.window.findChildren(Dialog) if d.isVisible()][-1]


def shown(page: Any) -> list[tuple[str, str, str]]:
    """The cards: title, badge, icon."""
    model = page.list._model
    return [(card.title, card.badge, card.icon) for card in (page.list._card(row) for row in model.rows)]


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


def test_a_site_is_suspended_live_again_confirmed_elsewhere_and_closed(stories: SiteSchool) -> None:
    stories.sign_in(HEAD)
    page = opened(stories, {"tab": "live"})
    stories.window.work.keeper.write(_with_moderators, page.site_pane.site, stories.ids)
    page.refresh()
    stories.rest()
    act(stories, page, "suspend", {"reason": "Somebody wrote rude words."})
    assert page.site_pane.site.row.state is SiteState.SUSPENDED
    page.acts.of_site()["resume"]()
    assert "Somebody wrote rude words." in every_word(front(stories))
    front(stories).act.click()
    stories.rest()
    act(stories, page, "address", {"address": "www.example.org/gardd"})
    assert page.site_pane.site.row.address == "www.example.org/gardd"
    assert page.site_pane.site.row.state is SiteState.LIVE
    confirm(stories, page)
    assert "The link in the newsletter is old." in every_word(page.site_pane)
    assert page.site_pane.site.row.last_check == TODAY
    act(
        stories,
        page,
        "close",
        {"reason": "The year is over.", "content": "removed", "accounts": "deleted", "followers": "told"},
    )
    assert page.site_pane.site.row.state is SiteState.CLOSED
    assert "What stood on it: Taken down" in every_word(page.site_pane)
    assert set(buttons(page.site_pane)) == {"Print the approval sheet…", "Print the check sheet…", "See the request"}
    assert page.list.tab == "everything"  # where a closed site still stands


def act(school: SiteSchool, page: Any, name: str, values: dict[str, Any]) -> None:
    """Fills a dialog of the register in and sends it."""
    page.acts.of_site()[name]()
    dialog = front(school)
    dialog.form.set_values(values)
    dialog.act.click()
    school.rest()


def confirm(school: SiteSchool, page: Any) -> None:
    """The yearly confirmation: a no says what is to be put right."""
    page.acts.of_site()["confirm"]()
    dialog = front(school)
    assert dialog.who.names() == (HEAD,)
    for name, field in dialog.form.fields.items():
        if name.startswith("point_"):
            field.set_value("no" if name == "point_0" else "yes")
    dialog.act.click()
    assert dialog.isVisible() and dialog.form.summary.isVisible()
    dialog.form.fields["remark_0"].set_value("The link in the newsletter is old.")
    dialog.act.click()
    school.rest()


def _with_moderators(session: Any, actor: Any, site: "SiteFacts", ids: dict[str, str]) -> Any:
    from ewloe_desktop.services.site_running import change_runners

    both = (ids[TEACHER], ids[OFFICE])
    return change_runners(session, actor, site.row.id, site.row.seen, both, both, TODAY)


def test_hosts_and_the_form_are_kept_with_their_day(site_school: SiteSchool, tmp_path: Path) -> None:
    stories = site_school
    stories.sign_in(HEAD)
    page = opened(stories)
    page.show_hosts()
    hosts = front(stories)
    hosts.add_host()
    dialog = front(stories)
    dialog.form.set_values({"name": "Dyddlyfr", "minimum_age": 4, "coming": "A higher age from 2027."})
    dialog.act.click()
    stories.rest()
    added = next(host for host in hosts.model.rows if host.name == "Dyddlyfr")
    assert (added.minimum_age, added.checked_on, added.coming) == (4, TODAY, "A higher age from 2027.")
    hosts.reject()

    page.show_form()
    form = front(stories)
    assert "No requirements have been adopted" in words(form)
    broken = tmp_path / "broken.toml"
    broken.write_text(form.facts.content.replace('id = "vetting"', 'id = "other"'), encoding="utf-8")
    form.take(str(broken))
    stories.rest()
    assert "vetting: The file lacks this question" in form.summary.accessibleName()
    changed = form.facts.content.replace("2026-1", "2027-1").replace("Class, team", "Team, class")
    form._loaded(stories.window.work.keeper.write(_load, changed))
    form.load()
    stories.rest()
    assert "version 2027-1" in words(form)
    press(form, "Begin with the sample requirements")
    stories.rest()
    assert stories.window.shell is not None
    assert stories.window.shell.place()[0] == "policies"
    page = opened(stories)
    page.show_form()
    form = front(stories)
    assert "Named, not adopted yet: Requirements for Official Sites" in words(form)
    press(form, "Name another policy…")
    assert front(stories).form.fields["policy"].value() == form.facts.basis_policy_id


def _load(session: Any, actor: Any, content: str) -> Any:
    from ewloe_desktop.services.site_form import load_form

    return load_form(session, actor, content)


def test_every_control_has_a_name_and_every_word_is_marked_and_has_room(pseudo: None, stories: SiteSchool) -> None:
    stories.sign_in(HEAD)
    stories.window.resize(1280, 720)
    page = opened(stories)
    data = (TEACHER, MANAGER, "example", "Class", "Choir")
    for tab in ("under_way", "live"):
        page.list.show_tab(tab)
        page._open(page.list.first)
        stories.rest()
        assert nameless(page) == []
        assert cut(page) == []
        told = [w for w in unmarked(page) if not any(part in w for part in data) and w not in _told_by_people(page)]
        assert told == []
    opening = [page.show_hosts, page.show_form, *(page.acts.of_site()[n] for n in ("runners", "suspend", "close"))]
    opening += [page.acts.of_site()[name] for name in ("confirm", "address")]
    for call in opening:
        call()
        dialog = front(stories)
        assert nameless(dialog) == [], dialog.windowTitle()
        assert cut(dialog) == [], dialog.windowTitle()
        dialog.reject()
        stories.rest()


def _told_by_people(page: Any) -> set[str]:
    """What the form asks and what people answered: words of the register, in the language they were written in."""
    request, site = page.request_pane.request, page.site_pane.site
    told = {site.purpose, site.conditions, site.row.name} if site is not None else set()
    if request is not None:
        told |= {str(value) for value in request.answers.values()} | {step.title for step in request.form.steps}
        told |= {q.label for q in request.form.questions(request.row.kind)} | {request.row.title}
        told |= {words for q in request.form.questions(request.row.kind) for _, words in q.options}
    return told
