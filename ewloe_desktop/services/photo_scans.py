"""The scan behind an answer, for the person themselves and for those who may see evidence."""

from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import NotFound
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.standing import allow, fetch
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.photos import PhotoAnswer

KIND = "photo_evidence"


def show_scan(session: Session, actor: Actor, answer_id: str) -> StoredFile:
    """The form's scan as it was kept with an answer."""
    answer = fetch(session, PhotoAnswer, answer_id)
    if answer.person_id != actor.person_id:
        allow(session, actor, Action.SEE_EVIDENCE)
    if answer.evidence_id is None:
        raise NotFound("document", answer_id)
    row = fetch(session, Document, answer.evidence_id)
    return StoredFile(row.id, row.name, row.media_type, row.content, row.sha256)
