"""A page that loads again leaves the person where they were: the rows chosen, how far it was scrolled, the focus."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from ewloe_desktop.ui.tables import ROW, RowsModel

if TYPE_CHECKING:
    from ewloe_desktop.ui.work import Work

_NAMES = ("id", "act", "person_id", "policy_id")


class KeptSight(QObject):
    """Notes where the person is before a page loads and puts it back when everything has come."""

    def __init__(self, page: QWidget, work: "Work") -> None:
        super().__init__(page)
        self._page, self._work = page, work
        self._put_back: list[Callable[[], None]] = []
        work.busy_changed.connect(self._busy)

    def keep(self) -> None:
        """Notes it now; what was noted for a load that is still under way counts on."""
        if self._put_back:
            return
        areas = [area for area in self._page.findChildren(QAbstractScrollArea) if area.isVisible()]
        self._put_back = [
            *(_row(area) for area in areas if isinstance(area, QAbstractItemView)),
            *(_scrolled(area) for area in areas),
            _focus(self._page),
        ]

    def _busy(self, busy: bool) -> None:
        if not busy and self._put_back:
            QTimer.singleShot(0, self, self._now)

    def _now(self) -> None:
        if not self._work.idle:
            return
        steps, self._put_back = self._put_back, []
        for step in steps:
            step()


def _scrolled(area: QAbstractScrollArea) -> Callable[[], None]:
    down, across = area.verticalScrollBar().value(), area.horizontalScrollBar().value()

    def put_back() -> None:
        if isValid(area):
            area.verticalScrollBar().setValue(down)
            area.horizontalScrollBar().setValue(across)

    return put_back


def _row(view: QAbstractItemView) -> Callable[[], None]:
    chosen = _key(view)

    def put_back() -> None:
        model = view.model() if isValid(view) else None
        if chosen is None or not isinstance(model, RowsModel) or _key(view) is not None:
            return
        for number, row in enumerate(model.rows):
            if _name(row) == chosen:
                view.setCurrentIndex(model.index(number, 0))
                return

    return put_back


def _key(view: QAbstractItemView) -> object:
    index = view.currentIndex()
    return _name(index.data(ROW)) if index.isValid() and isinstance(view.model(), RowsModel) else None


def _name(row: Any) -> object:
    return next((value for name in _NAMES if (value := getattr(row, name, None)) is not None), None)


def _focus(page: QWidget) -> Callable[[], None]:
    """A button that was made anew is known by its name."""
    focus = QApplication.focusWidget()
    if focus is None or not page.isAncestorOf(focus) or not focus.accessibleName():
        return lambda: None
    kind, name = type(focus), focus.accessibleName()

    def put_back() -> None:
        if isValid(focus) and focus.isVisible():
            return
        same = (w for w in page.findChildren(kind) if w is not focus and w.accessibleName() == name and w.isEnabled())
        if (found := next(same, None)) is not None:
            found.setFocus()

    return put_back
