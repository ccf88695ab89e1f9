"""The list of a text's parts as they were read: what each is, its words, what is doubted, and what is left out."""

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ewloe_desktop.domain.text import Kind
from ewloe_desktop.ui import theme, wording
from ewloe_desktop.ui.mending import Part
from ewloe_desktop.ui.tables import ROW, Column, Index, RowsModel, badge_height, paint_badge

_PAD_X, _PAD_Y, _GAP = 12, 7, 4
_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def kind_words(part: Part) -> str:
    """What the part is, in words."""
    block = part.block
    if block.kind is Kind.ITEM and block.level > 1:
        return QCoreApplication.translate("TextParts", "List item {level}").format(level=block.level)
    return {
        Kind.HEADING: QCoreApplication.translate("TextParts", "Heading {level}"),
        Kind.PARAGRAPH: QCoreApplication.translate("TextParts", "Paragraph"),
        Kind.ITEM: QCoreApplication.translate("TextParts", "List item"),
        Kind.TABLE: QCoreApplication.translate("TextParts", "Table"),
    }[block.kind].format(level=block.level)


def note(part: Part) -> tuple[str, str]:
    """The badge under the words and its tone."""
    if part.dropped:
        return QCoreApplication.translate("TextParts", "Left out"), "bad"
    if part.doubts:
        return "; ".join(wording.doubt(d.what) for d in part.doubts), "warn"
    return "", "calm"


def aloud(part: Part) -> str:
    """The part as a screen reader says it."""
    return ": ".join(x for x in (kind_words(part), note(part)[0], part.block.words) if x)


class PartsList(QListView):
    """Shows the parts; `chosen` tells which one the person is on, -1 when there is none."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: RowsModel[Part] = RowsModel((Column("", aloud),), self)
        self.setModel(self._parts)
        self.setItemDelegate(_PartDelegate(self))
        self.setAccessibleName(name)
        self.setObjectName("cards")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(lambda now, _before: self.chosen.emit(now.row()))

    def show_parts(self, parts: tuple[Part, ...], current: int) -> None:
        """Shows these parts and stays where the person was."""
        at = self.verticalScrollBar().value()
        self._parts.show(parts)
        if parts:
            self.setCurrentIndex(self._parts.index(max(0, min(current, len(parts) - 1)), 0))
        else:
            self.chosen.emit(-1)
        self.verticalScrollBar().setValue(at)

    def sizeHint(self) -> QSize:
        """Takes what is left."""
        return QSize(320, 140)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _PartDelegate(QStyledItemDelegate):
    """Draws a part: its kind in a narrow column, its words, its doubt."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        part: Part = index.data(ROW)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        box = QRect(0, 0, max(80, width - 3 * _PAD_X - _side(option.font)), 100_000)
        high = QFontMetrics(_font(option.font, part)).boundingRect(box, _FLAGS, _words(part)).height()
        if note(part)[0]:
            high += badge_height(option.font) + _GAP
        return QSize(width, high + 2 * _PAD_Y)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        part: Part = index.data(ROW)
        now = theme.colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _ground(painter, option)
        box = option.rect.adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        side = _side(option.font)
        painter.setFont(_small(option.font))
        painter.setPen(theme.colour(now.quiet))
        painter.drawText(QRect(box.left(), box.top() + 1, side, box.height()), _FLAGS, kind_words(part))
        box.setLeft(box.left() + side + _PAD_X)
        painter.setFont(_font(option.font, part))
        painter.setPen(theme.colour(now.quiet if part.dropped else now.text))
        taken = painter.boundingRect(box, _FLAGS, _words(part))
        painter.drawText(box, _FLAGS, _words(part))
        said, tone = note(part)
        if said:
            painter.setFont(option.font)
            paint_badge(painter, taken.bottomLeft() + QPoint(0, _GAP), said, tone, box.width())
        painter.restore()


def _ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    now = theme.colours()
    box = option.rect.adjusted(2, 1, -2, -1)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.chosen))
        painter.drawRoundedRect(box, 6, 6)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.pen(now.focus, 2))
        painter.drawRoundedRect(box, 6, 6)


def _words(part: Part) -> str:
    block = part.block
    if block.kind is Kind.TABLE:
        return "\n".join(" | ".join(row) for row in block.rows)
    if block.kind is Kind.ITEM:
        return f"{'    ' * (block.level - 1)}{block.mark or '•'} {block.text}"
    return block.words


def _side(font: QFont) -> int:
    widest = QCoreApplication.translate("TextParts", "Heading {level}").format(level=0)
    return QFontMetrics(_small(font)).horizontalAdvance(widest) + 4


def _font(font: QFont, part: Part) -> QFont:
    made = QFont(font)
    made.setBold(part.block.kind is Kind.HEADING)
    made.setStrikeOut(part.dropped)
    return made


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * 0.88)
    return made
