"""`ewloe-desktop demo`: a made-up school, from its first start to a policy in force, with sheets and pictures."""

from pathlib import Path

from ewloe_desktop.cli.demo import cast, database
from ewloe_desktop.cli.demo import folder as folders
from ewloe_desktop.cli.demo.clock import StoryClock
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.cli.saying import say
from ewloe_desktop.domain.errors import NotPossible


def demonstrate(folder: Path, address: str | None, *, window: bool) -> int:
    """Makes the demonstration, prints each step, and opens the window on it when there is a screen."""
    folder = folder.resolve()
    if address is not None:
        database.require_free(address)
    if folders.take(folder):
        print(say("demo_replaced", path=folder))
    if address is not None:
        database.clear(address)
    try:
        stage = _make(folder, address)
    except OSError as error:
        raise NotPossible("cannot_write", {"path": str(folder)}) from error
    print(say("demo_done", path=folder / "people.txt"), flush=True)
    return _open(stage, folder) if window else 0


def _make(folder: Path, address: str | None) -> Stage:
    from ewloe_desktop.app import marking
    from ewloe_desktop.app.keeper import RegisterKeeper
    from ewloe_desktop.cli.demo import people, sheets, story
    from ewloe_desktop.paths import REGISTER_FILE
    from ewloe_desktop.storage.vault import KdfSettings

    clock = StoryClock()
    place = address or str(folder / REGISTER_FILE)
    keeper = RegisterKeeper(place, folder / "state", clock=clock, kdf=KdfSettings.light())
    stage = Stage(keeper, clock, lambda line: print(line, flush=True))
    try:
        started = people.begin(stage)
        marking.mark(folder, started.register_id)
        people.fill(stage)
        (folder / "people.txt").write_text(people.people_file(stage), encoding="utf-8")
        told = story.tell(stage)
        sheets.write(stage, started, told, folder / "sheets")
    finally:
        keeper.close()
    return stage


def _open(stage: Stage, folder: Path) -> int:
    """The window on the demonstration; a PC without a screen has its pictures."""
    from ewloe_desktop.app.screen import has_screen

    if not has_screen():
        print(say("demo_no_screen", path=folder / "pictures"))
        return 0
    from ewloe_desktop.app import open_window

    head = cast.HEAD.name
    print(say("demo_opening", name=head, password=stage.passwords[head]), flush=True)
    return open_window(stage.keeper.place)
