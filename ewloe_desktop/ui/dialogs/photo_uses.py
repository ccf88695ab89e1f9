"""The school's own list of uses for pictures, and the words people are told before they answer."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from ewloe_desktop.domain.errors import FieldProblem
from ewloe_desktop.ui import dialog, parts, picture_words, theme, wording
from ewloe_desktop.ui.asking import FormDialog
from ewloe_desktop.ui.fields import CheckField, ChoiceField, ListField, TextField, WordsField
from ewloe_desktop.ui.read_box import ReadBox
from ewloe_desktop.ui.tables import Column, RowsModel, Table
from ewloe_desktop.ui.work import Work

if TYPE_CHECKING:
    from ewloe_desktop.services.photo_uses import UseFacts, WordingFacts
    from ewloe_desktop.ui.page import Page

translate = QCoreApplication.translate
# As services.photo_uses has them; that module is brought in only when somebody acts.
MEDIA = ("screen", "print", "press", "wall")
BASES = ("not_decided", "consent", "public_task", "legitimate_interests")


class UsesDialog(dialog.Dialog):
    """The list and the words now; each change is an act of its own."""

    help_topic = "photo_uses"
    idle_seconds = dialog.IDLE_READING

    def __init__(self, page: "Page") -> None:
        title = translate("UsesDialog", "Uses of pictures, and what people are told")
        super().__init__(page, title, width=1080, height=700)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page, self.work, self.notices = page, page.work, page.notices
        self.wording: WordingFacts | None = None
        self._lay_out()
        self.work.changed.connect(self.load)

    @classmethod
    def ask(cls, page: "Page") -> "UsesDialog":
        """Opens it and asks for the list and the words."""
        asked = cls(page)
        asked.load()
        asked.open()
        asked.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return asked

    def load(self) -> None:
        """Asks for the list and the words."""
        from ewloe_desktop.services.photo_uses import show_wording

        self.work.read(self._show_uses, _every_use)
        self.work.read(self._show_wording, show_wording)

    def _lay_out(self) -> None:
        columns: tuple[Column[UseFacts], ...] = (
            Column(translate("UsesDialog", "Use"), lambda use: use.name),
            Column(translate("UsesDialog", "Who sees it"), lambda use: picture_words.seen_by(use.published), width=24),
            Column(translate("UsesDialog", "Lawful basis noted"), lambda use: picture_words.basis(use.basis), width=22),
            Column(translate("UsesDialog", "State"), _state, width=26),
        )
        self.model: RowsModel[UseFacts] = RowsModel(columns)
        self.model.setParent(self)
        self.table = Table(self.model, self.tr("Uses of pictures"))
        self.table.setMinimumHeight(theme.scaled(150))
        self.table.opened.connect(lambda _use: self.change())
        self.body.addWidget(self.table, 3)
        self.told = ReadBox(self.tr("What people are told"), "")
        self.body.addWidget(self.told, 2)
        add = parts.button(self.tr("Add a use…"), self.add, "primary", writes=True)
        change = parts.button(self.tr("Change this use…"), self.change, writes=True)
        words = parts.button(self.tr("Change what people are told…"), self.change_words, writes=True)
        may = self.page.around.may("change_settings")
        acts = (add, change, words) if may else ()
        self.add_buttons(*acts, None, parts.button(self.tr("Close"), self.reject))

    def _show_uses(self, uses: "Sequence[UseFacts]") -> None:
        before = self.table.current()
        self.model.show(uses)
        if before is None or not self.table.choose(lambda use: use.id == before.id):
            self.table.selectRow(0)

    def _show_wording(self, told: "WordingFacts") -> None:
        self.wording = told
        title = self.tr("What people are told — wording {number}, since {day}")
        self.told.show_words(title.format(number=told.number, day=wording.day(told.since)), told.text)

    def add(self) -> None:
        """Adds a use."""
        UseDialog(self, self.work).ask(self._kept)

    def change(self) -> None:
        """Changes the use in sight."""
        use = self.table.current()
        if use is not None and self.page.around.may("change_settings"):
            UseDialog(self, self.work, use).ask(self._kept)

    def change_words(self) -> None:
        """New words, which end every earlier yes."""
        if self.wording is not None:
            WordingDialog(self, self.work, self.wording).ask(self._words_kept)

    def _kept(self, use: "UseFacts") -> None:
        self.notices.tell(self.tr("Kept: {use}").format(use=use.name))

    def _words_kept(self, told: "WordingFacts") -> None:
        words = self.tr("Wording {number} is what people are told from today. Ask everybody again.")
        self.notices.tell(words.format(number=told.number))


class UseDialog(FormDialog):
    """One use: its name, who sees it, what carries it, the lawful basis the school notes, and whether it has ended."""

    help_topic = "photo_uses"

    def __init__(self, parent: QWidget | None, work: Work, use: "UseFacts | None" = None) -> None:
        title = translate("UseDialog", "Change a use") if use else translate("UseDialog", "Add a use")
        super().__init__(parent, work, title, translate("UseDialog", "Keep this use"), width=700)
        self._use = use
        form = self.form
        form.add(TextField("name", self.tr("What is the use called?"), self.tr("As it stands on the form")))
        form.add(TextField("name_cy", self.tr("Its name in Welsh"), optional=True))
        outside = self.tr("Then nothing in which children or the setting can be recognised is ever permitted")
        choices = (
            (True, self.tr("Also people outside the school"), outside),
            (False, self.tr("Only people inside the school")),
        )
        form.add(ChoiceField("published", self.tr("Who can see it?"), choices))
        media = [(medium, picture_words.medium(medium)) for medium in MEDIA]
        form.add(ListField("medium", self.tr("What carries the picture?"), media))
        hint = self.tr("What the school has decided, with its data-protection contact. It never replaces a yes.")
        bases = [(basis, picture_words.basis(basis)) for basis in BASES]
        form.add(ListField("basis", self.tr("Lawful basis noted for this use"), bases, hint))
        if use is not None:
            self.seen = use.seen
            form.add(CheckField("ended", self.tr("Pictures are no longer put to this use")))
            lapses = self.tr("When who sees it or what carries it is changed, every yes to this use lapses.")
            form.add_words(lapses, "quiet")
            values = {name: getattr(use, name) for name in ("name", "name_cy", "published", "medium", "basis")}
            form.set_values(values | {"ended": use.ended_on is not None})

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Adds or changes it."""
        from ewloe_desktop.services.photo_uses import UseAnswer, keep_use

        use_id, seen = (self._use.id, self.seen) if self._use else (None, None)
        return keep_use, (UseAnswer(**values, use_id=use_id, seen=seen),)


