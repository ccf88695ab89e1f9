"""`ewloe-desktop backup`, `restore` and `move`: a register copied, put back, brought to another place."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ewloe_desktop import paths
from ewloe_desktop.cli.errors import CommandRefused
from ewloe_desktop.cli.saying import say
from ewloe_desktop.documents.words import moment
from ewloe_desktop.settings import is_address

if TYPE_CHECKING:
    from ewloe_desktop.cli.unlocking import Person
    from ewloe_desktop.services.restoring import RestorePlan
    from ewloe_desktop.storage.carrying import Carried
    from ewloe_desktop.storage.engine import Register

DONE = 0
_SHOWN = 30  # acts that would be missing


@dataclass(frozen=True, slots=True)
class Who:
    """Whose password opens the register: what the command line says of it."""

    name: str | None
    password_file: Path | None
    recovery_file: Path | None = None


def backup(place: str, folder: Path, who: Who) -> int:
    """Copies a register to a folder and checks the copy there; a person's copy is recorded, the sheet's is not."""
    from ewloe_desktop.domain.errors import RuleBroken
    from ewloe_desktop.storage.carrying import carry

    if is_address(place):
        raise RuleBroken("copies_on_server")
    if who.recovery_file is not None:
        from ewloe_desktop.cli.unlocking import with_recovery

        register = _open(place, with_recovery(place, who.recovery_file).data_key, read_only=True)
        with _closing(register):
            carried = carry(register, folder, _progress("backup_doing"))
    else:
        carried = _recorded(place, folder, who)
    print(say("backup_done", act=f"{carried.act:,}", path=carried.path))
    return DONE


def _recorded(place: str, folder: Path, who: Who) -> "Carried":
    from ewloe_desktop.cli.unlocking import as_person
    from ewloe_desktop.domain.people import Actor
    from ewloe_desktop.services.copies import record_copy, take_away
    from ewloe_desktop.storage.carrying import called

    person = as_person(place, who.name, who.password_file)
    register = _open(place, person.opened.data_key)
    actor = Actor(person.person_id, person.name)
    with _closing(register):
        carried = take_away(register, actor, folder, _progress("backup_doing"))
        with register.unit(actor) as session:
            made = record_copy(session, actor, carried, called(folder, Path(register.place)))
    (carried.folder / made.sheet.name).write_bytes(made.sheet.content)
    return carried


def restore(source: Path, place: Path, who: Who, missing: int | None) -> int:
    """Puts a copy in a register's place; acts that would be missing have to be confirmed by their number."""
    from ewloe_desktop.services.exchanging import carry_out
    from ewloe_desktop.services.restoring import RestoreAsked, prepare
    from ewloe_desktop.storage.clock import SystemClock
    from ewloe_desktop.storage.highwater import Marks

    file = _copy_in(source)
    person = _person_of_copy(file, who)
    state = paths.state_folder()
    asked = RestoreAsked(file, place.absolute(), person.person_id, person.password)
    prepared = prepare(asked, SystemClock(), lambda id_: Marks(state, id_).read(), _progress("restore_doing"))
    try:
        print(_page(prepared.plan))
        _confirm(prepared.plan.missing_count, missing)
        done = carry_out(prepared, None, state)
    except BaseException:
        prepared.let_go()
        raise
    print(say("restore_done", place=done.place, act=f"{done.act:,}"))
    if done.kept is not None:
        print(say("restore_kept", path=done.kept))
    return DONE


def _copy_in(source: Path) -> Path:
    """The copy itself, or the newest one in a folder."""
    if not source.is_dir():
        return source
    from ewloe_desktop.services.copies import copies_there

    newest = next(iter(copies_there(source)), None)
    if newest is None:
        raise CommandRefused("restore_no_copy", {"path": str(source)})
    return newest.path


def _person_of_copy(file: Path, who: Who) -> "Person":
    from ewloe_desktop.cli.unlocking import as_person

    return as_person(str(file), who.name, who.password_file)


def _page(plan: "RestorePlan") -> str:
    """What would be put back and what would be missing, for a person."""
    from ewloe_desktop.ui import wording

    facts = {"school": plan.school, "code": plan.register_code, "acts": f"{plan.acts:,}", "who": plan.who}
    lines = [say("restore_plan", when=moment(plan.newest_at), **facts), say(f"restore_there_{plan.there}")]
    if plan.missing_count:
        lines.append(say("restore_missing", count=f"{plan.missing_count:,}"))
    for act in plan.missing[:_SHOWN]:
        lines.append(f"  {act.act:,}  {moment(act.at)}  {wording.act(act.kind, act.facts)}")
    if plan.missing_count > _SHOWN < len(plan.missing):
        lines.append(say("restore_more", count=f"{plan.missing_count - _SHOWN:,}"))
    return "\n".join(lines)


def _confirm(count: int, given: int | None) -> None:
    if not count:
        return
    if given is None and sys.stdin.isatty():
        print(say("restore_type", count=count), end="", file=sys.stderr, flush=True)
        typed = sys.stdin.readline().strip()
        given = int(typed) if typed.isdecimal() else -1
    if given != count:
        raise CommandRefused("restore_not_confirmed", {"count": count})


def move(place: str, target: str, who: Who) -> int:
    """Brings a register to another place, a file or a server, with every act; what was there stays, set aside."""
    from ewloe_desktop.cli.unlocking import as_person
    from ewloe_desktop.domain.people import Action, Actor
    from ewloe_desktop.services.standing import allow
    from ewloe_desktop.storage import transfer
    from ewloe_desktop.storage.vault import NO_DATA_KEY

    if not is_address(target) and Path(target).exists():
        from ewloe_desktop.domain.errors import RegisterUnavailable

        raise RegisterUnavailable("exists", target)
    person = as_person(place, who.name, who.password_file)
    register = _open(place, person.opened.data_key)
    with _closing(register):
        with register.reading() as session:
            allow(session, Actor(person.person_id, person.name), Action.RESTORE)
        moved = transfer.transfer(register, target, person.opened, person.password, _progress("move_doing"))
        acts = transfer.head_of(moved)[0]
        moved.changed = False
        moved.close()
    print(say("move_done", acts=f"{acts:,}", place=_shown(target)))
    if not is_address(target) and person.opened.data_key == NO_DATA_KEY:
        print(say("move_new_key", name=person.name))
    if is_address(place):
        print(say("move_server_stays"))
    else:
        kept = transfer.set_aside(Path(place), f"{datetime.now(UTC):%Y%m%d-%H%M%S}")
        print(say("move_kept", path=kept))
    print(say("move_settings"))
    return DONE


def _shown(place: str) -> str:
    if not is_address(place):
        return place
    from ewloe_desktop.storage.server_errors import shown

    return shown(place)


def _open(place: str, data_key: bytes, *, read_only: bool = False) -> "Register":
    from ewloe_desktop.storage.engine import Register

    return Register.open(place, data_key, read_only=read_only)


@contextlib.contextmanager
def _closing(register: "Register") -> Iterator[None]:
    """Closes a register without the copy that a window's closing makes."""
    try:
        yield
    finally:
        register.changed = False
        register.close()


def _progress(sentence: str) -> "Callable[[int, int], None] | None":
    """Says at a terminal how far it is; nothing into a file."""
    if not sys.stderr.isatty():
        return None

    def told(done: int, of: int) -> None:
        end = "\n" if done >= of else "\r"
        print(say(sentence, percent=100 * done // max(of, 1)), end=end, file=sys.stderr, flush=True)

    return told
