"""Lists of cards: a bold title, a quiet line and a badge with words for each row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ewloe_desktop.ui import theme
from ewloe_desktop.ui.colours import Colours
from ewloe_desktop.ui.tables import ROW, Column, Index, RowsModel, badge_height, bold, paint_badge

Row = TypeVar("Row")
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: a title, a quiet line and a badge with its icon; tone is "ok", "warn", "bad" or "calm"."""

    title: str
    line: str = ""
    badge: str = ""
    tone: str = "calm"
    icon: str = ""

    @property
    def aloud(self) -> str:
        """The card as a screen reader says it."""
        return ", ".join(part for part in (self.title, self.line, self.badge) if part)


CARD = int(Qt.ItemDataRole.UserRole) + 1


class CardsModel(RowsModel[Row]):
    """Rows shown as cards."""

    def __init__(
        self,
        card: Callable[[Row], Card],
        parent: QWidget | None = None,
        more: Callable[[Row], None] | None = None,
    ) -> None:
        super().__init__((Column("", lambda row: card(row).aloud),), parent, more)
        self._card = card

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == CARD:
            return self._card(self._rows[index.row()])
        return super().data(index, role)


class CardList(QListView):
    """A list of cards with the look of the side panes; Enter and click choose."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: CardsModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = model
        self.setModel(model)
        self.setItemDelegate(_CardDelegate(self))
        self.setAccessibleName(name)
        self.setObjectName("cards")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.activated.connect(lambda index: self.opened.emit(index.data(ROW)))
        self.selectionModel().currentChanged.connect(self._current_changed)

    def current(self) -> Any:
        """The row the person is on, or None."""
        index = self.currentIndex()
        return index.data(ROW) if index.isValid() else None

    def choose(self, is_it: Callable[[Any], bool]) -> bool:
        """Moves to the first row for which the question holds."""
        for number, row in enumerate(self._cards.rows):
            if is_it(row):
                self.setCurrentIndex(self._cards.index(number, 0))
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # a card's height depends on the width there is

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(now.data(ROW) if now.isValid() else None)


class _CardDelegate(QStyledItemDelegate):
    """Draws a card: bold title on at most two lines, a quiet line, a badge with words."""

    _PAD, _GAP, _BADGE = 12, 4, 3

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        card: Card = index.data(CARD)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        title, _line, badge = self._heights(option.font, card, width - 2 * self._PAD)
        height = title + (QFontMetrics(option.font).height() + 2 if card.line else 0) + badge
        return QSize(width, height + 2 * self._PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.colours()
        card: Card = index.data(CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, colours)
        box = option.rect.adjusted(self._PAD, self._PAD, -self._PAD, -self._PAD)
        title_height, line_height, _badge = self._heights(option.font, card, box.width())
        painter.setFont(bold(option.font))
        painter.setPen(theme.colour(colours.text))
        title = QRect(box.topLeft(), QSize(box.width(), title_height))
        painter.drawText(
            title, int(Qt.TextFlag.TextWordWrap), _two_lines(painter.fontMetrics(), card.title, box.width())
        )
        y = title.bottom() + 1
        painter.setFont(option.font)
        if card.line:
            painter.setPen(theme.colour(colours.quiet))
            words = painter.fontMetrics().elidedText(card.line, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(QRect(box.left(), y, box.width(), line_height), int(Qt.AlignmentFlag.AlignVCenter), words)
            y += line_height
        if card.badge:
            paint_badge(painter, QPoint(box.left(), y + self._GAP), card.badge, card.tone, box.width(), card.icon)
        painter.restore()

    def _heights(self, font: QFont, card: Card, width: int) -> tuple[int, int, int]:
        metrics = QFontMetrics(bold(font))
        words = _two_lines(metrics, card.title, width)
        title = metrics.boundingRect(QRect(0, 0, max(width, 40), 10_000), int(Qt.TextFlag.TextWordWrap), words).height()
        line = QFontMetrics(font).height() + 2 if card.line else 0
        badge = badge_height(font) + self._GAP if card.badge else 0
        return title, line, badge

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> None:
        box = option.rect.adjusted(2, 2, -2, -2)
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.colour(colours.chosen))
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour(colours.hover))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.pen(colours.focus, 2))
            painter.drawRoundedRect(box, 6, 6)


def _two_lines(metrics: QFontMetrics, words: str, width: int) -> str:
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(width * 2 - 40, 40))