class WordingDialog(FormDialog):
    """New words for everybody; said plainly before that every earlier yes lapses."""

    help_topic = "photo_uses"

    def __init__(self, parent: QWidget | None, work: Work, told: "WordingFacts") -> None:
        title = translate("WordingDialog", "Change what people are told")
        act = translate("WordingDialog", "Change it and let every yes lapse")
        super().__init__(parent, work, title, act, role="danger", width=760)
        self._told = told
        box = parts.CardFrame(name="notice", space=6)
        box.column.addWidget(parts.label(self.tr("Every yes given until now lapses"), "h2"))
        why = self.tr(
            "People agreed to other words. From today nobody may be pictured for any use until they have been asked "
            "again with the new words. A no stays a no, and everything answered before stays on record."
        )
        box.column.addWidget(parts.label(why))
        self.form.column.addWidget(box)
        field = self.form.add(WordsField("text", self.tr("What people are told from today"), lines=8))
        field.set_value(told.text)
        sure = self.tr("Everybody will be asked again")
        self.form.add(CheckField("sure", sure, must=True))

    def problems(self) -> Sequence[FieldProblem]:
        """The same words are no change."""
        same = " ".join(self.form.fields["text"].value().split()) == " ".join(self._told.text.split())
        return (FieldProblem("text", "same_as_old"),) if same else ()

    def act_of(self, values: dict[str, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Keeps the new words."""
        from ewloe_desktop.services.photo_uses import change_wording

        return change_wording, (self._told.number, values["text"])


def _every_use(session: Any, actor: Any) -> Any:
    from ewloe_desktop.services.photo_uses import list_uses

    return list_uses(session, actor, ended=True)


def _state(use: "UseFacts") -> str:
    if use.ended_on is None:
        return translate("UsesDialog", "In use")
    return translate("UsesDialog", "Ended {day}").format(day=wording.day(use.ended_on))
