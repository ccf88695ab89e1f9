"""Policies and their revisions: bringing a text in, settling it, listing, comparing, finding."""

from dataclasses import dataclass
from datetime import date

from ewloe_desktop.domain.text import PolicyText


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """A text that a person has looked over; `policy_id` None makes a new policy.

    in_use: the text was in use before the register: kept as found, approval not evidenced.
    """

    text: PolicyText
    file_name: str
    media_type: str
    original: bytes
    pages: int
    policy_id: str | None = None
    seen: int | None = None
    in_use: bool = False
    edition_month: date | None = None  # first of the month the edition names
    cycle_months: int = 12
    change_summary: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A policy in which the words stand; the snippet marks them with « and »."""

    policy_id: str
    revision_id: str
    title: str
    snippet: str
