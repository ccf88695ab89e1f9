"""Small pieces every page is made of: labels with a role, cards, badges, rules, empty states, scrolling columns."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ewloe_desktop.domain.people import TITLES
from ewloe_desktop.ui import gate, theme


def label(words: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """Words with a role of the style sheet: h1, big, h2, strong, quiet, small, error or code."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if wrap:
        made.setMinimumWidth(40)  # else Qt takes a square-ish shape as the least
    if role:
        made.setProperty("role", role)
    return made


def badge(words: str, tone: str) -> QLabel:
    """A word on its tone: ok, warn, bad or calm."""
    made = label(words, wrap=False)
    made.setProperty("tone", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def set_tone(of: QLabel, tone: str) -> None:
    """Gives a badge another tone."""
    of.setProperty("tone", tone)
    restyle(of)


def restyle(widget: QWidget) -> None:
    """Makes the style sheet look at a widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(
    words: str,
    pressed: Callable[[], object] | None = None,
    role: str = "",
    icon: str = "",
    hint: str = "",
    *,
    writes: bool = False,
) -> QPushButton:
    """A button that says what it does; role is "", primary, danger or link. `writes` goes off with the gate."""
    made = QPushButton(words)
    made.setAccessibleName(words.replace("&", ""))
    made.setAutoDefault(False)
    if hint:
        made.setToolTip(hint)
        made.setAccessibleDescription(hint)
    if role:
        made.setProperty("role", role)
    if icon:
        made.setProperty("icon_name", icon)
        _dress_button(made)
    if role == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    if writes:
        gate.the_gate().mind(made)
    return made


def picture(icon: str, shade: str = "quiet", side: int = 20) -> QLabel:
    """An icon that goes with words beside it, in one of the colours by name."""
    made = QLabel()
    made.setProperty("icon_name", icon)
    made.setProperty("icon_shade", shade)
    made.setProperty("icon_side", side)
    _dress_picture(made)
    return made


def dress(within: QWidget) -> None:
    """Draws every icon again in the colours and the size of now."""
    for button in within.findChildren(QPushButton):
        if button.property("icon_name"):
            _dress_button(button)
    for label in within.findChildren(QLabel):
        if label.property("icon_name"):
            _dress_picture(label)


def _dress_button(button: QPushButton) -> None:
    now = theme.colours()
    shade = {"primary": now.on_accent, "link": now.accent_text}.get(str(button.property("role")), now.text)
    button.setIcon(theme.icon(str(button.property("icon_name")), shade))
    button.setIconSize(QSize(1, 1) * theme.scaled(20))


def _dress_picture(label: QLabel) -> None:
    shade = getattr(theme.colours(), str(label.property("icon_shade")))
    side = theme.scaled(int(label.property("icon_side")))
    label.setPixmap(theme.icon(str(label.property("icon_name")), shade).pixmap(QSize(side, side)))


class CardFrame(QFrame):
    """A white surface with a column inside."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "card", space: int = 12) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 18)
        self.column.setSpacing(space)


def initials(name: str) -> str:
    """The first letters of the first and the last name, without a title."""
    words = [word for word in name.replace("-", " ").split() if word.rstrip(".").casefold() not in TITLES]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))


def avatar(name: str, side: int = 40) -> QIcon:
    """A person's initials in a circle."""
    now = theme.colours()
    made = QIcon()
    for ratio in (1, 2, 3):
        picture = QPixmap(side * ratio, side * ratio)
        picture.fill(Qt.GlobalColor.transparent)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(now.accent))
        painter.drawEllipse(0, 0, side, side)
        painter.setPen(theme.colour(now.on_accent))
        font = painter.font()
        font.setBold(True)
        font.setPixelSize(side * 2 // 5)
        painter.setFont(font)
        painter.drawText(QRect(0, 0, side, side), int(Qt.AlignmentFlag.AlignCenter), initials(name))
        painter.end()
        made.addPixmap(picture)
    return made


def rule() -> QFrame:
    """A thin line."""
    made = QFrame()
    made.setObjectName("rule")
    return made


def row(*widgets: QWidget | None, space: int = 12, stretch: bool = True) -> QHBoxLayout:
    """Widgets side by side; None is a stretch, and one stands at the end unless `stretch` is False."""
    made = QHBoxLayout()
    made.setSpacing(space)
    for widget in widgets:
        if widget is None:
            made.addStretch(1)
        else:
            made.addWidget(widget)
    if stretch and None not in widgets:
        made.addStretch(1)
    return made


def clear(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it go, whatever kind of layout holds it."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            clear(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Column(QScrollArea):
    """A scrolling column of widgets, no wider than can be read with ease."""

    def __init__(self, parent: QWidget | None = None, *, most: int = 0, space: int = 16) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget()
        holder.setObjectName("scrolled")
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setObjectName("scrolled")
        if most:
            inner.setMaximumWidth(most)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 4, 8)
        self.column.setSpacing(space)
        across.addWidget(inner, 1)
        if most:
            across.addStretch(0)
        self.setWidget(holder)


class Empty(QWidget):
    """What an empty place says: what this is, why it is empty, and one button."""

    def __init__(
        self,
        icon: str,
        what: str,
        why: str,
        action: QPushButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 32, 20, 32)
        column.setSpacing(10)
        column.addStretch(1)
        shown = picture(icon, side=28)
        shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(shown)
        for words, role in ((what, "h2"), (why, "quiet")):
            text = label(words, role)
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            text.setMaximumWidth(460)
            across = QHBoxLayout()
            across.addStretch(1)
            across.addWidget(text, 100)
            across.addStretch(1)
            column.addLayout(across)
        if action is not None:
            column.addSpacing(6)
            column.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)


def announce(widget: QWidget, words: str) -> None:
    """Tells a screen reader something that happened without moving the focus."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class Selectable(QLabel):
    """Words that can be marked and copied."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAccessibleDescription(name)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
