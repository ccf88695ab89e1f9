"""A small reference picture chosen from a file: made small and rid of camera data before it is shown or kept."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ewloe_desktop.domain.errors import Expected
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.field import Field
from ewloe_desktop.ui.work import Work

_SIDE = 96


class SmallPictureField(Field):
    """JPEG bytes, or None; without one the place is found by its words."""

    def __init__(self, name: str, words: str, work: Work) -> None:
        box = QWidget()
        hint = self.tr("At most 640 pixels a side; place, time and camera are taken out of it")
        super().__init__(name, words, box, hint, optional=True)
        self.work = work
        self._kept: bytes | None = None
        self.picture = QLabel()
        self.picture.setObjectName("paper")
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = parts.button(self.tr("Choose a picture…"), self._choose)
        self.remove = parts.button(self.tr("Remove it"), self._remove, "link")
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
        """Makes a file's picture small, away from the window; says so when it is none."""
        self.choose.setEnabled(False)
        self.work.background(self._made, _small, path, failed=self._refused)

    def _choose(self) -> None:
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg);;All files (*)")
        path, _kind = QFileDialog.getOpenFileName(self, self.tr("Choose a picture"), "", kinds)
        if path:
            self.take(Path(path))

    def _made(self, picture: bytes) -> None:
        self.choose.setEnabled(True)
        self.set_error("")
        self.set_value(picture)
        self.changed.emit()

    def _refused(self, failure: BaseException) -> None:
        self.choose.setEnabled(True)
        if isinstance(failure, Expected):
            self.set_error(wording.error(failure).aloud)
        else:
            self.work.unhandled.emit(failure)

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
        side = QSize(_SIDE, _SIDE) * self.devicePixelRatioF()
        shown = picture.scaled(side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(shown)
        self.picture.setAccessibleName(self.words)


def _small(path: Path) -> bytes:
    """The file's picture, small and without camera data."""
    from ewloe_desktop.domain.errors import FileRefused
    from ewloe_desktop.intake.picture import small_picture

    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileRefused("unreadable", path.name) from error
    return small_picture(data, path.name)
