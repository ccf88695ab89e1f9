"""A change so small that earlier readings still count: the head teacher says so with the approval."""

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.policies import RevisionKind
from ewloe_desktop.storage.acts import Act
from ewloe_desktop.storage.policies import Revision
from ewloe_desktop.storage.readings import MinorChange, Reading


def readers_of_the_text_before(session: Session, revision: Revision) -> int:
    """How many have read the text that a revised one replaces."""
    if revision.kind != RevisionKind.REVISED.value or revision.replaces_id is None:
        return 0
    query = select(func.count(distinct(Reading.person_id))).where(Reading.revision_id == revision.replaces_id)
    return session.scalar(query) or 0


def require_minor(revision: Revision) -> None:
    """RuleBroken unless the revision changes another text."""
    if revision.kind != RevisionKind.REVISED.value or revision.replaces_id is None:
        raise RuleBroken("nothing_before")


def keep_minor(session: Session, revision: Revision, person_id: str, act: Act) -> None:
    """Keeps it beside the approval; after a return, the newer approval takes the older one's place."""
    row = session.scalars(select(MinorChange).where(MinorChange.revision_id == revision.id)).first()
    if row is None:
        session.add(MinorChange(revision_id=revision.id, person_id=person_id, act=act.seq))
    else:
        row.person_id, row.act = person_id, act.seq
