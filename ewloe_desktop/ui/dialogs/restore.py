"""Putting a copy back: which one, who says so, what would be missing, and only then the exchange."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ewloe_desktop import paths
from ewloe_desktop.domain.errors import Cancelled, Expected
from ewloe_desktop.ui import parts, wording
from ewloe_desktop.ui.dialog import Message, Steps
from ewloe_desktop.ui.dialogs.try_copy import CopyField
from ewloe_desktop.ui.forms import ChoiceField, Form, ListField, PasswordField
from ewloe_desktop.ui.restore_plan import PlanForm
from ewloe_desktop.ui.watched_work import WatchedWork
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.exchanging import Restored
    from ewloe_desktop.services.restoring import RestorePlan
    from ewloe_desktop.services.school import TileFacts

WHICH, WHO, WHAT = range(3)


class RestoreDialog(Steps):
    """Nobody is signed in; until the last button nothing is touched."""

    restored = Signal(str)  # where the register is now
    help_topic = "restoring"

    def __init__(self, parent: QWidget | None, work: Work) -> None:
        title = QCoreApplication.translate("RestoreDialog", "Put a copy back")
        super().__init__(parent, title, width=860, height=640)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._work = work
        self.plan: RestorePlan | None = None
        self.watched = WatchedWork()
        self.add_step(self.tr("Which copy?"), self._which())
        self.add_step(self.tr("Who puts it back?"), self._who())
        self.what = PlanForm()
        self.add_step(self.tr("What would be there, and what would be missing"), self.what)
        self.show_step(WHICH)
        if work.keeper.place:
            work.ask(self.source.offer, work.keeper.copies_at, failed=work.unheard)

    def _which(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        here = self._work.keeper.place
        checked = self.tr("Nothing is touched until the copy was checked from beginning to end.")
        kept = self.tr("What is here now is never deleted: it is kept under another name.") if here else ""
        who = self.tr(
            "Only the head teacher or the chair of governors can put it back. One of them has to be here, with the "
            "password they had on the day the copy was made."
        )
        self.which = Form()
        self.which.add_words(who, "strong")
        self.which.add_words(f"{checked} {kept}".strip())
        self.source = self.which.add(CopyField(self.tr("Copy")))
        self.source.box.setPlaceholderText(self.tr("None found yet: look on the stick"))
        self.other = parts.button(self.tr("Look on a stick or in another folder…"), self._other, icon="folder")
        self.where = WhereForm(here, () if here else [path for path, _why in self._work.keeper.proposed_places()])
        column.addWidget(self.which)
        column.addLayout(parts.row(self.other))
        column.addWidget(self.where)
        return holder

    def _who(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.who = Form()
        self.who.add_words(
            self.tr(
                "The head teacher or the chair of governors signs that the copy is put back: with the password they "
                "had on the day it was made. The list names everybody who could sign in on that day; who is head "
                "teacher or chair is sealed in the copy. Anybody else is refused, and nothing is put back."
            )
        )
        self.person = self.who.add(_SignerField("person", self.tr("Name of the head teacher or the chair"), ()))
        self.person.box.setPlaceholderText(self.tr("Choose a name"))
        self.password = self.who.add(PasswordField("password", self.tr("Your own password")))
        column.addWidget(self.who)
        column.addWidget(self.watched)
        return holder

    def _other(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose the stick or the folder"))
        if folder:
            self.look_in(Path(folder))

    def look_in(self, folder: Path) -> None:
        """Offers the copies in a folder."""
        self._work.ask(self.source.offer, self._work.keeper.copies_at, folder)

    def reject(self) -> None:
        """Takes away what was prepared; not while work is under way, which has a button of its own."""
        if self.watched.under_way:
            return
        self.who.forget_passwords()
        self._work.ask(lambda _none: None, self._work.keeper.give_up_restore, failed=self._work.unheard)
        super().reject()

    def checked(self, number: int) -> bool:
        """Each step asks the keeper before the next one is shown."""
        if self.watched.under_way:
            return False
        if number == WHICH and self.which.check() and self.where.check():
            keeper = self._work.keeper
            self._work.ask(self._offer_people, keeper.copy_tiles, self.source.value(), failed=self._failed)
        elif number == WHO and self.who.check():
            self._prepare()
        elif number == WHAT and self.what.check():
            self._set_busy(True)
            self._work.ask(self._done, self._work.keeper.restore, failed=self._failed)
        return False

    def words_of_next(self, number: int) -> str:
        """What each step's button does."""
        return (self.tr("Continue"), self.tr("Check the copy"), self.tr("Put this copy in its place"))[number]

    def _offer_people(self, tiles: "Sequence[TileFacts]") -> None:
        self.person.set_choices([(tile.person_id, tile.name) for tile in tiles])
        self.person.box.setCurrentIndex(0 if len(tiles) == 1 else -1)
        self.show_step(WHO)

    def _prepare(self) -> None:
        place = self._work.keeper.place or self.where.value()
        self._set_busy(True)
        words, call = self.tr("Bringing the copy in and checking all of it…"), self._work.keeper.prepare_restore
        asked = (self.source.value(), place, self.person.value(), self.password.value())
        self.watched.watch(words, self._work, self._prepared, self._failed, call, *asked)

    def _prepared(self, plan: "RestorePlan") -> None:
        self.watched.end(None)
        self._set_busy(False)
        self.plan = plan
        self.what.show_plan(plan)
        self.show_step(WHAT)

    def _done(self, done: "Restored") -> None:
        self._set_busy(False)
        self.who.forget_passwords()
        self.accept()
        told = [self.tr("The register is back. Sign in to go on; look it over, and say so under Settings.")]
        if done.kept is not None:
            told.append(self.tr("What was here before is kept as {name}.").format(name=done.kept))
        if done.erased:
            people = wording.count(done.erased, self.tr("person"), self.tr("people"))
            told.append(self.tr("What had been erased of {people} since was erased again.").format(people=people))
        self.restored.emit(str(done.place))
        said = Message(self.parentWidget(), self.tr("Put back"), told, [("", self.tr("Go to the sign-in"), "primary")])
        said.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said.open()

    def _failed(self, failure: BaseException) -> None:
        self._set_busy(False)
        self.watched.end(None)
        self.password.forget()
        if isinstance(failure, Cancelled):
            return
        if isinstance(failure, Expected):
            self.show_failure(failure)
        else:
            self._work.unhandled.emit(failure)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.who, self.which, self.where, self.other, self.what, self.next, self.back, self.stop):
            widget.setEnabled(not busy)


