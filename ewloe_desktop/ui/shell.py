"""The window's inside for one signed-in person: side bar, pages, state line."""

import importlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ewloe_desktop.ui import wording
from ewloe_desktop.ui.opening_strip import OpeningStrip
from ewloe_desktop.ui.page import Around, Page
from ewloe_desktop.ui.sidebar import SideBar

if TYPE_CHECKING:
    from ewloe_desktop.services.reviews import Today
    from ewloe_desktop.services.school import SchoolFacts

translate = QCoreApplication.translate
# key, module, class: brought in when first shown, so that the door need not wait for them
PAGES = (
    ("today", "today", "TodayPage"),
    ("policies", "policies", "PoliciesPage"),
    ("photos", "photos", "PhotosPage"),
    ("sites", "sites", "SitesPage"),
    ("people", "people", "PeoplePage"),
    ("journal", "journal", "JournalPage"),
    ("settings", "settings", "SettingsPage"),
)


class Shell(QWidget):
    """Everything one person sees between signing in and signing out; pages are made when they are first shown."""

    lock_asked = Signal()
    switch_asked = Signal()
    help_asked = Signal()
    page_shown = Signal(str)

    def __init__(self, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.around = around
        self._pages: dict[str, Page] = {}
        names = {
            "today": self.tr("Today"),
            "policies": self.tr("Policies"),
            "photos": self.tr("Photo permissions"),
            "sites": self.tr("Official sites"),
            "people": self.tr("People"),
            "journal": self.tr("Record"),
            "settings": self.tr("Settings"),
        }
        self.side = SideBar([(key, names[key], key) for key, _module, _name in PAGES])
        by_sheet = around.person.why_read_only == "sheet"
        offices = self.tr("Reads only") if by_sheet else wording.offices(around.person.named)
        self.side.show_person(around.person.name, offices)
        self.stack = QStackedWidget()
        self.state = QLabel()
        self.state.setProperty("role", "small")
        self.state.setAccessibleName(self.tr("State of the register"))
        self.opening = OpeningStrip(around)
        self._lay_out()
        self.side.page_asked.connect(self.show_page)
        self.side.lock_asked.connect(self.lock_asked)
        self.side.switch_asked.connect(self.switch_asked)
        self.side.help_asked.connect(self.help_asked)
        around.work.changed.connect(self.refresh)
        around.work.checked.connect(self.refresh)
        around.theme.changed.connect(self.side.dress)
        self.refresh()

    def show_page(self, key: str, place: dict[str, Any] | None = None) -> None:
        """Shows a page, made now if it was not yet, at a place on it when one is given."""
        page = self._pages.get(key) or self._make(key)
        if place:
            page.restore(place)
        self.stack.setCurrentWidget(page)
        self.side.choose(key)
        self.page_shown.emit(key)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def place(self) -> tuple[str, dict[str, Any]]:
        """The page shown and the place on it."""
        page = self.page
        return (page.key, page.place()) if page else ("today", {})

    def load(self) -> None:
        """Asks again for what the shown page shows."""
        if self.page is not None:
            self.page.refresh()

    def refresh(self) -> None:
        """Asks for the school's name and for what needs this person."""
        from ewloe_desktop.services.reviews import what_needs
        from ewloe_desktop.services.school import show_school

        self.around.work.read(self._show_school, show_school)
        self.around.work.read(self._show_today, what_needs)

    def _make(self, key: str) -> Page:
        module, name = next((module, name) for found, module, name in PAGES if found == key)
        made: Page = getattr(importlib.import_module(f"ewloe_desktop.ui.pages.{module}"), name)(self.around)
        made.go.connect(self.show_page)
        self._pages[key] = made
        self.stack.addWidget(made)
        return made

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.side)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.opening)
        right.addWidget(self.stack, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 0, 24, 10)
        foot.addWidget(self.state, 1)
        right.addLayout(foot)
        across.addLayout(right, 1)

    def _show_school(self, school: "SchoolFacts") -> None:
        self.side.show_school(school.name, school.council)

    def _show_today(self, today: "Today") -> None:
        self.side.show_count(len(today.for_you))
        self.state.setText(state_line(today, self.around.work.now()))


def state_line(today: "Today", now: datetime) -> str:
    """How many acts are on record, and when they were last checked and copied."""
    acts = (translate("Shell", "act on record"), translate("Shell", "acts on record"))
    return " · ".join((wording.count(today.acts, *acts), _checked(today, now), _copied(today, now)))


def _checked(today: "Today", now: datetime) -> str:
    if not today.checked_at:
        return translate("Shell", "not checked yet")
    when = wording.lately(datetime.fromisoformat(today.checked_at), now)
    if today.check_found:
        return translate("Shell", "checked {when}: something was changed from outside").format(when=when)
    return translate("Shell", "checked {when}").format(when=when)


def _copied(today: "Today", now: datetime) -> str:
    if not today.copies_here:
        return translate("Shell", "copies are the database's own")
    if not today.copied_at:
        return translate("Shell", "not copied yet")
    return translate("Shell", "copied {when}").format(when=wording.lately(datetime.fromisoformat(today.copied_at), now))
