"""The sheet that goes round to be signed: who has read the text in force, and a line for everybody else."""

from sqlalchemy.orm import Session

from ewloe_desktop.documents.reading_list import ListLine, ReadingListFacts
from ewloe_desktop.documents.reading_list import reading_list as reading_list_sheet
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.people import Action, Actor, PersonKind
from ewloe_desktop.domain.readings import ReadState
from ewloe_desktop.services.photo_sheets import file_title, made, made_file
from ewloe_desktop.services.readings import ReaderRow, declaration, list_readers
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.standing import allow


def reading_list(session: Session, actor: Actor, policy_id: str) -> StoredFile:
    """The reading list of one policy, made now: everybody who is asked, in the order of their names."""
    allow(session, actor, Action.RECORD_READING)
    facts = list_readers(session, actor, policy_id)
    assert facts is not None  # a policy without a text in force is refused before
    kinds = words("person_kind")
    listed = ReadingListFacts(
        made=made(session, actor),
        title=facts.title,
        label=facts.label,
        in_force_from=facts.in_force_from,
        declaration=declaration()[1],
        asked=", ".join(kinds[kind.value] for kind in PersonKind if kind in facts.kinds),
        people=tuple(_line(row) for row in facts.rows if row.state is not ReadState.NOT_ASKED),
    )
    return made_file(file_title("reading_list"), facts.title, reading_list_sheet(listed))


def _line(row: ReaderRow) -> ListLine:
    kind = words("person_kind")[row.kind.value]
    if row.state is ReadState.READ:
        return ListLine(row.name, kind, row.read_on, row.how, row.meeting)
    return ListLine(row.name, kind, earlier=row.read_on)
