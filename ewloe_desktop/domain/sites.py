"""Official sites: what a request must hold, who approves it in which order, and the live site's duties."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Office
from ewloe_desktop.domain.reviews import add_months
from ewloe_desktop.domain.site_answers import Answers, said
from ewloe_desktop.domain.site_form import RequestKind

LEAST = 2  # administrators, and moderators
CHECK_MONTHS = 12


class RequestState(StrEnum):
    """Where a request stands."""

    WITH_LINE_MANAGER = "with_line_manager"
    WITH_SECOND = "with_second"
    WITH_HEAD = "with_head"
    RETURNED = "returned"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """The approvals, in order."""

    LINE_MANAGER = "line_manager"
    SECOND = "second_approver"
    HEAD = "head_teacher"


class Outcome(StrEnum):
    """What an approver decides: the first two endorse or return; the last approves, maybe on conditions, or refuses."""

    ENDORSED = "endorsed"
    RETURNED = "returned"
    APPROVED = "approved"
    CONDITIONS = "approved_with_conditions"
    REFUSED = "refused"


class SiteState(StrEnum):
    """Where a site of the register stands."""

    APPROVED = "approved"
    LIVE = "live"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Role(StrEnum):
    """Who runs a site."""

    ADMINISTRATOR = "administrator"
    MODERATOR = "moderator"


class Content(StrEnum):
    """What becomes of what stands on a site that closes."""

    KEPT_ELSEWHERE = "kept_elsewhere"
    REMOVED = "removed"
    STAYS = "stays"


class Accounts(StrEnum):
    """What becomes of the accounts of a site that closes."""

    DELETED = "deleted"
    HANDED_OVER = "handed_over"
    KEPT = "kept"


class Followers(StrEnum):
    """What those who follow a site that closes are told."""

    TOLD = "told"
    MOVED = "moved"
    NONE = "no_followers"


WAITING: Mapping[Step, RequestState] = {
    Step.LINE_MANAGER: RequestState.WITH_LINE_MANAGER,
    Step.SECOND: RequestState.WITH_SECOND,
    Step.HEAD: RequestState.WITH_HEAD,
}
OPEN = frozenset(WAITING.values())
# Taking part in somebody else's site is its own, shorter way: line manager, then head teacher.
STEPS: Mapping[RequestKind, tuple[Step, ...]] = {
    RequestKind.CREATE: (Step.LINE_MANAGER, Step.SECOND, Step.HEAD),
    RequestKind.TAKE_PART: (Step.LINE_MANAGER, Step.HEAD),
}
OUTCOMES: Mapping[Step, tuple[Outcome, ...]] = {
    Step.LINE_MANAGER: (Outcome.ENDORSED, Outcome.RETURNED),
    Step.SECOND: (Outcome.ENDORSED, Outcome.RETURNED),
    Step.HEAD: (Outcome.APPROVED, Outcome.CONDITIONS, Outcome.REFUSED),
}


@dataclass(frozen=True, slots=True)
class InPost:
    """Somebody named in a request, as of a day."""

    person_id: str
    name: str
    in_post: bool
    offices: frozenset[Office] = frozenset()


def decider(author_offices: frozenset[Office]) -> Office:
    """Who decides last: the head teacher, or the chair about the head's own request."""
    return Office.CHAIR if Office.HEAD in author_offices else Office.HEAD


