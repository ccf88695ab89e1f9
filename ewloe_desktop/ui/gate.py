"""While nothing can be recorded, every button that would record something is off and says why."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton, QApplication


class Gate(QObject):
    """Shut for a reason or open; it minds the buttons it is told of, whenever they are made."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reason = ""

    def shut(self, reason: str) -> None:
        """Turns the buttons off with this reason; "" opens the gate."""
        self.reason = reason
        for widget in QApplication.allWidgets():
            if isinstance(widget, QAbstractButton) and widget.property("writes"):
                self._apply(widget)

    def mind(self, button: QAbstractButton) -> None:
        """Goes with the gate from now on, whatever else turns the button on."""
        button.setProperty("writes", True)
        button.setProperty("own_hint", button.toolTip())
        button.installEventFilter(self)
        self._apply(button)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.EnabledChange and isinstance(watched, QAbstractButton) and watched.isEnabled():
            self._apply(watched)
        return False

    def _apply(self, button: QAbstractButton) -> None:
        own = str(button.property("own_hint") or "")
        if self.reason:
            button.setProperty("shut", bool(button.property("shut")) or button.isEnabled())
            button.setEnabled(False)
        elif button.property("shut"):
            button.setProperty("shut", False)
            button.setEnabled(True)
        button.setToolTip(self.reason or own)
        button.setAccessibleDescription(self.reason or own)


_GATES: list[Gate] = []


def the_gate() -> Gate:
    """The one gate of the program."""
    if not _GATES:
        _GATES.append(Gate())
    return _GATES[0]
