"""People: everybody with their offices at the left, one person at the right."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QSplitter

from ewloe_desktop.ui import parts, theme, wording
from ewloe_desktop.ui.cards import Card, CardList, CardsModel
from ewloe_desktop.ui.page import Around, Page
from ewloe_desktop.ui.person_pane import PersonPane

if TYPE_CHECKING:
    from ewloe_desktop.services.people import PersonFacts, PersonRow, TermFacts

_PAUSE = 180


class PeoplePage(Page):
    """Shows who may do what, and lets those who may change it."""

    key = "people"
    help_topic = "people"

    def __init__(self, around: Around) -> None:
        super().__init__(around, QCoreApplication.translate("PeoplePage", "People"))
        self._wanted = self._here = ""
        self._asked = 0
        add = self.add_action(parts.button(self.tr("Add a person…"), self._add, icon="add", writes=True))
        add.setVisible(around.may("add_person"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search people"))
        self.search.setAccessibleName(self.tr("Search people"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(theme.icon("search", theme.colours().quiet), QLineEdit.ActionPosition.LeadingPosition)
        self._model: CardsModel[PersonRow] = CardsModel(self._card)
        self._model.setParent(self)
        self.cards = CardList(self._model, self.tr("People"))
        self.pane = PersonPane()
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self.load)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.cards.chosen.connect(self._chosen)
        self.pane.end_wanted.connect(self._end)

    def _lay_out(self) -> None:
        left = parts.CardFrame(space=12)
        left.column.setContentsMargins(12, 14, 8, 8)
        left.column.addWidget(self.search)
        left.column.addWidget(self.cards, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(14)
        for place, (widget, least, share) in enumerate(((left, 260, 4), (self.pane, 360, 6))):
            widget.setMinimumWidth(least)
            self._split.addWidget(widget)
            self._split.setStretchFactor(place, share)
        self._split.setSizes([400, 600])
        self.body.addWidget(self._split, 1)
        self.pane.hide()

    def load(self) -> None:
        """Asks for everybody."""
        from ewloe_desktop.services.people import list_people

        self._asked += 1
        asked = self._asked
        self.work.read(lambda rows: self._show(asked, rows), list_people, self.search.text().strip())

    def place(self) -> dict[str, Any]:
        """The person in sight."""
        return {"person_id": self.pane.person.row.id} if self.pane.person else {}

    def restore(self, place: dict[str, Any]) -> None:
        """Goes to a person."""
        self._wanted = str(place.get("person_id", ""))
        self.refresh()

    def find_words(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _show(self, asked: int, rows: "Sequence[PersonRow]") -> None:
        if asked != self._asked:
            return
        wanted = self._wanted or self._here or self.around.person.person_id
        self._wanted = ""
        self.cards.blockSignals(True)
        self._model.show(rows)
        found = self.cards.choose(lambda row: row.id == wanted)
        if not found and rows:
            self.cards.choose(lambda row: row.id == rows[0].id)
        self.cards.blockSignals(False)
        self._chosen(self.cards.current())

    def _chosen(self, row: "PersonRow | None") -> None:
        from ewloe_desktop.services.people import show_person

        if row is not None:
            self._here = row.id
            self.work.read(self._show_person, show_person, row.id)

    def _show_person(self, person: "PersonFacts") -> None:
        self.pane.show()
        self.pane.show_person(person, self._acts(), by_sheet=self.around.person.why_read_only == "sheet")
        if person.key is None or person.key.status == "awaiting":
            from ewloe_desktop.services.key_helpers import key_helpers

            told: Callable[[Any], None] = lambda found: self.pane.show_helpers(person.row.id, found)  # noqa: E731
            self.work.read(told, key_helpers, person.row.id)

    def _acts(self) -> dict[str, Callable[[], None]]:
        return {
            "enrol": self._enrol,
            "confirm_key": self._confirm,
            "change_password": self._own_password,
            "recover": self._recover,
            "renew_code": self._renew_code,
            "slip": self._slip,
            "use_slip": self._use_slip,
            "void_slip": self._void_slip,
            "revoke": self._revoke,
            "grant": self._grant,
            "rename": self._change,
            "leave": self._leave,
        }

    @property
    def _shown(self) -> "PersonFacts":
        assert self.pane.person is not None
        return self.pane.person

    def _add(self) -> None:
        from ewloe_desktop.ui.dialogs.person import PersonDialog

        PersonDialog(self, self.work).ask(self._go_to)

    def _change(self) -> None:
        from ewloe_desktop.ui.dialogs.person import PersonDialog

        PersonDialog(self, self.work, self._shown).ask(self._go_to)

    def _leave(self) -> None:
        from ewloe_desktop.ui.dialogs.person import LeaveDialog

        LeaveDialog(self, self.work, self._shown).ask(self._go_to)

    def _confirm(self) -> None:
        from ewloe_desktop.ui.dialogs.confirm_key import ConfirmKeyDialog

        ConfirmKeyDialog(self, self.work, self._shown).ask(self._go_to)

    def _grant(self) -> None:
        from ewloe_desktop.ui.dialogs.grant_office import GrantDialog

        asked = GrantDialog(self, self.work, self._shown)
        asked.ask(lambda person: self._given(asked.said, person))

    def _given(self, said: str, person: "PersonFacts") -> None:
        self._go_to(person)
        self.notices.tell(said)

    def _end(self, term: "TermFacts") -> None:
        from ewloe_desktop.ui.dialogs.grant_office import EndDialog

        EndDialog(self, self.work, self._shown, term).ask(self._go_to)

    def _enrol(self) -> None:
        from ewloe_desktop.ui.dialogs.enrol import EnrolDialog

        EnrolDialog.ask(self, self.work, self.notices, self._shown)

    def _recover(self) -> None:
        from ewloe_desktop.ui.dialogs.enrol import RecoverDialog

        RecoverDialog(self, self.work, self.notices, self._shown).begin(self._go_to)

    def _renew_code(self) -> None:
        from ewloe_desktop.ui.dialogs.new_code import NewCodeDialog

        NewCodeDialog(self, self.work, self.notices, self._shown).begin(self._go_to)

    def _slip(self) -> None:
        from ewloe_desktop.ui.dialogs.slip import SlipDialog

        SlipDialog(self, self.work, self.notices, self._shown).begin(self._go_to)

    def _use_slip(self) -> None:
        from ewloe_desktop.ui.dialogs.slip import UseSlipDialog

        UseSlipDialog(self, self.work, self.notices, self._shown).begin(self._go_to)

    def _void_slip(self) -> None:
        from ewloe_desktop.services.slips import void_slip

        self.work.write(self._go_to, void_slip, self._shown.row.id, self._shown.row.seen)

    def _revoke(self) -> None:
        from ewloe_desktop.ui.dialogs.doubts import RevokeDialog

        RevokeDialog(self, self.work, self._shown).ask(self._go_to)

    def _own_password(self) -> None:
        self.go.emit("settings", {"own_password": True})

    def _go_to(self, person: "PersonFacts") -> None:
        self._wanted = person.row.id
        self.refresh()

    def _card(self, row: "PersonRow") -> Card:
        offices = wording.offices(row.named) if row.offices else wording.kind(row.kind.value)
        return Card(row.name, offices, *self._sign_in(row))

    def _sign_in(self, row: "PersonRow") -> tuple[str, str]:
        if row.left_on is not None:
            return self.tr("Left on {day}").format(day=wording.day(row.left_on)), "calm"
        if not row.can_sign_in:
            return self.tr("Cannot sign in"), "calm"
        known = {
            "confirmed": (self.tr("Can sign"), "ok"),
            "enrolled": (self.tr("Can sign · not yet confirmed"), "warn"),
            "awaiting": (self.tr("Must be confirmed first"), "warn"),
        }
        return known.get(row.key_status, (self.tr("Cannot sign"), "calm"))
