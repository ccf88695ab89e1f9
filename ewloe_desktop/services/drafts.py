"""What somebody typed and has not sent: kept by person and place, found again after a lock or a crash."""

import json
from collections.abc import Mapping

from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Actor
from ewloe_desktop.services.standing import now, stamp
from ewloe_desktop.storage.journal import DraftForm


def keep_typed(session: Session, actor: Actor, place: str, content: Mapping[str, object]) -> None:
    """Keeps what is typed so far in one place; never a password."""
    text, at = json.dumps(dict(content), ensure_ascii=False), stamp(now(session))
    row = session.get(DraftForm, (actor.person_id, place))
    if row is None:
        session.add(DraftForm(person_id=actor.person_id, place=place, content=text, at=at))
    else:
        row.content, row.at = text, at


def typed(session: Session, actor: Actor, place: str) -> Mapping[str, object] | None:
    """What was typed in that place and not sent."""
    row = session.get(DraftForm, (actor.person_id, place))
    return dict(json.loads(row.content)) if row else None


def forget_typed(session: Session, actor: Actor, place: str) -> None:
    """Drops what was typed, once it is sent or put away."""
    row = session.get(DraftForm, (actor.person_id, place))
    if row is not None:
        session.delete(row)
