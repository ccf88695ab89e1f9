"""What the first page tells about reading: one's own policies, and for the office how many have still to read."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import MAY, OPEN_TO_ALL, Action, Actor, Office
from ewloe_desktop.domain.readings import ReadState
from ewloe_desktop.services.reading_facts import own_to_read, still_to_read
from ewloe_desktop.services.today_items import TodayItem


def reading_items(session: Session, actor: Actor, offices: frozenset[Office]) -> tuple[TodayItem, ...]:
    """Each policy that this person is asked to read, and one line for whoever collects the readings."""
    return tuple(_items(session, actor, offices))


def _items(session: Session, actor: Actor, offices: frozenset[Office]) -> Iterator[TodayItem]:
    open_to_all = not offices and Action.READ_AND_AGREE in OPEN_TO_ALL
    if open_to_all or offices & MAY[Action.READ_AND_AGREE]:
        for policy, how in own_to_read(session, actor.person_id):
            kind = "read_again" if how is ReadState.OUT_OF_DATE else "read_asked"
            yield TodayItem(kind, policy.title, policy.policy_id, policy.revisions[-1].revision_id)
    if offices & MAY[Action.RECORD_READING] and (people := still_to_read(session)):
        yield TodayItem("readings_open", "", reason=str(people))
