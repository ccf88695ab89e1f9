"""The quick look at everybody agrees with the single answer, and the matrix sorts and pages by it."""

from datetime import UTC, date
from typing import Any

from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import event

from ewloe_desktop.domain.photos import Answer, Given, Standing, Turn, state
from ewloe_desktop.services import photo_matrix, picture_checks, placements
from ewloe_desktop.services.photo_matrix import ORDER, MatrixFilter
from ewloe_desktop.services.photo_standings import Ended, Said, ended_of, said_of, standing
from ewloe_desktop.services.picture_checks import Question
from ewloe_desktop.services.standing import stamp
from tests.domain.test_photos import DAYS, USES, History, histories
from tests.services.conftest import School, on_both, some_text
from tests.services.test_photos import placed, says, use_of


def _kept(one: Given) -> tuple[str, str, str, str, str | None, str, int]:
    until = one.until.isoformat() if one.until else None
    at = stamp(one.recorded_at.astimezone(UTC))
    return "p", one.answer.value, one.given_on.isoformat(), one.counts_from.isoformat(), until, at, one.order


def _turned(turn: Turn, *, everybody: bool) -> tuple[str | None, str, str, str]:
    return None if everybody else "p", turn.what, turn.on.isoformat(), stamp(turn.recorded_at)


@settings(max_examples=100)
@over(histories(), st.sampled_from(USES), DAYS)
def test_the_quick_look_is_the_single_answer(history: History, use: str, on: date) -> None:
    counted = [g for g in history[0] if g.use == use and not g.only and g.counts_from <= on]
    turns = [t for t in history[1] if t.use in ("", use) and t.on <= on]
    said = said_of(_kept(g) for g in counted if g.answer is not Answer.ASKED)
    general, own = ended_of(_turned(t, everybody=t.what in ("wording", "use")) for t in turns)
    quick = standing(said.get("p", Said()), general, own.get("p", Ended()), on.isoformat())
    assert quick is state(*history, use, on).standing


@on_both
def test_the_matrix_is_sorted_by_how_a_use_stands_page_by_page(school: School) -> None:
    for who, answer in (
        ("teacher", Answer.YES),
        ("clerk", Answer.NO),
        ("vice", Answer.WITHDRAWN),
        ("chair", Answer.NO),
    ):
        says(school, who, answer)
    website = use_of(school, "website")
    wanted = MatrixFilter(sort_use=website)
    whole = school.ask("office", photo_matrix.show_matrix, wanted).rows
    rows: list[Any] = []
    page = school.ask("office", photo_matrix.show_matrix, wanted, None, 2)
    while page.rows:
        rows += page.rows
        page = school.ask("office", photo_matrix.show_matrix, wanted, page.after, 2) if page.after else Empty
    place = next(
        n for n, use in enumerate(school.ask("head", photo_matrix.show_matrix, wanted).uses) if use.id == website
    )
    stands = [(ORDER.index(row.states[place].standing), row.name) for row in rows]
    assert stands == sorted(stands) and len(rows) == 7
    assert tuple(rows) == whole
    assert [row.name for row in rows[:3]] == ["Chair Sampl", "Clerk Sampl", "Vice Sampl"]
    narrow = MatrixFilter(use_id=website, standing=Standing.NO, sort_use=use_of(school, "press"))
    assert [r.name for r in school.ask("office", photo_matrix.show_matrix, narrow).rows] == [
        "Chair Sampl",
        "Clerk Sampl",
    ]
    assert len(school.ask("office", photo_matrix.show_matrix, MatrixFilter(sort_use="gone")).rows) == 7


class Empty:
    """No further page."""

    rows = ()


def _questions(school: School, query: Any, *args: Any) -> int:
    sent: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(school.register.engine, "before_cursor_execute", hear)
    try:
        school.ask("office", query, *args)
    finally:
        event.remove(school.register.engine, "before_cursor_execute", hear)
    return len([statement for statement in sent if statement.lstrip().startswith("SELECT")])


@on_both
def test_a_check_and_the_takedowns_ask_no_more_for_more_people(school: School) -> None:
    school.in_force(some_text("Staff Phones Policy", "No picture may identify a child."))
    asked = [_after_taking_down(school, who) for who in (("teacher",), ("clerk", "governor", "chair"))]
    assert asked[0] == asked[1]
    assert len(school.ask("office", placements.list_takedowns)) == 4


def _after_taking_down(school: School, who: tuple[str, ...]) -> tuple[int, int]:
    for one in who:
        says(school, one, Answer.YES)
        placed(school, one, what=f"Fair {one}")
        says(school, one, Answer.WITHDRAWN, scan=None)
    ids = tuple(school.people[one] for one in who)
    question = Question(ids, use_of(school, "website"), "Fair", school.clock.today(), children=True, setting=False)
    checked = _questions(school, picture_checks.check_picture, question)
    return checked, _questions(school, placements.list_takedowns)
