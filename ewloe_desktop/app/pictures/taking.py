"""Everything there is to take, in the light and in the dark colours: with a register, and at the first start."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.app.marking import NAME
from ewloe_desktop.app.pictures import SCHEMES, Order
from ewloe_desktop.app.pictures.around import door, people, shell, sign_in
from ewloe_desktop.app.pictures.beginning import first_start
from ewloe_desktop.app.pictures.copies import copies
from ewloe_desktop.app.pictures.keys import keys
from ewloe_desktop.app.pictures.papers import papers
from ewloe_desktop.app.pictures.photos import photos
from ewloe_desktop.app.pictures.policies import policies, receipt
from ewloe_desktop.app.pictures.policies_more import policies_more
from ewloe_desktop.app.pictures.readings import readings
from ewloe_desktop.app.pictures.sites import sites, unsent
from ewloe_desktop.app.pictures.studio import Script, Studio
from ewloe_desktop.app.pictures.wording import wording
from ewloe_desktop.settings import is_address
from ewloe_desktop.storage.key_ring import ring_path
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
    taken = len(studio.taken)
    for scheme in SCHEMES:
        taken += _first_start(app, order, percent, scheme)
        taken += _receipts(app, order, percent, scheme)
    return taken


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
        yield from policies_more(studio, order)
        yield from wording(studio, order)
        yield from papers(studio, order)
        yield from readings(studio, order)
        yield from photos(studio, order)
        yield from sites(studio, order)
        yield from people(studio, order)
        yield from unsent(studio, order)
        studio.window.switch_person()
        yield


def _receipts(app: QApplication, order: Order, percent: int, scheme: str) -> int:
    """Both ceremonies to their end, signed in a copy that is thrown away again; a database is not copied."""
    if is_address(order.place):
        return 0
    with TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder, register = Path(place), Path(order.place)
        for file in (register, ring_path(register), register.parent / NAME):
            shutil.copy(file, folder)
        keeper = RegisterKeeper(str(folder / register.name), folder / "state")
        window = _window(app, keeper, scheme)
        studio = Studio(app, window, Path(order.folder), percent, scheme)
        studio.play(_signed(studio, order))
        window.hide()
        keeper.close()
    return len(studio.taken)


def _signed(studio: Studio, order: Order) -> Script:
    yield from sign_in(studio, order)
    yield from receipt(studio, order, "with_head", "sign_head", order.password)
    yield from receipt(studio, order, "with_governors", "sign_governors", order.chair_password)
    yield from keys(studio, order)
    yield from copies(studio, order)


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
