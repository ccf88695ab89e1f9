"""The review note for the governors, made on the spot from what the watch-list finds and what was decided about it."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.documents import review_note as facts
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.photo_sheets import file_title, made, made_file
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.site_sheet_facts import proof_of
from ewloe_desktop.services.standing import allow
from ewloe_desktop.services.watchlist import Chosen, HitFacts, check_wording
from ewloe_desktop.storage.journal import Event


def review_note(session: Session, actor: Actor, revision_id: str) -> StoredFile:
    """Every point about a revision's words with place, source and choice, to be laid before the governors."""
    allow(session, actor, Action.PRINT)
    check = check_wording(session, actor, revision_id)
    note = facts.NoteFacts(
        made=made(session, actor),
        title=check.title,
        label=check.revision.label,
        number=check.number,
        checked=check.checked,
        old=check.stale,
        points=tuple(_point(hit) for hit in check.hits),
        gone=tuple(_point(hit) for hit in check.gone),
        proof=proof_of(session, session.scalar(select(func.max(Event.seq))) or 0),
    )
    return made_file(file_title("review_note"), check.title, facts.review_note(note))


def _point(hit: HitFacts) -> facts.PointLine:
    told = hit.told
    return facts.PointLine(
        kind=told.kind,
        quotes=hit.quotes,
        where=hit.where,
        state=told.state,
        instead=told.instead,
        since=told.since,
        source=told.source,
        sure=told.sure,
        choice=_choice(hit.choice),
        earlier=_choice(hit.earlier),
    )


def _choice(chosen: Chosen | None) -> facts.ChoiceLine | None:
    if chosen is None:
        return None
    return facts.ChoiceLine(chosen.choice.value, chosen.reason, chosen.by, chosen.on, chosen.list_number)
