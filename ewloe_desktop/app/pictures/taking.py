"""Everything there is to take, in the light and in the dark colours: with a register, and at the first start."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.app.pictures import SCHEMES, Order
from ewloe_desktop.app.pictures.around import door, people, shell
from ewloe_desktop.app.pictures.beginning import first_start
from ewloe_desktop.app.pictures.policies import policies
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.storage.vault import KdfSettings
from ewloe_desktop.ui.theme import Look
from ewloe_desktop.ui.window import Window

_WIDE, _HIGH = 1360, 800


def take_all(order: Order, percent: int) -> int:
    """Takes every picture at this size; how many there are."""
    app = QApplication(["ewloe-desktop"])
    keeper = RegisterKeeper(order.place, Path(order.state))
    studio = Studio(app, _window(app, keeper, "light"), Path(order.folder), percent)
    studio.play(_with_register(studio, order))
    keeper.close()
    return len(studio.taken) + sum(_first_start(app, order, percent, scheme) for scheme in SCHEMES)


def _window(app: QApplication, keeper: RegisterKeeper, scheme: str) -> Window:
    window = Window(app, keeper, look=Look(scheme), idle_seconds=3600)
    window.resize(_WIDE, _HIGH)
    window.begin()
    window.show()
    return window


def _with_register(studio: Studio, order: Order) -> Script:
    for scheme in SCHEMES:
        studio.dress(scheme)
        yield
        yield from door(studio, order)
        yield from shell(studio)
        yield from policies(studio, order)
        yield from people(studio, order)
        studio.window.switch_person()
        yield


def _first_start(app: QApplication, order: Order, percent: int, scheme: str) -> int:
    """The first start on a register that is thrown away again."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place)
        keeper = RegisterKeeper("", folder / "state", kdf=KdfSettings.light(), demonstration=True)
        window = _window(app, keeper, scheme)
        studio = Studio(app, window, Path(order.folder), percent, scheme)
        studio.play(first_start(studio, folder / "school.register"))
        window.hide()
        keeper.close()
    return len(studio.taken)
