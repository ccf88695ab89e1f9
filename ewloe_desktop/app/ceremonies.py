"""The note of a ceremony under way: a start after a crash says whether the signature was recorded."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from ewloe_desktop.services.school import SignedIn
    from ewloe_desktop.storage.pending import PendingNote

# The use cases whose act takes the uuid that was noted before, by name: naming them imports nothing.
CEREMONIES = frozenset(
    {
        "approve_revision",
        "confirm_paper",
        "correct_decision",
        "decide_for_governors",
        "read_now",
        "return_revision",
        "sign_request",
    }
)


@dataclass
class Ceremonies:
    """Notes a ceremony before its unit and forgets it once its receipt was shown."""

    state: Path
    _shown: "PendingNote | None" = None

    def begin(self, register_id: str, use_case: Callable[..., Any], args: tuple[Any, ...]) -> "tuple[PendingNote, str]":
        """Notes the ceremony; the uuid is "" where it cannot be noted, which must not keep anybody from signing."""
        from ewloe_desktop.storage.pending import PendingNote

        note = PendingNote(self.state, register_id)
        about = next((a for a in args if isinstance(a, str)), "")
        with contextlib.suppress(OSError):
            return note, note.begin({"ceremony": use_case.__name__, "about": about}).uuid
        return note, ""

    def recorded(self, note: "PendingNote") -> None:
        """The act is recorded and its receipt goes to the window: whatever is asked next shows that it arrived."""
        self._shown = note

    def refused(self, note: "PendingNote") -> None:
        """Nothing was recorded, and the window says so."""
        with contextlib.suppress(OSError):
            note.done()

    def arrived(self) -> None:
        """The window went on after the last receipt."""
        note, self._shown = self._shown, None
        if note is not None:
            self.refused(note)

    def told(self, session: "Session", register_id: str, signed_in: "SignedIn") -> "SignedIn":
        """The sign-in with what became of a ceremony that was cut short, told once."""
        from ewloe_desktop.storage.pending import PendingNote

        note = PendingNote(self.state, register_id)
        unfinished = note.unfinished(session)
        if unfinished is None:
            return signed_in
        outcome = "not_recorded" if unfinished.act is None else "recorded"
        self.recorded(note)
        return replace(signed_in, unfinished=outcome, unfinished_what=_what(session, unfinished.pending.facts))


def _what(session: "Session", facts: Any) -> str:
    """The policy and the revision that were about to be signed, as people call them."""
    from ewloe_desktop.services.policies import revision_facts
    from ewloe_desktop.storage.approvals import Decision
    from ewloe_desktop.storage.policies import Policy

    about = facts.get("about", "")
    with contextlib.suppress(LookupError):
        decision = session.get(Decision, about)
        revision = revision_facts(session, decision.revision_id if decision else about)
        policy = session.get(Policy, revision.policy_id)
        return f"{policy.title}, {revision.label}" if policy else revision.label
    return ""
