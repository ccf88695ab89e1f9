"""Signs, or brings an old register up to date, in a process that is killed meanwhile: `python -m tests.faults.signer`.

Each line of standard input is a trial. A process is forked for it, so that a thousand take minutes and not hours, and
what it said until its end comes back as a line.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from ewloe_desktop.app import ceremonies
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.documents import approval_sheet, signing
from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.services import approvals, copies, decisions, exchanging, school, sheet_facts
from ewloe_desktop.storage import check, check_schema, highwater, pending, vault
from ewloe_desktop.storage.engine import Register
from tests.conftest import MONDAY, FixedClock

WARM = (
    ceremonies,
    approval_sheet,
    signing,
    approvals,
    copies,
    decisions,
    exchanging,
    school,
    sheet_facts,
    check,
    highwater,
    pending,
    vault,
)
check_schema.expected_shape("sqlite")


def sign(trial: dict[str, Any], say: Callable[[str], object]) -> None:
    """Signs every revision of the trial as its head teacher, and says when each begins and is recorded."""
    keeper = RegisterKeeper(trial["place"], Path(trial["state"]), clock=FixedClock(MONDAY))
    keeper.sign_in(trial["head"], trial["password"])
    say("open")
    for revision in trial["revisions"]:
        facts = keeper.read(approvals.prepare_signing, revision, Body.HEAD)
        answer = HeadAnswer(trial["head"], MONDAY.date(), facts.declaration_version, trial["password"])
        say(f"begin {revision}")
        if trial.get("at"):
            arm(trial["at"])
        receipt = keeper.write(approvals.approve_revision, revision, facts.seen, answer)
        if trial.get("at") == "before the receipt":
            die()
        say(f"done {revision} {receipt.act}")
    say("all")


def migrate(trial: dict[str, Any], say: Callable[[str], object]) -> None:
    """Opens an older register, which brings it up to date, and ends at the statement of this number."""
    seen = 0

    def after(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal seen
        seen += 1
        if seen == trial["at"]:
            die()

    event.listen(Engine, "after_cursor_execute", after)
    register = Register.open(trial["place"], bytes.fromhex(trial["key"]), clock=FixedClock(MONDAY))
    say(f"statements {seen}")
    say("all")
    register.changed = False
    register.close()


def hold(trial: dict[str, Any], say: Callable[[str], object]) -> None:
    """Keeps a register open, as somebody who is signed in, until the end."""
    keeper = RegisterKeeper(trial["place"], Path(trial["state"]), clock=FixedClock(MONDAY))
    keeper.sign_in(trial["head"], trial["password"])
    say("open")
    say("open still")
    signal.pause()


def carry(trial: dict[str, Any], say: Callable[[str], object]) -> None:
    """Copies the register to a stick as its head teacher."""
    keeper = RegisterKeeper(trial["place"], Path(trial["state"]), clock=FixedClock(MONDAY))
    keeper.sign_in(trial["head"], trial["password"])
    say("open")
    say("begin")
    keeper.take_away(Path(trial["stick"]), "stick", lambda *_: None, lambda: False)
    say("all")


def put_back(trial: dict[str, Any], say: Callable[[str], object]) -> None:
    """Puts a copy back, and ends at the file that is renamed as this one."""
    keeper = RegisterKeeper(trial["place"], Path(trial["state"]), clock=FixedClock(MONDAY))
    asked = (Path(trial["copy"]), trial["place"], trial["head"], trial["password"])
    keeper.prepare_restore(*asked, lambda *_: None, lambda: False)
    say("open")
    _at_rename(trial["at"])
    keeper.restore()
    say("all")


def _at_rename(number: int) -> None:
    seen = 0
    for name in ("rename", "replace"):
        whole = getattr(Path, name)

        def renamed(own: Path, target: Path, whole: Any = whole) -> Any:
            nonlocal seen
            seen += 1
            if seen == number:
                die()
            return whole(own, target)

        setattr(Path, name, renamed)


DO = {"sign": sign, "migrate": migrate, "hold": hold, "carry": carry, "put_back": put_back}


def die(*_anything: object, **_more: object) -> None:
    """Ends this process as a power cut does: nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)


def arm(point: str) -> None:
    """Makes this process end at the named point of the signing that begins now."""
    if point.startswith("after insert "):
        _at_insert(int(point.rpartition(" ")[2]))
    elif point != "before the receipt":
        POINTS[point]()


POINTS: dict[str, Callable[[], object]] = {
    "before the note": lambda: setattr(pending.PendingNote, "begin", die),
    "before the transaction": lambda: event.listen(Engine, "begin", die, insert=True),
    "after the transaction began": lambda: event.listen(Session, "after_begin", die),
    "while the sheet is made": lambda: _in_the_middle(approval_sheet),
    "while the sheet is signed": lambda: setattr(signing, "_PdfSigner", die),
    "before the commit": lambda: event.listen(Engine, "commit", die, insert=True),
    "after the commit": lambda: event.listen(Session, "after_commit", die),
    "before the mark": lambda: setattr(highwater.Marks, "remember", die),
}


def _in_the_middle(module: Any) -> None:
    """Ends the process at the hundredth call that making the sheet makes."""
    calls = 0

    def count(frame: Any, what: str, _value: object) -> None:
        nonlocal calls
        calls += what == "call" and frame.f_code.co_filename.startswith(str(Path(module.__file__).parent))
        if calls == 100:
            die()

    sys.setprofile(count)


def _at_insert(number: int) -> None:
    seen = 0

    def after(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        nonlocal seen
        seen += statement.startswith("INSERT")
        if seen == number:
            die()

    event.listen(Engine, "after_cursor_execute", after)


def _run(trial: dict[str, Any]) -> dict[str, Any]:
    """Forks the signer, kills it so many seconds after its first signing began, and gives what it said."""
    into, out = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(into)
        try:
            DO[trial.get("do", "sign")](trial, lambda words: os.write(out, f"{words}\n".encode()))
        except BaseException as error:
            os.write(out, f"failed {error!r}\n".encode())
        os._exit(0)
    os.close(out)
    said = []
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    with os.fdopen(into, "rb", buffering=0) as lines:
        for line in lines:
            said.append(line.decode().strip())
            if "after" in trial and len(said) == 2:
                signal.setitimer(signal.ITIMER_REAL, trial["after"])
    _, status = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return {"said": said, "killed": os.WIFSIGNALED(status)}


def main() -> None:
    """Serves trials until standard input ends."""
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
