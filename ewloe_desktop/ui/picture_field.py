"""A small picture chosen from a file, such as the school's crest."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts
from ewloe_desktop.ui.fields import Field

_SHOWN = 72
_KEPT = 600
_MOST_MB = 64


class PictureField(Field):
    """A picture as PNG bytes, at most 600 pixels a side; None when there is none."""

    def __init__(self, name: str, words: str, hint: str = "") -> None:
        box = QWidget()
        super().__init__(name, words, box, hint, optional=True)
        self._png: bytes | None = None
        across = QHBoxLayout(box)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        self.picture = QLabel()
        self.picture.setFixedSize(QSize(_SHOWN + 8, _SHOWN + 8))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setObjectName("paper")
        self.choose = parts.button(self.tr("Choose a picture…"), self._choose)
        self.remove = parts.button(self.tr("Remove it"), self._remove, "link")
        buttons = QVBoxLayout()
        buttons.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addWidget(self.remove)
        across.addWidget(self.picture)
        across.addLayout(buttons)
        across.addStretch(1)
        self.column.addWidget(box)
        self.setFocusProxy(self.choose)
        self._show()

    def value(self) -> bytes | None:
        return self._png

    def set_value(self, value: bytes | None) -> None:
        self._png = value
        self._show()

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self, self.tr("Choose a picture"), "", self.tr("Pictures (*.png *.jpg *.jpeg)")
        )
        if path:
            self.take(path)

    def take(self, path: str) -> None:
        """Takes the picture of a file, made small enough for a sheet; says so when it is none."""
        reader = QImageReader(path)
        reader.setAutoTransform(True)
        reader.setAllocationLimit(_MOST_MB)
        size = reader.size()
        if size.isValid() and max(size.width(), size.height()) > _KEPT:
            reader.setScaledSize(size.scaled(_KEPT, _KEPT, Qt.AspectRatioMode.KeepAspectRatio))
        image = reader.read()
        if image.isNull():
            from ewloe_desktop.ui import wording

            self.set_error(wording.words("fields")["not_picture"])
            return
        self.set_error("")
        self._png = _png(image)
        self._show()
        self.changed.emit()

    def _remove(self) -> None:
        self._png = None
        self._show()
        self.choose.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        self.picture.setVisible(self._png is not None)
        self.remove.setVisible(self._png is not None)
        if self._png is not None:
            picture = QPixmap()
            picture.loadFromData(self._png)
            side = QSize(_SHOWN, _SHOWN) * self.devicePixelRatioF()
            picture = picture.scaled(
                side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self.picture.setPixmap(picture)
            self.picture.setAccessibleName(self.words)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())
