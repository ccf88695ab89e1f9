"""Official sites: the dialogs of the register, the hosts and the form; names and room for longer words."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ewloe_desktop.domain.sites import SiteState
from tests.ui.conftest import HEAD, OFFICE
from tests.ui.site_stories import TODAY, buttons, every_word, front, opened, press, words
from tests.ui.sites import MANAGER, TEACHER, SiteSchool
from tests.ui.test_every_screen import cut, nameless, pseudo, unmarked

if TYPE_CHECKING:
    from ewloe_desktop.services.sites import SiteFacts

__all__ = ["pseudo"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)


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
