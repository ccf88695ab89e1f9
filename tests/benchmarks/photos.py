"""May this picture be used, who may be pictured, the matrix and the do-not-use list, beside SQL alone."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from ewloe_desktop.services import photo_matrix, picture_checks
from ewloe_desktop.services.photo_matrix import MatrixFilter, show_matrix
from ewloe_desktop.services.photo_uses import list_uses
from ewloe_desktop.services.standing import today
from ewloe_desktop.storage.people import Person
from ewloe_desktop.storage.photos import PhotoAnswer, PhotoWording
from ewloe_desktop.storage.rows import SALT
from tests.benchmarks.measuring import Figure, milliseconds, side_by_side
from tests.benchmarks.measuring import figure as figure_of
from tests.benchmarks.samples import SampleSchool, person_cells, school

FEW, MANY, EACH = 50, 5_000, 20  # people, and answers of each
GROUP = 12  # in one picture
PAGE = 50
ROUNDS = 11
KINDS = ("yes", "yes", "yes", "no", "withdrawn", "asked")
ALLOWED = str(photo_matrix._ALLOWED).replace(":use", "?1").replace(":day", "?2")
ONE_BY_ONE = (
    "SELECT person_id, answer, given_on, counts_from, until FROM photo_answer WHERE use_id = ? AND person_id IN ({})"
)
OF_PAGE = (
    "SELECT p.id, p.name, a.use_id, a.answer, a.given_on, a.until FROM"
    " (SELECT id, name, folded FROM person WHERE left_on IS NULL ORDER BY folded, id LIMIT ?) p"
    " LEFT JOIN photo_answer a ON a.person_id = p.id ORDER BY p.folded, p.id"
)
NOT_USE = (
    "SELECT p.id, p.name, a.answer, a.given_on, a.until FROM person p"
    " LEFT JOIN photo_answer a ON a.person_id = p.id AND a.use_id = ? WHERE p.left_on IS NULL ORDER BY p.folded, p.id"
)


def figures(folder: Path) -> list[Figure]:
    """A small school and a very large one, and how the first page grows between them."""
    schools = {}
    found = []
    for people in (FEW, MANY):
        place = folder / str(people)
        place.mkdir()
        schools[people] = answered(school(place), people)
        found += measured(schools[people], people)
    found.append(growth(schools[FEW], schools[MANY]))
    for sample in schools.values():
        sample.register.close()
    return found


def measured(sample: SampleSchool, people: int) -> list[Figure]:
    """Each question against SQL that only fetches what it is answered from."""
    with sample.register.reading() as session:
        raw: Any = session.connection().connection.driver_connection
        actor, on = sample.head, today(session)
        use = list_uses(session, actor)[4].id
        pictured = tuple(session.scalars(select(Person.id).where(Person.name.like("Person %")).limit(GROUP)))
        question = picture_checks.Question(pictured, use, "Fair", on, False, False)
        one_by_one = (ONE_BY_ONE.format(",".join("?" * len(pictured))), use, *pictured)

        def compared(what: str, goal: float | None, ours: Callable[[], object], query: str, *values: object) -> Figure:
            def floor() -> object:
                return raw.execute(query, values).fetchall()

            return side_by_side(f"{what}, {people:,} people", ours, floor, goal=goal)

        def who() -> object:
            return photo_matrix.who_may_be_pictured(session, actor, use)

        check = f"check of a picture of {GROUP}"
        found = [
            compared(check, None, lambda: picture_checks.check_picture(session, actor, question), *one_by_one),
            compared("who may be pictured", 1.5, who, ALLOWED, use, on.isoformat()),
        ]
        for what, wanted, query, value in (
            (f"matrix, {PAGE} rows", MatrixFilter(), OF_PAGE, PAGE),
            (f"matrix sorted by a use, {PAGE} rows", MatrixFilter(sort_use=use), NOT_USE, use),
        ):
            found.append(compared(what, None, partial(show_matrix, session, actor, wanted, None, PAGE), query, value))
        listed = partial(photo_matrix.do_not_use, session, actor, use)
        return [*found, compared("do-not-use list", None, listed, NOT_USE, use)]


def growth(few: SampleSchool, many: SampleSchool) -> Figure:
    """The first page of the matrix in the large school beside the same page in the small one."""

    def page(sample: SampleSchool) -> Callable[[], object]:
        def ask() -> object:
            with sample.register.reading() as session:
                return photo_matrix.show_matrix(session, sample.head, MatrixFilter(), None, PAGE)

        return ask

    for sample in (few, many):
        page(sample)()
    pairs = [(milliseconds(page(few)), milliseconds(page(many))) for _ in range(ROUNDS)]
    return figure_of(f"matrix, first page at {MANY:,} beside {FEW}", pairs, goal=1.2)


def answered(sample: SampleSchool, people: int) -> SampleSchool:
    """So many people with their answers, kept without acts: only reading is measured here."""
    with sample.register.reading() as session:
        uses = [use.id for use in list_uses(session, sample.head)]
        wording = str(session.scalar(select(PhotoWording.id)))
        on = today(session)
    dice = random.Random(people)
    cells = [person_cells(number) for number in range(people)]
    answers = [
        answer(dice, number * EACH + place, str(person["id"]), uses, wording, on, sample.head.person_id)
        for number, person in enumerate(cells)
        for place in range(EACH)
    ]
    with sample.register.engine.connect().execution_options(ewloe_write=True) as connection, connection.begin():
        connection.execute(insert(Person), cells)
        connection.execute(insert(PhotoAnswer), answers)
    return sample


def answer(
    dice: random.Random, number: int, person: str, uses: list[str], wording: str, on: date, by: str
) -> dict[str, object]:
    """One answer of the last four years."""
    given = on - timedelta(days=dice.randint(0, 1400))
    kind = dice.choice(KINDS)
    until = (given + timedelta(days=730)).isoformat() if kind == "yes" else None
    return {
        "id": f"a{number:019x}",
        "version": 1,
        SALT: number.to_bytes(16, "big"),
        "person_id": person,
        "use_id": dice.choice(uses),
        "answer": kind,
        "only": "",
        "name_shown": None,
        "given_on": given.isoformat(),
        "counts_from": given.isoformat(),
        "until": until,
        "how": "spoken",
        "written_by": "Office",
        "evidence_id": None,
        "kept_at": "",
        "wording_id": wording,
        "basis": "not_decided",
        "recorded_by": by,
        "recorded_at": f"{given.isoformat()}T10:00:00+00:00",
        "key_id": None,
        "act": 1,
    }
