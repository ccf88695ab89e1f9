"""A policy signed with a pen: its sheet is printed, signed by both, scanned, filed by the office, half confirmed."""

from dataclasses import replace
from datetime import date

from ewloe_desktop.cli.demo import cast
from ewloe_desktop.cli.demo.ink import GOVERNORS, HEAD, scan_of
from ewloe_desktop.cli.demo.stage import Stage
from ewloe_desktop.cli.saying import say
from ewloe_desktop.domain.approvals import Body, Capacity, Forum, Meeting
from ewloe_desktop.domain.papers import Compared, PaperAnswer, PaperConfirm, PaperFacts
from ewloe_desktop.domain.policies import RevisionFacts

_MINUTE = "8.1"


def tell_papers(stage: Stage) -> tuple[RevisionFacts, dict[str, bytes]]:
    """The head teacher's side is confirmed by the clerk; the governing body's still waits for somebody's check."""
    from ewloe_desktop.services.sheets import approval_sheet
    from ewloe_desktop.services.showing import show_revision

    stage.clock.go_to(3, "12:05")
    draft = stage.bring(cast.OFFICE, "walking-to-school-policy.txt")
    settled = stage.settle(cast.OFFICE, draft, "")
    title = stage.read(show_revision, settled.id).policy.title
    unsigned = stage.read(approval_sheet, settled.id).content
    stage.tell("paper_printed", who=cast.OFFICE.name, title=title)
    scan = scan_of(unsigned, HEAD + GOVERNORS)
    signed_on = stage.clock.today()
    stage.clock.go_to(2, "09:10")
    head, governors = _filed(stage, settled, scan, signed_on)
    stage.clock.go_to(2, "10:20")
    _confirm(stage, head)
    signed = stage.read(approval_sheet, governors.revision_id).content
    return settled, {
        "39-sheet-to-sign-in-ink.pdf": unsigned,
        "40-scan-of-the-signed-sheet.jpg": scan,
        "41-head-teacher-signed-in-ink.pdf": signed,
    }


def _filed(stage: Stage, settled: RevisionFacts, scan: bytes, signed_on: date) -> tuple[PaperFacts, PaperFacts]:
    """The office reads the code on the scan and files both sides of the one paper."""
    from ewloe_desktop.intake.sheet_scan import read_sheet
    from ewloe_desktop.services.papers import file_paper, find_sheet, prepare_paper

    stage.enter(cast.OFFICE)
    (code,) = read_sheet(scan, "signed sheet.jpg").pages[0].codes
    found = stage.read(find_sheet, code)
    stage.tell("paper_read", code=found.code, title=found.title)
    in_post = stage.read(prepare_paper, settled.id, Body.GOVERNORS).governors_in_post
    signer, kept = stage.ids[cast.HEAD.name], say("demo_paper_kept")
    head = PaperAnswer(found.code, Body.HEAD, signer, signed_on, kept, Compared.SAME, scan, "signed sheet.jpg")
    governors = replace(
        head,
        body=Body.GOVERNORS,
        signer_id=stage.ids[cast.CHAIR.name],
        capacity=Capacity.CHAIR,
        meeting=Meeting(Forum.FULL, signed_on, _MINUTE, in_post - 1, in_post),
    )
    filed = []
    for answer, part in ((head, cast.HEAD), (governors, cast.CHAIR)):
        filed.append(stage.act(file_paper, answer))
        stage.tell("paper_filed", who=cast.OFFICE.name, signer=part.name, title=found.title)
    return filed[0], filed[1]


def _confirm(stage: Stage, paper: PaperFacts) -> None:
    """The clerk looks at it, and confirms it with her own password."""
    from ewloe_desktop.services.papers import confirm_paper

    clerk = cast.CLERK.name
    stage.enter(cast.CLERK)
    receipt = stage.act(confirm_paper, paper.id, paper.seen, PaperConfirm(stage.ids[clerk], stage.passwords[clerk]))
    stage.tell("paper_confirmed", who=clerk, what=receipt.what, act=receipt.act, code=receipt.code)
