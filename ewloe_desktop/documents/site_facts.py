"""The facts that sheets about official sites are made of: plain values, settled by the services.

Ids are those of the domain (`Step`, `Outcome`, `SiteState`, `Office` values); the sheets word them. Everything people
typed comes as they typed it, and everything chosen (people, days, groups of readers) as words already:
`site_words.answer_parts` words the answers of a request.
"""

from dataclasses import dataclass
from datetime import date, datetime

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.domain.site_form import RequestKind, SiteForm

# Letters of conditions and reason together that somebody may sign. The last approver's box shows that many whole. The
# smaller boxes of the two before show about 500, then say that the register holds the rest; the signature and the field
# for screen readers always hold all of them.
MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class HostLine:
    """A host that children's ages are compared with; no age when the school has not noted it."""

    name: str
    minimum_age: int | None
    checked_on: date


@dataclass(frozen=True, slots=True)
class BlankFacts:
    """The form to be filled in by hand; `basis` names the requirements in force, "" while none are adopted."""

    made: Made
    form: SiteForm
    kind: RequestKind
    basis: str = ""
    hosts: tuple[HostLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question with its answer in words ("" for none); `changed` since the round before."""

    label: str
    label_cy: str
    value: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """The questions of one step of the form."""

    title: str
    title_cy: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class SiteDecision:
    """What one approver decided and how it was signed: everything that approver's box says.

    `logo` is None when the logo was not asked for or is not this approver's to decide. `reason` and `conditions` have
    `MOST_WORDS` letters together at most.
    """

    step: str
    office: str
    outcome: str
    name: str
    declared_on: date
    signed_at: datetime
    declaration: str
    proof: Proof
    reason: str = ""
    conditions: str = ""
    logo: bool | None = None
    same_person: bool = False  # the one who endorsed as line manager decides too
    method: str = "typed"  # "typed", "drawn" or "ink"
    key_confirmed: bool = False
    enrolled_by: str = ""
    drawn_png: bytes | None = None


@dataclass(frozen=True, slots=True)
class SiteStep:
    """One approval the request needs: who is to give it, in which office, and what they declare in ink."""

    step: str
    office: str  # "chair" where the chair decides the head teacher's own request
    declaration: str
    person: str = ""  # named beforehand: the line manager
    logo_asked: bool = False  # this approver decides about the logo too

    @property
    def field(self) -> str:
        """The name of the field that this approver signs."""
        return "chair" if (self.step, self.office) == ("head_teacher", "chair") else self.step


@dataclass(frozen=True, slots=True)
class SiteSheetFacts:
    """Everything the page of a site approval sheet itself says; it is fixed when the first approver signs.

    `proof` is the act that sent this round. `basis` names the adopted requirements with their date; "" means that the
    request is decided on the head teacher's authority. `changed_note` says in words what this round changed.
    """

    made: Made
    number: str
    title: str
    kind: RequestKind
    parts: tuple[AnswerPart, ...]
    steps: tuple[SiteStep, ...]
    round: int
    sent_on: date
    sent_by: str
    form_number: str
    sheet_no: str
    proof: Proof | None = None
    basis: str = ""
    changed_note: str = ""
    same_person: str = ""  # the name of whoever is both line manager and the one who decides
    warnings: tuple[str, ...] = ()
    paper: str = ""  # where the form filled in by hand is kept, for a request entered by somebody else


@dataclass(frozen=True, slots=True)
class Approved:
    """One approval of a site, as a line of a register."""

    step: str
    office: str
    outcome: str
    name: str
    declared_on: date


@dataclass(frozen=True, slots=True)
class SiteLine:
    """One official site as it stands; `alarm` is an id of `SiteRow.alarm`, "" when all is well."""

    number: str
    name: str
    kind: RequestKind
    state: str
    host: str
    address: str
    purpose: str
    audience: tuple[str, ...]  # each group in words, with ages
    administrators: tuple[str, ...]
    moderators: tuple[str, ...]
    contributors: tuple[str, ...] = ()
    conditions: str = ""
    approvals: tuple[Approved, ...] = ()
    approved_on: date | None = None
    live_on: date | None = None
    last_check: date | None = None
    next_check: date | None = None
    ends_on: date | None = None  # the day it closes
    review_on: date | None = None
    closed_on: date | None = None
    running_since: date | None = None  # it ran before anybody approved it
    alarm: str = ""
    asked_by: str = ""  # who asked for it, and so takes part in somebody else's site


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A request that is not decided yet, and whom it waits for."""

    number: str
    title: str
    author: str
    sent_on: date
    state: str  # a RequestState
    waiting_for: str


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """The register of official sites on a day."""

    made: Made
    on: date
    sites: tuple[SiteLine, ...]
    waiting: tuple[WaitingLine, ...] = ()
    basis: str = ""
    proof: Proof | None = None  # the register's last act


@dataclass(frozen=True, slots=True)
class PointLine:
    """What an earlier check said of one point."""

    words: str
    answer: str  # "yes", "no" or "not_applicable"
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SiteCheckFacts:
    """The yearly check of one site, to be filled in by hand; without a site it is blank for any."""

    made: Made
    points: tuple[str, ...]
    site: SiteLine | None = None
    last: tuple[PointLine, ...] = ()  # what the last check found that needed doing
    last_by: str = ""
    hosts: tuple[HostLine, ...] = ()  # the site's own host, as last checked
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class AccountsFacts:
    """Which accounts the school runs, who approved them and who can post, on a day; closed ones are left out."""

    made: Made
    on: date
    sites: tuple[SiteLine, ...]
    closed: int = 0  # how many were closed before that day
    basis: str = ""
    proof: Proof | None = None