class WhereForm(Form):
    """Where the register is put: in the place of the one here, or in one of the proposed folders or any other."""

    def __init__(self, here: str, proposed: Sequence[str]) -> None:
        super().__init__()
        self._paths = list(proposed)
        self.field: ChoiceField | None = None
        if here:
            self.add_words(self.tr("It takes the place of the register here: {place}").format(place=here))
            return
        self.offer(self._paths[0])
        self.choose = parts.button(self.tr("Keep it in another folder…"), self._choose, icon="folder")
        self.column.addLayout(parts.row(self.choose))

    def value(self) -> str:
        """The place that was chosen, "" where a register is here already."""
        return str(self.field.value()) if self.field is not None else ""

    def offer(self, chosen: str) -> None:
        """Offers the places, with this one chosen; warns of a folder that a cloud service copies."""
        if chosen not in self._paths:
            self._paths.append(chosen)
        service = paths.synced_by(chosen)
        warning = self.tr("{service} copies this folder while the program writes in it. Choose another one.")
        hint = warning.format(service=service) if service else ""
        words = self.tr("Where is the register to be kept on this PC?")
        made = ChoiceField("place", words, [(path, path) for path in self._paths], hint)
        made.set_value(chosen)
        if self.field is None:
            self.field = self.add(made)
            return
        self.column.replaceWidget(self.field, made)
        self.field.hide()
        self.field.deleteLater()
        self.field = self.fields["place"] = made
        made.changed.connect(self.changed)

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose the folder for the register"))
        if folder:
            self.offer(str(Path(folder) / Path(self._paths[0]).name))


class _SignerField(ListField):
    """Nobody is chosen beforehand: a copy does not say outside of it who holds which office."""

    def check(self) -> str:
        return "" if self.value() is not None else "not_chosen"
