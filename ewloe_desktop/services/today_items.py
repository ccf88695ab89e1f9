"""What the first page shows: single things that need somebody, and how they are grouped."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One thing that needs somebody.

    kind: sign_head, sign_governors, returned, overdue, due, draft, no_chair, key_unconfirmed, recovery_unchecked,
    own_key_ended, key_ended, key_ended_other (whose way to sign was ended; title of the waiting ones: who can help),
    waiting_key_ended, waiting_key, waiting_own_key, own_doubt, key_doubted, approve_again, sheet_opened,
    term_ending, waiting_head, waiting_governors; and with how many
    in `reason`: photos_not_asked, photos_lapsing, takedowns_due, leavers_pictured; read_asked and read_again (this
    person reads a policy), readings_open (how many have still to read); about official sites: site_endorse,
    site_second, site_decide (for the one who can), site_waiting (one's own request), site_returned, site_refused,
    site_below_two, site_check_due, site_go_live, site_closing; about sheets signed in ink: paper_waits and
    paper_waits_governors (for whoever can confirm one), waiting_paper and paper_refused (for whoever filed it).
    """

    kind: str
    title: str
    policy_id: str = ""
    revision_id: str = ""
    due: date | None = None
    days: int | None = None  # negative when late
    who: str = ""
    reason: str = ""
    site_id: str = ""
    request_id: str = ""
    person_id: str = ""
    paper_id: str = ""


@dataclass(frozen=True, slots=True)
class CopiesState:
    """How old the newest verified copy and the newest one away from the school are.

    A level is "ok", "warn" or "bad"; a moment is None where there is no copy yet. not_away: the folder
    of a newer copy that was meant to leave the school and lies on this PC's own disk. failed: why the last copy, which
    should have been made by itself, was not. restored_id: a copy that was put back and not looked over yet.
    """

    copied_at: datetime | None
    copied_level: str
    away_at: datetime | None
    away_level: str
    away_place: str
    not_away: str
    failed: str
    restored_id: str
    restored_seen: int


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
    check_found: int = 0  # how many things the last whole check found
    copies_here: bool = True  # False on a server, which this program does not copy
    copies: CopiesState | None = None  # for whoever may make copies
