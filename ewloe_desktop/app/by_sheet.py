"""Coming in with the school's recovery sheet: everything can be read, and nobody is signed in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RegisterUnavailable, RuleBroken, WrongPassword
from ewloe_desktop.domain.people import BY_SHEET, SHEET_MAY, Actor

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ewloe_desktop.services.school import SignedIn
    from ewloe_desktop.storage.clock import Clock
    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.key_ring import Ring

LETTERS = 64

# All that is ever recorded with the sheet, by name: who uses it, and slips. Never a signature, never a confirmation.
WRITES = frozenset({"begin_opening", "issue_slip", "use_slip", "void_slip"})


def open_by_sheet(place: str, ring: "Ring", typed: str, clock: "Clock") -> "Register":
    """The register, which the keeper then lets be read; FieldsRefused says what is wrong with the groups typed."""
    from ewloe_desktop.storage.engine import Register
    from ewloe_desktop.storage.passwords import read_recovery, recovery_register

    letters = sum(c.isalnum() for c in typed)
    if letters != LETTERS:
        raise _refused("groups_count", found=letters, wanted=LETTERS)
    try:
        key, own = read_recovery(typed), recovery_register(typed)
    except WrongPassword:
        raise _refused("groups_slip") from None
    if not _belongs(ring, own):
        raise _refused("groups_other")
    try:
        return Register.open(Path(place), key, clock=clock)
    except RegisterUnavailable as error:
        if error.reason == "wrong_key":
            raise _refused("groups_other") from None
        raise


def require_write(use_case: Callable[..., object], told: "SignedIn", place: str) -> None:
    """Raises unless the sheet may record this, and the register is one that nobody has changed behind the app."""
    if getattr(use_case, "__name__", "") not in WRITES:
        raise RuleBroken("sheet_reads")
    if told.findings:
        raise RegisterUnavailable("read_only", place)


def sheet_actor() -> Actor:
    """Who stands on what is printed meanwhile: the sheet, and no person."""
    from ewloe_desktop.documents.words import words

    return Actor(BY_SHEET, words("recovery")["reader"])


def sheet_signed_in(session: "Session", actor: Actor) -> "SignedIn":
    """What the window shows instead of a person."""
    from ewloe_desktop.services.school import SignedIn
    from ewloe_desktop.services.sheet_openings import standing_opening

    allowed = frozenset(action.value for action in SHEET_MAY)
    return SignedIn(actor.person_id, actor.name, (), allowed, 0, (), (), opening=standing_opening(session))


def _belongs(ring: "Ring", own: str) -> bool:
    """Whether the key file beside the register names the sheet's register; without one, the file itself tells."""
    try:
        return ring.read().register_id.startswith(own)
    except RegisterUnavailable:
        return True


def _refused(problem: str, **facts: object) -> FieldsRefused:
    return FieldsRefused((FieldProblem("groups", problem, facts),))
