"""What every field for a picture has: the picture as it is kept, a button to choose one, a button to remove it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts
from ewloe_desktop.ui.field import Field

_FRAME = 8

translate = QCoreApplication.translate


class ShownPictureField(Field):
    """The bytes of a picture, or None; `take` reads a chosen file and says so when it is none."""

    side = 72  # pixels of the picture as it is shown

    def __init__(self, name: str, words: str, hint: str = "") -> None:
        box = QWidget()
        super().__init__(name, words, box, hint, optional=True)
        self._kept: bytes | None = None
        self.picture = QLabel()
        self.picture.setFixedSize(QSize(self.side + _FRAME, self.side + _FRAME))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setObjectName("paper")
        self.choose = parts.button(translate("ShownPictureField", "Choose a picture…"), self._choose)
        self.remove = parts.button(translate("ShownPictureField", "Remove it"), self._remove, "link")
        buttons = QVBoxLayout()
        buttons.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addWidget(self.remove)
        across = QHBoxLayout(box)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        across.addWidget(self.picture)
        across.addLayout(buttons)
        across.addStretch(1)
        self.column.addWidget(box)
        self.setFocusProxy(self.choose)
        self._show()

    def value(self) -> bytes | None:
        return self._kept

    def set_value(self, value: bytes | None) -> None:
        self._kept = value
        self._show()

    def take(self, path: Path) -> None:
        """Takes the picture of a file."""
        raise TypeError(type(self).__name__)

    def taken(self, picture: bytes) -> None:
        """Shows a picture that was just chosen."""
        self.set_error("")
        self.set_value(picture)
        self.changed.emit()

    def _choose(self) -> None:
        title = translate("ShownPictureField", "Choose a picture")
        kinds = translate("ShownPictureField", "Pictures (*.png *.jpg *.jpeg);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self, title, "", kinds)
        if path:
            self.take(Path(path))

    def _remove(self) -> None:
        self.set_value(None)
        self.choose.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        for widget in (self.picture, self.remove):
            widget.setVisible(self._kept is not None)
        if self._kept is None:
            return
        picture = QPixmap()
        picture.loadFromData(self._kept)
        side = QSize(self.side, self.side) * self.devicePixelRatioF()
        shown = picture.scaled(side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(shown)
        self.picture.setAccessibleName(self.words)
