"""The right side of the policies page: how far the approval is, and what this person may do now."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ewloe_desktop.domain.policies import UNDER_WAY, RevisionKind, RevisionPage, StepFacts
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.ladder import Ladder, Rung
from ewloe_desktop.ui.paper_pane import PaperPane

translate = QCoreApplication.translate

FIRST = ("settle", "sign_head", "sign_governors")  # the act that the revision waits for


class ApprovalPane(parts.CardFrame):
    """Ladder and buttons; every button is an act the services allow this person now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, space=12)
        self.column.setContentsMargins(0, 0, 0, 0)
        scroll = self._scroll = parts.Column(self, space=12)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.column.setContentsMargins(20, 18, 16, 16)
        self.column.addWidget(scroll)
        scroll.column.addWidget(parts.label(self.tr("Approval"), "h2"))
        self.ladder = Ladder(self.tr("Steps of the approval"))
        scroll.column.addWidget(self.ladder)
        scroll.column.addSpacing(4)
        self.papers = PaperPane()
        scroll.column.addWidget(self.papers)
        self._acts = QWidget()
        self._acts.setObjectName("scrolled")
        self._row = QVBoxLayout(self._acts)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        scroll.column.addWidget(self._acts)
        self._foot = parts.label("", "small")
        scroll.column.addWidget(self._foot)
        scroll.column.addStretch(1)

    def show_page(self, page: RevisionPage, acts: Mapping[str, Callable[[], None]]) -> None:
        """Shows the steps of a revision and the buttons for what is allowed."""
        self.ladder.show_rungs([rung(step, page) for step in page.steps])
        self._show_buttons(page, acts)
        self._foot.setText(_foot(page))
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its longest button beside a scroll bar, so that it never scrolls sideways."""
        inside = self._scroll.widget()
        wide = inside.minimumSizeHint().width() if inside is not None else 0
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        return QSize(wide + bar + 2 * self.frameWidth(), super().minimumSizeHint().height())

    def _show_buttons(self, page: RevisionPage, acts: Mapping[str, Callable[[], None]]) -> None:
        had = self._acts.isAncestorOf(self.window().focusWidget() or self)
        parts.clear(self._row)
        words = button_words(to_sign=page.revision.state in UNDER_WAY)
        names = [name for name in (*FIRST, *words) if name in acts and _allowed(name, page.can)]
        for name in dict.fromkeys(names):
            role = "primary" if name in FIRST else ""
            button = parts.button(words[name], acts[name], role, writes=name not in ("print", "booklet"))
            self._row.addWidget(button)
            button.ensurePolished()  # before it is measured
        first = self._row.itemAt(0)
        if had and first is not None and (leading := first.widget()) is not None:
            leading.setFocus()


def button_words(*, to_sign: bool = False) -> dict[str, str]:
    """What each act's button says, in the order in which they stand; a sheet still `to_sign` can be signed in ink."""
    printed = translate("ApprovalPane", "Print approval sheet…")
    unsigned = translate("ApprovalPane", "Print the sheet to sign on paper…")
    return {
        "settle": translate("ApprovalPane", "Settle the text…"),
        "sign_head": translate("ApprovalPane", "Sign as Head teacher…"),
        "sign_governors": translate("ApprovalPane", "Sign for the governing body…"),
        "print": unsigned if to_sign else printed,
        "file_paper": translate("ApprovalPane", "File a signed sheet…"),
        "return": translate("ApprovalPane", "Return with a reason…"),
        "edit": translate("ApprovalPane", "Mend the text…"),
        "no_change": translate("ApprovalPane", "Reviewed, no change…"),
        "booklet": translate("ApprovalPane", "Booklet…"),
        "correct": translate("ApprovalPane", "Correct a fact…"),
        "retire": translate("ApprovalPane", "Retire…"),
        "discard": translate("ApprovalPane", "Put the draft away…"),
    }


def _allowed(name: str, can: frozenset[str]) -> bool:
    return name == "file_paper" or ("print" if name == "booklet" else name) in can


def rung(step: StepFacts, page: RevisionPage) -> Rung:
    """A step in words."""
    said = {
        "done": translate("ApprovalPane", "done"),
        "now": translate("ApprovalPane", "now"),
        "returned": translate("ApprovalPane", "returned"),
    }.get(step.state, translate("ApprovalPane", "later"))
    lines = _done_lines(step) if step.state in ("done", "returned") else _waiting_lines(step, page)
    return Rung(wording.step(step.step), tuple(line for line in lines if line), step.state, said)


def _done_lines(step: StepFacts) -> tuple[str, ...]:
    when = wording.day(step.on) if step.on else ""
    line = ", ".join(part for part in (when, step.who) if part)
    if step.state == "returned":
        return (translate("ApprovalPane", "Returned {line}").format(line=line), step.note)
    if step.note == "found":
        return (translate("ApprovalPane", "In use before this register; approval not evidenced"),)
    return (line, step.note)


def _waiting_lines(step: StepFacts, page: RevisionPage) -> tuple[str, ...]:
    now = step.state == "now"
    if step.step == "settled":
        return (
            translate("ApprovalPane", "Settle it when the words are right")
            if "settle" in page.can
            else translate("ApprovalPane", "Not settled yet"),
        )
    if step.step == "head":
        yours = (
            translate("ApprovalPane", "Waiting for you")
            if "sign_head" in page.can
            else translate("ApprovalPane", "Waiting for the head teacher")
        )
        return (yours if now else translate("ApprovalPane", "Signs once the text is settled"),)
    if step.step == "governors":
        return (translate("ApprovalPane", "Chair signs after the meeting: minute number, present and in post"),)
    return (_review_line(page),)


def _review_line(page: RevisionPage) -> str:
    if page.revision.kind is RevisionKind.RETIREMENT:
        return translate("ApprovalPane", "Retired by the governing body's approval")
    years = page.policy.review.cycle_months // 12
    if years == 1:
        return translate("ApprovalPane", "Next review: one year after the governing body's approval")
    return translate("ApprovalPane", "Next review: {years} years after the governing body's approval").format(
        years=years
    )


def _foot(page: RevisionPage) -> str:
    review = page.policy.review
    if page.policy.retired or review.due is None or page.policy.current is None:
        return ""
    told = translate("ApprovalPane", "Review of the text in force: {day}").format(day=wording.day(review.due))
    never = translate("ApprovalPane", "never set, counted from the edition")
    return f"{told} ({never})" if review.never_set else told
