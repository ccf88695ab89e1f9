"""Paper and pen as an office does it: sheets of a real register, printed, signed, scanned badly, read and filed."""

from itertools import cycle, islice

import pytest

from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.papers import Compared, PaperAnswer
from ewloe_desktop.intake.sheet_scan import read_sheet
from ewloe_desktop.services import papers
from tests.documents.scanning import as_jpeg, as_pdf, offices, printed, scanned
from tests.faults.amounts import trials
from tests.faults.figures import Figures
from tests.faults.printed import Printed
from tests.services.conftest import School


def test_office_scans_of_our_sheets_are_read_and_name_what_can_be_filed(
    paper_school: School, good_sheets: tuple[Printed, ...], figures: Figures
) -> None:
    count, read = trials(1, 60), 0
    for number, (office, sheet) in enumerate(zip(offices(count), cycle(good_sheets), strict=False)):
        picture = scanned(sheet.pdf, office)
        scan = as_pdf([picture], office.dpi) if number % 2 else as_jpeg(picture)
        (page,) = read_sheet(scan).pages
        found = [paper_school.ask("office", papers.find_sheet, code) for code in page.codes]
        read += page.codes == (sheet.code,) and bool(found[0].sides)
    figures("P1", scans=count, read=read)
    assert read == count


def test_scans_of_foreign_superseded_and_altered_sheets_are_refused(
    paper_school: School, bad_sheets: tuple[Printed, ...], figures: Figures
) -> None:
    count, refused = trials(1, 20), 0
    for office, sheet in zip(offices(count), islice(cycle(bad_sheets), count), strict=True):
        scan = as_pdf([scanned(sheet.pdf, office)], office.dpi)
        (page,) = read_sheet(scan).pages
        (code,) = page.codes
        found = paper_school.ask("office", papers.find_sheet, code)
        on = paper_school.clock.today()
        answer = PaperAnswer(code, Body.HEAD, paper_school.people["head"], on, "Safe", Compared.SAME, scan, "scan.pdf")
        with pytest.raises(RuleBroken) as broken:
            paper_school.do("office", papers.file_paper, answer)
        refused += (found.refused, broken.value.rule, found.sides) == (sheet.rule, sheet.rule, ())
    figures("P2", scans=count, refused=refused)
    assert refused == count


def test_a_pile_of_sheets_in_one_file_is_told_page_by_page(
    good_sheets: tuple[Printed, ...], bad_sheets: tuple[Printed, ...]
) -> None:
    upside_down = scanned(bad_sheets[0].pdf, offices(2)[1])
    told = read_sheet(as_pdf([printed(good_sheets[0].pdf), upside_down])).pages
    assert [page.number for page in told] == [1, 2]
    assert told[0].codes == (good_sheets[0].code,)
    assert told[1].codes[0].startswith("EG1:EG1A:")
    assert all(page.jpeg.startswith(b"\xff\xd8") for page in told)


def test_a_scan_that_is_filed_is_one_of_the_sheet_that_is_named(
    paper_school: School, good_sheets: tuple[Printed, ...]
) -> None:
    scan = as_jpeg(printed(good_sheets[1].pdf))
    answer = PaperAnswer(
        good_sheets[0].code,
        Body.HEAD,
        paper_school.people["head"],
        paper_school.clock.today(),
        "Safe",
        Compared.SAME,
        scan,
        "scan.pdf",
    )
    with pytest.raises(RuleBroken) as refused:
        paper_school.do("office", papers.file_paper, answer)
    assert refused.value.rule == "scan_of_another"
