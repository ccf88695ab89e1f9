"""What the policies page's menu opens: one function for each part of it."""

from collections.abc import Generator
from pathlib import Path

from ewloe_desktop.app.pictures import Order
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.ui.dialogs.breaches import BreachesDialog
from ewloe_desktop.ui.dialogs.edit_draft import EditDraftDialog
from ewloe_desktop.ui.dialogs.folder_import import FolderDialog
from ewloe_desktop.ui.pages.policies import PoliciesPage


def policies_more(studio: Studio, order: Order) -> Script:
    """All of it."""
    yield from revising(studio, order)
    yield from control(studio, order)
    yield from breaches(studio, order)


def revising(studio: Studio, order: Order) -> Script:
    """A draft's words in the editor, and words found in it; nothing is typed into them."""
    page = yield from _shown(studio, order, "returned")
    yield from studio.opened(lambda: page.start("revise"))
    editor = studio.front()
    assert isinstance(editor, EditDraftDialog)
    studio.take("revise-1")
    editor.desk.finding.open()
    editor.desk.finding.words.setText("kept")
    editor.desk.finding.go_on()
    yield
    studio.take("revise-2")
    studio.close_front()
    yield


def control(studio: Studio, order: Order) -> Script:
    """Document control, and a folder of policies in its table; nothing of it is kept."""
    page = yield from _shown(studio, order, "main")
    yield from studio.dialog("policy-control", lambda: page.start("control"))
    yield from studio.opened(lambda: page.start("folder"))
    bringing = studio.front()
    assert isinstance(bringing, FolderDialog)
    studio.take("folder-1")
    bringing.reading.read(Path(order.sample).parent)
    yield
    while bringing.reading.busy:
        yield
    studio.take("folder-2")
    studio.close_front()
    yield


def breaches(studio: Studio, order: Order) -> Script:
    """The head teacher's private log, and one line of it; nothing is changed."""
    page = yield from _shown(studio, order, "main")
    yield from studio.opened(lambda: page.start("breaches"))
    log = studio.front()
    assert isinstance(log, BreachesDialog)
    yield
    studio.take("breaches")
    yield from studio.dialog("breach", log.change)
    studio.close_front()
    yield


def _shown(studio: Studio, order: Order, name: str) -> Generator[None, None, PoliciesPage]:
    """The policies page with that revision, to be had with `yield from`."""
    policy, revision = order.revisions[name]
    studio.window.show_page("policies", {"policy_id": policy, "revision_id": revision})
    yield
    yield
    page = studio.window.shell.page if studio.window.shell is not None else None
    assert isinstance(page, PoliciesPage)
    return page
