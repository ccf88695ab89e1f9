"""Everybody by use: a page of the matrix, who may be pictured for one use, what lapses, and the counts for Today."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, text
from sqlalchemy.orm import Session

from ewloe_desktop.domain.people import Action, Actor, PersonKind
from ewloe_desktop.domain.photos import Answer, Given, Standing, State, Turn, state
from ewloe_desktop.services.photo_standings import standings
from ewloe_desktop.services.photo_uses import UseFacts, list_uses
from ewloe_desktop.services.photos import given_of, turns_of
from ewloe_desktop.services.standing import allow, day, today
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoAnswer
from ewloe_desktop.storage.search import fold

PAGE = 256
LAPSING_DAYS = 60
# What is to be seen first when a use sorts: what stands in the way of a picture.
ORDER = (Standing.NO, Standing.WITHDRAWN, Standing.LAPSED, Standing.NOT_ASKED, Standing.YES, Standing.LEFT)


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """What the matrix shows.

    use_id and standing together show people who stand so for that use; lapsing: a yes that ends within 60 days;
    leavers: those who left, and only them; sort_use: by how this use stands (see ORDER), and by name among equals.
    """

    find: str = ""
    use_id: str = ""
    standing: Standing | None = None
    lapsing: bool = False
    leavers: bool = False
    sort_use: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One person across the uses."""

    person_id: str
    name: str
    folded: str
    kind: PersonKind
    left_on: date | None
    states: tuple[State, ...]  # in the order of the matrix's uses


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of people by use; `after` starts the next page, "" when there is none."""

    uses: tuple[UseFacts, ...]
    rows: tuple[MatrixRow, ...]
    after: tuple[str, str] | None


def show_matrix(
    session: Session,
    actor: Actor,
    wanted: MatrixFilter,
    after: tuple[str, str] | None = None,
    count: int = PAGE,
    on: date | None = None,
) -> Matrix:
    """A page of people by name, with how each use stands on a day (today, when None)."""
    allow(session, actor, Action.SEE_PHOTOS)
    uses, at = list_uses(session, actor), on or today(session)
    ranked = _ranked(session, wanted, uses, at)
    rows: list[MatrixRow] = []
    while len(rows) < count:
        if ranked is None:
            people: Sequence[Any] = session.execute(_people(wanted, at, after).limit(count)).all()
        else:
            people = ranked.following(after, count)
        if not people:
            return Matrix(uses, tuple(rows), None)
        for row in _rows(session, people, uses, at):
            after = (row.folded, row.person_id) if ranked is None else ranked.places[row.person_id]
            if _fits(row, uses, wanted, at):
                rows.append(row)
                if len(rows) == count:
                    break
    return Matrix(uses, tuple(rows), after)


def _people(wanted: MatrixFilter, on: date, after: tuple[str, str] | None) -> Any:
    p = Person
    gone = and_(p.left_on.is_not(None), p.left_on <= on.isoformat())
    query = select(p.id, p.name, p.folded, p.kind, p.left_on).order_by(p.folded, p.id)
    query = query.where(gone if wanted.leavers else ~gone)
    if wanted.find.strip():
        query = query.where(p.folded.contains(fold(wanted.find), autoescape=True))
    if wanted.lapsing:
        query = query.where(p.id.in_(_ending(on)))
    if after is not None:
        query = query.where(or_(p.folded > after[0], and_(p.folded == after[0], p.id > after[1])))
    return query


def _ending(on: date) -> Any:
    """Who has a yes that ends in the days before it lapses: only they have to be looked at closely."""
    ends = PhotoAnswer.until.between(on.isoformat(), (on + timedelta(days=LAPSING_DAYS)).isoformat())
    return select(PhotoAnswer.person_id).where(PhotoAnswer.answer == Answer.YES.value, ends)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """People in the order that a use gives them, each with a place that the next page can start after."""

    places: Mapping[str, tuple[str, str]]
    people: Sequence[Any]

    def following(self, after: tuple[str, str] | None, count: int) -> Sequence[Any]:
        """The next people."""
        first = 0 if after is None else bisect_right(self.people, after, key=lambda row: self.places[row.id])
        return self.people[first : first + count]


def _ranked(session: Session, wanted: MatrixFilter, uses: Sequence[UseFacts], on: date) -> _Ranked | None:
    """Everybody who can be meant, when one use decides the order or who is meant; None when names alone do."""
    known = {use.id for use in uses}
    sort, asked = wanted.sort_use in known, wanted.use_id in known and wanted.standing is not None
    if not (sort or asked):
        return None
    people: Sequence[Any] = session.execute(_people(wanted, on, None)).all()
    if asked:
        stands = standings(session, wanted.use_id, on)
        people = [row for row in people if stands.get(row.id, Standing.NOT_ASKED) is wanted.standing]
    rank = dict.fromkeys((row.id for row in people), 0)
    if sort:
        order = {standing: number for number, standing in enumerate(ORDER)}
        stands = standings(session, wanted.sort_use, on)
        rank = {id_: order[stands.get(id_, Standing.NOT_ASKED)] for id_ in rank}
    places = {row.id: (f"{rank[row.id]} {row.folded}", row.id) for row in people}
    return _Ranked(places, sorted(people, key=lambda row: places[row.id]))


def _rows(session: Session, people: Sequence[Any], uses: Sequence[UseFacts], on: date) -> Iterable[MatrixRow]:
    ids = [row[0] for row in people]
    given, (general, own) = given_of(session, ids), turns_of(session, ids)
    for id_, name, folded, kind, left_on in people:
        turns = [*general, *own[id_]] if id_ in own else general
        states = _states(given.get(id_, []), turns, uses, on)
        yield MatrixRow(id_, name, folded, PersonKind(kind), day(left_on), states)


def _states(given: Sequence[Given], turns: Sequence[Turn], uses: Sequence[UseFacts], on: date) -> tuple[State, ...]:
    if not given and not turns:
        return (State(Standing.NOT_ASKED),) * len(uses)
    by_use: dict[str, list[Given]] = {}
    for one in given:
        by_use.setdefault(one.use, []).append(one)
    return tuple(state(by_use.get(use.id, ()), turns, use.id, on) for use in uses)


def _fits(row: MatrixRow, uses: Sequence[UseFacts], wanted: MatrixFilter, on: date) -> bool:
    states = [s for use, s in zip(uses, row.states, strict=True) if wanted.use_id in ("", use.id)]
    if wanted.standing is not None and not any(s.standing is wanted.standing for s in states):
        return False
    return not wanted.lapsing or any(lapsing(s, on) for s in states)


def lapsing(one: State, on: date) -> bool:
    """Whether a yes ends by itself within 60 days."""
    return one.permitted and one.until is not None and one.until <= on + timedelta(days=LAPSING_DAYS)


_ALLOWED = text(
    """
    SELECT p.id, p.name FROM person p
    WHERE EXISTS (
      SELECT 1 FROM photo_answer y
      WHERE y.person_id = p.id AND y.use_id = :use AND y.answer = 'yes' AND y.only = ''
        AND y.given_on <= :day AND (y.until IS NULL OR y.until >= :day)
        AND NOT EXISTS (
          SELECT 1 FROM photo_answer r
          WHERE r.person_id = p.id AND r.use_id = :use AND r.answer IN ('no', 'withdrawn') AND r.only = ''
            AND r.counts_from >= y.given_on AND r.counts_from <= :day)
        AND NOT EXISTS (
          SELECT 1 FROM photo_turn t
          WHERE (t.person_id = p.id OR t.person_id IS NULL) AND (t.use_id = :use OR t.use_id IS NULL)
            AND t.what <> 'left' AND t.on_day <= :day
            AND (t.on_day > y.given_on OR (t.on_day = y.given_on AND t.recorded_at > y.recorded_at))))
      AND NOT EXISTS (
        SELECT 1 FROM photo_turn l
        WHERE l.person_id = p.id AND l.what = 'left' AND l.on_day <= :day
          AND NOT EXISTS (
            SELECT 1 FROM photo_turn b
            WHERE b.person_id = p.id AND b.what = 'rejoined' AND b.on_day <= :day
              AND (b.on_day > l.on_day OR (b.on_day = l.on_day AND b.recorded_at > l.recorded_at))))
    ORDER BY p.folded, p.id
    """
)


def who_may_be_pictured(
    session: Session, actor: Actor, use_id: str, on: date | None = None
) -> tuple[tuple[str, str], ...]:
    """Everybody whose yes to a use stands on a day, by name: id and name; the same answer as one by one."""
    allow(session, actor, Action.SEE_PHOTOS)
    at = (on or today(session)).isoformat()
    return tuple([(id_, name) for id_, name in session.execute(_ALLOWED, {"use": use_id, "day": at}).all()])


@dataclass(frozen=True, slots=True)
class DoNotUse:
    """Somebody who may not be pictured for a use, and how that stands."""

    person_id: str
    name: str
    state: State


def do_not_use(session: Session, actor: Actor, use_id: str, on: date | None = None) -> tuple[DoNotUse, ...]:
    """Everybody in post who may not be pictured for a use, by name."""
    allow(session, actor, Action.SEE_PHOTOS)
    at = on or today(session)
    people = session.execute(_people(MatrixFilter(), at, None)).all()
    given, (general, own) = given_of(session, None, use_id), turns_of(session, None)
    found = []
    for id_, name, *_ in people:
        turns = [*general, *own[id_]] if id_ in own else general
        stands = state(given.get(id_, ()), turns, use_id, at)
        if not stands.permitted:
            found.append(DoNotUse(id_, name, stands))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PhotoCounts:
    """What Today says about photo permissions."""

    not_asked: int  # people in post with a use nobody has asked them about
    lapsing: int  # people with a yes that ends within 60 days
    takedowns: int
    leavers_pictured: int


_NOT_ASKED = text(
    """
    SELECT count(*) FROM person p
    WHERE (p.left_on IS NULL OR p.left_on > :day) AND :uses > (
      SELECT count(DISTINCT a.use_id) FROM photo_answer a JOIN photo_use u ON u.id = a.use_id
      WHERE a.person_id = p.id AND a.only = '' AND a.answer <> 'asked' AND a.counts_from <= :day
        AND u.ended_on IS NULL)
    """
)


def count_photos(session: Session, actor: Actor) -> PhotoCounts:
    """How many people are not asked yet, lapse soon, wait for takedowns, or left and are still pictured."""
    from ewloe_desktop.services.placements import list_takedowns

    allow(session, actor, Action.SEE_PHOTOS)
    at = today(session)
    uses = list_uses(session, actor)
    takedowns = list_takedowns(session, actor)
    return PhotoCounts(
        not_asked=session.execute(_NOT_ASKED, {"day": at.isoformat(), "uses": len(uses)}).scalar_one(),
        lapsing=_count_lapsing(session, uses, at),
        takedowns=len(takedowns),
        leavers_pictured=len({t.person_id for t in takedowns if t.reason == "left"}),
    )


def _count_lapsing(session: Session, uses: Sequence[UseFacts], on: date) -> int:
    people = session.execute(_people(MatrixFilter(lapsing=True), on, None)).all()
    return sum(any(lapsing(state, on) for state in row.states) for row in _rows(session, people, uses, on))
