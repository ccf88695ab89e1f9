"""The sheets about people's ways to sign: the slip, and the note of what is to be approved again."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.doubt_note import DoubtedLine
from ewloe_desktop.documents.words import day as in_words
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.doubts import DoubtedFacts, list_doubted
from ewloe_desktop.services.photo_sheets import file_title, made, made_file
from ewloe_desktop.services.record_words import act_sentence
from ewloe_desktop.services.sheet_facts import school_heading
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.site_sheet_facts import proof_of
from ewloe_desktop.services.standing import allow, fetch, local_day, names_of, now
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.keys import KeyDoubt
from ewloe_desktop.storage.people import Person


def slip_sheet(session: Session, actor: Actor, person_id: str, code: str, last_day: date) -> StoredFile:
    """The slip to be printed once; never kept in the register."""
    from ewloe_desktop.documents.key_slip import SlipFacts, key_slip

    name = fetch(session, Person, person_id).name
    pdf = key_slip(SlipFacts(school_heading(session), name, code, actor.name, last_day, now(session)))
    return made_file(file_title("key_slip"), name, pdf)


def doubt_note(session: Session, actor: Actor, doubt_id: str) -> StoredFile:
    """Every signature of a key that was ended, with what became of it, to be laid before the governors."""
    from ewloe_desktop.documents import doubt_note as facts

    allow(session, actor, Action.PRINT)
    row = fetch(session, KeyDoubt, doubt_id)
    names = names_of(session, {row.person_id, row.raised_by})
    note = facts.DoubtNote(
        made=made(session, actor),
        name=names.get(row.person_id, ""),
        from_act=row.from_act,
        reason=row.reason,
        ended_by=names.get(row.raised_by, ""),
        ended_on=local_day(row.raised_at),
        lines=tuple(_line(one) for one in list_doubted(session, actor, doubt_id)),
        proof=proof_of(session, session.scalar(select(func.max(Event.seq))) or 0),
    )
    return made_file(file_title("doubt_note"), note.name, facts.doubt_note(note))


def _line(one: DoubtedFacts) -> DoubtedLine:
    said = words("doubt_note")
    answer = ""
    if one.answered_at is not None:
        when = in_words(one.answered_at.date())
        answer = f"{said[one.state]} {one.answer} ({one.answered_by}, {when})"
    return DoubtedLine(one.act, one.at, act_sentence(one.kind, one.facts), answer)
