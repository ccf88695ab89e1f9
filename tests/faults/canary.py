"""A day's work with two passwords that are looked for afterwards: `python -m tests.faults.canary FOLDER`."""

import contextlib
import json
import sys
from datetime import date
from pathlib import Path

from ewloe_desktop import logs
from ewloe_desktop.app.keeper import RegisterKeeper
from ewloe_desktop.domain.approvals import Body, HeadAnswer
from ewloe_desktop.domain.errors import Expected
from ewloe_desktop.domain.text import Block, Kind, PolicyText
from ewloe_desktop.services import approvals, drafting, keys, people
from ewloe_desktop.services.policies import ImportAnswer
from ewloe_desktop.services.school import FirstStart
from ewloe_desktop.storage.vault import KdfSettings


def main() -> None:
    """Begins, signs, mistypes, changes the password, meets an error nobody foresaw, copies and closes."""
    first, second = json.loads(sys.stdin.read())
    folder = Path(sys.argv[1])
    logs.start(folder / "logs")
    keeper = RegisterKeeper(str(folder / "school.register"), folder / "state", kdf=KdfSettings.light())
    started = keeper.begin(FirstStart("Ysgol Sampl", "Mrs Mair Sampl", date(2024, 1, 1), first, keeper.place))
    text = PolicyText("Garden Policy", "", (Block(Kind.PARAGRAPH, "The gate is shut."),))
    draft = keeper.write(drafting.import_policy, ImportAnswer(text, "garden.txt", "text/plain", b"gate", 0))
    keeper.write(drafting.settle_revision, draft.id, draft.seen, "First.")
    facts = keeper.read(approvals.prepare_signing, draft.id, Body.HEAD)
    for password in (second, first):
        answer = HeadAnswer(started.head_id, date.today(), facts.declaration_version, password)
        with contextlib.suppress(Expected):
            keeper.write(approvals.approve_revision, draft.id, facts.seen, answer)
    keeper.write(keys.change_password, first, second)
    try:
        keeper.write(_fails, second)
    except ZeroDivisionError as error:
        logs.unexpected(error)
    keeper.copy_now()
    keeper.lock()
    for password in (first, second):
        with contextlib.suppress(Expected):
            keeper.sign_in(started.head_id, password)
    keeper.read(people.list_people)
    keeper.close()
    sys.stdout.write("done\n")


def _fails(_session: object, _actor: object, password: str) -> None:
    raise ZeroDivisionError(len(password))


if __name__ == "__main__":
    main()
