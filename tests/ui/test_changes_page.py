"""What changed since an earlier revision: in short, as one text, side by side, and as words for the sheet."""

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.ui.conftest import HEAD_PASSWORD

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.ui.window import Window


def two_revisions(school: "RegisterKeeper") -> tuple[str, str]:
    """A policy in use and a draft that changes a word of it; the policy's id and the draft's."""
    from ewloe_desktop.domain.text import Block, Kind, PolicyText
    from ewloe_desktop.services.drafting import import_policy
    from ewloe_desktop.services.policies import ImportAnswer

    head = next(t.person_id for t in school.tiles() if t.name.endswith("Pugh"))
    school.sign_in(head, HEAD_PASSWORD)
    ids: tuple[str, str] = ("", "")
    for words, in_use in (("The caretaker locks the gate.", True), ("The clerk locks the gate.", False)):
        blocks = (Block(Kind.HEADING, "Gate", 1), Block(Kind.PARAGRAPH, words))
        text = PolicyText("Garden Policy", "March 2021", blocks)
        answer: Any = ImportAnswer(
            text, "a.txt", "text/plain", words.encode(), 0, in_use=in_use, policy_id=ids[0] or None,
            edition_month=date(2021, 3, 1) if in_use else None,
        )  # fmt: skip
        facts = school.write(import_policy, answer)
        ids = (facts.policy_id, facts.id)
    school.lock()
    return ids


def test_a_change_is_told_in_short_in_the_text_and_side_by_side_and_goes_onto_the_sheet(
    school: "RegisterKeeper", qtbot: "QtBot", request: Any
) -> None:
    policy, draft = two_revisions(school)
    window: Window = request.getfixturevalue("head")
    assert window.shell is not None
    window.shell.show_page("policies", {"policy_id": policy, "revision_id": draft})
    page: Any = window.shell.page
    qtbot.waitUntil(lambda: page.pane.page is not None and page.pane.page.revision.id == draft)
    page.pane.show_tab(1)
    changes = page.pane.changes
    said = "In “Gate”: “caretaker” became “clerk”."
    qtbot.waitUntil(lambda: said in changes.changes.toPlainText())
    assert "Removed: “caretaker”" in changes.changes.toPlainText()
    changes.beside.click()
    told = changes.changes.toPlainText()
    assert told.index("The caretaker locks the gate.") < told.index("The clerk locks the gate.")
    page.acts.settle()
    from ewloe_desktop.ui.dialogs.settle import SettleDialog

    asked = window.findChild(SettleDialog)
    assert asked is not None
    asked.fill_in.click()
    qtbot.waitUntil(lambda: asked.summary_field.value() == said)
    asked.reject()
