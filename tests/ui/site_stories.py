"""A live site whose moderator has left, a request that waits, and how tests look at the page about official sites."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ewloe_desktop.domain.sites import Outcome, Step
from ewloe_desktop.ui.dialog import Dialog
from ewloe_desktop.ui.pages.sites import SitesPage
from tests.ui.conftest import HEAD, HEAD_PASSWORD, OFFICE
from tests.ui.sites import MANAGER, PASSWORDS, TEACHER, SiteSchool
from tests.ui.test_every_screen import seen

if TYPE_CHECKING:
    from ewloe_desktop.services.site_request_facts import RequestFacts

TODAY = date.today()
STEPS = ((MANAGER, Step.LINE_MANAGER), (OFFICE, Step.SECOND), (HEAD, Step.HEAD))


def sign(school: SiteSchool, request: "RequestFacts", last: Outcome = Outcome.APPROVED, **more: Any) -> None:
    """Each approver in turn, at the keeper itself."""
    from ewloe_desktop.services.site_signing import SiteAnswer, prepare_site_signing, sign_request

    keeper = school.keeper
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


def tell_stories(site_school: SiteSchool) -> None:
    """A live site whose moderator has left, and a request that waits for its line manager."""
    from ewloe_desktop.services.offices import person_leaves
    from ewloe_desktop.services.people import show_person
    from ewloe_desktop.services.site_running import go_live
    from ewloe_desktop.services.sites import list_sites

    keeper = site_school.keeper
    keeper.sign_in(site_school.ids[TEACHER], PASSWORDS[TEACHER])
    garden = site_school.send(moderators=(site_school.ids[OFFICE], site_school.ids[MANAGER]))
    site_school.send(title="Choir", moderators=(site_school.ids[TEACHER], site_school.ids[OFFICE]))
    sign(site_school, garden, Outcome.CONDITIONS, conditions="First names only.")
    (site,) = keeper.read(list_sites)
    keeper.write(go_live, site.id, site.seen, TODAY, "www.example.org/garden")
    leaver = keeper.read(show_person, site_school.ids[MANAGER])
    keeper.write(person_leaves, leaver.row.id, leaver.row.seen, TODAY, HEAD_PASSWORD)
    keeper.lock()


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