def endorsers(author_offices: frozenset[Office]) -> tuple[Office, ...]:
    """In which offices somebody endorses as line manager; the chair only for the head teacher's own request."""
    usual = (Office.LINE_MANAGER, Office.HEAD)
    return (*usual, Office.CHAIR) if Office.HEAD in author_offices else usual


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a step of this round."""

    step: Step
    person_id: str
    name: str
    key_id: str


def require_signer(
    step: Step,
    kind: RequestKind,
    state: RequestState,
    signer: InPost,
    key_id: str,
    answers: Answers,
    author: InPost,
    before: tuple[Signed, ...],
) -> Office:
    """The office in which somebody takes this step now; RuleBroken for the wrong order, person or office.

    Nobody takes a step on their own request; no one person takes two steps, but for a line manager who is also
    the one who decides, which the sheet says openly.
    """
    if state is not WAITING[step] or step not in STEPS[kind]:
        raise RuleBroken("site_order", facts={"state": state.value, "step": step.value})
    if signer.person_id == author.person_id:
        raise RuleBroken("own_request")
    office = _office_for(step, signer, answers, author)
    for earlier in before:
        same = earlier.person_id == signer.person_id or earlier.key_id == key_id
        if same and not (earlier.step is Step.LINE_MANAGER and step is Step.HEAD):
            raise RuleBroken("two_steps", facts={"name": signer.name})
    return office


def _office_for(step: Step, signer: InPost, answers: Answers, author: InPost) -> Office:
    if step is Step.LINE_MANAGER:
        if signer.person_id != said(answers, "line_manager"):
            raise RuleBroken("named_line_manager")
        held = [o for o in endorsers(author.offices) if o in signer.offices]
        if not held:
            raise RuleBroken("not_a_line_manager", facts={"name": signer.name})
        return held[0]
    wanted = Office.BUSINESS_MANAGER if step is Step.SECOND else decider(author.offices)
    if wanted not in signer.offices:
        if wanted is Office.CHAIR:
            raise RuleBroken("heads_own_request", (Office.CHAIR.value,))
        raise RuleBroken("office_not_held", (wanted.value,), {"capacity": wanted.value})
    return wanted


def require_outcome(step: Step, outcome: Outcome, reason: str, conditions: str) -> None:
    """An outcome this step can have; a return or a refusal has a reason, conditions have words."""
    if outcome not in OUTCOMES[step]:
        raise RuleBroken("site_order", facts={"state": outcome.value, "step": step.value})
    if outcome in (Outcome.RETURNED, Outcome.REFUSED) and not reason.strip():
        raise FieldsRefused((FieldProblem("reason", "missing"),))
    if outcome is Outcome.CONDITIONS and not conditions.strip():
        raise FieldsRefused((FieldProblem("conditions", "missing"),))


def after(step: Step, kind: RequestKind, outcome: Outcome) -> RequestState:
    """Where a request stands after a step."""
    ended = {
        Outcome.RETURNED: RequestState.RETURNED,
        Outcome.REFUSED: RequestState.REFUSED,
        Outcome.APPROVED: RequestState.APPROVED,
        Outcome.CONDITIONS: RequestState.APPROVED,
    }
    if outcome in ended:
        return ended[outcome]
    order = STEPS[kind]
    return WAITING[order[order.index(step) + 1]]


def require_changeable(state: RequestState) -> None:
    """A request can be changed or withdrawn until it is decided."""
    if state not in OPEN | {RequestState.RETURNED}:
        raise RuleBroken("request_decided", facts={"state": state.value})


def require_live(state: SiteState, on: date, approved_on: date, today: date, counts: Mapping[Role, int]) -> None:
    """Raises unless an approved or suspended site can be live from that day, with two of each role in post."""
    if state not in (SiteState.APPROVED, SiteState.SUSPENDED):
        raise RuleBroken("site_state", facts={"state": state.value})
    if on > today:
        raise RuleBroken("date_in_future", facts={"date": on, "today": today})
    if on < approved_on:
        raise RuleBroken("live_before_approval", facts={"go_live": on, "today": approved_on})
    short = below_two(counts)
    if short is not None:
        rule = "two_administrators" if short is Role.ADMINISTRATOR else "two_moderators"
        raise RuleBroken(rule, facts={"have": counts.get(short, 0)})


def require_site(state: SiteState, *wanted: SiteState) -> None:
    """Raises RuleBroken unless the site stands where this can be done."""
    if state not in wanted:
        raise RuleBroken("site_state", facts={"state": state.value})


def below_two(counts: Mapping[Role, int]) -> Role | None:
    """The first role with fewer than two people in post, None when both have them."""
    return next((role for role in Role if counts.get(role, 0) < LEAST), None)


def next_check(last: date, review: date | None = None) -> date:
    """A site is confirmed every year, and on the day it is reviewed or closes if that comes first."""
    yearly = add_months(last, CHECK_MONTHS)
    return min(yearly, review) if review is not None and review > last else yearly


def check_soon(due: date, today: date) -> bool:
    """Whether a yearly confirmation is due within 30 days, or late."""
    return due <= today + timedelta(days=30)
