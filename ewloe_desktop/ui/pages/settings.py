"""Settings: what stands on sheets, how the window looks, your own password, and the register itself."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from ewloe_desktop.settings import is_address
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.autosave import Autosave
from ewloe_desktop.ui.copies_card import CopiesCard
from ewloe_desktop.ui.dialogs.first_start_forms import cycle_field
from ewloe_desktop.ui.dialogs.join_server import server_button
from ewloe_desktop.ui.dialogs.own_password import OwnPasswordDialog
from ewloe_desktop.ui.forms import ChoiceField, Form, ListField, TextField
from ewloe_desktop.ui.page import Around, Page
from ewloe_desktop.ui.picture_field import PictureField
from ewloe_desktop.ui.theme import ZOOMS, Look
from ewloe_desktop.ui.typed import put_back, typed_in

if TYPE_CHECKING:
    from ewloe_desktop.services.school import SchoolFacts

translate = QCoreApplication.translate


class SettingsPage(Page):
    """The school's part is kept in the register as an act; the look is this PC's own and changes at once."""

    key = "settings"
    help_topic = "settings"

    def __init__(self, around: Around) -> None:
        super().__init__(around, translate("SettingsPage", "Settings"))
        self._facts: SchoolFacts | None = None
        self._typed = False
        self._filling = False
        self._wanted: Mapping[str, Any] = {}
        column = self.column = parts.Column(most=820, space=18)
        self.body.addWidget(column)
        self.copies = CopiesCard(self) if CopiesCard.is_for(self) else None
        cards: list[tuple[str, QWidget]] = [
            (self.tr("The school"), self._school_card()),
            (self.tr("How the window looks"), self._look_card()),
            (self.tr("Your password"), self._password_card()),
            (self.tr("The register"), self._register_card()),
        ]
        if self.copies is not None:
            cards.append((self.tr("Copies of the register"), self.copies))
        for title, card in cards:
            column.column.addWidget(parts.label(title, "h2"))
            column.column.addWidget(card)
        column.column.addStretch(1)
        self._autosave = Autosave(self, self.work, "settings", self._words, self._found, self.school.column)
        around.theme.changed.connect(self._show_look)

    def load(self) -> None:
        """Asks for the school's facts."""
        from ewloe_desktop.services.school import show_school

        self.work.read(self._show, show_school)
        if self.copies is not None:
            self.copies.load()

    def restore(self, place: dict[str, Any]) -> None:
        """Goes to the recovery sheet, or asks for a new password."""
        self._wanted = place
        self.refresh()

    # ---- the school

    def _school_card(self) -> QWidget:
        card = self.school = parts.CardFrame(space=16)
        self.form = Form()
        self.form.add(TextField("name", self.tr("Name of the school")))
        self.form.add(TextField("name_cy", self.tr("Name in Welsh"), optional=True))
        self.form.add(TextField("council", self.tr("Council"), optional=True))
        self.form.add(
            TextField(
                "data_protection_contact",
                self.tr("Data-protection contact"),
                self.tr("A name or an address that people can write to"),
                optional=True,
            )
        )
        self.form.add(
            PictureField(
                "crest", self.tr("Crest"), self.tr("A PNG or JPEG picture for the head of sheets made from now on")
            )
        )
        self.form.add(cycle_field())
        self.form.changed.connect(self._now_typed)
        card.column.addWidget(self.form)
        self.why = parts.label("", "quiet")
        self.why.hide()
        card.column.addWidget(self.why)
        self.keep = parts.button(self.tr("Keep these settings"), self._keep, "primary", writes=True)
        self.back = parts.button(self.tr("Put back what was kept"), self._put_back)
        card.column.addLayout(parts.row(self.keep, self.back))
        self._only_if_allowed()
        return card

    def _only_if_allowed(self) -> None:
        if self.around.may("change_settings"):
            return
        for field in self.form.fields.values():
            field.setEnabled(False)
        self.keep.hide()
        self.back.hide()
        from ewloe_desktop.domain.people import MAY, Action, Office

        who = " or ".join(wording.office(o.value) for o in Office if o in MAY[Action.CHANGE_SETTINGS])
        self.why.setText(self.tr("These can be changed by: {who}.").format(who=who))
        self.why.show()

    def _show(self, facts: "SchoolFacts") -> None:
        self._show_register(facts)
        if self._typed and self._facts is not None and facts.seen == self._facts.seen:
            return
        first = self._facts is None
        self._facts = facts
        self._put_back()
        if first and self.around.may("change_settings"):
            self._autosave.begin()

    def _words(self) -> "Mapping[str, object]":
        """What is typed, without the crest: a picture is not kept until it is sent."""
        return typed_in(field for field in self.form.fields.values() if field.name != "crest")

    def _found(self, words: "Mapping[str, object]") -> None:
        put_back(self.form.fields.values(), words)

    def _put_back(self) -> None:
        facts = self._facts
        if facts is None:
            return
        self._filling = True
        self.form.set_values(
            {
                "name": facts.name,
                "name_cy": facts.name_cy,
                "council": facts.council,
                "data_protection_contact": facts.data_protection_contact,
                "crest": facts.crest,
                "cycle_months": facts.cycle_months,
            }
        )
        self.form.show_problems(())
        self._filling = False
        self._typed = False
        self._say_typed()
        self._autosave.touched()

    def _now_typed(self) -> None:
        if not self._filling:
            self._typed = True
            self._say_typed()
            self._autosave.touched()

    def _say_typed(self) -> None:
        self.keep.setEnabled(self._typed)
        self.back.setEnabled(self._typed)

    def _keep(self) -> None:
        from ewloe_desktop.services.school import SchoolAnswer, change_school

        if self._facts is not None and self.form.check():
            answer = SchoolAnswer(**self.form.values())
            self.work.write(self._kept, change_school, self._facts.seen, answer, failed=self._not_kept)

    def _kept(self, facts: "SchoolFacts") -> None:
        self._typed = False
        self._facts = facts
        self._autosave.sent()
        self._put_back()
        self._autosave.begin()
        self.notices.tell(self.tr("Kept. Sheets made from now on show it; earlier ones stay as they were."))

    def _not_kept(self, failure: BaseException) -> None:
        from ewloe_desktop.domain.errors import ChangedMeanwhile

        self.form.show_failure(failure)
        if isinstance(failure, ChangedMeanwhile) and self._facts is not None:
            from dataclasses import replace

            self._facts = replace(self._facts, seen=failure.now)

    # ---- the look

    def _look_card(self) -> QWidget:
        card = parts.CardFrame(space=16)
        form = Form()
        self.scheme = form.add(
            ChoiceField(
                "scheme",
                self.tr("Colours"),
                (
                    ("system", self.tr("As the system")),
                    ("light", self.tr("Light")),
                    ("dark", self.tr("Dark")),
                ),
                across=True,
            )
        )
        sizes = [(zoom, self.tr("{zoom} %").format(zoom=zoom)) for zoom in ZOOMS]
        self.zoom = form.add(ListField("zoom", self.tr("Size of words"), sizes, self.tr("Also Ctrl + and Ctrl −")))
        self.zoom.box.setMaximumWidth(160)
        card.column.addWidget(form)
        self._show_look()
        self.scheme.changed.connect(self._look_chosen)
        self.zoom.changed.connect(self._look_chosen)
        return card

    def _show_look(self) -> None:
        look = self.around.theme.look
        for field, value in ((self.scheme, look.scheme), (self.zoom, look.zoom)):
            field.blockSignals(True)
            field.set_value(value)
            field.blockSignals(False)

    def _look_chosen(self) -> None:
        look = Look(self.scheme.value(), self.zoom.value())
        if look != self.around.theme.look:
            self.around.set_look(look)

    # ---- your password, and the register

    def _password_card(self) -> QWidget:
        card = parts.CardFrame()
        card.column.addWidget(
            parts.label(
                self.tr("Signed in as {name}. Nobody else should know your password.").format(
                    name=self.around.person.name
                )
            )
        )
        self.password = parts.button(self.tr("Change your password…"), self._change_password, writes=True)
        card.column.addLayout(parts.row(self.password))
        return card

    def _change_password(self) -> None:
        dialog = OwnPasswordDialog(self, self.work)
        dialog.ask(lambda _none: self.notices.tell(self.tr("Your password is changed.")))

    def _register_card(self) -> QWidget:
        card = parts.CardFrame()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._told: list[parts.Selectable] = []
        names = (
            self.tr("Register"),
            self.tr("Kept at"),
            self.tr("Begun"),
            self.tr("Acts on record"),
            self.tr("Recovery sheet"),
        )
        for number, name in enumerate(names):
            value = parts.Selectable(name)
            self._told.append(value)
            self._grid.addWidget(parts.label(name, "quiet", wrap=False), number, 0)
            self._grid.addWidget(value, number, 1)
        card.column.addLayout(self._grid)
        self.recovery = parts.button(self.tr("Print the recovery sheet again…"), self._recovery_again, writes=True)
        card.column.addLayout(parts.row(self.recovery, server_button(self)))
        self.recovery.setVisible(
            "head_teacher" in self.around.person.offices and not is_address(self.work.keeper.place)
        )
        check = parts.button(self.tr("Go to the record and check it"), lambda: self.go.emit("journal", {}), "link")
        card.column.addWidget(check)
        return card

    def _show_register(self, facts: "SchoolFacts") -> None:
        checked = self.tr("Two of its groups were typed back") if facts.recovery_checked else self.tr("Not checked yet")
        if is_address(facts.place):
            checked = self.tr("A database has none")
        begun = wording.moment(facts.created_at)
        values = (facts.register_code, facts.place, begun, f"{facts.acts:,}", checked)
        for label, value in zip(self._told, values, strict=True):
            label.setText(value)
        QTimer.singleShot(0, self._go_to_wanted)

    def _recovery_again(self) -> None:
        from ewloe_desktop.ui.dialogs.recovery import RecoveryAgain

        RecoveryAgain(self, self.work, self.notices).open()

    def _go_to_wanted(self) -> None:
        wanted, self._wanted = self._wanted, {}
        if wanted.get("own_password"):
            self._change_password()
        elif wanted.get("recovery"):
            self.column.ensureWidgetVisible(self.recovery)
            self.recovery.setFocus(Qt.FocusReason.OtherFocusReason)
        elif wanted.get("copies") and self.copies is not None:
            self.copies.lead_to(self.column, put_back=bool(wanted.get("put_back")))
