"""What somebody typed and has not sent: kept by person and place, found again after a lock or a crash."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Actor
from ewloe_desktop.services.standing import moment, now, stamp
from ewloe_desktop.storage.journal import DraftForm


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed in one place, and when it was last kept."""

    content: Mapping[str, object]
    at: datetime


def keep_typed(session: Session, actor: Actor, place: str, content: Mapping[str, object]) -> None:
    """Keeps what is typed so far in one place; never a password."""
    text, at = json.dumps(dict(content)), stamp(now(session))
    row = session.get(DraftForm, (actor.person_id, place))
    if row is None:
        session.add(DraftForm(person_id=actor.person_id, place=place, content=text, at=at))
    else:
        row.content, row.at = text, at


def typed(session: Session, actor: Actor, place: str) -> Typed | None:
    """What was typed in that place and not sent."""
    row = session.get(DraftForm, (actor.person_id, place))
    return Typed(dict(json.loads(row.content)), moment(row.at)) if row else None


def forget_typed(session: Session, actor: Actor, *places: str) -> None:
    """Drops what was typed, once it is sent or put away."""
    for place in places:
        row = session.get(DraftForm, (actor.person_id, place))
        if row is not None:
            session.delete(row)


def keep_file(session: Session, actor: Actor, place: str, file: bytes) -> None:
    """Keeps a file somebody brought and has not sent yet."""
    keep_typed(session, actor, place, {"file": base64.b64encode(file).decode("ascii")})


def kept_file(session: Session, actor: Actor, place: str) -> bytes | None:
    """The file that was brought in that place."""
    kept = typed(session, actor, place)
    return base64.b64decode(str(kept.content["file"])) if kept else None
