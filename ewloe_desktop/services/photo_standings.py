"""How everybody stands for one use, in one look at few columns: for sorting and filtering a list of thousands.

Days and moments are compared as the register keeps them: texts that are in the same order as what they tell. What a
single answer says is domain.photos.state; a test holds the two against each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.photos import Answer, Standing
from ewloe_desktop.storage.photos import PhotoAnswer, PhotoTurn

_YES, _REFUSED = Answer.YES.value, {Answer.NO.value: Standing.NO, Answer.WITHDRAWN.value: Standing.WITHDRAWN}

Yes = tuple[str, str, str]  # given on, recorded at, the last day it counts


@dataclass(slots=True)
class Said:
    """What one person answered about the use: every yes, and the refusal that counts last."""

    yes: list[Yes] = field(default_factory=list)
    refused: tuple[str, int, str] = ("", 0, "")  # the day it counts from, its act, its kind


@dataclass(slots=True)
class Ended:
    """What ends yeses: the moments of it, and whether the last coming or going was a going."""

    moments: list[tuple[str, str]] = field(default_factory=list)
    last: tuple[str, str, bool] = ("", "", False)


def standings(session: Session, use_id: str, on: date) -> Mapping[str, Standing]:
    """How everybody who ever answered about the use, or left, stands on a day; everybody else was not asked."""
    session.flush()  # looking at plain columns does not see to it by itself
    day = on.isoformat()
    said, (general, own) = said_of(_answers(session, use_id, day)), ended_of(_turns(session, use_id, day))
    nothing, nobody = Said(), Ended()
    return {
        person: standing(said.get(person, nothing), general, own.get(person, nobody), day)
        for person in said.keys() | own.keys()
    }


def _answers(session: Session, use_id: str, on: str) -> Sequence[Any]:
    c = PhotoAnswer.__table__.c
    query = select(c.person_id, c.answer, c.given_on, c.counts_from, c.until, c.recorded_at, c.act)
    query = query.where(c.use_id == use_id, c.only == "", c.counts_from <= on, c.answer != Answer.ASKED.value)
    return session.execute(query).all()


def _turns(session: Session, use_id: str, on: str) -> Sequence[Any]:
    c = PhotoTurn.__table__.c
    query = select(c.person_id, c.what, c.on_day, c.recorded_at)
    return session.execute(query.where(c.use_id.is_(None) | (c.use_id == use_id), c.on_day <= on)).all()


def said_of(answers: Iterable[tuple[str, str, str, str, str | None, str, int]]) -> dict[str, Said]:
    """Answers to the use itself that count by the day, by person."""
    found: dict[str, Said] = {}
    for person, answer, given, counts, until, at, act in answers:
        one = found.get(person)
        if one is None:
            one = found[person] = Said()
        if answer == _YES:
            one.yes.append((given, at, until or "9999"))
        elif (counts, act, answer) > one.refused:
            one.refused = (counts, act, answer)
    return found


def ended_of(turns: Iterable[tuple[str | None, str, str, str]]) -> tuple[list[tuple[str, str]], dict[str, Ended]]:
    """What ended yeses by the day: everybody's, and by person."""
    general: list[tuple[str, str]] = []
    found: dict[str, Ended] = {}
    for person, what, day, at in turns:
        one = found.setdefault(person, Ended()) if person is not None else None
        if what != "left":
            (general if one is None else one.moments).append((day, at))
        if one is not None and what in ("left", "rejoined"):
            one.last = max(one.last, (day, at, what == "left"))
    return general, found


def standing(said: Said, general: Sequence[tuple[str, str]], own: Ended, on: str) -> Standing:
    """How one person stands for the use on the day."""
    if own.last[2]:
        return Standing.LEFT
    counts, _act, kind = said.refused
    yes = [one for one in said.yes if one[0] > counts]
    if yes:
        ended = max((*general, *own.moments), default=("", ""))
        alive = any(until >= on and ended <= (given, at) for given, at, until in yes)
        return Standing.YES if alive else Standing.LAPSED
    return _REFUSED[kind] if kind else Standing.NOT_ASKED
