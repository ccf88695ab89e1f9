"""What the panes of a request and of a site are made of: words, and beside them how it stands and what to do."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts

_WIDE = 33  # line heights from which the two stand side by side
_BESIDE = 13.5  # line heights for how it stands


class SiteView(QWidget):
    """Two cards side by side; where letters are large or the window is small, one card with both below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of = ""  # the id of what is shown
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        self.main = _Scrolled()
        self.beside = _Scrolled()
        across.addWidget(self.main, 63)
        across.addWidget(self.beside, 37)
        self.head, self.side, self.words = (_Block() for _ in range(3))
        self.main.inside.addWidget(self.head)
        self.main.inside.addWidget(self.words)
        self.main.inside.addStretch(1)
        self.beside.inside.addWidget(self.side)
        self.beside.inside.addStretch(1)

    def begin(self, of: str) -> bool:
        """Empties it all, and goes to the top for another one; whether one of its buttons had the focus."""
        if of != self._of:
            self._of = of
            for card in (self.main, self.beside):
                card.to_top()
        focus = self.window().focusWidget()
        had = focus is not None and self.side.isAncestorOf(focus)
        for block in (self.head, self.side, self.words):
            parts.clear(block.column)
        return had

    def add_buttons(self, buttons: Sequence[QWidget], focus: bool) -> None:
        """Puts the buttons below how it stands; the first takes the focus when one had it before."""
        for button in buttons:
            self.side.column.addWidget(button)
            button.ensurePolished()  # before it is measured
        if focus and buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Side by side where there is room."""
        line = self.fontMetrics().height()
        self.beside.setMinimumWidth(max(round(_BESIDE * line), self.beside.minimumSizeHint().width()))
        wide = self.width() >= _WIDE * line
        if wide == self.beside.isVisibleTo(self) and self.side.parentWidget() is not None:
            return
        if wide:
            self.beside.inside.insertWidget(0, self.side)
        else:
            self.main.inside.insertWidget(1, self.side)
        self.beside.setVisible(wide)


class _Scrolled(parts.CardFrame):
    """A card whose column scrolls, never sideways."""

    def __init__(self) -> None:
        super().__init__(space=0)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._scroll = parts.Column(self, space=14)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.column.setContentsMargins(20, 18, 16, 16)
        self.column.addWidget(self._scroll)
        self.inside: QVBoxLayout = self._scroll.column

    def to_top(self) -> None:
        """Shows its first lines."""
        self._scroll.verticalScrollBar().setValue(0)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest button beside a scroll bar."""
        inside = self._scroll.widget()
        wide = inside.minimumSizeHint().width() if inside is not None else 0
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        return QSize(wide + bar + 2 * self.frameWidth(), 0)


class _Block(QWidget):
    """Widgets one below the other that are filled again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)


def act_buttons(
    wanted: Iterable[tuple[str, str, str]], acts: Mapping[str, Callable[[], object]], reads: Iterable[str]
) -> list[QWidget]:
    """A button for each (act, words, role); those that only read stay on when nothing can be recorded."""
    return [parts.button(words, acts[name], role, writes=name not in reads) for name, words, role in wanted]


def section(column: QBoxLayout, title: str) -> None:
    """A thin line and a title."""
    column.addSpacing(4)
    column.addWidget(parts.rule())
    column.addWidget(parts.label(title, "h2"))


def notice(icon: str, words: str, *more: str) -> QFrame:
    """Something to know, with its icon."""
    box = parts.CardFrame(name="notice", space=4)
    box.column.setContentsMargins(12, 10, 12, 10)
    sign = parts.picture(icon, "on_warn")
    first = parts.label(words, "strong" if more else "")
    across = parts.row(sign, first, space=10, stretch=False)
    across.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    across.setStretch(1, 1)
    box.column.addLayout(across)
    for line in more:
        told = parts.label(line)
        told.setContentsMargins(30, 0, 0, 0)
        box.column.addWidget(told)
    return box


class Lines(QWidget):
    """What is asked at the left, what is answered at the right, a badge where it is new."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 38)
        self._grid.setColumnStretch(1, 62)

    def add(self, label: str, lines: Sequence[str], badge: str = "", *, copies: bool = False) -> None:
        """One more; `copies` lets it be marked and copied."""
        row = self._grid.rowCount()
        self._grid.addWidget(parts.label(label, "quiet"), row, 0, Qt.AlignmentFlag.AlignTop)
        holder = _Block()
        holder.column.setSpacing(2)
        for line in lines:
            made = parts.Selectable(label) if copies else parts.label(line)
            made.setText(line)
            holder.column.addWidget(made)
        if badge:
            holder.column.addWidget(parts.badge(badge, "warn"))
        self._grid.addWidget(holder, row, 1, Qt.AlignmentFlag.AlignTop)
