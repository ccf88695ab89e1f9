"""A revision's words as a Word file, to be changed there and brought back as the next draft."""

import hashlib

from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.text import from_canonical
from ewloe_desktop.services.policies import label
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.standing import allow, fetch, now, school
from ewloe_desktop.storage.policies import Policy, Revision


def word_file(session: Session, actor: Actor, revision_id: str) -> StoredFile:
    """The words of a revision for Word; brought in again, it changes nothing that nobody changed."""
    allow(session, actor, Action.PRINT)
    from ewloe_desktop.documents.policy_docx import MEDIA_TYPE, WordFacts, policy_docx

    revision = fetch(session, Revision, revision_id)
    policy = fetch(session, Policy, revision.policy_id)
    text = from_canonical(revision.text)
    made = policy_docx(WordFacts(text, label(revision), school(session).name, actor.name, now(session)))
    name = f"{policy.reference} {revision.title[:60]} - {label(revision)}.docx"
    return StoredFile("", name, MEDIA_TYPE, made, hashlib.sha256(made).digest())
