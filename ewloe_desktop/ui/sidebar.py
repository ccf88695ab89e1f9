"""The side bar: the school, the pages with the count of what needs you, help, and who is signed in."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, theme


class SideBar(QWidget):
    """Pages above, the person below; what is chosen shows by a bar and bold words, not by colour alone."""

    page_asked = Signal(str)
    lock_asked = Signal()
    switch_asked = Signal()
    help_asked = Signal()

    def __init__(self, pages: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Pages"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.school = parts.label("", "school")
        self.place = parts.label("", "small")
        top = QVBoxLayout()
        top.setContentsMargins(20, 20, 16, 18)
        top.setSpacing(2)
        top.addWidget(self.school)
        top.addWidget(self.place)
        column.addLayout(top)
        self._nav: dict[str, QPushButton] = {}
        self._icons: dict[str, str] = {}
        self._group = QButtonGroup(self)
        self.count = QLabel()
        self.count.setObjectName("count")
        self.count.hide()
        for key, words, icon in pages:
            column.addWidget(self._entry(key, words, icon))
        column.addStretch(1)
        column.addWidget(self._person_block())
        self.dress()

    def show_school(self, name: str, under: str) -> None:
        """Shows which school's register this is."""
        self.school.setText(name)
        self.place.setText(under)
        self.place.setVisible(bool(under))

    def show_person(self, name: str, offices: str) -> None:
        """Shows who is signed in, and as what."""
        self.person.setText(name)
        self.offices.setText(offices)

    def show_count(self, number: int) -> None:
        """Shows on Today how many things need this person."""
        self.count.setText(f"{number:,}")
        self.count.setVisible(number > 0)
        today = self._nav.get("today")
        if today is not None:
            words = str(today.property("words"))
            told = self.tr("{page}, {count} for you").format(page=words, count=number)
            today.setAccessibleName(told if number else words)

    def choose(self, key: str) -> None:
        """Marks a page as the one that is shown."""
        if key in self._nav:
            self._nav[key].setChecked(True)

    def dress(self) -> None:
        """Draws the icons again in the colours of now."""
        now = theme.colours()
        for key, button in self._nav.items():
            button.setIcon(theme.icon(self._icons[key], now.on_side))
            button.setIconSize(QSize(1, 1) * theme.scaled(20))
        self.setFixedWidth(max(208, min(theme.scaled(226), 380)))
        wanted = sum(link.sizeHint().width() for link in self._link_buttons) + 30
        down = wanted > self.width()
        self._links.setDirection(QBoxLayout.Direction.TopToBottom if down else QBoxLayout.Direction.LeftToRight)

    def _entry(self, key: str, words: str, icon: str) -> QPushButton:
        button = QPushButton("  " + words)
        button.setObjectName("nav")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setProperty("words", words)
        button.setAccessibleName(words)
        button.clicked.connect(partial(self.page_asked.emit, key))
        self._group.addButton(button)
        self._nav[key] = button
        self._icons[key] = icon
        if key == "today":
            across = QHBoxLayout(button)
            across.setContentsMargins(0, 0, 16, 0)
            across.addStretch(1)
            across.addWidget(self.count, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    def _person_block(self) -> QFrame:
        block = QFrame()
        block.setObjectName("person")
        column = QVBoxLayout(block)
        column.setContentsMargins(14, 12, 8, 12)
        column.setSpacing(1)
        self.person = parts.label("", "strong")
        self.offices = parts.label("")
        for label in (self.person, self.offices):
            label.setContentsMargins(6, 0, 0, 0)
        column.addWidget(self.person)
        column.addWidget(self.offices)
        links = (
            (self.tr("Lock"), self.tr("Lock the window (Ctrl+L)"), self.lock_asked),
            (self.tr("Switch person"), self.tr("Lock and let somebody else sign in"), self.switch_asked),
            (self.tr("Help"), self.tr("Explain this screen (F1)"), self.help_asked),
        )
        self._links = QHBoxLayout()
        self._links.setContentsMargins(0, 6, 0, 0)
        self._links.setSpacing(4)
        self._link_buttons: list[QPushButton] = []
        for words, hint, signal in links:
            link = parts.button(words, signal.emit, hint=hint)
            link.setObjectName("sidelink")
            self._links.addWidget(link)
            self._link_buttons.append(link)
        self._links.addStretch(1)
        column.addLayout(self._links)
        return block
