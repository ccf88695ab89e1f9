"""Schools with official sites, made once in a run of the tests: each test has a window on a copy of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import templates
from tests.templates import Template

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.ui.window import Window
    from tests.ui.sites import SiteSchool

NewWindow = Callable[["RegisterKeeper"], "Window"]
NewKeeper = Callable[[str], "RegisterKeeper"]


def _keeper(place: str, state: Path) -> "RegisterKeeper":
    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.storage.vault import KdfSettings

    return RegisterKeeper(place, state, kdf=KdfSettings.light())


@pytest.fixture(scope="session")
def site_template(school_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The school with its approvers."""
    from tests.ui.sites import begin_site_school

    folder = tmp_path_factory.mktemp("sites")
    with school_template.copied(folder):
        return templates.in_file(folder, lambda place, state: begin_site_school(_keeper(place, state)))


@pytest.fixture(scope="session")
def stories_template(site_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The same with a live site and a request."""
    from tests.ui.site_stories import tell_stories
    from tests.ui.sites import SiteSchool

    def make(place: str, state: Path) -> dict[str, str]:
        nobody: Any = None
        tell_stories(SiteSchool(nobody, nobody, site_template.told, _keeper(place, state)))
        return dict(site_template.told)

    folder = tmp_path_factory.mktemp("stories")
    with site_template.copied(folder):
        return templates.in_file(folder, make)


def _opened(
    qtbot: "QtBot", template: Template, folder: Path, new_keeper: NewKeeper, new_window: NewWindow
) -> "SiteSchool":
    from tests.ui.sites import SiteSchool

    with template.copied(folder) as place:
        keeper = new_keeper(place)
    return SiteSchool(qtbot, new_window(keeper), dict(template.told), keeper)


@pytest.fixture
def site_school(
    qtbot: "QtBot", site_template: Template, tmp_path: Path, new_keeper: NewKeeper, new_window: NewWindow
) -> "SiteSchool":
    """The school with its door shut."""
    return _opened(qtbot, site_template, tmp_path, new_keeper, new_window)


@pytest.fixture
def stories(
    qtbot: "QtBot", stories_template: Template, tmp_path: Path, new_keeper: NewKeeper, new_window: NewWindow
) -> "SiteSchool":
    """A live site whose moderator has left, and a request that waits for its line manager."""
    return _opened(qtbot, stories_template, tmp_path, new_keeper, new_window)
