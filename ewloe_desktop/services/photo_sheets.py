"""Sheets about pictures of people, each made on the spot from what the register holds."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents import photo_facts as facts
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.documents.words import day as in_words
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.people import Action, Actor, Office
from ewloe_desktop.domain.photos import State
from ewloe_desktop.services.photo_matrix import MatrixFilter, do_not_use, show_matrix
from ewloe_desktop.services.photo_uses import UseFacts, list_uses, reference, use_facts, wording
from ewloe_desktop.services.photos import person_permissions
from ewloe_desktop.services.picture_checks import picture_clause
from ewloe_desktop.services.record_words import history_rows
from ewloe_desktop.services.sheet_facts import PDF, school_heading
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.standing import allow, day, fetch, held, now, school, today
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoUse


def permission_form(session: Session, actor: Actor, person_ids: tuple[str, ...] = ()) -> StoredFile:
    """A form for each person, in one file and in their order; a blank one when nobody is named."""
    from io import BytesIO

    from ewloe_desktop.documents.photo_form import permission_forms

    allow(session, actor, Action.PRINT)
    out = BytesIO()
    people: Iterator[facts.Who | None] = iter([None]) if not person_ids else _people(session, person_ids)
    permission_forms(_form(session, actor), people, out)
    names = [fetch(session, Person, id_).name for id_ in person_ids[:2]]
    return made_file(file_title("photo_form"), names[0] if len(names) == 1 else "", out.getvalue())


def _people(session: Session, person_ids: Sequence[str]) -> Iterator[facts.Who]:
    for id_ in person_ids:
        yield who_is(session, fetch(session, Person, id_))


def _form(session: Session, actor: Actor) -> facts.FormFacts:
    told, (clause, clause_from) = wording(session), picture_clause(session)
    return facts.FormFacts(
        made=made(session, actor),
        uses=tuple(use_of(use) for use in list_uses(session, actor)),
        wording_number=told.number,
        wording=told.text,
        clause=clause,
        clause_from=clause_from,
        contact=school(session).data_protection_contact,
        kept_years=int(reference("retention")["photo_answers_years"]),
    )


def withdrawal_slip(session: Session, actor: Actor, person_id: str = "") -> StoredFile:
    """A slip to take permission back with, for one person or, without one, for anybody."""
    from ewloe_desktop.documents.withdrawal_slip import withdrawal_slip as make

    allow(session, actor, Action.PRINT)
    name = fetch(session, Person, person_id).name if person_id else ""
    uses = [use_of(use) for use in list_uses(session, actor)]
    return made_file(file_title("photo_slip"), name, make(made(session, actor), name, uses))


def permission_record(session: Session, actor: Actor, person_id: str, on: date | None = None) -> StoredFile:
    """One person's record as at a day (today, when None), with everything ever answered."""
    from ewloe_desktop.documents.permission_record import permission_record as make
    from ewloe_desktop.services.placements import show_placements

    page = person_permissions(session, actor, person_id, on)
    placed = show_placements(session, actor, person_id=person_id, ended=False)
    said = words("photo_states")
    record = facts.RecordFacts(
        made=made(session, actor),
        who=who_is(session, fetch(session, Person, person_id)),
        on=on or today(session),
        uses=tuple(
            (use_of(use), state, said[f"basis_{use.basis}"]) for use, state in zip(page.uses, page.states, strict=True)
        ),
        singles=page.singles,
        history=history_rows(page.history),
        places=tuple((place.what, f"{place.use}: {place.place}", place.used_on) for place in placed),
    )
    return made_file(file_title("photo_record"), page.name, make(record))


def do_not_use_list(session: Session, actor: Actor, use_id: str, on: date | None = None) -> StoredFile:
    """Everybody in post who must not be pictured for a use, by name, as at a day."""
    from ewloe_desktop.documents.do_not_use import do_not_use as make

    people = do_not_use(session, actor, use_id, on)
    use, at = use_facts(fetch(session, PhotoUse, use_id)), on or today(session)
    query = select(Person.id).where(Person.left_on.is_(None) | (Person.left_on > at.isoformat()))
    listed = facts.ListFacts(
        made=made(session, actor),
        use=use_of(use),
        on=at,
        people=tuple((entry.name, entry.state) for entry in people),
        asked=len(session.execute(query).all()),
    )
    return made_file(file_title("photo_list"), f"{use.name} - {in_words(at)}", make(listed))


def permission_register(session: Session, actor: Actor, on: date | None = None) -> StoredFile:
    """Everybody in post by use, as at a day."""
    from ewloe_desktop.documents.permission_register import permission_register as make

    at = on or today(session)
    uses, rows = everybody(session, actor, at)
    register = facts.RegisterFacts(made(session, actor), at, tuple(use_of(use) for use in uses), rows)
    return made_file(file_title("photo_register"), in_words(at), make(register))


def everybody(
    session: Session, actor: Actor, on: date, *, leavers: bool = False
) -> tuple[tuple[UseFacts, ...], tuple[tuple[str, str, tuple[State, ...]], ...]]:
    """The uses, and everybody in post (or who has left) with their kind in words and how each use stands."""
    kinds = words("person_kind")
    matrix = show_matrix(session, actor, MatrixFilter(leavers=leavers), on=on)
    rows = [(row.name, kinds[row.kind.value], row.states) for row in matrix.rows]
    while matrix.after is not None:
        matrix = show_matrix(session, actor, MatrixFilter(leavers=leavers), matrix.after, on=on)
        rows += [(row.name, kinds[row.kind.value], row.states) for row in matrix.rows]
    return matrix.uses, tuple(rows)


def made(session: Session, actor: Actor) -> Made:
    """Whose sheet it is, made now by the person signed in."""
    return Made(school_heading(session), now(session), fetch(session, Person, actor.person_id).name)


def use_of(use: UseFacts) -> facts.Use:
    """A use as the sheets know it."""
    return facts.Use(use.name, use.name_cy, use.published, use.medium)


def who_is(session: Session, person: Person) -> facts.Who:
    """A person with kind and offices in words."""
    told, offices = words("office"), held(session, person.id)
    posts = ", ".join(told[office.value] for office in Office if office in offices)
    kind = words("person_kind")[person.kind]
    return facts.Who(person.name, kind, posts, day(person.since), day(person.left_on))


def file_title(section: str) -> str:
    """What a sheet's file is called, without whose it is."""
    return words(section)["title"]


def made_file(title: str, of: str, content: bytes, media_type: str = PDF, end: str = "pdf") -> StoredFile:
    """A file made on the spot; its name holds no letter that a file name cannot."""
    name = f"{title} - {of}" if of else title
    kept = "".join(c if c.isalnum() or c in " -_()'’" else "_" for c in name)
    return StoredFile("", f"{kept[:150].strip()}.{end}", media_type, content, hashlib.sha256(content).digest())
