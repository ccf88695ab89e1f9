"""Sheets about single pictures: what is to be taken down and what was done, and the answer to a question."""

import json
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents import photo_facts as facts
from ewloe_desktop.documents.photo_facts import Made
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.photos import Standing, State
from ewloe_desktop.services.photo_sheets import file_title, made, made_file, use_of
from ewloe_desktop.services.photo_uses import use_facts
from ewloe_desktop.services.picture_checks import Question, check_picture
from ewloe_desktop.services.placements import TakedownFacts, list_takedowns, show_placements
from ewloe_desktop.services.sheet_facts import school_heading
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.standing import allow, day, fetch, moment, names_of, school
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoUse, PictureCheck, Placement


def takedown_record(session: Session, actor: Actor, placement_id: str) -> StoredFile:
    """One placed picture with everything to be done about it, and what was done."""
    from ewloe_desktop.documents.takedown_record import takedown_record as make

    allow(session, actor, Action.SEE_PHOTOS)
    (placed,) = show_placements(session, actor, placement_id=placement_id)
    rows = [one for one in list_takedowns(session, actor, done=True) if one.placement_id == placement_id]
    record = facts.TakedownFacts(
        made=made(session, actor),
        use=use_of(use_facts(fetch(session, PhotoUse, placed.use_id))),
        what=placed.what,
        place=placed.place,
        used_on=placed.used_on,
        people=tuple(name for _, name in placed.people),
        ended_on=placed.ended_on,
        rows=tuple(_row(one) for one in rows),
        picture=fetch(session, Placement, placement_id).picture,
    )
    return made_file(file_title("photo_takedown"), placed.what, make(record))


def _row(one: TakedownFacts) -> facts.TakedownRow:
    return facts.TakedownRow(
        one.person, one.reason, one.owner, one.due, one.done_on, one.done_by, one.outcome, one.evidence
    )


def picture_check_sheet(session: Session, actor: Actor, asked: Question | str) -> StoredFile:
    """The answer to a question asked now, or (by its id or by its act's number as text) one that was kept."""
    from ewloe_desktop.documents.picture_check import picture_check as make

    allow(session, actor, Action.CHECK_PICTURE)
    told = _kept(session, asked) if isinstance(asked, str) else _asked(session, actor, asked)
    return made_file(file_title("photo_check"), told.what, make(told))


def _asked(session: Session, actor: Actor, question: Question) -> facts.CheckFacts:
    answer = check_picture(session, actor, question)
    return facts.CheckFacts(
        made=made(session, actor),
        use=use_of(use_facts(fetch(session, PhotoUse, question.use_id))),
        what=question.what,
        on=question.on,
        children=question.children,
        setting=question.setting,
        allowed=answer.verdict.allowed,
        rule=answer.verdict.rule,
        people=tuple((person.name, person.state) for person in answer.people),
        clause=answer.clause,
        clause_from=answer.clause_from,
    )


def _kept(session: Session, check: str) -> facts.CheckFacts:
    """As it was when it was kept: the sheet says what was answered then, not what would be answered now."""
    row = _fetch(session, check)
    mark = session.scalars(select(Event.mark).where(Event.seq == row.act)).one()
    by = fetch(session, Person, row.recorded_by).name
    people = json.loads(row.people)
    names = names_of(session, {id_ for id_, *_ in people})
    return facts.CheckFacts(
        made=Made(school_heading(session), moment(row.recorded_at), by),
        use=use_of(use_facts(fetch(session, PhotoUse, row.use_id))),
        what=row.what,
        on=date.fromisoformat(row.on_day),
        children=bool(row.children),
        setting=bool(row.setting),
        allowed=bool(row.allowed),
        rule=row.rule,
        people=tuple((names.get(id_, ""), State(Standing(stands), day(since))) for id_, stands, since in people),
        clause=row.clause,
        clause_from=row.clause_from,
        register=school(session).id,
        act=row.act,
        mark=mark,
    )


def _fetch(session: Session, check: str) -> PictureCheck:
    if check.isdigit():
        found = session.scalars(select(PictureCheck).where(PictureCheck.act == int(check))).first()
        if found is not None:
            return found
    return fetch(session, PictureCheck, check)
