"""A copy of the made-up school's register on a stick, with its label, and the term's test of it."""

from pathlib import Path

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.settings import is_address

STICK = "stick"


def tell_copies(stage: Stage) -> dict[str, bytes]:
    """Taken by the office and tested by the head teacher; nothing of it on a server, which is copied there."""
    if is_address(stage.keeper.place):
        return {}
    stick = Path(stage.keeper.place).parent / STICK
    stick.mkdir(exist_ok=True)
    stage.enter(cast.OFFICE)
    taken = stage.keeper.take_away(stick, "USB stick SCHOOL 1", _unheard, _never)
    stage.tell("copied", who=cast.OFFICE.name, act=taken.facts.copied_act, place=taken.facts.place)
    stage.enter(cast.HEAD)
    copy = stage.keeper.copies_at(stick)[0]
    tried = stage.keeper.try_copy(copy.path, _unheard, _never)
    stage.tell("copy_tried", who=cast.HEAD.name, act=tried.facts.copied_act, seconds=tried.facts.seconds)
    return {"37-copy-label.pdf": taken.sheet.content, "38-copy-test.pdf": tried.sheet.content}


def _unheard(done: int, of: int) -> None:
    """Nobody watches how far it is."""


def _never() -> bool:
    return False
