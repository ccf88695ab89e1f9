"""A scan is evidence of what stood on the paper when it was made: once answered, it proves no other side's ink."""

import hashlib
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.documents.words import day as written
from ewloe_desktop.documents.words import words
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.papers import PaperState, SheetFound
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.standing import allow, local_day
from ewloe_desktop.storage.documents import Document
from ewloe_desktop.storage.papers import PaperFiling

SCAN = "paper_scan"


def with_scan(session: Session, actor: Actor, found: SheetFound, scan: bytes | None) -> SheetFound:
    """What can be filed of a sheet with this very scan: no side that it was not filed for before it was answered."""
    allow(session, actor, Action.READ)
    if scan is None or not found.sides:
        return found
    told = {side: answered_as(session, found.revision_id, side, scan) for side in found.sides}
    sides = tuple(side for side in found.sides if not told[side])
    if sides:
        return replace(found, sides=sides)
    return replace(found, sides=(), refused="scan_answered", answered=told[found.sides[0]])


def require_unanswered(session: Session, found: SheetFound, side: Body, scan: bytes | None) -> None:
    """Raises RuleBroken for a scan that was filed as another side and answered."""
    why = answered_as(session, found.revision_id, side, scan) if scan is not None else ""
    if why:
        raise RuleBroken("scan_answered", facts={"why": why})


def answered_as(session: Session, revision_id: str, side: Body, scan: bytes) -> str:
    """When and as which side this very scan was filed and answered; "" when it may be filed for this side."""
    digest: Any = hashlib.sha256(scan).digest()
    query = (
        select(PaperFiling)
        .join(Document, Document.id == PaperFiling.scan_id)
        .where(PaperFiling.revision_id == revision_id, Document.kind == SCAN, Document.sha256 == digest)
        .order_by(PaperFiling.act)
    )
    rows = session.scalars(query).all()
    if any(row.body == side.value for row in rows):  # filed for it before any answer, and put right now
        return ""
    answered = next((row for row in rows if row.state != PaperState.FILED.value), None)
    if answered is None:
        return ""
    said = words("papers")
    return said[f"scan_as_{answered.body}"].format(on=written(local_day(answered.filed_at)))
