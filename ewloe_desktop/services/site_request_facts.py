"""What requests for official sites are asked and told with: answers as sent, rows, one request with its history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.domain.site_answers import Answers
from ewloe_desktop.domain.site_form import RequestKind, SiteForm
from ewloe_desktop.domain.site_rules import Note
from ewloe_desktop.domain.sites import Outcome, RequestState, Step
from ewloe_desktop.services.site_hosts import HostFacts


@dataclass(frozen=True, slots=True)
class ScanAnswer:
    """A scan of the paper a request came on."""

    content: bytes
    name: str = ""


@dataclass(frozen=True, slots=True)
class RequestAnswer:
    """A request as it is sent; one that somebody else made on paper comes with its scan or where the paper is."""

    kind: RequestKind
    answers: Answers
    copied_from: str = ""
    site_id: str = ""  # the site of the register whose terms this asks to change
    evidence: ScanAnswer | None = None
    kept_at: str = ""


@dataclass(frozen=True, slots=True)
class RequestCheck:
    """What the check page says: what is missing, what blocks, what approvers will be told."""

    problems: tuple[FieldProblem, ...]
    blocks: tuple[Note, ...]
    warnings: tuple[Note, ...]
    same_person: bool  # line manager and decider are one


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as the list shows it."""

    id: str
    seen: int
    number: int
    title: str
    kind: RequestKind
    author: str
    author_id: str
    state: RequestState
    round: int
    sent_on: date
    waiting_for: str  # names, or the office when nobody holds it; "" when it waits for nobody
    go_live: date | None
    site_id: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One approver's decision on one round; `lapsed` once the request was changed afterwards."""

    id: str
    step: Step
    outcome: Outcome
    person: str
    person_id: str
    office: str
    declared_on: date
    recorded_at: datetime
    reason: str
    conditions: str
    logo: bool | None
    method: str
    key_confirmed: bool
    enrolled_by: str
    lapsed: bool
    round: int
    sheet_id: str
    act: int
    declaration: str


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A request as it was sent round once, and what it changed against the round before."""

    number: int
    sent_at: datetime
    sent_by: str
    changed: tuple[str, ...]  # question ids
    evidence_id: str
    kept_at: str


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """One request's page."""

    row: RequestRow
    form: SiteForm  # as it was when this round was sent
    answers: Answers
    names: Mapping[str, str]  # of everybody named in it, by id
    host: HostFacts | None
    decisions: tuple[DecisionLine, ...]
    rounds: tuple[RoundLine, ...]
    changed: tuple[str, ...]  # by this round against the last
    blocks: tuple[Note, ...]  # what would refuse an approval today
    warnings: tuple[Note, ...]
    basis: str  # the requirements in force, "" for none
    adopted: bool
    same_person: bool
    may: frozenset[str]  # line_manager second_approver head_teacher change withdraw copy
    sheet_id: str
    withdrawn: str = ""  # the reason somebody gave for taking it back
    decider: str = "head_teacher"  # or "chair", about the head teacher's own request
    before: Answers = field(default_factory=dict)  # of the round before this one
