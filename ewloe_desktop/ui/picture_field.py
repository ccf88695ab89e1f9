"""A small picture chosen from a file, such as the school's crest."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from ewloe_desktop.ui.shown_picture import ShownPictureField

_KEPT = 600
_MOST_MB = 64


class PictureField(ShownPictureField):
    """A picture as PNG bytes, at most 600 pixels a side; None when there is none."""

    def take(self, path: Path) -> None:
        """Takes the picture of a file, made small enough for a sheet; says so when it is none."""
        reader = QImageReader(str(path))
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
        self.taken(_png(image))


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())
