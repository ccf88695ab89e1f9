"""A file dropped anywhere on the window: a scan of a signed sheet is filed or checked; anything else is told kindly."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from ewloe_desktop.ui.paper_reading import KINDS

if TYPE_CHECKING:
    from ewloe_desktop.ui.window import Window


class Drops(QObject):
    """Listens for files that no field or page below has taken."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Takes one local file while somebody is signed in."""
        if isinstance(event, QDropEvent) and not isinstance(event, QDragEnterEvent):
            if event.type() != QEvent.Type.Drop or (path := self._file(event)) is None:
                return False
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.take(path))  # the other program waits for its answer
            return True
        if isinstance(event, QDragEnterEvent) and self._file(event) is not None:
            event.acceptProposedAction()
            return True
        return False

    def take(self, path: Path) -> None:
        """Leads on with a file."""
        page = self._window.shell.page if self._window.shell is not None and self._window.is_open else None
        if page is None:
            return
        from ewloe_desktop.ui import paper_ways

        if path.suffix.casefold() not in KINDS:
            words = self.tr(
                "{name} was left alone. What can be dropped here is the scan of a sheet: PDF, PNG or JPEG. "
                "A policy's own document is brought in on the page Policies."
            )
            self._window.notices.tell(words.format(name=path.name))
        elif page.around.may("file_paper") and not page.around.person.read_only:
            paper_ways.file_sheet(page, path)
        elif page.around.may("verify"):
            paper_ways.check_sheet(page, path)
        else:
            words = self.tr("{name} was left alone: the office files signed sheets. Give the paper to them.")
            self._window.notices.tell(words.format(name=path.name))

    def _file(self, event: QDropEvent) -> Path | None:
        urls = event.mimeData().urls()
        there = self._window.is_open and len(urls) == 1 and urls[0].isLocalFile()
        return Path(urls[0].toLocalFile()) if there else None
