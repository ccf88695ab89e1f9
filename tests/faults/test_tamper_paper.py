"""Paper that was tampered with: T13, a changed digit in its text, and T14, the code of another sheet."""

from dataclasses import replace
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image

from ewloe_desktop.documents.approval_facts import Proof
from ewloe_desktop.documents.approval_sheet import approval_sheet
from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.papers import Compared, PaperAnswer
from ewloe_desktop.intake.sheet_scan import align, read_sheet
from ewloe_desktop.services import papers
from ewloe_desktop.services.sheet_facts import sheet_facts
from ewloe_desktop.services.standing import fetch
from ewloe_desktop.storage.journal import Event
from ewloe_desktop.storage.policies import Policy, Revision
from tests.documents.scanning import as_jpeg, as_pdf, offices, printed, scanned
from tests.faults.amounts import trials
from tests.faults.figures import Figures
from tests.faults.printed import Printed
from tests.services.conftest import School


def _altered(school: School, sheet: Printed) -> bytes:
    """The same sheet with one digit of its edition changed, and the code left as it is."""
    found = school.ask("office", papers.find_sheet, sheet.code)
    with school.register.reading() as session:
        revision = fetch(session, Revision, found.revision_id)
        event = session.get(Event, found.act)
        assert event is not None
        proof = Proof(school.register.id, found.act, event.mark)
        facts = sheet_facts(
            session, fetch(session, Policy, found.policy_id), revision, head=None, proof=proof, made_by="Office Sampl"
        )
    return approval_sheet(replace(facts, edition="March 2026", made_at=facts.made_at - timedelta(days=2)))


def test_t13_a_changed_digit_in_the_text_is_marked_beside_what_the_register_holds(
    paper_school: School, good_sheets: tuple[Printed, ...], figures: Figures
) -> None:
    stored = paper_school.ask("office", papers.stored_page, good_sheets[0].code)
    forged, count, marked, false = _altered(paper_school, good_sheets[0]), trials(1, 10), 0, 0
    for office in offices(count):
        office = replace(office, dpi=200, stroke=-1)
        scan = as_pdf([scanned(forged, office)], office.dpi)
        (page,) = read_sheet(scan).pages
        facts = dict(paper_school.ask("office", papers.find_sheet, page.codes[0]).rows)
        assert facts["Edition"] == "March 2024"
        boxes = align(scan, 1, stored).boxes
        marked += any(_at_the_edition(box) for box in boxes)
        false += sum(not _at_the_edition(box) for box in boxes)
        if count > 1:
            unchanged = as_pdf([scanned(good_sheets[0].pdf, office)], office.dpi)
            false += len(align(unchanged, 1, stored).boxes)
    figures("T13", scans=count, digits_marked=marked, marked_without_cause=false)
    assert (marked, false) == (count, 0)


def _at_the_edition(box: tuple[float, float, float, float]) -> bool:
    x, y, w, h = box
    return 0.4 < x < 0.6 and 0.15 < y < 0.25 and w < 0.04 and h < 0.03


def test_t14_the_code_of_another_sheet_leads_to_that_sheet_and_two_codes_are_refused(
    paper_school: School, good_sheets: tuple[Printed, ...], figures: Figures
) -> None:
    count, told = trials(1, 10), 0
    for office in offices(count):
        office = replace(office, stroke=-1)
        pasted = scanned(_with_codes_of(good_sheets[1].pdf, good_sheets[0].pdf, both=True), office)
        found = paper_school.ask("office", papers.find_sheet, read_sheet(as_pdf([pasted])).pages[0].codes[0])
        told += found.title == "Visitors Policy"  # the paper says Staff Phones Policy: shown side by side
    figures("T14", scans=count, told=told)
    assert told == count
    scan = as_jpeg(_with_codes_of(good_sheets[1].pdf, good_sheets[0].pdf, both=False))
    (page,) = read_sheet(scan).pages
    assert (len(page.codes), page.found) == (2, 2)
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
    assert refused.value.rule == "codes_differ"


def _with_codes_of(other: bytes, pdf: bytes, *, both: bool) -> Image.Image:
    """A printed sheet with another one's code pasted over its own: over both, or over the lower one."""
    sheet, source = printed(pdf), printed(other)
    (code, *_) = zxingcpp.read_barcodes(source)
    at = code.position
    cut = source.crop((at.top_left.x - 20, at.top_left.y - 20, at.bottom_right.x + 20, at.bottom_right.y + 20))
    own = sorted(zxingcpp.read_barcodes(sheet), key=lambda one: one.position.top_left.y)
    for place in own if both else own[-1:]:
        sheet.paste(cut, (place.position.top_left.x - 20, place.position.top_left.y - 20))
    return sheet


def test_a_box_that_is_empty_or_not_on_the_paper_is_told(
    paper_school: School, good_sheets: tuple[Printed, ...]
) -> None:
    stored = paper_school.ask("office", papers.stored_page, good_sheets[0].code)
    sheet = printed(stored)
    gone = sheet.copy()
    gone.paste(255, (0, round(sheet.height * 0.465), sheet.width, round(sheet.height * 0.742)))
    for office in offices(trials(1, 20)):
        told = [
            dict(align(as_pdf([scanned(page, office, signed=signed)], office.dpi), 1, stored).ink)
            for page, signed in ((sheet, False), (sheet, True), (gone, True))
        ]
        assert told == [
            {"head": "empty", "governors": "empty"},
            {"head": "written", "governors": "empty"},
            {"head": "written", "governors": "missing"},
        ]
