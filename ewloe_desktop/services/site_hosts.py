"""The companies that keep sites, with their minimum age as the school last checked it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused, RuleBroken
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.site_rules import Host
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.site_form import ensure_sites, first_hosts, form_row, look
from ewloe_desktop.services.standing import allow, fetch, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.base import new_id
from ewloe_desktop.storage.search import fold
from ewloe_desktop.storage.sites import SiteHost

OLDEST = 21  # no service asks for more years than that
LONGEST: Mapping[str, int] = {"name": 300, "note": 500, "coming": 500}


@dataclass(frozen=True, slots=True)
class HostFacts:
    """One host as last checked; `coming` is announced and not yet law; `ended` ones are not offered any more."""

    id: str
    seen: int
    name: str
    minimum_age: int | None
    checked_on: date
    note: str
    coming: str
    ended: bool


@dataclass(frozen=True, slots=True)
class HostAnswer:
    """What somebody looked up about a host, and on which day; `host_id` None adds one."""

    name: str
    minimum_age: int | None
    checked_on: date
    note: str = ""
    coming: str = ""
    host_id: str | None = None
    seen: int | None = None
    ended: bool = False


def list_hosts(session: Session, actor: Actor, *, ended: bool = False) -> tuple[HostFacts, ...]:
    """The hosts by name; those that ended only when asked for."""
    look(session, actor)
    if form_row(session) is None:  # a register from before official sites: its first act about them keeps these
        return tuple(_facts(row) for row in first_hosts())
    query = select(SiteHost).order_by(SiteHost.folded)
    if not ended:
        query = query.where(SiteHost.ended_on.is_(None))
    return tuple(_facts(row) for row in session.scalars(query))


def _facts(row: SiteHost) -> HostFacts:
    checked, ended = date.fromisoformat(row.checked_on), row.ended_on is not None
    return HostFacts(
        row.id, row.version or 0, row.name, row.minimum_age, checked, row.note or "", row.coming or "", ended
    )


def host_facts(session: Session, host_id: str) -> HostFacts | None:
    """One host, None when there is none of that id."""
    row = session.get(SiteHost, host_id) if host_id else None
    if row is None and host_id and form_row(session) is None:
        row = next((host for host in first_hosts() if host.id == host_id), None)
    return _facts(row) if row else None


def host_rule(host: HostFacts | None) -> Host | None:
    """A host as the rules see it."""
    return Host(host.id, host.name, host.minimum_age, host.checked_on, host.coming, host.ended) if host else None


def keep_host(session: Session, actor: Actor, answer: HostAnswer) -> HostFacts:
    """Adds a host or keeps what was looked up about one; requests on their way are judged by it from now on."""
    allow(session, actor, Action.RUN_SITES)
    _require_sense(session, answer)
    begun = ensure_sites(session)
    name = clean(answer.name)
    same = session.scalars(select(SiteHost).where(SiteHost.folded == fold(name))).first()
    if same is not None and same.id != answer.host_id:
        raise RuleBroken("host_there", facts={"host": same.name})
    if answer.host_id is None:
        row = SiteHost(id=new_id())
        session.add(row)
    else:
        row = fetch(session, SiteHost, answer.host_id, None if begun else answer.seen)
    row.name, row.folded, row.minimum_age = name, fold(name), answer.minimum_age
    row.checked_on, row.note, row.coming = answer.checked_on.isoformat(), clean_lines(answer.note), clean(answer.coming)
    row.ended_on = today(session).isoformat() if answer.ended else None
    facts = {"host": row.id, "host_name": name, "minimum_age": row.minimum_age, "checked_on": row.checked_on}
    declare(session, "site_host_kept", facts, subject=row.id)
    session.flush()
    return _facts(row)


def _require_sense(session: Session, answer: HostAnswer) -> None:
    problems = [FieldProblem("name", "missing")] if not clean(answer.name) else []
    for name, most in LONGEST.items():
        if len(clean_lines(getattr(answer, name))) > most:
            problems.append(FieldProblem(name, "too_long", {"most": most}))
    if answer.minimum_age is not None and not 0 <= answer.minimum_age <= OLDEST:
        problems.append(FieldProblem("minimum_age", "out_of_range", {"least": 0, "most": OLDEST}))
    if answer.checked_on > today(session):
        problems.append(FieldProblem("checked_on", "in_future"))
    if problems:
        raise FieldsRefused(tuple(problems))
