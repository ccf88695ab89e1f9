"""`ewloe-desktop demo`: a made-up school, from its first start to a policy in force, with sheets and pictures."""

from pathlib import Path

from ewloe_desktop import paths
from ewloe_desktop.cli.demo import cast, database, story
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
    from ewloe_desktop.cli.demo import people, sheets
    from ewloe_desktop.storage.vault import KdfSettings

    clock = StoryClock()
    place = address or str(folder / paths.REGISTER_FILE)
    keeper = RegisterKeeper(place, folder / "state", clock=clock, kdf=KdfSettings.light())
    stage = Stage(keeper, clock, lambda line: print(line, flush=True))
    try:
        started = people.begin(stage)
        marking.mark(folder, started.register_id)
        people.fill(stage)
        passwords = folder / "people.txt"
        passwords.touch(mode=0o600)
        passwords.write_text(people.people_file(stage), encoding="utf-8")
        told = story.tell(stage)
        sheets.write(stage, started, told, folder / "sheets")
        people.check(stage)
    finally:
        keeper.close()
    _picture(stage, folder, told)
    return stage


def _picture(stage: Stage, folder: Path, told: story.Told) -> None:
    from ewloe_desktop.app.pictures import Order, take_pictures

    order = Order(
        place=stage.keeper.place,
        state=str(folder / "state"),
        folder=str(folder / "pictures"),
        person_id=stage.ids[cast.HEAD.name],
        password=stage.passwords[cast.HEAD.name],
        chair_password=stage.passwords[cast.CHAIR.name],
        revisions=told.revisions,
        without_password=stage.ids[cast.CAST[-1].name],
        sample=str(paths.data() / "sample" / story.REVISED),
        requests=told.sites.requests,
        sites=told.sites.sites,
        teacher=(stage.ids[cast.TEACHER.name], stage.passwords[cast.TEACHER.name]),
    )
    print(say("demo_taking"), flush=True)
    print(say("demo_pictures", count=take_pictures(order), path=folder / "pictures"), flush=True)


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
