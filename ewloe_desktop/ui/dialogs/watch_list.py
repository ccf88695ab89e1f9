"""The watch-list itself: which version is in use, how old it is, and loading a newer one."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused
from ewloe_desktop.ui import dialog, parts, printing, wording
from ewloe_desktop.ui.site_view import notice

if TYPE_CHECKING:
    from ewloe_desktop.domain.watchlist import WatchList
    from ewloe_desktop.services.watchlist import WatchFacts
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
Read = tuple[str, "WatchList"]


class WatchListDialog(dialog.Dialog):
    """Says when the list was last checked; saves its file to be changed, and loads a newer one."""

    help_topic = "check_wording"
    idle_seconds = dialog.IDLE_READING

    def __init__(self, page: "Page", above: QWidget) -> None:
        super().__init__(above, translate("WatchListDialog", "The watch-list"), width=680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.work, self.notices = page.work, page.notices
        self.facts: WatchFacts | None = None
        self._changes = page.around.may("change_settings")
        self.add_buttons(None, parts.button(self.tr("Close"), self.reject, "link"))
        self.work.changed.connect(self.load)

    @classmethod
    def ask(cls, page: "Page", above: QWidget | None = None) -> "WatchListDialog":
        """Opens it once it is known which list is in use."""
        from ewloe_desktop.services.watchlist import show_watch_list

        asked = cls(page, above or page)

        def shown(facts: "WatchFacts") -> None:
            asked.show_facts(facts)
            asked.open()

        page.work.read(shown, show_watch_list)
        return asked

    def load(self) -> None:
        """Asks again."""
        from ewloe_desktop.services.watchlist import show_watch_list

        self.work.read(self.show_facts, show_watch_list)

    def show_facts(self, facts: "WatchFacts") -> None:
        """Shows the list in use."""
        self.facts = facts
        parts.clear(self.body)
        title = self.tr("List {number}, last checked on {day}")
        self.body.addWidget(parts.label(title.format(number=facts.number, day=wording.day(facts.checked)), "h2"))
        if facts.stale:
            old = self.tr("That is more than half a year ago. Ask for a newer list before relying on it.")
            self.body.addWidget(notice("info", old))
        self.body.addWidget(parts.label(self._origin(facts)))
        told = self.tr(
            "The list stands in a file: save it, change or add entries in a text editor, give it a new number and the "
            "day it was checked, and load it. Points already decided about stay as they were decided."
        )
        self.body.addWidget(parts.label(told, "quiet"))
        buttons = [parts.button(self.tr("Save the list's file…"), self.save, icon="save")]
        if self._changes:
            load = self.tr("Load a newer list…")
            buttons.insert(0, parts.button(load, self.choose, "primary", icon="import", writes=True))
        self.body.addLayout(parts.row(*buttons))
        self.body.addStretch(1)

    def _origin(self, facts: "WatchFacts") -> str:
        entries = wording.count(facts.entries, self.tr("entry"), self.tr("entries"))
        if facts.since is None:
            return self.tr("It has {entries} and came with this program.").format(entries=entries)
        words = self.tr("It has {entries}; {name} loaded it on {day}.")
        return words.format(entries=entries, name=facts.kept_by, day=wording.day(facts.since))

    def save(self) -> None:
        """Saves the file, to be changed."""
        if self.facts is not None:
            name = self.tr("watch-list-{number}.toml").format(number=self.facts.number)
            printing.save_file(self, self.work, self.notices, name, self.facts.content.encode())

    def choose(self) -> None:
        """Asks for a file and reads it."""
        kinds = self.tr("List files (*.toml);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose the list's file"), "", kinds)
        if path:
            self.take(path)

    def take(self, path: str) -> None:
        """Reads a file away from the window; what is wrong with it is said here."""
        self.summary.show_problems(())
        self.work.background(self._read, _read_list, path, failed=self.show_failure)

    def _read(self, read: Read) -> None:
        content, watch = read
        words = self.tr("List {number} was last checked on {day} and has {entries}.")
        entries = wording.count(len(watch.entries), self.tr("entry"), self.tr("entries"))
        told = words.format(number=watch.number, day=wording.day(watch.checked), entries=entries)
        title = self.tr("Use this list from now on?")
        buttons = [("keep", self.tr("Use this list"), "primary"), ("", self.tr("Cancel"), "link")]
        if dialog.Message.ask(self, title, [told], buttons):
            from ewloe_desktop.services.watchlist import load_watch_list

            self.work.write(self._loaded, load_watch_list, content, failed=self.show_failure)

    def _loaded(self, facts: "WatchFacts") -> None:
        self.notices.tell(self.tr("List {number} is in use from now on.").format(number=facts.number))

    def show_failure(self, failure: BaseException) -> None:
        """Says which entry of a file cannot be used, and why."""
        if not isinstance(failure, FieldsRefused):
            super().show_failure(failure)
            return
        told = [f"{_entry(problem.field)}{wording.field_problem(problem)}" for problem in failure.problems]
        self.summary.show_problems([(words, None) for words in told])


def _read_list(path: str) -> Read:
    """A file's text and its entries; FieldsRefused says what in it cannot be used."""
    from ewloe_desktop.services.watchlist import LONGEST_FILE, read_list

    try:
        with Path(path).open("rb") as file:
            content = file.read(LONGEST_FILE + 1).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise FieldsRefused((FieldProblem("list", "not_readable"),)) from None
    if len(content) > LONGEST_FILE:
        raise FieldsRefused((FieldProblem("list", "too_long", {"most": LONGEST_FILE}),))
    return content, read_list(content)


def _entry(field: str) -> str:
    """The entry's own id as it stands in the file; nothing for the file as a whole."""
    return "" if field in ("list", "number", "checked", "") else f"{field}: "
