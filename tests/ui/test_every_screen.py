"""What holds for every page and dialog: names, keys, marked words, room for longer ones, no flashing windows."""

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTranslator
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from ewloe_desktop.ui import dates, lexicon

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ewloe_desktop.ui.window import Window

PAGES = ("today", "policies", "photos", "sites", "people", "journal", "settings")
DATA = ("Mrs Marged Pugh", "Mr Ieuan Bowen", "Ms Siân Ŵyn-Ellis", "Ysgol Bryn Derw", "Sample council", "EG-", "/")
START, END = "⟦", "⟧"


class Pseudo(QTranslator):
    """Another language: every marked word between brackets and a third longer."""

    def translate(self, context: str, words: str, disambiguation: str | None = None, count: int = -1) -> str:
        """The words in that language."""
        return longer(words)

    def isEmpty(self) -> bool:
        """It has words for everything."""
        return False


def longer(words: str) -> str:
    """Bracketed, and a third longer."""
    return f"{START}{words}{'·' * (len(words) // 3)}{END}" if words.strip() else words


def longer_table(table: dict[str, Any]) -> dict[str, Any]:
    """A word file in that language."""
    return {
        name: longer_table(entry) if isinstance(entry, dict) else longer(entry) if isinstance(entry, str) else entry
        for name, entry in table.items()
    }


def forget_words() -> None:
    """Empties what was read of the word files."""
    for cached in (lexicon.file, lexicon.words, dates.months):
        cached.cache_clear()


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch, qapp: Any) -> Iterator[None]:
    """Everything in the other language."""
    read = lexicon.tomllib.loads
    monkeypatch.setattr(
        lexicon, "tomllib", type("Reader", (), {"loads": staticmethod(lambda t: longer_table(read(t)))})
    )
    forget_words()
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    yield
    QCoreApplication.removeTranslator(translator)
    forget_words()


class Flashes(QObject):
    """Hears of every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def go(qtbot: "QtBot", window: "Window", key: str) -> QWidget:
    """Shows a page and waits for its facts."""
    window.show_page(key)
    qtbot.waitUntil(lambda: window.work.idle)
    assert window.shell is not None
    page = window.shell.page
    assert page is not None
    return page


def dialogs(window: "Window") -> "list[Callable[[], Any]]":
    """The dialogs of this part of the window."""
    from ewloe_desktop.domain.errors import RuleBroken
    from ewloe_desktop.ui import wording
    from ewloe_desktop.ui.dialogs.check_sheet import CheckSheetDialog
    from ewloe_desktop.ui.dialogs.file_paper import FilePaperDialog
    from ewloe_desktop.ui.dialogs.first_start import FirstStartDialog
    from ewloe_desktop.ui.dialogs.own_password import OwnPasswordDialog
    from ewloe_desktop.ui.idle import StillThere
    from ewloe_desktop.ui.notices import Problem

    refusal = wording.error(RuleBroken("may_not", ("clerk",), {"action": "correct"}))
    return [
        lambda: OwnPasswordDialog(window, window.work),
        lambda: FirstStartDialog(window, window.work, window.notices),
        lambda: FilePaperDialog(window, window.work, window.notices),
        lambda: CheckSheetDialog(window, window.work, window.notices),
        lambda: StillThere(window),
        lambda: Problem(window, refusal, lambda: None),
    ]


def seen(within: QWidget, kind: type) -> list[Any]:
    """The widgets of a kind that a person sees."""
    return [w for w in within.findChildren(kind) if w.isVisible() and not w.visibleRegion().isEmpty()]


def nameless(within: QWidget) -> list[str]:
    """Everything that can be focused without a name for a screen reader."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    wanting = [
        w for w in within.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(w, kinds)
    ]
    return [
        f"{type(w).__name__} {w.objectName()}"
        for w in wanting
        if w.isVisible() and not w.accessibleName() and not getattr(w, "text", str)() and not inner(w)
    ]


def inner(widget: QWidget) -> bool:
    """Qt's own parts inside a widget that has a name."""
    return widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox | QLineEdit)


def test_every_control_has_a_name_and_tab_goes_as_one_reads(qtbot: "QtBot", head: "Window") -> None:
    for key in PAGES:
        page = go(qtbot, head, key)
        assert nameless(head) == [], key
        if key in ("today", "settings"):
            read_in_order(page, key)
    for make in dialogs(head):
        dialog = make()
        dialog.open()
        qtbot.waitUntil(lambda: head.work.idle)
        assert nameless(dialog) == [], dialog.windowTitle()
        dialog.done(0)


def read_in_order(page: QWidget, key: str) -> None:
    """Tab goes down the page, and along each line of it."""
    stops: list[QWidget] = []
    widget = page.nextInFocusChain()
    while widget is not None and widget is not page:
        tabs = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if page.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled() and tabs:
            stops.append(widget)
        widget = widget.nextInFocusChain()
    places = [(s.mapTo(page, QPoint(0, s.height() // 2)).y(), s.mapTo(page, QPoint()).x()) for s in stops]
    assert len(places) > 1 or key == "today"
    for (above, left), (below, right) in itertools.pairwise(places):
        assert below > above - 24 or right > left


def test_the_door_names_every_control(door: "Window") -> None:
    assert nameless(door) == []


def test_no_part_of_a_page_flashes_as_a_window_of_its_own(qtbot: "QtBot", head: "Window", qapp: Any) -> None:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    for key in PAGES:
        go(qtbot, head, key)
        assert flashes.seen == [], key
    qapp.removeEventFilter(flashes)


def test_every_word_is_marked_and_has_room_in_a_longer_language(pseudo: None, qtbot: "QtBot", head: "Window") -> None:
    head.resize(1280, 720)
    for key in PAGES:
        go(qtbot, head, key)
        assert (unmarked(head), cut(head)) == ([], []), key
    for make in dialogs(head):
        dialog = make()
        dialog.open()
        qtbot.waitUntil(lambda: head.work.idle)
        assert (unmarked(dialog), cut(dialog)) == ([], []), dialog.windowTitle()
        dialog.done(0)


def test_every_word_of_the_door_is_marked(pseudo: None, door: "Window") -> None:
    assert unmarked(door) == []
    assert cut(door) == []


def unmarked(within: QWidget) -> list[str]:
    """Words on the screen that stay English in another language, names and numbers apart."""
    words = [w.text() for kind in (QLabel, QAbstractButton) for w in seen(within, kind)]
    words += [w.placeholderText() for w in seen(within, QLineEdit)]
    letters = [w for w in words if any(c.isalpha() for c in w)]
    return [w for w in letters if START not in w and not any(d in w for d in DATA) and w not in suggested(within)]


def suggested(within: QWidget) -> set[str]:
    """The words a password is suggested with are English whatever the language."""
    from ewloe_desktop.ui.new_password import NewPassword

    return {field.suggestion.text() for field in within.findChildren(NewPassword)}


def cut(within: QWidget) -> list[str]:
    """Buttons and single lines that are narrower than their words."""
    buttons = [b for b in seen(within, QAbstractButton) if b.text() and b.width() < b.sizeHint().width()]
    lines = [x for x in seen(within, QLabel) if not x.wordWrap() and x.text() and x.width() < x.sizeHint().width()]
    return [w.text() for w in (*buttons, *lines)]
