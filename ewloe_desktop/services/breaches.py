"""The head teacher's private log of breaches: nobody else is shown it, and its acts say nothing."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ewloe_desktop.domain.errors import FieldProblem, FieldsRefused
from ewloe_desktop.domain.people import Action, Actor
from ewloe_desktop.domain.text import clean, clean_lines
from ewloe_desktop.services.photo_sheets import file_title, made, made_file
from ewloe_desktop.services.sheets import StoredFile
from ewloe_desktop.services.standing import allow, day, fetch, now, stamp, today
from ewloe_desktop.storage.acts import declare
from ewloe_desktop.storage.breaches import Breach
from ewloe_desktop.storage.policies import Policy


@dataclass(frozen=True, slots=True)
class BreachAnswer:
    """What the head teacher writes down about one breach."""

    happened_on: date
    what: str
    policy_id: str = ""
    clause: str = ""
    dealt_by: str = ""
    outcome: str = ""
    review_on: date | None = None
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class BreachFacts:
    """One breach as it stands in the log."""

    id: str
    seen: int
    number: int
    happened_on: date
    what: str
    policy_id: str
    policy: str
    clause: str
    dealt_by: str
    outcome: str
    review_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class BreachLog:
    """The whole log, newest first, and the policies a breach can be of."""

    rows: tuple[BreachFacts, ...]
    policies: tuple[tuple[str, str], ...]


def show_breaches(session: Session, actor: Actor) -> BreachLog:
    """The log; for the head teacher alone."""
    allow(session, actor, Action.KEEP_BREACHES)
    policies = session.execute(select(Policy.id, Policy.title).order_by(Policy.folded))
    titles = {id_: title for id_, title in policies}  # noqa: C416
    rows = session.scalars(select(Breach).order_by(Breach.happened_on.desc(), Breach.number.desc()))
    return BreachLog(tuple(_facts(row, titles.get(row.policy_id or "", "")) for row in rows), tuple(titles.items()))


def _facts(row: Breach, policy: str) -> BreachFacts:
    return BreachFacts(
        id=row.id,
        seen=row.version,
        number=row.number,
        happened_on=date.fromisoformat(row.happened_on),
        what=row.what,
        policy_id=row.policy_id or "",
        policy=policy,
        clause=row.clause,
        dealt_by=row.dealt_by,
        outcome=row.outcome,
        review_on=day(row.review_on),
        closed_on=day(row.closed_on),
    )


def keep_breach(
    session: Session, actor: Actor, answer: BreachAnswer, breach_id: str = "", seen: int = 0
) -> BreachFacts:
    """Writes a breach down, or what has become of it; the act tells nobody what it is about."""
    allow(session, actor, Action.KEEP_BREACHES)
    _require(session, answer)
    policy = fetch(session, Policy, answer.policy_id) if answer.policy_id else None
    act = declare(session, "private_act", {})
    if breach_id:
        row = fetch(session, Breach, breach_id, seen)
    else:
        number = (session.scalar(select(func.max(Breach.number))) or 0) + 1
        row = Breach(number=number, recorded_by=actor.person_id, recorded_at=stamp(now(session)), act=act.seq)
        session.add(row)
    row.happened_on, row.what = answer.happened_on.isoformat(), clean_lines(answer.what)
    row.policy_id, row.clause = policy.id if policy else None, clean(answer.clause)
    row.dealt_by, row.outcome = clean(answer.dealt_by), clean_lines(answer.outcome)
    row.review_on = answer.review_on.isoformat() if answer.review_on else None
    row.closed_on = answer.closed_on.isoformat() if answer.closed_on else None
    session.flush()
    return _facts(row, policy.title if policy else "")


def _require(session: Session, answer: BreachAnswer) -> None:
    problems = []
    if not clean_lines(answer.what):
        problems.append(FieldProblem("what", "missing"))
    problems += [
        FieldProblem(name, "in_future")
        for name, on in (("happened_on", answer.happened_on), ("closed_on", answer.closed_on))
        if on is not None and on > today(session)
    ]
    if answer.closed_on is not None and answer.closed_on < answer.happened_on:
        problems.append(FieldProblem("closed_on", "before_it_happened"))
    if problems:
        raise FieldsRefused(tuple(problems))


def breach_sheet(session: Session, actor: Actor, breach_id: str = "") -> StoredFile:
    """One breach, or the whole log, on a sheet of its own; it is not kept in the register."""
    from ewloe_desktop.documents.breach_sheet import BreachLine
    from ewloe_desktop.documents.breach_sheet import breach_sheet as make

    rows = [row for row in show_breaches(session, actor).rows if breach_id in ("", row.id)]
    lines = tuple(
        BreachLine(r.number, r.happened_on, r.what, r.policy, r.clause, r.dealt_by, r.outcome, r.review_on, r.closed_on)
        for row in rows
        for r in (row,)
    )
    of = str(rows[0].number) if breach_id and rows else ""
    return made_file(file_title("breaches"), of, make(made(session, actor), lines))
