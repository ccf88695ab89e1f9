"""Who there is when an official site is asked for, and what stands in the register before such a journey begins."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ewloe_desktop.domain.people import Office, PersonKind
from ewloe_desktop.domain.site_answers import Answers, Audience, Group, Value
from ewloe_desktop.domain.site_form import RequestKind
from ewloe_desktop.domain.sites import Outcome, Step
from ewloe_desktop.services.keys import enrol_key
from ewloe_desktop.services.offices import grant_office
from ewloe_desktop.services.people import GrantAnswer, NewPerson, add_person
from ewloe_desktop.services.site_requests import RequestAnswer, RequestFacts, send_request, show_request
from ewloe_desktop.services.site_signing import SiteAnswer, prepare_site_signing, sign_request
from tests.journeys.conftest import HEAD_PASSWORD, Sitting

TEACHER, LINE_MANAGER, MANAGER, HELPER = "Mr Gwilym Ŷnyr", "Mrs Non Cefnmawr", "Ms Rhian Tŷ-gwyn", "Miss Mair Llwyn-onn"
TITLE = "Year 4 garden diary"


def password_of(name: str) -> str:
    """What that person types."""
    return f"pencil meadow train {name}"


@dataclass(frozen=True)
class Cast:
    """Their ids."""

    teacher: str
    line_manager: str
    manager: str
    helper: str  # cannot sign in


def bring_in(sitting: Sitting) -> Cast:
    """A teacher, a line manager, a business manager and a helper; the head teacher is signed in."""
    sitting.sign_in(sitting.head_id, HEAD_PASSWORD)
    found = []
    for name, office in ((TEACHER, None), (LINE_MANAGER, Office.LINE_MANAGER), (MANAGER, Office.BUSINESS_MANAGER)):
        row = sitting.do(add_person, NewPerson(name, PersonKind.STAFF, paid=True)).row
        sitting.do(enrol_key, row.id, row.seen, password_of(name))
        if office is not None:
            sitting.do(grant_office, GrantAnswer(row.id, office, sitting.today, None, "minute 1", HEAD_PASSWORD))
        found.append(row.id)
    helper = sitting.do(add_person, NewPerson(HELPER, PersonKind.STAFF, paid=True)).row.id
    return Cast(*found, helper)


def answers(sitting: Sitting, cast: Cast, **other: Value) -> Answers:
    """A sound request of the teacher's for a site that the school keeps itself."""
    both = (cast.teacher, cast.helper)
    return {
        "title": TITLE,
        "team": "Year 4",
        "author": cast.teacher,
        "line_manager": cast.line_manager,
        "aims": "Children write about what they sowed. We compare their writing in October and in June.",
        "content": "A page a week.",
        "audience": (Group(Audience.FAMILIES),),
        "administrators": both,
        "moderators": both,
        "hosting": "school",
        "go_live": (sitting.today + timedelta(days=7)).isoformat(),
        "ending": "ongoing",
        "review": (sitting.today + timedelta(days=300)).isoformat(),
        "security": "Nobody can answer on it.",
        "two_step": "yes",
        "recovery_address": "yes",
        "images": "yes",
        "screening": "yes",
        "logo": "no",
        **other,
    }


def as_somebody(sitting: Sitting, person_id: str, password: str) -> None:
    """Locks, and lets somebody else sign in."""
    sitting.window.switch_person()
    sitting.sign_in(person_id, password)


def sent(sitting: Sitting, cast: Cast) -> RequestFacts:
    """The teacher's request waits for the line manager; the teacher is signed in."""
    as_somebody(sitting, cast.teacher, password_of(TEACHER))
    facts: RequestFacts = sitting.do(send_request, RequestAnswer(RequestKind.CREATE, answers(sitting, cast)))
    return facts


def endorsed(sitting: Sitting, cast: Cast, *steps: Step) -> RequestFacts:
    """A request that was endorsed at these steps, each with the signer's password at the teacher's PC."""
    facts = sent(sitting, cast)
    signers = {Step.LINE_MANAGER: (cast.line_manager, LINE_MANAGER), Step.SECOND: (cast.manager, MANAGER)}
    for step in steps:
        sign(sitting, facts.row.id, step, *signers[step])
    latest: RequestFacts = sitting.ask(show_request, facts.row.id)
    return latest


def sign(sitting: Sitting, request_id: str, step: Step, signer: str, name: str) -> None:
    """Endorses a step, with the signer's own password, at the PC of whoever is signed in."""
    told: Any = sitting.ask(prepare_site_signing, request_id, step)
    answer = SiteAnswer(signer, Outcome.ENDORSED, sitting.today, told.declaration_version, password_of(name))
    sitting.do(sign_request, request_id, told.seen, step, answer)
