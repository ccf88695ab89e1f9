"""Several widgets in one place, one shown: unlike Qt's own stack, only that one says how much room is needed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget


class OneOf(QWidget):
    """Shows one of its widgets, by number."""

    currentChanged = Signal(int)  # named as Qt names it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._current = -1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> int:
        """Adds a widget; the first one is shown."""
        widget.setVisible(False)
        self._widgets.append(widget)
        self._column.addWidget(widget, 1)
        if self._current < 0:
            self.setCurrentIndex(0)
        return len(self._widgets) - 1

    def keep_first(self, count: int) -> None:
        """Lets go of every widget after the first ones; one of those that stay has to be the one shown."""
        for widget in self._widgets[count:]:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        del self._widgets[count:]

    def count(self) -> int:
        """How many there are."""
        return len(self._widgets)

    def currentIndex(self) -> int:
        """The number of the one that is shown."""
        return self._current

    def currentWidget(self) -> QWidget | None:
        """The one that is shown."""
        return self.widget(self._current)

    def widget(self, number: int) -> QWidget | None:
        """The widget of a number."""
        return self._widgets[number] if 0 <= number < len(self._widgets) else None

    def setCurrentIndex(self, number: int) -> None:
        """Shows another one."""
        changed = number != self._current
        self._current = number
        for index, widget in enumerate(self._widgets):
            widget.setVisible(index == number)
        if changed:
            self.currentChanged.emit(number)
