"""What filing a signed sheet is about, and its answers: one for each side that signed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from ewloe_desktop.domain.approvals import Body, SigningFacts
from ewloe_desktop.domain.papers import Compared, PaperAnswer
from ewloe_desktop.domain.policies import RevisionKind
from ewloe_desktop.ui.dialogs.governors import MeetingForm, ReviewForm
from ewloe_desktop.ui.field import Field
from ewloe_desktop.ui.forms import Form
from ewloe_desktop.ui.paper_steps import InkForm, PaperAgainForm
from ewloe_desktop.ui.scan_field import Scan

if TYPE_CHECKING:
    from datetime import date

    from ewloe_desktop.domain.papers import SheetFound

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class ToFile:
    """A sheet as the register knows it, and for each side that can be filed what the pages show."""

    found: "SheetFound"
    facts: Mapping[Body, SigningFacts]
    reviewed: bool  # whether its next review is asked for: not when a policy is retired


def read_to_file(session: Any, actor: Any, code: str, scan: bytes | None = None) -> ToFile:
    """Everything the pages show, in one look at the register."""
    from ewloe_desktop.services.papers import find_sheet, prepare_paper, with_scan
    from ewloe_desktop.services.showing import show_revision

    found = with_scan(session, actor, find_sheet(session, actor, code), scan)
    sides = (*found.sides, Body.GOVERNORS) if Body.HEAD in found.sides else found.sides
    facts = {side: prepare_paper(session, actor, found.revision_id, side) for side in dict.fromkeys(sides)}
    kind = show_revision(session, actor, found.revision_id).revision.kind if facts else ""
    return ToFile(found, facts, kind != RevisionKind.RETIREMENT)


def fields_of(forms: Iterable[Form]) -> list[Field]:
    """Every field of these pages, in order."""
    return [field for form in forms for field in form.fields.values()]


def title_of(form: Form) -> str:
    """What a page about a side is called."""
    if isinstance(form, InkForm):
        head = translate("PaperJourney", "The head teacher's signature")
        return head if form.body is Body.HEAD else translate("PaperJourney", "The governing body's signature")
    if isinstance(form, MeetingForm):
        return translate("PaperJourney", "The meeting that decided")
    review = translate("PaperJourney", "When is it reviewed next?")
    return review if isinstance(form, ReviewForm) else translate("PaperJourney", "Who reads it again?")


class SidePages:
    """The pages about the sides that signed, in order, and what they answer."""

    def __init__(self, to_file: ToFile, sides: Sequence[Body], today: "date") -> None:
        self.ink = {side: InkForm(to_file.facts[side], today) for side in sides}
        head = to_file.facts[Body.HEAD] if Body.HEAD in self.ink else None
        self.again = PaperAgainForm(head.readers) if head is not None and head.readers else None
        self.meeting = self.review = None
        if Body.GOVERNORS in self.ink:
            facts = to_file.facts[Body.GOVERNORS]
            self.meeting = MeetingForm(facts, today)
            self.review = ReviewForm(facts) if to_file.reviewed else None

    @property
    def forms(self) -> tuple[Form, ...]:
        """Every page."""
        head, governors = self.ink.get(Body.HEAD), self.ink.get(Body.GOVERNORS)
        wanted: tuple[Form | None, ...] = (head, self.again, governors, self.meeting, self.review)
        return tuple(form for form in wanted if form is not None)

    def lines(self, form: Form) -> list[tuple[str, str]]:
        """One page in words, for the check page."""
        return form.lines() if isinstance(form, InkForm | MeetingForm | ReviewForm | PaperAgainForm) else []

    def answer(self, side: Body, code: str, kept_at: str, scan: Scan | None) -> PaperAnswer:
        """What is filed for one side; only after every page was checked."""
        signer, _name, _office = self.ink[side].signer
        on = self.ink[side].signed_on.value()
        compared = Compared.SAME if scan is not None else Compared.NOT_COMPARED
        content, name = (scan.content, scan.name) if scan is not None else (None, "")
        if side is Body.HEAD or self.meeting is None:
            minor = self.again is not None and bool(self.again.minor.value())
            return PaperAnswer(code, side, signer, on, kept_at, compared, content, name, minor=minor)
        months = self.review.months if self.review is not None else None
        return PaperAnswer(
            code,
            side,
            signer,
            on,
            kept_at,
            compared,
            content,
            name,
            capacity=self.meeting.capacity.value(),
            meeting=self.meeting.meeting,
            cycle_months=months,
            review_on=self.review.review_on if self.review is not None else None,
            review_reason=self.review.reason.value() if self.review is not None and not months else "",
        )
