"""How a sheet on paper is told in the window: what its code turns out to be, and where its filing stands."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.errors import RuleBroken
from ewloe_desktop.domain.papers import PaperState, SheetStanding
from ewloe_desktop.ui import wording

if TYPE_CHECKING:
    from ewloe_desktop.domain.papers import PaperFacts, SheetFound
    from ewloe_desktop.services.today_items import TodayItem
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
OWN = frozenset({"paper_waits", "paper_waits_governors"})
KINDS = OWN | {"paper_refused", "waiting_paper"}


def body(side: Body) -> str:
    """Whose side of an approval it is."""
    if side is Body.HEAD:
        return translate("PaperWords", "Head teacher")
    return translate("PaperWords", "Governing body")


def box_warning(ink: Mapping[str, str], sides: Collection[Body]) -> str:
    """What is wrong with the boxes to sign on a scan: any that is not there, and an empty one of these sides."""
    missing = {
        Body.HEAD: translate("PaperWords", "The head teacher's box is not on this paper."),
        Body.GOVERNORS: translate("PaperWords", "The governing body's box is not on this paper."),
    }
    empty = {
        Body.HEAD: translate("PaperWords", "Nothing seems to be written in the head teacher's box."),
        Body.GOVERNORS: translate("PaperWords", "Nothing seems to be written in the governing body's box."),
    }
    told = [missing[side] for side in Body if ink.get(side.value) == "missing"]
    told += [empty[side] for side in Body if side in sides and ink.get(side.value) == "empty"]
    return " ".join(told)


def verdict(found: "SheetFound") -> tuple[str, str, bool]:
    """What a code turned out to be: the headline, what to do, and whether it is as it should be."""
    if found.standing is not SheetStanding.OWN:
        title, words = _stranger(found.standing)
        beyond = found.refused == "sheet_beyond"
        return title, wording.error(RuleBroken(found.refused)).what if beyond else words, False
    what = f"{found.title}, {found.label}" if found.title else found.what
    if found.superseded:
        return translate("PaperWords", "This sheet is superseded: {what}").format(what=what), found.superseded, False
    return translate("PaperWords", "A sheet of this register: {what}").format(what=what), "", True


def older(found: "SheetFound") -> str:
    """Says of a genuine sheet that a newer one of the same text was made since; "" for the newest."""
    words = translate(
        "PaperWords", "An older sheet of this text: it was made before what was signed since. The newest is act {act}."
    )
    return words.format(act=f"{found.newest:,}") if found.newest else ""


def _stranger(standing: SheetStanding) -> tuple[str, str]:
    return {
        SheetStanding.FOREIGN: (
            translate("PaperWords", "This sheet belongs to another register"),
            translate(
                "PaperWords", "It was printed by another school, or from a register made anew. Look at its head."
            ),
        ),
        SheetStanding.UNKNOWN: (
            translate("PaperWords", "No act of this register has this code"),
            translate(
                "PaperWords",
                "If you typed it, look at each letter again. If it was read from the paper, the paper was not printed "
                "from this register as it is now: keep the paper and tell the head teacher.",
            ),
        ),
        SheetStanding.ALTERED: (
            translate("PaperWords", "The code on this sheet was altered"),
            translate(
                "PaperWords",
                "It names an act of this register, but with another mark. Keep the paper as it is, do not sign or "
                "file it, and tell the head teacher.",
            ),
        ),
    }[standing]


def why_not(rule: str) -> str:
    """Why a person cannot do it; "" when they can."""
    if rule == "may_not":
        return translate("PaperWords", "The clerk, the chair or the head teacher confirms it.")
    return wording.error(RuleBroken(rule)).what if rule else ""


def cannot_file(found: "SheetFound") -> str:
    """Why nothing can be filed with a sheet that is as it should be; "" when something can."""
    if found.refused:
        return wording.error(RuleBroken(found.refused, facts={"why": found.superseded or found.answered})).what
    if not found.sides:
        return translate("PaperWords", "Nothing waits to be signed on this sheet. Nothing can be filed with it.")
    return ""


def standing(paper: "PaperFacts") -> tuple[str, str]:
    """Where a filing stands, in a sentence, and its tone."""
    side = body(paper.body)
    if paper.state is PaperState.FILED:
        words = translate(
            "PaperWords",
            "{side}, on paper: filed by {who}, waits for the clerk, the chair or the head teacher to confirm it",
        )
        if paper.refused == "filed_yourself":
            words = translate("PaperWords", "{side}, on paper: filed by you, waits for somebody else to confirm it")
        return words.format(side=side, who=paper.filed_by), "warn"
    when = wording.day(paper.answered_at.date()) if paper.answered_at else ""
    if paper.state is PaperState.CONFIRMED:
        words = translate("PaperWords", "{side}, on paper: confirmed by {who}, {day}")
        return words.format(side=side, who=paper.answered_by, day=when), "ok"
    words = translate("PaperWords", "{side}, on paper: refused by {who}, {day}: {reason}")
    return words.format(side=side, who=paper.answered_by, day=when, reason=paper.reason), "bad"


def follow(page: "Page", item: "TodayItem") -> None:
    """Where a line of Today leads: to the check of the sheet, or to where its filing stands."""
    from ewloe_desktop.ui.dialogs.confirm_paper import ask_confirming

    if item.kind in OWN:
        ask_confirming(page, page.work, page.notices, item.paper_id)
    else:
        page.go.emit("policies", {"policy_id": item.policy_id, "revision_id": item.revision_id})


def ways() -> dict[str, str]:
    """What the buttons of Today's lines say."""
    return {
        "paper_waits": translate("PaperWords", "Check and confirm…"),
        "paper_waits_governors": translate("PaperWords", "Check and confirm…"),
        "paper_refused": translate("PaperWords", "See the reason"),
    }


def filed(paper: "PaperFacts") -> str:
    """One filing in a line."""
    words = translate("PaperWords", "{side}: signed in ink by {signer}, {day}")
    return words.format(side=body(paper.body), signer=paper.signer, day=wording.day(paper.signed_on))
