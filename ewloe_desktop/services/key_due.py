"""What about people's ways to sign needs somebody: ended ones, new ones, doubts, and uses of the recovery sheet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.keys import ANSWERING
from ewloe_desktop.domain.people import MAY, Action, Actor, Office
from ewloe_desktop.services.doubts import list_doubted, list_doubts
from ewloe_desktop.services.key_helpers import ended_way, key_helpers, working_status
from ewloe_desktop.services.record_words import act_sentence
from ewloe_desktop.services.sheet_openings import standing_opening
from ewloe_desktop.services.standing import today
from ewloe_desktop.services.today_items import TodayItem
from ewloe_desktop.storage.keys import KeyDoubt
from ewloe_desktop.storage.people import Person, SigningKey

URGENT = frozenset({"own_key_ended", "key_ended", "key_ended_other"})
_OFFERED = frozenset({"sign_head", "sign_governors"})
_SIGNED = frozenset(
    {
        *("approve_again", "sheet_opened", "key_unconfirmed", "paper_waits", "paper_waits_governors"),
        *("site_endorse", "site_second", "site_decide", "read_asked", "read_again"),
    }
)


def key_items(session: Session, actor: Actor, offices: frozenset[Office]) -> tuple[TodayItem, ...]:
    """One line for each person without a way to sign, report, doubted signature, and use of the sheet."""
    return (*_ended(session, actor, offices), *_awaiting(session, actor, offices), *_items(session, actor, offices))


def signs_nothing(session: Session, person_id: str) -> bool:
    """Whether the person's way to sign was ended, or waits for somebody to confirm it."""
    return working_status(session, person_id) == "awaiting" or ended_way(session, person_id) is not None


def for_others(items: Sequence[TodayItem]) -> tuple[tuple[TodayItem, ...], tuple[TodayItem, ...]]:
    """What needs somebody who can sign nothing, and what waits for others meanwhile."""
    mine = tuple(item for item in items if item.kind not in _OFFERED | _SIGNED)
    moved = (replace(item, kind=item.kind.replace("sign", "waiting")) for item in items if item.kind in _OFFERED)
    return mine, tuple(moved)


def _ended(session: Session, actor: Actor, offices: frozenset[Office]) -> Iterator[TodayItem]:
    query = select(Person.id, Person.name).join(KeyDoubt, KeyDoubt.person_id == Person.id)
    here = Person.left_on.is_(None) | (Person.left_on > today(session).isoformat())
    for id_, name in session.execute(query.where(KeyDoubt.state == "revoked", here).distinct()).all():
        ended = ended_way(session, id_)
        own = id_ == actor.person_id
        if ended is None or not (own or offices & (ANSWERING | MAY[Action.ENROL_KEY])):
            continue
        helpers = key_helpers(session, actor, id_)
        kind = "key_ended" if ended.own else "key_ended_other"
        if own:
            yield TodayItem("own_key_ended", helpers.give, who=helpers.give, reason=helpers.confirm, person_id=id_)
        elif offices & MAY[Action.ENROL_KEY]:
            yield TodayItem(kind, name, who=name, reason=ended.reason, person_id=id_)
        else:
            yield TodayItem("waiting_key_ended", helpers.give, who=name, reason=ended.reason, person_id=id_)


def _awaiting(session: Session, actor: Actor, offices: frozenset[Office]) -> Iterator[TodayItem]:
    query = select(Person.id, Person.name).join(SigningKey, SigningKey.person_id == Person.id)
    for id_, name in session.execute(query.where(SigningKey.status == "awaiting")).all():
        helpers = key_helpers(session, actor, id_)
        if actor.person_id in helpers.may_confirm:
            yield TodayItem("key_unconfirmed", name, who=name, person_id=id_)
        elif actor.person_id == id_:
            yield TodayItem("waiting_own_key", helpers.confirm, who=name, person_id=id_)
        elif offices & (ANSWERING | MAY[Action.SETTLE]):
            yield TodayItem("waiting_key", helpers.confirm, who=name, person_id=id_)


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
