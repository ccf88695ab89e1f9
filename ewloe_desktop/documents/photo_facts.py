"""The facts that sheets about pictures of people are made of: plain values, settled by the services."""

from dataclasses import dataclass
from datetime import date, datetime

from ewloe_desktop.documents.approval_facts import SchoolHeading
from ewloe_desktop.domain.photos import State


@dataclass(frozen=True, slots=True)
class Made:
    """Whose sheet it is, and when and by whom it is made."""

    school: SchoolHeading
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Use:
    """One use as people are asked about it; `medium` is screen, print, press or wall."""

    name: str
    name_cy: str = ""
    published: bool = False
    medium: str = "screen"


@dataclass(frozen=True, slots=True)
class Who:
    """The person a form or a record is about; `kind` and `posts` are words already."""

    name: str
    kind: str
    posts: str = ""
    since: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class FormFacts:
    """What a permission form says besides the person."""

    made: Made
    uses: tuple[Use, ...]
    wording_number: str
    wording: str
    clause: str = ""  # the words of the policy in force about pictures
    clause_from: str = ""
    contact: str = ""  # whom to ask about data protection
    kept_years: int = 6


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One recorded answer, in words."""

    given_on: date
    what: str
    answer: str
    how: str
    recorded: str
    wording: str
    act: int


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One person's record as at a day."""

    made: Made
    who: Who
    on: date
    uses: tuple[tuple[Use, State, str], ...]  # use, how it stands, lawful basis noted
    singles: tuple[tuple[str, str, State], ...]  # picture or event, use, how it stands
    history: tuple[HistoryRow, ...]
    places: tuple[tuple[str, str, date], ...] = ()  # what, where, since when: not ended yet


@dataclass(frozen=True, slots=True)
class ListFacts:
    """Who must not be pictured for one use on a day."""

    made: Made
    use: Use
    on: date
    people: tuple[tuple[str, State], ...]
    asked: int  # everybody in post that day


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Everybody by use on a day."""

    made: Made
    on: date
    uses: tuple[Use, ...]
    people: tuple[tuple[str, str, tuple[State, ...]], ...]  # name, kind, states in the order of the uses


@dataclass(frozen=True, slots=True)
class TakedownRow:
    """One thing to do, or done, about one person in one placed picture."""

    person: str
    reason: str
    owner: str
    due: date
    done_on: date | None
    done_by: str
    outcome: str
    evidence: str


@dataclass(frozen=True, slots=True)
class TakedownFacts:
    """One placed picture with everything to be done about it."""

    made: Made
    use: Use
    what: str
    place: str
    used_on: date
    people: tuple[str, ...]
    ended_on: date | None
    rows: tuple[TakedownRow, ...]
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """A question about a picture and its answer; `act` and `mark` are given once it is kept."""

    made: Made
    use: Use
    what: str
    on: date
    children: bool
    setting: bool
    allowed: bool
    rule: str
    people: tuple[tuple[str, State], ...]
    clause: str = ""
    clause_from: str = ""
    register: str = ""
    act: int = 0
    mark: bytes = b""
