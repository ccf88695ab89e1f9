"""A school whose sheets are printed to be signed in ink: good ones, and such as must be refused."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
import zxingcpp

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.approval_sheet import approval_sheet
from ewloe_desktop.domain.approvals import Body, ReturnAnswer
from ewloe_desktop.services import returning, sheets, showing
from tests.conftest import MONDAY, FixedClock
from tests.documents.made import FACTS
from tests.documents.scanning import printed
from tests.services.conftest import PASSWORD, School, begin_school, some_text


@dataclass(frozen=True)
class Printed:
    """A sheet that came out of the printer, its code, and for a bad one the rule that refuses it."""

    pdf: bytes
    code: str
    rule: str = ""


@pytest.fixture(scope="session")
def paper_school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """A school with its register in a file."""
    made = begin_school(str(tmp_path_factory.mktemp("paper") / "school.register"), FixedClock(MONDAY))
    yield made
    made.register.close()


@pytest.fixture(scope="session")
def good_sheets(paper_school: School) -> tuple[Printed, ...]:
    """Two sheets to be signed in ink: one for both sides, one that the head teacher signed on screen."""
    school = paper_school
    first = school.settle(school.draft(some_text("Staff Phones Policy")))
    second = school.settle(school.draft(some_text("Visitors Policy", edition="May 2026")))
    school.head_signs(second)
    return tuple(_printed(school, revision.id) for revision in (first, second))


@pytest.fixture(scope="session")
def bad_sheets(paper_school: School, good_sheets: tuple[Printed, ...]) -> tuple[Printed, ...]:
    """A sheet of another register, one whose text was returned, and two whose code was altered."""
    school, good = paper_school, good_sheets
    returned = school.settle(school.draft(some_text("Trips Policy")))
    before = _printed(school, returned.id)
    page = school.ask("head", showing.show_revision, returned.id)
    back = ReturnAnswer(Body.HEAD, school.people["head"], "Clause 3 is unclear.", PASSWORD.format("head"))
    school.do("head", returning.return_revision, returned.id, page.revision.seen, back)
    act = int(good[0].code.split(":")[2])
    register = school.register.id
    forged = (Proof(register, act, bytes(32)), Proof(register, act + 1, b"x" * 32))
    altered = (approval_sheet(replace(FACTS, head=None, proof=proof)) for proof in forged)
    foreign = Printed(approval_sheet(replace(FACTS, head=None)), "", "sheet_foreign")
    return (foreign, replace(before, rule="sheet_superseded"), *(Printed(pdf, "", "sheet_altered") for pdf in altered))


def _printed(school: School, revision_id: str) -> Printed:
    pdf = school.ask("office", sheets.approval_sheet, revision_id).content
    (code,) = {one.text for one in zxingcpp.read_barcodes(printed(pdf))}
    return Printed(pdf, code)
