"""Document control of a policy: who looks after it, where it stands, whom it was shown to, how long it is kept."""

from dataclasses import dataclass
from datetime import date

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused


@dataclass(frozen=True, slots=True)
class Consulted:
    """Who was asked about a policy, and on which day."""

    who: str
    on: date


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """What is known of a policy besides its words; `seen` is 0 until somebody has filled it in."""

    policy_id: str
    seen: int = 0
    owner_id: str | None = None
    owner: str = ""
    statutory: bool | None = None
    published: str = ""
    related: tuple[str, ...] = ()  # ids of policies
    related_titles: tuple[str, ...] = ()
    consulted: tuple[Consulted, ...] = ()
    effective_on: date | None = None
    retention: str = ""


def require_control(policy_id: str, related: tuple[str, ...], consulted: tuple[Consulted, ...], today: date) -> None:
    """Raises FieldsRefused for a policy that is related to itself, and for a consultation that is still to come."""
    problems = []
    if policy_id in related:
        problems.append(FieldProblem("related", "itself"))
    if any(not one.who for one in consulted):
        problems.append(FieldProblem("consulted", "who_missing"))
    if any(one.on > today for one in consulted):
        problems.append(FieldProblem("consulted", "in_future"))
    if problems:
        raise FieldsRefused(tuple(problems))
