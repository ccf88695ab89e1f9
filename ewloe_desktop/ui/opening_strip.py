"""The red strip over every page while a use of the recovery sheet is not countersigned; with the sheet, its start."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ewloe_desktop.ui import parts, wording

if TYPE_CHECKING:
    from ewloe_desktop.services.sheet_openings import OpeningFacts
    from ewloe_desktop.ui.page import Around


class OpeningStrip(QFrame):
    """Nothing hides it but the chair's signature; whoever holds the sheet records its use here."""

    def __init__(self, around: "Around", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alarm")
        self.around = around
        self.opening: OpeningFacts | None = None
        self._by_sheet = around.person.why_read_only == "sheet"
        across = QHBoxLayout(self)
        across.setContentsMargins(20, 8, 20, 8)
        across.setSpacing(14)
        self.what = parts.label("", "strong")
        self.do = parts.label("")
        column = QVBoxLayout()
        column.setSpacing(2)
        for words in (self.what, self.do):
            column.addWidget(words)
        across.addLayout(column, 1)
        self.act = parts.button("", self._act)
        across.addWidget(self.act)
        self.hide()
        around.work.changed.connect(self.load)
        self.load()

    def load(self) -> None:
        """Asks whether a use of the sheet waits to be countersigned."""
        from ewloe_desktop.services.sheet_openings import show_opening

        self.around.work.read(self._show, show_opening, failed=self.around.work.unheard)

    def _show(self, opening: "OpeningFacts | None") -> None:
        self.opening = opening
        if opening is None:
            self._offer()
            return
        day = wording.day(opening.opened_at.astimezone(wording.LONDON).date())
        what = self.tr("The recovery sheet was used on {day} by {holder}, and nobody has countersigned it yet.")
        self.what.setText(what.format(day=day, holder=opening.holder))
        by = wording.offices(opening.countersigned_by)
        custodian = self.tr("{name} looks after passwords meanwhile.").format(name=opening.custodian)
        told = self.tr("Why: {reason} This strip goes when the {office} has countersigned.")
        told = told.format(reason=opening.reason, office=by.lower())
        self.do.setText(f"{told} {custodian}" if opening.custodian else told)
        mine = bool(set(opening.countersigned_by) & set(self.around.person.offices))
        self.act.setText(self.tr("Countersign…"))
        self.act.setVisible(mine and opening.custodian_id != self.around.person.person_id)
        self._alarm(red=True)

    def _offer(self) -> None:
        """With the sheet alone: what can be done when nobody who gives passwords can sign in."""
        if not self._by_sheet:
            self.hide()
            return
        self.what.setText(self.tr("Can nobody who gives passwords sign in any more?"))
        self.do.setText(self.tr("With the recovery sheet slips can be printed for new passwords. It never signs."))
        self.act.setText(self.tr("Give passwords again…"))
        self.act.show()
        self._alarm(red=False)

    def _alarm(self, *, red: bool) -> None:
        self.setProperty("tone", "bad" if red else "calm")
        for widget in (self, self.what, self.do):
            parts.restyle(widget)
        self.show()
        if red:
            parts.announce(self, f"{self.what.text()} {self.do.text()}")

    def _act(self) -> None:
        from ewloe_desktop.services.people import list_people
        from ewloe_desktop.ui.dialogs.sheet_use import CountersignDialog

        if self.opening is None:
            self.around.work.read(self._begin, list_people)
        else:
            CountersignDialog(self.window(), self.around.work, self.opening).ask()

    def _begin(self, people: Any) -> None:
        from ewloe_desktop.ui.dialogs.sheet_use import BeginOpeningDialog

        BeginOpeningDialog(self.window(), self.around.work, people).ask()
