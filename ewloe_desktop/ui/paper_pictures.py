"""The stored page and the scan side by side, scrolled together, with what differs marked on both."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.ui import paper_words, parts, wording

Box = tuple[float, float, float, float]
_ZOOMS = (1.0, 1.5, 2.0, 3.0)
_ABOUT = 6  # pixels between a difference and the frame around it


class _Paper(QScrollArea):
    """One picture as wide as the view, times the zoom."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(240)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else it comes and goes as it fits
        self.label = QLabel()
        self.label.setObjectName("paper")
        self.setWidget(self.label)
        self.zoom = 1.0
        self._whole = QPixmap()
        self._boxes: Sequence[Box] = ()

    def show_picture(self, data: bytes, boxes: Sequence[Box]) -> None:
        """Shows a picture with these parts framed."""
        self._whole = QPixmap()
        self._whole.loadFromData(data)
        self._boxes = boxes
        self.label.setAccessibleName(self.accessibleName())
        self.fit()

    def fit(self) -> None:
        """As large as the view and the zoom say."""
        if self._whole.isNull():
            return
        ratio = self.devicePixelRatioF()
        wide = max(160, round((self.viewport().width() - 2) * self.zoom))
        picture = self._whole.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        _frame(picture, self._boxes)
        self.label.setPixmap(picture)
        self.label.setFixedSize(QSize(wide, round(picture.height() / ratio)))

    def go_to(self, box: Box) -> None:
        """Brings a difference to the middle."""
        x, y, w, h = box
        at = self.label.size()
        across, down = round((x + w / 2) * at.width()), round((y + h / 2) * at.height())
        self.ensureVisible(across, down, self.viewport().width() // 2 - 4, self.viewport().height() // 2 - 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture follows."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.fit)


def _frame(picture: QPixmap, boxes: Sequence[Box]) -> None:
    painter = QPainter(picture)
    pen = QPen(QColor("#b3261e"))
    pen.setWidthF(2.5)
    painter.setPen(pen)
    painter.setBrush(QColor(179, 38, 30, 34))
    ratio = picture.devicePixelRatio()
    wide, high = picture.width() / ratio, picture.height() / ratio
    for x, y, w, h in boxes:
        frame = QRectF(x * wide, y * high, w * wide, h * high)
        painter.drawRoundedRect(frame.adjusted(-_ABOUT, -_ABOUT, _ABOUT, _ABOUT), 4, 4)
    painter.end()


class PaperPair(QWidget):
    """What the register holds at the left, the paper at the right."""

    page_wanted = Signal(int)  # from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = self._pages = 0
        self.stored = _Paper(self.tr("The sheet as the register holds it"))
        self.scan = _Paper(self.tr("The scan"))
        self._boxes: tuple[Box, ...] = ()
        self._at = -1
        self.sides: tuple[Body, ...] = ()  # whose ink is looked for
        self.told = parts.label("", "strong")
        self.warned = parts.label("", "error")
        self.next = parts.button(self.tr("Show the next difference"), self._next)
        self.larger = parts.button(self.tr("Larger"), lambda: self._zoom(1))
        self.smaller = parts.button(self.tr("Smaller"), lambda: self._zoom(-1))
        self.turn = parts.button(self.tr("Next page"), self._turn)
        tools = parts.row(self.told, self.next, self.turn, self.larger, self.smaller, stretch=False)
        tools.setStretch(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(tools)
        column.addWidget(self.warned)
        self._left = self._side(self.tr("In the register"), self.stored)
        self._right = self._side(self.tr("On the scan"), self.scan)
        halves = parts.row(self._left, self._right, stretch=False)
        for place in (0, 1):
            halves.setStretch(place, 1)
        column.addLayout(halves, 1)
        for one, other in ((self.stored, self.scan), (self.scan, self.stored)):
            one.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)
            one.horizontalScrollBar().valueChanged.connect(other.horizontalScrollBar().setValue)
        self._fit_zoom()

    @staticmethod
    def _side(words: str, paper: _Paper) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(parts.label(words, "quiet"))
        desk = QFrame()
        desk.setObjectName("desk")
        inside = QVBoxLayout(desk)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(paper)
        column.addWidget(desk, 1)
        return holder

    def wait(self) -> None:
        """Says that the pictures are being made."""
        self._show(picture=False)
        self._tell(self.tr("Laying the scan over the register's page…"))

    def no_scan(self) -> None:
        """Says that the scan cannot be shown."""
        self._show(picture=False)
        self._tell(self.tr("The scan cannot be shown. Look at the paper itself."))

    def show_count(self, pages: int) -> None:
        """How many pages there are to turn."""
        self._page, self._pages = 0, pages

    def show_pair(self, stored: bytes, scan: bytes, boxes: Sequence[Box], ink: Mapping[str, str]) -> None:
        """Shows both, laid over each other, with what differs; in red a box to sign that is empty or not there."""
        self._boxes, self._at = tuple(boxes), -1
        self._show(picture=True)
        self.stored.show_picture(stored, boxes)
        self.scan.show_picture(scan, boxes)
        places = wording.count(len(boxes), self.tr("place differs"), self.tr("places differ"))
        same = self.tr("No difference was found outside the boxes for ink. Look yourself, too.")
        more = self.tr("{places}: look at each. Pen strokes, stamps and folds are marked as well.")
        self.warned.setText(paper_words.box_warning(ink, self.sides))
        self.warned.setVisible(bool(self.warned.text()))
        self._tell(more.format(places=places) if boxes else same)

    def show_apart(self, stored: bytes, scan: bytes) -> None:
        """Shows both where they could not be laid over each other; without a stored page the scan alone."""
        self._boxes = ()
        self._show(picture=True)
        self._left.setVisible(bool(stored))
        if stored:
            self.stored.show_picture(stored, ())
        self.scan.show_picture(scan, ())
        self._tell(
            self.tr("The pages could not be laid over each other. Compare the words yourself.")
            if stored
            else self.tr("The scan")
        )

    def _show(self, *, picture: bool) -> None:
        self.warned.hide()
        for widget in (self._left, self._right, self.larger, self.smaller):
            widget.setVisible(picture)
        self.next.setVisible(picture and bool(self._boxes))
        self.turn.setVisible(picture and self._pages > 1)

    def _turn(self) -> None:
        self._page = (self._page + 1) % self._pages
        self.page_wanted.emit(self._page)

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        parts.announce(self, f"{words} {self.warned.text()}" if self.warned.isVisibleTo(self) else words)

    def _next(self) -> None:
        self._at = (self._at + 1) % len(self._boxes)
        for paper in (self.stored, self.scan):
            paper.go_to(self._boxes[self._at])
        words = self.tr("Difference {number} of {count}").format(number=self._at + 1, count=len(self._boxes))
        self._tell(words)

    def _zoom(self, step: int) -> None:
        number = _ZOOMS.index(self.scan.zoom) + step
        for paper in (self.stored, self.scan):
            paper.zoom = _ZOOMS[max(0, min(number, len(_ZOOMS) - 1))]
            paper.fit()
        self._fit_zoom()

    def _fit_zoom(self) -> None:
        self.larger.setEnabled(self.scan.zoom < _ZOOMS[-1])
        self.smaller.setEnabled(self.scan.zoom > _ZOOMS[0])
