"""The pages of a file as pictures under each other; each is drawn only when it comes into sight."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ewloe_desktop.ui import theme

Drawn = Callable[[bytes], None]
Draw = Callable[[int, int, Drawn], None]  # page (1-based), width in pixels, what to do with the PNG
_SHAPE = 297 / 210  # of a page not yet drawn
_GAP = 14
_KEPT = 40  # pictures held at once


class PagePictures(QScrollArea):
    """Asks `draw` for the pages in sight, keeps the last ones, and says which page is at the top."""

    page_changed = Signal(int)

    def __init__(self, name: str, page_words: Callable[[int, int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page_words = page_words
        self._draw: Draw | None = None
        self._pages: list[QLabel] = []
        self._drawn: dict[int, int] = {}  # page -> width it was asked for at
        self._round = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(40)
        self._soon.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._soon.start())
        self.show_pages(0, None)

    def show_pages(self, count: int, draw: Draw | None) -> None:
        """Shows so many pages; none when the file has no pages."""
        self._round += 1
        self._draw = draw
        self._drawn.clear()
        holder = QWidget()
        holder.setObjectName("scrolled")
        column = QVBoxLayout(holder)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(_GAP)
        self._pages = [self._blank(number, count) for number in range(1, count + 1)]
        for label in self._pages:
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self.setWidget(holder)
        self._fit()

    def go_to(self, page: int) -> None:
        """Brings that page to the top."""
        if 1 <= page <= len(self._pages):
            self.verticalScrollBar().setValue(self._pages[page - 1].y() - 4)

    @property
    def page(self) -> int:
        """The page at the top of the view."""
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max((n for n, label in enumerate(self._pages, 1) if label.y() <= top), default=1)

    def sizeHint(self) -> QSize:
        """Takes what is left."""
        return QSize(240, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages are as wide as the view."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Asks for the first pages."""
        super().showEvent(event)
        self._soon.start()

    def _blank(self, number: int, count: int) -> QLabel:
        label = QLabel(self._page_words(number, count))
        label.setAccessibleName(self._page_words(number, count))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        now = theme.colours()
        label.setStyleSheet(f"background: #ffffff; color: #56605b; border: 1px solid {now.edge};")
        return label

    @property
    def _wide(self) -> int:
        return max(120, self.viewport().width() - 10)

    def _fit(self) -> None:
        for label in self._pages:
            picture = label.pixmap()
            high = self._wide * _SHAPE
            if not picture.isNull():
                high = self._wide * picture.height() / max(1, picture.width())
                label.setPixmap(self._scaled(picture))
            label.setFixedSize(QSize(self._wide, int(high)))
        self._soon.start()

    def _ask(self) -> None:
        if self._draw is None or not self.isVisible():
            return
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        wide = int(self._wide * self.devicePixelRatioF())
        for number, label in enumerate(self._pages, 1):
            if label.y() <= bottom + label.height() and label.y() + label.height() >= top - label.height():
                self._ask_page(number, wide)
        self.page_changed.emit(self.page)

    def _ask_page(self, number: int, wide: int) -> None:
        if self._draw is None or self._drawn.get(number) == wide:
            return
        self._drawn[number] = wide
        this_round = self._round
        self._draw(number, wide, lambda png: self._put(this_round, number, png))

    def _put(self, this_round: int, number: int, png: bytes) -> None:
        if not isValid(self):
            return
        picture = QPixmap()
        if this_round != self._round or not picture.loadFromData(png):
            return
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        label = self._pages[number - 1]
        label.setPixmap(picture)
        label.setFixedSize(QSize(self._wide, int(self._wide * picture.height() / max(1, picture.width()))))
        self._forget_far(number)

    def _forget_far(self, near: int) -> None:
        kept = sorted(self._drawn, key=lambda n: abs(n - near))
        for number in kept[_KEPT:]:
            del self._drawn[number]
            self._pages[number - 1].setText(self._page_words(number, len(self._pages)))

    def _scaled(self, picture: QPixmap) -> QPixmap:
        ratio = self.devicePixelRatioF()
        scaled = picture.scaledToWidth(int(self._wide * ratio), Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        return scaled
