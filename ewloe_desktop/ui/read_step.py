"""The first page of a ceremony: the whole text to its last line, with what changed in it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from ewloe_desktop.domain.errors import ChangedMeanwhile, FieldProblem
from ewloe_desktop.domain.text import Change, PolicyText
from ewloe_desktop.ui import changes, parts
from ewloe_desktop.ui.changes import ChangesPane
from ewloe_desktop.ui.fields import CheckField
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.reading import ReadingPane

Problems = Callable[[], Sequence[FieldProblem]]


class ReadForm(Form):
    """The whole text and what changed in it; one goes on after the last line or after reading it on paper."""

    def __init__(self, text: PolicyText, changed: Sequence[Change], since: str) -> None:
        super().__init__(space=10)
        self.reached = False
        self.text = ReadingPane(self.tr("The whole text"))
        self.text.show_text(text)
        self.changes = ChangesPane(self.tr("What changed"))
        self._stack = QStackedWidget()
        self._stack.addWidget(_framed(self.text))
        self._stack.addWidget(_framed(self.changes))
        count = changes.count(changed)
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(18)
        self.show_text = self._tab(self.tr("The whole text"), 0)
        self.show_changes = self._tab(self.tr("Changes since {label} ({count})").format(label=since, count=count), 1)
        self.show_changes.setVisible(bool(since))
        said = parts.label(self.tr("Your signature is for exactly these words."), "quiet")
        said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._tabs.addWidget(said, 1)
        self.column.addLayout(self._tabs)
        self.column.addWidget(self._stack, 1)
        self.told = parts.label("", "strong")
        self.paper = CheckField("paper", self.tr("I have read it on paper"))
        self._foot()
        self.text.reached_end.connect(self._reached)
        self.changes.show_changes(changed)
        (self.show_changes if count else self.show_text).click()
        self._tell()

    def _foot(self) -> None:
        """How far one is and the paper beside each other: the words need the height."""
        self.add(self.paper)
        self.column.removeWidget(self.paper)
        across = parts.row(self.told, self.paper, space=24, stretch=False)
        for place in range(2):
            across.setStretch(place, 1)
        self.column.addLayout(across)

    def begin(self) -> None:
        """The keys that read on work at once."""
        (self.text if self._stack.currentIndex() == 0 else self.changes).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_newer(self, text: PolicyText) -> None:
        """The words were changed meanwhile: that is said here too, and they have to be read again."""
        self.reached = False
        self.paper.set_value(False)
        self.show_changes.hide()
        self.show_text.click()
        self.text.show_text(text)
        self._tell()
        self.show_failure(ChangedMeanwhile("text", 0, 0))

    def check(self, more: Problems | None = None) -> bool:
        """Whether the last line was in sight, or the paper was read."""
        return super().check(self._problems)

    def _problems(self) -> Sequence[FieldProblem]:
        if self.reached or self.paper.value():
            return ()
        self.show_text.click()
        return (FieldProblem("paper", "not_read"),)

    def _tab(self, words: str, index: int) -> QPushButton:
        tab = parts.button(words, lambda: self._stack.setCurrentIndex(index), "link")
        tab.setCheckable(True)
        tab.setAutoExclusive(True)
        self._tabs.addWidget(tab)
        return tab

    def _reached(self) -> None:
        if not self.reached:
            self.reached = True
            self._tell()
            self.show_problems(())
            parts.announce(self, self.told.text())

    def _tell(self) -> None:
        reached = self.tr("✓ You have reached the last line")
        self.told.setText(reached if self.reached else self.tr("Read on to the last line"))


def _framed(pane: QWidget) -> QWidget:
    card = parts.CardFrame(space=0)
    card.column.setContentsMargins(10, 8, 8, 6)
    card.column.addWidget(pane)
    return card
