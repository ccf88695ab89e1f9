"""A small reference picture chosen from a file: made small and rid of camera data before it is shown or kept."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.errors import Expected
from ewloe_desktop.ui import wording
from ewloe_desktop.ui.shown_picture import ShownPictureField
from ewloe_desktop.ui.work import Work

translate = QCoreApplication.translate


class SmallPictureField(ShownPictureField):
    """JPEG bytes, or None; without one the place is found by its words."""

    side = 96

    def __init__(self, name: str, words: str, work: Work) -> None:
        hint = translate("SmallPictureField", "At most 640 pixels a side; place, time and camera are taken out of it")
        super().__init__(name, words, hint)
        self.work = work

    def take(self, path: Path) -> None:
        """Makes a file's picture small, away from the window; says so when it is none."""
        self.choose.setEnabled(False)
        self.work.background(self._made, _small, path, failed=self._refused)

    def _made(self, picture: bytes) -> None:
        self.choose.setEnabled(True)
        self.taken(picture)

    def _refused(self, failure: BaseException) -> None:
        self.choose.setEnabled(True)
        if isinstance(failure, Expected):
            self.set_error(wording.error(failure).aloud)
        else:
            self.work.unhandled.emit(failure)


def _small(path: Path) -> bytes:
    """The file's picture, small and without camera data."""
    from ewloe_desktop.domain.errors import FileRefused
    from ewloe_desktop.intake.picture import small_picture

    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileRefused("unreadable", path.name) from error
    return small_picture(data, path.name)
