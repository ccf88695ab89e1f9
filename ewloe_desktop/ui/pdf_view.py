"""Shows the pages of a PDF one below the other, each drawn when it is first seen."""

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ewloe_desktop.ui.work import Work

_A4 = 297 / 210
_GAP = 16


class PdfView(QScrollArea):
    """The pages as they will be printed, as wide as the view allows."""

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._pdf = b""
        self._pages: list[QLabel] = []
        self._drawn: dict[int, int] = {}
        self._most = 900
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Pages"))
        holder = QWidget()
        holder.setObjectName("scrolled")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        self._column.setSpacing(_GAP)
        self.setWidget(holder)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._draw_seen)
        self.verticalScrollBar().valueChanged.connect(lambda _v: self._later.start())

    def show_pdf(self, pdf: bytes) -> None:
        """Shows another PDF from its first page."""
        self._pdf = pdf
        self._work.background(self._counted, self._work.keeper.page_count, pdf)

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    @property
    def current_page(self) -> int:
        """The page (from 1) at the top of the view."""
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        below = [n for n, page in enumerate(self._pages, 1) if page.geometry().top() <= top]
        return below[-1] if below else 1

    def is_drawn(self, number: int) -> bool:
        """Whether a page (from 1) has its picture."""
        return number <= len(self._pages) and not self._pages[number - 1].pixmap().isNull()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_pages()
        self._later.start()

    def _counted(self, count: int) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._drawn.clear()
        self._pages = [self._page(number, count) for number in range(1, count + 1)]
        for page in self._pages:
            self._column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        self._size_pages()
        self._later.start()

    def _page(self, number: int, count: int) -> QLabel:
        page = QLabel()
        page.setObjectName("paper")
        page.setScaledContents(True)
        page.setAccessibleName(self.tr("Page {number} of {count}").format(number=number, count=count))
        return page

    def _size_pages(self) -> None:
        width = min(self._most, max(200, self.viewport().width() - 2 * _GAP))
        for page in self._pages:
            picture = page.pixmap()
            ratio = picture.height() / picture.width() if picture and not picture.isNull() else _A4
            page.setFixedSize(QSize(width, round(width * ratio)))

    def _draw_seen(self) -> None:
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        for number, page in enumerate(self._pages, 1):
            wanted = round(page.width() * self.devicePixelRatioF())
            box = page.geometry()
            if box.bottom() >= top and box.top() <= bottom and self._drawn.get(number) != wanted:
                self._drawn[number] = wanted
                self._work.background(partial(self._show, number), self._work.keeper.preview, self._pdf, number, wanted)

    def _show(self, number: int, png: bytes) -> None:
        picture = QPixmap()
        picture.loadFromData(png)
        if number <= len(self._pages):
            self._pages[number - 1].setPixmap(picture)
            self._size_pages()
