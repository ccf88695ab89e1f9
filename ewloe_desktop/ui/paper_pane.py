"""Where a revision's sheets on paper stand, beside its approval: filed, confirmed or refused, and what can be done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ewloe_desktop.domain.approvals import Body
from ewloe_desktop.domain.papers import PaperFacts, PaperState
from ewloe_desktop.ui import paper_words, parts


class PaperPane(QWidget):
    """One line for the newest filing of each side, and the ways on."""

    look_wanted = Signal(str)  # a filing's id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.may_look = False  # whether this person may see the scan of what was answered
        self.hide()

    def show_papers(self, papers: Sequence[PaperFacts]) -> None:
        """Shows where they stand, the head teacher's side first."""
        parts.clear(self._column)
        newest: dict[Body, PaperFacts] = {}
        for paper in papers:
            newest.setdefault(paper.body, paper)
        for side in Body:
            if side in newest:
                self._add(newest[side])
        self.setVisible(bool(newest))
        self.updateGeometry()

    def _add(self, paper: PaperFacts) -> None:
        words, tone = paper_words.standing(paper)
        badge = {
            PaperState.FILED: self.tr("On paper: filed"),
            PaperState.CONFIRMED: self.tr("On paper: confirmed"),
            PaperState.REFUSED: self.tr("On paper: refused"),
        }[paper.state]
        self._column.addWidget(parts.badge(badge, tone))
        self._column.addWidget(parts.label(words))
        said, role = self._way_on(paper)
        if said:
            look = partial(self.look_wanted.emit, paper.id)
            button = parts.button(said, look, role, writes=role == "primary")
            button.setAccessibleName(f"{said.rstrip('…')}: {paper_words.body(paper.body)}")
            self._column.addWidget(button)

    def _way_on(self, paper: PaperFacts) -> tuple[str, str]:
        """What the button of a filing says, if this person has one, and its role."""
        if paper.state is PaperState.FILED and not paper.refused:
            return self.tr("Check and confirm the sheet…"), "primary"
        if paper.refused == "filed_yourself":
            return self.tr("Look at what you filed…"), ""
        return (self.tr("Look at the signed sheet…"), "link") if self.may_look and paper.scan_id else ("", "")
