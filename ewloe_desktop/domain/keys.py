"""Who may confirm, revoke and countersign: the rules about people's own ways to sign."""

from collections.abc import Set as AbstractSet
from datetime import date

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Office

SLIP_DAYS = 7

# A card signed in ink is asked of these; for others it is a choice.
CARDED = frozenset({Office.HEAD, Office.CHAIR, Office.VICE_CHAIR, Office.CLERK})

# These answer for signatures that somebody says were not theirs.
ANSWERING = frozenset({Office.HEAD, Office.CHAIR, Office.VICE_CHAIR})

_O = Office
# Nobody confirms where they gain by it: the head teacher none of those who approve after the head.
_CONFIRMERS: dict[Office, frozenset[Office]] = {
    _O.HEAD: frozenset({_O.CHAIR}),
    _O.CHAIR: frozenset({_O.VICE_CHAIR, _O.CLERK}),
    _O.VICE_CHAIR: frozenset({_O.CHAIR, _O.CLERK}),
    _O.CLERK: frozenset({_O.CHAIR, _O.VICE_CHAIR}),
    _O.GOVERNOR: frozenset({_O.CHAIR, _O.VICE_CHAIR, _O.CLERK}),
}


def confirmers(offices: AbstractSet[Office], *, chair_in_post: bool = True) -> frozenset[Office]:
    """The offices that confirm, or revoke, the key of somebody who holds these; without a chair the vice-chair does."""
    allowed = CARDED
    for office in offices:
        own = _CONFIRMERS.get(office, CARDED)
        allowed &= own if chair_in_post or own != {_O.CHAIR} else frozenset({_O.VICE_CHAIR})
    return allowed or frozenset({_O.CHAIR, _O.VICE_CHAIR, _O.CLERK})


def require_confirmer(held: AbstractSet[Office], allowed: AbstractSet[Office], *, gains: bool) -> None:
    """Raises RuleBroken unless an office held is one that confirms here and the person has nothing to gain by it."""
    if gains:
        raise RuleBroken("own_key")
    if not held & allowed:
        who = tuple(o.value for o in Office if o in allowed)
        raise RuleBroken("may_not", who, {"action": "confirm_key"})


def require_card(signed_on: date | None, kept_at: str, *, needed: bool, made_on: date, today: date) -> None:
    """Raises FieldsRefused for a card that is missing where one is needed, or whose date cannot be right."""
    problems = []
    if signed_on is None and (needed or kept_at):
        problems.append(FieldProblem("card_on", "missing"))
    if signed_on is not None and signed_on > today:
        problems.append(FieldProblem("card_on", "in_future"))
    elif signed_on is not None and signed_on < made_on:
        problems.append(FieldProblem("card_on", "before_made", {"made": made_on}))
    if signed_on is not None and not kept_at:
        problems.append(FieldProblem("kept_at", "missing"))
    if problems:
        raise FieldsRefused(tuple(problems))


def countersigners(custodian: AbstractSet[Office], *, chair_in_post: bool) -> frozenset[Office]:
    """Who countersigns a use of the recovery sheet: the chair, the vice-chair where the chair is custodian or none."""
    chair = chair_in_post and _O.CHAIR not in custodian
    return frozenset({_O.CHAIR}) if chair else frozenset({_O.VICE_CHAIR})
