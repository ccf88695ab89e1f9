"""The school's own list of uses and its own wording, begun from data/reference."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import resource
from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.standing import allow, day, fetch, now, stamp, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.photos import PhotoTurn, PhotoUse, PhotoWording

BASES = ("not_decided", "consent", "public_task", "legitimate_interests")
MEDIA = ("screen", "print", "press", "wall")


@dataclass(frozen=True, slots=True)
class UseFacts:
    """One use: who sees it, on which medium, and the lawful basis the school notes."""

    id: str
    seen: int
    code: str
    name: str
    name_cy: str
    published: bool
    medium: str
    basis: str
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class UseAnswer:
    """What the settings page sends back about a use; `use_id` None adds one."""

    name: str
    published: bool
    medium: str
    basis: str
    name_cy: str = ""
    use_id: str | None = None
    seen: int | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class WordingFacts:
    """The words people are told, or were told till the day the next version began."""

    id: str
    number: str
    text: str
    since: date
    until: date | None = None


@cache
def reference(name: str) -> dict[str, Any]:
    """A file of data/reference."""
    path = resource().parent / "data" / "reference" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def begin_uses(session: Session) -> None:
    """Gives a new register the uses and the wording of data/reference, inside the act that begins it."""
    for position, use in enumerate(reference("photo_uses")["use"]):
        session.add(
            PhotoUse(
                id=new_id(),
                code=use["code"],
                name=use["name"],
                name_cy=use["name_cy"],
                published=int(use["published"]),
                medium=use["medium"],
                position=position,
            )
        )
    said = reference("photo_wording")
    session.add(PhotoWording(number=said["number"], text=clean_lines(said["text"]), since=said["since"].isoformat()))


def list_uses(session: Session, actor: Actor, *, ended: bool = False) -> tuple[UseFacts, ...]:
    """The uses in their order; those that ended only when asked for."""
    query = select(PhotoUse).order_by(PhotoUse.position, PhotoUse.name)
    if not ended:
        query = query.where(PhotoUse.ended_on.is_(None))
    return tuple(use_facts(row) for row in session.scalars(query))


def use_facts(row: PhotoUse) -> UseFacts:
    """A kept use as facts."""
    ended = day(row.ended_on)
    return UseFacts(
        row.id, row.version, row.code, row.name, row.name_cy, bool(row.published), row.medium, row.basis, ended
    )


def keep_use(session: Session, actor: Actor, answer: UseAnswer) -> UseFacts:
    """Adds or changes a use; when who sees it changes, earlier yeses to it lapse."""
    allow(session, actor, Action.CHANGE_SETTINGS)
    name = _checked_use(answer)
    if answer.use_id is None:
        last = session.scalar(select(func.max(PhotoUse.position))) or 0
        row = PhotoUse(id=new_id(), code=new_id(), position=last + 1)
        session.add(row)
        changed = False
    else:
        row = fetch(session, PhotoUse, answer.use_id, answer.seen)
        changed = (row.published, row.medium) != (int(answer.published), answer.medium)
    row.name, row.name_cy = name, clean(answer.name_cy)
    row.published, row.medium, row.basis = int(answer.published), answer.medium, answer.basis
    row.ended_on = today(session).isoformat() if answer.ended else None
    session.flush()
    if changed:
        add_turn(session, "use", today(session), use_id=row.id)
    declare(session, "photo_use_kept", {"use": row.id, "use_name": row.name, "published": row.published})
    session.flush()
    return use_facts(row)


def _checked_use(answer: UseAnswer) -> str:
    problems = []
    name = clean(answer.name)
    if not name:
        problems.append(FieldProblem("name", "missing"))
    if answer.medium not in MEDIA:
        problems.append(FieldProblem("medium", "choose"))
    if answer.basis not in BASES:
        problems.append(FieldProblem("basis", "choose"))
    if problems:
        raise FieldsRefused(tuple(problems))
    return name


def add_turn(session: Session, what: str, on: date, *, person_id: str | None = None, use_id: str | None = None) -> None:
    """Keeps something that ends earlier yeses, inside the act that causes it."""
    at = stamp(now(session))
    session.add(PhotoTurn(what=what, person_id=person_id, use_id=use_id, on_day=on.isoformat(), recorded_at=at))
    session.flush()


# The newest first; numbers end in how many there were, so the tenth is longer than the ninth.
_NUMBER = PhotoWording.number
_WORDINGS = select(PhotoWording).order_by(PhotoWording.since.desc(), func.length(_NUMBER).desc(), _NUMBER.desc())


def wording(session: Session) -> PhotoWording:
    """The words people are told now."""
    return session.scalars(_WORDINGS.limit(1)).one()


def show_wording(session: Session, actor: Actor) -> WordingFacts:
    """The words people are told now, as facts."""
    row = wording(session)
    return WordingFacts(row.id, row.number, row.text, date.fromisoformat(row.since))


def list_wordings(session: Session, actor: Actor) -> tuple[WordingFacts, ...]:
    """Every version of the words people are told, the newest first."""
    found: list[WordingFacts] = []
    for row in session.scalars(_WORDINGS):
        until = found[-1].since if found else None
        found.append(WordingFacts(row.id, row.number, row.text, date.fromisoformat(row.since), until))
    return tuple(found)


def wordings_on(session: Session, actor: Actor, on: date) -> tuple[WordingFacts, ...]:
    """The versions that people were told on a day, the newest first: two on a day of change, none before the first."""
    return tuple(w for w in list_wordings(session, actor) if w.since <= on and (w.until is None or on <= w.until))


def change_wording(session: Session, actor: Actor, seen_number: str, text: str) -> WordingFacts:
    """Keeps new words from today; every yes given under earlier words lapses."""
    allow(session, actor, Action.CHANGE_SETTINGS)
    before = wording(session)
    if before.number != seen_number:
        raise RuleBroken("wording_changed_meanwhile", facts={"number": before.number})
    said = clean_lines(text)
    if not said:
        raise FieldsRefused((FieldProblem("text", "missing"),))
    if said == before.text:
        raise FieldsRefused((FieldProblem("text", "same_as_old"),))
    on = today(session)
    count = session.scalar(select(func.count()).select_from(PhotoWording)) or 0
    row = PhotoWording(number=f"{on.year}-{count + 1}", text=said, since=on.isoformat())
    session.add(row)
    add_turn(session, "wording", on)
    declare(session, "photo_wording_changed", {"wording": row.number})
    session.flush()
    return show_wording(session, actor)
