"""`ewloe-desktop check`: verifies a whole register and writes nothing at all."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ewloe_desktop import paths
from ewloe_desktop.app.marking import is_demonstration
from ewloe_desktop.cli.errors import CommandRefused
from ewloe_desktop.cli.saying import say
from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.journal import CheckResult, Code, Finding, read_code

if TYPE_CHECKING:
    from ewloe_desktop.storage.highwater import HighWater

WHOLE, CHANGED = 0, 1
_DOES_NOT_OPEN = ("damaged", "wrong_key", "not_a_register")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asked for."""

    place: str
    name: str | None
    password_file: Path | None
    recovery_file: Path | None
    mark: str | None
    as_json: bool


def check(asked: Asked) -> int:
    """Prints what the check found: 0 whole, 1 changed; whatever keeps it from checking is raised."""
    code = _code(asked.mark)
    from ewloe_desktop.cli.unlocking import with_password, with_recovery

    if asked.recovery_file is not None:
        unlocked = with_recovery(asked.place, asked.recovery_file)
    else:
        unlocked = with_password(asked.place, asked.name, asked.password_file)
    try:
        result = _checked(asked.place, unlocked.data_key, code)
    except RegisterUnavailable as error:
        if error.reason not in _DOES_NOT_OPEN or (error.reason == "wrong_key" and not unlocked.sure):
            raise
        result = _unopened()
    if asked.as_json:
        print(json.dumps(as_facts(result), ensure_ascii=False, indent=2))
        print(_compared(result), end="", file=sys.stderr)
    else:
        print(as_page(result))
    return WHOLE if result.whole else CHANGED


def _code(mark: str | None) -> Code | None:
    if mark is None:
        return None
    code = read_code(mark)
    if code is None:
        raise CommandRefused("check_bad_mark", {"mark": mark})
    return code


def _checked(place: str, data_key: bytes, code: Code | None) -> CheckResult:
    from ewloe_desktop.services.checking import check_whole
    from ewloe_desktop.storage.engine import Register

    register = Register.open(place, data_key, read_only=True)
    try:
        return check_whole(register, earlier=_earlier(place, register.id), code=code)
    finally:
        register.close()


def _earlier(place: str, register_id: str) -> "HighWater | None":
    """The highest mark that is known: this PC's, and a demonstration's own, which it keeps in its folder."""
    from ewloe_desktop.storage.highwater import Marks

    folders = [paths.state_folder()]
    if is_demonstration(place):
        folders.append(Path(place).parent / "state")
    known = [mark for folder in folders if (mark := Marks(folder, register_id).read()) is not None]
    return max(known, key=lambda mark: mark.act, default=None)


def _unopened() -> CheckResult:
    finding = Finding(say("check_place"), say("check_opens"), say("check_does_not_open"))
    return CheckResult(whole=False, acts=0, findings=(finding,))


def as_facts(result: CheckResult) -> dict[str, object]:
    """The result as plain values."""
    findings = [{"record": f.record, "expected": f.expected, "found": f.found, "act": f.act} for f in result.findings]
    return {"whole": result.whole, "acts": result.acts, "findings": findings}


def as_page(result: CheckResult) -> str:
    """The result for a person."""
    count = len(result.findings)
    if result.whole:
        lines = [say("check_whole", acts=result.acts)]
    else:
        lines = [say("check_changed_one" if count == 1 else "check_changed", count=count, acts=result.acts), ""]
    lines += [_finding(finding) for finding in result.findings]
    return "\n".join(lines) + "\n" + _compared(result).rstrip()


def _compared(result: CheckResult) -> str:
    """Whether the end of the journal was compared with anything: without that, acts cut off there do not show."""
    if result.compared:
        return say("check_compared" if result.whole else "check_compared_short") + "\n"
    return say("check_not_compared") + "\n" if result.acts else ""


def _finding(finding: Finding) -> str:
    name = "check_finding_act" if finding.act else "check_finding"
    return say(name, record=finding.record, expected=finding.expected, found=finding.found, act=finding.act)
