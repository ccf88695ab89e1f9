"""Tab leads through a dialog as it is read: by what stands above and before, not by what was made first."""

import itertools
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget
from shiboken6 import isValid

from ewloe_desktop.ui.one_of import OneOf


class InSight(QObject):
    """Scrolls so that the control in focus is never hidden below the edge, however the focus came to it."""

    def __init__(self, scroller: QScrollArea) -> None:
        super().__init__(scroller)
        self._scroller = scroller
        self._control: QWidget | None = None
        self._soon = QTimer(self)  # after the layout has found its places
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._bring)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._control = now
        self._soon.start(0)

    def _bring(self) -> None:
        control = self._control
        if control is None or not isValid(control) or not self._scroller.isAncestorOf(control):
            return
        if control.height() < self._scroller.viewport().height():
            self._scroller.ensureWidgetVisible(control, 0, 24)


def order_tabs(within: QWidget) -> None:
    """Puts every control into the order of its layout; hidden pages are put in order when they are shown."""
    for one, following in itertools.pairwise(list(_controls(within))):
        QWidget.setTabOrder(one, following)


def _controls(widget: QWidget) -> Iterator[QWidget]:
    """The controls inside a widget, from the first to the last."""
    for inner in _inside(widget):
        if inner.isHidden() and inner.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            continue  # one that is merely not shown yet counts
        if inner.focusPolicy() & Qt.FocusPolicy.TabFocus and inner.focusProxy() is None:
            yield inner
        yield from _controls(inner)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        panes = (widget.widget(place) for place in range(widget.count()))
        yield from (pane for pane in panes if pane is not None)
    elif isinstance(widget, QStackedWidget | OneOf):
        current = widget.currentWidget()
        yield from () if current is None else (current,)
    elif isinstance(widget, QScrollArea):
        inner = widget.widget()
        yield from () if inner is None else (inner,)
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)
