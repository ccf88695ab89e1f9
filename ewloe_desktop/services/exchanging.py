"""A copy takes the register's place: signed by the head teacher or the chair, and what was there is kept."""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import RegisterUnavailable
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.services.copies import RESTORED
from ewloe_desktop.services.disposal import erase_again
from ewloe_desktop.services.keys import open_key
from ewloe_desktop.services.restoring import Prepared
from ewloe_desktop.services.standing import allow, now, stamp
from ewloe_desktop.storage import backup, restoring
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.carrying import stick_of
from ewloe_desktop.storage.copies import CopyRecord
from ewloe_desktop.storage.engine import Register
from ewloe_desktop.storage.highwater import Marks


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: where the register is now, under which name the one before is kept, which act says so."""

    place: Path
    kept: Path | None
    act: int
    erased: int


def carry_out(prepared: Prepared, copies: Path | None, state: Path) -> Restored:
    """Signs that the copy is put back, erases again what had been erased since, and exchanges the two registers."""
    asked, register = prepared.asked, prepared.register
    _copy_once_more(prepared, copies)
    actor = Actor(asked.person_id, prepared.plan.who)
    with register.unit(actor) as session:
        act = _record(session, actor, prepared)
    erased = 0
    if prepared.erased:
        with register.unit(actor) as session:
            erased = len(erase_again(session, actor, prepared.erased, asked.password).people)
    register_id = register.id
    kept = restoring.aside(asked.place, f"{register.clock.now():%Y%m%d-%H%M%S}") if asked.place.exists() else None
    data_key = register.data_key
    register.changed = False
    register.close()
    restoring.decide(asked.place, kept or asked.place.with_name(asked.place.name + ".before"))
    restoring.finish(asked.place)
    _note(asked.place, data_key, Marks(state, register_id))
    return Restored(asked.place, kept, act, erased)


def _copy_once_more(prepared: Prepared, copies: Path | None) -> None:
    """Copies the register that is there, where it can be; RegisterUnavailable when it is not the one looked at."""
    place = prepared.asked.place
    if prepared.head is None:
        return
    live = Register.open(place, prepared.register.data_key, clock=prepared.register.clock)
    try:
        with live.raw() as raw:
            if backup.head_of(raw) != prepared.head:
                raise RegisterUnavailable("not_alone", str(place))
        # The file itself is kept as well: what keeps it from being copied must not keep the copy from its place.
        with contextlib.suppress(RegisterUnavailable):
            backup.make_copy(live, copies or live.copies)
    finally:
        live.changed = False
        live.close()


def _record(session: Session, actor: Actor, prepared: Prepared) -> int:
    allow(session, actor, Action.RESTORE)
    plan, source = prepared.plan, prepared.asked.source
    signer = open_key(session, actor.person_id, prepared.asked.password)
    row = CopyRecord(
        kind=RESTORED,
        copied_at=stamp(plan.copied_at),
        copied_act=plan.acts,
        place=stick_of(source, prepared.asked.place) or str(source.parent),
        size=plan.size,
        lost_to=plan.given_up,
        erased=json.dumps([one.person_id for one in prepared.erased]),
        recorded_by=actor.person_id,
        recorded_at=stamp(now(session)),
    )
    facts = {
        "copied_act": plan.acts,
        "copied_at": row.copied_at,
        "lost_to": plan.given_up,
        "lost_head": prepared.head[1].hex() if prepared.head and plan.given_up else "",
    }
    row.act = declare(session, "register_restored", facts, signer=signer).seq
    session.add(row)
    session.flush()
    return int(row.act)


def _note(place: Path, data_key: bytes, marks: Marks) -> None:
    """This PC's mark begins anew; one that cannot be written is explained by the act all the same."""
    register = Register.open(place, data_key, read_only=True)
    try:
        with contextlib.suppress(OSError), register.reading() as session:
            marks.begin_anew(session)
    finally:
        register.close()
