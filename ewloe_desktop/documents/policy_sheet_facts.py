"""The facts that the register of policies and the governors' summary are made of: plain values, already settled."""

from dataclasses import dataclass
from datetime import date

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.photo_facts import Made


@dataclass(frozen=True, slots=True)
class Approved:
    """One side's approval: `body` is head or governors; the minute is the governing body's."""

    body: str
    name: str
    on: date
    minute: str = ""
    meeting_on: date | None = None
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One policy as it stands; `state` is that of the revision under way, "" for none.

    read: how many have read the text in force, of how many asked. flags: points of the watch-list left open.
    """

    reference: str
    title: str
    label: str = ""  # the revision in force; "" where there is none
    in_force_from: date | None = None
    approvals: tuple[Approved, ...] = ()
    due: date | None = None
    never_set: bool = False
    days_left: int | None = None
    state: str = ""
    under_way: str = ""
    since: date | None = None  # the revision under way stands there since
    returned: str = ""  # why the revision under way was sent back
    owner: str = ""
    statutory: bool | None = None
    published: str = ""
    read: tuple[int, int] | None = None
    flags: int | None = None
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class PoliciesFacts:
    """Every policy by title on a day; `signed_since` is the first day of what the summary calls signed."""

    made: Made
    on: date
    policies: tuple[PolicyLine, ...]
    signed_since: date
    proof: Proof | None = None
