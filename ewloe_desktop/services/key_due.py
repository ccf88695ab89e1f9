"""What about people's ways to sign needs the head teacher and the chair: doubts, and uses of the recovery sheet."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Actor, Office
from ewloe_desktop.services.doubts import ANSWERING, list_doubted, list_doubts
from ewloe_desktop.services.record_words import act_sentence
from ewloe_desktop.services.sheet_openings import standing_opening
from ewloe_desktop.services.today_items import TodayItem


def key_items(session: Session, actor: Actor, offices: frozenset[Office]) -> tuple[TodayItem, ...]:
    """One line for each report, for each signature to be approved again, and for a use of the sheet."""
    return tuple(_items(session, actor, offices))


def _items(session: Session, actor: Actor, offices: frozenset[Office]) -> Iterator[TodayItem]:
    opening = standing_opening(session)
    allowed = {Office(o) for o in opening.countersigned_by} if opening is not None else set()
    if opening is not None and offices & allowed and opening.custodian_id != actor.person_id:
        yield TodayItem("sheet_opened", opening.holder, who=opening.holder)
    for doubt in list_doubts(session, actor):
        kind = "own_doubt" if doubt.person_id == actor.person_id else "key_doubted"
        name, person_id = doubt.person, doubt.person_id
        yield TodayItem(kind, name, who=name, reason=doubt.reason, person_id=person_id, request_id=doubt.id)
    if not offices & ANSWERING:
        return
    for one in list_doubted(session, actor):
        if one.person_id != actor.person_id:
            told = act_sentence(one.kind, one.facts)
            yield TodayItem(
                "approve_again", told, who=one.person, reason=told, person_id=one.person_id, request_id=one.id
            )
