"""Qt's bindings lose no reference to None: one release did, and ended the process after some thousand calls."""

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROUNDS = 2000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is not counted from Python 3.12 on")
def test_calls_that_return_nothing_keep_none_alive(qtbot: QtBot) -> None:
    label, image = QLabel(), QImage(8, 8, QImage.Format.Format_RGB32)
    qtbot.addWidget(label)
    painter = QPainter(image)
    quiet: list[Callable[[], object]] = [
        lambda: label.setText("a"),
        lambda: label.setToolTip("a"),
        lambda: label.setEnabled(True),
        lambda: painter.drawRect(QRect(0, 0, 2, 2)),
        lambda: painter.save() or painter.restore(),  # type: ignore[func-returns-value]
    ]
    before = sys.getrefcount(None)
    for _ in range(ROUNDS):
        for call in quiet:
            call()
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < ROUNDS / 2
