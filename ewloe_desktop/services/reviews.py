"""What needs this person: to sign, due, overdue, returned."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One thing that needs somebody.

    kind: sign_head, sign_governors, returned, overdue, due, draft, no_chair, key_unconfirmed, recovery_unchecked,
    term_ending, backup_old, waiting (on somebody else).
    """

    kind: str
    title: str
    policy_id: str = ""
    revision_id: str = ""
    due: date | None = None
    days: int | None = None  # negative when late
    who: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """The first page: for_you needs this person, waiting is on others, coming is due within 90 days."""

    for_you: tuple[TodayItem, ...]
    coming: tuple[TodayItem, ...]
    waiting: tuple[TodayItem, ...]
    policies: int
    acts: int
    checked_at: str = ""
    copied_at: str = ""
